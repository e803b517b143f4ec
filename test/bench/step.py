"""Step time here and in XLA on CPU, on the same program, mesh and inputs.

    python test/bench/step.py [--model F.mlir] [--rounds R] [--steps N] [--json F]
    (needs: pip install jax==0.10.2 numpy, and tp-run in build/bin)

Both run the file's mesh: XLA as that many host devices of one process, partitioned by its own
pass, here as that many ranks in threads. The two take turns, N steps each, R times, so that what
else the machine does falls on both. A round's time is the median of its steps, after one that does
not count; the figures printed are medians over the rounds. Ends with 1 when the results differ by
more than 1e-4 of the largest element.
"""

import argparse
import json
import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import time

import numpy as np

ROOT = pathlib.Path(__file__).resolve().parents[2]
TOLERANCE = 1e-4


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model", default=ROOT / "test/Execution/models/mini_fwd_1x4.mlir")
    parser.add_argument("--tp-run", default=ROOT / "build/bin/tp-run")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--steps", type=int, default=3)
    parser.add_argument("--json", help="also write the figures here")
    return parser.parse_args()


def mesh_size(text):
    axes = re.search(r"sdy\.mesh @\w+ = <\[(.*?)\]>", text)
    return int(np.prod([int(n) for n in re.findall(r"=(\d+)", axes.group(1))])) if axes else 1


class Xla:
    """The program compiled by XLA for `devices` host devices."""

    def __init__(self, text, devices):
        # Read when the backend starts, so before jax is imported.
        flag = f"--xla_force_host_platform_device_count={devices}"
        os.environ["XLA_FLAGS"] = f"{os.environ.get('XLA_FLAGS', '')} {flag}"
        import jax
        from jax._src import compiler, xla_bridge
        from jax._src.interpreters import mlir
        from jax._src.sharding_impls import GSPMDSharding
        from jaxlib.mlir import ir

        self.jax = jax
        backend = xla_bridge.get_backend("cpu")
        self.devices = backend.local_devices()[:devices]
        options = compiler.get_compile_options(
            num_replicas=1,
            num_partitions=devices,
            device_assignment=np.arange(devices).reshape(1, devices),
        )
        build = options.executable_build_options
        build.use_spmd_partitioning = True
        build.use_shardy_partitioner = True
        build.allow_spmd_sharding_propagation_to_output = [True]
        with mlir.make_ir_context():
            module = ir.Module.parse(text)
            signature = ir.SymbolTable(module.operation)["main"].type
            self.inputs = [self.type_of(t) for t in signature.inputs]
            self.results = [self.type_of(t) for t in signature.results]
            self.executable = compiler.backend_compile_and_load(
                backend, module, jax._src.lib._jax.DeviceList(tuple(self.devices)), options, []
            )

        def shardings(found):
            return [GSPMDSharding(tuple(self.devices), sharding) for sharding in found]

        self.input_shardings = shardings(self.executable.get_parameter_shardings())
        self.result_shardings = shardings(self.executable.get_output_shardings())

    @staticmethod
    def type_of(tensor):
        names = {"f32": np.float32, "f64": np.float64, "i32": np.int32, "i1": np.bool_}
        names |= {"ui32": np.uint32, "i64": np.int64}
        return tuple(tensor.shape), names[str(tensor.element_type)]

    def place(self, values):
        pairs = zip(values, self.input_shardings, strict=True)
        return [self.jax.device_put(value, sharding) for value, sharding in pairs]

    def step(self, arguments):
        """Runs once; returns the seconds and, per result, its shards."""
        start = time.perf_counter()
        run = self.executable.execute_sharded(arguments)
        results = run.disassemble_into_single_device_arrays()
        for shards in results:
            for shard in shards:
                shard.block_until_ready()
        return time.perf_counter() - start, results

    def gather(self, results):
        whole = []
        for (shape, _), sharding, shards in zip(self.results, self.result_shardings, results):
            array = self.jax.make_array_from_single_device_arrays(shape, sharding, shards)
            whole.append(np.asarray(array))
        return whole


def make_inputs(types):
    random = np.random.RandomState(0)

    def value(shape, dtype):
        if np.issubdtype(dtype, np.integer):
            return random.randint(0, 16, shape).astype(dtype)
        return (random.randn(*shape) * 0.02).astype(dtype)

    return [value(shape, dtype) for shape, dtype in types]


def run_ours(options, folder, steps):
    command = [options.tp_run, options.model, f"--inputs={folder}/inputs.npz"]
    command += [f"--output={folder}/ours.npz", f"--bench={steps}"]
    # XLA's own matrix products choose their code by the processor; what the
    # environment tells OpenBLAS (OPENBLAS_CORETYPE) must not hold back only one side.
    environment = {k: v for k, v in os.environ.items() if not k.startswith("OPENBLAS_")}
    done = subprocess.run(command, capture_output=True, text=True, env=environment)
    found = re.search(r"step: min ([\d.]+) ms, median ([\d.]+) ms", done.stdout)
    if done.returncode or not found:
        sys.exit(f"step.py: tp-run failed with {done.returncode}:\n{done.stdout}{done.stderr}")
    return float(found.group(2))


def worst_error(ours, theirs):
    errors = [0.0]
    for i, expected in enumerate(theirs):
        scale = np.max(np.abs(expected)) or 1.0
        errors.append(float(np.max(np.abs(ours[f"result{i}"] - expected)) / scale))
    return max(errors)


def main():
    options = parse_arguments()
    text = pathlib.Path(options.model).read_text()
    devices = mesh_size(text)
    xla = Xla(text, devices)
    values = make_inputs(xla.inputs)
    arguments = xla.place(values)
    ours, theirs = [], []
    with tempfile.TemporaryDirectory() as folder:
        np.savez(f"{folder}/inputs.npz", **{f"arg{i}": x for i, x in enumerate(values)})
        for _ in range(options.rounds):
            ours.append(run_ours(options, folder, options.steps))
            xla.step(arguments)
            times = [xla.step(arguments)[0] for _ in range(options.steps)]
            theirs.append(statistics.median(times) * 1e3)
        with np.load(f"{folder}/ours.npz") as results:
            error = worst_error(results, xla.gather(xla.step(arguments)[1]))

    mine, xlas = statistics.median(ours), statistics.median(theirs)
    name = pathlib.Path(options.model).name
    print(f"{name}, {devices} ranks on {os.cpu_count()} cores, {options.rounds} rounds of "
          f"{options.steps} steps")
    print(f"  rounds here: {', '.join(f'{t:.1f}' for t in ours)} ms")
    print(f"  rounds XLA:  {', '.join(f'{t:.1f}' for t in theirs)} ms")
    print(f"  largest |a-b| / max|b|: {error:.2e}")
    print(f"  median here {mine:.1f} ms, XLA {xlas:.1f} ms: XLA's over ours {xlas / mine:.2f}")
    ratios = sorted(x / o for x, o in zip(theirs, ours))
    print(f"  round by round: {', '.join(f'{r:.2f}' for r in ratios)}")
    if options.json:
        figures = dict(model=name, ranks=devices, ours_ms=ours, xla_ms=theirs)
        figures |= dict(ratio=xlas / mine, error=error)
        pathlib.Path(options.json).write_text(json.dumps(figures, indent=1) + "\n")
    sys.exit(0 if error <= TOLERANCE else 1)


if __name__ == "__main__":
    main()
