//===- TPDialect.cpp - the dialect and the attributes it checks -----------===//

#include "tp/Dialect/TP/TPDialect.h"
#include "mlir/IR/DialectImplementation.h"
#include "mlir/Interfaces/FunctionInterfaces.h"
#include "tp/Dialect/TP/Diagnostics.h"

using namespace mlir;
using namespace tp;

#include "tp/Dialect/TP/TPDialect.cpp.inc"

#include "tp/Dialect/TP/ShardingInterfaces.cpp.inc"

void TPDialect::initialize() {
  registerAttributes();
  addOperations<
#define GET_OP_LIST
#include "tp/Dialect/TP/TPOps.cpp.inc"
      >();
}

MeshOp tp::lookupMesh(Operation *from, FlatSymbolRefAttr name) {
  return SymbolTable::lookupNearestSymbolFrom<MeshOp>(from, name);
}

FailureOr<MeshOp> tp::lookupOnlyMesh(Operation *module) {
  MeshOp found;
  for (Region &region : module->getRegions()) {
    for (MeshOp mesh : region.getOps<MeshOp>()) {
      if (found) {
        auto diag = emitUnsupported(mesh);
        diag << "is a second mesh: programs over several meshes are not "
                "supported";
        diag.attachNote(found.getLoc()) << "the first mesh is declared here";
        return failure();
      }
      found = mesh;
    }
  }
  return found;
}

/// Checks that `attr` is a sharding that fits `type` (S3 to S7).
static LogicalResult verifySharding(Operation *op, Attribute attr, Type type,
                                    const Twine &what) {
  auto emitError = [&]() { return op->emitError() << what << " "; };
  auto sharding = dyn_cast<ShardingAttr>(attr);
  if (!sharding)
    return emitError() << "expects a #tp.sharding, got " << attr;
  auto tensor = dyn_cast<RankedTensorType>(type);
  if (!tensor)
    return emitError() << "shards " << type << ", which is no ranked tensor";
  MeshOp mesh = lookupMesh(op, sharding.getMesh());
  if (!mesh)
    return emitError() << "names mesh " << sharding.getMesh()
                       << ", which is not declared"; // (S8)
  return sharding.verifyFor(emitError, mesh, tensor.getRank());
}

LogicalResult TPDialect::verifyOperationAttribute(Operation *op,
                                                  NamedAttribute attr) {
  if (attr.getName() != kShardingsAttr)
    return success();
  auto list = dyn_cast<ArrayAttr>(attr.getValue());
  if (!list)
    return op->emitError() << kShardingsAttr << " expects an array";
  if (list.size() != op->getNumResults()) // (S9)
    return op->emitError() << kShardingsAttr << " has " << list.size()
                           << " shardings for " << op->getNumResults()
                           << " results";
  for (auto [sharding, result] : llvm::zip_equal(list, op->getResults()))
    if (failed(verifySharding(op, sharding, result.getType(), kShardingsAttr)))
      return failure();
  return success();
}

/// Checks one of the attributes that arguments and results share.
static LogicalResult verifyValueAttribute(Operation *op, NamedAttribute attr,
                                          Type type, const Twine &what) {
  StringRef name = attr.getName();
  if (name == TPDialect::kShardingAttr) {
    // At level 3 the type is the local one: the global one is beside it, of
    // the same rank.
    return verifySharding(op, attr.getValue(), type, what);
  }
  if (name == TPDialect::kNameAttr && !isa<StringAttr>(attr.getValue()))
    return op->emitError() << what << " expects a string for " << name;
  if (name == TPDialect::kUnsignedAttr) {
    auto tensor = dyn_cast<RankedTensorType>(type);
    if (!isa<UnitAttr>(attr.getValue()) || !tensor ||
        !tensor.getElementType().isSignlessInteger())
      return op->emitError() << what << " of type " << type
                             << " expects a unit attribute and signless "
                                "integers for "
                             << name;
  }
  if (name == TPDialect::kGlobalTypeAttr && !isa<TypeAttr>(attr.getValue()))
    return op->emitError() << what << " expects a type for " << name;
  return success();
}

LogicalResult TPDialect::verifyRegionArgAttribute(Operation *op,
                                                  unsigned regionIndex,
                                                  unsigned argIndex,
                                                  NamedAttribute attr) {
  auto function = dyn_cast<FunctionOpInterface>(op);
  if (!function)
    return op->emitError() << attr.getName() << " stands on no function";
  return verifyValueAttribute(op, attr, function.getArgumentTypes()[argIndex],
                              "argument #" + Twine(argIndex));
}

LogicalResult TPDialect::verifyRegionResultAttribute(Operation *op,
                                                     unsigned regionIndex,
                                                     unsigned resultIndex,
                                                     NamedAttribute attr) {
  auto function = dyn_cast<FunctionOpInterface>(op);
  if (!function)
    return op->emitError() << attr.getName() << " stands on no function";
  return verifyValueAttribute(op, attr, function.getResultTypes()[resultIndex],
                              "result #" + Twine(resultIndex));
}
