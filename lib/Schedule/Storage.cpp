//===- Storage.cpp - which values share storage, and where it lies --------===//
// Values are gathered into chains that one buffer holds, one after the other,
// walking backwards, so that a chain knows the result it ends in.

#include "tp/Schedule/Storage.h"
#include "ResultCopies.h"
#include "tp/Schedule/Arena.h"
#include "llvm/ADT/STLExtras.h"

using namespace tp::schedule;

namespace {

/// When values are read. Only the last two readers matter: when a command asks
/// who else reads a value, one of them may be the command itself.
class LastReads {
public:
  explicit LastReads(const CommandList &list) : reads(list.values.size()) {
    for (unsigned c = 0; c < list.commands.size(); ++c) {
      const Command &command = list.commands[c];
      int64_t until = releasedAt(list, c);
      for (unsigned value : command.reads)
        note(value, {until, c});
      for (const Destination &write : command.writes)
        if (write.content)
          note(*write.content, {until, c});
    }
    for (unsigned value : list.results)
      note(value, {int64_t(list.commands.size()), list.commands.size()});
  }

  /// The last command at which `value` must still be there; -1 for none.
  int64_t last(unsigned value) const { return reads[value].last.until; }

  /// The same, for all readers but `command`.
  int64_t lastWithout(unsigned value, unsigned command) const {
    const Pair &pair = reads[value];
    return pair.last.reader == command ? pair.other.until : pair.last.until;
  }

private:
  struct Read {
    int64_t until = -1;
    size_t reader = SIZE_MAX;
  };
  /// The latest read, and the latest by another reader.
  struct Pair {
    Read last, other;
  };

  void note(unsigned value, Read read) {
    Pair &pair = reads[value];
    if (read.reader == pair.last.reader)
      return;
    if (read.until >= pair.last.until)
      std::swap(pair.last, read);
    if (read.reader != pair.last.reader && read.until > pair.other.until)
      pair.other = read;
  }

  std::vector<Pair> reads;
};

constexpr unsigned kNone = ~0u;

/// Values that one buffer holds, one after the other.
struct Chain {
  unsigned result = kNone;      ///< The result that its last value is.
  unsigned firstWrite = kNone;  ///< The first command that writes it.
  bool updatesArgument = false; ///< Whether it begins with a donated argument.
};

class Planner {
public:
  explicit Planner(CommandList &list)
      : list(list), lastReads(list), chainOf(list.values.size(), kNone),
        donorOf(list.results.size(), kNone) {
    for (auto [argument, result] : llvm::enumerate(list.donations))
      if (result)
        donorOf[*result] = argument;
    for (const auto &[value, v] : llvm::enumerate(list.values))
      if (v.origin == Value::Argument) {
        if (v.index >= argumentValues.size())
          argumentValues.resize(v.index + 1, kNone);
        argumentValues[v.index] = value;
      }
  }

  StoragePlan run() {
    formChains();
    placeChains();
    insertUpdateCopies();
    appendResultCopies();
    placeArena();
    return std::move(plan);
  }

private:
  //===--------------------------------------------------------------------===//
  // Chains
  //===--------------------------------------------------------------------===//

  void formChains() {
    for (auto [result, value] : llvm::enumerate(list.results))
      if (list.values[value].origin == Value::Computed &&
          chainOf[value] == kNone)
        newChain(value).result = result;
    for (unsigned c = list.commands.size(); c-- > 0;)
      for (Destination &write : list.commands[c].writes) {
        if (chainOf[write.value] == kNone)
          newChain(write.value);
        chains[chainOf[write.value]].firstWrite = c;
        if (write.content && passesOn(c, *write.content, write.value))
          join(*write.content, write.value);
        else if (write.mayReplace &&
                 list.values[*write.mayReplace].origin == Value::Computed &&
                 passesOn(c, *write.mayReplace, write.value))
          join(*write.mayReplace, write.value);
      }
  }

