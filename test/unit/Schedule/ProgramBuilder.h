//===- ProgramBuilder.h - command lists for tests -------------------------===//
#ifndef TP_TEST_UNIT_SCHEDULE_PROGRAMBUILDER_H
#define TP_TEST_UNIT_SCHEDULE_PROGRAMBUILDER_H

#include "tp/Schedule/CommandList.h"

namespace tp::schedule {

/// Builds a CommandList in program order. Every method gives the number of the
/// value that it makes; all values have the same size.
struct ProgramBuilder {
  CommandList list;
  uint64_t size = 64;

  unsigned argument(std::optional<unsigned> donatedTo = std::nullopt) {
    list.donations.push_back(donatedTo);
    list.values.push_back(
        {Value::Argument, size, unsigned(list.donations.size() - 1)});
    return list.values.size() - 1;
  }
  unsigned constant() {
    list.values.push_back({Value::Constant, size, constants++});
    return list.values.size() - 1;
  }
  unsigned computed() {
    list.values.push_back({Value::Computed, size});
    return list.values.size() - 1;
  }
  /// A command that computes a value from others.
  unsigned compute(llvm::ArrayRef<unsigned> reads) {
    return command(Command::Compute, reads, {computed(), {}, {}});
  }
  /// A command that updates `content`.
  unsigned update(unsigned content, llvm::ArrayRef<unsigned> reads) {
    return command(Command::Compute, reads, {computed(), content, {}});
  }
  /// A collective's start; its value may be read after wait().
  unsigned start(unsigned from, bool mayBeInPlace = false) {
    Destination write{computed(), {}, {}};
    if (mayBeInPlace)
      write.mayReplace = from;
    return command(Command::Start, {from}, write);
  }
  void wait(unsigned started) {
    for (unsigned c = 0; c < list.commands.size(); ++c)
      if (list.commands[c].kind == Command::Start &&
          list.commands[c].writes[0].value == started) {
        list.commands[c].partner = list.commands.size();
        list.commands.push_back(
            {Command::Wait, {}, {}, c, unsigned(list.commands.size())});
        return;
      }
  }
  unsigned command(Command::Kind kind, llvm::ArrayRef<unsigned> reads,
                   Destination write) {
    Command made{kind, {}, {write}, 0, unsigned(list.commands.size())};
    made.reads.assign(reads.begin(), reads.end());
    list.commands.push_back(std::move(made));
    return write.value;
  }

  /// A loop over commands of its own, which need `scratch` bytes; what it
  /// leaves of `carried`.
  llvm::SmallVector<unsigned> loop(llvm::ArrayRef<unsigned> reads,
                                   llvm::ArrayRef<unsigned> carried,
                                   uint64_t scratch = 64) {
    Command made{Command::Region, {}, {}, 0, unsigned(list.commands.size())};
    made.reads.assign(reads.begin(), reads.end());
    llvm::SmallVector<unsigned> left;
    for (unsigned value : carried) {
      left.push_back(computed());
      made.writes.push_back({left.back(), value, {}});
    }
    made.writes.push_back({computed(), {}, {}});
    list.values.back().size = scratch;
    list.commands.push_back(std::move(made));
    return left;
  }

private:
  unsigned constants = 0;
};

} // namespace tp::schedule

#endif // TP_TEST_UNIT_SCHEDULE_PROGRAMBUILDER_H
