//===- gemm.cpp - Matrix products by CBLAS --------------------------------===//
// A product is cut into a grid of blocks over batch and over rows or columns of
// C, never over k. The grid depends on the shape alone, so that results do not
// depend on the number of workers.

#include "core/status.h"
#include "device.h"

#include <algorithm>
#include <cblas.h>
#include <mutex>
#include <vector>

using namespace tprt;
using namespace tprt::cpu;

// A block is at least this long along the divided dimension: shorter ones spend
// their time packing the operand that they share. Measured with OpenBLAS.
static constexpr uint64_t min_block = 256;
static constexpr uint64_t max_blocks = 16;
// Blocks begin at multiples, so that the library's inner tiles stay whole.
static constexpr uint64_t block_granule = 64;

struct tprt_gemm_plan {
  tprt_gemm_t desc;
  std::vector<tprt_gemm_batch_t> batch;
  bool split_rows; // else columns
  uint64_t extent; // of the divided dimension
  uint64_t block;  // of one block along it
  int64_t blocks;  // per matrix
  int64_t items;   // of the whole product
  int64_t chunk;   // items handed out at once
};

/// A product under way.
namespace {
struct job {
  const tprt_gemm_plan &plan;
  const void *a;
  const void *b;
  void *c;
};
} // namespace

//===-- Planning ----------------------------------------------------------===//

static uint64_t round_up(uint64_t value, uint64_t unit) {
  return (value + unit - 1) / unit * unit;
}

static void choose_grid(tprt_gemm_plan &plan, uint64_t matrices) {
  const tprt_gemm_t &d = plan.desc;
  plan.split_rows = d.m >= d.n;
  plan.extent = plan.split_rows ? d.m : d.n;
  // Enough matrices occupy all workers by themselves.
  uint64_t wanted =
      matrices >= max_blocks
          ? 1
          : std::clamp<uint64_t>(plan.extent / min_block, 1, max_blocks);
  plan.block = std::max<uint64_t>(
      round_up((plan.extent + wanted - 1) / wanted, block_granule), 1);
  plan.blocks =
      static_cast<int64_t>((plan.extent + plan.block - 1) / plan.block);
  plan.items = static_cast<int64_t>(matrices) * plan.blocks;
}

/// Small items are handed out together. Products of very large sizes saturate.
static void choose_chunk(tprt_gemm_plan &plan) {
  const tprt_gemm_t &d = plan.desc;
  double work = double(plan.block) * double(plan.split_rows ? d.n : d.m) *
                double(std::max<uint64_t>(d.k, 1));
  double together = double(small_flops) / std::max(work, 1.0);
  plan.chunk = together <= 1 ? 1 : static_cast<int64_t>(together);
}

static void use_one_thread_per_call() {
  // OpenBLAS would start threads of its own beside the ranks'.
  static std::once_flag once;
  std::call_once(once, [] { openblas_set_num_threads(1); });
}

tprt_status_t tprt::cpu::plan_gemm(tprt_device_t *, const tprt_gemm_t *gemm,
                                   tprt_gemm_plan_t **out) {
  if (gemm->dtype != TPRT_F32 && gemm->dtype != TPRT_F64)
    return tprt_status_create(TPRT_UNSUPPORTED,
                              "the cpu backend has no matrix product of %s",
                              tprt_dtype_name(gemm->dtype));
  if (gemm->result_dtype != gemm->dtype || gemm->has_bias || gemm->has_aux ||
      gemm->epilogue != TPRT_EPILOGUE_NONE)
    return tprt_status_create(
        TPRT_UNSUPPORTED, "the cpu backend has no matrix product with a bias, "
                          "an epilogue or a result of another type");
  return guarded([&] {
    use_one_thread_per_call();
    auto plan = std::make_unique<tprt_gemm_plan>();
    plan->desc = *gemm;
    plan->batch.assign(gemm->batch, gemm->batch + gemm->num_batch);
    plan->desc.batch = plan->batch.data();
    uint64_t matrices = 1;
    for (const tprt_gemm_batch_t &batch : plan->batch)
      matrices *= batch.size;
    choose_grid(*plan, gemm->n && gemm->m ? matrices : 0);
    choose_chunk(*plan);
    *out = plan.release();
    return tprt_status_t(nullptr);
  });
}

