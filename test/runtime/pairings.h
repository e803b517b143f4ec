//===- pairings.h - Backends with the transports that reach their memory --===//
// What tests of transports run on: all that this machine has, GPUs by the
// libraries that stand in for theirs.
#ifndef TEST_RUNTIME_PAIRINGS_H
#define TEST_RUNTIME_PAIRINGS_H

#include "../standin/standin.h"
#include "lazy_backend.h"

#include <cstdlib>
#include <string>
#include <vector>

namespace tprt::test {

struct pairing {
  const char *backend;
  const char *transport;

  bool on_host() const { return std::string(backend) == "cpu"; }
  bool is_nccl() const { return std::string(transport) == "nccl"; }
};

inline std::string name_of(const pairing &pair) {
  return std::string(pair.backend) + "_" + pair.transport;
}

/// The controls of the stand-ins; null where libcuda.so.1 is none.
inline const standin_controls_t *standins() {
  static standin_controls_t controls;
  static const bool found = standin_open(&controls);
  return found ? &controls : nullptr;
}

inline std::vector<pairing> pairings() {
  std::vector<pairing> list = {{"cpu", "inproc"}, {"lazy", "inproc"}};
  if (standins()) {
    list.push_back({"cuda", "inproc"});
    list.push_back({"cuda", "nccl"});
  }
  return list;
}

/// Chooses another order of all asynchronous work, and a library of NCCL that
/// lets ranks share the one GPU there is.
inline void shuffle(uint64_t seed) {
  register_lazy_backend();
  lazy().seed = uint32_t(seed);
  if (!standins())
    return;
  static const char *const policies[] = {"issue", "comm-first", "comm-last"};
  std::string number = std::to_string(seed);
  standins()->set("SEED", seed % 6 < 3 ? policies[seed % 6] : number.c_str());
  standins()->set("NCCL_VERSION", "23007");
}

/// What has not been given back by any backend that counts.
inline std::string leaks() {
  std::string found;
  if (lazy().events || lazy().buffers || lazy().devices)
    found = "lazy events, buffers or devices ";
  char text[1024] = "";
  if (standins() && standins()->leaks(text, sizeof text))
    found += text;
  return found;
}

} // namespace tprt::test

#endif // TEST_RUNTIME_PAIRINGS_H
