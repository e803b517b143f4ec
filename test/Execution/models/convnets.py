"""Networks of convolutions and of patches, and their training steps; made as small.py makes its own.

    python convnets.py FOLDER     (needs: pip install jax==0.10.2 numpy)
"""

import sys

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax
from jax.sharding import PartitionSpec as P
from small import Program, write

random = np.random.RandomState(3)

FOUR = {"model": 4}
TWO_TWO = {"data": 2, "model": 2}
LABELS = np.array([3, 0, 9, 4, 4, 1], np.int32)


def floats(*shape):
    return random.randn(*shape).astype(np.float32)


def weights(*shape):
    """Scaled so that activations stay of one size."""
    return (random.randn(*shape) / np.sqrt(np.prod(shape[:-1]))).astype(np.float32)


def conv(x, w, stride=1, padding="SAME", groups=1, dims=("NHWC", "HWIO", "NHWC"), **more):
    return lax.conv_general_dilated(x, w, (stride,) * (w.ndim - 2), padding, dimension_numbers=dims,
                                    feature_group_count=groups, **more)


#===-----------------------------------------------------------------------===#
# Gradients of convolutions
#===-----------------------------------------------------------------------===#


def conv_gradients(mesh, x, w, v, u, d, t):
    """Of both operands: strides, dilations, groups, depthwise, transposed, channels first."""

    def total(x, w, v, u, d, t):
        y = conv(x, w, stride=2)
        first = jnp.sum(jnp.sin(y))
        second = jnp.sum(jnp.cos(conv(x, v, groups=2, padding=((2, 1), (0, 1)), rhs_dilation=(2, 1))))
        third = jnp.sum(jnp.sin(conv(x, d, groups=4)))
        strided = jnp.sum(jnp.cos(conv(x, d, stride=2, groups=4, padding="VALID")))
        flipped = jnp.sum(jnp.sin(conv(jnp.transpose(x, (0, 3, 1, 2)), u, stride=2, padding="VALID",
                                       dims=("NCHW", "OIHW", "NCHW"))))
        up = jnp.sum(jnp.cos(lax.conv_transpose(y, t, (2, 2), "SAME", dimension_numbers=("NHWC", "HWIO", "NHWC"))))
        return first + second + third + strided + flipped + up

    value, gradients = jax.value_and_grad(total, tuple(range(6)))(x, w, v, u, d, t)
    return value, *gradients


#===-----------------------------------------------------------------------===#
# Training steps
#===-----------------------------------------------------------------------===#


def normalised(x, scale, shift):
    mean = jnp.mean(x, (0, 1, 2))
    variance = jnp.mean(jnp.square(x - mean), (0, 1, 2))
    return (x - mean) * lax.rsqrt(variance + 1e-5) * scale + shift


def pool(x, init, op, size, stride):
    return lax.reduce_window(x, init, op, (1, size, size, 1), (1, stride, stride, 1), "SAME")


def loss_of(logits, labels):
    return -jnp.mean(jnp.take_along_axis(jax.nn.log_softmax(logits), labels[:, None], 1))


def residual(x, w1, scale1, shift1, w2, scale2, shift2, w3):
    """A block that halves the image, as a ResNet has."""
    y = jax.nn.relu(normalised(conv(x, w1, stride=2), scale1, shift1))
    return jax.nn.relu(normalised(conv(y, w2), scale2, shift2) + conv(x, w3, stride=2))


def convnet(images, stem, scale, shift, *rest):
    *block, head, bias = rest
    x = jax.nn.relu(normalised(conv(images, stem), scale, shift))
    x = residual(pool(x, -jnp.inf, lax.max, 3, 2), *block)
    x = pool(x, 0.0, lax.add, 2, 2) / 4
    return x.reshape(x.shape[0], -1) @ head + bias


def descend(loss, parameters):
    value, gradients = jax.value_and_grad(loss)(parameters)
    return value, *[p - 0.1 * g for p, g in zip(parameters, gradients)]


