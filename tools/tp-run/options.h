//===- options.h - The command line ---------------------------------------===//
// What the user asked for, checked as far as that can be done without opening
// a file.
#ifndef TP_RUN_OPTIONS_H
#define TP_RUN_OPTIONS_H

#include "tprt/tprt.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tp_run {

struct options {
  bool help = false;
  bool version = false;
  bool quiet = false;
  std::string program;
  std::string function; // empty: not given
  std::vector<std::pair<std::string, uint64_t>> mesh;
  std::string shapes;  // empty: those of the inputs
  std::string backend; // empty: the file's, or cpu for MLIR
  std::string comm = "inproc";
  std::string gpu;       // empty: tp-compile's default
  std::string cuda_path; // empty: not given
  bool allow_tf32 = false;
  uint64_t timeout_ms = 0;
  uint64_t workers = 0;
  std::string inputs;
  std::string weights;
  std::optional<uint64_t> random_seed;
  std::string output;
  std::string expect;
  double rtol = 1e-4;
  double atol = 0;
  uint64_t bench = 0;
  std::string stats;
  std::string trace;
};

/// Parses the arguments behind the program's name. Errors: TPRT_USAGE;
/// TPRT_UNSUPPORTED for a backend or transport that this build does not have.
tprt_status_t parse_options(int count, const char *const *arguments,
                            options &out);

/// The text of --help.
extern const char help_text[];

} // namespace tp_run

#endif // TP_RUN_OPTIONS_H
