//===- reader.h - From a file's tables to a program -----------------------===//
// Checks each table by itself (types, ranges, shapes, counts) while it copies
// it into lists; what concerns several commands is verifier.h's.
#ifndef TPRT_CORE_READER_H
#define TPRT_CORE_READER_H

#include "file.h"
#include "program.h"

namespace tprt {

/// Reads a file whose header has been checked. `out` points into `source`.
tprt_status_t read_program(const file &source, program &out);

} // namespace tprt

#endif // TPRT_CORE_READER_H
