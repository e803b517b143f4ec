//===- StableHLOOps.td - stablehlo ops ------------------------------------===//
// Textual form and meaning are those of the StableHLO specification.
#ifndef TP_FRONTEND_STABLEHLO_STABLEHLOOPS_TD
#define TP_FRONTEND_STABLEHLO_STABLEHLOOPS_TD

include "mlir/IR/OpAsmInterface.td"
include "mlir/IR/OpBase.td"
include "mlir/Interfaces/InferTypeOpInterface.td"
include "mlir/Interfaces/SideEffectInterfaces.td"
include "tp/Frontend/StableHLO/StableHLOAttrs.td"

class SH_Op<string mnemonic, list<Trait> traits = []>
    : Op<StableHLO_Dialect, mnemonic, !listconcat([Pure], traits)>;

def SH_Tensor : RankedTensorOf<[AnyFloat, AnyInteger, AnyComplex]>;
def SH_FloatTensor : RankedTensorOf<[AnyFloat, AnyComplex]>;
def SH_RealTensor : RankedTensorOf<[AnyFloat, AnyInteger]>;
def SH_IntTensor : RankedTensorOf<[AnyInteger]>;
def SH_PredTensor : RankedTensorOf<[I1]>;

//===----------------------------------------------------------------------===//
// Elementwise
//===----------------------------------------------------------------------===//

class SH_Elementwise<string mnemonic, list<Trait> traits>
    : SH_Op<mnemonic, !listconcat([Elementwise, SameOperandsAndResultShape], traits)>;

class SH_Unary<string mnemonic, Type type>
    : SH_Elementwise<mnemonic, [SameOperandsAndResultElementType]> {
  let arguments = (ins type:$operand);
  let results = (outs type:$result);
  let assemblyFormat = [{
    $operand attr-dict `:` custom<SameOperandsAndResultType>(type($operand), type($result))
  }];
}

/// A unary function that frameworks may ask a certain accuracy of.
class SH_Function<string mnemonic> : SH_Unary<mnemonic, SH_FloatTensor> {
  let arguments = (ins SH_FloatTensor:$operand, OptionalAttr<SH_ResultAccuracy>:$result_accuracy);
}

class SH_Binary<string mnemonic, Type type, list<Trait> traits = []>
    : SH_Elementwise<mnemonic, !listconcat([SameOperandsAndResultElementType], traits)> {
  let arguments = (ins type:$lhs, type:$rhs);
  let results = (outs type:$result);
  let assemblyFormat = [{
    $lhs `,` $rhs attr-dict `:`
    custom<SameOperandsAndResultType>(type($lhs), type($rhs), type($result))
  }];
}

def SH_AbsOp : SH_Unary<"abs", SH_RealTensor> { let summary = "Absolute value"; }
def SH_CbrtOp : SH_Function<"cbrt"> { let summary = "Cubic root"; }
def SH_CeilOp : SH_Unary<"ceil", SH_FloatTensor> { let summary = "Rounds up"; }
def SH_CountLeadingZerosOp : SH_Unary<"count_leading_zeros", SH_IntTensor> {
  let summary = "Number of bits above the highest one that is set";
}
def SH_CosineOp : SH_Function<"cosine"> { let summary = "Cosine"; }
def SH_ExpOp : SH_Function<"exponential"> { let summary = "Exponential"; }
def SH_Expm1Op : SH_Function<"exponential_minus_one"> { let summary = "Exponential minus one"; }
def SH_FloorOp : SH_Unary<"floor", SH_FloatTensor> { let summary = "Rounds down"; }
def SH_LogOp : SH_Function<"log"> { let summary = "Natural logarithm"; }
def SH_Log1pOp : SH_Function<"log_plus_one"> { let summary = "Natural logarithm of one plus the operand"; }
def SH_LogisticOp : SH_Function<"logistic"> { let summary = "Logistic function"; }
def SH_NegOp : SH_Unary<"negate", SH_Tensor> { let summary = "Negation"; }
def SH_NotOp : SH_Unary<"not", SH_IntTensor> { let summary = "Bitwise complement"; }
def SH_PopulationCountOp : SH_Unary<"popcnt", SH_IntTensor> { let summary = "Number of bits that are set"; }
def SH_RoundOp : SH_Unary<"round_nearest_afz", SH_FloatTensor> { let summary = "Rounds to nearest, ties away from zero"; }
def SH_RoundNearestEvenOp : SH_Unary<"round_nearest_even", SH_FloatTensor> { let summary = "Rounds to nearest, ties to even"; }
def SH_RsqrtOp : SH_Function<"rsqrt"> { let summary = "Reciprocal of the square root"; }
def SH_SignOp : SH_Unary<"sign", SH_RealTensor> { let summary = "Sign"; }
def SH_SineOp : SH_Function<"sine"> { let summary = "Sine"; }
def SH_SqrtOp : SH_Function<"sqrt"> { let summary = "Square root"; }
def SH_TanOp : SH_Function<"tan"> { let summary = "Tangent"; }
def SH_TanhOp : SH_Function<"tanh"> { let summary = "Hyperbolic tangent"; }

