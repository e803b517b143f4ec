//===- HeapSort.h - sorting in place --------------------------------------===//
// Code that sorts entries in memory with no other memory, n log n whatever
// they are. The order is strict: who sorts stably compares positions last.
#ifndef TP_LIB_CODEGEN_LOOPS_HEAPSORT_H
#define TP_LIB_CODEGEN_LOOPS_HEAPSORT_H

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/Builders.h"
#include <functional>

namespace tp::loops {

/// Entries by place; the root, place 0, is the one that comes last.
class Heap {
public:
  using Entry = llvm::SmallVector<mlir::Value>;

  Heap(mlir::OpBuilder &builder, mlir::Location loc)
      : builder(builder), loc(loc) {}

  /// The entry at a place, an index.
  std::function<Entry(mlir::Value place)> load;
  std::function<void(mlir::Value place, const Entry &entry)> store;
  /// Whether `a` comes after `b` in the sorted order.
  std::function<mlir::Value(const Entry &a, const Entry &b)> isAfter;

  /// Sorts the first `kept` of `count` entries, which `read` gives by number,
  /// to the places 0 to kept - 1. `kept` is at least 1.
  void keepFirst(int64_t count, int64_t kept,
                 llvm::function_ref<Entry(mlir::Value number)> read);

private:
  /// Moves `entry`, which belongs at `place` or below, to where it belongs
  /// among the first `length` places.
  void sift(mlir::Value length, mlir::Value place, const Entry &entry);
  mlir::Value laterChild(mlir::Value length, mlir::Value left);
  void count(int64_t from, int64_t to,
             llvm::function_ref<void(mlir::Value)> body);
  mlir::Value number(int64_t value);

  mlir::OpBuilder &builder;
  mlir::Location loc;
};

} // namespace tp::loops

#endif // TP_LIB_CODEGEN_LOOPS_HEAPSORT_H
