"""Writes a checkpoint as ONNX, so that other runtimes can be compared with our engine (see `compare-rten/`).

    python export_onnx.py work/parser.pt work/onnx

Three files: `encoder.onnx` (fp32), `encoder.int8.onnx` (its matrices quantised by onnxruntime, dynamically, one step
per output channel) and `heads.onnx` (fp32: hidden states to the decisions they lead to). The encoder takes `ids`,
`shapes` and `mask`, all `[batch, pieces]` of int64, and gives `states`, `[batch, pieces, 384]`. The heads take `states`
and `first`, `[batch, words + 1]`: 0 for the root, then the first piece of every word.

Needs onnx and onnxruntime besides requirements.txt; the published comparison was made with 1.23.2 and 1.32.0.
"""
import argparse
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn

from model import SHAPES, VOCAB, Parser

OPSET = 17


class Encode(nn.Module):
    """The encoder with a mask of whole numbers, which every runtime reads."""

    def __init__(self, net):
        super().__init__()
        self.encoder = net.encoder

    def forward(self, ids, shapes, mask):
        return self.encoder(ids, shapes, mask != 0)


class Decide(nn.Module):
    """The heads behind given hidden states: best tags and, for every word, the best governor before the tree.

    Takes the encoder out of `net`.
    """

    def __init__(self, net):
        super().__init__()
        self.net = net
        net.encoder = Given()

    def forward(self, states, first):
        out = self.net(dict(ids=states, shapes=None, mask=None, first=first))
        return tuple(out[name].argmax(-1) for name in ("upos", "xpos", "entity", "arc"))


class Given(nn.Module):
    """Stands in for the encoder where the states are there already."""

    def forward(self, states, _shapes, _mask):
        return states


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint")
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(1)
    net = load(args.checkpoint)
    ids, shapes = torch.randint(1000, VOCAB, (1, 33)), torch.randint(0, SHAPES, (1, 33))
    mask, first = torch.ones(1, 33, dtype=torch.int64), torch.arange(0, 33, 2)[None]
    encode = Encode(net).eval()
    states = encode(ids, shapes, mask)
    fp32, int8 = args.out / "encoder.onnx", args.out / "encoder.int8.onnx"
    pieces = {0: "batch", 1: "pieces"}
    write(encode, dict(ids=ids, shapes=shapes, mask=mask), ["states"], fp32,
          dict(ids=pieces, shapes=pieces, mask=pieces, states=pieces))
    quantize_dynamic(fp32, int8, per_channel=True, weight_type=QuantType.QInt8, op_types_to_quantize=["MatMul", "Gemm"])
    for path in (fp32, int8):
        check(path, encode, ids[:, :21], shapes[:, :21], mask[:, :21])
    words = {0: "batch", 1: "words"}
    names = ["upos", "xpos", "entity", "governor"]
    write(Decide(net).eval(), dict(states=states, first=first), names, args.out / "heads.onnx",
          dict(states=pieces, first={0: "batch", 1: "first"}) | {name: words for name in names})


def load(checkpoint):
    saved = torch.load(checkpoint, map_location="cpu", weights_only=True)
    tags = SimpleNamespace(**saved["tags"])
    net = Parser(tags).eval()
    net.load_state_dict({k: v.float() for k, v in saved["weights"].items()})
    return net.requires_grad_(False)


def write(module, inputs, outputs, path, axes):
    torch.onnx.export(module, tuple(inputs.values()), path, opset_version=OPSET, dynamo=False,
                      input_names=list(inputs), output_names=outputs, dynamic_axes=axes)
    print(f"{path}: {path.stat().st_size} bytes")


def check(path, encode, ids, shapes, mask):
    """Another length than the one that was traced must give the states that torch gives."""
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    given, = session.run(None, dict(ids=ids.numpy(), shapes=shapes.numpy(), mask=mask.numpy()))
    right = encode(ids, shapes, mask).numpy()
    cosine = (given * right).sum(-1) / np.linalg.norm(given, axis=-1) / np.linalg.norm(right, axis=-1)
    print(f"{path}: cosine with torch on random pieces, mean {cosine.mean():.5f}, least {cosine.min():.5f}")


if __name__ == "__main__":
    main()