def SH_AddOp : SH_Binary<"add", SH_Tensor, [Commutative]> { let summary = "Sum; or of booleans"; }
def SH_AndOp : SH_Binary<"and", SH_IntTensor, [Commutative]> { let summary = "Bitwise and"; }
def SH_Atan2Op : SH_Binary<"atan2", SH_FloatTensor> { let summary = "Angle of a vector"; }
def SH_DivOp : SH_Binary<"divide", SH_Tensor> {
  let summary = "Quotient; integers round towards zero";
}
def SH_MaxOp : SH_Binary<"maximum", SH_Tensor, [Commutative]> { let summary = "Maximum; NaN wins"; }
def SH_MinOp : SH_Binary<"minimum", SH_Tensor, [Commutative]> { let summary = "Minimum; NaN wins"; }
def SH_MulOp : SH_Binary<"multiply", SH_Tensor, [Commutative]> { let summary = "Product; and of booleans"; }
def SH_OrOp : SH_Binary<"or", SH_IntTensor, [Commutative]> { let summary = "Bitwise or"; }
def SH_PowOp : SH_Binary<"power", SH_Tensor> { let summary = "Power"; }
def SH_RemOp : SH_Binary<"remainder", SH_RealTensor> { let summary = "Remainder, with the dividend's sign"; }
def SH_ShiftLeftOp : SH_Binary<"shift_left", SH_IntTensor> { let summary = "Left shift"; }
def SH_ShiftRightArithmeticOp : SH_Binary<"shift_right_arithmetic", SH_IntTensor> {
  let summary = "Right shift that keeps the sign";
}
def SH_ShiftRightLogicalOp : SH_Binary<"shift_right_logical", SH_IntTensor> {
  let summary = "Right shift that fills with zeros";
}
def SH_SubtractOp : SH_Binary<"subtract", SH_Tensor> { let summary = "Difference"; }
def SH_XorOp : SH_Binary<"xor", SH_IntTensor, [Commutative]> { let summary = "Bitwise exclusive or"; }

def SH_ConvertOp : SH_Elementwise<"convert", []> {
  let summary = "Converts the element type";
  let arguments = (ins SH_Tensor:$operand);
  let results = (outs SH_Tensor:$result);
  let assemblyFormat = [{
    $operand attr-dict `:` custom<SameOperandsAndResultType>(type($operand), type($result))
  }];
}

def SH_ReducePrecisionOp : SH_Elementwise<"reduce_precision", [SameOperandsAndResultElementType]> {
  let summary = "Rounds to a float format of fewer bits";
  let arguments = (ins RankedTensorOf<[AnyFloat]>:$operand, I32Attr:$exponent_bits, I32Attr:$mantissa_bits);
  let results = (outs RankedTensorOf<[AnyFloat]>:$output);
  let assemblyFormat = [{
    $operand `,` `format` `=` custom<FloatFormat>($exponent_bits, $mantissa_bits) attr-dict `:`
    custom<SameOperandsAndResultType>(type($operand), type($output))
  }];
  let hasVerifier = 1;
}

def SH_IsFiniteOp : SH_Elementwise<"is_finite", []> {
  let summary = "Whether elements are neither infinite nor NaN";
  let arguments = (ins RankedTensorOf<[AnyFloat]>:$x);
  let results = (outs SH_PredTensor:$y);
  let assemblyFormat = "$x attr-dict `:` functional-type(operands, results)";
}

def SH_CompareOp : SH_Elementwise<"compare", [SameTypeOperands]> {
  let summary = "Compares elements";
  let arguments = (ins SH_Tensor:$lhs, SH_Tensor:$rhs,
                       SH_ComparisonDirectionAttr:$comparison_direction,
                       OptionalAttr<SH_ComparisonTypeAttr>:$compare_type);
  let results = (outs SH_PredTensor:$result);
  let assemblyFormat = [{
    `` $comparison_direction `,` $lhs `,` $rhs (`,` `` $compare_type^)? attr-dict
    `:` functional-type(operands, results)
  }];
  let hasVerifier = 1;
}

