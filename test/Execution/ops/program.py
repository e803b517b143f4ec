"""Programs of level 0 written by hand, with results that numpy computes."""

import numpy as np

TYPES = {"bool": "i1", "float16": "f16", "float32": "f32", "float64": "f64"}
TYPES.update({f"int{w}": f"i{w}" for w in (8, 16, 32, 64)})
TYPES.update({f"uint{w}": f"ui{w}" for w in (8, 16, 32, 64)})


def type_of(array):
    """The type of `array` as level 0 spells it."""
    parts = [str(extent) for extent in array.shape] + [TYPES[array.dtype.name]]
    return f"tensor<{'x'.join(parts)}>"


class Program:
    """One function on a mesh of one axis, x; its arguments are split along it."""

    def __init__(self, ranks=4):
        self.ranks = ranks
        self.arguments = []
        self.shardings = []
        self.lines = []
        self.names = []
        self.results = []

    def argument(self, array, split=None):
        """A new argument, dimension `split` of it divided; returns its name."""
        array = np.asarray(array)
        dims = ['{"x"}' if dim == split else "{}" for dim in range(array.ndim)]
        self.arguments.append(array)
        self.shardings.append(", ".join(dims))
        return f"%a{len(self.arguments) - 1}"

    def constant(self, array):
        """A constant; numpy's printing of lists is that of dense elements, but for infinities."""
        array = np.asarray(array)
        text = str(array.tolist()).replace("True", "true").replace("False", "false")
        if "inf" in text:
            text = f'"0x{array.tobytes().hex()}"'
        return self.value(f"stablehlo.constant dense<{text}> : {type_of(array)}")

    def value(self, text):
        """A line that defines one value; returns its name."""
        self.lines.append(f"%v{len(self.lines)} = {text}")
        return f"%v{len(self.lines) - 1}"

    def pair(self, text, count=2):
        """A line that defines `count` values; returns their common name."""
        self.lines.append(f"%v{len(self.lines)}:{count} = {text}")
        return f"%v{len(self.lines) - 1}"

    def result(self, name, array):
        """What `name` must be."""
        self.names.append(name)
        self.results.append(np.asarray(array))

    def unary(self, op, name, array, expected, split=0):
        """`op` of one new argument."""
        array, expected = np.asarray(array), np.asarray(expected)
        operand = self.argument(array, split)
        types = f"({type_of(array)}) -> {type_of(expected)}"
        if op.startswith("chlo."):
            types = f"{type_of(array)} -> {type_of(expected)}"
        elif array.dtype == expected.dtype:
            types = type_of(array)
        self.result(self.value(f"{op} {operand}{name} : {types}"), expected)

    def binary(self, op, x, y, expected, split=0):
        """`op` of two new arguments."""
        x, y, expected = np.asarray(x), np.asarray(y), np.asarray(expected)
        a, b = self.argument(x, split), self.argument(y, split)
        types = type_of(x)
        if x.dtype != expected.dtype:
            types = f"({type_of(x)}, {type_of(y)}) -> {type_of(expected)}"
        if op.startswith("chlo."):
            types = f"{type_of(x)}, {type_of(y)} -> {type_of(expected)}"
        self.result(self.value(f"{op} {a}, {b} : {types}"), expected)

    def text(self):
        arguments = ", ".join(
            f"%a{index}: {type_of(array)}"
            + (f" {{sdy.sharding = #sdy.sharding<@mesh, [{dims}]>}}" if "x" in dims else "")
            for index, (array, dims) in enumerate(zip(self.arguments, self.shardings)))
        types = ", ".join(type_of(array) for array in self.results)
        body = "\n".join(f"    {line}" for line in self.lines)
        return (f'module {{\n  sdy.mesh @mesh = <["x"={self.ranks}]>\n'
                f"  func.func public @main({arguments}) -> ({types}) {{\n{body}\n"
                f"    return {', '.join(self.names)} : {types}\n  }}\n}}\n")

    def write(self, folder, name):
        """NAME.mlir, NAME.in.npz and NAME.out.npz."""
        (folder / f"{name}.mlir").write_text(self.text())
        for kind, prefix, arrays in (("in", "arg", self.arguments), ("out", "result", self.results)):
            with open(folder / f"{name}.{kind}.npz", "wb") as file:
                np.savez(file, **{f"{prefix}{i}": array for i, array in enumerate(arrays)})
