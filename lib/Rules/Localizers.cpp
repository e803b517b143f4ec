//===- Localizers.cpp - registering how ops become local ------------------===//

#include "mlir/IR/DialectRegistry.h"
#include "tp/Rules/Rules.h"

void tp::registerLocalizers(mlir::DialectRegistry &) {}
