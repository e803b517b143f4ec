//===- ReshardBuilder.h - makes reshards, each of them once ---------------===//
#ifndef TP_LIB_PARTITION_RESHARDBUILDER_H
#define TP_LIB_PARTITION_RESHARDBUILDER_H

#include "Shardings.h"
#include "mlir/IR/Builders.h"

namespace tp {

/// Whether `value` costs nothing to make in any sharding: the result of an op
/// that reads no tensor but its own inits, such as a constant or a fill.
bool isFreelySharded(mlir::Value value);

/// Makes the reshards of one function, each of them once.
class ReshardBuilder {
public:
  explicit ReshardBuilder(MeshOp mesh);

  ShardingAttr attrOf(const TensorSharding &sharding) const {
    return ShardingAttr::get(meshName, mesh, sharding);
  }

  /// Whether a value of this sharding lies as `wanted` says.
  bool isLaidOut(mlir::Value value, ShardingAttr sharding,
                 const TensorSharding &wanted) const;

  /// `value` as `wanted`, made in front of `user` if there is none yet; in
  /// front of the loop or branch around it when the value comes from outside.
  mlir::Value reshard(mlir::Value value, const TensorSharding &wanted,
                      mlir::Operation *user, mlir::Location loc,
                      const llvm::Twine &reason);

private:
  /// The op that makes `value` once more, with the result `wanted`; null when
  /// it reads tensors or cannot make it so.
  mlir::Value rematerialize(mlir::Value value, const TensorSharding &wanted,
                            mlir::Operation *user);

  mlir::OpBuilder builder;
  MeshAttr mesh;
  mlir::FlatSymbolRefAttr meshName;
  llvm::DenseMap<std::pair<mlir::Value, mlir::Attribute>, mlir::Value> made;
};

} // namespace tp

#endif // TP_LIB_PARTITION_RESHARDBUILDER_H
