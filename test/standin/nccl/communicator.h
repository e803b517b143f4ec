//===- communicator.h - A rank's end of a communicator --------------------===//
// Making, splitting and ending one are jobs, which advance a step whenever
// somebody asks how far they are; a blocking communicator waits for them.
#ifndef TEST_STANDIN_NCCL_COMMUNICATOR_H
#define TEST_STANDIN_NCCL_COMMUNICATOR_H

#include "segment.h"

#include "../cuda/engine.h"

#include <nccl.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace standin {

/// What a communicator is busy with: says ncclInProgress until it is over.
using job = std::function<ncclResult_t()>;

/// Shared by the handle and the work on streams, which may outlive it.
struct communicator {
  std::shared_ptr<segment> shared;
  uint32_t rank = 0, num_ranks = 0;
  CUcontext context = nullptr;
  bool blocking = true;
  bool aborted = false;
  bool connected = false;
  bool finalized = false;
  ncclResult_t state = ncclSuccess; ///< As ncclCommGetAsyncError says it.
  std::string error;
  std::vector<job> jobs;    ///< In order.
  uint64_t outstanding = 0; ///< Tasks on streams that are not done.
  uint64_t collectives = 0, splits = 0;
  std::vector<uint64_t> sent, received;
  std::string name; ///< In the log.

  /// Notes an error; the first is kept.
  ncclResult_t fail(ncclResult_t result, const std::string &why);

  /// Does what can be done of the jobs.
  ncclResult_t advance();
};

/// The text of the last error of this thread.
std::string &last_error();

/// Joins the ranks of a new communicator.
void start_joining(const std::shared_ptr<communicator> &comm,
                   const std::string &segment_name);

/// Splits: when the job is over, `*out` is the new communicator, or null where
/// the color is NCCL_SPLIT_NOCOLOR.
void start_split(const std::shared_ptr<communicator> &comm, int color, int key,
                 bool blocking, ncclComm_t *out);

/// Waits until nothing is under way and all ranks have come as far.
void start_finalizing(const std::shared_ptr<communicator> &comm);

/// A handle for a communicator.
ncclComm_t add_handle(std::shared_ptr<communicator> comm);

} // namespace standin

struct ncclComm {
  std::shared_ptr<standin::communicator> state;
};

#endif // TEST_STANDIN_NCCL_COMMUNICATOR_H
