//===- safetensors.cpp - Files of named tensors, mapped -------------------===//
// The header is checked completely before a tensor is handed out: a mapping
// gives no second chance.

#include "io/safetensors.h"

#include "io/output_file.h"

#include <algorithm>
#include <cstring>
#include <nlohmann/json.hpp>
#include <set>

using namespace tprt;
using namespace tprt::io;
using json = nlohmann::json;

namespace {

/// The format's own limit.
constexpr uint64_t max_header_size = 100000000;
constexpr uint64_t length_size = 8;

struct dtype_name {
  const char *name;
  tprt_dtype_t dtype;
};
constexpr dtype_name dtype_names[] = {
    {"BOOL", TPRT_I1},  {"I8", TPRT_I8},     {"I16", TPRT_I16},
    {"I32", TPRT_I32},  {"I64", TPRT_I64},   {"U8", TPRT_UI8},
    {"U16", TPRT_UI16}, {"U32", TPRT_UI32},  {"U64", TPRT_UI64},
    {"F16", TPRT_F16},  {"BF16", TPRT_BF16}, {"F32", TPRT_F32},
    {"F64", TPRT_F64},
};

const dtype_name *find_dtype(const std::string &name) {
  for (const dtype_name &entry : dtype_names)
    if (name == entry.name)
      return &entry;
  return nullptr;
}

/// Parses JSON; false when it is malformed or a key stands twice in one object,
/// which leaves open which of the two is meant.
bool parse_json(const char *begin, const char *end, json &out) {
  std::vector<std::set<std::string>> keys;
  bool unique = true;
  auto callback = [&](int, json::parse_event_t event, json &value) {
    if (event == json::parse_event_t::object_start)
      keys.emplace_back();
    else if (event == json::parse_event_t::object_end)
      keys.pop_back();
    else if (event == json::parse_event_t::key)
      unique &= keys.back().insert(value.get<std::string>()).second;
    return true;
  };
  out = json::parse(begin, end, callback, /*allow_exceptions=*/false);
  return unique && !out.is_discarded();
}

bool read_numbers(const json &list, std::vector<uint64_t> &numbers) {
  if (!list.is_array())
    return false;
  for (const json &number : list) {
    if (!number.is_number_unsigned())
      return false;
    numbers.push_back(number.get<uint64_t>());
  }
  return true;
}

} // namespace

std::string safetensors_file::what(const std::string &tensor) const {
  return path() + ": tensor \"" + tensor + "\"";
}

tprt_status_t safetensors_file::open(const std::string &path,
                                     std::unique_ptr<safetensors_file> &out) {
  std::unique_ptr<mapped_file> mapped;
  TPRT_IO_RETURN_IF_ERROR(mapped_file::open(path, mapped));
  std::unique_ptr<safetensors_file> file(
      new safetensors_file(std::move(mapped)));
  TPRT_IO_RETURN_IF_ERROR(file->read_header());
  out = std::move(file);
  return nullptr;
}

tprt_status_t safetensors_file::read_header() {
  if (file->size() < length_size)
    return bad_input(path() + ": is not a .safetensors file: it has " +
                     std::to_string(file->size()) +
                     " bytes, its header length alone needs 8");
  uint64_t length;
  memcpy(&length, file->data(), length_size);
  if (length > max_header_size)
    return bad_input(path() +
                     ": is not a .safetensors file: its header would "
                     "have " +
                     std::to_string(length) + " bytes, the format allows " +
                     std::to_string(max_header_size));
  if (length > file->size() - length_size)
    return bad_input(path() + ": is cut short: its header has " +
                     std::to_string(length) + " bytes, " +
                     std::to_string(file->size() - length_size) + " are there");
  prefetch(file->data(), length_size + length);
  const char *text = reinterpret_cast<const char *>(file->data()) + length_size;
  json header;
  if (!parse_json(text, text + length, header) || !header.is_object())
    return bad_input(path() + ": is not a .safetensors file: its header is not "
                              "a JSON object with distinct keys");
  uint64_t data = length_size + length;
  for (const auto &[name, value] : header.items()) {
    if (name == "__metadata__")
      continue;
    entry tensor;
    std::vector<uint64_t> offsets;
    if (!value.is_object() || !value.contains("dtype") ||
        !value["dtype"].is_string() || !value.contains("shape") ||
        !read_numbers(value["shape"], tensor.shape) ||
        !value.contains("data_offsets") ||
        !read_numbers(value["data_offsets"], offsets) || offsets.size() != 2)
      return bad_input(what(name) +
                       ": its header entry needs a dtype, a shape and two "
                       "data_offsets");
    tensor.dtype = value["dtype"].get<std::string>();
    uint64_t available = file->size() - data;
    if (offsets[0] > offsets[1] || offsets[1] > available)
      return bad_input(what(name) + ": data_offsets [" +
                       std::to_string(offsets[0]) + ", " +
                       std::to_string(offsets[1]) + ") lie outside the " +
                       std::to_string(available) +
                       " bytes of data: the file is damaged or cut short");
    tensor.begin = data + offsets[0];
    tensor.end = data + offsets[1];
    if (const dtype_name *dtype = find_dtype(tensor.dtype)) {
      array_type type{dtype->dtype, tensor.shape};
      uint64_t bytes;
      if (!count_bytes(type, bytes) || bytes != tensor.end - tensor.begin)
        return bad_input(what(name) + ": dtype " + tensor.dtype +
                         " and shape " + to_string(tensor.shape) +
                         " do not fit its " +
                         std::to_string(tensor.end - tensor.begin) + " bytes");
    }
    tensors.emplace(name, std::move(tensor));
  }
  return check_places(data);
}

