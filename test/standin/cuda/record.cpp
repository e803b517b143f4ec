//===- record.cpp - Settings, log, counts and asked-for failures ----------===//
// The part of the stand-ins that knows nothing of GPUs.

#include "record.h"

#include "../standin.h"

#include <algorithm>
#include <atomic>
#include <cstdarg>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <memory>
#include <pthread.h>
#include <random>
#include <unistd.h>

using namespace standin;

namespace {

/// All that this file remembers. Never destroyed: other libraries' destructors
/// may still call.
struct record_state {
  std::mutex mutex;
  settings now;
  std::mt19937_64 generator;
  std::vector<failure> failures;
  std::map<std::string, uint64_t> counts;
  std::map<const void *, std::string> names;
  std::map<char, uint64_t> named;
  bool recording = false;
  std::string log;
  int file = -1;
};

} // namespace

static bool apply(record_state &state, const std::string &name,
                  const char *value);

static const char *const setting_names[] = {
    "LOG",      "RECORD",     "FAIL",         "SEED",
    "DEVICES",  "SM",         "MEMORY",       "DRIVER",
    "CAPACITY", "TIMEOUT_MS", "NCCL_VERSION", "CUBLASLT_VERSION"};

static void read_environment(record_state &state) {
  for (const char *name : setting_names)
    if (!apply(state, name,
               std::getenv((std::string("TPRT_STANDIN_") + name).c_str())))
      std::fprintf(stderr, "stand-in: TPRT_STANDIN_%s is not understood\n",
                   name);
}

static record_state &record() {
  static record_state *state = [] {
    auto *made = new record_state;
    read_environment(*made);
    return made;
  }();
  return *state;
}

//===-- Settings ----------------------------------------------------------===//

static bool read_number(const char *text, uint64_t &value) {
  char *end = nullptr;
  value = std::strtoull(text, &end, 10);
  return end != text && !*end;
}

/// NAME:K, NAME:K+, each with =CODE or not. NAME may hold colons itself.
static bool read_failure(const std::string &text, failure &out) {
  std::string rest = text;
  if (size_t equals = rest.find('='); equals != std::string::npos) {
    uint64_t code;
    if (!read_number(rest.c_str() + equals + 1, code))
      return false;
    out.code = int(code);
    rest.resize(equals);
  }
  size_t colon = rest.rfind(':');
  if (colon == std::string::npos || !colon)
    return false;
  out.name = rest.substr(0, colon);
  std::string number = rest.substr(colon + 1);
  if (!number.empty() && number.back() == '+') {
    out.and_after = true;
    number.pop_back();
  }
  return read_number(number.c_str(), out.call);
}

static bool read_failures(const char *text, std::vector<failure> &out) {
  std::vector<failure> found;
  std::string all = text;
  for (size_t at = 0; at < all.size();) {
    size_t end = std::min(all.find(',', at), all.size());
    failure one;
    if (!read_failure(all.substr(at, end - at), one))
      return false;
    found.push_back(one);
    at = end + 1;
  }
  out = found;
  return true;
}

static bool open_log(record_state &state, const char *value) {
  if (state.file >= 0)
    close(state.file);
  state.file = -1;
  if (!value || !*value)
    return true;
  std::string path = value;
  if (size_t at = path.find("%p"); at != std::string::npos)
    path.replace(at, 2, std::to_string(getpid()));
  state.file =
      open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
  return state.file >= 0;
}

static bool set_seed(record_state &state, const char *value) {
  std::string text = value ? value : settings().seed;
  uint64_t number = 1;
  bool policy = text == "issue" || text == "comm-first" ||
                text == "comm-last" || text.rfind("first:", 0) == 0 ||
                text.rfind("last:", 0) == 0;
  if (!policy && !read_number(text.c_str(), number))
    return false;
  state.now.seed = text;
  state.generator.seed(number);
  return true;
}

template <typename type>
static bool set_number(const char *value, type usual, uint64_t least,
                       type &out) {
  uint64_t number = uint64_t(usual);
  if (value && (!read_number(value, number) || number < least))
    return false;
  out = type(number);
  return true;
}

