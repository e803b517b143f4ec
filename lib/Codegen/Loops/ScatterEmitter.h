//===- ScatterEmitter.h - the code of a scatter ---------------------------===//
// The result is cut into parts; whoever has a part initialises it and then
// applies, in order, the updates that fall into it. Every part reads all
// indices of its batches, which is little beside the windows, and no two parts
// write the same element: no atomics, and the same bits every time.
#ifndef TP_LIB_CODEGEN_LOOPS_SCATTEREMITTER_H
#define TP_LIB_CODEGEN_LOOPS_SCATTEREMITTER_H

#include "ElementEmitter.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "tp/Dialect/TensorExt/TensorExtDialect.h"

namespace tp::loops {

/// The scatter of a kernel; null when it is a kernel of another kind.
tensor_ext::ScatterOp scatterOf(mlir::func::FuncOp kernel);

/// How the result of a scatter is cut into parts: batches, and blocks of up to
/// two other dimensions.
struct ScatterPlan {
  static constexpr int kNone = -1;

  int64_t batches = 1, batchBlock = 1;
  /// The dimension whose blocks say which updates matter.
  int rowDim = kNone;
  int64_t rows = 1, rowBlock = 1;
  /// The last dimension, when windows are as wide as it is: contiguous.
  int columnDim = kNone;
  int64_t columns = 1, columnBlock = 1;

  int64_t batchBlocks() const {
    return (batches + batchBlock - 1) / batchBlock;
  }
  int64_t rowBlocks() const { return (rows + rowBlock - 1) / rowBlock; }
  int64_t columnBlocks() const {
    return (columns + columnBlock - 1) / columnBlock;
  }
  int64_t parts() const { return batchBlocks() * rowBlocks() * columnBlocks(); }
};

/// The dimensions of a scatter's parts, as yet whole.
ScatterPlan planScatter(tensor_ext::ScatterOp op);

/// Writes what has to be done for one part.
class ScatterEmitter {
public:
  /// With `unrolls` the columns of a part, which are few, are in straight
  /// lines; `plan.columns` is then a multiple of their number.
  ScatterEmitter(tensor_ext::ScatterOp op, const ScatterPlan &plan,
                 ElementEmitter &element, mlir::Value result, bool unrolls);

  /// Code at the builder's place; `part` is below `plan.parts()`.
  void emit(mlir::Value part);

private:
  /// A range of indices, [from, to).
  struct Range {
    mlir::Value from, to;
  };
  using Body = llvm::function_ref<void()>;

  mlir::Value number(int64_t value);
  mlir::Value add(mlir::Value a, mlir::Value b);
  Range blockOf(mlir::Value block, int64_t extent, int64_t size);
  void loop(Range range, llvm::function_ref<void(mlir::Value)> body);
  void emitBatch(mlir::Value batch);
  void initialise(unsigned dim);
  void applyUpdates(unsigned dim);
  void applyUpdate();
  mlir::Value isInside(llvm::ArrayRef<mlir::Value> starts);
  void applyWindow(unsigned dim, llvm::ArrayRef<mlir::Value> starts);
  void overColumns(unsigned updateDim, Body body);
  void combine();
  Index column(mlir::Value value);

  tensor_ext::ScatterOp op;
  const ScatterPlan &plan;
  ElementEmitter &element;
  mlir::OpBuilder &builder;
  mlir::Location loc;
  Storage result;
  bool unrolls;
  llvm::SmallVector<int64_t> shape, sizes;
  Range rowRange, columnRange;
  Indices at;       ///< Of the result's present element.
  Indices updateAt; ///< Of the present update.
};

} // namespace tp::loops

#endif // TP_LIB_CODEGEN_LOOPS_SCATTEREMITTER_H
