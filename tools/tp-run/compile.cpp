//===- compile.cpp - From the user's file to an executable ----------------===//
// The cache's key is a hash of everything that the compiled file depends on, so
// that an entry is never out of date; an entry that cannot be loaded is made
// anew.

#include "compile.h"

#include "core/format.h"
#include "io/mapped_file.h"

#include <cerrno>
#include <climits>
#include <cstring>
#include <fstream>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace tp_run;
using tprt::io::bad_input;
using tprt::io::mapped_file;

extern char **environ;

namespace {

//===-- Finding tp-compile ------------------------------------------------===//

/// The folder of this program; empty when the system does not say.
std::string own_folder() {
  char path[PATH_MAX];
  ssize_t length = readlink("/proc/self/exe", path, sizeof path);
  if (length <= 0 || length == static_cast<ssize_t>(sizeof path))
    return "";
  std::string folder(path, static_cast<size_t>(length));
  return folder.substr(0, folder.rfind('/'));
}

tprt_status_t find_compiler(std::string &path) {
  path = own_folder() + "/tp-compile";
  if (access(path.c_str(), X_OK) == 0)
    return nullptr;
  const char *variable = getenv("TP_COMPILE");
  if (!variable || !*variable)
    return tprt_status_create(
        TPRT_UNSUPPORTED,
        "MLIR needs tp-compile, which is neither %s nor named by TP_COMPILE; a "
        ".tpx runs without it",
        path.c_str());
  path = variable;
  if (access(path.c_str(), X_OK) == 0)
    return nullptr;
  return tprt_status_create(TPRT_UNSUPPORTED,
                            "TP_COMPILE names \"%s\", which cannot be run: %s",
                            variable, strerror(errno));
}

//===-- Running tp-compile ------------------------------------------------===//

std::string mesh_text(const options &options) {
  std::string text;
  for (const auto &[name, size] : options.mesh)
    text += (text.empty() ? "" : ",") + name + "=" + std::to_string(size);
  return text;
}

/// Whether a type of the module has a dimension that is open. A `?` elsewhere,
/// as in a comment, does no harm: shapes that fit are no mistake.
bool leaves_dimensions_open(const mapped_file &module) {
  return memchr(module.data(), '?', module.size()) != nullptr;
}

std::vector<std::string> compile_flags(const options &options) {
  std::vector<std::string> flags;
  if (!options.mesh.empty())
    flags.push_back("--mesh=" + mesh_text(options));
  if (!options.shapes.empty())
    flags.push_back("--shapes=" + options.shapes);
  if (!options.function.empty())
    flags.push_back("--function=" + options.function);
  if (!options.backend.empty())
    flags.push_back("--backend=" + options.backend);
  if (!options.gpu.empty())
    flags.push_back("--gpu=" + options.gpu);
  if (!options.cuda_path.empty())
    flags.push_back("--cuda-path=" + options.cuda_path);
  if (options.allow_tf32)
    flags.push_back("--allow-tf32");
  return flags;
}

/// Waits for a child; its exit code, or -1 with `signal` set.
int wait_for(pid_t child, int &signal) {
  int state = 0;
  while (waitpid(child, &state, 0) < 0)
    if (errno != EINTR) {
      signal = 0;
      return -1;
    }
  signal = WIFSIGNALED(state) ? WTERMSIG(state) : 0;
  return WIFEXITED(state) ? WEXITSTATUS(state) : -1;
}

tprt_status_t run_compiler(const std::string &compiler, const options &options,
                           const std::string &output) {
  std::vector<std::string> words = {compiler, options.program, "-o", output};
  for (std::string &flag : compile_flags(options))
    words.push_back(std::move(flag));
  std::vector<char *> arguments;
  for (std::string &word : words)
    arguments.push_back(word.data());
  arguments.push_back(nullptr);
  pid_t child;
  if (int error = posix_spawn(&child, compiler.c_str(), nullptr, nullptr,
                              arguments.data(), environ))
    return tprt_status_create(TPRT_UNSUPPORTED, "%s cannot be started: %s",
                              compiler.c_str(), strerror(error));
  int signal = 0;
  int code = wait_for(child, signal);
  if (code == 0)
    return nullptr;
  if (code < 0)
    return tprt_status_create(TPRT_UNSUPPORTED,
                              "%s was ended by signal %d (%s)",
                              compiler.c_str(), signal, strsignal(signal));
  bool documented = code >= TPRT_USAGE && code <= TPRT_TIMEOUT;
  return tprt_status_create(documented ? tprt_code_t(code) : TPRT_BAD_INPUT,
                            "%s", "");
}

//===-- The cache ---------------------------------------------------------===//

/// What of this machine's CPU decides about native code.
std::string cpu_identity() {
  std::ifstream file("/proc/cpuinfo");
  std::string identity, line;
  while (std::getline(file, line) && !line.empty())
    for (const char *key : {"model name", "flags", "Features", "CPU part"})
      if (line.compare(0, strlen(key), key) == 0)
        identity += line + "\n";
  return identity;
}

/// Version, size and time of the compiler: one that was rebuilt is another.
std::string compiler_identity(const std::string &path) {
  struct stat info = {};
  stat(path.c_str(), &info);
  return path + " " + std::to_string(info.st_size) + " " +
         std::to_string(info.st_mtim.tv_sec) + "." +
         std::to_string(info.st_mtim.tv_nsec) + "\n";
}

std::string cache_key(const options &options, const std::string &compiler,
                      const mapped_file &module) {
  std::string text = std::string(tprt_version()) + " format " +
                     std::to_string(tprt_format_version()) + "\n" +
                     compiler_identity(compiler) + cpu_identity() +
                     // Locations in messages name the file.
                     options.program + "\n";
  for (const std::string &flag : compile_flags(options))
    text += flag + "\n";
  text += std::string(1, '\0');
  text.append(reinterpret_cast<const char *>(module.data()), module.size());
  XXH128_hash_t hash = XXH3_128bits(text.data(), text.size());
  char name[33];
  snprintf(name, sizeof name, "%016llx%016llx",
           static_cast<unsigned long long>(hash.high64),
           static_cast<unsigned long long>(hash.low64));
  return name;
}

/// Makes the folder and those above it; false when that is not possible.
bool make_folders(const std::string &path) {
  for (size_t at = 1; at != std::string::npos;) {
    at = path.find('/', at + 1);
    if (mkdir(path.substr(0, at).c_str(), 0777) != 0 && errno != EEXIST)
      return false;
  }
  return access(path.c_str(), W_OK) == 0;
}

/// The cache's folder, made if it is not there; empty when there can be none.
std::string cache_folder() {
  std::string folder;
  // The convention ignores a relative path.
  const char *cache = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");
  if (cache && cache[0] == '/')
    folder = std::string(cache) + "/tp";
  else if (home && home[0] == '/')
    folder = std::string(home) + "/.cache/tp";
  return !folder.empty() && make_folders(folder) ? folder : "";
}

/// An empty file with a name of its own; removed in the end unless renamed.
class temporary_file {
public:
  explicit temporary_file(const std::string &folder)
      : path(folder + "/tp-run-XXXXXX") {
    int descriptor = mkstemp(path.data());
    if (descriptor < 0)
      path.clear();
    else
      close(descriptor);
  }
  ~temporary_file() {
    if (!path.empty())
      unlink(path.c_str());
  }
  temporary_file(const temporary_file &) = delete;
  temporary_file &operator=(const temporary_file &) = delete;