def convnet_train(mesh, *arguments):
    """Convolutions, batch norms, maximum and mean pools, dense, softmax and SGD."""
    *parameters, images, labels = arguments
    return descend(lambda p: loss_of(convnet(images, *p), labels), tuple(parameters))


def vit(images, patch, places, scale1, shift1, qkv, out, scale2, shift2, up, down, head):
    def norm(x, scale, shift):
        mean = jnp.mean(x, -1, keepdims=True)
        return (x - mean) * lax.rsqrt(jnp.mean(jnp.square(x - mean), -1, keepdims=True) + 1e-6) * scale + shift

    x = conv(images, patch, stride=patch.shape[0], padding="VALID")
    x = x.reshape(x.shape[0], -1, x.shape[-1]) + places
    q, k, v = jnp.einsum("btc,schd->sbhtd", norm(x, scale1, shift1), qkv)
    scores = jax.nn.softmax(jnp.einsum("bhtd,bhsd->bhts", q, k) / np.sqrt(q.shape[-1]))
    x = x + jnp.einsum("bhts,bhsd,hdc->btc", scores, v, out)
    x = x + jax.nn.gelu(norm(x, scale2, shift2) @ up) @ down
    return jnp.mean(x, 1) @ head


def vit_train(mesh, *arguments):
    """Patches side by side, attention over them, SGD."""
    *parameters, images, labels = arguments
    return descend(lambda p: loss_of(vit(images, *p), labels), tuple(parameters))


def ones(n):
    return 1 + 0.1 * floats(n)


CONVNET = [weights(3, 3, 3, 8), ones(8), 0.1 * floats(8),
           weights(3, 3, 8, 12), ones(12), 0.1 * floats(12),
           weights(3, 3, 12, 12), ones(12), 0.1 * floats(12), weights(1, 1, 8, 12),
           weights(2 * 12, 10), 0.1 * floats(10), floats(6, 8, 11, 3), LABELS]
VIT = [weights(4, 4, 3, 12), 0.1 * floats(6, 12), ones(12), 0.1 * floats(12), weights(3, 12, 3, 4),
       weights(3, 4, 12), ones(12), 0.1 * floats(12), weights(12, 20), weights(20, 12), weights(12, 10),
       floats(6, 8, 12, 3), LABELS]
GRADIENTS = [floats(6, 7, 9, 4), weights(3, 3, 4, 6), weights(2, 3, 2, 4), weights(3, 4, 3, 2),
             weights(3, 3, 1, 4), weights(3, 3, 6, 4)]


def split(arguments, places):
    return [places.get(number) for number in range(len(arguments))]


BATCH = P("model", None, None, None)
OUT, IN = P(None, None, None, "model"), P(None, None, "model", None)
DATA = P("data", None, None, None)

PROGRAMS = {
    "conv_gradients": Program(conv_gradients, TWO_TWO, GRADIENTS, split(GRADIENTS, {0: DATA, 1: OUT, 4: OUT, 5: IN}),
                              [None] * 7),
    "conv_gradients_features": Program(conv_gradients, FOUR, GRADIENTS,
                                       split(GRADIENTS, {0: P(None, None, None, "model"), 2: OUT}), [None] * 7),
    "convnet_train": Program(convnet_train, FOUR, CONVNET, split(CONVNET, {12: BATCH, 13: P("model")}), [None] * 13),
    "convnet_train_two": Program(convnet_train, TWO_TWO, CONVNET,
                                 split(CONVNET, {0: OUT, 3: IN, 6: OUT, 9: OUT, 10: P("model", None), 12: DATA,
                                                 13: P("data")}), [None] * 13),
    "vit_train": Program(vit_train, TWO_TWO, VIT,
                         split(VIT, {4: P(None, None, "model", None), 5: P("model", None, None),
                                     8: P(None, "model"), 9: P("model", None), 11: DATA, 12: P("data")}),
                         [None] * 12),
    "vit_train_rows": Program(vit_train, {"model": 2}, VIT, split(VIT, {11: P(None, "model", None, None)}),
                              [None] * 12),
}


if __name__ == "__main__":
    write(PROGRAMS, sys.argv[1])
