//===- TPX.h - the writer of executables ----------------------------------===//
#ifndef TP_TARGET_TPX_TPX_H
#define TP_TARGET_TPX_TPX_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/Location.h"
#include "mlir/Support/LLVM.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace tp {

/// What an executable needs of the machine that runs it.
struct TPXTarget {
  std::string backend; ///< "cpu", "cuda".
  std::string triple;
  std::string cpu; ///< cpu: for people; cuda: the generation, "sm_90".
  std::vector<std::string> features; ///< LLVM's names, without sign.
};

/// Forms of kernel code.
enum class TPXCodeFormat {
  ELF,   ///< A shared object for the host's kind of processor.
  PTX,   ///< Text.
  Cubin, ///< For one generation of GPUs.
};

/// The code of all kernels in one form.
struct TPXCode {
  TPXCodeFormat format;
  llvm::ArrayRef<char> bytes;
};

/// What stands in an executable beside its program.
struct TPXOptions {
  TPXTarget target;
  std::string producer; ///< Version of the compiler.
  /// The kernels, in the forms that there are, of which a device uses the first
  /// that it can run; empty ones are left out.
  llvm::SmallVector<TPXCode, 2> code;
};

/// The bytes of the .tpx file of `function`, which is at level 4 on slots (the
/// Out of tp-schedule) and whose kernels have been compiled into
/// `options.code`: each has its `tprt.tiles` and, for a GPU, `tprt.threads` and
/// `tprt.shared_bytes`. Equal input gives equal bytes.
/// Fails, having said why at the op.
///
/// Arguments and results have the layout of `tprt.layout`, or their own type on
/// every rank; the mesh is `tprt.mesh`.
mlir::FailureOr<std::vector<char>> writeTPX(mlir::func::FuncOp function,
                                            const TPXOptions &options);

/// Writes a file whole or not at all: a reader of `path` sees what was there
/// before or all of `bytes`.
llvm::Error writeWholeFile(llvm::StringRef path, llvm::ArrayRef<char> bytes);

} // namespace tp

#endif // TP_TARGET_TPX_TPX_H
