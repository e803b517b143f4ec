# Finds the headers of CUDA and NCCL. Headers only: the libraries are opened at
# run time, so that one libtprt serves machines with and without them.
#
# Sets TPRT_HAVE_CUDA, TPRT_HAVE_NCCL and TPRT_HAVE_NVTX.

set(TP_CUDA AUTO CACHE STRING "The cuda backend: AUTO (with its headers), ON or OFF")
set_property(CACHE TP_CUDA PROPERTY STRINGS AUTO ON OFF)

set(TPRT_HAVE_CUDA OFF)
set(TPRT_HAVE_NCCL OFF)
set(TPRT_HAVE_NVTX OFF)
if(NOT TP_CUDA STREQUAL "OFF")
  set(cuda_places ${CUDAToolkit_ROOT} $ENV{CUDAToolkit_ROOT} /usr/local/cuda)
  find_path(TP_CUDA_INCLUDE_DIR cuda.h HINTS ${cuda_places}
    PATH_SUFFIXES include DOC "Where cuda.h and cublasLt.h are")
  find_path(TP_NCCL_INCLUDE_DIR nccl.h
    HINTS ${TP_CUDA_INCLUDE_DIR} ${cuda_places}
    PATH_SUFFIXES include DOC "Where nccl.h is")
  if(TP_CUDA_INCLUDE_DIR AND EXISTS ${TP_CUDA_INCLUDE_DIR}/cublasLt.h)
    set(TPRT_HAVE_CUDA ON)
    if(EXISTS ${TP_CUDA_INCLUDE_DIR}/nvtx3/nvToolsExt.h)
      set(TPRT_HAVE_NVTX ON)
    endif()
    if(TP_NCCL_INCLUDE_DIR)
      set(TPRT_HAVE_NCCL ON)
    endif()
  elseif(TP_CUDA STREQUAL "ON")
    message(FATAL_ERROR "TP_CUDA=ON needs cuda.h and cublasLt.h: set "
      "TP_CUDA_INCLUDE_DIR to the folder that has them")
  endif()
endif()
message(STATUS "cuda backend: ${TPRT_HAVE_CUDA}, NVTX: ${TPRT_HAVE_NVTX}, "
  "nccl transport: ${TPRT_HAVE_NCCL}")
