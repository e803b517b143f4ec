//===- corruption.cpp - Damaged files -------------------------------------===//
// Does every damaged file end in an error or a run, never in a crash or a hang?
// Meant for the sanitizers, which turn each stray access into a crash.
//
//   corruption truncate   cut at every byte
//   corruption flip       every byte changed in several ways
//   corruption table      every byte and every aligned word of the table
//                         changed, and the checksum computed anew, so that the
//                         verifier is tested and not the checksum
//
// A second word names the backend: cpu, or "lazy" with its streams.

#include "lazy_backend.h"
#include "runner.h"

#include <cinttypes>
#include <cstdio>

using namespace tprt::test;
namespace fb = tprt::fb;

/// Two ranks, and each kind of table that a file may have.
static bytes small_program() {
  program_builder b({{"x", 2}, {"y", 1}});
  const float identity[4] = {1, 0, 0, 1};
  fb::Ref in = b.argument(fb::DType::f32, {7, 512}, {{"x"}, {"y"}});
  b.program.arguments[0]->name = "weight";
  fb::Ref state = b.argument(fb::DType::f32, {16}, {}, 1);
  fb::Ref sum = b.result(fb::DType::f32, {1024});
  fb::Ref next = b.result(fb::DType::f32, {16});
  fb::Ref where = b.result(fb::DType::i32, {2});
  fb::Ref product = b.arena(128), work = b.arena(4096), moved = b.arena(128);
  fb::Ref constant = b.constant(identity, sizeof identity);
  uint32_t all = b.communicator({"x"});

  fb::GemmT gemm;
  gemm.dtype = fb::DType::f32;
  gemm.m = gemm.n = gemm.k = gemm.lda = gemm.ldb = gemm.ldc = 2;
  gemm.batch.push_back(std::make_unique<fb::BatchT>());
  gemm.batch[0]->size = 8;
  gemm.batch[0]->stride_a = gemm.batch[0]->stride_c = 4;
  gemm.a = std::make_unique<fb::Ref>(in);
  gemm.b = std::make_unique<fb::Ref>(constant);
  gemm.c = std::make_unique<fb::Ref>(product);
  b.gemm(gemm);
  b.launch(b.kernel("advance", 1, 2), {state, next}, 1);
  fb::Ref head(in.space(), in.index(), 0, 4096);
  b.launch(b.kernel("add_arrays", 64, 3), {head, head, work}, 2);
  b.launch(b.kernel("position", 1, 1, 2), {where}, 0,
           {b.coordinate("x"), b.coordinate("y")});
  b.fork();
  uint32_t first = b.start(fb::CollectiveKind::all_reduce, fb::Reduction::sum,
                           fb::DType::f32, 1024, work, sum, all);
  uint32_t second = b.start(fb::CollectiveKind::permute, fb::Reduction::none,
                            fb::DType::f32, 32, product, moved, all, {1, 0});
  b.wait(first);
  b.wait(second);
  b.copy(fb::Ref(fb::Space::arena, 0, moved.offset(), 64),
         fb::Ref(fb::Space::arena, 0, product.offset(), 64));
  // Loops are left to the verifier's tests: damaged, one may have no end.
  fb::Ref way = b.argument(fb::DType::i32, {});
  auto step = [&] { b.launch(0, {state, next}, 1); };
  uint32_t inner = 0;
  b.branch(way, fb::DType::i32,
           {b.region([&] {
              inner = b.region([&] { b.copy(work, sum); });
              b.branch(way, fb::DType::i32, {inner, b.region(step)});
            }),
            b.region(step)});
  b.program.target->features = {"sse2"};
  return b.build();
}

namespace {
struct tally {
  uint64_t files = 0, refused_at_load = 0, refused_at_create = 0, ran = 0;
};
} // namespace

/// Arguments larger than this are left as the zeros that they are.
static constexpr uint64_t bind_limit = 1 << 20;

static const char *backend = "cpu";

static outcome bind_all(runner &run) {
  for (uint32_t i = 0; i < tprt_executable_num_arguments(run.executable); ++i)
    for (uint32_t rank = 0; rank < tprt_executable_num_ranks(run.executable);
         ++rank) {
      tprt_value_info_t info;
      outcome found = tprt_executable_argument_info(run.executable, i, &info);
      std::vector<tprt_slice_t> slices(info.num_dims + 1);
      found = tprt_executable_argument_slice(run.executable, i, rank,
                                             slices.data());
      bytes data(info.local_bytes <= bind_limit ? info.local_bytes : 0, 1);
      void *own = nullptr;
      found = data.empty()
                  ? tprt_session_argument_data(run.session, rank, i, &own)
                  : tprt_session_write_argument(run.session, rank, i,
                                                data.data(), data.size());
      if (!found.ok() && found.code() != TPRT_UNSUPPORTED)
        return found;
    }
  return nullptr;
}

