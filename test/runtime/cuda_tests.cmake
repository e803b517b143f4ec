# The tests of the CUDA backend, on the libraries that stand in for a GPU's. Its
# pure parts are compiled in: the library exports none of them.
if(NOT TARGET standin_cuda)
  return()
endif()

set(cuda_backend ${PROJECT_SOURCE_DIR}/runtime/backend/cuda)
set(cuda_standins ${PROJECT_BINARY_DIR}/test/standin/lib)

add_executable(cuda-probe cuda_probe.cpp)
target_compile_options(cuda-probe PRIVATE -Wall -Wextra)
target_link_libraries(cuda-probe PRIVATE tprt_test_support)

add_executable(cuda-tests
  cuda_failure_test.cpp cuda_gemm_shape_test.cpp cuda_gemm_test.cpp
  cuda_kernel_test.cpp cuda_memory_test.cpp cuda_missing_test.cpp
  cuda_program.cpp cuda_program_test.cpp cuda_reduce_test.cpp
  cuda_stream_test.cpp cuda_support.cpp
  ${cuda_backend}/gemm_shape.cpp
  ${cuda_backend}/reduce_ptx.cpp
  ${PROJECT_SOURCE_DIR}/runtime/comm/inproc/reduce.cpp)
target_compile_options(cuda-tests PRIVATE -Wall -Wextra -Wno-unused-parameter)
target_include_directories(cuda-tests PRIVATE ${PROJECT_SOURCE_DIR}/test)
target_include_directories(cuda-tests SYSTEM PRIVATE ${TP_CUDA_INCLUDE_DIR})
target_link_libraries(cuda-tests PRIVATE tprt_test_support standin_ptx
  GTest::gtest GTest::gtest_main ${CMAKE_DL_LIBS})
target_compile_definitions(cuda-tests PRIVATE
  TEST_STANDINS="${cuda_standins}" TEST_CUDA_PROBE="$<TARGET_FILE:cuda-probe>"
  TEST_OTHER_LIBRARY="$<TARGET_FILE:tprt>")
add_dependencies(cuda-tests cuda-probe standin_cuda standin_cublaslt standin_nccl)

find_program(TP_PTXAS ptxas HINTS /usr/local/cuda/bin ENV CUDA_PATH
  PATH_SUFFIXES bin)
set(cuda_test_environment LD_LIBRARY_PATH=${cuda_standins})
if(TP_PTXAS)
  list(APPEND cuda_test_environment TP_PTXAS=${TP_PTXAS})
endif()
# Which tests there are is not asked of the program while it is built: it would
# not find the stand-ins. One process for many is what the backend has to bear.
add_test(NAME runtime.cuda
  COMMAND cuda-tests --gtest_filter=-*CudaFailure*)
add_test(NAME runtime.cuda-failures.inproc
  COMMAND cuda-tests --gtest_filter=*CudaFailure*/inproc)
add_test(NAME runtime.cuda-failures.nccl
  COMMAND cuda-tests --gtest_filter=*CudaFailure*/nccl)
set_tests_properties(runtime.cuda runtime.cuda-failures.inproc
  runtime.cuda-failures.nccl PROPERTIES ENVIRONMENT "${cuda_test_environment}")
