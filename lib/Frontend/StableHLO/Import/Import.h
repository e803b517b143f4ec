//===- Import.h - parts of tp-import-stablehlo ----------------------------===//
// The pass is made of steps over the module (calls, shardings) and of one
// rewrite pattern for each op, grouped in a file by concept. A pattern either
// rewrites its op or says at the op why not.
#ifndef TP_LIB_FRONTEND_STABLEHLO_IMPORT_IMPORT_H
#define TP_LIB_FRONTEND_STABLEHLO_IMPORT_IMPORT_H

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "mlir/IR/PatternMatch.h"

namespace tp::frontend {

/// Turns sdy meshes and the shardings of arguments, results and ops into the
/// tp dialect's.
llvm::LogicalResult importShardings(mlir::ModuleOp module);

/// Inlines all calls under public functions and erases private functions that
/// nothing else uses.
llvm::LogicalResult inlineCalls(mlir::ModuleOp module);

/// Makes counted loops `scf.for`, others `scf.while`.
llvm::LogicalResult importLoops(mlir::ModuleOp module);

/// Makes `if` and `case` `scf.if` and `scf.index_switch`.
llvm::LogicalResult importBranches(mlir::ModuleOp module);

/// Writes ops that stand for other ops of level 0 out as those.
llvm::LogicalResult expandOps(mlir::ModuleOp module);

/// Writes a convolution of a dilated tensor, if it is one, out as several of
/// the tensor itself.
void expandConvolution(mlir::Operation *op);

/// Makes unsigned elements signless, and marks the ops that had them.
llvm::LogicalResult makeSignless(mlir::ModuleOp module);

/// Whether an operand, or a result, of `op` was unsigned at level 0.
bool hasUnsignedOperand(mlir::Operation *op);
bool hasUnsignedResult(mlir::Operation *op);

/// Lets `op` read and give signed integers.
void markSigned(mlir::Operation *op);

/// Says at `op` why level 1 lacks it or one of its types.
llvm::LogicalResult refuseUnsupported(mlir::Operation *op);

void populateContractionPatterns(mlir::RewritePatternSet &patterns);
void populateConvolutionPatterns(mlir::RewritePatternSet &patterns);
void populateDynamicSlicePatterns(mlir::RewritePatternSet &patterns);
void populateElementwisePatterns(mlir::RewritePatternSet &patterns);
void populateGatherPatterns(mlir::RewritePatternSet &patterns);
void populateMovePatterns(mlir::RewritePatternSet &patterns);
void populatePadPatterns(mlir::RewritePatternSet &patterns);
void populateRandomBitsPatterns(mlir::RewritePatternSet &patterns);
void populateReduceWindowPatterns(mlir::RewritePatternSet &patterns);
void populateReductionPatterns(mlir::RewritePatternSet &patterns);
void populateScatterPatterns(mlir::RewritePatternSet &patterns);
void populateSelectAndScatterPatterns(mlir::RewritePatternSet &patterns);
void populateShapePatterns(mlir::RewritePatternSet &patterns);
void populateSortPatterns(mlir::RewritePatternSet &patterns);
void populateTopKPatterns(mlir::RewritePatternSet &patterns);

/// The op that combines an accumulator and an element in `body`, its only one;
/// null when it is not an add, multiply, maximum, minimum, and, or of these.
mlir::Operation *getCombiner(mlir::Region &body);

/// How `combiner`, which getCombiner gave, combines elements.
mlir::arith::AtomicRMWKind getKind(mlir::Operation *combiner);

/// Whether emitElement knows `op`.
bool isElementwise(mlir::Operation *op);

/// Says at an elementwise op why one of its elements cannot be computed.
llvm::LogicalResult checkElementwise(mlir::Operation *op);

/// Refuses a reduction of `inputs` to results of other element types.
llvm::LogicalResult refuseConversion(mlir::Operation *op,
                                     mlir::ValueRange inputs);

/// Says at an op of `body`, on scalars, why emitScalarBody cannot build it.
llvm::LogicalResult checkScalarBody(mlir::Block &body);

/// What `body` returns for `arguments`, one element each.
llvm::SmallVector<mlir::Value> emitScalarBody(mlir::Block &body,
                                              mlir::ImplicitLocOpBuilder &b,
                                              mlir::ValueRange arguments);

/// What an elementwise op computes of `elements`, one of each operand.
mlir::Value emitElement(mlir::Operation *op, mlir::ImplicitLocOpBuilder &b,
                        mlir::ValueRange elements);

/// Says at `op`, of two operands, why it cannot multiply their elements and sum
/// products in elements of its result.
llvm::LogicalResult checkProduct(mlir::Operation *op);

/// The product of two elements as an element of `op`'s result, or of `type`,
/// either of which holds both exactly.
mlir::Value emitProduct(mlir::Operation *op, mlir::ImplicitLocOpBuilder &b,
                        mlir::Value x, mlir::Value y, mlir::Type type);

/// The sum of products of elements of `lhs` and `rhs`, as `op` has them: a
/// contraction, whose maps are those of both and of the result.
mlir::Value createContraction(mlir::OpBuilder &b, mlir::Operation *op,
                              mlir::Value lhs, mlir::Value rhs,
                              mlir::RankedTensorType type,
                              llvm::ArrayRef<mlir::AffineMap> maps);

/// An elementwise `linalg.generic` of all-parallel identity maps over `inputs`,
/// which have the shape of `type`.
mlir::Value
createElementwise(mlir::OpBuilder &b, mlir::Location loc,
                  mlir::RankedTensorType type, mlir::ValueRange inputs,
                  llvm::function_ref<mlir::Value(mlir::ImplicitLocOpBuilder &,
                                                 mlir::ValueRange)>
                      emitBody);

/// The splat that defines `value`, or null.
mlir::DenseElementsAttr getSplat(mlir::Value value);

/// `value` under the shape `shape`: a view where possible.
mlir::Value reshape(mlir::OpBuilder &b, mlir::Location loc, mlir::Value value,
                    llvm::ArrayRef<int64_t> shape);

/// `value` with its dimension `permutation[i]` as dimension i.
mlir::Value transpose(mlir::OpBuilder &b, mlir::Location loc, mlir::Value value,
                      llvm::ArrayRef<int64_t> permutation);

/// The part of `value` of `shape` that begins at `starts`.
mlir::Value sliceOf(mlir::OpBuilder &b, mlir::Location loc, mlir::Value value,
                    llvm::ArrayRef<int64_t> starts,
                    llvm::ArrayRef<int64_t> shape);

/// What comes before, behind and between the elements of a dimension; negative
/// edges cut elements away.
struct Padding {
  int64_t low = 0, high = 0, interior = 0;
};

/// `value` padded with the scalar tensor `padding`, along each dimension.
mlir::Value pad(mlir::OpBuilder &b, mlir::Location loc, mlir::Value value,
                mlir::Value padding, llvm::ArrayRef<Padding> paddings);

/// `value` repeated to `type`; its dimension i becomes dimension `dims[i]`.
mlir::Value broadcastInDim(mlir::OpBuilder &b, mlir::Location loc,
                           mlir::Value value, llvm::ArrayRef<int64_t> dims,
                           mlir::RankedTensorType type);

/// A tensor of `type` filled with `scalar`.
mlir::Value createFilled(mlir::OpBuilder &b, mlir::Location loc,
                         mlir::TypedAttr scalar, mlir::RankedTensorType type);

/// What a reduction to `type` starts from: `scalar` in every element.
mlir::Value createInit(mlir::OpBuilder &b, mlir::Location loc,
                       mlir::Value scalar, mlir::RankedTensorType type);

} // namespace tp::frontend

#endif // TP_LIB_FRONTEND_STABLEHLO_IMPORT_IMPORT_H
