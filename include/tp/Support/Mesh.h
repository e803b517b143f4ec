//===- Mesh.h - device and axis arithmetic --------------------------------===//
// Meshes, axes, shardings and shards as plain values. No IR: everything here
// can be unit-tested without a context.
#ifndef TP_SUPPORT_MESH_H
#define TP_SUPPORT_MESH_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"
#include <cstdint>
#include <string>
#include <tuple>

namespace tp {

/// A named axis of a mesh.
struct MeshAxis {
  std::string name;
  int64_t size;
};

/// A mesh: axes, major first. Ranks are numbered row-major over the axes.
struct Mesh {
  llvm::SmallVector<MeshAxis> axes;

  /// Product of the axis sizes.
  int64_t numRanks() const;
  /// Product of the sizes of the axes after `axis`: the distance between
  /// ranks that are neighbours along it.
  int64_t stride(unsigned axis) const;
};

/// A part of a mesh axis: the `size` positions that follow the `preSize`
/// major ones. A whole axis has preSize 1 and the size of the axis.
struct Axis {
  unsigned index;  ///< Axis of the mesh, by position.
  int64_t preSize; ///< Product of the sub-axes to the left (major).
  int64_t size;    ///< Number of positions.

  bool operator==(const Axis &o) const {
    return index == o.index && preSize == o.preSize && size == o.size;
  }
  bool operator!=(const Axis &o) const { return !(*this == o); }
  bool operator<(const Axis &o) const {
    return std::tie(index, preSize, size) <
           std::tie(o.index, o.preSize, o.size);
  }
  /// Whether the positions along the two depend on each other. They do not
  /// where one part ends at a divisor of where the other begins; of 12, the
  /// first 3 and the last 3 have no group of ranks that varies in one only.
  bool overlaps(const Axis &o) const {
    return index == o.index && o.preSize % (preSize * size) != 0 &&
           preSize % (o.preSize * o.size) != 0;
  }
};

/// Axes in order, major first.
using AxisList = llvm::SmallVector<Axis, 2>;

/// Product of the sizes.
int64_t product(llvm::ArrayRef<Axis> axes);

/// A rank's position along one axis: (rank / stride) % size.
struct Coordinate {
  int64_t stride;
  int64_t size;
  bool operator==(const Coordinate &o) const {
    return stride == o.stride && size == o.size;
  }
  int64_t of(int64_t rank) const { return rank / stride % size; }
};

/// The coordinate that `axis` is on `mesh`.
Coordinate coordinate(const Mesh &mesh, const Axis &axis);

/// Row-major position of `rank` over `axes`.
int64_t position(const Mesh &mesh, llvm::ArrayRef<Axis> axes, int64_t rank);

/// The groups of ranks that differ only along `axes`: each in order of
/// position over the axes, groups by their lowest rank.
llvm::SmallVector<llvm::SmallVector<int64_t>> groups(const Mesh &mesh,
                                                     llvm::ArrayRef<Axis> axes);

/// How partial values combine (mirrors the dialect's ReductionKind).
enum class Reduction { Sum, Max, Min, Prod };

/// How one dimension is split.
struct DimSharding {
  AxisList axes;
  int64_t granule = 1; ///< Splits fall on multiples of this.
  bool operator==(const DimSharding &o) const {
    return axes == o.axes && granule == o.granule;
  }
};

/// An axis over which a value is still to be reduced.
struct PartialAxis {
  Axis axis;
  Reduction kind;
  bool operator==(const PartialAxis &o) const {
    return axis == o.axis && kind == o.kind;
  }
};

/// How a tensor lies on a mesh: one DimSharding a dimension, and the axes over
/// which it is partial.
struct TensorSharding {
  llvm::SmallVector<DimSharding> dims;
  llvm::SmallVector<PartialAxis, 1> partial;
  bool operator==(const TensorSharding &o) const {
    return dims == o.dims && partial == o.partial;
  }
  bool operator!=(const TensorSharding &o) const { return !(*this == o); }
  /// Whether nothing is split and nothing partial.
  bool isReplicated() const;
};

/// The padded extent of every shard of a dimension of `extent` elements: axes
/// split in turn, major first, each by the ceiling of what it got, in
/// multiples of the granule.
int64_t shardExtent(int64_t extent, const DimSharding &sharding);

/// The part of a dimension that one rank holds: elements [offset, offset +
/// size) of the global dimension; size may be 0. Valid elements are a prefix
/// of the shard.
struct ShardRange {
  int64_t offset;
  int64_t size;
};
ShardRange shardRange(const Mesh &mesh, int64_t extent,
                      const DimSharding &sharding, int64_t rank);

/// Whether every shard of the dimension is full: no rank holds padding.
bool dividesEvenly(int64_t extent, const DimSharding &sharding);

/// Local (padded) shape of a tensor.
llvm::SmallVector<int64_t> shardShape(llvm::ArrayRef<int64_t> shape,
                                      const TensorSharding &sharding);

} // namespace tp

#endif // TP_SUPPORT_MESH_H
