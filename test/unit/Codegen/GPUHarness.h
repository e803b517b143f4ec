//===- GPUHarness.h - compiles one kernel for a GPU and interprets it -----===//
#ifndef TP_TEST_UNIT_CODEGEN_GPUHARNESS_H
#define TP_TEST_UNIT_CODEGEN_GPUHARNESS_H

#include "../../standin/ptx/ptx.h"
#include "KernelHarness.h"

namespace tp::test {

/// A kernel that is compiled to PTX.
class DeviceKernel : public ParsedKernel {
public:
  /// Nothing when it does not compile, or the interpreter does not understand
  /// the PTX; what was said is in `errors`.
  static std::unique_ptr<DeviceKernel> compile(llvm::StringRef text,
                                               llvm::StringRef chip);

  const std::string &ptx() const { return text; }
  int64_t tiles() const;
  int64_t threads() const;
  int64_t sharedBytes() const;

  /// Runs all blocks. It may touch nothing but its operands, and write nothing
  /// but its results.
  std::vector<Array> run(const std::vector<Array> &inputs,
                         const std::vector<int64_t> &coordinates,
                         unsigned char poison);
  /// Of all runs so far.
  const ptx::statistics &counts() const { return ptx::counts(*entry); }
  /// The bytes of all operands.
  uint64_t operandBytes() const;

private:
  DeviceKernel() = default;
  std::string text;
  std::unique_ptr<ptx::module> code;
  const ptx::kernel *entry = nullptr;
};

/// Compiles `text` for sm_80, runs it and compares with the interpreter of
/// tensors. `inputs` replaces random ones.
void checkOnGPU(llvm::StringRef text, Tolerance tolerance = {},
                const std::vector<int64_t> &coordinates = {},
                const std::vector<Array> &inputs = {});

} // namespace tp::test

#endif // TP_TEST_UNIT_CODEGEN_GPUHARNESS_H
