//===- verifier_test.cpp - Programs that must not run ---------------------===//
// Does the verifier refuse, with a reason, each program that would touch memory
// that is not its own, write what is only read, race with a collective, or make
// ranks disagree?

#include "runner.h"

#include <chrono>
#include <functional>
#include <gtest/gtest.h>

using namespace tprt::test;
namespace fb = tprt::fb;

namespace {

/// A good program on 4 ranks; each case spoils it in one place.
struct good {
  program_builder b{{{"x", 2}, {"y", 2}}};
  fb::Ref in, state, out, next, scratch, constant;
  uint32_t everyone = 0, copy = 0, gemm = 0, launch = 0, start = 0, wait = 0;

  good() {
    const float values[64] = {};
    in = b.argument(fb::DType::f32, {64, 32}, {{"x"}, {"y"}});
    state = b.argument(fb::DType::f32, {1024}, {}, 1);
    out = b.result(fb::DType::f32, {1024});
    next = b.result(fb::DType::f32, {1024});
    scratch = b.arena(4096);
    constant = b.constant(values, sizeof values);
    everyone = b.communicator({"x", "y"});
    copy = b.copy(constant, fb::Ref(fb::Space::arena, 0, 0, 256));
    fb::GemmT g;
    g.dtype = fb::DType::f32;
    g.m = 32, g.n = 16, g.k = 16;
    g.lda = g.ldb = g.ldc = 16;
    g.a = std::make_unique<fb::Ref>(in);
    g.b = std::make_unique<fb::Ref>(in);
    g.c = std::make_unique<fb::Ref>(out);
    gemm = b.gemm(g);
    launch = b.launch(b.kernel("add_arrays", 64, 3), {scratch, state, next}, 2);
    b.fork();
    start = b.start(fb::CollectiveKind::all_reduce, fb::Reduction::sum,
                    fb::DType::f32, 1024, next, scratch, everyone);
    wait = b.wait(start);
  }

