//===- reader.cpp - From a file's tables to a program ---------------------===//
// Nothing in the tables is trusted: FlatBuffers' verifier makes them safe to
// walk, and each function below checks what it copies.

#include "reader.h"

#include "core/tpx_generated.h"
#include "layout.h"
#include "status.h"

#include <algorithm>
#include <cstring>

using namespace tprt;

// The file's numbers are cast to the C interface's.
static_assert(int(fb::DType::MAX) == TPRT_F64 &&
              int(fb::DType::bf16) == TPRT_BF16);
static_assert(int(fb::CollectiveKind::MAX) == TPRT_PERMUTE);
static_assert(int(fb::Reduction::MAX) == TPRT_NO_REDUCTION);
static_assert(int(fb::Space::MAX) == int(space::constant));
static_assert(int(fb::Epilogue::MAX) == TPRT_EPILOGUE_GELU);
static_assert(int(fb::CodeFormat::MAX) == TPRT_CODE_CUBIN);

// Sizes beyond these are mistakes; the limits keep later arithmetic simple.
static constexpr uint64_t max_bytes = uint64_t(1) << 62;
static constexpr uint64_t max_ranks = uint64_t(1) << 20;
static constexpr uint32_t max_dims = 64;
static constexpr uint32_t max_operands = 4096;
static constexpr uint64_t max_tiles = uint64_t(1) << 48;
static constexpr uint32_t max_images = 64;
// Of regions in each other: the executor and the verifier recurse.
static constexpr uint32_t max_depth = 64;
// What no GPU exceeds.
static constexpr uint32_t max_threads = 1024;
static constexpr uint32_t max_shared_bytes = 227 * 1024;
// CBLAS counts in int.
static constexpr uint64_t max_blas_int = INT32_MAX;

static unsigned long long print(uint64_t number) { return number; }

template <typename Vector> static uint32_t length(const Vector *vector) {
  return vector ? vector->size() : 0;
}

namespace {

class reader {
public:
  reader(const file &source, program &out) : source(source), out(out) {}

  tprt_status_t read();

private:
  tprt_status_t read_target(const fb::Target &table);
  tprt_status_t read_mesh(const fb::Program &table);
  tprt_status_t read_section(const char *what, const fb::Section *table,
                             section &section);
  tprt_status_t read_code(const fb::Program &table);
  tprt_status_t check_sections_apart();
  tprt_status_t read_location(uint32_t index, const char *&location);
  tprt_status_t read_dtype(fb::DType from, tprt_dtype_t &dtype);
  tprt_status_t
  read_coordinates(const flatbuffers::Vector<const fb::Coordinate *> *from,
                   std::vector<coordinate> &coordinates);
  tprt_status_t check_disjoint(const value &value);
  tprt_status_t read_value(const fb::Value &table, value &value);
  tprt_status_t read_values(const fb::Program &table);
  tprt_status_t read_donations(const fb::Program &table);
  tprt_status_t read_communicator(const fb::Communicator &table,
                                  communicator &communicator);
  tprt_status_t read_communicators(const fb::Program &table);
  tprt_status_t read_kernels(const fb::Program &table);
  tprt_status_t read_ref(const fb::Ref *from, ref &ref);
  tprt_status_t read_epilogue(const fb::Gemm &table, gemm &gemm);
  tprt_status_t read_gemm(const fb::Gemm &table);
  tprt_status_t read_launch(const fb::Launch &table);
  tprt_status_t read_copy(const fb::Copy &table);
  tprt_status_t read_start(const fb::Start &table);
  tprt_status_t read_targets(const fb::Start &table, start &start);
  tprt_status_t read_wait(const fb::Wait &table, command &command);
  tprt_status_t read_action(const fb::Command &table, command &command);
  tprt_status_t read_region(uint32_t number);
  tprt_status_t read_loop(const fb::Loop &table);
  tprt_status_t read_branch(const fb::Branch &table);
  tprt_status_t
  read_list(const flatbuffers::Vector<flatbuffers::Offset<fb::Command>> *from,
            command_list &list);
  tprt_status_t read_commands(const fb::Program &table);
  void link_arrays();

  const file &source;
  program &out;
  const fb::Program *root = nullptr;
  command_list *reading = nullptr; // the list whose commands are being read
  // Of regions: how many lists are around; 0 where no command has named it.
  std::vector<uint32_t> depth;
  uint32_t reading_depth = 0;
  uint32_t next_region = 0; // the first that a command may name now
};

} // namespace

