//===- KernelFrame.h - what a kernel's code finds when it starts ----------===//
// Operands in memory, constants and scalars: the same for every machine.
#ifndef TP_LIB_CODEGEN_LOOPS_KERNELFRAME_H
#define TP_LIB_CODEGEN_LOOPS_KERNELFRAME_H

#include "ElementEmitter.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Interfaces/FunctionInterfaces.h"

namespace tp::loops {

/// The types of a kernel's arguments, with tensors in memory.
llvm::SmallVector<mlir::Type> memoryTypes(mlir::func::FuncOp kernel);

/// Those of `arguments`, of the types above, that hold the results.
mlir::ValueRange resultBuffers(mlir::func::FuncOp kernel,
                               mlir::ValueRange arguments);

/// Maps what the elements of `kernel` are computed from: its arguments are
/// those of `function`, tables of numbers become globals before it, and scalars
/// are computed at the builder's place.
void mapOutside(mlir::func::FuncOp kernel, mlir::FunctionOpInterface function,
                ElementEmitter &element);

} // namespace tp::loops

#endif // TP_LIB_CODEGEN_LOOPS_KERNELFRAME_H
