//===- executable.cpp - Loading and asking an executable ------------------===//
// The C interface's executable functions.

#include "executable.h"

#include "layout.h"
#include "order.h"
#include "reader.h"
#include "status.h"
#include "verifier.h"

using namespace tprt;

//===-- Loading -----------------------------------------------------------===//

static tprt_status_t load(std::unique_ptr<file> bytes,
                          tprt_executable_t **executable) {
  auto loaded = std::make_shared<loaded_program>();
  loaded->file = std::move(bytes);
  TPRT_RETURN_IF_ERROR(loaded->file->check_header());
  TPRT_RETURN_IF_ERROR(read_program(*loaded->file, loaded->program));
  TPRT_RETURN_IF_ERROR(order_streams(loaded->program));
  TPRT_RETURN_IF_ERROR(verify_program(loaded->program));
  *executable = new tprt_executable{std::move(loaded)};
  return nullptr;
}

tprt_status_t tprt_executable_load(const char *path,
                                   tprt_executable_t **executable) {
  if (!path || !executable)
    return TPRT_MISUSE("tprt_executable_load needs a path and an output");
  tprt_status_t status = guarded([&] {
    std::unique_ptr<file> bytes;
    TPRT_RETURN_IF_ERROR(file::map(path, bytes));
    return load(std::move(bytes), executable);
  });
  return guarded([&] { return with_prefix(std::string(path) + ": ", status); });
}

tprt_status_t tprt_executable_load_bytes(const void *bytes, size_t size,
                                         tprt_executable_t **executable) {
  if (!executable || (!bytes && size))
    return TPRT_MISUSE("tprt_executable_load_bytes needs bytes and an output");
  return guarded([&] {
    std::unique_ptr<file> copied;
    TPRT_RETURN_IF_ERROR(file::copy(bytes, size, copied));
    return load(std::move(copied), executable);
  });
}

void tprt_executable_destroy(tprt_executable_t *executable) {
  delete executable;
}

//===-- Queries -----------------------------------------------------------===//

static const program &of(const tprt_executable_t *executable) {
  return executable->loaded->program;
}

const char *tprt_executable_function(const tprt_executable_t *executable) {
  return of(executable).function;
}

const char *tprt_executable_producer(const tprt_executable_t *executable) {
  return of(executable).producer;
}

const char *tprt_executable_backend(const tprt_executable_t *executable) {
  return of(executable).backend;
}

uint32_t tprt_executable_num_ranks(const tprt_executable_t *executable) {
  return of(executable).num_ranks;
}

uint32_t tprt_executable_num_mesh_axes(const tprt_executable_t *executable) {
  return static_cast<uint32_t>(of(executable).mesh.size());
}

uint32_t tprt_executable_num_arguments(const tprt_executable_t *executable) {
  return static_cast<uint32_t>(of(executable).arguments.size());
}

uint32_t tprt_executable_num_results(const tprt_executable_t *executable) {
  return static_cast<uint32_t>(of(executable).results.size());
}

uint64_t tprt_executable_arena_bytes(const tprt_executable_t *executable) {
  return of(executable).arena_size;
}

uint64_t tprt_executable_constant_bytes(const tprt_executable_t *executable) {
  return of(executable).constants.size;
}

tprt_status_t tprt_executable_mesh_axis(const tprt_executable_t *executable,
                                        uint32_t index, const char **name,
                                        uint64_t *size) {
  const std::vector<mesh_axis> &mesh = of(executable).mesh;
  if (index >= mesh.size())
    return TPRT_MISUSE("mesh axis %u is not among %zu", index, mesh.size());
  *name = mesh[index].name;
  *size = mesh[index].size;
  return nullptr;
}

static tprt_status_t find(const std::vector<value> &values, const char *what,
                          uint32_t index, const value **found) {
  if (index >= values.size())
    return TPRT_MISUSE("%s %u is not among the %zu of the program", what, index,
                       values.size());
  *found = &values[index];
  return nullptr;
}

static tprt_value_info_t describe(const value &value) {
  bool scalar = value.shape.empty();
  return {value.name,
          value.dtype,
          static_cast<uint32_t>(value.shape.size()),
          scalar ? nullptr : value.shape.data(),
          scalar ? nullptr : value.local_shape.data(),
          value.local_bytes,
          value.donation,
          value.location};
}

tprt_status_t tprt_executable_argument_info(const tprt_executable_t *executable,
                                            uint32_t index,
                                            tprt_value_info_t *info) {
  const value *value = nullptr;
  TPRT_RETURN_IF_ERROR(
      find(of(executable).arguments, "argument", index, &value));
  *info = describe(*value);
  return nullptr;
}

tprt_status_t tprt_executable_result_info(const tprt_executable_t *executable,
                                          uint32_t index,
                                          tprt_value_info_t *info) {
  const value *value = nullptr;
  TPRT_RETURN_IF_ERROR(find(of(executable).results, "result", index, &value));
  *info = describe(*value);
  return nullptr;
}

static tprt_status_t slices_of(const program &program, const value &value,
                               uint32_t rank, tprt_slice_t *slices) {
  if (rank >= program.num_ranks)
    return TPRT_MISUSE("rank %u is outside [0, %u)", rank, program.num_ranks);
  for (size_t dim = 0; dim < value.shape.size(); ++dim)
    slices[dim] = local_slice(value.shape[dim], value.sharding[dim], rank);
  return nullptr;
}

tprt_status_t
tprt_executable_argument_slice(const tprt_executable_t *executable,
                               uint32_t index, uint32_t rank,
                               tprt_slice_t *slices) {
  const value *value = nullptr;
  TPRT_RETURN_IF_ERROR(
      find(of(executable).arguments, "argument", index, &value));
  return slices_of(of(executable), *value, rank, slices);
}

tprt_status_t tprt_executable_result_slice(const tprt_executable_t *executable,
                                           uint32_t index, uint32_t rank,
                                           tprt_slice_t *slices) {
  const value *value = nullptr;
  TPRT_RETURN_IF_ERROR(find(of(executable).results, "result", index, &value));
  return slices_of(of(executable), *value, rank, slices);
}
