//===- order.h - What each command waits for ------------------------------===//
// The compute stream and the communication stream each keep the order of the
// list; between them only tokens make an order. Here it is worked out once: for
// the executor, which events to record and to wait for, and for the verifier,
// which commands may run at the same time.
#ifndef TPRT_CORE_ORDER_H
#define TPRT_CORE_ORDER_H

#include "program.h"

namespace tprt {

/// Works out program.order from its commands. Fails for a token that is waited
/// for twice, a collective that nothing holds back until the step before has
/// ended, or one that the step's end does not wait for.
tprt_status_t order_streams(program &program);

/// The stream that a command is for.
tprt_stream_t stream_of(const program &program, const command &command);

/// "compute" or "communication".
const char *stream_name(tprt_stream_t stream);

/// Fails when a command of the compute stream and a collective may run at the
/// same time and one writes what the other uses.
tprt_status_t check_races(const program &program);

} // namespace tprt

#endif // TPRT_CORE_ORDER_H
