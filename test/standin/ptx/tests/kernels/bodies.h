/* What llvm_kernels.c does for one index, in C that means the same on a GPU and
 * on the host: sums and products are not fused, all else is exact. */
#ifndef PTX_TESTS_BODIES_H
#define PTX_TESTS_BODIES_H
#include <stdint.h>

static inline float pick(uint32_t which, float x, float y) {
  switch (which % 7) {
  case 0:
    return x + y;
  case 1:
    return x * y - x;
  case 2:
    return x / (y + 3.0f);
  case 3:
    return __builtin_fabsf(x) > 0.5f ? -y : y;
  case 4:
    return __builtin_copysignf(x, y);
  case 5:
    return __builtin_sqrtf(__builtin_fabsf(x));
  default:
    return __builtin_fmaf(x, y, 1.0f);
  }
}

static inline uint32_t of_integers(uint32_t i, uint64_t wide, int32_t sign) {
  uint32_t turned = (i << 7) | (i >> 25);
  uint64_t quotient = wide / (i + 1), remainder = wide % (i * 3 + 5);
  int32_t narrow = (int8_t)(i * 37) + (int16_t)(i * 12345);
  int32_t divided = sign / 7 + sign % 11 + sign / ((int32_t)i + 1);
  uint32_t counts = (uint32_t)__builtin_popcount(i * 0x9e3779b9u) +
                    (uint32_t)__builtin_clzll(wide | 1);
  uint32_t most = narrow > divided ? (uint32_t)narrow : (uint32_t)divided;
  return turned ^ (uint32_t)quotient ^ (uint32_t)(remainder >> 3) ^ most ^
         (counts << 20) ^ (uint32_t)((wide * wide) >> 40);
}

static inline float of_floats(uint32_t i, float x, float y) {
  float whole = __builtin_floorf(x * 3.0f) + __builtin_truncf(y * 5.0f) +
                __builtin_ceilf(x) + __builtin_rintf(y * 7.0f);
  float picked = pick(i, x, y);
  int32_t integer = (int32_t)(x * 1000.0f);
  double wide = (double)x * y + (double)integer / 3.0;
  float back = (float)wide + (float)i + (float)(uint64_t)(i * 77777777ull);
  return whole + picked * back;
}

/* Loops as often as the value says. */
static inline uint32_t gcd(uint32_t a, uint32_t b) {
  while (b) {
    uint32_t rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}
#endif
