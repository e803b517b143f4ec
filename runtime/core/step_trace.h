//===- step_trace.h - When each command of the latest steps ran -----------===//
// A ring of whole steps, so that a long run's trace is as large as a short
// one's.
#ifndef TPRT_CORE_STEP_TRACE_H
#define TPRT_CORE_STEP_TRACE_H

#include <cstdint>
#include <vector>

namespace tprt {

class step_trace {
public:
  /// When a command ran, in nanoseconds of the monotonic clock; both 0 when it
  /// takes no time, as a record does.
  struct interval {
    uint64_t begin = 0;
    uint64_t end = 0;
  };
  struct step {
    uint64_t number = 0;
    std::vector<interval> commands;
  };

  static constexpr size_t kept_steps = 16;

  /// Makes room; without it nothing is kept.
  void create(size_t commands) {
    ring.resize(kept_steps);
    for (step &step : ring)
      step.commands.resize(commands);
  }
  bool on() const { return !ring.empty(); }

  /// Begins a step in place of the oldest.
  void begin_step() {
    now = &ring[begun % kept_steps];
    now->number = begun++;
    now->commands.assign(now->commands.size(), {});
  }
  void set(uint32_t op, uint64_t begin, uint64_t end) {
    now->commands[op] = {begin, end};
  }
  interval &at(uint32_t op) { return now->commands[op]; }

  /// The steps that are kept, oldest first.
  std::vector<const step *> steps() const {
    std::vector<const step *> kept;
    uint64_t first = begun > ring.size() ? begun - ring.size() : 0;
    for (uint64_t i = first; i < begun; ++i)
      kept.push_back(&ring[i % kept_steps]);
    return kept;
  }

private:
  std::vector<step> ring;
  step *now = nullptr;
  uint64_t begun = 0;
};

} // namespace tprt

#endif // TPRT_CORE_STEP_TRACE_H
