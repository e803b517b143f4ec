//===- KernelInterpreter.cpp - what a kernel means ------------------------===//

#include "KernelInterpreter.h"
#include "LineInterpreter.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "tp/Dialect/TensorExt/TensorExtDialect.h"
#include "llvm/Support/ErrorHandling.h"
#include <cmath>
#include <optional>

using namespace mlir;
using namespace tp::test;

using Position = SmallVector<int64_t>;

Array::Array(ArrayRef<int64_t> shape) : shape(shape.begin(), shape.end()) {
  int64_t count = 1;
  for (int64_t extent : shape)
    count *= extent;
  data.resize(count);
}

/// Calls `visit` with every position in a box, in row-major order.
static void forEachPosition(ArrayRef<int64_t> extents,
                            function_ref<void(ArrayRef<int64_t>)> visit) {
  if (llvm::is_contained(extents, 0))
    return;
  Position at(extents.size(), 0);
  while (true) {
    visit(at);
    int64_t d = extents.size() - 1;
    while (d >= 0 && ++at[d] == extents[d])
      at[d--] = 0;
    if (d < 0)
      return;
  }
}

static double &element(Array &array, ArrayRef<int64_t> at) {
  int64_t place = 0;
  for (auto [extent, i] : llvm::zip_equal(array.shape, at)) {
    if (i < 0 || i >= extent)
      llvm::report_fatal_error("position outside of an array");
    place = place * extent + i;
  }
  return array.data[place];
}

/// The value that `type` holds of `x`.
static double convert(double x, Type type) {
  if (type.isF32())
    return float(x);
  if (auto floatType = dyn_cast<FloatType>(type)) {
    APFloat value(x);
    bool lost;
    value.convert(floatType.getFloatSemantics(), APFloat::rmNearestTiesToEven,
                  &lost);
    value.convert(APFloat::IEEEdouble(), APFloat::rmNearestTiesToEven, &lost);
    return value.convertToDouble();
  }
  if (auto integer = dyn_cast<IntegerType>(type)) {
    unsigned width = integer.getWidth();
    if (width == 1)
      return int64_t(x) & 1;
    if (width < 64)
      return llvm::SignExtend64(uint64_t(int64_t(x)), width);
  }
  return x;
}

static double compare(arith::CmpIPredicate predicate, double a, double b,
                      unsigned width) {
  auto u = [&](double x) {
    uint64_t bits = uint64_t(int64_t(x));
    return width < 64 ? bits & ((uint64_t(1) << width) - 1) : bits;
  };
  switch (predicate) {
  case arith::CmpIPredicate::eq:
    return a == b;
  case arith::CmpIPredicate::ne:
    return a != b;
  case arith::CmpIPredicate::slt:
    return a < b;
  case arith::CmpIPredicate::sle:
    return a <= b;
  case arith::CmpIPredicate::sgt:
    return a > b;
  case arith::CmpIPredicate::sge:
    return a >= b;
  case arith::CmpIPredicate::ult:
    return u(a) < u(b);
  case arith::CmpIPredicate::ule:
    return u(a) <= u(b);
  case arith::CmpIPredicate::ugt:
    return u(a) > u(b);
  case arith::CmpIPredicate::uge:
    return u(a) >= u(b);
  }
  llvm_unreachable("predicate");
}

static double compare(arith::CmpFPredicate predicate, double a, double b) {
  bool unordered = std::isnan(a) || std::isnan(b);
  switch (predicate) {
  case arith::CmpFPredicate::OEQ:
    return a == b;
  case arith::CmpFPredicate::OGT:
    return a > b;
  case arith::CmpFPredicate::OGE:
    return a >= b;
  case arith::CmpFPredicate::OLT:
    return a < b;
  case arith::CmpFPredicate::OLE:
    return a <= b;
  case arith::CmpFPredicate::ONE:
    return !unordered && a != b;
  case arith::CmpFPredicate::UNE:
    return unordered || a != b;
  case arith::CmpFPredicate::UNO:
    return unordered;
  default:
    llvm::report_fatal_error("comparison not in the interpreter");
  }
}

