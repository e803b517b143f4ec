//===- DotGeneralOp.cpp - checks of contractions --------------------------===//

#include "Verify.h"
#include "tp/Frontend/StableHLO/StableHLO.h"

using namespace mlir;
using namespace tp::stablehlo;

/// Checks that paired dimensions have the same extent.
static LogicalResult verifyPairs(DotGeneralOp op, StringRef what,
                                 ArrayRef<int64_t> lhs, ArrayRef<int64_t> rhs) {
  if (lhs.size() != rhs.size())
    return op.emitOpError()
           << "has " << lhs.size() << " " << what << " dimensions of lhs and "
           << rhs.size() << " of rhs";
  for (auto [l, r] : llvm::zip(lhs, rhs)) {
    int64_t left = op.getLhs().getType().getDimSize(l);
    int64_t right = op.getRhs().getType().getDimSize(r);
    if (!agree(left, right))
      return op.emitOpError()
             << "pairs " << what << " dimension " << l << " of lhs, of extent "
             << left << ", with dimension " << r << " of rhs, of extent "
             << right;
  }
  return success();
}

/// Appends the extents of dimensions that are neither batching nor contracting.
static void appendFree(RankedTensorType type, ArrayRef<int64_t> batching,
                       ArrayRef<int64_t> contracting,
                       SmallVectorImpl<int64_t> &shape) {
  for (int64_t dim = 0; dim != type.getRank(); ++dim)
    if (!llvm::is_contained(batching, dim) &&
        !llvm::is_contained(contracting, dim))
      shape.push_back(type.getDimSize(dim));
}

LogicalResult DotGeneralOp::verify() {
  DotDimensionNumbersAttr numbers = getDotDimensionNumbers();
  ArrayRef<int64_t> lhsBatch = numbers.getLhsBatchingDimensions(),
                    rhsBatch = numbers.getRhsBatchingDimensions(),
                    lhsContract = numbers.getLhsContractingDimensions(),
                    rhsContract = numbers.getRhsContractingDimensions();
  RankedTensorType lhs = getLhs().getType(), rhs = getRhs().getType();
  auto concat = [](ArrayRef<int64_t> a, ArrayRef<int64_t> b) {
    SmallVector<int64_t> both(a);
    both.append(b.begin(), b.end());
    return both;
  };
  if (failed(verifyFactors(*this, lhs, rhs)) ||
      failed(verifyDims(*this, "dimension numbers of lhs",
                        concat(lhsBatch, lhsContract), lhs.getRank())) ||
      failed(verifyDims(*this, "dimension numbers of rhs",
                        concat(rhsBatch, rhsContract), rhs.getRank())) ||
      failed(verifyPairs(*this, "batching", lhsBatch, rhsBatch)) ||
      failed(verifyPairs(*this, "contracting", lhsContract, rhsContract)))
    return failure();
  SmallVector<int64_t> shape;
  for (int64_t dim : lhsBatch)
    shape.push_back(lhs.getDimSize(dim));
  appendFree(lhs, lhsBatch, lhsContract, shape);
  appendFree(rhs, rhsBatch, rhsContract, shape);
  if (ArrayAttr precision = getPrecisionConfigAttr())
    if (!precision.empty() && precision.size() != 2)
      return emitOpError() << "has " << precision.size()
                           << " precisions, expected 2";
  return verifyShape(*this, "result", getResult().getType(), shape);
}
