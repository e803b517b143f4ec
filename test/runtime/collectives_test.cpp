//===- collectives_test.cpp - The values of every collective --------------===//
// Does every collective give, on every group and element type, the bits that
// the definition in tpx.fbs gives when it is computed one element at a time in
// group order?

#include "elements.h"
#include "pairings.h"
#include "runner.h"

#include <gtest/gtest.h>

using namespace tprt::test;
namespace fb = tprt::fb;

namespace {

//===-- A program with one collective -------------------------------------===//

struct setup {
  std::vector<std::pair<std::string, uint64_t>> mesh;
  std::vector<std::string> axes; // of the groups
};

const setup setups[] = {
    {{{"x", 1}}, {"x"}},
    {{{"x", 2}}, {"x"}},
    {{{"x", 3}}, {"x"}},
    {{{"x", 4}}, {"x"}},
    {{{"x", 2}, {"y", 2}}, {"x"}},      // groups with a stride
    {{{"x", 2}, {"y", 2}}, {"y"}},      // neighbours
    {{{"x", 2}, {"y", 2}}, {"x", "y"}}, // all
    {{{"x", 3}, {"y", 2}}, {"x"}},
};

std::vector<uint32_t> rotation(size_t ranks) {
  std::vector<uint32_t> targets;
  for (size_t i = 0; i < ranks; ++i)
    targets.push_back(uint32_t((i + 1) % ranks));
  return targets;
}

/// A session of a pairing, each with another order of asynchronous work.
tprt_session_options_t on(const pairing &pair) {
  static uint64_t sessions = 0;
  shuffle(++sessions);
  tprt_session_options_t options{};
  options.backend = pair.backend;
  options.transport = pair.transport;
  options.timeout_ms = 20000;
  options.workers_per_rank = 1;
  return options;
}

/// The file of a program for a pairing.
bytes file_for(const pairing &pair, program_builder &b) {
  if (std::string(pair.backend) == "cuda")
    b.compile_for_cuda();
  return b.build();
}

/// One collective of a program.
struct collective_case {
  fb::CollectiveKind kind;
  fb::Reduction reduction;
  fb::DType dtype;
  size_t chunk; // elements
  bool in_place = false;
};

std::string describe(const collective_case &c) {
  return std::string(fb::EnumNameCollectiveKind(c.kind)) + " " +
         fb::EnumNameReduction(c.reduction) + " " + fb::EnumNameDType(c.dtype) +
         " chunk " + std::to_string(c.chunk);
}

size_t received(const collective_case &c, size_t group_size) {
  size_t count = c.chunk * group_size;
  if (c.kind == fb::CollectiveKind::all_gather)
    return count * group_size;
  return c.kind == fb::CollectiveKind::reduce_scatter ? c.chunk : count;
}

/// NCCL reduces in an order of its own, so that sums and products of numbers
/// that are rounded are near the definition, and the same on all ranks.
bool is_exact(const pairing &pair, const collective_case &c) {
  bool rounds =
      c.dtype >= fb::DType::f16 &&
      (c.reduction == fb::Reduction::sum || c.reduction == fb::Reduction::prod);
  return !pair.is_nccl() || !rounds;
}

template <typename T>
bool near(const std::vector<T> &a, const std::vector<T> &b) {
  double unit = sizeof(T) == 2 ? 0x1p-5 : sizeof(T) == 4 ? 0x1p-20 : 0x1p-48;
  for (size_t i = 0; i < a.size(); ++i)
    if (!(std::fabs(double(a[i]) - double(b[i])) <=
          unit * (1 + std::fabs(double(b[i])))))
      return false;
  return a.size() == b.size();
}

template <typename T>
bool same(const std::vector<T> &a, const std::vector<T> &b) {
  return a.size() == b.size() &&
         (a.empty() || memcmp(a.data(), b.data(), a.size() * sizeof(T)) == 0);
}

/// What NCCL has no numbers for.
bool is_missing(const pairing &pair, const collective_case &c) {
  return pair.is_nccl() && c.reduction != fb::Reduction::none &&
         (c.dtype == fb::DType::i16 || c.dtype == fb::DType::ui16);
}

void expect_refusal(const pairing &pair, program_builder &b,
                    const collective_case &c) {
  runner run;
  ASSERT_TRUE(run.load(file_for(pair, b)).ok());
  outcome outcome = run.create(on(pair));
  EXPECT_EQ(outcome.code(), TPRT_UNSUPPORTED);
  EXPECT_NE(outcome.message().find(std::string("cannot reduce ") +
                                   fb::EnumNameDType(c.dtype) + " by " +
                                   fb::EnumNameReduction(c.reduction)),
            std::string::npos)
      << outcome.message();
}

template <typename T, typename Wide>
void check(const pairing &pair, const setup &setup, const collective_case &c) {
  program_builder b(setup.mesh);
  uint32_t communicator = b.communicator(setup.axes);
  std::vector<std::vector<uint32_t>> groups;
  for (const auto &group : b.program.communicators[communicator]->groups)
    groups.push_back(group->ranks);
  size_t group_size = groups[0].size(), count = c.chunk * group_size;
  std::vector<uint32_t> targets;
  if (c.kind == fb::CollectiveKind::permute)
    targets = rotation(group_size);
  fb::Ref in = b.argument(c.dtype, {count});
  fb::Ref out = b.result(c.dtype, {received(c, group_size)});
  if (c.in_place) {
    b.copy(in, out);
    in = out;
  }
  b.collective(c.kind, c.reduction, c.dtype, count, in, out, communicator,
               targets);
  if (is_missing(pair, c))
    return expect_refusal(pair, b, c);
  runner run(file_for(pair, b), on(pair));
  std::vector<std::vector<T>> sent;
  for (uint32_t rank = 0; rank < b.num_ranks(); ++rank) {
    sent.push_back(random_values<T>(rank, count, tprt_dtype_t(c.dtype)));
    run.write(rank, 0, sent.back());
  }
  outcome outcome = run.run(3);
  ASSERT_TRUE(outcome.ok()) << outcome.message();
  for (const std::vector<uint32_t> &group : groups) {
    std::vector<std::vector<T>> sends;
    for (uint32_t rank : group)
      sends.push_back(sent[rank]);
    std::vector<T> first;
    for (size_t position = 0; position < group.size(); ++position) {
      std::vector<T> expected = definition<T, Wide>(
          tprt_collective_kind_t(c.kind), tprt_reduction_t(c.reduction), sends,
          position, targets);
      std::vector<T> result = run.read_as<T>(group[position], 0);
      EXPECT_TRUE(is_exact(pair, c) ? same(result, expected)
                                    : near(result, expected))
          << describe(c) << " rank " << group[position];
      if (c.kind != fb::CollectiveKind::all_reduce)
        continue;
      first = position ? first : result;
      EXPECT_TRUE(same(result, first)) << describe(c) << " between ranks";
    }
  }
}

void check_dtype(const pairing &pair, const setup &setup,
                 const collective_case &c) {
  with_types(tprt_dtype_t(c.dtype), [&](auto types) {
    using T = typename decltype(types)::type;
    using Wide = typename decltype(types)::wide;
    check<T, Wide>(pair, setup, c);
  });
}

//===-- Tests -------------------------------------------------------------===//

using kind_dtype_pairing = std::tuple<int, int, pairing>;
class Collectives : public testing::TestWithParam<kind_dtype_pairing> {};

/// The groups to try: the interpreter of GPU code takes its time.
std::vector<setup> setups_for(const pairing &pair) {
  if (std::string(pair.backend) == "cuda")
    return {setups[0], setups[4], setups[7]};
  return std::vector<setup>(std::begin(setups), std::end(setups));
}

// Both ways of doing a collective, staged and direct, and odd sizes.
TEST_P(Collectives, EqualTheDefinition) {
  auto kind = fb::CollectiveKind(std::get<0>(GetParam()));
  auto dtype = fb::DType(std::get<1>(GetParam()));
  const pairing &pair = std::get<2>(GetParam());
  for (const setup &setup : setups_for(pair))
    for (tprt_reduction_t reduction :
         reductions(tprt_collective_kind_t(kind), tprt_dtype_t(dtype)))
      for (size_t chunk : {size_t(67), size_t(20011)})
        check_dtype(pair, setup,
                    {kind, fb::Reduction(reduction), dtype, chunk});
}

INSTANTIATE_TEST_SUITE_P(
    All, Collectives,
    testing::Combine(testing::Range(0, int(fb::CollectiveKind::MAX) + 1),
                     testing::Range(0, int(fb::DType::MAX) + 1),
                     testing::ValuesIn(pairings())),
    [](const auto &info) {
      return std::string(fb::EnumNameCollectiveKind(
                 fb::CollectiveKind(std::get<0>(info.param)))) +
             "_" + fb::EnumNameDType(fb::DType(std::get<1>(info.param))) + "_" +
             name_of(std::get<2>(info.param));
    });

class CollectiveOn : public testing::TestWithParam<pairing> {};

TEST_P(CollectiveOn, AllReduceInPlace) {
  for (const setup &setup : setups)
    for (size_t chunk : {size_t(5), size_t(30001), size_t(100003)})
      check_dtype(GetParam(), setup,
                  {fb::CollectiveKind::all_reduce, fb::Reduction::sum,
                   fb::DType::f32, chunk, /*in_place=*/true});
}

TEST_P(CollectiveOn, EmptyBuffers) {
  for (auto kind : fb::EnumValuesCollectiveKind())
    check_dtype(
        GetParam(), setups[3],
        {kind,
         fb::Reduction(reductions(tprt_collective_kind_t(kind), TPRT_F32)[0]),
         fb::DType::f32, 0});
}

// A position that nobody sends to receives zeros, and one may send nothing.
TEST_P(CollectiveOn, PermuteWithHoles) {
  program_builder b(3);
  fb::Ref in = b.argument(fb::DType::i32, {4});
  fb::Ref out = b.result(fb::DType::i32, {4});
  b.collective(fb::CollectiveKind::permute, fb::Reduction::none, fb::DType::i32,
               4, in, out, b.communicator({"x"}), {2, 0, 0xffffffffu});
  runner run(file_for(GetParam(), b), on(GetParam()));
  for (int32_t rank = 0; rank < 3; ++rank)
    run.write(uint32_t(rank), 0, std::vector<int32_t>(4, rank + 1));
  ASSERT_TRUE(run.run().ok());
  EXPECT_EQ(run.read_as<int32_t>(0, 0), std::vector<int32_t>(4, 2));
  EXPECT_EQ(run.read_as<int32_t>(1, 0), std::vector<int32_t>(4, 0));
  EXPECT_EQ(run.read_as<int32_t>(2, 0), std::vector<int32_t>(4, 1));
}

// A NaN on any rank wins over every number, in max and min.
TEST_P(CollectiveOn, NanWins) {
  if (GetParam().is_nccl())
    GTEST_SKIP() << "NCCL's max and min prefer numbers";
  for (auto reduction : {fb::Reduction::max, fb::Reduction::min})
    for (uint32_t bad = 0; bad < 3; ++bad) {
      program_builder b(3);
      fb::Ref in = b.argument(fb::DType::f32, {1});
      fb::Ref out = b.result(fb::DType::f32, {1});
      b.collective(fb::CollectiveKind::all_reduce, reduction, fb::DType::f32, 1,
                   in, out, b.communicator({"x"}));
      runner run(file_for(GetParam(), b), on(GetParam()));
      for (uint32_t rank = 0; rank < 3; ++rank)
        run.write(rank, 0, std::vector<float>{rank == bad ? NAN : 1.0f});
      ASSERT_TRUE(run.run().ok());
      EXPECT_TRUE(std::isnan(run.read_as<float>(1, 0)[0])) << bad;
    }
}

// Every pair of a f16 and some f16: conversions both ways, subnormals,
// rounding, overflow to infinity.
TEST_P(CollectiveOn, HalfPrecisionRoundsOnce) {
  program_builder b(2);
  fb::Ref in = b.argument(fb::DType::f16, {65536});
  fb::Ref out = b.result(fb::DType::f16, {65536});
  b.collective(fb::CollectiveKind::all_reduce, fb::Reduction::sum,
               fb::DType::f16, 65536, in, out, b.communicator({"x"}));
  runner run(file_for(GetParam(), b), on(GetParam()));
  std::vector<uint16_t> all(65536);
  for (uint32_t i = 0; i < 65536; ++i)
    all[i] = uint16_t(i);
  run.write(0, 0, all);
  std::mt19937 random(1);
  for (int round = 0; round < 20; ++round) {
    std::vector<uint16_t> other(65536);
    for (uint16_t &bits : other)
      bits = round ? uint16_t(random()) : 0;
    run.write(1, 0, other);
    ASSERT_TRUE(run.run().ok());
    std::vector<uint16_t> sum = run.read_as<uint16_t>(1, 0);
    for (uint32_t i = 0; i < 65536; ++i) {
      _Float16 x, y, got;
      memcpy(&x, &all[i], 2);
      memcpy(&y, &other[i], 2);
      memcpy(&got, &sum[i], 2);
      auto expected = _Float16(float(x) + float(y));
      if (float(expected) != float(expected))
        EXPECT_NE(float(got), float(got));
      else
        ASSERT_EQ(memcmp(&got, &expected, 2), 0) << all[i] << " " << other[i];
    }
  }
}

INSTANTIATE_TEST_SUITE_P(All, CollectiveOn, testing::ValuesIn(pairings()),
                         [](const auto &info) { return name_of(info.param); });

} // namespace
