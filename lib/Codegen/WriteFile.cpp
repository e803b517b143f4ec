//===- WriteFile.cpp - where passes put code ------------------------------===//

#include "WriteFile.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/ToolOutputFile.h"

using namespace mlir;

LogicalResult tp::writeFile(Location loc, StringRef name, StringRef bytes) {
  std::error_code error;
  llvm::ToolOutputFile out(name, error, llvm::sys::fs::OF_None);
  if (error)
    return emitError(loc) << "cannot write " << name << ": " << error.message();
  out.os() << bytes;
  out.keep();
  return success();
}
