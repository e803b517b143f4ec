//===- cuda_reduce_test.cpp - Reduction kernels ---------------------------===//
// Does every reduction kernel, run instruction by instruction, give the bits of
// the CPU's, and does NVIDIA's assembler accept it?

#include "backend/cuda/reduce_ptx.h"
#include "comm/inproc/reduce.h"
#include "standin/ptx/ptx.h"

#include <cmath>
#include <cstring>
#include <fstream>
#include <gtest/gtest.h>
#include <random>
#include <unistd.h>

using namespace tprt::cuda;

namespace {

const tprt_reduction_t reductions[] = {TPRT_SUM, TPRT_MAX, TPRT_MIN, TPRT_PROD};
const uint32_t source_counts[] = {1, 2, 3, 8};

bool is_floating(tprt_dtype_t dtype) { return dtype >= TPRT_F16; }

std::string name_of(tprt_reduction_t reduction, tprt_dtype_t dtype,
                    uint32_t sources) {
  static const char *const names[] = {"sum", "max", "min", "prod"};
  return std::string(names[reduction]) + " of " + std::to_string(sources) +
         " x " + tprt_dtype_name(dtype);
}

uint64_t element(const std::vector<uint8_t> &bytes, uint64_t index,
                 uint32_t size) {
  uint64_t value = 0;
  memcpy(&value, bytes.data() + index * size, size);
  return value;
}

bool is_nan(uint64_t bits, tprt_dtype_t dtype) {
  switch (dtype) {
  case TPRT_F16:
    return (bits & 0x7fff) > 0x7c00;
  case TPRT_BF16:
    return (bits & 0x7fff) > 0x7f80;
  case TPRT_F32:
    return (bits & 0x7fffffff) > 0x7f800000;
  case TPRT_F64:
    return (bits & INT64_MAX) > 0x7ff0000000000000;
  default:
    return false;
  }
}

/// All bit patterns: infinities, NaNs, subnormals and both zeros among them.
std::vector<uint8_t> random_bytes(uint64_t size, std::mt19937 &random) {
  std::vector<uint8_t> bytes(size);
  for (uint8_t &byte : bytes)
    byte = static_cast<uint8_t>(random());
  return bytes;
}

/// Numbers of moderate size, whose sums have digits to round.
void make_moderate(std::vector<uint8_t> &bytes, tprt_dtype_t dtype) {
  uint32_t size = tprt_dtype_size(dtype);
  for (uint64_t i = 0; i < bytes.size() / size; ++i) {
    uint8_t &top = bytes[i * size + size - 1];
    top = static_cast<uint8_t>((top & 0x80) | 0x3c | (top & 3));
  }
}

/// Runs the kernel as run_reduction does.
std::string run(const ptx::module &module, uint32_t width,
                const std::vector<const void *> &sources, void *to,
                uint64_t count, uint64_t groups) {
  std::vector<const void *> parameters;
  for (const void *const &source : sources)
    parameters.push_back(&source);
  parameters.push_back(&to);
  parameters.push_back(&count);
  parameters.push_back(&groups);
  uint64_t threads = groups + count - groups * width;
  ptx::launch launch;
  launch.grid[0] =
      uint32_t((threads + reduction_threads - 1) / reduction_threads);
  launch.block[0] = reduction_threads;
  launch.parameters = parameters.data();
  return ptx::run(*module.find("reduce"), launch);
}

class Reduction : public testing::TestWithParam<int> {
protected:
  tprt_dtype_t dtype() const { return tprt_dtype_t(GetParam()); }
  uint32_t size() const { return tprt_dtype_size(dtype()); }

