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

class CHLO_Function<string mnemonic, string text> : CHLO_Unary<mnemonic, RankedTensorOf<[AnyFloat, AnyComplex]>> {
  let summary = text;
}

def CHLO_AcosOp : CHLO_Function<"acos", "Arc cosine">;
def CHLO_AcoshOp : CHLO_Function<"acosh", "Inverse hyperbolic cosine">;
def CHLO_AsinOp : CHLO_Function<"asin", "Arc sine">;
def CHLO_AsinhOp : CHLO_Function<"asinh", "Inverse hyperbolic sine">;
def CHLO_AtanOp : CHLO_Function<"atan", "Arc tangent">;
def CHLO_AtanhOp : CHLO_Function<"atanh", "Inverse hyperbolic tangent">;
def CHLO_CoshOp : CHLO_Function<"cosh", "Hyperbolic cosine">;
def CHLO_ErfInvOp : CHLO_Unary<"erf_inv", RankedTensorOf<[AnyFloat]>> {
  let summary = "Inverse of the error function";
}
class CHLO_Special<string mnemonic, string text> : CHLO_Unary<mnemonic, RankedTensorOf<[AnyFloat]>> {
  let summary = text;
}

def CHLO_BesselI1eOp : CHLO_Special<"bessel_i1e", "Modified Bessel function of order 1, times exp(-|x|)">;
def CHLO_DigammaOp : CHLO_Special<"digamma", "Derivative of the logarithm of gamma">;
def CHLO_LgammaOp : CHLO_Special<"lgamma", "Logarithm of the absolute value of gamma">;
def CHLO_SinhOp : CHLO_Function<"sinh", "Hyperbolic sine">;
def CHLO_TanOp : CHLO_Function<"tan", "Tangent">;

class CHLO_Predicate<string mnemonic, string text>
    : Op<CHLO_Dialect, mnemonic, [Pure, Elementwise, SameOperandsAndResultShape]> {
  let summary = text;
  let arguments = (ins RankedTensorOf<[AnyFloat]>:$operand);
  let results = (outs RankedTensorOf<[I1]>:$result);
  let assemblyFormat = "$operand attr-dict `:` type($operand) `->` type($result)";
}

def CHLO_IsInfOp : CHLO_Predicate<"is_inf", "Whether elements are infinite">;
def CHLO_IsNegInfOp : CHLO_Predicate<"is_neg_inf", "Whether elements are negative infinity">;
def CHLO_IsPosInfOp : CHLO_Predicate<"is_pos_inf", "Whether elements are positive infinity">;

class CHLO_Binary<string mnemonic, Type type, string text>
    : Op<CHLO_Dialect, mnemonic, [Pure, Elementwise, SameOperandsAndResultShape,
                                  SameOperandsAndResultElementType]> {
  let summary = text;
  let arguments = (ins type:$lhs, type:$rhs);
  let results = (outs type:$result);
  let assemblyFormat = [{
    $lhs `,` $rhs attr-dict `:` type($lhs) `,` type($rhs) `->` type($result)
  }];
}

def CHLO_MulhiOp : CHLO_Binary<"mulhi", RankedTensorOf<[AnyInteger]>, "Upper half of a product">;
def CHLO_NextAfterOp : CHLO_Binary<"next_after", RankedTensorOf<[AnyFloat]>, "The neighbour of a number towards another">;

def CHLO_PolygammaOp : CHLO_Binary<"polygamma", RankedTensorOf<[AnyFloat]>, "Derivative of digamma of an order">;
def CHLO_ZetaOp : CHLO_Binary<"zeta", RankedTensorOf<[AnyFloat]>, "Hurwitz's zeta function">;

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
