//===- CommandLine.cpp - what the user asks of tp-compile -----------------===//

#include "CommandLine.h"
#include "tp/Codegen/GPU.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/raw_ostream.h"

using namespace tp;
namespace cl = llvm::cl;

static cl::OptionCategory category("tp-compile options");

static cl::opt<std::string> input(cl::Positional, cl::desc("IN.mlir"),
                                  cl::cat(category));
static cl::opt<std::string> output("o", cl::value_desc("OUT.tpx"),
                                   cl::desc("The executable to write"),
                                   cl::cat(category));
static cl::opt<std::string>
    function("function", cl::value_desc("NAME"), cl::init("main"),
             cl::desc("The function to compile (default: main)"),
             cl::cat(category));
static cl::list<std::string>
    mesh("mesh", cl::CommaSeparated, cl::value_desc("AXIS=SIZE,..."),
         cl::desc("The mesh, or other sizes for axes of the program's mesh"),
         cl::cat(category));
static cl::opt<std::string> backend("backend", cl::value_desc("cpu|cuda"),
                                    cl::init("cpu"),
                                    cl::desc("The device (default: cpu)"),
                                    cl::cat(category));
static cl::opt<std::string>
    cpu("cpu", cl::value_desc("NAME"), cl::init("native"),
        cl::desc("The processor to compile for: native (default), x86-64-v3, "
                 "or another of LLVM's names; checked when the file is loaded"),
        cl::cat(category));
static cl::opt<std::string>
    gpu("gpu", cl::value_desc("NAME"), cl::init("sm_90"),
        cl::desc("The generation of GPUs to compile for: sm_80, sm_90 "
                 "(default) or sm_100; later ones run it too"),
        cl::cat(category));
static cl::opt<std::string>
    cudaPath("cuda-path", cl::value_desc("DIR"),
             cl::desc("A CUDA toolkit, whose ptxas assembles the kernels for "
                      "--gpu and whose libdevice has the functions of f64"),
             cl::cat(category));
static cl::opt<bool>
    allowTF32("allow-tf32",
              cl::desc("Let GPUs round factors of f32 products to TF32"),
              cl::cat(category));
static cl::opt<std::string> report(
    "report", cl::value_desc("FILE.json"),
    cl::desc("Also write what every collective costs and why it is there"),
    cl::cat(category));
static cl::list<std::string>
    shapes("shapes", cl::CommaSeparated, cl::value_desc("ARG=AxB,..."),
           cl::desc("Shapes of arguments whose dimensions are dynamic, as in "
                    "arg0=4x128"),
           cl::cat(category));

static const char overview[] =
    R"(compiles a sharded tensor program into an executable for every rank

IN.mlir is StableHLO with sdy annotations as JAX prints it, linalg with tp
annotations, or a mix. OUT.tpx runs with tp-run or libtprt, on as many ranks as
its mesh has.

Exit codes: 0 ok, 2 usage, 3 bad input, 4 unsupported.
)";

static std::nullopt_t usage(const llvm::Twine &message) {
  llvm::errs() << "tp-compile: error: " << message
               << " (see tp-compile --help)\n";
  return std::nullopt;
}

/// Whether every entry is an axis with a size, and none is given twice.
static bool isMesh(llvm::ArrayRef<std::string> axes) {
  llvm::StringSet<> names;
  for (llvm::StringRef axis : axes) {
    auto [name, size] = axis.split('=');
    int64_t number;
    if (name.empty() || size.getAsInteger(10, number) || number < 1 ||
        !names.insert(name).second)
      return false;
  }
  return true;
}

/// Whether the options fit the device; else says which does not.
static bool fitsBackend() {
  auto refuse = [](const cl::Option &option) {
    if (option.getNumOccurrences() == 0)
      return false;
    usage("--" + option.ArgStr + " does not fit --backend=" + backend);
    return true;
  };
  if (backend == "cuda")
    return !refuse(cpu);
  return !refuse(gpu) && !refuse(cudaPath) && !refuse(allowTF32);
}

std::optional<CommandLine> tp::parseCommandLine(int argc, char **argv) {
  cl::HideUnrelatedOptions(category);
  cl::SetVersionPrinter([](llvm::raw_ostream &os) {
    os << "tp-compile " << TP_VERSION << " (LLVM " << LLVM_VERSION_STRING
       << ")\n";
  });
  if (!cl::ParseCommandLineOptions(argc, argv, overview, &llvm::errs()))
    return std::nullopt;
  if (input.empty())
    return usage("no input");
  if (output.empty())
    return usage("no output: -o OUT.tpx");
  if (!isMesh(mesh))
    return usage("--mesh=" + llvm::join(mesh, ",") +
                 " is no mesh, expected axes with sizes of at least 1, such as "
                 "data=2,model=4");
  if (backend != "cpu" && backend != "cuda")
    return usage("--backend=" + backend +
                 " is no backend, expected cpu or cuda");
  if (!fitsBackend())
    return std::nullopt;
  if (!llvm::is_contained(gpuChips(), llvm::StringRef(gpu)))
    return usage("--gpu=" + gpu + " is not supported, expected " +
                 llvm::join(gpuChips(), ", "));
  return CommandLine{input,
                     output,
                     function,
                     backend,
                     cpu,
                     gpu,
                     cudaPath,
                     allowTF32,
                     report,
                     {mesh.begin(), mesh.end()},
                     {shapes.begin(), shapes.end()}};
}
