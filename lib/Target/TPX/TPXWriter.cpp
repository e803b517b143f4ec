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

namespace {
/// A section and its bytes.
struct Section {
  tp::SectionPlace place;
  ArrayRef<char> bytes;
};
} // namespace

/// Header, table and sections, one behind the other.
static std::vector<char> assemble(ArrayRef<char> table,
                                  ArrayRef<Section> sections) {
  uint64_t size = sizeof(tprt_file_header_t) + table.size();
  for (const Section &section : sections)
    if (section.place.size)
      size = section.place.offset + section.place.size;
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
  for (const Section &section : sections)
    if (section.place.size)
      llvm::copy(section.bytes, file.begin() + section.place.offset);
  header.checksum = tprt_file_checksum(file.data(), file.size());
  memcpy(file.data(), &header, sizeof header);
  return file;
}

/// Lets the sections begin behind a table of this size, constants first.
static void layOut(tp::SectionPlaces &places, uint64_t tableSize) {
  uint64_t end = sizeof(tprt_file_header_t) + tableSize;
  auto layOut = [&](tp::SectionPlace &place) {
    place.offset = alignSection(end);
    end = place.offset + place.size;
  };
  layOut(places.constants);
  for (tp::SectionPlace &place : places.code)
    layOut(place);
}

FailureOr<std::vector<char>> tp::writeTPX(func::FuncOp function,
                                          const tp::TPXOptions &options) {
  if (!function->hasAttr(tp::tprt::TPRTDialect::kArenaSizeAttr))
    return function.emitOpError("has not been scheduled");
  FailureOr<std::vector<char>> constantBytes = buildConstants(function);
  if (failed(constantBytes))
    return failure();
  SectionPlaces places{placeOf(*constantBytes, UINT64_MAX), {}};
  for (const TPXCode &code : options.code)
    places.code.push_back(placeOf(code.bytes, UINT64_MAX));
  flatbuffers::FlatBufferBuilder draft, builder;
  if (failed(buildProgram(function, options, places, draft)))
    return failure();
  layOut(places, draft.GetSize());
  if (failed(buildProgram(function, options, places, builder)))
    return failure();
  assert(builder.GetSize() == draft.GetSize() && "sections moved the table");
  ArrayRef<char> table(reinterpret_cast<char *>(builder.GetBufferPointer()),
                       builder.GetSize());
  SmallVector<Section> sections{{places.constants, *constantBytes}};
  for (auto [place, code] : llvm::zip_equal(places.code, options.code))
    sections.push_back({place, code.bytes});
  return assemble(table, sections);
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
