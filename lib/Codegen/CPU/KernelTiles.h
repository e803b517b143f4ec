//===- KernelTiles.h - how a kernel's results are cut into tiles ----------===//
#ifndef TP_LIB_CODEGEN_CPU_KERNELTILES_H
#define TP_LIB_CODEGEN_CPU_KERNELTILES_H

#include "mlir/Dialect/Func/IR/FuncOps.h"

namespace tp {

/// The tiles of a kernel: `sizes[d]` divides extent d of every result, for the
/// leading dimensions that are cut; the other dimensions are whole.
struct KernelTiles {
  llvm::SmallVector<int64_t> extents; ///< Of the leading dimensions.
  llvm::SmallVector<int64_t> sizes;   ///< Of a tile in these dimensions.

  /// Number of tiles.
  int64_t count() const;
};

/// Sizes for a loop nest of `extents` whose every position costs `inner`
/// elements of work, so that a tile's work stays near `target` elements. Sizes
/// divide extents, so that all tiles have one static shape.
llvm::SmallVector<int64_t> chooseTileSizes(llvm::ArrayRef<int64_t> extents,
                                           int64_t inner, int64_t target);

/// Those of `dims` whose extent is not 1: in a reshape, the others stand for
/// nothing.
llvm::SmallVector<int64_t> withoutUnits(llvm::ArrayRef<int64_t> dims,
                                        llvm::ArrayRef<int64_t> shape);

/// The tiles of a kernel in tensor form. Only leading dimensions of the results
/// are cut, and only those whose cutting makes no tile repeat a reduction.
KernelTiles chooseKernelTiles(mlir::func::FuncOp kernel);

} // namespace tp

#endif // TP_LIB_CODEGEN_CPU_KERNELTILES_H
