//===- Passes.td - passes of partitioning ---------------------------------===//
#ifndef TP_PARTITION_PASSES_TD
#define TP_PARTITION_PASSES_TD

include "mlir/Pass/PassBase.td"

def VerifyGlobalPass : Pass<"tp-verify-global", "::mlir::ModuleOp"> {
  let summary = "Checks that a program is in level 1's form";
  let description = [{
    In, out: level 1. Functions hold ops of the dialects of level 1 on ranked
    tensors of static shape, in one block; calls are inlined; nothing is
    resharded or local yet, and no op carries `tp.shardings`. What level 1
    cannot express yet is unsupported, the rest an error.
    ```mlir
    func.func @main(%x: tensor<8xf32> {tp.sharding = #tp.sharding<@m, [{"x"} ]>}) -> tensor<8xf32> {
      %y = tp.constrain %x to <@m, [{} ]> : tensor<8xf32>   // fine
      %z = tp.reshard %y to <@m, [{} ]> : tensor<8xf32>     // error: level 2
      return %z : tensor<8xf32>
    }
    ```
  }];
}

def SetMeshPass : Pass<"tp-set-mesh", "::mlir::ModuleOp"> {
  let summary = "Gives the mesh, or its axes other sizes";
  let description = [{
    In:  level 1.
    Out: level 1; the axes that `mesh` names have its sizes. A module without a
         mesh gets one of these axes, in this order; naming an axis that its
         mesh lacks is an error.
    ```mlir
    tp.mesh @m <["data"=1, "model"=4]>
    // becomes with mesh=data=2
    tp.mesh @m <["data"=2, "model"=4]>
    ```
  }];
  let options = [
    ListOption<"mesh", "mesh", "std::string", "axes and sizes, `data=2,model=4`">,
  ];
  let dependentDialects = ["::tp::TPDialect"];
}

def InsertReshardsPass : Pass<"tp-insert-reshards", "::mlir::ModuleOp"> {
  let summary = "Makes every disagreement between shardings a tp.reshard";
  let description = [{
    In:  level 1 with `tp.shardings` on every op with ranked tensor results and
         `tp.sharding` on function arguments and results (`tp-propagate`).
    Out: level 2. Every op reads its operands as its own factors need them; its
         `tp.shardings` say how its results come out, partial where a sharded
         factor is reduced; a `tp.reshard` with a `reason` stands wherever that
         is not what propagation decided. `tp.constrain` is gone.

    A reduction over a sharded dimension from an init that is not the identity
    is split into one from the identity and a combination with the init.
    Reshards of one value to one sharding are shared.
    ```mlir
    %r = linalg.matmul ... {tp.shardings = [#tp.sharding<@m, [{}, {} ], partial = {"x": sum}>]}
    %s = tp.reshard %r to <@m, [{}, {} ]> {reason = "..."} : tensor<8x8xf32>
    ```
    Remarks (category `tp-partition`): missed `Replicated` where an op needs a
    whole dimension that its operand has split.
  }];
  let dependentDialects = ["::tp::TPDialect", "::mlir::arith::ArithDialect",
                           "::mlir::linalg::LinalgDialect", "::mlir::tensor::TensorDialect"];
}

def VerifyShardedPass : Pass<"tp-verify-sharded", "::mlir::ModuleOp"> {
  let summary = "Checks that a program is in level 2's form";
  let description = [{
    In, out: level 2. The shardings of every op agree with its rule: a factor is
    split alike in all tensors, one that needs replication not at all, and a
    result is partial over the axes of sharded reductions. Partial values are
    read by `tp.reshard` only; results are returned as the function says.
    ```mlir
    // error: operand #1 splits factor 0 as ["x"], operand #0 as []
    %r = arith.addf %a, %b {tp.shardings = [...]} : tensor<8xf32>
    ```
  }];
}

def PartitionPass : Pass<"tp-partition", "::mlir::ModuleOp"> {
  let summary = "Makes the program of one device";
  let description = [{
    In:  level 2.
    Out: level 3. Types are local: a split dimension has the extent of a padded
         shard. Every `tp.reshard` is a chain of collectives and slices, each
         with the reshard's location and `reason`. Function arguments and results
         keep `tp.sharding`, and `tp.global_type` beside it.

    Padding never reaches a valid element (S13): reductions over an unevenly
    split dimension skip it, and collectives on one are padded to whole blocks
    before and cut after.
    ```mlir
    func.func @main(%x: tensor<7x8xf32> {tp.sharding = #tp.sharding<@m, [{"x"}, {} ]>})
    // on 4 ranks:
    func.func @main(%x: tensor<2x8xf32> {tp.global_type = tensor<7x8xf32>, tp.sharding = ...})
    ```
    Remarks (category `tp-partition`): analysis `Reshard` with the bytes on the
    wire of each reshard, missed `Padding` for arguments padded by more than a
    tenth.
  }];
  let dependentDialects = ["::tp::TPDialect", "::mlir::arith::ArithDialect",
                           "::mlir::complex::ComplexDialect", "::mlir::linalg::LinalgDialect",
                           "::mlir::tensor::TensorDialect"];
}

def VerifyLocalPass : Pass<"tp-verify-local", "::mlir::ModuleOp"> {
  let summary = "Checks that a program is in level 3's form";
  let description = [{
    In, out: level 3. No `tp.constrain`, `tp.reshard` or `tp.shardings` is left,
    and every function argument and result with a `tp.sharding` has the local
    type of its `tp.global_type`.
    ```mlir
    // error: argument #0 has type 'tensor<8xf32>', its shard is 'tensor<2xf32>'
    func.func @main(%x: tensor<8xf32> {tp.sharding = #tp.sharding<@m, [{"x"} ]>,
                                       tp.global_type = tensor<8xf32>})
    ```
  }];
}

def LowerArgumentLayoutPass : Pass<"tp-lower-argument-layout", "::mlir::ModuleOp"> {
  let summary = "States argument layouts without shardings";
  let description = [{
    In:  level 3.
    Out: level 3 without a sharding. `tp.sharding` and `tp.global_type` on
         arguments and results have become `tprt.layout`: the whole value's type
         and, for each dimension, the factors of a rank's position that split
         it, as pairs of stride and size. The function has `tprt.mesh`.
         `tf.aliasing_output` and `jax.buffer_donor` have become
         `tprt.donated_result`, where argument and result have one type and
         layout; else a `missed` remark says so.
    ```mlir
    func.func @f(%x: tensor<4x8xf32> {tp.global_type = tensor<13x8xf32>,
                                      tp.sharding = #tp.sharding<@m, [{"model"}, {} ]>})
    // becomes, with "model" the last axis of the mesh and of size 4
    func.func @f(%x: tensor<4x8xf32> {tprt.layout = {split = [array<i64: 1, 4>, array<i64> ],
                                                     type = tensor<13x8xf32>}})
    ```
  }];
  let dependentDialects = ["::tp::TPDialect", "::tp::tprt::TPRTDialect"];
}

#endif // TP_PARTITION_PASSES_TD
