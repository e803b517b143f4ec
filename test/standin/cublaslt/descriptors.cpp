//===- descriptors.cpp - Making and filling descriptors -------------------===//
// Attributes that the stand-in does not model are refused, so that a program
// that needs them is noticed.

#include "descriptors.h"

#include "../cuda/engine.h"

#include <cstring>

using namespace standin;

namespace {
struct descriptor_state {
  pool<product> products;
  pool<layout> layouts;
  pool<preference> preferences;
};
} // namespace

static void reset_descriptors();
static void descriptors_alive(std::map<std::string, uint64_t> &alive);

static descriptor_state &descriptors() {
  static auto *state = [] {
    at_reset(reset_descriptors);
    at_leaks(descriptors_alive);
    return new descriptor_state;
  }();
  return *state;
}

static void reset_descriptors() {
  descriptors().products.clear();
  descriptors().layouts.clear();
  descriptors().preferences.clear();
}

static void descriptors_alive(std::map<std::string, uint64_t> &alive) {
  alive["matmul descriptor"] += descriptors().products.size();
  alive["matrix layout"] += descriptors().layouts.size();
  alive["matmul preference"] += descriptors().preferences.size();
}

template <typename type, typename handle>
static type *find_in(const pool<type> &where, handle given) {
  auto *object = reinterpret_cast<type *>(given);
  return where.alive(object) ? object : nullptr;
}

product *standin::find(cublasLtMatmulDesc_t handle) {
  return find_in(descriptors().products, handle);
}
layout *standin::find(cublasLtMatrixLayout_t handle) {
  return find_in(descriptors().layouts, handle);
}
preference *standin::find(cublasLtMatmulPreference_t handle) {
  return find_in(descriptors().preferences, handle);
}

uint64_t standin::element_size(uint32_t type) {
  switch (type) {
  case CUDA_R_16F:
  case CUDA_R_16BF:
    return 2;
  case CUDA_R_32F:
    return 4;
  case CUDA_R_64F:
    return 8;
  default:
    return 0;
  }
}

//===-- Attributes --------------------------------------------------------===//

namespace {
/// Where an attribute is kept; no data: it is not modelled.
struct place {
  void *data = nullptr;
  size_t size = 0;
};
} // namespace

template <typename type> static place at(type &field) {
  return {&field, sizeof field};
}

static place find_field(product &of, cublasLtMatmulDescAttributes_t attribute) {
  switch (attribute) {
  case CUBLASLT_MATMUL_DESC_COMPUTE_TYPE:
    return at(of.compute);
  case CUBLASLT_MATMUL_DESC_SCALE_TYPE:
    return at(of.scale);
  case CUBLASLT_MATMUL_DESC_POINTER_MODE:
    return at(of.pointer_mode);
  case CUBLASLT_MATMUL_DESC_TRANSA:
    return at(of.trans_a);
  case CUBLASLT_MATMUL_DESC_TRANSB:
    return at(of.trans_b);
  case CUBLASLT_MATMUL_DESC_TRANSC:
    return at(of.trans_c);
  case CUBLASLT_MATMUL_DESC_FILL_MODE:
    return at(of.fill);
  case CUBLASLT_MATMUL_DESC_EPILOGUE:
    return at(of.epilogue);
  case CUBLASLT_MATMUL_DESC_BIAS_POINTER:
    return at(of.bias);
  case CUBLASLT_MATMUL_DESC_BIAS_BATCH_STRIDE:
    return at(of.bias_stride);
  case CUBLASLT_MATMUL_DESC_BIAS_DATA_TYPE:
    return at(of.bias_type);
  case CUBLASLT_MATMUL_DESC_EPILOGUE_AUX_POINTER:
    return at(of.aux);
  case CUBLASLT_MATMUL_DESC_EPILOGUE_AUX_LD:
    return at(of.aux_ld);
  case CUBLASLT_MATMUL_DESC_EPILOGUE_AUX_BATCH_STRIDE:
    return at(of.aux_stride);
  case CUBLASLT_MATMUL_DESC_EPILOGUE_AUX_DATA_TYPE:
    return at(of.aux_type);
  case CUBLASLT_MATMUL_DESC_SM_COUNT_TARGET:
    return at(of.sm_count);
  default:
    return {};
  }
}

