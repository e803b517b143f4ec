//===- builder.cpp - makes the operations of a kernel ---------------------===//
// Operands: registers, immediates, special registers and addresses of variables
// all become places in the register file.
#include "builder.h"
#include "numbers.h"
#include <algorithm>
#include <charconv>

namespace ptx {

void builder::fail(const std::string &text) const {
  throw parse_error(current ? current->line : 0, text);
}

void builder::expect_operands(size_t least, size_t most) const {
  size_t count = current->operands.size();
  if (count < least || count > most)
    fail("the instruction has " + std::to_string(count) + " operands");
}

//===----------------------------------------------------------------------===//
// Declarations
//===----------------------------------------------------------------------===//

/// Registers are lazily given a place: PTX declares far more than it uses.
void builder::declare_registers(std::string_view prefix, uint64_t count,
                                type type) {
  scopes.back().ranges[prefix] = {count, type};
}

void builder::declare_register(std::string_view name, type type) {
  unsigned bits = type.all_bits();
  scopes.back().registers[name] = {allocate(bits), bits};
}

void builder::declare_variable(std::string_view name,
                               const variable &variable) {
  scopes.back().variables[name] = variable;
}

void builder::declare_targets(std::string_view name,
                              std::vector<std::string_view> labels) {
  targets[name] = std::move(labels);
}

uint32_t builder::allocate(unsigned bits) {
  if (bits == 1) {
    if (free_predicate == free_predicates) {
      free_predicate = made.file_bytes;
      free_predicates = made.file_bytes += 64;
    }
    free_predicate += 4;
    return free_predicate - 4;
  }
  uint32_t offset = made.file_bytes;
  made.file_bytes += std::max(64u, bits / 8 * warp_size);
  return offset;
}

std::optional<place> builder::find_register(std::string_view name) {
  size_t digits = name.size();
  while (digits > 0 && name[digits - 1] >= '0' && name[digits - 1] <= '9')
    --digits;
  uint64_t number = 0;
  bool numbered =
      digits < name.size() &&
      std::from_chars(name.data() + digits, name.data() + name.size(), number)
              .ec == std::errc();
  for (size_t depth = scopes.size(); depth-- > 0;) {
    scope &scope = scopes[depth];
    if (auto found = scope.registers.find(name); found != scope.registers.end())
      return found->second;
    if (!numbered)
      continue;
    auto range = scope.ranges.find(name.substr(0, digits));
    if (range == scope.ranges.end() || number >= range->second.first)
      continue;
    unsigned bits = range->second.second.all_bits();
    return scope.registers[name] = {allocate(bits), bits};
  }
  return std::nullopt;
}

/// A shared variable of the module gets its place in the kernel at its first
/// use; one without a size is the dynamic memory behind all others.
const variable *builder::find_variable(std::string_view name) {
  for (size_t depth = scopes.size(); depth-- > 0;)
    if (auto found = scopes[depth].variables.find(name);
        found != scopes[depth].variables.end())
      return &found->second;
  auto found = contents.variables.find(name);
  if (found == contents.variables.end())
    return nullptr;
  variable placed = found->second;
  if (placed.space != variable::spaces::shared)
    return &found->second;
  uint64_t alignment = placed.address;
  placed.address = (made.shared_bytes + alignment - 1) / alignment * alignment;
  if (placed.size > 0 && made.uses_dynamic_shared)
    fail("`" + std::string(name) +
         "` is used after dynamic shared memory, which it must precede");
  made.uses_dynamic_shared |= placed.size == 0;
  made.shared_bytes = placed.address + placed.size;
  return &(scopes.front().variables[found->first] = placed);
}

std::optional<place> builder::find_special(std::string_view name) {
  static constexpr std::pair<std::string_view, special> names[] = {
      {"%tid.x", special::tid_x},
      {"%tid.y", special::tid_y},
      {"%tid.z", special::tid_z},
      {"%ntid.x", special::ntid_x},
      {"%ntid.y", special::ntid_y},
      {"%ntid.z", special::ntid_z},
      {"%ctaid.x", special::ctaid_x},
      {"%ctaid.y", special::ctaid_y},
      {"%ctaid.z", special::ctaid_z},
      {"%nctaid.x", special::nctaid_x},
      {"%nctaid.y", special::nctaid_y},
      {"%nctaid.z", special::nctaid_z},
      {"%laneid", special::laneid},
      {"%warpid", special::warpid},
      {"%nwarpid", special::nwarpid},
      {"%dynamic_smem_size", special::dynamic_smem},
      {"%total_smem_size", special::total_smem},
      {"%lanemask_eq", special::lanemask_eq},
      {"%lanemask_lt", special::lanemask_lt},
      {"%lanemask_le", special::lanemask_le},
      {"%lanemask_gt", special::lanemask_gt},
      {"%lanemask_ge", special::lanemask_ge},
  };
  for (const auto &[spelled, what] : names)
    if (spelled == name) {
      place made_place{allocate(32), 32};
      made.specials.push_back({made_place.offset, 32, what});
      scopes.front().registers[spelled] = made_place;
      return made_place;
    }
  return std::nullopt;
}

//===----------------------------------------------------------------------===//
// Operands
//===----------------------------------------------------------------------===//

uint32_t builder::constant_register(unsigned bits, uint64_t value) {
  if (bits < 64)
    value &= (uint64_t(1) << bits) - 1;
  auto [entry, is_new] = constants.try_emplace({bits, value}, 0);
  if (is_new) {
    entry->second = allocate(bits);
    made.constants.push_back({entry->second, bits, value});
  }
  return entry->second;
}

uint32_t builder::scratch(unsigned bits) { return allocate(bits); }

static uint64_t address_of(const variable &variable, int64_t offset) {
  return variable.address + static_cast<uint64_t>(offset);
}

uint32_t builder::named_source(const operand &operand, unsigned bits) {
  std::optional<place> found = find_register(operand.text);
  if (!found)
    found = find_special(operand.text);
  if (!found) {
    if (const variable *variable = find_variable(operand.text))
      return constant_register(bits, address_of(*variable, operand.offset));
    fail("`" + std::string(operand.text) + "` is not declared");
  }
  if (found->bits == bits)
    return found->offset;
  handler cut = resize(found->bits, bits, false);
  if (!cut)
    fail("register `" + std::string(operand.text) + "` has " +
         std::to_string(found->bits) + " bits, not " + std::to_string(bits));
  uint32_t resized = scratch(bits);
  emit(cut, resized, {found->offset});
  return resized;
}

uint32_t builder::source(const operand &operand, unsigned bits) {
  switch (operand.kind) {
  case operand::name:
    return named_source(operand, bits);
  case operand::integer:
  case operand::real32:
  case operand::real64:
    return constant_register(bits, operand.bits);
  default:
    fail("an operand is not a register or a number");
  }
}

uint32_t builder::source(const operand &operand, const type &type) {
  unsigned bits = type.all_bits();
  if (operand.kind == operand::real64 && bits == 32)
    return constant_register(32, bits_as<uint32_t>(static_cast<float>(
                                     bits_as<double>(operand.bits))));
  if (operand.kind == operand::real32 && bits == 64)
    return constant_register(
        64, bits_as<uint64_t>(static_cast<double>(
                bits_as<float>(static_cast<uint32_t>(operand.bits)))));
  return source(operand, bits);
}

uint32_t builder::predicate_source(const operand &operand) {
  return source(operand, 1);
}

uint32_t builder::target(const operand &operand, unsigned bits, bool sign) {
  if (operand.kind != operand::name)
    fail("the result is not a register");
  if (operand.text == "_")
    return scratch(bits);
  std::optional<place> found = find_register(operand.text);
  if (!found)
    fail("register `" + std::string(operand.text) + "` is not declared");
  if (found->bits == bits)
    return found->offset;
  if (found->bits < bits || bits == 1)
    fail("register `" + std::string(operand.text) + "` has " +
         std::to_string(found->bits) + " bits, not " + std::to_string(bits));
  extensions.push_back({found->offset, scratch(bits), found->bits, bits, sign});
  return extensions.back().source;
}

//===----------------------------------------------------------------------===//
// Operations
//===----------------------------------------------------------------------===//

operation &builder::emit(handler run, uint32_t target,
                         std::initializer_list<uint32_t> sources,
                         int64_t immediate) {
  operation operation;
  operation.run = run;
  operation.target = target;
  std::copy(sources.begin(), sources.end(), operation.source);
  operation.immediate = immediate;
  operation.line = current->line;
  if (current->guarded) {
    operation.guarded = true;
    operation.guard_negated = current->guard_negated;
    operation.guard = find_register(current->guard)->offset;
  }
  made.operations.push_back(operation);
  return made.operations.back();
}

uint32_t builder::add_list(const std::vector<uint32_t> &values) {
  uint32_t first = static_cast<uint32_t>(made.lists.size());
  made.lists.insert(made.lists.end(), values.begin(), values.end());
  return first;
}

static const decoders &all_decoders() {
  static const decoders table = [] {
    decoders made;
    add_arithmetic(made);
    add_atomics(made);
    add_bits(made);
    add_comparisons(made);
    add_control(made);
    add_conversions(made);
    add_functions(made);
    add_memory(made);
    add_moves(made);
    add_warp(made);
    return made;
  }();
  return table;
}

void builder::decode(const instruction &instruction) {
  current = &instruction;
  if (instruction.guarded) {
    std::optional<place> guard = find_register(instruction.guard);
    if (!guard || guard->bits != 1)
      fail("`" + std::string(instruction.guard) + "` is not a predicate");
  }
  auto found = all_decoders().find(instruction.opcode);
  if (found == all_decoders().end())
    fail("the instruction is not known");
  found->second(*this, instruction);
  for (const extension &one : extensions)
    emit(resize(one.from, one.bits, one.sign), one.target, {one.source});
  extensions.clear();
  current = nullptr;
}

//===----------------------------------------------------------------------===//
// Blocks
//===----------------------------------------------------------------------===//

block &builder::end_block(ending end) {
  block block;
  block.first = first_operation;
  block.last = first_operation = static_cast<uint32_t>(made.operations.size());
  block.end = end;
  block.line = current ? current->line : 0;
  if (end != ending::fall && current->guarded) {
    block.guarded = true;
    block.negated = current->guard_negated;
    block.predicate = find_register(current->guard)->offset;
  }
  made.blocks.push_back(block);
  return made.blocks.back();
}

void builder::label(std::string_view name, unsigned line) {
  if (first_operation != made.operations.size())
    end_block(ending::fall);
  if (!labels.emplace(name, static_cast<uint32_t>(made.blocks.size())).second)
    throw parse_error(line, "label `" + std::string(name) + "` stands twice");
}

void builder::branch_to(block &, std::string_view label) {
  fixups.push_back({made.blocks.size() - 1, label, current->line, false});
}

void builder::branch_by_index(block &, std::string_view targets) {
  fixups.push_back({made.blocks.size() - 1, targets, current->line, true});
}

uint32_t builder::block_of(std::string_view label, unsigned line) const {
  auto found = labels.find(label);
  if (found == labels.end())
    throw parse_error(line, "label `" + std::string(label) + "` is nowhere");
  return found->second;
}

void builder::resolve(const fixup &fixup) {
  block &block = made.blocks[fixup.block];
  if (!fixup.indexed) {
    block.target = block_of(fixup.label, fixup.line);
    return;
  }
  auto found = targets.find(fixup.label);
  if (found == targets.end())
    throw parse_error(fixup.line, "the list of labels `" +
                                      std::string(fixup.label) +
                                      "` is nowhere");
  std::vector<uint32_t> blocks;
  for (std::string_view label : found->second)
    blocks.push_back(block_of(label, fixup.line));
  block.target = add_list(blocks);
  block.size = static_cast<uint32_t>(blocks.size());
}

void builder::finish(unsigned line) {
  // A body without a return at its end returns there.
  instruction end;
  end.line = line;
  current = &end;
  end_block(ending::exit);
  for (const fixup &fixup : fixups)
    resolve(fixup);
  current = nullptr;
}

} // namespace ptx
