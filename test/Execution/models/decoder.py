"""A Llama-shaped decoder in plain JAX: RMSNorm, rotary positions, grouped-query attention, SwiGLU.

    python decoder.py FOLDER     (needs: pip install jax==0.10.2 numpy)

Writes nano_fwd_1x4, nano_fwd_2x2, nano_train_1x4, nano_train_2x2 (with inputs and what one device
computes from them), and mini_fwd_1x4 and mini_train_2x2, whose size suits measurements.
"""

import dataclasses
import os
import pathlib
import sys

os.environ["XLA_FLAGS"] = "--xla_force_host_platform_device_count=4"

import jax
import jax.numpy as jnp
import numpy as np
from jax.sharding import AxisType, NamedSharding
from jax.sharding import PartitionSpec as P


@dataclasses.dataclass
class Config:
    width: int
    heads: int
    kv_heads: int
    ffn: int
    vocabulary: int
    layers: int

    @property
    def head(self):
        return self.width // self.heads


NANO = Config(64, 8, 4, 96, 132, 2)
MINI = Config(512, 8, 8, 2048, 8192, 8)


def rms(x, weight):
    variance = jnp.mean(jnp.square(x.astype(jnp.float32)), -1, keepdims=True)
    return (x * jax.lax.rsqrt(variance + 1e-5).astype(x.dtype)) * weight


def rope(x):
    _, tokens, _, size = x.shape
    frequency = 1.0 / (500000.0 ** (jnp.arange(0, size, 2, dtype=jnp.float32) / size))
    angle = jnp.arange(tokens, dtype=jnp.float32)[:, None] * frequency[None]
    cos, sin = jnp.cos(angle)[None, :, None], jnp.sin(angle)[None, :, None]
    x1, x2 = jnp.split(x.astype(jnp.float32), 2, -1)
    return jnp.concatenate([x1 * cos - x2 * sin, x2 * cos + x1 * sin], -1).astype(x.dtype)


def attention(config, params, x):
    batch, tokens, _ = x.shape
    q = jnp.einsum("bsd,dhk->bshk", x, params["wq"])
    k = jnp.einsum("bsd,dhk->bshk", x, params["wk"])
    v = jnp.einsum("bsd,dhk->bshk", x, params["wv"])
    q, k = rope(q), rope(k)
    group = config.heads // config.kv_heads
    q = q.reshape(batch, tokens, config.kv_heads, group, config.head)
    logits = jnp.einsum("bqkgd,bskd->bkgqs", q, k).astype(jnp.float32) / np.sqrt(config.head)
    causal = jnp.tril(jnp.ones((tokens, tokens), bool))
    weights = jax.nn.softmax(jnp.where(causal, logits, -1e30), -1).astype(x.dtype)
    out = jnp.einsum("bkgqs,bskd->bqkgd", weights, v)
    out = out.reshape(batch, tokens, config.heads, config.head)
    return jnp.einsum("bshk,hkd->bsd", out, params["wo"])


def mlp(params, x):
    return (jax.nn.silu(x @ params["w1"]) * (x @ params["w3"])) @ params["w2"]


def forward(config, params, tokens):
    x = params["emb"][tokens]
    for layer in params["layers"]:
        x = x + attention(config, layer, rms(x, layer["n1"]))
        x = x + mlp(layer, rms(x, layer["n2"]))
    return rms(x, params["nf"]) @ params["head"]


def shapes(config):
    def shape(*sizes):
        return jax.ShapeDtypeStruct(sizes, jnp.float32)

    d, h, k, f, size = config.width, config.heads, config.kv_heads, config.ffn, config.head
    layer = dict(wq=shape(d, h, size), wk=shape(d, k, size), wv=shape(d, k, size))
    layer |= dict(wo=shape(h, size, d), n1=shape(d), n2=shape(d))
    layer |= dict(w1=shape(d, f), w3=shape(d, f), w2=shape(f, d))
    ends = dict(emb=shape(config.vocabulary, d), nf=shape(d), head=shape(d, config.vocabulary))
    return ends | dict(layers=[layer] * config.layers)


def specs(config):
    by_head = P(None, "model", None)
    layer = dict(wq=by_head, wk=by_head, wv=by_head, wo=P("model", None, None))
    layer |= dict(w1=P(None, "model"), w3=P(None, "model"), w2=P("model", None))
    layer |= dict(n1=P(None), n2=P(None))
    ends = dict(emb=P("model", None), nf=P(None), head=P(None, "model"))
    return ends | dict(layers=[layer] * config.layers)


def train(config, params, tokens):
    """Loss, new parameters at a learning rate of 1, and gradients."""

    def loss(params):
        logits = forward(config, params, tokens)
        labels = jnp.roll(tokens, -1, 1)
        logarithms = jax.nn.log_softmax(logits)
        return -jnp.mean(jnp.take_along_axis(logarithms, labels[..., None], -1))

    value, gradients = jax.value_and_grad(loss)(params)
    return value, jax.tree.map(lambda p, g: p - 1.0 * g, params, gradients), gradients


def step(config, params, tokens):
    """Loss and new parameters alone."""
    return train(config, params, tokens)[:2]


def lower(config, function, data, model, batch, tokens):
    mesh = jax.make_mesh((data, model), ("data", "model"), axis_types=(AxisType.Auto,) * 2)

    def place(spec):
        return NamedSharding(mesh, spec)

    weights = jax.tree.map(place, specs(config), is_leaf=lambda x: isinstance(x, P))
    results = {
        forward: place(P("data", None, "model")),
        train: (place(P()), weights, weights),
        step: (place(P()), weights),
    }
    program = jax.jit(
        lambda params, ids: function(config, params, ids),
        in_shardings=(weights, place(P("data", None))),
        out_shardings=results[function],
    )
    return program.lower(shapes(config), jax.ShapeDtypeStruct((batch, tokens), jnp.int32))


def write_golden(config, function, file, batch, tokens):
    random = np.random.RandomState(0)
    params = jax.tree.map(
        lambda s: (random.randn(*s.shape) * 0.08).astype(np.float32), shapes(config)
    )
    ids = random.randint(0, config.vocabulary, (batch, tokens)).astype(np.int32)
    results = jax.jit(lambda params, ids: function(config, params, ids))(params, ids)
    leaves = jax.tree.leaves((params, ids))
    np.savez_compressed(f"{file}.in.npz", **{f"arg{i}": x for i, x in enumerate(leaves)})
    leaves = jax.tree.leaves(results)
    np.savez_compressed(f"{file}.out.npz", **{f"result{i}": x for i, x in enumerate(leaves)})


def main():
    folder = pathlib.Path(sys.argv[1])
    for data, model in ((1, 4), (2, 2)):
        for name, function in (("fwd", forward), ("train", train)):
            file = folder / f"nano_{name}_{data}x{model}"
            file.with_suffix(".mlir").write_text(
                lower(NANO, function, data, model, 4, 16).as_text()
            )
            write_golden(NANO, function, file, 4, 16)
    for name, function, data, model in (("fwd", forward, 1, 4), ("train", step, 2, 2)):
        file = folder / f"mini_{name}_{data}x{model}.mlir"
        file.write_text(lower(MINI, function, data, model, 4, 256).as_text())


if __name__ == "__main__":
    main()
