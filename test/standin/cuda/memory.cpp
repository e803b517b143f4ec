//===- memory.cpp - Allocating, copying, filling --------------------------===//
// A copy that overlaps, or that leaves an allocation, breaks the device, as a
// stray access of a kernel does.

#include "memory.h"

#include <cstdlib>
#include <cstring>

using namespace standin;

/// On both sides of an allocation; also what allocations are aligned to.
static constexpr uint64_t fence = 256;
static constexpr unsigned char garbage = 0xCB, fence_byte = 0xFD;

namespace {
struct memory_state {
  std::map<uint64_t, memory_block> blocks; // by base
  std::map<int, uint64_t> used;            // bytes of each device
  memory_block last{};                     // most accesses hit the same block
};
} // namespace

static memory_state &memory() {
  static auto *state = new memory_state;
  return *state;
}

//===-- Blocks ------------------------------------------------------------===//

static bool holds(const memory_block &block, uint64_t address, uint64_t size) {
  return address >= block.base && address - block.base <= block.size &&
         size <= block.size - (address - block.base);
}

const memory_block *standin::find_block(uint64_t address, uint64_t size) {
  memory_state &state = memory();
  if (state.last.size && holds(state.last, address, size))
    return &state.last;
  auto after = state.blocks.upper_bound(address);
  if (after == state.blocks.begin())
    return nullptr;
  const memory_block &block = std::prev(after)->second;
  if (!holds(block, address, size))
    return nullptr;
  state.last = block;
  return &state.last;
}

bool standin::accessible(uint64_t address, uint64_t size, CUcontext from) {
  const memory_block *block = find_block(address, size);
  if (!block)
    return false;
  bool on_a_device = block->kind == memory_kind::device ||
                     block->kind == memory_kind::variable;
  return !from || !on_a_device || block->context->device == from->device;
}

static uint64_t &used_of(CUcontext context) {
  return memory().used[context->device];
}

void standin::add_block(memory_kind kind, const void *base, uint64_t size,
                        CUcontext context) {
  auto address = reinterpret_cast<uint64_t>(base);
  memory().blocks[address] = {kind, address, size, context};
}

void standin::drop_block(uint64_t base) {
  memory().blocks.erase(base);
  memory().last = {};
}

bool standin::is_page_locked(const void *address, uint64_t size) {
  const memory_block *block =
      find_block(reinterpret_cast<uint64_t>(address), size);
  return block && (block->kind == memory_kind::page_locked ||
                   block->kind == memory_kind::registered);
}

static uint64_t rounded(uint64_t size) { return (size + fence - 1) & -fence; }

static void *allocate(memory_kind kind, uint64_t size, CUcontext context) {
  auto *raw = static_cast<unsigned char *>(
      std::aligned_alloc(fence, rounded(size) + 2 * fence));
  if (!raw)
    return nullptr;
  std::memset(raw, fence_byte, rounded(size) + 2 * fence);
  std::memset(raw + fence, garbage, size);
  add_block(kind, raw + fence, size, context);
  return raw + fence;
}

/// Writes beside an allocation that nothing else has noticed.
static void check_fences(const memory_block &block) {
  auto *data = reinterpret_cast<unsigned char *>(block.base);
  for (uint64_t i = 0; i < fence; ++i)
    if (data[-1 - int64_t(i)] != fence_byte) {
      std::fprintf(stderr, "stand-in: bytes before %s were overwritten\n",
                   format("%#llx", (unsigned long long)block.base).c_str());
      std::abort();
    }
  for (uint64_t i = block.size; i < rounded(block.size) + fence; ++i)
    if (data[i] != fence_byte) {
      std::fprintf(stderr, "stand-in: bytes behind %s were overwritten\n",
                   format("%#llx", (unsigned long long)block.base).c_str());
      std::abort();
    }
}

