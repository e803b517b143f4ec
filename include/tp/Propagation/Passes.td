//===- Passes.td - passes of propagation ----------------------------------===//
#ifndef TP_PROPAGATION_PASSES_TD
#define TP_PROPAGATION_PASSES_TD

include "mlir/Pass/PassBase.td"

def PropagatePass : Pass<"tp-propagate", "::mlir::ModuleOp"> {
  let summary = "Finds a sharding for every value from the stated ones";
  let description = [{
    In:  level 1: static shapes, calls inlined, shardings on function arguments
         and results (`tp.sharding`) and in `tp.constrain`; at most one mesh
         (without one, a mesh of one rank is declared).
    Out: every op with ranked tensor results carries `tp.shardings`, one for
         each; function arguments and results carry `tp.sharding`; all of them
         closed. What nothing reaches is replicated. Axes of size 1 split
         nothing and are left out. A stated closed dimension is as stated;
         neighbours may disagree: `tp-insert-reshards` settles that, and decides
         where values are partial. `tp.constrain` stays, with its completed
         sharding. `tp.origins` on an op says for each result and axis which
         stated sharding it comes from (option `origins`).

    Sub-expressions that depend on constants only are copied for each use
    first, so that shardings do not leak through a shared constant; copies that
    end with equal shardings are joined again.

    Remarks (`tp-propagation`): missed `CapturedTensor`, a body reads a tensor
    that is no operand; no rule can split it.
    ```mlir
    tp.mesh @m <["model"=4]>
    func.func @main(%x: tensor<8x16xf32>,
                    %w: tensor<16x32xf32> {tp.sharding = #tp.sharding<@m, [{}, {"model"} ]>})
        -> tensor<8x32xf32> {
      ...
      // gets tp.shardings = [#tp.sharding<@m, [{}, {"model"} ]>]
      %r = linalg.matmul ins(%x, %w : ...) outs(%init : ...) -> tensor<8x32xf32>
      return %r : tensor<8x32xf32>
    }
    ```
  }];
  let dependentDialects = ["::tp::TPDialect"];
  let options = [
    Option<"strategy", "strategy", "::tp::Strategy", "::tp::Strategy::Aggressive",
           "How far one op goes when its tensors disagree", [{::llvm::cl::values(
             clEnumValN(::tp::Strategy::Basic, "basic",
                        "an axis goes to all tensors of a factor or to none"),
             clEnumValN(::tp::Strategy::Aggressive, "aggressive",
                        "a conflict on one tensor does not keep an axis from the others"))}]>,
    Option<"origins", "origins", "bool", "true",
           "Attach `tp.origins`: the stated sharding behind each axis">,
  ];
}

def DumpShardingRulesPass : Pass<"tp-dump-sharding-rules", "::mlir::func::FuncOp"> {
  let summary = "Prints the sharding rule of every op as a remark";
  let description = [{
    In, out: any program; nothing changes. For each op with a rule, a remark
    such as `rule: ([i, k], [k, j], [i, j]) -> ([i, j]) i=8 j=32 k=16:sum`. A
    factor that needs replication is marked `!`, a dimension of several factors
    is written `ij`, one without factors `1`.
    ```mlir
    // remark: rule: ([i], [i]) -> ([i]) i=8 pass-through
    %0 = linalg.exp ins(%a : tensor<8xf32>) outs(%b : tensor<8xf32>) -> tensor<8xf32>
    ```
  }];
}

#endif // TP_PROPAGATION_PASSES_TD
