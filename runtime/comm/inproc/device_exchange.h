//===- device_exchange.h - Collectives among devices that share hardware --===//
// The place where the members of one group of a communicator meet for all its
// collectives, when only devices can reach their memory. The hosts meet inside
// `run`; devices are never waited for: each member's stream TPRT_COMM waits for
// events of the others. Members are numbered by their position.
//
// Small operands are staged: each member copies its own to a place that stays
// until the next staged collective but one, so that one meeting is enough.
// Large ones are read where they lie: members also meet when all have given
// their work to their devices, and their streams wait for those who read there.
#ifndef TPRT_COMM_INPROC_DEVICE_EXCHANGE_H
#define TPRT_COMM_INPROC_DEVICE_EXCHANGE_H

#include "comm/launch/endings.h"
#include "meeting.h"
#include "tprt/transport.h"

#include <memory>
#include <vector>

namespace tprt::inproc {

/// What all exchanges of a session share.
struct exchange_terms {
  const tprt_backend_t *backend;
  uint64_t timeout_ms;
  unsigned spins; // looks at a meeting before sleeping
  const std::atomic<bool> *aborted;
};

class device_exchange {
public:
  /// `ranks` holds the number of each of the `size` members.
  device_exchange(const exchange_terms &terms, const uint32_t *ranks,
                  uint32_t size);
  ~device_exchange();
  device_exchange(const device_exchange &) = delete;
  device_exchange &operator=(const device_exchange &) = delete;

  /// Makes room for a collective of the program; before `open`.
  void add(const tprt_collective_t &desc);

  /// Gets what `member` needs from its device, which outlives this.
  tprt_status_t open(uint32_t member, tprt_device_t *device);

  /// Gives a collective to the member's device when all members have come to
  /// it.
  tprt_status_t run(uint32_t member, const tprt_collective_t &desc,
                    const void *send, void *recv);

  /// Wakes all waiters, who then look at the flag of the terms.
  void poke() { meetings.opened.poke(); }

private:
  /// Points of a member's stream that others wait for. Of `ready` there are
  /// two, used in turn: a member may come to the next collective while others
  /// have yet to look at its event of this one.
  enum point { ready_even, ready_odd, reduced, done, num_points };

  /// What a member has said of itself.
  struct alignas(64) member_state {
    tprt_device_t *device = nullptr;
    tprt_event_t *points[num_points] = {};
    uint8_t *staging = nullptr;
    const void *send = nullptr;
    void *recv = nullptr;
    uint32_t runs = 0;
    uint32_t staged_runs = 0;
    std::vector<const void *> sources; // of all members, as it reads them
    std::atomic<uint32_t> meetings{0}; // that it has come to
  };

  /// A collective as one member sees it.
  struct task {
    const tprt_collective_t &desc;
    uint32_t member;
    member_state &self;
    uint64_t element; // bytes
    uint64_t bytes;   // of send
    void *recv;
  };

  tprt_status_t copy(const task &task, void *to, const void *from,
                     uint64_t bytes);
  tprt_status_t reduce(const task &task, uint64_t skip, uint64_t count,
                       void *to);
  tprt_status_t record(const task &task, point point);
  tprt_status_t follow(const task &task, point point, uint32_t other);
  tprt_status_t follow_all(const task &task, point point);
  tprt_status_t meet(const task &task);
  point ready(const task &task) const;

  tprt_status_t run_alone(const task &task, const void *send);
  tprt_status_t run_staged(const task &task, const void *send);
  tprt_status_t run_direct(const task &task, const void *send);
  tprt_status_t reduce_together(const task &task);
  tprt_status_t complete(const task &task);
  tprt_status_t receive(const task &task);
  uint32_t source_of(const task &task) const;
  uint64_t chunk_begin(const task &task, uint32_t chunk) const;
  uint8_t *stage(uint32_t member, uint32_t run) const;

  const exchange_terms &terms;
  const uint32_t *ranks;
  uint32_t size;
  uint64_t stage_bytes = 0; // of one operand
  meeting meetings;
  std::unique_ptr<member_state[]> members;
};

} // namespace tprt::inproc

#endif // TPRT_COMM_INPROC_DEVICE_EXCHANGE_H