/// One scalar op; nothing for ops that are not scalar.
static std::optional<double> scalar(Operation *op, ArrayRef<double> in) {
  StringRef name = op->getName().getStringRef();
  auto is = [&](StringRef other) { return name == other; };
  auto nan = [&] { return std::isnan(in[0]) || std::isnan(in[1]); };
  if (auto cmp = dyn_cast<arith::CmpIOp>(op)) {
    Type type = cmp.getLhs().getType();
    return compare(cmp.getPredicate(), in[0], in[1],
                   type.isIndex() ? 64 : type.getIntOrFloatBitWidth());
  }
  if (auto cmp = dyn_cast<arith::CmpFOp>(op))
    return compare(cmp.getPredicate(), in[0], in[1]);
  if (is("arith.addf") || is("arith.addi"))
    return in[0] + in[1];
  if (is("arith.subf") || is("arith.subi"))
    return in[0] - in[1];
  if (is("arith.mulf") || is("arith.muli"))
    return in[0] * in[1];
  if (is("arith.divf"))
    return in[0] / in[1];
  if (is("arith.divsi") || is("arith.divui"))
    return double(int64_t(in[0]) / int64_t(in[1]));
  if (is("arith.remsi") || is("arith.remui"))
    return double(int64_t(in[0]) % int64_t(in[1]));
  if (is("arith.negf"))
    return -in[0];
  if (is("arith.maximumf"))
    return nan() ? NAN : std::fmax(in[0], in[1]);
  if (is("arith.minimumf"))
    return nan() ? NAN : std::fmin(in[0], in[1]);
  if (is("arith.maxnumf"))
    return std::fmax(in[0], in[1]);
  if (is("arith.maxsi"))
    return std::max(in[0], in[1]);
  if (is("arith.minsi"))
    return std::min(in[0], in[1]);
  if (is("arith.andi"))
    return double(int64_t(in[0]) & int64_t(in[1]));
  if (is("arith.ori"))
    return double(int64_t(in[0]) | int64_t(in[1]));
  if (is("arith.xori"))
    return double(int64_t(in[0]) ^ int64_t(in[1]));
  if (is("arith.select"))
    return in[0] != 0 ? in[1] : in[2];
  if (is("arith.fptosi"))
    return std::trunc(in[0]);
  if (is("arith.extui") && op->getOperand(0).getType().isInteger(1))
    return in[0];
  if (is("arith.sitofp") || is("arith.uitofp") || is("arith.index_cast") ||
      is("arith.extsi") || is("arith.trunci") || is("arith.extf") ||
      is("arith.truncf"))
    return in[0];
  if (is("math.exp"))
    return std::exp(in[0]);
  if (is("math.erf"))
    return std::erf(in[0]);
  if (is("math.tanh"))
    return std::tanh(in[0]);
  if (is("math.sqrt"))
    return std::sqrt(in[0]);
  if (is("math.rsqrt"))
    return 1 / std::sqrt(in[0]);
  if (is("math.sin"))
    return std::sin(in[0]);
  if (is("math.cos"))
    return std::cos(in[0]);
  if (is("math.log"))
    return std::log(in[0]);
  if (is("math.absf"))
    return std::fabs(in[0]);
  return std::nullopt;
}

namespace {
/// Values of one function.
class Interpreter {
public:
  DenseMap<Value, Array> arrays;
  DenseMap<Value, double> scalars;

  void run(Operation &op) {
    if (auto constant = dyn_cast<arith::ConstantOp>(op))
      return runConstant(constant);
    if (auto linalgOp = dyn_cast<linalg::LinalgOp>(op))
      return runLinalg(linalgOp);
    if (auto gather = dyn_cast<tp::tensor_ext::GatherOp>(op))
      return runGather(gather);
    if (auto scatter = dyn_cast<tp::tensor_ext::ScatterOp>(op))
      return runScatter(scatter);
    if (auto slice = dyn_cast<tensor::ExtractSliceOp>(op))
      return runSlice(slice);
    if (auto concat = dyn_cast<tensor::ConcatOp>(op))
      return runConcat(concat);
    if (auto pad = dyn_cast<tensor::PadOp>(op))
      return runPad(pad);
    if (auto extract = dyn_cast<tensor::ExtractOp>(op)) {
      Position at;
      for (Value index : extract.getIndices())
        at.push_back(int64_t(scalars.at(index)));
      scalars[extract] = element(arrays.at(extract.getTensor()), at);
      return;
    }
    if (isa<tensor::EmptyOp>(op)) {
      arrays[op.getResult(0)] = Array(shape(op.getResult(0)));
      return;
    }
    if (isa<tensor::ExpandShapeOp, tensor::CollapseShapeOp>(op)) {
      Array result(shape(op.getResult(0)));
      result.data = arrays.at(op.getOperand(0)).data;
      arrays[op.getResult(0)] = result;
      return;
    }
    if (isa<tp::tensor_ext::TopKOp, tp::tensor_ext::ScanOp,
            tp::tensor_ext::SortOp>(op))
      return runLines(&op);
    SmallVector<double> in;
    for (Value operand : op.getOperands())
      in.push_back(scalars.at(operand));
    std::optional<double> result = scalar(&op, in);
    if (!result)
      llvm::report_fatal_error("not in the interpreter: " +
                               op.getName().getStringRef());
    scalars[op.getResult(0)] = convert(*result, op.getResult(0).getType());
  }

private:
  static ArrayRef<int64_t> shape(Value value) {
    return cast<RankedTensorType>(value.getType()).getShape();
  }

