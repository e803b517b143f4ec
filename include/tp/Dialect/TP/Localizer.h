//===- Localizer.h - what an op needs to become local ---------------------===//
// Handed to LocalizableOpInterface: the op's local operands, the shardings of
// its operands and results, and the arithmetic between local and global.
#ifndef TP_DIALECT_TP_LOCALIZER_H
#define TP_DIALECT_TP_LOCALIZER_H

#include "mlir/IR/Builders.h"
#include "mlir/IR/IRMapping.h"
#include "tp/Dialect/TP/TPDialect.h"
#include "tp/Support/Layout.h"

namespace tp {

/// Builds one op on one device's shards.
class Localizer {
public:
  /// `values` maps global values to local ones; it must outlive the localizer.
  Localizer(mlir::OpBuilder &builder, mlir::Operation *op, MeshOp mesh,
            mlir::IRMapping &values,
            llvm::ArrayRef<TensorSharding> operandShardings,
            llvm::ArrayRef<TensorSharding> resultShardings);

  mlir::OpBuilder &getBuilder() { return builder; }
  /// The op's location: what is built for it has it too.
  mlir::Location getLoc() { return op->getLoc(); }

  /// The local value of an operand.
  mlir::Value getOperand(unsigned index);
  /// The sharding of an operand; without dimensions if it is no ranked tensor.
  const TensorSharding &getOperandSharding(unsigned index) {
    return operandShardings[index];
  }
  const TensorSharding &getResultSharding(unsigned index) {
    return resultShardings[index];
  }
  /// The local type of a result.
  mlir::RankedTensorType getResultType(unsigned index);

  /// This op on the local operands, with local result types, without its
  /// shardings. For ops whose other attributes do not depend on shapes.
  mlir::Operation *cloneLocal();

  /// Number of the dimension's first element that this rank holds, counted in
  /// the whole tensor, as an index. Null when it is 0 on every rank.
  mlir::Value shardOffset(int64_t extent, const DimSharding &sharding);

  /// How many elements of this rank's shard are no padding, as an index. May
  /// be below 0. Null when every shard is full.
  mlir::Value validExtent(int64_t extent, const DimSharding &sharding);

  /// `value`, the local part of a tensor of type `global`, with `identity` in
  /// place of the padding of `dims`.
  mlir::Value maskPadding(mlir::Value value, mlir::RankedTensorType global,
                          const TensorSharding &sharding,
                          llvm::ArrayRef<int64_t> dims,
                          mlir::TypedAttr identity);

  /// This rank's part of a tensor that every rank has whole.
  mlir::Value shardOf(mlir::Value whole, const TensorSharding &sharding);

private:
  mlir::Value axisIndex(const Axis &axis);

  mlir::OpBuilder &builder;
  mlir::Operation *op;
  MeshOp meshOp;
  Mesh mesh;
  mlir::IRMapping &values;
  llvm::ArrayRef<TensorSharding> operandShardings, resultShardings;
};

/// The local type of a tensor of type `global`.
mlir::RankedTensorType localType(mlir::RankedTensorType global,
                                 const TensorSharding &sharding);

/// Lays dimension `dim` out as its innermost blocks one after the other, each
/// padded at its end: extent `blocks.extent` becomes `blocks.paddedExtent()`.
mlir::Value padToBlocks(mlir::OpBuilder &builder, mlir::Location loc,
                        mlir::Value value, int64_t dim, const Blocks &blocks);

/// The inverse: drops the padding of every block.
mlir::Value cutFromBlocks(mlir::OpBuilder &builder, mlir::Location loc,
                          mlir::Value value, int64_t dim, const Blocks &blocks);

} // namespace tp

#endif // TP_DIALECT_TP_LOCALIZER_H
