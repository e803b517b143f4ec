//===- Tables.h - a scheduled function as the file's tables ---------------===//
#ifndef TP_LIB_TARGET_TPX_TABLES_H
#define TP_LIB_TARGET_TPX_TABLES_H

#include "core/tpx_generated.h"
#include "tp/Target/TPX/TPX.h"

namespace tp {

/// A section of the file.
struct SectionPlace {
  uint64_t offset; ///< Not 0, so that it takes the same room in any table.
  uint64_t size;
  uint64_t hash;
};

/// The sections of a file; of `code` one for each of TPXOptions::code.
struct SectionPlaces {
  SectionPlace constants;
  llvm::SmallVector<SectionPlace, 2> code;
};

/// Makes the table of `function`, finished in `builder`.
mlir::LogicalResult buildProgram(mlir::func::FuncOp function,
                                 const TPXOptions &options,
                                 const SectionPlaces &sections,
                                 flatbuffers::FlatBufferBuilder &builder);

/// The constant section of `function`: the content of its constant slots.
mlir::FailureOr<std::vector<char>> buildConstants(mlir::func::FuncOp function);

} // namespace tp

#endif // TP_LIB_TARGET_TPX_TABLES_H
