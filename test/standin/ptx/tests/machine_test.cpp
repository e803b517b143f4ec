//===- machine_test.cpp - do threads, warps and memory work together? -----===//
#include "harness.h"
#include <numeric>

using namespace ptx_test;

/// Runs a kernel `test` whose only parameter is an array of words; one block of
/// `threads`.
static std::vector<uint32_t> run_words(const std::string &declarations,
                                       const std::string &body,
                                       unsigned threads, size_t words,
                                       unsigned blocks = 1,
                                       uint64_t shared_bytes = 0) {
  std::unique_ptr<ptx::module> module = parse(
      header() + declarations +
      "\n.visible .entry test(.param .u64 out)\n{\n"
      ".reg .pred %p<9>;\n.reg .b16 %h<9>;\n.reg .b32 %r<20>;\n"
      ".reg .b64 %rd<20>;\nld.param.u64 %rd1, [out];\nmov.u32 %r1, %tid.x;\n"
      "mul.wide.u32 %rd2, %r1, 4;\nadd.s64 %rd2, %rd1, %rd2;\n" +
      body + "\n}\n");
  std::vector<uint32_t> result(words);
  if (!module)
    return result;
  uint32_t *out = result.data();
  parameters values(out);
  ptx::launch launch;
  launch.block[0] = threads;
  launch.grid[0] = blocks;
  launch.shared_bytes = shared_bytes;
  launch.parameters = values.get();
  launch.allowed = [&](uint64_t address, uint64_t size, bool) {
    uint64_t base = reinterpret_cast<uint64_t>(out);
    return address >= base && address + size <= base + 4 * words;
  };
  EXPECT_EQ(ptx::run(*module->find("test"), launch), "");
  return result;
}

TEST(Control, LanesLoopAsOftenAsTheyLike) {
  std::vector<uint32_t> result =
      run_words("",
                "mov.u32 %r2, 0;\nmov.u32 %r3, 0;\n"
                "LOOP: setp.ge.u32 %p1, %r2, %r1;\n@%p1 bra DONE;\n"
                "add.u32 %r3, %r3, %r2;\nadd.u32 %r2, %r2, 1;\nbra.uni LOOP;\n"
                "DONE: st.global.u32 [%rd2], %r3;\nret;",
                100, 100);
  for (uint32_t at = 0; at < 100; ++at)
    EXPECT_EQ(result[at], at * (at - 1) / 2);
}

/// Where the ways of lanes join they run together again.
TEST(Control, LanesMeetAgain) {
  std::vector<uint32_t> result =
      run_words("",
                "and.b32 %r2, %r1, 1;\nsetp.eq.u32 %p1, %r2, 0;\n"
                "@%p1 bra EVEN;\nmov.u32 %r3, 3;\nbra JOIN;\n"
                "EVEN: mov.u32 %r3, 4;\n"
                "JOIN: activemask.b32 %r4;\nadd.u32 %r4, %r4, %r3;\n"
                "st.global.u32 [%rd2], %r4;\nret;",
                32, 32);
  for (uint32_t at = 0; at < 32; ++at)
    EXPECT_EQ(result[at], ~0u + (at % 2 ? 3u : 4u));
}

TEST(Control, ThreadsExitEarly) {
  std::vector<uint32_t> result =
      run_words("",
                "st.global.u32 [%rd2], 7;\nsetp.gt.u32 %p1, %r1, 20;\n"
                "@%p1 exit;\nst.global.u32 [%rd2], 8;\nret;",
                32, 32);
  for (uint32_t at = 0; at < 32; ++at)
    EXPECT_EQ(result[at], at > 20 ? 7u : 8u);
}

