"""Small programs, each for one question that the large models do not ask.

    python small.py FOLDER     (needs: pip install jax==0.10.2 numpy)

Writes NAME.mlir, NAME.in.npz (arg0, arg1, ...) and NAME.out.npz (result0, ...: what JAX computes
on one device, f32). JAX refuses arguments and results whose sharded dimension does not divide, so
those annotations are written into the exported module.
"""

import dataclasses
import pathlib
import sys
from typing import Callable

import jax
import jax.numpy as jnp
import numpy as np
from jax.sharding import AbstractMesh, AxisType, NamedSharding
from jax.sharding import PartitionSpec as P
from jaxlib.mlir import ir


@dataclasses.dataclass
class Program:
    """`function(mesh, *arguments)`; `names` become tp.name of the arguments."""

    function: Callable
    mesh: dict
    arguments: list
    inputs: list
    outputs: list
    donate: tuple = ()
    names: tuple = ()


random = np.random.RandomState(0)


def floats(*shape):
    return random.randn(*shape).astype(np.float32)


def constrain(mesh, x, *axes):
    return jax.lax.with_sharding_constraint(x, NamedSharding(mesh, P(*axes)))


def mlp_uneven(mesh, x, w1, b1, w2, b2):
    """exp makes the padding of 10 units over 4 ranks count unless it is masked."""
    return jnp.exp(x @ w1 + b1) @ w2 + b2


def two_axes(mesh, x, w1, w2, target):
    y = jnp.tanh(x @ w1) @ w2
    error = jnp.square(y - target)
    return y, jnp.mean(error), jnp.max(error, axis=0)


def axis_of_one(mesh, x, w):
    return jax.nn.relu(x @ w)


def reshards(mesh, x, w, v):
    """Every disagreement of two annotations that one collective settles."""
    gathered = jnp.sin(x)
    moved = jnp.cos(x)
    columns = x @ w
    scattered = v @ w
    sliced = constrain(mesh, x + 1.0, None, None) * 2.0
    return gathered, moved, columns, scattered, sliced


def softmax_over_shards(mesh, x, scale, shift):
    """The reduced dimension is the sharded one: max and sum cross ranks, padding must not."""
    centred = x - jnp.mean(x, axis=-1, keepdims=True)
    variance = jnp.mean(jnp.square(centred), axis=-1, keepdims=True)
    normal = centred * jax.lax.rsqrt(variance + 1e-5) * scale + shift
    return jax.nn.softmax(x, axis=-1), normal, jnp.min(x, axis=-1), jnp.prod(x, axis=-1)


def elementwise(mesh, x, y):
    activations = jax.nn.gelu(x, approximate=False) + jax.nn.gelu(y) + jax.nn.silu(x)
    chosen = jnp.where(x > y, jnp.abs(x), jnp.minimum(x, -y))
    powers = jnp.power(jnp.abs(x) + 0.5, y) + jnp.sqrt(jnp.abs(y)) + jnp.log1p(jnp.exp(x))
    trigonometric = jnp.sin(x) * jnp.cos(y) + jnp.tanh(x) + jax.lax.erf(y)
    return activations, chosen, powers, trigonometric


def types(mesh, i, x):
    """Results of every kind that a file must hand back with its own type."""
    rows = jax.lax.broadcasted_iota(jnp.int32, x.shape, 0)
    bits = (x > 0) & (i != 3)
    return i * 2 + rows, bits, x.astype(jnp.int32), jnp.sum(i, axis=0)


def lookup(mesh, table, ids):
    """Rows of every rank's shard, the last and a padded one, an index from the end."""
    return table[ids] * 2.0


def slice_concat(mesh, x):
    """Cuts across the sharded dimension, and along the other."""
    left, right = jnp.split(x, 2, axis=-1)
    return jnp.concatenate([-right, left], axis=-1), x[1:6]


def attention(mesh, q, k, v):
    """6 heads over 4 ranks: the batch dimensions of a contraction are uneven."""
    scores = jnp.einsum("bqhd,bkhd->bhqk", q, k) / np.sqrt(q.shape[-1])
    return jnp.einsum("bhqk,bkhd->bqhd", jax.nn.softmax(scores, axis=-1), v)


