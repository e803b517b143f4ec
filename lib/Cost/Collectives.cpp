//===- Collectives.cpp - what a collective costs --------------------------===//

#include "tp/Cost/Collectives.h"
#include "llvm/Support/ErrorHandling.h"
#include "llvm/Support/MathExtras.h"

using namespace tp;

int64_t cost::wireBytes(Collective kind, int64_t group, int64_t local) {
  if (group == 1)
    return 0;
  switch (kind) {
  case Collective::AllReduce:
    return llvm::divideCeil(2 * (group - 1) * local, group);
  case Collective::AllGather:
    return (group - 1) * local;
  case Collective::ReduceScatter:
  case Collective::AllToAll:
    return llvm::divideCeil((group - 1) * local, group);
  case Collective::Permute:
    return local;
  }
  llvm_unreachable("all kinds are handled");
}

int64_t cost::elementBytes(unsigned bits) { return llvm::divideCeil(bits, 8u); }
