//===- image.cpp - Loading PTX or a cubin ---------------------------------===//
// Only the first line of the compiler's log is passed on: statuses are one line
// long.

#include "image.h"

using namespace tprt;
using namespace tprt::cuda;

static std::string first_line(const char *log) {
  std::string line(log);
  return line.substr(0, line.find_first_of("\r\n"));
}

tprt_status_t tprt::cuda::load_image(const driver &cu, const void *image,
                                     CUmodule *module) {
  char log[4096] = "";
  CUjit_option options[] = {CU_JIT_ERROR_LOG_BUFFER,
                            CU_JIT_ERROR_LOG_BUFFER_SIZE_BYTES};
  // The second value is the size itself, in a pointer's place.
  void *values[] = {log, reinterpret_cast<void *>(sizeof log - 1)};
  tprt_status_t status =
      cu.cuModuleLoadDataEx(module, image, 2, options, values);
  if (!status || !log[0])
    return status;
  return with_prefix("\"" + first_line(log) + "\": ", status);
}