def SH_SelectOp : SH_Op<"select", [AllTypesMatch<["on_true", "on_false", "result"]>]> {
  let summary = "Chooses elements of one of two tensors; the predicate may be a scalar";
  let arguments = (ins SH_PredTensor:$pred, SH_Tensor:$on_true, SH_Tensor:$on_false);
  let results = (outs SH_Tensor:$result);
  let assemblyFormat = [{
    operands attr-dict `:`
    custom<SelectOpType>(type($pred), type($on_true), type($on_false), type($result))
  }];
  let hasVerifier = 1;
}

def SH_ClampOp : SH_Op<"clamp", [AllTypesMatch<["operand", "result"]>]> {
  let summary = "Limits elements to a range; the limits may be scalars";
  let arguments = (ins SH_RealTensor:$min, SH_RealTensor:$operand, SH_RealTensor:$max);
  let results = (outs SH_RealTensor:$result);
  let assemblyFormat = [{
    $min `,` $operand `,` $max attr-dict `:`
    custom<SameOperandsAndResultType>(type($min), type($operand), type($max), type($result))
  }];
  let hasVerifier = 1;
}

//===----------------------------------------------------------------------===//
// Shape
//===----------------------------------------------------------------------===//

def SH_ConstantOp : SH_Op<"constant", [
    AllTypesMatch<["value", "output"]>, DeclareOpInterfaceMethods<OpAsmOpInterface, ["getAsmResultNames"]>]> {
  let summary = "A constant tensor";
  let arguments = (ins ElementsAttr:$value);
  let results = (outs SH_Tensor:$output);
  let hasCustomAssemblyFormat = 1;
}

def SH_IotaOp : SH_Op<"iota"> {
  let summary = "Elements count up along one dimension";
  let arguments = (ins ConfinedAttr<I64Attr, [IntNonNegative]>:$iota_dimension);
  let results = (outs SH_Tensor:$output);
  let assemblyFormat = "`dim` `=` $iota_dimension attr-dict `:` type($output)";
  let hasVerifier = 1;
}

def SH_BroadcastInDimOp : SH_Op<"broadcast_in_dim", [SameOperandsAndResultElementType]> {
  let summary = "Repeats a tensor along new dimensions and dimensions of extent 1";
  let arguments = (ins SH_Tensor:$operand, DenseI64ArrayAttr:$broadcast_dimensions);
  let results = (outs SH_Tensor:$result);
  let assemblyFormat = [{
    $operand `,` `dims` `=` $broadcast_dimensions attr-dict `:` functional-type(operands, results)
  }];
  let hasVerifier = 1;
}

