//===- CHLOOps.td - functions beside StableHLO ----------------------------===//
// Client ops that frameworks print among stablehlo ops.
#ifndef TP_FRONTEND_STABLEHLO_CHLOOPS_TD
#define TP_FRONTEND_STABLEHLO_CHLOOPS_TD

include "mlir/IR/OpAsmInterface.td"
include "mlir/IR/OpBase.td"
include "mlir/Interfaces/InferTypeOpInterface.td"
include "mlir/Interfaces/SideEffectInterfaces.td"
include "tp/Frontend/StableHLO/StableHLODialect.td"

def CHLO_Dialect : TP_FrontendDialect {
  let name = "chlo";
  let cppNamespace = "::tp::chlo";
  let summary = "Client functions beside StableHLO (level 0)";
}

class CHLO_Unary<string mnemonic, Type type>
    : Op<CHLO_Dialect, mnemonic, [Pure, Elementwise, SameOperandsAndResultShape,
                                  SameOperandsAndResultElementType]> {
  let arguments = (ins type:$operand);
  let results = (outs type:$result);
  let assemblyFormat = "$operand attr-dict `:` type($operand) `->` type($result)";
}

def CHLO_ErfOp : CHLO_Unary<"erf", RankedTensorOf<[AnyFloat]>> { let summary = "Error function"; }
def CHLO_ErfcOp : CHLO_Unary<"erfc", RankedTensorOf<[AnyFloat]>> {
  let summary = "Complement of the error function";
}
def CHLO_SquareOp : CHLO_Unary<"square", RankedTensorOf<[AnyFloat, AnyComplex]>> {
  let summary = "Square";
}

def CHLO_TopKOp : Op<CHLO_Dialect, "top_k", [
    Pure, AllElementTypesMatch<["operand", "values"]>,
    DeclareOpInterfaceMethods<OpAsmOpInterface, ["getAsmResultNames"]>]> {
  let summary = "The greatest elements along the last dimension, and where they stand";
  let description = [{
    In descending order; of equal elements the first comes first. Floats are
    ordered totally, so that NaN comes before infinity.
  }];
  let arguments = (ins RankedTensorOf<[AnyFloat, AnyInteger]>:$operand, I64Attr:$k);
  let results = (outs AnyRankedTensor:$values, RankedTensorOf<[I32]>:$indices);
  let assemblyFormat = [{
    `(` $operand `,` `k` `=` $k `)` attr-dict `:` type($operand) `->`
    `(` type($values) `,` type($indices) `)`
  }];
  let hasVerifier = 1;
}

#endif // TP_FRONTEND_STABLEHLO_CHLOOPS_TD
