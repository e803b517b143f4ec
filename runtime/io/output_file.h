//===- output_file.h - A file written whole or not at all -----------------===//
// Written beside its place and renamed when complete, so that nobody ever sees
// half of it.
#ifndef TPRT_IO_OUTPUT_FILE_H
#define TPRT_IO_OUTPUT_FILE_H

#include "io/array.h"

namespace tprt::io {

class output_file {
public:
  /// Creates a file beside `path`.
  tprt_status_t open(const std::string &path);
  tprt_status_t write(const void *data, uint64_t size);
  /// Puts the file in its place.
  tprt_status_t commit();
  /// Removes what was not committed.
  ~output_file();

  output_file() = default;
  output_file(const output_file &) = delete;
  output_file &operator=(const output_file &) = delete;

private:
  tprt_status_t error() const;

  std::string path;
  std::string temporary;
  int descriptor = -1;
};

} // namespace tprt::io

#endif // TPRT_IO_OUTPUT_FILE_H
