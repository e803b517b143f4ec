//===- runner.h - Loads, binds, runs and reads a program ------------------===//
// What every test of a running program does, over the C interface alone.
#ifndef TEST_RUNTIME_RUNNER_H
#define TEST_RUNTIME_RUNNER_H

#include "program_builder.h"
#include "tprt/tprt.h"

#include <memory>
#include <string>

namespace tprt::test {

/// A status that frees itself, to compare and print.
class outcome {
public:
  outcome(tprt_status_t status) : status(status, tprt_status_free) {}

  tprt_code_t code() const { return tprt_status_code(status.get()); }
  bool ok() const { return !status; }
  std::string message() const { return tprt_status_message(status.get()); }
  int32_t rank() const { return tprt_status_rank(status.get()); }
  int64_t op_index() const { return tprt_status_op_index(status.get()); }
  std::string op_name() const { return tprt_status_op_name(status.get()); }
  std::string location() const { return tprt_status_location(status.get()); }

private:
  std::shared_ptr<tprt_status> status;
};

/// An executable and a session, released in the end.
class runner {
public:
  runner() = default;
  explicit runner(const bytes &file,
                  const tprt_session_options_t &options = {});
  ~runner();
  runner(const runner &) = delete;
  runner &operator=(const runner &) = delete;

  outcome load(const bytes &file);
  outcome create(const tprt_session_options_t &options = {});
  outcome run(uint64_t steps = 1) { return tprt_session_run(session, steps); }

  void write(uint32_t rank, uint32_t argument, const void *data, size_t size);
  template <typename T>
  void write(uint32_t rank, uint32_t argument, const std::vector<T> &data) {
    write(rank, argument, data.data(), data.size() * sizeof(T));
  }
  bytes read(uint32_t rank, uint32_t result);
  template <typename T> std::vector<T> read_as(uint32_t rank, uint32_t result) {
    bytes raw = read(rank, result);
    std::vector<T> values(raw.size() / sizeof(T));
    if (!raw.empty())
      memcpy(values.data(), raw.data(), raw.size());
    return values;
  }

  tprt_executable_t *executable = nullptr;
  tprt_session_t *session = nullptr;
};

} // namespace tprt::test

#endif // TEST_RUNTIME_RUNNER_H
