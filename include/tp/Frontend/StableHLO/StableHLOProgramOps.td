//===- StableHLOProgramOps.td - ops that stand for other ops ---------------===//
// Included by StableHLOOps.td, behind its base classes.
#ifndef TP_FRONTEND_STABLEHLO_STABLEHLOPROGRAMOPS_TD
#define TP_FRONTEND_STABLEHLO_STABLEHLOPROGRAMOPS_TD

def SH_OptimizationBarrierOp : SH_Op<"optimization_barrier"> {
  let summary = "Its operands; keeps a framework's compiler from moving ops across";
  let arguments = (ins Variadic<SH_Tensor>:$operand);
  let results = (outs Variadic<SH_Tensor>:$result);
  let assemblyFormat = [{
    attr-dict ($operand^ `:` custom<SameTypes>(type($operand), type($result)))?
  }];
  let hasVerifier = 1;
}

def SH_CompositeOp : SH_Op<"composite"> {
  let summary = "An op of a library, with a function that says what it computes";
  let arguments = (ins Variadic<AnyType>:$inputs, StrAttr:$name,
                       OptionalAttr<DictionaryAttr>:$composite_attributes,
                       FlatSymbolRefAttr:$decomposition, OptionalAttr<I32Attr>:$version);
  let results = (outs Variadic<AnyType>);
  let assemblyFormat = "$name $inputs attr-dict `:` functional-type(operands, results)";
}

def SH_CustomCallOp : SH_Op<"custom_call"> {
  let summary = "An op of the framework's compiler, known by name";
  let description = [{
    What a framework says beside the name and the operands is kept as it is.
  }];
  let arguments = (ins Variadic<AnyType>:$inputs, StrAttr:$call_target_name);
  let results = (outs Variadic<AnyType>);
  let assemblyFormat = [{
    custom<CallTarget>($call_target_name) `(` $inputs `)` attr-dict
    `:` functional-type(operands, results)
  }];
}

def SH_MapOp : SH_Op<"map", [SameOperandsAndResultShape]> {
  let summary = "Applies a function to the elements of tensors";
  let arguments = (ins Variadic<SH_Tensor>:$inputs, DenseI64ArrayAttr:$dimensions);
  let results = (outs SH_Tensor:$result);
  let regions = (region SizedRegion<1>:$computation);
  let hasVerifier = 1;
  let hasRegionVerifier = 1;
}

def SH_DotOp : SH_Op<"dot"> {
  let summary = "Product of vectors and matrices";
  let arguments = (ins SH_Tensor:$lhs, SH_Tensor:$rhs,
                       OptionalAttr<SH_PrecisionConfigAttr>:$precision_config);
  let results = (outs SH_Tensor:$result);
  let assemblyFormat = [{
    $lhs `,` $rhs `` custom<Precision>($precision_config) attr-dict
    `:` functional-type(operands, results)
  }];
  let hasVerifier = 1;
}

//===----------------------------------------------------------------------===//
// Batch normalisation
//===----------------------------------------------------------------------===//

class SH_BatchNorm<string mnemonic> : SH_Op<"batch_norm_" # mnemonic> {
  let hasVerifier = 1;
}

def SH_BatchNormInferenceOp : SH_BatchNorm<"inference"> {
  let summary = "Normalises by given means and variances";
  let arguments = (ins SH_FloatTensor:$operand, SH_FloatTensor:$scale, SH_FloatTensor:$offset,
                       SH_FloatTensor:$mean, SH_FloatTensor:$variance,
                       F32Attr:$epsilon, ConfinedAttr<I64Attr, [IntNonNegative]>:$feature_index);
  let results = (outs SH_FloatTensor:$result);
}

def SH_BatchNormTrainingOp : SH_BatchNorm<"training"> {
  let summary = "Normalises by the batch's own means and variances, which it returns";
  let arguments = (ins SH_FloatTensor:$operand, SH_FloatTensor:$scale, SH_FloatTensor:$offset,
                       F32Attr:$epsilon, ConfinedAttr<I64Attr, [IntNonNegative]>:$feature_index);
  let results = (outs SH_FloatTensor:$output, SH_FloatTensor:$batch_mean, SH_FloatTensor:$batch_var);
}

def SH_BatchNormGradOp : SH_BatchNorm<"grad"> {
  let summary = "Gradients of batch_norm_training";
  let arguments = (ins SH_FloatTensor:$operand, SH_FloatTensor:$scale, SH_FloatTensor:$mean,
                       SH_FloatTensor:$variance, SH_FloatTensor:$grad_output,
                       F32Attr:$epsilon, ConfinedAttr<I64Attr, [IntNonNegative]>:$feature_index);
  let results = (outs SH_FloatTensor:$grad_operand, SH_FloatTensor:$grad_scale,
                      SH_FloatTensor:$grad_offset);
}

#endif // TP_FRONTEND_STABLEHLO_STABLEHLOPROGRAMOPS_TD
