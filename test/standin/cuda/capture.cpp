//===- capture.cpp - Graphs and the recording of them ---------------------===//
// A graph keeps what was captured and what each piece of it follows, nothing
// else: a launch may run it in any order that this allows.

#include "capture.h"

#include <algorithm>

using namespace standin;

namespace {
struct graph_state {
  pool<CUgraph_st> graphs;
  pool<CUgraphExec_st> instances;
  std::vector<std::shared_ptr<capture>> captures; // under way
};
} // namespace

static graph_state &graphs() {
  static auto *state = new graph_state;
  return *state;
}

//===-- While a graph is captured -----------------------------------------===//

static void merge(std::vector<size_t> &into, const std::vector<size_t> &from) {
  into.insert(into.end(), from.begin(), from.end());
  std::sort(into.begin(), into.end());
  into.erase(std::unique(into.begin(), into.end()), into.end());
}

CUresult standin::capture_work(CUstream stream, const work &item) {
  capture &under_way = *stream->capturing;
  if (under_way.invalid)
    return CUDA_ERROR_STREAM_CAPTURE_INVALIDATED;
  std::vector<size_t> &frontier = under_way.frontiers[stream];
  under_way.nodes.push_back({item, stream->comm, frontier});
  frontier = {under_way.nodes.size() - 1};
  return CUDA_SUCCESS;
}

CUresult standin::capture_wait(CUstream stream, CUevent event) {
  if (!event->captured) {
    // Nothing captured may depend on what is not.
    stream->capturing->invalid = true;
    return CUDA_ERROR_STREAM_CAPTURE_ISOLATION;
  }
  if (event->captured->ended)
    return CUDA_ERROR_INVALID_VALUE;
  if (stream->capturing && stream->capturing != event->captured) {
    stream->capturing->invalid = event->captured->invalid = true;
    return CUDA_ERROR_STREAM_CAPTURE_MERGE;
  }
  stream->capturing = event->captured;
  merge(stream->capturing->frontiers[stream], event->frontier);
  return stream->capturing->invalid ? CUDA_ERROR_STREAM_CAPTURE_INVALIDATED
                                    : CUDA_SUCCESS;
}

std::optional<CUresult> standin::disturbs_capture() {
  for (const auto &one : graphs().captures) {
    bool own = one->thread == std::this_thread::get_id();
    if (one->mode == CU_STREAM_CAPTURE_MODE_GLOBAL ||
        (one->mode == CU_STREAM_CAPTURE_MODE_THREAD_LOCAL && own)) {
      one->invalid = true;
      return CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED;
    }
  }
  return std::nullopt;
}

CUresult standin::spoil_capture(CUstream stream) {
  stream->capturing->invalid = true;
  return CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED;
}

CUresult CUDAAPI cuStreamBeginCapture_v2(CUstream handle,
                                         CUstreamCaptureMode mode) {
  call made("cuStreamBeginCapture_v2");
  made.arguments(
      format("stream=%s, mode=%d", name_of('s', handle).c_str(), int(mode)));
  if (auto why = refused(made, needs_context, CUDA_ERROR_OUT_OF_MEMORY))
    return made.end(*why);
  CUstream stream = find_stream(handle);
  if (!stream)
    return made.end(CUDA_ERROR_INVALID_HANDLE);
  if (stream == stream->context->null_stream)
    return made.end(CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED);
  if (stream->capturing)
    return made.end(CUDA_ERROR_ILLEGAL_STATE);
  auto begun = std::make_shared<capture>();
  begun->origin = stream;
  begun->mode = mode;
  begun->thread = std::this_thread::get_id();
  begun->frontiers[stream] = {};
  stream->capturing = begun;
  graphs().captures.push_back(begun);
  return made.end(CUDA_SUCCESS);
}

