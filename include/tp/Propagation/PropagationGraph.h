//===- PropagationGraph.h - the fixpoint over a program -------------------===//
// A program as propagation sees it: values by number, ops as rules between
// them. No IR, so that a planner can run it on what-if shardings.
#ifndef TP_PROPAGATION_PROPAGATIONGRAPH_H
#define TP_PROPAGATION_PROPAGATIONGRAPH_H

#include "tp/Propagation/FactorPropagation.h"
#include <deque>
#include <optional>
#include <vector>

namespace tp {

/// What somebody has written about one dimension.
struct StatedDim {
  DimSharding split;
  bool open = true;     ///< May be split further.
  int64_t priority = 0; ///< Lower ones propagate first.
};

/// What somebody has written about one value.
struct StatedSharding {
  llvm::SmallVector<StatedDim> dims;
  AxisList replicated; ///< Axes that the value must not be split over.
  llvm::SmallVector<PartialAxis, 1> partial;
};

/// An axis of a value and where it comes from.
struct AxisOrigin {
  Axis axis;
  unsigned value; ///< The value whose stated sharding it comes from.
  unsigned dim;   ///< The dimension there.
};

/// Values and ops, and the shardings found so far.
class PropagationGraph {
public:
  /// In place of an operand or result that is no ranked tensor.
  static constexpr unsigned kNoValue = ~0u;

  /// Adds a value; without a statement it is open in every dimension.
  unsigned addValue(llvm::ArrayRef<int64_t> shape,
                    std::optional<StatedSharding> stated = std::nullopt);
  /// Adds an op; `operands` and `results` as the rule has them.
  void addOp(ShardingRule rule, llvm::ArrayRef<unsigned> operands,
             llvm::ArrayRef<unsigned> results);
  /// Adds the link between a value and what it is returned as, or the like:
  /// both have the same shape and propagate like an elementwise op.
  void addLink(unsigned from, unsigned to);

  /// Propagates to the fixpoint: stated priorities in ascending order, and for
  /// each of them ops in rounds, surest first.
  void propagate(Strategy strategy);

  unsigned getNumValues() const { return values.size(); }
  /// The sharding of a value, as found so far.
  TensorSharding getSharding(unsigned value) const;
  /// Where the axes of a value come from.
  llvm::ArrayRef<AxisOrigin> getOrigins(unsigned value) const {
    return values[value].origins;
  }

private:
  struct ValueState {
    llvm::SmallVector<int64_t, 4> shape;
    llvm::SmallVector<DimSharding, 4> dims;
    llvm::SmallVector<bool, 4> open;
    AxisList reserved;
    llvm::SmallVector<PartialAxis, 1> partial;
    std::optional<StatedSharding> stated;
    llvm::SmallVector<AxisOrigin, 2> origins;
    llvm::SmallVector<unsigned, 4> ops; ///< That read or write it.
    unsigned numUses = 0;               ///< That read it.
  };
  struct OpNode {
    ShardingRule rule;
    llvm::SmallVector<unsigned, 4> values; ///< Operands, then results.
    unsigned numOperands;
    /// Operands that are repeated along a dimension of a result.
    llvm::SmallVector<bool, 4> isBroadcast;
    bool readsSharedValue = false; ///< Set when propagation starts.
  };
  struct Round;

  llvm::SmallVector<int64_t> priorities() const;
  void openPriority(int64_t priority);
  void runRound(Strategy strategy, const Round &round);
  bool visit(const OpNode &op, Strategy strategy, const Round &round,
             llvm::SmallVectorImpl<unsigned> &changed);
  bool isSplit(const OpNode &op) const;
  OpProjection project(const OpNode &op) const;
  ProjectedTensor projectValue(const OpNode &op, unsigned tensor) const;
  bool update(const OpNode &op, unsigned tensor, const OpProjection &after);
  void traceOrigins(const OpNode &op, unsigned tensor,
                    const OpProjection &before, const OpProjection &after);

  std::vector<ValueState> values;
  std::vector<OpNode> ops;
};

} // namespace tp

#endif // TP_PROPAGATION_PROPAGATIONGRAPH_H
