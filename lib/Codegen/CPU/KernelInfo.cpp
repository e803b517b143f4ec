//===- KernelInfo.cpp - what compiled kernels say of themselves -----------===//
// Kernel code is trusted, the tables beside it are not: with this constant in
// the code the loader can tell that a damaged table would make a kernel leave
// its operands.

#include "KernelInfo.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "tp/Dialect/TPRT/TPRTDialect.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/Module.h"

using namespace mlir;
using namespace tp;

namespace {
struct Info {
  SmallVector<uint64_t> operandBytes;
  SmallVector<uint64_t> coordinateSizes;
};
} // namespace

/// Bytes of a dense array; elements have whole bytes.
static uint64_t byteSize(RankedTensorType type) {
  Type element = type.getElementType();
  uint64_t bits = element.isIndex() ? 64 : element.getIntOrFloatBitWidth();
  return type.getNumElements() * llvm::divideCeil(bits, 8);
}

static Info describe(func::FuncOp kernel) {
  Info info;
  for (Type type : kernel.getArgumentTypes()) {
    if (auto tensor = dyn_cast<RankedTensorType>(type))
      info.operandBytes.push_back(byteSize(tensor));
    else
      info.coordinateSizes.push_back(1);
  }
  return info;
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

static void define(llvm::Module &code, func::FuncOp kernel, const Info &info) {
  llvm::LLVMContext &context = code.getContext();
  llvm::Type *i32 = llvm::Type::getInt32Ty(context);
  llvm::Type *i64 = llvm::Type::getInt64Ty(context);
  int64_t tiles =
      kernel->getAttrOfType<IntegerAttr>(tprt::TPRTDialect::kTilesAttr)
          .getInt();
  uint64_t operands = info.operandBytes.size();
  auto number = [](llvm::Type *type, uint64_t value) {
    return llvm::ConstantInt::get(type, value);
  };
  // Field by field tprt_kernel_info_t.
  llvm::Constant *fields[] = {number(i64, tiles),
                              number(i32, operands),
                              number(i32, operands - kernel.getNumResults()),
                              number(i32, info.coordinateSizes.size()),
                              number(i32, 0),
                              makeArray(code, info.operandBytes),
                              makeArray(code, info.coordinateSizes)};
  llvm::Constant *value = llvm::ConstantStruct::getAnon(context, fields);
  new llvm::GlobalVariable(code, value->getType(), true,
                           llvm::GlobalValue::ExternalLinkage, value,
                           kernel.getSymName() + "_info");
}

void tp::addKernelInfo(ModuleOp module, llvm::Module &code) {
  llvm::MapVector<StringRef, std::pair<func::FuncOp, Info>> kernels;
  for (auto function : module.getOps<func::FuncOp>())
    if (function->hasAttr(tprt::TPRTDialect::kKernelAttr))
      kernels[function.getSymName()] = {function, describe(function)};
  module.walk([&](tprt::LaunchOp launch) {
    auto found = kernels.find(launch.getCallee());
    if (found == kernels.end())
      return;
    for (auto [size, coordinate] : llvm::zip(
             found->second.second.coordinateSizes, launch.getCoordinates()))
      if (auto op = coordinate.getDefiningOp<tprt::CoordinateOp>())
        size = std::max(size, uint64_t(op.getSize()));
  });
  for (auto &[name, kernel] : kernels)
    define(code, kernel.first, kernel.second);
}
