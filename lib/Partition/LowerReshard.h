//===- LowerReshard.h - a reshard as collectives --------------------------===//
#ifndef TP_LIB_PARTITION_LOWERRESHARD_H
#define TP_LIB_PARTITION_LOWERRESHARD_H

#include "mlir/IR/Builders.h"
#include "tp/Dialect/TP/TPDialect.h"
#include "tp/Partition/ReshardPath.h"

namespace tp {

/// Builds the steps of `path` on the local value `value`.
mlir::Value buildReshard(mlir::OpBuilder &builder, mlir::Location loc,
                         MeshOp mesh, mlir::Value value,
                         const ReshardPath &path, mlir::StringAttr reason);

} // namespace tp

#endif // TP_LIB_PARTITION_LOWERRESHARD_H
