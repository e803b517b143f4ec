//===- npz_test.cpp - Are archives of arrays read and written right? ------===//
// Against archives that NumPy wrote, cut short and damaged ones included.

#include "io/npz.h"

#include "test_support.h"

using namespace tprt::io;
using namespace tprt::io::test;

static tprt_status_t read_array(const std::string &path,
                                const std::string &name, array &out) {
  std::unique_ptr<npz_file> file;
  TPRT_IO_RETURN_IF_ERROR(npz_file::open(path, file));
  return file->read(name, out);
}

/// Opens an archive and reads all of it; only the absence of crashes is asked
/// for, and that no array comes out that was not checked.
static bool reads_all(const std::string &path) {
  std::unique_ptr<npz_file> file;
  tprt_status_t status = npz_file::open(path, file);
  if (!status)
    for (const std::string &name : file->names()) {
      array array;
      status = file->read(name, array);
      if (status)
        break;
    }
  bool good = !status;
  if (status) {
    EXPECT_NE(tprt_status_code(status), TPRT_OK);
    EXPECT_EQ(std::string(tprt_status_message(status)).rfind(path, 0), 0u)
        << tprt_status_message(status);
  }
  tprt_status_free(status);
  return good;
}

class NpzGolden : public testing::TestWithParam<const char *> {};

TEST_P(NpzGolden, EveryType) {
  std::unique_ptr<npz_file> file;
  ASSERT_OK(npz_file::open(data_file(GetParam()), file));
  const std::pair<const char *, tprt_dtype_t> types[] = {
      {"i1", TPRT_I8},  {"i2", TPRT_I16},  {"i4", TPRT_I32},  {"i8", TPRT_I64},
      {"u1", TPRT_UI8}, {"u2", TPRT_UI16}, {"u4", TPRT_UI32}, {"u8", TPRT_UI64},
      {"f2", TPRT_F16}, {"f4", TPRT_F32},  {"f8", TPRT_F64},  {"b1", TPRT_I1}};
  for (const auto &[name, dtype] : types) {
    array_type type;
    ASSERT_OK(file->type(name, type));
    EXPECT_EQ(type, (array_type{dtype, {2, 3}})) << name;
    array array;
    ASSERT_OK(file->read(name, array));
    EXPECT_EQ(array.data.size(), 6 * tprt_dtype_size(dtype)) << name;
  }
  array array;
  ASSERT_OK(file->read("f4", array));
  EXPECT_EQ(elements<float>(array), (std::vector<float>{0, 1, 2, 3, 4, 5}));
  ASSERT_OK(file->read("i8", array));
  EXPECT_EQ(elements<int64_t>(array), (std::vector<int64_t>{0, 1, 2, 3, 4, 5}));
  ASSERT_OK(file->read("b1", array));
  EXPECT_EQ(array.data, (std::vector<uint8_t>{0, 1, 1, 1, 1, 1}));
}

TEST_P(NpzGolden, ScalarsEmptyAndLargeArrays) {
  array array;
  ASSERT_OK(read_array(data_file(GetParam()), "scalar", array));
  EXPECT_TRUE(array.type.shape.empty());
  EXPECT_EQ(elements<float>(array), std::vector<float>{2.5f});
  ASSERT_OK(read_array(data_file(GetParam()), "empty", array));
  EXPECT_EQ(to_string(array.type), "tensor<0x3xi32>");
  ASSERT_OK(read_array(data_file(GetParam()), "large", array));
  EXPECT_EQ(elements<float>(array).back(), 7.0f);
}

TEST_P(NpzGolden, CutShortAnywhere) {
  std::string content = read_bytes(data_file(GetParam()));
  temporary_file file;
  for (size_t size = 0; size < content.size(); size += 1 + size / 64) {
    file.write(content.substr(0, size));
    EXPECT_FALSE(reads_all(file.path)) << size << " bytes";
  }
}

TEST_P(NpzGolden, FlippedBytes) {
  std::string content = read_bytes(data_file(GetParam()));
  temporary_file file;
  for (size_t at = 0; at < content.size(); at += 1 + at / 512) {
    std::string damaged = content;
    damaged[at] ^= static_cast<char>(1 << at % 8);
    file.write(damaged);
    reads_all(file.path);
  }
}

