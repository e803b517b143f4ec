//===- StableHLODialect.td - the frontend's main dialect ------------------===//
// Ops as frameworks print them. Only what the import understands is defined;
// everything else parses as an unknown op and is refused by name.
#ifndef TP_FRONTEND_STABLEHLO_STABLEHLODIALECT_TD
#define TP_FRONTEND_STABLEHLO_STABLEHLODIALECT_TD

include "mlir/IR/DialectBase.td"

/// What the three frontend dialects share: attributes, types and ops that are
/// not defined here are kept as opaque text, so that an op can be refused by
/// its name and location instead of by a syntax error.
class TP_FrontendDialect : Dialect {
  let extraClassDeclaration = [{
    ::mlir::Attribute parseAttribute(::mlir::DialectAsmParser &parser,
                                     ::mlir::Type type) const override;
    void printAttribute(::mlir::Attribute attribute,
                        ::mlir::DialectAsmPrinter &printer) const override;
    ::mlir::Type parseType(::mlir::DialectAsmParser &parser) const override;
    std::optional<ParseOpHook>
    getParseOperationHook(::llvm::StringRef opName) const override;
    void registerAttributes();
  }];
}

def StableHLO_Dialect : TP_FrontendDialect {
  let name = "stablehlo";
  let cppNamespace = "::tp::stablehlo";
  let summary = "Tensor programs as frameworks print them (level 0)";
  let description = [{
    The part of StableHLO that `tp-import-stablehlo` understands, in the public
    textual form (pretty and generic). Meaning: the StableHLO specification.
  }];
}

#endif // TP_FRONTEND_STABLEHLO_STABLEHLODIALECT_TD
