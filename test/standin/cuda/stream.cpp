//===- stream.cpp - Streams and events ------------------------------------===//
// An event is the point that a stream had reached when it was last recorded;
// who waits for it waits for that point, whatever is recorded later.

#include "capture.h"
#include "engine.h"

#include <algorithm>
#include <utility>

using namespace standin;

//===-- Streams -----------------------------------------------------------===//

static CUresult create_stream(call &made, CUstream *out, unsigned flags,
                              int priority) {
  if (auto why = refused(made, needs_context, CUDA_ERROR_OUT_OF_MEMORY))
    return made.end(*why);
  if (!out || (flags & ~unsigned(CU_STREAM_NON_BLOCKING)))
    return made.end(CUDA_ERROR_INVALID_VALUE);
  CUcontext context = current_context();
  CUstream stream = driver().streams.add(std::make_unique<CUstream_st>());
  stream->context = context;
  stream->flags = flags;
  stream->priority = std::clamp(priority, -5, 0);
  stream->comm = stream->priority < 0 || context->streams > 0;
  ++context->streams;
  *out = stream;
  made.made(name_of('s', stream));
  return made.end(CUDA_SUCCESS);
}

CUresult CUDAAPI cuStreamCreate(CUstream *stream, unsigned flags) {
  call made("cuStreamCreate");
  made.arguments(format("flags=%u", flags));
  return create_stream(made, stream, flags, 0);
}

CUresult CUDAAPI cuStreamCreateWithPriority(CUstream *stream, unsigned flags,
                                            int priority) {
  call made("cuStreamCreateWithPriority");
  made.arguments(format("flags=%u, priority=%d", flags, priority));
  return create_stream(made, stream, flags, priority);
}

CUresult CUDAAPI cuStreamGetPriority(CUstream handle, int *priority) {
  call made("cuStreamGetPriority");
  made.arguments(name_of('s', handle));
  if (auto why = refused(made, needs_context))
    return made.end(*why);
  CUstream stream = find_stream(handle);
  if (!stream)
    return made.end(CUDA_ERROR_INVALID_HANDLE);
  *priority = stream->priority;
  return made.end(CUDA_SUCCESS);
}

/// What is queued still runs, but nobody can name the stream any more.
CUresult CUDAAPI cuStreamDestroy_v2(CUstream handle) {
  call made("cuStreamDestroy_v2");
  made.arguments(name_of('s', handle));
  auto why = refused(made, needs_context);
  if (!handle || !driver().streams.alive(handle) || handle->destroyed)
    return made.end(why.value_or(CUDA_ERROR_INVALID_HANDLE));
  if (handle->capturing)
    spoil_capture(handle);
  handle->destroyed = true;
  if (is_idle(handle))
    driver().streams.retire(handle);
  return made.end(why.value_or(CUDA_SUCCESS));
}

CUresult CUDAAPI cuStreamQuery(CUstream handle) {
  call made("cuStreamQuery");
  made.arguments(name_of('s', handle));
  if (auto why = refused(made, needs_context, CUDA_ERROR_ILLEGAL_ADDRESS))
    return made.end(*why);
  CUstream stream = find_stream(handle);
  if (!stream)
    return made.end(CUDA_ERROR_INVALID_HANDLE);
  if (stream->capturing)
    return made.end(spoil_capture(stream));
  if (auto why = disturbs_capture())
    return made.end(*why);
  if (!is_idle(stream))
    run_some(made);
  if (stream->context->broken != CUDA_SUCCESS)
    return made.end(stream->context->broken);
  // Whoever asks right after work was given sees a busy device.
  bool fresh = std::exchange(stream->fresh, false);
  return made.end(fresh || !is_idle(stream) ? CUDA_ERROR_NOT_READY
                                            : CUDA_SUCCESS);
}

CUresult CUDAAPI cuStreamSynchronize(CUstream handle) {
  call made("cuStreamSynchronize");
  made.arguments(name_of('s', handle));
  if (auto why = refused(made, needs_context, CUDA_ERROR_ILLEGAL_ADDRESS))
    return made.end(*why);
  CUstream stream = find_stream(handle);
  if (!stream)
    return made.end(CUDA_ERROR_INVALID_HANDLE);
  if (stream->capturing)
    return made.end(spoil_capture(stream));
  if (auto why = disturbs_capture())
    return made.end(*why);
  return made.end(
      run_until(made, [=] { return is_idle(stream); }, stream->context));
}

