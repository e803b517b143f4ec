//===- KernelHarness.cpp - compiles and runs one kernel -------------------===//

#include "KernelHarness.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Diagnostics.h"
#include "mlir/Parser/Parser.h"
#include "tp/Codegen/CPU.h"
#include "tp/Dialect/TPRT/TPRTDialect.h"
#include "tp/Dialect/TensorExt/TensorExtDialect.h"
#include "gtest/gtest.h"
#include <cmath>
#include <cstring>
#include <dlfcn.h>
#include <random>
#include <sys/mman.h>
#include <unistd.h>

using namespace mlir;
using namespace tp::test;

static constexpr size_t guardBytes = 256;
static constexpr unsigned char guardByte = 0xA7;

/// i1 takes a byte, as in StableHLO's buffers.
static size_t elementBytes(Type type) {
  return llvm::divideCeil(type.getIntOrFloatBitWidth(), 8);
}

Buffer::Buffer(RankedTensorType type, unsigned char fill)
    : type(type),
      bytes(type.getNumElements() * elementBytes(type.getElementType())),
      memory(static_cast<unsigned char *>(
                 std::aligned_alloc(64, llvm::alignTo(bytes + guardBytes, 64))),
             std::free) {
  std::memset(memory.get(), fill, bytes);
  std::memset(memory.get() + bytes, guardByte, guardBytes);
}

bool Buffer::guardIsWhole() const {
  return std::all_of(memory.get() + bytes, memory.get() + bytes + guardBytes,
                     [](unsigned char byte) { return byte == guardByte; });
}

void Buffer::write(const Array &array) {
  Type element = type.getElementType();
  unsigned char *at = memory.get();
  for (double value : array.data) {
    uint64_t bits;
    if (auto floatType = dyn_cast<FloatType>(element)) {
      APFloat number(value);
      bool lost;
      number.convert(floatType.getFloatSemantics(),
                     APFloat::rmNearestTiesToEven, &lost);
      bits = number.bitcastToAPInt().getZExtValue();
    } else {
      bits = uint64_t(int64_t(value));
    }
    std::memcpy(at, &bits, elementBytes(element));
    at += elementBytes(element);
  }
}

Array Buffer::read() const {
  Array array(type.getShape());
  Type element = type.getElementType();
  const unsigned char *at = memory.get();
  for (double &value : array.data) {
    uint64_t bits = 0;
    std::memcpy(&bits, at, elementBytes(element));
    at += elementBytes(element);
    unsigned width = element.getIntOrFloatBitWidth();
    if (auto floatType = dyn_cast<FloatType>(element)) {
      APFloat number(floatType.getFloatSemantics(), APInt(width, bits));
      bool lost;
      number.convert(APFloat::IEEEdouble(), APFloat::rmNearestTiesToEven,
                     &lost);
      value = number.convertToDouble();
    } else if (width == 1) {
      value = double(bits);
    } else {
      value = double(llvm::SignExtend64(bits, width));
    }
  }
  return array;
}

//===----------------------------------------------------------------------===//
// Any kernel
//===----------------------------------------------------------------------===//

std::string ParsedKernel::errors;

bool ParsedKernel::build(StringRef text, const DialectRegistry &foreign,
                         llvm::function_ref<LogicalResult(ModuleOp)> compile) {
  DialectRegistry registry;
  registry.insert<arith::ArithDialect, func::FuncDialect, linalg::LinalgDialect,
                  math::MathDialect, tensor::TensorDialect,
                  tp::tensor_ext::TensorExtDialect, tp::tprt::TPRTDialect>();
  foreign.appendTo(registry);
  context =
      std::make_unique<MLIRContext>(registry, MLIRContext::Threading::DISABLED);
  errors.clear();
  ScopedDiagnosticHandler handler(context.get(), [](Diagnostic &diagnostic) {
    errors += diagnostic.str() + "\n";
    return success();
  });
  module = parseSourceString<ModuleOp>(text, context.get());
  if (!module)
    return false;
  kernel = *module->getOps<func::FuncOp>().begin();
  return succeeded(compile(*module));
}

int64_t ParsedKernel::noted(StringRef attribute) const {
  auto number = kernel->getAttrOfType<IntegerAttr>(attribute);
  return number ? number.getInt() : 0;
}

std::vector<Buffer> ParsedKernel::buffers(const std::vector<Array> &inputs,
                                          unsigned char poison) const {
  std::vector<Buffer> buffers;
  for (unsigned i = 0; i < numInputs(); ++i) {
    buffers.emplace_back(type(i));
    buffers.back().write(inputs[i]);
  }
  for (unsigned i = 0; i < kernel.getNumResults(); ++i)
    buffers.emplace_back(type(numInputs() + i), poison);
  return buffers;
}

std::vector<Array>
ParsedKernel::results(const std::vector<Buffer> &buffers) const {
  std::vector<Array> results;
  for (auto [i, buffer] : llvm::enumerate(buffers)) {
    EXPECT_TRUE(buffer.guardIsWhole()) << "writes behind operand " << i;
    if (i >= numInputs())
      results.push_back(buffer.read());
  }
  return results;
}

//===----------------------------------------------------------------------===//
// Kernels of the CPU
//===----------------------------------------------------------------------===//

