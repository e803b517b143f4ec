//===- transport_test.cpp - A transport's table by itself -----------------===//
// Do join, deadline, abort and the order of collectives hold for every
// transport and every kind of memory, used without an executor?

#include "elements.h"
#include "pairings.h"
#include "runner.h"

#include <gtest/gtest.h>
#include <thread>

using namespace tprt::test;

namespace {

/// Ranks with a device each, a buffer each, and one group.
class Transport : public testing::TestWithParam<pairing> {
protected:
  static constexpr uint32_t ranks = 3;

  void SetUp() override {
    shuffle(1);
    ASSERT_TRUE(
        outcome(tprt_find_transport(GetParam().transport, &table)).ok());
    ASSERT_TRUE(outcome(tprt_find_backend(GetParam().backend, &backend)).ok());
    for (uint32_t rank = 0; rank < ranks; ++rank) {
      tprt_device_params_t params{rank, ranks, 1, 0};
      devices.push_back(nullptr);
      ASSERT_TRUE(
          outcome(backend->device_create(&params, &devices.back())).ok());
      buffers.push_back(nullptr);
      ASSERT_TRUE(
          outcome(backend->alloc(devices[rank], bytes, &buffers[rank])).ok());
    }
    params.num_ranks = ranks;
    params.local = {0, ranks, 0, 1};
    params.num_communicators = 1;
    params.communicators = &everyone;
    params.num_collectives = 1;
    params.collectives = &sum;
    params.timeout_ms = 200;
    params.backend = backend;
    ASSERT_TRUE(outcome(table->group_create(&params, &group)).ok());
  }
  void TearDown() override {
    table->group_destroy(group);
    for (uint32_t rank = 0; rank < ranks; ++rank) {
      backend->free(devices[rank], buffers[rank], bytes);
      backend->device_destroy(devices[rank]);
    }
    EXPECT_EQ(leaks(), "");
  }

  /// Runs `body` for each of `count` ranks, from `first` on, on a thread of its
  /// own.
  template <typename Body>
  std::vector<outcome> on_ranks(uint32_t first, uint32_t count, Body body) {
    std::vector<outcome> outcomes(count, outcome(nullptr));
    std::vector<std::thread> threads;
    for (uint32_t i = 0; i < count; ++i)
      threads.emplace_back([&, i] { outcomes[i] = body(first + i); });
    for (std::thread &thread : threads)
      thread.join();
    return outcomes;
  }

  tprt_status_t join(uint32_t rank, uint64_t hash = 7) {
    return table->join(group, rank, devices[rank], hash);
  }

  void join_all() {
    for (const outcome &outcome :
         on_ranks(0, ranks, [&](uint32_t rank) { return join(rank); }))
      ASSERT_TRUE(outcome.ok()) << outcome.message();
  }

  /// The whole of a collective, as far as the host is concerned.
  tprt_status_t run(uint32_t rank, uint32_t collective = 0) {
    tprt_status_t status =
        table->start(group, rank, collective, buffers[rank], buffers[rank]);
    return status ? status : table->wait(group, rank, collective);
  }

  static constexpr uint64_t bytes = 64;
  const uint32_t numbers[ranks] = {0, 1, 2};
  const tprt_communicator_t everyone{1, ranks, numbers};
  const tprt_collective_t sum{TPRT_ALL_REDUCE, TPRT_SUM, TPRT_F32, 4, 0,
                              nullptr};
  tprt_group_params_t params{};
  const tprt_transport_t *table = nullptr;
  const tprt_backend_t *backend = nullptr;
  tprt_group_t *group = nullptr;
  std::vector<tprt_device_t *> devices;
  std::vector<void *> buffers;
};

TEST_P(Transport, JoinComparesSchedules) {
  for (const outcome &outcome : on_ranks(0, ranks, [&](uint32_t rank) {
         return join(rank, rank == 2 ? 8 : 7);
       }))
    EXPECT_EQ(outcome.code(), TPRT_BAD_INPUT) << outcome.message();
}

TEST_P(Transport, JoinOfEqualSchedules) { join_all(); }

TEST_P(Transport, JoinNamesWhoDoesNotCome) {
  for (const outcome &outcome :
       on_ranks(0, 2, [&](uint32_t rank) { return join(rank); })) {
    EXPECT_EQ(outcome.code(), TPRT_TIMEOUT);
    EXPECT_EQ(outcome.rank(), 2);
  }
}

TEST_P(Transport, JoinEndsWithAnAbort) {
  std::thread aborter([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(30));
    table->abort(group, nullptr);
  });
  for (const outcome &outcome :
       on_ranks(0, 2, [&](uint32_t rank) { return join(rank); }))
    EXPECT_EQ(outcome.code(), TPRT_RANK_FAILED);
  aborter.join();
}

