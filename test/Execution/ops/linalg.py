"""linalg, tensor and arith as other tools lower to them and as users write them: results by numpy.

    python linalg.py FOLDER     (needs: numpy)
"""

import pathlib
import sys

import numpy as np

from program import Program, type_of

random = np.random.RandomState(5)


def numbers(*shape, dtype=np.float32):
    if np.issubdtype(dtype, np.floating):
        return np.asarray(random.randn(*shape), dtype)
    return np.asarray(random.randint(-50, 50, shape), dtype)


def empty(program, array):
    return program.value(f"tensor.empty() : {type_of(array)}")


def filled(program, array, value):
    """An init full of `value`, for a result like `array`."""
    element = type_of(array)[7:-1].split("x")[-1]
    number = program.value(f"arith.constant {value} : {element}")
    init = empty(program, array)
    return program.value(f"linalg.fill ins({number} : {element}) outs({init} : {type_of(array)}) -> {type_of(array)}")


def index(program, value):
    return program.value(f"arith.constant {value} : index")


def named(program, op, inputs, init, expected, attrs=""):
    """A named op on arrays that are arguments already: [(name, array)]."""
    names = ", ".join(name for name, _ in inputs)
    types = ", ".join(type_of(array) for _, array in inputs)
    return program.value(f"linalg.{op} {attrs} ins({names} : {types}) outs({init} : {type_of(expected)})"
                         f" -> {type_of(expected)}")


def generic(program, maps, kinds, inputs, inits, expected, body):
    """A generic op; `expected` has an array for each result."""
    names = ", ".join(name for name, _ in inputs)
    types = ", ".join(type_of(array) for _, array in inputs)
    ins = f"ins({names} : {types}) " if inputs else ""
    outs = ", ".join(inits)
    out_types = ", ".join(type_of(array) for array in expected)
    loops = ", ".join(f'"{kind}"' for kind in kinds)
    texts = ", ".join(f"affine_map<{text}>" for text in maps)
    lines = (f"linalg.generic {{indexing_maps = [{texts}], iterator_types = [{loops}]}} "
             f"{ins}outs({outs} : {out_types}) {{\n{body}\n    }} -> ({out_types})")
    if len(expected) > 1:
        return program.pair(lines, len(expected))
    return program.value(lines)


#===-----------------------------------------------------------------------===#
# Numbers, slices and lookups
#===-----------------------------------------------------------------------===#


def scalars(program):
    x, v = numbers(7, 5), numbers(7)
    a, b = program.argument(x, 0), program.argument(v, 0)
    t, tv = type_of(x), type_of(v)
    i, j = index(program, 5), index(program, 2)
    one = program.value(f"tensor.extract {a}[{i}, {j}] : {t}")
    two = program.value(f"arith.addf {one}, {one} : f32")
    program.result(program.value(f"tensor.splat {two} : {t}"), np.full((7, 5), x[5, 2] * 2))
    pair = program.value(f"tensor.from_elements {one}, {two} : tensor<2xf32>")
    program.result(pair, np.array([x[5, 2], x[5, 2] * 2]))
    program.result(program.value(f"tensor.insert {two} into {a}[{j}, {j}] : {t}"),
                   np.where(np.arange(35).reshape(7, 5) == 12, x[5, 2] * 2, x).astype(np.float32))
    scaled = generic(program, ["(d0, d1) -> (d0, d1)", "(d0, d1) -> (d0, d1)"], ["parallel"] * 2,
                     [(a, x)], [empty(program, x)], [x],
                     f"    ^bb0(%in: f32, %out: f32):\n      %p = arith.mulf %in, {two} : f32\n      linalg.yield %p : f32")
    program.result(scaled, x * (x[5, 2] * 2))
    zero = program.value("arith.constant 0.0 : f32")
    greater = program.value(f"arith.cmpf ogt, {one}, {zero} : f32")
    doubled = program.value(f"arith.addf {a}, {a} : {t}")
    program.result(program.value(f"arith.select {greater}, {a}, {doubled} : {t}"), x if x[5, 2] > 0 else x + x)
    size = program.value(f"tensor.dim {b}, {index(program, 0)} : {tv}")
    count = program.value(f"arith.index_cast {size} : index to i64")
    program.result(program.value(f"tensor.splat {count} : tensor<3xi64>"), np.full(3, 7))


