//===- options.cpp - The command line -------------------------------------===//
// One table of flags; a value is given as --flag=VALUE or --flag VALUE.

#include "options.h"

#include "tprt/transport.h"

#include <cerrno>
#include <cmath>
#include <cstdlib>
#include <set>

using namespace tp_run;

const char tp_run::help_text[] =
    R"(usage: tp-run PROGRAM [OPTION]...

Runs a program on every rank of its mesh. PROGRAM is an executable (.tpx) or
MLIR; MLIR is compiled by tp-compile, which is looked for beside tp-run and then
in TP_COMPILE, and kept in a cache ($XDG_CACHE_HOME/tp or ~/.cache/tp).

What to run
  --function=NAME       the function to run (default: main)
  --mesh=AXIS=SIZE,...  the mesh, or other sizes for the program's axes; the mesh
                        of a .tpx is fixed
  --shapes=ARG=AxB,...  shapes of arguments whose dimensions the program leaves
                        open (default: those of --inputs)
  --backend=cpu|cuda    the device (default: that of the .tpx; cpu for MLIR)
  --comm=inproc|nccl    inproc: ranks are threads of this process, and share its
                        GPU; nccl: one process a GPU, started by torchrun, mpirun
                        or srun, or all ranks in one process
  --gpu=sm_80|sm_90|sm_100, --cuda-path=DIR, --allow-tf32
                        as for tp-compile, when MLIR is compiled for cuda
  --workers=N           threads that each rank may use (default: cores / ranks)
  --timeout-ms=T        the longest that a rank may be stuck (default: 300000)

Arguments; each comes from the first of these that has it
  --inputs=F.npz        arrays arg0, arg1, ...
  --weights=F.safetensors
                        tensors by the arguments' tp.name; a rank reads only its
                        own slices
  --random-inputs=SEED  floats uniform in [-0.125, 0.125), integers in [0, 64),
                        booleans 0 or 1; an element depends on the seed, the
                        argument's number and its place in the global array, so
                        that every mesh gets the same values

Results
  --output=FILE         writes result0, result1, ... to .npz or .safetensors
  --expect=F.npz        compares results: max|a-b| <= R * max|b| + A, integers
                        exactly, NaN in the same places
  --rtol=R --atol=A     (default: 1e-4 and 0)
  --bench=N             runs N more steps and prints their times
  --stats=F.json        writes, for each rank, memory, weights, collectives and
                        times
  --trace=F.json        writes when each command ran on each rank's streams in
                        the last steps, for Perfetto or chrome://tracing; such a
                        run is slower
  --quiet               prints no summary

  --help, --version

Exit codes: 0 ok, 1 wrong result, 2 usage, 3 bad input, 4 unsupported, 5 out of
memory, 6 a rank failed, 7 timeout.
)";

