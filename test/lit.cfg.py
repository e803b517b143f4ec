# Configuration of the lit suite; lit.site.cfg.py (made by CMake) comes first.
import ctypes
import os
import shutil
import subprocess

import lit.formats

config.name = "tp"
config.test_format = lit.formats.ShTest(execute_external=True)
config.suffixes = [".mlir", ".test"]
config.excludes = ["models", "ops", "Inputs", "unit", "runtime", "standin", "gpu", "bench", "lit.cfg.py"]
config.test_source_root = os.path.dirname(__file__)
config.test_exec_root = os.path.join(config.tp_build_dir, "test")

config.environment["PATH"] = os.pathsep.join(
    [os.path.join(config.tp_build_dir, "bin"), config.llvm_tools_dir, os.environ["PATH"]]
)
# Caches of the tools stay inside the build folder.
config.environment["XDG_CACHE_HOME"] = os.path.join(config.tp_build_dir, "cache")
config.environment["TP_BUILD_DIR"] = config.tp_build_dir

config.substitutions.append(("%models", os.path.join(config.test_source_root, "Execution", "models")))
config.substitutions.append(("%root", config.tp_source_dir))
config.substitutions.append(("%exits", os.path.join(config.test_source_root, "tools", "exits.sh")))

# Published weights, fetched by tools/fetch-weights.sh.
weights = os.path.join(config.tp_build_dir, "weights", "model.safetensors")
config.substitutions.append(("%weights", weights))
if os.path.exists(weights):
    config.available_features.add("minilm-weights")

# The CUDA backend on stand-ins for the vendor's libraries: `%standin tp-run ...`.
standin = os.path.join(config.tp_build_dir, "test", "standin", "lib")
config.substitutions.append(("%standin", f"env LD_LIBRARY_PATH={standin}"))
if os.path.exists(os.path.join(standin, "libcuda.so.1")):
    config.available_features.add("cuda-standin")
try:
    ctypes.CDLL("libcuda.so.1")
except OSError:
    config.available_features.add("no-cuda-driver")

# A CUDA toolkit's assembler: %cuda holds bin/ptxas.
def find_ptxas():
    found = shutil.which("ptxas")
    folders = [os.environ.get("CUDA_PATH", ""), "/usr/local/cuda"]
    candidates = [found] + [os.path.join(folder, "bin", "ptxas") for folder in folders if folder]
    return next((path for path in candidates if path and os.access(path, os.X_OK)), None)


ptxas = find_ptxas()
if ptxas:
    cuda = os.path.dirname(os.path.dirname(os.path.realpath(ptxas)))
    config.available_features.add("ptxas")
    config.substitutions.append(("%ptxas", ptxas))
    config.substitutions.append(("%cuda", cuda))
    if os.path.exists(os.path.join(cuda, "nvvm", "libdevice", "libdevice.10.bc")):
        config.available_features.add("libdevice")

# A Python with JAX, as a second reader of level 0: %jax-python.
jax_python = os.environ.get("TP_JAX_PYTHON", "python3")
probe = "import importlib.util, sys; sys.exit(importlib.util.find_spec('jax') is None)"
if shutil.which(jax_python) and subprocess.run([jax_python, "-c", probe]).returncode == 0:
    config.available_features.add("jax")
    config.substitutions.append(("%jax-python", jax_python))
