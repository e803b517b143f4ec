//===- StorageTest.cpp - does every read find the value it wants? ---------===//
// Programs are planned and then run on a model of memory, where every buffer is
// one cell, and compared with running them on values.

#include "tp/Schedule/Storage.h"
#include "ProgramBuilder.h"
#include "gtest/gtest.h"
#include <map>
#include <random>
#include <set>

using namespace tp::schedule;

namespace {

/// A value's content, as a number that depends on all that it is computed from.
uint64_t mix(uint64_t a, uint64_t b) {
  return (a ^ (b + 0x9e3779b97f4a7c15 + (a << 6) + (a >> 2))) *
         0xff51afd7ed558ccd;
}

/// What each result is, without storage.
std::vector<uint64_t> evaluate(const CommandList &list) {
  std::vector<uint64_t> contents(list.values.size());
  for (size_t v = 0; v < list.values.size(); ++v)
    contents[v] = mix(list.values[v].origin, list.values[v].index);
  for (const Command &command : list.commands) {
    uint64_t content = *command.origin;
    if (command.kind == Command::Copy)
      content = 0;
    for (unsigned value : command.reads)
      content = mix(content, contents[value]);
    for (const Destination &write : command.writes)
      contents[write.value] =
          write.content ? mix(content, contents[*write.content]) : content;
  }
  std::vector<uint64_t> results;
  for (unsigned value : list.results)
    results.push_back(contents[value]);
  return results;
}

/// Runs a planned program on memory.
class Machine {
public:
  Machine(const CommandList &list, const StoragePlan &plan)
      : list(list), plan(plan) {}

  std::vector<uint64_t> run() {
    for (size_t v = 0; v < list.values.size(); ++v)
      if (list.values[v].origin != Value::Computed)
        store(v, mix(list.values[v].origin, list.values[v].index));
    for (unsigned c = 0; c < list.commands.size(); ++c)
      step(c);
    std::vector<uint64_t> results;
    for (unsigned result = 0; result < list.results.size(); ++result)
      results.push_back(cell({Buffer::Result, result, 0, 0}));
    return results;
  }

private:
  uint64_t &cell(const Buffer &buffer) {
    if (buffer.space == Buffer::Argument && list.donations[buffer.index])
      return memory[{Buffer::Result, *list.donations[buffer.index]}];
    return memory[{buffer.space, buffer.space == Buffer::Arena ? buffer.offset
                                                               : buffer.index}];
  }
  uint64_t load(unsigned value) {
    return cell(plan.buffers[plan.bufferOf[value]]);
  }
  void store(unsigned value, uint64_t content) {
    cell(plan.buffers[plan.bufferOf[value]]) = content;
  }

  void step(unsigned c) {
    const Command &command = list.commands[c];
    if (command.kind == Command::Wait) {
      // A collective may read and write any time until its wait; here late.
      finish(list.commands[command.partner]);
      return;
    }
    if (command.kind == Command::Start) {
      // Until then its destination holds nothing good.
      if (!inPlace(command))
        store(command.writes[0].value, 0xdead);
      return;
    }
    finish(command);
  }

  bool inPlace(const Command &start) {
    return plan.bufferOf[start.reads[0]] ==
           plan.bufferOf[start.writes[0].value];
  }

  void finish(const Command &command) {
    uint64_t content = command.origin.value_or(0);
    if (command.origin && command.kind == Command::Copy)
      content = 0;
    for (unsigned value : command.reads)
      content = mix(content, load(value));
    if (!command.origin)
      content = load(command.reads[0]);
    // Destinations that are no update are spoilt before anything is computed:
    // a kernel may write before it has read everything.
    for (const Destination &write : command.writes)
      store(write.value,
            write.content ? mix(content, load(write.value)) : content);
  }

  const CommandList &list;
  const StoragePlan &plan;
  std::map<std::pair<unsigned, uint64_t>, uint64_t> memory;
};

/// Plans the program and expects that it computes the same; the number of
/// copies that this took.
unsigned planAndCompare(CommandList list, StoragePlan *planned = nullptr) {
  orderCommands(list);
  std::vector<uint64_t> expected = evaluate(list);
  size_t before = list.commands.size();
  StoragePlan plan = planStorage(list);
  // A command reads and writes different storage, but for updates and
  // collectives in place.
  for (const Command &command : list.commands)
    for (unsigned read : command.reads)
      for (const Destination &write : command.writes) {
        const Buffer &a = plan.buffers[plan.bufferOf[read]];
        const Buffer &b = plan.buffers[plan.bufferOf[write.value]];
        bool same = plan.bufferOf[read] == plan.bufferOf[write.value];
        EXPECT_TRUE(!same || write.mayReplace == read);
        if (a.space == Buffer::Argument && b.space == Buffer::Result) {
          EXPECT_NE(list.donations[a.index], std::optional<unsigned>(b.index));
        }
      }
  EXPECT_EQ(Machine(list, plan).run(), expected);
  if (planned)
    *planned = plan;
  return list.commands.size() - before;
}

} // namespace

