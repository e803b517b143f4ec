//===- ArgumentLayout.h - how callers see arguments and results -----------===//
// The scheduled level knows no sharding. What a caller must know to divide an
// argument among ranks stands in plain attributes of the scheduled function.
#ifndef TP_DIALECT_TPRT_ARGUMENTLAYOUT_H
#define TP_DIALECT_TPRT_ARGUMENTLAYOUT_H

#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/BuiltinTypes.h"
#include "tp/Support/Mesh.h"
#include <optional>

namespace tp::tprt {

/// On arguments and results: how the value is divided, `{split = [[4, 2], []],
/// type = tensor<8x3xui32>}`: see ArgumentLayout.
inline constexpr llvm::StringLiteral kLayoutAttr = "tprt.layout";
/// On an argument: the result (i64) that takes over its storage.
inline constexpr llvm::StringLiteral kDonatedResultAttr = "tprt.donated_result";
/// On the function: the axes of the mesh, major first, `[{name = "data", size =
/// 2 : i64}]`. A function without it runs on one rank.
inline constexpr llvm::StringLiteral kMeshAttr = "tprt.mesh";

/// How an argument or result is divided among the ranks.
struct ArgumentLayout {
  /// The whole value, with the element type that the user's arrays have.
  mlir::RankedTensorType type;
  /// The factors of a rank's position that split each dimension, major first,
  /// each by the ceiling of what it got.
  llvm::SmallVector<llvm::SmallVector<Coordinate, 1>> split;
};

/// The value of kLayoutAttr for `layout`.
mlir::DictionaryAttr toAttribute(const ArgumentLayout &layout);

/// The layout that `attribute` stands for; none when it is no layout.
std::optional<ArgumentLayout> toArgumentLayout(mlir::Attribute attribute);

/// The value of kMeshAttr for `mesh`.
mlir::ArrayAttr toAttribute(mlir::MLIRContext *context, const Mesh &mesh);

/// The mesh that `attribute` stands for; none when it is no mesh.
std::optional<Mesh> toMesh(mlir::Attribute attribute);

/// Bytes that one element takes in a buffer: an i1 takes one. None for types
/// that buffers cannot have.
std::optional<uint64_t> elementBytes(mlir::Type elementType);

/// Bytes of a dense buffer of a type with static shape.
std::optional<uint64_t> bufferBytes(mlir::ShapedType type);

} // namespace tp::tprt

#endif // TP_DIALECT_TPRT_ARGUMENTLAYOUT_H
