//===- integers_test.cpp - do integer instructions compute what C++ does? -===//
#include "harness.h"

using namespace ptx_test;

template <class T> struct named;
template <> struct named<uint16_t> {
  static constexpr const char *name = "u16";
  using wide = uint32_t;
};
template <> struct named<int16_t> {
  static constexpr const char *name = "s16";
  using wide = int32_t;
};
template <> struct named<uint32_t> {
  static constexpr const char *name = "u32";
  using wide = uint64_t;
};
template <> struct named<int32_t> {
  static constexpr const char *name = "s32";
  using wide = int64_t;
};
template <> struct named<uint64_t> {
  static constexpr const char *name = "u64";
  using wide = unsigned __int128;
};
template <> struct named<int64_t> {
  static constexpr const char *name = "s64";
  using wide = __int128;
};

template <class T> class Integers : public testing::Test {};
using integer_types =
    testing::Types<uint16_t, int16_t, uint32_t, int32_t, uint64_t, int64_t>;
TYPED_TEST_SUITE(Integers, integer_types);

template <class T> using wide = typename named<T>::wide;
/// An instruction on %a, %b, %c of T's type.
template <class T>
std::string of(const std::string &opcode, unsigned operands) {
  static const char *const names[] = {"", " %d, %a;", " %d, %a, %b;",
                                      " %d, %a, %b, %c;"};
  return opcode + "." + named<T>::name + names[operands];
}

TYPED_TEST(Integers, SumsAndProducts) {
  using T = TypeParam;
  using W = unsigned __int128;
  check_2<T, T>(of<T>("add", 2), integers<T>(),
                [](T a, T b) { return T(W(a) + W(b)); });
  check_2<T, T>(of<T>("sub", 2), integers<T>(),
                [](T a, T b) { return T(W(a) - W(b)); });
  check_2<T, T>(of<T>("mul.lo", 2), integers<T>(),
                [](T a, T b) { return T(W(a) * W(b)); });
  check_2<T, T>(of<T>("mul.hi", 2), integers<T>(), [](T a, T b) {
    return T((wide<T>(a) * wide<T>(b)) >> (8 * sizeof(T)));
  });
  check_3<T, T>(of<T>("mad.lo", 3), integers<T>(),
                [](T a, T b, T c) { return T(W(a) * W(b) + W(c)); });
  check_3<T, T>(of<T>("mad.hi", 3), integers<T>(), [](T a, T b, T c) {
    return T(W((wide<T>(a) * wide<T>(b)) >> (8 * sizeof(T))) + W(c));
  });
}

TYPED_TEST(Integers, Quotients) {
  using T = TypeParam;
  std::vector<row> rows;
  for (const row &one : rows_of(integers<T>(), 2))
    if (from_bits<T>(one[1]) != 0)
      rows.push_back(one);
  bool sign = std::is_signed_v<T>;
  check_rows<T, T>(of<T>("div", 2), rows, [&](T a, T b, T) {
    return sign && b == T(-1) ? T(-static_cast<unsigned __int128>(a))
                              : T(a / b);
  });
  check_rows<T, T>(of<T>("rem", 2), rows, [&](T a, T b, T) {
    return sign && b == T(-1) ? T(0) : T(a % b);
  });
}

TYPED_TEST(Integers, ExtremesAndSigns) {
  using T = TypeParam;
  check_2<T, T>(of<T>("min", 2), integers<T>(),
                [](T a, T b) { return a < b ? a : b; });
  check_2<T, T>(of<T>("max", 2), integers<T>(),
                [](T a, T b) { return a < b ? b : a; });
  if (!std::is_signed_v<T>)
    return;
  check_1<T, T>(of<T>("neg", 1), integers<T>(),
                [](T a) { return T(-static_cast<unsigned __int128>(a)); });
  check_1<T, T>(of<T>("abs", 1), integers<T>(), [](T a) {
    return a < 0 ? T(-static_cast<unsigned __int128>(a)) : a;
  });
}

