//===- StableHLOLoopOps.td - loops and branches ----------------------------===//
// Included by StableHLOOps.td, behind its base classes.
#ifndef TP_FRONTEND_STABLEHLO_STABLEHLOLOOPOPS_TD
#define TP_FRONTEND_STABLEHLO_STABLEHLOLOOPOPS_TD

def SH_WhileOp : SH_Op<"while"> {
  let summary = "Repeats a body as long as a condition holds";
  let description = [{
    Both regions take the carried values, which start as the operands. The
    condition gives one predicate; the body gives the values of the next step;
    the results are what is carried when the condition no longer holds.
    ```mlir
    %r:2 = stablehlo.while(%i = %zero, %acc = %x) : tensor<i32>, tensor<8xf32>
    cond {
      %more = stablehlo.compare LT, %i, %n, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
      stablehlo.return %more : tensor<i1>
    } do {
      ...
      stablehlo.return %next, %sum : tensor<i32>, tensor<8xf32>
    }
    ```
  }];
  let arguments = (ins Variadic<AnyType>:$operand);
  let results = (outs Variadic<AnyType>);
  let regions = (region SizedRegion<1>:$cond, SizedRegion<1>:$body);
  let hasCustomAssemblyFormat = 1;
  let hasVerifier = 1;
  let hasRegionVerifier = 1;
}

def SH_IfOp : SH_Op<"if"> {
  let summary = "One of two branches, by a predicate";
  let description = [{
    The branches take no arguments; they read values from outside.
    ```mlir
    %r = "stablehlo.if"(%p) ({
      stablehlo.return %x : tensor<8xf32>
    }, {
      stablehlo.return %y : tensor<8xf32>
    }) : (tensor<i1>) -> tensor<8xf32>
    ```
  }];
  let arguments = (ins AnyType:$pred);
  let results = (outs Variadic<AnyType>);
  let regions = (region SizedRegion<1>:$true_branch, SizedRegion<1>:$false_branch);
  let hasVerifier = 1;
  let hasRegionVerifier = 1;
}

def SH_CaseOp : SH_Op<"case"> {
  let summary = "One of several branches, by an index";
  let description = [{
    An index that is no branch's number takes the last one.
    ```mlir
    %r = "stablehlo.case"(%i) ({
      stablehlo.return %x : tensor<8xf32>
    }, {
      stablehlo.return %y : tensor<8xf32>
    }) : (tensor<i32>) -> tensor<8xf32>
    ```
  }];
  let arguments = (ins AnyType:$index);
  let results = (outs Variadic<AnyType>);
  let regions = (region VariadicRegion<SizedRegion<1>>:$branches);
  let hasVerifier = 1;
  let hasRegionVerifier = 1;
}

#endif // TP_FRONTEND_STABLEHLO_STABLEHLOLOOPOPS_TD
