//===- operands.cpp - What commands read and write ------------------------===//
// One switch over the actions, so that all who ask agree.

#include "operands.h"

#include "status.h"

using namespace tprt;

command_operands tprt::operands_of(const program &program,
                                   const command &command) {
  command_operands result;
  switch (command.action) {
  case action::gemm: {
    const gemm &gemm = program.gemms[command.index];
    result.reads = {gemm.a, gemm.b};
    result.writes = {gemm.c};
    if (gemm.desc.has_bias)
      result.reads.push_back(gemm.bias);
    if (gemm.desc.has_aux)
      result.writes.push_back(gemm.aux);
    break;
  }
  case action::launch: {
    const launch &launch = program.launches[command.index];
    auto middle = launch.operands.begin() + launch.num_reads;
    result.reads.assign(launch.operands.begin(), middle);
    result.writes.assign(middle, launch.operands.end());
    break;
  }
  case action::copy:
    result.reads = {program.copies[command.index].from};
    result.writes = {program.copies[command.index].to};
    break;
  case action::start:
    result.reads = {program.starts[command.index].send};
    result.writes = {program.starts[command.index].recv};
    break;
  case action::loop: {
    const loop &loop = program.loops[command.index];
    if (loop.has_predicate)
      result.reads = {loop.predicate};
    break;
  }
  case action::branch:
    result.reads = {program.branches[command.index].index};
    break;
  case action::record:
  case action::wait:
    break;
  }
  return result;
}

const char *tprt::action_name(action action) {
  switch (action) {
  case action::gemm:
    return "gemm";
  case action::launch:
    return "launch";
  case action::copy:
    return "copy";
  case action::start:
    return "start";
  case action::record:
    return "record";
  case action::wait:
    return "wait";
  case action::loop:
    return "loop";
  case action::branch:
    return "branch";
  }
  return "?";
}

uint64_t tprt::bytes_of(const program &program, const command &command) {
  command_operands operands = operands_of(program, command);
  uint64_t bytes = 0;
  for (const ref &ref : operands.reads)
    bytes += ref.size;
  for (const ref &ref : operands.writes)
    bytes += ref.size;
  return bytes;
}

uint64_t tprt::flops_of(const program &program, const command &command) {
  if (command.action != action::gemm)
    return 0;
  const gemm &gemm = program.gemms[command.index];
  uint64_t flops = 2 * gemm.desc.m * gemm.desc.n * gemm.desc.k;
  for (const tprt_gemm_batch_t &batch : gemm.batch)
    flops *= batch.size;
  return flops;
}

ref tprt::storage_of(const program &program, ref ref) {
  if (ref.space == space::result)
    if (int32_t argument = program.results[ref.index].donation; argument >= 0) {
      ref.space = space::argument;
      ref.index = static_cast<uint32_t>(argument);
    }
  return ref;
}

bool tprt::overlap(const ref &a, const ref &b) {
  return a.space == b.space && a.index == b.index && a.size && b.size &&
         a.offset < b.end() && b.offset < a.end();
}

tprt_status_t tprt::in_op(const program &program, uint32_t op,
                          tprt_status_t status) {
  if (!status)
    return nullptr;
  return with_prefix("op " + std::to_string(op) + " (\"" +
                         program.commands[op].name + "\"): ",
                     status);
}
