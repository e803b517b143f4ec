//===- syntax.cpp - types and modifiers of instructions -------------------===//
// A type's name says its kind, the bits of a number and whether there are two.
#include "syntax.h"
#include <utility>

namespace ptx {

std::optional<type> find_type(std::string_view word) {
  static constexpr std::pair<std::string_view, type> types[] = {
      {"b8", {type::untyped, 8, false}},
      {"b16", {type::untyped, 16, false}},
      {"b32", {type::untyped, 32, false}},
      {"b64", {type::untyped, 64, false}},
      {"u8", {type::is_unsigned, 8, false}},
      {"u16", {type::is_unsigned, 16, false}},
      {"u32", {type::is_unsigned, 32, false}},
      {"u64", {type::is_unsigned, 64, false}},
      {"s8", {type::is_signed, 8, false}},
      {"s16", {type::is_signed, 16, false}},
      {"s32", {type::is_signed, 32, false}},
      {"s64", {type::is_signed, 64, false}},
      {"u16x2", {type::is_unsigned, 16, true}},
      {"s16x2", {type::is_signed, 16, true}},
      {"f16", {type::real, 16, false}},
      {"f32", {type::real, 32, false}},
      {"f64", {type::real, 64, false}},
      {"bf16", {type::brain, 16, false}},
      {"f16x2", {type::real, 16, true}},
      {"bf16x2", {type::brain, 16, true}},
      {"f32x2", {type::real, 32, true}},
      {"pred", {type::predicate, 1, false}},
  };
  for (const auto &[name, found] : types)
    if (name == word)
      return found;
  return std::nullopt;
}

std::vector<type> instruction::types() const {
  std::vector<type> found;
  for (std::string_view word : modifiers)
    if (std::optional<type> one = find_type(word))
      found.push_back(*one);
  return found;
}

type instruction::last_type() const {
  std::vector<type> found = types();
  if (found.empty())
    throw parse_error(line, "the instruction names no type");
  return found.back();
}

} // namespace ptx