//===-- Target, mesh, sections --------------------------------------------===//

tprt_status_t reader::read_target(const fb::Target &table) {
  out.backend = table.backend()->c_str();
  out.target.triple = table.triple()->c_str();
  out.target.cpu = table.cpu()->c_str();
  for (uint32_t i = 0; i < length(table.features()); ++i)
    out.features.push_back(table.features()->Get(i)->c_str());
  return nullptr;
}

tprt_status_t reader::read_mesh(const fb::Program &table) {
  uint64_t ranks = 1;
  for (uint32_t i = 0; i < length(table.mesh()); ++i) {
    const fb::MeshAxis *axis = table.mesh()->Get(i);
    if (axis->size() == 0 || axis->size() > max_ranks ||
        ranks * axis->size() > max_ranks)
      return TPRT_BAD("mesh axis \"%s\" of size %llu makes a mesh of more than "
                      "%llu ranks or none",
                      axis->name()->c_str(), print(axis->size()),
                      print(max_ranks));
    ranks *= axis->size();
    out.mesh.push_back({axis->name()->c_str(), axis->size()});
  }
  out.num_ranks = static_cast<uint32_t>(ranks);
  return nullptr;
}

tprt_status_t reader::read_section(const char *what, const fb::Section *table,
                                   section &section) {
  if (!table || table->size() == 0)
    return nullptr;
  const tprt_file_header_t &header = source.header();
  if (table->offset() % TPRT_SECTION_ALIGNMENT)
    return TPRT_BAD("%s section at byte %llu is not aligned to %u", what,
                    print(table->offset()), TPRT_SECTION_ALIGNMENT);
  if (table->offset() > source.size() ||
      table->size() > source.size() - table->offset())
    return TPRT_BAD("%s section [%llu, +%llu) lies outside the file of %zu "
                    "bytes",
                    what, print(table->offset()), print(table->size()),
                    source.size());
  if (table->offset() < header.table_offset + header.table_size)
    return TPRT_BAD("%s section at byte %llu overlaps the table", what,
                    print(table->offset()));
  section.data = source.data() + table->offset();
  section.size = table->size();
  if (tprt_section_hash(section.data, section.size) != table->hash())
    return TPRT_BAD("%s section does not have the hash that the table gives",
                    what);
  return nullptr;
}

/// Which forms of code a backend of the library's own can have; others know
/// best themselves.
static bool runs_on(const char *backend, fb::CodeFormat format) {
  if (std::strcmp(backend, "cpu") == 0)
    return format == fb::CodeFormat::elf;
  if (std::strcmp(backend, "cuda") == 0)
    return format != fb::CodeFormat::elf;
  return true;
}

tprt_status_t reader::read_code(const fb::Program &table) {
  if (length(table.code()) > max_images)
    return TPRT_BAD("has %u forms of its code", length(table.code()));
  for (uint32_t i = 0; i < length(table.code()); ++i) {
    const fb::Code *code = table.code()->Get(i);
    if (code->format() > fb::CodeFormat::MAX)
      return TPRT_BAD("%u is not a form of code",
                      static_cast<unsigned>(code->format()));
    if (!runs_on(out.backend, code->format()))
      return TPRT_BAD("code of form %s does not run on backend \"%s\"",
                      fb::EnumNameCodeFormat(code->format()), out.backend);
    section section;
    TPRT_RETURN_IF_ERROR(read_section("code", code->section(), section));
    if (section.size)
      out.code.push_back({static_cast<tprt_code_format_t>(code->format()),
                          section.data, section.size});
  }
  return nullptr;
}

tprt_status_t reader::check_sections_apart() {
  struct named {
    const char *name;
    const uint8_t *begin, *end;
  };
  std::vector<named> all;
  auto add = [&](const char *name, const void *data, uint64_t size) {
    auto *begin = static_cast<const uint8_t *>(data);
    if (size)
      all.push_back({name, begin, begin + size});
  };
  add("constant", out.constants.data, out.constants.size);
  for (const tprt_image_t &image : out.code)
    add("code", image.data, image.size);
  std::sort(all.begin(), all.end(),
            [](auto &a, auto &b) { return a.begin < b.begin; });
  for (size_t i = 1; i < all.size(); ++i)
    if (all[i].begin < all[i - 1].end)
      return TPRT_BAD("%s section and %s section overlap", all[i - 1].name,
                      all[i].name);
  return nullptr;
}

