//===- GroupReduction.h - sums over the threads of a group ----------------===//
// Each thread of a group has part of a reduction. Combined in a fixed order,
// they give every thread the same result, bit for bit.
#ifndef TP_LIB_CODEGEN_GPU_GROUPREDUCTION_H
#define TP_LIB_CODEGEN_GPU_GROUPREDUCTION_H

#include "../Loops/ElementEmitter.h"
#include "ThreadFrame.h"

namespace tp {

/// How parts of one result of a reduction are combined.
struct Combiner {
  mlir::Operation *op; ///< Commutative and associative, of two operands.
  mlir::TypedAttr neutral;

  mlir::Value combine(mlir::OpBuilder &builder, mlir::Value a,
                      mlir::Value b) const;
};

/// The combiners of a reduction's results; empty when it cannot be done in
/// parts.
llvm::SmallVector<Combiner> combinersOf(mlir::linalg::LinalgOp op);

class GroupReduction {
public:
  GroupReduction(loops::ElementEmitter &element, const GPUPlan &plan,
                 const ThreadFrame &frame, SharedMemory &shared,
                 unsigned mostResults, mlir::Location loc)
      : element(element), builder(element.builder), plan(plan), frame(frame),
        shared(shared), mostResults(mostResults), loc(loc) {}

  /// What the parts of all threads of the group give. All threads of the block
  /// come here.
  llvm::SmallVector<mlir::Value> combine(llvm::ArrayRef<Combiner> combiners,
                                         mlir::ValueRange parts);

private:
  using Values = llvm::SmallVector<mlir::Value>;

  void combineInWarp(llvm::ArrayRef<Combiner> combiners, Values &parts,
                     int64_t lanes);
  void combineWarps(llvm::ArrayRef<Combiner> combiners, Values &parts);
  void combineColumns(llvm::ArrayRef<Combiner> combiners, Values &parts);
  mlir::Value fromLane(mlir::Value value, int64_t distance);
  mlir::Value shuffleWord(mlir::Value word, int64_t distance);
  Values scratch(mlir::ValueRange parts, int64_t slots);
  void store(mlir::Value part, mlir::Value buffer, mlir::Value slot);
  mlir::Value load(mlir::Type type, mlir::Value buffer, mlir::Value slot);
  mlir::Value number(int64_t value);

  loops::ElementEmitter &element;
  mlir::OpBuilder &builder;
  const GPUPlan &plan;
  const ThreadFrame &frame;
  SharedMemory &shared;
  unsigned mostResults;
  mlir::Location loc;
  /// Offsets in shared memory. Used in turn: who writes one knows that all have
  /// read it, from the barrier of the other.
  llvm::SmallVector<int64_t, 2> regions;
  unsigned next = 0;
};

} // namespace tp

#endif // TP_LIB_CODEGEN_GPU_GROUPREDUCTION_H
