//===- mapped_file.h - A file's bytes, mapped for reading -----------------===//
// Ranks read scattered parts of one large file: a mapping shares the page cache
// among them and reads nothing that nobody touches.
#ifndef TPRT_IO_MAPPED_FILE_H
#define TPRT_IO_MAPPED_FILE_H

#include "io/array.h"

#include <memory>

namespace tprt::io {

class mapped_file {
public:
  /// Maps the regular file at `path`; its errors name the path.
  static tprt_status_t open(const std::string &path,
                            std::unique_ptr<mapped_file> &out);
  ~mapped_file();
  mapped_file(const mapped_file &) = delete;
  mapped_file &operator=(const mapped_file &) = delete;

  const uint8_t *data() const { return bytes; }
  uint64_t size() const { return length; }
  const std::string &path() const { return name; }

private:
  mapped_file(std::string name, const uint8_t *bytes, uint64_t length)
      : name(std::move(name)), bytes(bytes), length(length) {}

  std::string name;
  const uint8_t *bytes; // nullptr when the file is empty
  uint64_t length;
};

/// Asks the system to fetch the pages of [data, data + size), which lie in a
/// mapping, and no others.
void prefetch(const uint8_t *data, uint64_t size);

} // namespace tprt::io

#endif // TPRT_IO_MAPPED_FILE_H
