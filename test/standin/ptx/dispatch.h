//===- dispatch.h - the handler for a type --------------------------------===//
// Each calls `make` with a value of the C++ type that stands for a type of PTX,
// and returns what it returns; null for other types.
#ifndef TEST_STANDIN_PTX_DISPATCH_H
#define TEST_STANDIN_PTX_DISPATCH_H

#include "lanes.h"
#include "numbers.h"
#include "syntax.h"

namespace ptx {

template <class F> handler for_unsigned(unsigned bits, F make) {
  switch (bits) {
  case 8:
    return make(uint8_t());
  case 16:
    return make(uint16_t());
  case 32:
    return make(uint32_t());
  case 64:
    return make(uint64_t());
  default:
    return nullptr;
  }
}

template <class F> handler for_signed(unsigned bits, F make) {
  switch (bits) {
  case 8:
    return make(int8_t());
  case 16:
    return make(int16_t());
  case 32:
    return make(int32_t());
  case 64:
    return make(int64_t());
  default:
    return nullptr;
  }
}

/// Untyped bits count as unsigned.
template <class F> handler for_integers(const type &type, F make) {
  if (type.pair || type.is_float())
    return nullptr;
  if (type.kind == type::is_signed)
    return for_signed(type.bits, make);
  return for_unsigned(type.bits, make);
}

template <class F> handler for_floats(const type &type, F make) {
  if (type.pair)
    return nullptr;
  if (type.kind == type::brain)
    return make(bf16());
  if (type.kind != type::real)
    return nullptr;
  switch (type.bits) {
  case 16:
    return make(f16());
  case 32:
    return make(float());
  default:
    return make(double());
  }
}

} // namespace ptx

#endif // TEST_STANDIN_PTX_DISPATCH_H
