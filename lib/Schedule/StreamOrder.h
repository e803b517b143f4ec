//===- StreamOrder.h - checks what orders two streams ---------------------===//
#ifndef TP_LIB_SCHEDULE_STREAMORDER_H
#define TP_LIB_SCHEDULE_STREAMORDER_H

#include "Place.h"
#include "llvm/ADT/DenseMap.h"
#include <map>

namespace tp::schedule {

/// Follows which commands of each stream the other is behind: every stream has
/// a clock that its commands advance, and knows a time of the other's clock.
/// Told of every command in order, it fails, having said why, where two touch
/// the same bytes in no order, and where a token orders nothing.
class StreamOrder {
public:
  /// A command and the bytes that it reads and writes.
  mlir::LogicalResult visit(mlir::Operation *op, llvm::ArrayRef<Place> reads,
                            llvm::ArrayRef<Place> writes);
  mlir::LogicalResult visitRecord(tprt::RecordOp record);
  mlir::LogicalResult visitWait(tprt::WaitOp wait);
  /// A command beside which nothing of the other stream runs.
  mlir::LogicalResult visitMeeting(mlir::Operation *op);
  /// The end of the program.
  mlir::LogicalResult finish();

private:
  enum Stream { Compute, Comm };
  using Time = int64_t; ///< Commands of the stream so far.

  /// Who touched some bytes last.
  struct Touch {
    mlir::Operation *op = nullptr;
    Time time = 0;
  };
  struct Touches {
    Touch read[2], written[2]; ///< By stream.
  };
  /// By first byte: the end of a range and who touched it.
  using Bytes = std::map<uint64_t, std::pair<uint64_t, Touches>>;

  /// The latest conflict with a stream.
  struct Conflict {
    Touch touch;
    Place place;
    bool reads; ///< Whether the later command reads what the other writes.
  };

  template <typename Fn> void forTouches(const Place &place, Fn fn);
  Conflict conflictWith(Stream stream, llvm::ArrayRef<Place> reads,
                        llvm::ArrayRef<Place> writes);
  void note(mlir::Operation *op, Stream stream, llvm::ArrayRef<Place> reads,
            llvm::ArrayRef<Place> writes);
  mlir::LogicalResult verifyBehindCompute(mlir::Operation *start,
                                          const Conflict &conflict);
  mlir::LogicalResult verifyBehindComm(mlir::Operation *op,
                                       const Conflict &conflict);

  /// A wait that nothing has needed yet, and what its stream knew before.
  struct PendingWait {
    mlir::Operation *wait = nullptr;
    Time knownBefore = 0;
  };
  mlir::LogicalResult expectNeeded(const PendingWait &pending);

  std::map<std::pair<unsigned, int64_t>, Bytes> memory;
  Time clock[2] = {0, 0};
  Time known[2] = {0, 0}; ///< By stream: the other's time that it is behind.
  PendingWait pending[2]; ///< By the stream that waits.
  /// By token: the time of its stream.
  llvm::DenseMap<mlir::Value, Time> times;
  mlir::Operation *lastStart = nullptr;
  Touch lastMeeting;
  bool forked = false; ///< Whether Comm has waited for any record.
};

} // namespace tp::schedule

#endif // TP_LIB_SCHEDULE_STREAMORDER_H
