//===- product.cpp - Products on the host ---------------------------------===//
// By a CBLAS library in f32 or f64, after narrow types are widened and before
// they are rounded once; the epilogue is applied to what is not rounded yet.

#include "product.h"

#include "../numbers.h"

#include <cblas.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

using namespace standin;

//===-- Where matrices lie ------------------------------------------------===//

/// Elements from the first to behind the last of one matrix.
static uint64_t extent(const layout &l) {
  bool by_rows = l.order == CUBLASLT_ORDER_ROW;
  uint64_t outer = by_rows ? l.rows : l.cols;
  uint64_t inner = by_rows ? l.cols : l.rows;
  return (outer - 1) * uint64_t(l.ld) + inner;
}

namespace {
/// The bytes from the first to behind the last of all matrices of a batch.
struct range {
  uint64_t begin, size;

  bool overlaps(const range &other) const {
    return begin < other.begin + other.size && other.begin < begin + size;
  }
};
} // namespace

static range bytes_of(const void *data, const layout &l) {
  int64_t last = int64_t(l.batches - 1) * l.stride;
  uint64_t size = element_size(l.type);
  return {reinterpret_cast<uint64_t>(data) +
              uint64_t(std::min<int64_t>(last, 0)) * size,
          (extent(l) + uint64_t(std::abs(last))) * size};
}

static std::string no_memory(const char *what, const range &bytes) {
  return format("%s, %llu bytes at %#llx, lies in no allocation", what,
                (unsigned long long)bytes.size,
                (unsigned long long)bytes.begin);
}

static layout aux_layout(const problem &p) {
  layout aux = p.d;
  aux.ld = p.how.aux_ld;
  aux.stride = p.how.aux_stride;
  return aux;
}

static layout bias_layout(const problem &p) {
  layout bias = p.d;
  bias.cols = 1;
  bias.ld = int64_t(bias.rows);
  bias.stride = p.how.bias_stride;
  return bias;
}

static std::string check_memory(const problem &p, const product_operands &o) {
  struct operand {
    const char *name;
    range bytes;
    bool result;
  };
  std::vector<operand> all = {{"A", bytes_of(o.a, p.a), false},
                              {"B", bytes_of(o.b, p.b), false},
                              {"D", bytes_of(o.d, p.d), true}};
  if (o.beta != 0 && o.c != o.d)
    all.push_back({"C", bytes_of(o.c, p.c), false});
  if (p.how.epilogue & CUBLASLT_EPILOGUE_BIAS)
    all.push_back({"the bias", bytes_of(p.how.bias, bias_layout(p)), false});
  if (p.how.epilogue & 128)
    all.push_back({"the aux buffer", bytes_of(p.how.aux, aux_layout(p)), true});
  if (o.workspace_size)
    all.push_back({"the workspace",
                   {reinterpret_cast<uint64_t>(o.workspace), o.workspace_size},
                   true});
  for (size_t i = 0; i < all.size(); ++i) {
    if (!accessible(all[i].bytes.begin, all[i].bytes.size, o.context))
      return no_memory(all[i].name, all[i].bytes);
    for (size_t j = 0; j < i; ++j)
      if ((all[i].result || all[j].result) &&
          all[i].bytes.overlaps(all[j].bytes))
        return format("%s overlaps %s", all[i].name, all[j].name);
  }
  return "";
}

//===-- Elements ----------------------------------------------------------===//

template <typename real>
static real load(const void *data, uint64_t index, uint32_t type) {
  switch (type) {
  case CUDA_R_16F:
    return real(from_f16(static_cast<const uint16_t *>(data)[index]));
  case CUDA_R_16BF:
    return real(from_bf16(static_cast<const uint16_t *>(data)[index]));
  case CUDA_R_32F:
    return real(static_cast<const float *>(data)[index]);
  default:
    return real(static_cast<const double *>(data)[index]);
  }
}

template <typename real>
static void store(void *data, uint64_t index, uint32_t type, real value) {
  switch (type) {
  case CUDA_R_16F:
    static_cast<uint16_t *>(data)[index] = to_f16(float(value));
    return;
  case CUDA_R_16BF:
    static_cast<uint16_t *>(data)[index] = to_bf16(float(value));
    return;
  case CUDA_R_32F:
    static_cast<float *>(data)[index] = float(value);
    return;
  default:
    static_cast<double *>(data)[index] = double(value);
  }
}

static uint64_t index_of(const layout &l, uint64_t row, uint64_t col) {
  return l.order == CUBLASLT_ORDER_ROW ? row * uint64_t(l.ld) + col
                                       : col * uint64_t(l.ld) + row;
}

static const void *batch_of(const void *data, const layout &l, int32_t batch) {
  return static_cast<const char *>(data) +
         batch * l.stride * int64_t(element_size(l.type));
}

static void *batch_of(void *data, const layout &l, int32_t batch) {
  return const_cast<void *>(
      batch_of(static_cast<const void *>(data), l, batch));
}