/// Loads a file and, when that is possible, runs it. False for an outcome that
/// no damaged file may have.
static bool try_file(const bytes &file, tally &tally) {
  ++tally.files;
  runner run;
  outcome loaded = run.load(file);
  if (!loaded.ok()) {
    ++tally.refused_at_load;
    return loaded.code() == TPRT_BAD_INPUT ||
           loaded.code() == TPRT_OUT_OF_MEMORY;
  }
  outcome created = run.create({backend, nullptr, 20000, 1, 0, 0});
  if (!created.ok()) {
    ++tally.refused_at_create;
    return created.code() == TPRT_BAD_INPUT ||
           created.code() == TPRT_UNSUPPORTED ||
           created.code() == TPRT_OUT_OF_MEMORY;
  }
  ++tally.ran;
  outcome bound = bind_all(run);
  outcome ended = run.run(2);
  // What is too large to be written has no value where the host has no address.
  return bound.ok() && (ended.ok() || ended.code() == TPRT_USAGE);
}

//===-- Kinds of damage ---------------------------------------------------===//

static bool truncate_everywhere(const bytes &good, tally &tally) {
  for (size_t size = 0; size < good.size(); ++size)
    if (!try_file(bytes(good.begin(), good.begin() + long(size)), tally) ||
        tally.ran) {
      std::fprintf(stderr, "cut at byte %zu\n", size);
      return false;
    }
  return true;
}

static bool flip_everywhere(const bytes &good, tally &tally) {
  for (size_t at = 0; at < good.size(); ++at)
    for (uint8_t flip : {0x01, 0x80, 0xff, 0x55}) {
      bytes file = good;
      file[at] ^= flip;
      // The checksum covers everything: no flip may pass.
      if (!try_file(file, tally) || tally.ran) {
        std::fprintf(stderr, "byte %zu xor %02x\n", at, flip);
        return false;
      }
    }
  return true;
}

template <typename Word>
static bool change_words(const bytes &good, tally &tally) {
  auto [begin, end] = table_range(good);
  for (size_t at = begin; at + sizeof(Word) <= end; at += sizeof(Word)) {
    Word old;
    memcpy(&old, good.data() + at, sizeof old);
    const Word news[] = {0,
                         1,
                         Word(~Word(0)),
                         Word(~Word(0) >> 1),
                         Word(Word(1) << (8 * sizeof(Word) - 1)),
                         Word(old + 1),
                         Word(old - 1),
                         Word(old + 64),
                         Word(old - 64),
                         Word(old * 2),
                         Word(-old)};
    for (Word changed : news) {
      if (changed == old)
        continue;
      bytes file = good;
      memcpy(file.data() + at, &changed, sizeof changed);
      rehash(file);
      if (!try_file(file, tally)) {
        std::fprintf(stderr,
                     "byte %zu: %zu bytes from %" PRIx64 " to %" PRIx64 "\n",
                     at, sizeof(Word), uint64_t(old), uint64_t(changed));
        return false;
      }
    }
  }
  return true;
}

/// The header has its own fields, of which only the checksum is right.
static bool change_header(const bytes &good, tally &tally) {
  for (size_t at = 0; at < sizeof(tprt_file_header_t); ++at)
    for (int value = 0; value < 256; ++value) {
      bytes file = good;
      file[at] = uint8_t(value);
      rehash(file);
      if (!try_file(file, tally)) {
        std::fprintf(stderr, "header byte %zu = %02x\n", at, value);
        return false;
      }
    }
  return true;
}

static bool change_table(const bytes &good, tally &tally) {
  return change_words<uint8_t>(good, tally) &&
         change_words<uint32_t>(good, tally) &&
         change_words<uint64_t>(good, tally) && change_header(good, tally);
}

int main(int argc, char **argv) {
  register_lazy_backend();
  backend = argc > 2 ? argv[2] : backend;
  bytes good = small_program();
  tally first, tally;
  if (!try_file(good, first) || !first.ran) {
    std::fprintf(stderr, "the undamaged file does not run\n");
    return 1;
  }
  std::string part = argc > 1 ? argv[1] : "";
  bool passed = part == "truncate" ? truncate_everywhere(good, tally)
                : part == "flip" ? flip_everywhere(good, tally)
                                 : part == "table" && change_table(good, tally);
  std::printf("%s: file of %zu bytes, %" PRIu64 " damaged ones: %" PRIu64
              " refused at load, %" PRIu64 " at create, %" PRIu64 " ran\n",
              part.c_str(), good.size(), tally.files, tally.refused_at_load,
              tally.refused_at_create, tally.ran);
  return passed ? 0 : 1;
}
