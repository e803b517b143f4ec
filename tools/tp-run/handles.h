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

/// The ranks that this process runs, [first, end), of all of the program.
struct rank_range {
  uint32_t first = 0;
  uint32_t end = 0;
  uint32_t total = 0;

  bool all() const { return end - first == total; }
};

inline rank_range local_ranks(tprt_session_t *session) {
  rank_range range;
  uint32_t count;
  tprt_session_local_ranks(session, &range.first, &count, &range.total);
  range.end = range.first + count;
  return range;
}

} // namespace tp_run

#endif // TP_RUN_HANDLES_H