  static double number(Attribute attribute) {
    if (auto value = dyn_cast<FloatAttr>(attribute))
      return value.getValueAsDouble();
    auto value = cast<IntegerAttr>(attribute);
    return value.getType().isInteger(1) ? double(value.getValue().isOne())
                                        : double(value.getInt());
  }

  void runConstant(arith::ConstantOp op) {
    auto dense = dyn_cast<DenseElementsAttr>(op.getValue());
    if (!dense) {
      scalars[op] = number(op.getValue());
      return;
    }
    Array result(shape(op));
    for (auto [value, out] :
         llvm::zip_equal(dense.getValues<Attribute>(), result.data))
      out = number(value);
    arrays[op] = result;
  }

  void runLinalg(linalg::LinalgOp op) {
    SmallVector<Array> results;
    for (Value init : op.getDpsInits())
      results.push_back(arrays.at(init));
    SmallVector<AffineMap> maps = op.getIndexingMapsArray();
    Block &body = *op.getBlock();
    unsigned numInputs = op.getNumDpsInputs();
    forEachPosition(op.getStaticLoopRanges(), [&](ArrayRef<int64_t> loops) {
      for (auto [i, operand] : llvm::enumerate(op->getOperands())) {
        double value;
        if (isa<RankedTensorType>(operand.getType())) {
          Position at = maps[i].compose(loops);
          value = i < numInputs ? element(arrays.at(operand), at)
                                : element(results[i - numInputs], at);
        } else {
          value = scalars.at(operand);
        }
        scalars[body.getArgument(i)] = value;
      }
      for (Operation &inner : body.without_terminator()) {
        if (auto index = dyn_cast<linalg::IndexOp>(inner))
          scalars[index] = double(loops[index.getDim()]);
        else
          run(inner);
      }
      for (auto [i, value] :
           llvm::enumerate(body.getTerminator()->getOperands()))
        element(results[i], maps[numInputs + i].compose(loops)) =
            scalars.at(value);
    });
    for (auto [result, array] : llvm::zip_equal(op->getResults(), results))
      arrays[result] = array;
  }

  void runGather(tp::tensor_ext::GatherOp op) {
    Array &input = arrays.at(op.getInput());
    Array &indices = arrays.at(op.getIndices());
    Array result(shape(op.getResult()));
    int64_t vectorDim = op.getIndexVectorDim();
    forEachPosition(result.shape, [&](ArrayRef<int64_t> at) {
      // StableHLO's text: batch index, start index, clamped, plus offset.
      Position batch;
      for (int64_t d = 0; d < int64_t(at.size()); ++d)
        if (!llvm::is_contained(op.getOffsetDims(), d))
          batch.push_back(at[d]);
      Position from(input.shape.size(), 0);
      for (auto [k, dim] : llvm::enumerate(op.getStartIndexMap())) {
        Position place = batch;
        if (vectorDim < int64_t(indices.shape.size()))
          place.insert(place.begin() + vectorDim, k);
        int64_t start = int64_t(element(indices, place));
        int64_t last = input.shape[dim] - op.getSliceSizes()[dim];
        from[dim] = std::clamp<int64_t>(start, 0, last);
      }
      for (auto [own, with] : llvm::zip_equal(op.getInputBatchingDims(),
                                              op.getIndicesBatchingDims()))
        from[own] = batch[with - (with > vectorDim ? 1 : 0)];
      unsigned next = 0;
      for (int64_t d = 0; d < int64_t(from.size()); ++d)
        if (!llvm::is_contained(op.getCollapsedSliceDims(), d) &&
            !llvm::is_contained(op.getInputBatchingDims(), d))
          from[d] += at[op.getOffsetDims()[next++]];
      element(result, at) = element(input, from);
    });
    arrays[op.getResult()] = result;
  }

  void runLines(Operation *op) {
    SmallVector<Array> inputs;
    for (Value operand : op->getOperands())
      inputs.push_back(arrays.at(operand));
    auto isBefore = [&](ArrayRef<double> arguments) {
      Block &body = op->getRegion(0).front();
      for (auto [argument, value] :
           llvm::zip_equal(body.getArguments(), arguments))
        scalars[argument] = value;
      for (Operation &inner : body.without_terminator())
        run(inner);
      return scalars.at(body.getTerminator()->getOperand(0)) != 0;
    };
    for (auto [result, array] : llvm::zip_equal(
             op->getResults(), interpretLines(op, inputs, isBefore)))
      arrays[result] = array;
  }

  static double combine(tp::tensor_ext::ScatterOp op, double a, double b) {
    using Kind = arith::AtomicRMWKind;
    switch (op.getKind()) {
    case Kind::addf:
    case Kind::addi:
      return a + b;
    case Kind::mulf:
    case Kind::muli:
      return a * b;
    case Kind::maximumf:
    case Kind::maxs:
      return std::max(a, b);
    case Kind::minimumf:
    case Kind::mins:
      return std::min(a, b);
    case Kind::ori:
      return double(int64_t(a) | int64_t(b));
    case Kind::andi:
      return double(int64_t(a) & int64_t(b));
    default:
      return b;
    }
  }

