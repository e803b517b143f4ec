//===- program.h - A .tpx program in memory -------------------------------===//
// What the reader makes of a file's tables: plain lists with every index
// resolved, so that nothing is parsed later. Strings point into the file.
#ifndef TPRT_CORE_PROGRAM_H
#define TPRT_CORE_PROGRAM_H

#include "tprt/backend.h"
#include "tprt/transport.h"

#include <string>
#include <vector>

namespace tprt {

/// One factor of a rank's position in the mesh.
struct coordinate {
  uint32_t stride;
  uint32_t size;

  uint32_t of(uint32_t rank) const { return rank / stride % size; }
};

struct mesh_axis {
  const char *name;
  uint64_t size;
};

/// An argument or result of the program.
struct value {
  const char *name = nullptr;
  tprt_dtype_t dtype = TPRT_F32;
  std::vector<uint64_t> shape;
  std::vector<std::vector<coordinate>> sharding; // one per dimension
  std::vector<uint64_t> local_shape;
  uint64_t local_bytes = 0;
  int32_t donation =
      -1; // of an argument: its result; of a result: its argument
  const char *location = "";
};

enum class space : uint8_t { arena, argument, result, constant };

/// A range of bytes in one of the spaces.
struct ref {
  tprt::space space;
  uint32_t index;
  uint64_t offset;
  uint64_t size;

  uint64_t end() const { return offset + size; }
};

enum class action : uint8_t {
  gemm,
  launch,
  copy,
  start,
  record,
  wait,
  loop,
  branch
};

/// The word for an action in messages and statistics.
const char *action_name(action action);

struct command {
  tprt::action action;
  uint32_t index; // into the program's list of this action; of a wait: the
                  // command that it waits for; of a record: 0
  const char *name;
  const char *location;
};

constexpr uint32_t no_event = UINT32_MAX;

/// What a command means for the other stream.
struct stream_order {
  uint32_t completes = 0; // so many collectives are complete behind a wait; on
                          // a device without streams, before a start
  uint32_t records = no_event; // an event that is recorded behind the command
  uint32_t waits = no_event;   // an event that a wait's stream waits for
};

struct gemm {
  tprt_gemm_t desc;
  std::vector<tprt_gemm_batch_t> batch;
  ref a, b, c;
  ref bias, aux; // where desc has them
};

struct launch {
  uint32_t kernel;
  uint32_t num_reads;
  std::vector<ref> operands;
  std::vector<coordinate> coordinates;
};

struct copy {
  ref from, to;
};

struct start {
  tprt_collective_t desc;
  std::vector<uint32_t> targets;
  ref send, recv;
  uint32_t group_size;
  uint32_t op;       // its command
  uint32_t computed; // the compute stream's ops before this one have ended when
                     // it begins
  uint32_t completed; // the op of the compute stream that waits for it
};

/// Commands [begin, end), in order: the program's own, or those of a region.
struct command_list {
  uint32_t begin = 0;
  uint32_t end = 0;
  uint32_t first_start = 0; // the collectives [first_start, end_start) are its
  uint32_t end_start = 0;
};

struct loop {
  uint32_t region; // into program.regions
  uint64_t trips;
  bool has_predicate;
  ref predicate;
};

struct branch {
  ref index;
  tprt_dtype_t dtype;
  std::vector<uint32_t> regions;
};

struct kernel {
  const char *symbol;
  int64_t tiles;
  uint32_t num_operands;
  uint32_t num_coordinates;
  uint32_t threads;
  uint32_t shared_bytes;
};

struct communicator {
  uint32_t num_groups;
  uint32_t group_size;
  std::vector<uint32_t> ranks; // group by group
};

/// A range of the file.
struct section {
  const void *data = nullptr;
  uint64_t size = 0;
};

struct program {
  const char *producer = "";
  const char *function = "";
  const char *backend = "";
  tprt_target_t target{};
  std::vector<const char *> features;
  std::vector<mesh_axis> mesh;
  uint32_t num_ranks = 1;
  std::vector<value> arguments;
  std::vector<value> results;
  std::vector<communicator> communicators;
  std::vector<kernel> kernels;
  std::vector<command> commands; // the program's own, then region by region
  command_list main;
  std::vector<command_list> regions;
  std::vector<gemm> gemms;
  std::vector<launch> launches;
  std::vector<copy> copies;
  std::vector<start> starts;
  std::vector<loop> loops;
  std::vector<branch> branches;
  bool conditional = false; // what runs depends on computed values
  uint64_t arena_size = 0;
  section constants;
  std::vector<tprt_image_t> code; // in the order of preference
  uint64_t schedule_hash = 0;
  std::vector<stream_order> order; // by command
  uint32_t num_events = 0;
};

} // namespace tprt

#endif // TPRT_CORE_PROGRAM_H
