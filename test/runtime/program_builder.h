//===- program_builder.h - Small .tpx files for the tests -----------------===//
// A program as the schema's objects, with short words for what tests say often,
// and the bytes of the file that it makes.
#ifndef TEST_RUNTIME_PROGRAM_BUILDER_H
#define TEST_RUNTIME_PROGRAM_BUILDER_H

#include "core/format.h"
#include "tpx_generated.h"

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace tprt::test {

using bytes = std::vector<uint8_t>;

/// Rounds up to the alignment of sections and operands.
inline uint64_t aligned(uint64_t size) { return (size + 63) / 64 * 64; }

class program_builder {
public:
  /// A program on a mesh of these axes, major first.
  explicit program_builder(
      const std::vector<std::pair<std::string, uint64_t>> &mesh);

  /// A program on one axis "x".
  explicit program_builder(uint32_t ranks)
      : program_builder({{"x", uint64_t(ranks)}}) {}

  /// Makes the file one for GPUs, with kernels in PTX; before any kernel.
  void compile_for_cuda();

  /// What the file says; tests may change it at will.
  fb::ProgramT program;
  bytes constants;
  bytes code;
  fb::CodeFormat code_format = fb::CodeFormat::elf;

  uint32_t num_ranks() const;

  /// Argument or result; sharding as lists of axis names per dimension.
  using axes = std::vector<std::vector<std::string>>;
  fb::Ref argument(fb::DType dtype, const std::vector<uint64_t> &shape,
                   const axes &sharding = {}, int32_t donated_result = -1);
  fb::Ref result(fb::DType dtype, const std::vector<uint64_t> &shape,
                 const axes &sharding = {});

  /// A fresh part of the arena.
  fb::Ref arena(uint64_t size);

  /// A new constant.
  fb::Ref constant(const void *data, uint64_t size);

  /// The coordinate of an axis.
  fb::Coordinate coordinate(const std::string &axis) const;

  /// Groups of the ranks that differ only in these axes; its index.
  uint32_t communicator(const std::vector<std::string> &axes);

  /// A kernel of kernels.c and kernels.ptx; its index.
  uint32_t kernel(const std::string &symbol, uint64_t tiles,
                  uint32_t num_operands, uint32_t num_coordinates = 0);

  /// Commands, each with a name and a location of its own; their index.
  uint32_t gemm(const fb::GemmT &gemm);
  uint32_t launch(uint32_t kernel, const std::vector<fb::Ref> &operands,
                  uint32_t num_reads,
                  const std::vector<fb::Coordinate> &coordinates = {});
  uint32_t copy(const fb::Ref &from, const fb::Ref &to);
  uint32_t start(fb::CollectiveKind kind, fb::Reduction reduction,
                 fb::DType dtype, uint64_t count, const fb::Ref &send,
                 const fb::Ref &recv, uint32_t communicator,
                 const std::vector<uint32_t> &targets = {});
  uint32_t record();
  uint32_t wait(uint32_t token);

  /// The point so far, which the communication stream waits for: before the
  /// first start, and wherever a start uses what was computed.
  void fork() { wait(record()); }

  /// fork, start and wait.
  void collective(fb::CollectiveKind kind, fb::Reduction reduction,
                  fb::DType dtype, uint64_t count, const fb::Ref &send,
                  const fb::Ref &recv, uint32_t communicator,
                  const std::vector<uint32_t> &targets = {}) {
    fork();
    wait(start(kind, reduction, dtype, count, send, recv, communicator,
               targets));
  }

  /// A region of the commands that `fill` adds, which may make regions of its
  /// own; its index. Tokens count within it.
  uint32_t region(const std::function<void()> &fill);
  uint32_t loop(uint32_t region, uint64_t trips);
  uint32_t loop_while(uint32_t region, const fb::Ref &predicate);
  uint32_t branch(const fb::Ref &index, fb::DType dtype,
                  const std::vector<uint32_t> &regions);

  /// The file.
  bytes build();

private:
  std::unique_ptr<fb::ValueT> value(fb::DType dtype,
                                    const std::vector<uint64_t> &shape,
                                    const axes &sharding);
  uint64_t local_bytes(const fb::ValueT &value) const;
  template <typename Table>
  uint32_t command(const std::string &name, Table &&table);
};

/// Bytes of one element.
uint64_t element_size(fb::DType dtype);

/// Computes the checksum of a changed file anew.
void rehash(bytes &file);

/// Where a file's table lies.
std::pair<size_t, size_t> table_range(const bytes &file);

} // namespace tprt::test

#endif // TEST_RUNTIME_PROGRAM_BUILDER_H
