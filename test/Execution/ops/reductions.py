"""Reductions of several tensors and by any body, map, batch normalisation: results by numpy.

    python reductions.py FOLDER     (needs: numpy)
"""

import pathlib
import sys

import numpy as np

from program import TYPES, Program, type_of

random = np.random.RandomState(2)


def argmax(program, x, dim, split, index=np.int32):
    """As frameworks write it: NaN wins, then the greater, then the lower position."""
    a = program.argument(x, split)
    e, i = TYPES[x.dtype.name], TYPES[np.dtype(index).name]
    shape = "x".join(map(str, x.shape))
    rest = "x".join([str(n) for d, n in enumerate(x.shape) if d != dim] + [""])
    at = program.value(f"stablehlo.iota dim = {dim} : tensor<{shape}x{i}>")
    low = program.value("stablehlo.constant dense<0xFF800000> : tensor<f32>") \
        if x.dtype.kind == "f" else program.constant(np.array(np.iinfo(x.dtype).min, x.dtype))
    zero = program.constant(np.array(0, index))
    kind = "FLOAT" if x.dtype.kind == "f" else "SIGNED" if x.dtype.kind == "i" else "UNSIGNED"
    sign = "UNSIGNED" if np.dtype(index).kind == "u" else "SIGNED"
    t, s, p = f"tensor<{e}>", f"tensor<{i}>", "tensor<i1>"
    result = program.pair(
        f"stablehlo.reduce({a} init: {low}), ({at} init: {zero}) across dimensions = [{dim}] : "
        f"(tensor<{shape}x{e}>, tensor<{shape}x{i}>, {t}, {s}) -> (tensor<{rest}{e}>, tensor<{rest}{i}>)\n"
        f"     reducer(%x: {t}, %y: {t}) (%i: {s}, %j: {s})  {{\n"
        f"      %0 = stablehlo.compare GT, %x, %y, {kind} : ({t}, {t}) -> {p}\n"
        f"      %1 = stablehlo.compare NE, %x, %x, {kind} : ({t}, {t}) -> {p}\n"
        f"      %2 = stablehlo.or %0, %1 : {p}\n"
        f"      %3 = stablehlo.compare EQ, %x, %y, {kind} : ({t}, {t}) -> {p}\n"
        f"      %4 = stablehlo.compare LT, %i, %j, {sign} : ({s}, {s}) -> {p}\n"
        f"      %5 = stablehlo.and %3, %4 : {p}\n"
        f"      %6 = stablehlo.or %2, %5 : {p}\n"
        f"      %7 = stablehlo.select %2, %x, %y : {p}, {t}\n"
        f"      %8 = stablehlo.select %6, %i, %j : {p}, {s}\n"
        f"      stablehlo.return %7, %8 : {t}, {s}\n    }}")
    program.result(f"{result}#0", x.max(dim))
    program.result(f"{result}#1", x.argmax(dim).astype(index))


def reductions():
    program = Program()
    for shape, dim in (((7, 6), 1), ((7, 6), 0), ((5, 3, 9), 1), ((2, 130), 1), ((1, 6), 0), ((9,), 0)):
        for split in range(len(shape)):
            argmax(program, random.randn(*shape).astype(np.float32), dim, split)
    ties = np.round(random.randn(7, 40)).astype(np.float32)
    ties[3, 17:21] = np.nan
    argmax(program, ties, 1, 0)
    argmax(program, random.randint(-5, 5, (7, 12)).astype(np.int32), 1, 1, np.uint32)
    argmax(program, random.randint(0, 2**32, (7, 12)).astype(np.uint32), 1, 0)
    for dtype in (np.uint8, np.uint32):
        x = random.randint(0, np.iinfo(dtype).max + 1, (7, 6)).astype(dtype)
        for op, init, function in (("maximum", 0, np.max), ("minimum", np.iinfo(dtype).max, np.min),
                                   ("add", 0, np.sum)):
            for dim in (0, 1):
                a, zero = program.argument(x, 0), program.constant(np.array(init, dtype))
                expected = function(x, dim).astype(dtype)
                program.result(
                    program.value(f"stablehlo.reduce({a} init: {zero}) applies stablehlo.{op} across "
                                  f"dimensions = [{dim}] : ({type_of(x)}, {type_of(np.array(init, dtype))}) "
                                  f"-> {type_of(expected)}"), expected)
    x, y = random.randn(7, 6).astype(np.float32), random.randn(7, 6).astype(np.float32)
    a, b = program.argument(x, 0), program.argument(y, 0)
    program.result(
        program.value(
            f'"stablehlo.map"({a}, {b}) <{{dimensions = array<i64: 0, 1>}}> ({{\n'
            f"    ^bb0(%p: tensor<f32>, %q: tensor<f32>):\n"
            f"      %c = stablehlo.constant dense<2.0> : tensor<f32>\n"
            f"      %0 = stablehlo.multiply %p, %c : tensor<f32>\n"
            f"      %1 = stablehlo.compare LT, %0, %q : (tensor<f32>, tensor<f32>) -> tensor<i1>\n"
            f"      stablehlo.return %1 : tensor<i1>\n"
            f"    }}) : ({type_of(x)}, {type_of(y)}) -> tensor<7x6xi1>"), x * 2 < y)
    return program


