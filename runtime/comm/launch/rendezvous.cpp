//===- rendezvous.cpp - Processes of one program find each other ----------===//
// Messages: a guest's hello; the host's welcome, with the bytes; from both
// sides a failure, then or later, and a goodbye. A connection that ends without
// a goodbye is the failure of a process that could not say so.

#include "rendezvous.h"

#include "core/sync.h"
#include "endings.h"

#include <algorithm>
#include <cstring>
#include <poll.h>
#include <thread>

using namespace tprt;

static constexpr uint32_t protocol = 1;
// How long anybody waits before it looks at the deadline and at `aborted`.
static constexpr int slice_ms = 20;
static constexpr int connect_patience_ms = 1000;
static constexpr uint64_t linger_ns = 500'000'000;
// A message's text is cut to this, well below what a connection takes.
static constexpr size_t max_text = 8 * 1024;

namespace {

enum kind : uint32_t { hello = 1, welcome = 2, failed = 3, goodbye = 4 };

/// What a guest says of itself.
struct introduction {
  uint32_t protocol;
  uint32_t rank;
  uint32_t size;
  uint32_t unused;
  uint64_t hash;
};

/// The head of a failure; the text is behind it.
struct failure_head {
  uint32_t code;
  int32_t rank;
};

template <typename T> std::string bytes_of(const T &value) {
  return std::string(reinterpret_cast<const char *>(&value), sizeof value);
}

template <typename T> bool read(const std::string &bytes, T &out) {
  if (bytes.size() < sizeof out)
    return false;
  std::memcpy(&out, bytes.data(), sizeof out);
  return true;
}

std::string pack_failure(tprt_code_t code, int32_t rank,
                         const std::string &text) {
  return bytes_of(failure_head{static_cast<uint32_t>(code), rank}) +
         text.substr(0, max_text);
}

} // namespace

rendezvous::~rendezvous() {
  for (guest &guest : guests)
    guest.link.send(goodbye, "");
}

//===-- Rank 0 ------------------------------------------------------------===//

uint32_t rendezvous::num_known() const {
  return static_cast<uint32_t>(
      std::count_if(guests.begin(), guests.end(),
                    [](const guest &guest) { return guest.known; }));
}

bool rendezvous::knows(uint32_t rank) const {
  return rank == 0 ||
         std::any_of(guests.begin(), guests.end(), [&](const guest &guest) {
           return guest.known && guest.rank == rank;
         });
}

template <typename Predicate>
void rendezvous::forget_guests(Predicate predicate) {
  guests.erase(std::remove_if(guests.begin(), guests.end(), predicate),
               guests.end());
}

int64_t rendezvous::first_missing() const {
  for (uint32_t rank = 1; rank < self.size; ++rank)
    if (!knows(rank))
      return rank;
  return -1;
}

/// Checks what a process says of itself.
tprt_status_t rendezvous::admit(guest &guest, const frame &frame,
                                uint64_t hash) {
  introduction says{};
  if (frame.kind != hello || !read(frame.bytes, says) ||
      says.protocol != protocol)
    return TPRT_MISUSE("a process of another version has come to rank 0: it "
                       "speaks protocol %u, this one %u",
                       says.protocol, protocol);
  if (says.size != self.size)
    return TPRT_MISUSE("rank %u was started as one of %u ranks, rank 0 as one "
                       "of %u",
                       says.rank, says.size, self.size);
  if (says.rank >= self.size)
    return TPRT_MISUSE("a process was started as rank %u of %u", says.rank,
                       self.size);
  if (knows(says.rank))
    return TPRT_MISUSE("two processes were started as rank %u of %u", says.rank,
                       self.size);
  guest.rank = says.rank;
  guest.known = true;
  if (says.hash != hash)
    return different_schedules(0, hash, says.rank, says.hash);
  return nullptr;
}