def slices(program):
    x, y, at = numbers(7, 6), numbers(7, 6), np.array([2, 1], np.int64)
    a, b, p = program.argument(x, 0), program.argument(y, 0), program.argument(at)
    t = type_of(x)
    first = program.value(f"tensor.extract {p}[{index(program, 0)}] : tensor<2xi64>")
    start = program.value(f"arith.index_cast {first} : i64 to index")
    taken = program.value(f"tensor.extract_slice {a}[{start}, 0] [2, 6] [1, 1] : {t} to tensor<2x6xf32>")
    program.result(taken, x[2:4])
    program.result(program.value(f"tensor.extract_slice {a}[{start}, {start}] [2, 2] [2, 3] : {t} to tensor<2x2xf32>"),
                   x[2:5:2, 2:6:3])
    program.result(program.value(f"tensor.extract_slice {a}[{start}, 1] [1, 4] [1, 1] : {t} to tensor<4xf32>"), x[2, 1:5])
    part = program.value(f"tensor.extract_slice {b}[0, 0] [2, 3] [2, 2] : {t} to tensor<2x3xf32>")

    def replaced(rows, columns, value=y[0:4:2, 0:6:2]):
        result = x.copy()
        result[rows, columns] = value
        return result

    def insert(where, sizes, steps, source=part, kind="tensor<2x3xf32>"):
        return program.value(f"tensor.insert_slice {source} into {a}[{where}] [{sizes}] [{steps}] : {kind} into {t}")

    program.result(insert("3, 2", "2, 3", "1, 1"), replaced(slice(3, 5), slice(2, 5)))
    program.result(insert(f"{start}, 1", "2, 3", "1, 1"), replaced(slice(2, 4), slice(1, 4)))
    program.result(insert("1, 0", "2, 3", "3, 2"), replaced(slice(1, 5, 3), slice(0, 6, 2)))
    row = program.value(f"tensor.extract_slice {b}[4, 1] [1, 3] [1, 1] : {t} to tensor<3xf32>")
    program.result(insert("6, 3", "1, 3", "1, 1", row, "tensor<3xf32>"), replaced(6, slice(3, 6), y[4, 1:4]))
    shape = program.value("arith.constant dense<[3, 14]> : tensor<2xi64>")
    program.result(program.value(f"tensor.reshape {a}({shape}) : ({t}, tensor<2xi64>) -> tensor<3x14xf32>"),
                   x.reshape(3, 14))
    program.result(program.value(f"tensor.bitcast {a} : {t} to tensor<7x6xi32>"), x.view(np.int32))
    padded = program.value(
        f"tensor.pad {a} low[1, 2] high[2, 1] {{\n    ^bb0(%i: index, %j: index):\n      %s = arith.muli %i, %j : index\n"
        "      %w = arith.index_cast %s : index to i32\n      %f = arith.sitofp %w : i32 to f32\n"
        f"      tensor.yield %f : f32\n    }} : {t} to tensor<10x9xf32>")
    expected = np.multiply.outer(np.arange(10), np.arange(9)).astype(np.float32)
    expected[1:8, 2:8] = x
    program.result(padded, expected)
    generated = program.value(
        "tensor.generate {\n    ^bb0(%i: index, %j: index):\n      %s = arith.muli %i, %j : index\n"
        "      %w = arith.index_cast %s : index to i32\n      tensor.yield %w : i32\n    } : tensor<10x9xi32>")
    program.result(generated, np.multiply.outer(np.arange(10), np.arange(9)).astype(np.int32))


