//===- warps.cpp - shfl, vote, match, activemask, bar.warp ----------------===//
// Operations between the lanes of a warp. All that the membership mask names
// must be there.
#include "builder.h"
#include "lanes.h"

namespace ptx {

/// Checks a membership mask: it names the lanes that are there, all of them
/// and no others.
static void check_members(warp &warp, const operation &operation, uint32_t mask,
                          uint32_t place) {
  const uint32_t *members = lanes<uint32_t>(warp, place);
  for (uint32_t rest = mask; rest; rest &= rest - 1) {
    unsigned lane = first_lane(rest);
    if (uint32_t missing = members[lane] & ~mask)
      fail(warp, operation, lane,
           "the mask names lane " + std::to_string(first_lane(missing)) +
               ", which is not there");
    if (!((members[lane] >> lane) & 1u))
      fail(warp, operation, lane, "the mask does not name the lane itself");
  }
}

enum class shuffle { up, down, bfly, idx };

/// Sources: value, lane, clamp and segment, mask; the predicate that says
/// whether the lane was in range is in the immediate, -1 for none.
template <shuffle S>
static void run_shuffle(machine &, warp &warp, const operation &operation,
                        uint32_t mask) {
  check_members(warp, operation, mask, operation.source[3]);
  uint32_t values[warp_size];
  __builtin_memcpy(values, lanes<uint32_t>(warp, operation.source[0]),
                   sizeof(values));
  const uint32_t *by = lanes<uint32_t>(warp, operation.source[1]);
  const uint32_t *bounds = lanes<uint32_t>(warp, operation.source[2]);
  uint32_t results[warp_size] = {}, found = 0;
  for (uint32_t rest = mask; rest; rest &= rest - 1) {
    unsigned lane = first_lane(rest);
    uint32_t amount = by[lane] & 31u, clamp = bounds[lane] & 31u;
    uint32_t segment = (bounds[lane] >> 8) & 31u;
    int last = static_cast<int>((lane & segment) | (clamp & ~segment & 31u));
    int first = static_cast<int>(lane & segment);
    int from = static_cast<int>(lane);
    switch (S) {
    case shuffle::up:
      from -= static_cast<int>(amount);
      break;
    case shuffle::down:
      from += static_cast<int>(amount);
      break;
    case shuffle::bfly:
      from ^= static_cast<int>(amount);
      break;
    case shuffle::idx:
      from = first | static_cast<int>(amount & ~segment);
      break;
    }
    bool in_range = S == shuffle::up ? from >= last : from <= last;
    if (!in_range)
      from = static_cast<int>(lane);
    if (!((mask >> from) & 1u))
      fail(warp, operation, lane,
           "the value comes from lane " + std::to_string(from) +
               ", which is not there");
    results[lane] = values[from];
    found |= uint32_t(in_range) << lane;
  }
  lane_results<uint32_t>::write(warp, operation.target, mask,
                                [&](unsigned lane) { return results[lane]; });
  if (operation.immediate >= 0) {
    uint32_t &to = predicate(warp, static_cast<uint32_t>(operation.immediate));
    to = found | (to & ~mask);
  }
}

static void decode_shfl(builder &builder, const instruction &instruction) {
  if (!instruction.has("sync"))
    builder.fail("only shfl.sync is known");
  builder.expect_operands(5, 5);
  handler run = instruction.has("up")     ? &run_shuffle<shuffle::up>
                : instruction.has("down") ? &run_shuffle<shuffle::down>
                : instruction.has("bfly") ? &run_shuffle<shuffle::bfly>
                                          : &run_shuffle<shuffle::idx>;
  const std::vector<operand> &operands = instruction.operands;
  uint32_t sources[4];
  for (size_t at = 0; at < 4; ++at)
    sources[at] = builder.source(operands[at + 1], 32);
  bool two = operands[0].kind == operand::pair;
  int64_t found = two ? int64_t{builder.target(operands[0].parts[1], 1)} : -1;
  uint32_t target =
      builder.target(two ? operands[0].parts[0] : operands[0], 32);
  builder.emit(run, target, {sources[0], sources[1], sources[2], sources[3]},
               found);
}

enum class ballot { all, any, uniform, bits };

template <ballot B>
static void run_vote(machine &, warp &warp, const operation &operation,
                     uint32_t mask) {
  check_members(warp, operation, mask, operation.source[1]);
  uint32_t ones = predicate(warp, operation.source[0]) & mask;
  if (operation.immediate) // Negated.
    ones ^= mask;
  if (B == ballot::bits) {
    lane_results<uint32_t>::write(warp, operation.target, mask,
                                  [=](unsigned) { return ones; });
    return;
  }
  bool holds = B == ballot::all   ? ones == mask
               : B == ballot::any ? ones != 0
                                  : ones == mask || ones == 0;
  uint32_t &to = predicate(warp, operation.target);
  to = (holds ? mask : 0) | (to & ~mask);
}

static void decode_vote(builder &builder, const instruction &instruction) {
  if (!instruction.has("sync"))
    builder.fail("only vote.sync is known");
  builder.expect_operands(3, 3);
  const std::vector<operand> &operands = instruction.operands;
  bool bits = instruction.has("ballot");
  handler run = bits                     ? &run_vote<ballot::bits>
                : instruction.has("all") ? &run_vote<ballot::all>
                : instruction.has("any") ? &run_vote<ballot::any>
                                         : &run_vote<ballot::uniform>;
  uint32_t of = builder.predicate_source(operands[1]);
  uint32_t members = builder.source(operands[2], 32);
  builder.emit(run, builder.target(operands[0], bits ? 32 : 1), {of, members},
               operands[1].negated);
}

template <class T>
static void run_match(machine &, warp &warp, const operation &operation,
                      uint32_t mask) {
  check_members(warp, operation, mask, operation.source[1]);
  const T *values = lanes<T>(warp, operation.source[0]);
  uint32_t results[warp_size] = {};
  for (uint32_t rest = mask; rest; rest &= rest - 1)
    for (uint32_t others = mask; others; others &= others - 1) {
      unsigned lane = first_lane(rest), other = first_lane(others);
      results[lane] |= uint32_t(values[lane] == values[other]) << other;
    }
  lane_results<uint32_t>::write(warp, operation.target, mask,
                                [&](unsigned lane) { return results[lane]; });
}

static void decode_match(builder &builder, const instruction &instruction) {
  builder.expect_operands(3, 3);
  if (!instruction.has("any") || !instruction.has("sync"))
    builder.fail("only match.any.sync is known");
  unsigned bits = instruction.last_type().bits;
  uint32_t of = builder.source(instruction.operands[1], bits);
  uint32_t members = builder.source(instruction.operands[2], 32);
  builder.emit(bits == 64 ? &run_match<uint64_t> : &run_match<uint32_t>,
               builder.target(instruction.operands[0], 32), {of, members});
}

static void run_activemask(machine &, warp &warp, const operation &operation,
                           uint32_t mask) {
  lane_results<uint32_t>::write(warp, operation.target, mask,
                                [=](unsigned) { return mask; });
}
static void decode_activemask(builder &builder,
                              const instruction &instruction) {
  builder.expect_operands(1, 1);
  builder.emit(run_activemask, builder.target(instruction.operands[0], 32), {});
}

static void run_warp_barrier(machine &, warp &warp, const operation &operation,
                             uint32_t mask) {
  check_members(warp, operation, mask, operation.source[0]);
  ++warp.epoch;
}
static void decode_warp_barrier(builder &builder,
                                const instruction &instruction) {
  builder.expect_operands(1, 1);
  builder.emit(run_warp_barrier, 0,
               {builder.source(instruction.operands[0], 32)});
}

/// bar.sync, bar.warp.sync and barrier.sync.
void decode_barrier_of_block(builder &builder, const instruction &instruction);
static void decode_barrier(builder &builder, const instruction &instruction) {
  if (instruction.has("warp"))
    return decode_warp_barrier(builder, instruction);
  decode_barrier_of_block(builder, instruction);
}

void add_warp(decoders &table) {
  table["shfl"] = decode_shfl;
  table["vote"] = decode_vote;
  table["match"] = decode_match;
  table["activemask"] = decode_activemask;
  table["bar"] = table["barrier"] = decode_barrier;
}

} // namespace ptx
