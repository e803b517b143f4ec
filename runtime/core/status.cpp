//===- status.cpp - Making, reading and freeing statuses ------------------===//
// A status must be possible to make when memory is gone, so that there is one
// in static storage, which is never freed.

#include "status.h"

#include "format.h"

#include <cstdarg>
#include <cstdio>
#include <exception>
#include <new>

using namespace tprt;

static tprt_status &out_of_memory_status() {
  // Short enough to live inside the string object.
  static tprt_status status{TPRT_OUT_OF_MEMORY, -1, -1,
                            "out of memory",    "", ""};
  return status;
}

// Made while memory is still there.
static const tprt_status &early = out_of_memory_status();

static std::string format_message(const char *format, va_list arguments) {
  va_list again;
  va_copy(again, arguments);
  int length = vsnprintf(nullptr, 0, format, again);
  va_end(again);
  if (length < 0)
    return format;
  std::string message(static_cast<size_t>(length), '\0');
  vsnprintf(message.data(), message.size() + 1, format, arguments);
  return message;
}

tprt_status_t tprt_status_create(tprt_code_t code, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  tprt_status_t status = nullptr;
  try {
    status = new tprt_status{code, -1, -1, format_message(format, arguments),
                             "",   ""};
  } catch (const std::bad_alloc &) {
    status = &out_of_memory_status();
  }
  va_end(arguments);
  return status;
}

tprt_code_t tprt_status_code(tprt_status_t status) {
  return status ? status->code : TPRT_OK;
}

const char *tprt_status_message(tprt_status_t status) {
  return status ? status->message.c_str() : "ok";
}

int32_t tprt_status_rank(tprt_status_t status) {
  return status ? status->rank : -1;
}

int64_t tprt_status_op_index(tprt_status_t status) {
  return status ? status->op_index : -1;
}

const char *tprt_status_op_name(tprt_status_t status) {
  return status ? status->op_name.c_str() : "";
}

const char *tprt_status_location(tprt_status_t status) {
  return status ? status->location.c_str() : "";
}

void tprt_status_set_rank(tprt_status_t status, int32_t rank) {
  if (status && !is_shared_status(status))
    status->rank = rank;
}

void tprt_status_free(tprt_status_t status) {
  if (!is_shared_status(status))
    delete status;
}

const char *tprt_version() { return TPRT_VERSION; }

uint32_t tprt_format_version() { return TPRT_FORMAT_VERSION; }

bool tprt::is_shared_status(tprt_status_t status) { return status == &early; }

std::string tprt::counted(uint64_t count, const char *noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

tprt_status_t tprt::with_prefix(const std::string &prefix,
                                tprt_status_t status) {
  if (status && !is_shared_status(status))
    status->message = prefix + status->message;
  return status;
}

tprt_status_t tprt::status_of_current_exception() {
  try {
    throw;
  } catch (const std::bad_alloc &) {
    return tprt_status_create(TPRT_OUT_OF_MEMORY, "out of memory");
  } catch (const std::exception &error) {
    return tprt_status_create(TPRT_RANK_FAILED, "%s", error.what());
  } catch (...) {
    return tprt_status_create(TPRT_RANK_FAILED, "an unknown exception");
  }
}
