"""Exports the sentence encoder all-MiniLM-L6-v2 as StableHLO, with its test data.

    python export.py WEIGHTS_FOLDER     (needs: pip install jax==0.10.2 numpy safetensors tokenizers)

WEIGHTS_FOLDER holds model.safetensors and tokenizer.json. Written beside this file: minilm.mlir,
minilm.debug.mlir (the same with source locations), inputs.npz (token ids and mask of
sentences.txt) and expected.npz (what one device computes, f32).

Only the weights are annotated. They are used as the file stores them, [out, in], so that a rank
can map its slice of the file and never has to transpose it.
"""

import pathlib
import sys

import jax
import jax.numpy as jnp
import numpy as np
from jax.sharding import AxisType, NamedSharding, PartitionSpec
from jaxlib.mlir import ir
from safetensors.numpy import load_file
from tokenizers import Tokenizer

LAYERS = 6
HEADS = 12
TOKENS = 32
RANKS = 4
HERE = pathlib.Path(__file__).resolve().parent
WORDS = "embeddings.word_embeddings.weight"


def dense(params, name, x):
    return jnp.einsum("...i,oi->...o", x, params[f"{name}.weight"]) + params[f"{name}.bias"]


def layer_norm(params, name, x):
    centred = x - jnp.mean(x, axis=-1, keepdims=True)
    variance = jnp.mean(jnp.square(centred), axis=-1, keepdims=True)
    normal = centred * jax.lax.rsqrt(variance + 1e-12)
    return normal * params[f"{name}.weight"] + params[f"{name}.bias"]


def embed(params, input_ids):
    words = params[WORDS][input_ids]
    positions = params["embeddings.position_embeddings.weight"][: input_ids.shape[1]]
    kind = params["embeddings.token_type_embeddings.weight"][0]
    return layer_norm(params, "embeddings.LayerNorm", words + positions + kind)


def attention(params, name, x, mask):
    def heads(part):
        y = dense(params, f"{name}.self.{part}", x)
        return y.reshape(*y.shape[:-1], HEADS, -1)

    q, k, v = heads("query"), heads("key"), heads("value")
    scores = jnp.einsum("bqhd,bkhd->bhqk", q, k) / np.sqrt(q.shape[-1])
    scores = jnp.where(mask[:, None, None, :] != 0, scores, -1e9)
    context = jnp.einsum("bhqk,bkhd->bqhd", jax.nn.softmax(scores, axis=-1), v)
    return dense(params, f"{name}.output.dense", context.reshape(x.shape))


def layer(params, name, x, mask):
    y = attention(params, f"{name}.attention", x, mask)
    x = layer_norm(params, f"{name}.attention.output.LayerNorm", x + y)
    y = jax.nn.gelu(dense(params, f"{name}.intermediate.dense", x), approximate=False)
    y = dense(params, f"{name}.output.dense", y)
    return layer_norm(params, f"{name}.output.LayerNorm", x + y)


def encode(params, input_ids, attention_mask):
    """Sentence embeddings: mean over the real tokens, then length one."""
    x = embed(params, input_ids)
    for i in range(LAYERS):
        x = layer(params, f"encoder.layer.{i}", x, attention_mask)
    weight = attention_mask.astype(x.dtype)[:, :, None]
    pooled = jnp.sum(x * weight, axis=1) / jnp.maximum(jnp.sum(weight, axis=1), 1e-9)
    length = jnp.sqrt(jnp.sum(jnp.square(pooled), axis=-1, keepdims=True))
    return pooled / jnp.maximum(length, 1e-12)


def spec(name, rank):
    """Megatron's way: what feeds a head or an ffn unit by column, what gathers them by row."""
    column = (".query.", ".key.", ".value.", ".intermediate.dense.")
    if any(part in name for part in column):
        return PartitionSpec("model", *[None] * (rank - 1))
    if name.endswith("output.dense.weight"):
        return PartitionSpec(None, "model")
    return PartitionSpec(*[None] * rank)


def tokenize(folder, sentences):
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_padding(length=TOKENS)
    tokenizer.enable_truncation(max_length=TOKENS)
    encoded = tokenizer.encode_batch(sentences)
    ids = np.array([e.ids for e in encoded], np.int32)
    mask = np.array([e.attention_mask for e in encoded], np.int32)
    return ids, mask


def lower(params, ids, mask):
    mesh = jax.sharding.AbstractMesh((RANKS,), ("model",), axis_types=(AxisType.Auto,))
    shardings = {name: NamedSharding(mesh, spec(name, w.ndim)) for name, w in params.items()}
    program = jax.jit(encode, in_shardings=(shardings, None, None))
    return program.trace(params, ids, mask).lower(lowering_platforms=("cpu",))


def annotate(lowered, names):
    """Names every argument, and shards the vocabulary: 30,522 rows, which JAX refuses over 4."""
    module = lowered.compiler_ir("stablehlo")
    with module.context as context:
        context.allow_unregistered_dialects = True
        main = ir.SymbolTable(module.operation)["main"]
        attributes = []
        for name, old in zip(names, main.arg_attrs, strict=True):
            new = {entry.name: entry.attr for entry in old}
            new["tp.name"] = ir.StringAttr.get(name)
            if name == WORDS:
                new["sdy.sharding"] = ir.Attribute.parse('#sdy.sharding<@mesh, [{"model"}, {}]>')
            attributes.append(ir.DictAttr.get(new))
        main.arg_attrs = attributes


def check_parses(text):
    from jax._src.interpreters import mlir

    context = mlir.make_ir_context()
    context.allow_unregistered_dialects = True
    with context:
        ir.Module.parse(text)


def main():
    folder = pathlib.Path(sys.argv[1])
    # Locations name files as a user of this repository sees them.
    jax.config.update("jax_hlo_source_file_canonicalization_regex", ".*/(?=docs/|site-packages/)")
    sentences = (HERE / "sentences.txt").read_text().splitlines()
    ids, mask = tokenize(folder, sentences)
    stored = load_file(folder / "model.safetensors")
    unused = ("embeddings.position_ids", "pooler.dense.weight", "pooler.dense.bias")
    params = {name: stored[name] for name in sorted(stored) if name not in unused}

    lowered = lower(params, ids, mask)
    names = [*params, "input_ids", "attention_mask"]
    annotate(lowered, names)
    for file, debug_info in (("minilm.mlir", False), ("minilm.debug.mlir", True)):
        text = lowered.as_text(debug_info=debug_info)
        check_parses(text)
        (HERE / file).write_text(text)

    result = np.asarray(jax.jit(encode)(params, ids, mask))
    count = len(params)
    np.savez(HERE / "inputs.npz", **{f"arg{count}": ids, f"arg{count + 1}": mask})
    np.savez(HERE / "expected.npz", result0=result)
    for i in range(0, len(sentences), 2):
        print(f"{result[i] @ result[i + 1]:+.4f}  {sentences[i]}  |  {sentences[i + 1]}")


if __name__ == "__main__":
    main()
