//===- shared_memory.cpp - who touched the shared memory of a block -------===//
#include "shared_memory.h"
#include "module.h"
#include <cstring>

namespace ptx {

void shared_memory::start(uint64_t size, unsigned granule) {
  // What the last launch left must not be taken for this one's.
  bytes.assign(size, 0xCB);
  shift = granule >= 4 ? 2 : granule == 2 ? 1 : 0;
  records.assign((size + granule - 1) >> shift, granule_record());
  epoch = 1;
  start_block();
}

void shared_memory::start_block() {
  ++epoch;
  first_epoch = epoch;
}

inline bool shared_memory::races(const record &before, toucher who) const {
  if (before.epoch != who.epoch)
    return false;
  if (before.by == record::many)
    return true;
  bool same_warp = before.thread / warp_size == who.thread / warp_size;
  if (!same_warp)
    return true;
  if (before.warp_epoch < who.warp_epoch)
    return false;
  return before.by != record::one || before.thread != who.thread;
}

inline void shared_memory::remember(record &record, toucher who) {
  bool fresh = record.epoch != who.epoch;
  bool same_warp = record.thread / warp_size == who.thread / warp_size;
  if (fresh || (same_warp && record.by != record::many &&
                record.warp_epoch < who.warp_epoch)) {
    record = {who.epoch, who.thread, who.warp_epoch, record::one};
    return;
  }
  if (record.thread == who.thread && record.by == record::one)
    return;
  record.by =
      same_warp && record.by != record::many ? record::one_warp : record::many;
}

inline const char *shared_memory::read_granule(granule_record &granule,
                                               toucher who) {
  if (granule.written.epoch < first_epoch)
    return "reads shared memory that no thread of the block wrote";
  bool race = granule.written.by == record::atomic
                  ? granule.written.epoch == who.epoch &&
                        granule.written.thread != who.thread
                  : races(granule.written, who);
  if (race)
    return "reads shared memory that another thread wrote with no barrier in "
           "between";
  remember(granule.read, who);
  return nullptr;
}

inline const char *shared_memory::write_granule(granule_record &granule,
                                                toucher who) {
  if (granule.written.by == record::atomic
          ? granule.written.epoch == who.epoch &&
                granule.written.thread != who.thread
          : races(granule.written, who))
    return "writes shared memory that another thread wrote with no barrier in "
           "between";
  if (races(granule.read, who))
    return "writes shared memory that another thread read with no barrier in "
           "between";
  granule.written = {who.epoch, who.thread, who.warp_epoch, record::one};
  return nullptr;
}

inline const char *shared_memory::update_granule(granule_record &granule,
                                                 toucher who) {
  if (granule.written.epoch < first_epoch)
    return "updates shared memory that no thread of the block wrote";
  if (granule.written.by != record::atomic && races(granule.written, who))
    return "updates shared memory that another thread wrote with no barrier in "
           "between";
  if (races(granule.read, who))
    return "updates shared memory that another thread read with no barrier in "
           "between";
  // Of several threads' updates none stands for all: a thread's own access
  // after them races as soon as there are two.
  bool others = granule.written.by == record::atomic &&
                granule.written.epoch == who.epoch &&
                granule.written.thread != who.thread;
  granule.written = {who.epoch, others ? ~0u : who.thread, who.warp_epoch,
                     record::atomic};
  return nullptr;
}

template <class F>
inline const char *shared_memory::touch(uint64_t address, unsigned size,
                                        F check) {
  uint64_t last = (address + size - 1) >> shift;
  for (uint64_t at = address >> shift; at <= last; ++at)
    if (const char *wrong = check(records[at]))
      return wrong;
  return nullptr;
}

const char *shared_memory::read(uint64_t address, unsigned size, toucher who) {
  granule_record *first = &records[address >> shift];
  return touch(address, size, [&](granule_record &granule) -> const char * {
    if (&granule == first || granule.written.epoch >= first_epoch)
      return read_granule(granule, who);
    // Compilers load a vector where its last elements are not needed.
    uint64_t at = &granule - records.data();
    std::memset(&bytes[at << shift], 0xFF, uint64_t(1) << shift);
    return nullptr;
  });
}
const char *shared_memory::write(uint64_t address, unsigned size, toucher who) {
  return touch(address, size, [this, who](granule_record &granule) {
    return write_granule(granule, who);
  });
}
const char *shared_memory::update(uint64_t address, unsigned size,
                                  toucher who) {
  return touch(address, size, [this, who](granule_record &granule) {
    return update_granule(granule, who);
  });
}

} // namespace ptx
