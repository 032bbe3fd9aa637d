"""Makes a checkpoint of a weights file, so that training can go on from the published weights.

What eight and seven bits lost stays lost, which is far less than a few steps of training change. The word embeddings
come from the base model: they are frozen, so they are exactly what was quantised.
"""
import struct
from pathlib import Path

import numpy as np
import torch

from export import HEADS
from model import ARC, HIDDEN, LABEL, LAYERS


def load_into(net, path):
    """Copies all weights of the file at `path` that the network has; heads that the file lacks stay as they are."""
    file = sections(Path(path).read_bytes())
    check_tags(net, file["tags"].decode())
    state = {k: v.clone() for k, v in net.state_dict().items()}
    for name, value in tensors(file, state):
        assert state[name].shape == value.shape, name
        state[name] = torch.from_numpy(np.array(value))
    net.load_state_dict(state)


def sections(content):
    """Name to bytes."""
    count = struct.unpack_from("<I", content, 12)[0]
    rows = (struct.unpack_from("<16sQQ", content, 48 + 32 * i) for i in range(count))
    return {name.rstrip(b"\0").decode(): content[at:at + size] for name, at, size in rows}


def check_tags(net, text):
    """The rows of the heads mean the same only when the inventories are the same."""
    for line in text.splitlines():
        name, *tags = line.split(" ")
        if name in ("event", "status"):  # of the branch, which is not loaded
            continue
        ours = getattr(net.tags, name)
        assert list(ours) == tags, f"{name}: the weights file has {tags}, the treebanks give {ours}"


def tensors(file, state):
    get = lambda name: np.frombuffer(file[name], "<f4")
    positions = state["encoder.positions.weight"].numpy().copy()
    given = get("embed.positions").reshape(-1, HIDDEN)
    positions[:len(given)] = given
    yield "encoder.positions.weight", positions
    yield "encoder.types.weight", np.zeros((2, HIDDEN), np.float32)  # they are in the positions
    yield "encoder.shapes.weight", get("embed.shapes").reshape(-1, HIDDEN)
    yield from norm("encoder.ln", get("embed.norm"))
    for i in range(LAYERS):
        weight, bias = linear(file, f"{i}.qkv", HIDDEN)
        for part in (weight, bias):
            part[:HIDDEN] /= np.float32(32 ** -0.5)
        for k, n in enumerate("qkv"):
            rows = slice(k * HIDDEN, (k + 1) * HIDDEN)
            yield f"encoder.layers.{i}.{n}.weight", weight[rows]
            yield f"encoder.layers.{i}.{n}.bias", bias[rows]
        for theirs, ours in (("out", "o"), ("up", "f1"), ("down", "f2")):
            inputs = state[f"encoder.layers.{i}.{ours}.weight"].shape[1]
            outputs = state[f"encoder.layers.{i}.{ours}.weight"].shape[0]
            weight, bias = linear(file, f"{i}.{theirs}", inputs)
            yield f"encoder.layers.{i}.{ours}.weight", weight[:outputs]
            yield f"encoder.layers.{i}.{ours}.bias", bias[:outputs]
        for n in ("ln1", "ln2"):
            yield from norm(f"encoder.layers.{i}.{n}", get(f"{i}.{n}"))
    yield from heads(file, state)
    weight, bias = linear(file, "arc", ARC)
    yield "arc", np.concatenate([weight[:ARC].T, bias[None, :ARC]])
    weight, bias = linear(file, "label", LABEL)
    relations = state["label"].shape[0]
    both = np.concatenate([weight, bias[:, None]], 1)[:relations * (LABEL + 1)]
    yield "label", both.reshape(relations, LABEL + 1, LABEL + 1).transpose(0, 2, 1)


def heads(file, state):
    weight, bias = linear(file, "heads", HIDDEN)
    at = 0
    for name in HEADS:
        size = len(state[f"{name}.bias"])
        yield f"{name}.weight", weight[at:at + size]
        yield f"{name}.bias", bias[at:at + size]
        at += size


def norm(name, both):
    yield f"{name}.weight", both[:HIDDEN]
    yield f"{name}.bias", both[HIDDEN:]


def linear(file, name, inputs):
    """Weight and bias, with the padding of the outputs."""
    q = np.frombuffer(file[f"{name}.q"], np.int8).reshape(-1, inputs // 4, 16, 4).transpose(0, 2, 1, 3)
    q = q.reshape(-1, inputs).astype(np.float32)
    scale, bias = np.frombuffer(file[f"{name}.p"], "<f4")[:2 * len(q)].reshape(2, -1)
    return q * scale[:, None], bias.copy()