CUresult CUDAAPI cuStreamIsCapturing(CUstream handle,
                                     CUstreamCaptureStatus *status) {
  call made("cuStreamIsCapturing");
  made.arguments(name_of('s', handle));
  if (auto why = refused(made, needs_context))
    return made.end(*why);
  CUstream stream = find_stream(handle);
  if (!stream)
    return made.end(CUDA_ERROR_INVALID_HANDLE);
  *status = !stream->capturing           ? CU_STREAM_CAPTURE_STATUS_NONE
            : stream->capturing->invalid ? CU_STREAM_CAPTURE_STATUS_INVALIDATED
                                         : CU_STREAM_CAPTURE_STATUS_ACTIVE;
  return made.end(CUDA_SUCCESS);
}

/// Whether every stream's last work comes before the end of the stream that
/// the capture began on.
static bool all_joined(const capture &ended) {
  std::vector<bool> reached(ended.nodes.size());
  for (size_t node : ended.frontiers.at(ended.origin))
    reached[node] = true;
  for (size_t node = ended.nodes.size(); node--;)
    if (reached[node])
      for (size_t before : ended.nodes[node].after)
        reached[before] = true;
  for (const auto &[stream, frontier] : ended.frontiers)
    for (size_t node : frontier)
      if (!reached[node])
        return false;
  return true;
}

static void end_capture(const std::shared_ptr<capture> &ended) {
  ended->ended = true;
  for (const auto &[stream, frontier] : ended->frontiers)
    if (driver().streams.alive(stream) && stream->capturing == ended)
      stream->capturing.reset();
  auto &all = graphs().captures;
  all.erase(std::find(all.begin(), all.end(), ended));
}

CUresult CUDAAPI cuStreamEndCapture(CUstream handle, CUgraph *out) {
  call made("cuStreamEndCapture");
  made.arguments(name_of('s', handle));
  auto why = refused(made, needs_context, CUDA_ERROR_OUT_OF_MEMORY);
  *out = nullptr;
  CUstream stream = find_stream(handle);
  if (!stream)
    return made.end(why.value_or(CUDA_ERROR_INVALID_HANDLE));
  std::shared_ptr<capture> ended = stream->capturing;
  if (!ended)
    return made.end(why.value_or(CUDA_ERROR_ILLEGAL_STATE));
  if (ended->origin != stream)
    return made.end(CUDA_ERROR_STREAM_CAPTURE_UNMATCHED);
  if (ended->mode != CU_STREAM_CAPTURE_MODE_RELAXED &&
      ended->thread != std::this_thread::get_id())
    return made.end(CUDA_ERROR_STREAM_CAPTURE_WRONG_THREAD);
  end_capture(ended);
  if (why)
    return made.end(*why);
  if (ended->invalid)
    return made.end(CUDA_ERROR_STREAM_CAPTURE_INVALIDATED);
  if (!all_joined(*ended))
    return made.end(CUDA_ERROR_STREAM_CAPTURE_UNJOINED);
  CUgraph graph = graphs().graphs.add(std::make_unique<CUgraph_st>());
  graph->nodes = ended->nodes;
  *out = graph;
  made.made(format("%s of %zu nodes", name_of('g', graph).c_str(),
                   graph->nodes.size()));
  return made.end(CUDA_SUCCESS);
}

//===-- Graphs ------------------------------------------------------------===//

CUresult CUDAAPI cuGraphGetNodes(CUgraph graph, CUgraphNode *nodes,
                                 size_t *count) {
  call made("cuGraphGetNodes");
  made.arguments(name_of('g', graph));
  if (auto why = refused(made, needs_context))
    return made.end(*why);
  if (!graphs().graphs.alive(graph) || nodes)
    return made.end(CUDA_ERROR_INVALID_VALUE);
  *count = graph->nodes.size();
  return made.end(CUDA_SUCCESS);
}

