# How ranks find each other, tested from the inside: libtprt hides these
# functions, so that the tests are made of the sources themselves.
set(comm ${PROJECT_SOURCE_DIR}/runtime/comm)
set(core ${PROJECT_SOURCE_DIR}/runtime/core)
add_executable(launch-tests launch_test.cpp rendezvous_test.cpp
  ${comm}/launch/endings.cpp ${comm}/launch/launcher.cpp
  ${comm}/launch/rendezvous.cpp ${comm}/launch/socket.cpp
  ${core}/status.cpp ${core}/sync.cpp)
add_dependencies(launch-tests tprt_test_support)
target_compile_features(launch-tests PRIVATE cxx_std_17)
target_compile_options(launch-tests PRIVATE -Wall -Wextra
  -Wno-unused-parameter)
target_compile_definitions(launch-tests PRIVATE TPRT_VERSION="")
target_include_directories(launch-tests PRIVATE
  ${PROJECT_SOURCE_DIR}/runtime/include
  $<TARGET_PROPERTY:tprt_test_support,INTERFACE_INCLUDE_DIRECTORIES>)
target_include_directories(launch-tests SYSTEM PRIVATE
  ${XXHASH_INCLUDE_DIR} ${FLATBUFFERS_INCLUDE_DIR})
target_link_libraries(launch-tests PRIVATE Threads::Threads
  GTest::gtest GTest::gtest_main)
gtest_discover_tests(launch-tests DISCOVERY_TIMEOUT 60)

# The tests of transports and collectives once more, where GPUs are: on the
# libraries that stand in for them.
if(TARGET standin_nccl)
  set(comm_standins ${PROJECT_BINARY_DIR}/test/standin/lib)
  add_dependencies(runtime-tests standin_cuda standin_cublaslt standin_nccl)
  foreach(suite Transport Sequences Collectives CollectiveOn)
    add_test(NAME runtime.${suite}.standins
      COMMAND runtime-tests --gtest_filter=*/${suite}.*cuda_*)
    set_tests_properties(runtime.${suite}.standins PROPERTIES
      ENVIRONMENT LD_LIBRARY_PATH=${comm_standins})
  endforeach()
endif()

# The NCCL transport by itself: its pure parts are compiled in.
if(TARGET standin_nccl)
  add_executable(comm-probe comm_probe.cpp)
  target_compile_options(comm-probe PRIVATE -Wall -Wextra)
  target_link_libraries(comm-probe PRIVATE tprt_test_support)

  add_executable(nccl-tests nccl_test.cpp cuda_support.cpp
    ${comm}/nccl/communicator_plan.cpp ${comm}/nccl/element_type.cpp)
  target_compile_options(nccl-tests PRIVATE -Wall -Wextra
    -Wno-missing-field-initializers)
  target_include_directories(nccl-tests PRIVATE ${PROJECT_SOURCE_DIR}/test)
  target_include_directories(nccl-tests SYSTEM PRIVATE
    ${TP_CUDA_INCLUDE_DIR} ${TP_NCCL_INCLUDE_DIR})
  target_compile_definitions(nccl-tests PRIVATE
    TEST_COMM_PROBE="$<TARGET_FILE:comm-probe>")
  target_link_libraries(nccl-tests PRIVATE tprt_test_support
    GTest::gtest GTest::gtest_main ${CMAKE_DL_LIBS})
  add_dependencies(nccl-tests comm-probe standin_cuda standin_cublaslt
    standin_nccl)
  add_test(NAME runtime.nccl COMMAND nccl-tests)
  set_tests_properties(runtime.nccl PROPERTIES
    ENVIRONMENT LD_LIBRARY_PATH=${comm_standins})
endif()
