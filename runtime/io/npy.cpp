//===- npy.cpp - The header of NumPy's .npy format ------------------------===//
// The header is a Python dictionary; only its three known keys with plain
// literals are read, so that nothing needs to be evaluated.

#include "io/npy.h"

#include <cstring>

using namespace tprt;
using namespace tprt::io;

namespace {

constexpr char magic[] = "\x93NUMPY";
constexpr uint64_t magic_size = 6;
constexpr uint64_t max_header_size = 1 << 20;

struct dtype_name {
  const char *npy; // without byte order
  tprt_dtype_t dtype;
};
constexpr dtype_name dtype_names[] = {
    {"b1", TPRT_I1},   {"i1", TPRT_I8},  {"i2", TPRT_I16},  {"i4", TPRT_I32},
    {"i8", TPRT_I64},  {"u1", TPRT_UI8}, {"u2", TPRT_UI16}, {"u4", TPRT_UI32},
    {"u8", TPRT_UI64}, {"f2", TPRT_F16}, {"f4", TPRT_F32},  {"f8", TPRT_F64},
};

/// Reads the dictionary; every function returns false where the text is not
/// what it should be.
class header_parser {
public:
  explicit header_parser(const std::string &text) : text(text) {}

  bool parse(std::string &descr, bool &fortran_order,
             std::vector<uint64_t> &shape);

private:
  bool accept(char c);
  bool string(std::string &value);
  bool boolean(bool &value);
  bool number(uint64_t &value);
  bool tuple(std::vector<uint64_t> &values);

  const std::string &text;
  size_t at = 0;
};

bool header_parser::accept(char c) {
  while (at < text.size() && (text[at] == ' ' || text[at] == '\n'))
    ++at;
  if (at == text.size() || text[at] != c)
    return false;
  ++at;
  return true;
}

bool header_parser::string(std::string &value) {
  char quote = '\'';
  if (!accept(quote)) {
    quote = '"';
    if (!accept(quote))
      return false;
  }
  size_t end = text.find(quote, at);
  if (end == std::string::npos)
    return false;
  value = text.substr(at, end - at);
  at = end + 1;
  return true;
}

bool header_parser::boolean(bool &value) {
  value = accept('T');
  if (!value && !accept('F'))
    return false;
  const char *rest = value ? "rue" : "alse";
  if (text.compare(at, strlen(rest), rest) != 0)
    return false;
  at += strlen(rest);
  return true;
}

bool header_parser::number(uint64_t &value) {
  auto digit = [&] {
    return at < text.size() && text[at] >= '0' && text[at] <= '9';
  };
  while (at < text.size() && text[at] == ' ')
    ++at;
  if (!digit())
    return false;
  for (value = 0; digit(); ++at)
    if (__builtin_mul_overflow(value, uint64_t(10), &value) ||
        __builtin_add_overflow(value, uint64_t(text[at] - '0'), &value))
      return false;
  return true;
}

bool header_parser::tuple(std::vector<uint64_t> &values) {
  if (!accept('('))
    return false;
  while (!accept(')')) {
    uint64_t value;
    if (!number(value))
      return false;
    values.push_back(value);
    if (accept(')'))
      return true;
    if (!accept(','))
      return false;
  }
  return true;
}

bool header_parser::parse(std::string &descr, bool &fortran_order,
                          std::vector<uint64_t> &shape) {
  bool has_descr = false, has_order = false, has_shape = false;
  if (!accept('{'))
    return false;
  while (!accept('}')) {
    std::string key;
    if (!string(key) || !accept(':'))
      return false;
    if (key == "descr" && !has_descr)
      has_descr = string(descr);
    else if (key == "fortran_order" && !has_order)
      has_order = boolean(fortran_order);
    else if (key == "shape" && !has_shape)
      has_shape = tuple(shape);
    else
      return false;
    if (accept('}'))
      break;
    if (!accept(','))
      return false;
  }
  while (at < text.size() && (text[at] == ' ' || text[at] == '\n'))
    ++at;
  return has_descr && has_order && has_shape && at == text.size();
}

} // namespace

static tprt_status_t dtype_of(const std::string &descr, const std::string &what,
                              tprt_dtype_t &dtype) {
  bool single_byte = descr.size() == 3 && descr[2] == '1';
  char order = descr.empty() ? '?' : descr[0];
  if (order == '<' || order == '=' || (order == '|' && single_byte))
    for (const dtype_name &name : dtype_names)
      if (descr.compare(1, std::string::npos, name.npy) == 0) {
        dtype = name.dtype;
        return nullptr;
      }
  std::string message =
      what + ": element type '" + descr + "' is not supported";
  if (order == '>')
    message += ": elements must be little-endian";
  else if (order == '|' || descr.compare(0, 2, "<V") == 0)
    message += ": .npy has no name for bf16 and the like; use a weights file "
               "or convert to float32";
  return unsupported(message);
}

