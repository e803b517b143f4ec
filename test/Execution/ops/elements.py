"""Ops on single elements, in every type they have: results by numpy.

    python elements.py FOLDER     (needs: numpy)
"""

import math
import pathlib
import sys

import numpy as np

from program import TYPES, Program, type_of

random = np.random.RandomState(1)
INTS = [np.int8, np.int16, np.int32, np.int64]
UINTS = [np.uint8, np.uint16, np.uint32, np.uint64]
np.seterr(all="ignore")


def edges(dtype):
    """Limits, their neighbours, and what lies between: 21 numbers in a shape of 7 x 3."""
    info = np.iinfo(dtype)
    known = [info.min, info.min + 1, info.max, info.max - 1, 0, 1, 2, info.max // 2]
    if info.min:
        known += [-1, -2, info.min // 2]
    else:
        known += [info.max // 2 + 1, 3, 200]
    drawn = random.randint(info.min // 2, info.max // 2, 21 - len(known), np.int64)
    return np.concatenate([np.array(known, dtype), drawn.astype(dtype)]).reshape(7, 3)


def shuffled(x):
    flat = x.reshape(-1).copy()
    random.shuffle(flat)
    return flat.reshape(x.shape)


#===-----------------------------------------------------------------------===#
# Integers
#===-----------------------------------------------------------------------===#


def divide(x, y):
    """Towards zero; x / 0 has all bits set, and the smallest over -1 is itself."""
    info = np.iinfo(x.dtype)
    out = []
    for a, b in zip(x.reshape(-1).tolist(), y.reshape(-1).tolist()):
        quotient = -1 if b == 0 else abs(a) // abs(b) * (1 if (a < 0) == (b < 0) else -1)
        rest = a if b == 0 else a - b * quotient
        out.append((quotient, rest))
    bits = 2**(8 * x.dtype.itemsize)
    wrap = lambda v: (v % bits) - (bits if info.min and v % bits > info.max else 0)
    return [np.array([wrap(pair[i]) for pair in out], x.dtype).reshape(x.shape) for i in (0, 1)]


def compare(program, x, y, direction, expected, kind=None):
    a, b = program.argument(x, 0), program.argument(y, 0)
    kind = f", {kind}" if kind else ""
    program.result(
        program.value(f"stablehlo.compare {direction}, {a}, {b}{kind} : "
                      f"({type_of(x)}, {type_of(y)}) -> {type_of(expected)}"), expected)


def power(x, y):
    info = np.iinfo(x.dtype)
    bits = 2**(8 * x.dtype.itemsize)
    out = []
    for a, b in zip(x.reshape(-1).tolist(), y.reshape(-1).tolist()):
        value = pow(a, b, bits) if b >= 0 else {1: 1, -1: -1 if b % 2 else 1}.get(a, 0)
        value %= bits
        out.append(value - bits if info.min and value > info.max else value)
    return np.array(out, x.dtype).reshape(x.shape)


def integers(dtypes):
    program = Program()
    for dtype in dtypes:
        x, y = edges(dtype), shuffled(edges(dtype))
        signed = np.iinfo(dtype).min != 0
        width = 8 * np.dtype(dtype).itemsize
        quotient, rest = divide(x, y)
        binary = [("add", x + y), ("subtract", x - y), ("multiply", x * y), ("divide", quotient),
                  ("remainder", rest), ("maximum", np.maximum(x, y)), ("minimum", np.minimum(x, y)),
                  ("and", x & y), ("or", x | y), ("xor", x ^ y), ("power", power(x, y))]
        for name, expected in binary:
            program.binary(f"stablehlo.{name}", x, y, expected)
        amount = (np.arange(21).reshape(7, 3) * 7 % (width + 5)).astype(dtype)
        fits = amount < width
        bits = x.view(f"uint{width}")
        safe = np.where(fits, amount, 0).astype(dtype)
        signed_bits = x.view(f"int{width}")
        program.binary("stablehlo.shift_left", x, amount, np.where(fits, x << safe, 0).astype(dtype))
        program.binary("stablehlo.shift_right_logical", x, amount,
                       np.where(fits, bits >> safe.view(bits.dtype), 0).astype(bits.dtype).view(dtype))
        program.binary("stablehlo.shift_right_arithmetic", x, amount,
                       (signed_bits >> np.minimum(amount, width - 1).view(signed_bits.dtype)).view(dtype))
        count = np.array([bin(v).count("1") for v in bits.reshape(-1).tolist()], dtype)
        zeros = np.array([width - v.bit_length() for v in bits.reshape(-1).tolist()], dtype)
        unary = [("not", ~x), ("negate", (0 - x).astype(dtype)), ("popcnt", count.reshape(7, 3)),
                 ("count_leading_zeros", zeros.reshape(7, 3))]
        if signed:
            unary += [("abs", np.abs(x)), ("sign", np.sign(x))]
        for name, expected in unary:
            program.unary(f"stablehlo.{name}", "", x, expected)
        kind = "SIGNED" if signed else "UNSIGNED"
        for direction, expected in (("EQ", x == y), ("NE", x != y), ("GE", x >= y), ("GT", x > y),
                                    ("LE", x <= y), ("LT", x < y)):
            compare(program, x, y, direction, expected, kind)
        low, high = np.array(3, dtype), np.array(100, dtype)
        names = [program.argument(low), program.argument(x, 0), program.argument(high)]
        program.result(
            program.value(f"stablehlo.clamp {', '.join(names)} : ({type_of(low)}, {type_of(x)}, "
                          f"{type_of(high)}) -> {type_of(x)}"), np.clip(x, low, high))
        if width >= 32:
            high = [(a * b >> width) for a, b in zip(x.reshape(-1).tolist(), y.reshape(-1).tolist())]
            program.binary("chlo.mulhi", x, y, np.array(high, dtype).reshape(7, 3))
        scalar = np.array(np.iinfo(dtype).max, dtype)
        program.binary("stablehlo.add", scalar, scalar, np.asarray(scalar + scalar))
    return program


def orders():
    """Unsigned integers by their order: top_k, and scatters of the greatest and least."""
    program = Program()
    for dtype in UINTS:
        x = edges(dtype)
        for operand, split in ((np.ascontiguousarray(x.T), 0), (np.ascontiguousarray(x.T), 1)):
            at = np.argsort(~operand, axis=1, kind="stable")[:, :3].astype(np.int32)
            values = np.take_along_axis(operand, at, 1)
            name = program.pair(f"chlo.top_k({program.argument(operand, split)}, k = 3) : "
                                f"{type_of(operand)} -> ({type_of(values)}, {type_of(at)})")
            program.result(f"{name}#0", values)
            program.result(f"{name}#1", at)
        rows = np.array([[3], [0], [3], [9], [6]], np.int32)
        updates = shuffled(x)[:5]
        for name, better in (("maximum", np.maximum), ("minimum", np.minimum)):
            expected = x.copy()
            for row, update in zip(rows[:, 0], updates):
                if row < 7:
                    expected[row] = better(expected[row], update)
            names = [program.argument(x, 0), program.argument(rows), program.argument(updates, 1)]
            scalar = type_of(np.zeros((), dtype))
            program.result(program.value(
                f'"stablehlo.scatter"({", ".join(names)}) <{{scatter_dimension_numbers = '
                "#stablehlo.scatter<update_window_dims = [1], inserted_window_dims = [0], "
                f"scatter_dims_to_operand_dims = [0], index_vector_dim = 1>}}> ({{ "
                f"^bb0(%l: {scalar}, %r: {scalar}): %b = stablehlo.{name} %l, %r : {scalar} "
                f"stablehlo.return %b : {scalar} }}) : "
                f"({type_of(x)}, {type_of(rows)}, {type_of(updates)}) -> {type_of(expected)}"), expected)
    return program


#===-----------------------------------------------------------------------===#
# Conversions
#===-----------------------------------------------------------------------===#


def converted(x, dtype):
    """To integers towards zero and to the nearest limit, NaN to 0; to booleans unless 0."""
    if dtype == np.bool_:
        return x != 0
    if x.dtype.kind == "f" and np.dtype(dtype).kind in "iu":
        info = np.iinfo(dtype)
        whole = [0 if np.isnan(v) else info.max if v > info.max else info.min if v < info.min else int(v)
                 for v in x.astype(np.float64).reshape(-1).tolist()]
        return np.array([min(max(v, info.min), info.max) for v in whole], dtype).reshape(x.shape)
    return x.astype(dtype)


def conversions():
    program = Program()
    floats = np.array([0.0, -0.0, 0.5, -0.5, 1.5, -1.9, 127.4, 128, 255.9, 256, -128.5, -129, np.nan,
                       np.inf, -np.inf, 32767, 2**31, 2**32, -2.0**31, 6e4, -7.25]).reshape(7, 3)
    sources = [floats.astype(t) for t in (np.float16, np.float32, np.float64)]
    sources += [edges(dtype) for dtype in INTS + UINTS] + [edges(np.int8) > 0]
    targets = INTS + UINTS + [np.float16, np.float32, np.float64, np.bool_]
    for x in sources:
        for dtype in targets:
            if x.dtype != dtype:
                program.unary("stablehlo.convert", "", x, converted(x, dtype))
    return program


#===-----------------------------------------------------------------------===#
# Floats
#===-----------------------------------------------------------------------===#


def special(dtype):
    info = np.finfo(dtype)
    values = [0.0, -0.0, 1, -1, np.inf, -np.inf, np.nan, info.max, -info.max, info.tiny, -info.tiny,
              info.smallest_subnormal, 0.5, -0.5, 1.5, 2.5, -2.5, 3.7, -3.2, 10, 100]
    return np.array(values, dtype).reshape(7, 3)


def reduced(x, exponent_bits, mantissa_bits):
    """By way of the bits of f32."""
    out = []
    for v in x.reshape(-1):
        bits = int(np.float32(v).view(np.uint32))
        if np.isnan(v):
            out.append(bits)
            continue
        sign, rest = bits & 0x80000000, bits & 0x7FFFFFFF
        if mantissa_bits < 23:
            drop = 23 - mantissa_bits
            low, keep = rest % 2**drop, rest >> drop
            keep += low > 2**(drop - 1) or (low == 2**(drop - 1) and keep % 2)
            rest = keep << drop
        exponent, bias = (rest >> 23) - 127, 2**(exponent_bits - 1) - 1
        if exponent_bits < 8:
            if exponent > bias:
                rest = 0x7F800000
            elif exponent <= -bias:
                rest = 0
        out.append(sign | rest)
    return np.array(out, np.uint32).view(np.float32).reshape(x.shape)


def total(x):
    width = 8 * x.dtype.itemsize
    bits = x.view(f"int{width}")
    return np.where(bits < 0, bits ^ np.iinfo(bits.dtype).max, bits)


def floats():
    program = Program()
    for dtype in (np.float16, np.float32, np.float64):
        x, y = special(dtype), shuffled(special(dtype))
        for name, expected in (("abs", np.abs(x)), ("negate", -x), ("sign", np.sign(x) * 1.0),
                               ("floor", np.floor(x)), ("ceil", np.ceil(x)),
                               ("round_nearest_even", np.rint(x)),
                               ("round_nearest_afz", np.copysign(np.floor(np.abs(x) + dtype(0.5)), x)),
                               ("is_finite", np.isfinite(x))):
            if name == "sign":
                expected = np.where(np.isnan(x) | (x == 0), x, np.copysign(1, x))
            if name != "is_finite":
                expected = expected.astype(dtype)
            program.unary(f"stablehlo.{name}", "", x, expected)
        for name, expected in (("is_inf", np.isinf(x)), ("is_pos_inf", np.isposinf(x)),
                               ("is_neg_inf", np.isneginf(x))):
            program.unary(f"chlo.{name}", "", x, expected)
        program.binary("chlo.next_after", x, y, np.nextafter(x, y))
        for name, expected in (("maximum", np.maximum(x, y)), ("minimum", np.minimum(x, y)),
                               ("add", x + y), ("multiply", x * y)):
            program.binary(f"stablehlo.{name}", x, y, expected)
        for direction, expected in (("EQ", x == y), ("NE", x != y), ("GE", x >= y), ("LT", x < y)):
            compare(program, x, y, direction, expected, "FLOAT")
        a, b = total(x), total(y)
        for direction, expected in (("EQ", a == b), ("GT", a > b), ("LE", a <= b)):
            compare(program, x, y, direction, expected, "TOTALORDER")
        for name, expected in (("subtract", x - y), ("divide", x / y)):
            program.binary(f"stablehlo.{name}", x, y, expected.astype(dtype))
        program.unary("stablehlo.sqrt", "", x, np.sqrt(x))
    x = np.concatenate([special(np.float32).reshape(-1),
                        (random.randn(19) * 10.0**random.randint(-12, 12, 19)).astype(np.float32)])
    x = x.reshape(8, 5)
    for exponent, mantissa in ((5, 10), (8, 7), (4, 3), (8, 23), (3, 0)):
        program.unary("stablehlo.reduce_precision", f", format = e{exponent}m{mantissa}", x,
                      reduced(x, exponent, mantissa))
    return program


def inverse_erf(x):
    """By bisection."""
    out = []
    for v in x.reshape(-1).tolist():
        low, high = -6.0, 6.0
        for _ in range(100):
            middle = (low + high) / 2
            low, high = (middle, high) if math.erf(middle) < v else (low, middle)
        out.append(low)
    return np.array(out).reshape(x.shape)


def logistic(x):
    return 1 / (1 + np.exp(-x))


# Functions and the numbers between which they are computed; each takes the edges of its type too.
FUNCTIONS = [
    ("stablehlo.cbrt", np.cbrt, -50, 50), ("stablehlo.cosine", np.cos, -20, 20),
    ("stablehlo.exponential", np.exp, -9, 9), ("stablehlo.exponential_minus_one", np.expm1, -2, 2),
    ("stablehlo.log", np.log, 0.01, 50), ("stablehlo.log_plus_one", np.log1p, -0.9, 5),
    ("stablehlo.logistic", logistic, -9, 9), ("stablehlo.rsqrt", lambda x: 1 / np.sqrt(x), 0.01, 50),
    ("stablehlo.sine", np.sin, -20, 20), ("stablehlo.sqrt", np.sqrt, 0, 50),
    ("stablehlo.tan", np.tan, -1.5, 1.5), ("stablehlo.tanh", np.tanh, -4, 4),
    ("chlo.acos", np.arccos, -0.99, 0.99), ("chlo.acosh", np.arccosh, 1.1, 50),
    ("chlo.asin", np.arcsin, -0.99, 0.99), ("chlo.asinh", np.arcsinh, -50, 50),
    ("chlo.atan", np.arctan, -6, 6), ("chlo.atanh", np.arctanh, -0.99, 0.99),
    ("chlo.cosh", np.cosh, -6, 6), ("chlo.erf", np.vectorize(math.erf, otypes=[float]), -3, 3),
    ("chlo.erfc", np.vectorize(math.erfc, otypes=[float]), -3, 3),
    ("chlo.sinh", np.sinh, -6, 6), ("chlo.square", np.square, -9, 9), ("chlo.tan", np.tan, -1.5, 1.5),
]


def functions(dtype):
    """Compared with a tolerance; computed in a wider type and rounded once."""
    program = Program()
    wide = np.longdouble if dtype == np.float64 else np.float64
    ends = np.array([0.0, -0.0, 1, -1, np.inf, -np.inf, np.nan], dtype)
    for name, function, low, high in FUNCTIONS:
        x = np.concatenate([np.linspace(low, high, 14).astype(dtype), ends]).reshape(7, 3)
        program.unary(name, "", x, function(x.astype(wide)).astype(dtype))
    y, x = shuffled(special(np.float16)).astype(dtype), special(np.float16).astype(dtype)
    program.binary("stablehlo.atan2", y, x, np.arctan2(y.astype(wide), x.astype(wide)).astype(dtype))
    y = (random.randint(-6, 7, 21) / 2).astype(dtype).reshape(7, 3)
    program.binary("stablehlo.power", x, y, np.power(x.astype(wide), y.astype(wide)).astype(dtype))
    x, y = shuffled(x), np.where(y == 0, 1.5, y).astype(dtype)
    program.binary("stablehlo.remainder", x, y, np.fmod(x, y))
    if dtype == np.float64:
        return program
    x = np.linspace(-0.99, 0.99, 21).astype(dtype).reshape(7, 3)
    program.unary("chlo.erf_inv", "", x, inverse_erf(x.astype(wide)).astype(dtype))
    ends = np.array([1, -1, 2, np.nan, 0], dtype)
    program.unary("chlo.erf_inv", "", ends, np.array([np.inf, -np.inf, np.nan, np.nan, 0], dtype))
    return program


if __name__ == "__main__":
    folder = pathlib.Path(sys.argv[1])
    integers(INTS).write(folder, "signed")
    integers(UINTS).write(folder, "unsigned")
    conversions().write(folder, "conversions")
    floats().write(folder, "floats")
    for dtype in (np.float16, np.float32, np.float64):
        functions(dtype).write(folder, f"functions_{TYPES[np.dtype(dtype).name]}")
    orders().write(folder, "orders")