INSTANTIATE_TEST_SUITE_P(Files, NpzGolden,
                         testing::Values("plain.npz", "compressed.npz"),
                         [](const auto &info) {
                           std::string name = info.param;
                           return name.substr(0, name.find('.'));
                         });

TEST(Npz, TransposesColumnMajor) {
  array array;
  ASSERT_OK(read_array(data_file("odd.npz"), "fortran", array));
  EXPECT_EQ(to_string(array.type), "tensor<2x3x4xi32>");
  std::vector<int32_t> values = elements<int32_t>(array);
  for (int32_t i = 0; i < 24; ++i)
    EXPECT_EQ(values[i], i);
}

TEST(Npz, NamesArrayAndTypeThatItCannotRead) {
  array array;
  for (const auto &[name, part] :
       {std::pair("big_endian", "'>f4'"), std::pair("complex", "'<c8'"),
        std::pair("text", "'<U1'"), std::pair("raw", "'|V2'")})
    expect_status(
        read_array(data_file("odd.npz"), name, array), TPRT_UNSUPPORTED,
        std::string("odd.npz: array \"") + name + "\": element type " + part);
  expect_status(read_array(data_file("odd.npz"), "record", array),
                TPRT_BAD_INPUT, "array \"record\": cannot read");
}

TEST(Npz, SaysWhatIsNoArchive) {
  std::unique_ptr<npz_file> file;
  expect_status(npz_file::open("/no/such/file.npz", file), TPRT_BAD_INPUT,
                "/no/such/file.npz: cannot be opened");
  expect_status(npz_file::open("/tmp", file), TPRT_BAD_INPUT,
                "is not a regular file");
  temporary_file text("this is not an archive, but long enough to be one");
  expect_status(npz_file::open(text.path, file), TPRT_BAD_INPUT,
                "cannot be opened as .npz");
  temporary_file empty;
  expect_status(npz_file::open(empty.path, file), TPRT_BAD_INPUT,
                "cannot be opened as .npz");
}

TEST(Npz, WritesWhatItReads) {
  std::vector<float> floats{1, 2, 3, 4, 5, 6};
  std::vector<uint8_t> bools{0, 1};
  std::vector<named_array> arrays{
      {"result0", view_of(floats, TPRT_F32, {3, 2})},
      {"result1", view_of(bools, TPRT_I1, {2})},
      {"result2", view_of(floats, TPRT_F32, {})},
      {"result3", {{TPRT_I64, {0}}, nullptr}}};
  temporary_file file;
  ASSERT_OK(write_npz(file.path, arrays));
  array array;
  ASSERT_OK(read_array(file.path, "result0", array));
  EXPECT_EQ(array.type, arrays[0].array.type);
  EXPECT_EQ(elements<float>(array), floats);
  ASSERT_OK(read_array(file.path, "result1", array));
  EXPECT_EQ(array.type.dtype, TPRT_I1);
  EXPECT_EQ(array.data, bools);
  ASSERT_OK(read_array(file.path, "result2", array));
  EXPECT_EQ(to_string(array.type), "tensor<f32>");
  ASSERT_OK(read_array(file.path, "result3", array));
  EXPECT_EQ(to_string(array.type), "tensor<0xi64>");
}

TEST(Npz, WritesTheSameBytesAgain) {
  std::vector<float> floats{1, 2, 3};
  std::vector<named_array> arrays{{"x", view_of(floats, TPRT_F32, {3})}};
  temporary_file first, second;
  ASSERT_OK(write_npz(first.path, arrays));
  ASSERT_OK(write_npz(second.path, arrays));
  EXPECT_EQ(read_bytes(first.path), read_bytes(second.path));
}

TEST(Npz, SaysWhereItCannotWrite) {
  std::vector<float> floats{1};
  expect_status(write_npz("/no/such/folder/out.npz",
                          {{"x", view_of(floats, TPRT_F32, {1})}}),
                TPRT_BAD_INPUT, "/no/such/folder/out.npz: cannot be written");
}
