//===- test_program.h - A small program for the tests of files ------------===//
// Copies each argument to the result of the same number: what goes in has to
// come out, whatever the sharding.
#ifndef TPRT_TEST_IO_TEST_PROGRAM_H
#define TPRT_TEST_IO_TEST_PROGRAM_H

#include "program_builder.h"

namespace tprt::io::test {

/// Adds an argument with a name, and its copy as a result.
inline void add_copy(tprt::test::program_builder &builder,
                     const std::string &name, fb::DType dtype,
                     const std::vector<uint64_t> &shape,
                     const tprt::test::program_builder::axes &sharding) {
  fb::Ref from = builder.argument(dtype, shape, sharding);
  builder.program.arguments.back()->name = name;
  builder.copy(from, builder.result(dtype, shape, sharding));
}

/// On an axis "x" of this many ranks: rows that do not divide, columns that do,
/// replicated integers without a name, booleans, and an argument that most
/// ranks hold nothing of.
inline std::string copy_program(uint32_t ranks) {
  tprt::test::program_builder builder(ranks);
  add_copy(builder, "rows", fb::DType::f32, {7, 5}, {{"x"}, {}});
  add_copy(builder, "columns", fb::DType::f32, {6, 8}, {{}, {"x"}});
  add_copy(builder, "", fb::DType::i32, {3}, {{}});
  add_copy(builder, "flags", fb::DType::i1, {6}, {{"x"}});
  add_copy(builder, "few", fb::DType::bf16, {1, 2}, {{"x"}, {}});
  builder.program.arguments[2]->name.clear();
  tprt::test::bytes file = builder.build();
  return std::string(file.begin(), file.end());
}

} // namespace tprt::io::test

#endif // TPRT_TEST_IO_TEST_PROGRAM_H