TYPED_TEST(Integers, Comparisons) {
  using T = TypeParam;
  auto text = [](const char *relation) {
    return std::string("setp.") + relation + "." + named<T>::name +
           " %p, %a, %b;\nselp.b32 %d, 1, 0, %p;";
  };
  auto check = [&](const char *relation, auto expected) {
    check_2<uint32_t, T>(text(relation), integers<T>(),
                         [&](T a, T b) { return uint32_t(expected(a, b)); });
  };
  check("eq", [](T a, T b) { return a == b; });
  check("ne", [](T a, T b) { return a != b; });
  check("lt", [](T a, T b) { return a < b; });
  check("le", [](T a, T b) { return a <= b; });
  check("gt", [](T a, T b) { return a > b; });
  check("ge", [](T a, T b) { return a >= b; });
}

TYPED_TEST(Integers, Shifts) {
  using T = TypeParam;
  constexpr unsigned width = 8 * sizeof(T);
  for (unsigned by : {0u, 1u, 5u, width - 1, width, width + 3, 64u, ~0u}) {
    std::string amount = std::to_string(by);
    check_1<T, T>("shl.b" + std::to_string(width) + " %d, %a, " + amount + ";",
                  integers<T>(), [&](T a) {
                    return by < width
                               ? T(static_cast<unsigned __int128>(a) << by)
                               : T(0);
                  });
    check_1<T, T>(std::string("shr.") + named<T>::name + " %d, %a, " + amount +
                      ";",
                  integers<T>(), [&](T a) {
                    if (by < width)
                      return T(a >> by);
                    return a < 0 ? T(-1) : T(0);
                  });
  }
}

/// A field bit by bit, as the manual defines it.
template <class T> T field(T a, unsigned at, unsigned length) {
  constexpr unsigned width = 8 * sizeof(T);
  unsigned top = std::min(at + length - 1, width - 1);
  bool sign = std::is_signed_v<T> && length > 0 &&
              ((static_cast<unsigned __int128>(a) >> top) & 1);
  T result = 0;
  for (unsigned bit = 0; bit < width; ++bit) {
    bool one = bit < length && at + bit < width
                   ? (static_cast<unsigned __int128>(a) >> (at + bit)) & 1
                   : sign;
    result = T(result | (static_cast<unsigned __int128>(one) << bit));
  }
  return length == 0 ? T(0) : result;
}

TYPED_TEST(Integers, BitFields) {
  using T = TypeParam;
  if (sizeof(T) == 2)
    return;
  constexpr unsigned width = 8 * sizeof(T);
  for (unsigned at : {0u, 3u, 17u, width - 1, width, 255u})
    for (unsigned length : {0u, 1u, 8u, 31u, width, 255u}) {
      std::string tail =
          ", " + std::to_string(at) + ", " + std::to_string(length) + ";";
      check_1<T, T>(std::string("bfe.") + named<T>::name + " %d, %a" + tail,
                    integers<T>(), [&](T a) { return field(a, at, length); });
      check_2<T, T>(
          "bfi.b" + std::to_string(width) + " %d, %a, %b" + tail, integers<T>(),
          [&](T a, T b) {
            for (unsigned bit = 0; bit < length; ++bit)
              if (at + bit < width) {
                T one = T(static_cast<unsigned __int128>(1) << (at + bit));
                bool set = (static_cast<unsigned __int128>(a) >> bit) & 1 &&
                           bit < width;
                b = T(set ? b | one : b & T(~one));
              }
            return b;
          });
    }
}