def norms():
    """Compared with a tolerance."""
    program = Program()
    x = random.randn(7, 5, 3).astype(np.float32)
    scale, offset, mean, grad = (random.randn(5).astype(np.float32) for _ in range(4))
    variance = (np.abs(random.randn(5)) + 0.1).astype(np.float32)
    dy = random.randn(7, 5, 3).astype(np.float32)
    spread = lambda v: v[None, :, None].astype(np.float64)
    axes, count, eps = (0, 2), 21, 1e-3
    normal = lambda m, v: (x - spread(m)) / np.sqrt(spread(v) + eps)
    attrs = "<{epsilon = 1.0e-3 : f32, feature_index = 1 : i64}>"
    wide, thin = type_of(x), type_of(scale)
    for split in (0, 1):
        names = [program.argument(v, split if v.ndim == 3 else 0) for v in (x, scale, offset, mean, variance)]
        program.result(
            program.value(f'"stablehlo.batch_norm_inference"({", ".join(names)}) {attrs} : '
                          f"({wide}, {thin}, {thin}, {thin}, {thin}) -> {wide}"),
            (normal(mean, variance) * spread(scale) + spread(offset)).astype(np.float32))
        m, v = x.mean(axes, np.float64), x.var(axes, np.float64)
        three = program.pair(f'"stablehlo.batch_norm_training"({", ".join(names[:3])}) {attrs} : '
                             f"({wide}, {thin}, {thin}) -> ({wide}, {thin}, {thin})", 3)
        for index, value in enumerate((normal(m, v) * spread(scale) + spread(offset), m, v)):
            program.result(f"{three}#{index}", value.astype(np.float32))
        names = [names[0], names[1], names[3], names[4], program.argument(dy, split)]
        three = program.pair(f'"stablehlo.batch_norm_grad"({", ".join(names)}) {attrs} : '
                             f"({wide}, {thin}, {thin}, {thin}, {wide}) -> ({wide}, {thin}, {thin})", 3)
        n = normal(mean, variance)
        dscale, doffset = (dy * n).sum(axes), dy.sum(axes, np.float64)
        dx = spread(scale) / np.sqrt(spread(variance) + eps) * (
            dy - spread(doffset) / count - n * spread(dscale) / count)
        for index, value in enumerate((dx, dscale, doffset)):
            program.result(f"{three}#{index}", value.astype(np.float32))
    a, b = random.randn(7, 5).astype(np.float32), random.randn(5, 3).astype(np.float32)
    for p, q in ((a, b), (a, b[:, 0]), (b[:, 0], b), (b[:, 0], b[:, 1])):
        names = [program.argument(np.ascontiguousarray(v), 0) for v in (p, q)]
        expected = np.asarray(p.astype(np.float64) @ q, np.float32)
        program.result(program.value(f"stablehlo.dot {', '.join(names)} : ({type_of(p)}, {type_of(q)}) -> "
                                     f"{type_of(expected)}"), expected)
    return program


if __name__ == "__main__":
    folder = pathlib.Path(sys.argv[1])
    reductions().write(folder, "reductions")
    norms().write(folder, "norms")
