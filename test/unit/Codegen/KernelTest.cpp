//===- KernelTest.cpp - do compiled kernels compute what they say? --------===//
// Kernels of every form that dispatch forming makes, compared with an
// interpreter: for two CPUs, in one and in several ranges of tiles, and for a
// GPU, whose PTX is interpreted.

#include "GPUHarness.h"
#include "KernelHarness.h"
#include "gtest/gtest.h"
#include <cmath>
#include <regex>

using namespace tp::test;

namespace {
/// Compiles a kernel for some machine, runs it and compares.
using Check = void (*)(llvm::StringRef text, Tolerance tolerance,
                       const std::vector<int64_t> &coordinates,
                       const std::vector<Array> &inputs);

class Kernel : public testing::TestWithParam<Check> {
protected:
  void checkKernel(llvm::StringRef text, Tolerance tolerance = {},
                   const std::vector<int64_t> &coordinates = {},
                   const std::vector<Array> &inputs = {}) {
    GetParam()(text, tolerance, coordinates, inputs);
  }

  /// Types that functions are computed in: on a GPU, those of f64 are
  /// libdevice's.
  std::vector<const char *> mathTypes() const {
    if (GetParam() == &checkOnGPU)
      return {"f32", "f16", "bf16"};
    return {"f32", "f64", "f16", "bf16"};
  }
};
} // namespace

INSTANTIATE_TEST_SUITE_P(CPU, Kernel, testing::Values(&checkOnCPU));
INSTANTIATE_TEST_SUITE_P(GPU, Kernel, testing::Values(&checkOnGPU));

/// Maps and constants that the kernels below share.
static std::string kernel(const std::string &body) {
  return R"(
    #v = affine_map<(i) -> (i)>
    #s1 = affine_map<(i) -> ()>
    #id = affine_map<(i, j) -> (i, j)>
    #row = affine_map<(i, j) -> (i)>
    #col = affine_map<(i, j) -> (j)>
    #tr = affine_map<(i, j) -> (j, i)>
    #s2 = affine_map<(i, j) -> ()>
    #id3 = affine_map<(i, j, k) -> (i, j, k)>
    #m01 = affine_map<(i, j, k) -> (i, j)>
    #m02 = affine_map<(i, j, k) -> (i, k)>
    #m12 = affine_map<(i, j, k) -> (j, k)>
    #m0 = affine_map<(i, j, k) -> (i)>
    #m1 = affine_map<(i, j, k) -> (j)>
    #m2 = affine_map<(i, j, k) -> (k)>
    #perm = affine_map<(i, j, k) -> (k, i, j)>
    #p1 = {indexing_maps = [#v, #v], iterator_types = ["parallel"]}
  )" + body;
}

/// An elementwise op on rank 2 from `ins` to %out, body given.
static std::string elementwise(const std::string &type, const std::string &body,
                               const std::string &shape = "37x64") {
  std::string t = "tensor<" + shape + "x" + type + ">";
  return kernel("func.func private @k(%a: " + t + ", %b: " + t +
                ", %out: " + t + ") -> " + t + R"( attributes {tprt.kernel} {
      %r = linalg.generic {indexing_maps = [#id, #id, #id], iterator_types = ["parallel", "parallel"]}
        ins(%a, %b : )" +
                t + ", " + t + ") outs(%out : " + t + R"() {
        ^bb0(%x: )" +
                type + ", %y: " + type + ", %o: " + type + R"():
          )" + body +
                R"(
          linalg.yield %z : )" +
                type + R"(
      } -> )" + t +
                R"(
      return %r : )" +
                t + "\n}");
}

TEST_P(Kernel, ElementwiseTypes) {
  checkKernel(elementwise("f32", "%u = arith.mulf %x, %y : f32\n"
                                 "%z = arith.subf %u, %y : f32"));
  checkKernel(elementwise("f64", "%u = arith.mulf %x, %y : f64\n"
                                 "%z = arith.divf %u, %y : f64"));
  checkKernel(elementwise("i32", "%u = arith.muli %x, %y : i32\n"
                                 "%z = arith.subi %u, %y : i32"));
  checkKernel(elementwise("i64", "%z = arith.maxsi %x, %y : i64"));
  checkKernel(elementwise("i8", "%z = arith.muli %x, %y : i8"));
  checkKernel(elementwise("i1", "%u = arith.xori %x, %y : i1\n"
                                "%z = arith.ori %u, %x : i1"));
  checkKernel(elementwise("f16", "%u = arith.mulf %x, %y : f16\n"
                                 "%z = arith.addf %u, %y : f16"),
              {2e-3, 2e-3});
  checkKernel(elementwise("bf16", "%u = arith.mulf %x, %y : bf16\n"
                                  "%z = arith.addf %u, %y : bf16"),
              {1e-2, 1e-2});
}

TEST_P(Kernel, MathOfEveryFloatType) {
  for (const char *type : mathTypes()) {
    SCOPED_TRACE(type);
    double tolerance = type[0] == 'b' ? 3e-2 : type[1] == '1' ? 4e-3 : 1e-5;
    std::string t = type;
    for (const char *name : {"exp", "tanh", "erf", "sin", "rsqrt", "log"})
      checkKernel(elementwise(t, "%u = math.absf %x : " + t + "\n%z = math." +
                                     name + " %u : " + t),
                  {tolerance, tolerance});
  }
}

