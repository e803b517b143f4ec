"""Unsigned integers on both sides of the sign bit, ordered by top_k, windows and scatters: by numpy.

    python order.py FOLDER     (needs: numpy)
"""

import pathlib
import sys

import numpy as np

from program import Program, type_of

random = np.random.RandomState(5)


def order():
    program = Program()
    for dtype in (np.uint8, np.uint16, np.uint32, np.uint64):
        scalar = type_of(dtype(0))
        x = random.randint(0, np.iinfo(dtype).max, (7, 5), dtype)
        a = program.argument(x, 0)
        where = np.argsort(-x.astype(np.float64), axis=1, kind="stable")[:, :3].astype(np.int32)
        values = np.take_along_axis(x, where, 1)
        pair = program.pair(f"chlo.top_k({a}, k = 3) : {type_of(x)} -> ({type_of(values)}, {type_of(where)})")
        program.result(f"{pair}#0", values)
        program.result(f"{pair}#1", where)
        for op, function, init in (("maximum", np.maximum, 0), ("minimum", np.minimum, np.iinfo(dtype).max),
                                   ("maximum", np.maximum, 100)):
            body = (f"({{ ^bb0(%a: {scalar}, %b: {scalar}): %s = stablehlo.{op} %a, %b : {scalar} "
                    f"stablehlo.return %s : {scalar} }})")
            start = program.value(f"stablehlo.constant dense<{init}> : {scalar}")
            types = f"({type_of(x)}, {scalar}) -> {type_of(x)}"
            program.result(program.value(
                f'"stablehlo.reduce_window"({a}, {start}) <{{window_dimensions = array<i64: 7, 1>, '
                f"padding = dense<[[6, 0], [0, 0]]> : tensor<2x2xi64>}}> {body} : {types}"),
                function(function.accumulate(x, 0), dtype(init)))
            windows = function(np.stack([function(x[i], x[i + 1]) for i in range(6)]), dtype(init))
            program.result(program.value(
                f'"stablehlo.reduce_window"({a}, {start}) <{{window_dimensions = array<i64: 2, 1>}}> {body} : '
                f"({type_of(x)}, {scalar}) -> {type_of(windows)}"), windows)
            rows = np.array([[3], [0], [3], [6], [9]], np.int32)
            updates = random.randint(0, np.iinfo(dtype).max, (5, 5), dtype)
            expected = x.copy()
            for row, update in zip(rows[:, 0], updates):
                if row < 7:
                    expected[row] = function(expected[row], update)
            names = [a, program.argument(rows), program.argument(updates)]
            program.result(program.value(
                f'"stablehlo.scatter"({", ".join(names)}) <{{scatter_dimension_numbers = #stablehlo.scatter<'
                "update_window_dims = [1], inserted_window_dims = [0], scatter_dims_to_operand_dims = [0], "
                f"index_vector_dim = 1>}}> {body} : ({type_of(x)}, {type_of(rows)}, {type_of(updates)}) -> "
                f"{type_of(x)}"), expected)
    return program


if __name__ == "__main__":
    order().write(pathlib.Path(sys.argv[1]), "order")
