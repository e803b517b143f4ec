//===- MathAccuracy.h - how far a function is from the exact one ----------===//
#ifndef TP_TEST_UNIT_CODEGEN_MATHACCURACY_H
#define TP_TEST_UNIT_CODEGEN_MATHACCURACY_H

#include <cstdint>
#include <ostream>
#include <string>
#include <vector>

namespace tp::test {

/// A function of one or two f32 and how exact it must be.
struct Function {
  const char *name;
  const char *body;         ///< Computes %y from %x.
  double (*exact)(double);  ///< In double, libm's.
  double ulps;              ///< Allowed error, in ulps of f32.
  double absolute = 0;      ///< Allowed in addition.
  double withoutFMA = ulps; ///< The same without that instruction.
};

/// Names tests by the function, not by the bytes of the parameter.
void PrintTo(const Function &function, std::ostream *os);

/// Values spread over all bit patterns of f32, so that every exponent, both
/// signs, denormals, infinities and NaN take part, and values around where
/// functions change.
std::vector<double> spreadValues(int64_t count);

/// What a function is applied to.
struct Arguments {
  Arguments(double x = 0) : x(x) {}
  Arguments(double x, double z) : x(x), z(z), isBinary(true) {}
  double x, z = 0;
  bool isBinary = false;
};
std::ostream &operator<<(std::ostream &os, const Arguments &arguments);

/// Checks results against exact ones: the error in ulps, the same infinities,
/// NaN and signs of zero.
class AccuracyCheck {
public:
  AccuracyCheck(std::string name, double absolute)
      : name(std::move(name)), absolute(absolute) {}

  void add(double got, double exact, Arguments arguments);
  /// Fails when the largest error is above `ulps`; prints it.
  void finish(double ulps, const char *where) const;

private:
  std::string name;
  double absolute;
  struct {
    double ulps = 0, got = 0, exact = 0;
    Arguments arguments;
  } worst;
  int64_t wrong = 0;
};

/// A kernel `k` that applies `body` to `count` elements of one or, when
/// `isBinary`, two operands, %x and %z.
std::string elementwiseKernel(const std::string &body, int64_t count,
                              bool isBinary = false);

} // namespace tp::test

#endif // TP_TEST_UNIT_CODEGEN_MATHACCURACY_H
