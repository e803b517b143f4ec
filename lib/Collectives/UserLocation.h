//===- UserLocation.h - where in the user's program -----------------------===//
#ifndef TP_LIB_COLLECTIVES_USERLOCATION_H
#define TP_LIB_COLLECTIVES_USERLOCATION_H

#include "mlir/IR/Location.h"
#include <string>

namespace tp {

/// `file:line:column` of the user's program that a location stands for: of a
/// call its callee, innermost first; of fused locations the first that has
/// one; of a name what it names. A name alone is given as it is, "unknown"
/// when there is nothing.
std::string userLocation(mlir::Location loc);

} // namespace tp

#endif // TP_LIB_COLLECTIVES_USERLOCATION_H