//===-- Values ------------------------------------------------------------===//

tprt_status_t reader::read_location(uint32_t index, const char *&location) {
  location = "";
  if (index == 0)
    return nullptr;
  if (index >= length(root->locations()))
    return TPRT_BAD("location %u is not among the %u of the file", index,
                    length(root->locations()));
  location = root->locations()->Get(index)->c_str();
  return nullptr;
}

tprt_status_t reader::read_dtype(fb::DType from, tprt_dtype_t &dtype) {
  if (from > fb::DType::MAX)
    return TPRT_BAD("%u is not an element type", static_cast<unsigned>(from));
  dtype = static_cast<tprt_dtype_t>(from);
  return nullptr;
}

tprt_status_t reader::read_coordinates(
    const flatbuffers::Vector<const fb::Coordinate *> *from,
    std::vector<coordinate> &coordinates) {
  for (uint32_t i = 0; i < length(from); ++i) {
    const fb::Coordinate *axis = from->Get(i);
    uint64_t product = uint64_t(axis->stride()) * axis->size();
    if (product == 0 || out.num_ranks % product)
      return TPRT_BAD("coordinate of stride %u and size %u does not divide %u "
                      "ranks",
                      axis->stride(), axis->size(), out.num_ranks);
    coordinates.push_back({axis->stride(), axis->size()});
  }
  return nullptr;
}

/// A mesh axis splits at most one dimension, and that once.
tprt_status_t reader::check_disjoint(const value &value) {
  std::vector<coordinate> all;
  for (const std::vector<coordinate> &dim : value.sharding)
    for (const coordinate &axis : dim)
      if (axis.size > 1)
        all.push_back(axis);
  std::sort(all.begin(), all.end(),
            [](auto &a, auto &b) { return a.stride < b.stride; });
  for (size_t i = 1; i < all.size(); ++i)
    if (all[i].stride % (uint64_t(all[i - 1].stride) * all[i - 1].size))
      return TPRT_BAD("two of its dimensions are split by the same ranks: "
                      "stride %u size %u, stride %u size %u",
                      all[i - 1].stride, all[i - 1].size, all[i].stride,
                      all[i].size);
  return nullptr;
}

tprt_status_t reader::read_value(const fb::Value &table, value &value) {
  value.name = table.name() ? table.name()->c_str() : nullptr;
  TPRT_RETURN_IF_ERROR(read_location(table.location(), value.location));
  TPRT_RETURN_IF_ERROR(read_dtype(table.dtype(), value.dtype));
  uint32_t dims = length(table.shape());
  if (dims > max_dims)
    return TPRT_BAD("has %u dimensions, at most %u are possible", dims,
                    max_dims);
  if (uint32_t splits = length(table.sharding()); splits && splits != dims)
    return TPRT_BAD("has %u dimensions but a sharding of %u", dims, splits);
  value.sharding.resize(dims);
  for (uint32_t dim = 0; dim < dims; ++dim) {
    uint64_t extent = table.shape()->Get(dim);
    if (extent >= max_bytes)
      return TPRT_BAD("dimension %u has extent %llu", dim, print(extent));
    value.shape.push_back(extent);
    if (length(table.sharding()))
      TPRT_RETURN_IF_ERROR(read_coordinates(
          table.sharding()->Get(dim)->coordinates(), value.sharding[dim]));
  }
  TPRT_RETURN_IF_ERROR(check_disjoint(value));
  if (!compute_local_layout(value))
    return TPRT_BAD("its size in bytes overflows");
  return nullptr;
}

tprt_status_t reader::read_values(const fb::Program &table) {
  auto read_list = [&](const char *what, auto *from, std::vector<value> &to) {
    to.resize(length(from));
    for (uint32_t i = 0; i < to.size(); ++i)
      if (tprt_status_t status = read_value(*from->Get(i), to[i]))
        return with_prefix(std::string(what) + " " + std::to_string(i) + ": ",
                           status);
    return tprt_status_t(nullptr);
  };
  TPRT_RETURN_IF_ERROR(read_list("argument", table.arguments(), out.arguments));
  TPRT_RETURN_IF_ERROR(read_list("result", table.results(), out.results));
  return read_donations(table);
}

