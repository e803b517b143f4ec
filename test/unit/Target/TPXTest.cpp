//===- TPXTest.cpp - does the file say what the schedule says? ------------===//
// Scheduled functions are written and read back through the schema.

#include "tp/Target/TPX/TPX.h"
#include "core/format.h"
#include "core/tpx_generated.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Parser/Parser.h"
#include "tp/Dialect/TPRT/TPRTDialect.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "gtest/gtest.h"
#include <sys/stat.h>

using namespace mlir;
namespace fb = ::tprt::fb;

namespace {

class TPXTest : public testing::Test {
protected:
  TPXTest() { context.loadDialect<func::FuncDialect, tp::tprt::TPRTDialect>(); }

  /// The file of @main of `source`; empty when it cannot be written.
  std::vector<char> write(StringRef source) {
    module = parseSourceString<ModuleOp>(source, &context);
    if (!module)
      return {};
    tp::TPXOptions options;
    options.target = {"cpu", "x86_64-pc-linux-gnu", "x86-64-v3", {"avx2"}};
    options.producer = "test";
    options.code = code;
    auto file =
        tp::writeTPX(module->lookupSymbol<func::FuncOp>("main"), options);
    return succeeded(file) ? *file : std::vector<char>();
  }

  static tprt_file_header_t headerOf(const std::vector<char> &file) {
    tprt_file_header_t header;
    memcpy(&header, file.data(), sizeof header);
    return header;
  }

  static const fb::Program *programOf(const std::vector<char> &file) {
    tprt_file_header_t header = headerOf(file);
    auto *table =
        reinterpret_cast<const uint8_t *>(file.data()) + header.table_offset;
    flatbuffers::Verifier verifier(table, header.table_size);
    return fb::VerifyProgramBuffer(verifier) ? fb::GetProgram(table) : nullptr;
  }

  MLIRContext context;
  OwningOpRef<ModuleOp> module;
  static constexpr char kELF[] = {'E', 'L', 'F'};
  SmallVector<tp::TPXCode, 2> code = {{tp::TPXCodeFormat::ELF, kELF}};
};

} // namespace

static const char kProgram[] = R"mlir(
func.func private @relu(%x: tensor<4x8xf32>, %e: tensor<4x8xf32>, %c: index)
    -> tensor<4x8xf32> attributes {tprt.kernel, tprt.tiles = 7 : i64}
func.func @main(
    %a: memref<4x8xf32> {tp.name = "w", tprt.donated_result = 1,
                         tprt.layout = {split = [array<i64: 1, 4>, array<i64>], type = tensor<13x8xf32>}},
    %b: memref<3xi1>) -> (memref<3xi1>, memref<4x8xf32> {tprt.layout = {split = [array<i64: 1, 4>, array<i64>], type = tensor<13x8xf32>}})
    attributes {tprt.arena_size = 128 : i64,
                tprt.mesh = [{name = "data", size = 2 : i64}, {name = "model", size = 4 : i64}]} {
  %a0 = tprt.slot argument 0 offset 0 : memref<4x8xf32>
  %t = tprt.slot arena 5 offset 0 : memref<4x8xf32>
  %c = tprt.coordinate stride 1 size 4
  tprt.launch @relu ins(%a0 : memref<4x8xf32>) outs(%t : memref<4x8xf32>) coordinates(%c) loc("relu"("model.py":12:3))
  %r = tprt.slot result 1 offset 0 : memref<4x8xf32>
  %fork = tprt.record
  tprt.wait %fork
  %token = tprt.start all_reduce max ins(%t : memref<4x8xf32>) outs(%t : memref<4x8xf32>)
      groups dense<[[0, 1, 2, 3], [4, 5, 6, 7]]> : tensor<2x4xi64> loc("model.py":12:3)
  tprt.wait %token
  tprt.launch @relu ins(%t : memref<4x8xf32>) outs(%r : memref<4x8xf32>) coordinates(%c)
  %token2 = tprt.start all_reduce max ins(%r : memref<4x8xf32>) outs(%r : memref<4x8xf32>)
      groups dense<[[0, 1, 2, 3], [4, 5, 6, 7]]> : tensor<2x4xi64>
  tprt.wait %token2
  %k = tprt.slot constant 0 offset 64 content dense<[true, false, true]> : tensor<3xi1> : memref<3xi1>
  %s = tprt.slot constant 0 offset 0 content dense<7> : tensor<4xi16> : memref<4xi16>
  %r0 = tprt.slot result 0 offset 0 : memref<3xi1>
  tprt.copy ins(%k : memref<3xi1>) outs(%r0 : memref<3xi1>)
  return %r0, %r : memref<3xi1>, memref<4x8xf32>
}
)mlir";

