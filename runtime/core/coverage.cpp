//===- coverage.cpp - Which bytes are in use by how many ------------------===//
// A segment tree whose nodes keep their own additions, so that nothing is
// pushed down.

#include "coverage.h"

#include <algorithm>
#include <tuple>

using namespace tprt;

bool coverage::place::operator<(const place &other) const {
  return std::tie(space, index, offset) <
         std::tie(other.space, other.index, other.offset);
}

bool coverage::place::operator==(const place &other) const {
  return std::tie(space, index, offset) ==
         std::tie(other.space, other.index, other.offset);
}

coverage::place coverage::begin_of(const ref &ref) {
  return {ref.space, ref.index, ref.offset};
}

coverage::place coverage::end_of(const ref &ref) {
  return {ref.space, ref.index, ref.end()};
}

coverage::coverage(const std::vector<ref> &all) {
  for (const ref &ref : all) {
    places.push_back(begin_of(ref));
    places.push_back(end_of(ref));
  }
  std::sort(places.begin(), places.end());
  places.erase(std::unique(places.begin(), places.end()), places.end());
  covering.resize(4 * places.size() + 4);
  deepest.resize(covering.size());
}

size_t coverage::piece_at(const place &place) const {
  auto found = std::upper_bound(places.begin(), places.end(), place);
  return static_cast<size_t>(found - places.begin());
}

void coverage::add(size_t node, size_t from, size_t to, size_t begin,
                   size_t end, int by) {
  if (begin >= to || end <= from)
    return;
  if (begin <= from && to <= end) {
    covering[node] += by;
    deepest[node] += by;
    return;
  }
  size_t middle = (from + to) / 2;
  add(2 * node, from, middle, begin, end, by);
  add(2 * node + 1, middle, to, begin, end, by);
  deepest[node] =
      covering[node] + std::max(deepest[2 * node], deepest[2 * node + 1]);
}

int coverage::most(size_t node, size_t from, size_t to, size_t begin,
                   size_t end) const {
  if (begin >= to || end <= from)
    return 0;
  if (begin <= from && to <= end)
    return deepest[node];
  size_t middle = (from + to) / 2;
  return covering[node] + std::max(most(2 * node, from, middle, begin, end),
                                   most(2 * node + 1, middle, to, begin, end));
}

void coverage::add(const ref &ref, int by) {
  if (ref.size)
    add(1, 0, places.size() + 1, piece_at(begin_of(ref)), piece_at(end_of(ref)),
        by);
}

bool coverage::any(const ref &ref) const {
  if (!ref.size)
    return false;
  // The last byte's piece is the last one that counts.
  place last = end_of(ref);
  --last.offset;
  return most(1, 0, places.size() + 1, piece_at(begin_of(ref)),
              piece_at(last) + 1) > 0;
}
