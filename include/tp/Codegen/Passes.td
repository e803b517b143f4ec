//===- Passes.td - from local programs to commands and kernels ------------===//
#ifndef TP_CODEGEN_PASSES_TD
#define TP_CODEGEN_PASSES_TD

include "mlir/Pass/PassBase.td"

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

#endif // TP_CODEGEN_PASSES_TD
