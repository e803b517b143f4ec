//===- compare.h - Results against what they should be --------------------===//
// The measure of --expect: max|a-b| <= rtol * max|b| + atol.
#ifndef TP_RUN_COMPARE_H
#define TP_RUN_COMPARE_H

#include "io/npz.h"
#include "results.h"

namespace tp_run {

struct comparison {
  bool good = false;
  std::string text; // the error in words
};

/// Compares a result with the array that it should be. Floats of different
/// widths may be compared; all else has to have the same type.
comparison compare(const tprt::io::array &result, const tprt::io::array &wanted,
                   double rtol, double atol);

/// Compares all results, as far as this process holds them, with the file's
/// result0, result1, ... and prints each one's error. TPRT_WRONG_RESULT when
/// one is beyond its bound, TPRT_BAD_INPUT when the file does not hold exactly
/// the program's results.
tprt_status_t compare_results(const std::vector<gathered> &results,
                              const tprt::io::npz_file &expected, double rtol,
                              double atol);

} // namespace tp_run

#endif // TP_RUN_COMPARE_H
