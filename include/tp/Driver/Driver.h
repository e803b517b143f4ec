//===- Driver.h - what the tools share ------------------------------------===//
// Registration, named pipelines and exit codes.
#ifndef TP_DRIVER_DRIVER_H
#define TP_DRIVER_DRIVER_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <string>

namespace mlir {
class DialectRegistry;
class OpPassManager;
} // namespace mlir

namespace tp {

/// How every tool of the project ends (docs/GettingStarted.md).
enum ExitCode {
  Ok = 0,
  WrongResult = 1,
  Usage = 2,
  BadInput = 3,
  Unsupported = 4,
  OutOfMemory = 5,
  RankFailed = 6,
  Timeout = 7,
};

/// Registers the dialects that programs may contain, with the interfaces that
/// the passes ask them for.
void registerAllDialects(mlir::DialectRegistry &registry);

/// Registers every pass of the project and the named pipelines (`tp-spmd`,
/// `tp-to-schedule`).
void registerAllPasses();

/// Registers the named pipelines alone; registerAllPasses() does it too.
void registerPipelines();

/// Appends the passes from level 0 or 1 to level 3: import, propagate, insert
/// reshards, partition, optimise collectives; each level is verified. `mesh`,
/// when not empty, is the mesh or gives new sizes: "data=2", "model=4";
/// `shapes` gives arguments of dynamic shape theirs: "arg0=4x128".
void buildSpmdPipeline(mlir::OpPassManager &pm,
                       llvm::ArrayRef<std::string> mesh = {},
                       llvm::ArrayRef<std::string> shapes = {});

/// Why a file of `content` is no program that the tools read: in a binary form
/// of another tool, and how to get its text; empty when it may be one.
std::string describeForeignFile(llvm::StringRef content);

/// What a schedule is made for.
struct ScheduleOptions {
  std::string backend = "cpu"; ///< "cpu" or "cuda".
  bool allowTF32 = false;      ///< GEMMs may round f32 factors to TF32.
};

/// Appends the passes from level 3 to level 4 on slots, kernels not compiled.
void buildSchedulePipeline(mlir::OpPassManager &pm,
                           const ScheduleOptions &options = {});

} // namespace tp

#endif // TP_DRIVER_DRIVER_H
