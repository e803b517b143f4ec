//===- runner.cpp - Loads, binds, runs and reads a program ----------------===//
// Failures of what a test takes for granted end the test program.

#include "runner.h"

#include <cstdio>
#include <cstdlib>

using namespace tprt::test;

static void require(const outcome &outcome) {
  if (outcome.ok())
    return;
  std::fprintf(stderr, "unexpected failure: %s\n", outcome.message().c_str());
  std::abort();
}

runner::runner(const bytes &file, const tprt_session_options_t &options) {
  require(load(file));
  require(create(options));
}

runner::~runner() {
  tprt_session_destroy(session);
  tprt_executable_destroy(executable);
}

outcome runner::load(const bytes &file) {
  return tprt_executable_load_bytes(file.data(), file.size(), &executable);
}

outcome runner::create(const tprt_session_options_t &options) {
  return tprt_session_create(executable, &options, &session);
}

void runner::write(uint32_t rank, uint32_t argument, const void *data,
                   size_t size) {
  require(tprt_session_write_argument(session, rank, argument, data, size));
}

bytes runner::read(uint32_t rank, uint32_t result) {
  tprt_value_info_t info;
  require(tprt_executable_result_info(executable, result, &info));
  bytes data(info.local_bytes);
  require(tprt_session_read_result(session, rank, result, data.data(),
                                   data.size()));
  return data;
}
