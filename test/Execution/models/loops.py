"""Programs of counted loops; made as small.py makes its own.

    python loops.py FOLDER     (needs: pip install jax==0.10.2 numpy)
"""

import sys

import jax
import jax.numpy as jnp
import numpy as np
from jax.sharding import PartitionSpec as P
from small import Program, constrain, write

random = np.random.RandomState(2)

FOUR = {"model": 4}


def floats(*shape):
    return random.randn(*shape).astype(np.float32)


def loop_layers(mesh, x, w, v):
    """Layers stacked in one argument, and the gradients of a loop over them: values go through a
    stack from the forward loop to the backward one. 10 units do not divide by 4."""

    def loss(w, v):
        def layer(h, weights):
            up, down = weights
            h = h + jnp.tanh(h @ up) @ down
            return h, jnp.max(h, axis=1)

        h, peaks = jax.lax.scan(layer, x, (w, v))
        return jnp.mean(jnp.square(h)), peaks

    (value, peaks), gradients = jax.value_and_grad(loss, argnums=(0, 1), has_aux=True)(w, v)
    return value, peaks, w - 0.1 * gradients[0], v - 0.1 * gradients[1]


def loop_kinds(mesh, x, n):
    """Loops up and down, in steps, in each other, of no and of one step."""
    down = jax.lax.while_loop(
        lambda c: c[0] > 0, lambda c: (c[0] - 2, c[1] * 1.5 + c[0].astype(jnp.float32)), (7, x)
    )
    different = jax.lax.while_loop(
        lambda c: c[0] != 9, lambda c: (c[0] + 3, c[1] - c[0].astype(jnp.float32)), (0, x)
    )

    def outer(i, table):
        def inner(j, table):
            return table.at[i, j].set(i * 10 + j - table[j, i])

        return jax.lax.fori_loop(0, 3, inner, table)

    nested = jax.lax.fori_loop(0, 4, outer, n)
    once = jax.lax.fori_loop(5, 6, lambda i, c: c + i, x)
    never = jax.lax.fori_loop(5, 5, lambda i, c: c + i, x)
    upward = jax.lax.fori_loop(-3, 4, lambda i, c: jnp.sin(c) + i, x)
    return down[0], down[1], different[0], different[1], nested, once, never, upward


def loop_stacks(mesh, x, rows, start):
    """Stacked results, read again backwards and at a computed place; one written in part only; a
    step that writes at a place that no compiler knows."""

    def step(carry, row):
        carry = carry * 0.5 + row
        return carry, (carry, jnp.sum(row))

    last, (seen, sums) = jax.lax.scan(step, x, rows)
    back, again = jax.lax.scan(lambda c, s: (c + s, c * s), last, seen, reverse=True)

    def write(i, part):
        return jax.lax.dynamic_update_slice(part, rows[i][None] * 2.0, (2 * i, 0))

    partly = jax.lax.fori_loop(0, 3, write, seen)

    def elsewhere(i, part):
        here = jax.lax.dynamic_slice(part, (start + i, 0), (2, part.shape[1]))
        return jax.lax.dynamic_update_slice(part, here + 1.0, (start - i, 0))

    computed = jax.lax.fori_loop(0, 3, elsewhere, seen)
    return last, sums, back, again, partly, computed, constrain(mesh, seen[3], None)


PROGRAMS = {
    "loop_layers": Program(
        loop_layers,
        FOUR,
        [floats(6, 8), 0.3 * floats(5, 8, 10), 0.3 * floats(5, 10, 8)],
        [None, P(None, None, "model"), P(None, "model", None)],
        [None, None, P(None, None, "model"), P(None, "model", None)],
    ),
    "loop_kinds": Program(
        loop_kinds,
        FOUR,
        [floats(9), np.arange(20, dtype=np.int32).reshape(4, 5)],
        [P("model"), P(None, None)],
        [None, P("model"), None, P("model"), None, P("model"), None, P("model")],
    ),
    "loop_stacks": Program(
        loop_stacks,
        FOUR,
        [floats(11), floats(6, 11), np.array(3, np.int32)],
        [P("model"), P(None, "model"), None],
        [P("model"), None, P("model"), P(None, "model"), P("model", None), P(None, "model"), None],
    ),
}


if __name__ == "__main__":
    write(PROGRAMS, sys.argv[1])