  template <typename T> T &action(uint32_t index) {
    return *static_cast<T *>(b.program.commands[index]->action.value);
  }
  fb::GemmT &g() { return action<fb::GemmT>(gemm); }
  fb::LaunchT &l() { return action<fb::LaunchT>(launch); }
  fb::StartT &s() { return action<fb::StartT>(start); }
  fb::CopyT &c() { return action<fb::CopyT>(copy); }
};

struct spoiled {
  const char *name;
  std::function<void(good &)> spoil;
  const char *why;
};

fb::Ref moved(const fb::Ref &ref, int64_t by, int64_t grow = 0) {
  return fb::Ref(ref.space(), ref.index(), ref.offset() + uint64_t(by),
                 ref.size() + uint64_t(grow));
}

const spoiled cases[] = {
    // Values.
    {"dtype", [](good &g) { g.b.program.arguments[0]->dtype = fb::DType(13); },
     "not an element type"},
    {"shape_overflow",
     [](good &g) {
       g.b.program.arguments[0]->shape = {uint64_t(1) << 40, uint64_t(1) << 40};
     },
     "overflows"},
    {"extent", [](good &g) { g.b.program.arguments[0]->shape[0] = ~0ull; },
     "extent"},
    {"sharding_rank",
     [](good &g) { g.b.program.arguments[0]->sharding.pop_back(); },
     "sharding of 1"},
    {"axis_twice",
     [](good &g) {
       g.b.program.arguments[0]->sharding[1]->coordinates = {
           g.b.coordinate("x")};
     },
     "split by the same ranks"},
    {"coordinate",
     [](good &g) {
       g.b.program.arguments[0]->sharding[0]->coordinates = {
           fb::Coordinate(3, 2)};
     },
     "does not divide"},
    {"coordinate_zero",
     [](good &g) {
       g.b.program.arguments[0]->sharding[0]->coordinates = {
           fb::Coordinate(0, 2)};
     },
     "does not divide"},
    {"donation_range",
     [](good &g) { g.b.program.arguments[1]->donated_result = 2; },
     "donated to result 2"},
    {"donation_negative",
     [](good &g) { g.b.program.arguments[1]->donated_result = -2; },
     "donated to result -2"},
    {"donation_twice",
     [](good &g) { g.b.argument(fb::DType::f32, {1024}, {}, 1); },
     "both donated"},
    {"donation_layout",
     [](good &g) { g.b.program.arguments[0]->donated_result = 0; },
     "another type or sharding"},
    {"location", [](good &g) { g.b.program.arguments[0]->location = 1000; },
     "location 1000"},
    // Mesh and communicators.
    {"mesh_zero", [](good &g) { g.b.program.mesh[0]->size = 0; }, "mesh axis"},
    {"mesh_overflow",
     [](good &g) { g.b.program.mesh[0]->size = uint64_t(1) << 63; },
     "mesh axis"},
    {"ranks_missing",
     [](good &g) { g.b.program.communicators[0]->groups[0]->ranks.pop_back(); },
     "3 ranks together"},
    {"rank_twice",
     [](good &g) { g.b.program.communicators[0]->groups[0]->ranks[1] = 0; },
     "in two places"},
    {"rank_range",
     [](good &g) { g.b.program.communicators[0]->groups[0]->ranks[1] = 4; },
     "outside [0, 4)"},
    {"groups_uneven",
     [](good &g) {
       auto &groups = g.b.program.communicators[0]->groups;
       groups[0]->ranks = {0, 1, 2};
       groups.push_back(std::make_unique<fb::GroupT>());
       groups[1]->ranks = {3};
     },
     "group 1 has 1 ranks"},
    // Operands.
    {"argument_range",
     [](good &g) {
       g.l().operands[0] = fb::Ref(fb::Space::argument, 2, 0, 4096);
     },
     "argument 2 of 2"},
    {"space",
     [](good &g) { g.l().operands[0] = fb::Ref(fb::Space(4), 0, 0, 4096); },
     "not a space"},
    {"arena_index",
     [](good &g) { g.l().operands[0] = fb::Ref(fb::Space::arena, 1, 0, 4096); },
     "has index 1"},
    {"alignment", [](good &g) { g.l().operands[0] = moved(g.scratch, 4, -64); },
     "not aligned"},
    {"outside", [](good &g) { g.l().operands[0] = moved(g.scratch, 64); },
     "outside its buffer"},
    {"outside_wrapping",
     [](good &g) {
       g.l().operands[0] = fb::Ref(fb::Space::arena, 0, ~uint64_t(63), 4096);
     },
     "outside its buffer"},
    // Writes.
    {"write_constant", [](good &g) { g.l().operands[2] = g.constant; },
     "writes to a constant"},
    {"write_argument",
     [](good &g) {
       g.c().to = std::make_unique<fb::Ref>(moved(g.in, 0, 256 - 2048));
     },
     "not donated"},
    {"copy_overlap",
     [](good &g) {
       g.c().from = std::make_unique<fb::Ref>(fb::Space::arena, 0, 64, 256);
     },
     "overlapping"},
    {"copy_sizes",
     [](good &g) {
       g.c().from = std::make_unique<fb::Ref>(fb::Space::arena, 0, 1024, 64);
     },
     "copies 64 bytes to 256"},
    {"launch_shifted",
     [](good &g) {
       g.l().operands[0] = fb::Ref(fb::Space::arena, 0, 0, 2048);
       g.l().operands[2] = fb::Ref(fb::Space::arena, 0, 64, 2048);
     },
     "overlapping"},
    {"launch_shifted_donation",
     [](good &g) {
       // The result lives in the argument that is read.
       g.l().operands[1] = moved(g.state, 0, -64);
       g.l().operands[2] = moved(g.next, 64, -64);
     },
     "overlapping"},
    {"launch_two_writes",
     [](good &g) {
       g.l().num_reads = 1;
       g.l().operands[1] = g.next;
     },
     "two overlapping"},
    // Products.
    {"gemm_dtype", [](good &g) { g.g().dtype = fb::DType(200); },
     "not an element type"},
    {"gemm_outside", [](good &g) { g.g().m = 33; }, "A spans more"},
    {"gemm_leading", [](good &g) { g.g().lda = 15; }, "are 15 apart"},
    {"gemm_huge", [](good &g) { g.g().k = uint64_t(1) << 33; }, "CBLAS"},
    {"gemm_batch_overflow",
     [](good &g) {
       g.g().batch.push_back(std::make_unique<fb::BatchT>());
       g.g().batch[0]->size = uint64_t(1) << 33;
       g.g().batch[0]->stride_a = uint64_t(1) << 33;
     },
     "A spans more"},
    {"gemm_batches_meet",
     [](good &g) {
       g.g().batch.push_back(std::make_unique<fb::BatchT>());
       g.g().batch[0]->size = 2;
       g.g().batch[0]->stride_c = 8;
     },
     "matrices of C overlap"},
    {"gemm_too_many",
     [](good &g) {
       for (int i = 0; i < 2; ++i) {
         g.g().batch.push_back(std::make_unique<fb::BatchT>());
         g.g().batch[size_t(i)]->size = uint64_t(1) << 40;
       }
     },
     "too many batches"},
    {"gemm_in_place",
     [](good &g) { g.g().a = std::make_unique<fb::Ref>(g.out); },
     "overlapping"},
    // Kernels.
    {"kernel_range", [](good &g) { g.l().kernel = 1; }, "kernel 1 of 1"},
    {"operand_count", [](good &g) { g.l().operands.pop_back(); },
     "gives 2 operands"},
    {"reads", [](good &g) { g.l().num_reads = 4; }, "4 of them read"},
    {"coordinate_count",
     [](good &g) { g.l().coordinates = {g.b.coordinate("x")}; },
     "gives 1 coordinates"},
    {"no_code", [](good &g) { g.b.code.clear(); }, "no code section"},
    {"symbol", [](good &g) { g.b.program.kernels[0]->symbol = ""; },
     "no symbol"},
    // Collectives.
    {"count", [](good &g) { g.s().count = 1023; }, "do not fit"},
    {"count_overflow",
     [](good &g) { g.s().count = (uint64_t(1) << 62) + 1024; }, "do not fit"},
    {"communicator", [](good &g) { g.s().communicator = 1; },
     "communicator 1 of 1"},
    {"kind", [](good &g) { g.s().kind = fb::CollectiveKind(5); }, "not a kind"},
    {"reduction_missing",
     [](good &g) { g.s().reduction = fb::Reduction::none; }, "reduction"},
    {"reduction_extra",
     [](good &g) { g.s().kind = fb::CollectiveKind::all_to_all; },
     "has reduction"},
    {"targets_extra", [](good &g) { g.s().targets = {0, 1, 2, 3}; },
     "4 targets"},
    {"targets_twice",
     [](good &g) {
       g.s().kind = fb::CollectiveKind::permute;
       g.s().reduction = fb::Reduction::none;
       g.s().targets = {0, 1, 1, 2};
     },
     "receives twice"},
    {"sum_of_i1", [](good &g) { g.s().dtype = fb::DType::i1; },
     "max or min only"},
    {"gather_in_place",
     [](good &g) {
       g.s().kind = fb::CollectiveKind::all_to_all;
       g.s().reduction = fb::Reduction::none;
       g.s().recv = std::make_unique<fb::Ref>(g.next);
     },
     "overlapping"},
    // Order.
    {"wait_missing", [](good &g) { g.b.program.commands.pop_back(); },
     "never waited for"},
    {"wait_twice", [](good &g) { g.b.wait(g.start); }, "a second time"},
    {"wait_other", [](good &g) { g.action<fb::WaitT>(g.wait).token = g.copy; },
     "no start and no record"},
    {"wait_early",
     [](good &g) {
       std::swap(g.b.program.commands[g.start], g.b.program.commands[g.wait]);
     },
     "no start and no record"},
    {"wait_range", [](good &g) { g.action<fb::WaitT>(g.wait).token = 99; },
     "no start and no record"},
    {"read_while_receiving",
     [](good &g) {
       auto wait = std::move(g.b.program.commands.back());
       g.b.program.commands.pop_back();
       g.b.copy(g.scratch, g.out);
       g.b.program.commands.push_back(std::move(wait));
     },
     "receives, before its wait"},
    {"write_while_sending",
     [](good &g) {
       auto wait = std::move(g.b.program.commands.back());
       g.b.program.commands.pop_back();
       g.b.copy(g.out, g.state); // the storage of `next`
       g.b.program.commands.push_back(std::move(wait));
     },
     "sends, before its wait"},
    {"start_without_fork",
     [](good &g) {
       g.b.program.commands[g.start - 1]->action.Set(fb::RecordT());
     },
     "before the communication stream has waited"},
    {"start_beside_its_producer",
     [](good &g) {
       // The record moves to the front: the launch is not behind it.
       auto &list = g.b.program.commands;
       auto record = std::move(list[g.start - 2]);
       list.erase(list.begin() + g.start - 2);
       list.insert(list.begin(), std::move(record));
       g.action<fb::WaitT>(g.start - 1).token = 0;
     },
     "op 5 (\"start5\") receives, which does not wait for it"},
    {"last_start_uncovered",
     [](good &g) {
       g.b.start(fb::CollectiveKind::all_reduce, fb::Reduction::sum,
                 fb::DType::f32, 1024, g.next, g.scratch, g.everyone);
     },
     "never waited for"},
    {"record_twice", [](good &g) { g.b.wait(g.start - 2); }, "a second time"},
    // What is done beside a product.
    {"gemm_result", [](good &g) { g.g().result_dtype = fb::DType::f64; },
     "a product of f32 has a result of f64"},
    {"gemm_epilogue", [](good &g) { g.g().epilogue = fb::Epilogue(3); },
     "not an epilogue"},
    {"gemm_bias_size",
     [](good &g) { g.g().bias = std::make_unique<fb::Ref>(g.constant); },
     "a bias of 16 elements of f32 has 256 bytes"},
    {"gemm_bias_in_result",
     [](good &g) {
       g.g().bias = std::make_unique<fb::Ref>(moved(g.out, 0, 64 - 4096));
     },
     "overlapping"},
    {"gemm_aux_alone",
     [](good &g) { g.g().aux = std::make_unique<fb::Ref>(g.scratch); },
     "but has none"},
    {"gemm_aux_small",
     [](good &g) {
       g.g().epilogue = fb::Epilogue::gelu;
       g.g().aux = std::make_unique<fb::Ref>(moved(g.scratch, 0, -4032));
     },
     "aux spans more"},
    {"gemm_aux_is_result",
     [](good &g) {
       g.g().epilogue = fb::Epilogue::gelu;
       g.g().aux = std::make_unique<fb::Ref>(g.out);
     },
     "two overlapping"},
    // How kernels run.
    {"no_threads", [](good &g) { g.b.program.kernels[0]->threads = 0; },
     "has 0 threads"},
    {"many_threads", [](good &g) { g.b.program.kernels[0]->threads = 1025; },
     "has 1025 threads"},
    {"shared_memory",
     [](good &g) { g.b.program.kernels[0]->shared_bytes = 227 * 1024 + 1; },
     "bytes of shared"},
    {"code_form", [](good &g) { g.b.code_format = fb::CodeFormat::ptx; },
     "code of form ptx does not run on backend \"cpu\""},
    {"code_form_unknown", [](good &g) { g.b.code_format = fb::CodeFormat(3); },
     "3 is not a form of code"},
    {"action", [](good &g) { g.b.program.commands[g.copy]->action.Reset(); },
     "does nothing"},
};

/// The file of `builder` is refused with a message that says `why`.
static void expect_refused(program_builder &builder, const char *why) {
  runner run;
  outcome outcome = run.load(builder.build());
  EXPECT_EQ(outcome.code(), TPRT_BAD_INPUT) << outcome.message();
  EXPECT_NE(outcome.message().find(why), std::string::npos)
      << outcome.message();
}

static void expect_accepted(program_builder &builder) {
  runner run;
  outcome outcome = run.load(builder.build());
  EXPECT_TRUE(outcome.ok()) << outcome.message();
}

class Verifier : public testing::TestWithParam<int> {};

TEST_P(Verifier, Refuses) {
  const spoiled &c = cases[GetParam()];
  good program;
  c.spoil(program);
  expect_refused(program.b, c.why);
}

INSTANTIATE_TEST_SUITE_P(All, Verifier,
                         testing::Range(0, int(std::size(cases))),
                         [](const auto &info) {
                           return cases[info.param].name;
                         });

TEST(Verifier, AcceptsTheGoodProgram) {
  good program;
  expect_accepted(program.b);
}

/// A good program with regions: a loop in region 0, in it a branch between
/// regions 1 and 2; then a loop that counts, of region 3.
struct looping {
  program_builder b{2};
  fb::Ref go = b.argument(fb::DType::i1, {}),
          in = b.argument(fb::DType::f32, {16});
  fb::Ref out = b.result(fb::DType::f32, {16});
  fb::Ref predicate = b.arena(1), work = b.arena(64), sum = b.arena(64);
  uint32_t all = b.communicator({"x"});
  uint32_t loop = 0, counted = 0, branch = 0; // in their lists

