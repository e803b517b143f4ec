//===- StreamsTest.cpp - which tokens order the two streams? --------------===//
// Lists are ordered, given storage and then tokens; in the texts a command is a
// letter: c compute, y copy, s start, r record, w wait for a record, j wait for
// a start, l loop.

#include "tp/Schedule/Streams.h"
#include "ProgramBuilder.h"
#include "llvm/ADT/STLExtras.h"
#include "gtest/gtest.h"
#include <random>

using namespace tp::schedule;

static std::string textOf(const CommandList &list) {
  std::string text;
  for (const Command &command : list.commands) {
    bool forRecord = command.kind == Command::Wait &&
                     list.commands[command.partner].kind == Command::Record;
    text += command.kind == Command::Wait ? (forRecord ? 'w' : 'j')
                                          : "cysr l"[command.kind];
  }
  return text;
}

/// Storage in which every value has the bytes of its own, or those that the
/// caller gives it.
struct Layout {
  explicit Layout(const CommandList &list) {
    for (const Value &value : list.values)
      plan.buffers.push_back({value.origin == Value::Argument ? Buffer::Argument
                              : value.origin == Value::Constant
                                  ? Buffer::Constant
                                  : Buffer::Arena,
                              value.index, 0, value.size});
    for (unsigned v = 0; v < list.values.size(); ++v) {
      plan.bufferOf.push_back(v);
      if (plan.buffers[v].space == Buffer::Arena)
        plan.buffers[v].offset = 64 * v;
    }
  }
  /// `value` lies where `other` does.
  Layout &share(unsigned value, unsigned other) {
    plan.bufferOf[value] = plan.bufferOf[other];
    return *this;
  }
  StoragePlan plan;
};

/// The list with its tokens, whose partners must fit.
static std::string tokensOf(CommandList list, const Layout &layout) {
  insertTokens(list, layout.plan);
  for (unsigned c = 0; c < list.commands.size(); ++c) {
    const Command &command = list.commands[c];
    if (command.kind == Command::Wait)
      EXPECT_LT(command.partner, c);
    if (command.kind == Command::Record)
      EXPECT_EQ(list.commands[command.partner].partner, c);
    if (command.kind == Command::Start) {
      EXPECT_GT(command.partner, c);
      EXPECT_EQ(list.commands[command.partner].kind, Command::Wait);
    }
  }
  return textOf(list);
}

static std::string tokensOf(const CommandList &list) {
  return tokensOf(list, Layout(list));
}

TEST(Streams, NoCollectiveNoToken) {
  ProgramBuilder p;
  p.list.results = {p.compute({p.compute({p.argument()})})};
  EXPECT_EQ(tokensOf(p.list), "cc");
}

TEST(Streams, TheRecordStandsBehindTheProducer) {
  ProgramBuilder p;
  unsigned x = p.argument(), a = p.compute({x}), b = p.compute({x});
  unsigned r = p.start(a);
  p.wait(r);
  p.list.results = {p.compute({r, b})};
  EXPECT_EQ(tokensOf(p.list), "crcwsjc");
}

TEST(Streams, AFirstStartThatNeedsNothingIsForkedAtTheBeginning) {
  ProgramBuilder p;
  unsigned w = p.argument(), a = p.compute({w}), g = p.start(w);
  p.wait(g);
  p.list.results = {p.compute({a, g})};
  EXPECT_EQ(tokensOf(p.list), "rcwsjc");
}

TEST(Streams, OneRecordServesSeveralStarts) {
  ProgramBuilder p;
  unsigned a = p.compute({p.argument()});
  unsigned r = p.start(a), s = p.start(a);
  p.wait(r);
  p.wait(s);
  p.list.results = {p.compute({r, s})};
  // One wait too: the second collective's is the first one's.
  EXPECT_EQ(tokensOf(p.list), "crwssjc");
}

TEST(Streams, ALaterStartThatNeedsLessNeedsNoRecord) {
  ProgramBuilder p;
  unsigned x = p.argument(), a = p.compute({x}), b = p.compute({a});
  unsigned r = p.start(b), s = p.start(a);
  p.wait(r);
  p.wait(s);
  p.list.results = {p.compute({r, s})};
  EXPECT_EQ(tokensOf(p.list), "ccrwssjc");
}

