//===- rank.h - One rank's memory and its resolved commands ---------------===//
// Everything a rank needs to run steps: made once, so that a step is a walk
// over an array that allocates nothing and parses nothing.
#ifndef TPRT_CORE_RANK_H
#define TPRT_CORE_RANK_H

#include "executable.h"
#include "progress.h"
#include "step_trace.h"
#include "tprt/transport.h"

#include <memory>
#include <vector>

namespace tprt {

/// What the ranks of a session share.
struct machinery {
  std::shared_ptr<const loaded_program> loaded;
  const tprt_backend_t *backend = nullptr;
  const tprt_transport_t *transport = nullptr;
  tprt_module_t *module = nullptr;
  tprt_group_t *group = nullptr;
  uint64_t timeout_ms = 0;
  uint32_t workers_per_rank = 1;
  tprt_local_ranks_t local{};
  bool graphs = true; // where backend and transport have them
  bool trace = false;

  const tprt::program &program() const { return loaded->program; }
};

/// Storage of an argument, a result or the arena.
struct storage {
  void *data = nullptr;
  uint64_t size = 0;
  bool owned = false; // else shared with a donated argument, or borrowed
  bool bound = false; // an argument that has been given a value
};

class rank_state {
public:
  rank_state(const machinery &shared, uint32_t number)
      : shared(shared), number(number) {}
  ~rank_state();
  rank_state(const rank_state &) = delete;
  rank_state &operator=(const rank_state &) = delete;

  /// Opens the device and makes the kernels ready.
  tprt_status_t open();

  /// Allocates the memory, plans the products and resolves the commands.
  tprt_status_t create();

  /// Joins the group; before the first step, on the rank's thread.
  tprt_status_t join();

  /// Runs steps, until a command fails or `failure` has happened elsewhere. The
  /// failing command is the one that `progress` shows.
  tprt_status_t run(uint64_t count, const first_failure &failure);

  /// Returns when the device has no work under way, or none that will ever end
  /// well; false when that takes longer than `timeout_ms`.
  bool settle(uint64_t timeout_ms);

  /// Forgets what was captured; the next run captures anew.
  void drop_graph();

  /// Reads `data` as the argument's storage from now on.
  void borrow(uint32_t argument, const void *data);

  uint32_t rank() const { return number; }
  tprt_device_t *device() const { return opened; }
  bool has_graph() const { return graph != nullptr; }
  storage &argument(uint32_t index) { return arguments[index]; }
  storage &result(uint32_t index) { return results[index]; }
  const step_trace &trace() const { return traced; }

  rank_progress progress;

  // Statistics, valid between runs.
  std::vector<uint64_t> op_ns;      // by command
  std::vector<uint64_t> step_times; // the latest, a ring
  uint64_t steps = 0;
  uint64_t total_ns = 0;
  uint64_t min_ns = 0;
  uint64_t issue_ns = 0;               // spent giving work to the device
  uint64_t runs_of(uint32_t op) const; // how often a command ran
  void reset_stats();

private:
  /// A command with every address in place.
  struct resolved {
    tprt::action action;
    tprt_stream_t stream;
    uint32_t index;
    stream_order order;
    const char *name;
    const tprt_gemm_plan_t *plan;
    const void *a; // also: source of a copy, send buffer
    const void *b;
    void *c; // also: target of a copy, receive buffer
    const void *bias;
    void *aux;
    tprt_launch_t launch;
  };

  // rank.cpp: memory, and commands resolved to it.
  tprt_status_t allocate(const char *what, uint64_t size, storage &out);
  tprt_status_t allocate_all();
  tprt_status_t plan_gemms();
  tprt_status_t create_events();
  void release(storage &storage);
  void size_arrays();
  void resolve();
  resolved resolve(uint32_t op, size_t &operand, size_t &coordinate);
  void *address(const ref &ref) const;

  // steps.cpp: running.
  bool has_streams() const { return !shared.backend->host_memory; }
  bool can_capture() const;
  tprt_status_t complete(uint32_t starts);
  tprt_status_t start(const resolved &command);
  tprt_status_t wait(const resolved &command);
  tprt_status_t record(tprt_stream_t stream, uint32_t event);
  tprt_status_t perform(const resolved &command, const first_failure &failure);
  tprt_status_t run_list(const command_list &list,
                         const first_failure &failure);
  tprt_status_t run_region(uint32_t region, const first_failure &failure);
  tprt_status_t run_loop(const resolved &command, const first_failure &failure);
  tprt_status_t run_branch(const resolved &command,
                           const first_failure &failure);
  tprt_status_t read_scalar(const void *from, void *to, uint64_t size,
                            const first_failure &failure);
  tprt_status_t run_commands(const command_list &list,
                             const first_failure &failure);
  tprt_status_t run_step(const first_failure &failure);
  tprt_status_t issue(uint32_t op, const first_failure &failure);
  tprt_status_t issue_commands(const command_list &list,
                               const first_failure &failure);
  tprt_status_t issue_step(const first_failure &failure);
  tprt_status_t issue_steps(uint64_t count, const first_failure &failure);
  tprt_status_t run_batch(uint64_t count, const first_failure &failure);
  tprt_status_t drain(const first_failure &failure);
  tprt_status_t wait_for_device(const first_failure &failure);
  tprt_status_t capture(const first_failure &failure);
  tprt_status_t collect_times();
  tprt_status_t collect_times(const command_list &list, uint64_t origin);
  void count_steps(uint64_t count, uint64_t ns);
  void count_launches();

  const machinery &shared;
  uint32_t number;
  tprt_device_t *opened = nullptr;
  std::vector<storage> arguments;
  std::vector<storage> results;
  storage arena;
  void *constants = nullptr;
  std::vector<tprt_gemm_plan_t *> plans;
  std::vector<resolved> commands;
  std::vector<void *> operands;       // of all launches
  std::vector<int64_t> coordinates;   // of all launches
  std::vector<tprt_event_t *> events; // of tokens
  std::vector<tprt_event_t *> timers; // of commands, and of the step's begin
  tprt_graph_t *graph = nullptr;
  bool warm = false;          // a step has run
  bool graph_refused = false; // capturing was tried in vain
  uint32_t completed = 0;     // collectives of this list that were waited for
  uint32_t lists_begun = 0;   // steps and runs of regions, for the watch
  std::vector<bool> ran;      // by command: in the step that was issued last
  std::vector<uint64_t> op_runs; // by command: how often, but for the graph's
  std::vector<uint64_t> graph_runs; // by command: in one launch of the graph
  uint64_t graph_launches = 0;
  step_trace traced;
};

} // namespace tprt

#endif // TPRT_CORE_RANK_H
