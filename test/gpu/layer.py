"""One layer of Llama 3 8B (bf16, 2,048 tokens): as a program, and timed in JAX and PyTorch.

    python layer.py export FOLDER      writes llama_layer.mlir and the kernels' programs beside it
                                       (needs: pip install jax==0.10.2 numpy)
    python layer.py bench [STEPS]      prints "jax: median X ms" and "torch: median X ms" for what
                                       is installed and finds a GPU

The peers get the same shapes and the same arithmetic: attention unfused, scores in f32.
"""

import os
import pathlib
import statistics
import sys
import time

WIDTH, HEADS, KV_HEADS, FFN, TOKENS = 4096, 32, 8, 14336, 2048
HEAD = WIDTH // HEADS


def shapes():
    return dict(
        n1=(WIDTH,), wq=(WIDTH, HEADS, HEAD), wk=(WIDTH, KV_HEADS, HEAD), wv=(WIDTH, KV_HEADS, HEAD),
        wo=(HEADS, HEAD, WIDTH), n2=(WIDTH,), w1=(WIDTH, FFN), w3=(WIDTH, FFN), w2=(FFN, WIDTH),
    )


def specs():
    from jax.sharding import PartitionSpec as P

    by_head = P(None, "model", None)
    return dict(
        n1=P(None), wq=by_head, wk=by_head, wv=by_head, wo=P("model", None, None),
        n2=P(None), w1=P(None, "model"), w3=P(None, "model"), w2=P("model", None),
    )


# -- JAX ---------------------------------------------------------------------