TEST_P(Transport, ACollectiveNamesWhoDoesNotCome) {
  if (GetParam().is_nccl())
    GTEST_SKIP() << "there only the device waits, whose deadline is the "
                    "executor's";
  join_all();
  for (const outcome &outcome :
       on_ranks(1, 2, [&](uint32_t rank) { return run(rank); })) {
    EXPECT_EQ(outcome.code(), TPRT_TIMEOUT);
    EXPECT_EQ(outcome.rank(), 0);
  }
}

TEST_P(Transport, AbortEndsWaitsUnderWayAndLaterOnes) {
  join_all();
  std::thread aborter([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    table->abort(group, nullptr);
  });
  auto outcomes = on_ranks(0, 2, [&](uint32_t rank) { return run(rank); });
  aborter.join();
  for (const outcome &outcome : outcomes)
    EXPECT_EQ(outcome.code(), TPRT_RANK_FAILED);
  EXPECT_EQ(outcome(table->wait(group, 0, 0)).code(), TPRT_RANK_FAILED);
  EXPECT_EQ(outcome(table->poll(group, 0)).code(), TPRT_RANK_FAILED);
}

TEST_P(Transport, PollIsQuietWhileAllIsWell) {
  join_all();
  EXPECT_TRUE(outcome(table->poll(group, 1)).ok());
}

INSTANTIATE_TEST_SUITE_P(All, Transport, testing::ValuesIn(pairings()),
                         [](const auto &info) { return name_of(info.param); });

//===-- Sequences of collectives ------------------------------------------===//

constexpr uint32_t num_ranks = 4;
constexpr uint32_t num_buffers = 4;
constexpr uint32_t small = 64, large = 70'000; // elements: staged and direct

/// A 2x2 mesh: neighbours, ranks with a stride, all, and all in another order.
const uint32_t rows[] = {0, 1, 2, 3}, columns[] = {0, 2, 1, 3},
               reversed[] = {3, 2, 1, 0}, single[] = {0, 1, 2, 3};
const tprt_communicator_t partitions[] = {{2, 2, rows},
                                          {2, 2, columns},
                                          {1, 4, rows},
                                          {1, 4, reversed},
                                          {4, 1, single}};
const uint32_t swap_two[] = {1, 0}, shift_four[] = {2, TPRT_NO_TARGET, 3, 1},
               keep_one[] = {0};

/// One collective between two of each rank's buffers.
struct move {
  tprt_collective_t desc;
  uint32_t from, to;
};

const uint32_t *targets_of(uint32_t group_size) {
  return group_size == 1 ? keep_one : group_size == 2 ? swap_two : shift_four;
}

uint32_t capacity(uint32_t elements) { return elements * num_ranks; }

/// Collectives that overwrite what the ones before have read and written.
std::vector<move> random_moves(uint64_t seed) {
  std::mt19937_64 random(seed);
  std::vector<move> moves;
  for (int i = 0; i < 16; ++i) {
    move next{};
    next.desc.kind = tprt_collective_kind_t(random() % 5);
    next.desc.communicator = uint32_t(random() % std::size(partitions));
    uint32_t size = partitions[next.desc.communicator].group_size;
    next.desc.dtype = TPRT_I32;
    next.desc.count = random() % 3 ? small : large;
    next.desc.reduction = reductions(next.desc.kind, TPRT_I32)[0];
    if (next.desc.kind == TPRT_PERMUTE)
      next.desc.targets = targets_of(size);
    next.from = uint32_t(random() % num_buffers);
    next.to = uint32_t(random() % num_buffers);
    if (next.to == next.from && next.desc.kind != TPRT_ALL_REDUCE)
      next.to = (next.from + 1) % num_buffers;
    moves.push_back(next);
  }
  return moves;
}

using array = std::vector<int32_t>;
/// All buffers of all ranks.
using state = std::vector<std::vector<array>>;

state first_state() {
  state now(num_ranks);
  for (uint32_t rank = 0; rank < num_ranks; ++rank)
    for (uint32_t i = 0; i < num_buffers; ++i)
      now[rank].push_back(
          random_values<int32_t>(rank * 10 + i, capacity(large), TPRT_I32));
  return now;
}

void apply(const move &move, state &now) {
  const tprt_communicator_t &c = partitions[move.desc.communicator];
  std::vector<uint32_t> targets;
  if (move.desc.targets)
    targets.assign(move.desc.targets, move.desc.targets + c.group_size);
  for (uint32_t g = 0; g < c.num_groups; ++g) {
    const uint32_t *ranks = c.ranks + g * c.group_size;
    std::vector<array> sends;
    for (uint32_t p = 0; p < c.group_size; ++p) {
      const array &send = now[ranks[p]][move.from];
      sends.emplace_back(send.begin(), send.begin() + long(move.desc.count));
    }
    for (uint32_t p = 0; p < c.group_size; ++p) {
      array recv = definition<int32_t, int32_t>(
          move.desc.kind, move.desc.reduction, sends, p, targets);
      std::copy(recv.begin(), recv.end(), now[ranks[p]][move.to].begin());
    }
  }
}

