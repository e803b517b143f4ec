//===- KernelInterpreter.h - what a kernel means --------------------------===//
// Evaluates a kernel function element by element in double, with none of the
// compiler's code: the reference that compiled kernels are compared with.
#ifndef TP_TEST_UNIT_CODEGEN_KERNELINTERPRETER_H
#define TP_TEST_UNIT_CODEGEN_KERNELINTERPRETER_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include <vector>

namespace tp::test {

/// A dense row-major array; every element type is held as double.
struct Array {
  std::vector<int64_t> shape;
  std::vector<double> data;

  Array() = default;
  explicit Array(llvm::ArrayRef<int64_t> shape);
};

/// The results of `kernel` for its tensor inputs and its coordinates.
std::vector<Array> interpret(mlir::func::FuncOp kernel,
                             const std::vector<Array> &inputs,
                             const std::vector<int64_t> &coordinates);

} // namespace tp::test

#endif // TP_TEST_UNIT_CODEGEN_KERNELINTERPRETER_H