static place find_field(layout &of, cublasLtMatrixLayoutAttribute_t attribute) {
  switch (attribute) {
  case CUBLASLT_MATRIX_LAYOUT_TYPE:
    return at(of.type);
  case CUBLASLT_MATRIX_LAYOUT_ORDER:
    return at(of.order);
  case CUBLASLT_MATRIX_LAYOUT_ROWS:
    return at(of.rows);
  case CUBLASLT_MATRIX_LAYOUT_COLS:
    return at(of.cols);
  case CUBLASLT_MATRIX_LAYOUT_LD:
    return at(of.ld);
  case CUBLASLT_MATRIX_LAYOUT_BATCH_COUNT:
    return at(of.batches);
  case CUBLASLT_MATRIX_LAYOUT_STRIDED_BATCH_OFFSET:
    return at(of.stride);
  default:
    return {};
  }
}

static place find_field(preference &of,
                        cublasLtMatmulPreferenceAttributes_t attribute) {
  switch (attribute) {
  case CUBLASLT_MATMUL_PREF_SEARCH_MODE:
    return at(of.search_mode);
  case CUBLASLT_MATMUL_PREF_MAX_WORKSPACE_BYTES:
    return at(of.workspace);
  case CUBLASLT_MATMUL_PREF_REDUCTION_SCHEME_MASK:
    return at(of.reductions);
  case CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_A_BYTES:
    return at(of.align_a);
  case CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_B_BYTES:
    return at(of.align_b);
  case CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_C_BYTES:
    return at(of.align_c);
  case CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_D_BYTES:
    return at(of.align_d);
  default:
    return {};
  }
}

template <typename type, typename attributes>
static cublasStatus_t set(call &made, type *object, attributes attribute,
                          const void *value, size_t size) {
  if (auto code = made.asked(CUBLAS_STATUS_INVALID_VALUE))
    return made.end(cublasStatus_t(*code));
  if (!object || !value)
    return made.end(CUBLAS_STATUS_INVALID_VALUE);
  place to = find_field(*object, attribute);
  if (!to.data)
    return made.end(CUBLAS_STATUS_NOT_SUPPORTED);
  if (size != to.size)
    return made.end(CUBLAS_STATUS_INVALID_VALUE);
  std::memcpy(to.data, value, size);
  return made.end(CUBLAS_STATUS_SUCCESS);
}

template <typename type, typename attributes>
static cublasStatus_t get(call &made, type *object, attributes attribute,
                          void *value, size_t size, size_t *written) {
  if (auto code = made.asked(CUBLAS_STATUS_INVALID_VALUE))
    return made.end(cublasStatus_t(*code));
  if (!object)
    return made.end(CUBLAS_STATUS_INVALID_VALUE);
  place from = find_field(*object, attribute);
  if (!from.data || (size && (size < from.size || !value)))
    return made.end(CUBLAS_STATUS_INVALID_VALUE);
  if (size)
    std::memcpy(value, from.data, from.size);
  if (written)
    *written = from.size;
  return made.end(CUBLAS_STATUS_SUCCESS);
}

template <typename type, typename handle>
static cublasStatus_t create(call &made, pool<type> &where, type object,
                             handle *out) {
  if (auto code = made.asked(CUBLAS_STATUS_ALLOC_FAILED))
    return made.end(cublasStatus_t(*code));
  if (!out)
    return made.end(CUBLAS_STATUS_INVALID_VALUE);
  *out = reinterpret_cast<handle>(where.add(std::make_unique<type>(object)));
  return made.end(CUBLAS_STATUS_SUCCESS);
}

template <typename type>
static cublasStatus_t destroy(call &made, pool<type> &where, type *object) {
  auto code = made.asked(CUBLAS_STATUS_INVALID_VALUE);
  if (!object)
    return made.end(CUBLAS_STATUS_INVALID_VALUE);
  where.retire(object);
  return made.end(code ? cublasStatus_t(*code) : CUBLAS_STATUS_SUCCESS);
}

//===-- The library's functions -------------------------------------------===//

cublasStatus_t CUBLASWINAPI
cublasLtMatmulDescCreate(cublasLtMatmulDesc_t *out, cublasComputeType_t compute,
                         cudaDataType_t scale) {
  call made("cublasLtMatmulDescCreate");
  made.arguments(format("compute=%d, scale=%d", int(compute), int(scale)));
  product object;
  object.compute = compute;
  object.scale = scale;
  return create(made, descriptors().products, object, out);
}

