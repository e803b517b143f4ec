//===- exchange.h - One collective among the ranks of one group -----------===//
// The place where the members of a group meet for one collective of the
// program, step after step. Members are numbered by their position.
//
// Small collectives are staged: start copies the operand to a place that stays
// until the next step but one, so that a member is free as soon as all have
// arrived. Large ones are read where they lie: members leave together.
#ifndef TPRT_COMM_INPROC_EXCHANGE_H
#define TPRT_COMM_INPROC_EXCHANGE_H

#include "meeting.h"
#include "reduce.h"

#include <memory>
#include <vector>

namespace tprt::inproc {

class exchange {
public:
  exchange(const tprt_collective_t &desc, uint32_t size, unsigned spins);

  /// Offers `send` and remembers `recv`.
  void start(uint32_t member, const void *send, void *recv);

  /// Completes the collective for `member`. When it fails, `missing` is a
  /// member that did not arrive.
  wait_result wait(uint32_t member, uint64_t deadline_ns,
                   const std::atomic<bool> &stop, uint32_t &missing);

  /// Wakes all waiters, who then look at their stop flag.
  void poke();

private:
  /// What a member has said of itself.
  struct alignas(64) member_state {
    std::atomic<uint32_t> step{0}; // of the latest start
    const void *send = nullptr;
    void *recv = nullptr;
  };
  enum { all_started, all_reduced, all_finished, num_meetings };

  bool staged() const { return !staging.empty(); }
  uint8_t *stage(uint32_t step, uint32_t member);
  void arrive(int point, uint32_t step);
  wait_result meet(int point, uint32_t step, uint64_t deadline_ns,
                   const std::atomic<bool> &stop);
  void gather_sources(uint32_t step, const void **sources);
  void complete(uint32_t member, const void *const *sources);
  void reduce_chunk(uint32_t chunk, const void *const *sources, void *out);
  wait_result reduce_together(uint32_t member, const void *const *sources,
                              uint64_t deadline_ns,
                              const std::atomic<bool> &stop);
  uint64_t chunk_begin(uint32_t chunk) const;

  const tprt_collective_t &desc;
  uint32_t size;
  unsigned spins;
  uint64_t element; // bytes
  uint64_t send_bytes;
  uint64_t stage_stride = 0;
  reduce_fn reduce;
  std::vector<uint32_t> source_of; // permute: who sends to a position
  std::unique_ptr<member_state[]> members;
  meeting meetings[num_meetings];
  std::vector<uint8_t> staging; // two steps of one operand per member
};

} // namespace tprt::inproc

#endif // TPRT_COMM_INPROC_EXCHANGE_H
