//===- safetensors_test.cpp - Are weight files checked before use? --------===//
// Good files, and every way in which a header can disagree with its file.

#include "io/safetensors.h"

#include "test_support.h"

#include <cstring>

using namespace tprt::io;
using namespace tprt::io::test;

/// A file of `header` and `data_size` bytes of data.
static std::string make_file(const std::string &header, size_t data_size) {
  uint64_t length = header.size();
  std::string bytes(reinterpret_cast<const char *>(&length), sizeof length);
  return bytes + header + std::string(data_size, '\1');
}

static void expect_error(const std::string &header, size_t data_size,
                         const std::string &part) {
  temporary_file file(make_file(header, data_size));
  std::unique_ptr<safetensors_file> opened;
  expect_status(safetensors_file::open(file.path, opened), TPRT_BAD_INPUT,
                part);
}

static std::string entry(const std::string &name, const std::string &dtype,
                         const std::string &shape, const std::string &offsets) {
  return "\"" + name + "\":{\"dtype\":\"" + dtype + "\",\"shape\":" + shape +
         ",\"data_offsets\":" + offsets + "}";
}

TEST(Safetensors, WritesWhatItReads) {
  std::vector<float> weights{1, 2, 3, 4, 5, 6};
  std::vector<uint16_t> halves{0x3f80, 0x4000};
  std::vector<named_array> tensors{
      {"layer.weight", view_of(weights, TPRT_F32, {2, 3})},
      {"a.bias", view_of(halves, TPRT_BF16, {2})},
      {"none", {{TPRT_I64, {0, 5}}, nullptr}},
      {"step", view_of(weights, TPRT_F32, {})}};
  temporary_file path;
  ASSERT_OK(write_safetensors(path.path, tensors));
  std::unique_ptr<safetensors_file> file;
  ASSERT_OK(safetensors_file::open(path.path, file));
  EXPECT_EQ(file->names(), (std::vector<std::string>{"a.bias", "layer.weight",
                                                     "none", "step"}));
  for (const named_array &tensor : tensors) {
    array_view found;
    ASSERT_OK(file->find(tensor.name, found));
    EXPECT_EQ(found.type, tensor.array.type);
    uint64_t bytes = 0;
    count_bytes(found.type, bytes);
    if (bytes) {
      EXPECT_EQ(memcmp(found.data, tensor.array.data, bytes), 0);
    }
  }
}

TEST(Safetensors, AcceptsMetadataPaddingAndUnknownTypes) {
  temporary_file path(make_file("{\"__metadata__\":{\"format\":\"pt\"}," +
                                    entry("x", "F8_E4M3", "[2]", "[0,2]") +
                                    "}   ",
                                2));
  std::unique_ptr<safetensors_file> file;
  ASSERT_OK(safetensors_file::open(path.path, file));
  array_view view;
  expect_status(file->find("x", view), TPRT_UNSUPPORTED,
                "tensor \"x\": elements of type F8_E4M3");
}

TEST(Safetensors, RefusesBadHeaders) {
  expect_error("", 0, "is not a JSON object");
  expect_error("[1]", 0, "is not a JSON object");
  expect_error("{\"x\":", 0, "is not a JSON object");
  expect_error(std::string(100000, '['), 0, "is not a JSON object");
  expect_error("{\"x\":3}", 0, "tensor \"x\": its header entry needs");
  expect_error("{" + entry("x", "F32", "[-1]", "[0,4]") + "}", 4,
               "its header entry needs");
  expect_error("{" + entry("x", "F32", "[1.0]", "[0,4]") + "}", 4,
               "its header entry needs");
  expect_error("{" + entry("x", "F32", "[1]", "[0,4,8]") + "}", 4,
               "its header entry needs");
  expect_error("{" + entry("x", "F32", "[1]", "[0,4]") + "," +
                   entry("x", "F32", "[1]", "[0,4]") + "}",
               4, "distinct keys");
}

