//===- verifier.h - What must hold of a whole program ---------------------===//
// After it, running the commands touches only memory of the program, writes
// nothing that is not the program's to write, and leaves the buffers of a
// collective alone while it may be under way.
#ifndef TPRT_CORE_VERIFIER_H
#define TPRT_CORE_VERIFIER_H

#include "program.h"

namespace tprt {

/// Checks a program that read_program has made and order_streams has ordered.
tprt_status_t verify_program(const program &program);

} // namespace tprt

#endif // TPRT_CORE_VERIFIER_H