CUresult CUDAAPI cuLaunchHostFunc(CUstream handle, CUhostFn function,
                                  void *data) {
  call made("cuLaunchHostFunc");
  made.arguments(name_of('s', handle));
  if (auto why = refused(made, needs_context))
    return made.end(*why);
  CUstream stream = find_stream(handle);
  if (!stream || !function)
    return made.end(CUDA_ERROR_INVALID_HANDLE);
  return made.end(enqueue(stream, simple_work("cuLaunchHostFunc", "", [=] {
                            function(data);
                            return outcome{};
                          })));
}

//===-- Events ------------------------------------------------------------===//

static bool is_event(CUevent event) {
  return event && driver().events.alive(event);
}

CUresult CUDAAPI cuEventCreate(CUevent *out, unsigned flags) {
  call made("cuEventCreate");
  made.arguments(format("flags=%u", flags));
  if (auto why = refused(made, needs_context, CUDA_ERROR_OUT_OF_MEMORY))
    return made.end(*why);
  if (!out)
    return made.end(CUDA_ERROR_INVALID_VALUE);
  CUevent event = driver().events.add(std::make_unique<CUevent_st>());
  event->context = current_context();
  event->flags = flags;
  *out = event;
  made.made(name_of('e', event));
  return made.end(CUDA_SUCCESS);
}

CUresult CUDAAPI cuEventDestroy_v2(CUevent event) {
  call made("cuEventDestroy_v2");
  made.arguments(name_of('e', event));
  auto why = refused(made, needs_context);
  if (!is_event(event))
    return made.end(why.value_or(CUDA_ERROR_INVALID_HANDLE));
  driver().events.retire(event);
  return made.end(why.value_or(CUDA_SUCCESS));
}

/// An event that is recorded while a graph is captured is an edge, not work.
static CUresult record_in_capture(CUevent event, CUstream stream) {
  event->captured = stream->capturing;
  event->frontier = stream->capturing->frontiers[stream];
  event->last.reset();
  return stream->capturing->invalid ? CUDA_ERROR_STREAM_CAPTURE_INVALIDATED
                                    : CUDA_SUCCESS;
}

namespace {
class record_task : public task {
public:
  explicit record_task(std::shared_ptr<marker> point)
      : point(std::move(point)) {}
  outcome run() override {
    point->done = true;
    point->ns = now_ns();
    return {};
  }

private:
  std::shared_ptr<marker> point;
};
} // namespace

/// Marks a new point of the event each time that it is put on a stream: at the
/// call, or at each launch of the graph that it is part of.
static work record_work(CUevent event) {
  return {"cuEventRecord", name_of('e', event), [=] {
            event->captured.reset();
            event->last = std::make_shared<marker>();
            return std::make_unique<record_task>(event->last);
          }};
}

static CUresult record_event(CUevent event, CUstream stream, bool external) {
  if (stream->capturing && !external)
    return record_in_capture(event, stream);
  return enqueue(stream, record_work(event));
}

static CUresult record(call &made, CUevent event, CUstream handle,
                       unsigned flags) {
  made.arguments(format("event=%s, stream=%s, flags=%u",
                        name_of('e', event).c_str(),
                        name_of('s', handle).c_str(), flags));
  if (auto why = refused(made, needs_context))
    return made.end(*why);
  CUstream stream = find_stream(handle);
  if (!stream || !is_event(event) || event->context != stream->context)
    return made.end(CUDA_ERROR_INVALID_HANDLE);
  return made.end(
      record_event(event, stream, flags & CU_EVENT_RECORD_EXTERNAL));
}

CUresult CUDAAPI cuEventRecord(CUevent event, CUstream stream) {
  call made("cuEventRecord");
  return record(made, event, stream, CU_EVENT_RECORD_DEFAULT);
}