TEST(Control, BranchesByIndex) {
  std::vector<uint32_t> result =
      run_words("",
                "rem.u32 %r2, %r1, 3;\n"
                "TABLE: .branchtargets A, B, C;\nbrx.idx %r2, TABLE;\n"
                "A: mov.u32 %r3, 10;\nbra END;\nB: mov.u32 %r3, 20;\nbra END;\n"
                "C: mov.u32 %r3, 30;\nEND: st.global.u32 [%rd2], %r3;\nret;",
                45, 45);
  for (uint32_t at = 0; at < 45; ++at)
    EXPECT_EQ(result[at], 10 * (at % 3 + 1));
}

TEST(Memory, VectorsAndWidths) {
  std::vector<uint32_t> result =
      run_words("",
                "setp.ne.u32 %p1, %r1, 0;\n@%p1 exit;\n"
                "mov.b32 %r2, 0x80c0ffee;\nst.global.u32 [%rd1], %r2;\n"
                "ld.global.u8 %r3, [%rd1+3];\nld.global.s8 %r4, [%rd1+3];\n"
                "ld.global.u16 %h1, [%rd1+2];\ncvt.u32.u16 %r5, %h1;\n"
                "ld.global.s16 %r6, [%rd1+2];\n"
                "st.global.v4.b32 [%rd1+16], {%r3, %r4, %r5, %r6};\n"
                "ld.global.v2.u32 {%r7, %r8}, [%rd1+24];\n"
                "st.global.v2.u32 [%rd1+32], {%r8, %r7};\n"
                "st.global.b8 [%rd1+1], %r8;\nst.global.u16 [%rd1+6], %h1;\n"
                "ret;",
                1, 10);
  EXPECT_EQ(result[4], 0x80u);
  EXPECT_EQ(result[5], 0xffffff80u);
  EXPECT_EQ(result[6], 0x80c0u);
  EXPECT_EQ(result[7], 0xffff80c0u);
  EXPECT_EQ(result[8], 0xffff80c0u);
  EXPECT_EQ(result[9], 0x80c0u);
  EXPECT_EQ(result[0], 0x80c0c0eeu);
  EXPECT_EQ(result[1], 0x80c00000u);
}

TEST(Memory, ConstantAndGlobalVariables) {
  std::string declarations =
      ".const .align 4 .b8 bytes[8] = {1, 0, 0, 0, 254, 255, 255, 255};\n"
      ".global .align 8 .u64 wide[3] = {5, 6};\n"
      ".visible .global .align 4 .f32 number = 0f3F800000;\n"
      ".global .align 8 .u64 pointer = generic(wide);\n";
  std::vector<uint32_t> result = run_words(
      declarations,
      "ld.const.u32 %r2, [bytes+4];\nst.global.u32 [%rd1], %r2;\n"
      "mov.u64 %rd3, wide;\nld.global.u64 %rd4, [%rd3+8];\n"
      "st.global.u32 [%rd1+4], %rd4;\nld.global.u32 %r3, [number];\n"
      "st.global.u32 [%rd1+8], %r3;\nld.global.u64 %rd5, [pointer];\n"
      "ld.u64 %rd6, [%rd5];\nst.global.u32 [%rd1+12], %rd6;\n"
      "ld.global.u64 %rd7, [wide+16];\nst.global.u32 [%rd1+16], %rd7;\nret;",
      1, 5);
  EXPECT_EQ(result[0], 0xfffffffeu);
  EXPECT_EQ(result[1], 6u);
  EXPECT_EQ(result[2], 0x3f800000u);
  EXPECT_EQ(result[3], 5u);
  EXPECT_EQ(result[4], 0u);
}

TEST(Memory, LocalMemoryIsEachThreadsOwn) {
  std::vector<uint32_t> result =
      run_words("",
                ".local .align 8 .b8 depot[16];\nmov.b64 %rd3, depot;\n"
                "cvta.local.u64 %rd4, %rd3;\nst.local.u32 [%rd3+4], %r1;\n"
                "ld.u32 %r2, [%rd4+4];\nadd.u32 %r2, %r2, 100;\n"
                "st.global.u32 [%rd2], %r2;\nret;",
                70, 70);
  for (uint32_t at = 0; at < 70; ++at)
    EXPECT_EQ(result[at], at + 100);
}

