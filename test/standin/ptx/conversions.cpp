//===- conversions.cpp - cvt ----------------------------------------------===//
// Between integers, floats and both. What is rare goes in two steps through a
// wider type, where that is exact.
#include "builder.h"
#include "directed.h"
#include "dispatch.h"
#include <algorithm>
#include <cfenv>

namespace ptx {

//===----------------------------------------------------------------------===//
// Functions
//===----------------------------------------------------------------------===//

template <class To, class From> static To integer_to_float(From value) {
  if constexpr (std::is_same_v<To, float> || std::is_same_v<To, double>) {
    return static_cast<To>(value);
  } else if constexpr (sizeof(From) < 8) {
    return from_double<To>(static_cast<double>(value));
  } else {
    // Rounded to odd at 2^40 and above, where narrow floats have far fewer
    // bits.
    bool negative = value < 0;
    uint64_t magnitude = static_cast<uint64_t>(value);
    magnitude = negative ? 0 - magnitude : magnitude;
    uint64_t low = magnitude & 0xffffu;
    bool large = (magnitude >> 40) != 0;
    uint64_t kept = large
                        ? (magnitude & ~uint64_t(0xffff)) | (low ? 0x8000u : 0u)
                        : magnitude;
    double wide = static_cast<double>(kept);
    return from_double<To>(negative ? -wide : wide);
  }
}

enum class to_whole { nearest, zero, down, up };
template <to_whole Mode, class T> static T rounded(T value) {
  switch (Mode) {
  case to_whole::nearest:
    return std::nearbyint(value);
  case to_whole::zero:
    return std::trunc(value);
  case to_whole::down:
    return std::floor(value);
  case to_whole::up:
    return std::ceil(value);
  }
}

/// Out of range is clamped. NaN gives 0 or, where either has 64 bits, the top
/// bit.
template <to_whole Mode, class To, class From>
static To float_to_integer(From value) {
  constexpr From above =
      static_cast<From>(uint64_t(1) << (8 * sizeof(To) - 2)) *
      (std::is_signed_v<To> ? From(2) : From(4));
  constexpr From least = std::is_signed_v<To> ? -above : From(0);
  From whole = rounded<Mode>(value);
  bool inside = whole >= least && whole < above;
  constexpr To nan = sizeof(From) == 8 || sizeof(To) == 8
                         ? static_cast<To>(uint64_t(1) << (8 * sizeof(To) - 1))
                         : To(0);
  To limit = whole >= above  ? std::numeric_limits<To>::max()
             : whole < least ? std::numeric_limits<To>::min()
                             : nan;
  To converted = static_cast<To>(inside ? whole : From(0));
  return inside ? converted : limit;
}

template <class To, class From> static To clamp_integer(From value) {
  using limits = std::numeric_limits<To>;
  if constexpr (std::is_signed_v<From>) {
    __int128 wide = value;
    return static_cast<To>(std::min<__int128>(
        std::max<__int128>(wide, limits::min()), limits::max()));
  } else {
    uint64_t most = static_cast<uint64_t>(limits::max());
    return static_cast<To>(std::min<uint64_t>(value, most));
  }
}

template <class To, class From> static To float_to_float(From value) {
  if constexpr (std::is_same_v<From, double>)
    return from_double<To>(value);
  else if constexpr (std::is_same_v<To, double>)
    return static_cast<double>(to_float(value));
  else
    return from_float<To>(to_float(value));
}
/// Of narrow floats; rounded to nearest and taken back where that is away from
/// zero.
template <class To> static To narrow_towards_zero(float value) {
  To near = from_float<To>(value);
  bool away = value == value && std::fabs(to_float(near)) > std::fabs(value);
  return {static_cast<uint16_t>(near.bits - (away ? 1 : 0))};
}
template <to_whole Mode, class T> static T round_float(T value) {
  if constexpr (sizeof(T) == 2)
    return from_float<T>(rounded<Mode>(to_float(value)));
  else
    return rounded<Mode>(value);
}
template <class T> static T saturate_float(T value) {
  auto wide = to_float(value);
  decltype(wide) limited =
      wide > 0 ? (wide < 1 ? wide : decltype(wide)(1)) : decltype(wide)(0);
  if constexpr (sizeof(T) == 2)
    return from_float<T>(limited);
  else
    return limited;
}
template <class T> static T relu_of(T value) {
  auto wide = to_float(value);
  return wide != wide || wide > 0 ? value : float_to_float<T>(0.f);
}
static float flush_float(float value) { return flushed(value); }

//===----------------------------------------------------------------------===//
// Handlers
//===----------------------------------------------------------------------===//

static to_whole whole_mode(const instruction &instruction) {
  if (instruction.has("rzi"))
    return to_whole::zero;
  if (instruction.has("rmi"))
    return to_whole::down;
  if (instruction.has("rpi"))
    return to_whole::up;
  return to_whole::nearest;
}
static bool rounds_to_whole(const instruction &instruction) {
  return instruction.has("rni") || instruction.has("rzi") ||
         instruction.has("rmi") || instruction.has("rpi");
}

template <to_whole Mode, class From>
static handler float_to_integer_of(const type &to) {
  return for_integers(to, [](auto value) {
    return each<&float_to_integer<Mode, decltype(value), From>>();
  });
}
template <class From>
static handler float_to_integer_by(to_whole mode, const type &to) {
  switch (mode) {
  case to_whole::nearest:
    return float_to_integer_of<to_whole::nearest, From>(to);
  case to_whole::zero:
    return float_to_integer_of<to_whole::zero, From>(to);
  case to_whole::down:
    return float_to_integer_of<to_whole::down, From>(to);
  case to_whole::up:
    return float_to_integer_of<to_whole::up, From>(to);
  }
}

template <class To> static handler to_float_from_integer(const type &from) {
  return for_integers(from, [](auto value) {
    return each<&integer_to_float<To, decltype(value)>>();
  });
}
static handler integer_to_float_of(const type &to, const type &from) {
  return for_floats(to, [&](auto value) {
    return to_float_from_integer<decltype(value)>(from);
  });
}
static handler float_to_float_of(const type &to, const type &from) {
  return for_floats(to, [&](auto to_value) {
    using To = decltype(to_value);
    return for_floats(from, [](auto from_value) {
      return each<&float_to_float<To, decltype(from_value)>>();
    });
  });
}

static handler round_float_of(to_whole mode, const type &type) {
  return for_floats(type, [mode](auto value) {
    using T = decltype(value);
    switch (mode) {
    case to_whole::nearest:
      return each<&round_float<to_whole::nearest, T>>();
    case to_whole::zero:
      return each<&round_float<to_whole::zero, T>>();
    case to_whole::down:
      return each<&round_float<to_whole::down, T>>();
    case to_whole::up:
      return each<&round_float<to_whole::up, T>>();
    }
  });
}

//===----------------------------------------------------------------------===//
// Decoding
//===----------------------------------------------------------------------===//

namespace {
/// One cvt that is being decoded, in steps from place to place.
struct conversion {
  ptx::builder &builder;
  const instruction &of;

