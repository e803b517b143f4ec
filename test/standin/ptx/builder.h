//===- builder.h - makes the operations of a kernel -----------------------===//
// Gives registers their place in the register file, and turns instructions into
// operations. Decoders ask for operands of the size that an operation works on;
// where a register is wider the builder adds the operations that cut or extend.
#ifndef TEST_STANDIN_PTX_BUILDER_H
#define TEST_STANDIN_PTX_BUILDER_H

#include "module.h"
#include "syntax.h"
#include <initializer_list>
#include <unordered_map>

namespace ptx {

/// A place in the register file. `bits` is 1 for predicates.
struct place {
  uint32_t offset = 0;
  unsigned bits = 0;
};

class builder {
public:
  builder(kernel &kernel, module::contents &contents)
      : made(kernel), contents(contents) {
    open_scope();
  }

  // What the parser says.
  void open_scope() { scopes.emplace_back(); }
  void close_scope() { scopes.pop_back(); }
  void declare_register(std::string_view name, type type);
  void declare_registers(std::string_view prefix, uint64_t count, type type);
  void declare_variable(std::string_view name, const variable &variable);
  void declare_targets(std::string_view name,
                       std::vector<std::string_view> labels);
  void label(std::string_view name, unsigned line);
  void decode(const instruction &instruction);
  void finish(unsigned line);

  // What decoders ask for.
  /// Where the value of an operand lies, in exactly `bits`.
  uint32_t source(const operand &operand, unsigned bits);
  uint32_t source(const operand &operand, const type &type);
  /// Where the result goes, of exactly `bits`; a wider register gets it
  /// extended, by its sign if asked to.
  uint32_t target(const operand &operand, unsigned bits, bool sign = false);
  uint32_t constant_register(unsigned bits, uint64_t value);
  uint32_t scratch(unsigned bits);
  uint32_t predicate_source(const operand &operand);
  /// A register that an operand names; nothing when it names none.
  std::optional<place> find_register(std::string_view name);
  const variable *find_variable(std::string_view name);

  operation &emit(handler run, uint32_t target,
                  std::initializer_list<uint32_t> sources,
                  int64_t immediate = 0);
  uint32_t add_list(const std::vector<uint32_t> &values);
  [[noreturn]] void fail(const std::string &text) const;
  void expect_operands(size_t least, size_t most) const;
  const instruction &now() const { return *current; }
  kernel &result() { return made; }

  /// Ends the block that is being made.
  block &end_block(ending end);
  /// Resolved when the kernel is complete.
  void branch_to(block &block, std::string_view label);
  void branch_by_index(block &block, std::string_view targets);

private:
  struct scope {
    std::unordered_map<std::string_view, place> registers;
    std::unordered_map<std::string_view, std::pair<uint64_t, type>> ranges;
    std::unordered_map<std::string_view, variable> variables;
  };
  struct extension {
    uint32_t target, source;
    unsigned bits, from;
    bool sign;
  };
  struct fixup {
    size_t block;
    std::string_view label;
    unsigned line;
    bool indexed;
  };

  uint32_t allocate(unsigned bits);
  std::optional<place> find_special(std::string_view name);
  uint32_t named_source(const operand &operand, unsigned bits);
  void resolve(const fixup &fixup);
  uint32_t block_of(std::string_view label, unsigned line) const;

  kernel &made;
  module::contents &contents;
  const instruction *current = nullptr;
  std::vector<scope> scopes;
  std::vector<extension> extensions; ///< After the current instruction.
  std::map<std::pair<unsigned, uint64_t>, uint32_t> constants;
  std::unordered_map<std::string_view, uint32_t> labels;
  std::unordered_map<std::string_view, std::vector<std::string_view>> targets;
  std::vector<fixup> fixups;
  uint32_t free_predicates = 0, free_predicate = 0;
  uint32_t first_operation = 0; ///< Of the block that is being made.
};

/// Decoders by opcode, a file of operations each. They say what is wrong by
/// builder::fail.
using decoder = void (*)(builder &, const instruction &);
using decoders = std::unordered_map<std::string_view, decoder>;
void add_arithmetic(decoders &table);
void add_atomics(decoders &table);
void add_bits(decoders &table);
void add_comparisons(decoders &table);
void add_control(decoders &table);
void add_conversions(decoders &table);
void add_functions(decoders &table);
void add_memory(decoders &table);
void add_moves(decoders &table);
void add_warp(decoders &table);

/// The operation that cuts or extends a register of `from` bits to `to` bits.
handler resize(unsigned from, unsigned to, bool sign);

} // namespace ptx

#endif // TEST_STANDIN_PTX_BUILDER_H