TEST_F(TPXTest, HeaderAndSections) {
  std::vector<char> file = write(kProgram);
  ASSERT_FALSE(file.empty());
  tprt_file_header_t header = headerOf(file);
  EXPECT_EQ(memcmp(header.magic, TPRT_MAGIC, 8), 0);
  EXPECT_EQ(header.version, TPRT_FORMAT_VERSION);
  EXPECT_EQ(header.file_size, file.size());
  EXPECT_EQ(header.checksum, tprt_file_checksum(file.data(), file.size()));
  const fb::Program *program = programOf(file);
  ASSERT_TRUE(program);
  ASSERT_EQ(program->code()->size(), 1u);
  const fb::Code *image = program->code()->Get(0);
  EXPECT_EQ(image->format(), fb::CodeFormat::elf);
  for (const fb::Section *section : {program->constants(), image->section()}) {
    ASSERT_TRUE(section);
    EXPECT_EQ(section->offset() % TPRT_SECTION_ALIGNMENT, 0u);
    EXPECT_GE(section->offset(), header.table_offset + header.table_size);
    EXPECT_EQ(
        section->hash(),
        tprt_section_hash(file.data() + section->offset(), section->size()));
  }
  EXPECT_EQ(std::string(file.data() + image->section()->offset(), 3), "ELF");
  const char *constants = file.data() + program->constants()->offset();
  EXPECT_EQ(program->constants()->size(), 67u);
  EXPECT_EQ(std::string(constants, 8), std::string("\7\0\7\0\7\0\7\0", 8));
  EXPECT_EQ(std::string(constants + 64, 3), std::string("\1\0\1", 3));
}

TEST_F(TPXTest, Values) {
  std::vector<char> file = write(kProgram);
  const fb::Program *program = programOf(file);
  ASSERT_TRUE(program);
  EXPECT_EQ(program->arena_size(), 128u);
  ASSERT_EQ(program->mesh()->size(), 2u);
  EXPECT_EQ(program->mesh()->Get(1)->name()->str(), "model");
  EXPECT_EQ(program->mesh()->Get(1)->size(), 4u);
  const fb::Value *argument = program->arguments()->Get(0);
  EXPECT_EQ(argument->name()->str(), "w");
  EXPECT_EQ(argument->dtype(), fb::DType::f32);
  EXPECT_EQ(argument->shape()->Get(0), 13u);
  EXPECT_EQ(argument->donated_result(), 1);
  const auto *split = argument->sharding()->Get(0)->coordinates();
  ASSERT_EQ(split->size(), 1u);
  EXPECT_EQ(split->Get(0)->stride(), 1u);
  EXPECT_EQ(split->Get(0)->size(), 4u);
  EXPECT_EQ(program->arguments()->Get(1)->dtype(), fb::DType::i1);
  EXPECT_EQ(program->arguments()->Get(1)->donated_result(), -1);
  EXPECT_EQ(program->arguments()->Get(1)->name(), nullptr);
}

