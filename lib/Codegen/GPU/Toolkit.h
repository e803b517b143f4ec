//===- Toolkit.h - files of a CUDA toolkit --------------------------------===//
#ifndef TP_LIB_CODEGEN_GPU_TOOLKIT_H
#define TP_LIB_CODEGEN_GPU_TOOLKIT_H

#include "llvm/ADT/StringRef.h"
#include <string>

namespace tp {

/// Where the toolkit in `cudaPath` has its assembler and its library of
/// functions. Whether it has them is for the caller to see.
std::string ptxasOf(llvm::StringRef cudaPath);
std::string libDeviceOf(llvm::StringRef cudaPath);

} // namespace tp

#endif // TP_LIB_CODEGEN_GPU_TOOLKIT_H
