//===- program_builder.cpp - Small .tpx files for the tests ---------------===//
// Lays a file out as lib/Target/TPX does: header, table, constants, code.

#include "program_builder.h"

#include "kernel_files.h"
#include "tprt/tprt.h"

#include <cassert>
#include <map>

using namespace tprt::test;
namespace fb = tprt::fb;

/// Threads of a tile in kernels.ptx.
static uint32_t threads_of(const std::string &symbol) {
  return symbol == "add_arrays" || symbol == "advance" ? 16 : 1;
}

void program_builder::compile_for_cuda() {
  program.target->backend = "cuda";
  program.target->triple = "nvptx64-nvidia-cuda";
  program.target->cpu = "sm_80";
  code_format = fb::CodeFormat::ptx;
}

program_builder::program_builder(
    const std::vector<std::pair<std::string, uint64_t>> &mesh) {
  program.producer = "test";
  program.function = "main";
  program.target = std::make_unique<fb::TargetT>();
  program.target->backend = "cpu";
  program.target->triple = "x86_64-unknown-linux-gnu";
  program.target->cpu = "x86-64";
  program.locations = {"unknown"};
  for (const auto &[name, size] : mesh) {
    program.mesh.push_back(std::make_unique<fb::MeshAxisT>());
    program.mesh.back()->name = name;
    program.mesh.back()->size = size;
  }
}

uint32_t program_builder::num_ranks() const {
  uint32_t ranks = 1;
  for (const auto &axis : program.mesh)
    ranks *= static_cast<uint32_t>(axis->size);
  return ranks;
}

uint64_t tprt::test::element_size(fb::DType dtype) {
  return tprt_dtype_size(static_cast<tprt_dtype_t>(dtype));
}

//===-- Values and memory -------------------------------------------------===//

fb::Coordinate program_builder::coordinate(const std::string &axis) const {
  uint32_t stride = 1;
  for (size_t i = program.mesh.size(); i-- > 0;) {
    auto size = static_cast<uint32_t>(program.mesh[i]->size);
    if (program.mesh[i]->name == axis)
      return fb::Coordinate(stride, size);
    stride *= size;
  }
  assert(false && "no such axis");
  return fb::Coordinate(1, 1);
}

std::unique_ptr<fb::ValueT>
program_builder::value(fb::DType dtype, const std::vector<uint64_t> &shape,
                       const axes &sharding) {
  auto value = std::make_unique<fb::ValueT>();
  value->dtype = dtype;
  value->shape = shape;
  for (size_t dim = 0; dim < shape.size(); ++dim) {
    value->sharding.push_back(std::make_unique<fb::DimShardingT>());
    if (dim < sharding.size())
      for (const std::string &axis : sharding[dim])
        value->sharding.back()->coordinates.push_back(coordinate(axis));
  }
  return value;
}

uint64_t program_builder::local_bytes(const fb::ValueT &value) const {
  uint64_t size = element_size(value.dtype);
  for (size_t dim = 0; dim < value.shape.size(); ++dim) {
    uint64_t extent = value.shape[dim];
    for (const fb::Coordinate &axis : value.sharding[dim]->coordinates)
      extent = (extent + axis.size() - 1) / axis.size();
    size *= extent;
  }
  return size;
}

fb::Ref program_builder::argument(fb::DType dtype,
                                  const std::vector<uint64_t> &shape,
                                  const axes &sharding,
                                  int32_t donated_result) {
  program.arguments.push_back(value(dtype, shape, sharding));
  program.arguments.back()->donated_result = donated_result;
  return fb::Ref(fb::Space::argument,
                 static_cast<uint32_t>(program.arguments.size() - 1), 0,
                 local_bytes(*program.arguments.back()));
}

fb::Ref program_builder::result(fb::DType dtype,
                                const std::vector<uint64_t> &shape,
                                const axes &sharding) {
  program.results.push_back(value(dtype, shape, sharding));
  return fb::Ref(fb::Space::result,
                 static_cast<uint32_t>(program.results.size() - 1), 0,
                 local_bytes(*program.results.back()));
}

fb::Ref program_builder::arena(uint64_t size) {
  fb::Ref ref(fb::Space::arena, 0, program.arena_size, size);
  program.arena_size += aligned(size);
  return ref;
}

fb::Ref program_builder::constant(const void *data, uint64_t size) {
  constants.resize(aligned(constants.size()));
  fb::Ref ref(fb::Space::constant, 0, constants.size(), size);
  auto *begin = static_cast<const uint8_t *>(data);
  constants.insert(constants.end(), begin, begin + size);
  return ref;
}

