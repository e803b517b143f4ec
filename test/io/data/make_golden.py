#!/usr/bin/env python3
"""Makes the .npz files beside it, as NumPy writes them."""
import os

import numpy as np

here = os.path.dirname(os.path.abspath(__file__))
rng = np.random.default_rng(0)

arrays = {"scalar": np.float32(2.5), "empty": np.zeros((0, 3), np.int32)}
for name in ["b1", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8"]:
    arrays[name] = np.arange(6).reshape(2, 3).astype(name)
arrays["large"] = np.zeros((40, 40), np.float32)
arrays["large"][39, 39] = 7
np.savez(os.path.join(here, "plain.npz"), **arrays)
np.savez_compressed(os.path.join(here, "compressed.npz"), **arrays)

odd = {
    "fortran": np.asfortranarray(np.arange(24, dtype=np.int32).reshape(2, 3, 4)),
    "big_endian": np.arange(3, dtype=">f4"),
    "complex": np.arange(3, dtype=np.complex64),
    "text": np.array(["a", "b"]),
    "record": np.zeros(2, dtype=[("x", np.int32), ("y", np.float32)]),
    "raw": np.zeros(2, dtype="V2"),
}
np.savez(os.path.join(here, "odd.npz"), **odd)
