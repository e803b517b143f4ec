//===- lexer.h - the words of PTX -----------------------------------------===//
// Words keep their dots (`ld.global.v4.f32`, `%tid.x`), which the parser splits
// where they are modifiers.
#ifndef TEST_STANDIN_PTX_LEXER_H
#define TEST_STANDIN_PTX_LEXER_H

#include <cstdint>
#include <string_view>

namespace ptx {

struct token {
  enum kinds { word, integer, real32, real64, string, mark, end };
  kinds kind = end;
  std::string_view text;
  uint64_t bits = 0; ///< Of a number.
  unsigned line = 0;

  bool is(char wanted) const { return kind == mark && text[0] == wanted; }
  bool is(std::string_view wanted) const {
    return kind == word && text == wanted;
  }
};

/// Splits PTX into words (names, opcodes and directives with all their dots),
/// numbers and marks.
class lexer {
public:
  explicit lexer(std::string_view text) : rest(text) { advance(); }

  const token &now() const { return current; }
  token take() {
    token taken = current;
    advance();
    return taken;
  }
  bool take_if(char mark) {
    bool there = current.is(mark);
    if (there)
      advance();
    return there;
  }

private:
  void advance();
  void skip_blanks();
  void take_number();

  std::string_view rest;
  token current;
  unsigned line = 1;
};

} // namespace ptx

#endif // TEST_STANDIN_PTX_LEXER_H
