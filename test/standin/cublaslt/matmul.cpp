//===- matmul.cpp - Choosing an algorithm and running it ------------------===//
// An algorithm remembers the problem that it was chosen for, the workspace and
// the alignment that it counts on: with less it is refused.

#include "product.h"

#include <cstring>

using namespace standin;

//===-- The library -------------------------------------------------------===//

struct cublasLtContext {
  CUcontext context;
};

static void reset_handles();
static void handles_alive(std::map<std::string, uint64_t> &alive);

static pool<cublasLtContext> &handles() {
  static auto *state = [] {
    at_reset(reset_handles);
    at_leaks(handles_alive);
    return new pool<cublasLtContext>;
  }();
  return *state;
}

static void reset_handles() { handles().clear(); }

static void handles_alive(std::map<std::string, uint64_t> &alive) {
  alive["cublasLt handle"] += handles().size();
}

cublasStatus_t CUBLASWINAPI cublasLtCreate(cublasLtHandle_t *out) {
  call made("cublasLtCreate");
  if (auto code = made.asked(CUBLAS_STATUS_ALLOC_FAILED))
    return made.end(cublasStatus_t(*code));
  if (!out)
    return made.end(CUBLAS_STATUS_INVALID_VALUE);
  CUcontext context = current_context();
  if (!context || context->broken != CUDA_SUCCESS)
    return made.end(CUBLAS_STATUS_NOT_INITIALIZED);
  *out = handles().add(std::make_unique<cublasLtContext>());
  (*out)->context = context;
  return made.end(CUBLAS_STATUS_SUCCESS);
}

cublasStatus_t CUBLASWINAPI cublasLtDestroy(cublasLtHandle_t handle) {
  call made("cublasLtDestroy");
  auto code = made.asked(CUBLAS_STATUS_NOT_INITIALIZED);
  if (!handles().alive(handle))
    return made.end(CUBLAS_STATUS_INVALID_VALUE);
  handles().retire(handle);
  return made.end(code ? cublasStatus_t(*code) : CUBLAS_STATUS_SUCCESS);
}

size_t CUBLASWINAPI cublasLtGetVersion(void) {
  call made("cublasLtGetVersion");
  return size_t(made.end(options().cublaslt_version));
}

size_t CUBLASWINAPI cublasLtGetCudartVersion(void) {
  call made("cublasLtGetCudartVersion");
  return size_t(made.end(options().driver));
}

namespace {
struct status_text {
  cublasStatus_t code;
  const char *name, *text;
};
} // namespace

#define STATUS(code, text) {code, #code, text}
static const status_text status_texts[] = {
    STATUS(CUBLAS_STATUS_SUCCESS, "success"),
    STATUS(CUBLAS_STATUS_NOT_INITIALIZED, "the library was not initialized"),
    STATUS(CUBLAS_STATUS_ALLOC_FAILED, "the resource allocation failed"),
    STATUS(CUBLAS_STATUS_INVALID_VALUE,
           "an unsupported value or parameter was passed to the function"),
    STATUS(CUBLAS_STATUS_ARCH_MISMATCH,
           "the function requires an architectural feature absent from the "
           "architecture of the device"),
    STATUS(CUBLAS_STATUS_MAPPING_ERROR,
           "an access to the GPU memory space failed"),
    STATUS(CUBLAS_STATUS_EXECUTION_FAILED, "the GPU program failed to execute"),
    STATUS(CUBLAS_STATUS_INTERNAL_ERROR, "an internal cuBLAS operation failed"),
    STATUS(CUBLAS_STATUS_NOT_SUPPORTED,
           "the functionality requested is not supported"),
    STATUS(CUBLAS_STATUS_LICENSE_ERROR,
           "the functionality requires some license"),
};
#undef STATUS

const char *CUBLASWINAPI cublasLtGetStatusName(cublasStatus_t status) {
  for (const status_text &one : status_texts)
    if (one.code == status)
      return one.name;
  return "CUBLAS_STATUS_UNKNOWN";
}

