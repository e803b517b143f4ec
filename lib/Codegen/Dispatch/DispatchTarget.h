//===- DispatchTarget.h - what a backend's commands can do ----------------===//
#ifndef TP_LIB_CODEGEN_DISPATCH_DISPATCHTARGET_H
#define TP_LIB_CODEGEN_DISPATCH_DISPATCHTARGET_H

#include "llvm/ADT/StringRef.h"
#include <optional>

namespace tp {

/// What dispatch forming may ask of the backend that runs the commands.
struct DispatchTarget {
  /// GEMMs multiply f16 and bf16 as they are; elsewhere these are converted.
  bool multipliesNarrow = false;
  /// GEMMs add a bias, apply relu and gelu and keep what gelu is applied to.
  bool hasEpilogues = false;
  /// GEMMs have a result that is added to in place where a sum follows.
  bool addsInPlace = false;
  /// GEMMs may round f32 factors to TF32.
  bool allowsTF32 = false;
};

/// The target of a backend's name; none for one that is not known.
std::optional<DispatchTarget> dispatchTarget(llvm::StringRef backend,
                                             bool allowTF32);

} // namespace tp

#endif // TP_LIB_CODEGEN_DISPATCH_DISPATCHTARGET_H
