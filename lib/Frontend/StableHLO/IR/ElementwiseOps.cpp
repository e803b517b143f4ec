//===- ElementwiseOps.cpp - checks of elementwise ops ---------------------===//

#include "Verify.h"
#include "tp/Frontend/StableHLO/StableHLO.h"

using namespace mlir;
using namespace tp::stablehlo;

/// Whether elements of `type` can be compared as `compareType` says.
static bool fits(ComparisonType compareType, Type type) {
  switch (compareType) {
  case ComparisonType::NOTYPE:
    return true;
  case ComparisonType::FLOAT:
    return isa<FloatType, ComplexType>(type);
  case ComparisonType::TOTALORDER:
    return isa<FloatType>(type);
  case ComparisonType::SIGNED:
    return isa<IntegerType>(type) && !type.isUnsignedInteger() &&
           !type.isInteger(1);
  case ComparisonType::UNSIGNED:
    return type.isUnsignedInteger() || type.isInteger(1);
  }
  llvm_unreachable("all comparison types are listed");
}

LogicalResult CompareOp::verify() {
  Type type = getLhs().getType().getElementType();
  if (getCompareType() && !fits(*getCompareType(), type))
    return emitOpError() << "compares elements of type " << type << " as "
                         << stringifyComparisonType(*getCompareType());
  if (isa<ComplexType>(type) &&
      getComparisonDirection() != ComparisonDirection::EQ &&
      getComparisonDirection() != ComparisonDirection::NE)
    return emitOpError() << "orders elements of type " << type << " by "
                         << stringifyComparisonDirection(
                                getComparisonDirection());
  return success();
}

LogicalResult SelectOp::verify() {
  RankedTensorType pred = getPred().getType();
  if (pred.getRank() == 0)
    return success();
  return verifyShape(*this, "predicate", pred,
                     getResult().getType().getShape());
}

LogicalResult ClampOp::verify() {
  RankedTensorType type = getOperand().getType();
  auto verifyLimit = [&](StringRef what,
                         RankedTensorType limit) -> LogicalResult {
    if (limit.getElementType() != type.getElementType())
      return emitOpError() << what << " has element type "
                           << limit.getElementType() << ", expected "
                           << type.getElementType();
    if (limit.getRank() == 0)
      return success();
    return verifyShape(*this, what, limit, type.getShape());
  };
  return success(succeeded(verifyLimit("minimum", getMin().getType())) &&
                 succeeded(verifyLimit("maximum", getMax().getType())));
}
