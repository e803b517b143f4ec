"""Writes a copy of an .npz with one array changed, without numpy.

    tamper.py FROM.npz TO.npz NAME scale FACTOR          (float32 only)
    tamper.py FROM.npz TO.npz NAME replace OTHER.npz OTHER_NAME
"""

import struct
import sys
import zipfile


def scale(data, factor):
    """`data` is an .npy file of version 1."""
    start = 10 + struct.unpack_from("<H", data, 8)[0]
    assert data[:7] == b"\x93NUMPY\x01" and b"'<f4'" in data[:start]
    count = (len(data) - start) // 4
    values = struct.unpack_from(f"<{count}f", data, start)
    return data[:start] + struct.pack(f"<{count}f", *(value * factor for value in values))


def main():
    source, target, name, how, *rest = sys.argv[1:]
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        assert f"{name}.npy" in old.namelist()
        for member in old.namelist():
            data = old.read(member)
            if member == f"{name}.npy" and how == "scale":
                data = scale(data, float(rest[0]))
            elif member == f"{name}.npy":
                data = zipfile.ZipFile(rest[0]).read(f"{rest[1]}.npy")
            new.writestr(member, data)


if __name__ == "__main__":
    main()
