//===- module.h - Loaded PTX ----------------------------------------------===//
// Kernels run in the interpreter of ../ptx, by their own PTX.
#ifndef TEST_STANDIN_CUDA_MODULE_H
#define TEST_STANDIN_CUDA_MODULE_H

#include "engine.h"

namespace standin {

/// What the stand-in's device says of itself.
int device_attribute(CUdevice_attribute attribute);

/// Drops what a context leaves behind, counting it as lost.
void lose_modules(CUcontext context);

void reset_modules();
void modules_alive(std::map<std::string, uint64_t> &alive);

} // namespace standin

#endif // TEST_STANDIN_CUDA_MODULE_H