void tprt::cpu::free_gemm_plan(tprt_device_t *, tprt_gemm_plan_t *plan) {
  delete plan;
}

//===-- Running -----------------------------------------------------------===//

static void call(const tprt_gemm_t &d, int m, int n, const float *a,
                 const float *b, float *c) {
  cblas_sgemm(CblasRowMajor, d.transpose_a ? CblasTrans : CblasNoTrans,
              d.transpose_b ? CblasTrans : CblasNoTrans, m, n,
              static_cast<int>(d.k), 1.0f, a, static_cast<int>(d.lda), b,
              static_cast<int>(d.ldb), d.accumulate ? 1.0f : 0.0f, c,
              static_cast<int>(d.ldc));
}

static void call(const tprt_gemm_t &d, int m, int n, const double *a,
                 const double *b, double *c) {
  cblas_dgemm(CblasRowMajor, d.transpose_a ? CblasTrans : CblasNoTrans,
              d.transpose_b ? CblasTrans : CblasNoTrans, m, n,
              static_cast<int>(d.k), 1.0, a, static_cast<int>(d.lda), b,
              static_cast<int>(d.ldb), d.accumulate ? 1.0 : 0.0, c,
              static_cast<int>(d.ldc));
}

/// CBLAS leaves C alone, or not, when k is 0; here it is A * B = 0.
template <typename T>
static void clear(const tprt_gemm_t &d, uint64_t m, uint64_t n, T *c) {
  if (!d.accumulate)
    for (uint64_t row = 0; row < m; ++row)
      std::fill_n(c + row * d.ldc, n, T(0));
}

template <typename T> static void run_item(const job &job, int64_t item) {
  const tprt_gemm_plan &plan = job.plan;
  const tprt_gemm_t &d = plan.desc;
  uint64_t matrix = static_cast<uint64_t>(item / plan.blocks);
  uint64_t first = static_cast<uint64_t>(item % plan.blocks) * plan.block;
  uint64_t length = std::min(plan.block, plan.extent - first);
  const T *a = static_cast<const T *>(job.a);
  const T *b = static_cast<const T *>(job.b);
  T *c = static_cast<T *>(job.c);
  for (size_t i = plan.batch.size(); i-- > 0;) {
    const tprt_gemm_batch_t &batch = plan.batch[i];
    uint64_t index = matrix % batch.size;
    matrix /= batch.size;
    a += index * batch.stride_a;
    b += index * batch.stride_b;
    c += index * batch.stride_c;
  }
  uint64_t m = d.m, n = d.n;
  if (plan.split_rows) {
    m = length;
    a += first * (d.transpose_a ? 1 : d.lda);
    c += first * d.ldc;
  } else {
    n = length;
    b += first * (d.transpose_b ? d.ldb : 1);
    c += first;
  }
  if (d.k == 0)
    clear(d, m, n, c);
  else
    call(d, static_cast<int>(m), static_cast<int>(n), a, b, c);
}

template <typename T>
static void run_items(void *context, int64_t first, int64_t last) {
  for (int64_t item = first; item < last; ++item)
    run_item<T>(*static_cast<const job *>(context), item);
}

tprt_status_t tprt::cpu::run_gemm(tprt_device_t *device,
                                  const tprt_gemm_plan_t *plan,
                                  const tprt_gemm_operands_t *operands) {
  job job{*plan, operands->a, operands->b, operands->c};
  device->pool.run(plan->items, plan->chunk,
                   plan->desc.dtype == TPRT_F32 ? run_items<float>
                                                : run_items<double>,
                   &job);
  return nullptr;
}
