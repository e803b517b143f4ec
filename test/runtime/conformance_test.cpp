//===- conformance_test.cpp - What every backend and transport must do ----===//
// Does a backend with a transport compute what the commands of a .tpx mean, in
// the order that its tokens give? A new backend or transport is done when this
// program passes with it:
//
//   TPRT_CONFORMANCE=backend/transport[,...]   the pairs; those that this
//                     machine has, when it is not set. A pair that is named and
//                     not there is a failure, else its tests are skipped.
//   TPRT_CONFORMANCE_RANKS=N                   ranks of most programs (4)
//   TPRT_CONFORMANCE_KERNELS=elf|ptx           the form of the tests' kernels
//                     (ptx for cuda, else elf)
//
// A backend that is not in libtprt registers its table before main, linked into
// this program. What a pair may refuse, with TPRT_UNSUPPORTED when the session
// is made, is printed: products of other types than f32, epilogues, and
// reductions of the narrow and unsigned integers.

#include "lazy_backend.h"
#include "null_tables.h"
#include "reference.h"
#include "runner.h"

#include <cmath>
#include <cstdlib>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <ostream>
#include <random>
#include <set>

using namespace tprt::test;
namespace fb = tprt::fb;

//===-- Pairs -------------------------------------------------------------===//

namespace {

struct pairing {
  std::string backend;
  std::string transport;

  friend std::ostream &operator<<(std::ostream &out, const pairing &pair) {
    return out << pair.backend << "/" << pair.transport;
  }
};

std::string setting(const char *name) {
  const char *value = std::getenv(name);
  return value ? value : "";
}

bool asked_for() { return !setting("TPRT_CONFORMANCE").empty(); }

std::vector<pairing> pairings() {
  if (!asked_for())
    return {{"cpu", "inproc"},
            {"lazy", "inproc"},
            {"cuda", "inproc"},
            {"cuda", "nccl"}};
  std::vector<pairing> list;
  std::string rest = setting("TPRT_CONFORMANCE") + ",";
  for (size_t end; (end = rest.find(',')) != std::string::npos;
       rest = rest.substr(end + 1)) {
    std::string pair = rest.substr(0, end);
    size_t slash = std::min(pair.find('/'), pair.size());
    list.push_back({pair.substr(0, slash),
                    slash < pair.size() ? pair.substr(slash + 1) : "inproc"});
  }
  return list;
}

uint32_t wanted_ranks() {
  std::string text = setting("TPRT_CONFORMANCE_RANKS");
  return text.empty() ? 4 : uint32_t(std::stoul(text));
}

using mesh = std::vector<std::pair<std::string, uint64_t>>;

class Conformance : public testing::TestWithParam<pairing> {
protected:
  void SetUp() override;

  program_builder builder(const mesh &mesh) const;
  program_builder builder() const { return builder({{"x", ranks}}); }

  tprt_session_options_t options(int graphs = 0, int trace = 0) const {
    return {GetParam().backend.c_str(),
            GetParam().transport.c_str(),
            60000,
            2,
            graphs,
            trace};
  }

  /// A session of the program; false when the pair refuses it.
  bool open(runner &run, program_builder &b, const std::string &feature,
            int graphs = 0, int trace = 0);

  /// The same of a program that no pair may refuse.
  void need(runner &run, program_builder &b, int graphs = 0, int trace = 0) {
    ASSERT_TRUE(open(run, b, "", graphs, trace));
  }

