//===- ShardingInterfaces.td - how ops of any dialect are sharded ---------===//
// Attached to foreign ops by external models in lib/Rules.
#ifndef TP_DIALECT_TP_SHARDINGINTERFACES_TD
#define TP_DIALECT_TP_SHARDINGINTERFACES_TD

include "mlir/IR/OpBase.td"

def ShardableOpInterface : OpInterface<"ShardableOpInterface"> {
  let cppNamespace = "::tp";
  let description = "An op that can say which dimensions may be split together.";
  let methods = [
    InterfaceMethod<
      [{
        The rule of this op: its factors and where each stands in every ranked
        tensor operand and result. Operands that are no ranked tensors have an
        empty mapping. Fails, having said why at the op, when the op has no
        rule in this form.
      }],
      "::mlir::FailureOr<::tp::ShardingRule>", "getShardingRule", (ins)>,
  ];
}

def LocalizableOpInterface : OpInterface<"LocalizableOpInterface"> {
  let cppNamespace = "::tp";
  let description = "An op that can be rewritten to work on one device's shards.";
  let methods = [
    InterfaceMethod<
      [{
        Builds this op on local shapes through `localizer`, which knows the
        local operands and the shardings of operands and results, and gives one
        local value for each result. Fails, having said why at the op.
      }],
      "::llvm::LogicalResult", "localize",
      (ins "::tp::Localizer &":$localizer, "::llvm::SmallVectorImpl<::mlir::Value> &":$results)>,
  ];
}

#endif // TP_DIALECT_TP_SHARDINGINTERFACES_TD
