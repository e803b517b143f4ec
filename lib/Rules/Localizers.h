//===- Localizers.h - one registration function a dialect -----------------===//
#ifndef TP_LIB_RULES_LOCALIZERS_H
#define TP_LIB_RULES_LOCALIZERS_H

#include "tp/Dialect/TP/Localizer.h"

namespace tp {

void registerArithLocalizers(mlir::DialectRegistry &registry);
void registerLinalgLocalizers(mlir::DialectRegistry &registry);
void registerTensorExtLineLocalizers(mlir::DialectRegistry &registry);
void registerTensorExtLocalizers(mlir::DialectRegistry &registry);
void registerTensorExtScatterLocalizers(mlir::DialectRegistry &registry);
void registerTensorLocalizers(mlir::DialectRegistry &registry);

/// For ops that are the same on shards: the op with local types.
template <typename OpT>
struct CloneLocalize
    : LocalizableOpInterface::ExternalModel<CloneLocalize<OpT>, OpT> {
  llvm::LogicalResult
  localize(mlir::Operation *op, Localizer &localizer,
           llvm::SmallVectorImpl<mlir::Value> &results) const {
    llvm::append_range(results, localizer.cloneLocal()->getResults());
    return llvm::success();
  }
};

} // namespace tp

#endif // TP_LIB_RULES_LOCALIZERS_H