  uint32_t ranks = wanted_ranks();
};

program_builder Conformance::builder(const mesh &mesh) const {
  program_builder b(mesh);
  std::string form = setting("TPRT_CONFORMANCE_KERNELS");
  if (form == "ptx" || (form.empty() && GetParam().backend == "cuda"))
    b.compile_for_cuda();
  return b;
}

void Conformance::SetUp() {
  register_lazy_backend();
  static uint32_t sessions = 0;
  lazy().seed = ++sessions;
  // A program of nothing but its ranks tells whether the pair is there.
  program_builder b = builder();
  runner run;
  outcome loaded = run.load(b.build());
  ASSERT_TRUE(loaded.ok()) << loaded.message();
  outcome made = run.create(options());
  if (!asked_for() && made.code() == TPRT_UNSUPPORTED)
    GTEST_SKIP() << made.message();
  ASSERT_TRUE(made.ok()) << made.message();
}

bool Conformance::open(runner &run, program_builder &b,
                       const std::string &feature, int graphs, int trace) {
  outcome loaded = run.load(b.build());
  EXPECT_TRUE(loaded.ok()) << loaded.message();
  if (!loaded.ok())
    return false;
  outcome made = run.create(options(graphs, trace));
  if (made.code() == TPRT_UNSUPPORTED && !feature.empty()) {
    static std::set<std::string> said;
    if (said.insert(feature).second)
      std::printf("refused: %s: %s\n", feature.c_str(), made.message().c_str());
    return false;
  }
  EXPECT_TRUE(made.ok()) << feature << ": " << made.message();
  return made.ok();
}

/// Runs, and says what went wrong.
void expect_run(runner &run, uint64_t steps = 1) {
  outcome outcome = run.run(steps);
  ASSERT_TRUE(outcome.ok()) << outcome.message();
}

std::vector<double> numbers(runner &run, fb::DType dtype, uint32_t rank,
                            uint32_t result = 0) {
  return values_of(dtype, run.read(rank, result));
}

/// Small whole numbers, so that sums are exact in any order and type.
double number(uint32_t rank, size_t index) {
  return double((rank * 7 + index * 3) % 11) - 3;
}

std::vector<float> floats(uint32_t rank, size_t count) {
  std::vector<float> values;
  for (size_t i = 0; i < count; ++i)
    values.push_back(float(number(rank, i)));
  return values;
}

//===-- Copies and kernels ------------------------------------------------===//

TEST_P(Conformance, CopiesSeeTheirBytes) {
  program_builder b = builder();
  const int32_t words[] = {1, 2, 3, 4};
  b.constant(words, 4);
  fb::Ref constant = b.constant(words, sizeof words);
  fb::Ref in = b.argument(fb::DType::i32, {64});
  fb::Ref scratch = b.arena(64);
  fb::Ref from_constant = b.result(fb::DType::i32, {4});
  fb::Ref part = b.result(fb::DType::i32, {16});
  b.copy(constant, from_constant);
  b.copy(fb::Ref(in.space(), in.index(), 128, 64), scratch);
  b.copy(scratch, part);
  runner run;
  need(run, b);
  std::vector<int32_t> data(64);
  for (uint32_t rank = 0; rank < ranks; ++rank) {
    for (int32_t i = 0; i < 64; ++i)
      data[size_t(i)] = int32_t(rank) * 100 + i;
    run.write(rank, 0, data);
  }
  expect_run(run, 3);
  for (uint32_t rank = 0; rank < ranks; ++rank) {
    EXPECT_EQ(run.read_as<int32_t>(rank, 0),
              (std::vector<int32_t>{1, 2, 3, 4}));
    EXPECT_EQ(run.read_as<int32_t>(rank, 1)[5], int32_t(rank) * 100 + 37);
  }
}

TEST_P(Conformance, KernelsSeeTheirOperands) {
  program_builder b = builder();
  fb::Ref in = b.argument(fb::DType::f32, {1024});
  fb::Ref out = b.result(fb::DType::f32, {1024});
  fb::Ref twice = b.arena(4096);
  uint32_t add = b.kernel("add_arrays", 64, 3);
  b.launch(add, {in, in, twice}, 2);
  b.launch(add, {twice, in, twice}, 2); // in place
  b.launch(add, {twice, twice, out}, 2);
  runner run;
  need(run, b);
  for (uint32_t rank = 0; rank < ranks; ++rank)
    run.write(rank, 0, floats(rank, 1024));
  expect_run(run, 2);
  for (uint32_t rank = 0; rank < ranks; ++rank)
    for (size_t i = 0; i < 1024; ++i)
      ASSERT_EQ(run.read_as<float>(rank, 0)[i], 6 * number(rank, i));
}

TEST_P(Conformance, KernelsSeeTheRanksCoordinates) {
  uint32_t inner = ranks > 1 ? 3 : 1;
  program_builder b = builder({{"data", ranks}, {"model", inner}});
  fb::Ref out = b.result(fb::DType::i32, {2});
  b.launch(b.kernel("position", 1, 1, 2), {out}, 0,
           {b.coordinate("data"), b.coordinate("model")});
  runner run;
  need(run, b);
  expect_run(run);
  for (uint32_t rank = 0; rank < inner * ranks; ++rank)
    EXPECT_EQ(
        run.read_as<int32_t>(rank, 0),
        (std::vector<int32_t>{int32_t(rank / inner), int32_t(rank % inner)}));
}

// Also over many steps: the steady state may run in another way than the first.
TEST_P(Conformance, EachTileRunsOnceInEachStep) {
  for (int graphs : {0, 1}) {
    program_builder b = builder();
    fb::Ref count = b.arena(4000);
    fb::Ref out = b.result(fb::DType::i32, {1000});
    b.launch(b.kernel("count_tiles", 1000, 1), {count}, 0);
    b.copy(count, out);
    runner run;
    need(run, b, graphs);
    expect_run(run, 1);
    expect_run(run, 5);
    expect_run(run, 3);
    for (uint32_t rank = 0; rank < ranks; ++rank)
      EXPECT_EQ(run.read_as<int32_t>(rank, 0), std::vector<int32_t>(1000, 9));
  }
}

// What a kernel says of itself wins over what the file says of it.
TEST_P(Conformance, TablesMustAgreeWithTheKernel) {
  program_builder b = builder();
  fb::Ref one = b.arena(4160), two = b.arena(4160), out = b.arena(4160);
  b.launch(b.kernel("add_arrays", 65, 3), {one, two, out}, 2);
  runner run;
  ASSERT_TRUE(run.load(b.build()).ok());
  outcome outcome = run.create(options());
  EXPECT_EQ(outcome.code(), TPRT_BAD_INPUT);
  EXPECT_NE(outcome.message().find("has 64 tiles"), std::string::npos)
      << outcome.message();
}

TEST_P(Conformance, AMissingKernelIsNamed) {
  program_builder b = builder();
  b.kernel("absent", 1, 0);
  runner run;
  ASSERT_TRUE(run.load(b.build()).ok());
  outcome outcome = run.create(options());
  EXPECT_EQ(outcome.code(), TPRT_BAD_INPUT);
  EXPECT_NE(outcome.message().find("absent"), std::string::npos)
      << outcome.message();
}

TEST_P(Conformance, AnotherKindOfMachineIsRefused) {
  program_builder b = builder();
  b.program.target->triple = "sparc-sun-solaris";
  runner run;
  ASSERT_TRUE(run.load(b.build()).ok());
  outcome outcome = run.create(options());
  EXPECT_EQ(outcome.code(), TPRT_UNSUPPORTED);
  EXPECT_NE(outcome.message().find("sparc"), std::string::npos)
      << outcome.message();
}

//===-- Products ----------------------------------------------------------===//

/// A product with everything that it needs to run.
struct product {
  std::string name;
  fb::GemmT gemm;
  std::vector<double> a, b, c, bias; // c: before
  bool aux = false;
};

product make_product(fb::DType dtype, fb::DType result, uint64_t m, uint64_t n,
                     uint64_t k, int flags, std::vector<uint64_t> batch) {
  product p;
  fb::GemmT &g = p.gemm;
  g.dtype = dtype, g.result_dtype = result;
  g.m = m, g.n = n, g.k = k;
  g.transpose_a = flags & 1, g.transpose_b = flags & 2;
  g.accumulate = flags & 4;
  uint64_t pad = flags & 8 ? 8 : 0;
  g.lda = (g.transpose_a ? m : k) + pad;
  g.ldb = (g.transpose_b ? k : n) + pad;
  g.ldc = n + pad;
  uint64_t size_a = g.lda * (g.transpose_a ? k : m);
  uint64_t size_b = g.ldb * (g.transpose_b ? n : k);
  uint64_t size_c = g.ldc * m;
  for (size_t i = batch.size(); i-- > 0;) {
    g.batch.insert(g.batch.begin(), std::make_unique<fb::BatchT>());
    g.batch[0]->size = batch[i];
    g.batch[0]->stride_a = size_a, size_a *= batch[i];
    g.batch[0]->stride_b = size_b, size_b *= batch[i];
    g.batch[0]->stride_c = size_c, size_c *= batch[i];
  }
  std::mt19937 random(uint32_t(m * 31 + n * 7 + k + uint64_t(flags)));
  auto fill = [&](std::vector<double> &values, uint64_t size) {
    for (uint64_t i = 0; i < size; ++i)
      values.push_back(double(random() % 17) / 8 - 1);
  };
  fill(p.a, size_a), fill(p.b, size_b), fill(p.c, size_c), fill(p.bias, n);
  p.name = std::string("product of ") + fb::EnumNameDType(dtype) + " to " +
           fb::EnumNameDType(result) + ", flags " + std::to_string(flags) +
           ", " + std::to_string(m) + "x" + std::to_string(n) + "x" +
           std::to_string(k) + ", batches " + std::to_string(batch.size());
  return p;
}

/// The product's operands behind those of the program.
void add_product(program_builder &b, product &p, bool bias) {
  fb::GemmT &g = p.gemm;
  fb::Ref before = b.argument(g.result_dtype, {p.c.size()});
  fb::Ref c = b.result(g.result_dtype, {p.c.size()});
  fb::Ref aux = b.result(g.result_dtype, {p.c.size()});
  g.a = std::make_unique<fb::Ref>(b.argument(g.dtype, {p.a.size()}));
  g.b = std::make_unique<fb::Ref>(b.argument(g.dtype, {p.b.size()}));
  fb::Ref row = b.argument(g.result_dtype, {p.gemm.n});
  g.c = std::make_unique<fb::Ref>(c);
  if (bias)
    g.bias = std::make_unique<fb::Ref>(row);
  if (p.aux)
    g.aux = std::make_unique<fb::Ref>(aux);
  b.copy(before, c);
  b.copy(before, aux);
  b.gemm(g);
}

/// C and aux as the reference has them.
std::pair<std::vector<double>, std::vector<double>> expected_of(product &p) {
  fb::GemmT &g = p.gemm;
  bytes a = array_of(g.dtype, p.a), b = array_of(g.dtype, p.b);
  bytes c = array_of(g.result_dtype, p.c), aux = c;
  bytes bias = array_of(g.result_dtype, p.bias);
  std::vector<tprt_gemm_batch_t> batch;
  for (const auto &dim : g.batch)
    batch.push_back({dim->size, dim->stride_a, dim->stride_b, dim->stride_c});
  tprt_gemm_t desc{};
  desc.dtype = tprt_dtype_t(g.dtype);
  desc.result_dtype = tprt_dtype_t(g.result_dtype);
  desc.m = g.m, desc.n = g.n, desc.k = g.k;
  desc.lda = g.lda, desc.ldb = g.ldb, desc.ldc = g.ldc;
  desc.transpose_a = g.transpose_a, desc.transpose_b = g.transpose_b;
  desc.accumulate = g.accumulate;
  desc.epilogue = tprt_epilogue_t(g.epilogue);
  desc.has_bias = g.bias != nullptr, desc.has_aux = p.aux;
  desc.num_batch = uint32_t(batch.size()), desc.batch = batch.data();
  multiply(desc,
           {a.data(), b.data(), c.data(), desc.has_bias ? bias.data() : nullptr,
            p.aux ? aux.data() : nullptr});
  return {values_of(g.result_dtype, c), values_of(g.result_dtype, aux)};
}

double tolerance_of(fb::DType result) {
  switch (result) {
  case fb::DType::f64:
    return 1e-12;
  case fb::DType::f32:
    return 1e-5;
  case fb::DType::f16:
    return 2e-3;
  default:
    return 1e-2;
  }
}

void expect_near(const std::vector<double> &got,
                 const std::vector<double> &expected, double tolerance,
                 const std::string &name) {
  ASSERT_EQ(got.size(), expected.size());
  for (size_t i = 0; i < got.size(); ++i)
    ASSERT_NEAR(got[i], expected[i],
                tolerance * std::max(1.0, std::fabs(expected[i])))
        << name << ", element " << i;
}

/// Runs one product on one rank.
void check_product(runner &run, product &p) {
  fb::GemmT &g = p.gemm;
  auto write = [&](uint32_t argument, fb::DType dtype,
                   const std::vector<double> &values) {
    bytes data = array_of(dtype, values);
    run.write(0, argument, data.data(), data.size());
  };
  write(0, g.result_dtype, p.c);
  write(1, g.dtype, p.a);
  write(2, g.dtype, p.b);
  write(3, g.result_dtype, p.bias);
  expect_run(run, 2);
  auto [c, aux] = expected_of(p);
  // Vendors approximate tanh.
  double tolerance = std::max(tolerance_of(g.result_dtype),
                              g.epilogue == fb::Epilogue::gelu ? 2e-3 : 0.0);
  expect_near(numbers(run, g.result_dtype, 0, 0), c, tolerance, p.name);
  expect_near(numbers(run, g.result_dtype, 0, 1), aux, tolerance,
              p.name + ", aux");
}

TEST_P(Conformance, ProductsOfF32) {
  for (int flags = 0; flags < 16; ++flags)
    for (std::vector<uint64_t> batch : {std::vector<uint64_t>{}, {3}, {2, 3}}) {
      product p = make_product(fb::DType::f32, fb::DType::f32, 24, 40, 16,
                               flags, batch);
      program_builder b = builder({{"x", 1}});
      add_product(b, p, /*bias=*/false);
      runner run;
      need(run, b);
      check_product(run, p);
    }
}

// One, and sizes that fill no tile.
TEST_P(Conformance, ProductsOfOddSizes) {
  const uint64_t sizes[][3] = {{1, 1, 1},     {3, 5, 7}, {1, 300, 40},
                               {70, 33, 129}, {4, 4, 0}, {0, 4, 4}};
  for (auto [m, n, k] : sizes) {
    product p = make_product(fb::DType::f32, fb::DType::f32, m, n, k, 0, {});
    p.gemm.lda = std::max<uint64_t>(p.gemm.lda, 1);
    p.gemm.ldb = std::max<uint64_t>(p.gemm.ldb, 1);
    program_builder b = builder({{"x", 1}});
    add_product(b, p, /*bias=*/false);
    runner run;
    need(run, b);
    check_product(run, p);
  }
}

// Heads of attention: batches that interleave, and one B for all.
TEST_P(Conformance, ProductsOfInterleavedBatches) {
  product p = make_product(fb::DType::f32, fb::DType::f32, 8, 4, 16, 0, {3});
  p.gemm.ldc = 12;
  p.gemm.batch[0]->stride_c = 4;
  p.gemm.batch[0]->stride_b = 0;
  program_builder b = builder({{"x", 1}});
  add_product(b, p, /*bias=*/false);
  runner run;
  need(run, b);
  check_product(run, p);
}

TEST_P(Conformance, ProductsOfOtherTypes) {
  using T = fb::DType;
  const std::pair<T, T> types[] = {{T::f64, T::f64},
                                   {T::bf16, T::bf16},
                                   {T::bf16, T::f32},
                                   {T::f16, T::f16},
                                   {T::f16, T::f32}};
  for (auto [dtype, result] : types)
    for (int flags = 0; flags < 8; ++flags) {
      product p = make_product(dtype, result, 24, 40, 16, flags,
                               flags & 1 ? std::vector<uint64_t>{2}
                                         : std::vector<uint64_t>{});
      program_builder b = builder({{"x", 1}});
      add_product(b, p, /*bias=*/false);
      runner run;
      if (!open(run, b, p.name))
        break;
      check_product(run, p);
    }
}

TEST_P(Conformance, ProductsWithEpilogues) {
  for (fb::DType dtype : {fb::DType::f32, fb::DType::bf16, fb::DType::f16})
    for (fb::Epilogue epilogue : fb::EnumValuesEpilogue())
      for (int extra = 0; extra < 4; ++extra) {
        product p = make_product(dtype, dtype, 24, 40, 16, 0, {});
        p.gemm.epilogue = epilogue;
        p.aux = extra & 2;
        if (p.aux && epilogue != fb::Epilogue::gelu)
          continue;
        p.name += std::string(", ") + fb::EnumNameEpilogue(epilogue) +
                  (extra & 1 ? ", bias" : "") + (p.aux ? ", aux" : "");
        program_builder b = builder({{"x", 1}});
        add_product(b, p, /*bias=*/extra & 1);
        runner run;
        if (open(run, b, p.name))
          check_product(run, p);
      }
}

//===-- Collectives -------------------------------------------------------===//

/// A mesh and the axes of the groups.
struct setup {
  mesh shape;
  std::vector<std::string> axes;
};

std::vector<setup> setups(uint32_t ranks) {
  std::vector<setup> list = {{{{"x", ranks}}, {"x"}}};
  if (ranks < 4)
    return list;
  list.push_back({{{"x", 2}, {"y", 2}}, {"x"}});      // groups with a stride
  list.push_back({{{"x", 2}, {"y", 2}}, {"y"}});      // neighbours
  list.push_back({{{"x", 2}, {"y", 2}}, {"x", "y"}}); // both
  list.push_back({{{"x", 3}, {"y", 1}}, {"x"}});      // no power of two
  return list;
}

std::vector<uint32_t> rotation(size_t ranks) {
  std::vector<uint32_t> targets;
  for (size_t i = 0; i < ranks; ++i)
    targets.push_back(uint32_t((i + 1) % ranks));
  return targets;
}

/// Values that no order and no type rounds.
double exact(fb::DType dtype, fb::Reduction reduction, uint32_t rank,
             size_t index) {
  double value = double((rank * 5 + index * 3) % 7);
  if (dtype == fb::DType::i1)
    return double(int(value) % 2);
  if (reduction == fb::Reduction::prod)
    return 1 + double(int(value) % 2);
  bool is_unsigned = dtype >= fb::DType::ui8 && dtype <= fb::DType::ui64;
  return is_unsigned ? value : value - 3;
}

struct collective {
  fb::CollectiveKind kind;
  fb::Reduction reduction;
  fb::DType dtype;
  size_t chunk;
  bool in_place;