TEST(Streams, AWaitThatALaterOneImpliesIsDropped) {
  ProgramBuilder p;
  unsigned a = p.compute({p.argument()});
  unsigned r = p.start(a), s = p.start(a);
  p.wait(s);
  unsigned b = p.compute({s});
  p.wait(r);
  p.list.results = {p.compute({r, b})};
  EXPECT_EQ(tokensOf(p.list), "crwssjcc");
}

TEST(Streams, ACollectiveOfACollectiveIsInOrder) {
  ProgramBuilder p;
  unsigned a = p.compute({p.argument()}), r = p.start(a);
  p.wait(r);
  unsigned s = p.start(r);
  p.wait(s);
  p.list.results = {p.compute({s})};
  EXPECT_EQ(tokensOf(p.list), "crwssjc");
}

TEST(Streams, OverwritingWhatACollectiveReadsWaits) {
  ProgramBuilder p;
  unsigned x = p.argument(), a = p.compute({x}), r = p.start(a);
  unsigned b = p.compute({x}), c = p.compute({b});
  p.wait(r);
  p.list.results = {p.compute({r, c})};
  EXPECT_EQ(tokensOf(p.list), "crwsccjc");
  // c lies where a did.
  EXPECT_EQ(tokensOf(p.list, Layout(p.list).share(c, a)), "crwscjcc");
}

TEST(Streams, ReceivingWhereAnotherIsStillReadWaits) {
  ProgramBuilder p;
  unsigned x = p.argument(), a = p.compute({x});
  unsigned r = p.start(a);
  p.wait(r);
  unsigned b = p.compute({a}), c = p.compute({b}), g = p.start(x);
  p.wait(g);
  p.list.results = {p.compute({r, c, g})};
  EXPECT_EQ(tokensOf(p.list), "crwsccsjc");
  // g is received where b was, which c reads.
  EXPECT_EQ(tokensOf(p.list, Layout(p.list).share(g, b)), "crwsccrwsjc");
}

TEST(Streams, ADonatedArgumentIsItsResult) {
  ProgramBuilder p;
  unsigned x = p.argument(/*donatedTo=*/0), y = p.argument();
  unsigned a = p.compute({x}), r = p.start(y);
  p.wait(r);
  p.list.results = {r, a};
  Layout layout(p.list);
  layout.plan.buffers[r] = {Buffer::Result, 0, 0, p.size};
  EXPECT_EQ(tokensOf(p.list, layout), "crwsj");
  p.list.donations[0] = std::nullopt;
  EXPECT_EQ(tokensOf(p.list, layout), "rcwsj");
}

TEST(Streams, PartsOfBytesCount) {
  ProgramBuilder p;
  unsigned x = p.argument(), a = p.compute({x}), b = p.compute({x});
  unsigned r = p.start(a);
  p.wait(r);
  p.list.results = {p.compute({r, b})};
  Layout layout(p.list);
  // r is received into the last bytes of b's buffer, before b is read.
  layout.plan.buffers[b] = {Buffer::Arena, 0, 1024, 256};
  layout.plan.buffers[r] = {Buffer::Arena, 0, 1216, 64};
  EXPECT_EQ(tokensOf(p.list, layout), "ccrwsjc");
  layout.plan.buffers[r].offset = 1280;
  EXPECT_EQ(tokensOf(p.list, layout), "crcwsjc");
}

TEST(Streams, NothingIsUnderWayBesideALoop) {
  ProgramBuilder p;
  unsigned x = p.argument(), a = p.compute({x}), r = p.start(a);
  unsigned b = p.loop({x}, {p.compute({x})})[0];
  p.wait(r);
  p.list.results = {p.compute({r, b})};
  // Although it needs nothing of the collective.
  EXPECT_EQ(tokensOf(p.list), "crwscjlc");
}

TEST(Streams, ACollectiveBehindALoopWaitsForIt) {
  ProgramBuilder p;
  unsigned x = p.argument(), a = p.compute({x}), r = p.start(a);
  p.wait(r);
  unsigned b = p.loop({x, r}, {p.compute({x})})[0], s = p.start(a);
  p.wait(s);
  unsigned t = p.start(a);
  p.wait(t);
  p.list.results = {p.compute({s, t, b})};
  // Although it sends what was computed long before; once for both.
  EXPECT_EQ(tokensOf(p.list), "crwscjlrwssjc");
}

namespace {
/// Checks a list with tokens by comparing every two commands.
class EveryPair {
public:
  EveryPair(const CommandList &list, const StoragePlan &plan)
      : list(list), plan(plan) {}

