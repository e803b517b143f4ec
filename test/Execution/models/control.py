"""A program of loops and branches that depend on what is computed; made as small.py makes its own.

    python control.py FOLDER     (needs: pip install jax==0.10.2 numpy)
"""

import pathlib
import sys

import jax.numpy as jnp
import numpy as np
from jax import lax
from jax.sharding import PartitionSpec as P
from small import Program, golden, lower

random = np.random.RandomState(4)


def control_flow(mesh, a, v, n, pick):
    """A power iteration until it stands still, the ways of a switch and of a cond, loops of a
    computed and of a great length, and greedy decoding up to a stop token."""

    def step(carry):
        i, x, _ = carry
        y = a @ x
        y = y / jnp.sqrt(jnp.sum(y * y))
        return i + 1, y, jnp.max(jnp.abs(y - x))

    i, x, _ = lax.while_loop(
        lambda carry: (carry[0] < n) & (carry[2] > 1e-4), step, (jnp.int32(0), v, jnp.float32(1))
    )
    chosen = lax.switch(pick, [lambda z: z * 2, jnp.sin, lambda z: z[::-1]], x)
    way = lax.cond(i > 5, lambda z: z + a[0], lambda z: z - 1, chosen)
    counted = lax.fori_loop(0, n, lambda k, z: z * 0.5 + k, way)
    final, sums = lax.scan(
        lambda z, k: (z * 0.9 + k, z.sum()), counted, jnp.arange(300, dtype=jnp.float32)
    )

    def decode(carry):
        k, token, buffer = carry
        following = jnp.argmax(a[token] + buffer.sum() * 0.01).astype(jnp.int32)
        return k + 1, (following + k) % 7, buffer.at[k].set(following)

    decoded = lax.while_loop(
        lambda carry: (carry[0] < 12) & (carry[1] != 5), decode, (jnp.int32(0), pick % 7, jnp.zeros(12, jnp.int32))
    )
    return x, i, chosen, way, counted, final, sums, *decoded


def program(n, pick):
    a = random.rand(7, 7).astype(np.float32) + 3 * np.eye(7, dtype=np.float32)
    return Program(
        control_flow,
        {"model": 4},
        [a, random.rand(7).astype(np.float32), np.array(n, np.int32), np.array(pick, np.int32)],
        [P("model", None), None, None, None],
        [None] * 10,
    )


CASES = {"long": program(50, 1), "short": program(3, 2), "none": program(0, 7), "below": program(9, -4)}


def main():
    folder = pathlib.Path(sys.argv[1])
    (folder / "control_flow.mlir").write_text(lower(CASES["long"]))
    for name, case in CASES.items():
        arguments = {f"arg{i}": x for i, x in enumerate(case.arguments)}
        results = {f"result{i}": np.asarray(x) for i, x in enumerate(golden(case))}
        np.savez(folder / f"control_flow_{name}.in.npz", **arguments)
        np.savez(folder / f"control_flow_{name}.out.npz", **results)


if __name__ == "__main__":
    main()