  void check(tprt_reduction_t reduction, uint32_t num_sources, uint64_t count,
             bool aligned, bool moderate) {
    std::string error;
    auto module = ptx::module::parse(
        reduction_ptx(reduction, dtype(), num_sources), error);
    ASSERT_NE(module, nullptr) << error;
    std::mt19937 random(num_sources * 1000 + uint32_t(count));
    // One element behind the front of an aligned buffer is aligned to itself.
    uint64_t skip = aligned ? 0 : size();
    std::vector<std::vector<uint8_t>> buffers;
    std::vector<const void *> sources;
    for (uint32_t i = 0; i < num_sources; ++i) {
      buffers.push_back(random_bytes(count * size() + skip, random));
      if (moderate)
        make_moderate(buffers.back(), dtype());
    }
    for (const auto &buffer : buffers)
      sources.push_back(buffer.data() + skip);
    std::vector<uint8_t> expected(count * size()), got(count * size() + 64, 7);
    tprt::inproc::find_reduction(reduction, dtype())(
        expected.data(), sources.data(), num_sources, count);
    uint32_t width = reduction_width(dtype());
    ASSERT_EQ(run(*module, width, sources, got.data(), count,
                  aligned ? count / width : 0),
              "");
    for (uint64_t i = 0; i < count; ++i) {
      uint64_t want = element(expected, i, size()),
               is = element(got, i, size());
      if (is_nan(want, dtype()) ? !is_nan(is, dtype()) : want != is)
        FAIL() << name_of(reduction, dtype(), num_sources) << ", element " << i
               << " of " << count << std::hex << ": " << is << " instead of "
               << want;
    }
    for (uint64_t i = count * size(); i < got.size(); ++i)
      ASSERT_EQ(got[i], 7) << "written beyond the end";
  }
};

TEST_P(Reduction, GivesTheBitsOfTheCPU) {
  for (tprt_reduction_t reduction : reductions)
    for (uint32_t sources : source_counts)
      for (uint64_t count : {1, 5, 1031})
        for (bool aligned : {true, false}) {
          check(reduction, sources, count, aligned, /*moderate=*/false);
          if (is_floating(dtype()))
            check(reduction, sources, count, aligned, /*moderate=*/true);
          if (HasFatalFailure())
            return;
        }
}

TEST_P(Reduction, MayWriteToASource) {
  std::string error;
  auto module = ptx::module::parse(reduction_ptx(TPRT_MAX, dtype(), 3), error);
  ASSERT_NE(module, nullptr) << error;
  std::mt19937 random(1);
  std::vector<std::vector<uint8_t>> buffers;
  for (int i = 0; i < 3; ++i) {
    buffers.push_back(random_bytes(100 * size(), random));
    make_moderate(buffers.back(), dtype());
  }
  std::vector<const void *> sources = {buffers[0].data(), buffers[1].data(),
                                       buffers[2].data()};
  std::vector<uint8_t> expected(100 * size());
  tprt::inproc::find_reduction(TPRT_MAX, dtype())(expected.data(),
                                                  sources.data(), 3, 100);
  uint32_t width = reduction_width(dtype());
  ASSERT_EQ(run(*module, width, sources, buffers[1].data(), 100, 100 / width),
            "");
  EXPECT_EQ(buffers[1], expected);
}

INSTANTIATE_TEST_SUITE_P(Types, Reduction, testing::Range(0, int(TPRT_F64) + 1),
                         [](const auto &info) {
                           return std::string(
                               tprt_dtype_name(tprt_dtype_t(info.param)));
                         });

TEST(ReductionText, TakesManySources) {
  std::string error;
  auto module = ptx::module::parse(
      reduction_ptx(TPRT_SUM, TPRT_BF16, max_sources), error);
  ASSERT_NE(module, nullptr) << error;
  EXPECT_EQ(ptx::num_parameters(*module->find("reduce")), max_sources + 3);
}

TEST(ReductionText, IsAcceptedByPtxas) {
  const char *ptxas = std::getenv("TP_PTXAS");
  if (!ptxas || access(ptxas, X_OK) != 0)
    GTEST_SKIP() << "no ptxas";
  std::string file =
      testing::TempDir() + "reduce." + std::to_string(getpid()) + ".ptx";
  for (tprt_reduction_t reduction : reductions)
    for (int dtype = 0; dtype <= TPRT_F64; ++dtype)
      for (uint32_t sources : {1u, 8u}) {
        std::ofstream(file)
            << reduction_ptx(reduction, tprt_dtype_t(dtype), sources);
        std::string command = std::string(ptxas) +
                              " -arch=sm_80 -warn-spills "
                              "-Werror " +
                              file + " -o /dev/null";
        EXPECT_EQ(std::system(command.c_str()), 0)
            << name_of(reduction, tprt_dtype_t(dtype), sources);
      }
  std::remove(file.c_str());
}

} // namespace
