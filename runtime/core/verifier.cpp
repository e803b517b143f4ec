//===- verifier.cpp - What must hold of a whole program -------------------===//
// One walk over the commands with the set of buffers that collectives under way
// hold. A donated argument and its result are one buffer here.

#include "verifier.h"

#include "status.h"

#include <algorithm>

using namespace tprt;

// Keeps the walk linear in the number of commands. No schedule comes near it.
static constexpr size_t max_under_way = 256;

static unsigned long long print(uint64_t number) { return number; }

command_operands tprt::operands_of(const program &program,
                                   const command &command) {
  command_operands result;
  switch (command.action) {
  case action::gemm: {
    const gemm &gemm = program.gemms[command.index];
    result.reads = {gemm.a, gemm.b};
    result.writes = {gemm.c};
    if (gemm.desc.has_bias)
      result.reads.push_back(gemm.bias);
    if (gemm.desc.has_aux)
      result.writes.push_back(gemm.aux);
    break;
  }
  case action::launch: {
    const launch &launch = program.launches[command.index];
    auto middle = launch.operands.begin() + launch.num_reads;
    result.reads.assign(launch.operands.begin(), middle);
    result.writes.assign(middle, launch.operands.end());
    break;
  }
  case action::copy:
    result.reads = {program.copies[command.index].from};
    result.writes = {program.copies[command.index].to};
    break;
  case action::start:
    result.reads = {program.starts[command.index].send};
    result.writes = {program.starts[command.index].recv};
    break;
  case action::record:
  case action::wait:
    break;
  }
  return result;
}

const char *tprt::action_name(action action) {
  switch (action) {
  case action::gemm:
    return "gemm";
  case action::launch:
    return "launch";
  case action::copy:
    return "copy";
  case action::start:
    return "start";
  case action::record:
    return "record";
  case action::wait:
    return "wait";
  }
  return "?";
}

//===-- Products ----------------------------------------------------------===//

namespace {
/// One dimension of a strided array, in elements.
struct strided_dim {
  uint64_t size;
  uint64_t stride;
};
} // namespace

/// Elements that a strided array spans; false when that overflows.
static bool span_of(const std::vector<strided_dim> &dims, uint64_t &span) {
  span = 1;
  for (const strided_dim &dim : dims) {
    if (dim.size == 0) {
      span = 0;
      return true;
    }
    uint64_t reach = 0;
    if (__builtin_mul_overflow(dim.size - 1, dim.stride, &reach) ||
        __builtin_add_overflow(span, reach, &span))
      return false;
  }
  return true;
}

/// Whether no two indices meet. Sufficient, and necessary for the nested
/// layouts that compilers make: each stride steps over the one below.
static bool elements_distinct(std::vector<strided_dim> dims) {
  dims.erase(std::remove_if(dims.begin(), dims.end(),
                            [](auto &dim) { return dim.size <= 1; }),
             dims.end());
  std::sort(dims.begin(), dims.end(),
            [](auto &a, auto &b) { return a.stride < b.stride; });
  uint64_t below = 1;
  for (const strided_dim &dim : dims) {
    if (dim.stride < below)
      return false;
    if (__builtin_mul_overflow(dim.stride, dim.size, &below))
      return false;
  }
  return true;
}

static tprt_status_t check_matrix(const char *name, const gemm &gemm,
                                  uint64_t rows, uint64_t columns,
                                  uint64_t leading,
                                  uint64_t tprt_gemm_batch_t::*stride,
                                  tprt_dtype_t dtype, const ref &ref) {
  std::vector<strided_dim> dims{{rows, leading}, {columns, 1}};
  for (const tprt_gemm_batch_t &batch : gemm.batch)
    dims.push_back({batch.size, batch.*stride});
  if (leading < std::max<uint64_t>(columns, 1))
    return TPRT_BAD("rows of %s have %llu elements but are %llu apart", name,
                    print(columns), print(leading));
  uint64_t span = 0, bytes = 0;
  if (!span_of(dims, span) ||
      __builtin_mul_overflow(span, uint64_t(tprt_dtype_size(dtype)), &bytes) ||
      bytes > ref.size)
    return TPRT_BAD("%s spans more than the %llu bytes of its buffer", name,
                    print(ref.size));
  if (stride == &tprt_gemm_batch_t::stride_c && !elements_distinct(dims))
    return TPRT_BAD("matrices of %s overlap", name);
  return nullptr;
}

static tprt_status_t check_gemm(const gemm &gemm) {
  const tprt_gemm_t &d = gemm.desc;
  // A count of all products must fit, as backends number them.
  uint64_t products = 1;
  for (const tprt_gemm_batch_t &batch : gemm.batch)
    if (__builtin_mul_overflow(products, batch.size, &products) ||
        products > INT64_MAX)
      return TPRT_BAD("has too many batches");
  TPRT_RETURN_IF_ERROR(check_matrix(
      "A", gemm, d.transpose_a ? d.k : d.m, d.transpose_a ? d.m : d.k, d.lda,
      &tprt_gemm_batch_t::stride_a, d.dtype, gemm.a));
  TPRT_RETURN_IF_ERROR(check_matrix(
      "B", gemm, d.transpose_b ? d.n : d.k, d.transpose_b ? d.k : d.n, d.ldb,
      &tprt_gemm_batch_t::stride_b, d.dtype, gemm.b));
  if (d.has_bias &&
      gemm.bias.size != d.n * uint64_t(tprt_dtype_size(d.result_dtype)))
    return TPRT_BAD("a bias of %llu elements of %s has %llu bytes", print(d.n),
                    tprt_dtype_name(d.result_dtype), print(gemm.bias.size));
  if (d.has_aux)
    TPRT_RETURN_IF_ERROR(check_matrix("aux", gemm, d.m, d.n, d.ldc,
                                      &tprt_gemm_batch_t::stride_c,
                                      d.result_dtype, gemm.aux));
  return check_matrix("C", gemm, d.m, d.n, d.ldc, &tprt_gemm_batch_t::stride_c,
                      d.result_dtype, gemm.c);
}

