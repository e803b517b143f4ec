"""Ops that move, cut and reinterpret elements: results by numpy.

    python moves.py FOLDER     (needs: numpy)
"""

import pathlib
import sys

import numpy as np

from program import Program, type_of

random = np.random.RandomState(0)


def numbers(*shape, dtype=np.float32):
    if dtype == np.float32:
        return np.asarray(random.randn(*shape), dtype)
    return np.asarray(random.randint(-100, 100, shape), dtype)


#===-----------------------------------------------------------------------===#
# Slices at computed positions
#===-----------------------------------------------------------------------===#


def clamp(starts, sizes, shape):
    return tuple(slice(min(max(int(s), 0), n - k), min(max(int(s), 0), n - k) + k)
                 for s, k, n in zip(starts, sizes, shape))


def dynamic_slice(program, operand, starts, sizes, split):
    name = program.argument(operand, split)
    scalars = [program.argument(start) for start in starts]
    expected = operand[clamp(starts, sizes, operand.shape)]
    operands = "".join(f", {scalar}" for scalar in scalars)
    types = ", ".join([type_of(operand)] + [type_of(start) for start in starts])
    program.result(
        program.value(f"stablehlo.dynamic_slice {name}{operands}, sizes = {list(sizes)} : "
                      f"({types}) -> {type_of(expected)}"), expected)


def dynamic_update_slice(program, operand, update, starts, split, update_split=None):
    name = program.argument(operand, split)
    new = program.argument(update, update_split)
    scalars = [program.argument(start) for start in starts]
    expected = operand.copy()
    expected[clamp(starts, update.shape, operand.shape)] = update
    operands = "".join(f", {scalar}" for scalar in scalars)
    types = ", ".join([type_of(operand), type_of(update)] + [type_of(start) for start in starts])
    program.result(
        program.value(f"stablehlo.dynamic_update_slice {name}, {new}{operands} : "
                      f"({types}) -> {type_of(operand)}"), expected)


def slices():
    program = Program()
    ints = [np.int32(v) for v in (3, -2, 100, 0)]
    for start in ints:  # In range, below, above; each split dimension.
        for split in (0, 1):
            dynamic_slice(program, numbers(7, 6), (start, ints[0]), (3, 6), split)
            dynamic_slice(program, numbers(7, 6), (start, start), (1, 2), split)
    dynamic_slice(program, numbers(7, 6), (np.uint32(4000000000), np.uint32(1)), (2, 3), 0)
    dynamic_slice(program, numbers(7, 6), (np.uint8(200), np.uint8(1)), (2, 3), 0)
    dynamic_slice(program, numbers(300, 2), (np.int8(-128), np.int8(1)), (2, 1), 0)
    dynamic_slice(program, numbers(9), (np.int64(2**40),), (4,), 0)
    dynamic_slice(program, numbers(9), (np.uint64(2**63 + 1),), (1,), 0)
    dynamic_slice(program, numbers(5, 1, 3, dtype=np.int32), (ints[0],) * 3, (2, 1, 2), 0)
    dynamic_slice(program, numbers(5, 3), (ints[0],) * 2, (0, 3), 0)
    dynamic_slice(program, numbers(5, 3) > 0, (ints[0],) * 2, (1, 1), 0)
    dynamic_slice(program, numbers(), (), (), None)
    return program


def updates():
    program = Program()
    ints = [np.int32(v) for v in (3, -2, 100, 1)]
    for start in ints:
        for split in (0, 1):
            dynamic_update_slice(program, numbers(7, 6), numbers(3, 6), (start, ints[0]), split)
            dynamic_update_slice(program, numbers(7, 6), numbers(1, 6), (start, ints[0]), split, 1)
            dynamic_update_slice(program, numbers(7, 6), numbers(3, 2), (start, start), split, 0)
            dynamic_update_slice(program, numbers(7, 6), numbers(1, 2), (start, ints[3]), split)
    dynamic_update_slice(program, numbers(7, 6), numbers(7, 6), (ints[0], ints[0]), 0)
    dynamic_update_slice(program, numbers(7, 6), numbers(0, 6), (ints[0], ints[0]), 0)
    dynamic_update_slice(program, numbers(7, 1), numbers(1, 1), (np.uint16(65535), np.uint16(9)), 0)
    dynamic_update_slice(program, numbers(300), numbers(2), (np.uint8(255),), 0)
    dynamic_update_slice(program, numbers(5, 4, 3, dtype=np.int64), numbers(2, 2, 2, dtype=np.int64),
                         (ints[0], ints[3], ints[2]), 1)
    dynamic_update_slice(program, numbers(), numbers(), (), None)
    hole = numbers(6, 3)
    hole[1] = np.nan
    dynamic_update_slice(program, hole, np.full((1, 3), -0.0, np.float32), (ints[3], ints[0]), 0)
    return program


#===-----------------------------------------------------------------------===#
# Padding and reversal
#===-----------------------------------------------------------------------===#