/// Takes in who has connected and what they have said, waiting a little.
tprt_status_t rendezvous::admit_arrivals(std::vector<descriptor> &listeners,
                                         uint64_t hash) {
  std::vector<pollfd> watched;
  for (const descriptor &listener : listeners)
    watched.push_back({listener.get(), POLLIN, 0});
  for (const guest &guest : guests)
    if (!guest.known)
      watched.push_back({guest.link.fd(), POLLIN, 0});
  ::poll(watched.data(), watched.size(), slice_ms);
  for (const descriptor &listener : listeners) {
    guest next;
    for (next.link = accept_one(listener); next.link.open();
         next.link = accept_one(listener)) {
      guests.push_back(std::move(next));
      next = guest();
    }
  }
  for (guest &guest : guests) {
    guest.link.receive();
    frame frame;
    if (!guest.known && guest.link.take(frame))
      TPRT_RETURN_IF_ERROR(admit(guest, frame, hash));
    if (guest.known && !guest.link.open()) {
      tprt_status_t status = tprt_status_create(
          TPRT_RANK_FAILED, "the process of rank %u has ended", guest.rank);
      tprt_status_set_rank(status, static_cast<int32_t>(guest.rank));
      return status;
    }
  }
  // Who speaks another language has come to the wrong port.
  forget_guests([](const guest &guest) { return !guest.link.open(); });
  return nullptr;
}

/// Tells all guests why they cannot go on.
tprt_status_t rendezvous::refuse(tprt_status_t status) {
  std::string message =
      pack_failure(tprt_status_code(status), tprt_status_rank(status),
                   tprt_status_message(status));
  for (guest &guest : guests) {
    guest.link.receive(); // closing with bytes unread would drop the message
    guest.link.send(failed, message);
  }
  return status;
}

/// Waits for all guests. After a mismatch it stays a while, so that those who
/// are late hear of it too.
tprt_status_t rendezvous::admit_all(std::vector<descriptor> &listeners,
                                    uint64_t hash) {
  // Gives up before the others do, who may have begun to wait a little earlier
  // and are to hear who is missing.
  uint64_t patience_ms = timeout_ms - timeout_ms / 8;
  uint64_t deadline = now_ns() + patience_ms * 1'000'000;
  tprt_status_t verdict = nullptr;
  while (num_known() + 1 < self.size) {
    tprt_status_t status = admit_arrivals(listeners, hash);
    if (verdict) {
      tprt_status_free(status);
    } else if (status) {
      verdict = status;
      deadline = std::min(deadline, now_ns() + linger_ns);
    }
    if (!verdict && aborted.load(std::memory_order_acquire))
      return ended_by_abort();
    if (now_ns() > deadline)
      return verdict ? verdict : no_answer(patience_ms, first_missing());
  }
  return verdict;
}

tprt_status_t rendezvous::host(uint64_t hash, const std::string &bytes) {
  std::vector<descriptor> listeners;
  TPRT_RETURN_IF_ERROR(listen_at(self.address, self.port, listeners));
  if (tprt_status_t status = admit_all(listeners, hash))
    return refuse(status);
  forget_guests([](const guest &guest) { return !guest.known; });
  for (guest &guest : guests)
    guest.link.send(welcome, bytes);
  return nullptr;
}

//===-- The others --------------------------------------------------------===//

static tprt_status_t no_host(const place &self, uint64_t timeout_ms,
                             const std::string &why) {
  tprt_status_t status = tprt_status_create(
      TPRT_TIMEOUT, "no answer from rank 0 at %s:%u within %llu ms%s%s",
      self.address.c_str(), self.port,
      static_cast<unsigned long long>(timeout_ms), why.empty() ? "" : ": ",
      why.c_str());
  tprt_status_set_rank(status, 0);
  return status;
}