//===-- Memory ------------------------------------------------------------===//

namespace {

class memory_checker {
public:
  explicit memory_checker(const program &program) : program(program) {}

  tprt_status_t check(const command &command);
  tprt_status_t check_end() const;

private:
  struct under_way {
    uint32_t start;
    const char *name;
    ref send, recv;
  };

  ref storage(ref ref) const;
  tprt_status_t check_writable(const ref &ref) const;
  tprt_status_t check_aliases(const command &command,
                              const command_operands &operands) const;
  tprt_status_t check_collectives(const command_operands &operands) const;
  tprt_status_t begin(const command &command);
  tprt_status_t end(const command &command);

  const tprt::program &program;
  std::vector<under_way> collectives;
};

} // namespace

/// A result that lives in a donated argument is that argument.
ref memory_checker::storage(ref ref) const {
  if (ref.space == space::result)
    if (int32_t argument = program.results[ref.index].donation; argument >= 0) {
      ref.space = space::argument;
      ref.index = static_cast<uint32_t>(argument);
    }
  return ref;
}

static bool overlap(const ref &a, const ref &b) {
  return a.space == b.space && a.index == b.index && a.size && b.size &&
         a.offset < b.end() && b.offset < a.end();
}

static bool identical(const ref &a, const ref &b) {
  return a.space == b.space && a.index == b.index && a.offset == b.offset &&
         a.size == b.size;
}

tprt_status_t memory_checker::check_writable(const ref &ref) const {
  if (ref.space == space::constant)
    return TPRT_BAD("writes to a constant");
  if (ref.space == space::argument && program.arguments[ref.index].donation < 0)
    return TPRT_BAD("writes to argument %u, which is not donated", ref.index);
  return nullptr;
}

/// A kernel and an all-reduce may work in place, on exactly the same bytes.
tprt_status_t
memory_checker::check_aliases(const command &command,
                              const command_operands &operands) const {
  bool in_place = command.action == action::launch ||
                  (command.action == action::start &&
                   program.starts[command.index].desc.kind == TPRT_ALL_REDUCE);
  for (size_t i = 0; i < operands.writes.size(); ++i) {
    const ref &write = operands.writes[i];
    for (const ref &read : operands.reads)
      if (overlap(read, write) && !(in_place && identical(read, write)))
        return TPRT_BAD("reads and writes overlapping buffers");
    for (size_t j = i + 1; j < operands.writes.size(); ++j)
      if (overlap(write, operands.writes[j]))
        return TPRT_BAD("writes two overlapping buffers");
  }
  return nullptr;
}

tprt_status_t
memory_checker::check_collectives(const command_operands &operands) const {
  for (const under_way &other : collectives) {
    for (const ref &read : operands.reads)
      if (overlap(read, other.recv))
        return TPRT_BAD("reads what collective \"%s\" is receiving",
                        other.name);
    for (const ref &write : operands.writes)
      if (overlap(write, other.recv) || overlap(write, other.send))
        return TPRT_BAD("writes to a buffer of collective \"%s\" before its "
                        "wait",
                        other.name);
  }
  return nullptr;
}

tprt_status_t memory_checker::begin(const command &command) {
  const start &start = program.starts[command.index];
  if (collectives.size() == max_under_way)
    return TPRT_BAD("more than %zu collectives are under way", max_under_way);
  collectives.push_back(
      {command.index, command.name, storage(start.send), storage(start.recv)});
  return nullptr;
}

tprt_status_t memory_checker::end(const command &command) {
  const tprt::command &token = program.commands[command.index];
  if (token.action == action::record)
    return nullptr;
  auto found = std::find_if(
      collectives.begin(), collectives.end(),
      [&](const under_way &other) { return other.start == token.index; });
  if (found == collectives.end())
    return TPRT_BAD("waits a second time for a collective");
  collectives.erase(collectives.begin(), found + 1);
  return nullptr;
}

tprt_status_t memory_checker::check(const command &command) {
  if (command.action == action::record)
    return nullptr;
  if (command.action == action::wait)
    return end(command);
  if (command.action == action::gemm)
    TPRT_RETURN_IF_ERROR(check_gemm(program.gemms[command.index]));
  command_operands operands = operands_of(program, command);
  for (ref &ref : operands.reads)
    ref = storage(ref);
  for (ref &ref : operands.writes) {
    TPRT_RETURN_IF_ERROR(check_writable(ref));
    ref = storage(ref);
  }
  TPRT_RETURN_IF_ERROR(check_aliases(command, operands));
  TPRT_RETURN_IF_ERROR(check_collectives(operands));
  return command.action == action::start ? begin(command) : nullptr;
}

tprt_status_t memory_checker::check_end() const {
  if (!collectives.empty())
    return TPRT_BAD("%zu collectives are never waited for", collectives.size());
  return nullptr;
}

tprt_status_t tprt::verify_program(const program &program) {
  memory_checker checker(program);
  for (size_t i = 0; i < program.commands.size(); ++i)
    if (tprt_status_t status = checker.check(program.commands[i]))
      return with_prefix("op " + std::to_string(i) + " (\"" +
                             program.commands[i].name + "\"): ",
                         status);
  return checker.check_end();
}
