//===- launcher.cpp - Which of a program's processes this one is ----------===//
// Launchers nest: torchrun is started by srun, mpirun's daemons are. The list
// goes from the inside to the outside, and the first one counts.

#include "launcher.h"

#include "core/status.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>

using namespace tprt;

// As PyTorch's.
static constexpr uint16_t default_port = 29500;
// Ports that Linux gives to nobody who does not ask for them.
static constexpr uint16_t first_slurm_port = 61440;
static constexpr uint64_t num_slurm_ports = 4096;

namespace {

/// The variables in which a launcher speaks; null where it has none.
struct launcher {
  const char *name;
  const char *rank;
  const char *size;
  const char *local_rank;
  const char *local_size;
};

constexpr launcher launchers[] = {
    {"torchrun", "RANK", "WORLD_SIZE", "LOCAL_RANK", "LOCAL_WORLD_SIZE"},
    {"Open MPI", "OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE",
     "OMPI_COMM_WORLD_LOCAL_RANK", "OMPI_COMM_WORLD_LOCAL_SIZE"},
    {"PMI", "PMI_RANK", "PMI_SIZE", "MPI_LOCALRANKID", "MPI_LOCALNRANKS"},
    {"Slurm", "SLURM_PROCID", "SLURM_STEP_NUM_TASKS", "SLURM_LOCALID", nullptr},
};
constexpr const launcher &slurm = launchers[3];

/// A number that a variable says, or nothing.
struct number {
  const char *name = "";
  bool set = false;
  uint32_t value = 0;
};

class reader {
public:
  explicit reader(const environment &look_up) : look_up(look_up) {}

  tprt_status_t find(place &out) const;

private:
  /// What one launcher says.
  struct report {
    const launcher *by;
    number rank, size, local_rank, local_size;
  };

  const char *text(const char *name) const;
  tprt_status_t read(const char *name, number &out) const;
  tprt_status_t read(const launcher &by, report &out, bool &present) const;
  tprt_status_t read_slurm_size(report &out) const;
  bool in_batch_script() const;
  tprt_status_t check(const report &report) const;
  tprt_status_t reconcile(const report &inner, const report &outer,
                          place &out) const;
  tprt_status_t find_address(place &out) const;
  tprt_status_t find_port(place &out) const;

  const environment &look_up;
};

} // namespace

//===-- Variables ---------------------------------------------------------===//

/// A variable's value; null when it is unset or empty.
const char *reader::text(const char *name) const {
  const char *value = name ? look_up(name) : nullptr;
  return value && *value ? value : nullptr;
}

static bool parse(const char *text, uint64_t limit, uint64_t &value) {
  if (std::strspn(text, "0123456789") != std::strlen(text))
    return false;
  errno = 0;
  value = std::strtoull(text, nullptr, 10);
  return errno == 0 && value <= limit;
}

tprt_status_t reader::read(const char *name, number &out) const {
  out.name = name ? name : "";
  const char *value = text(name);
  if (!value)
    return nullptr;
  uint64_t parsed = 0;
  if (!parse(value, INT32_MAX, parsed))
    return TPRT_MISUSE("the variable %s is \"%s\", not a number", name, value);
  out.set = true;
  out.value = static_cast<uint32_t>(parsed);
  return nullptr;
}

/// A batch script has a task number too, but nobody has started the other
/// tasks.
bool reader::in_batch_script() const {
  return text("SLURM_JOB_ID") && !text("SLURM_STEP_ID") &&
         !text("SLURM_STEP_NODELIST") && !text("SLURM_STEP_NUM_TASKS");
}

tprt_status_t reader::read_slurm_size(report &out) const {
  if (!out.size.set)
    TPRT_RETURN_IF_ERROR(read("SLURM_NTASKS", out.size));
  number nodes;
  TPRT_RETURN_IF_ERROR(read("SLURM_STEP_NUM_NODES", nodes));
  if (nodes.set && nodes.value == 1)
    out.local_size = {nodes.name, true, out.size.value};
  return nullptr;
}

tprt_status_t reader::read(const launcher &by, report &out,
                           bool &present) const {
  bool is_slurm = &by == &slurm;
  // Slurm says how many tasks there are wherever one may be started.
  present = is_slurm ? text(by.rank) && !in_batch_script()
                     : text(by.rank) || text(by.size) || text(by.local_rank);
  if (!present)
    return nullptr;
  out.by = &by;
  TPRT_RETURN_IF_ERROR(read(by.rank, out.rank));
  TPRT_RETURN_IF_ERROR(read(by.size, out.size));
  TPRT_RETURN_IF_ERROR(read(by.local_rank, out.local_rank));
  TPRT_RETURN_IF_ERROR(read(by.local_size, out.local_size));
  return is_slurm ? read_slurm_size(out) : nullptr;
}

//===-- Contradictions ----------------------------------------------------===//

static tprt_status_t needs(const number &given, const number &lacking) {
  return TPRT_MISUSE("the variable %s is %u, but %s is not set", given.name,
                     given.value, lacking.name);
}

