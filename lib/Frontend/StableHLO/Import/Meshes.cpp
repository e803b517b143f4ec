//===- Meshes.cpp - all meshes of a module as one -------------------------===//
// Devices are numbered row-major over the axes of each mesh, so an axis is the
// range of positions between the axes before and after it: a cut of the list of
// axes of any other mesh over these devices, if that can be cut there.

#include "Meshes.h"
#include "tp/Dialect/TP/Diagnostics.h"

using namespace mlir;
using namespace tp;
using namespace tp::frontend;

static int64_t numDevices(sdy::MeshAttr mesh) {
  int64_t number = 1;
  for (sdy::MeshAxisAttr axis : mesh.getAxes())
    number *= axis.getSize();
  return number;
}

/// The number of axes that split, then that of all: a command line may give
/// the others another size.
static std::pair<size_t, size_t> fineness(sdy::MeshAttr mesh) {
  size_t split = llvm::count_if(mesh.getAxes(), [](sdy::MeshAxisAttr axis) {
    return axis.getSize() > 1;
  });
  return {split, mesh.getAxes().size()};
}

//===----------------------------------------------------------------------===//
// The mesh that is kept
//===----------------------------------------------------------------------===//

namespace {
/// A mesh that a module declares or writes in place.
struct FoundMesh {
  sdy::MeshAttr mesh;
  MeshAttr converted; ///< The same in the tp dialect.
  sdy::MeshOp op;     ///< Null for one that is written in place.
  Location loc;
};
} // namespace

/// `mesh` in the tp dialect; null, and an error at `loc`, when it has none.
static MeshAttr convert(sdy::MeshAttr mesh, Location loc) {
  ArrayRef<int64_t> ids = mesh.getDeviceIds();
  if (!ids.empty() && mesh.getAxes().empty()) {
    emitUnsupported(loc) << "mesh " << mesh
                         << " is one device, which is not supported";
    return nullptr;
  }
  if (!llvm::equal(ids, llvm::seq<int64_t>(0, ids.size()))) {
    emitUnsupported(loc) << "mesh " << mesh
                         << " orders devices by device_ids, which is not "
                            "supported";
    return nullptr;
  }
  SmallVector<MeshAxisAttr> axes =
      llvm::map_to_vector(mesh.getAxes(), [](sdy::MeshAxisAttr axis) {
        return MeshAxisAttr::get(axis.getContext(), axis.getName(),
                                 axis.getSize());
      });
  return MeshAttr::getChecked([&] { return emitError(loc); }, mesh.getContext(),
                              ArrayRef(axes));
}

/// All meshes of a module, declared ones first.
static FailureOr<SmallVector<FoundMesh>> findMeshes(ModuleOp module) {
  SmallVector<FoundMesh> declared, inPlace;
  llvm::SmallDenseSet<Attribute> seen;
  bool supported = true;
  auto add = [&](SmallVector<FoundMesh> &list, sdy::MeshAttr mesh,
                 sdy::MeshOp op, Location loc) {
    MeshAttr converted = convert(mesh, loc);
    supported &= converted != nullptr;
    list.push_back({mesh, converted, op, loc});
  };
  module.walk([&](Operation *op) {
    if (auto mesh = dyn_cast<sdy::MeshOp>(op))
      return add(declared, mesh.getMesh(), mesh, op->getLoc());
    op->getAttrDictionary().walk([&](sdy::MeshAttr mesh) {
      if (seen.insert(mesh).second)
        add(inPlace, mesh, nullptr, op->getLoc());
    });
  });
  if (!supported)
    return failure();
  declared.append(inPlace);
  return declared;
}

/// The tp dialect's op for `found`, under its name or a new one.
static MeshOp createMesh(ModuleOp module, const FoundMesh &found) {
  if (sdy::MeshOp declared = found.op) {
    OpBuilder b(declared);
    return MeshOp::create(b, found.loc, declared.getSymName(), found.converted);
  }
  auto b = OpBuilder::atBlockBegin(module.getBody());
  auto created = MeshOp::create(b, found.loc, "mesh", found.converted);
  SymbolTable(module).insert(created);
  return created;
}

FailureOr<MeshTable> MeshTable::import(ModuleOp module) {
  FailureOr<SmallVector<FoundMesh>> found = findMeshes(module);
  if (failed(found))
    return failure();
  MeshTable table(module.getLoc());
  if (found->empty())
    return table;
  // Fine axes make up coarse ones; the other way needs parts.
  const FoundMesh &kept =
      *llvm::max_element(*found, [](const FoundMesh &a, const FoundMesh &b) {
        return fineness(a.mesh) < fineness(b.mesh);
      });
  table.name =
      FlatSymbolRefAttr::get(createMesh(module, kept).getSymNameAttr());
  table.kept = kept.mesh;
  table.keptLoc = kept.loc;
  for (const FoundMesh &other : *found) {
    if (sdy::MeshOp op = other.op) {
      table.declared[FlatSymbolRefAttr::get(op.getSymNameAttr())] = other.mesh;
      op.erase();
    }
  }
  return table;
}

//===----------------------------------------------------------------------===//
// Axes
//===----------------------------------------------------------------------===//

