//===- module.cpp - Loads PTX and launches its kernels --------------------===//
// A kernel may touch live allocations and variables of modules only; all else
// breaks the device, with the line of PTX in the message.

#include "module.h"

#include "memory.h"

#include "../ptx/ptx.h"

#include <cstring>

using namespace standin;

struct CUfunc_st {
  CUmodule module = nullptr;
  std::string name;
  const ptx::kernel *kernel = nullptr;
  uint64_t most_dynamic = 48 << 10; ///< Dynamic shared memory of a launch.
};

struct CUmod_st {
  CUcontext context = nullptr;
  /// Launches that are queued keep the code.
  std::shared_ptr<ptx::module> code;
  std::map<std::string, std::unique_ptr<CUfunc_st>> functions;
  std::vector<uint64_t> variables;
};

namespace {
struct module_state {
  pool<CUmod_st> modules;
  std::unordered_map<const CUfunc_st *, CUmodule> functions;
};
} // namespace

static module_state &modules() {
  static auto *state = new module_state;
  return *state;
}

//===-- Loading -----------------------------------------------------------===//

namespace {
/// Where the caller wants to read why its PTX was refused.
struct error_log {
  char *text = nullptr;
  uint64_t size = 0;
};
} // namespace

static error_log find_error_log(unsigned count, CUjit_option *options,
                                void **values) {
  error_log log;
  for (unsigned i = 0; i < count; ++i) {
    if (options[i] == CU_JIT_ERROR_LOG_BUFFER)
      log.text = static_cast<char *>(values[i]);
    if (options[i] == CU_JIT_ERROR_LOG_BUFFER_SIZE_BYTES)
      log.size = reinterpret_cast<uintptr_t>(values[i]);
    if (options[i] == CU_JIT_INFO_LOG_BUFFER && values[i])
      *static_cast<char *>(values[i]) = 0;
  }
  if (log.text && log.size)
    *log.text = 0;
  return log;
}

/// The generation after ".target sm_"; 0 when there is none.
static unsigned ptx_target(const std::string &text) {
  size_t at = text.find(".target");
  at = at == std::string::npos ? at : text.find("sm_", at);
  return at == std::string::npos
             ? 0
             : unsigned(std::strtoul(text.c_str() + at + 3, nullptr, 10));
}

static CUresult refuse_image(const error_log &log, CUresult code,
                             const std::string &why) {
  if (log.text && log.size)
    std::snprintf(log.text, log.size, "%s", why.c_str());
  log_line("run refused module: " + why);
  return code;
}

static CUresult parse_image(const void *image, const error_log &log,
                            std::shared_ptr<ptx::module> &out) {
  if (!std::memcmp(image, "\177ELF", 4))
    return refuse_image(log, CUDA_ERROR_NO_BINARY_FOR_GPU,
                        "the stand-in runs no machine code");
  std::string text = static_cast<const char *>(image);
  if (text.find(".version") == std::string::npos)
    return refuse_image(log, CUDA_ERROR_INVALID_IMAGE, "this is no PTX");
  if (ptx_target(text) > options().sm)
    return refuse_image(log, CUDA_ERROR_INVALID_PTX,
                        format("PTX for sm_%u, on a device of sm_%u",
                               ptx_target(text), options().sm));
  std::string error;
  out = ptx::module::parse(text, error);
  if (!out)
    return refuse_image(log, CUDA_ERROR_INVALID_PTX, error);
  return CUDA_SUCCESS;
}

static CUresult load(call &made, CUmodule *out, const void *image,
                     const error_log &log) {
  if (auto why = refused(made, needs_context | unsafe_in_capture,
                         CUDA_ERROR_INVALID_PTX))
    return made.end(*why);
  if (!out || !image)
    return made.end(CUDA_ERROR_INVALID_VALUE);
  std::shared_ptr<ptx::module> code;
  if (CUresult refusal = parse_image(image, log, code))
    return made.end(refusal);
  CUmodule module = modules().modules.add(std::make_unique<CUmod_st>());
  module->context = current_context();
  module->code = std::move(code);
  *out = module;
  made.made(name_of('m', module));
  return made.end(CUDA_SUCCESS);
}

CUresult CUDAAPI cuModuleLoadData(CUmodule *module, const void *image) {
  call made("cuModuleLoadData");
  return load(made, module, image, {});
}

CUresult CUDAAPI cuModuleLoadDataEx(CUmodule *module, const void *image,
                                    unsigned count, CUjit_option *options,
                                    void **values) {
  call made("cuModuleLoadDataEx");
  made.arguments(format("options=%u", count));
  return load(made, module, image, find_error_log(count, options, values));
}

static void unload(CUmodule module) {
  for (const auto &[name, function] : module->functions)
    modules().functions.erase(function.get());
  for (uint64_t variable : module->variables)
    drop_block(variable);
  modules().modules.retire(module);
}

