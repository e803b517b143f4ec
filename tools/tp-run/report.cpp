//===- report.cpp - What a run cost, for people and for programs ----------===//
// Every rank has the same counts and sizes, so that the summary shows one rank.

#include "report.h"

#include "io/output_file.h"
#include "io/slice.h"

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>

using namespace tp_run;
using namespace tprt::io;
using json = nlohmann::ordered_json;

namespace {

std::string human_bytes(uint64_t bytes) {
  const char *units[] = {"bytes", "KiB", "MiB", "GiB", "TiB"};
  double value = static_cast<double>(bytes);
  size_t unit = 0;
  for (; value >= 1024 && unit < 4; ++unit)
    value /= 1024;
  char text[48];
  snprintf(text, sizeof text, unit ? "%.1f %s" : "%.0f %s", value, units[unit]);
  return text;
}

double milliseconds(uint64_t ns) { return static_cast<double>(ns) / 1e6; }

tprt_status_t read_stats(tprt_session_t *session, json &stats) {
  char *text = nullptr;
  TPRT_IO_RETURN_IF_ERROR(tprt_session_stats(session, &text));
  string_ptr owner(text);
  stats = json::parse(text);
  return nullptr;
}

tprt_status_t read_mesh(const tprt_executable_t *executable, json &mesh) {
  mesh = json::object();
  uint32_t axes = tprt_executable_num_mesh_axes(executable);
  for (uint32_t i = 0; i < axes; ++i) {
    const char *name;
    uint64_t size;
    TPRT_IO_RETURN_IF_ERROR(
        tprt_executable_mesh_axis(executable, i, &name, &size));
    mesh[name] = size;
  }
  return nullptr;
}

/// Bytes of all arguments on one device.
tprt_status_t global_argument_bytes(const tprt_executable_t *executable,
                                    uint64_t &total) {
  total = 0;
  uint32_t count = tprt_executable_num_arguments(executable);
  for (uint32_t i = 0; i < count; ++i) {
    slice_layout layout;
    TPRT_IO_RETURN_IF_ERROR(argument_layout(executable, i, 0, layout));
    uint64_t bytes = 0;
    count_bytes(layout.type, bytes);
    total += bytes;
  }
  return nullptr;
}

std::string mesh_words(const json &mesh) {
  std::string words;
  for (const auto &[name, size] : mesh.items())
    words += (words.empty() ? "" : ", ") + name + "=" + size.dump();
  return words.empty() ? "no mesh" : words;
}

void print_collectives(const json &stats) {
  uint64_t steps = stats["steps"].get<uint64_t>();
  const json &collectives = stats["ranks"][0]["collectives"];
  if (collectives.empty())
    printf("collectives: none\n");
  for (const json &entry : collectives)
    printf(
        "collectives: %llu %s a step, %s a rank\n",
        static_cast<unsigned long long>(entry["count"].get<uint64_t>() / steps),
        entry["kind"].get<std::string>().c_str(),
        human_bytes(entry["bytes"].get<uint64_t>() / steps).c_str());
}

void print_memory(const json &rank, uint64_t one_device) {
  auto bytes = [&](const char *key) {
    return human_bytes(rank[key].get<uint64_t>());
  };
  printf("memory of a rank: arguments %s (on one device %s), results %s, "
         "constants %s, arena %s\n",
         bytes("argument_bytes").c_str(), human_bytes(one_device).c_str(),
         bytes("result_bytes").c_str(), bytes("constant_bytes").c_str(),
         bytes("arena_bytes").c_str());
}

void print_weights(const weights_use &use) {
  printf("weights of a rank: at most %s of %s in %llu tensors\n",
         human_bytes(
             *std::max_element(use.bytes_held.begin(), use.bytes_held.end()))
             .c_str(),
         human_bytes(use.bytes).c_str(),
         static_cast<unsigned long long>(use.tensors));
}

/// The path, with the first rank's number where there are other processes.
std::string own_path(const std::string &path, const rank_range &ranks) {
  if (ranks.all())
    return path;
  size_t name = path.rfind('/') == std::string::npos ? 0 : path.rfind('/') + 1;
  size_t dot = std::min(path.rfind('.'), path.size());
  if (dot < name)
    dot = path.size();
  return path.substr(0, dot) + "." + std::to_string(ranks.first) +
         path.substr(dot);
}

tprt_status_t write_text(const std::string &path, const std::string &text) {
  output_file file;
  TPRT_IO_RETURN_IF_ERROR(file.open(path));
  TPRT_IO_RETURN_IF_ERROR(file.write(text.data(), text.size()));
  return file.commit();
}

} // namespace

tprt_status_t tp_run::print_summary(const options &options,
                                    const tprt_executable_t *executable,
                                    tprt_session_t *session,
                                    const weights_use &use,
                                    const step_times &times) {
  json stats, mesh;
  uint64_t one_device;
  TPRT_IO_RETURN_IF_ERROR(read_stats(session, stats));
  TPRT_IO_RETURN_IF_ERROR(read_mesh(executable, mesh));
  TPRT_IO_RETURN_IF_ERROR(global_argument_bytes(executable, one_device));
  uint32_t ranks = tprt_executable_num_ranks(executable);
  printf("%s: @%s on %u rank%s (%s), %s over %s, workers a rank: %s\n",
         options.program.c_str(), tprt_executable_function(executable), ranks,
         ranks == 1 ? "" : "s", mesh_words(mesh).c_str(),
         stats["backend"].get<std::string>().c_str(),
         stats["transport"].get<std::string>().c_str(),
         stats["workers_per_rank"].dump().c_str());
  print_collectives(stats);
  print_memory(stats["ranks"][0], one_device);
  if (use.tensors)
    print_weights(use);
  printf("first step: %.3f ms\n", milliseconds(times.first));
  return nullptr;
}

void tp_run::print_bench(const step_times &times) {
  std::vector<uint64_t> sorted = times.bench;
  std::sort(sorted.begin(), sorted.end());
  size_t half = sorted.size() / 2;
  double median = sorted.size() % 2
                      ? milliseconds(sorted[half])
                      : milliseconds(sorted[half - 1] + sorted[half]) / 2;
  printf("step: min %.3f ms, median %.3f ms\n", milliseconds(sorted.front()),
         median);
}

tprt_status_t tp_run::write_stats(const options &options,
                                  const tprt_executable_t *executable,
                                  tprt_session_t *session,
                                  const weights_use &use) {
  json stats, mesh;
  TPRT_IO_RETURN_IF_ERROR(read_stats(session, stats));
  TPRT_IO_RETURN_IF_ERROR(read_mesh(executable, mesh));
  stats["mesh"] = mesh;
  stats["weights"] = {{"tensors", use.tensors}, {"bytes", use.bytes}};
  for (json &rank : stats["ranks"]) {
    size_t number = rank["rank"].get<size_t>();
    rank["weights"] = {{"bytes_read", use.bytes_read[number]},
                       {"bytes_held", use.bytes_held[number]}};
  }
  return write_text(own_path(options.stats, local_ranks(session)),
                    stats.dump(1, ' ', false, json::error_handler_t::replace) +
                        "\n");
}

tprt_status_t tp_run::write_trace(const options &options,
                                  tprt_session_t *session) {
  char *text = nullptr;
  TPRT_IO_RETURN_IF_ERROR(tprt_session_trace(session, &text));
  string_ptr owner(text);
  return write_text(own_path(options.trace, local_ranks(session)), text);
}
