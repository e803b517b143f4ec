//===- Diagnostics.cpp - errors that mean "we cannot" ---------------------===//

#include "tp/Dialect/TP/Diagnostics.h"
#include "mlir/IR/DialectInterface.h"
#include "mlir/IR/DialectRegistry.h"
#include "tp/Dialect/TP/TPDialect.h"

using namespace mlir;

namespace {
/// Carries the driver's flag on the dialect: each context finds its own, and
/// no global is needed.
struct UnsupportedInterface
    : public DialectInterface::Base<UnsupportedInterface> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(UnsupportedInterface)
  UnsupportedInterface(Dialect *dialect, tp::UnsupportedFlag &flag)
      : Base(dialect), flag(flag) {}
  tp::UnsupportedFlag &flag;
};

struct UnsupportedExtension
    : public DialectExtension<UnsupportedExtension, tp::TPDialect> {
  explicit UnsupportedExtension(tp::UnsupportedFlag &flag) : flag(flag) {}
  void apply(MLIRContext *, tp::TPDialect *dialect) const final {
    dialect->addInterface<UnsupportedInterface>(flag);
  }
  tp::UnsupportedFlag &flag;
};
} // namespace

InFlightDiagnostic tp::emitUnsupported(Location loc) {
  if (auto *dialect = loc.getContext()->getOrLoadDialect<TPDialect>())
    if (auto *interface =
            dialect->getRegisteredInterface<UnsupportedInterface>())
      interface->flag = true;
  return emitError(loc);
}

InFlightDiagnostic tp::emitUnsupported(Operation *op) {
  InFlightDiagnostic diag = emitUnsupported(op->getLoc());
  diag << "'" << op->getName() << "' op ";
  return diag;
}

void tp::registerUnsupportedFlag(DialectRegistry &registry,
                                 UnsupportedFlag &flag) {
  registry.addExtension(TypeID::get<UnsupportedInterface>(),
                        std::make_unique<UnsupportedExtension>(flag));
}
