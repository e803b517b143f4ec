//===- LowerArgumentLayout.cpp - shardings as callers need them -----------===//
// The last reader of shardings: what follows knows only factors of a rank's
// position, on arguments and results.

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/Remarks.h"
#include "tp/Dialect/TP/Diagnostics.h"
#include "tp/Dialect/TP/TPDialect.h"
#include "tp/Dialect/TPRT/ArgumentLayout.h"
#include "tp/Dialect/TPRT/TPRTDialect.h"
#include "tp/Partition/Passes.h"
#include "tp/Support/Layout.h"

using namespace mlir;
using namespace tp;

namespace tp {
#define GEN_PASS_DEF_LOWERARGUMENTLAYOUTPASS
#include "tp/Partition/Passes.h.inc"
} // namespace tp

static constexpr llvm::StringLiteral kAliasingAttr = "tf.aliasing_output";
static constexpr llvm::StringLiteral kDonorAttr = "jax.buffer_donor";

/// How a value is named in messages.
static std::string describe(StringRef what, unsigned index) {
  return (what + " " + Twine(index)).str();
}

/// The layout of an argument or result of local type `local` with `attributes`.
static FailureOr<tprt::ArgumentLayout> layoutOf(func::FuncOp function,
                                                const std::string &what,
                                                Type local,
                                                DictionaryAttr attributes) {
  auto localType = dyn_cast<RankedTensorType>(local);
  if (!localType)
    return emitUnsupported(function)
           << what << " is of type " << local << "; only tensors can be passed";
  auto get = [&](StringRef name) {
    return attributes ? attributes.get(name) : Attribute();
  };
  auto sharding = dyn_cast_or_null<ShardingAttr>(get(TPDialect::kShardingAttr));
  auto type = dyn_cast_or_null<TypeAttr>(get(TPDialect::kGlobalTypeAttr));
  // The caller's arrays may be of unsigned integers.
  auto ofCaller = [&](RankedTensorType type) {
    if (!get(TPDialect::kUnsignedAttr))
      return type;
    auto element = cast<IntegerType>(type.getElementType());
    return type.clone(IntegerType::get(type.getContext(), element.getWidth(),
                                       IntegerType::Unsigned));
  };
  if (!sharding) {
    tprt::ArgumentLayout layout{ofCaller(localType), {}};
    layout.split.resize(localType.getRank());
    return layout;
  }
  auto globalType =
      type ? dyn_cast<RankedTensorType>(type.getValue()) : nullptr;
  if (!globalType || globalType.getRank() != localType.getRank())
    return function.emitOpError()
           << what << " has a sharding but no " << TPDialect::kGlobalTypeAttr
           << " of rank " << localType.getRank();
  MeshAttr mesh = lookupMesh(function, sharding.getMesh()).getMesh();
  TensorSharding value = sharding.getValue(mesh);
  if (!value.partial.empty())
    return emitUnsupported(function)
           << what << " is partial; only whole values can be passed";
  if (shardShape(globalType.getShape(), value) != localType.getShape())
    return function.emitOpError()
           << what << " has local type " << localType << ", but " << globalType
           << " is sharded as " << sharding;
  tprt::ArgumentLayout layout{ofCaller(globalType), {}};
  for (auto [extent, dim] :
       llvm::zip_equal(globalType.getShape(), value.dims)) {
    DimSharding plain{dim.axes};
    if (layoutOf(extent, dim) != layoutOf(extent, plain))
      return emitUnsupported(function)
             << what << " is split in multiples of " << dim.granule
             << ", which its caller cannot do yet";
    layout.split.emplace_back();
    for (Axis axis : dim.axes)
      if (axis.size > 1)
        layout.split.back().push_back(coordinate(mesh.getValue(), axis));
  }
  return layout;
}

namespace {

/// Matches donated arguments with the results that take over their storage.
class Donations {
public:
  explicit Donations(func::FuncOp function)
      : function(function), taken(function.getNumResults()) {}

