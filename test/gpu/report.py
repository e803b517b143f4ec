"""Tables of a GPU run out of the files of tp-run --stats. Needs Python alone.

    python3 report.py bandwidth COPY.json FILE.json...   each program's GB/s beside the copy's
    python3 report.py ops FILE.json COPY.json            time, FLOP/s, GB/s and share of the
                                                         roofline by op

The roofline is what this GPU was seen to do: the copy's GB/s for bytes, and PEAK_TFLOPS (default:
the datasheet's dense bf16 figure of an H200) for products.
"""

import json
import os
import pathlib
import sys

PEAK_FLOPS = float(os.environ.get("PEAK_TFLOPS", "989")) * 1e12


def load(file):
    """The first rank's ops with nanoseconds of one step each."""
    rank = json.loads(pathlib.Path(file).read_text())["ranks"][0]
    return [op | {"ns": op["ns"] / op["count"]} for op in rank["ops"] if op["count"] and op["ns"]]


def bandwidth(ops):
    """Bytes per second of all ops that only move or map elements."""
    ops = [op for op in ops if not op["flops"]]
    time = sum(op["ns"] for op in ops)
    return sum(op["bytes"] for op in ops) / time * 1e9 if time else 0


def print_bandwidth(copy, files):
    best = bandwidth(load(copy))
    print("| program | GB/s | of a copy's |")
    print("|---|---|---|")
    for file in (copy, *files):
        speed = bandwidth(load(file))
        print(f"| {pathlib.Path(file).stem} | {speed / 1e9:.0f} | {speed / best:.0%} |")


def print_ops(file, copy):
    ops, speed = load(file), bandwidth(load(copy))
    total = sum(op["ns"] for op in ops)
    print("| op | action | us | share | TFLOP/s | GB/s | of the roofline |")
    print("|---|---|---|---|---|---|---|")
    for op in sorted(ops, key=lambda op: -op["ns"]):
        seconds = op["ns"] / 1e9
        bound = max(op["flops"] / PEAK_FLOPS, op["bytes"] / speed)
        flops = f"{op['flops'] / seconds / 1e12:.0f}" if op["flops"] else ""
        print(
            f"| {op['index']} {op['name']} | {op['action']} | {op['ns'] / 1e3:.1f} "
            f"| {op['ns'] / total:.1%} | {flops} | {op['bytes'] / seconds / 1e9:.0f} "
            f"| {bound / seconds:.0%} |"
        )
    print(f"\nall ops: {total / 1e6:.3f} ms")


def main():
    match sys.argv[1:]:
        case ["bandwidth", copy, *files]:
            print_bandwidth(copy, files)
        case ["ops", file, copy]:
            print_ops(file, copy)
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main()