TEST(Storage, ResultsAreComputedInPlace) {
  ProgramBuilder p;
  p.list.results = {p.compute({p.compute({p.argument()})})};
  StoragePlan plan;
  EXPECT_EQ(planAndCompare(p.list, &plan), 0u);
  EXPECT_EQ(plan.arenaSize, 64u);
}

TEST(Storage, AnUpdateTakesTheStorageOfADyingValue) {
  ProgramBuilder p;
  unsigned x = p.argument();
  p.list.results = {p.update(p.update(p.compute({x}), {x}), {x})};
  StoragePlan plan;
  EXPECT_EQ(planAndCompare(p.list, &plan), 0u);
  EXPECT_EQ(plan.arenaSize, 0u);
}

TEST(Storage, AnUpdateOfAValueThatIsStillReadIsACopy) {
  ProgramBuilder p;
  unsigned x = p.argument();
  unsigned a = p.compute({x});
  unsigned b = p.update(a, {x});
  p.list.results = {p.compute({a, b})};
  EXPECT_EQ(planAndCompare(p.list), 1u);
}

TEST(Storage, AnUpdateOfAValueThatTheCommandReadsIsACopy) {
  ProgramBuilder p;
  unsigned a = p.compute({p.argument()});
  p.list.results = {p.update(a, {a})};
  EXPECT_EQ(planAndCompare(p.list), 1u);
}

TEST(Storage, ArgumentsAndConstantsAreNotUpdated) {
  ProgramBuilder p;
  unsigned x = p.argument(), c = p.constant();
  p.list.results = {p.update(x, {c}), p.update(c, {x})};
  EXPECT_EQ(planAndCompare(p.list), 2u);
}

TEST(Storage, ResultsThatAreArgumentsConstantsOrTwice) {
  ProgramBuilder p;
  unsigned x = p.argument(), c = p.constant(), a = p.compute({x});
  p.list.results = {a, x, c, a, x};
  EXPECT_EQ(planAndCompare(p.list), 4u);
}

TEST(Storage, ADonatedArgumentIsUpdatedInPlace) {
  ProgramBuilder p;
  unsigned state = p.argument(0), x = p.argument();
  unsigned y = p.compute({state, x});
  p.list.results = {p.update(state, {y})};
  EXPECT_EQ(planAndCompare(p.list), 0u);
}

TEST(Storage, ADonatedArgumentThatIsStillReadDelaysItsResult) {
  ProgramBuilder p;
  unsigned state = p.argument(0);
  unsigned next = p.compute({state});
  p.list.results = {next, p.compute({state, next})};
  EXPECT_EQ(planAndCompare(p.list), 1u);
}

TEST(Storage, ADonatedArgumentThatIsReadNoMoreIsOverwritten) {
  ProgramBuilder p;
  unsigned state = p.argument(0);
  p.list.results = {p.compute({p.compute({state})})};
  EXPECT_EQ(planAndCompare(p.list), 0u);
}

TEST(Storage, AnArgumentDonatedToItselfNeedsNothing) {
  ProgramBuilder p;
  p.list.results = {p.argument(0)};
  EXPECT_EQ(planAndCompare(p.list), 0u);
}

TEST(Storage, DonatedArgumentsChangePlaces) {
  ProgramBuilder p;
  unsigned a = p.argument(0), b = p.argument(1);
  p.list.results = {b, a};
  // Two copies, and a third through the arena.
  EXPECT_EQ(planAndCompare(p.list), 3u);
}

TEST(Storage, DonatedArgumentsGoRoundInTwoCircles) {
  ProgramBuilder p;
  unsigned a = p.argument(0), b = p.argument(1), c = p.argument(2);
  unsigned d = p.argument(3), e = p.argument(4);
  p.list.results = {b, c, a, e, d, a};
  EXPECT_EQ(planAndCompare(p.list), 6u + 2u);
}

TEST(Storage, DonatedArgumentsMoveAlong) {
  ProgramBuilder p;
  unsigned a = p.argument(0), b = p.argument(1), c = p.argument(2);
  // c must have moved before its storage is written, so the third result is
  // copied too; but nothing goes through the arena on its way.
  p.list.results = {b, c, p.compute({a})};
  EXPECT_EQ(planAndCompare(p.list), 3u);
}

TEST(Storage, AllReduceMayBeInPlace) {
  ProgramBuilder p;
  unsigned a = p.compute({p.argument()});
  unsigned r = p.start(a, true);
  p.wait(r);
  p.list.results = {r};
  StoragePlan plan;
  EXPECT_EQ(planAndCompare(p.list, &plan), 0u);
  EXPECT_EQ(plan.arenaSize, 0u);
}

TEST(Storage, BuffersOfACollectiveLiveUntilItsWait) {
  ProgramBuilder p;
  unsigned x = p.argument();
  unsigned a = p.compute({x});
  unsigned r = p.start(a);
  unsigned b = p.compute({x}); // must not take a's storage
  p.wait(r);
  p.list.results = {p.compute({r, b})};
  StoragePlan plan;
  EXPECT_EQ(planAndCompare(p.list, &plan), 0u);
  EXPECT_EQ(plan.arenaSize, 192u);
}

