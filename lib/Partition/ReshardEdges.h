//===- ReshardEdges.h - layouts one collective away -----------------------===//
#ifndef TP_LIB_PARTITION_RESHARDEDGES_H
#define TP_LIB_PARTITION_RESHARDEDGES_H

#include "tp/Partition/ReshardPath.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace tp {

/// Calls `found` for every layout that one step leads to from `from`, as far
/// as it may lie on the way to `goal`. `shape` is the whole tensor's; the axes
/// of the two layouts are equal or share no position.
void forEachEdge(llvm::ArrayRef<int64_t> shape, const Layout &from,
                 const Layout &goal,
                 llvm::function_ref<void(ReshardStep, Layout)> found);

} // namespace tp

#endif // TP_LIB_PARTITION_RESHARDEDGES_H
