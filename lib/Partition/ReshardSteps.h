//===- ReshardSteps.h - single steps: sizes, prices, joining --------------===//
#ifndef TP_LIB_PARTITION_RESHARDSTEPS_H
#define TP_LIB_PARTITION_RESHARDSTEPS_H

#include "tp/Partition/ReshardPath.h"

namespace tp {

/// Local (padded) shape of a tensor of `shape`.
llvm::SmallVector<int64_t> localShape(llvm::ArrayRef<int64_t> shape,
                                      const Layout &layout);

/// The axes of these levels, in order.
AxisList axesOf(llvm::ArrayRef<SplitLevel> levels);

/// Bytes that one rank sends for `step` on a value of `local` shape.
int64_t stepBytes(const ReshardStep &step, llvm::ArrayRef<int64_t> local,
                  int64_t elementBytes);

/// Makes `shape`, a local one, what it is after `step`.
void applyToShape(const ReshardStep &step,
                  llvm::SmallVectorImpl<int64_t> &shape);

/// Joins neighbouring steps where one collective does both.
ReshardPath joinSteps(const ReshardPath &path);

} // namespace tp

#endif // TP_LIB_PARTITION_RESHARDSTEPS_H
