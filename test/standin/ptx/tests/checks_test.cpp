//===- checks_test.cpp - is each wrong access found, and where? -----------===//
// Each kernel does one thing that a GPU may let pass; the error names the
// kernel, the line, the block and the thread.
#include "harness.h"

using namespace ptx_test;

/// The error of a kernel on 64 words of global memory; empty when it runs.
static std::string error_of(const std::string &declarations,
                            const std::string &body, unsigned threads = 64,
                            uint64_t most_instructions = 1 << 20) {
  std::unique_ptr<ptx::module> module =
      parse(header() + declarations +
            "\n.visible .entry test(.param .u64 out)\n{\n.reg .pred %p<9>;\n"
            ".reg .b32 %r<20>;\n.reg .b64 %rd<20>;\nld.param.u64 %rd1, [out];\n"
            "mov.u32 %r1, %tid.x;\nmul.wide.u32 %rd2, %r1, 4;\n" +
            body + "\n}\n");
  if (!module)
    return "does not parse";
  alignas(64) static uint32_t words[64];
  uint32_t *out = words;
  parameters values(out);
  ptx::launch launch;
  launch.block[0] = threads;
  launch.parameters = values.get();
  launch.most_instructions = most_instructions;
  launch.allowed = [&](uint64_t address, uint64_t size, bool) {
    uint64_t base = reinterpret_cast<uint64_t>(out);
    return address >= base && size <= sizeof(words) &&
           address - base <= sizeof(words) - size;
  };
  return ptx::run(*module->find("test"), launch);
}

#define EXPECT_ERROR(text, ...)                                                \
  do {                                                                         \
    std::string error = error_of(__VA_ARGS__);                                 \
    EXPECT_NE(error.find(text), error.npos) << error;                          \
  } while (false)

TEST(Checks, TheErrorSaysWhere) {
  std::string error = error_of(
      "", "add.s64 %rd3, %rd1, %rd2;\nst.global.u32 [%rd3+132], %r1;\nret;");
  EXPECT_EQ(error.substr(0, error.find(": writes")),
            "kernel test, line 14 `st.global.u32 [%rd3+132], %r1;`, block "
            "(0, 0, 0), thread (31, 0, 0)");
}

TEST(Checks, GlobalMemoryOutsideAllocations) {
  EXPECT_ERROR("which is in no allocation", "",
               "add.s64 %rd3, %rd1, %rd2;\nld.global.u32 %r2, [%rd3+4];\nret;");
  EXPECT_ERROR("which is in no allocation", "",
               "st.global.u32 [%rd1+-4], %r1;\nret;", 1);
  EXPECT_ERROR("which is in no allocation", "",
               "atom.global.add.u32 %r2, [%rd1+256], 1;\nret;", 1);
  // Part of it inside.
  EXPECT_ERROR("which is in no allocation", "",
               "ld.global.v4.u32 {%r2, %r3, %r4, %r5}, [%rd1+256];\nret;", 1);
  EXPECT_ERROR("which is in no allocation", "",
               "mov.b64 %rd3, 0;\nld.global.u32 %r2, [%rd3];\nret;", 1);
}

TEST(Checks, ConstantsAreNotWritten) {
  EXPECT_ERROR("which is in no allocation", ".const .u32 fixed = 1;",
               "mov.u64 %rd3, fixed;\nst.u32 [%rd3], %r1;\nret;");
}

TEST(Checks, Alignment) {
  EXPECT_ERROR("unaligned", "", "ld.global.u32 %r2, [%rd1+2];\nret;");
  EXPECT_ERROR("unaligned", "", "ld.global.v2.u32 {%r2, %r3}, [%rd1+4];\nret;");
  EXPECT_ERROR("unaligned", ".shared .align 4 .b8 s[64];",
               "st.shared.u32 [s+1], %r1;\nret;");
}

TEST(Checks, SharedMemoryOutOfBounds) {
  EXPECT_ERROR("of shared memory at 0x40, which has 64 bytes",
               ".shared .align 4 .b8 s[64];",
               "mov.u64 %rd3, s;\nadd.s64 %rd3, %rd3, %rd2;\n"
               "st.shared.u32 [%rd3], %r1;\nret;");
  EXPECT_ERROR("of shared memory at 0x44", ".shared .align 4 .b8 s[64];",
               "mov.u64 %rd3, s;\ncvta.shared.u64 %rd4, %rd3;\n"
               "ld.u32 %r2, [%rd4+68];\nret;");
}