tprt_status_t reader::read_donations(const fb::Program &table) {
  for (uint32_t i = 0; i < out.arguments.size(); ++i) {
    int32_t result = table.arguments()->Get(i)->donated_result();
    if (result == -1)
      continue;
    if (result < 0 || static_cast<size_t>(result) >= out.results.size())
      return TPRT_BAD("argument %u is donated to result %d of %zu", i, result,
                      out.results.size());
    value &taker = out.results[static_cast<size_t>(result)];
    if (taker.donation != -1)
      return TPRT_BAD("arguments %d and %u are both donated to result %d",
                      taker.donation, i, result);
    if (!same_layout(out.arguments[i], taker))
      return TPRT_BAD("argument %u is donated to result %d, which has another "
                      "type or sharding",
                      i, result);
    out.arguments[i].donation = result;
    taker.donation = static_cast<int32_t>(i);
  }
  for (uint32_t i = 0; i < out.results.size(); ++i)
    if (table.results()->Get(i)->donated_result() != -1)
      return TPRT_BAD(
          "result %u says that it is donated, as only arguments are", i);
  return nullptr;
}

//===-- Communicators and kernels -----------------------------------------===//

tprt_status_t reader::read_communicator(const fb::Communicator &table,
                                        communicator &communicator) {
  communicator.num_groups = length(table.groups());
  std::vector<bool> seen(out.num_ranks);
  for (uint32_t g = 0; g < communicator.num_groups; ++g) {
    const auto *ranks = table.groups()->Get(g)->ranks();
    if (g == 0)
      communicator.group_size = length(ranks);
    if (length(ranks) != communicator.group_size || !length(ranks))
      return TPRT_BAD("group %u has %u ranks, group 0 has %u", g, length(ranks),
                      communicator.group_size);
    for (uint32_t rank : *ranks) {
      if (rank >= out.num_ranks || seen[rank])
        return TPRT_BAD(
            "rank %u of group %u is outside [0, %u) or in two places", rank, g,
            out.num_ranks);
      seen[rank] = true;
      communicator.ranks.push_back(rank);
    }
  }
  if (communicator.ranks.size() != out.num_ranks)
    return TPRT_BAD("its groups have %zu ranks together, the mesh has %u",
                    communicator.ranks.size(), out.num_ranks);
  return nullptr;
}

tprt_status_t reader::read_communicators(const fb::Program &table) {
  out.communicators.resize(length(table.communicators()));
  for (uint32_t i = 0; i < out.communicators.size(); ++i)
    TPRT_RETURN_IF_ERROR(
        with_prefix("communicator " + std::to_string(i) + ": ",
                    read_communicator(*table.communicators()->Get(i),
                                      out.communicators[i])));
  return nullptr;
}

tprt_status_t reader::read_kernels(const fb::Program &table) {
  for (uint32_t i = 0; i < length(table.kernels()); ++i) {
    const fb::Kernel *kernel = table.kernels()->Get(i);
    if (kernel->symbol()->size() == 0 || kernel->tiles() > max_tiles)
      return TPRT_BAD("kernel %u has no symbol or %llu tiles", i,
                      print(kernel->tiles()));
    if (kernel->num_operands() > max_operands)
      return TPRT_BAD("kernel \"%s\" has %u operands, at most %u are possible",
                      kernel->symbol()->c_str(), kernel->num_operands(),
                      max_operands);
    if (kernel->threads() < 1 || kernel->threads() > max_threads ||
        kernel->shared_bytes() > max_shared_bytes)
      return TPRT_BAD("kernel \"%s\" has %u threads and %u bytes of shared "
                      "memory, from 1 to %u and at most %u are possible",
                      kernel->symbol()->c_str(), kernel->threads(),
                      kernel->shared_bytes(), max_threads, max_shared_bytes);
    out.kernels.push_back({kernel->symbol()->c_str(),
                           static_cast<int64_t>(kernel->tiles()),
                           kernel->num_operands(), kernel->num_coordinates(),
                           kernel->threads(), kernel->shared_bytes()});
  }
  if (!out.kernels.empty() && out.code.empty())
    return TPRT_BAD("has %zu kernels but no code section", out.kernels.size());
  return nullptr;
}

//===-- Commands ----------------------------------------------------------===//