static AxisRefAttr spell(sdy::AxisRefAttr axis) {
  sdy::SubAxisInfoAttr info = axis.getSubAxisInfo();
  return AxisRefAttr::get(axis.getContext(), axis.getName(),
                          info ? info.getPreSize() : 1,
                          info ? info.getSize() : 0);
}

namespace {
/// Positions of a mesh: the `size` that follow the `preSize` major ones.
struct MeshRange {
  int64_t preSize;
  int64_t size;
};
} // namespace

/// What `axis` of `mesh` is; nothing when `mesh` has no such axis.
static std::optional<MeshRange> rangeOf(sdy::MeshAttr mesh,
                                        sdy::AxisRefAttr axis) {
  int64_t before = 1;
  for (sdy::MeshAxisAttr other : mesh.getAxes()) {
    if (other.getName() == axis.getName()) {
      sdy::SubAxisInfoAttr info = axis.getSubAxisInfo();
      if (!info)
        return MeshRange{before, other.getSize()};
      if (other.getSize() % info.getPreSize() != 0 ||
          other.getSize() / info.getPreSize() % info.getSize() != 0)
        return std::nullopt;
      return MeshRange{before * info.getPreSize(), info.getSize()};
    }
    before *= other.getSize();
  }
  return std::nullopt;
}

/// The axes of `mesh` and parts of them, major first, that are `range`;
/// nothing when an axis cannot be cut there.
static std::optional<SmallVector<AxisRefAttr>> cut(sdy::MeshAttr mesh,
                                                   MeshRange range) {
  SmallVector<AxisRefAttr> parts;
  auto [skip, wanted] = range;
  for (sdy::MeshAxisAttr axis : mesh.getAxes()) {
    if (wanted == 1)
      break;
    int64_t size = axis.getSize();
    int64_t before = std::min(skip, size);
    if (skip % before != 0 || size % before != 0)
      return std::nullopt;
    skip /= before;
    int64_t left = size / before;
    if (left == 1)
      continue;
    int64_t taken = std::min(left, wanted);
    if (left % taken != 0 || wanted % taken != 0)
      return std::nullopt;
    wanted /= taken;
    parts.push_back(AxisRefAttr::get(axis.getContext(), axis.getName(), before,
                                     taken == size ? 0 : taken));
  }
  return parts;
}

/// Appends `axis` to `axes`, as one with its neighbour where the two are parts
/// that follow each other.
static void append(SmallVectorImpl<AxisRefAttr> &axes, AxisRefAttr axis,
                   sdy::MeshAttr mesh) {
  if (axes.empty() || axes.back().getName() != axis.getName() ||
      axes.back().getPreSize() * axes.back().getSize() != axis.getPreSize()) {
    axes.push_back(axis);
    return;
  }
  AxisRefAttr first = axes.pop_back_val();
  int64_t size = first.getSize() * axis.getSize();
  auto whole = llvm::find_if(mesh.getAxes(), [&](sdy::MeshAxisAttr other) {
    return other.getName() == axis.getName();
  });
  axes.push_back(AxisRefAttr::get(axis.getContext(), axis.getName(),
                                  first.getPreSize(),
                                  size == whole->getSize() ? 0 : size));
}

sdy::MeshAttr MeshTable::resolve(Attribute meshOrRef) const {
  if (auto mesh = dyn_cast<sdy::MeshAttr>(meshOrRef))
    return mesh;
  return declared.lookup(meshOrRef);
}

FlatSymbolRefAttr MeshTable::getMesh(Attribute meshOrRef) const {
  return resolve(meshOrRef) ? name : cast<FlatSymbolRefAttr>(meshOrRef);
}

FailureOr<SmallVector<AxisRefAttr>>
MeshTable::convert(Attribute meshOrRef, ArrayRef<sdy::AxisRefAttr> axes,
                   Location loc) const {
  sdy::MeshAttr mesh = resolve(meshOrRef);
  // The tp dialect's verifiers speak for meshes that are not declared.
  if (!mesh || mesh.getAxes() == kept.getAxes())
    return llvm::map_to_vector(axes, spell);
  auto refuse = [&](const Twine &why) {
    auto diag = emitUnsupported(loc) << why << ", which is not supported";
    diag.attachNote(keptLoc) << "mesh " << name << " is " << kept;
    return failure();
  };
  SmallVector<AxisRefAttr> converted;
  for (sdy::AxisRefAttr axis : axes) {
    std::optional<MeshRange> range = rangeOf(mesh, axis);
    std::string axisName = "axis \"" + axis.getName().str() + "\"";
    if (!range) {
      emitError(loc) << "sharding names " << axisName
                     << ", which is no axis or part of one of mesh " << mesh;
      return failure();
    }
    if (numDevices(mesh) != numDevices(kept))
      return refuse("sharding over " + Twine(numDevices(mesh)) +
                    " devices in a program of " + Twine(numDevices(kept)));
    std::optional<SmallVector<AxisRefAttr>> found = cut(kept, *range);
    if (!found)
      return refuse("sharding names " + axisName +
                    ", which is no product of axes of mesh @" +
                    name.getValue() + " or parts of them");
    for (AxisRefAttr part : *found)
      append(converted, part, kept);
  }
  return converted;
}