def SH_ReshapeOp : SH_Op<"reshape", [SameOperandsAndResultElementType]> {
  let summary = "The same elements in row-major order under another shape";
  let arguments = (ins SH_Tensor:$operand);
  let results = (outs SH_Tensor:$result);
  let assemblyFormat = "operands attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}

def SH_TransposeOp : SH_Op<"transpose", [SameOperandsAndResultElementType]> {
  let summary = "Permutes dimensions";
  let arguments = (ins SH_Tensor:$operand, DenseI64ArrayAttr:$permutation);
  let results = (outs SH_Tensor:$result);
  let assemblyFormat = [{
    $operand `,` `dims` `=` $permutation attr-dict `:` functional-type(operands, results)
  }];
  let hasVerifier = 1;
}

def SH_SliceOp : SH_Op<"slice", [SameOperandsAndResultElementType]> {
  let summary = "A strided part of a tensor, at fixed positions";
  let arguments = (ins SH_Tensor:$operand, DenseI64ArrayAttr:$start_indices,
                       DenseI64ArrayAttr:$limit_indices, DenseI64ArrayAttr:$strides);
  let results = (outs SH_Tensor:$result);
  let assemblyFormat = [{
    $operand custom<SliceRanges>($start_indices, $limit_indices, $strides) attr-dict
    `:` functional-type(operands, results)
  }];
  let hasVerifier = 1;
}

def SH_ConcatenateOp : SH_Op<"concatenate", [SameOperandsAndResultElementType]> {
  let summary = "Joins tensors along one dimension";
  let arguments = (ins Variadic<SH_Tensor>:$inputs,
                       ConfinedAttr<I64Attr, [IntNonNegative]>:$dimension);
  let results = (outs SH_Tensor:$result);
  let assemblyFormat = [{
    custom<OperandsBeforeWord>($inputs) `dim` `=` $dimension attr-dict
    `:` functional-type(operands, results)
  }];
  let hasVerifier = 1;
}

//===----------------------------------------------------------------------===//
// Contraction, reduction, gather, scatter
//===----------------------------------------------------------------------===//

def SH_PrecisionConfigAttr : TypedArrayAttrBase<SH_PrecisionAttr, "a precision for each operand">;

def SH_DotGeneralOp : SH_Op<"dot_general"> {
  let summary = "Contracts dimensions of two tensors";
  let description = [{
    The result's dimensions are the batching ones, then the free ones of lhs,
    then those of rhs.
  }];
  let arguments = (ins SH_Tensor:$lhs, SH_Tensor:$rhs,
                       SH_DotDimensionNumbers:$dot_dimension_numbers,
                       OptionalAttr<SH_PrecisionConfigAttr>:$precision_config,
                       OptionalAttr<SH_DotAlgorithm>:$algorithm);
  let results = (outs SH_Tensor:$result);
  let assemblyFormat = [{
    $lhs `,` $rhs `,` custom<DotDimensionNumbers>($dot_dimension_numbers)
    `` custom<PrecisionAndAlgorithm>($precision_config, $algorithm) attr-dict
    `:` functional-type(operands, results)
  }];
  let hasVerifier = 1;
}

def SH_ReduceOp : SH_Op<"reduce", [SameVariadicOperandSize]> {
  let summary = "Combines the elements along dimensions";
  let arguments = (ins Variadic<SH_Tensor>:$inputs, Variadic<SH_Tensor>:$init_values,
                       DenseI64ArrayAttr:$dimensions);
  let results = (outs Variadic<SH_Tensor>);
  let regions = (region SizedRegion<1>:$body);
  let hasCustomAssemblyFormat = 1;
  let hasVerifier = 1;
  let hasRegionVerifier = 1;
}

def SH_ReturnOp : SH_Op<"return", [Terminator]> {
  let summary = "Ends the region of an op";
  let arguments = (ins Variadic<AnyType>:$results);
  let assemblyFormat = "$results attr-dict (`:` type($results)^)?";
}

def SH_GatherOp : SH_Op<"gather", [AllElementTypesMatch<["operand", "result"]>]> {
  let summary = "Collects slices at positions given by a tensor";
  let arguments = (ins SH_Tensor:$operand, SH_IntTensor:$start_indices,
                       SH_GatherDimensionNumbers:$dimension_numbers,
                       DenseI64ArrayAttr:$slice_sizes,
                       DefaultValuedOptionalAttr<BoolAttr, "false">:$indices_are_sorted);
  let results = (outs SH_Tensor:$result);
  let hasVerifier = 1;
}

def SH_ScatterOp : SH_Op<"scatter", [SameVariadicOperandSize]> {
  let summary = "Combines slices of tensors with updates, at positions given by a tensor";
  let description = [{
    The body combines what stands in an input with an update, in this order.
  }];
  let arguments = (ins Variadic<SH_Tensor>:$inputs, SH_IntTensor:$scatter_indices,
                       Variadic<SH_Tensor>:$updates,
                       SH_ScatterDimensionNumbers:$scatter_dimension_numbers,
                       DefaultValuedOptionalAttr<BoolAttr, "false">:$indices_are_sorted,
                       DefaultValuedOptionalAttr<BoolAttr, "false">:$unique_indices);
  let results = (outs Variadic<SH_Tensor>);
  let regions = (region SizedRegion<1>:$update_computation);
  let hasVerifier = 1;
  let hasRegionVerifier = 1;
}

//===----------------------------------------------------------------------===//
// Sorting
//===----------------------------------------------------------------------===//

def SH_SortOp : SH_Op<"sort"> {
  let summary = "Sorts tensors together along one dimension";
  let description = [{
    The comparator gets one pair of elements of each input, the first two
    arguments being those of the first, and says whether the first elements come
    before the second ones.
  }];
  let arguments = (ins Variadic<SH_Tensor>:$inputs,
                       DefaultValuedOptionalAttr<I64Attr, "-1">:$dimension,
                       DefaultValuedOptionalAttr<BoolAttr, "false">:$is_stable);
  let results = (outs Variadic<SH_Tensor>);
  let regions = (region SizedRegion<1>:$comparator);
  let hasVerifier = 1;
  let hasRegionVerifier = 1;
}

include "tp/Frontend/StableHLO/StableHLODynamicOps.td"
include "tp/Frontend/StableHLO/StableHLOLoopOps.td"
include "tp/Frontend/StableHLO/StableHLOMoveOps.td"
include "tp/Frontend/StableHLO/StableHLOProgramOps.td"
include "tp/Frontend/StableHLO/StableHLORandomOps.td"
include "tp/Frontend/StableHLO/StableHLOWindowOps.td"

#endif // TP_FRONTEND_STABLEHLO_STABLEHLOOPS_TD
