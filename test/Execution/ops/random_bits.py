"""Random bits of every algorithm, type and kind of shape: results by XLA on the CPU.

    python random_bits.py FOLDER     (needs: numpy, jax)
"""

import pathlib
import sys

import jax
import numpy as np
from jax.extend.core import Primitive
from jax.interpreters import mlir
from jaxlib.mlir.dialects import stablehlo

from program import Program, type_of

jax.config.update("jax_enable_x64", True)

# Any algorithm with any state, where jax.lax offers a choice of them.
generate = Primitive("generate")
generate.multiple_results = True
generate.def_abstract_eval(lambda state, **given: [
    jax.core.ShapedArray(state.shape, state.dtype),
    jax.core.ShapedArray(given["shape"], given["dtype"])])


def lower(context, state, algorithm, shape, dtype):
    types = [mlir.aval_to_ir_type(context.module_context, aval) for aval in context.avals_out]
    attribute = stablehlo.RngAlgorithmAttr.get(algorithm)
    return stablehlo.RngBitGeneratorOp(*types, attribute, state).results


mlir.register_lowering(generate, lower)

KEY = 0xFEDCBA9876543210
NEARLY_FULL = 2**64 - 2  # Counters that carry.
SHAPES = [(7,), (8,), (5, 3), (3, 4), (7, 5, 2), ()]


def random_bits():
    program = Program()
    for algorithm, words in (("THREE_FRY", [KEY, NEARLY_FULL]), ("PHILOX", [KEY, NEARLY_FULL]),
                             ("PHILOX", [KEY, NEARLY_FULL, 2**64 - 1]), ("DEFAULT", [KEY, 3])):
        state = np.array(words, np.uint64)
        name = program.argument(state)
        for dtype in (np.uint8, np.uint16, np.uint32, np.uint64):
            for shape in SHAPES:
                after, bits = [np.asarray(array) for array in jax.jit(
                    lambda state: generate.bind(state, algorithm=algorithm, shape=shape, dtype=dtype))(state)]
                pair = program.pair(f"stablehlo.rng_bit_generator {name}, algorithm = {algorithm} : "
                                    f"({type_of(state)}) -> ({type_of(state)}, {type_of(bits)})")
                program.result(f"{pair}#0", after)
                dims = ", ".join(["{}"] * (len(shape) > 1) + ['{"x"}'] + ["{}"] * (len(shape) - 2))
                program.result(
                    program.value(f"sdy.sharding_constraint {pair}#1 <@mesh, [{dims if shape else ''}]> : "
                                  f"{type_of(bits)}"), bits)
    return program


if __name__ == "__main__":
    random_bits().write(pathlib.Path(sys.argv[1]), "random_bits")
