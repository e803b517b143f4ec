//===- GPUKernelTest.cpp - do GPU kernels use the memory as they should? --===//
// KernelTest asks what kernels compute. Here: the sectors of 32 bytes that they
// touch, the registers and shared memory that they keep things in, and forms
// that only a GPU has: rows of a warp, of a block and longer than a block can
// hold, columns, and results that threads exchange.

#include "GPUHarness.h"
#include "tp/Dialect/TPRT/TPRTDialect.h"
#include "gtest/gtest.h"

using namespace tp::test;

static std::string tensor(const std::string &shape, const std::string &type) {
  return "tensor<" + shape + type + ">";
}

/// Replaces $NAME in a text.
static std::string
with(std::string text, std::vector<std::pair<std::string, std::string>> names) {
  for (auto &[name, value] : names)
    for (size_t at; (at = text.find("$" + name)) != std::string::npos;)
      text.replace(at, name.size() + 1, value);
  return text;
}

/// out = narrow(wide(a) * wide(b)).
static std::string product(const std::string &shape, const std::string &in,
                           const std::string &out) {
  return with(R"(
    #id = affine_map<(i, j) -> (i, j)>
    func.func private @k(%a: $A, %b: $A, %out: $O) -> $O attributes {tprt.kernel} {
      %r = linalg.generic {indexing_maps = [#id, #id, #id], iterator_types = ["parallel", "parallel"]}
          ins(%a, %b : $A, $A) outs(%out : $O) {
      ^bb0(%p: $i, %q: $i, %o: $o):
        %v = arith.mulf %p, %q : $i
        $CONVERT
        linalg.yield %w : $o
      } -> $O
      return %r : $O
    })",
              {{"A", tensor(shape, in)},
               {"O", tensor(shape, out)},
               {"CONVERT", in == out ? "%c = arith.constant 1.0 : $o\n"
                                       "%w = arith.mulf %v, %c : $o"
                                     : "%w = arith.extf %v : $i to $o"},
               {"i", in},
               {"o", out}});
}

/// Scales every row to a mean square of 1, then by %w.
static std::string norm(int64_t rows, int64_t columns,
                        const std::string &type) {
  bool narrow = type != "f32";
  return with(R"(
    #id = affine_map<(i, j) -> (i, j)>
    #row = affine_map<(i, j) -> (i)>
    #col = affine_map<(i, j) -> (j)>
    func.func private @k(%x: tensor<$Rx$Cx$t>, %w: tensor<$Cx$t>, %out: tensor<$Rx$Cx$t>) -> tensor<$Rx$Cx$t> attributes {tprt.kernel} {
      %zero = arith.constant 0.0 : f32
      %n = arith.constant $C.0 : f32
      %e1 = tensor.empty() : tensor<$Rxf32>
      %init = linalg.fill ins(%zero : f32) outs(%e1 : tensor<$Rxf32>) -> tensor<$Rxf32>
      %sum = linalg.generic {indexing_maps = [#id, #row], iterator_types = ["parallel", "reduction"]}
          ins(%x : tensor<$Rx$Cx$t>) outs(%init : tensor<$Rxf32>) {
      ^bb0(%p: $t, %o: f32):
        $WIDENp
        %s = arith.mulf $p, $p : f32
        %v = arith.addf %o, %s : f32
        linalg.yield %v : f32
      } -> tensor<$Rxf32>
      %y = linalg.generic {indexing_maps = [#id, #row, #col, #id], iterator_types = ["parallel", "parallel"]}
          ins(%x, %sum, %w : tensor<$Rx$Cx$t>, tensor<$Rxf32>, tensor<$Cx$t>) outs(%out : tensor<$Rx$Cx$t>) {
      ^bb0(%p: $t, %q: f32, %g: $t, %o: $t):
        $WIDENp
        $WIDENg
        %m = arith.divf %q, %n : f32
        %k = math.rsqrt %m : f32
        %u = arith.mulf $p, %k : f32
        %v = arith.mulf %u, $g : f32
        $NARROW
        linalg.yield $v : $t
      } -> tensor<$Rx$Cx$t>
      return %y : tensor<$Rx$Cx$t>
    })",
              {{"WIDENp", narrow ? "%pw = arith.extf %p : $t to f32" : ""},
               {"WIDENg", narrow ? "%gw = arith.extf %g : $t to f32" : ""},
               {"NARROW", narrow ? "%vn = arith.truncf %v : f32 to $t" : ""},
               {"R", std::to_string(rows)},
               {"C", std::to_string(columns)},
               {"p", narrow ? "%pw" : "%p"},
               {"g", narrow ? "%gw" : "%g"},
               {"v", narrow ? "%vn" : "%v"},
               {"t", type}});
}

/// Column sums, or row sums, of a product with itself.
static std::string sum(int64_t rows, int64_t columns, bool ofColumns,
                       const std::string &type) {
  return with(R"(
    #id = affine_map<(i, j) -> (i, j)>
    #kept = affine_map<(i, j) -> ($kept)>
    func.func private @k(%x: tensor<$Rx$Cx$t>, %out: tensor<$Nx$t>) -> tensor<$Nx$t> attributes {tprt.kernel} {
      %zero = arith.constant 0.0 : $t
      %init = linalg.fill ins(%zero : $t) outs(%out : tensor<$Nx$t>) -> tensor<$Nx$t>
      %sum = linalg.generic {indexing_maps = [#id, #kept], iterator_types = [$iterators]}
          ins(%x : tensor<$Rx$Cx$t>) outs(%init : tensor<$Nx$t>) {
      ^bb0(%p: $t, %o: $t):
        %s = arith.mulf %p, %p : $t
        %v = arith.addf %o, %s : $t
        linalg.yield %v : $t
      } -> tensor<$Nx$t>
      return %sum : tensor<$Nx$t>
    })",
              {{"kept", ofColumns ? "j" : "i"},
               {"iterators", ofColumns ? "\"reduction\", \"parallel\""
                                       : "\"parallel\", \"reduction\""},
               {"R", std::to_string(rows)},
               {"C", std::to_string(columns)},
               {"N", std::to_string(ofColumns ? columns : rows)},
               {"t", type}});
}

/// Runs a kernel once, compares, and gives its statistics.
static ptx::statistics measure(const std::string &text, Tolerance tolerance,
                               uint64_t *operandBytes = nullptr,
                               const std::vector<Array> &given = {}) {
  auto kernel = DeviceKernel::compile(text, "sm_90");
  EXPECT_TRUE(kernel) << DeviceKernel::errors << text;
  if (!kernel)
    return {};
  EXPECT_EQ(kernel->ptx().find(".local"), std::string::npos)
      << "registers spill to memory";
  std::vector<Array> inputs = given.empty() ? kernel->randomInputs(3) : given;
  expectClose(kernel->run(inputs, {}, 0xFF),
              interpret(kernel->function(), inputs, {}), tolerance);
  if (operandBytes)
    *operandBytes = kernel->operandBytes();
  return kernel->counts();
}

TEST(GPUKernel, ElementwiseKernelsTouchEachSectorOnce) {
  for (auto [in, out] : {std::pair("f32", "f32"), std::pair("bf16", "f32"),
                         std::pair("f16", "f16"), std::pair("f64", "f64")})
    for (const char *shape : {"64x96x", "3x4096x", "8192x8x", "4096x1x"}) {
      SCOPED_TRACE(std::string(shape) + in + " to " + out);
      uint64_t bytes = 0;
      ptx::statistics counts =
          measure(product(shape, in, out), {1e-2, 1e-2}, &bytes);
      EXPECT_EQ(counts.bytes_asked, bytes);
      EXPECT_EQ(counts.global_sectors, bytes / 32);
    }
}

TEST(GPUKernel, ElementwiseKernelsReadSixteenBytesAtOnce) {
  for (const char *type : {"f32", "bf16", "f16", "f64"}) {
    SCOPED_TRACE(type);
    uint64_t bytes = 0;
    ptx::statistics counts =
        measure(product("128x128x", type, type), {1e-2, 1e-2}, &bytes);
    uint64_t reads = bytes * 2 / 3, writes = bytes / 3;
    EXPECT_EQ(counts.global_reads, reads / (32 * 16));
    EXPECT_EQ(counts.global_writes, writes / (32 * 16));
  }
}

TEST(GPUKernel, JoinedAndPaddedTensorsAreMovedAsVectors) {
  uint64_t bytes = 0;
  ptx::statistics counts = measure(
      R"(
    func.func private @k(%x: tensor<32x48xf32>, %y: tensor<32x80xf32>, %out: tensor<32x128xf32>) -> tensor<32x128xf32> attributes {tprt.kernel} {
      %r = tensor.concat dim(1) %x, %y : (tensor<32x48xf32>, tensor<32x80xf32>) -> tensor<32x128xf32>
      return %r : tensor<32x128xf32>
    })",
      {0, 0}, &bytes);
  EXPECT_EQ(counts.global_sectors, bytes / 32);
  // A warp may do both sides, one after the other.
  EXPECT_LE(counts.global_writes, 2 * bytes / 2 / (32 * 16));
  counts = measure(
      R"(
    func.func private @k(%x: tensor<30x120xf32>, %out: tensor<32x128xf32>) -> tensor<32x128xf32> attributes {tprt.kernel} {
      %c = arith.constant 5.0 : f32
      %r = tensor.pad %x low[1, 4] high[1, 4] {
      ^bb0(%i: index, %j: index):
        tensor.yield %c : f32
      } : tensor<30x120xf32> to tensor<32x128xf32>
      return %r : tensor<32x128xf32>
    })",
      {0, 0}, &bytes);
  EXPECT_EQ(counts.bytes_asked, bytes);
  // Sides that meet within a sector both count it.
  EXPECT_LE(counts.global_sectors, bytes / 32 * 6 / 5);
}

TEST(GPUKernel, NormsReadTheirInputOnce) {
  for (const char *type : {"f32", "bf16"})
    for (int64_t columns : {64, 256, 1024, 2048, 4096, 8192, 16384}) {
      SCOPED_TRACE(std::to_string(columns) + " columns of " + type);
      int64_t rows = columns > 4096 ? 3 : 8;
      ptx::statistics counts = measure(norm(rows, columns, type), {2e-2, 1e-3});
      uint64_t row = columns * (type[0] == 'f' ? 4 : 2);
      // Of every row: the input, the result and the weights; rows that share a
      // warp read these together.
      EXPECT_LE(counts.global_sectors, 3 * rows * row / 32);
    }
}

TEST(GPUKernel, RowsLongerThanRegistersHold) {
  ptx::statistics counts = measure(norm(2, 70000, "f32"), {1e-3, 1e-3});
  EXPECT_LE(counts.global_sectors * 32, counts.bytes_asked);
  measure(norm(2, 40001, "f32"), {1e-3, 1e-3});
  measure(norm(3, 1021, "f32"), {1e-3, 1e-3});
  measure(norm(5, 3, "f32"), {1e-3, 1e-3});
  measure(norm(1000, 1, "f32"), {1e-3, 1e-3});
}

TEST(GPUKernel, ColumnsAreReadSideBySide) {
  for (auto [rows, columns] : {std::pair(512, 64), std::pair(64, 4096),
                               std::pair(2048, 256), std::pair(4, 8)}) {
    SCOPED_TRACE(std::to_string(rows) + " rows of " + std::to_string(columns));
    uint64_t bytes = 0;
    ptx::statistics counts =
        measure(sum(rows, columns, true, "f32"), {1e-3, 1e-3}, &bytes);
    EXPECT_EQ(counts.global_sectors, bytes / 32);
  }
  measure(sum(100, 77, true, "f32"), {1e-3, 1e-3});
  measure(sum(100, 77, true, "f64"), {1e-3, 1e-3});
}

TEST(GPUKernel, EveryThreadHasTheSameBits) {
  // The sum of a row, which each thread writes for its element, is the same in
  // all of them, however many warps combine it.
  for (int64_t columns : {24, 100, 1000, 4096, 20000, 50000}) {
    SCOPED_TRACE(columns);
    std::string text = with(
        R"(
      #id = affine_map<(i, j) -> (i, j)>
      func.func private @k(%x: tensor<3x$Cxf32>, %out: tensor<3x$Cxf32>) -> tensor<3x$Cxf32> attributes {tprt.kernel} {
        %zero = arith.constant 0.0 : f32
        %e = tensor.empty() : tensor<3xf32>
        %init = linalg.fill ins(%zero : f32) outs(%e : tensor<3xf32>) -> tensor<3xf32>
        %sum = linalg.reduce { arith.addf } ins(%x : tensor<3x$Cxf32>) outs(%init : tensor<3xf32>) dimensions = [1]
        %r = linalg.broadcast ins(%sum : tensor<3xf32>) outs(%out : tensor<3x$Cxf32>) dimensions = [1]
        return %r : tensor<3x$Cxf32>
      })",
        {{"C", std::to_string(columns)}});
    auto kernel = DeviceKernel::compile(text, "sm_90");
    ASSERT_TRUE(kernel) << DeviceKernel::errors;
    std::vector<Array> result = kernel->run(kernel->randomInputs(1), {}, 0xFF);
    for (int64_t row = 0; row < 3; ++row)
      for (int64_t column = 0; column < columns; ++column)
        ASSERT_EQ(result[0].data[row * columns + column],
                  result[0].data[row * columns]);
  }
}

TEST(GPUKernel, ReductionsOfEveryTypeAcrossWarps) {
  struct Case {
    const char *type, *combiner, *init;
  };
  for (const Case &c :
       {Case{"f32", "arith.addf", "0.5"}, Case{"f64", "arith.addf", "0.5"},
        Case{"f16", "arith.maximumf", "-1000.0"},
        Case{"bf16", "arith.minimumf", "1000.0"},
        Case{"i64", "arith.addi", "7"}, Case{"i32", "arith.maxsi", "-100"},
        Case{"i16", "arith.minsi", "100"}, Case{"i8", "arith.xori", "3"},
        Case{"i1", "arith.andi", "1"}, Case{"i1", "arith.ori", "0"}})
    for (auto [rows, columns] : {std::pair(5, 3000), std::pair(40, 20)})
      for (const char *dimension : {"0", "1"}) {
        bool ofColumns = dimension[0] == '0';
        SCOPED_TRACE(std::string(c.combiner) + " of " + c.type + " over " +
                     dimension);
        measure(with(R"(
        func.func private @k(%x: tensor<$Rx$Cx$t>, %out: tensor<$Nx$t>) -> tensor<$Nx$t> attributes {tprt.kernel} {
          %c = arith.constant $INIT : $t
          %init = linalg.fill ins(%c : $t) outs(%out : tensor<$Nx$t>) -> tensor<$Nx$t>
          %r = linalg.reduce { $OP } ins(%x : tensor<$Rx$Cx$t>) outs(%init : tensor<$Nx$t>) dimensions = [$D]
          return %r : tensor<$Nx$t>
        })",
                     {{"INIT", c.init},
                      {"OP", c.combiner},
                      {"D", dimension},
                      {"R", std::to_string(rows)},
                      {"C", std::to_string(columns)},
                      {"N", std::to_string(ofColumns ? columns : rows)},
                      {"t", c.type}}),
                {1e-3, 1e-3});
      }
}

TEST(GPUKernel, WhatBlocksCannotShareIsRefused) {
  // Sums of 60,000 columns that the kernel also needs the sum of.
  std::string text = R"(
    func.func private @k(%x: tensor<40x60000xf32>, %out: tensor<60000xf32>, %all: tensor<f32>) -> (tensor<60000xf32>, tensor<f32>) attributes {tprt.kernel} {
      %zero = arith.constant 0.0 : f32
      %f = linalg.fill ins(%zero : f32) outs(%out : tensor<60000xf32>) -> tensor<60000xf32>
      %s = linalg.reduce { arith.addf } ins(%x : tensor<40x60000xf32>) outs(%f : tensor<60000xf32>) dimensions = [0]
      %g = linalg.fill ins(%zero : f32) outs(%all : tensor<f32>) -> tensor<f32>
      %t = linalg.reduce { arith.addf } ins(%s : tensor<60000xf32>) outs(%g : tensor<f32>) dimensions = [0]
      return %s, %t : tensor<60000xf32>, tensor<f32>
    })";
  EXPECT_FALSE(DeviceKernel::compile(text, "sm_90"));
  EXPECT_NE(DeviceKernel::errors.find("kernel @k needs 240512 bytes of shared "
                                      "memory for one block, at most 163840"),
            std::string::npos)
      << DeviceKernel::errors;
}

TEST(GPUKernel, ResultsWithoutElementsNeedNoThread) {
  for (const char *shape : {"0x64x", "64x0x"}) {
    auto kernel = DeviceKernel::compile(product(shape, "f32", "f32"), "sm_90");
    ASSERT_TRUE(kernel) << DeviceKernel::errors;
    EXPECT_EQ(kernel->tiles(), 1);
    kernel->run(kernel->randomInputs(1), {}, 0xFF);
    EXPECT_EQ(kernel->counts().bytes_asked, 0u);
  }
}