  uint32_t step(handler run, uint32_t from, unsigned bits,
                int64_t immediate = 0) {
    if (!run)
      builder.fail("the conversion is not known");
    uint32_t to = builder.scratch(bits);
    builder.emit(run, to, {from}, immediate);
    return to;
  }
  uint32_t flush(uint32_t from, const type &type) {
    return of.has("ftz") && type.bits == 32 && type.is_float()
               ? step(each<&flush_float>(), from, 32)
               : from;
  }

  uint32_t integer(uint32_t from, const type &to, const type &source) {
    if (!of.has("sat"))
      return step(resize(source.bits, to.bits, source.kind == type::is_signed),
                  from, to.bits);
    bool sign = source.kind == type::is_signed;
    uint32_t wide = step(resize(source.bits, 64, sign), from, 64);
    return step(for_integers(to,
                             [sign](auto value) {
                               using T = decltype(value);
                               return sign
                                          ? each<&clamp_integer<T, int64_t>>()
                                          : each<&clamp_integer<T, uint64_t>>();
                             }),
                wide, to.bits);
  }

  uint32_t from_integer(uint32_t from, const type &to, const type &source) {
    int mode = directed();
    if (mode == FE_TONEAREST)
      return step(integer_to_float_of(to, source), from, to.bits);
    bool sign = source.kind == type::is_signed;
    uint32_t wide = step(resize(source.bits, 64, sign), from, 64);
    if (to.bits < 32)
      builder.fail("the conversion is not known");
    return step(sign ? directed_from_signed(to.bits)
                     : directed_from_unsigned(to.bits),
                wide, to.bits, mode);
  }

