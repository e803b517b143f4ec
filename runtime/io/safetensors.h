//===- safetensors.h - Files of named tensors, mapped ---------------------===//
// A .safetensors file: 8 bytes of header length, the header as JSON, then the
// tensors' bytes without gaps.
#ifndef TPRT_IO_SAFETENSORS_H
#define TPRT_IO_SAFETENSORS_H

#include "io/mapped_file.h"

#include <map>

namespace tprt::io {

/// A file opened for reading: the header has been checked against the file, the
/// tensors' bytes are not read before somebody touches them.
class safetensors_file {
public:
  /// Maps the file and checks every tensor's type, shape and place; errors name
  /// the path and the tensor.
  static tprt_status_t open(const std::string &path,
                            std::unique_ptr<safetensors_file> &out);

  const std::string &path() const { return file->path(); }
  /// The tensors' names, sorted.
  std::vector<std::string> names() const;
  bool contains(const std::string &tensor) const {
    return tensors.count(tensor) != 0;
  }

  /// A tensor that the file contains; its bytes are in the mapping and may
  /// start at any address. TPRT_UNSUPPORTED when its element type is one that
  /// programs do not have.
  tprt_status_t find(const std::string &tensor, array_view &out) const;

private:
  struct entry {
    std::string dtype;
    std::vector<uint64_t> shape;
    uint64_t begin; // from the start of the file
    uint64_t end;
  };

  explicit safetensors_file(std::unique_ptr<mapped_file> file)
      : file(std::move(file)) {}
  tprt_status_t read_header();
  tprt_status_t check_places(uint64_t begin) const;
  std::string what(const std::string &tensor) const;

  std::unique_ptr<mapped_file> file;
  std::map<std::string, entry> tensors;
};

/// Writes the tensors in the order given. A file that is there is replaced only
/// when all went well.
tprt_status_t write_safetensors(const std::string &path,
                                const std::vector<named_array> &tensors);

} // namespace tprt::io

#endif // TPRT_IO_SAFETENSORS_H
