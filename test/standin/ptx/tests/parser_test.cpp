//===- parser_test.cpp - is PTX read, and what is not known refused? ------===//
#include "harness.h"
#include <fstream>
#include <random>
#include <sstream>

using namespace ptx_test;

static std::string parse_error(const std::string &text) {
  std::string error;
  return ptx::module::parse(text, error) ? "" : error;
}
static std::string kernel_with(const std::string &body) {
  return header() +
         (".entry test(.param .u64 x)\n{\n.reg .pred %p<3>;\n.reg .b16 %h<3>;\n"
          ".reg .b32 %r<3>;\n.reg .b64 %rd<3>;\n" +
          body + "\nret;\n}\n");
}

TEST(Parser, RefusesWhatItDoesNotKnow) {
  EXPECT_EQ(parse_error(kernel_with("wmma.load.a.sync %r1, [%rd1];")),
            "line 10 `wmma.load.a.sync %r1, [%rd1];`: the instruction is not "
            "known");
  EXPECT_EQ(parse_error(kernel_with("add.cc.u32 %r1, %r1, %r2;")),
            "line 10 `add.cc.u32 %r1, %r1, %r2;`: carries are not known");
  for (const char *body :
       {"cvt.rn.satfinite.e4m3x2.f32 %h1, %r1, %r2;",
        "shfl.up.b32 %r1, %r2, 1, 0;", "bar.sync 1;", "barrier.sync 0, 32;",
        "bar.red.popc.u32 %r1, 0, %p1;", "add.rz.sat.f32 %r1, %r1, %r2;",
        "mul.hi.f64x2 %rd1, %rd1, %rd1;", "call foo, ();",
        "ld.global.v4.u32 {%r1, %r2}, [%rd1];",
        "prmt.b32.f4e %r1, %r1, %r2, 1;",
        "atom.global.sub.u32 %r1, [%rd1], 1;"})
    EXPECT_NE(parse_error(kernel_with(body)), "") << body;
}

TEST(Parser, RefusesWhatIsWrong) {
  EXPECT_NE(parse_error(kernel_with("add.u32 %r1, %r2;")).find("2 operands"),
            std::string::npos);
  EXPECT_NE(parse_error(kernel_with("add.u32 %r1, %r2, %x;"))
                .find("`%x` is not declared"),
            std::string::npos);
  EXPECT_NE(parse_error(kernel_with("add.u32 %r1, %r2, %r3;"))
                .find("`%r3` is not declared"),
            std::string::npos);
  EXPECT_NE(parse_error(kernel_with("add.u64 %r1, %rd1, %rd2;"))
                .find("register `%r1` has 32 bits, not 64"),
            std::string::npos);
  EXPECT_NE(parse_error(kernel_with("bra NOWHERE;"))
                .find("label `NOWHERE` is nowhere"),
            std::string::npos);
  EXPECT_NE(parse_error(kernel_with("L: \nmov.u32 %r1, 0;\nL:"))
                .find("label `L` stands twice"),
            std::string::npos);
  EXPECT_NE(parse_error(kernel_with("@%r1 bra L;")).find("is not a predicate"),
            std::string::npos);
  EXPECT_NE(parse_error(kernel_with("mov.u32 %r1 2;")).find("`,` is missing"),
            std::string::npos);
  EXPECT_NE(parse_error(header() + std::string(".entry test()\n{\nret;\n")),
            "");
  EXPECT_NE(parse_error("nonsense"), "");
  EXPECT_EQ(parse_error(""), "line 1 ``: PTX starts with .version");
  EXPECT_NE(parse_error(header() + std::string(".const .u32 x[1] = {1, 2};\n")),
            "");
}

TEST(Parser, ReadsDirectives) {
  std::unique_ptr<ptx::module> module = parse(
      "//\n// Generated\n//\n.version 8.0\n.target sm_90, debug\n"
      ".address_size 64\n/* a comment\n of lines */\n"
      ".file 1 \"a.mlir\"\n.extern .func (.param .b32 r) foo (.param .b64 a);\n"
      ".func (.param .b32 r) bar (.param .b64 a) { st.param.b32 [r], 1; ret; "
      "}\n"
      ".visible .global .align 8 .b64 test_info[2] = {18446744073709551615, "
      "7};\n"
      ".visible .entry test(\n\t.param .u64 .ptr .global .align 16 "
      "test_param_0,\n"
      "\t.param .align 8 .b8 test_param_1[12],\n\t.param .u8 test_param_2\n)\n"
      ".reqntid 64, 2\n.minnctapersm 2\n{\n\t.loc 1 1 1\n\t.reg .b32 \t%r<2>;\n"
      "\t.reg .f32 %f1, %f2;\n\t.shared .align 16 .b8 s[48];\n"
      "\t.pragma \"nounroll\";\n{ .reg .b32 %r1; mov.u32 %r1, 1; }\n"
      "$L__BB0_1: // a label\n\tst.shared.b32 [s], 0f00000000;\n\tret;\n}\n"
      ".section .debug_abbrev\n{\n.b8 1\n}\n.weak .entry "
      "other()\n{\nret;\n}\n");
  ASSERT_TRUE(module);
  const ptx::kernel *kernel = module->find("test");
  ASSERT_TRUE(kernel);
  EXPECT_TRUE(module->find("other"));
  EXPECT_FALSE(module->find("none"));
  ASSERT_EQ(ptx::num_parameters(*kernel), 3u);
  EXPECT_EQ(ptx::parameter_size(*kernel, 0), 8u);
  EXPECT_EQ(ptx::parameter_size(*kernel, 1), 12u);
  EXPECT_EQ(ptx::parameter_size(*kernel, 2), 1u);
  EXPECT_EQ(ptx::max_threads(*kernel), 128u);
  EXPECT_EQ(ptx::shared_bytes(*kernel), 48u);
  uint64_t size = 0;
  const void *info = module->variable("test_info", size);
  ASSERT_TRUE(info);
  EXPECT_EQ(size, 16u);
  EXPECT_EQ(static_cast<const uint64_t *>(info)[0], ~uint64_t(0));
  EXPECT_EQ(static_cast<const uint64_t *>(info)[1], 7u);
  EXPECT_FALSE(module->variable("s", size));
}

/// Damaged PTX is refused or is other PTX; parsing it does no harm. Worth most
/// under the sanitizers.
TEST(Parser, OutlivesDamage) {
  std::ifstream file(KERNELS "/kernels.ptx");
  std::stringstream stream;
  stream << file.rdbuf();
  std::string whole = stream.str();
  ASSERT_FALSE(whole.empty());
  std::mt19937 random(11);
  size_t refused = 0;
  for (int round = 0; round < 400; ++round) {
    std::string text = whole;
    size_t at = random() % text.size();
    switch (round % 4) {
    case 0:
      text.resize(at);
      break;
    case 1:
      text[at] = static_cast<char>(random());
      break;
    case 2:
      text.erase(at, random() % 40);
      break;
    case 3:
      text.insert(random() % text.size(), text.substr(at, random() % 40));
      break;
    }
    refused += !parse_error(text).empty();
  }
  EXPECT_GT(refused, 100u);
  EXPECT_NE(parse_error(
                kernel_with("mov.u32 %r1, " + std::string(100000, '{') + ";")),
            "");
  for (const char *variable :
       {".const .pred x;", ".const .align 6 .u32 x;",
        ".global .u64 x[4294967296][4294967296];",
        ".global .u8 x[18446744073709551615];", ".const .u32 x = {", ".global"})
    EXPECT_NE(parse_error(header() + std::string(variable)), "") << variable;
}
