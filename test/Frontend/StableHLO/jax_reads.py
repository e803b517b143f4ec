#!/usr/bin/env python3
"""jax_reads.py TP-OPT FILE... - does JAX read back, equal, what tp-opt prints of level 0?

JAX's own parser reads each file, and each of the four texts that tp-opt prints of it: pretty and
generic, with and without debug_info. Equal is what JAX prints of both (needs: jax 0.10.2).
"""

import pathlib
import subprocess
import sys

from jax._src.interpreters import mlir
from jaxlib.mlir import ir

FORMS = {"pretty": [], "generic": ["--mlir-print-op-generic"]}


def text_of(module, debug_info):
    return module.operation.get_asm(
        print_generic_op_form=True, enable_debug_info=debug_info, large_elements_limit=None)


def difference(left, right):
    """The first lines that differ."""
    for number, (a, b) in enumerate(zip(left.splitlines(), right.splitlines()), 1):
        if a != b:
            return f"line {number}\n  was {a.strip()[:300]}\n  now {b.strip()[:300]}"
    return "one text ends before the other"


def check(tool, path):
    """What is wrong with `path`, a line each."""
    text = path.read_text()
    with mlir.make_ir_context():
        before = ir.Module.parse(text)
    wrong = []
    for form, flags in FORMS.items():
        for debug_info in (False, True):
            name = form + (" with debug_info" if debug_info else "")
            flags_of = flags + (["--mlir-print-debuginfo"] if debug_info else [])
            run = subprocess.run([tool, path, *flags_of], capture_output=True, text=True)
            if run.returncode:
                wrong.append(f"{name}: tp-opt: {run.stderr.strip()[:300]}")
                continue
            try:
                with before.context:
                    after = ir.Module.parse(run.stdout)
            except ir.MLIRError as error:
                wrong.append(f"{name}: {str(error)[:600]}")
                continue
            # A file without locations gets those of its own lines, which no second file has.
            located = debug_info and "loc(" in text
            was, now = text_of(before, located), text_of(after, located)
            if was != now:
                wrong.append(f"{name}: {difference(was, now)}")
    return wrong


def main(tool, *paths):
    failed = 0
    for path in map(pathlib.Path, paths):
        wrong = check(tool, path)
        failed += bool(wrong)
        for line in wrong:
            print(f"{path}: {line}")
    print(f"{len(paths) - failed} equal, {failed} not")
    return failed != 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
