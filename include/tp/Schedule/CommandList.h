//===- CommandList.h - what scheduling decides about ----------------------===//
// A program as commands that read and write numbered values, without IR, so
// that order, storage and lifetimes are plain functions.
#ifndef TP_SCHEDULE_COMMANDLIST_H
#define TP_SCHEDULE_COMMANDLIST_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"
#include <cstdint>
#include <optional>
#include <vector>

namespace tp::schedule {

/// A tensor's content. A view has the number of what it is a view of.
struct Value {
  enum Origin {
    Computed, ///< Written by a command.
    Argument, ///< The content of an argument when the program starts.
    Constant,
  };
  Origin origin;
  uint64_t size;      ///< Bytes.
  unsigned index = 0; ///< Number of the argument or constant.
};

/// What a command writes: a new value.
struct Destination {
  unsigned value;
  /// The value that the storage must hold before: the command updates it.
  std::optional<unsigned> content;
  /// A read value whose storage may also be the destination's.
  std::optional<unsigned> mayReplace;
};

/// One command of the runtime.
struct Command {
  /// A Region runs commands of its own: it computes, and nothing runs beside
  /// it.
  enum Kind { Compute, Copy, Start, Record, Wait, Region };
  Kind kind;
  llvm::SmallVector<unsigned, 4> reads;
  llvm::SmallVector<Destination, 1> writes;
  /// Of a wait, the start or record that it is for; of these, the first wait
  /// that covers them.
  unsigned partner = 0;
  /// What the command stands for, for whoever made the list, or what an
  /// inserted token is for; an inserted copy has none.
  std::optional<unsigned> origin;
};

/// A program. The commands of a list are in an order that respects their
/// dependences; what a start writes may be read only behind its wait.
struct CommandList {
  std::vector<Value> values;
  std::vector<Command> commands;
  /// The value that each result has when the program ends.
  llvm::SmallVector<unsigned> results;
  /// By argument: the result that takes over its storage.
  llvm::SmallVector<std::optional<unsigned>> donations;
};

/// So many collectives may be under way at once: each holds its buffers until
/// its wait.
inline constexpr unsigned kMostUnderWay = 8;

/// Reorders the commands: they keep their order, but a wait stands as late as
/// its readers allow and a start right behind what computes its operand. A
/// start that only needs arguments and constants stays where it is: hoisting it
/// would keep every gathered parameter alive from the first command on. Where
/// kMostUnderWay are under way the oldest is waited for first.
void orderCommands(CommandList &list);

/// The last command that touches what each command reads and writes: itself,
/// or, for a start, its wait.
unsigned releasedAt(const CommandList &list, unsigned command);

} // namespace tp::schedule

#endif // TP_SCHEDULE_COMMANDLIST_H
