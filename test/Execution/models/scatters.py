"""Programs of scatters, and of gradients that need them; made as small.py makes its own.

    python scatters.py FOLDER     (needs: pip install jax==0.10.2 numpy)
"""

import sys

import jax
import jax.numpy as jnp
import numpy as np
from jax.lax import ScatterDimensionNumbers
from jax.sharding import PartitionSpec as P
from small import Program, constrain, write

random = np.random.RandomState(1)

FOUR = {"model": 4}
TWO_TWO = {"data": 2, "model": 2}


def floats(*shape):
    return random.randn(*shape).astype(np.float32)


def rows(window):
    """Whole rows of a matrix, by an index vector of one element at the end."""
    return ScatterDimensionNumbers(
        update_window_dims=(window,),
        inserted_window_dims=(0,),
        scatter_dims_to_operand_dims=(0,),
    )


def scatter_rows(mesh, table, ids, updates):
    """Every combiner; indices twice, below 0, beyond the end; a table that is not zero."""
    numbers = rows(2)
    index = ids[..., None]
    zero = jnp.zeros_like(table)
    return (
        jax.lax.scatter_add(zero, index, updates, numbers),
        jax.lax.scatter_add(table, index, updates, numbers),
        jax.lax.scatter_sub(table, index, updates, numbers),
        jax.lax.scatter_mul(table, index, updates, numbers),
        jax.lax.scatter_min(table, index, updates, numbers),
        jax.lax.scatter_max(table, index, updates, numbers),
        jax.lax.scatter(table, index, updates, numbers),
    )


def scatter_windows(mesh, cube, places, patches, starts, line, counts, words):
    """Windows of part of a dimension, dropped when one end is outside; points; integers."""
    patched = jax.lax.scatter_add(
        cube,
        places,
        patches,
        ScatterDimensionNumbers(
            update_window_dims=(0, 2),
            inserted_window_dims=(1,),
            scatter_dims_to_operand_dims=(2, 0),
        ),
    )
    points = jax.lax.scatter_add(
        line,
        starts[:, None],
        jnp.ones(starts.shape, jnp.float32),
        ScatterDimensionNumbers((), (0,), (0,)),
    )
    histogram = jnp.zeros((12,), jnp.int32).at[words].add(counts, mode="drop")
    marked = jnp.zeros((12, 3), bool).at[words, 1].set(True, mode="drop")
    whole = line.at[3].set(7.0) + line.at[jnp.array([40])].add(1.0, mode="drop")
    return patched, points, histogram, marked, whole


def scatter_batched(mesh, table, ids, updates):
    """A table for each batch: rows of it by several indices, elements by one."""
    several = jax.vmap(lambda t, i, u: t.at[i].add(u, mode="drop"))(table, ids, updates)
    one = jnp.put_along_axis(
        table[..., 0], ids[:, :1], updates[:, :1, 0], axis=1, inplace=False, mode="drop"
    )
    return several, one


def embedding_gradient(mesh, table, w, ids, labels):
    """The loss of a small language model by tied embeddings, and its gradients."""

    def loss(table, w):
        x = constrain(mesh, jnp.tanh(table[ids] @ w), "data", None, None)
        logits = x @ table.T
        picked = jnp.take_along_axis(jax.nn.log_softmax(logits), labels[..., None], axis=-1)
        return -jnp.mean(picked)

    value, gradients = jax.value_and_grad(loss, (0, 1))(table, w)
    return value, *gradients


def adam_step(mesh, table, w, mean, square, ids, labels):
    """A step of Adam for tied embeddings and one of descent for the rest; state is donated."""

    def loss(table, w):
        x = jnp.take(table, ids, axis=0)
        x = jnp.cumsum(jnp.tanh(jnp.where(x > 0.1, x / 0.9, 0.0) @ w), axis=1)
        wanted = jax.nn.one_hot(labels, table.shape[0])
        return -jnp.mean(jnp.sum(jax.nn.log_softmax(x @ table.T) * wanted, -1))

    value, (d_table, d_w) = jax.value_and_grad(loss, (0, 1))(table, w)
    mean = 0.9 * mean + 0.1 * d_table
    square = 0.999 * square + 0.001 * d_table**2
    return value, table - 1e-2 * mean / (jnp.sqrt(square) + 1e-8), w - 0.1 * d_w, mean, square


