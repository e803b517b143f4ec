#!/usr/bin/env python3
"""Is every wait for an event needed, and is none missing?

Runs a command that compares its results, on the stand-ins: first as it is, in
every extreme order of its streams, where it must succeed; then with one wait
left out after another, where some order must show wrong numbers. A wait that
nobody misses is needless.

    left_out_waits.py STREAMS COMMAND...
"""

import collections
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor


def policies(streams):
    names = [f"s{number}" for number in range(1, streams + 1)]
    return (
        ["comm-first", "comm-last"]
        + [f"last:{name}" for name in names]
        + [f"first:{name}" for name in names]
        + [str(seed) for seed in range(1, 5)]
    )


def succeeds(command, seed, **settings):
    variables = {f"TPRT_STANDIN_{name}": value for name, value in settings.items()}
    return (
        subprocess.run(
            command,
            env={**os.environ, "TPRT_STANDIN_SEED": seed, **variables},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=120,
        ).returncode
        == 0
    )


def count_waits(command):
    """How many waits each rank's thread makes: the same number, as all run one program."""
    with tempfile.NamedTemporaryFile(mode="r") as log:
        succeeds(command, "issue", LOG=log.name)
        threads = collections.Counter(
            line.split()[0] for line in log if " cuStreamWaitEvent(" in line
        )
    assert len(set(threads.values())) == 1, threads
    return [(rank, number + 1) for rank in range(len(threads)) for number in range(max(threads.values()))]


def is_missed(command, seeds, wait):
    rank, number = wait
    fault = f"skip:cuStreamWaitEvent@tprt-{rank}:{number}"
    return not all(succeeds(command, seed, FAIL=fault) for seed in seeds)


def main():
    streams, command = int(sys.argv[1]), sys.argv[2:]
    seeds = policies(streams)
    wrong = [seed for seed in seeds if not succeeds(command, seed)]
    for seed in wrong:
        print(f"fails in the order {seed}")
    waits = count_waits(command)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        missed = list(pool.map(lambda wait: is_missed(command, seeds, wait), waits))
    needless = [wait for wait, found in zip(waits, missed) if not found]
    for rank, number in needless:
        print(f"wait {number} of rank {rank} can be left out")
    print(f"{len(waits)} waits, {len(needless)} needless; {len(seeds)} orders, {len(wrong)} wrong")
    return 1 if wrong or needless or not waits else 0


if __name__ == "__main__":
    sys.exit(main())