def lookups(program):
    table, ids = numbers(7, 5), np.array([[6, 0, 3], [1, 1, 5]], np.int64)
    rows = np.array([4, 0, 2, 6, 5, 1, 3], np.int32)
    w, i, r = program.argument(table, 0), program.argument(ids), program.argument(rows, 0)
    cast = "      %r = arith.index_cast %i : i64 to index\n"
    found = generic(program, ["(d0, d1, d2) -> (d0, d1)", "(d0, d1, d2) -> (d0, d1, d2)"], ["parallel"] * 3,
                    [(i, ids)], [empty(program, numbers(2, 3, 5))], [numbers(2, 3, 5)],
                    f"    ^bb0(%i: i64, %out: f32):\n{cast}      %j = linalg.index 2 : index\n"
                    "      %c7 = arith.constant 7 : i64\n      %ok = arith.cmpi slt, %i, %c7 : i64\n"
                    '      cf.assert %ok, "index must be smaller than dim size"\n'
                    f"      %e = tensor.extract {w}[%r, %j] : {type_of(table)}\n      linalg.yield %e : f32")
    program.result(found, table[ids])
    # Of each row the element that another tensor names.
    columns = np.array([4, 0, 2, 1, 3, 3, 0], np.int64)
    c = program.argument(columns, 0)
    picked = generic(program, ["(d0) -> (d0)", "(d0) -> (d0)"], ["parallel"], [(c, columns)],
                     [empty(program, numbers(7))], [numbers(7)],
                     f"    ^bb0(%i: i64, %out: f32):\n{cast}      %j = linalg.index 0 : index\n"
                     f"      %e = tensor.extract {w}[%j, %r] : {type_of(table)}\n      linalg.yield %e : f32")
    program.result(picked, table[np.arange(7), columns])
    both = generic(program, ["(d0) -> (d0)", "(d0) -> (d0)", "(d0) -> (d0)"], ["parallel"],
                   [(r, rows), (r, rows)], [empty(program, numbers(7))], [numbers(7)],
                   "    ^bb0(%i: i32, %k: i32, %out: f32):\n      %p = arith.index_cast %i : i32 to index\n"
                   "      %c4 = arith.constant 4 : i32\n      %m = arith.minsi %k, %c4 : i32\n"
                   "      %q = arith.index_cast %m : i32 to index\n"
                   f"      %e = tensor.extract {w}[%p, %q] : {type_of(table)}\n      linalg.yield %e : f32")
    program.result(both, table[rows, np.minimum(rows, 4)])
    at = program.value("arith.constant dense<[[1], [6], [1]]> : tensor<3x1xi64>")
    gathered = program.value(f"tensor.gather {w}[{at}] gather_dims([0]) : "
                             f"({type_of(table)}, tensor<3x1xi64>) -> tensor<3x5xf32>")
    program.result(gathered, table[[1, 6, 1]])
    indices = program.value("arith.constant dense<[[5], [0], [2]]> : tensor<3x1xindex>")
    kept = program.value(f"tensor.gather {w}[{indices}] gather_dims([0]) : "
                         f"({type_of(table)}, tensor<3x1xindex>) -> tensor<3x1x5xf32>")
    program.result(kept, table[[5, 0, 2]][:, None])
    wide = program.value(f"arith.index_cast {r} : {type_of(rows)} to tensor<7xindex>")
    twice = program.value(f"arith.addi {wide}, {wide} : tensor<7xindex>")
    program.result(program.value(f"arith.index_cast {twice} : tensor<7xindex> to {type_of(rows)}"), rows * 2)
    line = program.value(f"tensor.expand_shape {wide} [[0, 1]] output_shape [7, 1] : tensor<7xindex> into tensor<7x1xindex>")
    ordered = program.value(f"tensor.gather {w}[{line}] gather_dims([0]) : "
                            f"({type_of(table)}, tensor<7x1xindex>) -> {type_of(table)}")
    program.result(ordered, table[rows])
    where = program.value("arith.constant dense<[[5], [2]]> : tensor<2x1xi64>")
    update = numbers(2, 5)
    u = program.argument(update)
    scattered = program.value(f"tensor.scatter {u} into {w}[{where}] scatter_dims([0]) unique : "
                              f"(tensor<2x5xf32>, {type_of(table)}, tensor<2x1xi64>) -> {type_of(table)}")
    expected = table.copy()
    expected[[5, 2]] = update
    program.result(scattered, expected)


#===-----------------------------------------------------------------------===#
# Bodies
#===-----------------------------------------------------------------------===#


