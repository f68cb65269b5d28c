"""scipy's CSR times a dense matrix. Takes one JSON request a line, answers each with one line; operands come as files."""

import json
import sys
import time

import numpy
import scipy
import scipy.sparse

DTYPES = {"f32": numpy.float32, "f64": numpy.float64}
state = {}


def prepare(request):
    m, k, n, dtype = request["m"], request["k"], request["n"], DTYPES[request["dtype"]]
    a = numpy.fromfile(request["a"], dtype=dtype).reshape(m, k)
    state["a"] = scipy.sparse.csr_matrix(a)
    state["b"] = numpy.fromfile(request["b"], dtype=dtype).reshape(k, n)
    return {"nonzeros": int(state["a"].nnz)}


def run_batch(request):
    a, b = state["a"], state["b"]
    start = time.perf_counter_ns()
    for _ in range(request["times"]):
        c = a @ b
    elapsed = time.perf_counter_ns() - start
    state["c"] = c
    return {"elapsedNs": elapsed}


def read(request):
    numpy.ascontiguousarray(state["c"]).tofile(request["c"])
    return {}


def version(request):
    # Where Debian's and Ubuntu's package python3-scipy lies; pip installs elsewhere.
    is_debian = scipy.__file__.startswith("/usr/lib/python3/dist-packages/")
    package = "python3-scipy" if is_debian else "scipy"
    return {"scipy": f"{package} {scipy.__version__}", "python": sys.version.split()[0]}


COMMANDS = {
    "version": version,
    "prepare": prepare,
    "runBatch": run_batch,
    "read": read,
}

for line in sys.stdin:
    request = json.loads(line)
    print(json.dumps(COMMANDS[request["command"]](request)), flush=True)