/// Through a barrier, by generic and by shared addresses.
TEST(Memory, SharedMemoryIsTheBlocks) {
  std::vector<uint32_t> result = run_words(
      ".shared .align 4 .b8 tile[512];",
      "mov.u64 %rd3, tile;\nmul.wide.u32 %rd4, %r1, 4;\nadd.s64 %rd5, %rd3, "
      "%rd4;\nst.shared.u32 [%rd5], %r1;\nbar.sync 0;\n"
      "sub.u32 %r2, 127, %r1;\nmul.wide.u32 %rd6, %r2, 4;\n"
      "cvta.shared.u64 %rd7, %rd3;\nadd.s64 %rd8, %rd7, %rd6;\n"
      "ld.u32 %r3, [%rd8];\nst.global.u32 [%rd2], %r3;\nret;",
      128, 128);
  for (uint32_t at = 0; at < 128; ++at)
    EXPECT_EQ(result[at], 127 - at);
}

/// Dynamic shared memory lies behind the kernel's own.
TEST(Memory, DynamicSharedMemory) {
  std::vector<uint32_t> result = run_words(
      ".shared .align 4 .b8 fixed[20];\n"
      ".extern .shared .align 16 .b8 dynamic[];",
      "st.shared.u32 [fixed], 1;\nmov.u32 %r2, dynamic;\n"
      "st.shared.u32 [%r2], 2;\nld.shared.u32 %r3, [fixed];\n"
      "mov.u32 %r4, %dynamic_smem_size;\nst.global.u32 [%rd1], %r2;\n"
      "st.global.u32 [%rd1+4], %r3;\nst.global.u32 [%rd1+8], %r4;\nret;",
      1, 3, 1, 64);
  EXPECT_EQ(result[0], 32u);
  EXPECT_EQ(result[1], 1u);
  EXPECT_EQ(result[2], 64u);
}

/// What a vector loads behind elements that were written is no number.
TEST(Memory, UnwrittenEndOfASharedVector) {
  std::vector<uint32_t> result = run_words(
      ".shared .align 8 .b8 s[8];",
      "st.shared.u32 [s], 7;\nld.shared.v2.u32 {%r2, %r3}, [s];\n"
      "st.global.u32 [%rd1], %r2;\nst.global.u32 [%rd1+4], %r3;\nret;",
      1, 2);
  EXPECT_EQ(result[0], 7u);
  EXPECT_EQ(result[1], 0xFFFFFFFFu);
}

TEST(Memory, ShapesOfLaunches) {
  std::unique_ptr<ptx::module> module = parse(
      header() +
      std::string(
          ".entry test(.param .u64 out)\n.maxntid 24, 1, 1\n{\n"
          ".reg .b32 %r<20>;\n.reg .b64 %rd<9>;\n"
          "mov.u32 %r1, %tid.x;\nmov.u32 %r2, %tid.y;\nmov.u32 %r3, %tid.z;\n"
          "mov.u32 %r4, %ctaid.x;\nmov.u32 %r5, %ctaid.y;\n"
          "mov.u32 %r6, %ntid.x;\nmov.u32 %r7, %ntid.y;\n"
          "mad.lo.u32 %r8, %r3, %r7, %r2;\nmad.lo.u32 %r8, %r8, %r6, %r1;\n"
          "mov.u32 %r9, %nctaid.x;\nmad.lo.u32 %r10, %r5, %r9, %r4;\n"
          "mad.lo.u32 %r11, %r10, 24, %r8;\n"
          "ld.param.u64 %rd1, [out];\nmad.wide.u32 %rd2, %r11, 4, %rd1;\n"
          "st.global.u32 [%rd2], %r11;\nret;\n}\n"));
  ASSERT_TRUE(module);
  std::vector<uint32_t> result(24 * 6, ~0u);
  uint32_t *out = result.data();
  parameters values(out);
  ptx::launch launch;
  launch.block[0] = 2;
  launch.block[1] = 3;
  launch.block[2] = 4;
  launch.grid[0] = 3;
  launch.grid[1] = 2;
  launch.parameters = values.get();
  const ptx::kernel *kernel = module->find("test");
  EXPECT_EQ(ptx::max_threads(*kernel), 24u);
  EXPECT_EQ(ptx::run(*kernel, launch), "");
  std::vector<uint32_t> wanted(24 * 6);
  std::iota(wanted.begin(), wanted.end(), 0u);
  EXPECT_EQ(result, wanted);
  launch.block[2] = 5;
  EXPECT_EQ(ptx::run(*kernel, launch),
            "kernel test: a block has 30 threads, not 1 to 24");
}