CUresult CUDAAPI cuModuleUnload(CUmodule module) {
  call made("cuModuleUnload");
  made.arguments(name_of('m', module));
  auto why = refused(made, needs_context | unsafe_in_capture);
  if (!modules().modules.alive(module))
    return made.end(why.value_or(CUDA_ERROR_INVALID_HANDLE));
  if (!why)
    run_all_ready();
  unload(module);
  return made.end(why.value_or(CUDA_SUCCESS));
}

void standin::lose_modules(CUcontext context) {
  for (CUmodule module : modules().modules.handles())
    if (module->context == context) {
      ++driver().lost["module"];
      unload(module);
    }
}

void standin::reset_modules() {
  modules().functions.clear();
  modules().modules.clear();
}

void standin::modules_alive(std::map<std::string, uint64_t> &alive) {
  alive["module"] += modules().modules.size();
}

//===-- What a module holds -----------------------------------------------===//

CUresult CUDAAPI cuModuleGetFunction(CUfunction *out, CUmodule module,
                                     const char *name) {
  call made("cuModuleGetFunction");
  made.arguments(format("%s, %s", name_of('m', module).c_str(), name));
  if (auto why = refused(made, needs_context, CUDA_ERROR_NOT_FOUND))
    return made.end(*why);
  if (!modules().modules.alive(module))
    return made.end(CUDA_ERROR_INVALID_HANDLE);
  const ptx::kernel *kernel = module->code->find(name);
  if (!kernel)
    return made.end(CUDA_ERROR_NOT_FOUND);
  std::unique_ptr<CUfunc_st> &function = module->functions[name];
  if (!function) {
    function = std::make_unique<CUfunc_st>();
    function->module = module;
    function->name = name;
    function->kernel = kernel;
    modules().functions[function.get()] = module;
  }
  *out = function.get();
  return made.end(CUDA_SUCCESS);
}

CUresult CUDAAPI cuModuleGetGlobal_v2(CUdeviceptr *data, size_t *size,
                                      CUmodule module, const char *name) {
  call made("cuModuleGetGlobal_v2");
  made.arguments(format("%s, %s", name_of('m', module).c_str(), name));
  if (auto why = refused(made, needs_context, CUDA_ERROR_NOT_FOUND))
    return made.end(*why);
  if (!modules().modules.alive(module))
    return made.end(CUDA_ERROR_INVALID_HANDLE);
  uint64_t bytes = 0;
  void *address = module->code->variable(name, bytes);
  if (!address)
    return made.end(CUDA_ERROR_NOT_FOUND);
  add_block(memory_kind::variable, address, bytes, module->context);
  module->variables.push_back(reinterpret_cast<uint64_t>(address));
  if (data)
    *data = reinterpret_cast<CUdeviceptr>(address);
  if (size)
    *size = bytes;
  return made.end(CUDA_SUCCESS);
}

static bool is_function(CUfunction function) {
  return modules().functions.count(function);
}

CUresult CUDAAPI cuFuncLoad(CUfunction function) {
  call made("cuFuncLoad");
  if (auto why = refused(made, needs_context))
    return made.end(*why);
  return made.end(is_function(function) ? CUDA_SUCCESS
                                        : CUDA_ERROR_INVALID_HANDLE);
}

CUresult CUDAAPI cuFuncGetAttribute(int *value, CUfunction_attribute attribute,
                                    CUfunction function) {
  call made("cuFuncGetAttribute");
  made.arguments(format("attribute=%d", int(attribute)));
  if (auto why = refused(made, needs_context))
    return made.end(*why);
  if (!is_function(function))
    return made.end(CUDA_ERROR_INVALID_HANDLE);
  unsigned most = ptx::max_threads(*function->kernel);
  switch (attribute) {
  case CU_FUNC_ATTRIBUTE_MAX_THREADS_PER_BLOCK:
    *value = int(most ? most : 1024);
    return made.end(CUDA_SUCCESS);
  case CU_FUNC_ATTRIBUTE_SHARED_SIZE_BYTES:
    *value = int(ptx::shared_bytes(*function->kernel));
    return made.end(CUDA_SUCCESS);
  case CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES:
    *value = int(function->most_dynamic);
    return made.end(CUDA_SUCCESS);
  case CU_FUNC_ATTRIBUTE_NUM_REGS:
    *value = 32;
    return made.end(CUDA_SUCCESS);
  default:
    *value = 0;
    return made.end(CUDA_SUCCESS);
  }
}

CUresult CUDAAPI cuFuncSetAttribute(CUfunction function,
                                    CUfunction_attribute attribute, int value) {
  call made("cuFuncSetAttribute");
  made.arguments(format("attribute=%d, value=%d", int(attribute), value));
  if (auto why = refused(made, needs_context, CUDA_ERROR_INVALID_VALUE))
    return made.end(*why);
  if (!is_function(function))
    return made.end(CUDA_ERROR_INVALID_HANDLE);
  if (attribute != CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES)
    return made.end(CUDA_SUCCESS);
  uint64_t fixed = ptx::shared_bytes(*function->kernel);
  uint64_t most = uint64_t(
      device_attribute(CU_DEVICE_ATTRIBUTE_MAX_SHARED_MEMORY_PER_BLOCK_OPTIN));
  if (value < 0 || uint64_t(value) + fixed > most)
    return made.end(CUDA_ERROR_INVALID_VALUE);
  function->most_dynamic = uint64_t(value);
  return made.end(CUDA_SUCCESS);
}