static void release(const memory_block &block) {
  if (block.kind == memory_kind::device ||
      block.kind == memory_kind::page_locked) {
    check_fences(block);
    std::memset(reinterpret_cast<void *>(block.base), garbage, block.size);
    std::free(reinterpret_cast<unsigned char *>(block.base) - fence);
  }
  if (block.kind == memory_kind::device)
    used_of(block.context) -= block.size;
  drop_block(block.base);
}

static const char *kind_name(memory_kind kind) {
  return kind == memory_kind::device        ? "allocation"
         : kind == memory_kind::page_locked ? "host allocation"
                                            : "registration";
}

void standin::lose_memory(CUcontext context) {
  std::vector<memory_block> theirs;
  for (const auto &[base, block] : memory().blocks)
    if (block.context == context && block.kind != memory_kind::variable)
      theirs.push_back(block);
  for (const memory_block &block : theirs) {
    ++driver().lost[kind_name(block.kind)];
    release(block);
  }
}

void standin::reset_memory() {
  std::vector<memory_block> all;
  for (const auto &[base, block] : memory().blocks)
    all.push_back(block);
  for (const memory_block &block : all)
    release(block);
}

void standin::memory_alive(std::map<std::string, uint64_t> &alive) {
  for (const auto &[base, block] : memory().blocks)
    if (block.kind != memory_kind::variable)
      ++alive[kind_name(block.kind)];
}

//===-- Allocation --------------------------------------------------------===//

CUresult CUDAAPI cuMemAlloc_v2(CUdeviceptr *data, size_t size) {
  call made("cuMemAlloc_v2");
  made.arguments(format("size=%zu", size));
  if (auto why = refused(made, needs_context | unsafe_in_capture,
                         CUDA_ERROR_OUT_OF_MEMORY))
    return made.end(*why);
  if (!data || !size)
    return made.end(CUDA_ERROR_INVALID_VALUE);
  CUcontext context = current_context();
  if (size > options().memory || used_of(context) > options().memory - size)
    return made.end(CUDA_ERROR_OUT_OF_MEMORY);
  void *address = allocate(memory_kind::device, size, context);
  if (!address)
    return made.end(CUDA_ERROR_OUT_OF_MEMORY);
  used_of(context) += size;
  *data = reinterpret_cast<CUdeviceptr>(address);
  made.made(format("%#llx", *data));
  return made.end(CUDA_SUCCESS);
}

/// Frees the block of this kind that starts here.
static CUresult free_block(uint64_t base, memory_kind kind) {
  auto found = memory().blocks.find(base);
  if (found == memory().blocks.end() || found->second.kind != kind)
    return CUDA_ERROR_INVALID_VALUE;
  release(memory_block(found->second));
  return CUDA_SUCCESS;
}

CUresult CUDAAPI cuMemFree_v2(CUdeviceptr data) {
  call made("cuMemFree_v2");
  made.arguments(format("%#llx", data));
  auto why = refused(made, needs_context | unsafe_in_capture);
  if (!data)
    return made.end(why.value_or(CUDA_SUCCESS));
  // As on a GPU, what was queued before may still use the memory.
  if (!why)
    run_all_ready();
  made.waited();
  CUresult freed = free_block(data, memory_kind::device);
  return made.end(why.value_or(freed));
}

CUresult CUDAAPI cuMemHostAlloc(void **data, size_t size, unsigned flags) {
  call made("cuMemHostAlloc");
  made.arguments(format("size=%zu, flags=%u", size, flags));
  if (auto why = refused(made, needs_context | unsafe_in_capture,
                         CUDA_ERROR_OUT_OF_MEMORY))
    return made.end(*why);
  if (!data || !size)
    return made.end(CUDA_ERROR_INVALID_VALUE);
  *data = allocate(memory_kind::page_locked, size, current_context());
  return made.end(*data ? CUDA_SUCCESS : CUDA_ERROR_OUT_OF_MEMORY);
}

CUresult CUDAAPI cuMemAllocHost_v2(void **data, size_t size) {
  return cuMemHostAlloc(data, size, 0);
}

