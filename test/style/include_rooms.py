"""Checks every #include of the compiler and the runtime against the table of rooms.

usage: include_rooms.py ROOT; prints each violation and exits 1 when there is one.
"""

import os
import re
import sys

DIALECTS = {"Dialect/TP", "Dialect/TensorExt", "Dialect/TPRT"}
GLOBAL = {"Support", "Dialect/TP", "Dialect/TensorExt"}

# How any room says "not supported"; it knows nothing of shardings.
ANYWHERE = {"tp/Dialect/TP/Diagnostics.h"}

# room -> rooms that it may include besides itself (docs/Architecture.md).
MAY = {
    "Support": set(),
    "Dialect/TP": {"Support"},
    "Dialect/TensorExt": {"Support"},
    "Dialect/TPRT": {"Support"},
    "Frontend/StableHLO": GLOBAL,
    "Normalize": GLOBAL,
    "Rules": GLOBAL,
    "Propagation": GLOBAL | {"Rules"},
    "Cost": {"Support"},
    "Partition": GLOBAL | {"Rules", "Cost", "Dialect/TPRT"},
    "Collectives": GLOBAL | {"Cost"},
    "Codegen": {"Support"} | DIALECTS,
    "Schedule": {"Support", "Dialect/TPRT", "Cost"},
    "Target/TPX": {"Support", "Dialect/TPRT", "Codegen"},
}


def room_of(path):
    """The room of a path below include/tp or lib; longest name first."""
    for room in sorted([*MAY, "Driver", "CAPI"], key=len, reverse=True):
        if path == room or path.startswith(room + "/"):
            return room
    return None


def includes(path):
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            match = re.match(r'\s*#\s*include\s*[<"]([^>"]+)[>"]', line)
            if match:
                yield number, match.group(1)


def check_compiler(root, bad):
    for base in ("include/tp", "lib"):
        for folder, _, files in os.walk(os.path.join(root, base)):
            for name in sorted(files):
                if not name.endswith((".h", ".cpp", ".td")):
                    continue
                path = os.path.join(folder, name)
                room = room_of(os.path.relpath(path, os.path.join(root, base)))
                if room in (None, "Driver", "CAPI"):
                    continue
                for number, target in includes(path):
                    where = f"{os.path.relpath(path, root)}:{number}"
                    if target in ANYWHERE:
                        continue
                    if target.startswith("tp/"):
                        other = room_of(target[3:])
                        if other != room and other not in MAY[room]:
                            bad.append(f"{where}: room {room} includes {target}")
                    elif target.startswith("tprt/") and room != "Target/TPX":
                        bad.append(f"{where}: room {room} includes {target}")


def check_runtime(root, bad):
    for folder, _, files in os.walk(os.path.join(root, "runtime")):
        for name in sorted(files):
            if name.endswith((".h", ".cpp", ".c")):
                path = os.path.join(folder, name)
                for number, target in includes(path):
                    if target.startswith(("tp/", "mlir", "llvm")):
                        bad.append(
                            f"{os.path.relpath(path, root)}:{number}: the runtime includes {target}"
                        )


def main():
    root, bad = sys.argv[1], []
    check_compiler(root, bad)
    check_runtime(root, bad)
    print("\n".join(bad) or "every include is allowed")
    sys.exit(1 if bad else 0)


main()
