//===- GPUHarness.cpp - compiles one kernel for a GPU and interprets it ---===//

#include "GPUHarness.h"
#include "tp/Codegen/GPU.h"
#include "tp/Dialect/TPRT/TPRTDialect.h"
#include "gtest/gtest.h"

using namespace mlir;
using namespace tp::test;
using tp::tprt::TPRTDialect;

std::unique_ptr<DeviceKernel> DeviceKernel::compile(StringRef text,
                                                    StringRef chip) {
  DialectRegistry registry;
  registerGPUCodegenDialects(registry);
  std::unique_ptr<DeviceKernel> result(new DeviceKernel());
  if (!result->build(text, registry, [&](ModuleOp module) -> LogicalResult {
        FailureOr<tp::GPUTarget> target =
            tp::resolveGPUTarget(module.getLoc(), chip, "");
        if (failed(target))
          return failure();
        FailureOr<tp::GPUCode> code = tp::compileGPUKernels(module, *target);
        if (succeeded(code))
          result->text = code->ptx;
        return code;
      }))
    return nullptr;
  result->code = ptx::module::parse(result->text, errors);
  if (!result->code)
    return nullptr;
  result->entry = result->code->find(result->kernel.getSymName().str());
  return result->entry ? std::move(result) : nullptr;
}

int64_t DeviceKernel::tiles() const { return noted(TPRTDialect::kTilesAttr); }

int64_t DeviceKernel::threads() const {
  return noted(TPRTDialect::kThreadsAttr);
}

int64_t DeviceKernel::sharedBytes() const {
  return noted(TPRTDialect::kSharedBytesAttr);
}

uint64_t DeviceKernel::operandBytes() const {
  uint64_t bytes = 0;
  for (unsigned i = 0; i < numInputs() + kernel.getNumResults(); ++i)
    bytes += Buffer(type(i)).size();
  return bytes;
}

std::vector<Array> DeviceKernel::run(const std::vector<Array> &inputs,
                                     const std::vector<int64_t> &coordinates,
                                     unsigned char poison) {
  std::vector<Buffer> memory = buffers(inputs, poison);
  std::vector<uint64_t> values;
  for (Buffer &buffer : memory)
    values.push_back(reinterpret_cast<uint64_t>(buffer.data()));
  values.insert(values.end(), coordinates.begin(), coordinates.end());
  std::vector<const void *> parameters;
  for (uint64_t &value : values)
    parameters.push_back(&value);

  ptx::launch launch;
  launch.grid[0] = tiles();
  launch.block[0] = threads();
  launch.shared_bytes = sharedBytes();
  launch.parameters = parameters.data();
  launch.allowed = [&](uint64_t address, uint64_t size, bool write) {
    for (auto [i, buffer] : llvm::enumerate(memory)) {
      uint64_t begin = reinterpret_cast<uint64_t>(buffer.data());
      // LLVM reads three neighbours as four where all four are in one aligned
      // unit of 16 bytes, which a device allocates as a whole.
      uint64_t end =
          begin + (write ? buffer.size() : llvm::alignTo(buffer.size(), 16));
      if (address >= begin && address + size <= end)
        return !write || i >= numInputs();
    }
    return false;
  };
  EXPECT_EQ(ptx::run(*entry, launch), "");
  return results(memory);
}

void tp::test::checkOnGPU(StringRef text, Tolerance tolerance,
                          const std::vector<int64_t> &coordinates,
                          const std::vector<Array> &given) {
  auto kernel = DeviceKernel::compile(text, "sm_80");
  ASSERT_TRUE(kernel) << DeviceKernel::errors;
  std::vector<Array> inputs = given.empty() ? kernel->randomInputs(7) : given;
  std::vector<Array> expected =
      interpret(kernel->function(), inputs, coordinates);
  SCOPED_TRACE(std::to_string(kernel->tiles()) + " blocks of " +
               std::to_string(kernel->threads()) + " threads");
  expectClose(kernel->run(inputs, coordinates, 0xFF), expected, tolerance);
}
