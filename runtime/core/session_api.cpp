//===- session_api.cpp - Binding arguments and reading results ------------===//
// The C interface's functions on a session's memory.

#include "layout.h"
#include "session.h"
#include "stats.h"
#include "status.h"
#include "trace.h"

#include <cstdlib>
#include <cstring>

using namespace tprt;

static tprt_status_t check_index(const char *what, size_t count,
                                 uint32_t index) {
  if (index >= count)
    return TPRT_MISUSE("%s %u is not among the %zu of the program", what, index,
                       count);
  return nullptr;
}

static tprt_status_t check_rank(const session_state &state, uint32_t rank) {
  if (rank >= state.program().num_ranks)
    return TPRT_MISUSE("rank %u is outside [0, %u)", rank,
                       state.program().num_ranks);
  if (!state.is_local(rank))
    return TPRT_MISUSE("rank %u runs in another process", rank);
  return nullptr;
}

static tprt_status_t check_argument(session_state &state, uint32_t rank,
                                    uint32_t argument) {
  TPRT_RETURN_IF_ERROR(
      check_index("argument", state.program().arguments.size(), argument));
  return check_rank(state, rank);
}

static tprt_status_t check_result(session_state &state, uint32_t rank,
                                  uint32_t result) {
  TPRT_RETURN_IF_ERROR(
      check_index("result", state.program().results.size(), result));
  return check_rank(state, rank);
}

static tprt_status_t check_size(const char *what, uint32_t index,
                                const value &value, uint64_t size) {
  if (size != value.local_bytes)
    return TPRT_MISUSE("%s %u has %llu bytes on each rank, not %llu", what,
                       index,
                       static_cast<unsigned long long>(value.local_bytes),
                       static_cast<unsigned long long>(size));
  return nullptr;
}

static tprt_status_t check_host_memory(const session_state &state) {
  if (!state.machine().backend->host_memory)
    return tprt_status_create(
        TPRT_UNSUPPORTED, "memory of backend \"%s\" has no address on the host",
        state.machine().backend->name);
  return nullptr;
}

//===-- Arguments ---------------------------------------------------------===//

tprt_status_t tprt_session_write_argument(tprt_session_t *session,
                                          uint32_t rank, uint32_t argument,
                                          const void *data, uint64_t size) {
  session_state &state = *session->state;
  TPRT_RETURN_IF_ERROR(check_argument(state, rank, argument));
  TPRT_RETURN_IF_ERROR(check_size("argument", argument,
                                  state.program().arguments[argument], size));
  rank_state &owner = state.rank(rank);
  storage &storage = owner.argument(argument);
  if (!storage.owned)
    return TPRT_MISUSE("argument %u of rank %u is borrowed", argument, rank);
  storage.bound = true;
  if (size == 0)
    return nullptr;
  return blame_rank(
      state.machine().backend->upload(owner.device(), storage.data, data, size),
      rank);
}

tprt_status_t tprt_session_argument_data(tprt_session_t *session, uint32_t rank,
                                         uint32_t argument, void **data) {
  session_state &state = *session->state;
  TPRT_RETURN_IF_ERROR(check_argument(state, rank, argument));
  TPRT_RETURN_IF_ERROR(check_host_memory(state));
  storage &storage = state.rank(rank).argument(argument);
  if (!storage.owned)
    return TPRT_MISUSE("argument %u of rank %u is borrowed", argument, rank);
  storage.bound = true;
  *data = storage.data;
  return nullptr;
}

tprt_status_t tprt_session_borrow_argument(tprt_session_t *session,
                                           uint32_t rank, uint32_t argument,
                                           const void *data, uint64_t size) {
  session_state &state = *session->state;
  TPRT_RETURN_IF_ERROR(check_argument(state, rank, argument));
  TPRT_RETURN_IF_ERROR(check_host_memory(state));
  const value &value = state.program().arguments[argument];
  TPRT_RETURN_IF_ERROR(check_size("argument", argument, value, size));
  if (value.donation >= 0)
    return TPRT_MISUSE("argument %u is donated to result %d, so that it is "
                       "written and cannot be borrowed",
                       argument, value.donation);
  if (!data || reinterpret_cast<uintptr_t>(data) % TPRT_ALIGNMENT)
    return TPRT_MISUSE("memory for argument %u is not aligned to %d bytes",
                       argument, TPRT_ALIGNMENT);
  return guarded([&] {
    state.rank(rank).borrow(argument, data);
    return tprt_status_t(nullptr);
  });
}

