//===- arguments.cpp - Where a program's arguments come from --------------===//
// Every argument's source, type and shape is checked before one is read.

#include "arguments.h"

#include "io/bind.h"
#include "random.h"

#include <set>

using namespace tp_run;
using namespace tprt::io;

tprt_status_t tp_run::open_argument_files(const options &options,
                                          argument_files &files) {
  if (!options.inputs.empty())
    TPRT_IO_RETURN_IF_ERROR(npz_file::open(options.inputs, files.inputs));
  if (!options.weights.empty())
    TPRT_IO_RETURN_IF_ERROR(
        safetensors_file::open(options.weights, files.weights));
  return nullptr;
}

tprt_status_t tp_run::describe_shapes(const argument_files &files,
                                      std::string &text) {
  if (!files.inputs)
    return nullptr;
  for (const std::string &name : files.inputs->names()) {
    array_type type;
    TPRT_IO_RETURN_IF_ERROR(files.inputs->type(name, type));
    text += (text.empty() ? "" : ",") + name + "=";
    for (size_t dim = 0; dim < type.shape.size(); ++dim)
      text += (dim ? "x" : "") + std::to_string(type.shape[dim]);
    if (type.shape.empty())
      text += "scalar";
  }
  return nullptr;
}

namespace {

enum class source { input, weight, random };

/// Binds the arguments of one program, one after the other.
class binder {
public:
  binder(const options &options, const argument_files &files,
         const tprt_executable_t *executable, tprt_session_t *session,
         weights_use &use)
      : options(options), files(files), executable(executable),
        session(session), use(use), ranks(local_ranks(session)),
        arguments(tprt_executable_num_arguments(executable)) {}

  tprt_status_t run();

private:
  tprt_status_t check_names();
  tprt_status_t choose(uint32_t argument);
  tprt_status_t missing(uint32_t argument, const char *name);
  tprt_status_t bind(uint32_t argument);
  tprt_status_t bind_input(uint32_t argument);
  tprt_status_t bind_weight(uint32_t argument);
  tprt_status_t bind_random(uint32_t argument);
  std::string input_label(uint32_t argument) const;
  std::string weight_label(uint32_t argument) const;

