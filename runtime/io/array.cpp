//===- array.cpp - Arrays as files hold them ------------------------------===//
// Sizes come from files that nobody has checked, hence the overflow checks.

#include "io/array.h"

using namespace tprt;

std::string io::to_string(const array_type &type) {
  std::string text = "tensor<";
  for (uint64_t extent : type.shape)
    text += std::to_string(extent) + "x";
  return text + tprt_dtype_name(type.dtype) + ">";
}

std::string io::to_string(const std::vector<uint64_t> &shape) {
  std::string text = "[";
  for (size_t i = 0; i < shape.size(); ++i)
    text += (i ? ", " : "") + std::to_string(shape[i]);
  return text + "]";
}

bool io::count_elements(const std::vector<uint64_t> &shape, uint64_t &count) {
  constexpr uint64_t limit = uint64_t(1) << 62;
  // An extent of 0 must not hide others that overflow: strides use them.
  uint64_t product = 1;
  bool empty = false;
  for (uint64_t extent : shape) {
    empty |= extent == 0;
    if (__builtin_mul_overflow(product, extent ? extent : 1, &product) ||
        product >= limit)
      return false;
  }
  count = empty ? 0 : product;
  return true;
}

bool io::count_bytes(const array_type &type, uint64_t &bytes) {
  uint64_t count;
  if (!count_elements(type.shape, count))
    return false;
  return !__builtin_mul_overflow(count, tprt_dtype_size(type.dtype), &bytes) &&
         bytes < uint64_t(1) << 62;
}

tprt_status_t io::bad_input(const std::string &message) {
  return tprt_status_create(TPRT_BAD_INPUT, "%s", message.c_str());
}

tprt_status_t io::unsupported(const std::string &message) {
  return tprt_status_create(TPRT_UNSUPPORTED, "%s", message.c_str());
}
