//===- npz.h - NumPy's archives of arrays ---------------------------------===//
// An .npz file is a zip archive, compressed or not, of .npy arrays.
#ifndef TPRT_IO_NPZ_H
#define TPRT_IO_NPZ_H

#include "io/mapped_file.h"

#include <map>

struct zip;

namespace tprt::io {

/// An archive opened for reading. An array's header is read when it is asked
/// for, its elements only by `read`.
class npz_file {
public:
  /// Opens the archive and lists its arrays; errors name the path.
  static tprt_status_t open(const std::string &path,
                            std::unique_ptr<npz_file> &out);
  ~npz_file();
  npz_file(const npz_file &) = delete;
  npz_file &operator=(const npz_file &) = delete;

  const std::string &path() const { return bytes->path(); }
  /// The arrays' names, sorted, without ".npy".
  std::vector<std::string> names() const;
  bool contains(const std::string &array) const {
    return entries.count(array) != 0;
  }

  /// The type of an array that the archive contains.
  tprt_status_t type(const std::string &array, array_type &out) const;
  /// Reads an array that the archive contains.
  tprt_status_t read(const std::string &array, io::array &out) const;

private:
  npz_file() = default;
  tprt_status_t open_archive();
  tprt_status_t list_entries();
  std::string what(const std::string &array) const;

  struct entry {
    uint64_t index;
    uint64_t size; // uncompressed
  };
  std::unique_ptr<mapped_file> bytes;
  struct zip *archive = nullptr;
  std::map<std::string, entry> entries;
};

/// Writes an uncompressed archive; the same arrays give the same bytes. A file
/// that is there is replaced only when all went well.
tprt_status_t write_npz(const std::string &path,
                        const std::vector<named_array> &arrays);

} // namespace tprt::io

#endif // TPRT_IO_NPZ_H
