//===- npz.cpp - NumPy's archives of arrays -------------------------------===//
// The zip format is libzip's business; sizes are compared with each other
// before memory is taken, since a damaged archive can claim any.

#include "io/npz.h"

#include "io/npy.h"

#include <cstring>
#include <zip.h>

using namespace tprt;
using namespace tprt::io;

namespace {

/// An entry being read. The zip library checks the entry's checksum when the
/// last byte has been read.
class entry_reader {
public:
  entry_reader(zip_t *archive, uint64_t index, const std::string &what)
      : archive(archive), what(what), file(zip_fopen_index(archive, index, 0)) {
  }
  ~entry_reader() {
    if (file)
      zip_fclose(file);
  }

  tprt_status_t read(uint8_t *data, uint64_t size);
  tprt_status_t expect_end();

private:
  tprt_status_t error();

  zip_t *archive;
  const std::string &what;
  zip_file_t *file;
};

tprt_status_t entry_reader::error() {
  const char *text = file ? zip_file_strerror(file) : zip_strerror(archive);
  return bad_input(what + ": cannot be read: " + text);
}

tprt_status_t entry_reader::read(uint8_t *data, uint64_t size) {
  if (!file)
    return error();
  uint64_t done = 0;
  while (done < size) {
    zip_int64_t count = zip_fread(file, data + done, size - done);
    if (count < 0)
      return error();
    if (count == 0)
      return bad_input(what + ": is cut short: " + std::to_string(size) +
                       " bytes are wanted, " + std::to_string(done) +
                       " are there");
    done += static_cast<uint64_t>(count);
  }
  return nullptr;
}

tprt_status_t entry_reader::expect_end() {
  uint8_t byte;
  zip_int64_t count = zip_fread(file, &byte, 1);
  if (count < 0)
    return error();
  if (count > 0)
    return bad_input(what + ": has bytes behind its last element");
  return nullptr;
}

struct archive_deleter {
  void operator()(zip_t *archive) const { zip_discard(archive); }
};
using archive_ptr = std::unique_ptr<zip_t, archive_deleter>;

} // namespace

static std::string message_of(int code) {
  zip_error_t error;
  zip_error_init_with_code(&error, code);
  std::string text = zip_error_strerror(&error);
  zip_error_fini(&error);
  return text;
}

tprt_status_t npz_file::open(const std::string &path,
                             std::unique_ptr<npz_file> &out) {
  std::unique_ptr<npz_file> file(new npz_file);
  TPRT_IO_RETURN_IF_ERROR(mapped_file::open(path, file->bytes));
  TPRT_IO_RETURN_IF_ERROR(file->open_archive());
  TPRT_IO_RETURN_IF_ERROR(file->list_entries());
  out = std::move(file);
  return nullptr;
}

npz_file::~npz_file() {
  if (archive)
    zip_discard(archive);
}

tprt_status_t npz_file::open_archive() {
  // To the zip library no bytes at all are an archive of nothing.
  if (bytes->size() == 0)
    return bad_input(path() + ": cannot be opened as .npz: it is empty");
  prefetch(bytes->data(), bytes->size());
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t *source =
      zip_source_buffer_create(bytes->data(), bytes->size(), 0, &error);
  if (source)
    archive = zip_open_from_source(source, ZIP_RDONLY, &error);
  tprt_status_t status = nullptr;
  if (!archive)
    status = tprt_status_create(zip_error_code_zip(&error) == ZIP_ER_MEMORY
                                    ? TPRT_OUT_OF_MEMORY
                                    : TPRT_BAD_INPUT,
                                "%s: cannot be opened as .npz: %s",
                                path().c_str(), zip_error_strerror(&error));
  if (source && !archive)
    zip_source_free(source);
  zip_error_fini(&error);
  return status;
}

tprt_status_t npz_file::list_entries() {
  zip_int64_t count = zip_get_num_entries(archive, 0);
  for (zip_int64_t i = 0; i < count; ++i) {
    zip_stat_t info;
    zip_uint64_t wanted = ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE;
    if (zip_stat_index(archive, static_cast<zip_uint64_t>(i), 0, &info) != 0 ||
        (info.valid & wanted) != wanted)
      return bad_input(
          path() + ": entry " + std::to_string(i) +
          " of the archive cannot be read: " + zip_strerror(archive));
    std::string array = info.name;
    if (array.size() > 4 && array.compare(array.size() - 4, 4, ".npy") == 0)
      array.resize(array.size() - 4);
    // No compression in use makes more than about 1,000 bytes of one.
    if (info.size / 1100 > info.comp_size)
      return bad_input(what(array) +
                       ": is damaged: " + std::to_string(info.comp_size) +
                       " bytes cannot unpack to " + std::to_string(info.size));
    entry value{static_cast<uint64_t>(i), info.size};
    if (!entries.emplace(array, value).second)
      return bad_input(what(array) + ": is in the archive twice");
  }
  return nullptr;
}