TEST(Storage, ALoopUpdatesWhatItCarriesInPlace) {
  ProgramBuilder p;
  unsigned x = p.argument();
  unsigned sum = p.compute({x}), counter = p.compute({x});
  auto left = p.loop({x}, {sum, counter}, /*scratch=*/640);
  p.list.results = {left[0]};
  StoragePlan plan;
  EXPECT_EQ(planAndCompare(p.list, &plan), 0u);
  EXPECT_EQ(plan.arenaSize, 640u + 64u);
}

TEST(Storage, TheScratchOfLoopsIsShared) {
  ProgramBuilder p;
  unsigned x = p.argument(), sum = p.compute({x});
  for (uint64_t scratch : {640, 128, 1280})
    sum = p.loop({x}, {sum}, scratch)[0];
  p.list.results = {sum};
  StoragePlan plan;
  EXPECT_EQ(planAndCompare(p.list, &plan), 0u);
  EXPECT_EQ(plan.arenaSize, 1280u);
}

TEST(Storage, ALoopCopiesWhatOthersStillRead) {
  ProgramBuilder p;
  unsigned x = p.argument(), a = p.compute({x}), b = p.compute({x});
  auto left = p.loop({x}, {a, b});
  p.list.results = {p.compute({a, left[0]}), left[1]};
  EXPECT_EQ(planAndCompare(p.list), 1u);
}

TEST(Storage, ALoopCopiesWhatItReadsAndCarries) {
  ProgramBuilder p;
  unsigned a = p.compute({p.argument()});
  p.list.results = {p.loop({a}, {a})[0]};
  EXPECT_EQ(planAndCompare(p.list), 1u);
}

TEST(Storage, AValueCarriedTwiceIsTwoValues) {
  ProgramBuilder p;
  unsigned a = p.compute({p.argument()});
  auto left = p.loop({}, {a, a});
  p.list.results = {left[0], left[1]};
  StoragePlan plan;
  planAndCompare(p.list, &plan);
  EXPECT_NE(plan.bufferOf[left[0]], plan.bufferOf[left[1]]);
}

TEST(Storage, ALoopLeavesArgumentsAndConstantsAlone) {
  ProgramBuilder p;
  unsigned x = p.argument(), c = p.constant(), state = p.argument(2);
  auto left = p.loop({x}, {x, c, state});
  p.list.results = {left[0], left[1], left[2]};
  // The donated state is carried where it lies.
  EXPECT_EQ(planAndCompare(p.list), 2u);
}

// What a loop runs: its carried arguments are donated to what the next
// iteration begins with.
TEST(Storage, ACarriedValueThatIsReadForAnotherIsReplacedLast) {
  ProgramBuilder p;
  unsigned a = p.argument(0), b = p.argument(1), w = p.argument();
  unsigned sum = p.compute({a, b, w});
  p.list.results = {b, sum}; // a, b = b, a + b + w
  EXPECT_EQ(planAndCompare(p.list), 2u);
}

TEST(Storage, RandomProgramsComputeTheSame) {
  std::mt19937 random(4);
  for (unsigned round = 0; round < 2000; ++round) {
    ProgramBuilder p;
    unsigned numResults = 1 + random() % 5;
    std::vector<unsigned> readable;
    std::set<unsigned> donated;
    for (unsigned i = 0, n = 1 + random() % 4; i < n; ++i) {
      unsigned result = random() % numResults;
      bool donates = random() % 2 && donated.insert(result).second;
      readable.push_back(
          p.argument(donates ? std::optional(result) : std::nullopt));
    }
    readable.push_back(p.constant());
    auto pick = [&] {
      // Recent values most of the time.
      size_t back = random() % 3 ? random() % 4 : random() % readable.size();
      return readable[readable.size() - 1 -
                      std::min(back, readable.size() - 1)];
    };
    std::vector<unsigned> flights;
    for (unsigned i = 0, n = random() % 12; i < n; ++i) {
      switch (random() % 6) {
      case 0:
        flights.push_back(p.start(pick(), random() % 2));
        break;
      case 1:
        if (!flights.empty()) {
          p.wait(flights.back());
          readable.push_back(flights.back());
          flights.pop_back();
        }
        break;
      case 2:
        readable.push_back(p.update(pick(), {pick()}));
        break;
      case 3:
        for (unsigned left : p.loop({pick()}, {pick(), pick()}))
          readable.push_back(left);
        break;
      default:
        readable.push_back(p.compute({pick(), pick()}));
      }
    }
    for (unsigned value : flights) {
      p.wait(value);
      readable.push_back(value);
    }
    for (unsigned i = 0; i < numResults; ++i)
      p.list.results.push_back(pick());
    planAndCompare(p.list);
    ASSERT_FALSE(HasFailure()) << "round " << round;
  }
}