cublasStatus_t CUBLASWINAPI
cublasLtMatmulDescDestroy(cublasLtMatmulDesc_t handle) {
  call made("cublasLtMatmulDescDestroy");
  return destroy(made, descriptors().products, find(handle));
}

cublasStatus_t CUBLASWINAPI cublasLtMatmulDescSetAttribute(
    cublasLtMatmulDesc_t handle, cublasLtMatmulDescAttributes_t attribute,
    const void *value, size_t size) {
  call made("cublasLtMatmulDescSetAttribute");
  made.arguments(format("attribute=%d", int(attribute)));
  return set(made, find(handle), attribute, value, size);
}

cublasStatus_t CUBLASWINAPI cublasLtMatmulDescGetAttribute(
    cublasLtMatmulDesc_t handle, cublasLtMatmulDescAttributes_t attribute,
    void *value, size_t size, size_t *written) {
  call made("cublasLtMatmulDescGetAttribute");
  made.arguments(format("attribute=%d", int(attribute)));
  return get(made, find(handle), attribute, value, size, written);
}

cublasStatus_t CUBLASWINAPI
cublasLtMatrixLayoutCreate(cublasLtMatrixLayout_t *out, cudaDataType type,
                           uint64_t rows, uint64_t cols, int64_t ld) {
  call made("cublasLtMatrixLayoutCreate");
  made.arguments(format("type=%d, rows=%llu, cols=%llu, ld=%lld", int(type),
                        (unsigned long long)rows, (unsigned long long)cols,
                        (long long)ld));
  layout object;
  object.type = type;
  object.rows = rows;
  object.cols = cols;
  object.ld = ld;
  return create(made, descriptors().layouts, object, out);
}

cublasStatus_t CUBLASWINAPI
cublasLtMatrixLayoutDestroy(cublasLtMatrixLayout_t handle) {
  call made("cublasLtMatrixLayoutDestroy");
  return destroy(made, descriptors().layouts, find(handle));
}

cublasStatus_t CUBLASWINAPI cublasLtMatrixLayoutSetAttribute(
    cublasLtMatrixLayout_t handle, cublasLtMatrixLayoutAttribute_t attribute,
    const void *value, size_t size) {
  call made("cublasLtMatrixLayoutSetAttribute");
  made.arguments(format("attribute=%d", int(attribute)));
  return set(made, find(handle), attribute, value, size);
}

cublasStatus_t CUBLASWINAPI cublasLtMatrixLayoutGetAttribute(
    cublasLtMatrixLayout_t handle, cublasLtMatrixLayoutAttribute_t attribute,
    void *value, size_t size, size_t *written) {
  call made("cublasLtMatrixLayoutGetAttribute");
  made.arguments(format("attribute=%d", int(attribute)));
  return get(made, find(handle), attribute, value, size, written);
}

cublasStatus_t CUBLASWINAPI
cublasLtMatmulPreferenceCreate(cublasLtMatmulPreference_t *out) {
  call made("cublasLtMatmulPreferenceCreate");
  return create(made, descriptors().preferences, preference(), out);
}

cublasStatus_t CUBLASWINAPI
cublasLtMatmulPreferenceDestroy(cublasLtMatmulPreference_t handle) {
  call made("cublasLtMatmulPreferenceDestroy");
  return destroy(made, descriptors().preferences, find(handle));
}

cublasStatus_t CUBLASWINAPI cublasLtMatmulPreferenceSetAttribute(
    cublasLtMatmulPreference_t handle,
    cublasLtMatmulPreferenceAttributes_t attribute, const void *value,
    size_t size) {
  call made("cublasLtMatmulPreferenceSetAttribute");
  made.arguments(format("attribute=%d", int(attribute)));
  return set(made, find(handle), attribute, value, size);
}

cublasStatus_t CUBLASWINAPI cublasLtMatmulPreferenceGetAttribute(
    cublasLtMatmulPreference_t handle,
    cublasLtMatmulPreferenceAttributes_t attribute, void *value, size_t size,
    size_t *written) {
  call made("cublasLtMatmulPreferenceGetAttribute");
  made.arguments(format("attribute=%d", int(attribute)));
  return get(made, find(handle), attribute, value, size, written);
}
