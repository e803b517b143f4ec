//===- ElementEmitter.h - one element of one value ------------------------===//
// The code of a single element, with everything that is not stored computed in
// place. Run dry it finds how stored values are read and where loops must
// split.
#ifndef TP_LIB_CODEGEN_LOOPS_ELEMENTEMITTER_H
#define TP_LIB_CODEGEN_LOOPS_ELEMENTEMITTER_H

#include "IndexBuilder.h"
#include "RowBlocks.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/IR/IRMapping.h"
#include <map>

namespace tp::loops {

/// Where a stored value is kept.
struct Storage {
  mlir::Value buffer;   ///< Null when it is one number a block.
  mlir::Value scalar;   ///< That number.
  bool isBlock = false; ///< The buffer holds one block, else the whole value.
  bool computed = false;
};

/// What a dry walk found out about a loop nest.
struct NestReads {
  /// Stored values that the nest reads and that are not computed yet; whether
  /// the nest visits every element of their block exactly once.
  llvm::MapVector<mlir::Value, bool> reads;
  /// Positions at which a loop's body changes, by loop.
  llvm::SmallVector<llvm::SmallVector<int64_t>> breaks;
};

class ElementEmitter {
  /// A value and where it is read.
  using Key = std::pair<void *, llvm::SmallVector<void *, 6>>;

public:
  ElementEmitter(mlir::OpBuilder &builder, const RowBlocks &plan)
      : builder(builder), index(builder), plan(plan) {}

  /// The element of a kernel's value. Null in a dry walk.
  mlir::Value element(mlir::Value value, const Indices &at);

  /// The body of a structured op; `carried` are the values of its outputs,
  /// one an output, or empty to read them from its destinations.
  llvm::SmallVector<mlir::Value> body(mlir::linalg::LinalgOp op,
                                      const Indices &loops,
                                      mlir::ValueRange carried);

  /// Indices of a reduction's result, or of its initial value, by those of its
  /// loops.
  static Indices resultIndices(mlir::linalg::LinalgOp op, unsigned number,
                               const Indices &loops);
  /// What a reduction's results start from.
  llvm::SmallVector<mlir::Value> initialValues(mlir::linalg::LinalgOp op,
                                               const Indices &loops);

  /// The element as its op computes it, even if the value is stored.
  mlir::Value compute(mlir::Value value, const Indices &at);

  /// Into the value's own storage, or into `copy`, which holds it whole.
  void store(mlir::Value value, const Indices &at, mlir::Value element,
             mlir::Value copy = nullptr);
  mlir::Value load(mlir::Value value, const Storage &storage,
                   const Indices &at);

  /// An element as memory has it, and back; `type` is the tensor's.
  mlir::Value toStorage(mlir::Value element, mlir::Location loc);
  mlir::Value fromStorage(mlir::Value stored, mlir::Type type,
                          mlir::Location loc);

  /// A `tensor.extract`: its result in `local`, where its indices are too.
  void readTensor(mlir::Operation *op, mlir::IRMapping &local);

  /// Walks without writing code; `extents` are those of the nest's loops.
  NestReads walkDry(llvm::ArrayRef<int64_t> extents,
                    llvm::function_ref<void()> visit);

  /// Starts a scope in which elements are computed once.
  void newScope() { known.clear(); }

  /// Elements that are computed while it lives, such as in a loop, are
  /// forgotten at its end; those that were known before stay known.
  class InnerScope {
  public:
    explicit InnerScope(ElementEmitter &element)
        : element(element), before(element.known) {}
    ~InnerScope() { element.known = std::move(before); }

  private:
    ElementEmitter &element;
    std::map<Key, mlir::Value> before;
  };

  mlir::OpBuilder &builder;
  IndexBuilder index;
  const RowBlocks &plan;
  /// Kernel argument -> memref, kernel scalar -> its copy.
  mlir::IRMapping mapping;
  llvm::DenseMap<mlir::Value, Storage> storage;
  /// First index of this block of a row dimension, by factor.
  llvm::DenseMap<int, mlir::Value> blockStart;
  /// index -> index minus the start of its block.
  llvm::DenseMap<mlir::Value, mlir::Value> withinBlock;
  /// Values that the present nest computes on the way and stores.
  llvm::DenseSet<mlir::Value> computedOnTheWay;

private:
  Indices indicesOf(mlir::AffineMap map, const Indices &loops,
                    mlir::Location loc);
  Index indexOf(mlir::AffineExpr expr, const Indices &loops,
                mlir::Location loc);
  void noteRead(mlir::Value value, const Indices &at);
  bool coversBlock(mlir::Value value, const Indices &at);
  mlir::Value structured(mlir::OpResult result, const Indices &at);
  mlir::Value concat(mlir::Operation *op, const Indices &at);
  mlir::Value pad(mlir::Operation *op, const Indices &at);
  mlir::Value gather(mlir::Operation *op, const Indices &at);
  mlir::Value reshape(mlir::Operation *op, const Indices &at);
  mlir::Value slice(mlir::Operation *op, const Indices &at);
  mlir::Value either(mlir::Location loc, mlir::Value condition, mlir::Type type,
                     llvm::function_ref<mlir::Value()> yes,
                     llvm::function_ref<mlir::Value()> no);
  Indices bufferIndices(mlir::Value value, const Storage &storage,
                        const Indices &at, mlir::Location loc);

  std::map<Key, mlir::Value> known;
  // Of a dry walk.
  NestReads *found = nullptr;
  llvm::ArrayRef<int64_t> nestExtents;
  bool conditional = false;
};

} // namespace tp::loops

#endif // TP_LIB_CODEGEN_LOOPS_ELEMENTEMITTER_H
