//===- parser.cpp - directives and declarations of PTX --------------------===//
#include "parser.h"
#include "numbers.h"
#include <algorithm>

namespace ptx {

void parser::fail(const std::string &text) const {
  throw parse_error(tokens.now().line, text);
}

void parser::expect(char mark) {
  if (!tokens.take_if(mark))
    fail(std::string("`") + mark + "` is missing before `" +
         std::string(tokens.now().text) + "`");
}

std::string_view parser::expect_word() {
  if (tokens.now().kind != token::word)
    fail("a name is missing before `" + std::string(tokens.now().text) + "`");
  return tokens.take().text;
}

uint64_t parser::expect_integer() {
  bool negative = tokens.take_if('-');
  if (tokens.now().kind != token::integer)
    fail("a number is missing before `" + std::string(tokens.now().text) + "`");
  uint64_t value = tokens.take().bits;
  return negative ? 0 - value : value;
}

void parser::skip_line(unsigned line) {
  while (tokens.now().kind != token::end && tokens.now().line == line)
    tokens.take();
}

/// Debug information.
void parser::skip_section() {
  while (tokens.now().kind != token::end && !tokens.now().is('{'))
    tokens.take();
  while (tokens.now().kind != token::end && !tokens.now().is('}'))
    tokens.take();
  expect('}');
}

bool parser::parse_space(std::string_view word, variable::spaces &space) const {
  static constexpr std::pair<std::string_view, variable::spaces> names[] = {
      {".global", variable::spaces::global},
      {".const", variable::spaces::constant},
      {".shared", variable::spaces::shared},
      {".shared::cta", variable::spaces::shared},
      {".local", variable::spaces::local},
      {".param", variable::spaces::parameter},
  };
  for (const auto &[name, named] : names)
    if (name == word) {
      space = named;
      return true;
    }
  return false;
}

void parser::parse_module() {
  if (!tokens.now().is(".version"))
    fail("PTX starts with .version");
  while (tokens.now().kind != token::end)
    parse_directive();
}

void parser::parse_directive() {
  token word = tokens.take();
  variable::spaces space;
  if (word.is('}') || word.is(';'))
    return;
  if (word.is(".version") || word.is(".target") || word.is(".address_size") ||
      word.is(".file") || word.is(".loc"))
    return skip_line(word.line);
  if (word.is(".section"))
    return skip_section();
  if (word.is(".visible") || word.is(".weak") || word.is(".extern") ||
      word.is(".common"))
    return;
  if (word.is(".entry"))
    return parse_entry();
  if (word.is(".func"))
    return parse_function();
  if (word.kind == token::word && parse_space(word.text, space))
    return parse_variable(space, nullptr);
  throw parse_error(word.line,
                    "`" + std::string(word.text) + "` is not known here");
}

/// A function that is called cannot be run: calls are refused where they stand.
void parser::parse_function() {
  while (tokens.now().kind != token::end && !tokens.now().is('{') &&
         !tokens.now().is(';'))
    tokens.take();
  if (tokens.take_if(';'))
    return;
  unsigned open = 0;
  do {
    token one = tokens.take();
    open += one.is('{');
    open -= one.is('}');
  } while (open > 0 && tokens.now().kind != token::end);
}

static uint64_t align_to(uint64_t value, uint64_t alignment) {
  return (value + alignment - 1) / alignment * alignment;
}

void parser::parse_parameters(kernel &kernel) {
  if (!tokens.take_if('('))
    return;
  while (!tokens.take_if(')')) {
    tokens.take_if(',');
    variable::spaces space;
    if (!parse_space(expect_word(), space))
      fail("a parameter lacks .param");
    parse_variable(variable::spaces::parameter, &kernel);
  }
}

void parser::parse_limits(kernel &kernel) {
  while (tokens.now().kind == token::word) {
    std::string_view word = tokens.take().text;
    bool threads = word == ".maxntid" || word == ".reqntid";
    uint64_t product = 1;
    while (tokens.now().kind == token::integer || tokens.now().is(',')) {
      token one = tokens.take();
      product *= one.kind == token::integer ? one.bits : 1;
    }
    if (threads)
      kernel.max_threads = static_cast<unsigned>(product);
  }
}

void parser::parse_entry() {
  auto made = std::make_unique<kernel>();
  made->name = expect_word();
  made->owner = &contents;
  builder builder(*made, contents);
  making = &builder;
  parse_parameters(*made);
  parse_limits(*made);
  if (!tokens.take_if(';')) {
    parse_body(*made);
    std::string name = made->name;
    contents.kernels[name] = std::move(made);
  }
  making = nullptr;
}

//===----------------------------------------------------------------------===//
// Variables
//===----------------------------------------------------------------------===//

/// A number in an initialiser; the names of other variables stand for their
/// addresses.
void parser::parse_initial_value(const type &type, std::vector<uint8_t> &bytes,
                                 uint64_t &at) {
  uint64_t bits = 0;
  bool negative = tokens.take_if('-');
  token value = tokens.take();
  if (value.kind == token::word) {
    bool generic = value.text == "generic" && tokens.take_if('(');
    std::string_view name = generic ? expect_word() : value.text;
    auto found = contents.variables.find(name);
    if (found == contents.variables.end())
      fail("`" + std::string(name) + "` is not declared");
    bits = found->second.address;
    if (generic)
      expect(')');
    if (tokens.take_if('+'))
      bits += expect_integer();
  } else if (value.kind == token::real64 && type.bits == 32) {
    bits = bits_as<uint32_t>(static_cast<float>(bits_as<double>(value.bits)));
  } else {
    bits = value.bits;
  }
  if (negative)
    bits = value.kind == token::integer ? 0 - bits
           : type.bits == 32            ? bits ^ (uint64_t(1) << 31)
                                        : bits ^ (uint64_t(1) << 63);
  if (at + type.all_bits() / 8 > bytes.size())
    fail("the initialiser is longer than its variable");
  std::memcpy(bytes.data() + at, &bits, type.all_bits() / 8);
  at += type.all_bits() / 8;
}

std::vector<uint8_t> parser::parse_initialiser(const type &type,
                                               uint64_t size) {
  std::vector<uint8_t> bytes(size);
  if (!tokens.take_if('='))
    return bytes;
  uint64_t at = 0;
  unsigned open = 0;
  do {
    if (tokens.take_if('{'))
      ++open;
    else if (tokens.take_if('}'))
      --open;
    else if (!tokens.take_if(','))
      parse_initial_value(type, bytes, at);
  } while (open > 0);
  return bytes;
}

void parser::place_variable(std::string_view name, variable &variable,
                            uint64_t alignment,
                            const std::vector<uint8_t> &bytes, kernel *kernel) {
  if (!kernel && (variable.space == variable::spaces::local ||
                  variable.space == variable::spaces::parameter))
    fail("a local variable or a parameter stands outside a kernel");
  switch (variable.space) {
  case variable::spaces::global:
  case variable::spaces::constant: {
    contents.storage.push_back(
        std::make_unique<uint8_t[]>(bytes.size() + alignment));
    uint64_t base = reinterpret_cast<uint64_t>(contents.storage.back().get());
    variable.address = align_to(base, alignment);
    std::copy(bytes.begin(), bytes.end(),
              reinterpret_cast<uint8_t *>(variable.address));
    contents.first = std::min(contents.first, variable.address);
    contents.last = std::max(contents.last, variable.address + variable.size);
    contents.variables[std::string(name)] = variable;
    return;
  }
  case variable::spaces::shared:
    // Of the module: a kernel that names it gives it a place.
    if (!kernel) {
      variable.address = alignment;
      contents.variables[std::string(name)] = variable;
      return;
    }
    variable.address = align_to(kernel->shared_bytes, alignment);
    kernel->shared_bytes = variable.address + variable.size;
    break;
  case variable::spaces::local:
    variable.address = align_to(kernel->local_bytes, alignment);
    kernel->local_bytes = align_to(variable.address + variable.size, 16);
    break;
  case variable::spaces::parameter:
    variable.address = align_to(kernel->parameter_bytes, alignment);
    kernel->parameter_bytes =
        static_cast<uint32_t>(variable.address + variable.size);
    kernel->parameters.push_back({static_cast<uint32_t>(variable.address),
                                  static_cast<uint32_t>(variable.size)});
    break;
  }
  making->declare_variable(name, variable);
}

void parser::parse_variable(variable::spaces space, kernel *kernel) {
  uint64_t alignment = 0;
  std::optional<type> type;
  while (tokens.now().kind == token::word && tokens.now().text[0] == '.') {
    std::string_view word = tokens.take().text;
    if (word == ".align") {
      uint64_t value = expect_integer();
      alignment = std::max(alignment, value);
    } else if (std::optional<ptx::type> named = find_type(word.substr(1))) {
      type = named;
    } else if (word == ".ptr") {
      // What it points to is aligned so, not the parameter.
      while (tokens.now().kind == token::word && tokens.now().text[0] == '.')
        if (tokens.take().text == ".align")
          expect_integer();
    }
  }
  if (!type || type->all_bits() < 8)
    fail("the variable's type is not known");
  uint64_t bytes = type->all_bits() / 8;
  std::string_view name = expect_word();
  uint64_t count = 1;
  while (tokens.take_if('[')) {
    uint64_t length = tokens.now().is(']') ? 0 : expect_integer();
    if (length && count > ~uint64_t(0) / length)
      fail("the variable is too large");
    count *= length;
    expect(']');
  }
  alignment = std::max(alignment, bytes);
  // More than any GPU has is damage.
  constexpr uint64_t most = uint64_t(1) << 32;
  if (count > most || alignment > most || (alignment & (alignment - 1)))
    fail("the variable's size or alignment is not known");
  variable variable{space, 0, bytes * count};
  place_variable(name, variable, alignment,
                 parse_initialiser(*type, variable.size), kernel);
  if (space != variable::spaces::parameter)
    expect(';');
}

} // namespace ptx