CUresult CUDAAPI cuMemFreeHost(void *data) {
  call made("cuMemFreeHost");
  made.arguments(format("%p", data));
  auto why = refused(made, needs_context | unsafe_in_capture);
  if (!why)
    run_all_ready();
  made.waited();
  CUresult freed =
      free_block(reinterpret_cast<uint64_t>(data), memory_kind::page_locked);
  return made.end(why.value_or(freed));
}

CUresult CUDAAPI cuMemHostRegister_v2(void *data, size_t size, unsigned flags) {
  call made("cuMemHostRegister_v2");
  made.arguments(format("%p, size=%zu, flags=%u", data, size, flags));
  if (auto why = refused(made, needs_context | unsafe_in_capture,
                         CUDA_ERROR_NOT_SUPPORTED))
    return made.end(*why);
  if (!data || !size)
    return made.end(CUDA_ERROR_INVALID_VALUE);
  if (find_block(reinterpret_cast<uint64_t>(data), 1))
    return made.end(CUDA_ERROR_HOST_MEMORY_ALREADY_REGISTERED);
  add_block(memory_kind::registered, data, size, current_context());
  return made.end(CUDA_SUCCESS);
}

CUresult CUDAAPI cuMemHostUnregister(void *data) {
  call made("cuMemHostUnregister");
  made.arguments(format("%p", data));
  auto why = refused(made, needs_context | unsafe_in_capture);
  if (!why)
    run_all_ready();
  CUresult freed =
      free_block(reinterpret_cast<uint64_t>(data), memory_kind::registered);
  if (freed != CUDA_SUCCESS)
    freed = CUDA_ERROR_HOST_MEMORY_NOT_REGISTERED;
  return made.end(why.value_or(freed));
}

CUresult CUDAAPI cuMemHostGetDevicePointer_v2(CUdeviceptr *device, void *host,
                                              unsigned flags) {
  call made("cuMemHostGetDevicePointer_v2");
  made.arguments(format("%p, flags=%u", host, flags));
  if (auto why = refused(made, needs_context))
    return made.end(*why);
  if (!device || flags || !is_page_locked(host, 1))
    return made.end(CUDA_ERROR_INVALID_VALUE);
  *device = reinterpret_cast<CUdeviceptr>(host);
  return made.end(CUDA_SUCCESS);
}

CUresult CUDAAPI cuMemGetInfo_v2(size_t *free, size_t *total) {
  call made("cuMemGetInfo_v2");
  if (auto why = refused(made, needs_context))
    return made.end(*why);
  *total = options().memory;
  *free = options().memory - used_of(current_context());
  return made.end(CUDA_SUCCESS);
}

CUresult CUDAAPI cuMemGetAddressRange_v2(CUdeviceptr *base, size_t *size,
                                         CUdeviceptr data) {
  call made("cuMemGetAddressRange_v2");
  made.arguments(format("%#llx", data));
  if (auto why = refused(made, needs_context))
    return made.end(*why);
  const memory_block *block = find_block(data, 1);
  if (!block)
    return made.end(CUDA_ERROR_NOT_FOUND);
  if (base)
    *base = block->base;
  if (size)
    *size = block->size;
  return made.end(CUDA_SUCCESS);
}

//===-- Copies ------------------------------------------------------------===//

static outcome copy_bytes(void *to, const void *from, uint64_t size) {
  auto target = reinterpret_cast<uint64_t>(to);
  auto source = reinterpret_cast<uint64_t>(from);
  if (target < source + size && source < target + size)
    return illegal_access("a copy overlaps itself");
  std::memcpy(to, from, size);
  return {};
}

static std::string no_memory(uint64_t address, uint64_t size) {
  return format("%llu bytes at %#llx are in no allocation",
                (unsigned long long)size, (unsigned long long)address);
}

