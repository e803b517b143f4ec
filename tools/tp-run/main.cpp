//===- main.cpp - tp-run: runs a program on every rank of a mesh ----------===//
// Loads or compiles the program, gives the ranks their arguments, runs, and
// compares, writes and reports what came out.

#include "arguments.h"
#include "compare.h"
#include "compile.h"
#include "report.h"
#include "results.h"

#include <chrono>
#include <cstdio>
#include <new>

using namespace tp_run;
using namespace tprt::io;

namespace {

tprt_status_t create_session(const options &options,
                             tprt_executable_t *executable,
                             session_ptr &session) {
  tprt_session_options_t wanted = {};
  wanted.transport = options.comm.c_str();
  wanted.timeout_ms = options.timeout_ms;
  wanted.workers_per_rank = static_cast<uint32_t>(options.workers);
  wanted.trace = !options.trace.empty();
  tprt_session_t *created = nullptr;
  TPRT_IO_RETURN_IF_ERROR(tprt_session_create(executable, &wanted, &created));
  session.reset(created);
  return nullptr;
}

tprt_status_t run_step(tprt_session_t *session, uint64_t &ns) {
  auto begin = std::chrono::steady_clock::now();
  TPRT_IO_RETURN_IF_ERROR(tprt_session_run(session, 1));
  ns = static_cast<uint64_t>(
      std::chrono::nanoseconds(std::chrono::steady_clock::now() - begin)
          .count());
  return nullptr;
}

/// The first step was the warm-up: the statistics are of the others.
tprt_status_t run_bench(const options &options, tprt_session_t *session,
                        step_times &times) {
  tprt_session_reset_stats(session);
  times.bench.resize(options.bench);
  for (uint64_t &ns : times.bench)
    TPRT_IO_RETURN_IF_ERROR(run_step(session, ns));
  return nullptr;
}

tprt_status_t run_program(const options &options) {
  argument_files files;
  std::unique_ptr<npz_file> expected;
  TPRT_IO_RETURN_IF_ERROR(open_argument_files(options, files));
  if (!options.expect.empty())
    TPRT_IO_RETURN_IF_ERROR(npz_file::open(options.expect, expected));

  std::string shapes;
  TPRT_IO_RETURN_IF_ERROR(describe_shapes(files, shapes));
  executable_ptr executable;
  session_ptr session;
  weights_use use;
  TPRT_IO_RETURN_IF_ERROR(load_program(options, shapes, executable));
  TPRT_IO_RETURN_IF_ERROR(create_session(options, executable.get(), session));
  TPRT_IO_RETURN_IF_ERROR(
      bind_arguments(options, files, executable.get(), session.get(), use));

  // Results are those of the first step: with donated arguments each step's
  // are others.
  step_times times;
  std::vector<gathered> results;
  TPRT_IO_RETURN_IF_ERROR(run_step(session.get(), times.first));
  if (expected || !options.output.empty())
    TPRT_IO_RETURN_IF_ERROR(
        gather_results(executable.get(), session.get(), results));
  if (!options.output.empty())
    TPRT_IO_RETURN_IF_ERROR(write_results(options.output, results));
  // Every process would say the same.
  bool speaks = local_ranks(session.get()).first == 0;
  if (!options.quiet && speaks)
    TPRT_IO_RETURN_IF_ERROR(
        print_summary(options, executable.get(), session.get(), use, times));
  if (options.bench) {
    TPRT_IO_RETURN_IF_ERROR(run_bench(options, session.get(), times));
    if (speaks)
      print_bench(times);
  }
  if (!options.stats.empty())
    TPRT_IO_RETURN_IF_ERROR(
        write_stats(options, executable.get(), session.get(), use));
  if (!options.trace.empty())
    TPRT_IO_RETURN_IF_ERROR(write_trace(options, session.get()));
  if (expected)
    return compare_results(results, *expected, options.rtol, options.atol);
  return nullptr;
}

tprt_status_t run_tool(int argc, char **argv) {
  options options;
  TPRT_IO_RETURN_IF_ERROR(parse_options(argc - 1, argv + 1, options));
  if (options.help) {
    fputs(help_text, stdout);
    return nullptr;
  }
  if (options.version) {
    printf("tp-run %s (.tpx format %u)\n", tprt_version(),
           tprt_format_version());
    return nullptr;
  }
  return run_program(options);
}

/// Prints the error, if there is one that nobody has printed, and gives the
/// exit code.
int finish(tprt_status_t status) {
  int code = tprt_status_code(status);
  fflush(stdout);
  if (code && *tprt_status_message(status))
    fprintf(stderr, "tp-run: error: %s\n", tprt_status_message(status));
  tprt_status_free(status);
  return code;
}

} // namespace

int main(int argc, char **argv) {
  try {
    return finish(run_tool(argc, argv));
  } catch (const std::bad_alloc &) {
    return finish(tprt_status_create(TPRT_OUT_OF_MEMORY, "out of memory"));
  }
}
