//===- file.cpp - The bytes of a .tpx file and its header -----------------===//
// Mapped, so that constants are read from the page cache and shared by
// processes.

#include "file.h"

#include "status.h"

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace tprt;

static_assert(sizeof(tprt_file_header_t) == 64, "the header is 64 bytes");

file::~file() {
  if (mapped)
    munmap(bytes, length);
  else
    std::free(bytes);
}

static tprt_status_t too_short(size_t size) {
  return TPRT_BAD(
      "is not a .tpx file: it has %zu bytes, its header alone needs "
      "%zu",
      size, sizeof(tprt_file_header_t));
}

tprt_status_t file::map(const char *path, std::unique_ptr<file> &out) {
  // Without O_NONBLOCK the opening of a pipe would wait for its other end.
  int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0)
    return TPRT_BAD("cannot be opened: %s", strerror(errno));
  struct stat info;
  tprt_status_t status = nullptr;
  if (fstat(descriptor, &info) != 0)
    status = TPRT_BAD("cannot be examined: %s", strerror(errno));
  else if (!S_ISREG(info.st_mode))
    status = TPRT_BAD("is not a regular file");
  else if (static_cast<size_t>(info.st_size) < sizeof(tprt_file_header_t))
    status = too_short(static_cast<size_t>(info.st_size));
  if (!status) {
    size_t size = static_cast<size_t>(info.st_size);
    void *bytes = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor, 0);
    if (bytes == MAP_FAILED)
      status = tprt_status_create(TPRT_OUT_OF_MEMORY, "cannot be mapped: %s",
                                  strerror(errno));
    else
      out.reset(new file(static_cast<uint8_t *>(bytes), size, true));
  }
  close(descriptor);
  return status;
}

tprt_status_t file::copy(const void *bytes, size_t size,
                         std::unique_ptr<file> &out) {
  if (size < sizeof(tprt_file_header_t))
    return too_short(size);
  void *memory = nullptr;
  if (posix_memalign(&memory, TPRT_SECTION_ALIGNMENT, size) != 0)
    return tprt_status_create(TPRT_OUT_OF_MEMORY, "cannot copy %zu bytes",
                              size);
  memcpy(memory, bytes, size);
  out.reset(new file(static_cast<uint8_t *>(memory), size, false));
  return nullptr;
}

static bool all_zero(const uint8_t *bytes, size_t size) {
  for (size_t i = 0; i < size; ++i)
    if (bytes[i])
      return false;
  return true;
}

tprt_status_t file::check_header() const {
  const tprt_file_header_t &h = header();
  if (memcmp(h.magic, TPRT_MAGIC, sizeof h.magic) != 0)
    return TPRT_BAD("is not a .tpx file: it does not begin with its magic");
  if (h.version != TPRT_FORMAT_VERSION)
    return TPRT_BAD("has format version %u, this library reads version %u",
                    h.version, TPRT_FORMAT_VERSION);
  if (h.header_size != sizeof h)
    return TPRT_BAD("has a header of %u bytes, %zu are expected", h.header_size,
                    sizeof h);
  if (h.file_size != length)
    return TPRT_BAD("is cut short or padded: it has %zu bytes, its header says "
                    "%llu",
                    length, static_cast<unsigned long long>(h.file_size));
  if (h.table_offset != sizeof h || h.table_size > length - sizeof h)
    return TPRT_BAD("is damaged: its table lies outside the file");
  if (!all_zero(h.reserved, sizeof h.reserved))
    return TPRT_BAD("is damaged: reserved bytes of its header are not zero");
  if (uint64_t sum = tprt_file_checksum(bytes, length); sum != h.checksum)
    return TPRT_BAD("is damaged: its checksum is %016llx, its header says "
                    "%016llx",
                    static_cast<unsigned long long>(sum),
                    static_cast<unsigned long long>(h.checksum));
  return nullptr;
}