  looping() {
    b.copy(in, work);
    collective();
    loop = b.loop_while(b.region([&] {
      collective();
      branch = b.branch(go, fb::DType::i1,
                        {b.region([&] { b.copy(in, work); }),
                         b.region([&] { b.copy(sum, work); })});
      b.copy(go, predicate);
    }),
                        predicate);
    counted = b.loop(b.region([&] { collective(); }), 3);
    b.copy(sum, out);
  }

  void collective() {
    b.collective(fb::CollectiveKind::all_reduce, fb::Reduction::sum,
                 fb::DType::f32, 16, work, sum, all);
  }
  std::vector<std::unique_ptr<fb::CommandT>> &region(uint32_t number) {
    return b.program.regions[number]->commands;
  }
  fb::LoopT &loop_at(uint32_t op) {
    return *b.program.commands[op]->action.AsLoop();
  }
  fb::BranchT &b_at() { return *region(0)[branch]->action.AsBranch(); }
};

struct badly_looping {
  const char *name;
  std::function<void(looping &)> spoil;
  const char *why;
};

const badly_looping region_cases[] = {
    {"range", [](looping &l) { l.loop_at(l.loop).region = 4; },
     "runs region 4 of 4"},
    {"shared", [](looping &l) { l.loop_at(l.counted).region = 0; },
     "runs region 0, which another command runs"},
    {"itself", [](looping &l) { l.b_at().regions[0] = 0; },
     "runs region 0, which does not come behind its own list"},
    {"nobody", [](looping &l) { l.b_at().regions.pop_back(); },
     "region 2 is not run by a command of a list before it"},
    {"no_cases", [](looping &l) { l.b_at().regions.clear(); },
     "has no regions"},
    {"deep",
     [](looping &l) {
       std::function<void(int)> nest = [&](int depth) {
         if (depth)
           l.b.loop(l.b.region([&] { nest(depth - 1); }), 1);
       };
       nest(65);
     },
     "at most 63 are possible"},
    {"predicate_size",
     [](looping &l) {
       l.loop_at(l.loop).predicate = std::make_unique<fb::Ref>(l.in);
     },
     "has a predicate of 64 bytes"},
    {"predicate_outside",
     [](looping &l) {
       l.loop_at(l.loop).predicate =
           std::make_unique<fb::Ref>(fb::Space::arena, 0, 1 << 20, 1);
     },
     "lies outside its buffer"},
    {"index_type", [](looping &l) { l.b_at().dtype = fb::DType::f32; },
     "has an index of type f32"},
    {"index_size", [](looping &l) { l.b_at().dtype = fb::DType::i32; },
     "has an index of type i32 in 1 bytes"},
    // A region is like a step.
    {"not_forked",
     [](looping &l) {
       auto &list = l.region(3); // record, wait, start, wait
       list.erase(list.begin(), list.begin() + 2);
       list[1]->action.AsWait()->token = 0;
     },
     "waited for a record"},
    {"not_waited_for", [](looping &l) { l.region(3).pop_back(); },
     "never waited for"},
    {"token_of_another_list",
     [](looping &l) { l.region(3).back()->action.AsWait()->token = 7; },
     "which is no start"},
    // Nothing runs beside a loop or branch.
    {"collective_beside",
     [](looping &l) {
       auto &list = l.b.program.commands; // copy, record, wait, start, wait
       std::swap(list[l.loop - 1], list[l.loop]);
     },
     "begins before op 3 (\"start3\") has been waited for"},
    {"started_beside",
     [](looping &l) {
       // The counted loop stands between a record and the start behind it.
       auto &list = l.b.program.commands;
       l.collective();
       size_t record = list.size() - 4;
       std::rotate(list.begin() + l.counted, list.begin() + l.counted + 1,
                   list.begin() + record + 1);
       list[record + 1]->action.AsWait()->token = uint32_t(record - 1);
     },
     "which it does not wait for"},
    {"writes_a_constant",
     [](looping &l) {
       float one = 1;
       l.region(2)[0]->action.AsCopy()->to =
           std::make_unique<fb::Ref>(l.b.constant(&one, 4));
       l.region(2)[0]->action.AsCopy()->from =
           std::make_unique<fb::Ref>(fb::Space::arena, 0, l.sum.offset(), 4);
     },
     "writes to a constant"},
};

class RegionVerifier : public testing::TestWithParam<int> {};

TEST_P(RegionVerifier, Refuses) {
  const badly_looping &c = region_cases[GetParam()];
  looping program;
  c.spoil(program);
  expect_refused(program.b, c.why);
}

INSTANTIATE_TEST_SUITE_P(All, RegionVerifier,
                         testing::Range(0, int(std::size(region_cases))),
                         [](const auto &info) {
                           return region_cases[info.param].name;
                         });

TEST(RegionVerifier, AcceptsTheGoodProgram) {
  looping program;
  expect_accepted(program.b);
}

// Thousands of collectives under way at once, each beside thousands of copies:
// what the verifier does for a command grows with the logarithm.
TEST(Verifier, IsFastOnManyCollectives) {
  constexpr uint32_t count = 20000;
  program_builder b(2);
  fb::Ref received = b.arena(uint64_t(64) * count);
  fb::Ref copied = b.arena(uint64_t(64) * count);
  uint32_t all = b.communicator({"x"}), last = 0;
  b.fork();
  for (uint32_t i = 0; i < count; ++i) {
    fb::Ref from(fb::Space::arena, 0, copied.offset() + 64 * uint64_t(i), 64);
    fb::Ref to(fb::Space::arena, 0, received.offset() + 64 * uint64_t(i), 64);
    last = b.start(fb::CollectiveKind::permute, fb::Reduction::none,
                   fb::DType::f32, 16, from, to, all, {1, 0});
  }
  fb::Ref out = b.result(fb::DType::f32, {16});
  for (uint32_t i = 0; i < count; ++i)
    b.copy(fb::Ref(fb::Space::arena, 0, copied.offset() + 64 * uint64_t(i), 64),
           out);
  b.wait(last);
  bytes file = b.build();
  auto begin = std::chrono::steady_clock::now();
  runner run;
  outcome outcome = run.load(file);
  EXPECT_TRUE(outcome.ok()) << outcome.message();
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5));
}

// A kernel may work in place, also on a donated argument and its result.
TEST(Verifier, AcceptsWorkInPlace) {
  good program;
  program.l().operands[0] = program.next;
  runner run;
  outcome outcome = run.load(program.b.build());
  EXPECT_TRUE(outcome.ok()) << outcome.message();
}

} // namespace