TEST(Checks, LocalMemoryOutOfBounds) {
  EXPECT_ERROR("of local memory", "",
               ".local .align 4 .b8 l[16];\nst.local.u32 [l+16], %r1;\nret;");
}

static const char *const shared_words = ".shared .align 4 .b8 s[256];";

/// %rd4: the thread's own word; %rd5: the next thread's, in a ring of 64.
static const char *const addresses =
    "mov.u64 %rd3, s;\nadd.s64 %rd4, %rd3, %rd2;\nadd.u32 %r2, %r1, 1;\n"
    "and.b32 %r2, %r2, 63;\nmul.wide.u32 %rd5, %r2, 4;\n"
    "add.s64 %rd5, %rd3, %rd5;\n";
static std::string with_addresses(const std::string &body) {
  return addresses + body + "\nret;";
}

TEST(Checks, UnwrittenSharedMemory) {
  EXPECT_ERROR("reads shared memory that no thread of the block wrote",
               shared_words, with_addresses("ld.shared.u32 %r3, [%rd4];"));
  EXPECT_ERROR("reads shared memory that no thread of the block wrote",
               ".shared .align 8 .b8 s[512];",
               "mul.wide.u32 %rd3, %r1, 8;\nmov.u64 %rd4, s;\n"
               "add.s64 %rd4, %rd4, %rd3;\nst.shared.u32 [%rd4+4], %r1;\n"
               "ld.shared.v2.u32 {%r3, %r4}, [%rd4];\nret;");
}

TEST(Checks, RacesOnSharedMemory) {
  std::string written = "st.shared.u32 [%rd4], %r1;\nbar.sync 0;\n";
  EXPECT_ERROR("reads shared memory that another thread wrote", shared_words,
               with_addresses(written + "st.shared.u32 [%rd4], %r1;\n"
                                        "ld.shared.u32 %r3, [%rd5];"));
  EXPECT_ERROR("writes shared memory that another thread wrote", shared_words,
               with_addresses("st.shared.u32 [s], %r1;"));
  EXPECT_ERROR("writes shared memory that another thread read", shared_words,
               with_addresses(written + "ld.shared.u32 %r3, [%rd5];\n"
                                        "st.shared.u32 [%rd4], %r1;"));
  // A warp's own barrier orders nothing between warps.
  EXPECT_ERROR("writes shared memory that another thread read", shared_words,
               with_addresses(written + "st.shared.u32 [%rd4], %r1;\n"
                                        "bar.warp.sync -1;\n"
                                        "ld.shared.u32 %r3, [%rd5];"));
}

TEST(Checks, OrderedAccessesAreNoRace) {
  EXPECT_EQ(error_of(shared_words,
                     with_addresses("st.shared.u32 [%rd4], %r1;\nbar.sync 0;\n"
                                    "ld.shared.u32 %r3, [%rd5];\nbar.sync 0;\n"
                                    "st.shared.u32 [%rd4], %r3;\n"
                                    "ld.shared.u32 %r3, [%rd4];")),
            "");
  EXPECT_EQ(error_of(shared_words,
                     "mov.u64 %rd3, s;\nadd.s64 %rd4, %rd3, %rd2;\n"
                     "xor.b32 %r2, %r1, 1;\nmul.wide.u32 %rd5, %r2, 4;\n"
                     "add.s64 %rd5, %rd3, %rd5;\nst.shared.u32 [%rd4], %r1;\n"
                     "bar.warp.sync -1;\nld.shared.u32 %r3, [%rd5];\n"
                     "bar.warp.sync -1;\nst.shared.u32 [%rd4], %r3;\nret;"),
            "");
  // All read what one wrote.
  EXPECT_EQ(error_of(shared_words,
                     "setp.eq.u32 %p1, %r1, 5;\n@%p1 st.shared.u32 [s], %r1;\n"
                     "bar.sync 0;\nld.shared.u32 %r3, [s];\nbar.sync 0;\n"
                     "setp.eq.u32 %p2, %r1, 40;\n"
                     "@%p2 st.shared.u32 [s], %r1;\nret;"),
            "");
}

