//===- LineInterpreter.h - what ops along one dimension mean --------------===//
#ifndef TP_TEST_UNIT_CODEGEN_LINEINTERPRETER_H
#define TP_TEST_UNIT_CODEGEN_LINEINTERPRETER_H

#include "KernelInterpreter.h"

namespace tp::test {

/// The results of a top_k, scan or sort of tensor_ext; nothing for other ops.
/// `isBefore` evaluates a sort's comparator for its arguments.
std::vector<Array>
interpretLines(mlir::Operation *op, llvm::ArrayRef<Array> inputs,
               llvm::function_ref<bool(llvm::ArrayRef<double>)> isBefore);

} // namespace tp::test

#endif // TP_TEST_UNIT_CODEGEN_LINEINTERPRETER_H
