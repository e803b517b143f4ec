//===- Layout.h - where the elements of a sharded tensor lie --------------===//
// Two shardings that are written differently may put every element in the same
// place. A layout is what counts: blocks of blocks, each with its extent.
#ifndef TP_SUPPORT_LAYOUT_H
#define TP_SUPPORT_LAYOUT_H

#include "tp/Support/Mesh.h"

namespace tp {

/// One level of a split: what the level before leaves is cut into `axis.size`
/// blocks of `chunk` elements, one for each position. The last blocks may hold
/// less or nothing; what they hold is a prefix.
struct SplitLevel {
  Axis axis;
  int64_t chunk;
  bool operator==(const SplitLevel &o) const {
    return axis == o.axis && chunk == o.chunk;
  }
};

/// How one dimension lies on the mesh, major level first.
using DimLayout = llvm::SmallVector<SplitLevel, 2>;

/// How a tensor lies on the mesh.
struct Layout {
  llvm::SmallVector<DimLayout> dims;
  llvm::SmallVector<PartialAxis, 1> partial; ///< Ordered by axis.
  bool operator==(const Layout &o) const {
    return dims == o.dims && partial == o.partial;
  }
  bool operator!=(const Layout &o) const { return !(*this == o); }
};

/// The layout of a dimension of `extent` elements, in normal form: levels that
/// cut nothing are left out, sub-axes that split as their axis would are
/// joined. Equal layouts have equal normal forms.
DimLayout layoutOf(int64_t extent, const DimSharding &sharding);

/// The layout of a tensor, in normal form.
Layout layoutOf(llvm::ArrayRef<int64_t> shape, const TensorSharding &sharding);

/// Whether both put every element in the same place.
bool sameLayout(llvm::ArrayRef<int64_t> shape, const TensorSharding &a,
                const TensorSharding &b);

/// Joins neighbours that are parts of one axis: the position over them is the
/// position over the axis.
AxisList joinSubAxes(llvm::ArrayRef<Axis> axes);

/// A dimension cut into blocks of blocks: `extent` elements into `parts` blocks
/// of `chunk` elements, each of these into the next level's.
struct Blocks {
  struct Level {
    int64_t parts;
    int64_t chunk;
    bool operator==(const Level &o) const {
      return parts == o.parts && chunk == o.chunk;
    }
  };
  int64_t extent;
  llvm::SmallVector<Level, 2> levels;

  /// Number of innermost blocks.
  int64_t parts() const;
  /// Extent of an innermost block.
  int64_t blockExtent() const;
  /// Extent of all innermost blocks, padding included, one after the other.
  int64_t paddedExtent() const { return parts() * blockExtent(); }
  bool operator==(const Blocks &o) const {
    return extent == o.extent && levels == o.levels;
  }
};

/// The blocks that `levels` cut `extent` elements into.
Blocks blocksOf(int64_t extent, llvm::ArrayRef<SplitLevel> levels);

} // namespace tp

#endif // TP_SUPPORT_LAYOUT_H
