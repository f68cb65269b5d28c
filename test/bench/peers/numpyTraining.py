"""Steps of a training in numpy, as one writes them by hand. Takes one JSON request a line, answers each with one line."""

import json
import sys
import time

import numpy as np

ROWS, CLASSES, RATE = 20000, 10, np.float32(0.1)
state = {}


def prepare(request):
    batch, inputs, hidden = request["batch"], request["inputs"], request["hidden"]
    random = np.random.default_rng(1)
    normal = lambda *shape: random.standard_normal(shape).astype(np.float32)
    labels = random.integers(0, CLASSES, ROWS)
    state.update(
        batch=batch,
        x=normal(ROWS, inputs) + np.float32(0.1) * normal(CLASSES, inputs)[labels],
        y=np.eye(CLASSES, dtype=np.float32)[labels],
        w1=normal(inputs, hidden) * np.float32((2 / inputs) ** 0.5),
        b1=np.zeros(hidden, np.float32),
        w2=normal(hidden, CLASSES) * np.float32((2 / hidden) ** 0.5),
        b2=np.zeros(CLASSES, np.float32),
        order=random.permutation(ROWS),
        at=0,
    )
    return {}


def run_batch(request):
    x, y, order, batch = state["x"], state["y"], state["order"], state["batch"]
    w1, b1, w2, b2, at = state["w1"], state["b1"], state["w2"], state["b2"], state["at"]
    start = time.perf_counter_ns()
    for _ in range(request["times"]):
        rows = order[at : at + batch]
        x0 = x[rows]
        z1 = x0 @ w1 + b1
        a1 = np.maximum(z1, 0)
        z2 = a1 @ w2 + b2
        e = np.exp(z2 - z2.max(axis=1, keepdims=True))
        d2 = (e / e.sum(axis=1, keepdims=True) - y[rows]) / np.float32(batch)
        d1 = (d2 @ w2.T) * (a1 > 0)
        w2 -= RATE * (a1.T @ d2)
        b2 -= RATE * d2.sum(axis=0)
        w1 -= RATE * (x0.T @ d1)
        b1 -= RATE * d1.sum(axis=0)
        at = at + batch if at + 2 * batch <= ROWS else 0
    elapsed = time.perf_counter_ns() - start
    state["at"] = at
    return {"elapsedNs": elapsed}


def version(request):
    return {"version": f"numpy {np.__version__} (Python {sys.version.split()[0]}, {blas()})"}


def blas():
    """The BLAS that is loaded, where the system says."""
    try:
        with open("/proc/self/maps") as maps:
            files = {line.split("/")[-1].strip() for line in maps if "blas" in line.lower()}
        return ", ".join(sorted(name for name in files if ".so" in name and "python" not in name)) or "its own BLAS"
    except OSError:
        return "its own BLAS"


COMMANDS = {"version": version, "prepare": prepare, "runBatch": run_batch}

for line in sys.stdin:
    request = json.loads(line)
    print(json.dumps(COMMANDS[request["command"]](request)), flush=True)
