//===- Specialize.h - how ops get the shapes of what they are given -------===//
// A program of dynamic shapes becomes one of static shapes once those of its
// arguments are known. What an op's operands say about its results is known to
// the dialect, which says it through this interface.
#ifndef TP_DIALECT_TP_SPECIALIZE_H
#define TP_DIALECT_TP_SPECIALIZE_H

#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/DialectInterface.h"

namespace tp {

/// The integers of a constant, in row-major order; none when it holds others or
/// more than a shape has.
std::optional<llvm::SmallVector<int64_t>>
readIntegers(mlir::Attribute constant);

/// What is known about a program whose ops are specialised in order.
class Specializer {
public:
  virtual ~Specializer() = default;

  /// The integers that `value`, a tensor or a number, always is, in row-major
  /// order.
  std::optional<llvm::SmallVector<int64_t>> getIntegers(mlir::Value value);
  /// An op whose integers are noted must not be erased: another value may come
  /// to lie where its result was.
  void setIntegers(mlir::Value value, llvm::ArrayRef<int64_t> integers) {
    known[value].assign(integers.begin(), integers.end());
  }

  /// Replaces a call by one of a function for the shapes of its operands.
  virtual llvm::LogicalResult specializeCall(mlir::Operation *call) = 0;
  /// Specialises the ops of a region, whose arguments have their types.
  virtual llvm::LogicalResult specializeRegion(mlir::Region &region) = 0;

private:
  llvm::DenseMap<mlir::Value, llvm::SmallVector<int64_t>> known;
};

/// Of dialects whose ops say more than that all shapes are the same.
class SpecializeDialectInterface
    : public mlir::DialectInterface::Base<SpecializeDialectInterface> {
public:
  using Base::Base;

  /// Whether `op` stands for another one that has static shapes only.
  virtual bool isDynamicForm(mlir::Operation *op) const { return false; }

  /// Gives the results of `op` static types, or replaces it by an op that has
  /// them, as far as its operands say what they are. Fails, having said why at
  /// the op, when they contradict it.
  virtual llvm::LogicalResult specialize(mlir::Operation *op,
                                         Specializer &specializer) const = 0;
};

/// Gives a result the dimensions of `shape` that its type leaves open; fails at
/// the op when it has another shape.
llvm::LogicalResult setShape(mlir::OpResult result,
                             llvm::ArrayRef<int64_t> shape);

} // namespace tp

#endif // TP_DIALECT_TP_SPECIALIZE_H