  uint32_t to_integer(uint32_t from, const type &to, const type &source) {
    from = flush(from, source);
    type wide = source;
    if (source.bits == 16) {
      wide = {type::real, 32, false};
      from = step(float_to_float_of(wide, source), from, 32);
    }
    to_whole mode = whole_mode(of);
    return step(wide.bits == 32 ? float_to_integer_by<float>(mode, to)
                                : float_to_integer_by<double>(mode, to),
                from, to.bits);
  }

  uint32_t between_floats(uint32_t from, const type &to, const type &source) {
    from = flush(from, source);
    if (rounds_to_whole(of))
      from = step(round_float_of(whole_mode(of), source), from, source.bits);
    int mode = directed();
    if (to.kind == source.kind && to.bits == source.bits) {
      // Nothing to round.
    } else if (mode == FE_TONEAREST || to.bits > source.bits) {
      from = step(float_to_float_of(to, source), from, to.bits);
    } else if (to.bits == 32) {
      from = step(directed_narrow(), from, 32, mode);
    } else if (to.bits == 16 && source.bits == 32 && mode == FE_TOWARDZERO) {
      from = step(to.kind == type::brain ? each<&narrow_towards_zero<bf16>>()
                                         : each<&narrow_towards_zero<f16>>(),
                  from, 16);
    } else {
      builder.fail("the conversion is not known");
    }
    from = flush(from, to);
    if (of.has("sat"))
      from = step(for_floats(to,
                             [](auto value) {
                               return each<&saturate_float<decltype(value)>>();
                             }),
                  from, to.bits);
    if (of.has("relu"))
      from = step(
          for_floats(
              to, [](auto value) { return each<&relu_of<decltype(value)>>(); }),
          from, to.bits);
    return from;
  }

  uint32_t convert(uint32_t from, const type &to, const type &source) {
    if (to.is_float())
      return source.is_float() ? between_floats(from, to, source)
                               : from_integer(from, to, source);
    return source.is_float() ? to_integer(from, to, source)
                             : integer(from, to, source);
  }

  int directed() const {
    for (std::string_view word : of.modifiers)
      if (word == "rz" || word == "rm" || word == "rp")
        return rounding_of(word);
    return FE_TONEAREST;
  }
};
} // namespace

static uint32_t join_16(uint16_t low, uint16_t high) {
  return low | (uint32_t(high) << 16);
}
template <class T> static T same_bits(T value) { return value; }

/// Two numbers into one register, the first into its high half.
static void decode_pair(builder &builder, const instruction &instruction,
                        type to, const type &from) {
  builder.expect_operands(3, 3);
  conversion conversion{builder, instruction};
  to.pair = false;
  uint32_t high = conversion.convert(
      builder.source(instruction.operands[1], from), to, from);
  uint32_t low = conversion.convert(
      builder.source(instruction.operands[2], from), to, from);
  builder.emit(each<&join_16>(), builder.target(instruction.operands[0], 32),
               {low, high});
}

static void decode_cvt(builder &builder, const instruction &instruction) {
  std::vector<type> types = instruction.types();
  if (types.size() != 2)
    builder.fail("the instruction's types are not known");
  type to = types[0], from = types[1];
  static constexpr std::string_view unknown[] = {"satfinite", "rna", "rs",
                                                 "pack", "scaled"};
  for (std::string_view word : unknown)
    if (instruction.has(word))
      builder.fail("modifier ." + std::string(word) + " is not known");
  if (to.pair && !from.pair && to.bits == 16 && from.bits == 32)
    return decode_pair(builder, instruction, to, from);
  if (to.pair || from.pair)
    builder.fail("the instruction's types are not known");
  builder.expect_operands(2, 2);
  conversion conversion{builder, instruction};
  size_t before = builder.result().operations.size();
  uint32_t source = builder.source(instruction.operands[1], from);
  uint32_t result = conversion.convert(source, to, from);
  uint32_t target = builder.target(instruction.operands[0], to.bits,
                                   to.kind == type::is_signed);
  // The last step writes the result itself.
  std::vector<operation> &operations = builder.result().operations;
  if (operations.size() > before && operations.back().target == result &&
      result != source) {
    operations.back().target = target;
    return;
  }
  builder.emit(for_unsigned(to.bits,
                            [](auto value) {
                              return each<&same_bits<decltype(value)>>();
                            }),
               target, {result});
}

void add_conversions(decoders &table) { table["cvt"] = decode_cvt; }

} // namespace ptx
