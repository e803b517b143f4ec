//===- Passes.td - level 1 to a plainer level 1 ---------------------------===//
#ifndef TP_NORMALIZE_PASSES_TD
#define TP_NORMALIZE_PASSES_TD

include "mlir/Pass/PassBase.td"

def SpecializePass : Pass<"tp-specialize", "::mlir::ModuleOp"> {
  let summary = "Gives a program of dynamic shapes those of its arguments";
  let description = [{
    In:  level 0 or 1, or a mix.
    Out: the same with static shapes.

    `shapes` gives an argument its shape: `arg0=4x128`, `arg1=scalar`. What follows from it
    is computed: the types of all values, sizes that ops compute, ops that have a
    computed shape, assertions about shapes. A function is copied for each call. A
    dimension that does not follow is an error at the op that has it.
    ```mlir
    func.func @main(%x: tensor<?x8xf32>) -> tensor<?x8xf32> {
      %y = stablehlo.tanh %x : tensor<?x8xf32>
      return %y : tensor<?x8xf32>
    }
    // becomes with shapes=arg0=3x8
    func.func @main(%x: tensor<3x8xf32>) -> tensor<3x8xf32> {
      %y = stablehlo.tanh %x : tensor<3x8xf32>
      return %y : tensor<3x8xf32>
    }
    ```
  }];
  let options = [
    ListOption<"shapes", "shapes", "std::string",
               "shapes of arguments, as in arg0=4x128,arg1=4">,
  ];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::tensor::TensorDialect"];
}

def UnrollLoopsPass : Pass<"tp-unroll-loops", "::mlir::ModuleOp"> {
  let summary = "Writes short loops of constant trip count out, step by step";
  let description = [{
    In:  level 1.
    Out: level 1 in which each loop of constant bounds that makes few ops is a copy
         of its body for each of its steps, in order, nested ones too. What a copy
         computes of the loop's counter alone, on scalars, is a constant.

    A loop that makes more than `max-ops` ops, those in the bodies of structured
    ops not counted, stays an `scf.for`, but carries its counter as a tensor. One
    whose bounds are not constant becomes an `scf.while`.
    ```mlir
    %r = scf.for %i = %c0 to %c2 step %c1 iter_args(%a = %x) -> (tensor<8xf32>) {
      %b = math.exp %a : tensor<8xf32>
      scf.yield %b : tensor<8xf32>
    }
    // becomes
    %0 = math.exp %x : tensor<8xf32>
    %r = math.exp %0 : tensor<8xf32>
    ```
  }];
  let options = [
    Option<"maxOps", "max-ops", "uint64_t", "50000",
           "how many ops the loops of a module may become">,
  ];
  let dependentDialects = ["::mlir::arith::ArithDialect",
                           "::mlir::tensor::TensorDialect"];
}

def RaiseTensorsPass : Pass<"tp-raise-tensors", "::mlir::ModuleOp"> {
  let summary = "Gives what tools and users write the form that later passes know";
  let description = [{
    In:  level 1.
    Out: level 1 in which numbers that are computed of tensors' elements are tensors
         of rank 0; parts of tensors at computed positions, and all that is
         written into tensors, are slices of `tensor_ext`; lookups are
         `tensor_ext.gather` and `tensor_ext.scatter`; transposes and broadcasts
         have their names; bodies choose by `arith.select`; and destinations whose
         elements are all overwritten unread are `tensor.empty`.

    `linalg.softmax`, `linalg.pack` and `linalg.unpack` are taken apart. Both sides of
    an `scf.if` in a body are computed; lookups and divisions on the side that is not
    chosen are kept from harm. `cf.assert` in a body is dropped: positions are
    clamped. A body that looks up in another way than a gather does stays as it is,
    and the tensor is whole on every rank.
    ```mlir
    %r = linalg.generic {indexing_maps = [affine_map<(d0, d1) -> (d0)>, affine_map<(d0, d1) -> (d0, d1)>],
                         iterator_types = ["parallel", "parallel"]}
        ins(%ids : tensor<4xi64>) outs(%e : tensor<4x8xf32>) {
    ^bb0(%id: i64, %out: f32):
      %i = arith.index_cast %id : i64 to index
      %j = linalg.index 1 : index
      %x = tensor.extract %table[%i, %j] : tensor<99x8xf32>
      linalg.yield %x : f32
    } -> tensor<4x8xf32>
    // becomes
    %r = tensor_ext.gather %table[%ids] offset_dims = [1] collapsed_slice_dims = [0]
           start_index_map = [0] index_vector_dim = 1 slice_sizes = [1, 8]
         : (tensor<99x8xf32>, tensor<4xi64>) -> tensor<4x8xf32>
    ```
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::linalg::LinalgDialect",
                           "::mlir::tensor::TensorDialect", "::tp::tensor_ext::TensorExtDialect"];
}

def ExpandSlicesPass : Pass<"tp-expand-slices", "::mlir::ModuleOp"> {
  let summary = "Writes slices at computed positions out as other ops";
  let description = [{
    In:  level 1.
    Out: level 1 without `tensor_ext.dynamic_slice` and
         `tensor_ext.dynamic_update_slice`.

    At constant positions a slice is a `tensor.extract_slice`. Updates along one
    dimension, each of the same size and at a multiple of it, make a *stack*: a
    slice of it that was written is the value that was written, and the whole is
    one `tensor.concat` of these, where somebody reads it. So layers' values that
    a loop stacks and another takes apart again never lie in one tensor.
    Elsewhere an update is a concat of the slices around it and itself. At
    computed positions a slice is a `tensor_ext.gather`, and an update chooses
    for each element whether it lies in the part that is replaced.
    ```mlir
    %s = tensor_ext.dynamic_update_slice %u into %x[%one] : (tensor<1xf32>, tensor<3xf32>, tensor<i32>) -> tensor<3xf32>
    // becomes, when %one is 1
    %a = tensor.extract_slice %x[0] [1] [1] : tensor<3xf32> to tensor<1xf32>
    %b = tensor.extract_slice %x[2] [1] [1] : tensor<3xf32> to tensor<1xf32>
    %s = tensor.concat dim(0) %a, %u, %b : (tensor<1xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<3xf32>
    ```
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::linalg::LinalgDialect",
                           "::mlir::tensor::TensorDialect", "::tp::tensor_ext::TensorExtDialect"];
}

#endif // TP_NORMALIZE_PASSES_TD