  std::string name() const {
    return std::string(fb::EnumNameCollectiveKind(kind)) + " by " +
           fb::EnumNameReduction(reduction) + " of " + fb::EnumNameDType(dtype);
  }
  /// Whether a pair may refuse it.
  bool optional() const {
    return reduction != fb::Reduction::none &&
           (dtype == fb::DType::i1 || dtype == fb::DType::i16 ||
            dtype == fb::DType::ui16);
  }
};

std::vector<std::vector<uint32_t>> groups_of(const program_builder &b,
                                             uint32_t communicator) {
  std::vector<std::vector<uint32_t>> groups;
  for (const auto &group : b.program.communicators[communicator]->groups)
    groups.push_back(group->ranks);
  return groups;
}

size_t received(const collective &c, size_t group) {
  if (c.kind == fb::CollectiveKind::all_gather)
    return c.chunk * group * group;
  return c.kind == fb::CollectiveKind::reduce_scatter ? c.chunk
                                                      : c.chunk * group;
}

/// A program of one collective; `count`: elements that each rank sends.
program_builder with_collective(program_builder b, const setup &setup,
                                const collective &c, size_t &count) {
  uint32_t communicator = b.communicator(setup.axes);
  size_t group = groups_of(b, communicator)[0].size();
  count = c.chunk * group;
  fb::Ref in = b.argument(c.dtype, {count});
  fb::Ref out = b.result(c.dtype, {received(c, group)});
  if (c.in_place) {
    b.copy(in, out);
    in = out;
  }
  b.collective(c.kind, c.reduction, c.dtype, count, in, out, communicator,
               c.kind == fb::CollectiveKind::permute ? rotation(group)
                                                     : std::vector<uint32_t>());
  return b;
}

void check_collective(runner &run, const program_builder &b,
                      const collective &c, size_t count) {
  std::vector<std::vector<double>> sent;
  for (uint32_t rank = 0; rank < b.num_ranks(); ++rank) {
    sent.emplace_back();
    for (size_t i = 0; i < count; ++i)
      sent.back().push_back(exact(c.dtype, c.reduction, rank, i));
    bytes data = array_of(c.dtype, sent.back());
    run.write(rank, 0, data.data(), data.size());
  }
  expect_run(run, 3);
  for (const std::vector<uint32_t> &group : groups_of(b, 0)) {
    std::vector<std::vector<double>> sends;
    for (uint32_t rank : group)
      sends.push_back(sent[rank]);
    for (size_t position = 0; position < group.size(); ++position)
      ASSERT_EQ(numbers(run, c.dtype, group[position]),
                receive(c.kind, c.reduction, c.dtype, sends, position,
                        rotation(group.size())))
          << c.name() << ", chunk " << c.chunk << ", rank " << group[position];
  }
}

std::vector<fb::Reduction> reductions(fb::CollectiveKind kind,
                                      fb::DType dtype) {
  if (kind != fb::CollectiveKind::all_reduce &&
      kind != fb::CollectiveKind::reduce_scatter)
    return {fb::Reduction::none};
  if (dtype == fb::DType::i1)
    return {fb::Reduction::max, fb::Reduction::min};
  return {fb::Reduction::sum, fb::Reduction::max, fb::Reduction::min,
          fb::Reduction::prod};
}

class ConformanceOf : public Conformance {
public:
  void check(const collective &c, const setup &setup) {
    size_t count = 0;
    program_builder b = with_collective(builder(setup.shape), setup, c, count);
    runner run;
    if (open(run, b, c.optional() ? c.name() : ""))
      check_collective(run, b, c, count);
  }
  /// The collective on every kind of group.
  void check(const collective &c) {
    for (const setup &setup : setups(ranks))
      check(c, setup);
  }
};

// On f32 small and large, odd and even sizes, as small ones are often done in
// another way.
TEST_P(ConformanceOf, CollectivesOfAllSizes) {
  for (fb::CollectiveKind kind : fb::EnumValuesCollectiveKind())
    for (size_t chunk : {0, 1, 67, 4096, 100003})
      check({kind, reductions(kind, fb::DType::f32)[0], fb::DType::f32, chunk,
             false});
}

TEST_P(ConformanceOf, CollectivesOfAllTypes) {
  for (fb::CollectiveKind kind : fb::EnumValuesCollectiveKind())
    for (fb::DType dtype : fb::EnumValuesDType())
      for (fb::Reduction reduction : reductions(kind, dtype))
        check({kind, reduction, dtype, 67, false}, setups(ranks)[0]);
}

TEST_P(ConformanceOf, AllReduceInPlace) {
  for (size_t chunk : {5, 100003})
    check({fb::CollectiveKind::all_reduce, fb::Reduction::sum, fb::DType::f32,
           chunk, true});
}

// A position that nobody sends to receives zeros, and one may send nothing.
TEST_P(ConformanceOf, PermuteWithHoles) {
  if (ranks < 3)
    GTEST_SKIP() << "needs three ranks";
  program_builder b = builder({{"x", 3}});
  fb::Ref in = b.argument(fb::DType::i32, {4});
  fb::Ref out = b.result(fb::DType::i32, {4});
  b.collective(fb::CollectiveKind::permute, fb::Reduction::none, fb::DType::i32,
               4, in, out, b.communicator({"x"}), {2, 0, 0xffffffffu});
  runner run;
  need(run, b);
  for (int32_t rank = 0; rank < 3; ++rank)
    run.write(uint32_t(rank), 0, std::vector<int32_t>(4, rank + 1));
  expect_run(run, 2);
  EXPECT_EQ(run.read_as<int32_t>(0, 0), std::vector<int32_t>(4, 2));
  EXPECT_EQ(run.read_as<int32_t>(1, 0), std::vector<int32_t>(4, 0));
  EXPECT_EQ(run.read_as<int32_t>(2, 0), std::vector<int32_t>(4, 1));
}

// Sums that round: the same bits on every rank and in every run.
TEST_P(ConformanceOf, RoundedSumsAreEqualOnAllRanks) {
  constexpr size_t count = 20011;
  program_builder b = builder();
  fb::Ref in = b.argument(fb::DType::f32, {count});
  fb::Ref out = b.result(fb::DType::f32, {count});
  b.collective(fb::CollectiveKind::all_reduce, fb::Reduction::sum,
               fb::DType::f32, count, in, out, b.communicator({"x"}));
  bytes first;
  for (int round = 0; round < 2; ++round) {
    runner run;
    need(run, b);
    for (uint32_t rank = 0; rank < ranks; ++rank) {
      std::mt19937 random(rank);
      std::vector<float> values;
      for (size_t i = 0; i < count; ++i)
        values.push_back(float(random()) / 4294967296.0f - 0.5f);
      run.write(rank, 0, values);
    }
    expect_run(run, 2);
    for (uint32_t rank = 0; rank < ranks; ++rank) {
      bytes result = run.read(rank, 0);
      first = first.empty() ? result : first;
      EXPECT_EQ(result, first) << "rank " << rank;
    }
  }
}

//===-- Order -------------------------------------------------------------===//

// Two collectives under way at once, and a kernel beside them.
TEST_P(Conformance, CollectivesBesideKernels) {
  for (int graphs : {0, 1}) {
    program_builder b = builder();
    fb::Ref in = b.argument(fb::DType::f32, {1024});
    fb::Ref out = b.result(fb::DType::f32, {1024});
    fb::Ref most = b.arena(4096), rotated = b.arena(4096),
            twice = b.arena(4096);
    uint32_t all = b.communicator({"x"});
    uint32_t add = b.kernel("add_arrays", 64, 3);
    b.launch(add, {in, in, out}, 2);
    b.fork();
    b.start(fb::CollectiveKind::all_reduce, fb::Reduction::max, fb::DType::f32,
            1024, out, most, all);
    uint32_t second =
        b.start(fb::CollectiveKind::permute, fb::Reduction::none,
                fb::DType::f32, 1024, out, rotated, all, rotation(ranks));
    b.launch(add, {in, in, twice}, 2);
    b.wait(second); // and so for the first
    b.launch(add, {most, rotated, most}, 2);
    b.launch(add, {most, twice, out}, 2);
    runner run;
    need(run, b, graphs);
    for (uint32_t rank = 0; rank < ranks; ++rank)
      run.write(rank, 0, floats(rank, 1024));
    expect_run(run, 1);
    expect_run(run, 4);
    for (uint32_t rank = 0; rank < ranks; ++rank) {
      std::vector<float> result = run.read_as<float>(rank, 0);
      for (size_t i = 0; i < 1024; ++i) {
        double largest = number(0, i);
        for (uint32_t other = 1; other < ranks; ++other)
          largest = std::max(largest, number(other, i));
        ASSERT_EQ(result[i],
                  2 * (largest + number((rank + ranks - 1) % ranks, i) +
                       number(rank, i)))
            << "rank " << rank << ", element " << i;
      }
    }
  }
}

// Each takes what the one before received: no wait of the compute stream lies
// between them. And steps follow each other with the same buffers.
TEST_P(Conformance, CollectivesInAChain) {
  program_builder b = builder();
  fb::Ref in = b.argument(fb::DType::f32, {1024});
  fb::Ref out = b.result(fb::DType::f32, {1024});
  fb::Ref work = b.arena(4096), next = b.arena(4096);
  uint32_t all = b.communicator({"x"}), last = 0;
  b.copy(in, work);
  b.fork();
  auto sum = [&](fb::Ref from, fb::Ref to) {
    last = b.start(fb::CollectiveKind::all_reduce, fb::Reduction::sum,
                   fb::DType::f32, 1024, from, to, all);
  };
  sum(work, out);
  sum(out, next);
  sum(next, out);
  b.wait(last);
  runner run;
  need(run, b);
  for (uint32_t rank = 0; rank < ranks; ++rank)
    run.write(rank, 0, floats(rank, 1024));
  // At once, before what an earlier step left behind is as good; and then.
  for (uint64_t steps : {1, 5}) {
    expect_run(run, steps);
    for (uint32_t rank = 0; rank < ranks; ++rank) {
      std::vector<float> result = run.read_as<float>(rank, 0);
      for (size_t i = 0; i < 1024; ++i) {
        double total = 0;
        for (uint32_t other = 0; other < ranks; ++other)
          total += number(other, i);
        ASSERT_EQ(result[i], total * ranks * ranks);
      }
    }
  }
}

/// state[16] of each rank: 2 * state + 1, then summed over the ranks.
double after(std::vector<double> states, uint32_t rank, int steps) {
  for (int step = 0; step < steps; ++step) {
    double sum = 0;
    for (double state : states)
      sum += 2 * state + 1;
    states.assign(states.size(), sum);
  }
  return states[rank];
}

TEST_P(Conformance, StateAdvancesByDonation) {
  for (int graphs : {0, 1}) {
    program_builder b = builder();
    fb::Ref in = b.argument(fb::DType::f32, {16}, {}, 0);
    fb::Ref out = b.result(fb::DType::f32, {16});
    b.launch(b.kernel("advance", 1, 2), {in, out}, 1);
    b.collective(fb::CollectiveKind::all_reduce, fb::Reduction::sum,
                 fb::DType::f32, 16, out, out, b.communicator({"x"}));
    runner run;
    need(run, b, graphs);
    std::vector<double> states;
    for (uint32_t rank = 0; rank < ranks; ++rank) {
      states.push_back(rank);
      run.write(rank, 0, std::vector<float>(16, float(rank)));
    }
    expect_run(run, 1);
    expect_run(run, 3);
    ASSERT_TRUE(outcome(tprt_session_feed(run.session, 0, 0)).ok());
    expect_run(run, 1);
    for (uint32_t rank = 0; rank < ranks; ++rank)
      EXPECT_EQ(run.read_as<float>(rank, 0),
                std::vector<float>(16, float(after(states, rank, 5))));
  }
}

// An argument that changes between runs is seen, also by a steady state that
// was kept.
TEST_P(Conformance, ArgumentsChangeBetweenRuns) {
  program_builder b = builder();
  fb::Ref in = b.argument(fb::DType::f32, {1024});
  fb::Ref out = b.result(fb::DType::f32, {1024});
  b.launch(b.kernel("add_arrays", 64, 3), {in, in, out}, 2);
  runner run;
  need(run, b);
  for (int round = 0; round < 4; ++round) {
    for (uint32_t rank = 0; rank < ranks; ++rank)
      run.write(rank, 0, std::vector<float>(1024, float(round)));
    expect_run(run, 2);
    EXPECT_EQ(run.read_as<float>(ranks - 1, 0)[1000], float(2 * round));
  }
  // And a result that is fed back.
  ASSERT_TRUE(outcome(tprt_session_feed(run.session, 0, 0)).ok());
  expect_run(run, 1);
  EXPECT_EQ(run.read_as<float>(0, 0)[0], 12.0f);
}

//===-- Loops and branches ------------------------------------------------===//

/// What a loop goes on by, without a kernel: rows of bytes that each iteration
/// moves up; it goes on while the first byte is not 0.
struct tape {
  static constexpr uint64_t row = 64, rows = 8;
  fb::Ref given, now, next;