tprt_status_t reader::read_ref(const fb::Ref *from, ref &ref) {
  if (from->space() > fb::Space::MAX)
    return TPRT_BAD("%u is not a space", static_cast<unsigned>(from->space()));
  ref = {static_cast<space>(from->space()), from->index(), from->offset(),
         from->size()};
  uint64_t limit = 0;
  bool indexed = ref.space == space::argument || ref.space == space::result;
  if (indexed) {
    const std::vector<value> &values =
        ref.space == space::argument ? out.arguments : out.results;
    if (ref.index >= values.size())
      return TPRT_BAD("operand refers to %s %u of %zu",
                      ref.space == space::argument ? "argument" : "result",
                      ref.index, values.size());
    limit = values[ref.index].local_bytes;
  } else {
    if (ref.index != 0)
      return TPRT_BAD("operand in arena or constants has index %u", ref.index);
    limit = ref.space == space::arena ? out.arena_size : out.constants.size;
  }
  if (ref.offset % TPRT_ALIGNMENT)
    return TPRT_BAD("operand at byte %llu is not aligned to %d",
                    print(ref.offset), TPRT_ALIGNMENT);
  if (ref.offset > limit || ref.size > limit - ref.offset)
    return TPRT_BAD(
        "operand [%llu, +%llu) lies outside its buffer of %llu bytes",
        print(ref.offset), print(ref.size), print(limit));
  return nullptr;
}

/// What is done beside the product, and to which type it is rounded.
tprt_status_t reader::read_epilogue(const fb::Gemm &table, gemm &gemm) {
  tprt_gemm_t &desc = gemm.desc;
  TPRT_RETURN_IF_ERROR(read_dtype(table.result_dtype(), desc.result_dtype));
  bool half = desc.dtype == TPRT_F16 || desc.dtype == TPRT_BF16;
  if (desc.result_dtype != desc.dtype &&
      !(half && desc.result_dtype == TPRT_F32))
    return TPRT_BAD("a product of %s has a result of %s",
                    tprt_dtype_name(desc.dtype),
                    tprt_dtype_name(desc.result_dtype));
  if (table.epilogue() > fb::Epilogue::MAX)
    return TPRT_BAD("%u is not an epilogue",
                    static_cast<unsigned>(table.epilogue()));
  desc.epilogue = static_cast<tprt_epilogue_t>(table.epilogue());
  desc.allow_tf32 = table.allow_tf32();
  desc.has_bias = table.bias() != nullptr;
  desc.has_aux = table.aux() != nullptr;
  if (desc.has_bias)
    TPRT_RETURN_IF_ERROR(read_ref(table.bias(), gemm.bias));
  if (!desc.has_aux)
    return nullptr;
  if (desc.epilogue == TPRT_EPILOGUE_NONE)
    return TPRT_BAD("keeps what its epilogue is applied to, but has none");
  return read_ref(table.aux(), gemm.aux);
}

tprt_status_t reader::read_gemm(const fb::Gemm &table) {
  gemm gemm{};
  tprt_gemm_t &desc = gemm.desc;
  TPRT_RETURN_IF_ERROR(read_dtype(table.dtype(), desc.dtype));
  TPRT_RETURN_IF_ERROR(read_epilogue(table, gemm));
  for (uint64_t number :
       {table.m(), table.n(), table.k(), table.lda(), table.ldb(), table.ldc()})
    if (number > max_blas_int)
      return TPRT_BAD("size or stride %llu is beyond the %llu of CBLAS",
                      print(number), print(max_blas_int));
  desc.m = table.m(), desc.n = table.n(), desc.k = table.k();
  desc.lda = table.lda(), desc.ldb = table.ldb(), desc.ldc = table.ldc();
  desc.transpose_a = table.transpose_a();
  desc.transpose_b = table.transpose_b();
  desc.accumulate = table.accumulate();
  if (length(table.batch()) > max_dims)
    return TPRT_BAD("has %u batch dimensions", length(table.batch()));
  for (uint32_t i = 0; i < length(table.batch()); ++i) {
    const fb::Batch *batch = table.batch()->Get(i);
    gemm.batch.push_back({batch->size(), batch->stride_a(), batch->stride_b(),
                          batch->stride_c()});
  }
  TPRT_RETURN_IF_ERROR(read_ref(table.a(), gemm.a));
  TPRT_RETURN_IF_ERROR(read_ref(table.b(), gemm.b));
  TPRT_RETURN_IF_ERROR(read_ref(table.c(), gemm.c));
  out.gemms.push_back(std::move(gemm));
  return nullptr;
}

