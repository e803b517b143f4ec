//===- Localizers.cpp - registering how ops become local ------------------===//

#include "Localizers.h"
#include "mlir/IR/DialectRegistry.h"
#include "tp/Rules/Rules.h"

void tp::registerLocalizers(mlir::DialectRegistry &registry) {
  registerArithLocalizers(registry);
  registerLinalgLocalizers(registry);
  registerTensorExtLineLocalizers(registry);
  registerTensorExtLocalizers(registry);
  registerTensorExtScatterLocalizers(registry);
  registerTensorLocalizers(registry);
}