IDS = np.array([[0, 29, 7, 7, -1, 30, 13], [8, 7, 1000, 22, 0, -40, 15]], np.int32)
LINE_STARTS = np.array([0, 9, 9, 10, -1, 3, 9], np.int32)
# Columns, then rows, of patches of 2 x 1 x 3 in a cube of 6 x 4 x 9: the last two stick out.
PLACES = np.array([[0, 0], [6, 4], [2, 3], [7, 1], [3, 5]], np.int32)
BATCHED_IDS = np.array([[0, 9, 9, 3], [1, 2, 10, 4], [5, 5, 5, 5], [-11, 8, 0, 1]] * 2, np.int32)
TOKENS = np.array([[3, 25, 0, 3, 26, 11], [26, 14, 3, 1, 20, 9]], np.int32)
LABELS = np.array([[25, 0, 3, 26, 11, 7], [14, 3, 1, 20, 9, 26]], np.int32)

PROGRAMS = {
    # 30 rows over 4 ranks; results on other axes than their operands.
    "scatter_rows": Program(
        scatter_rows,
        FOUR,
        [floats(30, 5), IDS, floats(2, 7, 5)],
        [P("model", None), None, None],
        [P("model", None)] * 6 + [None],
    ),
    # The updates are split, unevenly, and the table is not.
    "scatter_updates": Program(
        scatter_rows,
        FOUR,
        [floats(30, 5), IDS, floats(2, 7, 5)],
        [None, P(None, "model"), P(None, "model", None)],
        [None] * 7,
    ),
    # Both are split over one axis: one of them must give way.
    "scatter_conflict": Program(
        scatter_rows,
        FOUR,
        [floats(30, 5), IDS, floats(2, 7, 5)],
        [P("model", None), P(None, "model"), P(None, "model", None)],
        [P(None, "model")] + [P("model", None)] * 6,
    ),
    # Rows over one axis, updates over the other; rows of some results over that other.
    "scatter_two_axes": Program(
        scatter_rows,
        TWO_TWO,
        [floats(30, 5), IDS, floats(2, 7, 5)],
        [P("model", None), P("data", None), P("data", None, None)],
        [P("model", None)] * 3 + [P("data", "model")] * 4,
    ),
    "scatter_windows": Program(
        scatter_windows,
        FOUR,
        [
            floats(6, 4, 9),
            PLACES,
            floats(2, 5, 3),
            LINE_STARTS,
            floats(10),
            np.arange(1, 8, dtype=np.int32),
            np.array([11, 0, 5, 5, 12, 3, 5], np.int32),
        ],
        [P(None, "model", None), None, None, P("model"), P("model"), P("model"), P("model")],
        [P(None, "model", None), P("model"), P("model"), P("model", None), P("model")],
    ),
    "scatter_batched": Program(
        scatter_batched,
        TWO_TWO,
        [floats(8, 10, 3), BATCHED_IDS, floats(8, 4, 3)],
        [P(("data", "model"), None, None), P("data", None), P("data", None, None)],
        [P(("data", "model"), None, None), P("data", "model")],
    ),
    "embedding_gradient": Program(
        embedding_gradient,
        TWO_TWO,
        [0.3 * floats(27, 6), floats(6, 6), TOKENS, LABELS],
        [P("model", None), None, P("data", None), P("data", None)],
        [None, P("model", None), None],
    ),
    "adam_step": Program(
        adam_step,
        TWO_TWO,
        [
            0.3 * floats(27, 6),
            0.3 * floats(6, 6),
            0.01 * floats(27, 6),
            1e-4 * np.square(floats(27, 6)),
            TOKENS,
            LABELS,
        ],
        [P("model", None), None, P("model", None), P("model", None)] + [P("data", None)] * 2,
        [None, P("model", None), None, P("model", None), P("model", None)],
        donate=(0, 1, 2, 3),
    ),
}


if __name__ == "__main__":
    write(PROGRAMS, sys.argv[1])
