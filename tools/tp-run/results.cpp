//===- results.cpp - Results of all ranks as global arrays ----------------===//
// The first rank that holds a part gives it, the others are compared with it.

#include "results.h"

#include "io/bind.h"
#include "io/npz.h"
#include "io/safetensors.h"

#include <algorithm>
#include <map>

using namespace tp_run;
using namespace tprt::io;

namespace {

/// A part of an array, as a key: offset and size of every dimension.
std::vector<uint64_t> part_key(const slice_layout &layout) {
  std::vector<uint64_t> key;
  for (const tprt_slice_t &part : layout.parts) {
    key.push_back(part.offset);
    key.push_back(part.size);
  }
  return key;
}

/// "[1, 0, 7]" for element number `element`.
std::string position(const std::vector<uint64_t> &shape, uint64_t element) {
  std::vector<uint64_t> index(shape.size());
  for (size_t dim = shape.size(); dim-- > 0;) {
    index[dim] = element % shape[dim];
    element /= shape[dim];
  }
  return to_string(index);
}

/// Notes the elements of a rank's part as held.
void mark_held(const slice_layout &layout, std::vector<bool> &held) {
  uint64_t width = tprt_dtype_size(layout.type.dtype);
  slice_runs runs(layout);
  slice_run run;
  while (runs.next(run)) {
    auto first =
        held.begin() + static_cast<std::ptrdiff_t>(run.global_offset / width);
    std::fill_n(first, run.size / width, true);
  }
}

tprt_status_t gather(const tprt_executable_t *executable,
                     tprt_session_t *session, uint32_t index,
                     gathered &result) {
  std::map<std::vector<uint64_t>, uint32_t> holders;
  std::vector<uint8_t> local;
  rank_range ranks = local_ranks(session);
  for (uint32_t rank = ranks.first; rank < ranks.end; ++rank) {
    slice_layout layout;
    TPRT_IO_RETURN_IF_ERROR(result_layout(executable, index, rank, layout));
    if (rank == ranks.first) {
      result.array.type = layout.type;
      uint64_t bytes = 0, elements = 0;
      count_bytes(layout.type, bytes);
      count_elements(layout.type.shape, elements);
      result.array.data.assign(bytes, 0);
      if (!ranks.all())
        result.held.assign(elements, false);
    }
    if (layout.own_bytes() == 0)
      continue;
    local.resize(layout.local_bytes());
    TPRT_IO_RETURN_IF_ERROR(tprt_session_read_result(
        session, rank, index, local.data(), local.size()));
    if (!result.held.empty())
      mark_held(layout, result.held);
    auto [holder, first] = holders.emplace(part_key(layout), rank);
    uint64_t element;
    if (first)
      copy_slice_out(layout, local.data(), result.array.data.data());
    else if (!slice_equal(layout, local.data(), result.array.data.data(),
                          element))
      return tprt_status_create(
          TPRT_WRONG_RESULT,
          "ranks %u and %u disagree on %s, first at element %s", holder->second,
          rank, result_label(executable, index).c_str(),
          position(layout.type.shape, element).c_str());
  }
  return nullptr;
}

} // namespace

tprt_status_t tp_run::gather_results(const tprt_executable_t *executable,
                                     tprt_session_t *session,
                                     std::vector<gathered> &results) {
  results.resize(tprt_executable_num_results(executable));
  for (uint32_t i = 0; i < results.size(); ++i)
    TPRT_IO_RETURN_IF_ERROR(gather(executable, session, i, results[i]));
  return nullptr;
}

tprt_status_t tp_run::write_results(const std::string &path,
                                    const std::vector<gathered> &results) {
  std::vector<named_array> named;
  for (size_t i = 0; i < results.size(); ++i) {
    const std::vector<bool> &held = results[i].held;
    if (std::find(held.begin(), held.end(), false) != held.end())
      return unsupported(path + ": other processes hold parts of result " +
                         std::to_string(i) +
                         "; --output needs all ranks in one process");
    const array &value = results[i].array;
    named.push_back(
        {"result" + std::to_string(i), {value.type, value.data.data()}});
  }
  bool npz = path.size() > 4 && path.compare(path.size() - 4, 4, ".npz") == 0;
  return npz ? write_npz(path, named) : write_safetensors(path, named);
}
