"""Programs of loops that do not count and of branches; made as small.py makes its own.

    python control.py FOLDER     (needs: pip install jax==0.10.2 numpy)
"""

import sys

import jax
import jax.numpy as jnp
import numpy as np
from jax.sharding import PartitionSpec as P
from small import Program, write

random = np.random.RandomState(9)

FOUR = {"model": 4}


def floats(*shape):
    return random.randn(*shape).astype(np.float32)


def control_loops(mesh, x, matrix, start, n):
    """Loops that end by what they compute, by an argument, in each other, and at once."""

    def newton(state):
        root, step, _ = state
        following = 0.5 * (root + x / root)
        return following, step + 1, jnp.max(jnp.abs(following - root))

    root, steps, _ = jax.lax.while_loop(
        lambda s: (s[2] > 1e-3) & (s[1] < 50), newton, (jnp.ones_like(x), 0, jnp.float32(1))
    )

    def iterate(state):
        vector, _, step = state
        product = matrix @ vector
        norm = jnp.sqrt(jnp.sum(product * product))
        return product / norm, norm, step + 1

    vector, norm, _ = jax.lax.while_loop(lambda s: s[2] < n, iterate, (start, jnp.float32(0), 0))
    counted = jax.lax.fori_loop(0, n, lambda i, c: c * 0.5 + i, x)
    never = jax.lax.fori_loop(n, n, lambda i, c: c * 0.5 + i, x)

    def outer(state):
        total, i = state
        inner = jax.lax.while_loop(lambda s: s[1] < i, lambda s: (s[0] + x, s[1] + 1), (total, 0))
        return inner[0] * 0.5, i + 1

    nested = jax.lax.while_loop(lambda s: s[1] < n, outer, (x, 0))
    swapped = jax.lax.while_loop(
        lambda s: s[2] < n, lambda s: (s[1], s[0], s[2] + 1), (x, 2.0 * x, 0)
    )
    return root, steps, vector, norm, counted, never, nested[0], swapped[0], swapped[1]


def control_branches(mesh, x, w, which, flag):
    """Branches by a predicate and by an index, out of range too; in each other and in a loop."""

    def choose(index):
        return jax.lax.switch(
            index,
            [lambda v: v + 1.0, lambda v: v @ w, lambda v: jnp.broadcast_to(jnp.max(v), v.shape)],
            x,
        )

    chosen = [choose(which + offset) for offset in (-1, 0, 1, 7)]
    taken = jax.lax.cond(flag, lambda: (x, jnp.sum(x)), lambda: (jnp.sin(x), jnp.float32(3)))
    within = jax.lax.cond(
        flag,
        lambda v: jax.lax.cond(which > 3, lambda u: u - 1.0, lambda u: u * 3.0, v),
        lambda v: v,
        x,
    )
    turns = jax.lax.fori_loop(
        0,
        which + 4,
        lambda i, v: jax.lax.cond(i % 2 == 0, lambda u: u @ w, lambda u: jnp.tanh(u), v),
        x,
    )
    return *chosen, *taken, within, turns


def control_decode(mesh, embedding, head, query, key, value, prompt):
    """Greedy decoding: a cache of keys and values, the most likely token, a token that ends."""
    longest, width = 12, embedding.shape[1]

    def step(state):
        tokens, position, keys, values = state
        h = embedding[tokens[position]]
        keys = jax.lax.dynamic_update_slice(keys, (h @ key)[None], (position, 0))
        values = jax.lax.dynamic_update_slice(values, (h @ value)[None], (position, 0))
        scores = keys @ (h @ query) / np.sqrt(width)
        scores = jnp.where(jnp.arange(longest) <= position, scores, -1e30)
        h = h + jax.nn.softmax(scores) @ values
        token = jnp.argmax(head @ h).astype(jnp.int32)
        return tokens.at[position + 1].set(token), position + 1, keys, values

    def goes_on(state):
        return (state[1] < longest - 1) & ((state[0][state[1]] != 1) | (state[1] == 0))

    cache = jnp.zeros((longest, width), jnp.float32)
    tokens = jnp.zeros(longest, jnp.int32).at[0].set(prompt)
    tokens, length, keys, _ = jax.lax.while_loop(goes_on, step, (tokens, 0, cache, cache))
    return tokens, length, keys


def control_long(mesh, x, rows):
    """A loop of more steps than are written out, which reads and writes stacks."""

    def step(carry, row):
        carry = jnp.tanh(carry * 0.5 + row)
        return carry, jnp.max(carry)

    return jax.lax.scan(step, x, rows)


PROGRAMS = {
    "control_loops": Program(
        control_loops,
        FOUR,
        [np.abs(floats(7)) + 1.0, floats(7, 7), floats(7), np.array(5, np.int32)],
        [P("model"), P("model", None), None, None],
        [P("model"), None, P("model"), None, P("model"), None, P("model"), P("model"), None],
    ),
    "control_branches": Program(
        control_branches,
        FOUR,
        [floats(3, 6), 0.5 * floats(6, 6), np.array(1, np.int32), np.array(True)],
        [P(None, "model"), P(None, "model"), None, None],
        [P(None, "model"), None, P(None, "model"), None, None, None, P(None, "model"), None],
    ),
    "control_decode": Program(
        control_decode,
        FOUR,
        [floats(11, 6), floats(11, 6), *floats(3, 6, 6), np.array(5, np.int32)],
        [P("model", None), P("model", None), *[P(None, "model")] * 3, None],
        [None, None, P(None, "model")],
    ),
    "control_long": Program(
        control_long,
        FOUR,
        [floats(7), floats(10000)],
        [P("model"), None],
        [P("model"), None],
    ),
}


if __name__ == "__main__":
    write(PROGRAMS, sys.argv[1])
