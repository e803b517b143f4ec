//===- reduce_ptx.cpp - The text of a reduction kernel --------------------===//
// Straight-line code for each number of sources, so that all loads of a thread
// are under way at once. What an element is computed in and how a NaN wins are
// those of comm/inproc/reduce.cpp: the same bits on every backend, but for
// those of NaNs.

#include "reduce_ptx.h"

using namespace tprt;
using namespace tprt::cuda;

//===-- Types -------------------------------------------------------------===//

namespace {
enum class conversion { none, f16, bf16 };

/// How an element is stored and computed with.
struct element {
  const char *stored;   ///< Type of loads and stores.
  char memory;          ///< Class of the register that is loaded and stored.
  char value;           ///< Class of the register of values.
  const char *computed; ///< Type of arithmetic.
  const char *product;  ///< Multiplication of that type.
  conversion conversion;
};
} // namespace

// Register classes, each with its own numbers: h 16 bits, r 32, d 64, f float,
// g double. Narrow integers are extended by their loads and cut by their
// stores: sums and products have the low bits that they would have had.
static element element_of(tprt_dtype_t dtype) {
  switch (dtype) {
  case TPRT_I1:
  case TPRT_UI8:
    return {"u8", 'r', 'r', "u32", "mul.lo.u32", conversion::none};
  case TPRT_I8:
    return {"s8", 'r', 'r', "s32", "mul.lo.s32", conversion::none};
  case TPRT_I16:
    return {"s16", 'r', 'r', "s32", "mul.lo.s32", conversion::none};
  case TPRT_UI16:
    return {"u16", 'r', 'r', "u32", "mul.lo.u32", conversion::none};
  case TPRT_I32:
    return {"s32", 'r', 'r', "s32", "mul.lo.s32", conversion::none};
  case TPRT_UI32:
    return {"u32", 'r', 'r', "u32", "mul.lo.u32", conversion::none};
  case TPRT_I64:
    return {"s64", 'd', 'd', "s64", "mul.lo.s64", conversion::none};
  case TPRT_UI64:
    return {"u64", 'd', 'd', "u64", "mul.lo.u64", conversion::none};
  case TPRT_F16:
    return {"b16", 'h', 'f', "f32", "mul.rn.f32", conversion::f16};
  case TPRT_BF16:
    return {"b16", 'h', 'f', "f32", "mul.rn.f32", conversion::bf16};
  case TPRT_F32:
    return {"f32", 'f', 'f', "f32", "mul.rn.f32", conversion::none};
  case TPRT_F64:
    return {"f64", 'g', 'g', "f64", "mul.rn.f64", conversion::none};
  }
  return {};
}

uint32_t tprt::cuda::reduction_width(tprt_dtype_t dtype) {
  // As many as one instruction takes: four, and 16 bytes at most.
  return tprt_dtype_size(dtype) == 8 ? 2 : 4;
}

static uint32_t log2_of(uint32_t power) {
  uint32_t result = 0;
  while (power >>= 1)
    ++result;
  return result;
}

//===-- Text --------------------------------------------------------------===//

namespace {
/// Writes the part of the kernel that handles one thread's elements.
class body {
public:
  body(std::string &text, tprt_reduction_t reduction, element element,
       uint32_t width)
      : text(text), reduction(reduction), element(element), width(width) {}

  void write(uint32_t num_sources) {
    for (uint32_t source = 0; source < num_sources; ++source) {
      load(source);
      for (uint32_t i = 0; i < width; ++i) {
        widen(i, source == 0 ? total(i) : next(i));
        if (source)
          combine(total(i), next(i));
      }
    }
    store(num_sources);
  }

private:
  // Registers of element i: as loaded, its value, and the reduction so far.
  std::string memory(uint32_t i) const { return name(element.memory, i); }
  std::string next(uint32_t i) const { return name(element.value, 8 + i); }
  std::string total(uint32_t i) const { return name(element.value, 16 + i); }

  static std::string name(char kind, uint32_t number) {
    return std::string("%") + kind + std::to_string(number);
  }

  void line(const std::string &instruction) {
    text += "\t" + instruction + ";\n";
  }

  std::string vector() const {
    std::string list;
    for (uint32_t i = 0; i < width; ++i)
      list += (i ? ", " : "") + memory(i);
    return width == 1 ? list : "{" + list + "}";
  }

  std::string access(const char *what) const {
    std::string vector = width == 1 ? "" : ".v" + std::to_string(width);
    return std::string(what) + ".global" + vector + "." + element.stored;
  }

  void address(uint32_t parameter) {
    line("ld.param.u64 %address, [reduce_param_" + std::to_string(parameter) +
         "]");
    line("cvta.to.global.u64 %address, %address");
    line("add.s64 %address, %address, %offset");
  }

  void load(uint32_t source) {
    address(source);
    line(access("ld") + " " + vector() + ", [%address]");
  }

  void widen(uint32_t i, const std::string &to) {
    switch (element.conversion) {
    case conversion::none:
      line("mov.b" + std::to_string(bits()) + " " + to + ", " + memory(i));
      return;
    case conversion::f16:
      line("cvt.f32.f16 " + to + ", " + memory(i));
      return;
    case conversion::bf16: // the upper half of a float
      line("cvt.u32.u16 %r4, " + memory(i));
      line("shl.b32 %r4, %r4, 16");
      line("mov.b32 " + to + ", %r4");
      return;
    }
  }

