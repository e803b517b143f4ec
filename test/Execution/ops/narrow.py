"""Sums of f16 and bf16, whose steps are exact in f32 only: results by numpy, rounded once.

    python narrow.py FOLDER     (needs: numpy, ml_dtypes)
"""

import pathlib
import sys

import ml_dtypes
import numpy as np

from program import Program, type_of

random = np.random.RandomState(3)


def narrow():
    program = Program()
    for name, dtype in (("f16", np.float16), ("bf16", ml_dtypes.bfloat16)):
        x = random.randint(0, 16, (301, 3)).astype(np.float32)
        typed = lambda shape: f"tensor<{''.join(f'{extent}x' for extent in shape)}{name}>"
        zero = program.value(f"stablehlo.constant dense<0.0> : {typed(())}")
        for split in (0, 1):
            at = program.value(f"stablehlo.convert {program.argument(x, split)} : "
                               f"({type_of(x)}) -> {typed(x.shape)}")

            def result(value, expected):
                """`value` as f32, against `expected` rounded to the narrow type."""
                shape = expected.shape
                wide = program.value(f"stablehlo.convert {value} : ({typed(shape)}) -> "
                                     f"{type_of(expected)}")
                program.result(wide, expected.astype(dtype).astype(np.float32))

            for dim in (0, 1):
                expected = x.sum(dim)
                result(program.value(f"stablehlo.reduce({at} init: {zero}) applies stablehlo.add across dimensions = "
                                     f"[{dim}] : ({typed(x.shape)}, {typed(())}) -> {typed(expected.shape)}"),
                       expected)
            body = (f"({{ ^bb0(%a: {typed(())}, %b: {typed(())}): %s = stablehlo.add %a, %b : {typed(())} "
                    f"stablehlo.return %s : {typed(())} }})")
            types = f"({typed(x.shape)}, {typed(())})"
            result(program.value(
                f'"stablehlo.reduce_window"({at}, {zero}) <{{window_dimensions = array<i64: 301, 1>, '
                f"padding = dense<[[300, 0], [0, 0]]> : tensor<2x2xi64>}}> {body} : {types} -> {typed(x.shape)}"),
                x.cumsum(0))
            expected = np.stack([x[start:start + 150].sum(0) for start in (0, 150)])
            result(program.value(
                f'"stablehlo.reduce_window"({at}, {zero}) <{{window_dimensions = array<i64: 150, 1>, '
                f"window_strides = array<i64: 150, 1>}}> {body} : {types} -> {typed(expected.shape)}"),
                expected)
    return program


if __name__ == "__main__":
    narrow().write(pathlib.Path(sys.argv[1]), "narrow")
