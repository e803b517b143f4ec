//===- syntax.h - an instruction as it is written -------------------------===//
// Operands are pieces of the module's text: what they name is looked up by the
// builder, which knows the scopes.
#ifndef TEST_STANDIN_PTX_SYNTAX_H
#define TEST_STANDIN_PTX_SYNTAX_H

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace ptx {

/// PTX that is not understood.
struct parse_error : std::runtime_error {
  parse_error(unsigned at, const std::string &text)
      : std::runtime_error(text), line(at) {}
  unsigned line;
};

/// A type such as .u32 or .bf16x2.
struct type {
  enum kinds { untyped, is_unsigned, is_signed, real, brain, predicate };
  kinds kind = untyped;
  unsigned bits = 0; ///< Of one number.
  bool pair = false;

  unsigned all_bits() const { return pair ? 2 * bits : bits; }
  bool is_float() const { return kind == real || kind == brain; }
};

/// The type that a modifier names, if it names one.
std::optional<type> find_type(std::string_view word);

struct operand {
  enum kinds {
    name,    ///< A register, variable or label, plus `offset`.
    integer, ///< `bits`, sign-extended.
    real32,
    real64,
    address, ///< [parts[0] + offset], or [offset] without parts.
    list,    ///< {parts}.
    pair,    ///< parts[0] | parts[1].
    group,   ///< (parts), of a call.
  };
  kinds kind = name;
  bool negated = false; ///< !name.
  std::string_view text;
  uint64_t bits = 0;
  int64_t offset = 0;
  std::vector<operand> parts;
};

struct instruction {
  unsigned line = 0;
  std::string_view opcode;
  std::vector<std::string_view> modifiers;
  std::vector<operand> operands;
  bool guarded = false, guard_negated = false;
  std::string_view guard;

  bool has(std::string_view modifier) const {
    for (std::string_view word : modifiers)
      if (word == modifier)
        return true;
    return false;
  }
  /// The types among the modifiers, in order.
  std::vector<type> types() const;
  /// The last type; an error when there is none.
  type last_type() const;
};

} // namespace ptx

#endif // TEST_STANDIN_PTX_SYNTAX_H
