//===- session.h - All ranks of this process, and their threads -----------===//
// One thread per rank, asleep between runs. The caller's thread watches over a
// run, so that a rank that is stuck outside a collective is noticed too.
#ifndef TPRT_CORE_SESSION_H
#define TPRT_CORE_SESSION_H

#include "rank.h"

#include <condition_variable>
#include <thread>

namespace tprt {

/// What the caller and the rank threads share; freed by whoever leaves last, as
/// a stuck thread may outlive the session.
class session_state {
public:
  session_state() = default;
  ~session_state();
  session_state(const session_state &) = delete;
  session_state &operator=(const session_state &) = delete;

  tprt_status_t create(std::shared_ptr<const loaded_program> loaded,
                       const tprt_session_options_t &options);

  const tprt::program &program() const { return shared.program(); }
  const machinery &machine() const { return shared; }

  /// The ranks of this process, by their number in the program.
  uint32_t first_rank() const { return shared.local.first; }
  uint32_t num_local() const { return static_cast<uint32_t>(ranks.size()); }
  bool is_local(uint32_t rank) const {
    return rank >= first_rank() && rank - first_rank() < num_local();
  }
  rank_state &rank(uint32_t number) { return *ranks[number - first_rank()]; }

  /// The caller's side: begins a run, watches it to its end.
  tprt_status_t run(uint64_t steps);

  /// The caller's side: tells the threads to end, and waits a while for them;
  /// false when one is stuck.
  bool stop();

  /// Starts a rank's thread, which keeps `self` alive.
  tprt_status_t add_thread(std::vector<std::thread> &threads,
                           const std::shared_ptr<session_state> &self,
                           uint32_t index);

  bool has_failed() const { return failure.any(); }

private:
  void thread_main(uint32_t index);
  tprt_status_t choose_tables(const tprt_session_options_t &options);
  tprt_status_t choose_ranks();
  tprt_status_t load_kernels();
  tprt_status_t check_kernels() const;
  tprt_status_t create_ranks();
  tprt_status_t create_group();
  void describe_group();
  tprt_status_t run_rank(uint32_t index, uint64_t count, bool first);
  void fail(tprt_status_t status);
  tprt_status_t explain(tprt_status_t status, uint32_t rank) const;
  void watch(std::vector<uint64_t> &positions, std::vector<uint64_t> &since);
  tprt_status_t check_bound();

  machinery shared;
  std::vector<tprt_communicator_t> communicators;
  std::vector<tprt_collective_t> collectives;
  std::vector<std::unique_ptr<rank_state>> ranks;
  first_failure failure;

  std::mutex mutex;
  std::condition_variable changed;
  uint64_t generation = 0; // number of runs begun
  uint64_t steps = 0;      // of the run under way
  uint32_t busy = 0;       // ranks that have not finished it
  uint32_t alive = 0;      // threads that have not ended
  bool stopping = false;
  // The watch's notes, here so that a run allocates nothing.
  std::vector<uint64_t> seen_positions, seen_since;
};

} // namespace tprt

struct tprt_session {
  std::shared_ptr<tprt::session_state> state;
  std::vector<std::thread> threads;
};

#endif // TPRT_CORE_SESSION_H
