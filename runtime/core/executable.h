//===- executable.h - A verified file -------------------------------------===//
// Shared by the caller's handle and by the sessions made from it, whichever
// lives longest.
#ifndef TPRT_CORE_EXECUTABLE_H
#define TPRT_CORE_EXECUTABLE_H

#include "file.h"
#include "program.h"

#include <memory>

namespace tprt {

/// A file's bytes and the program that points into them.
struct loaded_program {
  std::unique_ptr<tprt::file> file;
  tprt::program program;
};

} // namespace tprt

struct tprt_executable {
  std::shared_ptr<const tprt::loaded_program> loaded;
};

#endif // TPRT_CORE_EXECUTABLE_H
