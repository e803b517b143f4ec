//===- Verify.h - checks that several ops' verifiers share ----------------===//
// Dynamic extents agree with anything: only static facts are errors here.
#ifndef TP_LIB_FRONTEND_STABLEHLO_IR_VERIFY_H
#define TP_LIB_FRONTEND_STABLEHLO_IR_VERIFY_H

#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/OpDefinition.h"
#include "tp/Frontend/StableHLO/Window.h"

namespace tp::stablehlo {

/// Whether two extents can be the same.
inline bool agree(int64_t a, int64_t b) {
  return a == b || mlir::ShapedType::isDynamic(a) ||
         mlir::ShapedType::isDynamic(b);
}

/// Checks that `dims` are distinct dimensions of a tensor of `rank`; `what`
/// names them in the error.
llvm::LogicalResult verifyDims(mlir::Operation *op, llvm::StringRef what,
                               llvm::ArrayRef<int64_t> dims, int64_t rank);

/// Checks that a tensor's shape is `expected`; `what` names the tensor.
llvm::LogicalResult verifyShape(mlir::Operation *op, llvm::StringRef what,
                                mlir::RankedTensorType type,
                                llvm::ArrayRef<int64_t> expected);

/// Checks that a region takes scalar tensors of the element types `arguments`
/// and returns ones of `results`.
llvm::LogicalResult verifyScalarBody(mlir::Operation *op, mlir::Region &body,
                                     mlir::TypeRange arguments,
                                     mlir::TypeRange results);

/// Checks that there is an input, and a result for each.
llvm::LogicalResult verifyResultPerInput(mlir::Operation *op,
                                         mlir::ValueRange inputs);

/// Checks that elements of two tensors can be multiplied: integers are of one
/// type.
llvm::LogicalResult verifyFactors(mlir::Operation *op,
                                  mlir::RankedTensorType lhs,
                                  mlir::RankedTensorType rhs);

/// Checks the tensors of a reduction, of which there is one a result: inputs of
/// the first one's shape, scalar initial values, results of `shape`, whose
/// element types the initial values have.
llvm::LogicalResult verifyReduction(mlir::Operation *op,
                                    mlir::ValueRange inputs,
                                    mlir::ValueRange inits,
                                    llvm::ArrayRef<int64_t> shape);

/// Checks that a region combines two scalars a result into one.
llvm::LogicalResult verifyReducer(mlir::Operation *op, mlir::Region &body);

/// The attributes of a window of `rank`, as they stand on an op.
struct WindowNumbers {
  int64_t rank;
  std::optional<llvm::ArrayRef<int64_t>> sizes, strides;
  std::optional<mlir::DenseIntElementsAttr> padding;
  std::optional<llvm::ArrayRef<int64_t>> baseDilations = std::nullopt;
  std::optional<llvm::ArrayRef<int64_t>> windowDilations = std::nullopt;
};

/// Checks that there is one legal number for each dimension of the window.
llvm::LogicalResult
verifyWindow(mlir::Operation *op, const WindowNumbers &numbers,
             llvm::StringRef baseDilations = "base_dilations",
             llvm::StringRef windowDilations = "window_dilations");

/// The window along each dimension.
llvm::SmallVector<WindowDim> windowOf(const WindowNumbers &numbers);

/// The number of windows in a dimension of `extent`, which may be dynamic.
int64_t countWindows(const WindowDim &window, int64_t extent);

} // namespace tp::stablehlo

#endif // TP_LIB_FRONTEND_STABLEHLO_IR_VERIFY_H