tprt_status_t reader::read_launch(const fb::Launch &table) {
  launch launch{};
  launch.kernel = table.kernel();
  launch.num_reads = table.num_reads();
  if (launch.kernel >= out.kernels.size())
    return TPRT_BAD("launches kernel %u of %zu", launch.kernel,
                    out.kernels.size());
  const kernel &kernel = out.kernels[launch.kernel];
  if (length(table.operands()) != kernel.num_operands ||
      launch.num_reads > kernel.num_operands)
    return TPRT_BAD("gives %u operands, %u of them read, to kernel \"%s\", "
                    "which has %u",
                    length(table.operands()), launch.num_reads, kernel.symbol,
                    kernel.num_operands);
  if (length(table.coordinates()) != kernel.num_coordinates)
    return TPRT_BAD("gives %u coordinates to kernel \"%s\", which has %u",
                    length(table.coordinates()), kernel.symbol,
                    kernel.num_coordinates);
  launch.operands.resize(kernel.num_operands);
  for (uint32_t i = 0; i < kernel.num_operands; ++i)
    TPRT_RETURN_IF_ERROR(
        read_ref(table.operands()->Get(i), launch.operands[i]));
  TPRT_RETURN_IF_ERROR(
      read_coordinates(table.coordinates(), launch.coordinates));
  out.launches.push_back(std::move(launch));
  return nullptr;
}

tprt_status_t reader::read_copy(const fb::Copy &table) {
  copy copy{};
  TPRT_RETURN_IF_ERROR(read_ref(table.from(), copy.from));
  TPRT_RETURN_IF_ERROR(read_ref(table.to(), copy.to));
  if (copy.from.size != copy.to.size)
    return TPRT_BAD("copies %llu bytes to %llu", print(copy.from.size),
                    print(copy.to.size));
  out.copies.push_back(copy);
  return nullptr;
}

/// Targets are the positions that receive; nobody receives twice.
tprt_status_t reader::read_targets(const fb::Start &table, start &start) {
  bool permute = start.desc.kind == TPRT_PERMUTE;
  uint32_t expected = permute ? start.group_size : 0;
  if (length(table.targets()) != expected)
    return TPRT_BAD("has %u targets, %u are expected", length(table.targets()),
                    expected);
  std::vector<bool> seen(expected);
  for (uint32_t i = 0; i < expected; ++i) {
    uint32_t target = table.targets()->Get(i);
    start.targets.push_back(target);
    if (target == TPRT_NO_TARGET)
      continue;
    if (target >= expected || seen[target])
      return TPRT_BAD("position %u sends to %u, which is outside [0, %u) or "
                      "receives twice",
                      i, target, expected);
    seen[target] = true;
  }
  return nullptr;
}

/// Bytes of recv for bytes of send; false when send has no such chunks.
static bool receive_size(const start &start, uint64_t send, uint64_t &recv) {
  uint64_t chunks = start.group_size;
  bool divides = start.desc.count % chunks == 0;
  switch (start.desc.kind) {
  case TPRT_ALL_REDUCE:
  case TPRT_PERMUTE:
    recv = send;
    return true;
  case TPRT_ALL_GATHER:
    return !__builtin_mul_overflow(send, chunks, &recv);
  case TPRT_REDUCE_SCATTER:
    recv = send / chunks;
    return divides;
  case TPRT_ALL_TO_ALL:
    recv = send;
    return divides;
  }
  return false;
}

tprt_status_t reader::read_start(const fb::Start &table) {
  start start{};
  tprt_collective_t &desc = start.desc;
  TPRT_RETURN_IF_ERROR(read_dtype(table.dtype(), desc.dtype));
  if (table.kind() > fb::CollectiveKind::MAX ||
      table.reduction() > fb::Reduction::MAX)
    return TPRT_BAD("%u is not a kind of collective or %u not a reduction",
                    static_cast<unsigned>(table.kind()),
                    static_cast<unsigned>(table.reduction()));
  desc.kind = static_cast<tprt_collective_kind_t>(table.kind());
  desc.reduction = static_cast<tprt_reduction_t>(table.reduction());
  bool reduces =
      desc.kind == TPRT_ALL_REDUCE || desc.kind == TPRT_REDUCE_SCATTER;
  if (reduces != (desc.reduction != TPRT_NO_REDUCTION))
    return TPRT_BAD("a collective of kind %d has reduction %d", desc.kind,
                    desc.reduction);
  if (desc.dtype == TPRT_I1 &&
      (desc.reduction == TPRT_SUM || desc.reduction == TPRT_PROD))
    return TPRT_BAD("i1 is reduced by max or min only");
  desc.count = table.count();
  desc.communicator = table.communicator();
  if (desc.communicator >= out.communicators.size())
    return TPRT_BAD("uses communicator %u of %zu", desc.communicator,
                    out.communicators.size());
  start.group_size = out.communicators[desc.communicator].group_size;
  TPRT_RETURN_IF_ERROR(read_targets(table, start));
  TPRT_RETURN_IF_ERROR(read_ref(table.send(), start.send));
  TPRT_RETURN_IF_ERROR(read_ref(table.recv(), start.recv));
  uint64_t send = 0, recv = 0;
  if (__builtin_mul_overflow(desc.count, uint64_t(tprt_dtype_size(desc.dtype)),
                             &send) ||
      !receive_size(start, send, recv) || send != start.send.size ||
      recv != start.recv.size)
    return TPRT_BAD("%llu elements of %s over %u ranks do not fit %llu bytes "
                    "sent and %llu received",
                    print(desc.count), tprt_dtype_name(desc.dtype),
                    start.group_size, print(start.send.size),
                    print(start.recv.size));
  out.starts.push_back(std::move(start));
  return nullptr;
}