CUresult CUDAAPI cuGraphInstantiateWithFlags(CUgraphExec *out, CUgraph graph,
                                             unsigned long long flags) {
  call made("cuGraphInstantiateWithFlags");
  made.arguments(format("%s, flags=%llu", name_of('g', graph).c_str(), flags));
  if (auto why = refused(made, needs_context | unsafe_in_capture,
                         CUDA_ERROR_OUT_OF_MEMORY))
    return made.end(*why);
  if (!out || !graphs().graphs.alive(graph))
    return made.end(CUDA_ERROR_INVALID_VALUE);
  CUgraphExec made_of =
      graphs().instances.add(std::make_unique<CUgraphExec_st>());
  made_of->nodes = graph->nodes;
  made_of->successors.resize(graph->nodes.size());
  for (size_t i = 0; i < graph->nodes.size(); ++i)
    for (size_t before : graph->nodes[i].after)
      made_of->successors[before].push_back(i);
  *out = made_of;
  made.made(name_of('x', made_of));
  return made.end(CUDA_SUCCESS);
}

CUresult CUDAAPI cuGraphDestroy(CUgraph graph) {
  call made("cuGraphDestroy");
  made.arguments(name_of('g', graph));
  auto why = refused(made, needs_init);
  if (!graphs().graphs.alive(graph))
    return made.end(why.value_or(CUDA_ERROR_INVALID_VALUE));
  graphs().graphs.retire(graph);
  return made.end(why.value_or(CUDA_SUCCESS));
}

CUresult CUDAAPI cuGraphExecDestroy(CUgraphExec graph) {
  call made("cuGraphExecDestroy");
  made.arguments(name_of('x', graph));
  auto why = refused(made, needs_init);
  if (!graphs().instances.alive(graph))
    return made.end(why.value_or(CUDA_ERROR_INVALID_VALUE));
  graphs().instances.retire(graph);
  return made.end(why.value_or(CUDA_SUCCESS));
}

CUresult CUDAAPI cuGraphUpload(CUgraphExec graph, CUstream handle) {
  call made("cuGraphUpload");
  made.arguments(format("%s, stream=%s", name_of('x', graph).c_str(),
                        name_of('s', handle).c_str()));
  if (auto why = refused(made, needs_context))
    return made.end(*why);
  if (!find_stream(handle) || !graphs().instances.alive(graph))
    return made.end(CUDA_ERROR_INVALID_VALUE);
  return made.end(CUDA_SUCCESS);
}

CUresult CUDAAPI cuGraphLaunch(CUgraphExec graph, CUstream handle) {
  call made("cuGraphLaunch");
  made.arguments(format("%s, stream=%s", name_of('x', graph).c_str(),
                        name_of('s', handle).c_str()));
  if (auto why =
          refused(made, needs_context, CUDA_ERROR_LAUNCH_OUT_OF_RESOURCES))
    return made.end(*why);
  CUstream stream = find_stream(handle);
  if (!stream || !graphs().instances.alive(graph))
    return made.end(CUDA_ERROR_INVALID_VALUE);
  if (stream->capturing)
    return made.end(CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED);
  return made.end(enqueue(stream, {"cuGraphLaunch", name_of('x', graph), [=] {
                                     return std::make_unique<graph_run>(graph);
                                   }}));
}

//===-- Launches ----------------------------------------------------------===//

graph_run::graph_run(CUgraphExec graph)
    : before(graph->last), own(std::make_shared<marker>()),
      successors(graph->successors) {
  graph->last = own;
  for (size_t i = 0; i < graph->nodes.size(); ++i) {
    const graph_node &node = graph->nodes[i];
    nodes.emplace_back(node.item, node.comm);
    waits_for.push_back(node.after.size());
    if (node.after.empty())
      open_nodes.push_back(i);
  }
}

void graph_run::finish(size_t index) {
  open_nodes.erase(std::find(open_nodes.begin(), open_nodes.end(), index));
  for (size_t next : successors[index])
    if (!--waits_for[next])
      open_nodes.push_back(next);
}

bool graph_run::ready() { return !before || before->done; }

outcome graph_run::run() {
  own->done = true;
  return {};
}

//===-- Reset -------------------------------------------------------------===//

void standin::reset_graphs() {
  graphs().graphs.clear();
  graphs().instances.clear();
  graphs().captures.clear();
}

void standin::graphs_alive(std::map<std::string, uint64_t> &alive) {
  alive["graph"] += graphs().graphs.size();
  alive["executable graph"] += graphs().instances.size();
}
