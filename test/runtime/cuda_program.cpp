//===- cuda_program.cpp - A small program of every kind of command --------===//
// Small integers in floats, so that results are exact.

#include "cuda_program.h"

#include <cstring>

using namespace tprt::test;
namespace fb = tprt::fb;

static constexpr uint32_t count = 1024, side = 32;

static float input(uint32_t rank, uint32_t index) {
  return float((rank + 1) * (index % 50));
}

static fb::GemmT twice(program_builder &b, fb::Ref in, fb::Ref out) {
  std::vector<float> diagonal(count);
  for (uint32_t i = 0; i < side; ++i)
    diagonal[i * (side + 1)] = 2;
  fb::GemmT gemm;
  gemm.dtype = gemm.result_dtype = fb::DType::f32;
  gemm.m = gemm.n = gemm.k = gemm.lda = gemm.ldb = gemm.ldc = side;
  gemm.a = std::make_unique<fb::Ref>(in);
  gemm.b = std::make_unique<fb::Ref>(b.constant(diagonal.data(), 4 * count));
  gemm.c = std::make_unique<fb::Ref>(out);
  return gemm;
}

cuda_program::cuda_program(uint32_t ranks) : ranks(ranks) {
  program_builder b(ranks);
  b.compile_for_cuda();
  fb::Ref x = b.argument(fb::DType::f32, {side, side});
  fb::Ref out = b.result(fb::DType::f32, {count});
  fb::Ref copied = b.result(fb::DType::f32, {count});
  uint64_t size = 4 * count;
  fb::Ref t = b.arena(size), doubled = b.arena(size), sum = b.arena(size),
          part = b.arena(size / ranks), whole = b.arena(size);
  uint32_t all = b.communicator({"x"}), add = b.kernel("add_arrays", 64, 3);
  b.gemm(twice(b, x, t));
  b.launch(add, {t, t, doubled}, 2);
  b.fork();
  uint32_t reduced = b.start(fb::CollectiveKind::all_reduce, fb::Reduction::sum,
                             fb::DType::f32, count, doubled, sum, all);
  b.copy(t, copied);
  b.wait(reduced);
  b.start(fb::CollectiveKind::reduce_scatter, fb::Reduction::sum,
          fb::DType::f32, count, sum, part, all);
  b.wait(b.start(fb::CollectiveKind::all_gather, fb::Reduction::none,
                 fb::DType::f32, count / ranks, part, whole, all));
  b.launch(add, {whole, sum, out}, 2);
  file = b.build();
}

void cuda_program::bind(runner &run) const {
  std::vector<float> values(count);
  for (uint32_t rank = 0; rank < ranks; ++rank) {
    for (uint32_t i = 0; i < count; ++i)
      values[i] = input(rank, i);
    run.write(rank, 0, values);
  }
}

std::string cuda_program::check(runner &run) const {
  for (uint32_t rank = 0; rank < ranks; ++rank) {
    std::vector<float> out = run.read_as<float>(rank, 0);
    std::vector<float> copied = run.read_as<float>(rank, 1);
    for (uint32_t i = 0; i < count; ++i) {
      float sum = 0;
      for (uint32_t r = 0; r < ranks; ++r)
        sum += 4 * input(r, i);
      if (out[i] != float(ranks + 1) * sum || copied[i] != 2 * input(rank, i))
        return "rank " + std::to_string(rank) + " has " +
               std::to_string(out[i]) + " and " + std::to_string(copied[i]) +
               " at " + std::to_string(i);
    }
  }
  return "";
}
