"""Trains a small network with numpy, from the weights, samples and order that a folder holds; writes the parameters and the gradients
of the last step there.

Takes the folder and a JSON object: layers, hidden, output, loss, optimiser, rate, batch, dtype, steps.
"""

import json
import sys

import numpy as np

folder, plan = sys.argv[1], json.loads(sys.argv[2])
dtype = np.float32 if plan["dtype"] == "f32" else np.float64
layers = range(1, plan["layers"] + 1)


def load(name):
    return np.load(f"{folder}/{name}.npy")


def act(kind, z):
    if kind == "relu":
        return np.maximum(z, 0)
    if kind == "sigmoid":
        return 1 / (1 + np.exp(-z))
    if kind == "tanh":
        return np.tanh(z)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def slope(kind, a):
    return {"relu": lambda: (a > 0).astype(dtype), "sigmoid": lambda: a * (1 - a), "tanh": lambda: 1 - a * a}[kind]()


x, y, order = load("x").astype(dtype), load("y").astype(int), load("order").astype(int)
params = {f"{k}{n}": load(f"{k}{n}").astype(dtype) for n in layers for k in "Wb"}
first = {k: np.zeros_like(p) for k, p in params.items()}
second = {k: np.zeros_like(p) for k, p in params.items()}
target = np.eye(params[f"b{plan['layers']}"].shape[0], dtype=dtype)[y]
batch, rate = plan["batch"], dtype(plan["rate"])

for step in range(plan["steps"]):
    rows = order[step * batch : (step + 1) * batch]
    a = {0: x[rows]}
    for n in layers:
        kind = plan["output"] if n == plan["layers"] else plan["hidden"]
        a[n] = act(kind, a[n - 1] @ params[f"W{n}"] + params[f"b{n}"])
    d = (a[plan["layers"]] - target[rows]) / dtype(batch)
    if plan["loss"] == "mse":
        d = d * slope(plan["output"], a[plan["layers"]])
    grads = {}
    for n in reversed(layers):
        grads[f"W{n}"], grads[f"b{n}"] = a[n - 1].T @ d, d.sum(axis=0)
        if n > 1:
            d = (d @ params[f"W{n}"].T) * slope(plan["hidden"], a[n - 1])
    for k, g in grads.items():
        if plan["optimiser"] == "sgd":
            params[k] -= rate * g
        elif plan["optimiser"] == "momentum":
            first[k] = dtype(0.9) * first[k] + g
            params[k] -= rate * first[k]
        else:
            first[k] = dtype(0.9) * first[k] + dtype(0.1) * g
            second[k] = dtype(0.999) * second[k] + dtype(0.001) * g * g
            m, v = first[k] / dtype(1 - 0.9 ** (step + 1)), second[k] / dtype(1 - 0.999 ** (step + 1))
            params[k] -= rate * m / (np.sqrt(v) + dtype(1e-8))

for k, p in params.items():
    np.save(f"{folder}/numpy_{k}.npy", p)
    np.save(f"{folder}/numpy_d{k}.npy", grads[k])