tprt_status_t rendezvous::await_welcome(uint64_t deadline, std::string &bytes) {
  connection &link = guests.front().link;
  for (;;) {
    pollfd watched{link.fd(), POLLIN, 0};
    ::poll(&watched, 1, slice_ms);
    link.receive();
    if (frame frame; link.take(frame)) {
      if (frame.kind == welcome) {
        bytes = frame.bytes;
        return nullptr;
      }
      failure_head head{};
      if (frame.kind == failed && read(frame.bytes, head))
        return status_of({static_cast<tprt_code_t>(head.code), head.rank,
                          frame.bytes.substr(sizeof head)});
    }
    if (!link.open()) {
      tprt_status_t status = tprt_status_create(
          TPRT_RANK_FAILED, "rank 0 at %s:%u has closed the connection",
          self.address.c_str(), self.port);
      tprt_status_set_rank(status, 0);
      return status;
    }
    if (aborted.load(std::memory_order_acquire))
      return ended_by_abort();
    if (now_ns() > deadline)
      return no_host(self, timeout_ms, "");
  }
}

tprt_status_t rendezvous::visit(uint64_t hash, std::string &bytes) {
  uint64_t deadline = now_ns() + timeout_ms * 1'000'000;
  guest host;
  host.known = true;
  for (std::string why; !host.link.open();) {
    host.link = connect_to(
        self.address, self.port,
        static_cast<int>(std::min<uint64_t>(connect_patience_ms, timeout_ms)),
        why);
    if (host.link.open())
      break;
    if (aborted.load(std::memory_order_acquire))
      return ended_by_abort();
    if (now_ns() > deadline)
      return no_host(self, timeout_ms, why);
    std::this_thread::sleep_for(std::chrono::milliseconds(slice_ms));
  }
  host.link.send(
      hello, bytes_of(introduction{protocol, self.rank, self.size, 0, hash}));
  guests.push_back(std::move(host));
  return await_welcome(deadline, bytes);
}

//===-- All ---------------------------------------------------------------===//

tprt_status_t rendezvous::meet(uint64_t schedule_hash, std::string &bytes) {
  std::lock_guard<std::mutex> lock(mutex);
  return self.rank == 0 ? host(schedule_hash, bytes)
                        : visit(schedule_hash, bytes);
}

tprt_status_t rendezvous::status_of(const failure &failure) const {
  tprt_status_t status =
      tprt_status_create(failure.code, "%s", failure.message.c_str());
  tprt_status_set_rank(status, failure.rank);
  return status;
}

/// Keeps the first failure; rank 0 tells it to all others.
void rendezvous::note(failure next) {
  if (first.code != TPRT_OK)
    return;
  first = std::move(next);
  if (self.rank != 0)
    return;
  std::string message = pack_failure(first.code, first.rank, first.message);
  for (guest &guest : guests)
    if (static_cast<int32_t>(guest.rank) != first.rank)
      guest.link.send(failed, message);
}

void rendezvous::listen_to(guest &guest) {
  guest.link.receive();
  for (frame frame; guest.link.take(frame);) {
    failure_head head{};
    if (frame.kind == goodbye)
      guest.gone = true;
    else if (frame.kind == failed && read(frame.bytes, head))
      note({TPRT_RANK_FAILED, head.rank, frame.bytes.substr(sizeof head)});
  }
  if (!guest.link.open() && !guest.gone)
    note({TPRT_RANK_FAILED, static_cast<int32_t>(guest.rank),
          "the process of rank " + std::to_string(guest.rank) + " has ended"});
}

tprt_status_t rendezvous::poll() {
  std::lock_guard<std::mutex> lock(mutex);
  for (guest &guest : guests)
    if (!guest.gone)
      listen_to(guest);
  return first.code == TPRT_OK ? nullptr : status_of(first);
}

void rendezvous::report(const char *message) {
  std::lock_guard<std::mutex> lock(mutex);
  if (first.code != TPRT_OK)
    return; // what others have told us is known to them
  auto rank = static_cast<int32_t>(self.rank);
  first = {TPRT_RANK_FAILED, rank,
           "rank " + std::to_string(self.rank) + " failed: " + message};
  for (guest &guest : guests)
    guest.link.send(failed, pack_failure(first.code, rank, first.message));
}
