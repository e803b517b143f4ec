//===- SetMesh.cpp - the mesh that a command line asks for ----------------===//
// Runs at level 1: a module's annotations name axes, not sizes, so the same
// module serves another number of devices.

#include "tp/Dialect/TP/TPDialect.h"
#include "tp/Partition/Passes.h"
#include "llvm/ADT/StringExtras.h"

using namespace mlir;
using namespace tp;

namespace tp {
#define GEN_PASS_DEF_SETMESHPASS
#include "tp/Partition/Passes.h.inc"
} // namespace tp

/// `data=2` as an axis; null when it is none.
static MeshAxisAttr parseAxis(MLIRContext *context, StringRef text) {
  auto [name, size] = text.split('=');
  int64_t number;
  if (name.empty() || size.getAsInteger(10, number) || number < 1)
    return nullptr;
  return MeshAxisAttr::get(context, name, number);
}

static std::string namesOf(ArrayRef<MeshAxisAttr> axes) {
  auto quoted = llvm::map_range(axes, [](MeshAxisAttr axis) {
    return ("\"" + axis.getName() + "\"").str();
  });
  return llvm::join(quoted, ", ");
}

/// Gives the axes of `mesh` the sizes that `sizes` names.
static LogicalResult resize(MeshOp mesh, ArrayRef<MeshAxisAttr> sizes) {
  SmallVector<MeshAxisAttr> axes(mesh.getMesh().getAxes());
  for (MeshAxisAttr size : sizes) {
    auto axis = llvm::find_if(axes, [&](MeshAxisAttr axis) {
      return axis.getName() == size.getName();
    });
    if (axis == axes.end())
      return mesh.emitOpError()
             << "has no axis \"" << size.getName() << "\" to resize; its axes "
             << "are " << (axes.empty() ? "none" : namesOf(axes));
    *axis = size;
  }
  auto resized =
      MeshAttr::getChecked([&] { return mesh.emitOpError(); },
                           mesh.getContext(), ArrayRef<MeshAxisAttr>(axes));
  if (!resized)
    return failure();
  mesh.setMeshAttr(resized);
  return success();
}

namespace {
struct SetMeshPass : public tp::impl::SetMeshPassBase<SetMeshPass> {
  using Base::Base;

  void runOnOperation() override {
    FailureOr<SmallVector<MeshAxisAttr>> sizes = parseSizes();
    if (failed(sizes))
      return signalPassFailure();
    if (sizes->empty())
      return;
    FailureOr<MeshOp> mesh = lookupOnlyMesh(getOperation());
    if (failed(mesh))
      return signalPassFailure();
    if (*mesh) {
      if (failed(resize(*mesh, *sizes)))
        signalPassFailure();
      return;
    }
    auto given =
        MeshAttr::getChecked([&] { return emitError(getOperation().getLoc()); },
                             &getContext(), ArrayRef<MeshAxisAttr>(*sizes));
    if (!given)
      return signalPassFailure();
    auto builder = OpBuilder::atBlockBegin(getOperation().getBody());
    auto created =
        MeshOp::create(builder, getOperation().getLoc(), "mesh", given);
    SymbolTable(getOperation()).insert(created);
  }

private:
  FailureOr<SmallVector<MeshAxisAttr>> parseSizes() {
    SmallVector<MeshAxisAttr> sizes;
    for (StringRef text : mesh) {
      MeshAxisAttr axis = parseAxis(&getContext(), text);
      if (!axis)
        return emitError(getOperation().getLoc())
               << "\"" << text << "\" is no axis, expected NAME=SIZE";
      if (llvm::any_of(sizes, [&](MeshAxisAttr other) {
            return other.getName() == axis.getName();
          }))
        return emitError(getOperation().getLoc())
               << "axis \"" << axis.getName() << "\" is given twice";
      sizes.push_back(axis);
    }
    return sizes;
  }
};
} // namespace
