"""What control.mlir computes: loops and branches, on small whole numbers, which are exact.

    python control.py FOLDER     (needs: numpy)
"""

import pathlib
import sys

import numpy as np

random = np.random.RandomState(3)


def golden(n, pick, flag):
    """Inputs and results for a trip count, the number of a case and the way of an if."""
    a = np.asarray(random.randint(-2, 3, (7, 7)), np.float32)
    v = np.asarray(random.randint(-3, 4, 7), np.float32)
    k = np.asarray(random.randint(-50, 50, 7), np.int32)
    inputs = [a, v, k, np.int32(n), np.int32(pick), np.bool_(flag)]

    power = v
    for _ in range(n):
        power = a @ power
    p = q = k
    for _ in range(100):
        p, q = q, p + q  # wraps
    trips = sum(range(max(n, 0)))
    chosen = {0: v + v, 1: power}.get(pick, v)
    sums = a.sum(0) if flag else v
    count = np.int32(max(n, 0))
    results = [power, count, p, q, v + np.float32(trips) * v, count, chosen, sums, v, power + power]
    return inputs, results


def main(folder):
    for name, case in {"some": (5, 1, True), "none": (0, -1, False), "other": (3, 0, True)}.items():
        for (kind, prefix), arrays in zip((("in", "arg"), ("out", "result")), golden(*case)):
            np.savez(folder / f"control_{name}.{kind}.npz", **{f"{prefix}{i}": a for i, a in enumerate(arrays)})


main(pathlib.Path(sys.argv[1]))