  unsigned bits() const {
    return element.value == 'd' || element.value == 'g' ? 64 : 32;
  }

  bool floating() const { return element.computed[0] == 'f'; }

  void combine(const std::string &total, const std::string &next) {
    std::string both = total + ", " + total + ", " + next;
    switch (reduction) {
    case TPRT_SUM:
      line((floating() ? "add.rn." : "add.") + std::string(element.computed) +
           " " + both);
      return;
    case TPRT_PROD:
      line(std::string(element.product) + " " + both);
      return;
    case TPRT_MAX:
      return choose("max", "gt", total, next);
    case TPRT_MIN:
      return choose("min", "lt", total, next);
    case TPRT_NO_REDUCTION:
      return;
    }
  }

  /// total = total > next or total is a NaN ? total : next, so that a NaN on
  /// either side wins.
  void choose(const std::string &integer, const std::string &compare,
              const std::string &total, const std::string &next) {
    std::string type = std::string(".") + element.computed + " ";
    if (!floating())
      return line(integer + type + total + ", " + total + ", " + next);
    line("setp." + compare + type + "%p1, " + total + ", " + next);
    line("setp.nan" + type + "%p2, " + total + ", " + total);
    line("or.pred %p1, %p1, %p2");
    line("selp" + type + total + ", " + total + ", " + next + ", %p1");
  }

  void narrow(uint32_t i) {
    switch (element.conversion) {
    case conversion::none:
      line("mov.b" + std::to_string(bits()) + " " + memory(i) + ", " +
           total(i));
      return;
    case conversion::f16:
      line("cvt.rn.f16.f32 " + memory(i) + ", " + total(i));
      return;
    case conversion::bf16:
      line("cvt.rn.bf16.f32 " + memory(i) + ", " + total(i));
      return;
    }
  }

  void store(uint32_t parameter) {
    for (uint32_t i = 0; i < width; ++i)
      narrow(i);
    address(parameter);
    line(access("st") + " [%address], " + vector());
  }

  std::string &text;
  tprt_reduction_t reduction;
  element element;
  uint32_t width;
};
} // namespace

static std::string header(uint32_t parameters) {
  std::string text = ".version 7.0\n.target sm_80\n.address_size 64\n\n"
                     ".visible .entry reduce(";
  for (uint32_t i = 0; i < parameters; ++i)
    text += (i ? ",\n\t.param .u64 reduce_param_"
               : "\n\t.param .u64 reduce_param_") +
            std::to_string(i);
  return text + "\n)\n.maxntid " + std::to_string(reduction_threads) +
         ", 1, 1\n{\n"
         "\t.reg .pred %p<3>;\n"
         "\t.reg .b16 %h<8>;\n"
         "\t.reg .b32 %r<24>;\n"
         "\t.reg .b64 %d<24>;\n"
         "\t.reg .f32 %f<24>;\n"
         "\t.reg .f64 %g<24>;\n"
         "\t.reg .b64 %thread, %groups, %count, %offset, %address;\n\n";
}

std::string tprt::cuda::reduction_ptx(tprt_reduction_t reduction,
                                      tprt_dtype_t dtype,
                                      uint32_t num_sources) {
  element type = element_of(dtype);
  uint32_t size = tprt_dtype_size(dtype), width = reduction_width(dtype);
  auto parameter = [&](uint32_t behind_sources) {
    return "[reduce_param_" + std::to_string(num_sources + behind_sources) +
           "];\n";
  };
  std::string text = header(num_sources + 3);
  text += "\tmov.u32 %r0, %ctaid.x;\n"
          "\tmov.u32 %r1, %ntid.x;\n"
          "\tmov.u32 %r2, %tid.x;\n"
          "\tmul.wide.u32 %thread, %r0, %r1;\n"
          "\tcvt.u64.u32 %d0, %r2;\n"
          "\tadd.s64 %thread, %thread, %d0;\n"
          "\tld.param.u64 %count, " +
          parameter(1) + "\tld.param.u64 %groups, " + parameter(2) +
          "\tsetp.lt.u64 %p1, %thread, %groups;\n"
          "\t@%p1 bra GROUP;\n"
          "\tsub.s64 %d0, %thread, %groups;\n"
          "\tshl.b64 %d1, %groups, " +
          std::to_string(log2_of(width)) +
          ";\n"
          "\tadd.s64 %d0, %d0, %d1;\n"
          "\tsetp.ge.u64 %p1, %d0, %count;\n"
          "\t@%p1 bra DONE;\n"
          "\tshl.b64 %offset, %d0, " +
          std::to_string(log2_of(size)) + ";\n";
  body(text, reduction, type, 1).write(num_sources);
  text += "\tbra.uni DONE;\n"
          "GROUP:\n"
          "\tshl.b64 %offset, %thread, " +
          std::to_string(log2_of(size * width)) + ";\n";
  body(text, reduction, type, width).write(num_sources);
  return text + "DONE:\n\tret;\n}\n";
}
