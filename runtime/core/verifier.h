//===- verifier.h - What must hold of a whole program ---------------------===//
// After it, running the commands in order touches only memory of the program,
// writes nothing that is not the program's to write, and leaves the buffers of
// a collective alone while it is under way.
#ifndef TPRT_CORE_VERIFIER_H
#define TPRT_CORE_VERIFIER_H

#include "program.h"

namespace tprt {

/// Checks a program that read_program has made.
tprt_status_t verify_program(const program &program);

/// Every operand of a command: those it reads, and those it may write.
struct command_operands {
  std::vector<ref> reads;
  std::vector<ref> writes;
};
command_operands operands_of(const program &program, const command &command);

} // namespace tprt

#endif // TPRT_CORE_VERIFIER_H