CUresult CUDAAPI cuEventRecordWithFlags(CUevent event, CUstream stream,
                                        unsigned flags) {
  call made("cuEventRecordWithFlags");
  return record(made, event, stream, flags);
}

namespace {
class wait_task : public task {
public:
  explicit wait_task(std::shared_ptr<marker> point) : point(std::move(point)) {}
  bool ready() override { return point->done; }
  outcome run() override { return {}; }

private:
  std::shared_ptr<marker> point;
};
} // namespace

static CUresult wait_event(CUstream stream, CUevent event) {
  if (stream->capturing || event->captured)
    return capture_wait(stream, event);
  if (!event->last || event->last->done)
    return CUDA_SUCCESS;
  auto point = event->last;
  return enqueue(stream, {"cuStreamWaitEvent", name_of('e', event),
                          [=] { return std::make_unique<wait_task>(point); }});
}

CUresult CUDAAPI cuStreamWaitEvent(CUstream handle, CUevent event,
                                   unsigned flags) {
  call made("cuStreamWaitEvent");
  made.arguments(format("stream=%s, event=%s", name_of('s', handle).c_str(),
                        name_of('e', event).c_str()));
  if (auto why = refused(made, needs_context))
    return made.end(*why);
  CUstream stream = find_stream(handle);
  if (!stream || !is_event(event))
    return made.end(CUDA_ERROR_INVALID_HANDLE);
  if (count("skip:cuStreamWaitEvent") ||
      count("skip:cuStreamWaitEvent@" + own_thread_name()))
    return made.end(CUDA_SUCCESS);
  return made.end(wait_event(stream, event));
}

CUresult CUDAAPI cuEventQuery(CUevent event) {
  call made("cuEventQuery");
  made.arguments(name_of('e', event));
  if (auto why = refused(made, needs_context | unsafe_in_capture,
                         CUDA_ERROR_ILLEGAL_ADDRESS))
    return made.end(*why);
  if (!is_event(event))
    return made.end(CUDA_ERROR_INVALID_HANDLE);
  if (event->captured)
    return made.end(CUDA_ERROR_CAPTURED_EVENT);
  if (!event->last || event->last->done)
    return made.end(CUDA_SUCCESS);
  run_some(made);
  return made.end(event->context->broken != CUDA_SUCCESS
                      ? event->context->broken
                      : CUDA_ERROR_NOT_READY);
}

CUresult CUDAAPI cuEventSynchronize(CUevent event) {
  call made("cuEventSynchronize");
  made.arguments(name_of('e', event));
  if (auto why = refused(made, needs_context | unsafe_in_capture,
                         CUDA_ERROR_ILLEGAL_ADDRESS))
    return made.end(*why);
  if (!is_event(event))
    return made.end(CUDA_ERROR_INVALID_HANDLE);
  if (event->captured)
    return made.end(CUDA_ERROR_CAPTURED_EVENT);
  auto point = event->last;
  return made.end(
      run_until(made, [=] { return !point || point->done; }, event->context));
}

static bool is_timed(CUevent event) {
  return is_event(event) && event->last && !event->captured &&
         !(event->flags & CU_EVENT_DISABLE_TIMING);
}

CUresult CUDAAPI cuEventElapsedTime_v2(float *milliseconds, CUevent start,
                                       CUevent end) {
  call made("cuEventElapsedTime_v2");
  made.arguments(
      format("%s, %s", name_of('e', start).c_str(), name_of('e', end).c_str()));
  if (auto why = refused(made, needs_context))
    return made.end(*why);
  if (!is_timed(start) || !is_timed(end))
    return made.end(CUDA_ERROR_INVALID_HANDLE);
  if (!start->last->done || !end->last->done)
    return made.end(CUDA_ERROR_NOT_READY);
  *milliseconds =
      float(double(int64_t(end->last->ns - start->last->ns)) * 1e-6);
  return made.end(CUDA_SUCCESS);
}

// The form before CUDA 12.8, which programs still look up by this name.
#undef cuEventElapsedTime
extern "C" CUresult CUDAAPI cuEventElapsedTime(float *milliseconds,
                                               CUevent start, CUevent end) {
  return cuEventElapsedTime_v2(milliseconds, start, end);
}