  explicit tape(program_builder &b)
      : given(b.argument(fb::DType::i8, {row * rows})),
        now(b.arena(row * rows)), next(b.arena(row * (rows - 1))) {}

  static fb::Ref part(const fb::Ref &ref, uint64_t begin, uint64_t size) {
    return fb::Ref(ref.space(), ref.index(), ref.offset() + begin, size);
  }
  fb::Ref predicate() const { return part(now, 0, 1); }
  void load(program_builder &b) const { b.copy(given, now); }
  void move(program_builder &b) const {
    b.copy(part(now, row, row * (rows - 1)), next);
    b.copy(next, part(now, 0, row * (rows - 1)));
  }
  /// Bytes that give so many iterations.
  static std::vector<uint8_t> of(uint64_t trips) {
    std::vector<uint8_t> bytes(row * rows);
    std::fill_n(bytes.begin(), trips * row, 1);
    return bytes;
  }
};

/// A program on a state of 16 floats in the arena, from argument 0 to result 0.
struct stateful {
  program_builder b;
  fb::Ref in, out, state, scratch;
  uint32_t advance, all;

  explicit stateful(program_builder builder) : b(std::move(builder)) {
    in = b.argument(fb::DType::f32, {16});
    out = b.result(fb::DType::f32, {16});
    state = b.arena(64), scratch = b.arena(64);
    advance = b.kernel("advance", 1, 2);
    all = b.communicator({"x"});
    b.copy(in, state);
  }
  /// state = 2 * state + 1
  void step() {
    b.launch(advance, {state, scratch}, 1);
    b.copy(scratch, state);
  }
  /// The same, and then the sum over the ranks.
  void step_together() {
    b.launch(advance, {state, scratch}, 1);
    b.collective(fb::CollectiveKind::all_reduce, fb::Reduction::sum,
                 fb::DType::f32, 16, scratch, state, all);
  }
};

/// Gives every rank its number as the state.
void write_states(runner &run, uint32_t ranks) {
  for (uint32_t rank = 0; rank < ranks; ++rank)
    run.write(rank, 0, std::vector<float>(16, float(rank)));
}

void expect_states(runner &run, uint32_t ranks, int together, int alone) {
  std::vector<double> states;
  for (uint32_t rank = 0; rank < ranks; ++rank)
    states.push_back(rank);
  for (uint32_t rank = 0; rank < ranks; ++rank)
    EXPECT_EQ(run.read_as<float>(rank, 0),
              std::vector<float>(
                  16, float(after({after(states, rank, together)}, 0, alone))))
        << "rank " << rank << ", " << together << " and " << alone;
}

TEST_P(Conformance, LoopsRunAsOftenAsTheySay) {
  for (int graphs : {0, 1})
    for (uint64_t trips : {0, 1, 4}) {
      stateful p(builder());
      p.b.loop(p.b.region([&] { p.step_together(); }), trips);
      p.b.copy(p.state, p.out);
      runner run;
      need(run, p.b, graphs);
      write_states(run, ranks);
      for (uint64_t steps : {1, 3}) {
        expect_run(run, steps);
        expect_states(run, ranks, int(trips), 0);
      }
    }
}

TEST_P(Conformance, LoopsEndWithTheirPredicate) {
  stateful p(builder());
  tape tape(p.b);
  tape.load(p.b);
  p.b.loop_while(p.b.region([&] {
    p.step_together();
    tape.move(p.b);
  }),
                 tape.predicate());
  p.b.copy(p.state, p.out);
  runner run;
  need(run, p.b, /*graphs=*/1);
  write_states(run, ranks);
  for (uint64_t trips : {3, 0, 5, 1}) {
    for (uint32_t rank = 0; rank < ranks; ++rank)
      run.write(rank, 1, tape::of(trips));
    expect_run(run, 2);
    expect_states(run, ranks, int(trips), 0);
  }
}

TEST_P(Conformance, BranchesRunOneOfTheirRegions) {
  struct number {
    int64_t index;
    int taken;
  };
  for (fb::DType dtype : {fb::DType::i1, fb::DType::i32, fb::DType::i64}) {
    stateful p(builder());
    fb::Ref index = p.b.argument(dtype, {});
    std::vector<uint32_t> regions;
    for (int steps = 0; steps < (dtype == fb::DType::i1 ? 2 : 4); ++steps)
      regions.push_back(p.b.region([&] {
        for (int i = 0; i < steps; ++i)
          p.step_together();
      }));
    p.b.branch(index, dtype, regions);
    p.step();
    p.b.copy(p.state, p.out);
    runner run;
    need(run, p.b);
    write_states(run, ranks);
    std::vector<number> numbers = {{0, 0}, {1, 1}};
    if (dtype != fb::DType::i1)
      numbers.insert(numbers.end(), {{2, 2}, {3, 3}, {4, 3}, {-1, 3}});
    if (dtype == fb::DType::i64)
      numbers.push_back({int64_t(1) << 32, 3});
    for (number n : numbers) {
      for (uint32_t rank = 0; rank < ranks; ++rank)
        run.write(rank, 1, &n.index, element_size(dtype));
      expect_run(run, 1);
      expect_states(run, ranks, n.taken, 1);
    }
  }
}

// A loop with a predicate in one that counts, with a branch in it, and
// collectives around them all.
TEST_P(Conformance, LoopsAndBranchesInEachOther) {
  stateful p(builder());
  tape tape(p.b);
  fb::Ref index = p.b.argument(fb::DType::i32, {});
  p.step_together();
  p.b.loop(p.b.region([&] {
    tape.load(p.b);
    p.b.loop_while(p.b.region([&] {
      uint32_t nothing = p.b.region([] {});
      uint32_t step = p.b.region([&] { p.step_together(); });
      p.b.branch(index, fb::DType::i32, {nothing, step});
      tape.move(p.b);
    }),
                   tape.predicate());
    p.step_together();
  }),
           2);
  p.b.copy(p.state, p.out);
  runner run;
  need(run, p.b);
  write_states(run, ranks);
  for (int32_t taken : {1, 0}) {
    for (uint32_t rank = 0; rank < ranks; ++rank) {
      run.write(rank, 1, tape::of(3));
      run.write(rank, 2, &taken, sizeof taken);
    }
    expect_run(run, 2);
    expect_states(run, ranks, 1 + 2 * (3 * taken + 1), 0);
  }
}

TEST_P(Conformance, StatisticsCountEachIteration) {
  stateful p(builder());
  p.b.loop(p.b.region([&] { p.step_together(); }), 5);
  p.b.copy(p.state, p.out);
  runner run;
  need(run, p.b);
  write_states(run, ranks);
  expect_run(run, 2);
  char *text = nullptr;
  ASSERT_TRUE(outcome(tprt_session_stats(run.session, &text)).ok());
  nlohmann::json stats = nlohmann::json::parse(text);
  tprt_string_free(text);
  const nlohmann::json &rank = stats["ranks"][0];
  EXPECT_EQ(rank["collectives"][0]["count"], 10);
  EXPECT_EQ(rank["collectives"][0]["bytes"], 640);
  std::map<std::string, int> counts;
  for (const nlohmann::json &op : rank["ops"])
    counts[op["action"]] += op["count"].get<int>();
  EXPECT_EQ(counts["loop"], 2);
  EXPECT_EQ(counts["launch"], 10);
  EXPECT_EQ(counts["copy"], 4);
}

//===-- Sessions ----------------------------------------------------------===//

TEST_P(Conformance, SessionsComeAndGo) {
  program_builder b = builder();
  fb::Ref in = b.argument(fb::DType::f32, {1024});
  fb::Ref out = b.result(fb::DType::f32, {1024});
  b.launch(b.kernel("add_arrays", 64, 3), {in, in, out}, 2);
  b.collective(fb::CollectiveKind::all_reduce, fb::Reduction::sum,
               fb::DType::f32, 1024, out, out, b.communicator({"x"}));
  for (int round = 0; round < 3; ++round) {
    runner first, second, unused;
    need(first, b);
    need(second, b);
    need(unused, b);
    for (runner *run : {&first, &second}) {
      for (uint32_t rank = 0; rank < ranks; ++rank)
        run->write(rank, 0, std::vector<float>(1024, 1));
      expect_run(*run, 2);
      EXPECT_EQ(run->read_as<float>(0, 0)[9], 2.0f * float(ranks));
    }
  }
}

TEST_P(Conformance, ATraceHasEachCommandOnItsStream) {
  program_builder b = builder();
  fb::Ref in = b.argument(fb::DType::f32, {1024});
  fb::Ref out = b.result(fb::DType::f32, {1024});
  fb::Ref sum = b.arena(4096);
  b.launch(b.kernel("add_arrays", 64, 3), {in, in, sum}, 2);
  b.collective(fb::CollectiveKind::all_reduce, fb::Reduction::sum,
               fb::DType::f32, 1024, sum, sum, b.communicator({"x"}));
  b.copy(sum, out);
  runner run;
  need(run, b, /*graphs=*/0, /*trace=*/1);
  for (uint32_t rank = 0; rank < ranks; ++rank)
    run.write(rank, 0, std::vector<float>(1024, 1));
  expect_run(run, 3);
  char *text = nullptr;
  ASSERT_TRUE(outcome(tprt_session_trace(run.session, &text)).ok());
  nlohmann::json trace = nlohmann::json::parse(text);
  tprt_string_free(text);
  std::map<std::pair<int, int>, double> ends; // by rank and stream
  std::map<std::string, int> counts;
  for (const nlohmann::json &event : trace["traceEvents"]) {
    if (event["ph"] != "X")
      continue;
    double begin = event["ts"], duration = event["dur"];
    double &end = ends[{event["pid"], event["tid"]}];
    EXPECT_GE(begin + 20, end) << event; // devices keep time roughly
    EXPECT_GE(duration, 0);
    end = begin + duration;
    std::string action = event["args"]["action"];
    ++counts[action + " " + std::to_string(event["tid"].get<int>())];
  }
  EXPECT_EQ(counts["launch 0"], int(3 * ranks));
  EXPECT_EQ(counts["copy 0"], int(3 * ranks));
  EXPECT_EQ(counts["start 1"], int(3 * ranks));
}

// Whoever fails, all end, with the rank and the op to blame.
TEST_P(Conformance, AFailureEndsAllRanks) {
  std::string faulty = register_faulty_backend(GetParam().backend);
  program_builder b = builder();
  fb::Ref in = b.argument(fb::DType::f32, {16});
  fb::Ref out = b.result(fb::DType::f32, {16});
  fb::Ref scratch = b.arena(64);
  uint32_t all = b.communicator({"x"});
  for (int i = 0; i < 3; ++i) {
    b.copy(in, scratch); // and four more commands
    b.collective(fb::CollectiveKind::all_reduce, fb::Reduction::sum,
                 fb::DType::f32, 16, scratch, out, all);
  }
  bytes file = b.build();
  for (uint32_t rank = 0; rank < ranks; ++rank)
    for (int64_t copy = 0; copy < 3; ++copy) {
      injected() = {rank, copy};
      runner run;
      ASSERT_TRUE(run.load(file).ok());
      tprt_session_options_t with = options();
      with.backend = faulty.c_str();
      outcome made = run.create(with);
      ASSERT_TRUE(made.ok()) << made.message();
      for (uint32_t r = 0; r < ranks; ++r)
        run.write(r, 0, std::vector<float>(16));
      outcome outcome = run.run(2);
      EXPECT_EQ(outcome.code(), TPRT_OUT_OF_MEMORY) << outcome.message();
      EXPECT_EQ(outcome.rank(), int32_t(rank));
      EXPECT_EQ(outcome.op_index(), copy * 5);
      EXPECT_EQ(outcome.location(),
                "model.py:" + std::to_string(copy * 5) + ":1");
      EXPECT_EQ(run.run().code(), TPRT_USAGE);
    }
  injected() = {};
}

// A loop without an end, of which one rank fails in its eighth iteration.
TEST_P(Conformance, AFailureEndsALoop) {
  std::string faulty = register_faulty_backend(GetParam().backend);
  program_builder b = builder();
  fb::Ref in = b.argument(fb::DType::f32, {16});
  fb::Ref always = b.argument(fb::DType::i1, {});
  fb::Ref out = b.result(fb::DType::f32, {16});
  fb::Ref scratch = b.arena(64);
  uint32_t all = b.communicator({"x"});
  b.loop_while(b.region([&] {
    b.copy(in, scratch);
    b.collective(fb::CollectiveKind::all_reduce, fb::Reduction::sum,
                 fb::DType::f32, 16, scratch, out, all);
  }),
               always);
  bytes file = b.build();
  for (uint32_t rank = 0; rank < ranks; ++rank) {
    injected() = {rank, 7};
    runner run;
    ASSERT_TRUE(run.load(file).ok());
    tprt_session_options_t with = options();
    with.backend = faulty.c_str();
    outcome made = run.create(with);
    ASSERT_TRUE(made.ok()) << made.message();
    for (uint32_t r = 0; r < ranks; ++r) {
      run.write(r, 0, std::vector<float>(16));
      run.write(r, 1, std::vector<uint8_t>{1});
    }
    outcome outcome = run.run();
    EXPECT_EQ(outcome.code(), TPRT_OUT_OF_MEMORY) << outcome.message();
    EXPECT_EQ(outcome.rank(), int32_t(rank));
    EXPECT_EQ(outcome.op_index(), 1); // behind the loop in the program's list
    EXPECT_EQ(outcome.op_name(), "copy0");
  }
  injected() = {};
}

std::string name_of(const testing::TestParamInfo<pairing> &info) {
  return info.param.backend + "_" + info.param.transport;
}

INSTANTIATE_TEST_SUITE_P(On, Conformance, testing::ValuesIn(pairings()),
                         name_of);
INSTANTIATE_TEST_SUITE_P(On, ConformanceOf, testing::ValuesIn(pairings()),
                         name_of);

} // namespace
