//===- RowDomain.cpp - which dimensions of a dispatch are its rows --------===//

#include "RowDomain.h"
#include "DispatchOps.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Transforms/RegionUtils.h"
#include "tp/Dialect/TensorExt/TensorExtDialect.h"

using namespace mlir;
using namespace tp;

static ArrayRef<int64_t> shapeOf(Value value) {
  return cast<RankedTensorType>(value.getType()).getShape();
}

/// Values inside that are too costly to compute again for every row.
static SmallVector<Value> costlyValues(ArrayRef<Operation *> ops,
                                       ArrayRef<Value> outputs) {
  constexpr int64_t kCostly = 4;
  SmallVector<Value> costly;
  for (Operation *op : ops) {
    auto structured = dyn_cast<linalg::LinalgOp>(op);
    bool reduces = structured && !isParallel(structured);
    if (!isTransparent(op) && (reduces || elementCost(op) >= kCostly))
      for (Value value : op->getResults())
        if (!llvm::is_contained(outputs, value))
          costly.push_back(value);
  }
  return costly;
}

RowDomain::RowDomain(ArrayRef<Operation *> ops, ArrayRef<Value> outputs)
    : inside(ops.begin(), ops.end()),
      outputSet(outputs.begin(), outputs.end()) {
  for (Operation *op : ops)
    relate(op);
  compress();
  requireMissing(costlyValues(ops, outputs));
  chooseRows(outputs);
}

int RowDomain::newFactor(int64_t extent) {
  if (extent == 1)
    return kNone;
  extents.push_back(extent);
  classes.grow(extents.size());
  return extents.size() - 1;
}

void RowDomain::unite(int a, int b) {
  if (a != kNone && b != kNone)
    classes.join(a, b);
}

RowDomain::Access RowDomain::accessOf(Value value) {
  auto [known, isNew] = factorsOf.try_emplace(value);
  if (isNew) {
    Access factors;
    for (int64_t extent : shapeOf(value))
      factors.push_back(newFactor(extent));
    factorsOf[value] = factors;
    return factors;
  }
  return known->second;
}

/// `value` is read with these factors as its indices.
void RowDomain::access(Value value, Access read) {
  Operation *def = value.getDefiningOp();
  if (!isa<RankedTensorType>(value.getType()) || !def || !inside.contains(def))
    return;
  if (!outputSet.contains(value) && accessThrough(def, read))
    return;
  Access factors = accessOf(value);
  for (auto [own, other] : llvm::zip_equal(factors, read)) {
    if (other == kNone)
      require(own);
    unite(own, other);
  }
}

/// Follows a read through an op whose result is never stored; false when the
/// result may be.
bool RowDomain::accessThrough(Operation *op, const Access &result) {
  if (!isTransparent(op))
    return false;
  if (auto broadcast = dyn_cast<linalg::BroadcastOp>(op)) {
    Access source;
    for (auto [dim, factor] : llvm::enumerate(result))
      if (!llvm::is_contained(broadcast.getDimensions(), int64_t(dim)))
        source.push_back(factor);
    access(broadcast.getInput(), source);
  } else if (auto transpose = dyn_cast<linalg::TransposeOp>(op)) {
    Access source(result.size(), kNone);
    for (auto [dim, from] : llvm::enumerate(transpose.getPermutation()))
      source[from] = result[dim];
    access(transpose.getInput(), source);
  } else if (auto slice = dyn_cast<tensor::ExtractSliceOp>(op)) {
    Access source(slice.getSourceType().getRank(), kNone);
    for (auto [dim, from] : llvm::enumerate(sliceSourceDims(op)))
      if (shapeOf(slice.getResult())[dim] == shapeOf(slice.getSource())[from])
        source[from] = result[dim];
    access(slice.getSource(), source);
  } else if (isa<tensor::ExpandShapeOp, tensor::CollapseShapeOp>(op)) {
    relateReshape(op, result);
  } else if (Value narrow = widenedValue(op)) {
    access(narrow, result);
  }
  return true;
}

/// A dimension of the source keeps its factor where the reshape only adds or
/// drops dimensions of extent 1 beside it.
void RowDomain::relateReshape(Operation *op, const Access &result) {
  bool expands = isa<tensor::ExpandShapeOp>(op);
  SmallVector<ReassociationIndices> groups =
      expands ? cast<tensor::ExpandShapeOp>(op).getReassociationIndices()
              : cast<tensor::CollapseShapeOp>(op).getReassociationIndices();
  Value source = op->getOperand(0);
  Value wide = expands ? op->getResult(0) : source;
  Access read(shapeOf(source).size(), kNone);
  for (auto [narrow, group] : llvm::enumerate(groups)) {
    SmallVector<int64_t> dims = llvm::filter_to_vector(
        group, [&](int64_t dim) { return shapeOf(wide)[dim] != 1; });
    if (dims.size() == 1)
      read[expands ? narrow : dims[0]] = result[expands ? dims[0] : narrow];
  }
  access(source, read);
}

