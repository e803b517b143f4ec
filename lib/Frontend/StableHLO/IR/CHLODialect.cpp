//===- CHLODialect.cpp - registration of the chlo subset ------------------===//

#include "Unknown.h"
#include "tp/Frontend/StableHLO/CHLO.h"

using namespace mlir;
using namespace tp::chlo;

#include "tp/Frontend/StableHLO/CHLODialect.cpp.inc"

#define GET_OP_CLASSES
#include "tp/Frontend/StableHLO/CHLOOps.cpp.inc"

void CHLODialect::initialize() {
  addOperations<
#define GET_OP_LIST
#include "tp/Frontend/StableHLO/CHLOOps.cpp.inc"
      >();
  allowUnknownOperations();
}

Attribute CHLODialect::parseAttribute(DialectAsmParser &parser, Type) const {
  return opaqueAttribute(parser, *this);
}

void CHLODialect::printAttribute(Attribute, DialectAsmPrinter &) const {
  // Opaque attributes are printed by the printer itself.
}

Type CHLODialect::parseType(DialectAsmParser &parser) const {
  return opaqueType(parser, *this);
}

std::optional<Dialect::ParseOpHook>
CHLODialect::getParseOperationHook(StringRef) const {
  return refuseOp;
}
