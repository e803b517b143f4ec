//===- SdyDialect.cpp - registration of the sdy subset --------------------===//

#include "Unknown.h"
#include "tp/Frontend/StableHLO/Sdy.h"

using namespace mlir;
using namespace tp::sdy;

#include "tp/Frontend/StableHLO/SdyDialect.cpp.inc"

#define GET_OP_CLASSES
#include "tp/Frontend/StableHLO/SdyOps.cpp.inc"

void SdyDialect::initialize() {
  registerAttributes();
  addOperations<
#define GET_OP_LIST
#include "tp/Frontend/StableHLO/SdyOps.cpp.inc"
      >();
  allowUnknownOperations();
}

Type SdyDialect::parseType(DialectAsmParser &parser) const {
  return opaqueType(parser, *this);
}

std::optional<Dialect::ParseOpHook>
SdyDialect::getParseOperationHook(StringRef) const {
  return refuseOp;
}
