//===- TopKLine.h - the greatest elements of one line ---------------------===//
#ifndef TP_LIB_CODEGEN_LOOPS_TOPKLINE_H
#define TP_LIB_CODEGEN_LOOPS_TOPKLINE_H

#include "ElementEmitter.h"
#include "tp/Dialect/TensorExt/TensorExtDialect.h"

namespace tp::loops {

/// Writes one line of a top_k. Few greatest elements are kept in registers, in
/// order; many are a heap in the results, whose root is the least of them, and
/// are then sorted in place. Elements are compared by integer keys.
class TopKLine {
public:
  TopKLine(tensor_ext::TopKOp op, ElementEmitter &element)
      : op(op), element(element), builder(element.builder), loc(op.getLoc()) {}

  /// The line through `at`, whose last index says nothing.
  void emit(const Indices &at);

private:
  void emitInRegisters(const Indices &at);
  void emitInHeap(const Indices &at);

  /// The integer that orders as the element does, and back.
  mlir::Value toKey(mlir::Value value);
  mlir::Value fromKey(mlir::Value key);
  mlir::Value isGreater(mlir::Value a, mlir::Value b);
  int64_t extent() const;
  mlir::Type elementType() const;

  tensor_ext::TopKOp op;
  ElementEmitter &element;
  mlir::OpBuilder &builder;
  mlir::Location loc;
};

} // namespace tp::loops

#endif // TP_LIB_CODEGEN_LOOPS_TOPKLINE_H
