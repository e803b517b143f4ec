//===- reference.h - What commands mean, one element at a time ------------===//
// The definitions of tpx.fbs, computed without regard for speed, for every
// element type: what backends and transports are compared with.
#ifndef TEST_RUNTIME_REFERENCE_H
#define TEST_RUNTIME_REFERENCE_H

#include "program_builder.h"
#include "tprt/transport.h"

namespace tprt::test {

/// One element of an array as a number, and a number rounded to the nearest
/// element, ties to even. Integers beyond 2^53 are not exact.
double load(fb::DType dtype, const void *array, uint64_t index);
void store(fb::DType dtype, void *array, uint64_t index, double value);

/// An array of numbers.
bytes array_of(fb::DType dtype, const std::vector<double> &values);
std::vector<double> values_of(fb::DType dtype, const bytes &array);

/// a op b as `dtype` computes it before it is rounded to be stored.
double combine(fb::DType dtype, fb::Reduction reduction, double a, double b);

/// What the member at `position` receives when member i sends sends[i].
std::vector<double> receive(fb::CollectiveKind kind, fb::Reduction reduction,
                            fb::DType dtype,
                            const std::vector<std::vector<double>> &sends,
                            size_t position,
                            const std::vector<uint32_t> &targets);

/// Runs a product.
void multiply(const tprt_gemm_t &gemm, const tprt_gemm_operands_t &operands);

} // namespace tprt::test

#endif // TEST_RUNTIME_REFERENCE_H