std::unique_ptr<LoadedKernel> LoadedKernel::compile(StringRef text,
                                                    StringRef cpu) {
  DialectRegistry registry;
  registerCodegenDialects(registry);
  std::unique_ptr<LoadedKernel> result(new LoadedKernel());
  FailureOr<SmallVector<char>> library = failure();
  if (!result->build(text, registry, [&](ModuleOp module) -> LogicalResult {
        FailureOr<tp::CPUTarget> target =
            resolveCPUTarget(module.getLoc(), cpu);
        if (succeeded(target))
          library = compileCPUKernels(module, *target);
        return library;
      }))
    return nullptr;

  int file = memfd_create("kernels", 0);
  if (write(file, library->data(), library->size()) != ssize_t(library->size()))
    return nullptr;
  // Nothing may be missing when the library is loaded.
  std::string path = "/proc/self/fd/" + std::to_string(file);
  result->library = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  close(file);
  if (!result->library) {
    errors += dlerror();
    return nullptr;
  }
  result->entry = reinterpret_cast<tprt_kernel_fn>(
      dlsym(result->library, result->kernel.getSymName().str().c_str()));
  return result->entry ? std::move(result) : nullptr;
}

LoadedKernel::~LoadedKernel() {
  if (library)
    dlclose(library);
}

int64_t LoadedKernel::tiles() const {
  return noted(tp::tprt::TPRTDialect::kTilesAttr);
}

size_t ParsedKernel::numInputs() const {
  FunctionType type = kernel.getFunctionType();
  return llvm::count_if(type.getInputs(), llvm::IsaPred<RankedTensorType>) -
         type.getNumResults();
}

RankedTensorType ParsedKernel::type(unsigned operand) const {
  return cast<RankedTensorType>(kernel.getFunctionType().getInput(operand));
}

std::vector<Array> ParsedKernel::randomInputs(unsigned seed) const {
  std::mt19937 random(seed);
  std::vector<Array> inputs;
  for (unsigned i = 0; i < numInputs(); ++i) {
    Array array(type(i).getShape());
    Type element = type(i).getElementType();
    for (double &value : array.data)
      value = element.isInteger(1) ? double(random() % 2)
              : isa<IntegerType>(element)
                  ? double(int64_t(random() % 64) - 16)
                  : double(int64_t(random() % 4001) - 2000) / 512;
    // What the buffer can hold is what the interpreter gets.
    Buffer buffer(type(i));
    buffer.write(array);
    inputs.push_back(buffer.read());
  }
  return inputs;
}

std::vector<Array> LoadedKernel::run(const std::vector<Array> &inputs,
                                     const std::vector<int64_t> &coordinates,
                                     int64_t ranges, unsigned char poison) {
  std::vector<Buffer> buffers = this->buffers(inputs, poison);
  std::vector<void *> operands;
  for (Buffer &buffer : buffers)
    operands.push_back(buffer.data());
  int64_t count = tiles();
  for (int64_t r = ranges; r-- > 0;)
    call(operands, coordinates, count * r / ranges, count * (r + 1) / ranges);
  return results(buffers);
}

static bool isClose(double got, double expected, Tolerance tolerance) {
  if (std::isnan(expected) || std::isnan(got))
    return std::isnan(expected) && std::isnan(got);
  if (std::isinf(expected) || std::isinf(got))
    return got == expected;
  return std::fabs(got - expected) <=
         tolerance.absolute + tolerance.relative * std::fabs(expected);
}

static void expectClose(const Array &got, const Array &expected,
                        Tolerance tolerance) {
  ASSERT_EQ(got.data.size(), expected.data.size());
  for (size_t i = 0; i < got.data.size(); ++i)
    ASSERT_TRUE(isClose(got.data[i], expected.data[i], tolerance))
        << "element " << i << " is " << got.data[i] << ", expected "
        << expected.data[i];
}

void tp::test::expectClose(const std::vector<Array> &got,
                           const std::vector<Array> &expected,
                           Tolerance tolerance) {
  ASSERT_EQ(got.size(), expected.size());
  for (size_t i = 0; i < expected.size(); ++i) {
    SCOPED_TRACE("result " + std::to_string(i));
    ::expectClose(got[i], expected[i], tolerance);
  }
}

static void expectSame(const Array &a, const Array &b) {
  EXPECT_EQ(
      std::memcmp(a.data.data(), b.data.data(), a.data.size() * sizeof(double)),
      0)
      << "another split of the tiles gives other bits";
}

void tp::test::checkOnCPU(StringRef text, Tolerance tolerance,
                          const std::vector<int64_t> &coordinates,
                          const std::vector<Array> &given) {
  for (StringRef cpu : {"native", "x86-64-v3"}) {
    SCOPED_TRACE(cpu.str());
    auto kernel = LoadedKernel::compile(text, cpu);
    ASSERT_TRUE(kernel) << LoadedKernel::errors;
    std::vector<Array> inputs = given.empty() ? kernel->randomInputs(7) : given;
    std::vector<Array> expected =
        interpret(kernel->function(), inputs, coordinates);
    std::vector<Array> one = kernel->run(inputs, coordinates, 1, 0xFF);
    std::vector<Array> five = kernel->run(inputs, coordinates, 5, 0x00);
    SCOPED_TRACE(std::to_string(kernel->tiles()) + " tiles");
    tp::test::expectClose(one, expected, tolerance);
    for (size_t i = 0; i < expected.size(); ++i)
      expectSame(one[i], five[i]);
  }
}