static bool apply(record_state &state, const std::string &name,
                  const char *value) {
  settings usual;
  settings &now = state.now;
  if (name == "LOG")
    return open_log(state, value);
  if (name == "RECORD") {
    state.recording = value && *value && std::strcmp(value, "0") != 0;
    return true;
  }
  if (name == "FAIL")
    return read_failures(value ? value : "", state.failures);
  if (name == "SEED")
    return set_seed(state, value);
  if (name == "DEVICES")
    return set_number(value, usual.devices, 0, now.devices);
  if (name == "SM")
    return set_number(value, usual.sm, 10, now.sm);
  if (name == "MEMORY")
    return set_number(value, usual.memory, 0, now.memory);
  if (name == "DRIVER")
    return set_number(value, usual.driver, 1000, now.driver);
  if (name == "CAPACITY")
    return set_number(value, usual.capacity, 1, now.capacity);
  if (name == "TIMEOUT_MS")
    return set_number(value, usual.timeout_ms, 1, now.timeout_ms);
  if (name == "NCCL_VERSION")
    return set_number(value, usual.nccl_version, 0, now.nccl_version);
  if (name == "CUBLASLT_VERSION")
    return set_number(value, usual.cublaslt_version, 0, now.cublaslt_version);
  return false;
}

const settings &standin::options() { return record().now; }

std::mutex &standin::mutex() { return record().mutex; }

uint32_t standin::random_below(uint32_t limit) {
  return limit ? uint32_t(record().generator() % limit) : 0;
}

void standin::reset_record() {
  record_state &state = record();
  state.failures.clear();
  state.counts.clear();
  state.names.clear();
  state.named.clear();
  state.log.clear();
  read_environment(state);
}

//===-- The log -----------------------------------------------------------===//

std::string standin::format(const char *text, ...) {
  va_list arguments, again;
  va_start(arguments, text);
  va_copy(again, arguments);
  int length = std::vsnprintf(nullptr, 0, text, arguments);
  std::string out(size_t(length), 0);
  std::vsnprintf(out.data(), out.size() + 1, text, again);
  va_end(again);
  va_end(arguments);
  return out;
}

std::string standin::name_of(char kind, const void *handle) {
  if (!handle)
    return "0";
  record_state &state = record();
  std::string &name = state.names[handle];
  if (name.empty())
    name = kind + std::to_string(++state.named[kind]);
  return name;
}

std::string standin::own_thread_name() {
  char name[16] = "";
  pthread_getname_np(pthread_self(), name, sizeof name);
  return name;
}

void standin::forget_name(const void *handle) { record().names.erase(handle); }

void standin::log_line(const std::string &line) {
  record_state &state = record();
  if (state.recording)
    (state.log += line) += '\n';
  if (state.file >= 0) {
    std::string whole = line + "\n";
    if (write(state.file, whole.data(), whole.size()) < 0)
      std::perror("stand-in: log");
  }
}

static std::string thread_name() {
  static std::atomic<unsigned> threads{0};
  thread_local unsigned number = threads++;
  return "t" + std::to_string(number);
}

//===-- Calls -------------------------------------------------------------===//

std::optional<failure> standin::count(const std::string &name) {
  record_state &state = record();
  uint64_t number = ++state.counts[name];
  for (const failure &one : state.failures)
    if (one.name == name && (!one.call || one.call == number ||
                             (one.and_after && number > one.call)))
      return one;
  return std::nullopt;
}

call::call(const char *name) : held(mutex()), name(name) {
  wanted = count(name);
}

std::optional<int> call::asked(int usual) const {
  if (!wanted)
    return std::nullopt;
  return wanted->code.value_or(usual);
}

call::~call() {
  record_state &state = record();
  if (!state.recording && state.file < 0)
    return;
  std::string line = thread_name() + " " + name + "(" + said +
                     ") = " + std::to_string(returned);
  if (!result_name.empty())
    line += " -> " + result_name;
  if (did_wait)
    line += " [waited]";
  log_line(line);
}

//===-- For tests ---------------------------------------------------------===//

extern "C" int standin_set(const char *name, const char *value) {
  std::lock_guard<std::mutex> guard(mutex());
  return apply(record(), name, value) ? 0 : -1;
}

extern "C" uint64_t standin_log(char *buffer, uint64_t size) {
  std::lock_guard<std::mutex> guard(mutex());
  const std::string &log = record().log;
  if (size) {
    uint64_t copied = std::min<uint64_t>(size - 1, log.size());
    std::memcpy(buffer, log.data(), copied);
    buffer[copied] = 0;
  }
  return log.size() + 1;
}

extern "C" void standin_clear_log(void) {
  std::lock_guard<std::mutex> guard(mutex());
  record().log.clear();
}

extern "C" uint64_t standin_calls(const char *name) {
  std::lock_guard<std::mutex> guard(mutex());
  auto found = record().counts.find(name);
  return found == record().counts.end() ? 0 : found->second;
}
