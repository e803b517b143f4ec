#!/usr/bin/env python3
"""status.py OUT - writes docs/Status.md: each op of jaxlib 0.10.2's dialects, supported or refused.

An op is supported when the reference, which TableGen writes, has it. The dialects'
ops are those of frontend-ops.txt; to renew that list (needs: pip install jax==0.10.2):

    python status.py --list > frontend-ops.txt
"""

import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
DIALECTS = ("stablehlo", "chlo", "sdy")

# What of an op is refused, and why an op is.
NOTES = {
    "stablehlo.bitcast_convert": "not between i1 and wider types",
    "stablehlo.custom_call": "hints about layout and placement, assertions about shapes; other targets are refused by name",
    "stablehlo.gather": "",
    "stablehlo.reduce": "any body of constants and elementwise ops; operands of the results' types",
    "stablehlo.map": "a body of constants and elementwise ops",
    "stablehlo.reduce_window": "any body of constants and elementwise ops; operands of the results' types",
    "stablehlo.select_and_scatter": "bodies of constants and elementwise ops",
    "stablehlo.scatter": "one tensor, body of one op",
}
SHAPE = "where the shape follows from those of the arguments"
NOTES.update({f"stablehlo.{name}": SHAPE for name in (
    "dynamic_broadcast_in_dim", "dynamic_gather", "dynamic_iota", "dynamic_pad", "dynamic_reshape",
    "real_dynamic_slice")})
REFUSED = {
    "stablehlo.set_dimension_size": "shapes are static once those of the arguments are known",
    "stablehlo.uniform_": "quantized types",
    "chlo.broadcast_": "frameworks print the broadcast as an op of its own",
}


def list_ops():
    import importlib
    names = set()
    for dialect in DIALECTS:
        module = importlib.import_module(f"jaxlib.mlir.dialects._{dialect}_ops_gen")
        names |= {v.OPERATION_NAME for v in vars(module).values() if hasattr(v, "OPERATION_NAME")}
    return sorted(names)


def defined(dialect):
    text = (ROOT / "docs" / "reference" / f"{dialect}.md").read_text()
    return set(re.findall(rf"^### `({dialect}\.[\w-]+)`", text, re.MULTILINE))


def note(name, supported):
    if supported:
        return NOTES.get(name, "")
    return next((text for prefix, text in REFUSED.items() if name.startswith(prefix)), "")


def page():
    names = (HERE / "frontend-ops.txt").read_text().split()
    lines = ["# Status of the frontends", "",
             "<!-- Written by test/style/status.py; do not edit. -->", "",
             "Every op of jaxlib 0.10.2's dialects. What is refused ends in an error at the op, with",
             "its name, and exit code 4. [Frontend](Frontend.md) says which types and forms of supported",
             "ops are refused.", ""]
    for dialect in DIALECTS:
        known = defined(dialect)
        ops = [name for name in names if name.split(".")[0] == dialect]
        lines += [f"## {dialect}", "",
                  f"{sum(name in known for name in ops)} of {len(ops)} ops.", "",
                  "| op | | |", "|---|---|---|"]
        for name in ops:
            state = "supported" if name in known else "refused"
            lines.append(f"| `{name}` | {state} | {note(name, name in known)} |")
        lines.append("")
    return "\n".join(lines)


if sys.argv[1] == "--list":
    print("\n".join(list_ops()))
else:
    pathlib.Path(sys.argv[1]).write_text(page())
