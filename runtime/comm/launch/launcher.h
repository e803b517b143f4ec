//===- launcher.h - Which of a program's processes this one is ------------===//
// What mpirun, torchrun and srun say in the environment.
#ifndef TPRT_COMM_LAUNCH_LAUNCHER_H
#define TPRT_COMM_LAUNCH_LAUNCHER_H

#include "tprt/tprt.h"

#include <cstdint>
#include <functional>
#include <string>

namespace tprt {

/// The value of a variable, or null.
using environment = std::function<const char *(const char *name)>;

/// The place of this process among those that were started together.
struct place {
  std::string launcher; // "torchrun"; "" for a process that is alone
  uint32_t rank = 0;
  uint32_t size = 1;
  uint32_t local_rank = 0; // among those on this node
  uint32_t local_size = 1; // 0 when the launcher does not say
  std::string address;     // where rank 0 listens; "" for a process alone
  uint16_t port = 0;
};

/// Reads the place off the variables of torchrun, Open MPI, PMI or Slurm, the
/// first of these that has started this process. TPRT_USAGE, naming variables
/// and values, when they contradict each other or say too little.
tprt_status_t find_place(const environment &look_up, place &out);

/// The variables of this process.
environment process_environment();

/// The first host of a list as Slurm writes it, "gpu[003-005,7],login"; "" when
/// there is none.
std::string first_host(const std::string &list);

} // namespace tprt

#endif // TPRT_COMM_LAUNCH_LAUNCHER_H
