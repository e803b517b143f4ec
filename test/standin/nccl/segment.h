//===- segment.h - What the ranks of a communicator share -----------------===//
// A file that every rank maps, thread of one process or not, found by a name
// that comes from the unique id. It is unlinked as soon as all ranks have it
// open, so that nothing stays behind whatever happens to them.
#ifndef TEST_STANDIN_NCCL_SEGMENT_H
#define TEST_STANDIN_NCCL_SEGMENT_H

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>

namespace standin {

/// What a rank says that it does, for the others to compare.
struct signature {
  int32_t kind, type, reduction, root;
  uint64_t count;

  bool operator==(const signature &other) const {
    return kind == other.kind && type == other.type &&
           reduction == other.reduction && root == other.root &&
           count == other.count;
  }
};

/// Of one rank. Counters only grow; what stands before a counter is written
/// before it.
struct seat {
  int32_t device;
  std::atomic<uint32_t> joined, connected, finalized, left;
  signature doing;
  std::atomic<uint64_t> arrived, done; // collectives
  int32_t color, key;
  std::atomic<uint64_t> split_arrived, split_done;
};

/// Messages from one rank to another.
struct mailbox {
  signature sending;
  std::atomic<uint64_t> sent, received;
};

class segment {
public:
  /// Opens, and makes if need be, the segment of this name; null when the
  /// system refuses.
  static std::shared_ptr<segment> open(const std::string &name,
                                       uint32_t num_ranks);
  ~segment();
  segment(const segment &) = delete;

  seat &of(uint32_t rank) { return seats[rank]; }
  mailbox &mail(uint32_t from, uint32_t to) {
    return mailboxes[from * num_ranks + to];
  }

  /// Takes a seat; false when somebody sits there. While the process lives the
  /// others can see it.
  bool take_seat(uint32_t rank, int32_t device);

  /// Whether a rank took its seat and its process is gone.
  bool is_dead(uint32_t rank);

  /// The bytes that a rank brings to a collective, or sends to another.
  bool write(uint32_t rank, const void *data, uint64_t size);
  bool read(uint32_t rank, void *data, uint64_t size, uint64_t offset);
  bool write_mail(uint32_t from, uint32_t to, const void *data, uint64_t size);
  bool read_mail(uint32_t from, uint32_t to, void *data, uint64_t size);

  void unlink();

  const std::string &name() const { return own_name; }
  uint32_t size() const { return num_ranks; }

private:
  segment(int file, void *mapped, const std::string &name, uint32_t num_ranks);

  int file;
  void *mapped;
  std::string own_name;
  uint32_t num_ranks;
  uint32_t own_rank = UINT32_MAX;
  seat *seats;
  mailbox *mailboxes;
};

} // namespace standin

#endif // TEST_STANDIN_NCCL_SEGMENT_H