/// The format has neither overlaps nor gaps.
tprt_status_t safetensors_file::check_places(uint64_t begin) const {
  std::vector<std::pair<const entry *, const std::string *>> order;
  for (const auto &[name, tensor] : tensors)
    order.emplace_back(&tensor, &name);
  std::sort(order.begin(), order.end(), [](const auto &a, const auto &b) {
    return std::tie(a.first->begin, a.first->end, *a.second) <
           std::tie(b.first->begin, b.first->end, *b.second);
  });
  uint64_t end = begin;
  const std::string *previous = nullptr;
  for (const auto &[tensor, name] : order) {
    if (tensor->begin < end)
      return bad_input(
          what(*name) + ": overlaps tensor \"" + *previous +
          "\": it begins at byte " + std::to_string(tensor->begin - begin) +
          " of the data, the other ends at " + std::to_string(end - begin));
    if (tensor->begin > end)
      return bad_input(what(*name) + ": begins at byte " +
                       std::to_string(tensor->begin - begin) +
                       " of the data, the one before ends at " +
                       std::to_string(end - begin));
    end = tensor->end;
    previous = name;
  }
  if (end != file->size())
    return bad_input(path() + ": has " + std::to_string(file->size() - begin) +
                     " bytes of data, its tensors end at " +
                     std::to_string(end - begin));
  return nullptr;
}

std::vector<std::string> safetensors_file::names() const {
  std::vector<std::string> names;
  for (const auto &[name, tensor] : tensors)
    names.push_back(name);
  return names;
}

tprt_status_t safetensors_file::find(const std::string &tensor,
                                     array_view &out) const {
  const entry &found = tensors.at(tensor);
  const dtype_name *dtype = find_dtype(found.dtype);
  if (!dtype)
    return unsupported(what(tensor) + ": elements of type " + found.dtype +
                       " are not supported");
  out.type = {dtype->dtype, found.shape};
  out.data = file->data() + found.begin;
  return nullptr;
}

/// The header, padded so that the data begin at a multiple of 64.
static std::string make_header(const std::vector<named_array> &tensors) {
  // Ordered, so that the header lists the tensors as they lie.
  nlohmann::ordered_json header = nlohmann::ordered_json::object();
  uint64_t offset = 0;
  for (const named_array &tensor : tensors) {
    const array_type &type = tensor.array.type;
    uint64_t size = 0;
    count_bytes(type, size);
    const dtype_name *name =
        std::find_if(std::begin(dtype_names), std::end(dtype_names),
                     [&](const auto &d) { return d.dtype == type.dtype; });
    header[tensor.name] = {{"dtype", name->name},
                           {"shape", type.shape},
                           {"data_offsets", {offset, offset + size}}};
    offset += size;
  }
  std::string text =
      header.dump(-1, ' ', false, json::error_handler_t::replace);
  while ((length_size + text.size()) % 64 != 0)
    text += ' ';
  return text;
}

tprt_status_t io::write_safetensors(const std::string &path,
                                    const std::vector<named_array> &tensors) {
  output_file file;
  TPRT_IO_RETURN_IF_ERROR(file.open(path));
  std::string header = make_header(tensors);
  uint64_t length = header.size();
  TPRT_IO_RETURN_IF_ERROR(file.write(&length, length_size));
  TPRT_IO_RETURN_IF_ERROR(file.write(header.data(), header.size()));
  for (const named_array &tensor : tensors) {
    uint64_t size = 0;
    count_bytes(tensor.array.type, size);
    TPRT_IO_RETURN_IF_ERROR(file.write(tensor.array.data, size));
  }
  return file.commit();
}
