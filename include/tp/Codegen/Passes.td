//===- Passes.td - from local programs to commands and kernels ------------===//
#ifndef TP_CODEGEN_PASSES_TD
#define TP_CODEGEN_PASSES_TD

include "mlir/Pass/PassBase.td"

def OutlineRegionsPass : Pass<"tp-outline-regions", "::mlir::ModuleOp"> {
  let summary = "Turns loops and branches into commands that run functions";
  let description = [{
    In:  level 3; a scf.while, scf.if, scf.index_switch or scf.for has tensors as
         results. An index_switch counts its cases from 0; a for has constant
         bounds and an induction variable that nobody reads.
    Out: none of these. In their places stand tprt.loop and tprt.branch, and what
         they run is in private functions with `tprt.region`, of what is carried
         and then of the tensors that are read from outside. Constants and scalars
         are computed again inside.

    The condition of a while is computed before the loop and again at the end of
    each iteration, so that it is carried as the last value.
    ```mlir
    %r = scf.while (%a = %x) : (tensor<8xf32>) -> tensor<8xf32> {...} do {...}
    // becomes
    %p = ... // the condition of %x
    %r:2 = tprt.loop @main_loop outs(%x, %p : tensor<8xf32>, tensor<i1>)
             -> tensor<8xf32>, tensor<i1>
    ```
  }];
  let dependentDialects = [
    "::mlir::arith::ArithDialect", "::mlir::linalg::LinalgDialect",
    "::mlir::tensor::TensorDialect", "::tp::tprt::TPRTDialect"];
}

def FormDispatchesPass : Pass<"tp-form-dispatches", "::mlir::ModuleOp"> {
  let summary = "Turns a local program into commands and kernel functions";
  let description = [{
    In:  level 3: each function one block of linalg, tensor, arith, math,
         tensor_ext and the collectives on static shapes.
    Out: level 4 on tensors: functions hold only tprt.gemm, tprt.launch,
         tprt.copy, tprt.start and tprt.wait, tprt.coordinate, tensor.empty,
         constants and reshapes (views), all else is in kernels: private
         functions with `tprt.kernel`, (ins, outs, coordinates) -> one result an
         out, to be written there. Kernels that compute the same are one.

    - A contraction that one GEMM call can do becomes tprt.gemm, with transposes
      and broadcasts around it folded into its maps; one that adds to zero does
      not read its destination. `cuda` multiplies f16 and bf16 as they are, also
      where the body or ops before it widen both factors; elsewhere they are
      widened to f32, and a narrow result is narrowed behind.
    - On `cuda` a GEMM also does what follows it, where the product has no other
      reader: a rounding of its f32 to the factors' type; a bias along n; an
      addend in storage of the program's own that nobody reads later, in whose
      place the product is added; then, as the last, max with 0 or the tanh form
      of gelu. What gelu is applied to becomes a second result where others read
      it. All this happens in f32, between the sum over k and the one rounding to
      the result's type: steps that the program rounds one by one are rounded
      once, and relu of NaN may be 0.
    - A collective becomes tprt.start and tprt.wait over flat buffers; one of an
      inner dimension gets transposes around it.
    - What only moves elements, widens them or computes them from their position
      is repeated in each kernel that reads it. Other ops join the kernel of their producers
      while the work can be done row by row: each row of the outputs needs only
      that row of every stored value.
    - A late reader of an elementwise value, one with more than 8 products in
      between, as the second half of a training step is, computes the value again
      where that is cheap and needs only what is in memory then anyway; nobody
      keeps it. What several others need not be kept for is kept in their place.
    ```mlir
    %1 = linalg.generic {...} ins(%0 : tensor<8x16xf32>) ... { math.exp ... }
    // becomes
    %1 = tprt.launch @kernel_exp_0 ins(%0 : tensor<8x16xf32>)
           outs(%e : tensor<8x16xf32>) -> tensor<8x16xf32>
    ```
  }];
  let options = [
    Option<"backend", "backend", "std::string", "\"cpu\"",
           "what runs the commands: cpu or cuda">,
    Option<"allowTF32", "allow-tf32", "bool", "false",
           "let GEMMs round f32 factors to TF32, where the backend can">,
  ];
  let dependentDialects = [
    "::mlir::arith::ArithDialect", "::mlir::linalg::LinalgDialect",
    "::mlir::tensor::TensorDialect", "::tp::tprt::TPRTDialect"];
}

def CodegenCPUPass : Pass<"tp-codegen-cpu", "::mlir::ModuleOp"> {
  let summary = "Compiles kernel functions and writes the code to a file";
  let description = [{
    In:  a module whose private functions with `tprt.kernel` are in tensor form.
    Out: the same module; every kernel has `tprt.tiles`, and `file` holds the
         kernels as assembly, LLVM IR or an object.

    `tp-compile` does this itself; the pass is for looking at the code.
    ```
    tp-opt kernels.mlir --tp-codegen-cpu="cpu=x86-64-v3 emit=asm file=-"
    ```
  }];
  let options = [
    Option<"cpu", "cpu", "std::string", "\"native\"", "processor to compile for">,
    Option<"emit", "emit", "std::string", "\"asm\"", "what to write: asm, llvm or obj">,
    Option<"file", "file", "std::string", "\"-\"", "where to write it; - is standard output">,
  ];
}

def CodegenGPUPass : Pass<"tp-codegen-gpu", "::mlir::ModuleOp"> {
  let summary = "Compiles kernel functions for a GPU and writes the code to a file";
  let description = [{
    In:  a module whose private functions with `tprt.kernel` are in tensor form.
    Out: the same module; every kernel has `tprt.tiles`, `tprt.threads` and,
         where it uses shared memory, `tprt.shared_bytes`, and `file` holds the
         kernels as PTX, LLVM IR or a cubin.

    `tp-compile --backend=cuda` does this itself; the pass is for looking at the
    code. A cubin is made by the ptxas of the toolkit in `cuda-path`.
    ```
    tp-opt kernels.mlir --tp-codegen-gpu="gpu=sm_90 emit=ptx file=-"
    ```
  }];
  let options = [
    Option<"gpu", "gpu", "std::string", "\"sm_90\"",
           "generation to compile for: sm_80, sm_90 or sm_100">,
    Option<"emit", "emit", "std::string", "\"ptx\"", "what to write: ptx, llvm or cubin">,
    Option<"file", "file", "std::string", "\"-\"", "where to write it; - is standard output">,
    Option<"cudaPath", "cuda-path", "std::string", "\"\"",
           "a CUDA toolkit, for its libdevice and ptxas">,
  ];
}

#endif // TP_CODEGEN_PASSES_TD
