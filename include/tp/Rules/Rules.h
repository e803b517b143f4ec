//===- Rules.h - how foreign ops shard and become local -------------------===//
// External models of this project's interfaces, one file per foreign dialect.
#ifndef TP_RULES_RULES_H
#define TP_RULES_RULES_H

namespace mlir {
class DialectRegistry;
} // namespace mlir

namespace tp {

/// Attaches ShardableOpInterface to the ops of linalg, tensor, arith, math,
/// tensor_ext and tp.
void registerShardingRules(mlir::DialectRegistry &registry);

/// Attaches LocalizableOpInterface to the ops of the same dialects.
void registerLocalizers(mlir::DialectRegistry &registry);

} // namespace tp

#endif // TP_RULES_RULES_H
