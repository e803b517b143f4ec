//===- collectives_test.cpp - The values of every collective --------------===//
// Does every collective give, on every group and element type, the bits that
// the definition in tpx.fbs gives when it is computed one element at a time in
// group order?

#include "runner.h"

#include <cmath>
#include <gtest/gtest.h>
#include <random>

using namespace tprt::test;
namespace fb = tprt::fb;

namespace {

//===-- One element at a time ---------------------------------------------===//

/// Element types as the definition computes with them.
template <typename T, typename Wide> struct element {
  using type = T;
  using wide = Wide;
};

/// bf16 by the language's rules for float, rounded to nearest even.
struct bfloat {
  uint16_t bits;
  operator float() const {
    uint32_t wide = uint32_t(bits) << 16;
    float value;
    memcpy(&value, &wide, 4);
    return value;
  }
  bfloat() = default;
  bfloat(float value) {
    // Between the neighbours in bf16, the nearer one, or the even one.
    uint32_t raw;
    memcpy(&raw, &value, 4);
    bits = uint16_t(raw >> 16);
    bfloat low = from_bits(bits), high = from_bits(uint16_t(bits + 1));
    double to_low = std::fabs(double(value) - double(float(low)));
    double to_high = std::fabs(double(float(high)) - double(value));
    if (to_high < to_low || (to_high == to_low && (bits & 1)))
      bits = high.bits;
  }
  static bfloat from_bits(uint16_t bits) {
    bfloat value;
    value.bits = bits;
    return value;
  }
};

template <typename Wide> Wide combine(fb::Reduction reduction, Wide a, Wide b) {
  switch (reduction) {
  case fb::Reduction::sum:
    if constexpr (std::is_integral_v<Wide>)
      return Wide(uint64_t(a) + uint64_t(b)); // wraps
    else
      return Wide(a + b);
  case fb::Reduction::prod:
    if constexpr (std::is_integral_v<Wide>)
      return Wide(uint64_t(a) * uint64_t(b));
    else
      return Wide(a * b);
  case fb::Reduction::max:
    return a > b ? a : b;
  default:
    return a < b ? a : b;
  }
}

template <typename T, typename Wide>
T reduce_one(fb::Reduction reduction, const std::vector<std::vector<T>> &sends,
             size_t index) {
  Wide sum = Wide(sends[0][index]);
  for (size_t i = 1; i < sends.size(); ++i)
    sum = combine<Wide>(reduction, sum, Wide(sends[i][index]));
  return T(sum);
}

template <typename T, typename Wide>
std::vector<T> definition(fb::CollectiveKind kind, fb::Reduction reduction,
                          const std::vector<std::vector<T>> &sends,
                          size_t position,
                          const std::vector<uint32_t> &targets) {
  size_t count = sends[0].size(), ranks = sends.size(), chunk = count / ranks;
  std::vector<T> recv;
  switch (kind) {
  case fb::CollectiveKind::all_reduce:
    for (size_t i = 0; i < count; ++i)
      recv.push_back(reduce_one<T, Wide>(reduction, sends, i));
    break;
  case fb::CollectiveKind::reduce_scatter:
    for (size_t i = 0; i < chunk; ++i)
      recv.push_back(
          reduce_one<T, Wide>(reduction, sends, position * chunk + i));
    break;
  case fb::CollectiveKind::all_gather:
    for (const std::vector<T> &send : sends)
      recv.insert(recv.end(), send.begin(), send.end());
    break;
  case fb::CollectiveKind::all_to_all:
    for (const std::vector<T> &send : sends)
      recv.insert(recv.end(), send.begin() + position * chunk,
                  send.begin() + (position + 1) * chunk);
    break;
  case fb::CollectiveKind::permute:
    recv.resize(count);
    for (size_t from = 0; from < ranks; ++from)
      if (targets[from] == position)
        recv = sends[from];
    break;
  }
  return recv;
}

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

template <typename T>
std::vector<T> random_values(uint32_t rank, size_t count, fb::DType dtype) {
  std::mt19937 random(rank * 7919 + uint32_t(count));
  std::vector<T> values;
  for (size_t i = 0; i < count; ++i) {
    if (dtype == fb::DType::i1)
      values.push_back(T(random() % 2));
    else if constexpr (std::is_integral_v<T>)
      values.push_back(T(random()));
    else
      values.push_back(T(float(random()) / 4294967296.0f * 4 - 2));
  }
  return values;
}

template <typename T, typename Wide>
void check(const setup &setup, fb::CollectiveKind kind, fb::Reduction reduction,
           fb::DType dtype, size_t chunk, bool in_place = false) {
  program_builder b(setup.mesh);
  uint32_t communicator = b.communicator(setup.axes);
  std::vector<std::vector<uint32_t>> groups;
  for (const auto &group : b.program.communicators[communicator]->groups)
    groups.push_back(group->ranks);
  size_t group_size = groups[0].size();
  size_t count = chunk * group_size;
  std::vector<uint32_t> targets = kind == fb::CollectiveKind::permute
                                      ? rotation(group_size)
                                      : std::vector<uint32_t>();
  size_t recv_count = kind == fb::CollectiveKind::all_gather
                          ? count * group_size
                      : kind == fb::CollectiveKind::reduce_scatter ? chunk
                                                                   : count;
  fb::Ref in = b.argument(dtype, {count});
  fb::Ref out = b.result(dtype, {recv_count});
  if (in_place) {
    b.copy(in, out);
    in = out;
  }
  b.collective(kind, reduction, dtype, count, in, out, communicator, targets);
  runner run(b.build(), {nullptr, nullptr, 20000, 1});
  std::vector<std::vector<T>> sent;
  for (uint32_t rank = 0; rank < b.num_ranks(); ++rank) {
    sent.push_back(random_values<T>(rank, count, dtype));
    run.write(rank, 0, sent.back());
  }
  outcome outcome = run.run(3);
  ASSERT_TRUE(outcome.ok()) << outcome.message();
  for (const std::vector<uint32_t> &group : groups) {
    std::vector<std::vector<T>> sends;
    for (uint32_t rank : group)
      sends.push_back(sent[rank]);
    for (size_t position = 0; position < group.size(); ++position) {
      std::vector<T> expected =
          definition<T, Wide>(kind, reduction, sends, position, targets);
      bytes result = run.read(group[position], 0);
      ASSERT_EQ(result.size(), expected.size() * sizeof(T));
      EXPECT_TRUE(expected.empty() ||
                  memcmp(result.data(), expected.data(), result.size()) == 0)
          << fb::EnumNameCollectiveKind(kind) << " "
          << fb::EnumNameReduction(reduction) << " " << fb::EnumNameDType(dtype)
          << " chunk " << chunk << " rank " << group[position];
    }
  }
}

/// Calls `body` with the types of an element type.
template <typename Body> void with_types(fb::DType dtype, Body body) {
  switch (dtype) {
  case fb::DType::i1:
  case fb::DType::ui8:
    return body(element<uint8_t, uint8_t>());
  case fb::DType::i8:
    return body(element<int8_t, int8_t>());
  case fb::DType::i16:
    return body(element<int16_t, int16_t>());
  case fb::DType::i32:
    return body(element<int32_t, int32_t>());
  case fb::DType::i64:
    return body(element<int64_t, int64_t>());
  case fb::DType::ui16:
    return body(element<uint16_t, uint16_t>());
  case fb::DType::ui32:
    return body(element<uint32_t, uint32_t>());
  case fb::DType::ui64:
    return body(element<uint64_t, uint64_t>());
  case fb::DType::f16:
    return body(element<_Float16, float>());
  case fb::DType::bf16:
    return body(element<bfloat, float>());
  case fb::DType::f32:
    return body(element<float, float>());
  case fb::DType::f64:
    return body(element<double, double>());
  }
}

void check_dtype(const setup &setup, fb::CollectiveKind kind,
                 fb::Reduction reduction, fb::DType dtype, size_t chunk,
                 bool in_place = false) {
  with_types(dtype, [&](auto types) {
    using T = typename decltype(types)::type;
    using Wide = typename decltype(types)::wide;
    check<T, Wide>(setup, kind, reduction, dtype, chunk, in_place);
  });
}

//===-- Tests -------------------------------------------------------------===//

using kind_and_dtype = std::tuple<int, int>;
class Collectives : public testing::TestWithParam<kind_and_dtype> {};

std::vector<fb::Reduction> reductions(fb::CollectiveKind kind,
                                      fb::DType dtype) {
  if (kind != fb::CollectiveKind::all_reduce &&
      kind != fb::CollectiveKind::reduce_scatter)
    return {fb::Reduction::none};
  if (dtype == fb::DType::i1)
    return {fb::Reduction::max, fb::Reduction::min};
  return {fb::Reduction::sum, fb::Reduction::max, fb::Reduction::min,
          fb::Reduction::prod};
}

// Both ways of doing a collective, staged and direct, and odd sizes.
TEST_P(Collectives, EqualTheDefinition) {
  auto kind = fb::CollectiveKind(std::get<0>(GetParam()));
  auto dtype = fb::DType(std::get<1>(GetParam()));
  for (const setup &setup : setups)
    for (fb::Reduction reduction : reductions(kind, dtype))
      for (size_t chunk : {size_t(1), size_t(67), size_t(20011)})
        check_dtype(setup, kind, reduction, dtype, chunk);
}

INSTANTIATE_TEST_SUITE_P(
    All, Collectives,
    testing::Combine(testing::Range(0, int(fb::CollectiveKind::MAX) + 1),
                     testing::Range(0, int(fb::DType::MAX) + 1)),
    [](const auto &info) {
      return std::string(fb::EnumNameCollectiveKind(
                 fb::CollectiveKind(std::get<0>(info.param)))) +
             "_" + fb::EnumNameDType(fb::DType(std::get<1>(info.param)));
    });

TEST(Collectives, AllReduceInPlace) {
  for (const setup &setup : setups)
    for (size_t chunk : {size_t(5), size_t(30001)})
      check_dtype(setup, fb::CollectiveKind::all_reduce, fb::Reduction::sum,
                  fb::DType::f32, chunk, /*in_place=*/true);
}

TEST(Collectives, EmptyBuffers) {
  for (auto kind : fb::EnumValuesCollectiveKind())
    check_dtype(setups[3], kind, reductions(kind, fb::DType::f32)[0],
                fb::DType::f32, 0);
}

// A position that nobody sends to receives zeros, and one may send nothing.
TEST(Collectives, PermuteWithHoles) {
  program_builder b(3);
  fb::Ref in = b.argument(fb::DType::i32, {4});
  fb::Ref out = b.result(fb::DType::i32, {4});
  b.collective(fb::CollectiveKind::permute, fb::Reduction::none, fb::DType::i32,
               4, in, out, b.communicator({"x"}), {2, 0, 0xffffffffu});
  runner run(b.build());
  for (int32_t rank = 0; rank < 3; ++rank)
    run.write(uint32_t(rank), 0, std::vector<int32_t>(4, rank + 1));
  ASSERT_TRUE(run.run().ok());
  EXPECT_EQ(run.read_as<int32_t>(0, 0), std::vector<int32_t>(4, 2));
  EXPECT_EQ(run.read_as<int32_t>(1, 0), std::vector<int32_t>(4, 0));
  EXPECT_EQ(run.read_as<int32_t>(2, 0), std::vector<int32_t>(4, 1));
}

// A NaN on any rank wins over every number, in max and min.
TEST(Collectives, NanWins) {
  for (auto reduction : {fb::Reduction::max, fb::Reduction::min})
    for (uint32_t bad = 0; bad < 3; ++bad) {
      program_builder b(3);
      fb::Ref in = b.argument(fb::DType::f32, {1});
      fb::Ref out = b.result(fb::DType::f32, {1});
      b.collective(fb::CollectiveKind::all_reduce, reduction, fb::DType::f32, 1,
                   in, out, b.communicator({"x"}));
      runner run(b.build());
      for (uint32_t rank = 0; rank < 3; ++rank)
        run.write(rank, 0, std::vector<float>{rank == bad ? NAN : 1.0f});
      ASSERT_TRUE(run.run().ok());
      EXPECT_TRUE(std::isnan(run.read_as<float>(1, 0)[0])) << bad;
    }
}

// Every pair of a f16 and some f16: conversions both ways, subnormals,
// rounding, overflow to infinity.
TEST(Collectives, HalfPrecisionRoundsOnce) {
  program_builder b(2);
  fb::Ref in = b.argument(fb::DType::f16, {65536});
  fb::Ref out = b.result(fb::DType::f16, {65536});
  b.collective(fb::CollectiveKind::all_reduce, fb::Reduction::sum,
               fb::DType::f16, 65536, in, out, b.communicator({"x"}));
  runner run(b.build());
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

} // namespace
