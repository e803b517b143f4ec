//===- test_support.h - What the tests of runtime/io share ----------------===//
// Expectations on statuses, and files that live as long as a test.
#ifndef TPRT_TEST_IO_TEST_SUPPORT_H
#define TPRT_TEST_IO_TEST_SUPPORT_H

#include "io/array.h"

#include <cstdlib>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <unistd.h>

namespace tprt::io::test {

/// Takes a status over and compares code and message.
inline void expect_status(tprt_status_t status, tprt_code_t code,
                          const std::string &part) {
  EXPECT_EQ(tprt_status_code(status), code) << tprt_status_message(status);
  EXPECT_NE(std::string(tprt_status_message(status)).find(part),
            std::string::npos)
      << "\"" << tprt_status_message(status) << "\" lacks \"" << part << "\"";
  tprt_status_free(status);
}

#define EXPECT_OK(expression)                                                  \
  ::tprt::io::test::expect_status((expression), TPRT_OK, "ok")
#define ASSERT_OK(expression)                                                  \
  do {                                                                         \
    tprt_status_t status_to_assert = (expression);                             \
    std::string message_to_assert = tprt_status_message(status_to_assert);     \
    tprt_status_free(status_to_assert);                                        \
    ASSERT_EQ(message_to_assert, "ok");                                        \
  } while (false)

/// A path that is removed at the end.
class temporary_file {
public:
  temporary_file() {
    const char *root = getenv("TMPDIR");
    path = std::string(root ? root : "/tmp") + "/tprt-io-XXXXXX";
    close(mkstemp(path.data()));
  }
  explicit temporary_file(const std::string &content) : temporary_file() {
    write(content);
  }
  ~temporary_file() { unlink(path.c_str()); }
  temporary_file(const temporary_file &) = delete;
  temporary_file &operator=(const temporary_file &) = delete;

  void write(const std::string &content) {
    std::ofstream(path, std::ios::binary | std::ios::trunc) << content;
  }

  std::string path;
};

inline std::string read_bytes(const std::string &path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

inline std::string data_file(const std::string &name) {
  return std::string(TPRT_IO_TEST_DATA) + "/" + name;
}

/// A view of the elements of a vector.
template <typename T>
array_view view_of(const std::vector<T> &values, tprt_dtype_t dtype,
                   std::vector<uint64_t> shape) {
  return {{dtype, std::move(shape)},
          reinterpret_cast<const uint8_t *>(values.data())};
}

template <typename T> std::vector<T> elements(const array &array) {
  const T *data = reinterpret_cast<const T *>(array.data.data());
  return std::vector<T>(data, data + array.data.size() / sizeof(T));
}

} // namespace tprt::io::test

#endif // TPRT_TEST_IO_TEST_SUPPORT_H
