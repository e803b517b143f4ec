//===- library.h - A vendor's library, opened when it is needed -----------===//
// Nothing of a vendor is linked: one build starts on every machine and says
// there what is missing. A table of functions is a struct of entries, each of
// which knows its name, so that no error has to be told who failed.
#ifndef TPRT_BACKEND_CUDA_LIBRARY_H
#define TPRT_BACKEND_CUDA_LIBRARY_H

#include "core/status.h"

#include <initializer_list>

namespace tprt::cuda {

/// A shared library. Once open it stays so: the vendor's libraries leave
/// threads behind.
class library {
public:
  /// `what` is for people: "NVIDIA's driver".
  explicit library(const char *what) : what(what) {}

  /// Opens the first of `names` that the loader finds. TPRT_UNSUPPORTED with
  /// what the loader says of the first.
  tprt_status_t open(std::initializer_list<const char *> names);

  /// The address of a function, or of the one that stands in for it in older
  /// versions; null when there is neither. `older` may be null.
  void *find(const char *symbol, const char *older = nullptr) const;

  /// The status of a library that lacks a function.
  tprt_status_t lacks(const char *symbol) const;

private:
  const char *what;
  const char *name = nullptr;
  void *handle = nullptr;
};

/// A function of a library that returns a code, 0 for success; `Translate`
/// makes a status of a code and the function's name.
template <auto Translate, typename Signature> class entry;

template <auto Translate, typename Code, typename... Args>
class entry<Translate, Code(Args...)> {
public:
  void bind(void *function, const char *symbol) {
    address = reinterpret_cast<Code (*)(Args...)>(function);
    name = symbol;
  }

  explicit operator bool() const { return address != nullptr; }

  tprt_status_t operator()(Args... args) const {
    return status(address(args...));
  }

  /// The code itself, for functions where some codes are no failures.
  Code raw(Args... args) const { return address(args...); }

  tprt_status_t status(Code code) const {
    return static_cast<int>(code) ? Translate(code, name) : nullptr;
  }

private:
  Code (*address)(Args...) = nullptr;
  const char *name = nullptr;
};

/// What a name is after the vendor's header has replaced it.
#define TPRT_SYMBOL(name) TPRT_SYMBOL_TEXT(name)
#define TPRT_SYMBOL_TEXT(name) #name

} // namespace tprt::cuda

#endif // TPRT_BACKEND_CUDA_LIBRARY_H
