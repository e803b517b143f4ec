//===- nan_weights.cpp - Does a result need bytes of others' slices? ------===//
// Runs a program whose ranks each read a weights file of their own, in which
// every byte outside the rank's slices is 0xff: NaN in every float type. The
// results have to be those of the true file, bit for bit.

#include "io/bind.h"
#include "io/npz.h"
#include "io/safetensors.h"

#include <cstdio>
#include <cstring>
#include <unistd.h>

using namespace tprt::io;

namespace {

struct arguments {
  std::string program, weights, results, scratch;
  std::string inputs; // empty: every argument is a weight
};

struct run {
  tprt_executable_t *executable = nullptr;
  tprt_session_t *session = nullptr;
  std::unique_ptr<safetensors_file> weights;
  std::unique_ptr<npz_file> inputs;

  ~run() {
    tprt_session_destroy(session);
    tprt_executable_destroy(executable);
  }
  uint32_t num_ranks() const { return tprt_executable_num_ranks(executable); }
  uint32_t num_arguments() const {
    return tprt_executable_num_arguments(executable);
  }
  /// The tensor of an argument, or "".
  std::string tensor_of(uint32_t argument) const {
    tprt_value_info_t info = {};
    tprt_status_free(
        tprt_executable_argument_info(executable, argument, &info));
    return info.name && weights->contains(info.name) ? info.name : "";
  }
};

tprt_status_t open_all(const arguments &arguments, run &run) {
  TPRT_IO_RETURN_IF_ERROR(
      tprt_executable_load(arguments.program.c_str(), &run.executable));
  TPRT_IO_RETURN_IF_ERROR(
      tprt_session_create(run.executable, nullptr, &run.session));
  TPRT_IO_RETURN_IF_ERROR(
      safetensors_file::open(arguments.weights, run.weights));
  return arguments.inputs.empty()
             ? nullptr
             : npz_file::open(arguments.inputs, run.inputs);
}

/// Everything 0xff but the rank's slice.
array only_slice(const slice_layout &layout, const array_view &tensor) {
  array copy{tensor.type, {}};
  uint64_t bytes = 0;
  count_bytes(tensor.type, bytes);
  copy.data.assign(bytes, 0xff);
  slice_runs runs(layout);
  slice_run run;
  while (runs.next(run))
    memcpy(copy.data.data() + run.global_offset,
           tensor.data + run.global_offset, run.size);
  return copy;
}

/// Writes the rank's weights file; tensors that the program does not use are
/// not in it.
tprt_status_t write_rank_file(const run &run, uint32_t rank,
                              const std::string &path) {
  std::vector<array> copies(run.num_arguments());
  std::vector<named_array> tensors;
  for (uint32_t i = 0; i < run.num_arguments(); ++i) {
    std::string name = run.tensor_of(i);
    if (name.empty())
      continue;
    array_view tensor;
    slice_layout layout;
    TPRT_IO_RETURN_IF_ERROR(run.weights->find(name, tensor));
    TPRT_IO_RETURN_IF_ERROR(argument_layout(run.executable, i, rank, layout));
    copies[i] = only_slice(layout, tensor);
    tensors.push_back({name, {tensor.type, copies[i].data.data()}});
  }
  return write_safetensors(path, tensors);
}

tprt_status_t bind_rank(const run &run, uint32_t rank,
                        const safetensors_file &weights) {
  for (uint32_t i = 0; i < run.num_arguments(); ++i) {
    std::string name = run.tensor_of(i);
    array_view view;
    array input;
    if (!name.empty()) {
      TPRT_IO_RETURN_IF_ERROR(weights.find(name, view));
    } else {
      std::string array = "arg" + std::to_string(i);
      if (!run.inputs || !run.inputs->contains(array))
        return bad_input("no weight and no input for argument " +
                         std::to_string(i));
      TPRT_IO_RETURN_IF_ERROR(run.inputs->read(array, input));
      view = {input.type, input.data.data()};
    }
    TPRT_IO_RETURN_IF_ERROR(
        check_argument_type(run.executable, i, view.type, name));
    uint64_t bytes;
    TPRT_IO_RETURN_IF_ERROR(bind_argument(run.session, run.executable, rank, i,
                                          view.data, name, bytes));
  }
  return nullptr;
}

tprt_status_t bind_all(const arguments &arguments, const run &run) {
  for (uint32_t rank = 0; rank < run.num_ranks(); ++rank) {
    TPRT_IO_RETURN_IF_ERROR(write_rank_file(run, rank, arguments.scratch));
    std::unique_ptr<safetensors_file> weights;
    TPRT_IO_RETURN_IF_ERROR(safetensors_file::open(arguments.scratch, weights));
    unlink(arguments.scratch.c_str());
    TPRT_IO_RETURN_IF_ERROR(bind_rank(run, rank, *weights));
  }
  return nullptr;
}

tprt_status_t compare_all(const arguments &arguments, const run &run) {
  std::unique_ptr<npz_file> expected;
  TPRT_IO_RETURN_IF_ERROR(npz_file::open(arguments.results, expected));
  uint32_t results = tprt_executable_num_results(run.executable);
  for (uint32_t i = 0; i < results; ++i) {
    array wanted;
    TPRT_IO_RETURN_IF_ERROR(
        expected->read("result" + std::to_string(i), wanted));
    for (uint32_t rank = 0; rank < run.num_ranks(); ++rank) {
      slice_layout layout;
      TPRT_IO_RETURN_IF_ERROR(result_layout(run.executable, i, rank, layout));
      std::vector<uint8_t> local(layout.local_bytes());
      TPRT_IO_RETURN_IF_ERROR(tprt_session_read_result(
          run.session, rank, i, local.data(), local.size()));
      uint64_t element;
      if (!slice_equal(layout, local.data(), wanted.data.data(), element))
        return tprt_status_create(TPRT_WRONG_RESULT,
                                  "result %u of rank %u differs at element "
                                  "%llu",
                                  i, rank,
                                  static_cast<unsigned long long>(element));
    }
  }
  printf("%u results of %u ranks are the same\n", results, run.num_ranks());
  return nullptr;
}

tprt_status_t run_all(const arguments &arguments) {
  run run;
  TPRT_IO_RETURN_IF_ERROR(open_all(arguments, run));
  TPRT_IO_RETURN_IF_ERROR(bind_all(arguments, run));
  TPRT_IO_RETURN_IF_ERROR(tprt_session_run(run.session, 1));
  return compare_all(arguments, run);
}

} // namespace

int main(int argc, char **argv) {
  if (argc != 5 && argc != 6) {
    fprintf(stderr, "usage: nan-weights PROGRAM.tpx WEIGHTS.safetensors "
                    "RESULTS.npz SCRATCH.safetensors [INPUTS.npz]\n");
    return TPRT_USAGE;
  }
  tprt_status_t status =
      run_all({argv[1], argv[2], argv[3], argv[4], argc == 6 ? argv[5] : ""});
  int code = tprt_status_code(status);
  if (code)
    fprintf(stderr, "nan-weights: error: %s\n", tprt_status_message(status));
  tprt_status_free(status);
  return code;
}