  Chain &newChain(unsigned value) {
    chainOf[value] = chains.size();
    chains.emplace_back();
    return chains.back();
  }

  /// `from` holds its value before, `to` after a command.
  void join(unsigned from, unsigned to) {
    chainOf[from] = chainOf[to];
    if (list.values[from].origin == Value::Argument)
      chains[chainOf[to]].updatesArgument = true;
  }

  /// Whether `to`, written by command `c`, may take the storage of `from`.
  bool passesOn(unsigned c, unsigned from, unsigned to) const {
    const Command &command = list.commands[c];
    unsigned uses = llvm::count(command.reads, from);
    for (const Destination &write : command.writes)
      uses += write.content == from;
    if (uses != 1 || lastReads.lastWithout(from, c) >= int64_t(c))
      return false;
    switch (list.values[from].origin) {
    case Value::Computed:
      return true;
    case Value::Argument: {
      unsigned result = chains[chainOf[to]].result;
      return result != kNone && donorOf[result] == list.values[from].index;
    }
    case Value::Constant:
      return false;
    }
    return false;
  }

  //===--------------------------------------------------------------------===//
  // Places
  //===--------------------------------------------------------------------===//

  /// Whether the chain may lie in its result's storage from its first write
  /// on: an argument that lies there must not be read any more.
  bool liesInResult(const Chain &chain) const {
    if (chain.result == kNone)
      return false;
    unsigned donor = donorOf[chain.result];
    if (donor == kNone || chain.updatesArgument)
      return true;
    unsigned value =
        donor < argumentValues.size() ? argumentValues[donor] : kNone;
    return value == kNone || lastReads.last(value) < int64_t(chain.firstWrite);
  }

  unsigned newBuffer(Buffer::Space space, unsigned index, uint64_t size) {
    plan.buffers.push_back({space, index, 0, size});
    return plan.buffers.size() - 1;
  }

  void placeChains() {
    std::vector<unsigned> bufferOfChain(chains.size(), kNone);
    plan.bufferOf.resize(list.values.size());
    for (const auto &[number, value] : llvm::enumerate(list.values)) {
      if (value.origin == Value::Argument) {
        plan.bufferOf[number] =
            newBuffer(Buffer::Argument, value.index, value.size);
        continue;
      }
      if (value.origin == Value::Constant) {
        plan.bufferOf[number] =
            newBuffer(Buffer::Constant, value.index, value.size);
        plan.buffers.back().offset = plan.constantsSize;
        plan.constantsSize += alignBuffer(value.size);
        continue;
      }
      const Chain &chain = chains[chainOf[number]];
      unsigned &buffer = bufferOfChain[chainOf[number]];
      if (buffer == kNone)
        buffer = liesInResult(chain)
                     ? newBuffer(Buffer::Result, chain.result, value.size)
                     : newBuffer(Buffer::Arena, 0, value.size);
      plan.bufferOf[number] = buffer;
    }
  }

  //===--------------------------------------------------------------------===//
  // Copies
  //===--------------------------------------------------------------------===//

  /// Makes a command that copies `from` to a new value in `buffer`.
  Command copyTo(unsigned buffer, unsigned from) {
    Command copy{Command::Copy, {from}, {}, 0, std::nullopt};
    copy.writes.push_back({unsigned(list.values.size()), {}, {}});
    list.values.push_back({Value::Computed, list.values[from].size});
    plan.bufferOf.push_back(buffer);
    return copy;
  }

  /// A copy for every update of a value whose storage is not passed on.
  void insertUpdateCopies() {
    std::vector<Command> commands;
    std::vector<unsigned> moved;
    for (unsigned c = 0; c < list.commands.size(); ++c) {
      Command &command = list.commands[c];
      for (Destination &write : command.writes) {
        if (!write.content || chainOf[*write.content] == chainOf[write.value])
          continue;
        commands.push_back(copyTo(plan.bufferOf[write.value], *write.content));
        write.content = commands.back().writes[0].value;
      }
      moved.push_back(commands.size());
      commands.push_back(std::move(command));
    }
    for (Command &command : commands)
      if (command.kind == Command::Start || command.kind == Command::Wait)
        command.partner = moved[command.partner];
    list.commands = std::move(commands);
  }