TEST_P(Kernel, MaskedSoftmaxOfHalves) {
  for (const char *type : mathTypes()) {
    SCOPED_TRACE(type);
    std::string text = kernel(R"(
    func.func private @k(%x: tensor<6x32x40xT>, %m: tensor<32x40xi1>, %out: tensor<6x32x40xT>) -> tensor<6x32x40xT> attributes {tprt.kernel} {
      %low = arith.constant -1.0e4 : T
      %ninf = arith.constant -1.0e4 : T
      %zero = arith.constant 0.0 : T
      %e3 = tensor.empty() : tensor<6x32x40xT>
      %e2 = tensor.empty() : tensor<6x32xT>
      %s = linalg.generic {indexing_maps = [#id3, #m12, #id3], iterator_types = ["parallel", "parallel", "parallel"]}
          ins(%x, %m : tensor<6x32x40xT>, tensor<32x40xi1>) outs(%e3 : tensor<6x32x40xT>) {
      ^bb0(%p: T, %q: i1, %o: T):
        %v = arith.select %q, %p, %low : T
        linalg.yield %v : T
      } -> tensor<6x32x40xT>
      %f = linalg.fill ins(%ninf : T) outs(%e2 : tensor<6x32xT>) -> tensor<6x32xT>
      %max = linalg.reduce { arith.maximumf } ins(%s : tensor<6x32x40xT>) outs(%f : tensor<6x32xT>) dimensions = [2]
      %mb = linalg.broadcast ins(%max : tensor<6x32xT>) outs(%e3 : tensor<6x32x40xT>) dimensions = [2]
      %ex = linalg.generic {indexing_maps = [#id3, #id3, #id3], iterator_types = ["parallel", "parallel", "parallel"]}
          ins(%s, %mb : tensor<6x32x40xT>, tensor<6x32x40xT>) outs(%e3 : tensor<6x32x40xT>) {
      ^bb0(%p: T, %q: T, %o: T):
        %d = arith.subf %p, %q : T
        %v = math.exp %d : T
        linalg.yield %v : T
      } -> tensor<6x32x40xT>
      %z = linalg.fill ins(%zero : T) outs(%e2 : tensor<6x32xT>) -> tensor<6x32xT>
      %sum = linalg.reduce { arith.addf } ins(%ex : tensor<6x32x40xT>) outs(%z : tensor<6x32xT>) dimensions = [2]
      %sb = linalg.broadcast ins(%sum : tensor<6x32xT>) outs(%e3 : tensor<6x32x40xT>) dimensions = [2]
      %r = linalg.generic {indexing_maps = [#id3, #id3, #id3], iterator_types = ["parallel", "parallel", "parallel"]}
          ins(%ex, %sb : tensor<6x32x40xT>, tensor<6x32x40xT>) outs(%out : tensor<6x32x40xT>) {
      ^bb0(%p: T, %q: T, %o: T):
        %v = arith.divf %p, %q : T
        linalg.yield %v : T
      } -> tensor<6x32x40xT>
      return %r : tensor<6x32x40xT>
    })");
    double tolerance = type[0] == 'b' ? 8e-2 : type[1] == '1' ? 1e-2 : 1e-5;
    checkKernel(std::regex_replace(text, std::regex("T\\b"), type),
                {tolerance, 1e-3 * tolerance});
  }
}

TEST_P(Kernel, NormWithTwoResultsOfDifferentRank) {
  checkKernel(kernel(R"(
    func.func private @k(%x: tensor<29x48xf32>, %w: tensor<48xf32>, %out: tensor<29x48xf32>, %inv: tensor<29xf32>) -> (tensor<29x48xf32>, tensor<29xf32>) attributes {tprt.kernel} {
      %zero = arith.constant 0.0 : f32
      %n = arith.constant 48.0 : f32
      %eps = arith.constant 1.0e-5 : f32
      %e1 = tensor.empty() : tensor<29xf32>
      %e2 = tensor.empty() : tensor<29x48xf32>
      %init = linalg.fill ins(%zero : f32) outs(%e1 : tensor<29xf32>) -> tensor<29xf32>
      %sq = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
          ins(%x : tensor<29x48xf32>) outs(%e2 : tensor<29x48xf32>) {
      ^bb0(%p: f32, %o: f32):
        %v = arith.mulf %p, %p : f32
        linalg.yield %v : f32
      } -> tensor<29x48xf32>
      %sum = linalg.reduce { arith.addf } ins(%sq : tensor<29x48xf32>) outs(%init : tensor<29xf32>) dimensions = [1]
      %rs = linalg.generic #p1 ins(%sum : tensor<29xf32>) outs(%inv : tensor<29xf32>) {
      ^bb0(%p: f32, %o: f32):
        %m = arith.divf %p, %n : f32
        %a = arith.addf %m, %eps : f32
        %v = math.rsqrt %a : f32
        linalg.yield %v : f32
      } -> tensor<29xf32>
      %y = linalg.generic {indexing_maps = [#id, #row, #col, #id], iterator_types = ["parallel", "parallel"]}
          ins(%x, %rs, %w : tensor<29x48xf32>, tensor<29xf32>, tensor<48xf32>) outs(%out : tensor<29x48xf32>) {
      ^bb0(%p: f32, %q: f32, %g: f32, %o: f32):
        %t = arith.mulf %p, %q : f32
        %v = arith.mulf %t, %g : f32
        linalg.yield %v : f32
      } -> tensor<29x48xf32>
      return %y, %rs : tensor<29x48xf32>, tensor<29xf32>
    })"));
}

/// A sum or maximum of `input` over `dims` into `result`.
static std::string reduction(const std::string &input,
                             const std::string &result, const std::string &dims,
                             const std::string &combiner, const char *type,
                             const char *init) {
  std::string in = "tensor<" + input + type + ">",
              out = "tensor<" + result + type + ">";
  return kernel("func.func private @k(%x: " + in + ", %out: " + out + ") -> " +
                out + " attributes {tprt.kernel} {\n%c = arith.constant " +
                init + " : " + type + "\n%f = linalg.fill ins(%c : " + type +
                ") outs(%out : " + out + ") -> " + out +
                "\n%r = linalg.reduce { " + combiner + " } ins(%x : " + in +
                ") outs(%f : " + out + ") dimensions = [" + dims +
                "]\nreturn %r : " + out + "\n}");
}

TEST_P(Kernel, Reductions) {
  Tolerance sum{1e-4, 1e-3};
  checkKernel(reduction("33x70x", "33x", "1", "arith.addf", "f32", "0.0"), sum);
  checkKernel(reduction("33x70x", "70x", "0", "arith.addf", "f32", "0.0"), sum);
  checkKernel(reduction("9x33x70x", "9x70x", "1", "arith.addf", "f32", "0.0"),
              sum);
  checkKernel(reduction("9x33x70x", "33x", "0, 2", "arith.addf", "f32", "0.0"),
              sum);
  checkKernel(reduction("9x33x70x", "9x", "1, 2", "arith.addf", "f32", "1.5"),
              sum);
  checkKernel(reduction("9x33x70x", "70x", "0, 1", "arith.addf", "f32", "0.0"),
              sum);
  checkKernel(reduction("9x33x70x", "", "0, 1, 2", "arith.addf", "f32", "0.0"),
              sum);
  checkKernel(reduction("9x33x", "9x33x", "", "arith.addf", "f32", "2.0"), sum);
  checkKernel(reduction("1x1x", "1x", "1", "arith.addf", "f32", "0.0"), sum);
  checkKernel(reduction("1x97x", "1x", "1", "arith.mulf", "f32", "1.0"),
              {1e-3, 1e-3});
  checkKernel(reduction("5x0x", "5x", "1", "arith.addf", "f32", "3.0"), sum);
  checkKernel(reduction("0x5x", "0x", "1", "arith.addf", "f32", "3.0"), sum);
  checkKernel(
      reduction("97x101x", "97x", "1", "arith.maximumf", "f32", "0xFF800000"));
  checkKernel(
      reduction("97x101x", "101x", "0", "arith.minimumf", "f32", "0x7F800000"));
  checkKernel(
      reduction("97x101x", "97x", "1", "arith.maxsi", "i32", "-2147483648"));
  checkKernel(reduction("97x101x", "97x", "1", "arith.addi", "i32", "0"));
  checkKernel(reduction("97x11x", "97x", "1", "arith.andi", "i1", "1"));
  checkKernel(reduction("97x11x", "11x", "0", "arith.ori", "i1", "0"));
  checkKernel(reduction("97x101x", "97x", "1", "arith.addf", "f64", "0.0"));
  checkKernel(reduction("97x50x", "97x", "1", "arith.addf", "f16", "0.0"),
              {3e-2, 0.3});
  checkKernel(reduction("97x50x", "97x", "1", "arith.addf", "bf16", "0.0"),
              {3e-1, 2});
  checkKernel(
      reduction("97x50x", "97x", "1", "arith.maximumf", "bf16", "0xFF80"));
  checkKernel(reduction("2048x512x", "512x", "0", "arith.addf", "f32", "0.0"),
              {1e-4, 1e-2});
  checkKernel(reduction("200000x", "", "0", "arith.addf", "f32", "0.0"),
              {1e-3, 1e-1});
}

TEST_P(Kernel, MaximumKeepsNaN) {
  Array x({4, 70});
  for (size_t i = 0; i < x.data.size(); ++i)
    x.data[i] = double(i % 13);
  x.data[5] = NAN;
  x.data[70 + 69] = NAN;
  x.data[140] = INFINITY;
  x.data[141] = -INFINITY;
  checkKernel(
      reduction("4x70x", "4x", "1", "arith.maximumf", "f32", "0xFF800000"), {},
      {}, {x});
  checkKernel(
      reduction("4x70x", "70x", "0", "arith.maximumf", "f32", "0xFF800000"), {},
      {}, {x});
}

TEST_P(Kernel, ReductionWithTwoResults) {
  checkKernel(kernel(R"(
    func.func private @k(%x: tensor<33x70xf32>, %o0: tensor<33xf32>, %o1: tensor<33xf32>) -> (tensor<33xf32>, tensor<33xf32>) attributes {tprt.kernel} {
      %zero = arith.constant 0.0 : f32
      %low = arith.constant -1.0e30 : f32
      %f0 = linalg.fill ins(%zero : f32) outs(%o0 : tensor<33xf32>) -> tensor<33xf32>
      %f1 = linalg.fill ins(%low : f32) outs(%o1 : tensor<33xf32>) -> tensor<33xf32>
      %r:2 = linalg.generic {indexing_maps = [#id, #row, #row], iterator_types = ["parallel", "reduction"]}
          ins(%x : tensor<33x70xf32>) outs(%f0, %f1 : tensor<33xf32>, tensor<33xf32>) {
      ^bb0(%p: f32, %a: f32, %b: f32):
        %s = arith.addf %p, %a : f32
        %m = arith.maximumf %p, %b : f32
        linalg.yield %s, %m : f32, f32
      } -> (tensor<33xf32>, tensor<33xf32>)
      return %r#0, %r#1 : tensor<33xf32>, tensor<33xf32>
    })"),
              {1e-4, 1e-4});
}

TEST_P(Kernel, ReductionOfAComputedValueOverItsFirstDimension) {
  checkKernel(kernel(R"(
    func.func private @k(%x: tensor<1030x96xf32>, %b: tensor<96xf32>, %out: tensor<96xf32>) -> tensor<96xf32> attributes {tprt.kernel} {
      %zero = arith.constant 0.0 : f32
      %e = tensor.empty() : tensor<1030x96xf32>
      %s = linalg.generic {indexing_maps = [#id, #col, #id], iterator_types = ["parallel", "parallel"]}
          ins(%x, %b : tensor<1030x96xf32>, tensor<96xf32>) outs(%e : tensor<1030x96xf32>) {
      ^bb0(%p: f32, %q: f32, %o: f32):
        %t = math.tanh %p : f32
        %v = arith.mulf %t, %q : f32
        linalg.yield %v : f32
      } -> tensor<1030x96xf32>
      %f = linalg.fill ins(%zero : f32) outs(%out : tensor<96xf32>) -> tensor<96xf32>
      %r = linalg.reduce { arith.addf } ins(%s : tensor<1030x96xf32>) outs(%f : tensor<96xf32>) dimensions = [0]
      return %r : tensor<96xf32>
    })"),
              {1e-3, 1e-2});
}

TEST_P(Kernel, BroadcastsAndTransposes) {
  checkKernel(kernel(R"(
    func.func private @k(%a: tensor<7xf32>, %b: tensor<11xf32>, %c: tensor<13xf32>, %d: tensor<f32>, %out: tensor<7x11x13xf32>) -> tensor<7x11x13xf32> attributes {tprt.kernel} {
      %e = tensor.empty() : tensor<7x11x13xf32>
      %s = linalg.broadcast ins(%d : tensor<f32>) outs(%e : tensor<7x11x13xf32>) dimensions = [0, 1, 2]
      %x = linalg.broadcast ins(%a : tensor<7xf32>) outs(%e : tensor<7x11x13xf32>) dimensions = [1, 2]
      %y = linalg.broadcast ins(%b : tensor<11xf32>) outs(%e : tensor<7x11x13xf32>) dimensions = [0, 2]
      %z = linalg.broadcast ins(%c : tensor<13xf32>) outs(%e : tensor<7x11x13xf32>) dimensions = [0, 1]
      %r = linalg.generic {indexing_maps = [#id3, #id3, #id3, #id3, #id3], iterator_types = ["parallel", "parallel", "parallel"]}
          ins(%x, %y, %z, %s : tensor<7x11x13xf32>, tensor<7x11x13xf32>, tensor<7x11x13xf32>, tensor<7x11x13xf32>) outs(%out : tensor<7x11x13xf32>) {
      ^bb0(%p: f32, %q: f32, %t: f32, %u: f32, %o: f32):
        %1 = arith.mulf %p, %q : f32
        %2 = arith.addf %1, %t : f32
        %3 = arith.subf %2, %u : f32
        linalg.yield %3 : f32
      } -> tensor<7x11x13xf32>
      return %r : tensor<7x11x13xf32>
    })"));
  checkKernel(kernel(R"(
    func.func private @k(%a: tensor<77x130xf32>, %out: tensor<130x77xf32>) -> tensor<130x77xf32> attributes {tprt.kernel} {
      %r = linalg.transpose ins(%a : tensor<77x130xf32>) outs(%out : tensor<130x77xf32>) permutation = [1, 0]
      return %r : tensor<130x77xf32>
    })"));
  checkKernel(kernel(R"(
    func.func private @k(%a: tensor<4x64x6x32xf32>, %b: tensor<32xf32>, %out: tensor<4x6x64x32xf32>) -> tensor<4x6x64x32xf32> attributes {tprt.kernel} {
      %e = tensor.empty() : tensor<4x6x64x32xf32>
      %t = linalg.transpose ins(%a : tensor<4x64x6x32xf32>) outs(%e : tensor<4x6x64x32xf32>) permutation = [0, 2, 1, 3]
      %bb = linalg.broadcast ins(%b : tensor<32xf32>) outs(%e : tensor<4x6x64x32xf32>) dimensions = [0, 1, 2]
      %r = linalg.add ins(%t, %bb : tensor<4x6x64x32xf32>, tensor<4x6x64x32xf32>) outs(%out : tensor<4x6x64x32xf32>) -> tensor<4x6x64x32xf32>
      return %r : tensor<4x6x64x32xf32>
    })"));
}

TEST_P(Kernel, TransposedReductionInput) {
  // The reduced dimension is the contiguous one of the input, or is not.
  checkKernel(kernel(R"(
    func.func private @k(%a: tensor<40x30x20xf32>, %out: tensor<20x40xf32>) -> tensor<20x40xf32> attributes {tprt.kernel} {
      %zero = arith.constant 0.0 : f32
      %e = tensor.empty() : tensor<20x40x30xf32>
      %t = linalg.transpose ins(%a : tensor<40x30x20xf32>) outs(%e : tensor<20x40x30xf32>) permutation = [2, 0, 1]
      %f = linalg.fill ins(%zero : f32) outs(%out : tensor<20x40xf32>) -> tensor<20x40xf32>
      %r = linalg.reduce { arith.addf } ins(%t : tensor<20x40x30xf32>) outs(%f : tensor<20x40xf32>) dimensions = [2]
      return %r : tensor<20x40xf32>
    })"),
              {1e-4, 1e-4});
}

TEST_P(Kernel, SlicesAndConcats) {
  // Rotary embedding: halves of the last dimension, swapped.
  checkKernel(kernel(R"(
    func.func private @k(%x: tensor<3x50x64xf32>, %cos: tensor<50x64xf32>, %sin: tensor<50x64xf32>, %out: tensor<3x50x64xf32>) -> tensor<3x50x64xf32> attributes {tprt.kernel} {
      %e = tensor.empty() : tensor<3x50x64xf32>
      %h = tensor.empty() : tensor<3x50x32xf32>
      %lo = tensor.extract_slice %x[0, 0, 0] [3, 50, 32] [1, 1, 1] : tensor<3x50x64xf32> to tensor<3x50x32xf32>
      %hi = tensor.extract_slice %x[0, 0, 32] [3, 50, 32] [1, 1, 1] : tensor<3x50x64xf32> to tensor<3x50x32xf32>
      %neg = linalg.generic {indexing_maps = [#id3, #id3], iterator_types = ["parallel", "parallel", "parallel"]}
          ins(%hi : tensor<3x50x32xf32>) outs(%h : tensor<3x50x32xf32>) {
      ^bb0(%p: f32, %o: f32):
        %v = arith.negf %p : f32
        linalg.yield %v : f32
      } -> tensor<3x50x32xf32>
      %rot = tensor.concat dim(2) %neg, %lo : (tensor<3x50x32xf32>, tensor<3x50x32xf32>) -> tensor<3x50x64xf32>
      %r = linalg.generic {indexing_maps = [#id3, #m12, #id3, #m12, #id3], iterator_types = ["parallel", "parallel", "parallel"]}
          ins(%x, %cos, %rot, %sin : tensor<3x50x64xf32>, tensor<50x64xf32>, tensor<3x50x64xf32>, tensor<50x64xf32>) outs(%out : tensor<3x50x64xf32>) {
      ^bb0(%p: f32, %c: f32, %q: f32, %s: f32, %o: f32):
        %1 = arith.mulf %p, %c : f32
        %2 = arith.mulf %q, %s : f32
        %3 = arith.addf %1, %2 : f32
        linalg.yield %3 : f32
      } -> tensor<3x50x64xf32>
      return %r : tensor<3x50x64xf32>
    })"));
  // Joined along the first and a middle dimension, results of a kernel.
  checkKernel(kernel(R"(
    func.func private @k(%x: tensor<3x50x64xf32>, %y: tensor<5x50x64xf32>, %out: tensor<8x50x64xf32>) -> tensor<8x50x64xf32> attributes {tprt.kernel} {
      %r = tensor.concat dim(0) %x, %y : (tensor<3x50x64xf32>, tensor<5x50x64xf32>) -> tensor<8x50x64xf32>
      return %r : tensor<8x50x64xf32>
    })"));
  checkKernel(kernel(R"(
    func.func private @k(%x: tensor<300x5x16xf32>, %y: tensor<300x7x16xf32>, %out: tensor<300x12x16xf32>) -> tensor<300x12x16xf32> attributes {tprt.kernel} {
      %r = tensor.concat dim(1) %x, %y : (tensor<300x5x16xf32>, tensor<300x7x16xf32>) -> tensor<300x12x16xf32>
      return %r : tensor<300x12x16xf32>
    })"));
  // Large pieces: a temporary for all of it would not fit a stack.
  checkKernel(kernel(R"(
    func.func private @k(%x: tensor<300x2048xf32>, %y: tensor<500x2048xf32>, %out: tensor<800x2048xf32>) -> tensor<800x2048xf32> attributes {tprt.kernel} {
      %e = tensor.empty() : tensor<300x2048xf32>
      %s = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
          ins(%x : tensor<300x2048xf32>) outs(%e : tensor<300x2048xf32>) {
      ^bb0(%p: f32, %o: f32):
        %v = arith.negf %p : f32
        linalg.yield %v : f32
      } -> tensor<300x2048xf32>
      %r = tensor.concat dim(0) %s, %y : (tensor<300x2048xf32>, tensor<500x2048xf32>) -> tensor<800x2048xf32>
      return %r : tensor<800x2048xf32>
    })"));
  // A slice that loses a dimension, from an argument and from a computed value.
  checkKernel(kernel(R"(
    func.func private @k(%x: tensor<40x3x30xf32>, %out: tensor<40x30xf32>, %out2: tensor<40x30xf32>) -> (tensor<40x30xf32>, tensor<40x30xf32>) attributes {tprt.kernel} {
      %e = tensor.empty() : tensor<40x3x30xf32>
      %e2 = tensor.empty() : tensor<40x30xf32>
      %a = tensor.extract_slice %x[0, 1, 0] [40, 1, 30] [1, 1, 1] : tensor<40x3x30xf32> to tensor<40x30xf32>
      %t = linalg.generic {indexing_maps = [#id3, #id3], iterator_types = ["parallel", "parallel", "parallel"]}
          ins(%x : tensor<40x3x30xf32>) outs(%e : tensor<40x3x30xf32>) {
      ^bb0(%p: f32, %o: f32):
        %v = arith.addf %p, %p : f32
        linalg.yield %v : f32
      } -> tensor<40x3x30xf32>
      %b = tensor.extract_slice %t[0, 2, 0] [40, 1, 30] [1, 1, 1] : tensor<40x3x30xf32> to tensor<40x30xf32>
      %r = linalg.mul ins(%a, %b : tensor<40x30xf32>, tensor<40x30xf32>) outs(%e2 : tensor<40x30xf32>) -> tensor<40x30xf32>
      return %r, %a : tensor<40x30xf32>, tensor<40x30xf32>
    })"));
  // Steps.
  checkKernel(kernel(R"(
    func.func private @k(%x: tensor<40x64xf32>, %out: tensor<20x16xf32>) -> tensor<20x16xf32> attributes {tprt.kernel} {
      %a = tensor.extract_slice %x[1, 3] [20, 16] [2, 3] : tensor<40x64xf32> to tensor<20x16xf32>
      %r = linalg.add ins(%a, %a : tensor<20x16xf32>, tensor<20x16xf32>) outs(%out : tensor<20x16xf32>) -> tensor<20x16xf32>
      return %r : tensor<20x16xf32>
    })"));
}

TEST_P(Kernel, Pads) {
  checkKernel(kernel(R"(
    func.func private @k(%x: tensor<30x20xf32>, %out: tensor<33x27xf32>) -> tensor<33x27xf32> attributes {tprt.kernel} {
      %c = arith.constant 5.0 : f32
      %r = tensor.pad %x low[1, 3] high[2, 4] {
      ^bb0(%i: index, %j: index):
        tensor.yield %c : f32
      } : tensor<30x20xf32> to tensor<33x27xf32>
      return %r : tensor<33x27xf32>
    })"));
  checkKernel(kernel(R"(
    func.func private @k(%x: tensor<3000x200xf32>, %out: tensor<3000x256xf32>) -> tensor<3000x256xf32> attributes {tprt.kernel} {
      %c = arith.constant 0.0 : f32
      %e = tensor.empty() : tensor<3000x200xf32>
      %s = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
          ins(%x : tensor<3000x200xf32>) outs(%e : tensor<3000x200xf32>) {
      ^bb0(%p: f32, %o: f32):
        %v = math.exp %p : f32
        linalg.yield %v : f32
      } -> tensor<3000x200xf32>
      %q = tensor.pad %s low[0, 0] high[0, 56] {
      ^bb0(%i: index, %j: index):
        tensor.yield %c : f32
      } : tensor<3000x200xf32> to tensor<3000x256xf32>
      return %q : tensor<3000x256xf32>
    })"));
}

TEST_P(Kernel, Reshapes) {
  // Units appear and go; joins and splits of every form around an op.
  checkKernel(kernel(R"(
    func.func private @k(%x: tensor<300x64xf32>, %out: tensor<1x300x1x64xf32>) -> tensor<1x300x1x64xf32> attributes {tprt.kernel} {
      %e = tensor.empty() : tensor<300x64xf32>
      %s = linalg.exp ins(%x : tensor<300x64xf32>) outs(%e : tensor<300x64xf32>) -> tensor<300x64xf32>
      %r = tensor.expand_shape %s [[0, 1], [2, 3]] output_shape [1, 300, 1, 64] : tensor<300x64xf32> into tensor<1x300x1x64xf32>
      return %r : tensor<1x300x1x64xf32>
    })"));
  checkKernel(kernel(R"(
    func.func private @k(%x: tensor<12x50x64xf32>, %w: tensor<64xf32>, %out: tensor<600x64xf32>, %sums: tensor<600xf32>) -> (tensor<600x64xf32>, tensor<600xf32>) attributes {tprt.kernel} {
      %zero = arith.constant 0.0 : f32
      %e3 = tensor.empty() : tensor<12x50x64xf32>
      %e1 = tensor.empty() : tensor<600xf32>
      %s = linalg.generic {indexing_maps = [#id3, #m2, #id3], iterator_types = ["parallel", "parallel", "parallel"]}
          ins(%x, %w : tensor<12x50x64xf32>, tensor<64xf32>) outs(%e3 : tensor<12x50x64xf32>) {
      ^bb0(%p: f32, %q: f32, %o: f32):
        %v = arith.mulf %p, %q : f32
        linalg.yield %v : f32
      } -> tensor<12x50x64xf32>
      %c = tensor.collapse_shape %s [[0, 1], [2]] : tensor<12x50x64xf32> into tensor<600x64xf32>
      %f = linalg.fill ins(%zero : f32) outs(%e1 : tensor<600xf32>) -> tensor<600xf32>
      %r = linalg.reduce { arith.addf } ins(%c : tensor<600x64xf32>) outs(%f : tensor<600xf32>) dimensions = [1]
      return %c, %r : tensor<600x64xf32>, tensor<600xf32>
    })"),
              {1e-4, 1e-4});
  checkKernel(kernel(R"(
    func.func private @k(%x: tensor<40x30x768xf32>, %out: tensor<1200x12x64xf32>) -> tensor<1200x12x64xf32> attributes {tprt.kernel} {
      %e = tensor.empty() : tensor<40x30x768xf32>
      %s = linalg.tanh ins(%x : tensor<40x30x768xf32>) outs(%e : tensor<40x30x768xf32>) -> tensor<40x30x768xf32>
      %c = tensor.collapse_shape %s [[0, 1], [2]] : tensor<40x30x768xf32> into tensor<1200x768xf32>
      %r = tensor.expand_shape %c [[0], [1, 2]] output_shape [1200, 12, 64] : tensor<1200x768xf32> into tensor<1200x12x64xf32>
      return %r : tensor<1200x12x64xf32>
    })"));
  checkKernel(kernel(R"(
    func.func private @k(%x: tensor<1200x768xf32>, %out: tensor<40x30x12x64xf32>) -> tensor<40x30x12x64xf32> attributes {tprt.kernel} {
      %e = tensor.empty() : tensor<1200x768xf32>
      %s = linalg.tanh ins(%x : tensor<1200x768xf32>) outs(%e : tensor<1200x768xf32>) -> tensor<1200x768xf32>
      %r = tensor.expand_shape %s [[0, 1], [2, 3]] output_shape [40, 30, 12, 64] : tensor<1200x768xf32> into tensor<40x30x12x64xf32>
      return %r : tensor<40x30x12x64xf32>
    })"));
  checkKernel(kernel(R"(
    func.func private @k(%x: tensor<f32>, %out: tensor<1x1xf32>) -> tensor<1x1xf32> attributes {tprt.kernel} {
      %e = tensor.empty() : tensor<f32>
      %s = linalg.exp ins(%x : tensor<f32>) outs(%e : tensor<f32>) -> tensor<f32>
      %r = tensor.expand_shape %s [] output_shape [1, 1] : tensor<f32> into tensor<1x1xf32>
      return %r : tensor<1x1xf32>
    })"));
}

TEST_P(Kernel, Gathers) {
  // Rows of a table; positions outside are clamped.
  checkKernel(kernel(R"(
    func.func private @k(%t: tensor<31x64xf32>, %i: tensor<4x16x1xi32>, %out: tensor<4x16x64xf32>) -> tensor<4x16x64xf32> attributes {tprt.kernel} {
      %r = tensor_ext.gather %t[%i] offset_dims = [2] collapsed_slice_dims = [0] start_index_map = [0] index_vector_dim = 2 slice_sizes = [1, 64]
         : (tensor<31x64xf32>, tensor<4x16x1xi32>) -> tensor<4x16x64xf32>
      return %r : tensor<4x16x64xf32>
    })"));
  // Scalar indices of 64 bits, computed, the result used.
  checkKernel(kernel(R"(
    func.func private @k(%t: tensor<31x64xf32>, %i: tensor<40xi64>, %out: tensor<40x64xf32>) -> tensor<40x64xf32> attributes {tprt.kernel} {
      %e = tensor.empty() : tensor<40xi64>
      %two = arith.constant 2 : i64
      %j = linalg.generic #p1 ins(%i : tensor<40xi64>) outs(%e : tensor<40xi64>) {
      ^bb0(%p: i64, %o: i64):
        %v = arith.muli %p, %two : i64
        linalg.yield %v : i64
      } -> tensor<40xi64>
      %g = tensor_ext.gather %t[%j] offset_dims = [1] collapsed_slice_dims = [0] start_index_map = [0] index_vector_dim = 1 slice_sizes = [1, 64]
         : (tensor<31x64xf32>, tensor<40xi64>) -> tensor<40x64xf32>
      %r = linalg.tanh ins(%g : tensor<40x64xf32>) outs(%out : tensor<40x64xf32>) -> tensor<40x64xf32>
      return %r : tensor<40x64xf32>
    })"));
  // Two components in a leading vector, windows, batch dimensions around.
  checkKernel(kernel(R"(
    func.func private @k(%t: tensor<9x20x30xf32>, %i: tensor<2x5x6xi32>, %out: tensor<5x4x6x7xf32>) -> tensor<5x4x6x7xf32> attributes {tprt.kernel} {
      %r = tensor_ext.gather %t[%i] offset_dims = [1, 3] collapsed_slice_dims = [0] start_index_map = [2, 0] index_vector_dim = 0 slice_sizes = [1, 4, 7]
         : (tensor<9x20x30xf32>, tensor<2x5x6xi32>) -> tensor<5x4x6x7xf32>
      return %r : tensor<5x4x6x7xf32>
    })"));
  // A window without batch dimensions: dynamic slice.
  checkKernel(kernel(R"(
    func.func private @k(%t: tensor<20x30xf32>, %i: tensor<2xi32>, %out: tensor<8x30xf32>) -> tensor<8x30xf32> attributes {tprt.kernel} {
      %r = tensor_ext.gather %t[%i] offset_dims = [0, 1] collapsed_slice_dims = [] start_index_map = [0, 1] index_vector_dim = 0 slice_sizes = [8, 30]
         : (tensor<20x30xf32>, tensor<2xi32>) -> tensor<8x30xf32>
      return %r : tensor<8x30xf32>
    })"));
}

TEST_P(Kernel, CoordinatesAndIota) {
  // Elements at and behind the end of an uneven shard are masked.
  checkKernel(kernel(R"(
    func.func private @k(%x: tensor<30x20xf32>, %out: tensor<30x20xf32>, %c0: index, %c1: index) -> tensor<30x20xf32> attributes {tprt.kernel} {
      %c20 = arith.constant 20 : index
      %c53 = arith.constant 53 : index
      %zero = arith.constant 0.0 : f32
      %base = arith.muli %c1, %c20 : index
      %start = arith.addi %base, %c0 : index
      %r = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
          ins(%x : tensor<30x20xf32>) outs(%out : tensor<30x20xf32>) {
      ^bb0(%p: f32, %o: f32):
        %j = linalg.index 1 : index
        %g = arith.addi %j, %start : index
        %in = arith.cmpi slt, %g, %c53 : index
        %v = arith.select %in, %p, %zero : f32
        linalg.yield %v : f32
      } -> tensor<30x20xf32>
      return %r : tensor<30x20xf32>
    })"),
              {}, {1, 2});
  checkKernel(kernel(R"(
    func.func private @k(%out: tensor<300x200xi32>, %f: tensor<300x200xf32>) -> (tensor<300x200xi32>, tensor<300x200xf32>) attributes {tprt.kernel} {
      %e = tensor.empty() : tensor<300x200xi32>
      %i = linalg.generic {indexing_maps = [#id], iterator_types = ["parallel", "parallel"]} outs(%e : tensor<300x200xi32>) {
      ^bb0(%o: i32):
        %a = linalg.index 0 : index
        %b = linalg.index 1 : index
        %s = arith.addi %a, %b : index
        %v = arith.index_cast %s : index to i32
        linalg.yield %v : i32
      } -> tensor<300x200xi32>
      %r = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
          ins(%i : tensor<300x200xi32>) outs(%f : tensor<300x200xf32>) {
      ^bb0(%p: i32, %o: f32):
        %v = arith.sitofp %p : i32 to f32
        linalg.yield %v : f32
      } -> tensor<300x200xf32>
      return %i, %r : tensor<300x200xi32>, tensor<300x200xf32>
    })"));
}

TEST_P(Kernel, RankZeroAndUnits) {
  checkKernel(kernel(R"(
    func.func private @k(%x: tensor<f32>, %y: tensor<1x1x1xf32>, %out: tensor<f32>, %out2: tensor<1x1x1xf32>) -> (tensor<f32>, tensor<1x1x1xf32>) attributes {tprt.kernel} {
      %e = tensor.empty() : tensor<f32>
      %r = linalg.exp ins(%x : tensor<f32>) outs(%e : tensor<f32>) -> tensor<f32>
      %b = linalg.broadcast ins(%r : tensor<f32>) outs(%out2 : tensor<1x1x1xf32>) dimensions = [0, 1, 2]
      %e3 = tensor.empty() : tensor<1x1x1xf32>
      %s = linalg.add ins(%b, %y : tensor<1x1x1xf32>, tensor<1x1x1xf32>) outs(%e3 : tensor<1x1x1xf32>) -> tensor<1x1x1xf32>
      return %r, %s : tensor<f32>, tensor<1x1x1xf32>
    })"));
}

TEST_P(Kernel, PrimeAndLargeExtents) {
  for (const char *shape : {"10007", "1x10007", "10007x1", "101x103",
                            "2x100003", "1000x1000", "65537x3"})
    checkKernel(
        std::string(shape).find('x') == std::string::npos
            ? reduction(std::string("3x") + shape + "x", "3x", "1",
                        "arith.maximumf", "f32", "0xFF800000")
            : elementwise("f32", "%z = arith.addf %x, %y : f32", shape));
}

TEST_P(Kernel, ResultsOfDifferentShapes) {
  checkKernel(kernel(R"(
    func.func private @k(%x: tensor<96x96xf32>, %o0: tensor<96x96xf32>, %o1: tensor<96xf32>, %o2: tensor<f32>, %o3: tensor<96x48xf32>) -> (tensor<96x96xf32>, tensor<96xf32>, tensor<f32>, tensor<96x48xf32>) attributes {tprt.kernel} {
      %zero = arith.constant 0.0 : f32
      %e2 = tensor.empty() : tensor<96x96xf32>
      %s = linalg.tanh ins(%x : tensor<96x96xf32>) outs(%e2 : tensor<96x96xf32>) -> tensor<96x96xf32>
      %f1 = linalg.fill ins(%zero : f32) outs(%o1 : tensor<96xf32>) -> tensor<96xf32>
      %f2 = linalg.fill ins(%zero : f32) outs(%o2 : tensor<f32>) -> tensor<f32>
      %r1 = linalg.reduce { arith.addf } ins(%s : tensor<96x96xf32>) outs(%f1 : tensor<96xf32>) dimensions = [0]
      %r2 = linalg.reduce { arith.addf } ins(%s : tensor<96x96xf32>) outs(%f2 : tensor<f32>) dimensions = [0, 1]
      %r3 = tensor.extract_slice %s[0, 7] [96, 48] [1, 1] : tensor<96x96xf32> to tensor<96x48xf32>
      return %s, %r1, %r2, %r3 : tensor<96x96xf32>, tensor<96xf32>, tensor<f32>, tensor<96x48xf32>
    })"),
              {1e-3, 1e-3});
}

TEST_P(Kernel, ConstantsAndArgumentsAsResults) {
  checkKernel(kernel(R"(
    func.func private @k(%x: tensor<40x30xf32>, %o0: tensor<40x30xf32>, %o1: tensor<40x30xf32>, %o2: tensor<40x30xf32>) -> (tensor<40x30xf32>, tensor<40x30xf32>, tensor<40x30xf32>) attributes {tprt.kernel} {
      %c = arith.constant dense<3.5> : tensor<40x30xf32>
      %e2 = tensor.empty() : tensor<40x30xf32>
      %s = linalg.add ins(%x, %c : tensor<40x30xf32>, tensor<40x30xf32>) outs(%e2 : tensor<40x30xf32>) -> tensor<40x30xf32>
      return %c, %s, %s : tensor<40x30xf32>, tensor<40x30xf32>, tensor<40x30xf32>
    })"));
  checkKernel(kernel(R"(
    func.func private @k(%x: tensor<40x4xf32>, %o0: tensor<40x4xf32>, %o1: tensor<40x4xf32>) -> (tensor<40x4xf32>, tensor<40x4xf32>) attributes {tprt.kernel} {
      %c = arith.constant dense<[1.0, 2.0, 3.0, 4.0]> : tensor<4xf32>
      %e2 = tensor.empty() : tensor<40x4xf32>
      %s = linalg.generic {indexing_maps = [#id, #col, #id], iterator_types = ["parallel", "parallel"]}
          ins(%x, %c : tensor<40x4xf32>, tensor<4xf32>) outs(%e2 : tensor<40x4xf32>) {
      ^bb0(%p: f32, %q: f32, %o: f32):
        %v = arith.addf %p, %q : f32
        linalg.yield %v : f32
      } -> tensor<40x4xf32>
      return %x, %s : tensor<40x4xf32>, tensor<40x4xf32>
    })"));
}

TEST_P(Kernel, CapturedTensors) {
  // A body that looks up an argument and a value that the kernel computes.
  checkKernel(kernel(R"(
    func.func private @k(%x: tensor<60x50xf32>, %t: tensor<60xf32>, %out: tensor<60x50xf32>) -> tensor<60x50xf32> attributes {tprt.kernel} {
      %e1 = tensor.empty() : tensor<60xf32>
      %u = linalg.exp ins(%t : tensor<60xf32>) outs(%e1 : tensor<60xf32>) -> tensor<60xf32>
      %r = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
          ins(%x : tensor<60x50xf32>) outs(%out : tensor<60x50xf32>) {
      ^bb0(%p: f32, %o: f32):
        %j = linalg.index 1 : index
        %a = tensor.extract %t[%j] : tensor<60xf32>
        %b = tensor.extract %u[%j] : tensor<60xf32>
        %v = arith.mulf %p, %a : f32
        %w = arith.addf %v, %b : f32
        linalg.yield %w : f32
      } -> tensor<60x50xf32>
      return %r : tensor<60x50xf32>
    })"));
}

TEST_P(Kernel, ScalarsFromTensors) {
  checkKernel(kernel(R"(
    func.func private @k(%x: tensor<60x50xf32>, %t: tensor<f32>, %out: tensor<60x50xf32>) -> tensor<60x50xf32> attributes {tprt.kernel} {
      %s = tensor.extract %t[] : tensor<f32>
      %r = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
          ins(%x : tensor<60x50xf32>) outs(%out : tensor<60x50xf32>) {
      ^bb0(%p: f32, %o: f32):
        %v = arith.mulf %p, %s : f32
        linalg.yield %v : f32
      } -> tensor<60x50xf32>
      return %r : tensor<60x50xf32>
    })"));
}

TEST_P(Kernel, Conversions) {
  checkKernel(kernel(R"(
    func.func private @k(%x: tensor<60xf32>, %y: tensor<60xi1>, %o0: tensor<60xf16>, %o1: tensor<60xbf16>, %o2: tensor<60xi32>, %o3: tensor<60xf32>, %o4: tensor<60xi1>) -> (tensor<60xf16>, tensor<60xbf16>, tensor<60xi32>, tensor<60xf32>, tensor<60xi1>) attributes {tprt.kernel} {
      %zero = arith.constant 0.0 : f32
      %a = linalg.generic #p1 ins(%x : tensor<60xf32>) outs(%o0 : tensor<60xf16>) {
      ^bb0(%p: f32, %o: f16):
        %v = arith.truncf %p : f32 to f16
        linalg.yield %v : f16
      } -> tensor<60xf16>
      %b = linalg.generic #p1 ins(%x : tensor<60xf32>) outs(%o1 : tensor<60xbf16>) {
      ^bb0(%p: f32, %o: bf16):
        %v = arith.truncf %p : f32 to bf16
        linalg.yield %v : bf16
      } -> tensor<60xbf16>
      %c = linalg.generic #p1 ins(%x : tensor<60xf32>) outs(%o2 : tensor<60xi32>) {
      ^bb0(%p: f32, %o: i32):
        %v = arith.fptosi %p : f32 to i32
        linalg.yield %v : i32
      } -> tensor<60xi32>
      %d = linalg.generic #p1 ins(%y : tensor<60xi1>) outs(%o3 : tensor<60xf32>) {
      ^bb0(%p: i1, %o: f32):
        %v = arith.uitofp %p : i1 to f32
        linalg.yield %v : f32
      } -> tensor<60xf32>
      %f = linalg.generic #p1 ins(%x : tensor<60xf32>) outs(%o4 : tensor<60xi1>) {
      ^bb0(%p: f32, %o: i1):
        %v = arith.cmpf ogt, %p, %zero : f32
        linalg.yield %v : i1
      } -> tensor<60xi1>
      return %a, %b, %c, %d, %f : tensor<60xf16>, tensor<60xbf16>, tensor<60xi32>, tensor<60xf32>, tensor<60xi1>
    })"),
              {0, 0});
}

TEST_P(Kernel, Products) {
  // One that no library has: of integers, and with a row of the result missing.
  checkKernel(kernel(R"(
    func.func private @k(%a: tensor<17x33xi32>, %b: tensor<33x29xi32>, %out: tensor<17x29xi32>) -> tensor<17x29xi32> attributes {tprt.kernel} {
      %zero = arith.constant 0 : i32
      %f = linalg.fill ins(%zero : i32) outs(%out : tensor<17x29xi32>) -> tensor<17x29xi32>
      %r = linalg.matmul ins(%a, %b : tensor<17x33xi32>, tensor<33x29xi32>) outs(%f : tensor<17x29xi32>) -> tensor<17x29xi32>
      return %r : tensor<17x29xi32>
    })"));
  checkKernel(kernel(R"(
    func.func private @k(%a: tensor<9x40xf32>, %b: tensor<40x9x6xf32>, %out: tensor<9x6xf32>) -> tensor<9x6xf32> attributes {tprt.kernel} {
      %zero = arith.constant 0.0 : f32
      %e = tensor.empty() : tensor<9x6xf32>
      %f = linalg.fill ins(%zero : f32) outs(%e : tensor<9x6xf32>) -> tensor<9x6xf32>
      %s = linalg.generic {indexing_maps = [affine_map<(i, j, k) -> (i, k)>, affine_map<(i, j, k) -> (k, i, j)>, affine_map<(i, j, k) -> (i, j)>], iterator_types = ["parallel", "parallel", "reduction"]}
          ins(%a, %b : tensor<9x40xf32>, tensor<40x9x6xf32>) outs(%f : tensor<9x6xf32>) {
      ^bb0(%p: f32, %q: f32, %o: f32):
        %v = arith.mulf %p, %q : f32
        %w = arith.addf %v, %o : f32
        linalg.yield %w : f32
      } -> tensor<9x6xf32>
      %r = linalg.exp ins(%s : tensor<9x6xf32>) outs(%out : tensor<9x6xf32>) -> tensor<9x6xf32>
      return %r : tensor<9x6xf32>
    })"),
              {1e-3, 1e-3});
}

TEST_P(Kernel, ReductionThatIsNoSum) {
  // The greatest element and where it is: neither result can be combined alone.
  checkKernel(kernel(R"(
    func.func private @k(%x: tensor<13x70xf32>, %o0: tensor<13xf32>, %o1: tensor<13xi32>) -> (tensor<13xf32>, tensor<13xi32>) attributes {tprt.kernel} {
      %low = arith.constant -1.0e30 : f32
      %none = arith.constant -1 : i32
      %f0 = linalg.fill ins(%low : f32) outs(%o0 : tensor<13xf32>) -> tensor<13xf32>
      %f1 = linalg.fill ins(%none : i32) outs(%o1 : tensor<13xi32>) -> tensor<13xi32>
      %r:2 = linalg.generic {indexing_maps = [#id, #row, #row], iterator_types = ["parallel", "reduction"]}
          ins(%x : tensor<13x70xf32>) outs(%f0, %f1 : tensor<13xf32>, tensor<13xi32>) {
      ^bb0(%p: f32, %a: f32, %b: i32):
        %j = linalg.index 1 : index
        %i = arith.index_cast %j : index to i32
        %g = arith.cmpf ogt, %p, %a : f32
        %s = arith.select %g, %p, %a : f32
        %m = arith.select %g, %i, %b : i32
        linalg.yield %s, %m : f32, i32
      } -> (tensor<13xf32>, tensor<13xi32>)
      return %r#0, %r#1 : tensor<13xf32>, tensor<13xi32>
    })"),
              {0, 0});
}

TEST_P(Kernel, ReductionsWithinARow) {
  // Norms of groups of a row, read again in another order: rows of the kernel
  // have several results, which threads exchange.
  checkKernel(kernel(R"(
    func.func private @k(%x: tensor<5x12x40xf32>, %out: tensor<5x12x40xf32>, %all: tensor<5xf32>) -> (tensor<5x12x40xf32>, tensor<5xf32>) attributes {tprt.kernel} {
      %zero = arith.constant 0.0 : f32
      %e2 = tensor.empty() : tensor<5x12xf32>
      %e1 = tensor.empty() : tensor<5xf32>
      %f = linalg.fill ins(%zero : f32) outs(%e2 : tensor<5x12xf32>) -> tensor<5x12xf32>
      %s = linalg.reduce { arith.addf } ins(%x : tensor<5x12x40xf32>) outs(%f : tensor<5x12xf32>) dimensions = [2]
      %g = linalg.fill ins(%zero : f32) outs(%e1 : tensor<5xf32>) -> tensor<5xf32>
      %t = linalg.reduce { arith.maximumf } ins(%s : tensor<5x12xf32>) outs(%g : tensor<5xf32>) dimensions = [1]
      %r = linalg.generic {indexing_maps = [#id3, #m01, #m0, #id3], iterator_types = ["parallel", "parallel", "parallel"]}
          ins(%x, %s, %t : tensor<5x12x40xf32>, tensor<5x12xf32>, tensor<5xf32>) outs(%out : tensor<5x12x40xf32>) {
      ^bb0(%p: f32, %q: f32, %u: f32, %o: f32):
        %v = arith.subf %p, %q : f32
        %w = arith.addf %v, %u : f32
        linalg.yield %w : f32
      } -> tensor<5x12x40xf32>
      return %r, %t : tensor<5x12x40xf32>, tensor<5xf32>
    })"),
              {1e-4, 1e-4});
  // Few results of long sums.
  checkKernel(kernel(R"(
    func.func private @k(%x: tensor<3x2x5000xf32>, %out: tensor<3x2xf32>, %all: tensor<3xf32>) -> (tensor<3x2xf32>, tensor<3xf32>) attributes {tprt.kernel} {
      %zero = arith.constant 0.0 : f32
      %f = linalg.fill ins(%zero : f32) outs(%out : tensor<3x2xf32>) -> tensor<3x2xf32>
      %s = linalg.reduce { arith.addf } ins(%x : tensor<3x2x5000xf32>) outs(%f : tensor<3x2xf32>) dimensions = [2]
      %g = linalg.fill ins(%zero : f32) outs(%all : tensor<3xf32>) -> tensor<3xf32>
      %t = linalg.reduce { arith.addf } ins(%s : tensor<3x2xf32>) outs(%g : tensor<3xf32>) dimensions = [1]
      return %s, %t : tensor<3x2xf32>, tensor<3xf32>
    })"),
              {1e-3, 1e-2});
}

TEST_P(Kernel, Scatters) {
  // Rows of a table of zeros, several times; parts of columns and of rows.
  checkKernel(kernel(R"(
    func.func private @k(%i: tensor<4x100x1xi32>, %u: tensor<4x100x192xf32>, %out: tensor<31x192xf32>) -> tensor<31x192xf32> attributes {tprt.kernel} {
      %t = arith.constant dense<0.0> : tensor<31x192xf32>
      %r = tensor_ext.scatter addf %t[%i], %u update_window_dims = [2] inserted_window_dims = [0] scatter_dims_to_operand_dims = [0] index_vector_dim = 2
         : (tensor<31x192xf32>, tensor<4x100x1xi32>, tensor<4x100x192xf32>) -> tensor<31x192xf32>
      return %r : tensor<31x192xf32>
    })"));
  // Every kind and type on a table that is read, columns that no vector
  // divides.
  for (const char *type : {"f32", "f16", "bf16"})
    for (const char *kind : {"addf", "mulf", "maximumf", "minimumf", "assign"})
      checkKernel(
          std::regex_replace(std::regex_replace(kernel(R"(
    func.func private @k(%t: tensor<40x7xT>, %i: tensor<9xi64>, %u: tensor<9x7xT>, %out: tensor<40x7xT>) -> tensor<40x7xT> attributes {tprt.kernel} {
      %r = tensor_ext.scatter KIND %t[%i], %u update_window_dims = [1] inserted_window_dims = [0] scatter_dims_to_operand_dims = [0] index_vector_dim = 1
         : (tensor<40x7xT>, tensor<9xi64>, tensor<9x7xT>) -> tensor<40x7xT>
      return %r : tensor<40x7xT>
    })"),
                                                std::regex("KIND"), kind),
                             std::regex("T\\b"), type));
  for (const char *kind : {"addi", "muli", "maxs", "mins", "andi", "ori"})
    checkKernel(std::regex_replace(kernel(R"(
    func.func private @k(%t: tensor<300xi32>, %i: tensor<200x1xi32>, %u: tensor<200xi32>, %out: tensor<300xi32>) -> tensor<300xi32> attributes {tprt.kernel} {
      %r = tensor_ext.scatter KIND %t[%i], %u update_window_dims = [] inserted_window_dims = [0] scatter_dims_to_operand_dims = [0] index_vector_dim = 1
         : (tensor<300xi32>, tensor<200x1xi32>, tensor<200xi32>) -> tensor<300xi32>
      return %r : tensor<300xi32>
    })"),
                                   std::regex("KIND"), kind));
  // Two components in a leading vector, windows of parts of dimensions.
  checkKernel(kernel(R"(
    func.func private @k(%t: tensor<60x20x70xf32>, %i: tensor<2x5x6xi32>, %u: tensor<5x4x6x7xf32>, %out: tensor<60x20x70xf32>) -> tensor<60x20x70xf32> attributes {tprt.kernel} {
      %r = tensor_ext.scatter addf %t[%i], %u update_window_dims = [1, 3] inserted_window_dims = [0] scatter_dims_to_operand_dims = [2, 0] index_vector_dim = 0
         : (tensor<60x20x70xf32>, tensor<2x5x6xi32>, tensor<5x4x6x7xf32>) -> tensor<60x20x70xf32>
      return %r : tensor<60x20x70xf32>
    })"));
  // Windows of which a part has some rows; no inserted dimension.
  checkKernel(kernel(R"(
    func.func private @k(%t: tensor<600x64xf32>, %i: tensor<3x1xi32>, %u: tensor<3x40x64xf32>, %out: tensor<600x64xf32>) -> tensor<600x64xf32> attributes {tprt.kernel} {
      %r = tensor_ext.scatter addf %t[%i], %u update_window_dims = [1, 2] inserted_window_dims = [] scatter_dims_to_operand_dims = [0] index_vector_dim = 1
         : (tensor<600x64xf32>, tensor<3x1xi32>, tensor<3x40x64xf32>) -> tensor<600x64xf32>
      return %r : tensor<600x64xf32>
    })"));
  // A table for each batch, the batches in another order; bits.
  checkKernel(kernel(R"(
    func.func private @k(%t: tensor<3x50x5xi1>, %i: tensor<9x5x3x1xi32>, %u: tensor<9x5x3xi1>, %out: tensor<3x50x5xi1>) -> tensor<3x50x5xi1> attributes {tprt.kernel} {
      %r = tensor_ext.scatter ori %t[%i], %u update_window_dims = [] inserted_window_dims = [1] scatter_dims_to_operand_dims = [1] index_vector_dim = 3 input_batching_dims = [0, 2] indices_batching_dims = [2, 1]
         : (tensor<3x50x5xi1>, tensor<9x5x3x1xi32>, tensor<9x5x3xi1>) -> tensor<3x50x5xi1>
      return %r : tensor<3x50x5xi1>
    })"));
}

TEST_P(Kernel, GathersWithBatches) {
  checkKernel(kernel(R"(
    func.func private @k(%t: tensor<3x50x5x8xf32>, %i: tensor<9x5x3xi32>, %out: tensor<9x5x3x8xf32>) -> tensor<9x5x3x8xf32> attributes {tprt.kernel} {
      %r = tensor_ext.gather %t[%i] offset_dims = [3] collapsed_slice_dims = [1] start_index_map = [1] index_vector_dim = 3 slice_sizes = [1, 1, 1, 8] input_batching_dims = [0, 2] indices_batching_dims = [2, 1]
         : (tensor<3x50x5x8xf32>, tensor<9x5x3xi32>) -> tensor<9x5x3x8xf32>
      return %r : tensor<9x5x3x8xf32>
    })"));
}
