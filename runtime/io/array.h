//===- array.h - Arrays as files hold them --------------------------------===//
// What all file formats here share: an element type, a shape, and the elements
// dense in row-major order.
#ifndef TPRT_IO_ARRAY_H
#define TPRT_IO_ARRAY_H

#include "tprt/tprt.h"

#include <cstdint>
#include <string>
#include <vector>

/// Returns from the enclosing function when `expression` is not a success.
#define TPRT_IO_RETURN_IF_ERROR(expression)                                    \
  do {                                                                         \
    if (tprt_status_t status_of_expression = (expression))                     \
      return status_of_expression;                                             \
  } while (false)

namespace tprt::io {

struct array_type {
  tprt_dtype_t dtype = TPRT_F32;
  std::vector<uint64_t> shape;

  bool operator==(const array_type &other) const {
    return dtype == other.dtype && shape == other.shape;
  }
  bool operator!=(const array_type &other) const { return !(*this == other); }
};

/// An array that owns its elements.
struct array {
  array_type type;
  std::vector<uint8_t> data;
};

/// An array whose elements are somebody else's.
struct array_view {
  array_type type;
  const uint8_t *data = nullptr;
};

/// An array to be written under a name.
struct named_array {
  std::string name;
  array_view array;
};

/// As MLIR prints it: "tensor<132x64xf32>".
std::string to_string(const array_type &type);

/// As "[132, 64]".
std::string to_string(const std::vector<uint64_t> &shape);

/// The number of elements; false when it does not fit 62 bits.
bool count_elements(const std::vector<uint64_t> &shape, uint64_t &count);

/// The number of bytes of all elements; false when it does not fit 62 bits.
bool count_bytes(const array_type &type, uint64_t &bytes);

/// A status with a message made of a std::string.
tprt_status_t bad_input(const std::string &message);
tprt_status_t unsupported(const std::string &message);

} // namespace tprt::io

#endif // TPRT_IO_ARRAY_H
