//===- reference.cpp - What commands mean, one element at a time ----------===//
// Numbers are doubles, in which every element type but the widest integers is
// exact.

#include "reference.h"

#include <algorithm>
#include <cmath>

using namespace tprt::test;
namespace fb = tprt::fb;

//===-- Elements ----------------------------------------------------------===//

template <typename T> static double load_as(const void *array, uint64_t index) {
  T value;
  memcpy(&value, static_cast<const T *>(array) + index, sizeof value);
  return double(value);
}

template <typename T>
static void store_as(void *array, uint64_t index, T value) {
  memcpy(static_cast<T *>(array) + index, &value, sizeof value);
}

static float from_bf16(uint16_t bits) {
  uint32_t wide = uint32_t(bits) << 16;
  float value;
  memcpy(&value, &wide, sizeof value);
  return value;
}

/// Between the two neighbours in bf16 the nearer one, or the even one.
static uint16_t to_bf16(double value) {
  float narrow = float(value);
  uint32_t raw;
  memcpy(&raw, &narrow, sizeof raw);
  auto low = uint16_t(raw >> 16);
  if (value != value)
    return uint16_t(low | 0x40);
  double to_low = std::fabs(value - double(from_bf16(low)));
  double to_high = std::fabs(double(from_bf16(uint16_t(low + 1))) - value);
  bool up = to_high < to_low || (to_high == to_low && (low & 1));
  return uint16_t(low + up);
}

double tprt::test::load(fb::DType dtype, const void *array, uint64_t index) {
  switch (dtype) {
  case fb::DType::i1:
  case fb::DType::ui8:
    return load_as<uint8_t>(array, index);
  case fb::DType::i8:
    return load_as<int8_t>(array, index);
  case fb::DType::i16:
    return load_as<int16_t>(array, index);
  case fb::DType::i32:
    return load_as<int32_t>(array, index);
  case fb::DType::i64:
    return load_as<int64_t>(array, index);
  case fb::DType::ui16:
    return load_as<uint16_t>(array, index);
  case fb::DType::ui32:
    return load_as<uint32_t>(array, index);
  case fb::DType::ui64:
    return load_as<uint64_t>(array, index);
  case fb::DType::f16:
    return load_as<_Float16>(array, index);
  case fb::DType::bf16:
    return from_bf16(uint16_t(load_as<uint16_t>(array, index)));
  case fb::DType::f32:
    return load_as<float>(array, index);
  case fb::DType::f64:
    return load_as<double>(array, index);
  }
  return NAN;
}

void tprt::test::store(fb::DType dtype, void *array, uint64_t index,
                       double value) {
  switch (dtype) {
  case fb::DType::f16:
    return store_as(array, index, _Float16(value));
  case fb::DType::bf16:
    return store_as(array, index, to_bf16(value));
  case fb::DType::f32:
    return store_as(array, index, float(value));
  case fb::DType::f64:
    return store_as(array, index, value);
  default:
    break;
  }
  switch (element_size(dtype)) {
  case 1:
    return store_as(array, index, uint8_t(int64_t(value)));
  case 2:
    return store_as(array, index, uint16_t(int64_t(value)));
  case 4:
    return store_as(array, index, uint32_t(int64_t(value)));
  default:
    return store_as(array, index, int64_t(value));
  }
}

bytes tprt::test::array_of(fb::DType dtype, const std::vector<double> &values) {
  bytes array(values.size() * element_size(dtype));
  for (size_t i = 0; i < values.size(); ++i)
    store(dtype, array.data(), i, values[i]);
  return array;
}

std::vector<double> tprt::test::values_of(fb::DType dtype, const bytes &array) {
  std::vector<double> values(array.size() / element_size(dtype));
  for (size_t i = 0; i < values.size(); ++i)
    values[i] = load(dtype, array.data(), i);
  return values;
}

//===-- Collectives -------------------------------------------------------===//

double tprt::test::combine(fb::DType dtype, fb::Reduction reduction, double a,
                           double b) {
  bool single = dtype == fb::DType::f16 || dtype == fb::DType::bf16 ||
                dtype == fb::DType::f32;
  switch (reduction) {
  case fb::Reduction::sum:
    return single ? double(float(a) + float(b)) : a + b;
  case fb::Reduction::prod:
    return single ? double(float(a) * float(b)) : a * b;
  case fb::Reduction::max:
    return a > b || a != a ? a : b;
  default:
    return a < b || a != a ? a : b;
  }
}

