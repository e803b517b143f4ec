//===- Elements.h - element types and constants of a file -----------------===//
#ifndef TP_LIB_TARGET_TPX_ELEMENTS_H
#define TP_LIB_TARGET_TPX_ELEMENTS_H

#include "core/tpx_generated.h"
#include "mlir/IR/BuiltinAttributes.h"
#include <optional>
#include <vector>

namespace tp {

/// The file's word for an element type; none when it has no word.
std::optional<tprt::fb::DType> toDType(mlir::Type type);

/// The elements of `content`, row-major, as buffers hold them (an i1 is a
/// byte), into `bytes`. Fails when they are not known or do not fit.
mlir::LogicalResult copyElements(mlir::ElementsAttr content,
                                 llvm::MutableArrayRef<char> bytes);

} // namespace tp

#endif // TP_LIB_TARGET_TPX_ELEMENTS_H
