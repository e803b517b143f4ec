"""Ops that move a window over tensors: results by numpy, window by window.

    python windows.py FOLDER     (needs: numpy)

Numbers are small and whole, so that sums do not depend on their order.
"""

import itertools
import pathlib
import sys

import numpy as np

from moves import pad_dim
from program import Program, type_of

random = np.random.RandomState(2)


def numbers(*shape, dtype=np.float32):
    low, high = (0, 9) if np.dtype(dtype).kind == "u" else (-4, 5)
    return np.asarray(random.randint(low, high, shape), dtype)


def padded(x, value, dims, low, high, interior):
    for dim, config in zip(dims, zip(low, high, interior)):
        if config[0] + config[1] + x.shape[dim] + max(x.shape[dim] - 1, 0) * config[2] <= 0:
            x = np.take(x, [], dim)
        else:
            x = pad_dim(x, dim, value, *config)
    return x


def counts(shape, sizes, strides, dilations):
    """How many windows there are along each dimension."""
    return [max((extent - ((size - 1) * dilation + 1 if size else 0)) // stride + 1, 0) if extent else 0
            for extent, size, stride, dilation in zip(shape, sizes, strides, dilations)]


def positions(extents):
    return itertools.product(*[range(extent) for extent in extents])


def rows(name, pairs):
    return f"{name} = dense<{[list(pair) for pair in pairs]}> : tensor<{len(pairs)}x2xi64>"


def array(name, values):
    return f"{name} = array<i64{': ' if len(values) else ''}{', '.join(map(str, values))}>"


#===-----------------------------------------------------------------------===#
# Convolution
#===-----------------------------------------------------------------------===#


def convolve(lhs, rhs, window, groups, batches, dtype):
    """lhs as (batch, features, ...), rhs as (output features, input features, ...)."""
    strides, pads, lhs_dilation, rhs_dilation, reverse = window
    spatial = range(2, lhs.ndim)
    sizes = rhs.shape[2:]
    lhs = padded(lhs.astype(dtype), 0, spatial, *zip(*pads), [d - 1 for d in lhs_dilation]) \
        if pads else lhs.astype(dtype)
    rhs = np.flip(rhs, [d for d in spatial if reverse[d - 2]]).astype(dtype)
    outputs = rhs.shape[0] // (groups * batches)
    batch = lhs.shape[0] // batches
    shape = counts(lhs.shape[2:], sizes, strides, rhs_dilation)
    result = np.zeros((batch, rhs.shape[0], *shape), dtype)
    for group in range(groups * batches):
        out = slice(group * outputs, (group + 1) * outputs)
        part = lhs[group * batch:(group + 1) * batch] if batches > 1 else lhs[:batch]
        if groups > 1:
            part = part[:, group * rhs.shape[1]:(group + 1) * rhs.shape[1]]
        for at in positions(shape):
            for tap in positions(sizes):
                where = [p * s + k * d for p, s, k, d in zip(at, strides, tap, rhs_dilation)]
                result[(slice(None), out, *at)] += np.tensordot(
                    part[(slice(None), slice(None), *where)], rhs[(out, slice(None), *tap)], ((1,), (1,)))
    return result


def convolution(program, lhs, rhs, dims="b01f,01io,b01f", strides=None, pads=None, lhs_dilation=None,
                rhs_dilation=None, reverse=None, groups=1, batches=1, dtype=None, split=0, rhs_split=None):
    rank = lhs.ndim - 2
    window = (strides or [1] * rank, pads or [(0, 0)] * rank, lhs_dilation or [1] * rank,
              rhs_dilation or [1] * rank, reverse or [False] * rank)
    orders = dims.split(",")
    spatial = "".join(map(str, range(rank)))

    def canonical(x, order, first):
        return np.transpose(x, [order.index(c) for c in first + spatial])

    expected = convolve(canonical(lhs, orders[0], "bf"), canonical(rhs, orders[1], "oi"), window, groups,
                        batches, dtype or lhs.dtype)
    expected = np.transpose(expected, [("bf" + spatial).index(c) for c in orders[2]])
    a, b = program.argument(lhs, split), program.argument(rhs, rhs_split)
    spelled = [f"[{', '.join(order)}]" for order in orders]
    fields = (("stride", strides), ("pad", pads and [list(p) for p in pads]), ("lhs_dilate", lhs_dilation),
              ("rhs_dilate", rhs_dilation), ("reverse", reverse))
    text = ", ".join(f"{name} = {value}" for name, value in fields if value is not None)
    text = text.replace("True", "true").replace("False", "false")
    program.result(
        program.value(
            f"stablehlo.convolution({a}, {b}) dim_numbers = {spelled[0]}x{spelled[1]}->{spelled[2]}, "
            f"window = {{{text}}} {{batch_group_count = {batches} : i64, feature_group_count = {groups} : i64}} : "
            f"({type_of(lhs)}, {type_of(rhs)}) -> {type_of(expected)}"), expected)


def convolutions():
    """Each kind of window, order of dimensions, group and type."""
    program = Program()
    x, w = (5, 7, 6, 4), (3, 3, 4, 5)
    for split in (0, 1, 3):
        convolution(program, numbers(*x), numbers(*w), split=split)
        convolution(program, numbers(*x), numbers(*w), strides=[2, 1], pads=[(1, 1), (0, 3)],
                    rhs_dilation=[2, 1], split=split)
        convolution(program, numbers(*x), numbers(*w), pads=[(2, 1), (-1, 2)], lhs_dilation=[2, 3],
                    reverse=[True, False], split=split)
    for dilation, pads in (([2, 3], [(0, 0), (1, -2)]), ([4, 1], [(5, 6), (0, 0)]), ([3, 2], [(-4, 1), (2, -3)])):
        convolution(program, numbers(*x), numbers(1, 1, 4, 5), pads=pads, lhs_dilation=dilation, split=1)
        convolution(program, numbers(*x), numbers(2, 3, 4, 5), pads=pads, lhs_dilation=dilation, rhs_split=2)
        convolution(program, numbers(*x), numbers(2, 3, 1, 4), pads=pads, lhs_dilation=dilation, groups=4)
    convolution(program, numbers(*x), numbers(*w), pads=[(1, 1), (4, 2)], lhs_dilation=[2, 5], rhs_dilation=[2, 1],
                strides=[1, 2])
    convolution(program, numbers(*x), numbers(*w), rhs_split=3, split=None)
    convolution(program, numbers(*x), numbers(*w), rhs_split=2, split=None)
    convolution(program, numbers(*x), numbers(*w), pads=[(-2, -1), (-3, 0)], split=0, rhs_split=3)
    # No sums of positions: one tap, one tap apart, patches side by side.
    for split in (0, 1):
        convolution(program, numbers(*x), numbers(1, 1, 4, 5), split=split)
        convolution(program, numbers(*x), numbers(1, 1, 4, 5), strides=[2, 3], split=split)
        convolution(program, numbers(*x), numbers(2, 3, 4, 5), strides=[2, 3], split=split)
    convolution(program, numbers(*x), numbers(2, 3, 4, 5), strides=[2, 3], reverse=[True, True])
    # Other orders, as frameworks and gradients have them.
    convolution(program, numbers(5, 4, 7, 6), numbers(3, 4, 3, 2), "bf01,oi01,bf01", strides=[2, 1],
                pads=[(1, 1), (0, 1)])
    convolution(program, numbers(5, 4, 7, 6), numbers(3, 4, 3, 2), "bf01,oi01,bf01", rhs_split=0, split=None)
    convolution(program, numbers(*x), numbers(5, 5, 4, 3), "f01b,i01o,01bf", pads=[(1, 1), (0, 1)])
    convolution(program, numbers(*x), numbers(3, 2, 5, 4), "b01f,01oi,b01f", pads=[(1, 1), (1, 1)],
                lhs_dilation=[2, 2])
    convolution(program, numbers(3, 5, 4, 7), numbers(2, 3, 4, 2), "0bf1,o0i1,f1b0", split=1)
    # Groups.
    for x_dims, w_dims in (("b01f", "01io"), ("bf01", "oi01")):
        def order(value, of, to):
            return np.transpose(value, [of.index(c) for c in to])
        for groups, inputs, outputs in ((2, 2, 6), (4, 1, 4), (4, 1, 8), (2, 2, 2)):
            convolution(program, order(numbers(*x), "b01f", x_dims),
                        order(numbers(3, 2, inputs, outputs), "01io", w_dims), f"{x_dims},{w_dims},{x_dims}",
                        pads=[(1, 0), (0, 1)], groups=groups, split=x_dims.index("f" if groups == 4 else "b"))
        for batches, outputs in ((3, 6), (6, 6), (2, 4)):
            convolution(program, order(numbers(6, 5, 4, 3), "b01f", x_dims),
                        order(numbers(2, 3, 3, outputs), "01io", w_dims), f"{x_dims},{w_dims},{x_dims}",
                        strides=[2, 1], batches=batches, split=x_dims.index("b"))
    # Other ranks, extents of 1 and 0.
    convolution(program, numbers(5, 4), numbers(4, 3), "bf,io,bf")
    convolution(program, numbers(5, 9, 4), numbers(4, 4, 3), "b0f,0io,b0f", strides=[3], pads=[(2, 1)])
    convolution(program, numbers(2, 4, 5, 3, 2), numbers(2, 3, 2, 2, 3), "b012f,012io,b012f",
                pads=[(0, 1), (1, 1), (0, 0)], strides=[1, 2, 1], split=None)
    convolution(program, numbers(5, 1, 1, 1), numbers(3, 3, 1, 1), pads=[(1, 1), (2, 0)])
    convolution(program, numbers(5, 2, 2, 3), numbers(3, 3, 3, 2))  # Larger than what it moves over.
    convolution(program, numbers(5, 2, 2, 3), numbers(1, 1, 3, 2), pads=[(-3, 0), (0, 0)])
    convolution(program, numbers(5, 4, 4, 0), numbers(2, 2, 0, 3), split=None)
    convolution(program, numbers(5, 0, 4, 3), numbers(2, 2, 3, 2), pads=[(1, 2), (0, 0)], split=None)
    convolution(program, numbers(1, 32, 32, 3), numbers(7, 7, 3, 8), strides=[2, 2], pads=[(2, 3), (2, 3)])
    # Types.
    for dtype in (np.float64, np.float16, np.int32, np.int8, np.uint8, np.int64):
        convolution(program, numbers(*x, dtype=dtype), numbers(*w, dtype=dtype), pads=[(1, 1), (0, 0)])
        convolution(program, numbers(5, 7, 6, 4, dtype=dtype), numbers(3, 3, 1, 4, dtype=dtype), groups=4)
    convolution(program, numbers(*x, dtype=np.int8), numbers(*w, dtype=np.int8), dtype=np.int32)
    high = [np.asarray(random.randint(100, 256, shape), np.uint8) for shape in (x, w, (3, 3, 1, 4))]
    convolution(program, high[0], high[1], dtype=np.uint32)
    convolution(program, high[0], high[2], groups=4, dtype=np.uint32)
    convolution(program, numbers(*x, dtype=np.float16), numbers(*w, dtype=np.float16), dtype=np.float32)
    return program


#===-----------------------------------------------------------------------===#
# Windowed reductions
#===-----------------------------------------------------------------------===#


class Window:
    """A window of full rank, and its attributes."""

    def __init__(self, sizes, strides=None, pads=None, base=None, dilations=None):
        rank = len(sizes)
        self.sizes = sizes
        self.strides = strides or [1] * rank
        self.pads = pads or [(0, 0)] * rank
        self.base = base or [1] * rank
        self.dilations = dilations or [1] * rank
        given = [array("window_dimensions", sizes)]
        given += [array(name, value) for name, value in (("window_strides", strides), ("base_dilations", base),
                                                         ("window_dilations", dilations)) if value]
        self.text = ", ".join(given + ([rows("padding", pads)] if pads else []))

    def pad(self, x, value):
        return padded(x, value, range(x.ndim), *zip(*self.pads), [d - 1 for d in self.base]) if x.ndim else x

    def counts(self, shape):
        return counts(shape, self.sizes, self.strides, self.dilations)

    def elements(self, at):
        """Where the elements of window number `at` lie, in order."""
        for tap in positions(self.sizes):
            yield tuple(p * s + k * d for p, s, k, d in zip(at, self.strides, tap, self.dilations))


OPS = {"add": np.add, "multiply": np.multiply, "maximum": np.maximum, "minimum": np.minimum, "and": np.bitwise_and,
       "or": np.bitwise_or}


def reduce_window(program, x, op, init, window, split=0, constant=True):
    name = program.argument(x, split)
    scalar = program.constant(init) if constant else program.argument(init)
    values = window.pad(x, init)
    expected = np.full(window.counts(values.shape), init, x.dtype)
    with np.errstate(invalid="ignore"):
        for at in positions(expected.shape):
            for where in window.elements(at):
                expected[at] = OPS[op](expected[at], values[where])
    element = type_of(init)
    program.result(
        program.value(f'"stablehlo.reduce_window"({name}, {scalar}) <{{{window.text}}}> ({{ '
                      f"^bb0(%x: {element}, %y: {element}): %z = stablehlo.{op} %x, %y : {element} "
                      f"stablehlo.return %z : {element} }}) : ({type_of(x)}, {element}) -> {type_of(expected)}"),
        expected)


def mean_of_peak(program, x, y, window, split):
    """Two tensors by a body of several ops: the first greatest element of one, and that of the other there."""
    names = [program.argument(v, split) for v in (x, y)]
    inits = [np.float32(-2), np.int32(7)]
    scalars = [program.constant(v) for v in inits]
    xs, ys = (window.pad(v, init) for v, init in zip((x, y), inits))
    expected = [np.full(window.counts(xs.shape), init) for init in inits]
    for at in positions(expected[0].shape):
        for where in window.elements(at):
            if xs[where] > expected[0][at]:
                expected[0][at], expected[1][at] = xs[where], ys[where]
    f, i = "tensor<f32>", "tensor<i32>"
    pair = program.pair(
        f'"stablehlo.reduce_window"({names[0]}, {names[1]}, {scalars[0]}, {scalars[1]}) <{{{window.text}}}> ({{ '
        f"^bb0(%a: {f}, %b: {i}, %x: {f}, %y: {i}): %p = stablehlo.compare GT, %x, %a : ({f}, {f}) -> tensor<i1> "
        f"%v = stablehlo.select %p, %x, %a : tensor<i1>, {f} %w = stablehlo.select %p, %y, %b : tensor<i1>, {i} "
        f"stablehlo.return %v, %w : {f}, {i} }}) : ({type_of(x)}, {type_of(y)}, {f}, {i}) -> "
        f"({type_of(expected[0])}, {type_of(expected[1])})")
    for number, value in enumerate(expected):
        program.result(f"{pair}#{number}", value)


def pools():
    program = Program()
    x = (5, 7, 6, 3)
    hole = numbers(*x)
    hole[1, 2, 3, 1], hole[2, 3, 4, 0], hole[0, 0, 0, 0] = np.nan, -np.inf, -0.0
    infinity = np.float32(np.inf)
    overlapping = Window([1, 3, 3, 1], [1, 2, 1, 1], [(0, 0), (1, 1), (0, 2), (0, 0)])
    apart = Window([1, 3, 2, 1], [1, 3, 2, 1])
    partly = Window([2, 2, 3, 1], [2, 2, 4, 1], [(1, 0), (0, 2), (-1, 3), (0, 0)])
    dilated = Window([2, 2, 3, 1], [1, 2, 1, 1], [(0, 1), (-1, 2), (1, -3), (0, 0)], [1, 2, 3, 1], [1, 3, 1, 1])
    for split in (0, 1, 3):
        for window in (overlapping, apart, partly, dilated):
            reduce_window(program, hole, "maximum", -infinity if split else np.float32(-1), window, split)
            reduce_window(program, numbers(*x), "add", np.float32(0 if split else 2), window, split)
    reduce_window(program, hole, "minimum", infinity, overlapping)
    reduce_window(program, numbers(1, 40, 36, 8, dtype=np.int8), "maximum", np.int8(-128),
                  Window([1, 3, 3, 1], [1, 2, 2, 1], [(0, 0), (1, 1), (0, 1), (0, 0)]))
    reduce_window(program, numbers(*x), "add", np.float32(3), dilated, constant=False)
    reduce_window(program, numbers(*x), "add", np.float32(3), apart, constant=False)
    reduce_window(program, numbers(7, 3), "maximum", np.float32(0), Window([7, 1], pads=[(6, 0), (0, 0)]))
    for dtype, ops in ((np.uint8, "maximum minimum add and or"), (np.uint32, "maximum"), (np.int8, "maximum or"),
                       (np.int64, "minimum multiply"), (np.float64, "add"), (np.float16, "maximum")):
        for op in ops.split():
            y = np.asarray(random.randint(0, 200, (7, 6)), np.uint8).astype(dtype)
            reduce_window(program, y, op, dtype(1), Window([3, 2], [2, 1], [(1, 1), (0, 0)]))
            reduce_window(program, y, op, dtype(1), Window([7, 1], pads=[(6, 0), (0, 0)]))
    reduce_window(program, numbers(7, 6) > 0, "and", np.bool_(True), Window([3, 2]))
    reduce_window(program, numbers(7), "add", np.float32(1), Window([9]))  # No windows.
    reduce_window(program, numbers(7), "add", np.float32(1), Window([9], pads=[(1, 1)]))
    reduce_window(program, numbers(7), "add", np.float32(1), Window([2], pads=[(-4, -5)]))
    reduce_window(program, numbers(0, 2), "add", np.float32(2), Window([2, 1], pads=[(1, 2), (0, 0)]), None)
    reduce_window(program, numbers(), "add", np.float32(2), Window([]), None)
    for split in (0, 1):
        mean_of_peak(program, numbers(7, 6), numbers(7, 6, dtype=np.int32), Window([3, 2], [2, 1], [(1, 0), (0, 1)]),
                     split)
        mean_of_peak(program, numbers(7, 6), numbers(7, 6, dtype=np.int32), Window([2, 3], [2, 3]), split)
    return program


#===-----------------------------------------------------------------------===#
# select_and_scatter
#===-----------------------------------------------------------------------===#

SELECTS = {"GE": np.greater_equal, "GT": np.greater, "LE": np.less_equal, "LT": np.less}


def select_and_scatter(program, x, window, select="GE", scatter="add", init=None, split=0, constant=True,
                       source_split=None):
    init = x.dtype.type(0) if init is None else init
    outside = window.pad(np.zeros(x.shape, np.int64) + 1, 0)
    place = window.pad(np.arange(x.size).reshape(x.shape), 0)
    values = window.pad(x, 0)
    source = numbers(*window.counts(values.shape), dtype=x.dtype)
    name, other = program.argument(x, split), program.argument(source, source_split)
    scalar = program.constant(init) if constant else program.argument(init)
    expected = np.full(x.shape, init, x.dtype)
    for at in positions(source.shape):
        best = None
        for where in window.elements(at):
            if outside[where] and (best is None or not SELECTS[select](values[best], values[where])):
                best = where
        if best is not None:
            to = np.unravel_index(place[best], x.shape)
            expected[to] = OPS[scatter](expected[to], source[at])
    e = type_of(init)
    program.result(
        program.value(
            f'"stablehlo.select_and_scatter"({name}, {other}, {scalar}) <{{{window.text}}}> ({{ '
            f"^bb0(%x: {e}, %y: {e}): %z = stablehlo.compare {select}, %x, %y : ({e}, {e}) -> tensor<i1> "
            f"stablehlo.return %z : tensor<i1> }}, {{ ^bb0(%x: {e}, %y: {e}): %z = stablehlo.{scatter} %x, %y : {e} "
            f"stablehlo.return %z : {e} }}) : ({type_of(x)}, {type_of(source)}, {e}) -> {type_of(x)}"), expected)


def selects():
    program = Program()
    x = (5, 7, 6, 3)
    hole = numbers(*x)
    hole[1, 2, 3, 1], hole[2, 3, 4, 0], hole[0, 0, 0, 0] = np.nan, -np.inf, -0.0
    windows = (
        Window([1, 2, 2, 1], [1, 2, 2, 1]),  # Side by side.
        Window([1, 3, 3, 1], [1, 2, 2, 1], [(0, 0), (1, 1), (1, 2), (0, 0)]),
        Window([1, 3, 2, 1], [1, 1, 1, 1], [(0, 0), (0, 0), (-1, 1), (0, 0)]),
        Window([2, 2, 1, 1], [3, 4, 2, 1], [(1, 1), (0, 2), (0, 0), (0, 0)]),  # Gaps.
        Window([1, 5, 3, 1], [1, 2, 3, 1], [(0, 0), (-2, 3), (2, -1), (0, 0)]),
    )
    for window in windows:
        for split in (0, 1, 3):
            select_and_scatter(program, hole if split else numbers(*x), window, split=split)
    for select, scatter, init in (("LT", "add", 3), ("GT", "multiply", 2), ("LE", "maximum", -1)):
        for dtype in (np.float32, np.int32, np.uint8, np.float64):
            select_and_scatter(program, numbers(7, 6, dtype=dtype), Window([3, 2], [2, 1], [(1, 1), (0, 1)]), select,
                               scatter, dtype(abs(init)), constant=dtype != np.int32, source_split=1)
    select_and_scatter(program, numbers(1, 40, 36, 8, dtype=np.int8),
                       Window([1, 3, 3, 1], [1, 2, 2, 1], [(0, 0), (1, 1), (0, 1), (0, 0)]))
    select_and_scatter(program, numbers(7), Window([9]))  # No windows.
    select_and_scatter(program, numbers(7), Window([3], [2], [(2, 2)]))
    select_and_scatter(program, numbers(1, 3), Window([1, 1]), split=1)
    select_and_scatter(program, numbers(0, 3), Window([1, 1]), split=None)
    return program


if __name__ == "__main__":
    folder = pathlib.Path(sys.argv[1])
    for name, make in (("convolutions", convolutions), ("pools", pools), ("selects", selects)):
        make().write(folder, name)
