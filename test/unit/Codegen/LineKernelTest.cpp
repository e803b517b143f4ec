//===- LineKernelTest.cpp - do kernels of lines compute what they say? ----===//
// top_k, scan and sort in every form that codegen has: few kept and many, along
// and across contiguous memory, several tiles, blocks of columns that are not
// full, from both ends, fused with what makes their elements.

#include "GPUHarness.h"
#include "KernelHarness.h"
#include "gtest/gtest.h"

using namespace tp::test;

namespace {
using Check = void (*)(llvm::StringRef text, Tolerance tolerance,
                       const std::vector<int64_t> &coordinates,
                       const std::vector<Array> &inputs);

class LineKernel : public testing::TestWithParam<Check> {
protected:
  void checkKernel(const std::string &text, Tolerance tolerance = {}) {
    SCOPED_TRACE(text);
    GetParam()(text, tolerance, {}, {});
  }
};
} // namespace

INSTANTIATE_TEST_SUITE_P(CPU, LineKernel, testing::Values(&checkOnCPU));
INSTANTIATE_TEST_SUITE_P(GPU, LineKernel, testing::Values(&checkOnGPU));

static std::string topK(const std::string &lines, int64_t extent, int64_t k,
                        const std::string &type) {
  std::string in =
      "tensor<" + lines + std::to_string(extent) + "x" + type + ">";
  std::string kept = "tensor<" + lines + std::to_string(k) + "x";
  std::string values = kept + type + ">", indices = kept + "i32>";
  return "func.func private @k(%x: " + in + ", %v: " + values +
         ", %i: " + indices + ") -> (" + values + ", " + indices +
         ") attributes {tprt.kernel} {\n"
         "  %0, %1 = tensor_ext.top_k %x k = " +
         std::to_string(k) + " : " + in + " -> " + values + ", " + indices +
         "\n  return %0, %1 : " + values + ", " + indices + "\n}";
}

TEST_P(LineKernel, TopK) {
  for (int64_t k : {1, 2, 8, 9, 30, 37})
    checkKernel(topK("7x", 37, k, "f32"));
  checkKernel(topK("", 19, 4, "f32"));
  checkKernel(topK("5x1x3x", 1, 1, "i32"));
  checkKernel(topK("4x0x", 3, 2, "f32"));
  checkKernel(topK("3x", 3, 0, "f32"));
}

/// More lines than a tile, or a block of threads, has.
TEST_P(LineKernel, TopKOfManyLines) {
  checkKernel(topK("3000x", 11, 2, "f32"));
  checkKernel(topK("40x30x", 21, 12, "i32"));
}

TEST_P(LineKernel, TopKOfTypes) {
  for (const char *type : {"f64", "f16", "bf16", "i8", "i16", "i64"})
    for (int64_t k : {3, 12})
      checkKernel(topK("5x", 23, k, type));
}

static std::string scan(const std::string &kind, const std::string &shape,
                        int64_t dim, bool reverse, const std::string &type) {
  std::string tensor = "tensor<" + shape + "x" + type + ">";
  return "func.func private @k(%x: " + tensor + ", %o: " + tensor + ") -> " +
         tensor + " attributes {tprt.kernel} {\n  %0 = tensor_ext.scan " +
         kind + " %x dimension = " + std::to_string(dim) +
         (reverse ? " reverse" : "") + " : " + tensor +
         "\n  return %0 : " + tensor + "\n}";
}

TEST_P(LineKernel, Scan) {
  for (bool reverse : {false, true}) {
    for (int64_t dim : {0, 1, 2})
      checkKernel(scan("addf", "3x5x17", dim, reverse, "f32"));
    checkKernel(scan("addf", "19", 0, reverse, "f32"));
    checkKernel(scan("mulf", "4x3", 1, reverse, "f32"));
    checkKernel(scan("maximumf", "9x3", 0, reverse, "f32"));
    checkKernel(scan("mins", "9x3", 0, reverse, "i32"));
    checkKernel(scan("addi", "1x3", 0, reverse, "i32"));
    checkKernel(scan("addi", "0x3", 0, reverse, "i32"));
    checkKernel(scan("addi", "3x0", 0, reverse, "i32"));
  }
}

/// Blocks of columns, the last one not full, and several tiles.
TEST_P(LineKernel, ScanOfManyColumns) {
  checkKernel(scan("addi", "30x700", 0, false, "i32"));
  checkKernel(scan("addi", "2x9x1030", 1, true, "i64"));
  checkKernel(scan("addf", "2000x12", 1, false, "f32"));
}

/// Narrow types are summed in f32.
TEST_P(LineKernel, ScanOfTypes) {
  checkKernel(scan("addf", "40x3", 0, false, "f16"), {1e-3, 1e-3});
  checkKernel(scan("addf", "3x40", 1, true, "bf16"), {8e-3, 8e-3});
  checkKernel(scan("addf", "3x40", 1, false, "f64"));
  checkKernel(scan("maxs", "3x40", 0, false, "i8"));
}

static std::string sort(const std::string &shape, int64_t dim) {
  std::string x = "tensor<" + shape + "xf32>", i = "tensor<" + shape + "xi32>";
  return "func.func private @k(%x: " + x + ", %i: " + i + ", %a: " + x +
         ", %b: " + i + ", %c: " + i + ") -> (" + x + ", " + i + ", " + i +
         ") attributes {tprt.kernel} {\n"
         "  %0:2, %1 = tensor_ext.sort %x, %i dimension = " +
         std::to_string(dim) + R"( {
         ^bb0(%p: f32, %q: f32, %r: i32, %s: i32):
           %few = arith.constant 3 : i32
           %u = arith.andi %r, %few : i32
           %v = arith.andi %s, %few : i32
           %less = arith.cmpi slt, %u, %v : i32
           tensor_ext.yield %less : i1
         } : ()" +
         x + ", " + i + ") -> (" + x + ", " + i + ", " + i +
         ")\n  return %0#0, %0#1, %1 : " + x + ", " + i + ", " + i + "\n}";
}

TEST_P(LineKernel, Sort) {
  checkKernel(sort("4x33", 1));
  checkKernel(sort("33x4", 0));
  checkKernel(sort("2x5x3", 1));
  checkKernel(sort("1", 0));
  checkKernel(sort("2", 0));
  checkKernel(sort("3x0", 1));
  checkKernel(sort("900x16", 1));
}

/// Elements that are computed as the line reads them.
TEST_P(LineKernel, FusedElements) {
  checkKernel(R"(
    #id = affine_map<(i, j) -> (i, j)>
    func.func private @k(%x: tensor<33x9xi32>, %o: tensor<33x9xi32>) -> tensor<33x9xi32> attributes {tprt.kernel} {
      %e = tensor.empty() : tensor<33x9xi32>
      %h = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
          ins(%x : tensor<33x9xi32>) outs(%e : tensor<33x9xi32>) {
      ^bb0(%a: i32, %b: i32):
        %i = linalg.index 1 : index
        %c = arith.index_cast %i : index to i32
        %p = arith.cmpi sgt, %a, %c : i32
        %r = arith.extui %p : i1 to i32
        linalg.yield %r : i32
      } -> tensor<33x9xi32>
      %s = tensor_ext.scan addi %h dimension = 0 : tensor<33x9xi32>
      return %s : tensor<33x9xi32>
    })");
}