/// A matrix in the arithmetic's type, laid out as it was: where it is, or a
/// copy. Gaps between rows or columns are not read.
template <typename real>
static const real *widened(const void *data, const layout &l, bool tf32,
                           std::vector<real> &copy) {
  if (element_size(l.type) == sizeof(real) && !tf32)
    return static_cast<const real *>(data);
  copy.assign(extent(l), 0);
  for (uint64_t row = 0; row < l.rows; ++row)
    for (uint64_t col = 0; col < l.cols; ++col) {
      uint64_t index = index_of(l, row, col);
      real value = load<real>(data, index, l.type);
      copy[index] = tf32 ? real(to_tf32(float(value))) : value;
    }
  return copy.data();
}

//===-- The product -------------------------------------------------------===//

static void gemm(CBLAS_TRANSPOSE ta, CBLAS_TRANSPOSE tb, int m, int n, int k,
                 const float *a, int lda, const float *b, int ldb, float *c) {
  cblas_sgemm(CblasColMajor, ta, tb, m, n, k, 1, a, lda, b, ldb, 0, c, m);
}

static void gemm(CBLAS_TRANSPOSE ta, CBLAS_TRANSPOSE tb, int m, int n, int k,
                 const double *a, int lda, const double *b, int ldb,
                 double *c) {
  cblas_dgemm(CblasColMajor, ta, tb, m, n, k, 1, a, lda, b, ldb, 0, c, m);
}

/// By rows is by columns of the transpose.
static CBLAS_TRANSPOSE transposed(int32_t operation, const layout &l) {
  bool trans = operation != CUBLAS_OP_N;
  return trans != (l.order == CUBLASLT_ORDER_ROW) ? CblasTrans : CblasNoTrans;
}

template <typename real> static real gelu(real x) {
  const real factor = real(0.7978845608028654); // sqrt(2 / pi)
  return x / 2 * (1 + std::tanh(factor * (x + real(0.044715) * x * x * x)));
}

template <typename real>
static void finish(const problem &p, const product_operands &o, int32_t batch,
                   const std::vector<real> &sums) {
  uint32_t epilogue = p.how.epilogue;
  const void *c = batch_of(o.c, p.c, batch);
  void *d = batch_of(o.d, p.d, batch);
  layout aux = aux_layout(p), bias = bias_layout(p);
  const void *bias_data = batch_of(p.how.bias, bias, batch);
  void *aux_data = batch_of(p.how.aux, aux, batch);
  for (uint64_t col = 0; col < p.d.cols; ++col)
    for (uint64_t row = 0; row < p.d.rows; ++row) {
      real value = real(o.alpha) * sums[col * p.d.rows + row];
      if (o.beta != 0)
        value +=
            real(o.beta) * load<real>(c, index_of(p.c, row, col), p.c.type);
      if (epilogue & CUBLASLT_EPILOGUE_BIAS)
        value += load<real>(bias_data, row, p.d.type);
      if (epilogue & 128)
        store(aux_data, index_of(aux, row, col), p.d.type, value);
      if (epilogue & CUBLASLT_EPILOGUE_RELU)
        value = std::isnan(value) ? value : std::max(value, real(0));
      if (epilogue & CUBLASLT_EPILOGUE_GELU)
        value = gelu(value);
      store(d, index_of(p.d, row, col), p.d.type, value);
    }
}

template <typename real>
static void multiply_as(const problem &p, const product_operands &o) {
  bool tf32 = p.how.compute == CUBLAS_COMPUTE_32F_FAST_TF32;
  int m = int(p.d.rows), n = int(p.d.cols);
  int k = int(p.how.trans_a == CUBLAS_OP_N ? p.a.cols : p.a.rows);
  std::vector<real> copy_a, copy_b, sums(uint64_t(m) * uint64_t(n));
  for (int32_t batch = 0; batch < p.d.batches; ++batch) {
    const real *a = widened(batch_of(o.a, p.a, batch), p.a, tf32, copy_a);
    const real *b = widened(batch_of(o.b, p.b, batch), p.b, tf32, copy_b);
    gemm(transposed(p.how.trans_a, p.a), transposed(p.how.trans_b, p.b), m, n,
         k, a, int(p.a.ld), b, int(p.b.ld), sums.data());
    finish(p, o, batch, sums);
  }
}

static bool fits_blas(const problem &p) {
  const int64_t most = std::numeric_limits<int>::max();
  for (const layout *l : {&p.a, &p.b, &p.d})
    if (int64_t(l->rows) > most || int64_t(l->cols) > most || l->ld > most)
      return false;
  return true;
}

outcome standin::multiply(const problem &p, const product_operands &o) {
  std::string bad = check_memory(p, o);
  if (!bad.empty())
    return illegal_access(bad);
  if (!fits_blas(p))
    return illegal_access(
        "the product is larger than the stand-in's BLAS takes");
  if (p.how.scale == CUDA_R_64F)
    multiply_as<double>(p, o);
  else
    multiply_as<float>(p, o);
  // A kernel leaves there what it likes.
  if (o.workspace_size)
    std::memset(o.workspace, 0xA5, o.workspace_size);
  return {};
}
