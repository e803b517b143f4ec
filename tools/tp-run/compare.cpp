//===- compare.cpp - Results against what they should be ------------------===//
// Everything is widened to f64 for the comparison; integers and booleans have
// no tolerance and are compared by their bytes.

#include "compare.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstring>

using namespace tp_run;
using namespace tprt::io;

namespace {

bool is_float(tprt_dtype_t dtype) {
  return dtype == TPRT_F16 || dtype == TPRT_BF16 || dtype == TPRT_F32 ||
         dtype == TPRT_F64;
}

template <typename T> T load(const uint8_t *from) {
  T value;
  memcpy(&value, from, sizeof value);
  return value;
}

double from_f16(uint16_t bits) {
  double sign = bits & 0x8000 ? -1 : 1;
  int exponent = bits >> 10 & 0x1f, fraction = bits & 0x3ff;
  if (exponent == 0x1f)
    return fraction ? NAN : sign * INFINITY;
  if (exponent == 0)
    return sign * std::ldexp(fraction, -24);
  return sign * std::ldexp(fraction + 0x400, exponent - 25);
}

double float_at(const array &array, uint64_t element) {
  const uint8_t *from =
      array.data.data() + element * tprt_dtype_size(array.type.dtype);
  switch (array.type.dtype) {
  case TPRT_F16:
    return from_f16(load<uint16_t>(from));
  case TPRT_BF16: {
    uint32_t bits = uint32_t(load<uint16_t>(from)) << 16;
    return load<float>(reinterpret_cast<const uint8_t *>(&bits));
  }
  case TPRT_F32:
    return load<float>(from);
  default:
    return load<double>(from);
  }
}

/// An integer or boolean in words.
std::string integer_at(const array &array, uint64_t element) {
  uint64_t width = tprt_dtype_size(array.type.dtype), bits = 0;
  memcpy(&bits, array.data.data() + element * width, width);
  bool is_signed = array.type.dtype >= TPRT_I8 && array.type.dtype <= TPRT_I64;
  uint64_t shift = 64 - 8 * width;
  if (is_signed)
    return std::to_string(static_cast<int64_t>(bits << shift) >>
                          static_cast<int>(shift));
  return std::to_string(bits);
}

std::string number(double value) {
  char text[32];
  snprintf(text, sizeof text, "%.9g", value);
  return text;
}

std::string short_number(double value) {
  char text[32];
  snprintf(text, sizeof text, "%.3g", value);
  return text;
}

/// " at [1, 2]: 3, expected 4".
std::string at_element(const array_type &type, uint64_t element,
                       const std::string &got, const std::string &wanted) {
  std::vector<uint64_t> index(type.shape.size());
  for (size_t dim = index.size(); dim-- > 0;) {
    index[dim] = element % type.shape[dim];
    element /= type.shape[dim];
  }
  return " at " + to_string(index) + ": " + got + ", expected " + wanted;
}

comparison compare_floats(const array &result, const array &wanted, double rtol,
                          double atol) {
  uint64_t count = 0, worst = 0;
  count_elements(wanted.type.shape, count);
  double error = 0, largest = 0;
  for (uint64_t i = 0; i < count; ++i) {
    double a = float_at(result, i), b = float_at(wanted, i);
    if (std::isfinite(b))
      largest = std::max(largest, std::fabs(b));
    // The same infinity has no error; NaN on one side only is beyond any.
    double difference =
        a == b || (std::isnan(a) && std::isnan(b)) ? 0 : std::fabs(a - b);
    if (std::isnan(difference))
      difference = INFINITY;
    if (difference > error) {
      error = difference;
      worst = i;
    }
  }
  double bound = rtol * largest + atol;
  comparison outcome;
  outcome.good = error <= bound;
  outcome.text = "max|a-b| = " + short_number(error) + ", allowed " +
                 short_number(bound) + " (max|b| = " + short_number(largest) +
                 ")";
  if (!outcome.good)
    outcome.text +=
        "; largest error" + at_element(wanted.type, worst,
                                       number(float_at(result, worst)),
                                       number(float_at(wanted, worst)));
  return outcome;
}

comparison compare_bytes(const array &result, const array &wanted) {
  uint64_t width = tprt_dtype_size(wanted.type.dtype), count = 0, wrong = 0,
           first = 0;
  count_elements(wanted.type.shape, count);
  for (uint64_t i = 0; i < count; ++i)
    if (memcmp(result.data.data() + i * width, wanted.data.data() + i * width,
               width) != 0)
      first = wrong++ ? first : i;
  if (!wrong)
    return {true, "equal"};
  return {false, std::to_string(wrong) + " of " + std::to_string(count) +
                     " elements differ; the first" +
                     at_element(wanted.type, first, integer_at(result, first),
                                integer_at(wanted, first))};
}

} // namespace

comparison tp_run::compare(const array &result, const array &wanted,
                           double rtol, double atol) {
  bool floats = is_float(result.type.dtype) && is_float(wanted.type.dtype);
  if (result.type.shape != wanted.type.shape ||
      (!floats && result.type.dtype != wanted.type.dtype))
    return {false, "is " + to_string(result.type) + ", expected " +
                       to_string(wanted.type)};
  return floats ? compare_floats(result, wanted, rtol, atol)
                : compare_bytes(result, wanted);
}

static tprt_status_t check_names(size_t results, const npz_file &expected) {
  std::vector<std::string> names = expected.names();
  for (size_t i = 0; i < results; ++i)
    if (!expected.contains("result" + std::to_string(i)))
      return bad_input(expected.path() + ": has no array \"result" +
                       std::to_string(i) + "\"; the program has " +
                       std::to_string(results) + " results");
  if (names.size() > results)
    return bad_input(expected.path() + ": has " + std::to_string(names.size()) +
                     " arrays, the program has " + std::to_string(results) +
                     " results");
  return nullptr;
}

/// Makes what other processes hold equal to our zeros.
static void forget_unheld(array &wanted, const gathered &result) {
  uint64_t width = tprt_dtype_size(wanted.type.dtype);
  if (wanted.type.shape != result.array.type.shape)
    return;
  for (size_t i = 0; i < result.held.size(); ++i)
    if (!result.held[i])
      memset(wanted.data.data() + i * width, 0, width);
}

tprt_status_t tp_run::compare_results(const std::vector<gathered> &results,
                                      const npz_file &expected, double rtol,
                                      double atol) {
  TPRT_IO_RETURN_IF_ERROR(check_names(results.size(), expected));
  size_t wrong = 0;
  for (size_t i = 0; i < results.size(); ++i) {
    std::string name = "result" + std::to_string(i);
    array wanted;
    TPRT_IO_RETURN_IF_ERROR(expected.read(name, wanted));
    forget_unheld(wanted, results[i]);
    comparison outcome = compare(results[i].array, wanted, rtol, atol);
    printf("%s: %s: %s\n", name.c_str(), outcome.good ? "ok" : "WRONG",
           outcome.text.c_str());
    wrong += !outcome.good;
  }
  if (wrong)
    return tprt_status_create(TPRT_WRONG_RESULT,
                              "%zu of %zu results are not as expected", wrong,
                              results.size());
  return nullptr;
}
