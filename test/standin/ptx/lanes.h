//===- lanes.h - a function on numbers as an operation on a warp ----------===//
// `each<&f>` runs f on the registers of 32 lanes. All lanes are computed even
// where few are active, since f has no effect but its result: the loops have a
// fixed length and no branches, so that they become vector code.
#ifndef TEST_STANDIN_PTX_LANES_H
#define TEST_STANDIN_PTX_LANES_H

#include "machine.h"

#if defined(__clang__)
#define PTX_LANE_LOOP _Pragma("clang loop vectorize(assume_safety)")
#else
#define PTX_LANE_LOOP _Pragma("GCC ivdep")
#endif

namespace ptx {

template <class T> inline T *lanes(warp &warp, uint32_t offset) {
  return reinterpret_cast<T *>(warp.file + offset);
}
inline uint32_t &predicate(warp &warp, uint32_t offset) {
  return *lanes<uint32_t>(warp, offset);
}

/// The values of a register: numbers, or the bits of a predicate.
template <class T> class lane_values {
public:
  lane_values(warp &warp, uint32_t offset) : values(lanes<T>(warp, offset)) {}
  T operator[](unsigned lane) const { return values[lane]; }

private:
  const T *values;
};
template <> class lane_values<bool> {
public:
  lane_values(warp &warp, uint32_t offset) : bits(predicate(warp, offset)) {}
  bool operator[](unsigned lane) const { return (bits >> lane) & 1u; }

private:
  uint32_t bits;
};

/// Packs 32 truth values, a byte each.
inline uint32_t pack_bits(const uint8_t *truth) {
  uint32_t bits = 0;
  for (unsigned piece = 0; piece < 4; ++piece) {
    uint64_t bytes;
    __builtin_memcpy(&bytes, truth + 8 * piece, 8);
    uint32_t packed =
        static_cast<uint32_t>((bytes * uint64_t(0x0102040810204080)) >> 56);
    bits |= packed << (8 * piece);
  }
  return bits;
}

/// Writes value(lane) to the active lanes of a register.
template <class R> struct lane_results {
  template <class F>
  static inline __attribute__((always_inline)) void
  write(warp &warp, uint32_t offset, uint32_t mask, F value) {
    R *to = lanes<R>(warp, offset);
    if (mask == all_lanes) {
      PTX_LANE_LOOP
      for (unsigned lane = 0; lane < warp_size; ++lane)
        to[lane] = value(lane);
      return;
    }
    R results[warp_size];
    PTX_LANE_LOOP
    for (unsigned lane = 0; lane < warp_size; ++lane)
      results[lane] = value(lane);
    PTX_LANE_LOOP
    for (unsigned lane = 0; lane < warp_size; ++lane)
      to[lane] = (mask >> lane) & 1u ? results[lane] : to[lane];
  }
};
template <> struct lane_results<bool> {
  template <class F>
  static inline __attribute__((always_inline)) void
  write(warp &warp, uint32_t offset, uint32_t mask, F value) {
    uint8_t results[warp_size];
    PTX_LANE_LOOP
    for (unsigned lane = 0; lane < warp_size; ++lane)
      results[lane] = value(lane) ? 1 : 0;
    uint32_t &to = predicate(warp, offset);
    to = (pack_bits(results) & mask) | (to & ~mask);
  }
};

template <class Signature> struct lane_function;
template <class R, class A> struct lane_function<R (*)(A)> {
  template <R (*F)(A)>
  static void run(machine &, warp &warp, const operation &operation,
                  uint32_t mask) {
    lane_values<A> a(warp, operation.source[0]);
    lane_results<R>::write(warp, operation.target, mask,
                           [=](unsigned lane) { return F(a[lane]); });
  }
};
template <class R, class A, class B> struct lane_function<R (*)(A, B)> {
  template <R (*F)(A, B)>
  static void run(machine &, warp &warp, const operation &operation,
                  uint32_t mask) {
    lane_values<A> a(warp, operation.source[0]);
    lane_values<B> b(warp, operation.source[1]);
    lane_results<R>::write(warp, operation.target, mask,
                           [=](unsigned lane) { return F(a[lane], b[lane]); });
  }
};
template <class R, class A, class B, class C>
struct lane_function<R (*)(A, B, C)> {
  template <R (*F)(A, B, C)>
  static void run(machine &, warp &warp, const operation &operation,
                  uint32_t mask) {
    lane_values<A> a(warp, operation.source[0]);
    lane_values<B> b(warp, operation.source[1]);
    lane_values<C> c(warp, operation.source[2]);
    lane_results<R>::write(warp, operation.target, mask, [=](unsigned lane) {
      return F(a[lane], b[lane], c[lane]);
    });
  }
};

/// The handler that runs F on every lane.
template <auto F> constexpr handler each() {
  return &lane_function<decltype(F)>::template run<F>;
}

} // namespace ptx

#endif // TEST_STANDIN_PTX_LANES_H
