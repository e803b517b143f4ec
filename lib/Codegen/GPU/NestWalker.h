//===- NestWalker.h - a thread's part of a loop nest ----------------------===//
#ifndef TP_LIB_CODEGEN_GPU_NESTWALKER_H
#define TP_LIB_CODEGEN_GPU_NESTWALKER_H

#include "../Loops/ElementEmitter.h"
#include "ThreadFrame.h"
#include <vector>

namespace tp {

/// The dimensions of a nest that are visited: those that are neither rows nor
/// of extent 1.
struct Nest {
  llvm::SmallVector<int64_t> extents;
  llvm::SmallVector<unsigned> dims; ///< Which of all dimensions they are.

  int64_t size() const;
  /// Enters the indices of visited dimensions into those of all.
  void fix(loops::Indices &all, const loops::Indices &visited) const;
};

/// Neighbouring elements of a nest that a thread visits at once.
struct Step {
  llvm::SmallVector<loops::Indices> elements;
  /// Whether the thread has them; null when it does. If not, they are others
  /// of the nest, and what is computed of them is for nothing.
  mlir::Value active;
};

/// Spreads nests over the threads of a group and writes the present thread's
/// part: in straight lines where it keeps the elements, else as a loop. Values
/// may be carried from step to step.
class NestWalker {
public:
  NestWalker(loops::ElementEmitter &element, const GPUPlan &plan,
             const ThreadFrame &frame, mlir::Location loc)
      : element(element), builder(element.builder), plan(plan), frame(frame),
        loc(loc) {}

  /// A nest has `positions` of `vector` elements; a thread visits up to `steps`
  /// of them.
  struct Spread {
    int64_t vector, positions, steps;
  };
  Spread spread(const Nest &nest, bool asVectors) const;
  /// Whether a thread keeps its elements of a nest.
  bool isHeld(const Nest &nest) const;

  using Values = llvm::SmallVector<mlir::Value>;
  using Visit = llvm::function_ref<Values(const Step &, mlir::ValueRange)>;

  /// The thread's part of a nest that is kept. Nests of the same extents have
  /// the same indices, and so find each other's elements.
  Values visitHeld(const Nest &nest, mlir::ValueRange carried, Visit visit);
  /// The thread's part of a nest, in a loop.
  Values visitInLoop(const Nest &nest, bool asVectors, mlir::ValueRange carried,
                     Visit visit);
  /// All of a nest, in loops, by every thread. `at` starts empty.
  Values visitAll(const Nest &nest, loops::Indices &at,
                  mlir::ValueRange carried,
                  llvm::function_ref<Values(mlir::ValueRange)> visit);

  /// The indices of a position in row-major order. Positions count vectors: of
  /// the last dimension it is the first of `vector` indices.
  loops::Indices delinearize(loops::Index position,
                             llvm::ArrayRef<int64_t> extents, int64_t vector);
  /// `vector` elements, along the last dimension, from `first` on.
  Step stepFrom(const loops::Indices &first, int64_t vector);

private:
  Step stepAt(mlir::Value position, const Spread &own, const Nest &nest);
  const std::vector<Step> &heldSteps(const Nest &nest);
  using Body = llvm::function_ref<Values(mlir::Value, mlir::ValueRange)>;
  Values loop(mlir::Value from, int64_t to, int64_t step,
              mlir::ValueRange carried, Body body);
  mlir::Value number(int64_t value);
  mlir::Value plus(mlir::Value index, int64_t ahead);

  loops::ElementEmitter &element;
  mlir::OpBuilder &builder;
  const GPUPlan &plan;
  const ThreadFrame &frame;
  mlir::Location loc;
  std::map<llvm::SmallVector<int64_t>, std::vector<Step>> held;
};

} // namespace tp

#endif // TP_LIB_CODEGEN_GPU_NESTWALKER_H