def state(mesh, s, x, w):
    """The state is donated, and its result feeds back."""
    return s * 0.9 + x @ w


def top_k(mesh, x, i):
    """Ties, NaN of both signs, both zeros; few of a line, many, one and all; narrow types."""
    number = jnp.where(x == x, x, 0.5)  # Conversions may change a NaN's sign.
    results = [*jax.lax.top_k(x, 1), *jax.lax.top_k(x, 3), *jax.lax.top_k(x, x.shape[-1])]
    results += [*jax.lax.top_k(i, 2), *jax.lax.top_k(i, 9), jax.lax.top_k(i.astype(jnp.int8), 4)[1]]
    values, indices = jax.lax.top_k(number.astype(jnp.bfloat16), 10)
    results += [values.astype(jnp.float32), indices, jax.lax.top_k(number.astype(jnp.float16), 2)[1]]
    return tuple(results) + (jax.lax.top_k(i > 0, 5)[1], jax.lax.top_k(x[:, :1], 1)[1])


def scan(mesh, x, i):
    """Along each dimension, from both ends, by every op; fused with what makes its elements."""
    return (
        jnp.cumsum(x, axis=0),
        jnp.cumsum(x * 2.0 - 1.0, axis=1),
        jax.lax.cumprod(1.0 + x / 64.0, axis=1, reverse=True),
        jax.lax.cummax(x, axis=0, reverse=True),
        jax.lax.cummin(i, axis=1),
        jnp.cumsum((i == 2).astype(jnp.int32), axis=0),
        jax.lax.cummax(x.astype(jnp.bfloat16), axis=1).astype(jnp.float32),
        jnp.cumsum(i[:1], axis=0),
    )


def windows(mesh, x):
    """Pooling: strides, dilations, padding on either side, windows along one dimension or none."""
    window = jax.lax.reduce_window
    peak = window(x, -jnp.inf, jax.lax.max, (1, 2, 2, 1), (1, 2, 2, 1), "SAME")
    total = window(x, 0.0, jax.lax.add, (1, 3, 3, 1), (1, 1, 2, 1), "SAME")
    apart = window(x, 0.0, jax.lax.add, (1, 2, 3, 1), (1, 1, 1, 1), "VALID", window_dilation=(1, 2, 3, 1))
    padded = window(x, 1.5, jax.lax.min, (1, 4, 1, 2), (1, 3, 1, 1), ((0, 0), (1, 2), (0, 0), (1, 0)))
    thinned = window(x, 0.0, jax.lax.add, (1, 1, 1, 1), (1, 3, 2, 1), "VALID")
    return peak, total, apart, padded, thinned


def sort(mesh, x, i):
    """Along each dimension; equal keys stay in order; NaN comes last; several keys and values."""
    both = jax.lax.sort((i, x), dimension=0, num_keys=2)
    carried = jax.lax.sort((i, x, i * 2), dimension=1, num_keys=1)
    return (jnp.sort(x, axis=1), jnp.argsort(x, axis=0), jnp.argsort(i, axis=1), *both, *carried)


def ordered(rows, columns):
    """Few different numbers, so that many are equal, and those that order oddly."""
    x = random.randint(-5, 6, (rows, columns)).astype(np.float32)
    x[0, 3], x[0, 7], x[0, 8] = np.nan, np.inf, np.copysign(np.float32(np.nan), np.float32(-1))
    x[1, :4] = [-0.0, 0.0, -0.0, 0.0]
    x[2, 1] = -np.inf
    return x, random.randint(-9, 9, (rows, columns)).astype(np.int32)


def whole(rows, columns):
    return (
        random.randint(-5, 6, (rows, columns)).astype(np.float32),
        random.randint(-9, 9, (rows, columns)).astype(np.int32),
    )


FOUR = dict(model=4)
TWO = dict(data=2, model=2)
IDS = np.array([[0, 8, 16, 24], [29, 7, -1, 23], [28, 15, 9, -30]], np.int32)