tprt_status_t reader::read_wait(const fb::Wait &table, command &command) {
  uint32_t first = reading->begin;
  bool known = table.token() < out.commands.size() - first;
  action token =
      known ? out.commands[first + table.token()].action : action::wait;
  if (token != action::start && token != action::record)
    return TPRT_BAD("waits for op %u, which is no start and no record before "
                    "it",
                    table.token());
  command.index = first + table.token();
  return nullptr;
}

/// Gives a region to the command that is being read. Regions of later lists
/// only: so none is inside itself.
tprt_status_t reader::read_region(uint32_t number) {
  if (number >= out.regions.size())
    return TPRT_BAD("runs region %u of %zu", number, out.regions.size());
  if (number < next_region)
    return TPRT_BAD("runs region %u, which does not come behind its own list",
                    number);
  if (depth[number])
    return TPRT_BAD("runs region %u, which another command runs", number);
  depth[number] = reading_depth + 1;
  if (depth[number] > max_depth)
    return TPRT_BAD("stands in %u regions, at most %u are possible",
                    reading_depth, max_depth - 1);
  return nullptr;
}

tprt_status_t reader::read_loop(const fb::Loop &table) {
  loop loop{};
  loop.region = table.region();
  loop.trips = table.trips();
  loop.has_predicate = table.predicate() != nullptr;
  out.conditional |= loop.has_predicate;
  TPRT_RETURN_IF_ERROR(read_region(loop.region));
  if (loop.has_predicate) {
    TPRT_RETURN_IF_ERROR(read_ref(table.predicate(), loop.predicate));
    if (loop.predicate.size != 1)
      return TPRT_BAD("has a predicate of %llu bytes",
                      print(loop.predicate.size));
  }
  out.loops.push_back(loop);
  return nullptr;
}

tprt_status_t reader::read_branch(const fb::Branch &table) {
  branch branch{};
  out.conditional = true;
  TPRT_RETURN_IF_ERROR(read_dtype(table.dtype(), branch.dtype));
  TPRT_RETURN_IF_ERROR(read_ref(table.index(), branch.index));
  if ((branch.dtype != TPRT_I1 && branch.dtype != TPRT_I32 &&
       branch.dtype != TPRT_I64) ||
      branch.index.size != tprt_dtype_size(branch.dtype))
    return TPRT_BAD("has an index of type %s in %llu bytes",
                    tprt_dtype_name(branch.dtype), print(branch.index.size));
  if (!length(table.regions()))
    return TPRT_BAD("has no regions");
  for (uint32_t region : *table.regions()) {
    TPRT_RETURN_IF_ERROR(read_region(region));
    branch.regions.push_back(region);
  }
  out.branches.push_back(std::move(branch));
  return nullptr;
}

tprt_status_t reader::read_action(const fb::Command &table, command &command) {
  auto listed = [&](action action, size_t size) {
    command.action = action;
    command.index = static_cast<uint32_t>(size);
  };
  switch (table.action() ? table.action_type() : fb::Action::NONE) {
  case fb::Action::Gemm:
    listed(action::gemm, out.gemms.size());
    return read_gemm(*table.action_as_Gemm());
  case fb::Action::Launch:
    listed(action::launch, out.launches.size());
    return read_launch(*table.action_as_Launch());
  case fb::Action::Copy:
    listed(action::copy, out.copies.size());
    return read_copy(*table.action_as_Copy());
  case fb::Action::Start:
    listed(action::start, out.starts.size());
    return read_start(*table.action_as_Start());
  case fb::Action::Record:
    command.action = action::record;
    return nullptr;
  case fb::Action::Wait:
    command.action = action::wait;
    return read_wait(*table.action_as_Wait(), command);
  case fb::Action::Loop:
    listed(action::loop, out.loops.size());
    return read_loop(*table.action_as_Loop());
  case fb::Action::Branch:
    listed(action::branch, out.branches.size());
    return read_branch(*table.action_as_Branch());
  default:
    return TPRT_BAD("does nothing that is known");
  }
}

