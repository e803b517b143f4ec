//===- StableHLODialect.cpp - registration of the stablehlo subset --------===//

#include "Assembly.h"
#include "Unknown.h"
#include "tp/Frontend/StableHLO/StableHLO.h"

using namespace mlir;
using namespace tp::stablehlo;

#include "tp/Frontend/StableHLO/StableHLODialect.cpp.inc"

#define GET_OP_CLASSES
#include "tp/Frontend/StableHLO/StableHLOOps.cpp.inc"

void StableHLODialect::initialize() {
  registerAttributes();
  addOperations<
#define GET_OP_LIST
#include "tp/Frontend/StableHLO/StableHLOOps.cpp.inc"
      >();
  allowUnknownOperations();
}

Type StableHLODialect::parseType(DialectAsmParser &parser) const {
  return opaqueType(parser, *this);
}

std::optional<Dialect::ParseOpHook>
StableHLODialect::getParseOperationHook(StringRef) const {
  return refuseOp;
}
