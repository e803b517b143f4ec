//===- RowDomain.h - which dimensions of a dispatch are its rows ----------===//
// A dispatch does all its work row by row. A dimension can be a row when every
// value that the dispatch might store is read, in the work of one row, at that
// row only. Asked by dispatch forming (may these ops be one kernel?) and by
// codegen (what is the grid?), so that they cannot disagree.
#ifndef TP_LIB_CODEGEN_DISPATCH_ROWDOMAIN_H
#define TP_LIB_CODEGEN_DISPATCH_ROWDOMAIN_H

#include "mlir/IR/Operation.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/IntEqClasses.h"
#include "llvm/ADT/SetVector.h"

namespace tp {

/// The dimensions of the stored values of a dispatch, as factors: dimensions
/// that always have the same index are one factor.
class RowDomain {
public:
  static constexpr int kNone = -1;

  /// `ops` in order; `outputs` are results of some of them. Values of other ops
  /// are the dispatch's inputs. Rows are dimensions of every reduction and
  /// costly value: none of these is computed for several rows.
  RowDomain(llvm::ArrayRef<mlir::Operation *> ops,
            llvm::ArrayRef<mlir::Value> outputs);

  /// The factor of a dimension of a value that may be stored; kNone for extent
  /// 1 and for values that are never stored.
  int factor(mlir::Value value, unsigned dim) const;

  /// Factors that can be rows, in the order of the first output of highest
  /// rank.
  llvm::ArrayRef<int> rows() const { return rowFactors; }
  int64_t extent(int factor) const { return extents[factor]; }
  /// Number of rows.
  int64_t numRows() const;

  /// Factors that some op needs as a whole.
  bool isWhole(int factor) const { return whole.contains(factor); }
  /// Whether outputs differ in the factors that could be rows: then some would
  /// be computed more than once, or serially.
  bool outputsDisagree() const { return disagree; }

private:
  /// The factor of every dimension of a value as it is read; kNone where the
  /// index is something else than a factor.
  using Access = llvm::SmallVector<int, 6>;

  int newFactor(int64_t extent);
  void relate(mlir::Operation *op);
  void relateStructured(mlir::Operation *op);
  void relateReshape(mlir::Operation *op, const Access &result);
  void relateGather(mlir::Operation *op, const Access &result);
  void access(mlir::Value value, Access read);
  bool accessThrough(mlir::Operation *op, const Access &result);
  Access accessOf(mlir::Value value);
  void unite(int a, int b);
  void require(int factor) {
    if (factor != kNone)
      wholeRaw.push_back(factor);
  }
  void compress();
  void requireMissing(llvm::ArrayRef<mlir::Value> costly);
  void chooseRows(llvm::ArrayRef<mlir::Value> outputs);

  llvm::SetVector<mlir::Operation *> inside;
  llvm::DenseSet<mlir::Value> outputSet;
  llvm::DenseMap<mlir::Value, Access> factorsOf;
  llvm::IntEqClasses classes;
  llvm::SmallVector<int64_t> extents;
  llvm::SmallVector<int> wholeRaw;
  llvm::DenseSet<int> whole;
  llvm::SmallVector<int> rowFactors;
  bool disagree = false;
};

} // namespace tp

#endif // TP_LIB_CODEGEN_DISPATCH_ROWDOMAIN_H
