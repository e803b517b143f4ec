//===- segment.cpp - What the ranks of a communicator share ---------------===//
// Counters lie at the start of the file; behind them every rank and every pair
// of ranks has room for a message, of which the file system keeps only what is
// written.

#include "segment.h"

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

using namespace standin;

/// The largest message.
static constexpr uint64_t room = uint64_t(1) << 32;

static uint64_t header_bytes(uint32_t num_ranks) {
  uint64_t bytes = num_ranks * sizeof(seat) +
                   uint64_t(num_ranks) * num_ranks * sizeof(mailbox);
  return (bytes + 4095) & ~uint64_t(4095);
}

static std::string path_of(const std::string &name) {
  const char *folder = std::getenv("TMPDIR");
  return std::string(folder && *folder ? folder : "/tmp") + "/" + name;
}

std::shared_ptr<segment> segment::open(const std::string &name,
                                       uint32_t num_ranks) {
  int file = ::open(path_of(name).c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0)
    return nullptr;
  // All ranks give it the same size, and zeros are a valid beginning.
  uint64_t size = header_bytes(num_ranks);
  void *mapped = MAP_FAILED;
  if (ftruncate(file, off_t(size + room * num_ranks * (num_ranks + 1))) == 0)
    mapped = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  if (mapped == MAP_FAILED) {
    close(file);
    return nullptr;
  }
  return std::shared_ptr<segment>(new segment(file, mapped, name, num_ranks));
}

segment::segment(int file, void *mapped, const std::string &name,
                 uint32_t num_ranks)
    : file(file), mapped(mapped), own_name(name), num_ranks(num_ranks),
      seats(static_cast<seat *>(mapped)),
      mailboxes(reinterpret_cast<mailbox *>(seats + num_ranks)) {}

segment::~segment() {
  munmap(mapped, header_bytes(num_ranks));
  close(file);
}

void segment::unlink() { ::unlink(path_of(own_name).c_str()); }

/// A lock of the open file goes when the last holder of the file does, however
/// its process ends.
static flock lock_of(uint32_t rank) {
  flock lock{};
  lock.l_type = F_WRLCK;
  lock.l_whence = SEEK_SET;
  lock.l_start = rank;
  lock.l_len = 1;
  return lock;
}

bool segment::take_seat(uint32_t rank, int32_t device) {
  flock lock = lock_of(rank);
  if (fcntl(file, F_OFD_SETLK, &lock) != 0)
    return false;
  if (of(rank).joined)
    return false;
  own_rank = rank;
  of(rank).device = device;
  of(rank).joined = 1;
  return true;
}

bool segment::is_dead(uint32_t rank) {
  // One's own lock is never in one's way.
  if (rank == own_rank || !of(rank).joined || of(rank).left)
    return false;
  flock lock = lock_of(rank);
  return fcntl(file, F_OFD_GETLK, &lock) == 0 && lock.l_type == F_UNLCK;
}

static bool write_all(int file, const void *data, uint64_t size, off_t at) {
  auto *bytes = static_cast<const char *>(data);
  while (size) {
    ssize_t done = pwrite(file, bytes, size, at);
    if (done < 0 && errno == EINTR)
      continue;
    if (done <= 0)
      return false;
    bytes += done;
    at += done;
    size -= uint64_t(done);
  }
  return true;
}

static bool read_all(int file, void *data, uint64_t size, off_t at) {
  auto *bytes = static_cast<char *>(data);
  while (size) {
    ssize_t done = pread(file, bytes, size, at);
    if (done < 0 && errno == EINTR)
      continue;
    if (done <= 0)
      return false;
    bytes += done;
    at += done;
    size -= uint64_t(done);
  }
  return true;
}

static off_t place(uint32_t num_ranks, uint64_t slot) {
  return off_t(header_bytes(num_ranks) + slot * room);
}

bool segment::write(uint32_t rank, const void *data, uint64_t size) {
  return size <= room && write_all(file, data, size, place(num_ranks, rank));
}

bool segment::read(uint32_t rank, void *data, uint64_t size, uint64_t offset) {
  return read_all(file, data, size, place(num_ranks, rank) + off_t(offset));
}

bool segment::write_mail(uint32_t from, uint32_t to, const void *data,
                         uint64_t size) {
  uint64_t slot = num_ranks + uint64_t(from) * num_ranks + to;
  return size <= room && write_all(file, data, size, place(num_ranks, slot));
}

bool segment::read_mail(uint32_t from, uint32_t to, void *data, uint64_t size) {
  uint64_t slot = num_ranks + uint64_t(from) * num_ranks + to;
  return read_all(file, data, size, place(num_ranks, slot));
}