namespace {

/// Stores a flag's value; an empty string means that all is well, else it says
/// what is wanted.
using setter = std::string (*)(options &, const std::string &);

struct flag {
  const char *name;
  setter set;
  bool has_value = true;
};

std::string parse_unsigned(const std::string &text, uint64_t least,
                           uint64_t &out) {
  char *end = nullptr;
  errno = 0;
  unsigned long long value = strtoull(text.c_str(), &end, 10);
  if (text.empty() || text[0] < '0' || text[0] > '9' || *end || errno ||
      value < least)
    return "an integer of at least " + std::to_string(least);
  out = value;
  return "";
}

std::string parse_tolerance(const std::string &text, double &out) {
  char *end = nullptr;
  double value = strtod(text.c_str(), &end);
  if (text.empty() || *end || !std::isfinite(value) || value < 0)
    return "a number of at least 0";
  out = value;
  return "";
}

std::string parse_file(const std::string &text, std::string &out) {
  if (text.empty())
    return "a file";
  out = text;
  return "";
}

bool ends_with(const std::string &text, const std::string &end) {
  return text.size() > end.size() &&
         text.compare(text.size() - end.size(), end.size(), end) == 0;
}

std::string parse_output(const std::string &text, std::string &out) {
  if (!ends_with(text, ".npz") && !ends_with(text, ".safetensors"))
    return "a file named .npz or .safetensors";
  out = text;
  return "";
}

std::string parse_mesh(options &out, const std::string &text) {
  const std::string wanted =
      "axes with sizes of at least 1, such as data=2,model=4";
  std::set<std::string> names;
  size_t at = 0;
  while (at <= text.size()) {
    size_t end = std::min(text.find(',', at), text.size());
    std::string axis = text.substr(at, end - at);
    size_t equal = axis.find('=');
    uint64_t size;
    if (equal == std::string::npos || equal == 0 ||
        !parse_unsigned(axis.substr(equal + 1), 1, size).empty())
      return wanted;
    std::string name = axis.substr(0, equal);
    if (!names.insert(name).second)
      return "each axis once, not \"" + name + "\" twice";
    out.mesh.emplace_back(name, size);
    at = end + 1;
  }
  return "";
}

std::string parse_seed(options &out, const std::string &text) {
  uint64_t seed = 0;
  std::string wanted = parse_unsigned(text, 0, seed);
  out.random_seed = seed;
  return wanted;
}

std::string parse_word(const std::string &text, std::string &out) {
  out = text;
  return text.empty() ? "a name" : "";
}

using text = const std::string &;
const flag flags[] = {
    {"--help",
     [](options &o, text) {
       o.help = true;
       return std::string();
     },
     false},
    {"--version",
     [](options &o, text) {
       o.version = true;
       return std::string();
     },
     false},
    {"--quiet",
     [](options &o, text) {
       o.quiet = true;
       return std::string();
     },
     false},
    {"--allow-tf32",
     [](options &o, text) {
       o.allow_tf32 = true;
       return std::string();
     },
     false},
    {"--function",
     [](options &o, text t) { return parse_word(t, o.function); }},
    {"--mesh", parse_mesh},
    {"--shapes", [](options &o, text t) { return parse_word(t, o.shapes); }},
    {"--backend", [](options &o, text t) { return parse_word(t, o.backend); }},
    {"--comm", [](options &o, text t) { return parse_word(t, o.comm); }},
    {"--gpu", [](options &o, text t) { return parse_word(t, o.gpu); }},
    {"--cuda-path",
     [](options &o, text t) { return parse_file(t, o.cuda_path); }},
    {"--timeout-ms",
     [](options &o, text t) { return parse_unsigned(t, 1, o.timeout_ms); }},
    {"--workers",
     [](options &o, text t) { return parse_unsigned(t, 1, o.workers); }},
    {"--inputs", [](options &o, text t) { return parse_file(t, o.inputs); }},
    {"--weights", [](options &o, text t) { return parse_file(t, o.weights); }},
    {"--random-inputs", parse_seed},
    {"--output", [](options &o, text t) { return parse_output(t, o.output); }},
    {"--expect", [](options &o, text t) { return parse_file(t, o.expect); }},
    {"--rtol", [](options &o, text t) { return parse_tolerance(t, o.rtol); }},
    {"--atol", [](options &o, text t) { return parse_tolerance(t, o.atol); }},
    {"--bench",
     [](options &o, text t) { return parse_unsigned(t, 1, o.bench); }},
    {"--stats", [](options &o, text t) { return parse_file(t, o.stats); }},
    {"--trace", [](options &o, text t) { return parse_file(t, o.trace); }},
};

const flag *find_flag(const std::string &name) {
  for (const flag &flag : flags)
    if (name == flag.name)
      return &flag;
  return nullptr;
}

tprt_status_t usage(const std::string &message) {
  return tprt_status_create(TPRT_USAGE, "%s; see tp-run --help",
                            message.c_str());
}

/// Words that no build knows are usage errors; of the others the library says
/// why this build or machine does not have them.
tprt_status_t check_machinery(const options &options) {
  if (!options.backend.empty()) {
    if (options.backend != "cpu" && options.backend != "cuda")
      return usage("--backend wants cpu or cuda, not \"" + options.backend +
                   "\"");
    const tprt_backend_t *backend;
    if (tprt_status_t status =
            tprt_find_backend(options.backend.c_str(), &backend))
      return status;
  }
  if (options.comm != "inproc" && options.comm != "mpi" &&
      options.comm != "nccl")
    return usage("--comm wants inproc, mpi or nccl, not \"" + options.comm +
                 "\"");
  const tprt_transport_t *transport;
  return tprt_find_transport(options.comm.c_str(), &transport);
}

/// Options of the GPU's compiler say nothing to the CPU's.
tprt_status_t check_gpu(const options &options) {
  if (options.backend == "cuda")
    return nullptr;
  const char *given = !options.gpu.empty()         ? "--gpu"
                      : !options.cuda_path.empty() ? "--cuda-path"
                      : options.allow_tf32         ? "--allow-tf32"
                                                   : nullptr;
  return given ? usage(std::string(given) + " needs --backend=cuda") : nullptr;
}

tprt_status_t check_combination(const options &options) {
  if (options.workers > UINT32_MAX)
    return usage("--workers wants fewer than 2^32 threads");
  if (options.help || options.version)
    return nullptr;
  if (options.program.empty())
    return usage("no program is given");
  if (tprt_status_t status = check_gpu(options))
    return status;
  return check_machinery(options);
}

} // namespace

tprt_status_t tp_run::parse_options(int count, const char *const *arguments,
                                    options &out) {
  std::set<std::string> given;
  for (int i = 0; i < count; ++i) {
    std::string argument = arguments[i];
    if (argument.compare(0, 1, "-") != 0) {
      if (!out.program.empty())
        return usage("one program is wanted, not \"" + out.program +
                     "\" and \"" + argument + "\"");
      out.program = argument;
      continue;
    }
    size_t equal = argument.find('=');
    std::string name = argument.substr(0, equal);
    if (name == "-h")
      name = "--help";
    const flag *flag = find_flag(name);
    if (!flag)
      return usage("unknown option \"" + name + "\"");
    if (!given.insert(name).second)
      return usage(name + " is given twice");
    std::string value;
    if (!flag->has_value && equal != std::string::npos)
      return usage(name + " takes no value");
    if (flag->has_value) {
      if (equal != std::string::npos)
        value = argument.substr(equal + 1);
      else if (i + 1 < count)
        value = arguments[++i];
      else
        return usage(name + " needs a value");
    }
    if (std::string wanted = flag->set(out, value); !wanted.empty())
      return usage(name + " wants " + wanted + ", not \"" + value + "\"");
  }
  return check_combination(out);
}
