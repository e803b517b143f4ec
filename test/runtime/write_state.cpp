//===- write_state.cpp - The file that embed.c runs -----------------------===//
// Writes a state update on four ranks: state = 2 * state + weight, the state
// sharded and donated, through a matrix product, a kernel and an all-reduce of
// something small, so that each part of a step is there.

#include "program_builder.h"

#include <cstdio>

using namespace tprt::test;
namespace fb = tprt::fb;

static bytes state_program() {
  program_builder b(4);
  // 32 x 32 on each rank.
  fb::Ref state = b.argument(fb::DType::f32, {128, 32}, {{"x"}}, 0);
  b.program.arguments[0]->name = "state";
  fb::Ref weight = b.argument(fb::DType::f32, {32, 32});
  b.program.arguments[1]->name = "weight";
  fb::Ref next = b.result(fb::DType::f32, {128, 32}, {{"x"}});
  fb::Ref total = b.result(fb::DType::f32, {1024});
  fb::Ref product = b.arena(4096);
  fb::GemmT gemm;
  gemm.dtype = fb::DType::f32;
  gemm.m = gemm.n = gemm.k = gemm.lda = gemm.ldb = gemm.ldc = 32;
  gemm.a = std::make_unique<fb::Ref>(state);
  gemm.b = std::make_unique<fb::Ref>(weight);
  gemm.c = std::make_unique<fb::Ref>(product);
  b.gemm(gemm);
  b.launch(b.kernel("add_arrays", 64, 3), {product, state, next}, 2);
  b.collective(fb::CollectiveKind::all_reduce, fb::Reduction::sum,
               fb::DType::f32, 1024, next, total, b.communicator({"x"}));
  return b.build();
}

int main(int argc, char **argv) {
  if (argc != 2)
    return 2;
  FILE *stream = std::fopen(argv[1], "wb");
  if (!stream)
    return 3;
  bytes file = state_program();
  bool written =
      std::fwrite(file.data(), 1, file.size(), stream) == file.size();
  return std::fclose(stream) == 0 && written ? 0 : 3;
}
