//===- gemm_algorithm.h - Which algorithm runs a product ------------------===//
// cuBLASLt's heuristic is asked once for each kind of product on a card.
#ifndef TPRT_BACKEND_CUDA_GEMM_ALGORITHM_H
#define TPRT_BACKEND_CUDA_GEMM_ALGORITHM_H

#include <cublasLt.h>
#include <map>
#include <mutex>
#include <vector>

namespace tprt::cuda {

/// Chosen algorithms, by all the numbers that the choice depends on.
class algorithm_cache {
public:
  using key = std::vector<uint64_t>;

  /// False when there is none.
  bool find(const key &key, cublasLtMatmulAlgo_t *algorithm) {
    std::lock_guard<std::mutex> lock(mutex);
    auto found = algorithms.find(key);
    if (found == algorithms.end())
      return false;
    *algorithm = found->second;
    return true;
  }

  void insert(const key &key, const cublasLtMatmulAlgo_t &algorithm) {
    std::lock_guard<std::mutex> lock(mutex);
    algorithms.emplace(key, algorithm);
  }

private:
  std::mutex mutex;
  std::map<key, cublasLtMatmulAlgo_t> algorithms;
};

} // namespace tprt::cuda

#endif // TPRT_BACKEND_CUDA_GEMM_ALGORITHM_H
