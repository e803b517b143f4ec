//===- Collectives.h - what a collective costs ----------------------------===//
// Pure functions: bytes on the wire. docs/Cost.md has the formulas.
#ifndef TP_COST_COLLECTIVES_H
#define TP_COST_COLLECTIVES_H

#include <cstdint>

namespace tp::cost {

/// The ops that move data between ranks.
enum class Collective {
  AllReduce,
  AllGather,
  ReduceScatter,
  AllToAll,
  Permute
};

/// Bytes that one rank sends in a ring of `group` ranks, when it gives `local`
/// bytes to the collective; n is the size of the group:
///   all_reduce      2(n-1)/n of the whole tensor, which is `local`
///   all_gather      (n-1)/n of the whole tensor, which is n times `local`
///   reduce_scatter  (n-1)/n of the whole tensor, which is `local`
///   all_to_all      (n-1)/n of `local`
///   permute         `local`
/// Fractions of a byte are rounded up.
int64_t wireBytes(Collective kind, int64_t group, int64_t local);

/// Bytes of one element in memory: a bit takes a whole byte.
int64_t elementBytes(unsigned bits);

} // namespace tp::cost

#endif // TP_COST_COLLECTIVES_H