  /// `tf.aliasing_output` names the result, `jax.buffer_donor` leaves it open.
  LogicalResult match() {
    unsigned count = function.getNumArguments();
    for (unsigned index = 0; index < count; ++index)
      if (auto result =
              function.getArgAttrOfType<IntegerAttr>(index, kAliasingAttr))
        if (failed(matchNamed(index, result.getInt())))
          return failure();
    for (unsigned index = 0; index < count; ++index) {
      auto donor = function.getArgAttrOfType<BoolAttr>(index, kDonorAttr);
      if (donor && donor.getValue())
        matchAny(index);
      function.removeArgAttr(index, kAliasingAttr);
      function.removeArgAttr(index, kDonorAttr);
    }
    return success();
  }

private:
  bool fits(unsigned argument, unsigned result) {
    return function.getArgumentTypes()[argument] ==
               function.getResultTypes()[result] &&
           function.getArgAttr(argument, tprt::kLayoutAttr) ==
               function.getResultAttr(result, tprt::kLayoutAttr);
  }

  void donate(unsigned argument, unsigned result) {
    taken[result] = true;
    function.setArgAttr(
        argument, tprt::kDonatedResultAttr,
        Builder(function.getContext()).getI64IntegerAttr(result));
  }

  LogicalResult matchNamed(unsigned argument, int64_t result) {
    if (result < 0 || result >= int64_t(taken.size()) || taken[result])
      return function.emitOpError()
             << "argument " << argument << " is donated to result " << result
             << ", which is not there or has a donor";
    if (fits(argument, result))
      donate(argument, result);
    else
      missed(argument, "the result has another type or sharding");
    return success();
  }

  void matchAny(unsigned argument) {
    if (function.getArgAttr(argument, tprt::kDonatedResultAttr))
      return;
    for (unsigned result = 0; result < taken.size(); ++result)
      if (!taken[result] && fits(argument, result))
        return donate(argument, result);
    missed(argument, "no result has its type and sharding");
  }

  void missed(unsigned argument, StringRef reason) {
    remark::missed(
        function.getArgument(argument).getLoc(),
        remark::RemarkOpts::name("Donation").category("tp-partition"))
        << remark::reason("argument {0} keeps its storage: {1}", argument,
                          reason);
  }

  func::FuncOp function;
  SmallVector<bool> taken;
};

} // namespace

static LogicalResult lowerLayouts(func::FuncOp function) {
  for (unsigned i = 0, e = function.getNumArguments(); i < e; ++i) {
    auto layout =
        layoutOf(function, describe("argument", i),
                 function.getArgumentTypes()[i], function.getArgAttrDict(i));
    if (failed(layout))
      return failure();
    function.setArgAttr(i, tprt::kLayoutAttr, tprt::toAttribute(*layout));
    function.removeArgAttr(i, TPDialect::kShardingAttr);
    function.removeArgAttr(i, TPDialect::kGlobalTypeAttr);
    function.removeArgAttr(i, TPDialect::kUnsignedAttr);
  }
  for (unsigned i = 0, e = function.getNumResults(); i < e; ++i) {
    auto layout =
        layoutOf(function, describe("result", i), function.getResultTypes()[i],
                 function.getResultAttrDict(i));
    if (failed(layout))
      return failure();
    Builder builder(function.getContext());
    function.setResultAttr(i, tprt::kLayoutAttr, tprt::toAttribute(*layout));
    function.removeResultAttr(i,
                              builder.getStringAttr(TPDialect::kShardingAttr));
    function.removeResultAttr(
        i, builder.getStringAttr(TPDialect::kGlobalTypeAttr));
    function.removeResultAttr(i,
                              builder.getStringAttr(TPDialect::kUnsignedAttr));
  }
  return Donations(function).match();
}

namespace {
struct LowerArgumentLayoutPass
    : public tp::impl::LowerArgumentLayoutPassBase<LowerArgumentLayoutPass> {
  void runOnOperation() override {
    FailureOr<MeshOp> mesh = lookupOnlyMesh(getOperation());
    if (failed(mesh))
      return signalPassFailure();
    for (auto function : getOperation().getOps<func::FuncOp>()) {
      if (function.isExternal() ||
          function->hasAttr(tprt::TPRTDialect::kKernelAttr))
        continue;
      if (failed(lowerLayouts(function)))
        return signalPassFailure();
      if (*mesh)
        function->setAttr(
            tprt::kMeshAttr,
            tprt::toAttribute(&getContext(), mesh->getMesh().getValue()));
    }
  }
};
} // namespace
