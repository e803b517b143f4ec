//===- CommandLine.h - what the user asks of tp-compile -------------------===//
#ifndef TP_TOOLS_TP_COMPILE_COMMANDLINE_H
#define TP_TOOLS_TP_COMPILE_COMMANDLINE_H

#include <optional>
#include <string>
#include <vector>

namespace tp {

/// The command line, checked as far as it goes without the program.
struct CommandLine {
  std::string input;
  std::string output;
  std::string function;
  std::string backend; ///< "cpu" or "cuda".
  std::string cpu;
  std::string gpu;
  std::string cudaPath; ///< Empty for none.
  bool allowTF32 = false;
  std::string report;              ///< Empty for none.
  std::vector<std::string> mesh;   ///< NAME=SIZE each.
  std::vector<std::string> shapes; ///< ARG=AxB each.
};

/// Reads the command line; having said what is wrong with it, gives none.
/// Ends the program itself for --help and --version.
std::optional<CommandLine> parseCommandLine(int argc, char **argv);

} // namespace tp

#endif // TP_TOOLS_TP_COMPILE_COMMANDLINE_H