TEST_F(TPXTest, Commands) {
  std::vector<char> file = write(kProgram);
  const fb::Program *program = programOf(file);
  ASSERT_TRUE(program);
  ASSERT_EQ(program->commands()->size(), 9u);
  const fb::Command *launch = program->commands()->Get(0);
  EXPECT_EQ(launch->name()->str(), "relu");
  EXPECT_EQ(program->locations()->Get(launch->location())->str(),
            "model.py:12:3");
  ASSERT_EQ(launch->action_type(), fb::Action::Launch);
  EXPECT_EQ(launch->action_as_Launch()->num_reads(), 1u);
  EXPECT_EQ(launch->action_as_Launch()->operands()->size(), 2u);
  const fb::Ref *out = launch->action_as_Launch()->operands()->Get(1);
  EXPECT_EQ(out->space(), fb::Space::arena);
  EXPECT_EQ(out->index(), 0u);
  EXPECT_EQ(out->size(), 128u);
  EXPECT_EQ(program->commands()->Get(1)->action_type(), fb::Action::Record);
  EXPECT_EQ(program->commands()->Get(2)->action_as_Wait()->token(), 1u);
  const fb::Command *start = program->commands()->Get(3);
  EXPECT_EQ(start->location(), launch->location());
  EXPECT_EQ(start->action_as_Start()->kind(), fb::CollectiveKind::all_reduce);
  EXPECT_EQ(start->action_as_Start()->reduction(), fb::Reduction::max);
  EXPECT_EQ(start->action_as_Start()->count(), 32u);
  EXPECT_EQ(program->commands()->Get(7)->action_as_Wait()->token(), 6u);
  ASSERT_EQ(program->kernels()->size(), 1u);
  EXPECT_EQ(program->kernels()->Get(0)->tiles(), 7u);
  EXPECT_EQ(program->kernels()->Get(0)->threads(), 1u);
  EXPECT_EQ(program->kernels()->Get(0)->shared_bytes(), 0u);
  EXPECT_EQ(program->kernels()->Get(0)->num_operands(), 2u);
  EXPECT_EQ(program->kernels()->Get(0)->num_coordinates(), 1u);
  ASSERT_EQ(program->communicators()->size(), 1u);
  EXPECT_EQ(program->communicators()->Get(0)->groups()->Get(1)->ranks()->Get(2),
            6u);
}

TEST_F(TPXTest, SameProgramSameBytes) {
  EXPECT_EQ(write(kProgram), write(kProgram));
}

TEST_F(TPXTest, GemmInCblasTerms) {
  std::vector<char> file = write(R"mlir(
    func.func @main(%a: memref<3x8x4xf32>, %b: memref<3x5x4xf32>) -> memref<3x8x5xf32> attributes {tprt.arena_size = 0 : i64} {
      %0 = tprt.slot argument 0 offset 0 : memref<3x8x4xf32>
      %1 = tprt.slot argument 1 offset 0 : memref<3x5x4xf32>
      %2 = tprt.slot result 0 offset 0 : memref<3x8x5xf32>
      tprt.gemm ins(%0, %1 : memref<3x8x4xf32>, memref<3x5x4xf32>) outs(%2 : memref<3x8x5xf32>)
        maps [affine_map<(b, m, n, k) -> (b, m, k)>, affine_map<(b, m, n, k) -> (b, n, k)>,
              affine_map<(b, m, n, k) -> (b, m, n)>]
      return %2 : memref<3x8x5xf32>
    })mlir");
  const fb::Program *program = programOf(file);
  ASSERT_TRUE(program);
  const fb::Gemm *gemm = program->commands()->Get(0)->action_as_Gemm();
  ASSERT_TRUE(gemm);
  EXPECT_EQ(gemm->m(), 8u);
  EXPECT_EQ(gemm->n(), 5u);
  EXPECT_EQ(gemm->k(), 4u);
  EXPECT_EQ(gemm->lda(), 4u);
  EXPECT_EQ(gemm->ldb(), 4u);
  EXPECT_EQ(gemm->ldc(), 5u);
  EXPECT_FALSE(gemm->transpose_a());
  EXPECT_TRUE(gemm->transpose_b());
  ASSERT_EQ(gemm->batch()->size(), 1u);
  EXPECT_EQ(gemm->batch()->Get(0)->size(), 3u);
  EXPECT_EQ(gemm->batch()->Get(0)->stride_a(), 32u);
  EXPECT_EQ(gemm->batch()->Get(0)->stride_b(), 20u);
  EXPECT_EQ(gemm->batch()->Get(0)->stride_c(), 40u);
  EXPECT_EQ(program->constants(), nullptr);
}

