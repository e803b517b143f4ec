//===- directed.cpp - rounding other than to nearest ----------------------===//
// The host's rounding mode is changed around each operation. Compiled with
// -frounding-math, so that nothing is computed before it is; volatile, since
// not all compilers keep to that.
#include "directed.h"
#include "lanes.h"
#include <cfenv>
#include <cmath>

namespace ptx {

int rounding_of(std::string_view word) {
  if (word == "rz" || word == "rzi")
    return FE_TOWARDZERO;
  if (word == "rm" || word == "rmi")
    return FE_DOWNWARD;
  if (word == "rp" || word == "rpi")
    return FE_UPWARD;
  return FE_TONEAREST;
}

namespace {
class rounding_mode {
public:
  explicit rounding_mode(int64_t mode) : before(std::fegetround()) {
    std::fesetround(static_cast<int>(mode));
  }
  ~rounding_mode() { std::fesetround(before); }

private:
  int before;
};
} // namespace

template <class T, int Op> static T compute(T a, T b, T c) {
  volatile T x = a, y = b, z = c;
  switch (Op) {
  case 0:
    return x + y;
  case 1:
    return x - y;
  case 2:
    return x * y;
  case 3:
    return std::fma(x, y, z);
  default:
    return x / y;
  }
}

template <class T, int Op>
static void run_directed(machine &, warp &warp, const operation &operation,
                         uint32_t mask) {
  rounding_mode mode(operation.immediate);
  const T *a = lanes<T>(warp, operation.source[0]);
  const T *b = lanes<T>(warp, operation.source[1]);
  const T *c =
      lanes<T>(warp, Op == 3 ? operation.source[2] : operation.source[0]);
  T *to = lanes<T>(warp, operation.target);
  for (unsigned lane = 0; lane < warp_size; ++lane)
    if ((mask >> lane) & 1u) {
      volatile T result = compute<T, Op>(a[lane], b[lane], c[lane]);
      to[lane] = result;
    }
}

template <class To, class From, class F>
static void convert_directed(warp &warp, const operation &operation,
                             uint32_t mask, F compute_one) {
  rounding_mode mode(operation.immediate);
  const From *from = lanes<From>(warp, operation.source[0]);
  To *to = lanes<To>(warp, operation.target);
  for (unsigned lane = 0; lane < warp_size; ++lane)
    if ((mask >> lane) & 1u) {
      volatile From value = from[lane];
      volatile To result = compute_one(value);
      to[lane] = result;
    }
}

template <class To, class From>
static void run_conversion(machine &, warp &warp, const operation &operation,
                           uint32_t mask) {
  convert_directed<To, From>(warp, operation, mask,
                             [](From value) { return static_cast<To>(value); });
}
/// By way of a signed number: what compilers do with an unsigned one may give
/// -0. Half of a large one, its last bit kept, rounds as the whole does.
template <class To>
static void run_from_unsigned(machine &, warp &warp, const operation &operation,
                              uint32_t mask) {
  convert_directed<To, uint64_t>(warp, operation, mask, [](uint64_t value) {
    bool large = value >> 63;
    volatile int64_t part =
        static_cast<int64_t>(large ? (value >> 1) | (value & 1) : value);
    volatile To result = static_cast<To>(part);
    return large ? result + result : result;
  });
}
template <class T>
static void run_root(machine &, warp &warp, const operation &operation,
                     uint32_t mask) {
  convert_directed<T, T>(warp, operation, mask,
                         [](T value) { return std::sqrt(value); });
}

template <class T> static handler directed(int op) {
  static constexpr handler handlers[] = {
      &run_directed<T, 0>, &run_directed<T, 1>, &run_directed<T, 2>,
      &run_directed<T, 3>, &run_directed<T, 4>};
  return handlers[op];
}
handler directed_float(int op) { return directed<float>(op); }
handler directed_double(int op) { return directed<double>(op); }
handler directed_narrow() { return &run_conversion<float, double>; }
handler directed_root_float() { return &run_root<float>; }
handler directed_root_double() { return &run_root<double>; }
handler directed_from_signed(unsigned float_bits) {
  return float_bits == 32 ? &run_conversion<float, int64_t>
                          : &run_conversion<double, int64_t>;
}
handler directed_from_unsigned(unsigned float_bits) {
  return float_bits == 32 ? &run_from_unsigned<float>
                          : &run_from_unsigned<double>;
}

} // namespace ptx
