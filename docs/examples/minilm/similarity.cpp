//===- similarity.cpp - What the sentence encoder found, and what it cost -===//
// Reads the embeddings and the statistics of two runs, on several ranks and on
// one, and prints them side by side. Plain C++, so that the demo needs no
// Python once the program is exported.

#include "io/npz.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

using json = nlohmann::json;

namespace {

/// One run: a row of `width` numbers for each sentence, and tp-run's --stats.
struct run {
  std::vector<float> embeddings;
  uint64_t sentences = 0;
  uint64_t width = 0;
  json stats;
};

int fail(const std::string &message) {
  std::fprintf(stderr, "minilm-similarity: %s\n", message.c_str());
  return TPRT_BAD_INPUT;
}

std::optional<std::vector<std::string>> read_lines(const std::string &path) {
  std::ifstream file(path);
  if (!file)
    return std::nullopt;
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);)
    lines.push_back(line);
  return lines;
}

/// Reads `result0`, which must be a matrix of f32.
tprt_status_t read_embeddings(const std::string &path, run &out) {
  std::unique_ptr<tprt::io::npz_file> file;
  TPRT_IO_RETURN_IF_ERROR(tprt::io::npz_file::open(path, file));
  if (!file->contains("result0"))
    return tprt::io::bad_input(path + " has no array \"result0\"");
  tprt::io::array array;
  TPRT_IO_RETURN_IF_ERROR(file->read("result0", array));
  const auto &shape = array.type.shape;
  if (array.type.dtype != TPRT_F32 || shape.size() != 2)
    return tprt::io::bad_input(path + ": result0 is " +
                               tprt::io::to_string(array.type) +
                               ", not a matrix of f32");
  out.sentences = shape[0];
  out.width = shape[1];
  out.embeddings.resize(array.data.size() / sizeof(float));
  std::memcpy(out.embeddings.data(), array.data.data(), array.data.size());
  return nullptr;
}

tprt_status_t read_stats(const std::string &path, run &out) {
  std::ifstream file(path);
  out.stats = json::parse(file, nullptr, /*allow_exceptions=*/false);
  if (out.stats.is_discarded())
    return tprt::io::bad_input(path + " is not the statistics of a run");
  return nullptr;
}

/// The embeddings have length one, so that their product is the cosine.
double similarity(const run &run, uint64_t a, uint64_t b) {
  const float *x = run.embeddings.data() + a * run.width;
  const float *y = run.embeddings.data() + b * run.width;
  double sum = 0;
  for (uint64_t i = 0; i < run.width; ++i)
    sum += double(x[i]) * double(y[i]);
  return sum;
}

double largest_difference(const run &a, const run &b) {
  double largest = 0;
  for (size_t i = 0; i < a.embeddings.size(); ++i)
    largest = std::max(
        largest, std::fabs(double(a.embeddings[i]) - double(b.embeddings[i])));
  return largest;
}

size_t num_ranks(const run &run) { return run.stats.at("ranks").size(); }

std::string ranks_of(const run &run) {
  size_t count = num_ranks(run);
  return std::to_string(count) + (count == 1 ? " rank" : " ranks");
}

void print_pairs(const std::vector<std::string> &sentences, const run &many,
                 const run &one) {
  std::printf("Similarity of each pair (cosine)\n  %-9s %-9s\n",
              ranks_of(many).c_str(), ranks_of(one).c_str());
  double largest = 0;
  for (uint64_t i = 0; i + 1 < many.sentences; i += 2) {
    double first = similarity(many, i, i + 1);
    double second = similarity(one, i, i + 1);
    largest = std::max(largest, std::fabs(first - second));
    std::printf("  %+.6f %+.6f  %s\n  %19s  %s\n", first, second,
                sentences[i].c_str(), "", sentences[i + 1].c_str());
  }
  std::printf("  largest difference: %.2e of a similarity, %.2e of an "
              "embedding's element\n",
              largest, largest_difference(many, one));
}

/// Counts and bytes of one step; the file sums them over all steps.
void print_collectives(const run &run) {
  uint64_t steps = std::max<uint64_t>(run.stats.at("steps").get<uint64_t>(), 1);
  std::printf("\nCollectives of one step, on each of %s\n  %-16s %5s %12s\n",
              ranks_of(run).c_str(), "kind", "count", "bytes");
  for (const json &entry : run.stats.at("ranks").at(0).at("collectives"))
    std::printf(
        "  %-16s %5llu %12llu\n", entry.at("kind").get<std::string>().c_str(),
        (unsigned long long)(entry.at("count").get<uint64_t>() / steps),
        (unsigned long long)(entry.at("bytes").get<uint64_t>() / steps));
}

/// The largest of `field` over the ranks.
uint64_t most(const run &run, const char *field) {
  uint64_t largest = 0;
  for (const json &rank : run.stats.at("ranks"))
    largest = std::max(largest, rank.at(field).get<uint64_t>());
  return largest;
}

void print_memory(const run &many, const run &one) {
  struct {
    const char *field, *title;
  } const rows[] = {{"argument_bytes", "parameters and inputs"},
                    {"constant_bytes", "constants"},
                    {"arena_bytes", "arena peak"}};
  std::printf("\nMemory of one rank, in bytes\n  %-22s %12s %12s %6s\n", "",
              ("of " + ranks_of(many)).c_str(), "of 1", "share");
  for (const auto &row : rows) {
    uint64_t part = most(many, row.field), whole = most(one, row.field);
    std::printf("  %-22s %12llu %12llu", row.title, (unsigned long long)part,
                (unsigned long long)whole);
    if (whole != 0)
      std::printf(" %5.1f%%", 100.0 * double(part) / double(whole));
    std::printf("\n");
  }
}

/// A step lasts as long as its slowest rank.
double median_ms(const run &run) {
  double slowest = 0;
  for (const json &rank : run.stats.at("ranks"))
    slowest = std::max(slowest, rank.at("step_ns").at("median").get<double>());
  return slowest / 1e6;
}

void print_times(const run &many, const run &one) {
  std::printf("\nStep time (median; the ranks share this machine's cores)\n");
  for (const run *run : {&many, &one})
    std::printf("  %-9s %8.2f ms\n", ranks_of(*run).c_str(), median_ms(*run));
}

} // namespace

int main(int argc, char **argv) {
  if (argc != 6) {
    std::fprintf(stderr, "usage: minilm-similarity SENTENCES.txt MANY.npz "
                         "MANY.json ONE.npz ONE.json\n"
                         "       results and --stats of tp-run, on several "
                         "ranks and on one\n");
    return TPRT_USAGE;
  }
  auto sentences = read_lines(argv[1]);
  if (!sentences)
    return fail(std::string("cannot read ") + argv[1]);
  run runs[2];
  for (int i = 0; i < 2; ++i) {
    tprt_status_t status = read_embeddings(argv[2 + 2 * i], runs[i]);
    if (!status)
      status = read_stats(argv[3 + 2 * i], runs[i]);
    if (status)
      return fail(tprt_status_message(status));
  }
  const run &many = runs[0], &one = runs[1];
  if (many.sentences != sentences->size() || many.sentences != one.sentences ||
      many.width != one.width)
    return fail("the runs and the sentences do not belong together");
  try {
    print_pairs(*sentences, many, one);
    print_collectives(many);
    print_memory(many, one);
    print_times(many, one);
  } catch (const json::exception &error) {
    return fail(std::string("the statistics lack a field: ") + error.what());
  }
  return TPRT_OK;
}
