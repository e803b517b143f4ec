//===- Specialize.h - what specialising asks of foreign dialects ----------===//
#ifndef TP_NORMALIZE_SPECIALIZE_H
#define TP_NORMALIZE_SPECIALIZE_H

namespace mlir {
class DialectRegistry;
} // namespace mlir

namespace tp {

/// Adds SpecializeDialectInterface to tensor and linalg.
void registerSpecializers(mlir::DialectRegistry &registry);

} // namespace tp

#endif // TP_NORMALIZE_SPECIALIZE_H