//===-- Communicators and kernels -----------------------------------------===//

uint32_t program_builder::communicator(const std::vector<std::string> &axes) {
  // Ranks with equal coordinates on all other axes share a group.
  std::map<uint32_t, std::vector<uint32_t>> groups;
  for (uint32_t rank = 0; rank < num_ranks(); ++rank) {
    uint32_t key = rank;
    for (const std::string &axis : axes) {
      fb::Coordinate c = coordinate(axis);
      key -= rank / c.stride() % c.size() * c.stride();
    }
    groups[key].push_back(rank);
  }
  auto communicator = std::make_unique<fb::CommunicatorT>();
  for (auto &[key, ranks] : groups) {
    communicator->groups.push_back(std::make_unique<fb::GroupT>());
    communicator->groups.back()->ranks = ranks;
  }
  program.communicators.push_back(std::move(communicator));
  return static_cast<uint32_t>(program.communicators.size() - 1);
}

uint32_t program_builder::kernel(const std::string &symbol, uint64_t tiles,
                                 uint32_t num_operands,
                                 uint32_t num_coordinates) {
  bool ptx = code_format == fb::CodeFormat::ptx;
  if (code.empty())
    code = ptx ? bytes(test_kernels_ptx, test_kernels_ptx_end)
               : bytes(test_kernels_elf, test_kernels_elf_end);
  auto kernel = std::make_unique<fb::KernelT>();
  kernel->symbol = symbol;
  kernel->tiles = tiles;
  kernel->num_operands = num_operands;
  kernel->num_coordinates = num_coordinates;
  kernel->threads = ptx ? threads_of(symbol) : 1;
  program.kernels.push_back(std::move(kernel));
  return static_cast<uint32_t>(program.kernels.size() - 1);
}

//===-- Commands ----------------------------------------------------------===//

template <typename Table>
uint32_t program_builder::command(const std::string &name, Table &&table) {
  auto index = static_cast<uint32_t>(program.commands.size());
  auto command = std::make_unique<fb::CommandT>();
  command->name = name + std::to_string(index);
  command->location = static_cast<uint32_t>(program.locations.size());
  program.locations.push_back("model.py:" + std::to_string(index) + ":1");
  command->action.Set(std::forward<Table>(table));
  program.commands.push_back(std::move(command));
  return index;
}

static std::unique_ptr<fb::Ref> boxed(const fb::Ref &ref) {
  return std::make_unique<fb::Ref>(ref);
}

static fb::GemmT clone(const fb::GemmT &from) {
  fb::GemmT to;
  to.dtype = from.dtype;
  // i1 is what nobody has said: the type of the operands.
  to.result_dtype =
      from.result_dtype == fb::DType::i1 ? from.dtype : from.result_dtype;
  to.epilogue = from.epilogue, to.allow_tf32 = from.allow_tf32;
  to.bias = from.bias ? boxed(*from.bias) : nullptr;
  to.aux = from.aux ? boxed(*from.aux) : nullptr;
  to.m = from.m, to.n = from.n, to.k = from.k;
  to.a = boxed(*from.a), to.b = boxed(*from.b), to.c = boxed(*from.c);
  to.lda = from.lda, to.ldb = from.ldb, to.ldc = from.ldc;
  to.transpose_a = from.transpose_a, to.transpose_b = from.transpose_b;
  to.accumulate = from.accumulate;
  for (const auto &batch : from.batch)
    to.batch.push_back(std::make_unique<fb::BatchT>(*batch));
  return to;
}

uint32_t program_builder::gemm(const fb::GemmT &gemm) {
  return command("gemm", clone(gemm));
}

uint32_t
program_builder::launch(uint32_t kernel, const std::vector<fb::Ref> &operands,
                        uint32_t num_reads,
                        const std::vector<fb::Coordinate> &coordinates) {
  fb::LaunchT launch;
  launch.kernel = kernel;
  launch.operands = operands;
  launch.num_reads = num_reads;
  launch.coordinates = coordinates;
  return command("launch", std::move(launch));
}

uint32_t program_builder::copy(const fb::Ref &from, const fb::Ref &to) {
  fb::CopyT copy;
  copy.from = boxed(from);
  copy.to = boxed(to);
  return command("copy", std::move(copy));
}

uint32_t program_builder::start(fb::CollectiveKind kind,
                                fb::Reduction reduction, fb::DType dtype,
                                uint64_t count, const fb::Ref &send,
                                const fb::Ref &recv, uint32_t communicator,
                                const std::vector<uint32_t> &targets) {
  fb::StartT start;
  start.kind = kind;
  start.reduction = reduction;
  start.dtype = dtype;
  start.count = count;
  start.send = boxed(send);
  start.recv = boxed(recv);
  start.communicator = communicator;
  start.targets = targets;
  return command("start", std::move(start));
}

