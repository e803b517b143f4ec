//===- Shardings.h - reading shardings off level 2 ------------------------===//
#ifndef TP_LIB_PARTITION_SHARDINGS_H
#define TP_LIB_PARTITION_SHARDINGS_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "tp/Dialect/TP/TPDialect.h"
#include "tp/Partition/FactorChoice.h"

namespace tp {

/// What propagation leaves on ops for those who explain reshards: for each
/// result a dictionary from axes to the stated shardings they come from.
constexpr llvm::StringLiteral kOriginsAttr = "tp.origins";

/// The sharding of a level 2 value: of a function argument, stated by a
/// reshard, or of an op's result. Null where there is none.
ShardingAttr shardingOf(mlir::Value value);

/// The sharding that a function gives its result.
ShardingAttr resultShardingOf(mlir::func::FuncOp function, unsigned result);

/// One sharding for each value; without dimensions for values that are no
/// ranked tensors. Fails, having said so at `op`, when one is missing.
mlir::FailureOr<llvm::SmallVector<TensorSharding>>
shardingsOf(mlir::Operation *op, mlir::ValueRange values, MeshAttr mesh);

/// Ranked tensors from outside that ops in the regions of `op` read.
llvm::SmallVector<mlir::Value> capturedTensors(mlir::Operation *op);

/// Whether `op` has to do with ranked tensors at all.
bool handlesTensors(mlir::Operation *op);

/// A sharding without the name of its mesh, `[{"x"}, {}]`.
std::string describe(ShardingAttr sharding);

/// Axes of a factor, `["x", "y"]`.
std::string describe(const Mesh &mesh, const FactorSharding &split);

} // namespace tp

#endif // TP_LIB_PARTITION_SHARDINGS_H