def jax_layer(params, x):
    import jax
    import jax.numpy as jnp

    def rms(x, weight):
        wide = x.astype(jnp.float32)
        scale = jax.lax.rsqrt(jnp.mean(jnp.square(wide), -1, keepdims=True) + 1e-5)
        return (wide * scale).astype(x.dtype) * weight

    def rope(x):
        frequency = 1.0 / (500000.0 ** (jnp.arange(0, HEAD, 2, dtype=jnp.float32) / HEAD))
        angle = jnp.arange(TOKENS, dtype=jnp.float32)[:, None] * frequency[None]
        cos, sin = jnp.cos(angle)[None, :, None], jnp.sin(angle)[None, :, None]
        a, b = jnp.split(x.astype(jnp.float32), 2, -1)
        return jnp.concatenate([a * cos - b * sin, b * cos + a * sin], -1).astype(x.dtype)

    batch = x.shape[0]
    h = rms(x, params["n1"])
    q = rope(jnp.einsum("bsd,dhk->bshk", h, params["wq"]))
    k = rope(jnp.einsum("bsd,dhk->bshk", h, params["wk"]))
    v = jnp.einsum("bsd,dhk->bshk", h, params["wv"])
    q = q.reshape(batch, TOKENS, KV_HEADS, HEADS // KV_HEADS, HEAD)
    scores = jnp.einsum("bqkgd,bskd->bkgqs", q, k).astype(jnp.float32) / HEAD**0.5
    causal = jnp.tril(jnp.ones((TOKENS, TOKENS), bool))
    weights = jax.nn.softmax(jnp.where(causal, scores, -1e30), -1).astype(x.dtype)
    out = jnp.einsum("bkgqs,bskd->bqkgd", weights, v).reshape(batch, TOKENS, HEADS, HEAD)
    x = x + jnp.einsum("bshk,hkd->bsd", out, params["wo"])
    h = rms(x, params["n2"])
    return x + (jax.nn.silu(h @ params["w1"]) * (h @ params["w3"])) @ params["w2"]


def export(folder):
    os.environ["XLA_FLAGS"] = "--xla_force_host_platform_device_count=4"
    import jax
    import jax.numpy as jnp
    from jax.sharding import AxisType, NamedSharding
    from jax.sharding import PartitionSpec as P

    mesh = jax.make_mesh((1, 4), ("data", "model"), axis_types=(AxisType.Auto,) * 2)

    def place(spec):
        return NamedSharding(mesh, spec)

    def write(name, function, arguments, shardings):
        program = jax.jit(function, in_shardings=shardings)
        (folder / f"{name}.mlir").write_text(program.lower(*arguments).as_text())

    def tensor(*shape, dtype=jnp.bfloat16):
        return jax.ShapeDtypeStruct(shape, dtype)

    params = {name: tensor(*shape) for name, shape in shapes().items()}
    layer = ({name: place(spec) for name, spec in specs().items()}, place(P("data", None, None)))
    write("llama_layer", jax_layer, (params, tensor(1, TOKENS, WIDTH)), layer)

    # Kernels that are nothing but memory traffic, each beside a plain copy of as many bytes.
    rows, columns = 32768, 4096

    def norm(x, weight):
        wide = x.astype(jnp.float32)
        scale = jax.lax.rsqrt(jnp.mean(jnp.square(wide), -1, keepdims=True) + 1e-5)
        return (wide * scale).astype(x.dtype) * weight

    def layer_norm(x, weight):
        mean = jnp.mean(x, -1, keepdims=True)
        variance = jnp.mean(jnp.square(x - mean), -1, keepdims=True)
        return (x - mean) * jax.lax.rsqrt(variance + 1e-5) * weight

    whole, row, vector = tensor(rows, columns), place(P("data", None)), place(P(None))
    wide = tensor(rows, columns, dtype=jnp.float32)
    write("copy", lambda x: x, (whole,), (row,))
    write("gelu", lambda x: jax.nn.gelu(x), (whole,), (row,))
    write("gelu_f32", lambda x: jax.nn.gelu(x, approximate=False), (wide,), (row,))
    write("swiglu", lambda x, y: jax.nn.silu(x) * y, (whole, whole), (row, row))
    write("rms_norm", norm, (whole, tensor(columns)), (row, vector))
    write("layer_norm_f32", layer_norm, (wide, tensor(columns, dtype=jnp.float32)), (row, vector))
    write("softmax_f32", lambda x: jax.nn.softmax(x, -1), (wide,), (row,))


def bench_jax(steps):
    import jax
    import jax.numpy as jnp

    if jax.default_backend() != "gpu":
        return print("jax: finds no GPU")
    keys = jax.random.split(jax.random.PRNGKey(0), len(shapes()) + 1)
    params = {
        name: jax.random.uniform(key, shape, jnp.bfloat16, -0.125, 0.125)
        for key, (name, shape) in zip(keys, shapes().items())
    }
    x = jax.random.uniform(keys[-1], (1, TOKENS, WIDTH), jnp.bfloat16, -0.125, 0.125)
    step = jax.jit(jax_layer)
    step(params, x).block_until_ready()
    times = []
    for _ in range(steps):
        begin = time.perf_counter()
        step(params, x).block_until_ready()
        times.append(time.perf_counter() - begin)
    print(f"jax: median {statistics.median(times) * 1e3:.3f} ms")


# -- PyTorch -----------------------------------------------------------------


def torch_layer(torch, p, x, cos, sin, mask):
    def rms(x, weight):
        wide = x.float()
        scale = torch.rsqrt(wide.square().mean(-1, keepdim=True) + 1e-5)
        return (wide * scale).to(x.dtype) * weight

    def rope(x):
        a, b = x.float().chunk(2, -1)
        return torch.cat([a * cos - b * sin, b * cos + a * sin], -1).to(x.dtype)

    batch = x.shape[0]
    h = rms(x, p["n1"])
    q = rope((h @ p["wq"].view(WIDTH, -1)).view(batch, TOKENS, HEADS, HEAD)).transpose(1, 2)
    k = rope((h @ p["wk"].view(WIDTH, -1)).view(batch, TOKENS, KV_HEADS, HEAD)).transpose(1, 2)
    v = (h @ p["wv"].view(WIDTH, -1)).view(batch, TOKENS, KV_HEADS, HEAD).transpose(1, 2)
    k, v = (t.repeat_interleave(HEADS // KV_HEADS, 1) for t in (k, v))
    scores = (q @ k.transpose(-1, -2)).float() / HEAD**0.5
    weights = torch.softmax(scores.masked_fill(mask, -1e30), -1).to(x.dtype)
    out = (weights @ v).transpose(1, 2).reshape(batch, TOKENS, WIDTH)
    x = x + out @ p["wo"].view(-1, WIDTH)
    h = rms(x, p["n2"])
    return x + (torch.nn.functional.silu(h @ p["w1"]) * (h @ p["w3"])) @ p["w2"]


def bench_torch(steps):
    import torch

    if not torch.cuda.is_available():
        return print("torch: finds no GPU")
    params = {
        name: torch.empty(shape, dtype=torch.bfloat16, device="cuda").uniform_(-0.125, 0.125)
        for name, shape in shapes().items()
    }
    x = torch.empty((1, TOKENS, WIDTH), dtype=torch.bfloat16, device="cuda").uniform_(-0.125, 0.125)
    frequency = 500000.0 ** (-torch.arange(0, HEAD, 2, device="cuda").float() / HEAD)
    angle = torch.arange(TOKENS, device="cuda").float()[:, None] * frequency[None]
    cos, sin = angle.cos()[None, :, None], angle.sin()[None, :, None]
    mask = torch.ones((TOKENS, TOKENS), dtype=torch.bool, device="cuda").triu(1)
    step = torch.compile(torch_layer)
    with torch.no_grad():
        for _ in range(3):
            step(torch, params, x, cos, sin, mask)
        times = []
        for _ in range(steps):
            torch.cuda.synchronize()
            begin = time.perf_counter()
            step(torch, params, x, cos, sin, mask)
            torch.cuda.synchronize()
            times.append(time.perf_counter() - begin)
    print(f"torch: median {statistics.median(times) * 1e3:.3f} ms")


def bench(steps):
    for name, run in (("jax", bench_jax), ("torch", bench_torch)):
        try:
            run(steps)
        except ImportError:
            print(f"{name}: not installed")


def main():
    if sys.argv[1:2] == ["export"] and len(sys.argv) == 3:
        return export(pathlib.Path(sys.argv[2]))
    if sys.argv[1:2] == ["bench"]:
        return bench(int(sys.argv[2]) if len(sys.argv) > 2 else 20)
    sys.exit(__doc__)


if __name__ == "__main__":
    main()
