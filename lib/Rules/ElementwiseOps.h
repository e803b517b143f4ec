//===- ElementwiseOps.h - the ops of arith and math that take tensors -----===//
// Which ops these are is asked twice: for their rule and for their local form.
#ifndef TP_LIB_RULES_ELEMENTWISEOPS_H
#define TP_LIB_RULES_ELEMENTWISEOPS_H

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/IR/DialectRegistry.h"

namespace tp {

/// Attaches `Model<OpT>` to those of `Ops` that work element by element.
template <template <typename> typename Model, typename... Ops>
void attachIfElementwise(mlir::MLIRContext *context) {
  auto attach = [&](auto *none) {
    using OpT = std::remove_pointer_t<decltype(none)>;
    if constexpr (OpT::template hasTrait<mlir::OpTrait::Elementwise>() &&
                  OpT::template hasTrait<mlir::OpTrait::Tensorizable>())
      OpT::template attachInterface<Model<OpT>>(*context);
  };
  (attach(static_cast<Ops *>(nullptr)), ...);
}

/// Attaches `Model<OpT>` to every elementwise op of arith and math, in the
/// contexts made from `registry`.
template <template <typename> typename Model>
void attachToElementwiseOps(mlir::DialectRegistry &registry) {
  using namespace mlir;
  registry.addExtension(+[](MLIRContext *context, arith::ArithDialect *) {
    attachIfElementwise<Model,
#define GET_OP_LIST
#include "mlir/Dialect/Arith/IR/ArithOps.cpp.inc"
                        >(context);
  });
  registry.addExtension(+[](MLIRContext *context, math::MathDialect *) {
    attachIfElementwise<Model,
#define GET_OP_LIST
#include "mlir/Dialect/Math/IR/MathOps.cpp.inc"
                        >(context);
  });
}

} // namespace tp

#endif // TP_LIB_RULES_ELEMENTWISEOPS_H
