//===- RunProgram.cpp - tools that finish compiled code -------------------===//

#include "RunProgram.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Program.h"

using namespace mlir;
using namespace tp;

/// Writes `bytes` to a file that is open.
static LogicalResult writeBytes(Location loc, int file, StringRef name,
                                StringRef bytes) {
  llvm::raw_fd_ostream stream(file, /*shouldClose=*/true);
  stream << bytes;
  stream.flush();
  if (!stream.has_error())
    return success();
  stream.clear_error();
  return emitError(loc) << "cannot write " << name;
}

FailureOr<SmallVector<char>>
tp::runOnFile(Location loc, const FileProgram &program, StringRef bytes,
              function_ref<void(StringRef)> refused) {
  SmallString<128> input, output, log;
  int inputFile;
  if (llvm::sys::fs::createTemporaryFile("tp-kernels", program.inputSuffix,
                                         inputFile, input) ||
      llvm::sys::fs::createTemporaryFile("tp-kernels", program.outputSuffix,
                                         output) ||
      llvm::sys::fs::createTemporaryFile("tp-kernels", "log", log))
    return emitError(loc) << "cannot create temporary files for "
                          << program.path;
  llvm::FileRemover removeInput(input), removeOutput(output), removeLog(log);
  if (failed(writeBytes(loc, inputFile, input, bytes)))
    return failure();

  SmallVector<StringRef> arguments = {program.path};
  llvm::append_range(arguments, program.before);
  arguments.append({"-o", output, input});
  llvm::append_range(arguments, program.after);
  std::optional<StringRef> redirects[] = {std::nullopt, StringRef(log),
                                          StringRef(log)};
  std::string problem;
  int code = llvm::sys::ExecuteAndWait(program.path, arguments, std::nullopt,
                                       redirects, 0, 0, &problem);
  if (code != 0) {
    auto said = llvm::MemoryBuffer::getFile(log, /*IsText=*/true);
    StringRef text = said ? (*said)->getBuffer().trim() : "";
    refused(text.empty() ? StringRef(problem) : text);
    return failure();
  }
  auto result = llvm::MemoryBuffer::getFile(output, /*IsText=*/false);
  if (!result)
    return emitError(loc) << "cannot read " << output;
  StringRef content = (*result)->getBuffer();
  return SmallVector<char>(content.begin(), content.end());
}
