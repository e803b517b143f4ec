//===- DescribeKernel.cpp - a kernel's name -------------------------------===//
// Names appear in traces and errors: they should say what a kernel is about.

#include "Dispatch.h"
#include "DispatchOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "tp/Dialect/TensorExt/TensorExtDialect.h"

using namespace mlir;

/// The last op of a body that computes something, "add" for arith.addf.
static std::string lastBodyOp(ArrayRef<Operation *> ops) {
  std::string name = "copy";
  for (Operation *op : ops)
    for (Region &region : op->getRegions())
      region.walk([&](Operation *inner) {
        if (inner->hasTrait<OpTrait::IsTerminator>() ||
            inner->hasTrait<OpTrait::ConstantLike>())
          return;
        name = inner->getName().stripDialect().str();
      });
  return name;
}

std::string tp::describeKernel(ArrayRef<Operation *> ops) {
  if (isLineOp(ops.back()))
    return ops.back()->getName().stripDialect().str();
  if (isa<tensor_ext::ScatterOp>(ops.back()))
    return "scatter";
  llvm::SetVector<StringRef> body;
  bool reduces = false, moves = true;
  for (Operation *op : ops) {
    auto structured = dyn_cast<linalg::LinalgOp>(op);
    reduces |= structured && !isParallel(structured);
    moves &= !structured || (isTransparent(op) && !widenedValue(op));
    for (Region &region : op->getRegions())
      region.walk([&](Operation *inner) {
        body.insert(inner->getName().stripDialect());
      });
  }
  auto has = [&](StringRef name) { return body.contains(name); };
  auto any = [&](auto isKind) { return llvm::any_of(ops, isKind); };
  if (reduces && has("exp"))
    return "softmax";
  if (reduces && (has("rsqrt") || has("sqrt")))
    return "norm";
  for (StringRef function : {"erf", "erfc", "tanh", "powf", "sin", "exp"})
    if (has(function))
      return function == "erfc" ? "erf" : function.str();
  if (any([](Operation *op) { return isa<tensor_ext::GatherOp>(op); }))
    return "gather";
  if (reduces)
    return "reduce_" + lastBodyOp(ops);
  if (any([](Operation *op) { return isa<tensor::ConcatOp>(op); }))
    return "concat";
  if (moves)
    return ops.back()->getName().stripDialect().str();
  return lastBodyOp(ops);
}
