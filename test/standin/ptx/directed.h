//===- directed.h - rounding other than to nearest ------------------------===//
// Rare: kernels round to nearest but where they ask for a bound.
#ifndef TEST_STANDIN_PTX_DIRECTED_H
#define TEST_STANDIN_PTX_DIRECTED_H

#include "module.h"
#include <string_view>

namespace ptx {

/// The host's rounding mode for "rn", "rz", "rm" or "rp".
int rounding_of(std::string_view word);

/// Handlers of an operation (add, subtract, multiply, fma, divide: 0 to 4) that
/// round as operation::immediate, a mode of the host, says. Slow.
handler directed_float(int op);
handler directed_double(int op);

/// double to float, a mode of the host in operation::immediate.
handler directed_narrow();

/// Square roots.
handler directed_root_float();
handler directed_root_double();

/// 64-bit integers to floats.
handler directed_from_signed(unsigned float_bits);
handler directed_from_unsigned(unsigned float_bits);

} // namespace ptx

#endif // TEST_STANDIN_PTX_DIRECTED_H
