//===- Passes.td - from level 0 to level 1 --------------------------------===//
#ifndef TP_FRONTEND_STABLEHLO_PASSES_TD
#define TP_FRONTEND_STABLEHLO_PASSES_TD

include "mlir/Pass/PassBase.td"

def ImportStableHLOPass : Pass<"tp-import-stablehlo", "::mlir::ModuleOp"> {
  let summary = "Turns stablehlo, chlo and sdy ops into level 1";
  let description = [{
    In:  level 0 (`stablehlo`, `chlo`, `sdy` as frameworks print them), level 1,
         or a mix; ops of other dialects stay as they are.
    Out: level 1: no op of the three dialects is left, private functions are
         inlined into their callers and erased, shardings are the `tp`
         dialect's.

    Every new op has the location of the op it comes from; an inlined one has a
    callsite location. What a framework says beside the program is treated so:
    - `tf.aliasing_output`, `jax.buffer_donor`, `jax.result_info`, `tp.name` and
      attributes of other dialects stay;
    - `sdy.sharding` on arguments and results becomes `tp.sharding`; on an op
      (`#sdy.sharding_per_value`), and at a call of a function whose arguments
      or results carry one, it becomes `tp.constrain`;
    - `mhlo.*` attributes of the module and of arguments are dropped, but
      several replicas and `mhlo.sharding` are refused.

    A `while` that counts by constants becomes `scf.for`, any other `scf.while`;
    what no step changes is read from outside, not carried. `if` becomes `scf.if`
    and `case` `scf.index_switch`, whose default is the last branch.

    An op, type or sharding that is not supported is an error at its location.
    Remarks (category `tp-frontend`): missed `CountedLoop`, with why not.
    ```mlir
    %1 = stablehlo.add %0, %0 : tensor<8xf32>
    // becomes
    %e = tensor.empty() : tensor<8xf32>
    %1 = linalg.generic {...} ins(%0, %0 : ...) outs(%e : ...) { arith.addf }
    ```
  }];
  let dependentDialects = [
    "::mlir::arith::ArithDialect", "::mlir::linalg::LinalgDialect", "::mlir::math::MathDialect",
    "::mlir::scf::SCFDialect", "::mlir::tensor::TensorDialect", "::tp::TPDialect",
    "::tp::tensor_ext::TensorExtDialect"];
}

#endif // TP_FRONTEND_STABLEHLO_PASSES_TD
