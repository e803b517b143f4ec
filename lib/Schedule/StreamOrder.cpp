//===- StreamOrder.cpp - checks what orders two streams -------------------===//
// On slots and ops, without the planner's code. Times count from 1; what is
// known at time t is all that happened up to t.

#include "StreamOrder.h"

using namespace mlir;
using namespace tp;
using namespace tp::schedule;

/// Calls `fn` with the touches of every range of `place`, made where there is
/// none yet.
template <typename Fn> void StreamOrder::forTouches(const Place &place, Fn fn) {
  if (place.space == tprt::Space::Constant)
    return;
  Bytes &bytes = memory[{unsigned(place.storage.space), place.storage.index}];
  auto cut = [&](uint64_t at) {
    auto behind = bytes.lower_bound(at);
    if (behind == bytes.begin())
      return;
    auto [end, touches] = std::prev(behind)->second;
    if (end <= at)
      return;
    std::prev(behind)->second.first = at;
    bytes[at] = {end, touches};
  };
  cut(place.begin);
  cut(place.end);
  uint64_t at = place.begin;
  for (auto it = bytes.lower_bound(at); at < place.end; ++it) {
    if (it == bytes.end() || it->first > at) {
      uint64_t end =
          it == bytes.end() ? place.end : std::min(place.end, it->first);
      it = bytes.insert({at, {end, Touches()}}).first;
    }
    fn(it->second.second);
    at = it->second.first;
  }
}

StreamOrder::Conflict StreamOrder::conflictWith(Stream stream,
                                                ArrayRef<Place> reads,
                                                ArrayRef<Place> writes) {
  Conflict latest{};
  auto consider = [&](const Touch &touch, const Place &place, bool isRead) {
    if (touch.time > latest.touch.time)
      latest = {touch, place, isRead};
  };
  for (const Place &place : reads)
    forTouches(place, [&](Touches &touches) {
      consider(touches.written[stream], place, /*isRead=*/true);
    });
  for (const Place &place : writes)
    forTouches(place, [&](Touches &touches) {
      consider(touches.written[stream], place, /*isRead=*/false);
      consider(touches.read[stream], place, /*isRead=*/false);
    });
  return latest;
}

void StreamOrder::note(Operation *op, Stream stream, ArrayRef<Place> reads,
                       ArrayRef<Place> writes) {
  Touch touch{op, clock[stream]};
  for (const Place &place : reads)
    forTouches(place, [&](Touches &touches) { touches.read[stream] = touch; });
  // Whoever touched these bytes before, this command is behind it: so is all
  // that waits for this one.
  for (const Place &place : writes) {
    forTouches(place, [](Touches &) {});
    if (place.begin == place.end)
      continue;
    Bytes &bytes = memory[{unsigned(place.storage.space), place.storage.index}];
    bytes.erase(bytes.find(place.begin), bytes.lower_bound(place.end));
    auto &[end, touches] = bytes[place.begin];
    end = place.end;
    touches.written[stream] = touch;
  }
}

LogicalResult StreamOrder::verifyBehindCompute(Operation *start,
                                               const Conflict &conflict) {
  if (!forked)
    return start->emitOpError(
        "is the first collective and the communication stream has waited for "
        "no tprt.record");
  if (conflict.touch.time <= known[Comm])
    return success();
  InFlightDiagnostic diag =
      start->emitOpError()
      << (conflict.reads ? "reads " : "writes ") << describe(conflict.place)
      << ", but the communication stream has not waited for a command that "
      << (conflict.reads ? "writes it" : "touches it");
  diag.attachNote(conflict.touch.op->getLoc()) << "this command";
  return diag;
}

LogicalResult StreamOrder::verifyBehindComm(Operation *op,
                                            const Conflict &conflict) {
  if (conflict.touch.time <= known[Compute])
    return success();
  InFlightDiagnostic diag = op->emitOpError()
                            << (conflict.reads ? "reads the destination"
                                               : "writes a buffer")
                            << " of a collective under way, "
                            << describe(conflict.place);
  diag.attachNote(conflict.touch.op->getLoc()) << "started here";
  return diag;
}

LogicalResult StreamOrder::visit(Operation *op, ArrayRef<Place> reads,
                                 ArrayRef<Place> writes) {
  bool isStart = isa<tprt::StartOp>(op);
  if (!isStart) {
    Conflict comm = conflictWith(Comm, reads, writes);
    if (failed(verifyBehindComm(op, comm)))
      return failure();
    if (comm.touch.time > pending[Compute].knownBefore)
      pending[Compute].wait = nullptr;
  } else {
    Conflict compute = conflictWith(Compute, reads, writes);
    if (failed(verifyBehindCompute(op, compute)))
      return failure();
    if (forked && lastMeeting.time > known[Comm]) {
      InFlightDiagnostic diag =
          op->emitOpError("starts beside a loop or branch, which the "
                          "communication stream has not waited for");
      diag.attachNote(lastMeeting.op->getLoc()) << "this command";
      return diag;
    }
    compute.touch.time = std::max(compute.touch.time, lastMeeting.time);
    if (compute.touch.time > pending[Comm].knownBefore || !lastStart)
      pending[Comm].wait = nullptr;
    lastStart = op;
  }
  Stream stream = isStart ? Comm : Compute;
  ++clock[stream];
  if (isStart)
    times[op->getResult(0)] = clock[Comm];
  note(op, stream, reads, writes);
  return success();
}

LogicalResult StreamOrder::visitRecord(tprt::RecordOp record) {
  if (record.getToken().use_empty())
    return record.emitOpError("is waited for by nobody");
  times[record.getToken()] = clock[Compute];
  return success();
}

LogicalResult StreamOrder::expectNeeded(const PendingWait &wait) {
  if (!wait.wait)
    return success();
  return wait.wait->emitOpError(
      "orders nothing: no command needs it that an earlier wait or a later one "
      "does not order");
}

LogicalResult StreamOrder::visitWait(tprt::WaitOp wait) {
  auto time = times.find(wait.getToken());
  if (time == times.end())
    return wait.emitOpError("waits for no command before it");
  bool forRecord = wait.getToken().getDefiningOp<tprt::RecordOp>() != nullptr;
  Stream stream = forRecord ? Comm : Compute;
  bool isFork = forRecord && !forked;
  if (time->second <= known[stream] && !isFork)
    return wait.emitOpError(
        "orders nothing: an earlier wait already covers what it waits for");
  if (failed(expectNeeded(pending[stream])))
    return failure();
  pending[stream] = {wait, known[stream]};
  known[stream] = time->second;
  forked |= forRecord;
  return success();
}

LogicalResult StreamOrder::visitMeeting(Operation *op) {
  if (known[Compute] < clock[Comm]) {
    InFlightDiagnostic diag =
        op->emitOpError("begins before a collective has been waited for");
    diag.attachNote(lastStart->getLoc()) << "started here";
    return diag;
  }
  pending[Compute].wait = nullptr;
  lastMeeting = {op, ++clock[Compute]};
  return success();
}

LogicalResult StreamOrder::finish() {
  if (known[Compute] < clock[Comm])
    return lastStart->emitOpError("is not waited for");
  // The last wait for a start is needed by the end itself.
  bool coversTheLast = known[Compute] == clock[Comm] &&
                       pending[Compute].knownBefore < clock[Comm];
  if (!coversTheLast && failed(expectNeeded(pending[Compute])))
    return failure();
  return expectNeeded(pending[Comm]);
}
