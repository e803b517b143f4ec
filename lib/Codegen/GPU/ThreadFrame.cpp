//===- ThreadFrame.cpp - which part of a kernel a thread has --------------===//

#include "ThreadFrame.h"
#include "GPUEntry.h"

using namespace mlir;
using namespace tp;

ThreadFrame tp::findThread(OpBuilder &builder, const GPUPlan &plan,
                           Location loc) {
  auto number = [&](int64_t value) -> Value {
    return arith::ConstantIndexOp::create(builder, loc, value);
  };
  Value thread = gpu::ThreadIdOp::create(builder, loc, gpu::Dimension::x);
  ThreadFrame frame{thread, number(0), thread, nullptr};
  if (plan.gridIsGroup) {
    frame.lane = threadOfGrid(builder, loc, plan.threadsPerBlock());
  } else if (plan.rowsPerBlock > 1) {
    Value inner =
        number(plan.adjacentRows ? plan.rowsPerBlock : plan.threadsPerRow);
    frame.group = arith::DivUIOp::create(builder, loc, thread, inner);
    frame.lane = arith::RemUIOp::create(builder, loc, thread, inner);
    if (plan.adjacentRows)
      std::swap(frame.group, frame.lane);
    else if (plan.threadsPerRow == kWarp) // The remainder, in a register.
      frame.lane = gpu::LaneIdOp::create(builder, loc, IntegerAttr());
  }
  return frame;
}

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
