//===- Passes.td - passes over collectives --------------------------------===//
#ifndef TP_COLLECTIVES_PASSES_TD
#define TP_COLLECTIVES_PASSES_TD

include "mlir/Pass/PassBase.td"

def OptimizeCollectivesPass : Pass<"tp-optimize-collectives", "::mlir::func::FuncOp"> {
  let summary = "Replaces collectives by fewer and cheaper ones";
  let description = [{
    In, out: level 3. A collective of groups of one rank is its operand. An
    all-reduce whose result is only sliced, everywhere alike, over axes that it
    reduces is a reduce-scatter. Two sums over the same ranks that are only added
    are one, of what is added before. A transpose that alone reads an all-reduce
    of a contraction stands before it, where the contraction can take it in. Equal
    ops are one, and unused ones are gone.
    ```mlir
    %1 = tp.all_reduce sum %0 over @m ["x"] : tensor<8xf32>
    %2 = tp.all_slice %1 dim 0 over @m ["x"] : tensor<8xf32> -> tensor<2xf32>
    // becomes
    %2 = tp.reduce_scatter sum %0 dim 0 over @m ["x"] : tensor<8xf32> -> tensor<2xf32>
    ```
    Remarks (category `tp-collectives`): passed and missed `ReduceScatter`, passed
    `JoinSums` and `TransposeFirst`.
  }];
  let dependentDialects = ["::tp::TPDialect"];
}

def ReportPass : Pass<"tp-report", "::mlir::ModuleOp"> {
  let summary = "Says which collectives a program runs, and why";
  let description = [{
    In, out: level 3; nothing changes. Every collective of every function with
    its kind, axes, groups of ranks, element type, bytes, location and reason.
    `wire_bytes` are what one rank sends in a ring (docs/Cost.md), for one run
    of the op; `trips` says how often it runs, null when that is not known: in a
    loop that ends by what it computes, and in a branch. The sum counts each once.
    `location` is `file:line:column` of the innermost frame of the user's
    program.
    ```json
    {"mesh":{"data":1,"model":4},"collectives":[{"kind":"all_reduce",...} ],"wire_bytes":24576}
    ```
    The file is written whole or not at all.

    Remarks (category `tp-report`): missed `Gathered` at every all-gather, with
    its bytes.
  }];
  let options = [
    Option<"format", "format", "::tp::ReportFormat", "::tp::ReportFormat::Text",
           "How to write the report", [{::llvm::cl::values(
             clEnumValN(::tp::ReportFormat::Text, "text", "a line for each collective"),
             clEnumValN(::tp::ReportFormat::JSON, "json", "one object"))}]>,
    Option<"file", "file", "std::string", "\"-\"",
           "Where to write it; - is the standard output">,
  ];
}

#endif // TP_COLLECTIVES_PASSES_TD
