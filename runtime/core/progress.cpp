//===- progress.cpp - Where each rank is, and what failed first -----------===//
// All errors of a run get their words here, so that each names rank, op and
// source location in the same way.

#include "progress.h"

#include "status.h"

using namespace tprt;

std::string tprt::describe_op(const program &program, uint32_t op) {
  if (op >= program.commands.size())
    return "the end of its step";
  const command &command = program.commands[op];
  std::string text = "op " + std::to_string(op) + " (" +
                     action_name(command.action) + " \"" + command.name + "\")";
  if (*command.location)
    text += std::string(" at ") + command.location;
  return text;
}

first_failure::~first_failure() { tprt_status_free(status); }

void first_failure::record(tprt_status_t next,
                           const std::function<void(tprt_status_t)> &react) {
  std::lock_guard<std::mutex> lock(mutex);
  if (failed.load(std::memory_order_relaxed)) {
    tprt_status_free(next);
    return;
  }
  status = next;
  react(status);
  failed.store(true, std::memory_order_release);
}

tprt_status_t first_failure::take() {
  std::lock_guard<std::mutex> lock(mutex);
  tprt_status_t taken = status;
  status = nullptr;
  return taken;
}

/// The last op that a device was given when it is found to have failed at the
/// end of a step; else `op` itself.
static uint32_t last_given(const program &program, uint32_t op) {
  auto end = static_cast<uint32_t>(program.commands.size());
  return op >= end && end && op != meeting ? end - 1 : op;
}

static void place(const program &program, tprt_status_t status, uint32_t rank,
                  uint32_t op) {
  tprt_status_set_rank(status, static_cast<int32_t>(rank));
  op = last_given(program, op);
  if (op >= program.commands.size() || is_shared_status(status))
    return;
  status->op_index = op;
  status->op_name = program.commands[op].name;
  status->location = program.commands[op].location;
}

static std::string describe_place(const program &program, uint32_t op) {
  if (op == meeting)
    return "the first meeting of all ranks";
  uint32_t last = last_given(program, op);
  return (last != op ? "at or before " : "") + describe_op(program, last);
}

tprt_status_t tprt::blame(const program &program, tprt_status_t status,
                          uint32_t rank, uint32_t op) {
  with_prefix("rank " + std::to_string(rank) + ", " +
                  describe_place(program, op) + ": ",
              status);
  place(program, status, rank, op);
  return status;
}

tprt_status_t tprt::blame_rank(tprt_status_t status, uint32_t rank) {
  // A command's status has been completed already.
  if (!status || tprt_status_rank(status) >= 0)
    return status;
  with_prefix("rank " + std::to_string(rank) + ": ", status);
  tprt_status_set_rank(status, static_cast<int32_t>(rank));
  return status;
}

tprt_status_t tprt::blame_missing(const program &program, tprt_status_t status,
                                  uint32_t op, uint32_t missing,
                                  uint32_t reached) {
  std::string text = "rank " + std::to_string(missing) + " did not arrive at " +
                     describe_place(program, op) + ", it is still in " +
                     describe_place(program, reached) + ": ";
  with_prefix(text, status);
  place(program, status, missing, reached);
  return status;
}

tprt_status_t tprt::blame_remote(const program &program, tprt_status_t status,
                                 uint32_t op, uint32_t missing) {
  with_prefix("rank " + std::to_string(missing) +
                  ", in another process, did not arrive at " +
                  describe_place(program, op) + ": ",
              status);
  place(program, status, missing, op);
  return status;
}

tprt_status_t tprt::blame_stuck(const program &program, uint32_t rank,
                                uint32_t op, uint64_t timeout_ms) {
  bool device = op != meeting && last_given(program, op) != op;
  tprt_status_t status = tprt_status_create(
      TPRT_TIMEOUT, "rank %u has %s %s for more than %llu ms", rank,
      device ? "waited for its device" : "been in",
      describe_place(program, op).c_str(),
      static_cast<unsigned long long>(timeout_ms));
  place(program, status, rank, op);
  return status;
}
