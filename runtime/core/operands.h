//===- operands.h - What commands read and write --------------------------===//
// For all that reason about memory, the verifier first.
#ifndef TPRT_CORE_OPERANDS_H
#define TPRT_CORE_OPERANDS_H

#include "program.h"

namespace tprt {

/// Every operand of a command: those it reads, and those it may write. Of a
/// loop or branch only what it decides by: its regions' commands have their
/// own.
struct command_operands {
  std::vector<ref> reads;
  std::vector<ref> writes;
};
command_operands operands_of(const program &program, const command &command);

/// The bytes of all operands together.
uint64_t bytes_of(const program &program, const command &command);

/// Floating-point operations of a product, 2 * m * n * k for each matrix; 0 for
/// other commands.
uint64_t flops_of(const program &program, const command &command);

/// Where an operand lies: a result that lives in a donated argument is that
/// argument.
ref storage_of(const program &program, ref ref);

/// Whether two operands, after storage_of, share a byte.
bool overlap(const ref &a, const ref &b);

/// Puts the op's number and name before the message of a status that is not
/// NULL.
tprt_status_t in_op(const program &program, uint32_t op, tprt_status_t status);

} // namespace tprt

#endif // TPRT_CORE_OPERANDS_H
