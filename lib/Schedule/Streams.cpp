//===- Streams.cpp - what orders the two streams --------------------------===//
// For every byte the last command of each stream that read and that wrote it is
// kept; streams being in order, waiting for the last is waiting for all.

#include "tp/Schedule/Streams.h"
#include "llvm/ADT/DenseMap.h"
#include <algorithm>
#include <map>

using namespace tp::schedule;

namespace {

/// Positions in the list, or kNever.
using Position = int64_t;
constexpr Position kNever = -1;
enum Stream { Compute, Comm };

/// The last command of each stream that read or wrote some bytes.
struct LastAccess {
  Position read[2] = {kNever, kNever};
  Position written[2] = {kNever, kNever};
};

/// One storage that overlaps no other: who touched which of its bytes last.
class ByteMap {
public:
  /// Calls `fn` with the accesses of every range in [begin, end).
  template <typename Fn> void visit(uint64_t begin, uint64_t end, Fn fn) {
    if (begin == end)
      return;
    splitAt(begin);
    splitAt(end);
    for (auto it = ranges.find(begin); it->first != end; ++it)
      fn(it->second);
  }

  /// Makes [begin, end) one range with these accesses.
  void overwrite(uint64_t begin, uint64_t end, const LastAccess &access) {
    if (begin == end)
      return;
    splitAt(begin);
    splitAt(end);
    auto first = ranges.find(begin);
    first->second = access;
    ranges.erase(std::next(first), ranges.find(end));
  }

private:
  void splitAt(uint64_t at) {
    auto next = ranges.upper_bound(at);
    if (next == ranges.begin())
      ranges[at] = {};
    else if (auto before = std::prev(next); before->first != at)
      ranges.emplace_hint(next, at, before->second);
  }

  /// By first byte; each reaches to the next, the last to the end.
  std::map<uint64_t, LastAccess> ranges;
};

/// Finds, command by command, what of the other stream it depends on.
class Dependences {
public:
  Dependences(const CommandList &list, const StoragePlan &plan)
      : list(list), plan(plan) {}

  /// The last commands of each stream that command `c` depends on.
  struct Last {
    Position on[2] = {kNever, kNever};
  };

  /// Notes command `c`, which stands behind all noted before.
  Last next(Position c) {
    const Command &command = list.commands[c];
    Last last;
    forBytes(command, [&](ByteMap &bytes, const Buffer &at, bool writes) {
      bytes.visit(at.offset, at.offset + at.size,
                  [&](const LastAccess &access) {
                    dependOn(last, access.written);
                    if (writes)
                      dependOn(last, access.read);
                  });
    });
    note(c);
    return last;
  }

private:
  static void dependOn(Last &last, const Position (&positions)[2]) {
    for (Stream stream : {Compute, Comm})
      last.on[stream] = std::max(last.on[stream], positions[stream]);
  }

  void note(Position c) {
    Stream stream = list.commands[c].kind == Command::Start ? Comm : Compute;
    forBytes(list.commands[c],
             [&](ByteMap &bytes, const Buffer &at, bool writes) {
               uint64_t end = at.offset + at.size;
               if (!writes)
                 return bytes.visit(at.offset, end, [&](LastAccess &access) {
                   access.read[stream] = c;
                 });
               // Whoever touched it before, `c` or a wait before it is behind
               // that: for the own stream `c` speaks for all, for the other
               // nothing is left to wait for.
               LastAccess access;
               access.written[stream] = c;
               bytes.overwrite(at.offset, end, access);
             });
  }

  /// Calls `fn` for all that a command reads and then for what it writes.
  template <typename Fn> void forBytes(const Command &command, Fn fn) {
    auto forValue = [&](unsigned value, bool writes) {
      const Buffer &buffer = plan.buffers[plan.bufferOf[value]];
      if (buffer.space != Buffer::Constant) // Nobody writes these.
        fn(bytesOf(buffer), buffer, writes);
    };
    for (unsigned value : command.reads)
      forValue(value, /*writes=*/false);
    for (const Destination &write : command.writes)
      if (write.content)
        forValue(*write.content, /*writes=*/false);
    for (const Destination &write : command.writes)
      forValue(write.value, /*writes=*/true);
  }

