//===- collective.cpp - Collectives as work on streams --------------------===//
// In two steps: a rank lays down what it brings, when its stream has come
// there, and takes the result when everybody has. What it lays down it may lay
// over the last only when everybody has taken that.

#include "collective.h"

#include "reduce.h"

#include <algorithm>
#include <cstring>

using namespace standin;

const char *standin::operation_name(operation kind) {
  static const char *const names[] = {
      "all_reduce", "all_gather", "reduce_scatter", "all_to_all",
      "broadcast",  "reduce",     "send",           "receive"};
  return names[int(kind)];
}

//===-- Shapes ------------------------------------------------------------===//

namespace {
/// How many elements a rank brings and takes.
struct extents {
  uint64_t brings = 0, takes = 0;
};
} // namespace

static extents extents_of(const operation_call &one) {
  uint64_t ranks = one.comm->num_ranks;
  bool is_root = one.comm->rank == one.peer;
  switch (one.kind) {
  case operation::all_reduce:
    return {one.count, one.count};
  case operation::all_gather:
    return {one.count, one.count * ranks};
  case operation::reduce_scatter:
    return {one.count * ranks, one.count};
  case operation::all_to_all:
    return {one.count * ranks, one.count * ranks};
  case operation::broadcast:
    return {is_root ? one.count : 0, one.count};
  case operation::reduce:
    return {one.count, is_root ? one.count : 0};
  case operation::send:
    return {one.count, 0};
  case operation::receive:
    return {0, one.count};
  }
  return {};
}

/// Where the two buffers may overlap: in place, as the collective has it.
static bool overlap_is_legal(const operation_call &one, uint64_t from,
                             uint64_t to) {
  uint64_t block = one.count * type_size(one.type) * one.comm->rank;
  switch (one.kind) {
  case operation::all_gather:
    return from == to + block;
  case operation::reduce_scatter:
    return to == from + block;
  case operation::all_to_all:
    return false;
  default:
    return from == to;
  }
}

static std::string check_memory(const operation_call &one) {
  extents elements = extents_of(one);
  uint64_t size = type_size(one.type);
  uint64_t brings = elements.brings * size, takes = elements.takes * size;
  auto from = reinterpret_cast<uint64_t>(one.from);
  auto to = reinterpret_cast<uint64_t>(one.to);
  CUcontext own = one.comm->context;
  if (brings && !accessible(from, brings, own))
    return one.function + ": the send buffer is not in the device's memory";
  if (takes && !accessible(to, takes, own))
    return one.function + ": the receive buffer is not in the device's memory";
  if (brings && takes && from < to + takes && to < from + brings &&
      !overlap_is_legal(one, from, to))
    return one.function + ": the buffers overlap";
  return "";
}

static signature signature_of(const operation_call &one) {
  bool reduces = one.kind == operation::all_reduce ||
                 one.kind == operation::reduce_scatter ||
                 one.kind == operation::reduce;
  bool rooted =
      one.kind == operation::broadcast || one.kind == operation::reduce;
  return {int32_t(one.kind), int32_t(one.type),
          reduces ? int32_t(one.reduction) : -1,
          rooted ? int32_t(one.peer) : -1, one.count};
}

static std::string describe(const signature &what) {
  return format("%s of %llu %s", operation_name(operation(what.kind)),
                (unsigned long long)what.count,
                type_name(ncclDataType_t(what.type)));
}

//===-- Collectives of all ranks ------------------------------------------===//

/// Reads a block that a rank has laid down.
static std::vector<char> laid_down(communicator &comm, uint32_t rank,
                                   uint64_t offset, uint64_t size) {
  std::vector<char> bytes(size);
  if (!comm.shared->read(rank, bytes.data(), size, offset))
    comm.fail(ncclSystemError, format("cannot read from rank %u", rank));
  return bytes;
}

/// Reduces `count` elements at `offset` of what all brought, beginning behind
/// `last`, as a ring does that ends there.
static void reduce_block(const operation_call &one, uint32_t last,
                         uint64_t offset, uint64_t count, char *to) {
  communicator &comm = *one.comm;
  uint64_t size = type_size(one.type);
  std::vector<char> sum;
  for (uint32_t i = 1; i <= comm.num_ranks; ++i) {
    std::vector<char> next = laid_down(comm, (last + i) % comm.num_ranks,
                                       offset * size, count * size);
    if (sum.empty())
      sum = std::move(next);
    else
      combine(one.type, one.reduction, sum.data(), next.data(), count);
  }
  finish_reduction(one.type, one.reduction, sum.data(), count, comm.num_ranks);
  std::memcpy(to, sum.data(), count * size);
}

