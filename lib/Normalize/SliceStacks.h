//===- SliceStacks.h - tensors that are written part by part --------------===//
#ifndef TP_LIB_NORMALIZE_SLICESTACKS_H
#define TP_LIB_NORMALIZE_SLICESTACKS_H

#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "tp/Dialect/TensorExt/TensorExtDialect.h"
#include <deque>
#include <map>

namespace tp {

/// A part of a tensor at a constant position.
struct SlicePart {
  llvm::SmallVector<int64_t> offsets, sizes;
};

/// A part that is whole in all dimensions of its tensor but one, in which it is
/// one of the cells of its size.
struct StackCell {
  unsigned dim;
  int64_t size, index;
};

/// `part` as a cell of a tensor of `type`.
std::optional<StackCell> getStackCell(mlir::RankedTensorType type,
                                      const SlicePart &part);

/// `value`'s part, as a slice; what is whole stays itself.
mlir::Value createSlice(mlir::ImplicitLocOpBuilder &b, mlir::Value value,
                        const SlicePart &part);

/// The tensors of a function that are made by one update after the other, each
/// of a cell along the same dimension. The ops that update stay until
/// `finish`; readers of single cells get what was written.
class SliceStacks {
public:
  /// Takes note of an update. The op stays where it is.
  void update(tensor_ext::DynamicUpdateSliceOp op, StackCell cell);

  /// What stands in `part` of `value`; null when it is not one thing.
  mlir::Value read(mlir::ImplicitLocOpBuilder &b, mlir::Value value,
                   const SlicePart &part);

  /// Replaces all updates by what they make where it is read as a whole.
  void finish();

private:
  struct Stack {
    unsigned dim;
    int64_t size;
    mlir::Value base;
    llvm::SmallVector<tensor_ext::DynamicUpdateSliceOp> updates;
    llvm::SmallVector<int64_t> cells; ///< The one that each update writes.
    /// Of each cell that is written the numbers of updates that do, ascending.
    llvm::DenseMap<int64_t, llvm::SmallVector<unsigned>> writers;
  };
  /// A value made by update number `update` of a stack.
  struct Version {
    Stack *stack;
    unsigned update;
  };

  static std::optional<unsigned> getWriter(const Version &version,
                                           int64_t cell);
  static void finish(Stack &stack);

  std::deque<Stack> stacks;
  llvm::DenseMap<mlir::Value, Version> versions;
};

} // namespace tp

#endif // TP_LIB_NORMALIZE_SLICESTACKS_H