TYPED_TEST(Integers, Counts) {
  using T = TypeParam;
  if (sizeof(T) == 2)
    return;
  using U = std::make_unsigned_t<T>;
  constexpr unsigned width = 8 * sizeof(T);
  std::string bits = ".b" + std::to_string(width);
  auto leading = [](U a) {
    unsigned count = 0;
    while (count < width && !((a >> (width - 1 - count)) & 1))
      ++count;
    return count;
  };
  check_1<uint32_t, T>("popc" + bits + " %d, %a;", integers<T>(), [](T a) {
    uint32_t count = 0;
    for (U rest = U(a); rest; rest &= rest - 1)
      ++count;
    return count;
  });
  check_1<uint32_t, T>("clz" + bits + " %d, %a;", integers<T>(),
                       [&](T a) { return uint32_t(leading(U(a))); });
  check_1<uint32_t, T>(of<T>("bfind", 1), integers<T>(), [&](T a) {
    U u = a < 0 ? U(~a) : U(a);
    return u ? width - 1 - leading(u) : ~0u;
  });
  check_1<T, T>("brev" + bits + " %d, %a;", integers<T>(), [](T a) {
    U result = 0;
    for (unsigned bit = 0; bit < width; ++bit)
      result |= U((U(a) >> bit) & 1) << (width - 1 - bit);
    return T(result);
  });
}

TEST(IntegerInstructions, WideProducts) {
  check_2<uint32_t, uint16_t>(
      "mul.wide.u16 %d, %a, %b;", integers<uint16_t>(),
      [](uint16_t a, uint16_t b) { return uint32_t(a) * b; });
  check_2<int64_t, int32_t>(
      "mul.wide.s32 %d, %a, %b;", integers<int32_t>(),
      [](int32_t a, int32_t b) { return int64_t(a) * b; });
  check_2<uint64_t, uint32_t>(
      "mul.wide.u32 %d, %a, %b;", integers<uint32_t>(),
      [](uint32_t a, uint32_t b) { return uint64_t(a) * b; });
  check_2<uint64_t, uint32_t>(
      "mov.b64 %rd5, -3;\nmad.wide.u32 %d, %a, %b, %rd5;", integers<uint32_t>(),
      [](uint32_t a, uint32_t b) { return uint64_t(a) * b - 3; });
  check_2<int32_t, int32_t>("mul24.lo.s32 %d, %a, %b;", integers<int32_t>(),
                            [](int32_t a, int32_t b) {
                              int64_t x = int32_t(uint32_t(a) << 8) >> 8;
                              int64_t y = int32_t(uint32_t(b) << 8) >> 8;
                              return int32_t(x * y);
                            });
}

TEST(IntegerInstructions, Saturation) {
  check_2<int32_t, int32_t>("add.sat.s32 %d, %a, %b;", integers<int32_t>(),
                            [](int32_t a, int32_t b) {
                              int64_t sum = int64_t(a) + b;
                              return int32_t(sum > INT32_MAX   ? INT32_MAX
                                             : sum < INT32_MIN ? INT32_MIN
                                                               : sum);
                            });
  check_2<int32_t, int32_t>("sub.sat.s32 %d, %a, %b;", integers<int32_t>(),
                            [](int32_t a, int32_t b) {
                              int64_t sum = int64_t(a) - b;
                              return int32_t(sum > INT32_MAX   ? INT32_MAX
                                             : sum < INT32_MIN ? INT32_MIN
                                                               : sum);
                            });
}

TEST(IntegerInstructions, ExtremesNotBelowZero) {
  check_2<uint32_t, uint32_t>(
      "max.relu.s16x2 %d, %a, %b;", integers<uint32_t>(),
      [](uint32_t a, uint32_t b) {
        auto part = [&](unsigned shift) {
          return uint32_t(std::max(
                     {int16_t(a >> shift), int16_t(b >> shift), int16_t(0)}))
                 << shift;
        };
        return part(0) | part(16);
      });
  using T = int32_t;
  check_2<T, T>("max.relu.s32 %d, %a, %b;", integers<T>(),
                [](T a, T b) { return std::max({a, b, 0}); });
  check_2<T, T>("min.relu.s32 %d, %a, %b;", integers<T>(),
                [](T a, T b) { return std::max(std::min(a, b), 0); });
}

