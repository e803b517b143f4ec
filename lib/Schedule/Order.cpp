//===- Order.cpp - the total order of commands ----------------------------===//
// The order of the program is a good one (frameworks print depth first), so it
// is kept but for collectives, whose two halves move apart.

#include "tp/Schedule/CommandList.h"
#include "llvm/ADT/STLExtras.h"

using namespace tp::schedule;

unsigned tp::schedule::releasedAt(const CommandList &list, unsigned command) {
  const Command &c = list.commands[command];
  return c.kind == Command::Start ? c.partner : command;
}

namespace {

class Orderer {
public:
  explicit Orderer(const CommandList &list)
      : commands(list.commands), availableAfter(list.values.size()),
        startsReading(list.values.size()), position(commands.size()) {
    for (unsigned c = 0; c < commands.size(); ++c) {
      for (const Destination &write : commands[c].writes)
        availableAfter[write.value] = releasedAt(list, c);
      if (commands[c].kind == Command::Start)
        for (unsigned value : commands[c].reads)
          startsReading[value].push_back(c);
    }
  }

  /// The commands in their new order.
  std::vector<unsigned> run() {
    for (unsigned c = 0; c < commands.size(); ++c)
      if (commands[c].kind != Command::Wait)
        emit(c);
    // Waits that only the end of the program needs.
    for (unsigned c = 0; c < commands.size(); ++c)
      emit(c);
    return std::move(order);
  }

private:
  template <typename Fn> void forEachDependence(unsigned c, Fn fn) {
    const Command &command = commands[c];
    if (command.kind == Command::Wait)
      fn(command.partner);
    for (unsigned value : command.reads)
      if (availableAfter[value])
        fn(*availableAfter[value]);
    for (const Destination &write : command.writes)
      if (write.content && availableAfter[*write.content])
        fn(*availableAfter[*write.content]);
  }

  void emit(unsigned c) {
    if (position[c])
      return;
    // Only waits can be missing here: everything else has kept its order.
    forEachDependence(c, [&](unsigned before) { emit(before); });
    const Command &command = commands[c];
    while (command.kind == Command::Start && underWay.size() >= kMostUnderWay)
      emit(commands[underWay.front()].partner);
    if (position[c])
      return;
    position[c] = order.size();
    order.push_back(c);
    if (command.kind == Command::Start)
      underWay.push_back(c);
    if (command.kind == Command::Wait)
      underWay.erase(llvm::find(underWay, command.partner));
    const Command &writer =
        command.kind == Command::Wait ? commands[command.partner] : command;
    if (command.kind != Command::Start)
      for (const Destination &write : writer.writes)
        startReaders(write.value);
  }

  /// Starts the collectives that only waited for `value`.
  void startReaders(unsigned value) {
    for (unsigned start : startsReading[value]) {
      bool ready = true;
      forEachDependence(
          start, [&](unsigned before) { ready &= bool(position[before]); });
      if (ready)
        emit(start);
    }
  }

  const std::vector<Command> &commands;
  /// Starts without their waits, in order.
  llvm::SmallVector<unsigned, kMostUnderWay> underWay;
  /// By value: the command behind which it can be read.
  std::vector<std::optional<unsigned>> availableAfter;
  std::vector<llvm::SmallVector<unsigned, 1>> startsReading;
  std::vector<std::optional<unsigned>> position;
  std::vector<unsigned> order;
};

} // namespace

void tp::schedule::orderCommands(CommandList &list) {
  std::vector<unsigned> order = Orderer(list).run();
  std::vector<unsigned> position(order.size());
  for (unsigned p = 0; p < order.size(); ++p)
    position[order[p]] = p;
  std::vector<Command> ordered;
  ordered.reserve(order.size());
  for (unsigned c : order) {
    ordered.push_back(std::move(list.commands[c]));
    ordered.back().partner = position[ordered.back().partner];
  }
  list.commands = std::move(ordered);
}
