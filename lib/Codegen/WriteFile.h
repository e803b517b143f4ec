//===- WriteFile.h - where passes put code --------------------------------===//
#ifndef TP_LIB_CODEGEN_WRITEFILE_H
#define TP_LIB_CODEGEN_WRITEFILE_H

#include "mlir/IR/Diagnostics.h"

namespace tp {

/// Writes `bytes` to the file of a name; "-" is standard output. Emits an error
/// at `loc` when it cannot.
mlir::LogicalResult writeFile(mlir::Location loc, llvm::StringRef name,
                              llvm::StringRef bytes);

} // namespace tp

#endif // TP_LIB_CODEGEN_WRITEFILE_H