  /// Failure leaves things as they are: the next run compiles again.
  void keep_as(const std::string &name) {
    if (rename(path.c_str(), name.c_str()) == 0)
      path.clear();
  }

  std::string path; // empty when it could not be made
};

tprt_status_t load(const std::string &path, executable_ptr &executable) {
  tprt_executable_t *loaded = nullptr;
  TPRT_IO_RETURN_IF_ERROR(tprt_executable_load(path.c_str(), &loaded));
  executable.reset(loaded);
  return nullptr;
}

/// Whether the cache's entry is there and good.
bool load_entry(const std::string &entry, executable_ptr &executable) {
  if (access(entry.c_str(), R_OK) != 0)
    return false;
  tprt_status_t status = load(entry, executable);
  tprt_status_free(status);
  return !status;
}

tprt_status_t compile(const tp_run::options &given,
                      const std::string &input_shapes,
                      executable_ptr &executable) {
  std::unique_ptr<mapped_file> module;
  TPRT_IO_RETURN_IF_ERROR(mapped_file::open(given.program, module));
  options options = given;
  if (options.shapes.empty() && leaves_dimensions_open(*module))
    options.shapes = input_shapes;
  std::string compiler;
  TPRT_IO_RETURN_IF_ERROR(find_compiler(compiler));
  std::string folder = cache_folder(), entry;
  if (!folder.empty()) {
    entry = folder + "/" + cache_key(options, compiler, *module) + ".tpx";
    if (load_entry(entry, executable))
      return nullptr;
  }
  const char *scratch = getenv("TMPDIR");
  if (folder.empty())
    folder = scratch && *scratch ? scratch : "/tmp";
  temporary_file compiled(folder);
  if (compiled.path.empty())
    return bad_input(folder + ": cannot be written: " + strerror(errno));
  TPRT_IO_RETURN_IF_ERROR(run_compiler(compiler, options, compiled.path));
  TPRT_IO_RETURN_IF_ERROR(load(compiled.path, executable));
  if (!entry.empty())
    compiled.keep_as(entry);
  return nullptr;
}

//===-- Executables -------------------------------------------------------===//

/// By name or by content, so that a damaged .tpx is not taken for MLIR, nor one
/// of another name.
bool is_executable(const std::string &path) {
  if (path.size() > 4 && path.compare(path.size() - 4, 4, ".tpx") == 0)
    return true;
  struct stat info;
  if (stat(path.c_str(), &info) != 0 || !S_ISREG(info.st_mode))
    return false;
  char magic[sizeof(tprt_file_header_t::magic)] = {};
  std::ifstream(path, std::ios::binary).read(magic, sizeof magic);
  return memcmp(magic, TPRT_MAGIC, sizeof magic) == 0;
}

/// A .tpx has its mesh: the flag may only repeat it.
tprt_status_t check_mesh(const options &options,
                         const tprt_executable_t *executable) {
  for (const auto &[wanted, size] : options.mesh) {
    bool found = false;
    uint32_t count = tprt_executable_num_mesh_axes(executable);
    for (uint32_t i = 0; i < count; ++i) {
      const char *name;
      uint64_t fixed;
      TPRT_IO_RETURN_IF_ERROR(
          tprt_executable_mesh_axis(executable, i, &name, &fixed));
      if (wanted != name)
        continue;
      found = true;
      if (size != fixed)
        return bad_input(options.program + ": was compiled for axis \"" +
                         wanted + "\" of size " + std::to_string(fixed) +
                         ", --mesh asks for " + std::to_string(size));
    }
    if (!found)
      return bad_input(options.program + ": its mesh has no axis \"" + wanted +
                       "\"");
  }
  return nullptr;
}

/// The backend of a .tpx is fixed too.
tprt_status_t check_backend(const options &options,
                            const tprt_executable_t *executable) {
  const char *compiler = !options.shapes.empty()      ? "--shapes"
                         : !options.gpu.empty()       ? "--gpu"
                         : !options.cuda_path.empty() ? "--cuda-path"
                         : options.allow_tf32         ? "--allow-tf32"
                                                      : nullptr;
  if (compiler)
    return bad_input(options.program + ": is compiled already, so that " +
                     compiler + " comes too late");
  std::string backend = tprt_executable_backend(executable);
  if (options.backend.empty() || options.backend == backend)
    return nullptr;
  return bad_input(options.program + ": was compiled for backend \"" + backend +
                   "\", --backend asks for \"" + options.backend + "\"");
}

tprt_status_t check_function(const options &options,
                             const tprt_executable_t *executable) {
  std::string function = tprt_executable_function(executable);
  if (options.function.empty() || options.function == function)
    return nullptr;
  return bad_input(options.program + ": holds function @" + function +
                   ", --function asks for @" + options.function);
}

} // namespace

tprt_status_t tp_run::load_program(const options &options,
                                   const std::string &input_shapes,
                                   executable_ptr &executable) {
  if (!is_executable(options.program))
    return compile(options, input_shapes, executable);
  TPRT_IO_RETURN_IF_ERROR(load(options.program, executable));
  TPRT_IO_RETURN_IF_ERROR(check_mesh(options, executable.get()));
  TPRT_IO_RETURN_IF_ERROR(check_backend(options, executable.get()));
  return check_function(options, executable.get());
}