  const tp_run::options &options;
  const argument_files &files;
  const tprt_executable_t *executable;
  tprt_session_t *session;
  weights_use &use;
  rank_range ranks;
  uint32_t arguments;
  std::vector<source> sources;
  std::vector<std::string> names; // tp.name or empty
};

std::string input_name(uint32_t argument) {
  return "arg" + std::to_string(argument);
}

std::string binder::input_label(uint32_t argument) const {
  return files.inputs->path() + ": array \"" + input_name(argument) + "\"";
}

std::string binder::weight_label(uint32_t argument) const {
  return files.weights->path() + ": tensor \"" + names[argument] + "\"";
}

/// An array that is no argument is a mistake, most likely the wrong file.
tprt_status_t binder::check_names() {
  std::set<std::string> known;
  for (uint32_t i = 0; i < arguments; ++i)
    known.insert(input_name(i));
  for (const std::string &name : files.inputs->names())
    if (!known.count(name))
      return bad_input(files.inputs->path() + ": array \"" + name +
                       "\" is no argument: the program has " +
                       std::to_string(arguments) +
                       ", which are arg0, arg1, ...");
  return nullptr;
}

tprt_status_t binder::missing(uint32_t argument, const char *name) {
  std::string message =
      argument_label(executable, argument) + " has no value: ";
  message += files.inputs ? files.inputs->path() + " has no array \"" +
                                input_name(argument) + "\""
                          : "there is no --inputs";
  if (!files.weights)
    message += ", no --weights";
  else if (!name)
    message += ", it has no tp.name to look for in " + files.weights->path();
  else
    message += ", " + files.weights->path() + " has no tensor \"" +
               std::string(name) + "\"";
  return bad_input(message + " and no --random-inputs");
}

tprt_status_t binder::choose(uint32_t argument) {
  tprt_value_info_t info;
  TPRT_IO_RETURN_IF_ERROR(
      tprt_executable_argument_info(executable, argument, &info));
  names.push_back(info.name ? info.name : "");
  if (files.inputs && files.inputs->contains(input_name(argument))) {
    sources.push_back(source::input);
    array_type type;
    TPRT_IO_RETURN_IF_ERROR(files.inputs->type(input_name(argument), type));
    return check_argument_type(executable, argument, type,
                               input_label(argument));
  }
  if (files.weights && info.name && files.weights->contains(info.name)) {
    sources.push_back(source::weight);
    array_view view;
    TPRT_IO_RETURN_IF_ERROR(files.weights->find(info.name, view));
    return check_argument_type(executable, argument, view.type,
                               weight_label(argument));
  }
  sources.push_back(source::random);
  return options.random_seed ? nullptr : missing(argument, info.name);
}

tprt_status_t binder::bind_input(uint32_t argument) {
  array array;
  TPRT_IO_RETURN_IF_ERROR(files.inputs->read(input_name(argument), array));
  for (uint32_t rank = ranks.first; rank < ranks.end; ++rank) {
    uint64_t bytes;
    TPRT_IO_RETURN_IF_ERROR(bind_argument(session, executable, rank, argument,
                                          array.data.data(),
                                          input_label(argument), bytes));
  }
  return nullptr;
}

tprt_status_t binder::bind_weight(uint32_t argument) {
  array_view view;
  TPRT_IO_RETURN_IF_ERROR(files.weights->find(names[argument], view));
  uint64_t total = 0;
  count_bytes(view.type, total);
  use.tensors += 1;
  use.bytes += total;
  for (uint32_t rank = ranks.first; rank < ranks.end; ++rank) {
    slice_layout layout;
    TPRT_IO_RETURN_IF_ERROR(
        argument_layout(executable, argument, rank, layout));
    prefetch_slice(layout, view.data);
    uint64_t bytes;
    TPRT_IO_RETURN_IF_ERROR(bind_argument(session, executable, rank, argument,
                                          view.data, weight_label(argument),
                                          bytes));
    use.bytes_read[rank] += bytes;
    use.bytes_held[rank] += layout.local_bytes();
  }
  return nullptr;
}

tprt_status_t binder::bind_random(uint32_t argument) {
  auto write = [&](const slice_layout &layout, uint8_t *local) {
    write_random(layout, *options.random_seed, argument, local);
    return tprt_status_t(nullptr);
  };
  for (uint32_t rank = ranks.first; rank < ranks.end; ++rank)
    TPRT_IO_RETURN_IF_ERROR(
        write_argument(session, executable, rank, argument, write));
  return nullptr;
}

tprt_status_t binder::bind(uint32_t argument) {
  switch (sources[argument]) {
  case source::input:
    return bind_input(argument);
  case source::weight:
    return bind_weight(argument);
  case source::random:
    return bind_random(argument);
  }
  return nullptr;
}

tprt_status_t binder::run() {
  use.bytes_read.assign(ranks.total, 0);
  use.bytes_held.assign(ranks.total, 0);
  if (files.inputs)
    TPRT_IO_RETURN_IF_ERROR(check_names());
  for (uint32_t i = 0; i < arguments; ++i)
    TPRT_IO_RETURN_IF_ERROR(choose(i));
  for (uint32_t i = 0; i < arguments; ++i)
    TPRT_IO_RETURN_IF_ERROR(bind(i));
  return nullptr;
}

} // namespace

tprt_status_t tp_run::bind_arguments(const options &options,
                                     const argument_files &files,
                                     const tprt_executable_t *executable,
                                     tprt_session_t *session,
                                     weights_use &use) {
  return binder(options, files, executable, session, use).run();
}