def bodies(program):
    x, y = numbers(7, 5), numbers(4, 5)
    a, b = program.argument(x, 0), program.argument(y, 0)
    same = "(d0, d1) -> (d0, d1)"
    # A choice that keeps a lookup inside of its tensor: rows of one behind rows of another.
    joined = generic(program, [same], ["parallel"] * 2, [], [empty(program, numbers(11, 5))], [numbers(11, 5)],
                     "    ^bb0(%out: f32):\n      %i = linalg.index 0 : index\n      %j = linalg.index 1 : index\n"
                     "      %c7 = arith.constant 7 : index\n      %first = arith.cmpi ult, %i, %c7 : index\n"
                     "      %r = scf.if %first -> f32 {\n"
                     f"        %e = tensor.extract {a}[%i, %j] : {type_of(x)}\n        scf.yield %e : f32\n      }} else {{\n"
                     "        %k = arith.subi %i, %c7 : index\n"
                     f"        %e = tensor.extract {b}[%k, %j] : {type_of(y)}\n        scf.yield %e : f32\n      }}\n"
                     "      linalg.yield %r : f32")
    program.result(joined, np.concatenate([x, y]))
    # A division that is not chosen, and a choice in a choice.
    n, d = numbers(7, dtype=np.int32), np.array([3, 0, -2, 0, 7, 1, 0], np.int32)
    p, q = program.argument(n, 0), program.argument(d, 0)
    line = "(d0) -> (d0)"
    safe = generic(program, [line] * 3, ["parallel"], [(p, n), (q, d)], [empty(program, n)], [n],
                   "    ^bb0(%n: i32, %d: i32, %out: i32):\n      %c0 = arith.constant 0 : i32\n"
                   "      %zero = arith.cmpi eq, %d, %c0 : i32\n      %r = scf.if %zero -> i32 {\n        scf.yield %n : i32\n"
                   "      } else {\n        %m = arith.cmpi slt, %d, %c0 : i32\n        %s = scf.if %m -> i32 {\n"
                   "          scf.yield %d : i32\n        } else {\n          %v = arith.divsi %n, %d : i32\n"
                   "          scf.yield %v : i32\n        }\n        scf.yield %s : i32\n      }\n      linalg.yield %r : i32")
    quotients = np.array([k if v == 0 else v if v < 0 else int(k / v) for k, v in zip(n, d)], np.int32)
    program.result(safe, quotients)
    # The greatest element of each row and where it first stands.
    start, zero = filled(program, numbers(7), "0xFF800000"), filled(program, np.zeros(7, np.int64), 0)
    best = generic(program, [same, "(d0, d1) -> (d0)", "(d0, d1) -> (d0)"], ["parallel", "reduction"], [(a, x)],
                   [start, zero], [numbers(7), np.zeros(7, np.int64)],
                   "    ^bb0(%e: f32, %m: f32, %at: i64):\n      %j = linalg.index 1 : index\n"
                   "      %k = arith.index_cast %j : index to i64\n      %c = arith.cmpf ogt, %e, %m : f32\n"
                   "      %s = arith.select %c, %e, %m : f32\n      %t = arith.select %c, %k, %at : i64\n"
                   "      linalg.yield %s, %t : f32, i64")
    program.result(f"{best}#0", x.max(1))
    program.result(f"{best}#1", x.argmax(1))
    # Its init is read; positions count over all shards.
    counted = generic(program, [same], ["parallel"] * 2, [], [a], [x],
                      "    ^bb0(%o: f32):\n      %i = linalg.index 0 : index\n      %w = arith.index_cast %i : index to i32\n"
                      "      %f = arith.sitofp %w : i32 to f32\n      %s = arith.addf %o, %f : f32\n      linalg.yield %s : f32")
    program.result(counted, x + np.arange(7, dtype=np.float32)[:, None])
    square = program.value(f"tensor.extract_slice {a}[0, 0] [5, 5] [1, 1] : {type_of(x)} to tensor<5x5xf32>")
    diagonal = generic(program, ["(d0) -> (d0, d0)", line], ["parallel"], [(square, x[:5])], [empty(program, numbers(5))],
                       [numbers(5)], "    ^bb0(%e: f32, %o: f32):\n      linalg.yield %e : f32")
    program.result(diagonal, np.diag(x[:5]))
    flipped = generic(program, ["(d0, d1) -> (6 - d0, d1)", same], ["parallel"] * 2, [(a, x)], [empty(program, x)], [x],
                      "    ^bb0(%e: f32, %o: f32):\n      linalg.yield %e : f32")
    program.result(flipped, x[::-1])


#===-----------------------------------------------------------------------===#
# Named ops
#===-----------------------------------------------------------------------===#


def softmax(x, axis):
    e = np.exp(x - x.max(axis, keepdims=True))
    return (e / e.sum(axis, keepdims=True)).astype(np.float32)


