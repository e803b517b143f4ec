//===- record.h - Settings, log, counts and asked-for failures ------------===//
// What all three stand-ins do at the start and the end of each call. The state
// of the stand-ins, here and elsewhere, has one lock, which `call` holds.
#ifndef TEST_STANDIN_CUDA_RECORD_H
#define TEST_STANDIN_CUDA_RECORD_H

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace standin {

struct settings {
  std::string seed = "1";
  uint32_t devices = 1;
  uint32_t sm = 90;
  uint64_t memory = uint64_t(8) << 30;
  int driver = 13000;
  int nccl_version = 22809;
  uint64_t cublaslt_version = 130100;
  uint64_t capacity = 1024;
  uint64_t timeout_ms = 60000;
};

/// One thing that shall go wrong.
struct failure {
  std::string name; ///< Of a function, "run:NAME" or "hang:NAME".
  uint64_t call = 0;
  bool and_after = false;
  std::optional<int> code;
};

/// The settings in force.
const settings &options();

/// The lock of all stand-ins.
std::mutex &mutex();

/// A random number below `limit`, from the seed. Needs the lock.
uint32_t random_below(uint32_t limit);

/// printf into a string.
std::string format(const char *text, ...) __attribute__((format(printf, 1, 2)));

/// The name of a handle in the log: its kind and a number.
std::string name_of(char kind, const void *handle);
void forget_name(const void *handle);

/// What the system calls this thread; the executor names a rank's "tprt-RANK".
std::string own_thread_name();

/// Writes a line to the log.
void log_line(const std::string &line);

/// Counts one more of `name` and says which failure was asked for it, if any.
std::optional<failure> count(const std::string &name);

/// A call of one of the libraries' functions: takes the lock, counts, and
/// writes a line when it ends.
class call {
public:
  explicit call(const char *name);
  call(const call &) = delete;
  ~call();

  /// Arguments for the log.
  void arguments(std::string text) { said = std::move(text); }

  /// The failure that was asked for, if any; `usual` where no code was.
  std::optional<int> asked(int usual) const;

  /// What the call made, for the log.
  void made(std::string text) { result_name = std::move(text); }

  /// The call waited for the device.
  void waited() { did_wait = true; }

  /// Notes what the call returns, and returns it.
  template <typename code> code end(code result) {
    returned = int(result);
    return result;
  }

  std::unique_lock<std::mutex> &lock() { return held; }

private:
  std::unique_lock<std::mutex> held;
  const char *name;
  std::string said, result_name;
  std::optional<failure> wanted;
  int returned = 0;
  bool did_wait = false;
};

/// Reads the settings of the environment again and forgets log and counts.
void reset_record();

} // namespace standin

#endif // TEST_STANDIN_CUDA_RECORD_H
