// Kernels by LLVM's backend, for kernels_test.cpp. llvm_kernels.ptx is made by
//   clang-22 --target=nvptx64-nvidia-cuda -march=sm_90 -O3 -ffp-contract=off
//     -nogpulib -ffreestanding -S llvm_kernels.c -o llvm_kernels.ptx
// and llvm_kernels_sm100.ptx by the same with sm_100 and -Xclang
// -target-feature -Xclang +ptx88; both are part of the tests' data.
#include "bodies.h"

typedef __bf16 brains __attribute__((ext_vector_type(8)));
typedef _Float16 halves __attribute__((ext_vector_type(8)));
typedef float floats __attribute__((ext_vector_type(8)));

static uint32_t index_of_thread(void) {
  return __nvvm_read_ptx_sreg_ctaid_x() * __nvvm_read_ptx_sreg_ntid_x() +
         __nvvm_read_ptx_sreg_tid_x();
}

__attribute__((device_kernel)) void integers(const uint64_t *wide,
                                             const int32_t *sign, uint32_t *out,
                                             uint32_t count) {
  uint32_t i = index_of_thread();
  if (i < count)
    out[i] = of_integers(i, wide[i], sign[i]);
}

__attribute__((device_kernel)) void numbers(const float *x, const float *y,
                                            float *out, uint32_t count) {
  uint32_t i = index_of_thread();
  if (i < count)
    out[i] = of_floats(i, x[i], y[i]);
}

__attribute__((device_kernel)) void
divisors(const uint32_t *a, const uint32_t *b, uint32_t *out, uint32_t count) {
  for (uint32_t i = index_of_thread(); i < count; i += 64)
    out[i] = gcd(a[i], b[i]);
}

__attribute__((device_kernel)) void brain_sums(const brains *x, const brains *y,
                                               brains *sums, floats *products) {
  uint32_t i = index_of_thread();
  sums[i] = x[i] + y[i];
  products[i] = __builtin_convertvector(x[i], floats) *
                __builtin_convertvector(y[i], floats);
}

__attribute__((device_kernel)) void half_products(const halves *x,
                                                  const halves *y,
                                                  halves *products,
                                                  halves *least) {
  uint32_t i = index_of_thread();
  products[i] = x[i] * y[i];
  least[i] = x[i] < y[i] ? x[i] : y[i];
}