def products(program):
    x, w, bias, v = numbers(7, 6), numbers(5, 6), numbers(5), numbers(6)
    a, b, c, d = program.argument(x, 0), program.argument(w, 0), program.argument(bias, 0), program.argument(v)
    # A linear layer: a transposed weight by a generic, an init that is a broadcast one.
    turned = generic(program, ["(d0, d1) -> (d1, d0)", "(d0, d1) -> (d0, d1)"], ["parallel"] * 2, [(b, w)],
                     [empty(program, w.T)], [w.T], "    ^bb0(%e: f32, %o: f32):\n      linalg.yield %e : f32")
    spread = generic(program, ["(d0, d1) -> (d1)", "(d0, d1) -> (d0, d1)"], ["parallel"] * 2, [(c, bias)],
                     [empty(program, numbers(7, 5))], [numbers(7, 5)],
                     "    ^bb0(%e: f32, %o: f32):\n      linalg.yield %e : f32")
    y = (x @ w.T + bias).astype(np.float32)
    linear = named(program, "matmul", [(a, x), (turned, w.T)], spread, y)
    program.result(linear, y)
    program.result(named(program, "softmax", [(linear, y)], empty(program, y), y, "dimension(1)"), softmax(y, 1))
    program.result(named(program, "softmax", [(a, x)], empty(program, x), x, "dimension(0)"), softmax(x, 0))
    program.result(named(program, "matvec", [(a, x), (d, v)], filled(program, numbers(7), "0.0"), numbers(7)), x @ v)
    program.result(named(program, "vecmat", [(d, v), (turned, w.T)], filled(program, bias, "0.0"), bias), v @ w.T)
    program.result(named(program, "dot", [(d, v), (d, v)], filled(program, np.float32(0), "0.0"), np.float32(0)), v @ v)
    q, k = numbers(3, 7, 4), numbers(4, 5)
    h, m = program.argument(q, 1), program.argument(k)
    many = generic(program, ["(d0, d1, d2) -> (d1, d2)", "(d0, d1, d2) -> (d0, d1, d2)"], ["parallel"] * 3, [(m, k)],
                   [empty(program, numbers(3, 4, 5))], [numbers(3, 4, 5)],
                   "    ^bb0(%e: f32, %o: f32):\n      linalg.yield %e : f32")
    s = q @ k
    program.result(named(program, "batch_matmul", [(h, q), (many, numbers(3, 4, 5))], filled(program, s, "0.0"), s), s)
    halves = numbers(7, 6, dtype=np.float16)
    e = program.argument(halves, 1)
    mixed = generic(program, ["(d0, d1, d2) -> (d0, d2)", "(d0, d1, d2) -> (d2, d1)", "(d0, d1, d2) -> (d0, d1)"],
                    ["parallel", "parallel", "reduction"], [(e, halves), (turned, w.T)],
                    [filled(program, y, "0.0")], [y],
                    "    ^bb0(%l: f16, %r: f32, %o: f32):\n      %x = arith.extf %l : f16 to f32\n"
                    "      %p = arith.mulf %x, %r : f32\n      %t = arith.addf %o, %p : f32\n      linalg.yield %t : f32")
    program.result(mixed, (halves.astype(np.float32) @ w.T).astype(np.float32))


def integers(program):
    x, w = numbers(7, 6, dtype=np.int8), numbers(6, 4, dtype=np.int8)
    a, b = program.argument(x, 1), program.argument(w, 0)
    zx, zw = program.value("arith.constant 3 : i32"), program.value("arith.constant -2 : i32")
    y = (x.astype(np.int32) - 3) @ (w.astype(np.int32) + 2)
    init = filled(program, y, 0)
    program.result(program.value(f"linalg.quantized_matmul ins({a}, {b}, {zx}, {zw} : {type_of(x)}, {type_of(w)}, i32, i32) "
                                 f"outs({init} : {type_of(y)}) -> {type_of(y)}"), y)
    z = x.astype(np.int32) @ w.astype(np.int32)
    program.result(named(program, "matmul", [(a, x), (b, w)], init, z), z)
    p, q = numbers(7, 5, dtype=np.int32) * 50000000, numbers(7, 5, dtype=np.int32) * 50000000
    c, d = program.argument(p, 0), program.argument(q, 0)
    t = type_of(p)
    total = p.astype(np.uint32).astype(np.uint64) + q.astype(np.uint32)
    carried = program.pair(f"arith.addui_extended {c}, {d} : {t}, tensor<7x5xi1>")
    program.result(f"{carried}#0", total.astype(np.uint32).view(np.int32))
    program.result(f"{carried}#1", total > 0xFFFFFFFF)
    product = p.astype(np.int64) * q
    wide = program.pair(f"arith.mulsi_extended {c}, {d} : {t}")
    program.result(f"{wide}#0", product.astype(np.int32))
    program.result(f"{wide}#1", (product >> 32).astype(np.int32))


