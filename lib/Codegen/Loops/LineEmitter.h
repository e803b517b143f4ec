//===- LineEmitter.h - the code of one line -------------------------------===//
// Line ops (tensor_ext.top_k, scan, sort) need the elements along one dimension
// in order: one thread does a line by itself, on a CPU as on a GPU. Nothing is
// kept but in registers and in the results.
#ifndef TP_LIB_CODEGEN_LOOPS_LINEEMITTER_H
#define TP_LIB_CODEGEN_LOOPS_LINEEMITTER_H

#include "ElementEmitter.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "tp/Dialect/TensorExt/TensorExtDialect.h"

namespace tp::loops {

/// The line op that `kernel` is about; null when it is about other ops.
mlir::Operation *lineOpOf(mlir::func::FuncOp kernel);

/// Checks that `kernel`, of a line op, holds nothing beside it but what its
/// elements are computed from; an error at the op that does not fit.
mlir::LogicalResult checkLineKernel(mlir::func::FuncOp kernel);

/// The dimension that a line op's lines run along.
int64_t lineDim(mlir::Operation *op);

/// The type that elements are combined in.
mlir::Type scanType(tensor_ext::ScanOp op);

/// Writes lines of one op, at the emitter's place.
class LineEmitter {
public:
  LineEmitter(mlir::Operation *op, ElementEmitter &element)
      : op(op), element(element), builder(element.builder), loc(op->getLoc()),
        dim(lineDim(op)) {}

  /// The line through `at`, whose index along the line says nothing.
  void emit(const Indices &at);

  /// A step of a scan: the accumulated value joined with the element at `at`,
  /// and stored.
  mlir::Value scanStep(mlir::Value sum, const Indices &at);
  /// What a scan starts from.
  mlir::Value scanStart();
  /// Where step `step` of a scan stands along the line.
  Index scanPosition(mlir::Value step);

private:
  void emitScan(tensor_ext::ScanOp scan, const Indices &at);
  void emitSort(tensor_ext::SortOp sort, const Indices &at);
  mlir::Value isBefore(tensor_ext::SortOp sort, mlir::ValueRange x,
                       mlir::ValueRange y);

  mlir::Operation *op;
  ElementEmitter &element;
  mlir::OpBuilder &builder;
  mlir::Location loc;
  int64_t dim;
};

/// A loop from 0 to `count` that carries values; `body` gives the next ones.
/// Elements that are computed inside are forgotten behind it.
llvm::SmallVector<mlir::Value>
countLoop(ElementEmitter &element, mlir::Location loc, int64_t count,
          mlir::ValueRange carried,
          llvm::function_ref<llvm::SmallVector<mlir::Value>(mlir::Value,
                                                            mlir::ValueRange)>
              body);

} // namespace tp::loops

#endif // TP_LIB_CODEGEN_LOOPS_LINEEMITTER_H
