//===- output_file.cpp - A file written whole or not at all ---------------===//
// The temporary file has a name of its own, so that two writers do not meet.

#include "io/output_file.h"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <sys/stat.h>
#include <unistd.h>

using namespace tprt;
using namespace tprt::io;

tprt_status_t output_file::error() const {
  return bad_input(path + ": cannot be written: " + strerror(errno));
}

tprt_status_t output_file::open(const std::string &to) {
  path = to;
  temporary = path + ".XXXXXX";
  descriptor = mkstemp(temporary.data());
  if (descriptor < 0) {
    temporary.clear();
    return error();
  }
  // mkstemp makes files private; an output has the user's usual rights.
  mode_t mask = umask(0);
  umask(mask);
  fchmod(descriptor, 0666 & ~mask);
  return nullptr;
}

tprt_status_t output_file::write(const void *data, uint64_t size) {
  const char *bytes = static_cast<const char *>(data);
  while (size > 0) {
    ssize_t count = ::write(descriptor, bytes, size);
    if (count < 0 && errno == EINTR)
      continue;
    if (count < 0)
      return error();
    bytes += count;
    size -= static_cast<uint64_t>(count);
  }
  return nullptr;
}

tprt_status_t output_file::commit() {
  int closed = close(descriptor);
  descriptor = -1;
  if (closed != 0 || rename(temporary.c_str(), path.c_str()) != 0)
    return error();
  temporary.clear();
  return nullptr;
}

output_file::~output_file() {
  if (descriptor >= 0)
    close(descriptor);
  if (!temporary.empty())
    unlink(temporary.c_str());
}