TEST(Safetensors, RefusesPlacesOutsideTheFile) {
  expect_error("{" + entry("x", "F32", "[2]", "[0,8]") + "}", 7,
               "tensor \"x\": data_offsets [0, 8) lie outside the 7 bytes");
  expect_error("{" + entry("x", "F32", "[1]", "[8,4]") + "}", 8, "lie outside");
  expect_error("{" +
                   entry("x", "F32", "[1]",
                         "[18446744073709551612,18446744073709551615]") +
                   "}",
               8, "lie outside");
}

TEST(Safetensors, RefusesShapesThatDoNotFit) {
  expect_error("{" + entry("x", "F32", "[3]", "[0,8]") + "}", 8,
               "dtype F32 and shape [3] do not fit its 8 bytes");
  expect_error("{" + entry("x", "F32", "[4611686018427387904,4]", "[0,0]") +
                   "}",
               0, "do not fit its 0 bytes");
}

TEST(Safetensors, RefusesOverlapsAndGaps) {
  std::string x = entry("x", "U8", "[4]", "[0,4]");
  expect_error("{" + x + "," + entry("y", "U8", "[4]", "[3,7]") + "}", 7,
               "tensor \"y\": overlaps tensor \"x\": it begins at byte 3 of "
               "the data, the other ends at 4");
  expect_error("{" + x + "," + entry("y", "U8", "[4]", "[5,9]") + "}", 9,
               "the one before ends at 4");
  expect_error("{" + x + "}", 5, "has 5 bytes of data, its tensors end at 4");
}

TEST(Safetensors, RefusesHeaderLengths) {
  temporary_file file(std::string(8, '\xff') + "{}");
  std::unique_ptr<safetensors_file> opened;
  expect_status(safetensors_file::open(file.path, opened), TPRT_BAD_INPUT,
                "18446744073709551615 bytes");
  file.write(std::string("\x03\0\0\0\0\0\0\0{}", 10));
  expect_status(safetensors_file::open(file.path, opened), TPRT_BAD_INPUT,
                "its header has 3 bytes, 2 are there");
  file.write("abc");
  expect_status(safetensors_file::open(file.path, opened), TPRT_BAD_INPUT,
                "it has 3 bytes");
  file.write("");
  expect_status(safetensors_file::open(file.path, opened), TPRT_BAD_INPUT,
                "it has 0 bytes");
}

static std::string small_file() {
  std::vector<float> weights{1, 2, 3, 4, 5, 6};
  temporary_file path;
  tprt_status_free(
      write_safetensors(path.path, {{"a", view_of(weights, TPRT_F32, {2, 3})},
                                    {"b", view_of(weights, TPRT_F32, {6})}}));
  return read_bytes(path.path);
}

TEST(Safetensors, CutShortAnywhere) {
  std::string content = small_file();
  temporary_file file;
  for (size_t size = 0; size < content.size(); ++size) {
    file.write(content.substr(0, size));
    std::unique_ptr<safetensors_file> opened;
    expect_status(safetensors_file::open(file.path, opened), TPRT_BAD_INPUT,
                  file.path);
  }
}

TEST(Safetensors, AnyByteChanged) {
  std::string content = small_file();
  temporary_file file;
  for (size_t at = 0; at < content.size(); ++at)
    for (int change : {0x01, 0x10, 0x80}) {
      std::string damaged = content;
      damaged[at] ^= static_cast<char>(change);
      file.write(damaged);
      std::unique_ptr<safetensors_file> opened;
      tprt_status_t status = safetensors_file::open(file.path, opened);
      tprt_status_free(status);
      if (status)
        continue;
      // What is accepted can be read to its end.
      for (const std::string &name : opened->names()) {
        array_view view;
        if (tprt_status_t unknown = opened->find(name, view)) {
          tprt_status_free(unknown);
          continue;
        }
        uint64_t bytes = 0, sum = 0;
        ASSERT_TRUE(count_bytes(view.type, bytes));
        for (uint64_t i = 0; i < bytes; ++i)
          sum += view.data[i];
        EXPECT_GE(sum, 0u);
      }
    }
}
