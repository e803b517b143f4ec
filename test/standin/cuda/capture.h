//===- capture.h - Graphs and the recording of them -----------------------===//
// While a stream is captured, what is given to it becomes a node of a graph
// instead, after what the stream had reached; events carry the capture to other
// streams.
#ifndef TEST_STANDIN_CUDA_CAPTURE_H
#define TEST_STANDIN_CUDA_CAPTURE_H

#include "engine.h"

#include <thread>

namespace standin {

struct graph_node {
  work item;
  bool comm = false;
  std::vector<size_t> after; ///< Earlier nodes.
};

/// A capture under way.
struct capture {
  CUstream origin = nullptr;
  CUstreamCaptureMode mode = CU_STREAM_CAPTURE_MODE_GLOBAL;
  std::thread::id thread;
  bool invalid = false;
  bool ended = false;
  std::vector<graph_node> nodes;
  /// The streams that take part, each with the last nodes on it.
  std::map<CUstream, std::vector<size_t>> frontiers;
};

/// Adds a node behind what the stream has reached.
CUresult capture_work(CUstream stream, const work &item);

/// The stream, captured or not, goes on behind an event that was recorded in a
/// capture.
CUresult capture_wait(CUstream stream, CUevent event);

/// Refuses a call that must not be made while something is captured, and spoils
/// the capture that it disturbs.
std::optional<CUresult> disturbs_capture();

/// A stream that is captured was asked to wait or to say how far it is.
CUresult spoil_capture(CUstream stream);

void reset_graphs();
void graphs_alive(std::map<std::string, uint64_t> &alive);

} // namespace standin

struct CUgraph_st {
  std::vector<standin::graph_node> nodes;
};

struct CUgraphExec_st {
  std::vector<standin::graph_node> nodes;
  std::vector<std::vector<size_t>> successors;
  /// Of the launch before: launches of one graph do not overlap.
  std::shared_ptr<standin::marker> last;
};

namespace standin {

/// A launch of a graph under way.
class graph_run : public task {
public:
  explicit graph_run(CUgraphExec graph);

  /// The nodes whose predecessors are done.
  const std::vector<size_t> &open() const { return open_nodes; }
  queued &node(size_t index) { return nodes[index]; }

  /// A node has ended.
  void finish(size_t index);

  bool ready() override;
  outcome run() override;

private:
  std::shared_ptr<marker> before, own;
  std::vector<std::vector<size_t>> successors;
  std::vector<size_t> waits_for, open_nodes;
  std::vector<queued> nodes;
};

} // namespace standin

#endif // TEST_STANDIN_CUDA_CAPTURE_H