TEST(IntegerInstructions, Logic) {
  using T = uint32_t;
  check_2<T, T>("and.b32 %d, %a, %b;", integers<T>(),
                [](T a, T b) { return a & b; });
  check_2<T, T>("or.b32 %d, %a, %b;", integers<T>(),
                [](T a, T b) { return a | b; });
  check_2<T, T>("xor.b32 %d, %a, %b;", integers<T>(),
                [](T a, T b) { return a ^ b; });
  check_1<T, T>("not.b32 %d, %a;", integers<T>(), [](T a) { return ~a; });
  check_3<T, T>("lop3.b32 %d, %a, %b, %c, 0xE8;", integers<T>(),
                [](T a, T b, T c) { return (a & b) | (a & c) | (b & c); });
  check_3<T, T>("lop3.b32 %d, %a, %b, %c, 0x35;", integers<T>(),
                [](T a, T b, T c) { return (~a & ~c) | (a & ~b); });
}

TEST(IntegerInstructions, FunnelShifts) {
  using T = uint32_t;
  for (unsigned by : {0u, 1u, 13u, 31u, 32u, 33u, 100u}) {
    auto text = [&](const char *mode) {
      return std::string("shf.") + mode + ".b32 %d, %a, %b, " +
             std::to_string(by) + ";";
    };
    auto both = [](T low, T high) { return (uint64_t(high) << 32) | low; };
    unsigned wrapped = by & 31, clamped = std::min(by, 32u);
    check_2<T, T>(text("l.wrap"), integers<T>(),
                  [&](T a, T b) { return T((both(a, b) << wrapped) >> 32); });
    check_2<T, T>(text("r.wrap"), integers<T>(),
                  [&](T a, T b) { return T(both(a, b) >> wrapped); });
    check_2<T, T>(text("l.clamp"), integers<T>(),
                  [&](T a, T b) { return T((both(a, b) << clamped) >> 32); });
    check_2<T, T>(text("r.clamp"), integers<T>(),
                  [&](T a, T b) { return T(both(a, b) >> clamped); });
  }
}

TEST(IntegerInstructions, BytesOfWords) {
  using T = uint32_t;
  for (unsigned selector : {0x3210u, 0x7654u, 0x5410u, 0x7632u, 0x9a0fu}) {
    check_2<T, T>("prmt.b32 %d, %a, %b, " + std::to_string(selector) + ";",
                  integers<T>(), [&](T a, T b) {
                    uint8_t bytes[8];
                    std::memcpy(bytes, &a, 4);
                    std::memcpy(bytes + 4, &b, 4);
                    uint8_t result[4];
                    for (int at = 0; at < 4; ++at) {
                      unsigned one = selector >> (4 * at);
                      result[at] = bytes[one & 7];
                      if (one & 8)
                        result[at] = result[at] & 128 ? 255 : 0;
                    }
                    T word;
                    std::memcpy(&word, result, 4);
                    return word;
                  });
  }
  check_3<T, T>("dp4a.s32.u32 %d, %a, %b, %c;", integers<T>(),
                [](T a, T b, T c) {
                  for (int at = 0; at < 4; ++at)
                    c += T(int8_t(a >> (8 * at)) * uint8_t(b >> (8 * at)));
                  return c;
                });
}

TEST(IntegerInstructions, PairsOfShorts) {
  using T = uint32_t;
  check_2<T, T>("add.u16x2 %d, %a, %b;", integers<T>(), [](T a, T b) {
    return ((a + b) & 0xffffu) | (((a >> 16) + (b >> 16)) << 16);
  });
  check_2<T, T>("max.s16x2 %d, %a, %b;", integers<T>(), [](T a, T b) {
    int16_t low = std::max(int16_t(a), int16_t(b));
    int16_t high = std::max(int16_t(a >> 16), int16_t(b >> 16));
    return T(uint16_t(low)) | (T(uint16_t(high)) << 16);
  });
}
