//===- Diagnostics.h - what tools say to people ---------------------------===//
// Places in the user's program, and errors that mean "we cannot": illegal input
// and input that is not supported yet end with different exit codes.
#ifndef TP_DIALECT_TP_DIAGNOSTICS_H
#define TP_DIALECT_TP_DIAGNOSTICS_H

#include "mlir/IR/Diagnostics.h"
#include "mlir/IR/DialectRegistry.h"
#include "llvm/ADT/SmallVector.h"
#include <atomic>
#include <string>

namespace tp {

/// Emits an error about something legal that is not supported yet, and notes
/// it with the context's UnsupportedFlag (exit code 4 instead of 3).
mlir::InFlightDiagnostic emitUnsupported(mlir::Location loc);

/// `emitUnsupported` at an op, its name in front: "'x.y' op ...".
mlir::InFlightDiagnostic emitUnsupported(mlir::Operation *op);

/// The place in the user's program that a location leads to, "file.py:12:3": of
/// an inlined call the callee's, innermost first; of fused locations the first
/// that has one; of a name what it names. A name when there is no file, "" when
/// there is neither.
std::string userLocation(mlir::Location loc);

/// Every place of the calls that a location went through, innermost first:
/// userLocation and its callers. Empty when there is no file.
llvm::SmallVector<std::string> userFrames(mlir::Location loc);

/// Set when emitUnsupported has been called. Owned by the driver.
using UnsupportedFlag = std::atomic<bool>;

/// Makes contexts built from `registry` raise `flag`, which must outlive them.
void registerUnsupportedFlag(mlir::DialectRegistry &registry,
                             UnsupportedFlag &flag);

} // namespace tp

#endif // TP_DIALECT_TP_DIAGNOSTICS_H
