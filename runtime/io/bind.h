//===- bind.h - Arrays as arguments of a program --------------------------===//
// Gives each rank its slice of an array, and nothing else of it.
#ifndef TPRT_IO_BIND_H
#define TPRT_IO_BIND_H

#include "io/slice.h"

#include <functional>

namespace tprt::io {

/// What a user calls an argument or result: "argument 3 (\"wte\")".
std::string argument_label(const tprt_executable_t *executable,
                           uint32_t argument);
std::string result_label(const tprt_executable_t *executable, uint32_t result);

/// Checks that an array can be an argument; `what` names the array in errors.
tprt_status_t check_argument_type(const tprt_executable_t *executable,
                                  uint32_t argument, const array_type &type,
                                  const std::string &what);

/// Writes a rank's local array, which holds anything before.
using slice_writer =
    std::function<tprt_status_t(const slice_layout &layout, uint8_t *local)>;

/// Gives the rank's storage of an argument to `write`, then to the program.
tprt_status_t write_argument(tprt_session_t *session,
                             const tprt_executable_t *executable, uint32_t rank,
                             uint32_t argument, const slice_writer &write);

/// Copies the rank's slice of `data`, which has the argument's type, into the
/// rank's storage of it. `bytes_read` is what was read of `data`.
tprt_status_t bind_argument(tprt_session_t *session,
                            const tprt_executable_t *executable, uint32_t rank,
                            uint32_t argument, const uint8_t *data,
                            const std::string &what, uint64_t &bytes_read);

} // namespace tprt::io

#endif // TPRT_IO_BIND_H