std::string npz_file::what(const std::string &array) const {
  return path() + ": array \"" + array + "\"";
}

std::vector<std::string> npz_file::names() const {
  std::vector<std::string> names;
  for (const auto &[array, entry] : entries)
    names.push_back(array);
  return names;
}

/// Reads and checks the header; `size` is that of the whole entry.
static tprt_status_t read_header(entry_reader &reader, uint64_t size,
                                 const std::string &what, npy_header &header) {
  if (size < npy_prefix_size)
    return bad_input(what + ": is not a .npy array: it has " +
                     std::to_string(size) + " bytes");
  std::vector<uint8_t> bytes(npy_prefix_size);
  TPRT_IO_RETURN_IF_ERROR(reader.read(bytes.data(), bytes.size()));
  uint64_t header_size;
  TPRT_IO_RETURN_IF_ERROR(npy_header_size(bytes.data(), what, header_size));
  if (header_size < npy_prefix_size || header_size > size)
    return bad_input(what + ": its .npy header of " +
                     std::to_string(header_size) + " bytes does not fit its " +
                     std::to_string(size) + " bytes");
  bytes.resize(header_size);
  TPRT_IO_RETURN_IF_ERROR(reader.read(bytes.data() + npy_prefix_size,
                                      header_size - npy_prefix_size));
  TPRT_IO_RETURN_IF_ERROR(
      parse_npy_header(bytes.data(), header_size, what, header));
  uint64_t elements = 0;
  count_bytes(header.type, elements);
  if (elements != size - header_size)
    return bad_input(what + ": " + to_string(header.type) + " takes " +
                     std::to_string(elements) + " bytes, the entry has " +
                     std::to_string(size - header_size));
  return nullptr;
}

tprt_status_t npz_file::type(const std::string &array, array_type &out) const {
  std::string what = this->what(array);
  const entry &entry = entries.at(array);
  entry_reader reader(archive, entry.index, what);
  npy_header header;
  TPRT_IO_RETURN_IF_ERROR(read_header(reader, entry.size, what, header));
  out = header.type;
  return nullptr;
}

tprt_status_t npz_file::read(const std::string &array, io::array &out) const {
  std::string what = this->what(array);
  const entry &entry = entries.at(array);
  entry_reader reader(archive, entry.index, what);
  npy_header header;
  TPRT_IO_RETURN_IF_ERROR(read_header(reader, entry.size, what, header));
  out.type = header.type;
  out.data.resize(entry.size - header.size);
  TPRT_IO_RETURN_IF_ERROR(reader.read(out.data.data(), out.data.size()));
  TPRT_IO_RETURN_IF_ERROR(reader.expect_end());
  if (header.fortran_order)
    from_fortran_order(out.type, out.data);
  return nullptr;
}

/// Adds an entry whose bytes are `header` and the array's elements.
static bool add_entry(zip_t *archive, const named_array &named,
                      const std::string &header) {
  uint64_t size = 0;
  count_bytes(named.array.type, size);
  zip_buffer_fragment_t fragments[] = {
      {reinterpret_cast<zip_uint8_t *>(const_cast<char *>(header.data())),
       header.size()},
      {const_cast<zip_uint8_t *>(named.array.data), size}};
  zip_source_t *source =
      zip_source_buffer_fragment(archive, fragments, size ? 2 : 1, 0);
  if (!source)
    return false;
  zip_int64_t index = zip_file_add(archive, (named.name + ".npy").c_str(),
                                   source, ZIP_FL_ENC_UTF_8);
  if (index < 0) {
    zip_source_free(source);
    return false;
  }
  // 1980-01-01, the earliest date of the format: files must not differ by when
  // they were written.
  zip_uint64_t entry = static_cast<zip_uint64_t>(index);
  return zip_set_file_compression(archive, entry, ZIP_CM_STORE, 0) == 0 &&
         zip_file_set_dostime(archive, entry, 0, 1 << 5 | 1, 0) == 0;
}

tprt_status_t io::write_npz(const std::string &path,
                            const std::vector<named_array> &arrays) {
  std::vector<std::string> headers(arrays.size());
  for (size_t i = 0; i < arrays.size(); ++i)
    TPRT_IO_RETURN_IF_ERROR(make_npy_header(
        arrays[i].array.type, path + ": array \"" + arrays[i].name + "\"",
        headers[i]));
  int code = 0;
  archive_ptr archive(zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &code));
  if (!archive)
    return bad_input(path + ": cannot be written: " + message_of(code));
  for (size_t i = 0; i < arrays.size(); ++i)
    if (!add_entry(archive.get(), arrays[i], headers[i]))
      return bad_input(path +
                       ": cannot be written: " + zip_strerror(archive.get()));
  // Writes beside the file and renames. An archive of nothing leaves no file.
  if (zip_close(archive.get()) != 0)
    return bad_input(path +
                     ": cannot be written: " + zip_strerror(archive.get()));
  archive.release();
  return nullptr;
}
