"""A program of symbolic shapes as jax.export prints it, and its results for two batch sizes.

    python shapes.py FOLDER     (needs: jax, numpy)
"""

import pathlib
import re
import sys

import jax
import jax.numpy as jnp
import numpy as np
from jax import export


def model(x, w, ids):
    """Shapes that are products and sums of the batch's, in every form that JAX prints."""
    batch = x.shape[0]
    hidden = jnp.tanh(x @ w).reshape(batch * 2, 4)
    parts = jax.nn.softmax(hidden, axis=-1).reshape(batch, 8)
    joined = jnp.concatenate([parts, x[:, :2]], axis=1)
    joined = joined + jnp.arange(batch, dtype=jnp.float32)[:, None]
    mean = jnp.mean(joined, axis=0)
    moved = jnp.pad(joined, ((0, 1), (0, 0)))[1:]
    looked_up = jnp.take(w, ids, axis=0)
    halves = x[: batch // 2] * 2
    return (joined - mean, moved, looked_up, jnp.sum(x) / batch, jnp.broadcast_to(mean, (batch, 10)),
            x[::-1].T, halves)


def main(folder):
    batch, = export.symbolic_shape("b")
    shapes = [jax.ShapeDtypeStruct((batch, 5), jnp.float32), jax.ShapeDtypeStruct((5, 8), jnp.float32),
              jax.ShapeDtypeStruct((batch,), jnp.int32)]
    exported = export.export(jax.jit(model))(*shapes)
    text = re.sub(r' ?loc\((#loc\d*|unknown|"[^"]*")\)', "", exported.mlir_module())
    text = "".join(line + "\n" for line in text.splitlines() if not line.startswith("#loc"))
    (folder / "shapes.mlir").write_text(text)
    random = np.random.RandomState(0)
    for size in (3, 7):
        arguments = [random.randn(size, 5).astype(np.float32), random.randn(5, 8).astype(np.float32),
                     random.randint(0, 5, size).astype(np.int32)]
        np.savez(folder / f"shapes{size}.in.npz", **{f"arg{i}": a for i, a in enumerate(arguments)})
        results = jax.jit(model)(*arguments)
        np.savez(folder / f"shapes{size}.out.npz", **{f"result{i}": np.asarray(r) for i, r in enumerate(results)})


main(pathlib.Path(sys.argv[1]))