static std::vector<double> reduce(fb::Reduction reduction, fb::DType dtype,
                                  const std::vector<std::vector<double>> &sends,
                                  size_t begin, size_t end) {
  std::vector<double> result;
  for (size_t i = begin; i < end; ++i) {
    double sum = sends[0][i];
    for (size_t from = 1; from < sends.size(); ++from)
      sum = combine(dtype, reduction, sum, sends[from][i]);
    result.push_back(sum);
  }
  return result;
}

std::vector<double>
tprt::test::receive(fb::CollectiveKind kind, fb::Reduction reduction,
                    fb::DType dtype,
                    const std::vector<std::vector<double>> &sends,
                    size_t position, const std::vector<uint32_t> &targets) {
  size_t count = sends[0].size(), chunk = count / sends.size();
  std::vector<double> recv;
  switch (kind) {
  case fb::CollectiveKind::all_reduce:
    return reduce(reduction, dtype, sends, 0, count);
  case fb::CollectiveKind::reduce_scatter:
    return reduce(reduction, dtype, sends, position * chunk,
                  (position + 1) * chunk);
  case fb::CollectiveKind::all_gather:
    for (const std::vector<double> &send : sends)
      recv.insert(recv.end(), send.begin(), send.end());
    break;
  case fb::CollectiveKind::all_to_all:
    for (const std::vector<double> &send : sends)
      recv.insert(recv.end(), send.begin() + long(position * chunk),
                  send.begin() + long((position + 1) * chunk));
    break;
  case fb::CollectiveKind::permute:
    recv.resize(count);
    for (size_t from = 0; from < sends.size(); ++from)
      if (targets[from] == position)
        recv = sends[from];
    break;
  }
  return recv;
}

//===-- Products ----------------------------------------------------------===//

static double apply(tprt_epilogue_t epilogue, double x) {
  switch (epilogue) {
  case TPRT_EPILOGUE_RELU:
    return std::max(x, 0.0);
  case TPRT_EPILOGUE_GELU:
    return 0.5 * x *
           (1 + std::tanh(0.7978845608028654 * (x + 0.044715 * x * x * x)));
  case TPRT_EPILOGUE_NONE:
    break;
  }
  return x;
}

/// One matrix, at these offsets in elements.
static void multiply_one(const tprt_gemm_t &g, const tprt_gemm_operands_t &o,
                         uint64_t a, uint64_t b, uint64_t c) {
  auto type = fb::DType(g.dtype), result = fb::DType(g.result_dtype);
  for (uint64_t i = 0; i < g.m; ++i)
    for (uint64_t j = 0; j < g.n; ++j) {
      uint64_t at = c + i * g.ldc + j;
      double sum = g.accumulate ? load(result, o.c, at) : 0;
      for (uint64_t k = 0; k < g.k; ++k)
        sum += load(type, o.a,
                    a + (g.transpose_a ? k * g.lda + i : i * g.lda + k)) *
               load(type, o.b,
                    b + (g.transpose_b ? j * g.ldb + k : k * g.ldb + j));
      if (g.has_bias)
        sum += load(result, o.bias, j);
      if (g.has_aux)
        store(result, o.aux, at, sum);
      store(result, o.c, at, apply(g.epilogue, sum));
    }
}

void tprt::test::multiply(const tprt_gemm_t &gemm,
                          const tprt_gemm_operands_t &operands) {
  uint64_t matrices = 1;
  for (uint32_t i = 0; i < gemm.num_batch; ++i)
    matrices *= gemm.batch[i].size;
  for (uint64_t matrix = 0; matrix < matrices; ++matrix) {
    uint64_t rest = matrix, a = 0, b = 0, c = 0;
    for (uint32_t i = gemm.num_batch; i-- > 0;) {
      const tprt_gemm_batch_t &batch = gemm.batch[i];
      uint64_t index = rest % batch.size;
      rest /= batch.size;
      a += index * batch.stride_a;
      b += index * batch.stride_b;
      c += index * batch.stride_c;
    }
    multiply_one(gemm, operands, a, b, c);
  }
}
