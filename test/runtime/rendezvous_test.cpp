//===- rendezvous_test.cpp - Processes of one program find each other -----===//
// Do all processes leave a rendezvous with the same bytes, or with an error
// that names who is to blame, and does the first failure reach all of them?
// With real processes and connections on this machine's loopback.

#include "comm/launch/rendezvous.h"
#include "core/sync.h"
#include "runner.h"

#include <arpa/inet.h>
#include <functional>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace tprt;
using namespace tprt::test;

namespace {

constexpr uint64_t hash = 0x1234, patience_ms = 10'000;

/// What a process says in the end.
struct report {
  tprt_code_t code = TPRT_OK;
  int32_t rank = -1;
  std::string text; // of the status, or the bytes
};

std::string pack(const report &report) {
  return std::to_string(report.code) + " " + std::to_string(report.rank) + " " +
         report.text;
}

report unpack(const std::string &line) {
  report report;
  int code = -1, rank = -1, used = 0;
  std::sscanf(line.c_str(), "%d %d %n", &code, &rank, &used);
  report.code = tprt_code_t(code);
  report.rank = rank;
  report.text = line.substr(size_t(used));
  return report;
}

report of(tprt_status_t status) {
  outcome outcome(status);
  return {outcome.code(), outcome.rank(), outcome.message()};
}

/// A process that runs `body` and reports what it returns.
class process {
public:
  explicit process(const std::function<report()> &body) {
    int ends[2];
    EXPECT_EQ(pipe(ends), 0);
    id = fork();
    if (id == 0) {
      close(ends[0]);
      std::string line = pack(body());
      ssize_t written = write(ends[1], line.data(), line.size());
      _exit(written < 0);
    }
    close(ends[1]);
    output = ends[0];
  }
  process(process &&other) noexcept : id(other.id), output(other.output) {
    other.id = 0;
  }

  report finish() {
    std::string line;
    char buffer[4096];
    for (ssize_t count; (count = read(output, buffer, sizeof buffer)) > 0;)
      line.append(buffer, size_t(count));
    close(output);
    waitpid(id, nullptr, 0);
    return unpack(line);
  }

