//===- kernel_info.cpp - What a GPU kernel says of itself -----------------===//
// The array's length must be what its own numbers make it.

#include "kernel_info.h"

using namespace tprt;
using namespace tprt::cuda;

// tiles, threads, shared_bytes, num_operands, num_reads, num_coordinates
static constexpr uint64_t fixed_words = 6;

static tprt_status_t damaged(const char *symbol, const char *what) {
  return TPRT_BAD("kernel \"%s\" says of itself what cannot be: %s", symbol,
                  what);
}

tprt_status_t tprt::cuda::parse_kernel_info(const char *symbol,
                                            const std::vector<uint64_t> &words,
                                            kernel_info *out) {
  if (words.size() < fixed_words)
    return damaged(symbol, "it says too little");
  uint64_t operands = words[3], reads = words[4], coordinates = words[5];
  // Neither is above the rest, so that their sum does not wrap.
  uint64_t rest = words.size() - fixed_words;
  if (operands > rest || coordinates > rest || operands + coordinates != rest)
    return damaged(symbol, "another number of sizes than of operands and "
                           "coordinates");
  if (reads > operands)
    return damaged(symbol, "it reads more operands than it has");
  if (words[1] == 0 || words[1] > UINT32_MAX || words[2] > UINT32_MAX)
    return damaged(symbol, "the size of its blocks");
  auto sizes = words.begin() + fixed_words;
  auto middle = sizes + static_cast<ptrdiff_t>(operands);
  out->operand_bytes.assign(sizes, middle);
  out->coordinate_sizes.assign(middle, words.end());
  out->info = {words[0],
               static_cast<uint32_t>(words[1]),
               static_cast<uint32_t>(words[2]),
               static_cast<uint32_t>(operands),
               static_cast<uint32_t>(reads),
               static_cast<uint32_t>(coordinates),
               /*reserved=*/0,
               out->operand_bytes.data(),
               out->coordinate_sizes.data()};
  return nullptr;
}