TEST_F(TPXTest, GemmWithEpilogue) {
  std::vector<char> file = write(R"mlir(
    func.func @main(%a: memref<8x4xbf16>, %b: memref<4x16xbf16>, %v: memref<16xf32>) -> (memref<8x16xf32>, memref<8x16xf32>) attributes {tprt.arena_size = 0 : i64} {
      %0 = tprt.slot argument 0 offset 0 : memref<8x4xbf16>
      %1 = tprt.slot argument 1 offset 0 : memref<4x16xbf16>
      %2 = tprt.slot argument 2 offset 0 : memref<16xf32>
      %3 = tprt.slot result 0 offset 0 : memref<8x16xf32>
      %4 = tprt.slot result 1 offset 0 : memref<8x16xf32>
      tprt.gemm epilogue gelu ins(%0, %1 : memref<8x4xbf16>, memref<4x16xbf16>) bias(%2 : memref<16xf32>)
        outs(%3, %4 : memref<8x16xf32>, memref<8x16xf32>)
        maps [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>]
      return %3, %4 : memref<8x16xf32>, memref<8x16xf32>
    })mlir");
  const fb::Program *program = programOf(file);
  ASSERT_TRUE(program);
  const fb::Gemm *gemm = program->commands()->Get(0)->action_as_Gemm();
  ASSERT_TRUE(gemm);
  EXPECT_EQ(gemm->dtype(), fb::DType::bf16);
  EXPECT_EQ(gemm->result_dtype(), fb::DType::f32);
  EXPECT_EQ(gemm->epilogue(), fb::Epilogue::gelu);
  ASSERT_TRUE(gemm->bias());
  EXPECT_EQ(gemm->bias()->index(), 2u);
  EXPECT_EQ(gemm->bias()->size(), 64u);
  ASSERT_TRUE(gemm->aux());
  EXPECT_EQ(gemm->aux()->space(), fb::Space::result);
  EXPECT_EQ(gemm->aux()->index(), 1u);
  EXPECT_FALSE(gemm->accumulate());
  EXPECT_FALSE(gemm->allow_tf32());
}

TEST_F(TPXTest, ABiasMustBeTheWholeOfN) {
  std::string message;
  ScopedDiagnosticHandler handler(&context, [&](Diagnostic &diagnostic) {
    message = diagnostic.str();
    return success();
  });
  EXPECT_TRUE(write(R"mlir(
    func.func @main(%a: memref<8x4xf32>, %b: memref<4x2x16xf32>, %v: memref<16xf32>) -> memref<8x2x16xf32> attributes {tprt.arena_size = 0 : i64} {
      %0 = tprt.slot argument 0 offset 0 : memref<8x4xf32>
      %1 = tprt.slot argument 1 offset 0 : memref<4x2x16xf32>
      %2 = tprt.slot argument 2 offset 0 : memref<16xf32>
      %3 = tprt.slot result 0 offset 0 : memref<8x2x16xf32>
      tprt.gemm ins(%0, %1 : memref<8x4xf32>, memref<4x2x16xf32>) bias(%2 : memref<16xf32>) outs(%3 : memref<8x2x16xf32>)
        maps [affine_map<(m, h, n, k) -> (m, k)>, affine_map<(m, h, n, k) -> (k, h, n)>, affine_map<(m, h, n, k) -> (m, h, n)>]
      return %3 : memref<8x2x16xf32>
    })mlir")
                  .empty());
  EXPECT_NE(message.find("has a bias of 16 elements, but n is 32"),
            std::string::npos)
      << message;
}

