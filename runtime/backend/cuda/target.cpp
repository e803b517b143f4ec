//===- target.cpp - What this machine's GPUs can run ----------------------===//
// One that is too old beside others that are not is found when its rank loads
// the kernels.

#include "target.h"

#include "gpu.h"

#include <cstdlib>
#include <cstring>

using namespace tprt;
using namespace tprt::cuda;

/// The number in "sm_90"; 0 when it is none.
static int generation_of(const char *cpu) {
  if (std::strncmp(cpu, "sm_", 3) != 0)
    return 0;
  char *end = nullptr;
  long number = std::strtol(cpu + 3, &end, 10);
  return *end == '\0' && number > 0 && number < 10000 ? static_cast<int>(number)
                                                      : 0;
}

static tprt_status_t check_words(const tprt_target_t &target) {
  if (std::strcmp(target.triple, "nvptx64-nvidia-cuda") != 0)
    return tprt_status_create(TPRT_UNSUPPORTED,
                              "the file is for \"%s\"; backend \"cuda\" runs "
                              "\"nvptx64-nvidia-cuda\"",
                              target.triple);
  if (generation_of(target.cpu) == 0)
    return tprt_status_create(TPRT_UNSUPPORTED,
                              "the file is for GPUs \"%s\", which is no "
                              "generation like \"sm_90\"",
                              target.cpu);
  if (target.num_features)
    return tprt_status_create(TPRT_UNSUPPORTED,
                              "the file needs the feature \"%s\", of which "
                              "backend \"cuda\" knows nothing",
                              target.features[0]);
  return nullptr;
}

tprt_status_t tprt::cuda::check_target(const tprt_target_t *target) {
  return guarded([&] {
    TPRT_RETURN_IF_ERROR(check_words(*target));
    const driver *cu = nullptr;
    TPRT_RETURN_IF_ERROR(open_driver(&cu));
    uint32_t count = 0;
    TPRT_RETURN_IF_ERROR(count_gpus(*cu, &count));
    std::string found;
    for (uint32_t i = 0; i < count; ++i) {
      gpu_properties properties;
      TPRT_RETURN_IF_ERROR(read_properties(*cu, i, &properties));
      if (properties.generation >= generation_of(target->cpu))
        return tprt_status_t(nullptr);
      found += (i ? ", " : "") + properties.name + " of sm_" +
               std::to_string(properties.generation);
    }
    return tprt_status_create(
        TPRT_UNSUPPORTED,
        "the file is for GPUs of generation %s and later; this machine has %s",
        target->cpu, found.c_str());
  });
}