const char *CUBLASWINAPI cublasLtGetStatusString(cublasStatus_t status) {
  for (const status_text &one : status_texts)
    if (one.code == status)
      return one.text;
  return "unknown status";
}

//===-- Algorithms --------------------------------------------------------===//

namespace {
/// What is kept in cublasLtMatmulAlgo_t.
struct algorithm {
  uint64_t magic;
  uint64_t problem;
  uint64_t workspace;
  uint32_t align_a, align_b, align_c, align_d;
};
} // namespace

static constexpr uint64_t algorithm_magic = 0x616c676f72697468;
static_assert(sizeof(algorithm) <= sizeof(cublasLtMatmulAlgo_t));

/// All descriptors of a call; false when one is none of ours.
static bool find_problem(problem &out, cublasLtMatmulDesc_t how,
                         cublasLtMatrixLayout_t a, cublasLtMatrixLayout_t b,
                         cublasLtMatrixLayout_t c, cublasLtMatrixLayout_t d) {
  if (!find(how) || !find(a) || !find(b) || !find(c) || !find(d))
    return false;
  out = {*find(how), *find(a), *find(b), *find(c), *find(d)};
  return true;
}

/// The workspace that the fastest algorithm would like: partial sums of a
/// product that is split along k.
static uint64_t wanted_workspace(const problem &p) {
  return (4 * p.d.rows * p.d.cols * 2 + 255) & ~uint64_t(255);
}

static algorithm make_algorithm(const problem &p, const preference &wish,
                                uint64_t workspace) {
  return {algorithm_magic, fingerprint(p), workspace,   wish.align_a,
          wish.align_b,    wish.align_c,   wish.align_d};
}

cublasStatus_t CUBLASWINAPI cublasLtMatmulAlgoGetHeuristic(
    cublasLtHandle_t handle, cublasLtMatmulDesc_t how, cublasLtMatrixLayout_t a,
    cublasLtMatrixLayout_t b, cublasLtMatrixLayout_t c,
    cublasLtMatrixLayout_t d, cublasLtMatmulPreference_t preference_handle,
    int asked_for, cublasLtMatmulHeuristicResult_t results[], int *count) {
  call made("cublasLtMatmulAlgoGetHeuristic");
  if (auto code = made.asked(CUBLAS_STATUS_NOT_SUPPORTED))
    return made.end(cublasStatus_t(*code));
  problem p;
  preference *wish = find(preference_handle);
  if (!handles().alive(handle) || !wish || asked_for <= 0 || !results ||
      !count || !find_problem(p, how, a, b, c, d))
    return made.end(CUBLAS_STATUS_INVALID_VALUE);
  *count = 0;
  if (cublasStatus_t bad = check(p))
    return made.end(bad);
  uint64_t first = std::min(wanted_workspace(p), wish->workspace);
  for (uint64_t workspace : {first, uint64_t(0)}) {
    if (*count == asked_for || (*count && !first))
      break;
    cublasLtMatmulHeuristicResult_t &result = results[(*count)++];
    std::memset(&result, 0, sizeof result);
    algorithm chosen = make_algorithm(p, *wish, workspace);
    std::memcpy(&result.algo, &chosen, sizeof chosen);
    result.workspaceSize = workspace;
    result.state = CUBLAS_STATUS_SUCCESS;
    result.wavesCount = 1;
  }
  return made.end(CUBLAS_STATUS_SUCCESS);
}

static bool is_aligned(const void *data, uint64_t alignment) {
  return reinterpret_cast<uint64_t>(data) % alignment == 0;
}

/// Alignment that a call without an algorithm gets: that of an element.
static algorithm choose_for(const problem &p) {
  preference wish;
  wish.align_a = uint32_t(element_size(p.a.type));
  wish.align_b = uint32_t(element_size(p.b.type));
  wish.align_c = wish.align_d = uint32_t(element_size(p.d.type));
  return make_algorithm(p, wish, 0);
}

