//===- features.cpp - What this machine's processor can do ----------------===//
// /proc/cpuinfo lists what both processor and kernel support. Its names are
// mostly LLVM's; the table has the others.

#include "features.h"

#include "core/status.h"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <set>
#include <sstream>

using namespace tprt;

namespace {
struct alias {
  const char *llvm;
  const char *linux_name;
};
} // namespace

// "" marks what every processor of the architecture has.
static const alias aliases[] = {{"64bit", ""},
                                {"x87", ""},
                                {"fxsr", ""},
                                {"crc32", "sse4_2"},
                                {"sse3", "pni"},
                                {"sse4.1", "sse4_1"},
                                {"sse4.2", "sse4_2"},
                                {"lzcnt", "abm"},
                                {"sahf", "lahf_lm"},
                                {"pclmul", "pclmulqdq"},
                                {"rdrnd", "rdrand"},
                                {"prfchw", "3dnowprefetch"},
                                {"bmi", "bmi1"},
                                {"sha", "sha_ni"},
                                {"vbmi", "avx512vbmi"},
                                {"avx512vbmi2", "avx512_vbmi2"},
                                {"cmov", "cmov"},
                                {"avx512vnni", "avx512_vnni"},
                                {"avx512bf16", "avx512_bf16"},
                                {"avx512fp16", "avx512_fp16"},
                                {"avx512bitalg", "avx512_bitalg"},
                                {"avx512vpopcntdq", "avx512_vpopcntdq"},
                                {"avx512vp2intersect", "avx512_vp2intersect"},
                                {"avxvnni", "avx_vnni"},
                                {"amx-tile", "amx_tile"},
                                {"amx-int8", "amx_int8"},
                                {"amx-bf16", "amx_bf16"},
                                {"pku", "ospke"},
                                {"neon", "asimd"},
                                {"fullfp16", "asimdhp"}};

static std::set<std::string> processor_flags() {
  std::set<std::string> flags;
  std::ifstream info("/proc/cpuinfo");
  for (std::string line; std::getline(info, line);) {
    bool listed =
        line.compare(0, 5, "flags") == 0 || line.compare(0, 8, "Features") == 0;
    size_t colon = line.find(':');
    if (!listed || colon == std::string::npos)
      continue;
    std::istringstream words(line.substr(colon + 1));
    for (std::string word; words >> word;)
      flags.insert(word);
    break; // the other processors have the same
  }
  return flags;
}

static bool has_feature(const std::set<std::string> &flags,
                        const char *feature) {
  for (const alias &alias : aliases)
    if (std::strcmp(alias.llvm, feature) == 0)
      return !*alias.linux_name || flags.count(alias.linux_name);
  return flags.count(feature) != 0;
}

static const char *architecture() {
#if defined(__x86_64__)
  return "x86_64";
#elif defined(__aarch64__)
  return "aarch64";
#else
  return "unknown";
#endif
}

static tprt_status_t check(const tprt_target_t *target) {
  size_t length = std::strcspn(target->triple, "-");
  std::string wanted(target->triple, length);
  if (wanted != architecture())
    return tprt_status_create(TPRT_UNSUPPORTED,
                              "the file was compiled for %s, this is %s",
                              wanted.c_str(), architecture());
  std::set<std::string> flags = processor_flags();
  std::string missing;
  for (uint32_t i = 0; i < target->num_features; ++i)
    if (!has_feature(flags, target->features[i]))
      missing +=
          (missing.empty() ? "" : ", ") + std::string(target->features[i]);
  if (missing.empty())
    return nullptr;
  return tprt_status_create(
      TPRT_UNSUPPORTED,
      "the file was compiled for \"%s\", this processor lacks: %s", target->cpu,
      missing.c_str());
}

tprt_status_t tprt::cpu::check_target(const tprt_target_t *target) {
  return guarded([&] { return check(target); });
}
