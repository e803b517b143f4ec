//===- harness.h - runs pieces of PTX for the tests -----------------------===//
// One instruction on rows of operands, or a whole kernel on arrays. Every piece
// runs with full warps and with warps that lack lanes, which is other code.
#ifndef TEST_STANDIN_PTX_TESTS_HARNESS_H
#define TEST_STANDIN_PTX_TESTS_HARNESS_H

#include "ptx/ptx.h"
#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <gtest/gtest.h>
#include <limits>
#include <string>
#include <vector>

namespace ptx_test {

template <class To, class From> To bits_as(From from) {
  static_assert(sizeof(To) == sizeof(From), "a cast of bits keeps the size");
  To to;
  std::memcpy(&to, &from, sizeof(to));
  return to;
}

inline const char *header() {
  return ".version 8.6\n.target sm_90\n.address_size 64\n";
}

inline std::unique_ptr<ptx::module> parse(const std::string &text) {
  std::string error;
  std::unique_ptr<ptx::module> module = ptx::module::parse(text, error);
  EXPECT_TRUE(module) << error << "\n" << text;
  return module;
}

/// Parameters of a launch, kept where it looks for them.
class parameters {
public:
  template <class... T> explicit parameters(const T &...value) {
    (add(&value, sizeof(value)), ...);
  }
  const void *const *get() {
    places.clear();
    for (const std::array<uint64_t, 2> &one : values)
      places.push_back(one.data());
    return places.data();
  }

private:
  void add(const void *value, size_t size) {
    values.emplace_back();
    std::memcpy(values.back().data(), value, size);
  }
  std::vector<std::array<uint64_t, 2>> values;
  std::vector<const void *> places;
};

using row = std::array<uint64_t, 3>;

/// Runs `text`, which computes %d from %a, %b and %c, for each row; %p and %q
/// are predicates that it may use. `block` threads at a time.
inline std::vector<uint64_t> evaluate(const std::string &text, unsigned bits_in,
                                      unsigned bits_out,
                                      const std::vector<row> &rows,
                                      unsigned block) {
  std::string in = ".b" + std::to_string(bits_in);
  std::string out = ".b" + std::to_string(bits_out);
  std::string kernel =
      header() +
      (".visible .entry test(.param .u64 rows, .param .u64 results,"
       " .param .u32 count)\n{\n.reg .pred %p, %q, %end;\n.reg " +
       in + " %a, %b, %c;\n.reg " + out +
       " %d;\n.reg .b32 %r<9>;\n.reg .b64 %rd<9>;\n"
       "ld.param.u64 %rd1, [rows];\nld.param.u64 %rd2, [results];\n"
       "ld.param.u32 %r5, [count];\n"
       "mov.u32 %r1, %tid.x;\nmov.u32 %r2, %ctaid.x;\nmov.u32 %r3, %ntid.x;\n"
       "mad.lo.s32 %r4, %r2, %r3, %r1;\n"
       "setp.ge.u32 %end, %r4, %r5;\n@%end bra DONE;\n"
       "mad.wide.u32 %rd3, %r4, 24, %rd1;\nmad.wide.u32 %rd4, %r4, 8, %rd2;\n"
       "ld.global" +
       in + " %a, [%rd3];\nld.global" + in + " %b, [%rd3+8];\nld.global" + in +
       " %c, [%rd3+16];\n" + text + "\nst.global" + out +
       " [%rd4], %d;\nDONE:\nret;\n}\n");
  std::unique_ptr<ptx::module> module = parse(kernel);
  std::vector<uint64_t> results(rows.size());
  if (!module)
    return results;
  const row *from = rows.data();
  uint64_t *to = results.data();
  parameters values(from, to, static_cast<uint32_t>(rows.size()));
  ptx::launch launch;
  launch.block[0] = block;
  launch.grid[0] = (static_cast<uint32_t>(rows.size()) + block - 1) / block;
  launch.parameters = values.get();
  EXPECT_EQ(ptx::run(*module->find("test"), launch), "") << text;
  return results;
}

template <class T> uint64_t to_bits(T value) {
  uint64_t bits = 0;
  std::memcpy(&bits, &value, sizeof(value));
  return bits;
}
template <class T> T from_bits(uint64_t bits) {
  T value;
  std::memcpy(&value, &bits, sizeof(value));
  return value;
}

/// Equal, or both NaN.
template <class T> bool same(T a, T b) {
  if constexpr (std::is_floating_point_v<T>)
    if (std::isnan(a) && std::isnan(b))
      return true;
  return std::memcmp(&a, &b, sizeof(T)) == 0;
}

/// Checks `text` against `expected` on rows of operands of type A, results R.
template <class R, class A, class F>
void check_rows(const std::string &text, const std::vector<row> &rows,
                F expected) {
  for (unsigned block : {32u, 21u}) {
    std::vector<uint64_t> results =
        evaluate(text, 8 * sizeof(A), 8 * sizeof(R), rows, block);
    for (size_t at = 0; at < rows.size(); ++at) {
      A a = from_bits<A>(rows[at][0]), b = from_bits<A>(rows[at][1]),
        c = from_bits<A>(rows[at][2]);
      R wanted = expected(a, b, c);
      R got = from_bits<R>(results[at]);
      ASSERT_TRUE(same(wanted, got))
          << text << ": of 0x" << std::hex << rows[at][0] << ", 0x"
          << rows[at][1] << ", 0x" << rows[at][2] << " comes 0x" << to_bits(got)
          << ", not 0x" << to_bits(wanted);
    }
  }
}

template <class A>
std::vector<row> rows_of(const std::vector<A> &values, unsigned operands) {
  std::vector<row> rows;
  for (A a : values)
    for (A b : operands > 1 ? values : std::vector<A>{A()})
      for (A c : operands > 2 ? values : std::vector<A>{A()})
        rows.push_back({to_bits(a), to_bits(b), to_bits(c)});
  return rows;
}

template <class R, class A, class F>
void check_1(const std::string &text, const std::vector<A> &values,
             F expected) {
  check_rows<R, A>(text, rows_of(values, 1),
                   [&](A a, A, A) { return expected(a); });
}
template <class R, class A, class F>
void check_2(const std::string &text, const std::vector<A> &values,
             F expected) {
  check_rows<R, A>(text, rows_of(values, 2),
                   [&](A a, A b, A) { return expected(a, b); });
}
template <class R, class A, class F>
void check_3(const std::string &text, const std::vector<A> &values,
             F expected) {
  check_rows<R, A>(text, rows_of(values, 3), expected);
}

/// Integers at the edges of T.
template <class T> std::vector<T> integers() {
  using limits = std::numeric_limits<T>;
  T top = static_cast<T>(T(1) << (limits::digits / 2));
  return {0,
          1,
          2,
          7,
          static_cast<T>(-1),
          static_cast<T>(-2),
          static_cast<T>(-7),
          limits::max(),
          limits::min(),
          static_cast<T>(limits::max() - 1),
          top,
          static_cast<T>(top - 1),
          static_cast<T>(0x5a5a5a5a5a5a5a5a),
          static_cast<T>(0x8123456789abcdef)};
}

/// Floats of all kinds.
template <class T> std::vector<T> floats() {
  using limits = std::numeric_limits<T>;
  T tiny = limits::denorm_min(), normal = limits::min();
  return {T(0),
          T(-0.0),
          T(1),
          T(-1),
          T(1.5),
          T(0.1),
          T(-2.5),
          T(3),
          T(1e10),
          T(-12345.678),
          limits::max(),
          limits::lowest(),
          normal,
          -normal,
          tiny,
          -tiny,
          normal - tiny,
          limits::infinity(),
          -limits::infinity(),
          limits::quiet_NaN(),
          T(1) + limits::epsilon(),
          T(0.5),
          T(126.5),
          T(2147483648.0),
          T(-2147483648.0),
          T(4294967295.0)};
}

} // namespace ptx_test

#endif // TEST_STANDIN_PTX_TESTS_HARNESS_H
