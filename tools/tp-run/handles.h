//===- handles.h - Owners of libtprt's handles ----------------------------===//
// The C interface's objects with C++ lifetimes.
#ifndef TP_RUN_HANDLES_H
#define TP_RUN_HANDLES_H

#include "tprt/tprt.h"

#include <memory>

namespace tp_run {

struct handle_deleter {
  void operator()(tprt_executable_t *e) const { tprt_executable_destroy(e); }
  void operator()(tprt_session_t *s) const { tprt_session_destroy(s); }
  void operator()(char *string) const { tprt_string_free(string); }
};

using executable_ptr = std::unique_ptr<tprt_executable_t, handle_deleter>;
using session_ptr = std::unique_ptr<tprt_session_t, handle_deleter>;
using string_ptr = std::unique_ptr<char, handle_deleter>;

} // namespace tp_run

#endif // TP_RUN_HANDLES_H
