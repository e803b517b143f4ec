//===- TPXWriter.cpp - header, table and sections of a file ---------------===//
// The table says where the sections lie, which depends on the table's size: it
// is built twice.

#include "Tables.h"
#include "core/format.h"
#include "tp/Dialect/TPRT/TPRTDialect.h"
#include "llvm/Support/Alignment.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"

using namespace mlir;

static uint64_t alignSection(uint64_t offset) {
  return llvm::alignTo(offset, TPRT_SECTION_ALIGNMENT);
}

static tp::SectionPlace placeOf(ArrayRef<char> bytes, uint64_t offset) {
  return {offset, bytes.size(), tprt_section_hash(bytes.data(), bytes.size())};
}

/// Header, table and sections, one behind the other.
static std::vector<char> assemble(ArrayRef<char> table,
                                  tp::SectionPlace constants,
                                  ArrayRef<char> constantBytes,
                                  tp::SectionPlace code,
                                  ArrayRef<char> codeBytes) {
  uint64_t size = sizeof(tprt_file_header_t) + table.size();
  if (constants.size)
    size = constants.offset + constants.size;
  if (code.size)
    size = code.offset + code.size;
  std::vector<char> file(size);
  tprt_file_header_t header = {};
  memcpy(header.magic, TPRT_MAGIC, sizeof header.magic);
  header.version = TPRT_FORMAT_VERSION;
  header.header_size = sizeof header;
  header.file_size = size;
  header.table_offset = sizeof header;
  header.table_size = table.size();
  memcpy(file.data(), &header, sizeof header);
  llvm::copy(table, file.begin() + header.table_offset);
  if (constants.size)
    llvm::copy(constantBytes, file.begin() + constants.offset);
  if (code.size)
    llvm::copy(codeBytes, file.begin() + code.offset);
  header.checksum = tprt_file_checksum(file.data(), file.size());
  memcpy(file.data(), &header, sizeof header);
  return file;
}

FailureOr<std::vector<char>> tp::writeTPX(func::FuncOp function,
                                          const tp::TPXOptions &options) {
  if (!function->hasAttr(tp::tprt::TPRTDialect::kArenaSizeAttr))
    return function.emitOpError("has not been scheduled");
  FailureOr<std::vector<char>> constantBytes = buildConstants(function);
  if (failed(constantBytes))
    return failure();
  tp::SectionPlace constants = placeOf(*constantBytes, UINT64_MAX);
  tp::SectionPlace code = placeOf(options.code, UINT64_MAX);
  flatbuffers::FlatBufferBuilder draft, builder;
  if (failed(buildProgram(function, options, constants, code, draft)))
    return failure();
  constants.offset = alignSection(sizeof(tprt_file_header_t) + draft.GetSize());
  code.offset = alignSection(constants.offset + constants.size);
  if (failed(buildProgram(function, options, constants, code, builder)))
    return failure();
  assert(builder.GetSize() == draft.GetSize() && "sections moved the table");
  ArrayRef<char> table(reinterpret_cast<char *>(builder.GetBufferPointer()),
                       builder.GetSize());
  return assemble(table, constants, *constantBytes, code, options.code);
}

/// Writes to what is open; what failed, such as a full disk, is an error.
static llvm::Error writeTo(int descriptor, ArrayRef<char> bytes) {
  llvm::raw_fd_ostream os(descriptor, /*shouldClose=*/false);
  os.write(bytes.data(), bytes.size());
  os.flush();
  std::error_code error = os.error();
  os.clear_error();
  return llvm::errorCodeToError(error);
}

llvm::Error tp::writeWholeFile(StringRef path, ArrayRef<char> bytes) {
  namespace fs = llvm::sys::fs;
  // A device or pipe cannot be replaced by a file.
  if (fs::exists(path) && !fs::is_regular_file(path)) {
    int descriptor;
    if (std::error_code error = fs::openFileForWrite(path, descriptor))
      return llvm::errorCodeToError(error);
    llvm::Error failed = writeTo(descriptor, bytes);
    llvm::sys::Process::SafelyCloseFileDescriptor(descriptor);
    return failed;
  }
  llvm::Expected<fs::TempFile> file =
      fs::TempFile::create(path + ".%%%%%%.tmp");
  if (!file)
    return file.takeError();
  if (llvm::Error failed = writeTo(file->FD, bytes))
    return llvm::joinErrors(std::move(failed), file->discard());
  return file->keep(path);
}