PROGRAMS = {
    "mlp_uneven": Program(
        mlp_uneven,
        FOUR,
        [floats(5, 7), floats(7, 10), floats(10), floats(10, 7), floats(7)],
        [None, P(None, "model"), P("model"), P("model", None), None],
        [None],
    ),
    "two_axes": Program(
        two_axes,
        TWO,
        [floats(4, 6), floats(6, 8), floats(8, 6), floats(4, 6)],
        [P("data", None), P(None, "model"), P("model", None), P("data", None)],
        [P("data", None), None, P("model")],
    ),
    "two_axes_uneven": Program(
        two_axes,
        TWO,
        [floats(5, 6), floats(6, 7), floats(7, 3), floats(5, 3)],
        [P("data", None), P(None, "model"), P("model", None), P("data", None)],
        [P("data", None), None, P("model")],
    ),
    "axis_of_one": Program(
        axis_of_one,
        dict(data=1, model=4),
        [floats(4, 6), floats(6, 8)],
        [P("data", None), P(None, ("data", "model"))],
        [P("data", "model")],
    ),
    "reshards": Program(
        reshards,
        FOUR,
        [floats(8, 12), floats(12, 8), floats(8, 12)],
        [P("model", None), P("model", None), P(None, "model")],
        [P(None, None), P(None, "model"), P(None, "model"), P("model", None), P(None, "model")],
    ),
    "reshards_uneven": Program(
        reshards,
        FOUR,
        [floats(7, 10), floats(10, 9), floats(6, 10)],
        [P("model", None), P("model", None), P(None, "model")],
        [P(None, None), P(None, "model"), P(None, "model"), P("model", None), P(None, "model")],
    ),
    "softmax_over_shards": Program(
        softmax_over_shards,
        FOUR,
        [floats(3, 10) - 4.0, floats(10), floats(10)],
        [P(None, "model"), P("model"), P("model")],
        [P(None, "model"), P(None, "model"), None, None],
    ),
    "elementwise": Program(
        elementwise,
        FOUR,
        [floats(6, 7), floats(6, 7)],
        [P("model", None), None],
        [P("model", None)] * 4,
    ),
    "types": Program(
        types,
        FOUR,
        [
            random.randint(-9, 9, (7, 5)).astype(np.int32),
            floats(7, 5) * 5.0,
        ],
        [P("model", None)] * 2,
        [P("model", None)] * 3 + [None],
    ),
    "lookup": Program(lookup, FOUR, [floats(30, 4), IDS], [P("model", None), None], [None]),
    "slice_concat": Program(
        slice_concat, FOUR, [floats(8, 6)], [P("model", None)], [P("model", None), None]
    ),
    "attention": Program(
        attention,
        FOUR,
        [floats(2, 5, 6, 4), floats(2, 5, 6, 4), floats(2, 5, 6, 4)],
        [P(None, None, "model", None)] * 3,
        [P(None, None, "model", None)],
    ),
    "state": Program(
        state,
        FOUR,
        [floats(8, 12), floats(8, 6), floats(6, 12)],
        [P(None, "model"), None, P(None, "model")],
        [P(None, "model")],
        donate=(0,),
        names=("state", "x", "w"),
    ),
    "state_uneven": Program(
        state,
        FOUR,
        [floats(7, 10), floats(7, 6), floats(6, 10)],
        [P(None, "model"), None, P(None, "model")],
        [P(None, "model")],
        donate=(0,),
        names=("state", "x", "w"),
    ),
}


for name, rows, axes in [("", 8, ("model", None)), ("_uneven", 7, (None, "model"))]:
    specs = [P(*axes), P(*axes)]
    PROGRAMS[f"top_k{name}"] = Program(top_k, FOUR, [*ordered(rows, 37)], specs, [None] * 16)
    PROGRAMS[f"scan{name}"] = Program(scan, FOUR, [*whole(rows, 300)], specs, [None] * 8)
    PROGRAMS[f"sort{name}"] = Program(sort, FOUR, [*ordered(rows, 37)], specs, [None] * 8)
