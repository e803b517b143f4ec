//===- TPRTDialect.cpp - the scheduled level ------------------------------===//

#include "tp/Dialect/TPRT/TPRTDialect.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/DialectImplementation.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace tp::tprt;

#include "tp/Dialect/TPRT/TPRTDialect.cpp.inc"

#include "tp/Dialect/TPRT/TPRTEnums.cpp.inc"

#define GET_TYPEDEF_CLASSES
#include "tp/Dialect/TPRT/TPRTTypes.cpp.inc"

void TPRTDialect::initialize() {
  addTypes<
#define GET_TYPEDEF_LIST
#include "tp/Dialect/TPRT/TPRTTypes.cpp.inc"
      >();
  addOperations<
#define GET_OP_LIST
#include "tp/Dialect/TPRT/TPRTOps.cpp.inc"
      >();
}