/// Neighbours in a word are not one another's business.
TEST(Checks, NarrowElementsDoNotRace) {
  EXPECT_EQ(error_of(".shared .align 2 .b8 s[128];",
                     "mov.u64 %rd3, s;\nmad.wide.u32 %rd4, %r1, 2, %rd3;\n"
                     "st.shared.u16 [%rd4], %r1;\nbar.sync 0;\n"
                     "ld.shared.u16 %r2, [%rd4];\nret;"),
            "");
}

TEST(Checks, AtomicsRaceWithPlainAccesses) {
  EXPECT_ERROR("another thread", ".shared .align 4 .u32 s;",
               "setp.eq.u32 %p1, %r1, 0;\n@%p1 st.shared.u32 [s], 0;\n"
               "bar.sync 0;\nred.shared.add.u32 [s], 1;\n"
               "ld.shared.u32 %r2, [s];\nret;");
}

TEST(Checks, BarriersThatThreadsMiss) {
  // Half of a warp waits at one barrier, half at another.
  EXPECT_ERROR("threads of a warp stand at different barriers", "",
               "setp.lt.u32 %p1, %r1, 16;\n@%p1 bra LOW;\nbar.sync 0;\n"
               "bra END;\nLOW: bar.sync 0;\nEND: ret;");
}

/// A barrier waits only for the threads that have not exited.
TEST(Checks, ThreadsMayExitBeforeABarrier) {
  EXPECT_EQ(error_of("",
                     "setp.lt.u32 %p1, %r1, 16;\n@%p1 bra END;\nbar.sync 0;\n"
                     "END: ret;"),
            "");
  EXPECT_EQ(error_of("", "setp.lt.u32 %p1, %r1, 32;\n@%p1 exit;\nbar.sync 0;\n"
                         "ret;"),
            "");
}

TEST(Checks, ShufflesWithLanesThatAreNotThere) {
  EXPECT_ERROR("the mask names lane 0, which is not there", "",
               "setp.lt.u32 %p1, %r1, 16;\n@%p1 bra END;\n"
               "shfl.sync.bfly.b32 %r2, %r1, 1, 31, -1;\nEND: ret;",
               32);
  // A block that does not fill its last warp.
  EXPECT_ERROR("the mask names lane 16, which is not there", "",
               "shfl.sync.bfly.b32 %r2, %r1, 1, 31, -1;\nret;", 48);
  EXPECT_ERROR("the value comes from lane 16, which is not there", "",
               "shfl.sync.bfly.b32 %r2, %r1, 16, 31, 0xffff;\nret;", 16);
  EXPECT_ERROR("the mask does not name the lane itself", "",
               "shfl.sync.bfly.b32 %r2, %r1, 1, 31, 0xffff;\nret;", 32);
  EXPECT_ERROR("which is not there", "",
               "setp.lt.u32 %p1, %r1, 16;\n@%p1 bra END;\n"
               "bar.warp.sync -1;\nEND: ret;",
               32);
}

TEST(Checks, KernelsThatTrapOrNeverEnd) {
  EXPECT_ERROR("thread (3, 0, 0): the kernel traps", "",
               "setp.eq.u32 %p1, %r1, 3;\n@%p1 trap;\nret;");
  EXPECT_ERROR("the kernel does not come to its end", "",
               "LOOP: bra.uni LOOP;");
}

TEST(Checks, IndexedBranches) {
  EXPECT_ERROR("the index of the branch is outside its labels", "",
               "T: .branchtargets A, B;\nbrx.idx %r1, T;\nA: ret;\nB: ret;");
}

TEST(Checks, Launches) {
  std::unique_ptr<ptx::module> module =
      parse(header() + std::string(".entry test(.param .u64 x)\n{\nret;\n}\n"));
  ptx::launch launch;
  EXPECT_EQ(ptx::run(*module->find("test"), launch),
            "kernel test: the parameters are missing");
  parameters values(uint64_t(0));
  launch.parameters = values.get();
  launch.grid[1] = 0;
  EXPECT_EQ(ptx::run(*module->find("test"), launch),
            "kernel test: the grid is empty");
  launch.grid[1] = 1;
  launch.block[0] = 1025;
  EXPECT_EQ(ptx::run(*module->find("test"), launch),
            "kernel test: a block has 1025 threads, not 1 to 1024");
}
