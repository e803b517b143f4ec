//===- RunProgram.h - tools that finish compiled code ---------------------===//
#ifndef TP_LIB_CODEGEN_RUNPROGRAM_H
#define TP_LIB_CODEGEN_RUNPROGRAM_H

#include "mlir/IR/Diagnostics.h"
#include "mlir/Support/LLVM.h"
#include "llvm/ADT/SmallVector.h"

namespace tp {

/// A program that makes one file of another.
struct FileProgram {
  llvm::StringRef path;
  llvm::StringRef inputSuffix, outputSuffix; ///< "o", "so".
  llvm::SmallVector<llvm::StringRef> before; ///< Arguments before "-o OUTPUT".
  llvm::SmallVector<llvm::StringRef> after;  ///< Arguments behind INPUT.
};

/// Runs `PATH BEFORE... -o OUTPUT INPUT AFTER...` on temporary files and gives
/// what OUTPUT holds. When the program fails, `refused` says so, given what the
/// program said; when it cannot be run, an error is emitted at `loc`.
mlir::FailureOr<llvm::SmallVector<char>>
runOnFile(mlir::Location loc, const FileProgram &program, llvm::StringRef input,
          llvm::function_ref<void(llvm::StringRef said)> refused);

} // namespace tp

#endif // TP_LIB_CODEGEN_RUNPROGRAM_H
