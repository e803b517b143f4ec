//===- null_walk.cpp - A command list without its meaning -----------------===//
// Does the null backend with the null transport walk a whole program's command
// list? Takes a .tpx file, from the first argument or TPRT_TEST_TPX; without
// one it walks a small program of its own. Prints what was called.

#include "null_tables.h"
#include "runner.h"

#include <cstdio>
#include <cstdlib>

using namespace tprt::test;
namespace fb = tprt::fb;

static bytes small_program() {
  program_builder b(4);
  fb::Ref in = b.argument(fb::DType::f32, {1024});
  fb::Ref out = b.result(fb::DType::f32, {1024});
  b.launch(b.kernel("add_arrays", 64, 3), {in, in, out}, 2);
  b.collective(fb::CollectiveKind::all_reduce, fb::Reduction::sum,
               fb::DType::f32, 1024, out, out, b.communicator({"x"}));
  return b.build();
}

static int fail(const outcome &outcome) {
  std::fprintf(stderr, "null-walk: %s\n", outcome.message().c_str());
  return outcome.code();
}

static outcome bind_zeros(runner &run) {
  for (uint32_t i = 0; i < tprt_executable_num_arguments(run.executable); ++i)
    for (uint32_t rank = 0; rank < tprt_executable_num_ranks(run.executable);
         ++rank) {
      void *data = nullptr; // storage begins as zeros
      outcome bound = tprt_session_argument_data(run.session, rank, i, &data);
      if (!bound.ok())
        return bound;
    }
  return nullptr;
}

int main(int argc, char **argv) {
  register_null_tables();
  const char *path = argc > 1 ? argv[1] : std::getenv("TPRT_TEST_TPX");
  const uint64_t steps = 3;
  uint64_t ranks = 0;
  {
    runner run;
    outcome outcome = path ? tprt_executable_load(path, &run.executable)
                           : run.load(small_program());
    if (outcome.ok())
      outcome = run.create({"null", "null", 10000, 1});
    if (outcome.ok())
      outcome = bind_zeros(run);
    reset_counts();
    if (outcome.ok())
      outcome = run.run(steps);
    if (!outcome.ok())
      return fail(outcome);
    ranks = tprt_executable_num_ranks(run.executable);
  }
  null_counts &c = counts();
  auto per_step = [&](const std::atomic<uint64_t> &count) {
    return static_cast<unsigned long long>(count / steps / ranks);
  };
  std::printf(
      "ranks %llu gemms %llu launches %llu copies %llu collectives %llu\n",
      static_cast<unsigned long long>(ranks), per_step(c.gemms),
      per_step(c.launches), per_step(c.copies), per_step(c.starts));
  bool balanced = c.starts == c.waits && !c.open_devices && !c.open_modules &&
                  !c.open_groups && !c.open_buffers && !c.open_plans;
  if (!balanced)
    std::fprintf(stderr, "null-walk: something started was not ended\n");
  return balanced ? 0 : 1;
}
