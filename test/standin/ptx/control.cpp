//===- control.cpp - what ends a block ------------------------------------===//
// Branches, exits, traps and barriers of all threads: each ends the block that
// is being made.
#include "builder.h"

namespace ptx {

static std::string_view label_of(builder &builder, const operand &operand) {
  if (operand.kind != operand::name)
    builder.fail("a label is missing");
  return operand.text;
}

static void decode_bra(builder &builder, const instruction &instruction) {
  builder.expect_operands(1, 1);
  block &block =
      builder.end_block(instruction.guarded ? ending::branch : ending::jump);
  builder.branch_to(block, label_of(builder, instruction.operands[0]));
}

static void decode_brx(builder &builder, const instruction &instruction) {
  builder.expect_operands(2, 2);
  if (instruction.guarded)
    builder.fail("an indexed branch has a guard");
  uint32_t index = builder.source(instruction.operands[0], 32);
  block &block = builder.end_block(ending::indexed);
  block.predicate = index;
  builder.branch_by_index(block, label_of(builder, instruction.operands[1]));
}

static void decode_exit(builder &builder, const instruction &) {
  builder.expect_operands(0, 0);
  builder.end_block(ending::exit);
}

static void decode_trap(builder &builder, const instruction &) {
  builder.end_block(ending::trap);
}

/// Barrier 0 with all threads of the block.
void decode_barrier_of_block(builder &builder, const instruction &instruction) {
  builder.expect_operands(1, 1);
  const operand &number = instruction.operands[0];
  if (!instruction.has("sync") || number.kind != operand::integer ||
      number.bits != 0)
    builder.fail("only barrier 0 of all threads is known");
  if (instruction.guarded)
    builder.fail("a barrier has a guard");
  block &block = builder.end_block(ending::barrier);
  block.aligned = instruction.opcode == "bar" || instruction.has("aligned");
}

void add_control(decoders &table) {
  table["bra"] = decode_bra;
  table["brx"] = decode_brx;
  table["ret"] = table["exit"] = decode_exit;
  table["trap"] = table["brkpt"] = decode_trap;
}

} // namespace ptx
