//===- DispatchTarget.cpp - what a backend's commands can do --------------===//

#include "DispatchTarget.h"

using namespace tp;

std::optional<DispatchTarget> tp::dispatchTarget(llvm::StringRef backend,
                                                 bool allowTF32) {
  DispatchTarget target;
  if (backend == "cpu")
    return target; // Has no other rounding to allow.
  if (backend != "cuda")
    return std::nullopt;
  target.multipliesNarrow = true;
  target.hasEpilogues = true;
  target.addsInPlace = true;
  target.allowsTF32 = allowTF32;
  return target;
}