def layouts(program):
    x, w = numbers(7, 6), numbers(6, 5)
    a, b = program.argument(x, 0), program.argument(w, 1)
    zero = program.value("arith.constant 0.0 : f32")

    def pack(name, array, tiles, order="", positions="0, 1"):
        padded = np.zeros([-(-n // t) * t for n, t in zip(array.shape, tiles)], np.float32)
        padded[tuple(slice(0, n) for n in array.shape)] = array
        rows, columns = padded.shape[0] // tiles[0], padded.shape[1] // tiles[1]
        packed = padded.reshape(rows, tiles[0], columns, tiles[1]).transpose(0, 2, 1, 3)
        if order:
            packed = packed.transpose(1, 0, 3, 2)
        inner = tiles[::-1] if order else tiles
        init = empty(program, packed)
        return program.value(f"linalg.pack {name} padding_value({zero} : f32) {order} inner_dims_pos = [{positions}] "
                             f"inner_tiles = [{inner[0]}, {inner[1]}] into {init} : {type_of(array)} -> {type_of(packed)}"), packed

    left, l = pack(a, x, (2, 4))
    right, r = pack(b, w, (4, 2), "outer_dims_perm = [1, 0]", "1, 0")
    program.result(left, l)
    program.result(right, r)
    tiles = np.einsum("mkij,nkpj->mnip", l, r).astype(np.float32)
    product = named(program, "mmt4d", [(left, l), (right, r)], filled(program, tiles, "0.0"), tiles)
    init = empty(program, numbers(7, 5))
    program.result(program.value(f"linalg.unpack {product} inner_dims_pos = [0, 1] inner_tiles = [2, 2] into {init} : "
                                 f"{type_of(tiles)} -> tensor<7x5xf32>"), x @ w)


def windows(program):
    x, k = numbers(2, 9, 9, 3), numbers(3, 3, 3, 4)
    a, b = program.argument(x, 0), program.argument(k, 3)
    steps = "{strides = dense<2> : tensor<2xi64>, dilations = dense<1> : tensor<2xi64>}"

    def view(array, size, step, axes):
        axes = tuple(axes)
        whole = np.lib.stride_tricks.sliding_window_view(array, (size, size), axis=axes)
        return whole[tuple(slice(None, None, step) if dim in axes else slice(None) for dim in range(array.ndim))]

    y = np.einsum("bhwcij,ijcf->bhwf", view(x, 3, 2, (1, 2)), k).astype(np.float32)
    program.result(named(program, "conv_2d_nhwc_hwcf", [(a, x), (b, k)], filled(program, y, "0.0"), y, steps), y)
    n, f = np.ascontiguousarray(x.transpose(0, 3, 1, 2)), np.ascontiguousarray(k.transpose(3, 2, 0, 1))
    c, d = program.argument(n, 0), program.argument(f, 0)
    z = np.ascontiguousarray(y.transpose(0, 3, 1, 2))
    program.result(named(program, "conv_2d_nchw_fchw", [(c, n), (d, f)], filled(program, z, "0.0"), z, steps), z)
    g = numbers(3, 3, 3)
    e = program.argument(g)
    depth = np.einsum("bhwcij,ijc->bhwc", view(x, 3, 2, (1, 2)), g).astype(np.float32)
    program.result(named(program, "depthwise_conv_2d_nhwc_hwc", [(a, x), (e, g)], filled(program, depth, "0.0"), depth, steps),
                   depth)
    size = empty(program, numbers(2, 2))
    parts = view(x, 2, 2, (1, 2))
    for op, start, expected in (("max", "0xFF800000", parts.max((-1, -2))), ("min", "0x7F800000", parts.min((-1, -2))),
                                ("sum", "0.0", parts.sum((-1, -2)))):
        program.result(named(program, f"pooling_nhwc_{op}", [(a, x), (size, numbers(2, 2))],
                             filled(program, expected, start), expected, steps), expected)


def main(folder):
    for write in (scalars, slices, lookups, bodies, products, integers, layouts, windows):
        program = Program()
        write(program)
        program.write(pathlib.Path(folder), f"linalg_{write.__name__}")


main(sys.argv[1])
