//===- null_tables.h - A backend and a transport that do nothing ----------===//
// Registered through the same tables as the real ones. They count and check the
// order of calls, so that a command list can be walked without its meaning.
#ifndef TEST_RUNTIME_NULL_TABLES_H
#define TEST_RUNTIME_NULL_TABLES_H

#include "tprt/transport.h"

#include <atomic>
#include <string>

namespace tprt::test {

/// Calls since the last reset, of all ranks together.
struct null_counts {
  std::atomic<uint64_t> gemms{0}, launches{0}, copies{0};
  std::atomic<uint64_t> starts{0}, waits{0};
  std::atomic<uint64_t> open_devices{0}, open_modules{0}, open_groups{0};
  std::atomic<uint64_t> open_buffers{0}, open_plans{0}, open_events{0};
};
null_counts &counts();
void reset_counts();

/// Registers backend "null" and transport "null"; may be called again.
void register_null_tables();

/// Registers transport "half": "null", but this process has ranks 2 and 3 only.
void register_half_transport();

/// Registers a backend that is `base`, except that the copy numbered
/// `fail_copy` of rank `fail_rank` on the compute stream fails; returns its
/// name. For three bases at most.
const char *register_faulty_backend(const std::string &base);
struct faults {
  int64_t fail_rank = -1;
  int64_t fail_copy = -1;
};
faults &injected();

} // namespace tprt::test

#endif // TEST_RUNTIME_NULL_TABLES_H