static cublasStatus_t check_operands(const problem &p, const algorithm &chosen,
                                     const product_operands &o) {
  if (chosen.magic != algorithm_magic || chosen.problem != fingerprint(p))
    return CUBLAS_STATUS_INVALID_VALUE;
  if (o.workspace_size < chosen.workspace ||
      (chosen.workspace && (!o.workspace || !is_aligned(o.workspace, 16))))
    return CUBLAS_STATUS_INVALID_VALUE;
  if (!is_aligned(o.a, chosen.align_a) || !is_aligned(o.b, chosen.align_b) ||
      !is_aligned(o.d, chosen.align_d) ||
      (o.beta != 0 && !is_aligned(o.c, chosen.align_c)))
    return CUBLAS_STATUS_INVALID_VALUE;
  bool bias = p.how.epilogue & CUBLASLT_EPILOGUE_BIAS;
  bool aux = p.how.epilogue & 128;
  if ((bias &&
       (!p.how.bias || !is_aligned(p.how.bias, element_size(p.d.type)))) ||
      (aux && (!p.how.aux || !is_aligned(p.how.aux, 16))))
    return CUBLAS_STATUS_INVALID_VALUE;
  // In place the result must lie as what is added to it does.
  if (o.c == o.d && o.beta != 0 &&
      (p.c.ld != p.d.ld || p.c.stride != p.d.stride))
    return CUBLAS_STATUS_INVALID_VALUE;
  return CUBLAS_STATUS_SUCCESS;
}

static double scalar(const void *value, int32_t type) {
  if (type == CUDA_R_64F)
    return *static_cast<const double *>(value);
  return double(*static_cast<const float *>(value));
}

static std::string describe(const problem &p) {
  return format("m=%llu, n=%llu, batches=%d, epilogue=%u",
                (unsigned long long)p.d.rows, (unsigned long long)p.d.cols,
                p.d.batches, p.how.epilogue);
}

cublasStatus_t CUBLASWINAPI cublasLtMatmul(
    cublasLtHandle_t handle, cublasLtMatmulDesc_t how, const void *alpha,
    const void *a, cublasLtMatrixLayout_t a_layout, const void *b,
    cublasLtMatrixLayout_t b_layout, const void *beta, const void *c,
    cublasLtMatrixLayout_t c_layout, void *d, cublasLtMatrixLayout_t d_layout,
    const cublasLtMatmulAlgo_t *algo, void *workspace, size_t workspace_size,
    cudaStream_t stream_handle) {
  call made("cublasLtMatmul");
  problem p;
  bool found = find_problem(p, how, a_layout, b_layout, c_layout, d_layout);
  made.arguments(format("stream=%s, %s", name_of('s', stream_handle).c_str(),
                        found ? describe(p).c_str() : "?"));
  if (auto code = made.asked(CUBLAS_STATUS_EXECUTION_FAILED))
    return made.end(cublasStatus_t(*code));
  if (!handles().alive(handle))
    return made.end(CUBLAS_STATUS_NOT_INITIALIZED);
  CUstream stream = find_stream(stream_handle);
  if (!found || !stream || !alpha || !beta || !a || !b || !d)
    return made.end(CUBLAS_STATUS_INVALID_VALUE);
  if (stream->context != current_context())
    return made.end(CUBLAS_STATUS_INVALID_VALUE);
  if (stream->context->broken != CUDA_SUCCESS)
    return made.end(CUBLAS_STATUS_EXECUTION_FAILED);
  if (cublasStatus_t bad = check(p))
    return made.end(bad);
  algorithm chosen = choose_for(p);
  if (algo)
    std::memcpy(&chosen, algo, sizeof chosen);
  product_operands o = {a,
                        b,
                        c,
                        d,
                        scalar(alpha, p.how.scale),
                        scalar(beta, p.how.scale),
                        workspace,
                        workspace_size,
                        stream->context};
  if (cublasStatus_t bad = check_operands(p, chosen, o))
    return made.end(bad);
  o.workspace_size = chosen.workspace;
  CUresult queued =
      enqueue(stream, simple_work("cublasLtMatmul", describe(p),
                                  [=] { return multiply(p, o); }));
  return made.end(queued == CUDA_SUCCESS ? CUBLAS_STATUS_SUCCESS
                                         : CUBLAS_STATUS_EXECUTION_FAILED);
}
