//===- loader_test.cpp - Files that are not what they should be -----------===//
// Does each way in which a file can be wrong as a whole give its own clear
// error?

#include "runner.h"

#include <cstdio>
#include <functional>
#include <gtest/gtest.h>

using namespace tprt::test;
namespace fb = tprt::fb;

namespace {

bytes small_program() {
  program_builder b(2);
  fb::Ref in = b.argument(fb::DType::f32, {1024});
  fb::Ref out = b.result(fb::DType::f32, {1024});
  b.launch(b.kernel("add_arrays", 64, 3), {in, in, out}, 2);
  return b.build();
}

tprt_file_header_t &header(bytes &file) {
  return *reinterpret_cast<tprt_file_header_t *>(file.data());
}

void expect_refused(const bytes &file, const char *why) {
  runner run;
  outcome outcome = run.load(file);
  EXPECT_EQ(outcome.code(), TPRT_BAD_INPUT);
  EXPECT_NE(outcome.message().find(why), std::string::npos)
      << outcome.message();
}

TEST(Loader, AcceptsAGoodFile) {
  runner run;
  outcome outcome = run.load(small_program());
  EXPECT_TRUE(outcome.ok()) << outcome.message();
}

TEST(Loader, NamesBothVersions) {
  bytes file = small_program();
  header(file).version = TPRT_FORMAT_VERSION + 1;
  rehash(file);
  std::string why =
      "format version " + std::to_string(TPRT_FORMAT_VERSION + 1) +
      ", this library reads version " + std::to_string(TPRT_FORMAT_VERSION);
  expect_refused(file, why.c_str());
}

TEST(Loader, HeaderFields) {
  bytes file = small_program();
  header(file).magic[0] = 'T';
  expect_refused(file, "magic");
  file = small_program();
  header(file).file_size += 1;
  rehash(file);
  expect_refused(file, "cut short");
  file = small_program();
  header(file).table_size = UINT64_MAX;
  rehash(file);
  expect_refused(file, "outside the file");
  file = small_program();
  header(file).reserved[3] = 1;
  rehash(file);
  expect_refused(file, "reserved");
  file = small_program();
  file.back() ^= 1;
  expect_refused(file, "checksum");
  rehash(file);
  expect_refused(file, "hash");
  expect_refused({}, "0 bytes");
}

TEST(Loader, Paths) {
  runner run;
  outcome missing = tprt_executable_load("/no/such/file.tpx", &run.executable);
  EXPECT_EQ(missing.code(), TPRT_BAD_INPUT);
  EXPECT_NE(missing.message().find("/no/such/file.tpx: "), std::string::npos);
  outcome folder = tprt_executable_load("/", &run.executable);
  EXPECT_EQ(folder.code(), TPRT_BAD_INPUT);
  std::string path = testing::TempDir() + "loader_test.tpx";
  bytes file = small_program();
  FILE *stream = std::fopen(path.c_str(), "wb");
  ASSERT_TRUE(stream);
  std::fwrite(file.data(), 1, file.size(), stream);
  std::fclose(stream);
  outcome good = tprt_executable_load(path.c_str(), &run.executable);
  EXPECT_TRUE(good.ok()) << good.message();
  std::remove(path.c_str());
}

TEST(Target, WhatThisMachineLacksIsNamed) {
  program_builder b(1);
  b.program.target->features = {"sse2", "sse4.2", "time-travel"};
  {
    runner run;
    ASSERT_TRUE(run.load(b.build()).ok());
    outcome outcome = run.create();
    EXPECT_EQ(outcome.code(), TPRT_UNSUPPORTED);
    EXPECT_NE(outcome.message().find("lacks: time-travel"), std::string::npos)
        << outcome.message();
  }
  b.program.target->triple = "sparc-sun-solaris";
  runner run;
  ASSERT_TRUE(run.load(b.build()).ok());
  outcome outcome = run.create();
  EXPECT_EQ(outcome.code(), TPRT_UNSUPPORTED);
  EXPECT_NE(outcome.message().find("sparc"), std::string::npos);
}

TEST(Target, UnknownBackendAndTransport) {
  runner run;
  ASSERT_TRUE(run.load(small_program()).ok());
  EXPECT_EQ(run.create({"abacus", nullptr, 0, 0}).code(), TPRT_UNSUPPORTED);
  EXPECT_EQ(run.create({nullptr, "pigeon", 0, 0}).code(), TPRT_UNSUPPORTED);
}

TEST(Kernels, MissingSymbol) {
  program_builder b(1);
  b.kernel("absent", 1, 0);
  runner run;
  ASSERT_TRUE(run.load(b.build()).ok());
  outcome outcome = run.create();
  EXPECT_EQ(outcome.code(), TPRT_BAD_INPUT);
  EXPECT_NE(outcome.message().find("\"absent\""), std::string::npos);
}

// What a kernel says of itself wins over what the table says of it.
TEST(Kernels, TablesMustAgreeWithTheKernel) {
  auto refuse = [](uint64_t tiles, uint64_t elements, uint32_t reads,
                   const char *why) {
    program_builder b(1);
    fb::Ref one = b.arena(4 * elements), two = b.arena(4 * elements);
    fb::Ref out = b.result(fb::DType::f32, {elements});
    b.launch(b.kernel("add_arrays", tiles, 3), {one, two, out}, reads);
    runner run;
    ASSERT_TRUE(run.load(b.build()).ok());
    outcome outcome = run.create();
    EXPECT_EQ(outcome.code(), TPRT_BAD_INPUT) << why;
    EXPECT_NE(outcome.message().find(why), std::string::npos)
        << outcome.message();
  };
  refuse(65, 1024, 2, "the file says 65");
  refuse(64, 1024, 1, "the file says 64, 3, 1");
  refuse(64, 1000, 2, "has 4096 bytes, the file gives 4000");
}

// Libraries of several files at once, and again after they are gone: a path
// that is used again must not give the earlier library.
TEST(Kernels, ManyLibraries) {
  bytes file = small_program();
  for (int round = 0; round < 3; ++round) {
    std::vector<std::unique_ptr<runner>> runs;
    for (int i = 0; i < 5; ++i) {
      runs.push_back(std::make_unique<runner>(file));
      for (uint32_t rank = 0; rank < 2; ++rank)
        runs.back()->write(rank, 0, std::vector<float>(1024, 1.5f));
      ASSERT_TRUE(runs.back()->run().ok());
      EXPECT_EQ(runs.back()->read_as<float>(1, 0)[7], 3.0f);
    }
  }
}

} // namespace