//===----------------------------------------------------------------------===//
// Warps
//===----------------------------------------------------------------------===//

static std::vector<uint32_t> shuffle(const std::string &instruction,
                                     unsigned threads = 32) {
  return run_words("",
                   "mul.lo.u32 %r2, %r1, 10;\n" + instruction +
                       "\nselp.b32 %r4, 1000, 0, %p1;\nadd.u32 %r3, %r3, %r4;\n"
                       "st.global.u32 [%rd2], %r3;\nret;",
                   threads, threads);
}

TEST(Warps, Shuffles) {
  std::vector<uint32_t> up =
      shuffle("shfl.sync.up.b32 %r3|%p1, %r2, 3, 0, 0xffffffff;");
  std::vector<uint32_t> down =
      shuffle("shfl.sync.down.b32 %r3|%p1, %r2, 5, 31, -1;");
  std::vector<uint32_t> butterfly =
      shuffle("shfl.sync.bfly.b32 %r3|%p1, %r2, 16, 31, -1;");
  std::vector<uint32_t> index =
      shuffle("shfl.sync.idx.b32 %r3|%p1, %r2, 9, 31, -1;");
  // Segments of 8 lanes.
  std::vector<uint32_t> segments =
      shuffle("shfl.sync.down.b32 %r3|%p1, %r2, 2, 6175, -1;");
  for (uint32_t lane = 0; lane < 32; ++lane) {
    EXPECT_EQ(up[lane], lane < 3 ? 10 * lane : 1000 + 10 * (lane - 3));
    EXPECT_EQ(down[lane], lane > 26 ? 10 * lane : 1000 + 10 * (lane + 5));
    EXPECT_EQ(butterfly[lane], 1000 + 10 * (lane ^ 16));
    EXPECT_EQ(index[lane], 1090u);
    EXPECT_EQ(segments[lane],
              lane % 8 > 5 ? 10 * lane : 1000 + 10 * (lane + 2));
  }
}

/// As compilers write them where the predicate is not asked for.
TEST(Warps, ShufflesWithoutAPredicate) {
  std::vector<uint32_t> result =
      run_words("",
                "shfl.sync.bfly.b32 %r2, %r1, 1, 31, -1;\n"
                "st.global.u32 [%rd2], %r2;\nret;",
                64, 64);
  for (uint32_t lane = 0; lane < 64; ++lane)
    EXPECT_EQ(result[lane], lane ^ 1);
}

TEST(Warps, Votes) {
  std::vector<uint32_t> result = run_words(
      "",
      "setp.lt.u32 %p1, %r1, 4;\nvote.sync.ballot.b32 %r2, %p1, -1;\n"
      "vote.sync.any.pred %p2, %p1, -1;\nvote.sync.all.pred %p3, %p1, -1;\n"
      "vote.sync.ballot.b32 %r5, !%p1, -1;\n"
      "selp.b32 %r3, 1, 0, %p2;\nselp.b32 %r4, 1, 0, %p3;\n"
      "shr.u32 %r6, %r1, 4;\nmatch.any.sync.b32 %r7, %r6, -1;\n"
      "setp.ne.u32 %p4, %r1, 17;\n@%p4 exit;\n"
      "st.global.v4.b32 [%rd1], {%r2, %r3, %r4, %r5};\n"
      "st.global.u32 [%rd1+16], %r7;\nret;",
      32, 5);
  EXPECT_EQ(result, (std::vector<uint32_t>{15, 1, 0, ~15u, 0xffff0000u}));
}

