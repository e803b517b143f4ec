//===- socket.h - A TCP connection that never waits for ever --------------===//
// Frames of bytes over TCP, and the addresses behind a host name.
#ifndef TPRT_COMM_LAUNCH_SOCKET_H
#define TPRT_COMM_LAUNCH_SOCKET_H

#include "core/status.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace tprt {

/// A file descriptor that is closed in the end.
class descriptor {
public:
  descriptor() = default;
  explicit descriptor(int fd) : fd(fd) {}
  descriptor(descriptor &&other) noexcept : fd(other.fd) { other.fd = -1; }
  descriptor &operator=(descriptor &&other) noexcept;
  ~descriptor() { close(); }

  int get() const { return fd; }
  bool open() const { return fd >= 0; }
  void close();

private:
  int fd = -1;
};

/// A message: what it is, and its bytes.
struct frame {
  uint32_t kind = 0;
  std::string bytes;
};

/// One end of a connection.
class connection {
public:
  connection() = default;
  explicit connection(descriptor socket) : socket(std::move(socket)) {}

  int fd() const { return socket.get(); }
  bool open() const { return socket.open(); }
  void close() { socket.close(); }

  /// Sends a frame; false when the other end is gone or does not read.
  bool send(uint32_t kind, const std::string &bytes);

  /// Takes in what has arrived. At the end of the stream, or when what arrives
  /// is not ours, `open` is false afterwards; frames may be left to take.
  void receive();

  /// Takes a frame that is complete.
  bool take(frame &out);

private:
  bool garbled() const;

  descriptor socket;
  std::string arrived;
};

/// Listens on all addresses of this host, or on this host's loopback where
/// `host` names that.
tprt_status_t listen_at(const std::string &host, uint16_t port,
                        std::vector<descriptor> &out);

/// The next connection to one of `listeners`; not open when there is none.
connection accept_one(const descriptor &listener);

/// Tries once to connect, for `patience_ms` at most. When it fails `why` says
/// so.
connection connect_to(const std::string &host, uint16_t port, int patience_ms,
                      std::string &why);

} // namespace tprt

#endif // TPRT_COMM_LAUNCH_SOCKET_H
