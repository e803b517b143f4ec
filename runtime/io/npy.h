//===- npy.h - The header of NumPy's .npy format --------------------------===//
// Format versions 1 to 3, little-endian, plain element types.
#ifndef TPRT_IO_NPY_H
#define TPRT_IO_NPY_H

#include "io/array.h"

namespace tprt::io {

struct npy_header {
  array_type type;
  bool fortran_order = false;
  /// Bytes of the header, that is where the elements begin.
  uint64_t size = 0;
};

/// The bytes that must be read to know how long the header is.
constexpr uint64_t npy_prefix_size = 12;

/// The length of the header whose first npy_prefix_size bytes are `prefix`;
/// `what` names the array in errors.
tprt_status_t npy_header_size(const uint8_t *prefix, const std::string &what,
                              uint64_t &size);

/// Parses the header in `bytes`, which is all of it.
tprt_status_t parse_npy_header(const uint8_t *bytes, uint64_t size,
                               const std::string &what, npy_header &header);

/// The header of an array in row-major order, a multiple of 64 bytes long.
/// Fails with TPRT_UNSUPPORTED for a type that NumPy does not have.
tprt_status_t make_npy_header(const array_type &type, const std::string &what,
                              std::string &header);

/// Reorders elements from column-major to row-major order.
void from_fortran_order(const array_type &type, std::vector<uint8_t> &data);

} // namespace tprt::io

#endif // TPRT_IO_NPY_H