TEST_F(TPXTest, CodeInSeveralForms) {
  std::string ptx = ".version 8.0", cubin = "cubin";
  code = {{tp::TPXCodeFormat::Cubin, cubin},
          {tp::TPXCodeFormat::ELF, {}},
          {tp::TPXCodeFormat::PTX, ptx}};
  std::vector<char> file = write(R"mlir(
    func.func private @k(%e: tensor<8xf32>) -> tensor<8xf32>
        attributes {tprt.kernel, tprt.tiles = 3 : i64, tprt.threads = 128 : i64, tprt.shared_bytes = 256 : i64}
    func.func @main() -> memref<8xf32> attributes {tprt.arena_size = 0 : i64} {
      %0 = tprt.slot result 0 offset 0 : memref<8xf32>
      tprt.launch @k outs(%0 : memref<8xf32>)
      return %0 : memref<8xf32>
    })mlir");
  const fb::Program *program = programOf(file);
  ASSERT_TRUE(program);
  EXPECT_EQ(program->kernels()->Get(0)->threads(), 128u);
  EXPECT_EQ(program->kernels()->Get(0)->shared_bytes(), 256u);
  // Empty forms are left out.
  ASSERT_EQ(program->code()->size(), 2u);
  EXPECT_EQ(program->code()->Get(0)->format(), fb::CodeFormat::cubin);
  EXPECT_EQ(program->code()->Get(1)->format(), fb::CodeFormat::ptx);
  auto textOf = [&](unsigned i) {
    const fb::Section *section = program->code()->Get(i)->section();
    EXPECT_EQ(section->offset() % TPRT_SECTION_ALIGNMENT, 0u);
    return std::string(file.data() + section->offset(), section->size());
  };
  EXPECT_EQ(textOf(0), cubin);
  EXPECT_EQ(textOf(1), ptx);
}

TEST_F(TPXTest, KernelsMustBeCompiled) {
  std::string message;
  ScopedDiagnosticHandler handler(&context, [&](Diagnostic &diagnostic) {
    message = diagnostic.str();
    return success();
  });
  EXPECT_TRUE(write(R"mlir(
    func.func private @k(%e: tensor<8xf32>) -> tensor<8xf32> attributes {tprt.kernel}
    func.func @main() -> memref<8xf32> attributes {tprt.arena_size = 0 : i64} {
      %0 = tprt.slot result 0 offset 0 : memref<8xf32>
      tprt.launch @k outs(%0 : memref<8xf32>)
      return %0 : memref<8xf32>
    })mlir")
                  .empty());
  EXPECT_NE(message.find("launches @k, which has not been compiled"),
            std::string::npos)
      << message;
}

TEST(WriteWholeFile, ReplacesTheFileOrLeavesIt) {
  llvm::SmallString<128> folder;
  ASSERT_FALSE(llvm::sys::fs::createUniqueDirectory("tpx", folder));
  std::string path = (folder + "/a.tpx").str();
  for (std::string text : {"first", "second"}) {
    ASSERT_FALSE(bool(tp::writeWholeFile(path, {text.data(), text.size()})));
    auto read = llvm::MemoryBuffer::getFile(path);
    ASSERT_TRUE(bool(read));
    EXPECT_EQ((*read)->getBuffer(), text);
  }
  llvm::Error missing = tp::writeWholeFile((folder + "/no/b.tpx").str(), {});
  EXPECT_TRUE(bool(missing));
  llvm::consumeError(std::move(missing));
  // A device is written to, not replaced, and a full one is an error.
  llvm::Error full = tp::writeWholeFile("/dev/full", {"x", 1});
  EXPECT_TRUE(bool(full));
  llvm::consumeError(std::move(full));
  struct stat info;
  ASSERT_EQ(stat("/dev/full", &info), 0);
  EXPECT_TRUE(S_ISCHR(info.st_mode));
  llvm::sys::fs::remove_directories(folder);
}
