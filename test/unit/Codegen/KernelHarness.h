//===- KernelHarness.h - compiles and runs one kernel ---------------------===//
#ifndef TP_TEST_UNIT_CODEGEN_KERNELHARNESS_H
#define TP_TEST_UNIT_CODEGEN_KERNELHARNESS_H

#include "KernelInterpreter.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/MLIRContext.h"
#include "mlir/IR/OwningOpRef.h"
#include "tprt/kernel.h"
#include <memory>
#include <string>

namespace tp::test {

/// Memory of one operand as the runtime gives it, with a guard behind it.
class Buffer {
public:
  explicit Buffer(mlir::RankedTensorType type, unsigned char fill = 0);
  void write(const Array &array);
  Array read() const;
  void *data() const { return memory.get(); }
  size_t size() const { return bytes; }
  bool guardIsWhole() const;

private:
  mlir::RankedTensorType type;
  size_t bytes;
  std::unique_ptr<unsigned char, void (*)(void *)> memory;
};

/// A module with one kernel.
class ParsedKernel {
public:
  mlir::func::FuncOp function() const { return kernel; }
  size_t numInputs() const;
  mlir::RankedTensorType type(unsigned operand) const;
  /// What codegen has noted on the kernel: 0 when nothing.
  int64_t noted(llvm::StringRef attribute) const;

  /// Random values: small numbers, or whole ones for integers.
  std::vector<Array> randomInputs(unsigned seed) const;

  /// What parsing and compiling said.
  static std::string errors;

protected:
  /// Parses, and compiles with `compile`; false when either fails.
  bool build(llvm::StringRef text, const mlir::DialectRegistry &foreign,
             llvm::function_ref<mlir::LogicalResult(mlir::ModuleOp)> compile);

  /// Buffers for all operands: the inputs written, the results poisoned.
  std::vector<Buffer> buffers(const std::vector<Array> &inputs,
                              unsigned char poison) const;
  /// What the buffers of the results hold.
  std::vector<Array> results(const std::vector<Buffer> &buffers) const;

  std::unique_ptr<mlir::MLIRContext> context;
  mlir::OwningOpRef<mlir::ModuleOp> module;
  mutable mlir::func::FuncOp kernel;
};

/// A kernel that is compiled for a CPU and loaded.
class LoadedKernel : public ParsedKernel {
public:
  /// Nothing when it does not compile; diagnostics are in `errors`.
  static std::unique_ptr<LoadedKernel> compile(llvm::StringRef text,
                                               llvm::StringRef cpu);
  ~LoadedKernel();

  int64_t tiles() const;
  /// Runs all tiles in `ranges` calls, the last range first.
  std::vector<Array> run(const std::vector<Array> &inputs,
                         const std::vector<int64_t> &coordinates,
                         int64_t ranges, unsigned char poison);

  /// Runs tiles on buffers that the caller keeps.
  void call(std::vector<void *> &operands,
            const std::vector<int64_t> &coordinates, int64_t first,
            int64_t last) {
    entry(operands.data(), coordinates.data(), first, last);
  }

private:
  LoadedKernel() = default;
  void *library = nullptr;
  tprt_kernel_fn entry = nullptr;
};

/// How far results may be off.
struct Tolerance {
  double relative = 2e-5;
  double absolute = 1e-6;
};

/// Checks results against the interpreter's.
void expectClose(const std::vector<Array> &got,
                 const std::vector<Array> &expected, Tolerance tolerance);

/// Compiles `text` for this machine and for x86-64-v3, runs it in one and in
/// several ranges (same bits) and compares with the interpreter. `inputs`
/// replaces random ones.
void checkOnCPU(llvm::StringRef text, Tolerance tolerance = {},
                const std::vector<int64_t> &coordinates = {},
                const std::vector<Array> &inputs = {});

} // namespace tp::test

#endif // TP_TEST_UNIT_CODEGEN_KERNELHARNESS_H
