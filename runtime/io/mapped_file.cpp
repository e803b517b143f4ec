//===- mapped_file.cpp - A file's bytes, mapped for reading ---------------===//
// Read-ahead is off, as it would fetch the neighbours' slices; `prefetch` names
// the pages that are wanted instead.

#include "io/mapped_file.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace tprt;
using namespace tprt::io;

static tprt_status_t system_error(const std::string &path, const char *what) {
  int error = errno;
  return tprt_status_create(error == ENOMEM ? TPRT_OUT_OF_MEMORY
                                            : TPRT_BAD_INPUT,
                            "%s: %s: %s", path.c_str(), what, strerror(error));
}

tprt_status_t mapped_file::open(const std::string &path,
                                std::unique_ptr<mapped_file> &out) {
  int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0)
    return system_error(path, "cannot be opened");
  struct stat info;
  tprt_status_t status = nullptr;
  void *bytes = nullptr;
  if (fstat(descriptor, &info) != 0)
    status = system_error(path, "cannot be examined");
  else if (!S_ISREG(info.st_mode))
    status = bad_input(path + ": is not a regular file");
  else if (info.st_size > 0)
    bytes = mmap(nullptr, info.st_size, PROT_READ, MAP_PRIVATE, descriptor, 0);
  if (bytes == MAP_FAILED)
    status = system_error(path, "cannot be mapped");
  close(descriptor);
  if (status)
    return status;
  if (bytes)
    madvise(bytes, info.st_size, MADV_RANDOM);
  out.reset(new mapped_file(path, static_cast<const uint8_t *>(bytes),
                            static_cast<uint64_t>(info.st_size)));
  return nullptr;
}

mapped_file::~mapped_file() {
  if (bytes)
    munmap(const_cast<uint8_t *>(bytes), length);
}

void io::prefetch(const uint8_t *data, uint64_t size) {
  static const uintptr_t page = static_cast<uintptr_t>(sysconf(_SC_PAGESIZE));
  uintptr_t begin = reinterpret_cast<uintptr_t>(data) & ~(page - 1);
  uintptr_t end = reinterpret_cast<uintptr_t>(data) + size;
  // Only advice: that it cannot be followed does no harm.
  madvise(reinterpret_cast<void *>(begin), end - begin, MADV_WILLNEED);
}