  /// Whether all that touch the same bytes are ordered, and the end is behind
  /// every collective, where the wait at `without` is left out.
  bool isOrdered(unsigned without) const {
    int64_t knownRecord = -1, knownStart = -1, lastStart = -1, lastLoop = -1;
    bool forked = false;
    for (unsigned c = 0; c < list.commands.size(); ++c) {
      const Command &command = list.commands[c];
      if (command.kind == Command::Record)
        continue;
      if (command.kind == Command::Wait) {
        if (c == without)
          continue;
        bool forRecord = list.commands[command.partner].kind == Command::Record;
        forked |= forRecord;
        int64_t &known = forRecord ? knownRecord : knownStart;
        known = std::max<int64_t>(known, command.partner);
        continue;
      }
      bool isStart = command.kind == Command::Start;
      if (isStart && (!forked || knownRecord < lastLoop))
        return false;
      if (command.kind == Command::Region) {
        if (knownStart < lastStart)
          return false;
        lastLoop = c;
      }
      for (unsigned d = 0; d < c; ++d) {
        bool other = list.commands[d].kind == Command::Start;
        if ((other && isStart) || !conflict(list.commands[d], command))
          continue;
        if (other ? int64_t(d) > knownStart
                  : isStart && int64_t(d) > knownRecord)
          return false;
      }
      if (isStart)
        lastStart = c;
    }
    return knownStart >= lastStart;
  }

private:
  bool overlap(unsigned a, unsigned b) const {
    const Buffer &x = plan.buffers[plan.bufferOf[a]];
    const Buffer &y = plan.buffers[plan.bufferOf[b]];
    return x.space == y.space && x.index == y.index &&
           x.offset < y.offset + y.size && y.offset < x.offset + x.size;
  }

  /// Whether one of the two writes what the other touches.
  bool conflict(const Command &a, const Command &b) const {
    auto writesInto = [&](const Command &writer, const Command &other) {
      for (const Destination &write : writer.writes) {
        for (unsigned read : other.reads)
          if (overlap(write.value, read))
            return true;
        for (const Destination &second : other.writes)
          if (overlap(write.value, second.value))
            return true;
      }
      return false;
    };
    return writesInto(a, b) || writesInto(b, a);
  }

  const CommandList &list;
  const StoragePlan &plan;
};
} // namespace

TEST(Streams, NoTokenIsMissingOrNeedless) {
  std::mt19937 random(1);
  for (unsigned round = 0; round < 300; ++round) {
    ProgramBuilder p;
    std::vector<unsigned> values{p.argument(), p.argument()};
    auto any = [&] { return values[random() % values.size()]; };
    std::vector<unsigned> underWay;
    for (unsigned i = 0; i < 40; ++i) {
      if (random() % 12 == 0)
        values.push_back(p.loop({any()}, {any()})[0]);
      else if (random() % 4)
        values.push_back(p.compute({any(), any()}));
      else
        underWay.push_back(p.start(any(), random() % 2));
      if (underWay.size() > random() % 4) {
        unsigned started = underWay[random() % underWay.size()];
        llvm::erase(underWay, started);
        p.wait(started);
        values.push_back(started);
      }
      if (values.size() > 6)
        values.erase(values.begin() + random() % 4);
    }
    for (unsigned started : underWay)
      p.wait(started);
    p.list.results = {values.back()};
    orderCommands(p.list);
    StoragePlan plan = planStorage(p.list);
    insertTokens(p.list, plan);
    EveryPair pairs(p.list, plan);
    EXPECT_TRUE(pairs.isOrdered(~0u)) << "round " << round;
    for (unsigned c = 0; c < p.list.commands.size(); ++c)
      if (p.list.commands[c].kind == Command::Wait)
        EXPECT_FALSE(pairs.isOrdered(c)) << "round " << round << ", command "
                                         << c << " of " << textOf(p.list);
  }
}

TEST(Streams, ManyCommandsAreQuick) {
  ProgramBuilder p;
  unsigned value = p.argument();
  for (unsigned i = 0; i < 50000; ++i) {
    value = p.compute({value});
    if (i % 50)
      continue;
    unsigned r = p.start(value);
    p.wait(r);
    value = r;
  }
  p.list.results = {value};
  orderCommands(p.list);
  StoragePlan plan = planStorage(p.list);
  insertTokens(p.list, plan);
  EXPECT_EQ(llvm::count_if(
                p.list.commands,
                [](const Command &c) { return c.kind == Command::Record; }),
            1000);
}
