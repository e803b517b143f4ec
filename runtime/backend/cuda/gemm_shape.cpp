//===- gemm_shape.cpp - A product in cuBLASLt's terms ---------------------===//
// Batch dimensions become rows of A where B is the same for all of them, then
// one dimension where their strides allow, and else calls.

#include "gemm_shape.h"

#include <algorithm>

using namespace tprt;
using namespace tprt::cuda;

namespace {
/// A product whose batch dimensions are being reduced.
struct product {
  tprt_gemm_t gemm;
  std::vector<tprt_gemm_batch_t> batch;
};
} // namespace

//===-- Batch dimensions --------------------------------------------------===//

static void drop_ones(product &p) {
  auto one = [](const tprt_gemm_batch_t &b) { return b.size == 1; };
  p.batch.erase(std::remove_if(p.batch.begin(), p.batch.end(), one),
                p.batch.end());
}

/// Whether the dimension only continues the rows of A and C.
static bool continues_rows(const tprt_gemm_t &g, const tprt_gemm_batch_t &b) {
  return !g.transpose_a && b.stride_b == 0 && b.stride_a == g.m * g.lda &&
         b.stride_c == g.m * g.ldc;
}

static void fold_into_rows(product &p) {
  for (size_t i = p.batch.size(); i-- > 0;) {
    if (!continues_rows(p.gemm, p.batch[i]))
      continue;
    p.gemm.m *= p.batch[i].size;
    p.batch.erase(p.batch.begin() + static_cast<ptrdiff_t>(i));
  }
}

/// Whether `outer` goes on where `inner` ends.
static bool continues(const tprt_gemm_batch_t &outer,
                      const tprt_gemm_batch_t &inner) {
  return outer.stride_a == inner.stride_a * inner.size &&
         outer.stride_b == inner.stride_b * inner.size &&
         outer.stride_c == inner.stride_c * inner.size;
}

static void merge_neighbours(product &p) {
  for (size_t i = p.batch.size(); i-- > 1;) {
    if (!continues(p.batch[i - 1], p.batch[i]))
      continue;
    p.batch[i - 1] = {p.batch[i - 1].size * p.batch[i].size,
                      p.batch[i].stride_a, p.batch[i].stride_b,
                      p.batch[i].stride_c};
    p.batch.erase(p.batch.begin() + static_cast<ptrdiff_t>(i));
  }
}

/// Takes the largest dimension, the innermost of equals, out of `batch`.
static tprt_gemm_batch_t take_largest(std::vector<tprt_gemm_batch_t> &batch) {
  size_t largest = 0;
  for (size_t i = 1; i < batch.size(); ++i)
    if (batch[i].size >= batch[largest].size)
      largest = i;
  tprt_gemm_batch_t taken = batch[largest];
  batch.erase(batch.begin() + static_cast<ptrdiff_t>(largest));
  return taken;
}

//===-- Matrices ----------------------------------------------------------===//

/// The column-major form of a row-major matrix.
static stored_matrix stored(uint64_t rows, uint64_t cols, uint64_t ld,
                            uint64_t stride) {
  // The distance of rows means nothing where there is one, but the library
  // looks at it.
  return {cols, rows, rows <= 1 ? std::max(ld, cols) : ld, stride, 0};
}

/// The largest power of two that divides all addresses.
static uint32_t alignment(const std::vector<tprt_gemm_batch_t> &loops,
                          uint64_t tprt_gemm_batch_t::*stride,
                          tprt_dtype_t dtype) {
  uint64_t bits = TPRT_ALIGNMENT;
  for (const tprt_gemm_batch_t &loop : loops)
    bits |= loop.*stride * tprt_dtype_size(dtype);
  return static_cast<uint32_t>(bits & (~bits + 1));
}

static bool is_empty(const tprt_gemm_t &gemm) {
  bool empty = gemm.m == 0 || gemm.n == 0;
  for (uint32_t i = 0; i < gemm.num_batch; ++i)
    empty |= gemm.batch[i].size == 0;
  return empty;
}

/// k of 0 is k of 1 with zeros: bias and epilogue stay the library's.
static void replace_by_zeros(product &p) {
  tprt_gemm_t &g = p.gemm;
  g.k = g.lda = 1;
  g.ldb = g.n;
  g.transpose_a = g.transpose_b = 0;
  for (tprt_gemm_batch_t &batch : p.batch)
    batch.stride_a = batch.stride_b = 0;
}

gemm_shape tprt::cuda::shape_of(const tprt_gemm_t &gemm) {
  gemm_shape shape;
  if ((shape.empty = is_empty(gemm)))
    return shape;
  product p{gemm, {gemm.batch, gemm.batch + gemm.num_batch}};
  if ((shape.zeros = gemm.k == 0))
    replace_by_zeros(p);
  drop_ones(p);
  fold_into_rows(p);
  merge_neighbours(p);
  tprt_gemm_batch_t strided{1, 0, 0, 0};
  if (!p.batch.empty())
    strided = take_largest(p.batch);
  const tprt_gemm_t &g = p.gemm;
  shape.batch = strided.size;
  shape.transpose_x = g.transpose_b;
  shape.transpose_y = g.transpose_a;
  shape.x = stored(g.transpose_b ? g.n : g.k, g.transpose_b ? g.k : g.n, g.ldb,
                   strided.stride_b);
  shape.y = stored(g.transpose_a ? g.k : g.m, g.transpose_a ? g.m : g.k, g.lda,
                   strided.stride_a);
  shape.d = stored(g.m, g.n, g.ldc, strided.stride_c);
  shape.x.alignment = alignment(p.batch, &tprt_gemm_batch_t::stride_b, g.dtype);
  shape.y.alignment = alignment(p.batch, &tprt_gemm_batch_t::stride_a, g.dtype);
  shape.d.alignment =
      alignment(p.batch, &tprt_gemm_batch_t::stride_c, g.result_dtype);
  for (const tprt_gemm_batch_t &loop : p.batch)
    shape.calls *= loop.size;
  shape.loops = std::move(p.batch);
  return shape;
}

gemm_offsets tprt::cuda::offsets_of(const gemm_shape &shape, uint64_t call) {
  gemm_offsets offsets;
  for (size_t i = shape.loops.size(); i-- > 0;) {
    const tprt_gemm_batch_t &loop = shape.loops[i];
    uint64_t index = call % loop.size;
    call /= loop.size;
    offsets.a += index * loop.stride_a;
    offsets.b += index * loop.stride_b;
    offsets.c += index * loop.stride_c;
  }
  return offsets;
}

//===-- Text --------------------------------------------------------------===//

std::string tprt::cuda::text_of(const tprt_gemm_t &gemm) {
  auto matrix = [](uint64_t rows, uint64_t cols) {
    return "[" + std::to_string(rows) + "," + std::to_string(cols) + "]";
  };
  std::string text = std::string(tprt_dtype_name(gemm.dtype)) + " " +
                     matrix(gemm.m, gemm.k) + " x " + matrix(gemm.k, gemm.n) +
                     " to " + tprt_dtype_name(gemm.result_dtype);
  for (uint32_t i = 0; i < gemm.num_batch; ++i)
    text += (i ? "x" : ", batch ") + std::to_string(gemm.batch[i].size);
  if (gemm.has_bias)
    text += ", bias";
  if (gemm.epilogue != TPRT_EPILOGUE_NONE)
    text += gemm.epilogue == TPRT_EPILOGUE_RELU ? ", relu" : ", gelu";
  if (gemm.has_aux)
    text += ", aux";
  return text;
}