//===-- Results -----------------------------------------------------------===//

tprt_status_t tprt_session_read_result(tprt_session_t *session, uint32_t rank,
                                       uint32_t result, void *data,
                                       uint64_t size) {
  session_state &state = *session->state;
  TPRT_RETURN_IF_ERROR(check_result(state, rank, result));
  TPRT_RETURN_IF_ERROR(
      check_size("result", result, state.program().results[result], size));
  if (size == 0)
    return nullptr;
  rank_state &owner = state.rank(rank);
  return blame_rank(state.machine().backend->download(
                        owner.device(), data, owner.result(result).data, size),
                    rank);
}

tprt_status_t tprt_session_result_data(tprt_session_t *session, uint32_t rank,
                                       uint32_t result, const void **data) {
  session_state &state = *session->state;
  TPRT_RETURN_IF_ERROR(check_result(state, rank, result));
  TPRT_RETURN_IF_ERROR(check_host_memory(state));
  *data = state.rank(rank).result(result).data;
  return nullptr;
}

static tprt_status_t feed_rank(const machinery &machine, rank_state &rank,
                               uint32_t result, uint32_t argument,
                               uint64_t size) {
  storage &to = rank.argument(argument);
  const storage &from = rank.result(result);
  if (!to.owned)
    return TPRT_MISUSE("argument %u of rank %u is borrowed", argument,
                       rank.rank());
  to.bound = true;
  if (from.data == to.data || size == 0)
    return nullptr;
  return blame_rank(machine.backend->copy(rank.device(), TPRT_COMPUTE, to.data,
                                          from.data, size),
                    rank.rank());
}

tprt_status_t tprt_session_feed(tprt_session_t *session, uint32_t result,
                                uint32_t argument) {
  session_state &state = *session->state;
  TPRT_RETURN_IF_ERROR(check_argument(state, state.first_rank(), argument));
  TPRT_RETURN_IF_ERROR(check_result(state, state.first_rank(), result));
  const value &to = state.program().arguments[argument];
  if (!same_layout(to, state.program().results[result]))
    return TPRT_MISUSE("result %u and argument %u differ in type, shape or "
                       "sharding",
                       result, argument);
  for (uint32_t i = 0; i < state.num_local(); ++i)
    TPRT_RETURN_IF_ERROR(feed_rank(state.machine(),
                                   state.rank(state.first_rank() + i), result,
                                   argument, to.local_bytes));
  return nullptr;
}

void tprt_session_local_ranks(const tprt_session_t *session, uint32_t *first,
                              uint32_t *count, uint32_t *total) {
  *first = session->state->first_rank();
  *count = session->state->num_local();
  *total = session->state->program().num_ranks;
}

//===-- Statistics --------------------------------------------------------===//

/// A string that the caller frees.
static tprt_status_t give(const std::string &text, char **out) {
  char *copy = static_cast<char *>(std::malloc(text.size() + 1));
  if (!copy)
    return tprt_status_create(TPRT_OUT_OF_MEMORY, "out of memory");
  std::memcpy(copy, text.c_str(), text.size() + 1);
  *out = copy;
  return nullptr;
}

tprt_status_t tprt_session_stats(tprt_session_t *session, char **json) {
  session_state &state = *session->state;
  if (state.has_failed())
    return TPRT_MISUSE("the session has failed");
  return guarded([&] { return give(stats_json(state), json); });
}

tprt_status_t tprt_session_trace(tprt_session_t *session, char **json) {
  session_state &state = *session->state;
  if (state.has_failed())
    return TPRT_MISUSE("the session has failed");
  if (!state.machine().trace)
    return TPRT_MISUSE("the session was made without a trace");
  return guarded([&] { return give(trace_json(state), json); });
}

void tprt_session_reset_stats(tprt_session_t *session) {
  session_state &state = *session->state;
  for (uint32_t i = 0; i < state.num_local(); ++i)
    state.rank(state.first_rank() + i).reset_stats();
}

void tprt_string_free(char *string) { std::free(string); }
