//===- comm_probe.cpp - One process of a program on several GPUs ----------===//
// comm-probe RANKS [WISH]: runs its part of a program of RANKS ranks with the
// transport nccl, as the launcher's variables say, and prints
// "CODE RANK MESSAGE". WISH: "other" runs another program than the rest, "die"
// ends without a word after a step, "stay" sleeps instead of the second run.

#include "elements.h"
#include "runner.h"

#include <cstdio>
#include <cstdlib>
#include <unistd.h>

using namespace tprt::test;
namespace fb = tprt::fb;

static constexpr uint32_t count = 768;
static constexpr uint64_t timeout_ms = 4000;

static std::vector<float> input(uint32_t rank) {
  std::vector<float> values(count);
  for (uint32_t i = 0; i < count; ++i)
    values[i] = float(rank * 1000 + i);
  return values;
}

/// out = the sum over all ranks; swapped = an all-to-all over the first axis.
static bytes make_program(uint32_t ranks, bool other) {
  std::vector<std::pair<std::string, uint64_t>> mesh = {{"x", ranks}};
  std::vector<std::string> all = {"x"};
  if (ranks == 4) {
    mesh = {{"x", 2}, {"y", 2}};
    all = {"x", "y"};
  }
  program_builder b(mesh);
  b.compile_for_cuda();
  fb::Ref in = b.argument(fb::DType::f32, {count});
  fb::Ref out = b.result(fb::DType::f32, {count});
  fb::Ref swapped = b.result(fb::DType::f32, {count});
  b.collective(fb::CollectiveKind::all_reduce, fb::Reduction::sum,
               fb::DType::f32, count, in, out, b.communicator(all));
  b.collective(fb::CollectiveKind::all_to_all, fb::Reduction::none,
               fb::DType::f32, count, in, swapped, b.communicator({"x"}));
  if (other)
    b.collective(fb::CollectiveKind::all_reduce, fb::Reduction::max,
                 fb::DType::f32, count, in, out, b.communicator(all));
  return b.build();
}

static std::vector<std::vector<float>> inputs(uint32_t first, uint32_t size,
                                              uint32_t stride) {
  std::vector<std::vector<float>> sends;
  for (uint32_t i = 0; i < size; ++i)
    sends.push_back(input(first + i * stride));
  return sends;
}

static bool is_right(runner &run, uint32_t rank, uint32_t ranks) {
  uint32_t stride = ranks == 4 ? 2 : 1, size = ranks / stride;
  auto sum = definition<float, float>(TPRT_ALL_REDUCE, TPRT_SUM,
                                      inputs(0, ranks, 1), rank, {});
  auto swapped = definition<float, float>(TPRT_ALL_TO_ALL, TPRT_NO_REDUCTION,
                                          inputs(rank % stride, size, stride),
                                          rank / stride, {});
  return run.read_as<float>(rank, 0) == sum &&
         run.read_as<float>(rank, 1) == swapped;
}

static outcome execute(uint32_t ranks, const std::string &wish) {
  runner run;
  outcome loaded = run.load(make_program(ranks, wish == "other"));
  if (!loaded.ok())
    return loaded;
  tprt_session_options_t options{};
  options.backend = "cuda";
  options.transport = "nccl";
  options.timeout_ms = timeout_ms;
  options.workers_per_rank = 1;
  outcome created = run.create(options);
  if (!created.ok())
    return created;
  uint32_t first = 0, local = 0, total = 0;
  tprt_session_local_ranks(run.session, &first, &local, &total);
  for (uint32_t rank = first; rank < first + local; ++rank)
    run.write(rank, 0, input(rank));
  for (int i = 0; i < 2; ++i) {
    if (i && wish == "die")
      _exit(9);
    if (i && wish == "stay")
      sleep(60);
    outcome ran = run.run(3);
    if (!ran.ok())
      return ran;
    for (uint32_t rank = first; rank < first + local; ++rank)
      if (!is_right(run, rank, total))
        return tprt_status_create(TPRT_BAD_INPUT, "wrong numbers on rank %u",
                                  rank);
  }
  return nullptr;
}

int main(int argc, char **argv) {
  uint32_t ranks = argc > 1 ? uint32_t(std::atoi(argv[1])) : 1;
  outcome outcome = execute(ranks, argc > 2 ? argv[2] : "");
  std::printf("%d %d %s\n", int(outcome.code()), outcome.rank(),
              outcome.message().c_str());
  return 0;
}
