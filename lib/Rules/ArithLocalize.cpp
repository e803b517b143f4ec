//===- ArithLocalize.cpp - arith and math on shards -----------------------===//

#include "ElementwiseOps.h"
#include "Localizers.h"

using namespace mlir;
using namespace tp;

namespace {
/// A splat is a splat of the local type; of other constants every rank keeps
/// its part.
struct ConstantLocalize
    : LocalizableOpInterface::ExternalModel<ConstantLocalize,
                                            arith::ConstantOp> {
  LogicalResult localize(Operation *op, Localizer &localizer,
                         SmallVectorImpl<Value> &results) const {
    OpBuilder &builder = localizer.getBuilder();
    TypedAttr value = cast<arith::ConstantOp>(op).getValue();
    if (auto splat = dyn_cast<SplatElementsAttr>(value)) {
      results.push_back(arith::ConstantOp::create(
          builder, localizer.getLoc(),
          splat.resizeSplat(localizer.getResultType(0))));
      return success();
    }
    Value whole = arith::ConstantOp::create(builder, localizer.getLoc(), value);
    results.push_back(localizer.shardOf(whole, localizer.getResultSharding(0)));
    return success();
  }
};
} // namespace

void tp::registerArithLocalizers(DialectRegistry &registry) {
  registry.addExtension(+[](MLIRContext *context, arith::ArithDialect *) {
    arith::ConstantOp::attachInterface<ConstantLocalize>(*context);
  });
  attachToElementwiseOps<CloneLocalize>(registry);
}
