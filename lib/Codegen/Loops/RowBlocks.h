//===- RowBlocks.h - the part of each value that one block works on -------===//
#ifndef TP_LIB_CODEGEN_LOOPS_ROWBLOCKS_H
#define TP_LIB_CODEGEN_LOOPS_ROWBLOCKS_H

#include "../Dispatch/RowDomain.h"

namespace tp::loops {

/// A dimension of the grid: rows are visited in blocks of `block`.
struct GridDim {
  int factor;
  int64_t extent;
  int64_t block;
  int64_t numBlocks() const { return (extent + block - 1) / block; }
};

/// The rows of a kernel and how they are cut into blocks. Rows that are not in
/// `grid` belong to every block as a whole, like dimensions that are no rows.
struct RowBlocks {
  RowDomain domain;
  llvm::SmallVector<GridDim> grid;

  const GridDim *gridDim(int factor) const;
  /// Extents of the buffer that holds one block of `value`.
  llvm::SmallVector<int64_t> blockShape(mlir::Value value) const;
  int64_t blockBytes(mlir::Value value) const;
};

/// The type that an element has in memory: i1 takes a byte, and bf16 is bits:
/// LLVM calls a function for each element of a vector of bf16 that it selects.
mlir::Type storageType(mlir::Type elementType);
int64_t storageBytes(mlir::Type elementType);

} // namespace tp::loops

#endif // TP_LIB_CODEGEN_LOOPS_ROWBLOCKS_H
