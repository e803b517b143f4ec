//===- DialectRules.h - one registration function a dialect ---------------===//
#ifndef TP_LIB_RULES_DIALECTRULES_H
#define TP_LIB_RULES_DIALECTRULES_H

namespace mlir {
class DialectRegistry;
} // namespace mlir

namespace tp {

void registerArithRules(mlir::DialectRegistry &registry);
void registerLinalgRules(mlir::DialectRegistry &registry);
void registerTensorExtLineRules(mlir::DialectRegistry &registry);
void registerTensorExtRules(mlir::DialectRegistry &registry);
void registerTensorExtScatterRules(mlir::DialectRegistry &registry);
void registerTensorRules(mlir::DialectRegistry &registry);
void registerTPRules(mlir::DialectRegistry &registry);

} // namespace tp

#endif // TP_LIB_RULES_DIALECTRULES_H
