//===- socket.cpp - A TCP connection that never waits for ever ------------===//
// A frame is a magic number, a kind, a length and the bytes, little-endian.

#include "socket.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <memory>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace tprt;

static constexpr uint32_t frame_magic = 0x54525064; // "dPRT"
static constexpr size_t header_bytes = 12;
// More than any message of ours: a stranger's bytes do not become a length.
static constexpr uint32_t max_frame_bytes = 64 * 1024;
// How long the other end may take to make room for a message.
static constexpr int send_patience_ms = 1000;

descriptor &descriptor::operator=(descriptor &&other) noexcept {
  std::swap(fd, other.fd);
  return *this;
}

void descriptor::close() {
  if (fd >= 0)
    ::close(fd);
  fd = -1;
}

//===-- Frames ------------------------------------------------------------===//

static void put(std::string &bytes, uint32_t value) {
  for (int shift = 0; shift < 32; shift += 8)
    bytes += static_cast<char>(value >> shift);
}

static uint32_t get(const std::string &bytes, size_t at) {
  uint32_t value = 0;
  for (int i = 3; i >= 0; --i)
    value =
        value << 8 | static_cast<uint8_t>(bytes[at + static_cast<size_t>(i)]);
  return value;
}

static bool ready(int fd, short events, int patience_ms) {
  pollfd wanted{fd, events, 0};
  return poll(&wanted, 1, patience_ms) > 0;
}

bool connection::send(uint32_t kind, const std::string &bytes) {
  std::string out;
  put(out, frame_magic);
  put(out, kind);
  put(out, static_cast<uint32_t>(bytes.size()));
  out += bytes;
  for (size_t sent = 0; open() && sent < out.size();) {
    ssize_t count = ::send(fd(), out.data() + sent, out.size() - sent,
                           MSG_NOSIGNAL | MSG_DONTWAIT);
    if (count > 0)
      sent += static_cast<size_t>(count);
    else if (errno != EINTR &&
             (errno != EAGAIN || !ready(fd(), POLLOUT, send_patience_ms)))
      return false;
  }
  return open();
}

/// Whether what has arrived cannot be the beginning of a frame.
bool connection::garbled() const {
  if (arrived.size() < header_bytes)
    return arrived.size() >= 4 && get(arrived, 0) != frame_magic;
  return get(arrived, 0) != frame_magic || get(arrived, 8) > max_frame_bytes;
}

void connection::receive() {
  char buffer[4096];
  while (open()) {
    ssize_t count = recv(fd(), buffer, sizeof buffer, MSG_DONTWAIT);
    if (count > 0)
      arrived.append(buffer, static_cast<size_t>(count));
    else if (count == 0 || (errno != EINTR && errno != EAGAIN))
      close();
    else if (errno == EAGAIN)
      return;
    if (garbled())
      close();
  }
}

bool connection::take(frame &out) {
  if (arrived.size() < header_bytes || garbled())
    return false;
  uint32_t length = get(arrived, 8);
  if (arrived.size() < header_bytes + length)
    return false;
  out = {get(arrived, 4), arrived.substr(header_bytes, length)};
  arrived.erase(0, header_bytes + length);
  return true;
}

//===-- Addresses ---------------------------------------------------------===//

namespace {
struct free_addresses {
  void operator()(addrinfo *list) const { freeaddrinfo(list); }
};
using addresses = std::unique_ptr<addrinfo, free_addresses>;
} // namespace

/// The addresses of a host, or of all of this host's interfaces.
static addresses resolve(const char *host, uint16_t port, int &error) {
  addrinfo hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_NUMERICSERV | (host ? 0 : AI_PASSIVE);
  addrinfo *list = nullptr;
  error = getaddrinfo(host, std::to_string(port).c_str(), &hints, &list);
  return addresses(error ? nullptr : list);
}

static bool is_loopback(const std::string &host) {
  return host == "localhost" || host == "::1" || host.rfind("127.", 0) == 0;
}

static int open_socket(const addrinfo &address) {
  return socket(address.ai_family,
                address.ai_socktype | SOCK_CLOEXEC | SOCK_NONBLOCK,
                address.ai_protocol);
}

static void set_option(int fd, int level, int option) {
  int on = 1;
  setsockopt(fd, level, option, &on, sizeof on);
}

tprt_status_t tprt::listen_at(const std::string &host, uint16_t port,
                              std::vector<descriptor> &out) {
  // A name of this host may stand for its loopback on this host alone, so that
  // only names that do so everywhere are taken at their word.
  int error = 0;
  addresses list =
      resolve(is_loopback(host) ? host.c_str() : nullptr, port, error);
  int refused = 0;
  for (const addrinfo *address = list.get(); address;
       address = address->ai_next) {
    descriptor listener(open_socket(*address));
    if (!listener.open())
      continue; // no such protocol here
    set_option(listener.get(), SOL_SOCKET, SO_REUSEADDR);
    if (address->ai_family == AF_INET6)
      set_option(listener.get(), IPPROTO_IPV6, IPV6_V6ONLY);
    if (bind(listener.get(), address->ai_addr, address->ai_addrlen) == 0 &&
        listen(listener.get(), SOMAXCONN) == 0)
      out.push_back(std::move(listener));
    else
      refused = errno == EADDRINUSE ? EADDRINUSE : refused ? refused : errno;
  }
  if (refused == EADDRINUSE)
    return TPRT_MISUSE("port %u, on which rank 0 waits for the others, is in "
                       "use by another process: set MASTER_PORT to another one",
                       port);
  if (out.empty())
    return TPRT_MISUSE("cannot wait for other ranks at %s:%u: %s", host.c_str(),
                       port,
                       error ? gai_strerror(error) : std::strerror(refused));
  return nullptr;
}

connection tprt::accept_one(const descriptor &listener) {
  int fd =
      accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
  if (fd >= 0)
    set_option(fd, IPPROTO_TCP, TCP_NODELAY);
  return connection(descriptor(fd));
}

/// Finishes a connect that was begun; 0 or what went wrong.
static int finish_connect(int fd, int patience_ms) {
  if (!ready(fd, POLLOUT, patience_ms))
    return ETIMEDOUT;
  int error = 0;
  socklen_t length = sizeof error;
  getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &length);
  return error;
}

connection tprt::connect_to(const std::string &host, uint16_t port,
                            int patience_ms, std::string &why) {
  int error = 0;
  addresses list = resolve(host.c_str(), port, error);
  if (error)
    why = gai_strerror(error);
  for (const addrinfo *address = list.get(); address;
       address = address->ai_next) {
    descriptor socket(open_socket(*address));
    if (!socket.open())
      continue;
    error = connect(socket.get(), address->ai_addr, address->ai_addrlen) == 0
                ? 0
                : errno;
    if (error == EINPROGRESS)
      error = finish_connect(socket.get(), patience_ms);
    if (!error) {
      set_option(socket.get(), IPPROTO_TCP, TCP_NODELAY);
      return connection(std::move(socket));
    }
    why = std::strerror(error);
  }
  return connection();
}