def pad_dim(x, dim, value, low, high, interior):
    x = np.moveaxis(x, dim, 0)
    extent = x.shape[0] + max(x.shape[0] - 1, 0) * interior
    out = np.full((low + high + extent,) + x.shape[1:], value, x.dtype)
    for i in range(x.shape[0]):
        at = low + i * (interior + 1)
        if 0 <= at < out.shape[0]:
            out[at] = x[i]
    return np.moveaxis(out, 0, dim)


def pad(program, operand, value, low, high, interior, split, constant=True):
    name = program.argument(operand, split)
    scalar = program.constant(value) if constant else program.argument(value)
    expected = operand
    for dim, config in enumerate(zip(low, high, interior)):
        expected = pad_dim(expected, dim, value, *config)
    program.result(
        program.value(
            f"stablehlo.pad {name}, {scalar}, low = {list(low)}, high = {list(high)}, interior = "
            f"{list(interior)} : ({type_of(operand)}, {type_of(value)}) -> {type_of(expected)}"),
        expected)


def pads():
    program = Program()
    value = np.float32(2.5)
    for split in (0, 1):
        for constant in (True, False):
            pad(program, numbers(7, 6), value, (1, 0), (2, 0), (0, 0), split, constant)
            pad(program, numbers(7, 6), value, (-2, 1), (1, -3), (0, 0), split, constant)
            pad(program, numbers(7, 6), value, (0, 2), (0, 1), (2, 0), split, constant)
            pad(program, numbers(7, 6), value, (-1, -2), (-4, 3), (1, 3), split, constant)
    pad(program, numbers(5), np.float32(-0.0), (-9,), (7,), (0,), 0)
    pad(program, numbers(5, 2), value, (-5, 0), (2, 0), (0, 0), 0, False)
    pad(program, numbers(0, 3), value, (2, 0), (1, 1), (4, 0), None)
    pad(program, numbers(1, 3, dtype=np.int32), np.int32(7), (1, 0), (0, 1), (3, 1), 1)
    pad(program, numbers(4, 3) > 0, np.bool_(True), (1, 0), (0, 1), (0, 1), 0)
    pad(program, numbers(3, 2), np.float32(1), (0, 0), (-3, 0), (0, 0), None)
    pad(program, numbers(), value, (), (), (), None)
    return program


def reverses():
    program = Program()
    for shape, dims, split in (((7, 6), (0,), 0), ((7, 6), (0,), 1), ((7, 6), (0, 1), 0),
                               ((5, 1, 3), (1, 2), 2), ((1, 4), (0,), 1), ((0, 4), (0, 1), None),
                               ((9,), (0,), 0), ((4, 3), (), 0), ((), (), None)):
        for dtype in (np.float32, np.int8):
            operand = numbers(*shape, dtype=dtype)
            program.unary("stablehlo.reverse", f", dims = {list(dims)}", operand,
                          np.flip(operand, dims), split)
    operand = numbers(3, 2)
    expected = np.broadcast_to(operand, (4, 5, 3, 2))
    program.result(
        program.value(f"stablehlo.broadcast {program.argument(operand, 0)}, sizes = [4, 5] : "
                      f"({type_of(operand)}) -> {type_of(expected)}"), expected)
    program.result(
        program.value(f"stablehlo.get_dimension_size {program.argument(operand, 0)}, dim = 1 : "
                      f"({type_of(operand)}) -> tensor<i32>"), np.int32(2))
    return program


#===-----------------------------------------------------------------------===#
# Bits
#===-----------------------------------------------------------------------===#


def bitcast(program, operand, dtype, split=0):
    expected = operand.view(dtype) if operand.dtype.itemsize == np.dtype(dtype).itemsize else None
    if expected is None and operand.dtype.itemsize > np.dtype(dtype).itemsize:
        expected = operand[..., None].view(dtype)
    elif expected is None:
        expected = operand.view(dtype)[..., 0]
    program.result(
        program.value(f"stablehlo.bitcast_convert {program.argument(operand, split)} : "
                      f"({type_of(operand)}) -> {type_of(expected)}"), expected)


def bits():
    program = Program()
    edges = np.array([[0.0, -0.0], [np.inf, -np.inf], [1e-45, 3e38], [1.5, -2.25], [7, 8]],
                     np.float32)
    for dtype in (np.int32, np.uint32, np.int8, np.uint8, np.uint16, np.float32):
        bitcast(program, edges, dtype)
    whole = random.randint(-2**31, 2**31, (5, 4, 2)).astype(np.int32)
    for dtype in (np.int64, np.uint64):
        bitcast(program, whole, dtype)
    bitcast(program, whole, np.uint32, 1)
    bitcast(program, random.randint(0, 256, (5, 3, 4)).astype(np.uint8), np.int32)
    bitcast(program, random.randint(0, 256, (5, 3, 8)).astype(np.uint8), np.int64)
    bitcast(program, random.randint(0, 256, (5, 3, 2)).astype(np.uint8), np.int16, 1)
    bitcast(program, np.full((4,), -2**62 + 5, np.int64), np.uint8, None)
    bitcast(program, numbers(0, 2), np.int16, None)
    return program


if __name__ == "__main__":
    folder = pathlib.Path(sys.argv[1])
    for name, make in (("slices", slices), ("updates", updates), ("pads", pads),
                       ("reverses", reverses), ("bits", bits)):
        make().write(folder, name)
