//===- StableHLORandomOps.td - random bits --------------------------------===//
// Included by StableHLOOps.td, behind its base classes.
#ifndef TP_FRONTEND_STABLEHLO_STABLEHLORANDOMOPS_TD
#define TP_FRONTEND_STABLEHLO_STABLEHLORANDOMOPS_TD

def SH_RngBitGeneratorOp : SH_Op<"rng_bit_generator", [
    AllTypesMatch<["initial_state", "output_state"]>,
    DeclareOpInterfaceMethods<OpAsmOpInterface, ["getAsmResultNames"]>]> {
  let summary = "Random bits that follow from a state, and the next state";
  let description = [{
    The state is a key and a counter. DEFAULT is PHILOX, whose counter may have
    two words, the lower one first. The bits are those of XLA on CPUs.
  }];
  let arguments = (ins SH_RngAlgorithmAttr:$rng_algorithm, SH_IntTensor:$initial_state);
  let results = (outs SH_IntTensor:$output_state, SH_RealTensor:$output);
  let assemblyFormat = [{
    $initial_state `,` `algorithm` `=` $rng_algorithm attr-dict
    `:` functional-type(operands, results)
  }];
  let hasVerifier = 1;
}

#endif // TP_FRONTEND_STABLEHLO_STABLEHLORANDOMOPS_TD
