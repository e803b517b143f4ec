//===- KernelFrame.cpp - what a kernel's code finds when it starts --------===//

#include "KernelFrame.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using namespace tp;
using namespace tp::loops;

/// Nothing is read of a tensor without elements, but LLVM wants a layout.
static MemRefType bufferType(RankedTensorType type) {
  SmallVector<int64_t> shape(type.getShape());
  for (int64_t &extent : shape)
    extent = std::max<int64_t>(extent, 1);
  return MemRefType::get(shape, storageType(type.getElementType()));
}

SmallVector<Type> tp::loops::memoryTypes(func::FuncOp kernel) {
  return llvm::map_to_vector(kernel.getArgumentTypes(), [](Type type) -> Type {
    auto tensor = dyn_cast<RankedTensorType>(type);
    return tensor ? bufferType(tensor) : type;
  });
}

ValueRange tp::loops::resultBuffers(func::FuncOp kernel, ValueRange arguments) {
  unsigned results = kernel.getNumResults();
  unsigned tensors = llvm::count_if(kernel.getArgumentTypes(),
                                    llvm::IsaPred<RankedTensorType>);
  return arguments.slice(tensors - results, results);
}

/// A table of numbers, in the code.
static Value constantBuffer(arith::ConstantOp op, StringRef name,
                            Operation *function, OpBuilder &builder) {
  Location loc = function->getLoc();
  auto content = cast<DenseElementsAttr>(op.getValue());
  MemRefType type = bufferType(cast<RankedTensorType>(op.getType()));
  if (content.getElementType().isInteger(1))
    content = content.mapValues(type.getElementType(),
                                [](const APInt &bit) { return bit.zext(8); });
  if (content.getElementType().isIndex() || content.getElementType().isBF16())
    content = content.bitcast(type.getElementType());
  {
    OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPoint(function);
    memref::GlobalOp::create(builder, loc, name,
                             builder.getStringAttr("private"), type, content,
                             /*constant=*/true, builder.getI64IntegerAttr(64));
  }
  return memref::GetGlobalOp::create(builder, loc, type, name);
}

void tp::loops::mapOutside(func::FuncOp kernel, FunctionOpInterface function,
                           ElementEmitter &element) {
  Block &body = kernel.getBody().front();
  for (auto [old, argument] :
       llvm::zip(body.getArguments(), function.getArguments()))
    element.mapping.map(old, argument);
  unsigned numConstants = 0;
  for (Operation &op : body.without_terminator()) {
    if (auto constant = dyn_cast<arith::ConstantOp>(op);
        constant && isa<TensorType>(constant.getType()) &&
        !isa<SplatElementsAttr>(constant.getValue())) {
      std::string name =
          (kernel.getName() + "_constant" + Twine(numConstants++)).str();
      element.mapping.map(
          constant.getResult(),
          constantBuffer(constant, name, function, element.builder));
    } else if (auto extract = dyn_cast<tensor::ExtractOp>(op)) {
      element.readTensor(extract, element.mapping);
    } else if (llvm::none_of(op.getResultTypes(), llvm::IsaPred<ShapedType>)) {
      element.builder.clone(op, element.mapping);
    }
  }
}