/// An op whose result may be stored: its own factors and how it reads.
void RowDomain::relate(Operation *op) {
  if (op->getNumResults() == 0 ||
      !isa<RankedTensorType>(op->getResult(0).getType()))
    return;
  Value result = op->getResult(0);
  if (isTransparent(op)) {
    // Followed from its readers, unless it is stored as an output.
    if (outputSet.contains(result)) {
      Access factors = accessOf(result);
      outputSet.erase(result);
      accessThrough(op, factors);
      if (isa<linalg::LinalgOp>(op))
        relateStructured(op);
      outputSet.insert(result);
    }
    return;
  }
  if (isa<linalg::LinalgOp>(op))
    return relateStructured(op);
  Access factors = accessOf(result);
  if (auto concat = dyn_cast<tensor::ConcatOp>(op)) {
    factors[concat.getDim()] = kNone;
    for (Value input : concat.getInputs())
      access(input, factors);
  } else if (auto pad = dyn_cast<tensor::PadOp>(op)) {
    for (unsigned dim = 0; dim < factors.size(); ++dim)
      if (shapeOf(pad.getSource())[dim] != shapeOf(result)[dim])
        factors[dim] = kNone;
    access(pad.getSource(), factors);
  } else if (isa<tensor::CollapseShapeOp>(op)) {
    relateReshape(op, factors);
  } else if (isa<tensor_ext::GatherOp>(op)) {
    relateGather(op, factors);
  }
}

void RowDomain::relateGather(Operation *op, const Access &result) {
  auto gather = cast<tensor_ext::GatherOp>(op);
  Access input(shapeOf(gather.getInput()).size(), kNone);
  for (auto [dim, from] :
       llvm::zip_equal(gather.getOffsetDims(), gather.getWindowDims()))
    if (shapeOf(gather.getInput())[from] == gather.getSliceSizes()[from])
      input[from] = result[dim];
  for (auto [dim, from] : llvm::zip_equal(gather.getInputBatchingDims(),
                                          gather.getIndicesBatchingDims()))
    input[dim] = result[gather.getResultDim(from)];
  access(gather.getInput(), input);
  Access indices;
  for (int64_t dim : gather.getBatchDims())
    indices.push_back(result[dim]);
  if (indices.size() < shapeOf(gather.getIndices()).size())
    indices.insert(indices.begin() + gather.getIndexVectorDim(), kNone);
  access(gather.getIndices(), indices);
}

void RowDomain::relateStructured(Operation *op) {
  auto structured = cast<linalg::LinalgOp>(op);
  SmallVector<int64_t> loops = structured.getStaticLoopRanges();
  Access dims;
  for (auto [extent, kind] :
       llvm::zip_equal(loops, structured.getIteratorTypesArray())) {
    dims.push_back(newFactor(extent));
    if (kind != utils::IteratorType::parallel)
      require(dims.back());
  }
  auto read = [&](AffineMap map) {
    Access factors;
    for (AffineExpr expr : map.getResults()) {
      auto dim = dyn_cast<AffineDimExpr>(expr);
      factors.push_back(dim ? dims[dim.getPosition()] : kNone);
    }
    return factors;
  };
  for (OpOperand &operand : op->getOpOperands())
    access(operand.get(), read(structured.getMatchingIndexingMap(&operand)));
  for (OpResult result : op->getResults()) {
    AffineMap map = structured.getIndexingMapMatchingResult(result);
    for (auto [own, dim] : llvm::zip_equal(accessOf(result), read(map))) {
      if (dim == kNone)
        require(own);
      unite(own, dim);
    }
  }
  // Tensors that a body reads at computed positions.
  for (Region &region : op->getRegions())
    visitUsedValuesDefinedAbove(region, [&](OpOperand *operand) {
      if (auto type = dyn_cast<RankedTensorType>(operand->get().getType()))
        access(operand->get(), Access(type.getRank(), kNone));
    });
}

void RowDomain::compress() {
  classes.compress();
  SmallVector<int64_t> merged(classes.getNumClasses());
  for (auto [factor, extent] : llvm::enumerate(extents))
    merged[classes[factor]] = extent;
  extents = std::move(merged);
  for (int factor : wholeRaw)
    whole.insert(classes[factor]);
}

int RowDomain::factor(Value value, unsigned dim) const {
  auto known = factorsOf.find(value);
  if (known == factorsOf.end() || known->second[dim] == kNone)
    return kNone;
  return classes[known->second[dim]];
}

int64_t RowDomain::numRows() const {
  int64_t count = 1;
  for (int row : rowFactors)
    count *= extents[row];
  return count;
}

/// A costly value without some dimension is needed for all of it.
void RowDomain::requireMissing(ArrayRef<Value> costly) {
  for (Value value : costly) {
    llvm::SmallDenseSet<int> own;
    for (unsigned dim = 0; dim < shapeOf(value).size(); ++dim)
      own.insert(factor(value, dim));
    for (int f = 0; f < int(extents.size()); ++f)
      if (!own.contains(f))
        whole.insert(f);
  }
}

void RowDomain::chooseRows(ArrayRef<Value> outputs) {
  SmallVector<SmallVector<int>> candidates;
  const SmallVector<int> *widest = nullptr;
  for (Value output : outputs) {
    SmallVector<int> own;
    for (unsigned dim = 0; dim < shapeOf(output).size(); ++dim) {
      int f = factor(output, dim);
      if (f == kNone)
        continue;
      // Two dimensions with the same index cannot be visited one by one.
      if (llvm::is_contained(own, f))
        whole.insert(f);
      own.push_back(f);
    }
    candidates.push_back(std::move(own));
  }
  for (SmallVector<int> &own : candidates) {
    llvm::erase_if(own, [&](int f) { return isWhole(f); });
    if (!widest || own.size() > widest->size())
      widest = &own;
  }
  if (!widest)
    return;
  for (int row : *widest)
    if (llvm::all_of(candidates, [&](const SmallVector<int> &own) {
          return llvm::is_contained(own, row);
        }))
      rowFactors.push_back(row);
  disagree = llvm::any_of(candidates, [&](const SmallVector<int> &own) {
    return own.size() != rowFactors.size();
  });
}
