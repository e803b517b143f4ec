//===- ThreadFrame.cpp - which part of a kernel a thread has --------------===//

#include "ThreadFrame.h"

using namespace mlir;
using namespace tp;

int64_t SharedMemory::reserve(int64_t bytes) {
  int64_t offset = used;
  used += llvm::alignTo(bytes, 16);
  return offset;
}

Value SharedMemory::view(Value offset, ArrayRef<int64_t> shape, Type element) {
  Attribute space = gpu::AddressSpaceAttr::get(
      builder.getContext(), gpu::GPUDialect::getWorkgroupAddressSpace());
  auto memory = [&](ArrayRef<int64_t> shape, Type element) {
    return MemRefType::get(shape, element, MemRefLayoutAttrInterface(), space);
  };
  auto base = gpu::DynamicSharedMemoryOp::create(
      builder, loc, memory({ShapedType::kDynamic}, builder.getI8Type()));
  return memref::ViewOp::create(builder, loc, memory(shape, element), base,
                                offset, ValueRange());
}