/// A ring cuts an all-reduce into one piece for each rank.
static void reduce_all(const operation_call &one) {
  uint32_t ranks = one.comm->num_ranks;
  uint64_t piece = (one.count + ranks - 1) / ranks;
  for (uint32_t rank = 0; rank < ranks; ++rank) {
    uint64_t begin = std::min(one.count, piece * rank);
    uint64_t count = std::min(one.count - begin, piece);
    if (count)
      reduce_block(one, rank, begin, count,
                   static_cast<char *>(one.to) + begin * type_size(one.type));
  }
}

/// Block `from_block` of each rank's bytes, one after another.
static void gather(const operation_call &one, uint64_t from_block) {
  uint64_t bytes = one.count * type_size(one.type);
  for (uint32_t rank = 0; rank < one.comm->num_ranks; ++rank) {
    std::vector<char> block =
        laid_down(*one.comm, rank, from_block * bytes, bytes);
    std::memcpy(static_cast<char *>(one.to) + rank * bytes, block.data(),
                bytes);
  }
}

static void take_result(const operation_call &one) {
  uint32_t rank = one.comm->rank;
  uint64_t bytes = one.count * type_size(one.type);
  switch (one.kind) {
  case operation::all_reduce:
    return reduce_all(one);
  case operation::all_gather:
    return gather(one, 0);
  case operation::reduce_scatter:
    return reduce_block(one, rank, one.count * rank, one.count,
                        static_cast<char *>(one.to));
  case operation::all_to_all:
    return gather(one, rank);
  case operation::broadcast: {
    std::vector<char> block = laid_down(*one.comm, one.peer, 0, bytes);
    std::memcpy(one.to, block.data(), bytes);
    return;
  }
  case operation::reduce:
    if (rank == one.peer)
      reduce_all(one);
    return;
  default:
    return;
  }
}

namespace {
/// A rank's part of one collective.
class collective {
public:
  explicit collective(const operation_call &one)
      : one(one), number(++one.comm->collectives) {}

  bool ready() const {
    segment &shared = *one.comm->shared;
    for (uint32_t rank = 0; rank < one.comm->num_ranks; ++rank)
      if (arrived ? shared.of(rank).arrived < number
                  : shared.of(rank).done < number - 1)
        return false;
    return true;
  }

  /// False while there is more to do.
  bool step() {
    if (!arrived) {
      arrive();
      return false;
    }
    finish();
    return true;
  }

private:
  void arrive() {
    communicator &comm = *one.comm;
    seat &own = comm.shared->of(comm.rank);
    own.doing = signature_of(one);
    uint64_t bytes = extents_of(one).brings * type_size(one.type);
    if (!comm.shared->write(comm.rank, one.from, bytes))
      comm.fail(ncclSystemError, "cannot write to the segment");
    own.arrived = number;
    arrived = true;
  }

  /// Whether all ranks do the same.
  bool agreed() {
    communicator &comm = *one.comm;
    signature own = signature_of(one);
    for (uint32_t rank = 0; rank < comm.num_ranks; ++rank)
      if (!(comm.shared->of(rank).doing == own)) {
        comm.fail(ncclInvalidUsage,
                  format("rank %u does %s, rank %u %s", comm.rank,
                         describe(own).c_str(), rank,
                         describe(comm.shared->of(rank).doing).c_str()));
        return false;
      }
    return true;
  }

  void finish() {
    if (agreed())
      take_result(one);
    one.comm->shared->of(one.comm->rank).done = number;
  }

  operation_call one;
  uint64_t number;
  bool arrived = false;
};

//===-- Messages ----------------------------------------------------------===//

/// One end of a message. A send is over when it was received.
class message {
public:
  explicit message(const operation_call &one) : one(one) {
    communicator &comm = *one.comm;
    number = is_send() ? ++comm.sent[one.peer] : ++comm.received[one.peer];
  }

  bool ready() {
    mailbox &box = mail();
    if (!is_send())
      return box.sent >= number;
    return box.received >= (laid ? number : number - 1);
  }

  bool step() {
    if (!is_send()) {
      receive();
      return true;
    }
    if (laid)
      return true;
    lay_down();
    return false;
  }

private:
  bool is_send() const { return one.kind == operation::send; }

  mailbox &mail() {
    communicator &comm = *one.comm;
    return is_send() ? comm.shared->mail(comm.rank, one.peer)
                     : comm.shared->mail(one.peer, comm.rank);
  }