tprt_status_t reader::read_list(
    const flatbuffers::Vector<flatbuffers::Offset<fb::Command>> *from,
    command_list &list) {
  reading = &list;
  list.begin = static_cast<uint32_t>(out.commands.size());
  list.first_start = static_cast<uint32_t>(out.starts.size());
  for (uint32_t i = 0; i < length(from); ++i) {
    const fb::Command *table = from->Get(i);
    command command{};
    command.name = table->name()->c_str();
    tprt_status_t status = read_location(table->location(), command.location);
    if (!status)
      status = read_action(*table, command);
    if (status)
      return with_prefix("op " + std::to_string(out.commands.size()) + " (\"" +
                             command.name + "\"): ",
                         status);
    out.commands.push_back(command);
  }
  list.end = static_cast<uint32_t>(out.commands.size());
  list.end_start = static_cast<uint32_t>(out.starts.size());
  return nullptr;
}

tprt_status_t reader::read_commands(const fb::Program &table) {
  out.regions.resize(length(table.regions()));
  depth.resize(out.regions.size());
  TPRT_RETURN_IF_ERROR(read_list(table.commands(), out.main));
  for (uint32_t i = 0; i < out.regions.size(); ++i) {
    if (!depth[i])
      return TPRT_BAD("region %u is not run by a command of a list before it",
                      i);
    reading_depth = depth[i];
    next_region = i + 1;
    TPRT_RETURN_IF_ERROR(
        read_list(table.regions()->Get(i)->commands(), out.regions[i]));
  }
  return nullptr;
}

//===-- Whole file --------------------------------------------------------===//

/// C structures point to arrays of the lists, which have stopped growing.
void reader::link_arrays() {
  out.target.features = out.features.data();
  out.target.num_features = static_cast<uint32_t>(out.features.size());
  for (gemm &gemm : out.gemms) {
    gemm.desc.batch = gemm.batch.data();
    gemm.desc.num_batch = static_cast<uint32_t>(gemm.batch.size());
  }
  for (start &start : out.starts)
    start.desc.targets = start.targets.empty() ? nullptr : start.targets.data();
}

tprt_status_t reader::read() {
  const tprt_file_header_t &header = source.header();
  const uint8_t *table = source.data() + header.table_offset;
  // Every table takes at least its offset's 4 bytes of the file.
  auto tables = std::min<uint64_t>(header.table_size / 4 + 1, UINT32_MAX);
  flatbuffers::Verifier verifier(table, header.table_size, 64,
                                 static_cast<flatbuffers::uoffset_t>(tables));
  if (header.table_size > FLATBUFFERS_MAX_BUFFER_SIZE ||
      !fb::VerifyProgramBuffer(verifier))
    return TPRT_BAD("is damaged: its table is malformed");
  root = fb::GetProgram(table);
  out.producer = root->producer()->c_str();
  out.function = root->function()->c_str();
  out.schedule_hash = header.checksum;
  out.arena_size = root->arena_size();
  if (out.arena_size >= max_bytes)
    return TPRT_BAD("arena of %llu bytes is too large", print(out.arena_size));
  TPRT_RETURN_IF_ERROR(read_target(*root->target()));
  TPRT_RETURN_IF_ERROR(read_mesh(*root));
  TPRT_RETURN_IF_ERROR(
      read_section("constant", root->constants(), out.constants));
  TPRT_RETURN_IF_ERROR(read_code(*root));
  TPRT_RETURN_IF_ERROR(check_sections_apart());
  TPRT_RETURN_IF_ERROR(read_values(*root));
  TPRT_RETURN_IF_ERROR(read_communicators(*root));
  TPRT_RETURN_IF_ERROR(read_kernels(*root));
  TPRT_RETURN_IF_ERROR(read_commands(*root));
  link_arrays();
  return nullptr;
}

tprt_status_t tprt::read_program(const file &source, program &out) {
  return reader(source, out).read();
}
