//===- StableHLOAttrs.td - dimension numbers and modes --------------------===//
#ifndef TP_FRONTEND_STABLEHLO_STABLEHLOATTRS_TD
#define TP_FRONTEND_STABLEHLO_STABLEHLOATTRS_TD

include "mlir/IR/AttrTypeBase.td"
include "mlir/IR/EnumAttr.td"
include "tp/Frontend/StableHLO/StableHLODialect.td"

class SH_Enum<string name, string what, list<I32EnumAttrCase> cases>
    : I32EnumAttr<name, what, cases> {
  let cppNamespace = "::tp::stablehlo";
  let genSpecializedAttr = 0;
}

def SH_ComparisonDirection : SH_Enum<"ComparisonDirection", "which comparison", [
    I32EnumAttrCase<"EQ", 0>, I32EnumAttrCase<"NE", 1>, I32EnumAttrCase<"GE", 2>,
    I32EnumAttrCase<"GT", 3>, I32EnumAttrCase<"LE", 4>, I32EnumAttrCase<"LT", 5>]>;
def SH_ComparisonDirectionAttr
    : EnumAttr<StableHLO_Dialect, SH_ComparisonDirection, "comparison_direction">;

def SH_ComparisonType : SH_Enum<"ComparisonType", "how elements are compared", [
    I32EnumAttrCase<"NOTYPE", 0>, I32EnumAttrCase<"FLOAT", 1>,
    I32EnumAttrCase<"TOTALORDER", 2>, I32EnumAttrCase<"SIGNED", 3>,
    I32EnumAttrCase<"UNSIGNED", 4>]>;
def SH_ComparisonTypeAttr
    : EnumAttr<StableHLO_Dialect, SH_ComparisonType, "comparison_type">;

def SH_Precision : SH_Enum<"Precision", "how exactly products are formed", [
    I32EnumAttrCase<"DEFAULT", 0>, I32EnumAttrCase<"HIGH", 1>,
    I32EnumAttrCase<"HIGHEST", 2>]>;
def SH_PrecisionAttr : EnumAttr<StableHLO_Dialect, SH_Precision, "precision">;

def SH_RngAlgorithm : SH_Enum<"RngAlgorithm", "which random bits", [
    I32EnumAttrCase<"DEFAULT", 0>, I32EnumAttrCase<"THREE_FRY", 1>,
    I32EnumAttrCase<"PHILOX", 2>]>;
def SH_RngAlgorithmAttr : EnumAttr<StableHLO_Dialect, SH_RngAlgorithm, "rng_algorithm">;

def SH_ResultAccuracyMode : SH_Enum<"ResultAccuracyMode", "how accurate a result is", [
    I32EnumAttrCase<"DEFAULT", 0>, I32EnumAttrCase<"HIGHEST", 1>,
    I32EnumAttrCase<"TOLERANCE", 2>]>;
def SH_ResultAccuracyModeAttr
    : EnumAttr<StableHLO_Dialect, SH_ResultAccuracyMode, "result_accuracy_mode"> {
  let assemblyFormat = "`<` $value `>`";
}

class SH_Attr<string name, string mnem> : AttrDef<StableHLO_Dialect, name> {
  let mnemonic = mnem;
}

class SH_Dims<string desc> : OptionalArrayRefParameter<"int64_t", desc>;

def SH_ResultAccuracy : SH_Attr<"ResultAccuracy", "result_accuracy"> {
  let summary = "Accuracy asked of a transcendental function";
  let parameters = (ins
    DefaultValuedParameter<"::llvm::APFloat", "::llvm::APFloat(0.0)">:$atol,
    DefaultValuedParameter<"::llvm::APFloat", "::llvm::APFloat(0.0)">:$rtol,
    DefaultValuedParameter<"int64_t", "0">:$ulps,
    "::tp::stablehlo::ResultAccuracyModeAttr":$mode);
  let hasCustomAssemblyFormat = 1;
}

def SH_DotDimensionNumbers : SH_Attr<"DotDimensionNumbers", "dot"> {
  let summary = "Batching and contracting dimensions of both operands";
  let parameters = (ins SH_Dims<"">:$lhsBatchingDimensions, SH_Dims<"">:$rhsBatchingDimensions,
                        SH_Dims<"">:$lhsContractingDimensions, SH_Dims<"">:$rhsContractingDimensions);
  let hasCustomAssemblyFormat = 1;
}

def SH_DotAlgorithm : SH_Attr<"DotAlgorithm", "dot_algorithm"> {
  let summary = "Arithmetic that a contraction must use";
  let parameters = (ins "::mlir::Type":$lhsPrecisionType, "::mlir::Type":$rhsPrecisionType,
                        "::mlir::Type":$accumulationType, "int64_t":$lhsComponentCount,
                        "int64_t":$rhsComponentCount, "int64_t":$numPrimitiveOperations,
                        "bool":$allowImpreciseAccumulation);
  let assemblyFormat = [{
    `<` `lhs_precision_type` `=` $lhsPrecisionType `,`
    `rhs_precision_type` `=` $rhsPrecisionType `,`
    `accumulation_type` `=` $accumulationType `,`
    `lhs_component_count` `=` $lhsComponentCount `,`
    `rhs_component_count` `=` $rhsComponentCount `,`
    `num_primitive_operations` `=` $numPrimitiveOperations `,`
    `allow_imprecise_accumulation` `=` $allowImpreciseAccumulation `>`
  }];
}

def SH_GatherDimensionNumbers : SH_Attr<"GatherDimensionNumbers", "gather"> {
  let summary = "Which dimensions of operand, indices and result a gather relates";
  let parameters = (ins SH_Dims<"">:$offsetDims, SH_Dims<"">:$collapsedSliceDims,
                        SH_Dims<"">:$operandBatchingDims, SH_Dims<"">:$startIndicesBatchingDims,
                        SH_Dims<"">:$startIndexMap, DefaultValuedParameter<"int64_t", "0">:$indexVectorDim);
  let hasCustomAssemblyFormat = 1;
}

def SH_ScatterDimensionNumbers : SH_Attr<"ScatterDimensionNumbers", "scatter"> {
  let summary = "Which dimensions of inputs, indices and updates a scatter relates";
  let parameters = (ins SH_Dims<"">:$updateWindowDims, SH_Dims<"">:$insertedWindowDims,
                        SH_Dims<"">:$inputBatchingDims, SH_Dims<"">:$scatterIndicesBatchingDims,
                        SH_Dims<"">:$scatterDimsToOperandDims,
                        DefaultValuedParameter<"int64_t", "0">:$indexVectorDim);
  let hasCustomAssemblyFormat = 1;
}

def SH_ConvDimensionNumbers : SH_Attr<"ConvDimensionNumbers", "conv"> {
  let summary = "What each dimension of the tensors of a convolution is";
  let description = [{
    `[b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f]`: batch and feature of lhs, input
    and output feature of rhs, batch and feature of the result; spatial
    dimensions by number.
  }];
  let parameters = (ins "int64_t":$inputBatchDimension, "int64_t":$inputFeatureDimension,
                        SH_Dims<"">:$inputSpatialDimensions,
                        "int64_t":$kernelInputFeatureDimension, "int64_t":$kernelOutputFeatureDimension,
                        SH_Dims<"">:$kernelSpatialDimensions,
                        "int64_t":$outputBatchDimension, "int64_t":$outputFeatureDimension,
                        SH_Dims<"">:$outputSpatialDimensions);
  let hasCustomAssemblyFormat = 1;
}

#endif // TP_FRONTEND_STABLEHLO_STABLEHLOATTRS_TD
