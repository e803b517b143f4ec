//===- cuda_program.h - A small program of every kind of command ----------===//
// What the tests of whole programs on the CUDA backend run.
#ifndef TEST_RUNTIME_CUDA_PROGRAM_H
#define TEST_RUNTIME_CUDA_PROGRAM_H

#include "runner.h"

namespace tprt::test {

/// On each rank: t = x * 2 (a product), twice = t + t (a kernel), sum = the
/// ranks' sum of twice, while side = t is copied; then part = the rank's part
/// of the ranks' sum of sum, whole = all parts, out = whole + sum.
struct cuda_program {
  explicit cuda_program(uint32_t ranks);

  /// Writes the arguments of all ranks.
  void bind(runner &run) const;

  /// "" when the results are right, else what is wrong.
  std::string check(runner &run) const;

  uint32_t ranks;
  bytes file;

  // What is given to the device in a step.
  static constexpr uint32_t gemms = 1, launches = 2, copies = 1, starts = 3;
  // Tokens: two forks, two collectives that computing waits for. The second
  // collective goes on from the first by the order of its stream.
  static constexpr uint32_t events = 3;
};

} // namespace tprt::test

#endif // TEST_RUNTIME_CUDA_PROGRAM_H
