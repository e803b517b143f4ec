//===- Streams.h - what orders the two streams ----------------------------===//
// Plain values, no IR. Collectives run on one stream in the order of the list,
// all else on another; where one must wait for the other a token says so.
#ifndef TP_SCHEDULE_STREAMS_H
#define TP_SCHEDULE_STREAMS_H

#include "tp/Schedule/CommandList.h"
#include "tp/Schedule/Storage.h"

namespace tp::schedule {

/// Gives `list`, whose storage is planned, its records and waits, in place of
/// the waits that it has. Dependences are between bytes, so that storage that
/// is used again counts as well.
///
/// - A start that touches what a command of the compute stream has written, or
///   writes what one has read, waits for a record right behind the last such
///   command, unless a start before has waited for that record or a later one.
/// - The first start always waits for a record, at the latest at the beginning:
///   a step's collectives come behind the step before.
/// - A command of the compute stream that touches what a collective writes, or
///   writes what one reads, waits for the last such collective, unless a
///   command before has waited for that one or a later one. Collectives are in
///   order.
/// - A region waits for every collective before it, and a start behind it for a
///   record behind the region: nothing is under way beside a region.
/// - At the end the compute stream waits for the last collective.
void insertTokens(CommandList &list, const StoragePlan &plan);

} // namespace tp::schedule

#endif // TP_SCHEDULE_STREAMS_H
