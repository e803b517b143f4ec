"""Special functions: results by scipy, and XLA's at poles and where a function is not defined.

    python special.py FOLDER     (needs: numpy, scipy, jax)
"""

import pathlib
import sys

import jax
import numpy as np
import scipy.special as sc

from program import Program

jax.config.update("jax_enable_x64", True)
NAN, INF = np.nan, np.inf
EDGES = np.array([0, -0.0, -1, -2, -7, INF, -INF, NAN])


def special(dtype):
    program = Program()
    # A tolerance is of the greatest result of an op: each op sees results of one magnitude.
    points = np.array([0.1, 0.25, 0.4, 0.5, 0.7, 1.3, 1.7, 2.5, 3, 4.2, 6, 7, 9.9, 17, -0.3, -0.6, -1.5, -2.2,
                       -5.7, -20.3, -0.9], dtype).reshape(7, 3)
    small = np.array([1e-9, 1e-4, 1e-2, -1e-3, np.finfo(dtype).tiny], dtype)
    great = np.array([40.5, 171, 1e3, 1e4, 1e5], dtype)
    wide = lambda x: x.astype(np.float64)
    for name, function, at, edges in (
            ("lgamma", sc.gammaln, points, jax.lax.lgamma), ("digamma", sc.digamma, points, jax.lax.digamma),
            ("bessel_i1e", sc.i1e, points * dtype(1.7), jax.lax.bessel_i1e),
            ("erf_inv", sc.erfinv, np.array([-1 + 1e-7, -0.99, -0.5, -0.1, 0.5, 1e-5, 0.3, 0.9, 0.7, 0.499, 1e-30,
                                             0.99999], dtype).reshape(4, 3), jax.lax.erf_inv)):
        for at in (at, small, great) if name != "erf_inv" else (at, np.concatenate([small, -small]) / 3):
            for at in [at] if at.ndim == 2 else at.reshape(-1, 1):
                with np.errstate(all="ignore"):
                    expected = function(wide(at)).astype(dtype)
                program.unary(f"chlo.{name}", "", at, expected)
        ends = EDGES.astype(dtype) if name != "erf_inv" else np.array([1, -1, 2, 0, -0.0, NAN], dtype)
        program.unary(f"chlo.{name}", "", ends, np.asarray(edges(wide(ends))).astype(dtype))
    for q in (np.array([0.5, 0.75, 1, 1.5, 2.25, 3.5, 5], dtype), np.array([1e-3, 2e-3], dtype),
              np.array([90, 120.5, 150], dtype)):
        for x in (1.1, 2, 5.5):
            x = np.full_like(q, x)
            program.binary("chlo.zeta", x, q, sc.zeta(wide(x), wide(q)).astype(dtype))
        for order in (0, 1, 4):
            program.binary("chlo.polygamma", np.full_like(q, order), q,
                           sc.polygamma(order, wide(q)).astype(dtype))
    x, q = [np.array(part, dtype) for part in zip(*[
        (2, 0), (2, -3), (3, 0), (3, -3), (1, 4), (0.5, 4), (2.5, -1.5), (NAN, 1), (2, NAN), (3, -1.5)])]
    program.binary("chlo.zeta", x, q, np.asarray(jax.lax.zeta(wide(x), wide(q))).astype(dtype))
    n, x = [np.array(part, dtype) for part in zip(*[
        (0, 0), (1, 0), (2, 0), (1, -2), (1.5, 2), (-1, 2), (0, -1), (NAN, 1), (1, NAN), (0, INF)])]
    program.binary("chlo.polygamma", n, x, np.asarray(jax.lax.polygamma(wide(n), wide(x))).astype(dtype))
    return program


if __name__ == "__main__":
    folder = pathlib.Path(sys.argv[1])
    special(np.float32).write(folder, "special_f32")
    special(np.float64).write(folder, "special_f64")
