//===- verifier.cpp - What must hold of a whole program -------------------===//
// Each command by itself; a donated argument and its result are one buffer
// here. What two streams do at the same time is order.cpp's.

#include "verifier.h"

#include "operands.h"
#include "order.h"
#include "status.h"

#include <algorithm>

using namespace tprt;

static unsigned long long print(uint64_t number) { return number; }

//===-- Products ----------------------------------------------------------===//

namespace {
/// One dimension of a strided array, in elements.
struct strided_dim {
  uint64_t size;
  uint64_t stride;
};
} // namespace

/// Elements that a strided array spans; false when that overflows.
static bool span_of(const std::vector<strided_dim> &dims, uint64_t &span) {
  span = 1;
  for (const strided_dim &dim : dims) {
    if (dim.size == 0) {
      span = 0;
      return true;
    }
    uint64_t reach = 0;
    if (__builtin_mul_overflow(dim.size - 1, dim.stride, &reach) ||
        __builtin_add_overflow(span, reach, &span))
      return false;
  }
  return true;
}

/// Whether no two indices meet. Sufficient, and necessary for the nested
/// layouts that compilers make: each stride steps over the one below.
static bool elements_distinct(std::vector<strided_dim> dims) {
  dims.erase(std::remove_if(dims.begin(), dims.end(),
                            [](auto &dim) { return dim.size <= 1; }),
             dims.end());
  std::sort(dims.begin(), dims.end(),
            [](auto &a, auto &b) { return a.stride < b.stride; });
  uint64_t below = 1;
  for (const strided_dim &dim : dims) {
    if (dim.stride < below)
      return false;
    if (__builtin_mul_overflow(dim.stride, dim.size, &below))
      return false;
  }
  return true;
}

static tprt_status_t check_matrix(const char *name, const gemm &gemm,
                                  uint64_t rows, uint64_t columns,
                                  uint64_t leading,
                                  uint64_t tprt_gemm_batch_t::*stride,
                                  tprt_dtype_t dtype, const ref &ref) {
  std::vector<strided_dim> dims{{rows, leading}, {columns, 1}};
  for (const tprt_gemm_batch_t &batch : gemm.batch)
    dims.push_back({batch.size, batch.*stride});
  if (leading < std::max<uint64_t>(columns, 1))
    return TPRT_BAD("rows of %s have %llu elements but are %llu apart", name,
                    print(columns), print(leading));
  uint64_t span = 0, bytes = 0;
  if (!span_of(dims, span) ||
      __builtin_mul_overflow(span, uint64_t(tprt_dtype_size(dtype)), &bytes) ||
      bytes > ref.size)
    return TPRT_BAD("%s spans more than the %llu bytes of its buffer", name,
                    print(ref.size));
  if (stride == &tprt_gemm_batch_t::stride_c && !elements_distinct(dims))
    return TPRT_BAD("matrices of %s overlap", name);
  return nullptr;
}

static tprt_status_t check_gemm(const gemm &gemm) {
  const tprt_gemm_t &d = gemm.desc;
  // A count of all products must fit, as backends number them.
  uint64_t products = 1;
  for (const tprt_gemm_batch_t &batch : gemm.batch)
    if (__builtin_mul_overflow(products, batch.size, &products) ||
        products > INT64_MAX)
      return TPRT_BAD("has too many batches");
  TPRT_RETURN_IF_ERROR(check_matrix(
      "A", gemm, d.transpose_a ? d.k : d.m, d.transpose_a ? d.m : d.k, d.lda,
      &tprt_gemm_batch_t::stride_a, d.dtype, gemm.a));
  TPRT_RETURN_IF_ERROR(check_matrix(
      "B", gemm, d.transpose_b ? d.n : d.k, d.transpose_b ? d.k : d.n, d.ldb,
      &tprt_gemm_batch_t::stride_b, d.dtype, gemm.b));
  if (d.has_bias &&
      gemm.bias.size != d.n * uint64_t(tprt_dtype_size(d.result_dtype)))
    return TPRT_BAD("a bias of %llu elements of %s has %llu bytes", print(d.n),
                    tprt_dtype_name(d.result_dtype), print(gemm.bias.size));
  if (d.has_aux)
    TPRT_RETURN_IF_ERROR(check_matrix("aux", gemm, d.m, d.n, d.ldc,
                                      &tprt_gemm_batch_t::stride_c,
                                      d.result_dtype, gemm.aux));
  return check_matrix("C", gemm, d.m, d.n, d.ldc, &tprt_gemm_batch_t::stride_c,
                      d.result_dtype, gemm.c);
}

//===-- Memory ------------------------------------------------------------===//

static bool identical(const ref &a, const ref &b) {
  return a.space == b.space && a.index == b.index && a.offset == b.offset &&
         a.size == b.size;
}

static tprt_status_t check_writable(const program &program, const ref &ref) {
  if (ref.space == space::constant)
    return TPRT_BAD("writes to a constant");
  if (ref.space == space::argument && program.arguments[ref.index].donation < 0)
    return TPRT_BAD("writes to argument %u, which is not donated", ref.index);
  return nullptr;
}

/// A kernel and an all-reduce may work in place, on exactly the same bytes.
static tprt_status_t check_aliases(const program &program,
                                   const command &command,
                                   const command_operands &operands) {
  bool in_place = command.action == action::launch ||
                  (command.action == action::start &&
                   program.starts[command.index].desc.kind == TPRT_ALL_REDUCE);
  for (size_t i = 0; i < operands.writes.size(); ++i) {
    const ref &write = operands.writes[i];
    for (const ref &read : operands.reads)
      if (overlap(read, write) && !(in_place && identical(read, write)))
        return TPRT_BAD("reads and writes overlapping buffers");
    for (size_t j = i + 1; j < operands.writes.size(); ++j)
      if (overlap(write, operands.writes[j]))
        return TPRT_BAD("writes two overlapping buffers");
  }
  return nullptr;
}

static tprt_status_t check(const program &program, const command &command) {
  if (command.action == action::gemm)
    TPRT_RETURN_IF_ERROR(check_gemm(program.gemms[command.index]));
  command_operands operands = operands_of(program, command);
  for (ref &ref : operands.reads)
    ref = storage_of(program, ref);
  for (ref &ref : operands.writes) {
    TPRT_RETURN_IF_ERROR(check_writable(program, ref));
    ref = storage_of(program, ref);
  }
  return check_aliases(program, command, operands);
}

tprt_status_t tprt::verify_program(const program &program) {
  for (uint32_t op = 0; op < program.commands.size(); ++op)
    TPRT_RETURN_IF_ERROR(
        in_op(program, op, check(program, program.commands[op])));
  return check_races(program);
}
