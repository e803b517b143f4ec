//===- parser.h - reads a module of PTX -----------------------------------===//
// One pass: instructions are decoded as they are met, and only branches wait
// for the end of their kernel.
#ifndef TEST_STANDIN_PTX_PARSER_H
#define TEST_STANDIN_PTX_PARSER_H

#include "builder.h"
#include "lexer.h"

namespace ptx {

/// Reads directives, declarations and bodies; hands instructions to the builder
/// of their kernel. Throws parse_error.
class parser {
public:
  explicit parser(module::contents &contents)
      : contents(contents), tokens(contents.text) {}
  void parse_module();

private:
  // Directives.
  void parse_directive();
  void skip_line(unsigned line);
  void skip_section();
  bool parse_space(std::string_view word, variable::spaces &space) const;
  void parse_entry();
  void parse_function();
  void parse_parameters(kernel &kernel);
  void parse_limits(kernel &kernel);
  void parse_variable(variable::spaces space, kernel *kernel);
  std::vector<uint8_t> parse_initialiser(const type &type, uint64_t size);
  void parse_initial_value(const type &type, std::vector<uint8_t> &bytes,
                           uint64_t &at);
  void place_variable(std::string_view name, variable &variable,
                      uint64_t alignment, const std::vector<uint8_t> &bytes,
                      kernel *kernel);

  // Bodies.
  void parse_body(kernel &kernel);
  void parse_statement(kernel &kernel);
  void parse_body_directive(kernel &kernel, const token &word);
  void parse_registers();
  std::vector<std::string_view> parse_label_list();
  void parse_instruction();
  /// `inside` counts the lists and addresses that it stands in.
  operand parse_operand(unsigned inside = 0);
  operand parse_operands_until(char close, operand::kinds kind,
                               unsigned inside);
  operand parse_address(unsigned inside);

  void expect(char mark);
  std::string_view expect_word();
  uint64_t expect_integer();
  [[noreturn]] void fail(const std::string &text) const;

  module::contents &contents;
  lexer tokens;
  builder *making = nullptr;
  unsigned depth = 0; ///< Of braces in a body.
};

} // namespace ptx

#endif // TEST_STANDIN_PTX_PARSER_H