uint32_t program_builder::record() { return command("record", fb::RecordT()); }

uint32_t program_builder::wait(uint32_t token) {
  fb::WaitT wait;
  wait.token = token;
  return command("wait", std::move(wait));
}

uint32_t program_builder::region(const std::function<void()> &fill) {
  // A region stands behind the list that it is run from.
  auto index = static_cast<uint32_t>(program.regions.size());
  program.regions.push_back(std::make_unique<fb::RegionT>());
  decltype(program.commands) around;
  around.swap(program.commands);
  fill();
  program.regions[index]->commands.swap(program.commands);
  program.commands.swap(around);
  return index;
}

uint32_t program_builder::loop(uint32_t region, uint64_t trips) {
  fb::LoopT loop;
  loop.region = region;
  loop.trips = trips;
  return command("loop", std::move(loop));
}

uint32_t program_builder::loop_while(uint32_t region,
                                     const fb::Ref &predicate) {
  fb::LoopT loop;
  loop.region = region;
  loop.predicate = boxed(predicate);
  return command("loop", std::move(loop));
}

uint32_t program_builder::branch(const fb::Ref &index, fb::DType dtype,
                                 const std::vector<uint32_t> &regions) {
  fb::BranchT branch;
  branch.index = boxed(index);
  branch.dtype = dtype;
  branch.regions = regions;
  return command("branch", std::move(branch));
}

//===-- File --------------------------------------------------------------===//

static std::unique_ptr<fb::SectionT> section(uint64_t offset,
                                             const bytes &data) {
  auto section = std::make_unique<fb::SectionT>();
  section->offset = data.empty() ? 0 : offset;
  section->size = data.size();
  section->hash =
      data.empty() ? 0 : tprt_section_hash(data.data(), data.size());
  return section;
}

static std::vector<std::unique_ptr<fb::CodeT>>
images(fb::CodeFormat format, uint64_t offset, const bytes &code) {
  std::vector<std::unique_ptr<fb::CodeT>> list;
  if (code.empty())
    return list;
  list.push_back(std::make_unique<fb::CodeT>());
  list.back()->format = format;
  list.back()->section = section(offset, code);
  return list;
}

static bytes pack(const fb::ProgramT &program) {
  flatbuffers::FlatBufferBuilder builder;
  fb::FinishProgramBuffer(builder, fb::Program::Pack(builder, &program));
  return bytes(builder.GetBufferPointer(),
               builder.GetBufferPointer() + builder.GetSize());
}

bytes program_builder::build() {
  // The offsets change no size: lay out once with any, then with the right.
  program.constants = section(64, constants);
  program.code = images(code_format, 64, code);
  uint64_t table_size = pack(program).size();
  uint64_t constants_at = aligned(sizeof(tprt_file_header_t) + table_size);
  uint64_t code_at = aligned(constants_at + constants.size());
  program.constants = section(constants_at, constants);
  program.code = images(code_format, code_at, code);
  bytes table = pack(program);

  bytes file(code.empty() ? constants_at + constants.size()
                          : code_at + code.size());
  std::copy(table.begin(), table.end(),
            file.begin() + sizeof(tprt_file_header_t));
  std::copy(constants.begin(), constants.end(), file.begin() + constants_at);
  if (!code.empty())
    std::copy(code.begin(), code.end(), file.begin() + code_at);
  tprt_file_header_t header{};
  memcpy(header.magic, TPRT_MAGIC, sizeof header.magic);
  header.version = TPRT_FORMAT_VERSION;
  header.header_size = sizeof header;
  header.file_size = file.size();
  header.table_offset = sizeof header;
  header.table_size = table.size();
  memcpy(file.data(), &header, sizeof header);
  header.checksum = tprt_file_checksum(file.data(), file.size());
  memcpy(file.data(), &header, sizeof header);
  return file;
}

std::pair<size_t, size_t> tprt::test::table_range(const bytes &file) {
  tprt_file_header_t header;
  memcpy(&header, file.data(), sizeof header);
  return {header.table_offset, header.table_offset + header.table_size};
}

void tprt::test::rehash(bytes &file) {
  if (file.size() < sizeof(tprt_file_header_t))
    return;
  tprt_file_header_t header;
  memcpy(&header, file.data(), sizeof header);
  header.checksum = tprt_file_checksum(file.data(), file.size());
  memcpy(file.data(), &header, sizeof header);
}
