//===- KernelInfo.cpp - what compiled kernels say of themselves -----------===//
// Kernel code is trusted, the tables beside it are not: with this constant in
// the code the loader can tell that a damaged table would make a kernel leave
// its operands.

#include "KernelInfo.h"
#include "tp/Dialect/TPRT/TPRTDialect.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/Module.h"

using namespace mlir;
using namespace tp;

bool tp::isKernel(func::FuncOp function) {
  return function->hasAttr(tprt::TPRTDialect::kKernelAttr);
}

/// Bytes of a dense array; elements have whole bytes.
static uint64_t byteSize(RankedTensorType type) {
  Type element = type.getElementType();
  uint64_t bits = element.isIndex() ? 64 : element.getIntOrFloatBitWidth();
  return type.getNumElements() * llvm::divideCeil(bits, 8);
}

/// A number that compiling noted on the kernel.
static int64_t number(func::FuncOp kernel, StringRef name, int64_t absent) {
  auto attribute = kernel->getAttrOfType<IntegerAttr>(name);
  return attribute ? attribute.getInt() : absent;
}

static KernelInfo describe(func::FuncOp kernel) {
  using Dialect = tprt::TPRTDialect;
  KernelInfo info;
  info.name = kernel.getSymName().str();
  info.tiles = number(kernel, Dialect::kTilesAttr, 0);
  info.threads = number(kernel, Dialect::kThreadsAttr, 1);
  info.sharedBytes = number(kernel, Dialect::kSharedBytesAttr, 0);
  for (Type type : kernel.getArgumentTypes()) {
    if (auto tensor = dyn_cast<RankedTensorType>(type))
      info.operandBytes.push_back(byteSize(tensor));
    else
      info.coordinateSizes.push_back(1);
  }
  info.reads = int64_t(info.operandBytes.size()) - kernel.getNumResults();
  return info;
}

SmallVector<KernelInfo> tp::describeKernels(ModuleOp module) {
  SmallVector<KernelInfo> kernels;
  llvm::StringMap<size_t> byName;
  for (auto function : module.getOps<func::FuncOp>())
    if (isKernel(function)) {
      byName[function.getSymName()] = kernels.size();
      kernels.push_back(describe(function));
    }
  module.walk([&](tprt::LaunchOp launch) {
    auto found = byName.find(launch.getCallee());
    if (found == byName.end())
      return;
    KernelInfo &kernel = kernels[found->second];
    for (auto [size, coordinate] :
         llvm::zip(kernel.coordinateSizes, launch.getCoordinates()))
      if (auto op = coordinate.getDefiningOp<tprt::CoordinateOp>())
        size = std::max(size, uint64_t(op.getSize()));
  });
  return kernels;
}

/// A private array of the module; null when it is empty.
static llvm::Constant *makeArray(llvm::Module &code,
                                 ArrayRef<uint64_t> values) {
  llvm::LLVMContext &context = code.getContext();
  if (values.empty())
    return llvm::ConstantPointerNull::get(llvm::PointerType::get(context, 0));
  llvm::Constant *content = llvm::ConstantDataArray::get(context, values);
  return new llvm::GlobalVariable(code, content->getType(), true,
                                  llvm::GlobalValue::PrivateLinkage, content);
}

/// Field by field tprt_kernel_info_t.
static llvm::Constant *makeStruct(const KernelInfo &info, llvm::Module &code) {
  llvm::LLVMContext &context = code.getContext();
  auto field = [&](unsigned bits, uint64_t value) {
    return llvm::ConstantInt::get(llvm::Type::getIntNTy(context, bits), value);
  };
  llvm::Constant *fields[] = {field(64, info.tiles),
                              field(32, info.threads),
                              field(32, info.sharedBytes),
                              field(32, info.operandBytes.size()),
                              field(32, info.reads),
                              field(32, info.coordinateSizes.size()),
                              field(32, 0),
                              makeArray(code, info.operandBytes),
                              makeArray(code, info.coordinateSizes)};
  return llvm::ConstantStruct::getAnon(context, fields);
}

void tp::addKernelInfo(ArrayRef<KernelInfo> kernels, llvm::Module &code) {
  for (const KernelInfo &info : kernels) {
    llvm::Constant *value = makeStruct(info, code);
    new llvm::GlobalVariable(code, value->getType(), true,
                             llvm::GlobalValue::ExternalLinkage, value,
                             info.name + "_info");
  }
}

void tp::addGPUKernelInfo(ArrayRef<KernelInfo> kernels, llvm::Module &code) {
  // Not in constant memory: of that a module has 64 KiB, kernels or not.
  constexpr unsigned kGlobalMemory = 1;
  for (const KernelInfo &info : kernels) {
    SmallVector<uint64_t> values = {
        uint64_t(info.tiles),       uint64_t(info.threads),
        uint64_t(info.sharedBytes), info.operandBytes.size(),
        uint64_t(info.reads),       info.coordinateSizes.size()};
    llvm::append_range(values, info.operandBytes);
    llvm::append_range(values, info.coordinateSizes);
    llvm::Constant *value =
        llvm::ConstantDataArray::get(code.getContext(), values);
    new llvm::GlobalVariable(code, value->getType(), true,
                             llvm::GlobalValue::ExternalLinkage, value,
                             info.name + "_info", nullptr,
                             llvm::GlobalValue::NotThreadLocal, kGlobalMemory);
  }
}
