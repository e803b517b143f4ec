//===- npy_test.cpp - Is a .npy header read and written right? ------------===//
// Headers that NumPy writes, and ones that nobody should.

#include "io/npy.h"

#include "test_support.h"

using namespace tprt::io;
using namespace tprt::io::test;

/// The header around `text`, of the given version.
static std::string make_header(const std::string &text, int version = 1) {
  std::string bytes("\x93NUMPY", 6);
  bytes += static_cast<char>(version);
  bytes += '\0';
  for (int i = 0; i < (version == 1 ? 2 : 4); ++i)
    bytes += static_cast<char>(text.size() >> (8 * i) & 0xff);
  return bytes + text;
}

static tprt_status_t parse(const std::string &bytes, npy_header &header) {
  const uint8_t *data = reinterpret_cast<const uint8_t *>(bytes.data());
  uint64_t size;
  TPRT_IO_RETURN_IF_ERROR(npy_header_size(data, "x", size));
  if (size > bytes.size())
    return bad_input("x: too long for the test");
  return parse_npy_header(data, size, "x", header);
}

static std::string dictionary(const std::string &descr,
                              const std::string &shape) {
  return "{'descr': '" + descr +
         "', 'fortran_order': False, 'shape': " + shape + ", }          \n";
}

TEST(Npy, ReadsEveryVersion) {
  for (int version : {1, 2, 3}) {
    npy_header header;
    ASSERT_OK(parse(make_header(dictionary("<f4", "(3, 5)"), version), header));
    EXPECT_EQ(to_string(header.type), "tensor<3x5xf32>");
    EXPECT_FALSE(header.fortran_order);
  }
}

TEST(Npy, ReadsScalarsAndVectors) {
  npy_header header;
  ASSERT_OK(parse(make_header(dictionary("<i8", "()")), header));
  EXPECT_EQ(to_string(header.type), "tensor<i64>");
  ASSERT_OK(parse(make_header(dictionary("|u1", "(7,)")), header));
  EXPECT_EQ(to_string(header.type), "tensor<7xui8>");
}

TEST(Npy, AcceptsAnyOrderOfKeys) {
  npy_header header;
  ASSERT_OK(parse(
      make_header(
          "{\"shape\": (2,), 'fortran_order': True, 'descr': '<f8'}\n   "),
      header));
  EXPECT_TRUE(header.fortran_order);
  EXPECT_EQ(to_string(header.type), "tensor<2xf64>");
}

TEST(Npy, RefusesWhatIsNoHeader) {
  npy_header header;
  expect_status(parse("not a header", header), TPRT_BAD_INPUT,
                "x: is not a .npy array");
  expect_status(parse(make_header("", 9), header), TPRT_UNSUPPORTED,
                "version 9");
  for (const char *text :
       {"", "{}            ", "{'descr': '<f4'}",
        "{'descr': '<f4', 'fortran_order': 1, 'shape': ()}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (-1,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1,}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': "
        "(99999999999999999999999,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'x': ''}",
        "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': ()}",
        "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': ()}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': ()} more"})
    expect_status(parse(make_header(std::string(text) + "  "), header),
                  TPRT_BAD_INPUT, "cannot read its .npy header");
}

TEST(Npy, RefusesSizesThatOverflow) {
  npy_header header;
  std::string huge = "(4611686018427387904, 4611686018427387904)";
  expect_status(parse(make_header(dictionary("<f4", huge)), header),
                TPRT_BAD_INPUT, "is too large");
  huge = "(0, 4611686018427387904, 4611686018427387904)";
  expect_status(parse(make_header(dictionary("<f4", huge)), header),
                TPRT_BAD_INPUT, "is too large");
}

TEST(Npy, RefusesALongHeader) {
  std::string bytes = make_header("", 2);
  bytes[8] = bytes[9] = bytes[10] = bytes[11] = '\xff';
  npy_header header;
  expect_status(parse(bytes, header), TPRT_BAD_INPUT, "4294967295 bytes");
}

TEST(Npy, NamesTypesThatItLacks) {
  npy_header header;
  expect_status(parse(make_header(dictionary(">f4", "()")), header),
                TPRT_UNSUPPORTED, "little-endian");
  expect_status(parse(make_header(dictionary("|V2", "()")), header),
                TPRT_UNSUPPORTED, "bf16");
  expect_status(parse(make_header(dictionary("<c8", "()")), header),
                TPRT_UNSUPPORTED, "'<c8'");
}

TEST(Npy, WritesWhatItReads) {
  for (std::vector<uint64_t> shape :
       {std::vector<uint64_t>{}, {7}, {2, 3}, {0, 4}}) {
    array_type type{TPRT_UI16, shape};
    std::string bytes;
    ASSERT_OK(make_npy_header(type, "x", bytes));
    EXPECT_EQ(bytes.size() % 64, 0u);
    npy_header header;
    ASSERT_OK(parse(bytes, header));
    EXPECT_EQ(header.type, type);
  }
}

TEST(Npy, CannotWriteBf16) {
  std::string bytes;
  expect_status(make_npy_header({TPRT_BF16, {2}}, "x", bytes), TPRT_UNSUPPORTED,
                "safetensors");
}

TEST(Npy, ReordersColumnMajor) {
  array array{{TPRT_UI8, {2, 3}}, {0, 3, 1, 4, 2, 5}};
  from_fortran_order(array.type, array.data);
  EXPECT_EQ(array.data, (std::vector<uint8_t>{0, 1, 2, 3, 4, 5}));
}