static tprt_status_t contradiction(const number &a, const number &b) {
  return TPRT_MISUSE("the variable %s is %u, but %s is %u", a.name, a.value,
                     b.name, b.value);
}

tprt_status_t reader::check(const report &report) const {
  const number &rank = report.rank, &size = report.size;
  const number &local_rank = report.local_rank, &local_size = report.local_size;
  if (!rank.set)
    return needs(size.set ? size : local_rank, rank);
  if (!size.set)
    return needs(rank, size);
  if (rank.value >= size.value)
    return contradiction(rank, size);
  if (local_size.set && local_size.value > size.value)
    return contradiction(local_size, size);
  if (local_rank.set &&
      local_rank.value >= (local_size.set ? local_size : size).value)
    return contradiction(local_rank, local_size.set ? local_size : size);
  return nullptr;
}

/// An outer launcher has started at most as many processes; when it means the
/// same ones it may know more of them.
tprt_status_t reader::reconcile(const report &inner, const report &outer,
                                place &out) const {
  if (outer.size.value > inner.size.value)
    return contradiction(inner.size, outer.size);
  if (outer.size.value != inner.size.value ||
      outer.rank.value != inner.rank.value)
    return nullptr;
  if (!inner.local_rank.set && outer.local_rank.set)
    out.local_rank = outer.local_rank.value;
  if (!out.local_size && outer.local_size.set)
    out.local_size = outer.local_size.value;
  return nullptr;
}

//===-- Where rank 0 is ---------------------------------------------------===//

std::string tprt::first_host(const std::string &list) {
  std::string host;
  for (size_t i = 0; i < list.size() && list[i] != ','; ++i) {
    if (list[i] != '[') {
      host += list[i];
      continue;
    }
    size_t close = list.find(']', i), end = list.find_first_of(",-]", i);
    if (close == std::string::npos || end == i + 1)
      return "";
    host += list.substr(i + 1, end - i - 1);
    i = close;
  }
  return host;
}

tprt_status_t reader::find_address(place &out) const {
  if (const char *given = text("MASTER_ADDR")) {
    out.address = given;
    return nullptr;
  }
  if (out.local_size == out.size) {
    out.address = "127.0.0.1";
    return nullptr;
  }
  if (out.launcher == slurm.name) {
    if (const char *list = text("SLURM_STEP_NODELIST")) {
      out.address = first_host(list);
      if (!out.address.empty())
        return nullptr;
      return TPRT_MISUSE("the variable SLURM_STEP_NODELIST is \"%s\", not a "
                         "list of hosts",
                         list);
    }
    if (const char *given = text("SLURM_LAUNCH_NODE_IPADDR")) {
      out.address = given;
      return nullptr;
    }
  }
  return TPRT_MISUSE("%s has started %u ranks, on several nodes perhaps: the "
                     "variable MASTER_ADDR must name the host of rank 0",
                     out.launcher.c_str(), out.size);
}

tprt_status_t reader::find_port(place &out) const {
  out.port = default_port;
  if (const char *given = text("MASTER_PORT")) {
    uint64_t port = 0;
    if (!parse(given, UINT16_MAX, port) || port == 0)
      return TPRT_MISUSE("the variable MASTER_PORT is \"%s\", not a port",
                         given);
    out.port = static_cast<uint16_t>(port);
    // There torchrun itself listens, when it says so; we take a neighbour.
    const char *taken = text("TORCHELASTIC_USE_AGENT_STORE");
    if (taken && std::strcmp(taken, "True") == 0)
      out.port = port == UINT16_MAX ? UINT16_MAX - 1 : out.port + 1;
    return nullptr;
  }
  const char *job = text("SLURM_JOB_ID");
  uint64_t id = 0;
  if (out.launcher != slurm.name || !job)
    return nullptr;
  if (!parse(job, UINT64_MAX, id))
    return TPRT_MISUSE("the variable SLURM_JOB_ID is \"%s\", not a number",
                       job);
  out.port = static_cast<uint16_t>(first_slurm_port + id % num_slurm_ports);
  return nullptr;
}

//===-- The place ---------------------------------------------------------===//

tprt_status_t reader::find(place &out) const {
  out = place();
  report chosen{};
  for (const launcher &by : launchers) {
    report report{};
    bool present = false;
    TPRT_RETURN_IF_ERROR(read(by, report, present));
    if (!present)
      continue;
    TPRT_RETURN_IF_ERROR(check(report));
    if (chosen.by) {
      TPRT_RETURN_IF_ERROR(reconcile(chosen, report, out));
      continue;
    }
    chosen = report;
    out.launcher = by.name;
    out.rank = report.rank.value;
    out.size = report.size.value;
    out.local_rank = report.local_rank.value;
    out.local_size = report.local_size.value;
  }
  if (out.size == 1) {
    out.local_size = 1;
    return nullptr;
  }
  TPRT_RETURN_IF_ERROR(find_address(out));
  return find_port(out);
}

tprt_status_t tprt::find_place(const environment &look_up, place &out) {
  return guarded([&] { return reader(look_up).find(out); });
}

environment tprt::process_environment() {
  return [](const char *name) -> const char * { return std::getenv(name); };
}
