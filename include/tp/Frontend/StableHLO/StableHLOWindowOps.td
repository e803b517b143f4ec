//===- StableHLOWindowOps.td - ops that move a window over tensors ---------===//
// Included by StableHLOOps.td, behind its base classes.
#ifndef TP_FRONTEND_STABLEHLO_STABLEHLOWINDOWOPS_TD
#define TP_FRONTEND_STABLEHLO_STABLEHLOWINDOWOPS_TD

class SH_WindowOp<string mnemonic, list<Trait> traits = []> : SH_Op<mnemonic, traits> {
  let hasVerifier = 1;
  code getWindowDeclaration = [{
    /// The window along each of its dimensions, with what stands for attributes
    /// that are left out.
    ::llvm::SmallVector<::tp::stablehlo::WindowDim> getWindow();
  }];
}

def SH_ReduceWindowOp : SH_WindowOp<"reduce_window", [SameVariadicOperandSize]> {
  let summary = "Combines the elements of every window of tensors";
  let description = [{
    Elements of the padding, and those that base dilation puts between others,
    are the initial value.
  }];
  let arguments = (ins Variadic<SH_Tensor>:$inputs, Variadic<SH_Tensor>:$init_values,
                       DenseI64ArrayAttr:$window_dimensions,
                       OptionalAttr<DenseI64ArrayAttr>:$window_strides,
                       OptionalAttr<DenseI64ArrayAttr>:$base_dilations,
                       OptionalAttr<DenseI64ArrayAttr>:$window_dilations,
                       OptionalAttr<I64ElementsAttr>:$padding);
  let results = (outs Variadic<SH_Tensor>);
  let regions = (region SizedRegion<1>:$body);
  let hasRegionVerifier = 1;
  let extraClassDeclaration = getWindowDeclaration;
}

def SH_SelectAndScatterOp : SH_WindowOp<"select_and_scatter"> {
  let summary = "Adds each element of a source where its window was selected";
  let description = [{
    There is a window of `operand` for each element of `source`. `select` says
    whether what is selected so far, its first argument, stays so against the
    next element of the window; elements of the padding are no candidates. The
    source's element is combined by `scatter`, as its second argument, with what
    the result has at the selected place, which is `init_value` at first.
  }];
  let arguments = (ins SH_Tensor:$operand, SH_Tensor:$source, SH_Tensor:$init_value,
                       OptionalAttr<DenseI64ArrayAttr>:$window_dimensions,
                       OptionalAttr<DenseI64ArrayAttr>:$window_strides,
                       OptionalAttr<I64ElementsAttr>:$padding);
  let results = (outs SH_Tensor:$result);
  let regions = (region SizedRegion<1>:$select, SizedRegion<1>:$scatter);
  let hasRegionVerifier = 1;
  let extraClassDeclaration = getWindowDeclaration;
}

def SH_ConvolutionOp : SH_WindowOp<"convolution"> {
  let summary = "Products of a kernel with all windows of a tensor, summed";
  let description = [{
    Each element of the result is the sum of a window of lhs, over all its input
    features, times the part of rhs that belongs to an output feature. With
    `feature_group_count` groups, input and output features are divided into as
    many, and each group of outputs sees its group of inputs; with
    `batch_group_count` groups the batch is.
  }];
  let arguments = (ins SH_Tensor:$lhs, SH_Tensor:$rhs,
                       OptionalAttr<DenseI64ArrayAttr>:$window_strides,
                       OptionalAttr<I64ElementsAttr>:$padding,
                       OptionalAttr<DenseI64ArrayAttr>:$lhs_dilation,
                       OptionalAttr<DenseI64ArrayAttr>:$rhs_dilation,
                       OptionalAttr<DenseBoolArrayAttr>:$window_reversal,
                       SH_ConvDimensionNumbers:$dimension_numbers,
                       I64Attr:$feature_group_count, I64Attr:$batch_group_count,
                       OptionalAttr<SH_PrecisionConfigAttr>:$precision_config);
  let results = (outs SH_Tensor:$result);
  let assemblyFormat = [{
    `(` operands `)` `dim_numbers` `=` custom<ConvDimensionNumbers>($dimension_numbers) `,`
    `window` `=` `{` custom<ConvWindow>($window_strides, $padding, $lhs_dilation, $rhs_dilation,
                                        $window_reversal) `}`
    attr-dict `:` functional-type(operands, results)
  }];
  let extraClassDeclaration = getWindowDeclaration;
}

#endif // TP_FRONTEND_STABLEHLO_STABLEHLOWINDOWOPS_TD
