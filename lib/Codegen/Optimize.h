//===- Optimize.h - LLVM's own optimisations ------------------------------===//
#ifndef TP_LIB_CODEGEN_OPTIMIZE_H
#define TP_LIB_CODEGEN_OPTIMIZE_H

namespace llvm {
class Module;
class TargetMachine;
} // namespace llvm

namespace tp {

/// Gives `module` the triple, layout and processor of `machine` and runs -O3
/// for it. Without them nothing is vectorised.
void optimizeFor(llvm::TargetMachine &machine, llvm::Module &module);

} // namespace tp

#endif // TP_LIB_CODEGEN_OPTIMIZE_H