/// Copies when it is run; addresses of the device must be in allocations then.
static work copy_work(const char *function, uint64_t to, uint64_t from,
                      uint64_t size, bool check_to, bool check_from) {
  return simple_work(function, std::to_string(size), [=]() -> outcome {
    if (check_to && !accessible(to, size))
      return illegal_access(no_memory(to, size));
    if (check_from && !accessible(from, size))
      return illegal_access(no_memory(from, size));
    return copy_bytes(reinterpret_cast<void *>(to),
                      reinterpret_cast<const void *>(from), size);
  });
}

/// A copy whose host bytes were taken at the call.
static work upload_work(const char *function, uint64_t to, const void *from,
                        uint64_t size) {
  auto *bytes = static_cast<const char *>(from);
  auto taken = std::make_shared<std::vector<char>>(bytes, bytes + size);
  return simple_work(function, std::to_string(size), [=]() -> outcome {
    if (!accessible(to, size))
      return illegal_access(no_memory(to, size));
    std::memcpy(reinterpret_cast<void *>(to), taken->data(), size);
    return {};
  });
}

/// What a blocking call without a stream waits for: the context's own stream,
/// and every stream that did not ask to be left out.
static bool legacy_idle(CUcontext context) {
  for (CUstream stream : driver().streams.handles())
    if (stream->context == context &&
        !(stream->flags & CU_STREAM_NON_BLOCKING) && !is_idle(stream))
      return false;
  return true;
}

static CUresult blocking_copy(call &made, const work &item) {
  if (auto why = refused(made, needs_context | unsafe_in_capture,
                         CUDA_ERROR_ILLEGAL_ADDRESS))
    return made.end(*why);
  CUcontext context = current_context();
  auto idle = [=] { return legacy_idle(context); };
  if (CUresult broken = run_until(made, idle, context))
    return made.end(broken);
  enqueue(context->null_stream, item);
  return made.end(run_until(made, idle, context));
}

CUresult CUDAAPI cuMemcpyHtoD_v2(CUdeviceptr to, const void *from,
                                 size_t size) {
  call made("cuMemcpyHtoD_v2");
  made.arguments(format("%#llx, %p, size=%zu", to, from, size));
  return blocking_copy(made, copy_work("cuMemcpyHtoD_v2", to,
                                       reinterpret_cast<uint64_t>(from), size,
                                       true, false));
}

CUresult CUDAAPI cuMemcpyDtoH_v2(void *to, CUdeviceptr from, size_t size) {
  call made("cuMemcpyDtoH_v2");
  made.arguments(format("%p, %#llx, size=%zu", to, from, size));
  return blocking_copy(made, copy_work("cuMemcpyDtoH_v2",
                                       reinterpret_cast<uint64_t>(to), from,
                                       size, false, true));
}

CUresult CUDAAPI cuMemcpyDtoD_v2(CUdeviceptr to, CUdeviceptr from,
                                 size_t size) {
  call made("cuMemcpyDtoD_v2");
  made.arguments(format("%#llx, %#llx, size=%zu", to, from, size));
  return blocking_copy(
      made, copy_work("cuMemcpyDtoD_v2", to, from, size, true, true));
}

static CUresult queue_on(call &made, CUstream handle, const work &item) {
  CUstream stream = find_stream(handle);
  if (!stream)
    return made.end(CUDA_ERROR_INVALID_HANDLE);
  return made.end(enqueue(stream, item));
}

CUresult CUDAAPI cuMemcpyDtoDAsync_v2(CUdeviceptr to, CUdeviceptr from,
                                      size_t size, CUstream stream) {
  call made("cuMemcpyDtoDAsync_v2");
  made.arguments(format("%#llx, %#llx, size=%zu, stream=%s", to, from, size,
                        name_of('s', stream).c_str()));
  if (auto why = refused(made, needs_context))
    return made.end(*why);
  if (!accessible(to, size) || !accessible(from, size))
    return made.end(CUDA_ERROR_INVALID_VALUE);
  return queue_on(
      made, stream,
      copy_work("cuMemcpyDtoDAsync_v2", to, from, size, true, true));
}

