//===- LineInterpreter.cpp - what ops along one dimension mean ------------===//

#include "LineInterpreter.h"
#include "tp/Dialect/TensorExt/TensorExtDialect.h"
#include "llvm/Support/ErrorHandling.h"
#include <algorithm>
#include <cmath>
#include <numeric>

using namespace mlir;
using namespace tp::test;
using namespace tp::tensor_ext;

/// Where the elements of a line lie: `first`, and every `stride` from there.
namespace {
struct Line {
  int64_t first, stride;
};
} // namespace

/// The lines of an array of `shape` along `dim`, in row-major order.
static std::vector<Line> linesOf(ArrayRef<int64_t> shape, int64_t dim) {
  int64_t stride = 1, outer = 1;
  for (int64_t extent : shape.drop_front(dim + 1))
    stride *= extent;
  for (int64_t extent : shape.take_front(dim))
    outer *= extent;
  std::vector<Line> lines;
  for (int64_t i = 0; i < outer; ++i)
    for (int64_t j = 0; j < stride; ++j)
      lines.push_back({i * shape[dim] * stride + j, stride});
  return lines;
}

static double combine(arith::AtomicRMWKind kind, double a, double b) {
  bool nan = std::isnan(a) || std::isnan(b);
  switch (kind) {
  case arith::AtomicRMWKind::addf:
  case arith::AtomicRMWKind::addi:
    return a + b;
  case arith::AtomicRMWKind::mulf:
  case arith::AtomicRMWKind::muli:
    return a * b;
  case arith::AtomicRMWKind::maximumf:
  case arith::AtomicRMWKind::maxs:
    return nan ? NAN : std::max(a, b);
  case arith::AtomicRMWKind::minimumf:
  case arith::AtomicRMWKind::mins:
    return nan ? NAN : std::min(a, b);
  default:
    llvm::report_fatal_error("not in the interpreter: a kind of scan");
  }
}

static std::vector<Array> runScan(ScanOp op, const Array &input) {
  Array result(input.shape);
  int64_t dim = op.getDimension(), extent = input.shape[dim];
  for (Line line : linesOf(input.shape, dim))
    for (int64_t i = 0; i < extent; ++i) {
      int64_t at = op.getReverse() ? extent - 1 - i : i;
      int64_t place = line.first + at * line.stride;
      int64_t last = place + (op.getReverse() ? line.stride : -line.stride);
      result.data[place] =
          i == 0 ? input.data[place]
                 : combine(op.getKind(), result.data[last], input.data[place]);
    }
  return {result};
}

/// The positions of a line in the order that `isBefore` gives for places.
static std::vector<int64_t>
sorted(Line line, int64_t extent,
       function_ref<bool(int64_t, int64_t)> isBefore) {
  std::vector<int64_t> order(extent);
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [&](int64_t a, int64_t b) {
    return isBefore(line.first + a * line.stride, line.first + b * line.stride);
  });
  return order;
}

static std::vector<Array> runTopK(TopKOp op, const Array &input) {
  std::vector<int64_t> shape(input.shape);
  int64_t k = shape.back() = op.getK();
  Array values(shape), indices(shape);
  int64_t to = 0;
  for (Line line : linesOf(input.shape, shape.size() - 1)) {
    std::vector<int64_t> order =
        sorted(line, input.shape.back(), [&](int64_t a, int64_t b) {
          return input.data[a] > input.data[b];
        });
    for (int64_t i = 0; i < k; ++i, ++to) {
      values.data[to] = input.data[line.first + order[i]];
      indices.data[to] = double(order[i]);
    }
  }
  return {values, indices};
}

static std::vector<Array>
runSort(SortOp op, ArrayRef<Array> inputs,
        function_ref<bool(ArrayRef<double>)> isBefore) {
  const std::vector<int64_t> &shape = inputs.front().shape;
  std::vector<Array> results(inputs.size() + 1, Array(shape));
  int64_t dim = op.getDimension();
  for (Line line : linesOf(shape, dim)) {
    std::vector<int64_t> order =
        sorted(line, shape[dim], [&](int64_t a, int64_t b) {
          SmallVector<double> arguments;
          for (const Array &input : inputs)
            arguments.append({input.data[a], input.data[b]});
          return isBefore(arguments);
        });
    for (int64_t i = 0; i < shape[dim]; ++i) {
      int64_t to = line.first + i * line.stride;
      for (auto [input, result] : llvm::zip(inputs, results))
        result.data[to] = input.data[line.first + order[i] * line.stride];
      results.back().data[to] = double(order[i]);
    }
  }
  return results;
}

std::vector<Array>
tp::test::interpretLines(Operation *op, ArrayRef<Array> inputs,
                         function_ref<bool(ArrayRef<double>)> isBefore) {
  if (auto scan = dyn_cast<ScanOp>(op))
    return runScan(scan, inputs[0]);
  if (auto topK = dyn_cast<TopKOp>(op))
    return runTopK(topK, inputs[0]);
  if (auto sort = dyn_cast<SortOp>(op))
    return runSort(sort, inputs, isBefore);
  return {};
}
