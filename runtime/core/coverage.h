//===- coverage.h - Which bytes are in use by how many --------------------===//
// A set of ranges that come and go, asked for overlaps: each in the logarithm
// of the number of ranges, so that no file makes the verifier slow.
#ifndef TPRT_CORE_COVERAGE_H
#define TPRT_CORE_COVERAGE_H

#include "program.h"

namespace tprt {

class coverage {
public:
  /// Of ranges that are all among `all`.
  explicit coverage(const std::vector<ref> &all);

  /// Adds one of the ranges `by` = 1 times, or takes it away with -1.
  void add(const ref &ref, int by);

  /// Whether a range, not necessarily one of them, overlaps one that is there.
  bool any(const ref &ref) const;

private:
  /// A byte of the program's memory; buffers follow each other.
  struct place {
    tprt::space space;
    uint32_t index;
    uint64_t offset;

    bool operator<(const place &other) const;
    bool operator==(const place &other) const;
  };
  static place begin_of(const ref &ref);
  static place end_of(const ref &ref);
  /// The piece that a place lies in or before.
  size_t piece_at(const place &place) const;

  void add(size_t node, size_t from, size_t to, size_t begin, size_t end,
           int by);
  int most(size_t node, size_t from, size_t to, size_t begin, size_t end) const;

  std::vector<place> places; // where ranges begin or end, sorted: piece i is
                             // [places[i], places[i + 1])
  // A tree over the pieces; a node's ranges cover all of it.
  std::vector<int> covering; // ranges of the node
  std::vector<int> deepest;  // and of those below it, along the fullest path
};

} // namespace tprt

#endif // TPRT_CORE_COVERAGE_H
