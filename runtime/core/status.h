//===- status.h - Helpers around tprt_status_t ----------------------------===//
// The C interface's status inside the library: a raw pointer, NULL on success,
// handed upwards until someone records or returns it.
#ifndef TPRT_CORE_STATUS_H
#define TPRT_CORE_STATUS_H

#include "tprt/tprt.h"

#include <string>

struct tprt_status {
  tprt_code_t code;
  int32_t rank;
  int64_t op_index;
  std::string message;
  std::string op_name;
  std::string location;
};

/// Returns from the enclosing function when `expression` is not a success.
#define TPRT_RETURN_IF_ERROR(expression)                                       \
  do {                                                                         \
    if (tprt_status_t status_of_expression = (expression))                     \
      return status_of_expression;                                             \
  } while (false)

namespace tprt {

/// `count` with a noun in the right number: "1 byte", "2 bytes".
std::string counted(uint64_t count, const char *noun);

/// A file or a value is not what it should be.
#define TPRT_BAD(...) tprt_status_create(TPRT_BAD_INPUT, __VA_ARGS__)

/// The caller broke the rules of the interface.
#define TPRT_MISUSE(...) tprt_status_create(TPRT_USAGE, __VA_ARGS__)

/// Whether this is the one status that all threads share and none may change.
bool is_shared_status(tprt_status_t status);

/// Puts `prefix` before the message of a status that is not NULL.
tprt_status_t with_prefix(const std::string &prefix, tprt_status_t status);

/// Runs `body`, which returns a status, and turns what it throws into one: the
/// border that no exception crosses.
template <typename Body> tprt_status_t guarded(Body &&body);

/// Makes the status of the exception now being handled.
tprt_status_t status_of_current_exception();

template <typename Body> tprt_status_t guarded(Body &&body) {
  try {
    return body();
  } catch (...) {
    return status_of_current_exception();
  }
}

} // namespace tprt

#endif // TPRT_CORE_STATUS_H
