//===- bind.cpp - Arrays as arguments of a program ------------------------===//
// Where the host can write a rank's storage, the slice goes straight in;
// elsewhere it goes through a buffer of the slice's size.

#include "io/bind.h"

#include <algorithm>

using namespace tprt;
using namespace tprt::io;

static std::string label(const char *kind, uint32_t index,
                         const tprt_value_info_t &info) {
  std::string text = std::string(kind) + " " + std::to_string(index);
  if (info.name)
    text += std::string(" (\"") + info.name + "\")";
  return text;
}

std::string io::argument_label(const tprt_executable_t *executable,
                               uint32_t argument) {
  tprt_value_info_t info = {};
  tprt_status_free(tprt_executable_argument_info(executable, argument, &info));
  return label("argument", argument, info);
}

std::string io::result_label(const tprt_executable_t *executable,
                             uint32_t result) {
  tprt_value_info_t info = {};
  tprt_status_free(tprt_executable_result_info(executable, result, &info));
  return label("result", result, info);
}

tprt_status_t io::check_argument_type(const tprt_executable_t *executable,
                                      uint32_t argument, const array_type &type,
                                      const std::string &what) {
  slice_layout layout;
  TPRT_IO_RETURN_IF_ERROR(argument_layout(executable, argument, 0, layout));
  if (type == layout.type)
    return nullptr;
  return bad_input(what + " is " + to_string(type) + ", but " +
                   argument_label(executable, argument) + " is " +
                   to_string(layout.type));
}

/// A boolean is one byte, 0 or 1: kernels rely on it.
static bool are_booleans(const uint8_t *data, uint64_t size) {
  return std::all_of(data, data + size,
                     [](uint8_t value) { return value <= 1; });
}

tprt_status_t io::write_argument(tprt_session_t *session,
                                 const tprt_executable_t *executable,
                                 uint32_t rank, uint32_t argument,
                                 const slice_writer &write) {
  slice_layout layout;
  TPRT_IO_RETURN_IF_ERROR(argument_layout(executable, argument, rank, layout));
  void *storage = nullptr;
  tprt_status_t status =
      tprt_session_argument_data(session, rank, argument, &storage);
  if (!status)
    return write(layout, static_cast<uint8_t *>(storage));
  if (tprt_status_code(status) != TPRT_UNSUPPORTED)
    return status;
  tprt_status_free(status);
  std::vector<uint8_t> local(layout.local_bytes());
  TPRT_IO_RETURN_IF_ERROR(write(layout, local.data()));
  return tprt_session_write_argument(session, rank, argument, local.data(),
                                     local.size());
}

tprt_status_t io::bind_argument(tprt_session_t *session,
                                const tprt_executable_t *executable,
                                uint32_t rank, uint32_t argument,
                                const uint8_t *data, const std::string &what,
                                uint64_t &bytes_read) {
  auto copy = [&](const slice_layout &layout, uint8_t *local) {
    copy_slice_in(layout, data, local);
    bytes_read = layout.own_bytes();
    if (layout.type.dtype == TPRT_I1 &&
        !are_booleans(local, layout.local_bytes()))
      return bad_input(what + " holds bytes other than 0 and 1, which are no "
                              "booleans");
    return tprt_status_t(nullptr);
  };
  return write_argument(session, executable, rank, argument, copy);
}
