//===- ReshardPath.h - collectives between two layouts --------------------===//
// A search over layouts whose edges are single collectives, priced by Cost. No
// IR: paths are proved right by moving plain arrays in test/unit/Partition.
#ifndef TP_PARTITION_RESHARDPATH_H
#define TP_PARTITION_RESHARDPATH_H

#include "tp/Support/Layout.h"
#include <optional>
#include <vector>

namespace tp {

/// One collective on the way from one layout to another.
struct ReshardStep {
  enum Kind {
    AllSlice,
    AllGather,
    AllToAll,
    AllReduce,
    ReduceScatter,
    Permute
  };
  Kind kind;
  /// The axes of the group, major first.
  AxisList axes;
  /// The dimension that is cut into blocks (AllSlice, AllToAll, ReduceScatter)
  /// and these blocks: it is padded to them first.
  unsigned splitDim = 0;
  Blocks split = {1, {}};
  /// The dimension that is put together from blocks (AllGather, AllToAll) and
  /// these blocks: their padding is cut off afterwards.
  unsigned joinDim = 0;
  Blocks join = {1, {}};
  /// How AllReduce and ReduceScatter combine.
  Reduction reduction = Reduction::Sum;
  /// For Permute: position i of the group sends to position targets[i].
  llvm::SmallVector<int64_t> targets = {};
};

/// Steps in order.
using ReshardPath = std::vector<ReshardStep>;

/// The steps that bring a tensor of `shape`, with elements of `elementBytes`
/// bytes, from one layout to another: fewest bytes on the wire, then fewest
/// collectives. None when `to` is partial where `from` is not.
std::optional<ReshardPath> findReshardPath(llvm::ArrayRef<int64_t> shape,
                                           int64_t elementBytes,
                                           const Layout &from,
                                           const Layout &to);

/// Bytes that one rank sends on this path.
int64_t pathWireBytes(llvm::ArrayRef<int64_t> shape, int64_t elementBytes,
                      const Layout &from, const ReshardPath &path);

} // namespace tp

#endif // TP_PARTITION_RESHARDPATH_H
