//===- dtype.cpp - Names and sizes of element types -----------------------===//
// One table for everybody who prints or measures them.

#include "tprt/tprt.h"

namespace {
struct dtype_row {
  const char *name;
  uint32_t size;
};
} // namespace

static const dtype_row rows[] = {
    {"i1", 1},   {"i8", 1},   {"i16", 2},  {"i32", 4},  {"i64", 8},
    {"ui8", 1},  {"ui16", 2}, {"ui32", 4}, {"ui64", 8}, {"f16", 2},
    {"bf16", 2}, {"f32", 4},  {"f64", 8}};

static const dtype_row *find(tprt_dtype_t dtype) {
  auto index = static_cast<unsigned>(dtype);
  return index < sizeof rows / sizeof *rows ? &rows[index] : nullptr;
}

const char *tprt_dtype_name(tprt_dtype_t dtype) {
  const dtype_row *row = find(dtype);
  return row ? row->name : "?";
}

uint32_t tprt_dtype_size(tprt_dtype_t dtype) {
  const dtype_row *row = find(dtype);
  return row ? row->size : 0;
}
