//===- parser_body.cpp - statements of a kernel ---------------------------===//
// Scopes, registers, labels and instructions with their operands.
#include "parser.h"

namespace ptx {

void parser::parse_body(kernel &kernel) {
  expect('{');
  depth = 1;
  while (depth > 0)
    parse_statement(kernel);
}

void parser::parse_statement(kernel &kernel) {
  const token &next = tokens.now();
  if (next.kind == token::end)
    fail("the kernel does not end");
  if (next.is('{')) {
    tokens.take();
    ++depth;
    making->open_scope();
  } else if (next.is('}')) {
    unsigned line = tokens.take().line;
    if (--depth == 0)
      making->finish(line);
    else
      making->close_scope();
  } else if (next.is(';')) {
    tokens.take();
  } else if (next.kind == token::word && next.text[0] == '.') {
    parse_body_directive(kernel, tokens.take());
  } else {
    parse_instruction();
  }
}

void parser::parse_body_directive(kernel &kernel, const token &word) {
  variable::spaces space;
  if (word.is(".reg"))
    return parse_registers();
  if (word.is(".loc") || word.is(".file"))
    return skip_line(word.line);
  if (word.is(".pragma")) {
    tokens.take();
    return expect(';');
  }
  if (parse_space(word.text, space) && space != variable::spaces::parameter)
    return parse_variable(space, &kernel);
  throw parse_error(word.line,
                    "`" + std::string(word.text) + "` is not known here");
}

void parser::parse_registers() {
  std::string_view word = expect_word();
  std::optional<type> type = find_type(word.substr(1));
  if (!type)
    fail("registers of type `" + std::string(word) + "` are not known");
  do {
    std::string_view name = expect_word();
    if (tokens.take_if('<')) {
      making->declare_registers(name, expect_integer(), *type);
      expect('>');
    } else {
      making->declare_register(name, *type);
    }
  } while (tokens.take_if(','));
  expect(';');
}

std::vector<std::string_view> parser::parse_label_list() {
  std::vector<std::string_view> labels;
  do
    labels.push_back(expect_word());
  while (tokens.take_if(','));
  expect(';');
  return labels;
}

static std::vector<std::string_view> split_at_dots(std::string_view word) {
  std::vector<std::string_view> parts;
  while (!word.empty()) {
    size_t dot = std::min(word.find('.', 1), word.size());
    std::string_view part = word.substr(0, dot);
    if (part[0] == '.')
      part.remove_prefix(1);
    parts.push_back(part);
    word.remove_prefix(dot);
  }
  return parts;
}

void parser::parse_instruction() {
  instruction instruction;
  instruction.line = tokens.now().line;
  if (tokens.take_if('@')) {
    instruction.guarded = true;
    instruction.guard_negated = tokens.take_if('!');
    instruction.guard = expect_word();
  }
  std::string_view word = expect_word();
  if (tokens.take_if(':')) {
    if (!tokens.now().is(".branchtargets"))
      return making->label(word, instruction.line);
    tokens.take();
    return making->declare_targets(word, parse_label_list());
  }
  instruction.modifiers = split_at_dots(word);
  instruction.opcode = instruction.modifiers.front();
  instruction.modifiers.erase(instruction.modifiers.begin());
  while (!tokens.take_if(';')) {
    if (!instruction.operands.empty())
      expect(',');
    instruction.operands.push_back(parse_operand());
  }
  making->decode(instruction);
}

operand parser::parse_operands_until(char close, operand::kinds kind,
                                     unsigned inside) {
  operand result;
  result.kind = kind;
  while (!tokens.take_if(close)) {
    if (!result.parts.empty())
      expect(',');
    result.parts.push_back(parse_operand(inside));
  }
  return result;
}

operand parser::parse_address(unsigned inside) {
  operand result;
  result.kind = operand::address;
  operand base = parse_operand(inside);
  if (base.kind == operand::integer) {
    result.offset = static_cast<int64_t>(base.bits);
  } else {
    result.offset = base.offset;
    base.offset = 0;
    result.parts.push_back(base);
  }
  expect(']');
  return result;
}

operand parser::parse_operand(unsigned inside) {
  if (inside > 2)
    fail("operands stand too deep in one another");
  if (tokens.take_if('['))
    return parse_address(inside + 1);
  if (tokens.take_if('{'))
    return parse_operands_until('}', operand::list, inside + 1);
  if (tokens.take_if('('))
    return parse_operands_until(')', operand::group, inside + 1);
  operand result;
  result.negated = tokens.take_if('!');
  bool negative = tokens.take_if('-');
  token value = tokens.take();
  result.text = value.text;
  result.bits = value.bits;
  switch (value.kind) {
  case token::word:
    break;
  case token::integer:
    result.kind = operand::integer;
    result.bits = negative ? 0 - value.bits : value.bits;
    return result;
  case token::real32:
    result.kind = operand::real32;
    result.bits ^= negative ? uint64_t(1) << 31 : 0;
    return result;
  case token::real64:
    result.kind = operand::real64;
    result.bits ^= negative ? uint64_t(1) << 63 : 0;
    return result;
  default:
    throw parse_error(value.line,
                      "`" + std::string(value.text) + "` is not an operand");
  }
  if (tokens.take_if('+'))
    result.offset = static_cast<int64_t>(expect_integer());
  else if (tokens.now().is('-'))
    result.offset = static_cast<int64_t>(expect_integer());
  if (tokens.take_if('|')) {
    operand pair;
    pair.kind = operand::pair;
    pair.parts = {result, parse_operand(inside + 1)};
    return pair;
  }
  return result;
}

} // namespace ptx
