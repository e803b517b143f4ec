//===- Mesh.cpp - device and axis arithmetic ------------------------------===//

#include "tp/Support/Mesh.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MathExtras.h"
#include <algorithm>

using namespace tp;

int64_t Mesh::numRanks() const {
  int64_t ranks = 1;
  for (const MeshAxis &axis : axes)
    ranks *= axis.size;
  return ranks;
}

int64_t Mesh::stride(unsigned axis) const {
  int64_t stride = 1;
  for (const MeshAxis &minor : llvm::ArrayRef(axes).drop_front(axis + 1))
    stride *= minor.size;
  return stride;
}

int64_t tp::product(llvm::ArrayRef<Axis> axes) {
  int64_t size = 1;
  for (const Axis &axis : axes)
    size *= axis.size;
  return size;
}

Coordinate tp::coordinate(const Mesh &mesh, const Axis &axis) {
  // Minor sub-axes of the same axis lie between the positions of this one.
  int64_t minor = mesh.axes[axis.index].size / (axis.preSize * axis.size);
  return {mesh.stride(axis.index) * minor, axis.size};
}

int64_t tp::position(const Mesh &mesh, llvm::ArrayRef<Axis> axes,
                     int64_t rank) {
  int64_t position = 0;
  for (const Axis &axis : axes)
    position = position * axis.size + coordinate(mesh, axis).of(rank);
  return position;
}

llvm::SmallVector<llvm::SmallVector<int64_t>>
tp::groups(const Mesh &mesh, llvm::ArrayRef<Axis> axes) {
  // The rank at position 0 of a group is its lowest: visiting ranks in order
  // and subtracting the own offset finds each group's base.
  int64_t ranks = mesh.numRanks(), size = product(axes);
  llvm::SmallVector<int64_t> groupOfBase(ranks, -1);
  llvm::SmallVector<llvm::SmallVector<int64_t>> result;
  for (int64_t rank = 0; rank < ranks; ++rank) {
    int64_t base = rank;
    for (const Axis &axis : axes) {
      Coordinate c = coordinate(mesh, axis);
      base -= c.of(rank) * c.stride;
    }
    if (groupOfBase[base] < 0) {
      groupOfBase[base] = result.size();
      result.emplace_back(size);
    }
    result[groupOfBase[base]][position(mesh, axes, rank)] = rank;
  }
  return result;
}

bool TensorSharding::isReplicated() const {
  return partial.empty() && llvm::all_of(dims, [](const DimSharding &d) {
           return d.axes.empty();
         });
}

/// The padded part of `extent` that each of `parts` gets.
static int64_t chunkOf(int64_t extent, int64_t parts, int64_t granule) {
  return llvm::divideCeil(llvm::divideCeil(extent, granule), parts) * granule;
}

int64_t tp::shardExtent(int64_t extent, const DimSharding &sharding) {
  for (const Axis &axis : sharding.axes)
    extent = chunkOf(extent, axis.size, sharding.granule);
  return extent;
}

ShardRange tp::shardRange(const Mesh &mesh, int64_t extent,
                          const DimSharding &sharding, int64_t rank) {
  int64_t offset = 0, valid = extent, padded = extent;
  for (const Axis &axis : sharding.axes) {
    int64_t chunk = chunkOf(padded, axis.size, sharding.granule);
    int64_t start = coordinate(mesh, axis).of(rank) * chunk;
    offset += start;
    valid = std::clamp<int64_t>(valid - start, 0, chunk);
    padded = chunk;
  }
  return {std::min(offset, extent), valid};
}

bool tp::dividesEvenly(int64_t extent, const DimSharding &sharding) {
  for (const Axis &axis : sharding.axes) {
    if (extent % (axis.size * sharding.granule) != 0)
      return false;
    extent /= axis.size;
  }
  return true;
}

llvm::SmallVector<int64_t> tp::shardShape(llvm::ArrayRef<int64_t> shape,
                                          const TensorSharding &sharding) {
  llvm::SmallVector<int64_t> local;
  for (auto [extent, dim] : llvm::zip_equal(shape, sharding.dims))
    local.push_back(shardExtent(extent, dim));
  return local;
}