  void kill() { ::kill(id, SIGKILL); }

private:
  pid_t id;
  int output;
};

/// A port that nobody uses, for long enough.
uint16_t free_port() {
  descriptor probe(socket(AF_INET, SOCK_STREAM, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  auto *generic = reinterpret_cast<sockaddr *>(&address);
  EXPECT_EQ(bind(probe.get(), generic, length), 0);
  EXPECT_EQ(getsockname(probe.get(), generic, &length), 0);
  return ntohs(address.sin_port);
}

place at(uint16_t port, uint32_t rank, uint32_t size) {
  place self;
  self.launcher = "torchrun";
  self.rank = rank;
  self.size = size;
  self.address = "127.0.0.1";
  self.port = port;
  return self;
}

const std::atomic<bool> never_aborted{false};

/// Meets, and says what came of it.
report meet(const place &self, uint64_t schedule = hash,
            uint64_t timeout_ms = patience_ms, const std::string &own = "") {
  rendezvous rendezvous(self, timeout_ms, never_aborted);
  std::string bytes = own;
  if (tprt_status_t status = rendezvous.meet(schedule, bytes))
    return of(status);
  return {TPRT_OK, -1, bytes};
}

std::vector<report> all(std::vector<process> &processes) {
  std::vector<report> reports;
  for (process &process : processes)
    reports.push_back(process.finish());
  return reports;
}

//===-- Meeting -----------------------------------------------------------===//

TEST(Rendezvous, GivesAllTheBytesOfRankZero) {
  for (const char *address : {"127.0.0.1", "localhost"}) {
    uint16_t port = free_port();
    std::vector<process> processes;
    for (uint32_t rank : {3, 1, 0, 2}) // rank 0 may be late
      processes.emplace_back([=] {
        place self = at(port, rank, 4);
        self.address = address;
        return meet(self, hash, patience_ms,
                    rank ? "mine" : std::string(100, 'z'));
      });
    for (const report &report : all(processes)) {
      EXPECT_EQ(report.code, TPRT_OK) << report.text;
      EXPECT_EQ(report.text, std::string(100, 'z'));
    }
  }
}

TEST(Rendezvous, NamesWhoDoesNotCome) {
  uint16_t port = free_port();
  std::vector<process> processes;
  for (uint32_t rank : {0, 1, 3})
    processes.emplace_back([=] {
      return meet(at(port, rank, 4), hash, rank ? patience_ms : 600);
    });
  for (const report &report : all(processes)) {
    EXPECT_EQ(report.code, TPRT_TIMEOUT) << report.text;
    EXPECT_EQ(report.rank, 2);
  }
}

TEST(Rendezvous, NamesRankZeroWhenItDoesNotCome) {
  uint16_t port = free_port();
  report report = meet(at(port, 1, 2), hash, 300);
  EXPECT_EQ(report.code, TPRT_TIMEOUT);
  EXPECT_EQ(report.rank, 0);
  EXPECT_EQ(report.text,
            "no answer from rank 0 at 127.0.0.1:" + std::to_string(port) +
                " within 300 ms: Connection refused");
}

TEST(Rendezvous, NamesAHostThatIsNone) {
  place self = at(1, 1, 2);
  self.address = "no-such-host.invalid";
  report report = meet(self, hash, 200);
  EXPECT_EQ(report.code, TPRT_TIMEOUT);
  EXPECT_NE(report.text.find("no-such-host.invalid:1"), std::string::npos);
}

TEST(Rendezvous, ComparesSchedules) {
  uint16_t port = free_port();
  std::vector<process> processes;
  for (uint32_t rank : {0, 1, 2})
    processes.emplace_back(
        [=] { return meet(at(port, rank, 3), rank == 2 ? 0xabcd : hash); });
  for (const report &report : all(processes)) {
    EXPECT_EQ(report.code, TPRT_BAD_INPUT);
    EXPECT_EQ(report.text, "rank 0 has schedule 0000000000001234, rank 2 has "
                           "schedule 000000000000abcd");
  }
}

TEST(Rendezvous, ComparesNumbersOfRanks) {
  uint16_t port = free_port();
  std::vector<process> processes;
  for (uint32_t rank : {0, 1})
    processes.emplace_back([=] { return meet(at(port, rank, 2 + rank)); });
  for (const report &report : all(processes)) {
    EXPECT_EQ(report.code, TPRT_USAGE);
    EXPECT_EQ(report.text,
              "rank 1 was started as one of 3 ranks, rank 0 as one of 2");
  }
}

TEST(Rendezvous, RefusesARankThatIsThereTwice) {
  uint16_t port = free_port();
  std::vector<process> processes;
  for (uint32_t rank : {0, 1, 1})
    processes.emplace_back([=] { return meet(at(port, rank, 3)); });
  for (const report &report : all(processes)) {
    EXPECT_EQ(report.code, TPRT_USAGE);
    EXPECT_EQ(report.text, "two processes were started as rank 1 of 3");
  }
}

TEST(Rendezvous, NamesAPortInUse) {
  uint16_t port = free_port();
  std::vector<descriptor> taken;
  ASSERT_TRUE(outcome(listen_at("127.0.0.1", port, taken)).ok());
  report report = meet(at(port, 0, 2));
  EXPECT_EQ(report.code, TPRT_USAGE);
  EXPECT_EQ(report.text, "port " + std::to_string(port) +
                             ", on which rank 0 waits for the others, is in "
                             "use by another process: set MASTER_PORT to "
                             "another one");
}

// Somebody who listens there and is not ours says nothing that we understand.
TEST(Rendezvous, DoesNotBelieveAStranger) {
  uint16_t port = free_port();
  std::vector<descriptor> taken;
  ASSERT_TRUE(outcome(listen_at("127.0.0.1", port, taken)).ok());
  std::thread stranger([&] {
    connection link;
    while (!link.open())
      link = accept_one(taken[0]);
    EXPECT_GT(write(link.fd(), "HTTP/1.1 400 Bad Request\r\n\r\n", 28), 0);
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
  });
  report report = meet(at(port, 1, 2));
  stranger.join();
  EXPECT_EQ(report.code, TPRT_RANK_FAILED);
  EXPECT_EQ(report.rank, 0);
}

// One who has come to the wrong port does not keep the others from meeting.
TEST(Rendezvous, IgnoresAStranger) {
  uint16_t port = free_port();
  std::vector<process> processes;
  for (uint32_t rank : {0, 1})
    processes.emplace_back([=] {
      if (rank) {
        std::string why;
        connection silent, loud;
        while (!loud.open()) {
          silent = connect_to("127.0.0.1", port, 100, why);
          loud = connect_to("127.0.0.1", port, 100, why);
        }
        if (write(loud.fd(), "GET / HTTP/1.1\r\n\r\n", 18) < 0)
          return report{TPRT_USAGE, -1, "no connection"};
        return meet(at(port, 1, 2));
      }
      return meet(at(port, 0, 2), hash, patience_ms, "ours");
    });
  for (const report &report : all(processes))
    EXPECT_EQ(report.text, "ours");
}

TEST(Rendezvous, EndsWithAnAbort) {
  std::atomic<bool> aborted{false};
  std::thread aborter([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    aborted = true;
  });
  uint16_t port = free_port();
  for (uint32_t rank : {0, 1}) {
    rendezvous rendezvous(at(port, rank, 2), patience_ms, aborted);
    std::string bytes;
    EXPECT_EQ(outcome(rendezvous.meet(hash, bytes)).code(), TPRT_RANK_FAILED);
  }
  aborter.join();
}

//===-- Failures afterwards -----------------------------------------------===//

/// Meets, then behaves as `then` says, until told of a failure.
report meet_and(const place &self,
                const std::function<void(rendezvous &)> &then) {
  rendezvous rendezvous(self, patience_ms, never_aborted);
  std::string bytes;
  if (tprt_status_t status = rendezvous.meet(hash, bytes))
    return of(status);
  then(rendezvous);
  uint64_t deadline = now_ns() + patience_ms * 1'000'000;
  while (now_ns() < deadline) {
    if (tprt_status_t status = rendezvous.poll())
      return of(status);
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return {TPRT_OK, -1, "nobody said anything"};
}

TEST(Rendezvous, TellsAllOthersWhatFailedFirst) {
  for (uint32_t culprit : {0, 1, 2}) {
    uint16_t port = free_port();
    std::vector<process> processes;
    for (uint32_t rank : {0, 1, 2})
      processes.emplace_back([=] {
        return meet_and(at(port, rank, 3), [=](rendezvous &rendezvous) {
          if (rank == culprit)
            rendezvous.report("op 7 \"all_reduce\": out of luck");
        });
      });
    for (const report &report : all(processes)) {
      EXPECT_EQ(report.code, TPRT_RANK_FAILED);
      EXPECT_EQ(report.rank, int32_t(culprit));
      EXPECT_EQ(report.text, "rank " + std::to_string(culprit) +
                                 " failed: op 7 \"all_reduce\": out of luck");
    }
  }
}

TEST(Rendezvous, TellsAllOthersWhoHasEnded) {
  for (uint32_t culprit : {0, 1, 2}) {
    uint16_t port = free_port();
    std::vector<process> processes;
    for (uint32_t rank : {0, 1, 2})
      processes.emplace_back([=] {
        return meet_and(at(port, rank, 3), [=](rendezvous &) {
          if (rank == culprit)
            _exit(0);
        });
      });
    for (uint32_t rank : {0, 1, 2}) {
      report report = processes[rank].finish();
      if (rank == culprit)
        continue;
      EXPECT_EQ(report.code, TPRT_RANK_FAILED);
      EXPECT_EQ(report.rank, int32_t(culprit));
      EXPECT_EQ(report.text, "the process of rank " + std::to_string(culprit) +
                                 " has ended");
    }
  }
}

// Who leaves when all is done has not failed.
TEST(Rendezvous, AGoodbyeIsNoFailure) {
  uint16_t port = free_port();
  process host([=] {
    rendezvous rendezvous(at(port, 0, 2), patience_ms, never_aborted);
    std::string bytes;
    if (tprt_status_t status = rendezvous.meet(hash, bytes))
      return of(status);
    for (int i = 0; i < 300; ++i) {
      if (tprt_status_t status = rendezvous.poll())
        return of(status);
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return report();
  });
  EXPECT_EQ(meet(at(port, 1, 2)).code, TPRT_OK);
  EXPECT_EQ(host.finish().code, TPRT_OK);
}

} // namespace