  /// A donated argument lies in its result.
  ByteMap &bytesOf(const Buffer &buffer) {
    Buffer::Space space = buffer.space;
    unsigned index = space == Buffer::Arena ? 0 : buffer.index;
    if (space == Buffer::Argument && index < list.donations.size() &&
        list.donations[index]) {
      space = Buffer::Result;
      index = *list.donations[index];
    }
    return memory[{space, index}];
  }

  const CommandList &list;
  const StoragePlan &plan;
  std::map<std::pair<Buffer::Space, unsigned>, ByteMap> memory;
};

/// Puts the tokens where the dependences want them.
class TokenInserter {
public:
  TokenInserter(CommandList &list, const StoragePlan &plan)
      : list(list), dependences(list, plan),
        recordBehind(list.commands.size() + 1, kNever) {}

  void run() {
    for (unsigned c = 0; c < list.commands.size(); ++c)
      if (list.commands[c].kind != Command::Wait)
        decide(c);
    insert();
  }

private:
  /// Decides which tokens command `c` needs.
  void decide(Position c) {
    Dependences::Last last = dependences.next(c);
    if (list.commands[c].kind == Command::Region) {
      last.on[Comm] = std::max(last.on[Comm], lastStart);
      lastRegion = c;
    }
    if (list.commands[c].kind != Command::Start) {
      if (last.on[Comm] > waitedStart) {
        waitedStart = last.on[Comm];
        startBefore[c] = waitedStart;
      }
      return;
    }
    lastStart = c;
    last.on[Compute] = std::max(last.on[Compute], lastRegion);
    if (anyStart && last.on[Compute] <= waitedCompute)
      return;
    anyStart = true;
    waitedCompute = last.on[Compute];
    recordBehind[waitedCompute + 1] = c;
  }

  void insert() {
    std::vector<Command> old = std::move(list.commands);
    list.commands.clear();
    newPosition.assign(old.size(), 0);
    addRecord(old, kNever);
    for (unsigned c = 0; c < old.size(); ++c) {
      if (old[c].kind == Command::Wait)
        continue;
      if (auto start = startBefore.find(c); start != startBefore.end())
        addWait(old, start->second);
      if (auto record = recordOf.find(c); record != recordOf.end())
        addToken(Command::Wait, record->second, old[c].origin);
      newPosition[c] = list.commands.size();
      list.commands.push_back(old[c]);
      addRecord(old, c);
    }
    if (lastStart > waitedStart)
      addWait(old, lastStart);
  }

  void addToken(Command::Kind kind, unsigned partner,
                std::optional<unsigned> origin) {
    if (kind == Command::Wait)
      list.commands[partner].partner = list.commands.size();
    list.commands.push_back({kind, {}, {}, partner, origin});
  }

  /// The record right behind command `c` of the old list, if there is one.
  void addRecord(const std::vector<Command> &old, Position c) {
    Position start = recordBehind[c + 1];
    if (start == kNever)
      return;
    recordOf[start] = list.commands.size();
    addToken(Command::Record, 0, old[start].origin);
  }

  /// A wait for the collective that `start` of the old list began.
  void addWait(const std::vector<Command> &old, Position start) {
    unsigned wait = list.commands.size();
    addToken(Command::Wait, newPosition[start], old[old[start].partner].origin);
    // It is also the wait of those that were started before.
    for (; nextCovered <= newPosition[start]; ++nextCovered)
      if (list.commands[nextCovered].kind == Command::Start)
        list.commands[nextCovered].partner = wait;
  }

  CommandList &list;
  Dependences dependences;
  // Decisions, in positions of the old list.
  Position waitedCompute = kNever; ///< What comm is behind.
  Position waitedStart = kNever;   ///< What compute is behind.
  Position lastStart = kNever;
  Position lastRegion = kNever;
  bool anyStart = false;
  std::vector<Position> recordBehind; ///< By command + 1: the start that waits.
  llvm::DenseMap<unsigned, Position>
      startBefore; ///< Who waits for which start.
  // The new list.
  std::vector<unsigned> newPosition;
  llvm::DenseMap<unsigned, unsigned> recordOf; ///< By start: its record.
  unsigned nextCovered = 0; ///< All starts before have their wait.
};

} // namespace

void tp::schedule::insertTokens(CommandList &list, const StoragePlan &plan) {
  TokenInserter(list, plan).run();
}
