//===- Windows.h - windows of a tensor at level 1 -------------------------===//
// A structured op that runs over windows has two loops for a dimension: one
// counts the windows, one the elements of a window. Windows that lie side by
// side are a dimension of their own, which shards as any other; only windows
// that overlap, or leave elements out, are read at sums of the two.
#ifndef TP_LIB_FRONTEND_STABLEHLO_IMPORT_WINDOWS_H
#define TP_LIB_FRONTEND_STABLEHLO_IMPORT_WINDOWS_H

#include "Import.h"
#include "tp/Frontend/StableHLO/Window.h"

namespace tp::frontend {

/// The loops of one dimension that windows move along.
struct WindowLoops {
  mlir::AffineExpr window; ///< Counts windows.
  mlir::AffineExpr tap;    ///< Counts a window's elements; null for size 1.
};

/// The loops over all windows, in the order of dimensions, then over the
/// elements of one: `count` in all.
llvm::SmallVector<WindowLoops>
windowLoops(mlir::Builder &b, llvm::ArrayRef<stablehlo::WindowDim> window,
            unsigned &count);

/// A loop and how long it is.
struct SizedLoop {
  mlir::AffineExpr loop;
  int64_t extent;
};

/// A tensor, and where a structured op reads it.
struct WindowRead {
  mlir::Value tensor;
  llvm::SmallVector<mlir::AffineExpr> index;
  /// Loops over taps that stand in a sum: no dimension says how long they are.
  llvm::SmallVector<SizedLoop> unsized;
};

/// `value` dilated, padded with the scalar tensor `padding`, and cut behind the
/// last window.
mlir::Value padForWindows(mlir::OpBuilder &b, mlir::Location loc,
                          mlir::Value value, mlir::Value padding,
                          llvm::ArrayRef<stablehlo::WindowDim> window);

/// How the windows of `value`, which padForWindows gave, are read.
WindowRead readWindows(mlir::OpBuilder &b, mlir::Location loc,
                       mlir::Value value,
                       llvm::ArrayRef<stablehlo::WindowDim> window,
                       llvm::ArrayRef<WindowLoops> loops);

/// Computes the elements of a result from those of the inputs and from the
/// accumulators.
using WindowBody = llvm::function_ref<llvm::SmallVector<mlir::Value>(
    mlir::ImplicitLocOpBuilder &, mlir::ValueRange inputs,
    mlir::ValueRange accumulators)>;

/// A `linalg.generic` from `inits`, whose dimensions are its first loops; the
/// loops behind them, if any, are reduced. A tensor that nobody reads says how
/// long `unsized` loops are.
mlir::ValueRange createWindowed(mlir::OpBuilder &b, mlir::Location loc,
                                mlir::ValueRange inputs,
                                llvm::ArrayRef<mlir::AffineMap> maps,
                                llvm::ArrayRef<SizedLoop> unsized,
                                mlir::ValueRange inits, WindowBody emitBody);

} // namespace tp::frontend

#endif // TP_LIB_FRONTEND_STABLEHLO_IMPORT_WINDOWS_H