PROGRAMS["windows"] = Program(
    windows, FOUR, [floats(6, 9, 11, 3)], [P("model", None, None, None)], [None] * 5
)
PROGRAMS["windows_split"] = Program(
    windows, FOUR, [floats(2, 9, 11, 3)], [P(None, "model", None, None)], [None] * 5
)


def divides(mesh, spec, shape):
    for size, axes in zip(shape, spec):
        for axis in [axes] if isinstance(axes, str) else axes or ():
            size, rest = divmod(size, mesh[axis])
            if rest:
                return False
    return True


def spell(spec):
    """A spec whose dimensions carry one axis at most, as sdy prints it."""
    dimensions = ", ".join(f'{{"{axis}"}}' if axis else "{}" for axis in spec)
    return ir.Attribute.parse(f"#sdy.sharding<@mesh, [{dimensions}]>")


def rewrite(attributes, specs, names=()):
    """Writes shardings (where a spec is given) and names into an argument or result list."""
    out = []
    for i, old in enumerate(attributes):
        new = {entry.name: entry.attr for entry in old}
        if specs[i] is not None:
            new["sdy.sharding"] = spell(specs[i])
        if names:
            new["tp.name"] = ir.StringAttr.get(names[i])
        out.append(ir.DictAttr.get(new))
    return ir.ArrayAttr.get(out)


def lower(program):
    mesh = AbstractMesh(
        tuple(program.mesh.values()),
        tuple(program.mesh),
        axis_types=(AxisType.Auto,) * len(program.mesh),
    )

    def function(*arguments):
        return program.function(mesh, *arguments)

    function.__name__ = program.function.__name__

    def place(specs, values):
        """What JAX takes, and what has to be written into the module afterwards."""
        given, late = [], []
        for spec, value in zip(specs, values, strict=True):
            even = spec is None or divides(program.mesh, spec, value.shape)
            given.append(spec and NamedSharding(mesh, spec if even else P()))
            late.append(None if even else spec)
        return tuple(given), late

    results = jax.eval_shape(function, *program.arguments)
    single = not isinstance(results, tuple)
    inputs, late_inputs = place(program.inputs, program.arguments)
    outputs, late_outputs = place(program.outputs, [results] if single else results)
    lowered = (
        jax.jit(
            function,
            in_shardings=inputs,
            out_shardings=outputs[0] if single else outputs,
            donate_argnums=program.donate,
        )
        .trace(*program.arguments)
        .lower(lowering_platforms=("cpu",))
    )
    module = lowered.compiler_ir("stablehlo")
    with module.context as context:
        context.allow_unregistered_dialects = True
        main = ir.SymbolTable(module.operation)["main"]
        main.arg_attrs = rewrite(main.arg_attrs, late_inputs, program.names)
        if any(late_outputs):
            main.attributes["res_attrs"] = rewrite(main.attributes["res_attrs"], late_outputs)
    return lowered.as_text()


def golden(program):
    """The same function on one device; its constraints mean nothing there."""
    mesh = jax.make_mesh(
        (1,) * len(program.mesh),
        tuple(program.mesh),
        axis_types=(AxisType.Auto,) * len(program.mesh),
    )
    results = jax.jit(lambda *arguments: program.function(mesh, *arguments))(*program.arguments)
    return results if isinstance(results, tuple) else (results,)


def write(programs, folder):
    """Writes each program with its arguments and what JAX computes of them."""
    folder = pathlib.Path(folder)
    for name, program in programs.items():
        (folder / f"{name}.mlir").write_text(lower(program))
        arguments = {f"arg{i}": x for i, x in enumerate(program.arguments)}
        results = {f"result{i}": np.asarray(x) for i, x in enumerate(golden(program))}
        np.savez(folder / f"{name}.in.npz", **arguments)
        np.savez(folder / f"{name}.out.npz", **results)


if __name__ == "__main__":
    write(PROGRAMS, sys.argv[1])
