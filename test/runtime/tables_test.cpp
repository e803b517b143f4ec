//===- tables_test.cpp - Backends and transports as tables ----------------===//
// Does the executor walk the whole list with any tables, giving back whatever
// it has opened, and does the registry refuse what is not a table?

#include "null_tables.h"
#include "runner.h"

#include <gtest/gtest.h>

using namespace tprt::test;
namespace fb = tprt::fb;

namespace {

constexpr uint32_t ranks = 4;

/// Two collectives under way at once, and a kernel beside them.
void overlap(program_builder &b, fb::Ref in, fb::Ref out) {
  fb::Ref sum = b.arena(4096), rotated = b.arena(4096), twice = b.arena(4096);
  uint32_t all = b.communicator({"x"});
  b.fork();
  uint32_t first = b.start(fb::CollectiveKind::all_reduce, fb::Reduction::max,
                           fb::DType::f32, 1024, in, sum, all);
  uint32_t second =
      b.start(fb::CollectiveKind::permute, fb::Reduction::none, fb::DType::f32,
              1024, in, rotated, all, {1, 2, 3, 0});
  uint32_t add = b.kernel("add_arrays", 64, 3);
  b.launch(add, {in, in, twice}, 2);
  b.wait(first);
  b.wait(second);
  b.launch(add, {sum, rotated, sum}, 2);
  b.launch(add, {sum, twice, out}, 2);
}

void walk(const char *backend, const char *transport) {
  register_null_tables();
  program_builder b(ranks);
  fb::Ref in = b.argument(fb::DType::f32, {1024});
  fb::Ref out = b.result(fb::DType::f32, {1024});
  overlap(b, in, out);
  runner run(b.build(), {backend, transport, 10000, 1});
  for (uint32_t rank = 0; rank < ranks; ++rank)
    run.write(rank, 0, std::vector<float>(1024));
  reset_counts();
  ASSERT_TRUE(run.run(5).ok());
  if (std::string(backend) == "null")
    EXPECT_EQ(counts().launches, 3u * ranks * 5);
  if (std::string(transport) == "null") {
    EXPECT_EQ(counts().starts, 2u * ranks * 5);
    EXPECT_EQ(counts().waits, 2u * ranks * 5);
  }
}

TEST(NullTables, WalkTheCommandList) {
  for (const char *backend : {"null", "cpu"})
    for (const char *transport : {"null", "inproc"})
      walk(backend, transport);
  EXPECT_EQ(counts().open_devices, 0u);
  EXPECT_EQ(counts().open_modules, 0u);
  EXPECT_EQ(counts().open_groups, 0u);
  EXPECT_EQ(counts().open_buffers, 0u);
  EXPECT_EQ(counts().open_plans, 0u);
  EXPECT_EQ(counts().open_events, 0u);
}

TEST(Registry, WhatThisBuildLeavesOutIsNamed) {
  const tprt_backend_t *backend = nullptr;
  const tprt_transport_t *transport = nullptr;
  outcome cuda = tprt_find_backend("cuda", &backend);
  outcome nccl = tprt_find_transport("nccl", &transport);
  if (!cuda.ok()) {
    EXPECT_EQ(cuda.code(), TPRT_UNSUPPORTED);
    EXPECT_EQ(cuda.message(), "backend \"cuda\" is not in this build: it was "
                              "configured without CUDA headers");
  }
  if (!nccl.ok()) {
    EXPECT_EQ(nccl.code(), TPRT_UNSUPPORTED);
    EXPECT_EQ(nccl.message(), "transport \"nccl\" is not in this build: it was "
                              "configured without NCCL headers");
  }
}

TEST(Registry, NamesAreUniqueAndUnknownOnesListTheOthers) {
  register_null_tables();
  tprt_backend_t again{};
  const tprt_backend_t *cpu = nullptr;
  ASSERT_TRUE(outcome(tprt_find_backend("cpu", &cpu)).ok());
  again = *cpu;
  EXPECT_EQ(outcome(tprt_register_backend(&again)).code(), TPRT_USAGE);
  again.name = "other";
  again.launch = nullptr;
  EXPECT_EQ(outcome(tprt_register_backend(&again)).code(), TPRT_USAGE);
  again.abi = TPRT_BACKEND_ABI + 1;
  EXPECT_EQ(outcome(tprt_register_backend(&again)).code(), TPRT_USAGE);
  const tprt_transport_t *none = nullptr;
  outcome missing = tprt_find_transport("pigeon", &none);
  EXPECT_EQ(missing.code(), TPRT_UNSUPPORTED);
  EXPECT_NE(missing.message().find("inproc"), std::string::npos);
}

} // namespace