//===-- Launching ---------------------------------------------------------===//

namespace {
/// A launch with its own copy of the parameters, as the driver keeps one.
struct kernel_launch {
  std::shared_ptr<ptx::module> code;
  const ptx::kernel *kernel;
  std::string name;
  CUcontext context;
  ptx::launch shape;
  std::vector<std::vector<char>> parameters;
};
} // namespace

static outcome run_kernel(const kernel_launch &launch) {
  std::vector<const void *> addresses;
  for (const std::vector<char> &one : launch.parameters)
    addresses.push_back(one.data());
  ptx::launch shape = launch.shape;
  shape.parameters = addresses.data();
  shape.allowed = [&](uint64_t address, uint64_t size, bool) {
    return accessible(address, size, launch.context);
  };
  std::string error = ptx::run(*launch.kernel, shape);
  if (error.empty())
    return {};
  return illegal_access(error);
}

/// Parameters one by one, or packed as the caller's compiler would lay them
/// out.
static bool take_parameters(kernel_launch &launch, void **one_by_one,
                            void **packed) {
  unsigned count = ptx::num_parameters(*launch.kernel);
  const char *buffer = nullptr;
  for (void **at = packed; at && *at != CU_LAUNCH_PARAM_END; at += 2)
    if (*at == CU_LAUNCH_PARAM_BUFFER_POINTER)
      buffer = static_cast<const char *>(at[1]);
  if (count && !one_by_one && !buffer)
    return false;
  uint64_t offset = 0;
  for (unsigned i = 0; i < count; ++i) {
    unsigned size = ptx::parameter_size(*launch.kernel, i);
    offset = (offset + size - 1) / size * size;
    auto *from =
        one_by_one ? static_cast<const char *>(one_by_one[i]) : buffer + offset;
    if (!from)
      return false;
    launch.parameters.emplace_back(from, from + size);
    offset += size;
  }
  return true;
}

static CUresult check_shape(CUfunction function, const ptx::launch &shape) {
  uint64_t threads = uint64_t(shape.block[0]) * shape.block[1] * shape.block[2];
  unsigned most = ptx::max_threads(*function->kernel);
  for (int i = 0; i < 3; ++i)
    if (!shape.grid[i] || !shape.block[i])
      return CUDA_ERROR_INVALID_VALUE;
  if (shape.grid[0] > 0x7fffffff || shape.grid[1] > 65535 ||
      shape.grid[2] > 65535 || threads > 1024 || (most && threads > most))
    return CUDA_ERROR_INVALID_VALUE;
  if (shape.shared_bytes > function->most_dynamic)
    return CUDA_ERROR_INVALID_VALUE;
  return CUDA_SUCCESS;
}

CUresult CUDAAPI cuLaunchKernel(CUfunction function, unsigned grid_x,
                                unsigned grid_y, unsigned grid_z,
                                unsigned block_x, unsigned block_y,
                                unsigned block_z, unsigned shared_bytes,
                                CUstream handle, void **parameters,
                                void **packed) {
  call made("cuLaunchKernel");
  bool known = is_function(function);
  made.arguments(format(
      "stream=%s, kernel=%s, grid=%u, block=%u, shared=%u",
      name_of('s', handle).c_str(), known ? function->name.c_str() : "?",
      grid_x * grid_y * grid_z, block_x * block_y * block_z, shared_bytes));
  if (auto why =
          refused(made, needs_context, CUDA_ERROR_LAUNCH_OUT_OF_RESOURCES))
    return made.end(*why);
  CUstream stream = find_stream(handle);
  if (!stream || !known)
    return made.end(CUDA_ERROR_INVALID_HANDLE);
  if (function->module->context != current_context() ||
      stream->context != current_context())
    return made.end(CUDA_ERROR_INVALID_HANDLE);
  auto launch = std::make_shared<kernel_launch>();
  launch->code = function->module->code;
  launch->kernel = function->kernel;
  launch->name = function->name;
  launch->context = stream->context;
  launch->shape.grid[0] = grid_x;
  launch->shape.grid[1] = grid_y;
  launch->shape.grid[2] = grid_z;
  launch->shape.block[0] = block_x;
  launch->shape.block[1] = block_y;
  launch->shape.block[2] = block_z;
  launch->shape.shared_bytes = shared_bytes;
  if (CUresult bad = check_shape(function, launch->shape))
    return made.end(bad);
  if (!take_parameters(*launch, parameters, packed))
    return made.end(CUDA_ERROR_INVALID_VALUE);
  return made.end(
      enqueue(stream, simple_work("cuLaunchKernel", launch->name,
                                  [=] { return run_kernel(*launch); })));
}