  /// Whether the value of `result` is in its storage at the end anyway.
  bool isInPlace(unsigned result) const {
    const Value &value = list.values[list.results[result]];
    if (value.origin == Value::Argument)
      return donorOf[result] == value.index;
    const Buffer &buffer = plan.buffers[plan.bufferOf[list.results[result]]];
    return buffer.space == Buffer::Result && buffer.index == result;
  }

  /// A copy for every result that is not in its storage.
  void appendResultCopies() {
    llvm::SmallVector<unsigned> numbers, sources;
    llvm::SmallVector<ResultCopy> copies;
    for (auto [result, source] : llvm::enumerate(list.results)) {
      if (isInPlace(result))
        continue;
      numbers.push_back(result);
      sources.push_back(source);
      copies.emplace_back();
      if (donorOf[result] != kNone)
        copies.back().overwrites = donorOf[result];
      if (list.values[source].origin == Value::Argument)
        copies.back().reads = list.values[source].index;
    }
    for (CopyStep step : orderResultCopies(copies)) {
      unsigned &source = sources[step.copy];
      uint64_t size = list.values[source].size;
      unsigned buffer =
          step.saves ? newBuffer(Buffer::Arena, 0, size)
                     : newBuffer(Buffer::Result, numbers[step.copy], size);
      list.commands.push_back(copyTo(buffer, source));
      if (step.saves)
        source = list.commands.back().writes[0].value;
    }
  }

  //===--------------------------------------------------------------------===//
  // The arena
  //===--------------------------------------------------------------------===//

  void placeArena() {
    std::vector<unsigned> numbers;
    std::vector<Lifetime> lifetimes = arenaLifetimes(list, plan, numbers);
    ArenaPlan arena = planArena(lifetimes);
    for (auto [number, offset] : llvm::zip_equal(numbers, arena.offsets))
      plan.buffers[number].offset = offset;
    plan.arenaSize = arena.size;
  }

  CommandList &list;
  LastReads lastReads;
  std::vector<unsigned> chainOf; ///< By value, of those that are computed.
  std::vector<Chain> chains;
  llvm::SmallVector<unsigned> donorOf;  ///< By result: the donated argument.
  std::vector<unsigned> argumentValues; ///< By argument.
  StoragePlan plan;
};

} // namespace

std::vector<Lifetime>
tp::schedule::arenaLifetimes(const CommandList &list, const StoragePlan &plan,
                             std::vector<unsigned> &numbers) {
  std::vector<Lifetime> all(plan.buffers.size());
  for (auto [lifetime, buffer] : llvm::zip_equal(all, plan.buffers))
    lifetime = {buffer.size, kNone, 0};
  for (unsigned c = 0; c < list.commands.size(); ++c) {
    unsigned until = releasedAt(list, c);
    auto touch = [&](unsigned value) {
      Lifetime &lifetime = all[plan.bufferOf[value]];
      lifetime.first = std::min(lifetime.first, c);
      lifetime.last = std::max(lifetime.last, until);
    };
    for (unsigned value : list.commands[c].reads)
      touch(value);
    for (const Destination &write : list.commands[c].writes)
      touch(write.value);
  }
  std::vector<Lifetime> lifetimes;
  numbers.clear();
  for (unsigned number = 0; number < all.size(); ++number)
    if (plan.buffers[number].space == Buffer::Arena) {
      numbers.push_back(number);
      lifetimes.push_back(all[number]);
    }
  return lifetimes;
}

StoragePlan tp::schedule::planStorage(CommandList &list) {
  return Planner(list).run();
}