  /// Where update `at` starts, by dimensions of the input: StableHLO's full
  /// start index.
  static Position scatterStart(tp::tensor_ext::ScatterOp op, Array &indices,
                               ArrayRef<int64_t> at) {
    Position place, start(shape(op.getInput()).size(), 0);
    for (int64_t d = 0; d < int64_t(at.size()); ++d)
      if (!llvm::is_contained(op.getUpdateWindowDims(), d))
        place.push_back(at[d]);
    if (int64_t(op.getIndexVectorDim()) < int64_t(indices.shape.size()))
      place.insert(place.begin() + op.getIndexVectorDim(), 0);
    for (auto [own, with] : llvm::zip_equal(op.getInputBatchingDims(),
                                            op.getIndicesBatchingDims()))
      start[own] = place[with];
    for (auto [k, dim] : llvm::enumerate(op.getScatterDimsToOperandDims())) {
      if (int64_t(op.getIndexVectorDim()) < int64_t(indices.shape.size()))
        place[op.getIndexVectorDim()] = k;
      start[dim] = int64_t(element(indices, place));
    }
    return start;
  }

  void runScatter(tp::tensor_ext::ScatterOp op) {
    Array result = arrays.at(op.getInput());
    Array &indices = arrays.at(op.getIndices());
    Array &updates = arrays.at(op.getUpdates());
    Type type = cast<RankedTensorType>(op.getType()).getElementType();
    forEachPosition(updates.shape, [&](ArrayRef<int64_t> at) {
      Position to = scatterStart(op, indices, at);
      // The whole window must lie inside.
      for (auto [dim, from] :
           llvm::zip_equal(op.getWindowDims(), op.getUpdateWindowDims())) {
        if (to[dim] < 0 || to[dim] + updates.shape[from] > result.shape[dim])
          return;
        to[dim] += at[from];
      }
      for (auto [dim, position] : llvm::enumerate(to))
        if (position < 0 || position >= result.shape[dim])
          return;
      double &place = element(result, to);
      place = convert(combine(op, place, element(updates, at)), type);
    });
    arrays[op.getResult()] = result;
  }

  void runSlice(tensor::ExtractSliceOp op) {
    Array &source = arrays.at(op.getSource());
    Array whole(op.getStaticSizes());
    forEachPosition(whole.shape, [&](ArrayRef<int64_t> at) {
      Position from;
      for (auto [d, i] : llvm::enumerate(at))
        from.push_back(op.getStaticOffset(d) + i * op.getStaticStride(d));
      element(whole, at) = element(source, from);
    });
    Array result(shape(op));
    result.data = whole.data;
    arrays[op] = result;
  }

  void runConcat(tensor::ConcatOp op) {
    Array result(shape(op));
    int64_t base = 0;
    for (Value input : op.getInputs()) {
      Array &part = arrays.at(input);
      forEachPosition(part.shape, [&](ArrayRef<int64_t> at) {
        Position to(at);
        to[op.getDim()] += base;
        element(result, to) = element(part, at);
      });
      base += part.shape[op.getDim()];
    }
    arrays[op] = result;
  }

  void runPad(tensor::PadOp op) {
    Array result(shape(op));
    double value = scalars.at(op.getConstantPaddingValue());
    std::fill(result.data.begin(), result.data.end(), value);
    Array &source = arrays.at(op.getSource());
    forEachPosition(source.shape, [&](ArrayRef<int64_t> at) {
      Position to(at);
      for (auto [d, low] : llvm::enumerate(op.getStaticLow()))
        to[d] += low;
      element(result, to) = element(source, at);
    });
    arrays[op] = result;
  }
};
} // namespace

std::vector<Array>
tp::test::interpret(func::FuncOp kernel, const std::vector<Array> &inputs,
                    const std::vector<int64_t> &coordinates) {
  Interpreter interpreter;
  size_t coordinate = 0;
  for (BlockArgument argument : kernel.getArguments()) {
    unsigned i = argument.getArgNumber();
    if (auto type = dyn_cast<RankedTensorType>(argument.getType()))
      interpreter.arrays[argument] =
          i < inputs.size() ? inputs[i] : Array(type.getShape());
    else
      interpreter.scalars[argument] = double(coordinates[coordinate++]);
  }
  for (Operation &op : kernel.front().without_terminator())
    interpreter.run(op);
  std::vector<Array> results;
  for (Value result : kernel.front().getTerminator()->getOperands())
    results.push_back(interpreter.arrays.at(result));
  return results;
}