CUresult CUDAAPI cuMemcpyHtoDAsync_v2(CUdeviceptr to, const void *from,
                                      size_t size, CUstream stream) {
  call made("cuMemcpyHtoDAsync_v2");
  made.arguments(format("%#llx, %p, size=%zu, stream=%s", to, from, size,
                        name_of('s', stream).c_str()));
  if (auto why = refused(made, needs_context))
    return made.end(*why);
  if (!accessible(to, size))
    return made.end(CUDA_ERROR_INVALID_VALUE);
  if (!is_page_locked(from, size))
    return queue_on(made, stream,
                    upload_work("cuMemcpyHtoDAsync_v2", to, from, size));
  return queue_on(made, stream,
                  copy_work("cuMemcpyHtoDAsync_v2", to,
                            reinterpret_cast<uint64_t>(from), size, true,
                            true));
}

CUresult CUDAAPI cuMemcpyDtoHAsync_v2(void *to, CUdeviceptr from, size_t size,
                                      CUstream handle) {
  call made("cuMemcpyDtoHAsync_v2");
  made.arguments(format("%p, %#llx, size=%zu, stream=%s", to, from, size,
                        name_of('s', handle).c_str()));
  if (auto why = refused(made, needs_context))
    return made.end(*why);
  CUstream stream = find_stream(handle);
  if (!stream)
    return made.end(CUDA_ERROR_INVALID_HANDLE);
  if (!accessible(from, size))
    return made.end(CUDA_ERROR_INVALID_VALUE);
  bool locked = is_page_locked(to, size);
  CUresult result = enqueue(stream, copy_work("cuMemcpyDtoHAsync_v2",
                                              reinterpret_cast<uint64_t>(to),
                                              from, size, locked, true));
  // To ordinary memory the copy is done when the call returns.
  if (result == CUDA_SUCCESS && !locked && !stream->capturing)
    result = run_until(made, [=] { return is_idle(stream); }, stream->context);
  return made.end(result);
}

//===-- Filling -----------------------------------------------------------===//

static CUresult fill(call &made, const char *function, CUdeviceptr to,
                     std::vector<unsigned char> pattern, uint64_t count,
                     CUstream stream) {
  if (auto why = refused(made, needs_context))
    return made.end(*why);
  uint64_t size = count * pattern.size();
  if (!accessible(to, size) || to % pattern.size())
    return made.end(CUDA_ERROR_INVALID_VALUE);
  return queue_on(made, stream,
                  simple_work(function, std::to_string(size), [=]() -> outcome {
                    if (!accessible(to, size))
                      return illegal_access(no_memory(to, size));
                    auto *data = reinterpret_cast<unsigned char *>(to);
                    for (uint64_t i = 0; i < size; ++i)
                      data[i] = pattern[i % pattern.size()];
                    return {};
                  }));
}

CUresult CUDAAPI cuMemsetD8Async(CUdeviceptr to, unsigned char value,
                                 size_t count, CUstream stream) {
  call made("cuMemsetD8Async");
  made.arguments(format("%#llx, value=%u, size=%zu, stream=%s", to, value,
                        count, name_of('s', stream).c_str()));
  return fill(made, "cuMemsetD8Async", to, {value}, count, stream);
}

CUresult CUDAAPI cuMemsetD8_v2(CUdeviceptr to, unsigned char value,
                               size_t count) {
  call made("cuMemsetD8_v2");
  made.arguments(format("%#llx, value=%u, size=%zu", to, value, count));
  return fill(made, "cuMemsetD8_v2", to, {value}, count, nullptr);
}

CUresult CUDAAPI cuMemsetD32Async(CUdeviceptr to, unsigned value, size_t count,
                                  CUstream stream) {
  call made("cuMemsetD32Async");
  made.arguments(format("%#llx, value=%u, count=%zu, stream=%s", to, value,
                        count, name_of('s', stream).c_str()));
  std::vector<unsigned char> pattern(4);
  std::memcpy(pattern.data(), &value, 4);
  return fill(made, "cuMemsetD32Async", to, pattern, count, stream);
}