  void lay_down() {
    communicator &comm = *one.comm;
    mail().sending = signature_of(one);
    if (!comm.shared->write_mail(comm.rank, one.peer, one.from,
                                 one.count * type_size(one.type)))
      comm.fail(ncclSystemError, "cannot write to the segment");
    mail().sent = number;
    laid = true;
  }

  void receive() {
    communicator &comm = *one.comm;
    signature sent = mail().sending;
    if (sent.type != int32_t(one.type) || sent.count != one.count)
      comm.fail(ncclInvalidUsage,
                format("rank %u does %s, rank %u %s", comm.rank,
                       describe(signature_of(one)).c_str(), one.peer,
                       describe(sent).c_str()));
    else if (!comm.shared->read_mail(one.peer, comm.rank, one.to,
                                     one.count * type_size(one.type)))
      comm.fail(ncclSystemError, format("cannot read from rank %u", one.peer));
    mail().received = number;
  }

  operation_call one;
  uint64_t number;
  bool laid = false;
};

//===-- Groups ------------------------------------------------------------===//

/// What one communicator does in a group: its collectives one after another,
/// its messages all at once.
class part {
public:
  explicit part(std::shared_ptr<communicator> comm) : comm(std::move(comm)) {}

  void add(const operation_call &one) {
    if (one.kind == operation::send || one.kind == operation::receive)
      messages.emplace_back(one);
    else
      collectives.emplace_back(one);
  }

  bool done() const {
    return comm->aborted || (collectives.empty() && messages.empty());
  }

  bool ready() {
    if (!collectives.empty() && collectives.front().ready())
      return true;
    return std::any_of(messages.begin(), messages.end(),
                       [](message &one) { return one.ready(); });
  }

  void step() {
    if (!collectives.empty() && collectives.front().ready()) {
      if (collectives.front().step())
        collectives.erase(collectives.begin());
      return;
    }
    for (size_t i = 0; i < messages.size(); ++i)
      if (messages[i].ready()) {
        if (messages[i].step())
          messages.erase(messages.begin() + int64_t(i));
        return;
      }
  }

  std::shared_ptr<communicator> comm;

private:
  std::vector<collective> collectives;
  std::vector<message> messages;
};

class group_task : public task {
public:
  explicit group_task(const std::vector<operation_call> &calls) : calls(calls) {
    for (const operation_call &one : calls)
      part_of(one.comm).add(one);
    for (part &one : parts)
      ++one.comm->outstanding;
  }

  ~group_task() override {
    for (part &one : parts)
      --one.comm->outstanding;
  }

  bool ready() override {
    if (broken)
      return released();
    bool all_done = true;
    for (part &one : parts) {
      if (!one.done() && one.ready())
        return true;
      all_done &= one.done();
    }
    return all_done;
  }

  outcome run() override {
    if (!checked && !released())
      for (const operation_call &one : calls)
        if (std::string bad = check_memory(one); !bad.empty())
          return illegal_access(bad);
    checked = true;
    for (part &one : parts)
      if (!one.done() && one.ready()) {
        one.step();
        break;
      }
    return {std::all_of(parts.begin(), parts.end(),
                        [](part &one) { return one.done(); }),
            CUDA_SUCCESS, ""};
  }

  bool released() override {
    return std::all_of(parts.begin(), parts.end(),
                       [](part &one) { return one.comm->aborted; });
  }

  /// A collective that fails never ends; its communicator says why.
  outcome fail(std::optional<int> code) override {
    broken = true;
    for (part &one : parts)
      one.comm->fail(ncclResult_t(code.value_or(ncclRemoteError)),
                     "as was asked for");
    return {false, CUDA_SUCCESS, ""};
  }

private:
  part &part_of(const std::shared_ptr<communicator> &comm) {
    for (part &one : parts)
      if (one.comm == comm)
        return one;
    return parts.emplace_back(comm);
  }

  std::vector<operation_call> calls;
  std::vector<part> parts;
  bool checked = false, broken = false;
};
} // namespace

work standin::collective_work(std::vector<operation_call> calls) {
  std::string function =
      calls.size() == 1 ? calls.front().function : "ncclGroupEnd";
  std::string what;
  for (const operation_call &one : calls)
    what += (what.empty() ? "" : ", ") + one.comm->name + " " +
            describe(signature_of(one));
  return {function, what,
          [calls] { return std::make_unique<group_task>(calls); }};
}
