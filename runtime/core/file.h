//===- file.h - The bytes of a .tpx file and its header -------------------===//
// Owns a file's bytes, mapped or copied, at an address aligned to a section,
// and checks the fixed header, so that tables and sections can be read.
#ifndef TPRT_CORE_FILE_H
#define TPRT_CORE_FILE_H

#include "format.h"
#include "tprt/tprt.h"

#include <memory>

namespace tprt {

class file {
public:
  file(const file &) = delete;
  file &operator=(const file &) = delete;
  ~file();

  /// Maps the file at `path`.
  static tprt_status_t map(const char *path, std::unique_ptr<file> &out);

  /// Copies `bytes`.
  static tprt_status_t copy(const void *bytes, size_t size,
                            std::unique_ptr<file> &out);

  /// Checks magic, version, sizes and checksum.
  tprt_status_t check_header() const;

  const uint8_t *data() const { return bytes; }
  size_t size() const { return length; }
  const tprt_file_header_t &header() const {
    return *reinterpret_cast<const tprt_file_header_t *>(bytes);
  }

private:
  file(uint8_t *bytes, size_t length, bool mapped)
      : bytes(bytes), length(length), mapped(mapped) {}

  uint8_t *bytes;
  size_t length;
  bool mapped;
};

} // namespace tprt

#endif // TPRT_CORE_FILE_H