tprt_status_t io::npy_header_size(const uint8_t *prefix,
                                  const std::string &what, uint64_t &size) {
  if (memcmp(prefix, magic, magic_size) != 0)
    return bad_input(what + ": is not a .npy array: it does not begin with "
                            "NumPy's magic");
  unsigned version = prefix[6];
  if (version < 1 || version > 3)
    return unsupported(what + ": has .npy version " + std::to_string(version) +
                       ", versions 1 to 3 can be read");
  uint64_t begin = version == 1 ? 10 : 12;
  uint64_t length = prefix[8] | prefix[9] << 8;
  if (version > 1)
    length |= uint64_t(prefix[10]) << 16 | uint64_t(prefix[11]) << 24;
  if (length > max_header_size)
    return bad_input(what + ": its .npy header has " + std::to_string(length) +
                     " bytes, more than " + std::to_string(max_header_size));
  size = begin + length;
  return nullptr;
}

tprt_status_t io::parse_npy_header(const uint8_t *bytes, uint64_t size,
                                   const std::string &what,
                                   npy_header &header) {
  size_t begin = bytes[6] == 1 ? 10 : 12;
  std::string text(reinterpret_cast<const char *>(bytes) + begin, size - begin);
  std::string descr;
  header = npy_header();
  header.size = size;
  if (!header_parser(text).parse(descr, header.fortran_order,
                                 header.type.shape)) {
    while (!text.empty() && (text.back() == ' ' || text.back() == '\n'))
      text.pop_back();
    return bad_input(what +
                     ": cannot read its .npy header: " + text.substr(0, 200));
  }
  TPRT_IO_RETURN_IF_ERROR(dtype_of(descr, what, header.type.dtype));
  uint64_t total;
  if (!count_bytes(header.type, total))
    return bad_input(what + ": shape " + to_string(header.type.shape) +
                     " is too large");
  return nullptr;
}

tprt_status_t io::make_npy_header(const array_type &type,
                                  const std::string &what,
                                  std::string &header) {
  const char *descr = nullptr;
  for (const dtype_name &name : dtype_names)
    if (name.dtype == type.dtype)
      descr = name.npy;
  if (!descr)
    return unsupported(what + ": .npy cannot hold elements of type " +
                       tprt_dtype_name(type.dtype) +
                       "; write .safetensors instead");
  std::string shape = "(";
  for (size_t i = 0; i < type.shape.size(); ++i)
    shape += (i ? ", " : "") + std::to_string(type.shape[i]);
  shape += type.shape.size() == 1 ? ",)" : ")";
  const char *order = tprt_dtype_size(type.dtype) == 1 ? "|" : "<";
  std::string text = std::string("{'descr': '") + order + descr +
                     "', 'fortran_order': False, 'shape': " + shape + ", }";
  bool wide = text.size() > 60000; // a shape of thousands of dimensions
  size_t begin = wide ? 12 : 10;
  while ((begin + text.size() + 1) % 64 != 0)
    text += ' ';
  text += '\n';
  header.assign(magic, magic_size);
  header += wide ? '\2' : '\1';
  header += '\0';
  for (size_t i = 0; i < begin - 8; ++i)
    header += static_cast<char>(text.size() >> (8 * i) & 0xff);
  header += text;
  return nullptr;
}

void io::from_fortran_order(const array_type &type,
                            std::vector<uint8_t> &data) {
  size_t width = tprt_dtype_size(type.dtype);
  std::vector<uint64_t> strides;
  uint64_t stride = width;
  for (uint64_t extent : type.shape) {
    strides.push_back(stride);
    stride *= extent;
  }
  std::vector<uint8_t> source(data.size());
  source.swap(data);
  std::vector<uint64_t> position(type.shape.size(), 0);
  uint64_t from = 0;
  for (uint64_t to = 0; to < data.size(); to += width) {
    memcpy(data.data() + to, source.data() + from, width);
    for (size_t dim = position.size(); dim-- > 0;) {
      from += strides[dim];
      if (++position[dim] < type.shape[dim])
        break;
      from -= strides[dim] * type.shape[dim];
      position[dim] = 0;
    }
  }
}
