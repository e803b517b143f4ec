//===- lexer.cpp - the words of PTX ---------------------------------------===//
// Numbers keep their bits: 0f3F800000 and 0d3FF0000000000000 are exact, others
// are integers or decimal doubles.
#include "lexer.h"
#include "numbers.h"
#include <cctype>
#include <cstdlib>
#include <string>

namespace ptx {

static bool starts_word(char c) {
  return std::isalpha(static_cast<unsigned char>(c)) || c == '_' || c == '$' ||
         c == '%' || c == '.';
}
static bool continues_word(char c) {
  return starts_word(c) || std::isdigit(static_cast<unsigned char>(c));
}

void lexer::skip_blanks() {
  while (!rest.empty()) {
    if (std::isspace(static_cast<unsigned char>(rest[0]))) {
      line += rest[0] == '\n';
      rest.remove_prefix(1);
    } else if (rest.substr(0, 2) == "//") {
      rest.remove_prefix(std::min(rest.find('\n'), rest.size()));
    } else if (rest.substr(0, 2) == "/*") {
      size_t close = rest.find("*/", 2);
      size_t length = close == rest.npos ? rest.size() : close + 2;
      for (char c : rest.substr(0, length))
        line += c == '\n';
      rest.remove_prefix(length);
    } else {
      return;
    }
  }
}

static token::kinds exact_real(std::string_view digits) {
  if (digits.size() == 10 && (digits[1] == 'f' || digits[1] == 'F'))
    return token::real32;
  if (digits.size() == 18 && (digits[1] == 'd' || digits[1] == 'D'))
    return token::real64;
  return token::integer;
}

void lexer::take_number() {
  size_t length = 0;
  auto is_part = [&](size_t at) {
    if (at >= rest.size())
      return false;
    char c = rest[at];
    bool sign = (c == '+' || c == '-') && at > 0 &&
                (rest[at - 1] == 'e' || rest[at - 1] == 'E') &&
                rest.substr(0, 2) != "0x" && rest.substr(0, 2) != "0X";
    return std::isalnum(static_cast<unsigned char>(c)) || c == '.' || sign;
  };
  while (is_part(length))
    ++length;
  std::string digits(rest.substr(0, length));
  current.text = rest.substr(0, length);
  rest.remove_prefix(length);
  current.kind = exact_real(digits);
  bool hexadecimal =
      digits.size() > 1 && (digits[1] == 'x' || digits[1] == 'X');
  bool binary = digits.size() > 1 && (digits[1] == 'b' || digits[1] == 'B');
  if (current.kind != token::integer) {
    current.bits = std::strtoull(digits.c_str() + 2, nullptr, 16);
  } else if (!hexadecimal && digits.find_first_of(".eE") != digits.npos) {
    current.kind = token::real64;
    current.bits = bits_as<uint64_t>(std::strtod(digits.c_str(), nullptr));
  } else if (binary) {
    current.bits = std::strtoull(digits.c_str() + 2, nullptr, 2);
  } else {
    current.bits = std::strtoull(digits.c_str(), nullptr, 0);
  }
}

void lexer::advance() {
  skip_blanks();
  current = token();
  current.line = line;
  if (rest.empty())
    return;
  size_t length = 1;
  if (std::isdigit(static_cast<unsigned char>(rest[0]))) {
    take_number();
    return;
  }
  if (starts_word(rest[0])) {
    current.kind = token::word;
    // "::" joins the parts of a modifier; a single colon ends a label.
    while (length < rest.size() &&
           (continues_word(rest[length]) || rest.substr(length, 2) == "::"))
      length += rest[length] == ':' ? 2 : 1;
  } else if (rest[0] == '"') {
    current.kind = token::string;
    length = std::min(rest.find('"', 1), rest.size() - 1) + 1;
  } else {
    current.kind = token::mark;
  }
  current.text = rest.substr(0, length);
  rest.remove_prefix(length);
}

} // namespace ptx