//===----------------------------------------------------------------------===//
// Atomics
//===----------------------------------------------------------------------===//

TEST(Atomics, OnGlobalMemory) {
  std::vector<uint32_t> result =
      run_words("",
                "atom.global.add.u32 %r2, [%rd1], 1;\n"
                "red.global.max.u32 [%rd1+4], %r1;\n"
                "cvt.rn.f32.u32 %r3, %r1;\nred.global.add.f32 [%rd1+8], %r3;\n"
                "atom.global.cas.b32 %r4, [%rd1+12], 0, 77;\n"
                "red.global.add.u64 [%rd1+16], 4294967296;\n"
                "atom.global.exch.b32 %r5, [%rd1+24], 5;\nret;",
                64, 8, 2);
  EXPECT_EQ(result[0], 128u);
  EXPECT_EQ(result[1], 63u);
  EXPECT_EQ(bits_as<float>(result[2]), 2.f * 63 * 32);
  EXPECT_EQ(result[3], 77u);
  EXPECT_EQ(result[5], 128u);
  EXPECT_EQ(result[6], 5u);
}

TEST(Atomics, OnSharedMemory) {
  std::vector<uint32_t> result = run_words(
      ".shared .align 4 .u32 sum;",
      "setp.eq.u32 %p1, %r1, 0;\n@%p1 st.shared.u32 [sum], 0;\nbar.sync 0;\n"
      "red.shared.add.u32 [sum], %r1;\nbar.sync 0;\n"
      "ld.shared.u32 %r2, [sum];\nst.global.u32 [%rd2], %r2;\nret;",
      96, 96);
  for (uint32_t value : result)
    EXPECT_EQ(value, 95u * 96 / 2);
}

//===----------------------------------------------------------------------===//
// Counts
//===----------------------------------------------------------------------===//

TEST(Counts, SectorsAndBytes) {
  std::unique_ptr<ptx::module> module = parse(
      header() +
      std::string(".entry test(.param .u64 data, .param .u32 stride)\n{\n"
                  ".reg .b32 %r<9>;\n.reg .b64 %rd<9>;\n"
                  "ld.param.u64 %rd1, [data];\nld.param.u32 %r2, [stride];\n"
                  "mov.u32 %r1, %tid.x;\nmul.lo.u32 %r1, %r1, %r2;\n"
                  "mad.wide.u32 %rd2, %r1, 4, %rd1;\n"
                  "ld.global.u32 %r3, [%rd2];\nst.global.u32 [%rd2], %r3;\n"
                  "ret;\n}\n"));
  ASSERT_TRUE(module);
  alignas(32) static uint32_t data[32 * 8];
  uint32_t *address = data;
  const ptx::kernel *kernel = module->find("test");
  auto sectors_of = [&](uint32_t stride) {
    uint64_t before = ptx::counts(*kernel).global_sectors;
    parameters values(address, stride);
    ptx::launch launch;
    launch.block[0] = 32;
    launch.parameters = values.get();
    EXPECT_EQ(ptx::run(*kernel, launch), "");
    return ptx::counts(*kernel).global_sectors - before;
  };
  EXPECT_EQ(sectors_of(1), 2 * 4u);
  EXPECT_EQ(sectors_of(2), 2 * 8u);
  EXPECT_EQ(sectors_of(8), 2 * 32u);
  EXPECT_EQ(sectors_of(0), 2 * 1u);
  ptx::statistics counted = ptx::counts(*kernel);
  EXPECT_EQ(counted.global_reads, 4u);
  EXPECT_EQ(counted.global_writes, 4u);
  EXPECT_EQ(counted.bytes_asked, 8u * 128);
  EXPECT_EQ(counted.instructions, 4u * 8);
}
