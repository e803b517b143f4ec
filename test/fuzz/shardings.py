"""Do random programs under random shardings give what they give unsharded?

Writes level 1 programs (contractions, reductions, reshapes, slices, lookups,
elementwise work) on extents that mostly do not divide, with random shardings on
arguments, results and in between; runs each on its mesh and, without shardings,
on one rank; and compares. The same seed gives the same program.

    shardings.py --seeds 0:50 --dir DIR [--keep]

A program that is not supported (exit 4) is counted, not failed.
"""

import argparse
import math
import os
import random
import re
import subprocess
import sys

EXTENTS = [2, 3, 4, 5, 6, 7, 8, 9, 12]
MESHES = [
    [("x", 4)],
    [("x", 3)],
    [("x", 6)],
    [("x", 2), ("y", 2)],
    [("x", 2), ("y", 3)],
    [("x", 3), ("y", 2)],
    [("x", 4), ("y", 2)],
    [("x", 2), ("y", 2), ("z", 2)],
]
MAX_RANK, MAX_ELEMENTS = 4, 3000


def tensor(shape, element="f32"):
    return "tensor<" + "".join(f"{e}x" for e in shape) + element + ">"


def affine_map(loops, dims):
    names = ", ".join(f"d{i}" for i in range(loops))
    return f"affine_map<({names}) -> ({', '.join(f'd{d}' for d in dims)})>"


def commas(items):
    return ", ".join(str(item) for item in items)


def without(shape, dims):
    return [e for i, e in enumerate(shape) if i not in dims]


