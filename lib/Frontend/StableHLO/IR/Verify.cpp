//===- Verify.cpp - checks that several ops' verifiers share --------------===//

#include "Verify.h"
#include "tp/Frontend/StableHLO/StableHLO.h"
#include "llvm/ADT/SmallBitVector.h"

using namespace mlir;
using namespace tp::stablehlo;

LogicalResult tp::stablehlo::verifyDims(Operation *op, StringRef what,
                                        ArrayRef<int64_t> dims, int64_t rank) {
  llvm::SmallBitVector seen(rank);
  for (int64_t dim : dims) {
    if (dim < 0 || dim >= rank)
      return op->emitOpError() << what << " names dimension " << dim
                               << " of a tensor of rank " << rank;
    if (seen.test(dim))
      return op->emitOpError()
             << what << " names dimension " << dim << " twice";
    seen.set(dim);
  }
  return success();
}

LogicalResult tp::stablehlo::verifyShape(Operation *op, StringRef what,
                                         RankedTensorType type,
                                         ArrayRef<int64_t> expected) {
  if (type.getRank() == static_cast<int64_t>(expected.size()) &&
      llvm::all_of(llvm::zip(type.getShape(), expected), [](auto pair) {
        return agree(std::get<0>(pair), std::get<1>(pair));
      }))
    return success();
  return op->emitOpError() << what << " has type " << type
                           << ", expected shape ["
                           << llvm::make_range(expected.begin(), expected.end())
                           << "]";
}

/// Whether `type` is a scalar tensor of elements of type `element`.
static bool isScalarOf(Type type, Type element) {
  return type == RankedTensorType::get({}, element);
}

LogicalResult tp::stablehlo::verifyScalarBody(Operation *op, Region &body,
                                              TypeRange arguments,
                                              TypeRange results) {
  Block &block = body.front();
  auto end = block.empty() ? nullptr : dyn_cast<ReturnOp>(block.back());
  if (!end)
    return op->emitOpError()
           << "has a body that does not end in 'stablehlo.return'";
  if (block.getNumArguments() != arguments.size())
    return op->emitOpError() << "has a body of " << block.getNumArguments()
                             << " arguments, expected " << arguments.size();
  if (end.getNumOperands() != results.size())
    return op->emitOpError()
           << "has a body that returns " << end.getNumOperands()
           << " values, expected " << results.size();
  for (auto [value, element] : llvm::zip(
           llvm::concat<Value>(llvm::to_vector_of<Value>(block.getArguments()),
                               llvm::to_vector_of<Value>(end.getOperands())),
           llvm::concat<Type>(llvm::to_vector(arguments),
                              llvm::to_vector(results))))
    if (!isScalarOf(value.getType(), element))
      return op->emitOpError()
             << "has a body on values of type " << value.getType()
             << ", expected " << RankedTensorType::get({}, element);
  return success();
}

LogicalResult tp::stablehlo::verifyResultPerInput(Operation *op,
                                                  ValueRange inputs) {
  if (inputs.empty())
    return op->emitOpError() << "has no inputs, expected at least 1";
  if (op->getNumResults() != inputs.size())
    return op->emitOpError() << "has " << op->getNumResults() << " results for "
                             << inputs.size() << " inputs";
  return success();
}

LogicalResult tp::stablehlo::verifyFactors(Operation *op, RankedTensorType lhs,
                                           RankedTensorType rhs) {
  Type left = lhs.getElementType(), right = rhs.getElementType();
  if (left != right && (isa<IntegerType>(left) || isa<IntegerType>(right)))
    return op->emitOpError()
           << "multiplies elements of types " << left << " and " << right;
  return success();
}

LogicalResult tp::stablehlo::verifyReduction(Operation *op, ValueRange inputs,
                                             ValueRange inits,
                                             ArrayRef<int64_t> shape) {
  auto typeOf = [](Value value) {
    return cast<RankedTensorType>(value.getType());
  };
  ArrayRef<int64_t> first = typeOf(inputs.front()).getShape();
  for (auto [input, init, result] :
       llvm::zip(inputs, inits, op->getResults())) {
    if (failed(verifyShape(op, "input", typeOf(input), first)) ||
        failed(verifyShape(op, "initial value", typeOf(init), {})) ||
        failed(verifyShape(op, "result", typeOf(result), shape)))
      return failure();
    Type initType = getElementTypeOrSelf(init),
         type = getElementTypeOrSelf(result);
    if (initType != type)
      return op->emitOpError()
             << "has an initial value of element type " << initType
             << " for a result of element type " << type;
  }
  return success();
}

LogicalResult tp::stablehlo::verifyReducer(Operation *op, Region &body) {
  SmallVector<Type> elements =
      llvm::map_to_vector(op->getResultTypes(),
                          [](Type type) { return getElementTypeOrSelf(type); });
  SmallVector<Type> arguments(elements);
  llvm::append_range(arguments, elements);
  return verifyScalarBody(op, body, arguments, elements);
}