/// The devices and buffers of all ranks of one session.
class session {
public:
  session(const pairing &pair, const std::vector<move> &moves) {
    tprt_status_free(tprt_find_backend(pair.backend, &backend));
    tprt_status_free(tprt_find_transport(pair.transport, &table));
    for (const move &move : moves)
      collectives.push_back(move.desc);
    for (uint32_t rank = 0; rank < num_ranks; ++rank) {
      tprt_device_params_t params{rank, num_ranks, 1, 0};
      tprt_status_free(backend->device_create(&params, &devices[rank]));
      for (void *&buffer : buffers[rank])
        tprt_status_free(backend->alloc(devices[rank], bytes, &buffer));
    }
    tprt_group_params_t params{};
    params.num_ranks = num_ranks;
    params.local = {0, num_ranks, 0, 1};
    params.num_communicators = std::size(partitions);
    params.communicators = partitions;
    params.num_collectives = uint32_t(collectives.size());
    params.collectives = collectives.data();
    params.timeout_ms = 60'000;
    params.backend = backend;
    tprt_status_free(table->group_create(&params, &group));
  }
  ~session() {
    table->group_destroy(group);
    for (uint32_t rank = 0; rank < num_ranks; ++rank) {
      for (void *buffer : buffers[rank])
        backend->free(devices[rank], buffer, bytes);
      backend->device_destroy(devices[rank]);
    }
  }

  /// One rank's thread: all moves, with nothing between them but what the
  /// transport itself orders.
  tprt_status_t run(uint32_t rank, const std::vector<move> &moves,
                    std::vector<array> &data) {
    if (tprt_status_t status = table->join(group, rank, devices[rank], 1))
      return status;
    for (uint32_t i = 0; i < num_buffers; ++i)
      tprt_status_free(backend->upload(devices[rank], buffers[rank][i],
                                       data[i].data(), bytes));
    for (uint32_t i = 0; i < moves.size(); ++i) {
      tprt_status_t status =
          table->start(group, rank, i, buffers[rank][moves[i].from],
                       buffers[rank][moves[i].to]);
      if (!status)
        status = table->wait(group, rank, i);
      if (status)
        return status;
    }
    tprt_status_t status = finish(rank);
    for (uint32_t i = 0; i < num_buffers && !status; ++i)
      status = backend->download(devices[rank], data[i].data(),
                                 buffers[rank][i], bytes);
    return status;
  }

private:
  tprt_status_t finish(uint32_t rank) {
    for (int done = 0; !done;) {
      if (tprt_status_t status = backend->poll(devices[rank], &done))
        return status;
      if (tprt_status_t status = table->poll(group, rank))
        return status;
      std::this_thread::yield();
    }
    return nullptr;
  }

  static constexpr uint64_t bytes = uint64_t(large) * num_ranks * 4;
  const tprt_backend_t *backend = nullptr;
  const tprt_transport_t *table = nullptr;
  tprt_group_t *group = nullptr;
  std::vector<tprt_collective_t> collectives;
  tprt_device_t *devices[num_ranks] = {};
  void *buffers[num_ranks][num_buffers] = {};
};

class Sequences : public testing::TestWithParam<pairing> {};

// On a device's streams nothing but events keeps a collective from overwriting
// what another rank has still to read for the one before.
TEST_P(Sequences, EqualTheDefinitionInAnyOrderOfWork) {
  for (uint64_t seed = 1; seed <= 60; ++seed) {
    shuffle(seed);
    std::vector<move> moves = random_moves(seed);
    state expected = first_state(), data = expected;
    for (const move &move : moves)
      apply(move, expected);
    session session(GetParam(), moves);
    std::vector<outcome> outcomes(num_ranks, outcome(nullptr));
    std::vector<std::thread> threads;
    for (uint32_t rank = 0; rank < num_ranks; ++rank)
      threads.emplace_back(
          [&, rank] { outcomes[rank] = session.run(rank, moves, data[rank]); });
    for (std::thread &thread : threads)
      thread.join();
    for (uint32_t rank = 0; rank < num_ranks; ++rank) {
      ASSERT_TRUE(outcomes[rank].ok()) << outcomes[rank].message();
      for (uint32_t i = 0; i < num_buffers; ++i)
        ASSERT_TRUE(data[rank][i] == expected[rank][i])
            << "seed " << seed << " rank " << rank << " buffer " << i;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(All, Sequences, testing::ValuesIn(pairings()),
                         [](const auto &info) { return name_of(info.param); });

} // namespace