class Program:
    """One random program as text."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.mesh = self.random.choice(MESHES)
        self.values, self.body, self.names = [], [], 0

    # What programs are made of.

    def sharding(self, rank, granules=False):
        axes = []
        for name, size in self.mesh:
            if self.random.random() > 0.7:
                continue
            if size in (4, 6) and self.random.random() < 0.5:
                parts = [f'"{name}":(1)2', f'"{name}":(2){size // 2}']
                axes += [p for p in parts if self.random.random() < 0.7]
            else:
                axes.append(f'"{name}"')
        self.random.shuffle(axes)
        dims = [[] for _ in range(rank)]
        for axis in axes if rank else []:
            self.random.choice(dims).append(axis)
        for dim in dims:
            if granules and dim and self.random.random() < 0.2:
                dim[-1] += f" by {self.random.choice([2, 3])}"
            if self.random.random() < 0.3:
                dim.append("?")
        return "<@m, [" + commas("{" + commas(d) + "}" for d in dims) + "]>"

    def name(self):
        self.names += 1
        return f"%v{self.names}"

    def line(self, shape, text, keep=True):
        """Adds an op that gives a tensor of `shape`."""
        value = self.name()
        self.body.append(f"{value} = {text}")
        if keep:
            self.values.append((value, tuple(shape)))
        return value

    def empty(self, shape):
        return self.line(shape, f"tensor.empty() : {tensor(shape)}", keep=False)

    def fill(self, shape, scalar):
        init = self.empty(shape)
        text = f"linalg.fill ins({scalar} : f32) outs({init} : {tensor(shape)}) -> {tensor(shape)}"
        return self.line(shape, text, keep=False)

    def generic(self, maps, loops, inputs, init, arguments, body, shape):
        types = commas(tensor(s) for _, s in inputs)
        self.line(
            shape,
            f"linalg.generic {{indexing_maps = [{commas(maps)}], iterator_types = ["
            + commas(f'"{loop}"' for loop in loops)
            + f"]}} ins({commas(v for v, _ in inputs)} : {types}) outs({init} : {tensor(shape)}) {{\n"
            + f"^bb0({commas(f'{a}: f32' for a in arguments)}):\n"
            + "\n".join(body)
            + f"\nlinalg.yield %s : f32\n}} -> {tensor(shape)}",
        )

    # One method an op. Those that cannot use the value do nothing.

    def elementwise(self, value, shape):
        other = self.random.choice([v for v, s in self.values if s == shape])
        identity = affine_map(len(shape), range(len(shape)))
        op = self.random.choice(["addf", "subf", "maximumf"])
        body = ["%p = arith.mulf %x, %half : f32", f"%s = arith.{op} %p, %y : f32"]
        self.generic([identity] * 3, ["parallel"] * len(shape), [(value, shape), (other, shape)],
                     self.empty(shape), ["%x", "%y", "%z"], body, shape)

    POSITION = [
        "%j = arith.index_cast %i : index to i32",
        "%f = arith.sitofp %j : i32 to f32",
        "%p = arith.mulf %f, %eighth : f32",
    ]

    def position(self, value, shape):
        if not shape:
            return
        identity = affine_map(len(shape), range(len(shape)))
        dim = self.random.randrange(len(shape))
        body = [f"%i = linalg.index {dim} : index", *self.POSITION, "%s = arith.addf %x, %p : f32"]
        self.generic([identity] * 2, ["parallel"] * len(shape), [(value, shape)],
                     self.empty(shape), ["%x", "%z"], body, shape)

    def weighted_sum(self, value, shape):
        if not shape:
            return
        dim, rank = self.random.randrange(len(shape)), len(shape)
        loops = ["reduction" if i == dim else "parallel" for i in range(rank)]
        maps = [affine_map(rank, range(rank)), affine_map(rank, without(range(rank), [dim]))]
        body = [f"%i = linalg.index {dim} : index", *self.POSITION,
                "%q = arith.addf %p, %x : f32", "%s = arith.addf %z, %q : f32"]
        result = without(shape, [dim])
        self.generic(maps, loops, [(value, shape)], self.fill(result, "%zero"), ["%x", "%z"], body, result)

    def reduce(self, value, shape):
        if not shape:
            return
        dims = sorted(self.random.sample(range(len(shape)), self.random.randint(1, len(shape))))
        result = without(shape, dims)
        op = self.random.choice(["addf", "maximumf"])
        init = self.fill(result, "%zero" if op == "addf" else "%low")
        inits = [v for v, s in self.values if s == tuple(result)]
        if inits and self.random.random() < 0.4:
            init = self.random.choice(inits)
        self.line(result, f"linalg.reduce {{arith.{op}}} ins({value} : {tensor(shape)}) "
                          f"outs({init} : {tensor(result)}) dimensions = [{commas(dims)}]")

    def contract(self, value, shape):
        pairs = [(v, s, i, j) for v, s in self.values for i, e in enumerate(shape)
                 for j, f in enumerate(s) if e == f and len(shape) + len(s) - 2 <= MAX_RANK]
        if not pairs:
            return
        other, second, i, j = self.random.choice(pairs)
        loops = len(shape) + len(second) - 1
        left = list(range(len(shape) - 1))
        right = list(range(len(shape) - 1, loops - 1))
        result = without(shape, [i]) + without(second, [j])
        maps = [affine_map(loops, left[:i] + [loops - 1] + left[i:]),
                affine_map(loops, right[:j] + [loops - 1] + right[j:]),
                affine_map(loops, range(loops - 1))]
        init = self.fill(result, "%zero")
        self.line(result, f"linalg.contract indexing_maps = [{commas(maps)}] ins({value}, {other} : "
                          f"{tensor(shape)}, {tensor(second)}) outs({init} : {tensor(result)}) -> {tensor(result)}")

    def transpose(self, value, shape):
        order = list(range(len(shape)))
        self.random.shuffle(order)
        result = [shape[i] for i in order]
        self.line(result, f"linalg.transpose ins({value} : {tensor(shape)}) "
                          f"outs({self.empty(result)} : {tensor(result)}) permutation = [{commas(order)}]")

    def broadcast(self, value, shape):
        if len(shape) >= MAX_RANK - 1:
            return
        dim = self.random.randint(0, len(shape))
        result = list(shape[:dim]) + [self.random.choice(EXTENTS)] + list(shape[dim:])
        self.line(result, f"linalg.broadcast ins({value} : {tensor(shape)}) "
                          f"outs({self.empty(result)} : {tensor(result)}) dimensions = [{dim}]")

    @staticmethod
    def groups(rank, dim):
        """Reassociation of `rank` dimensions of which `dim` is two."""
        split = lambda i: f"[{i}, {i + 1}]" if i == dim else f"[{i + (i > dim)}]"
        return f"[{commas(split(i) for i in range(rank))}]"

    def collapse(self, value, shape):
        if len(shape) < 2:
            return
        dim = self.random.randrange(len(shape) - 1)
        result = list(shape[:dim]) + [shape[dim] * shape[dim + 1]] + list(shape[dim + 2:])
        self.line(result, f"tensor.collapse_shape {value} {self.groups(len(result), dim)} : "
                          f"{tensor(shape)} into {tensor(result)}")

    def expand(self, value, shape):
        splits = [(d, f) for d, e in enumerate(shape) for f in range(2, e) if e % f == 0]
        if not splits or len(shape) >= MAX_RANK:
            return
        dim, factor = self.random.choice(splits)
        result = list(shape[:dim]) + [factor, shape[dim] // factor] + list(shape[dim + 1:])
        self.line(result, f"tensor.expand_shape {value} {self.groups(len(shape), dim)} output_shape "
                          f"[{commas(result)}] : {tensor(shape)} into {tensor(result)}")

    def slice(self, value, shape):
        dims = [d for d, e in enumerate(shape) if e > 2]
        if not dims:
            return
        dim = self.random.choice(dims)
        size = self.random.randint(1, shape[dim] - 1)
        result, offsets = list(shape), [0] * len(shape)
        result[dim], offsets[dim] = size, self.random.randint(0, shape[dim] - size)
        self.line(result, f"tensor.extract_slice {value}[{commas(offsets)}] [{commas(result)}] "
                          f"[{commas([1] * len(shape))}] : {tensor(shape)} to {tensor(result)}")

    def concat(self, value, shape):
        if not shape:
            return
        dim = self.random.randrange(len(shape))
        other, second = self.random.choice(
            [(v, s) for v, s in self.values if len(s) == len(shape) and without(s, [dim]) == without(shape, [dim])])
        result = list(shape)
        result[dim] += second[dim]
        self.line(result, f"tensor.concat dim({dim}) {value}, {other} : "
                          f"({tensor(shape)}, {tensor(second)}) -> {tensor(result)}")

    def lookup(self, value, shape):
        if len(shape) not in (1, 2):
            return
        # Positions outside are clamped.
        positions = [self.random.randint(-2, shape[0] + 1) for _ in range(self.random.choice(EXTENTS))]
        indices = tensor((len(positions), 1), "i32")
        table = self.line((), f"arith.constant dense<[{commas(f'[{p}]' for p in positions)}]> : {indices}", keep=False)
        result = [len(positions), *shape[1:]]
        self.line(result, f"tensor_ext.gather {value}[{table}] offset_dims = [{'1' if len(shape) == 2 else ''}] "
                          f"collapsed_slice_dims = [0] start_index_map = [0] index_vector_dim = 1 slice_sizes = "
                          f"[{commas([1, *shape[1:]])}] : ({tensor(shape)}, {indices}) -> {tensor(result)}")

    def constrain(self, value, shape):
        self.line(shape, f"tp.constrain {value} to {self.sharding(len(shape), granules=True)} : {tensor(shape)}")

    OPS = [elementwise, elementwise, position, weighted_sum, reduce, reduce, contract, contract, transpose,
           broadcast, collapse, expand, slice, concat, lookup, constrain, constrain, constrain]

    # The whole.

    def stated(self, shape):
        if self.random.random() < 0.25:
            return ""
        return f" {{tp.sharding = #tp.sharding{self.sharding(len(shape))}}}"

    def text(self):
        arguments = []
        for i in range(self.random.randint(2, 4)):
            shape = tuple(self.random.choice(EXTENTS) for _ in range(self.random.randint(1, 3)))
            self.values.append((f"%a{i}", shape))
            arguments.append(f"%a{i}: {tensor(shape)}{self.stated(shape)}")
        for _ in range(self.random.randint(3, 9)):
            recent = self.values[-4:] if self.random.random() < 0.6 else self.values
            value, shape = self.random.choice(recent)
            if len(shape) <= MAX_RANK and math.prod(shape) <= MAX_ELEMENTS:
                self.random.choice(self.OPS)(self, value, shape)
        returned = self.random.sample(self.values[:-1], min(len(self.values) - 1, 2)) + [self.values[-1]]
        types = commas(tensor(s) for _, s in returned)
        mesh = commas(f'"{name}"={size}' for name, size in self.mesh)
        return "\n".join([
            f"tp.mesh @m <[{mesh}]>",
            f"func.func @main({commas(arguments)}) -> ({commas(tensor(s) + self.stated(s) for _, s in returned)}) {{",
            "%zero = arith.constant 0.0 : f32",
            "%half = arith.constant 0.5 : f32",
            "%eighth = arith.constant 0.125 : f32",
            "%low = arith.constant 0xFF800000 : f32",
            *self.body,
            f"return {commas(v for v, _ in returned)} : {types}",
            "}", ""])


def unsharded(text):
    """The program on one rank, split nowhere."""
    whole = lambda match: "<@m, [" + re.sub(r"\{[^}]*\}", "{}", match.group(1)) + "]>"
    text = re.sub(r"<@m, \[(.*?)\]>", whole, text)
    return re.sub(r'"=\d+', '"=1', text)


def run(seed, path):
    """Exit code and output of the step that failed, or of the last one."""
    text = Program(seed).text()
    for name, program in ((path + ".mlir", text), (path + ".one.mlir", unsharded(text))):
        with open(name, "w") as file:
            file.write(program)
    result = path + ".npz"
    for command in (
        ["tp-run", path + ".one.mlir", f"--random-inputs={seed}", f"--output={result}"],
        ["tp-run", path + ".mlir", f"--random-inputs={seed}", f"--expect={result}", "--rtol=1e-5"],
    ):
        done = subprocess.run(command, capture_output=True, text=True, timeout=120)
        if done.returncode:
            return done.returncode, " ".join(command) + "\n" + done.stdout + done.stderr
    return 0, ""


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seeds", default="0:20", help="FIRST:LAST, the last excluded")
    parser.add_argument("--dir", required=True, help="where programs and results are written")
    parser.add_argument("--keep", action="store_true", help="leave the files of programs that ran")
    options = parser.parse_args()
    os.makedirs(options.dir, exist_ok=True)
    first, last = (int(bound) for bound in options.seeds.split(":"))
    ran, unsupported, wrong = 0, 0, 0
    for seed in range(first, last):
        path = os.path.join(options.dir, f"program{seed}")
        code, output = run(seed, path)
        ran, unsupported, wrong = ran + (code == 0), unsupported + (code == 4), wrong + (code not in (0, 4))
        if code not in (0, 4):
            print(f"seed {seed}: exit {code}\n{output}")
        elif not options.keep:
            for end in (".mlir", ".one.mlir", ".npz"):
                if os.path.exists(path + end):
                    os.remove(path + end)
    print(f"{ran} agree, {unsupported} unsupported, {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
