"""Adds a branch for events to a weights file; every number of the parser stays as it is.

    python export_events.py ../crates/dateline-lang/weights/en.bin work/events.pt en-with-events.bin

A branch that the file already has is replaced. Its sections are called as those of the layers it is a copy of, with an
"e" before: `e3.qkv` and so on, and `event_heads`.
"""
import argparse
import re
from pathlib import Path

import numpy as np
import torch

from dequantise import sections
from export import WITH_EVENTS, layer, linear, write

HEADS = ("event", "status", "role_from", "role_to")
TAGS = ("event", "status")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights")
    parser.add_argument("checkpoint")
    parser.add_argument("out")
    args = parser.parse_args()
    saved = torch.load(args.checkpoint, map_location="cpu", weights_only=True)
    w = {k: v.float().numpy() for k, v in saved["weights"].items()}
    file = {k: v for k, v in sections(Path(args.weights).read_bytes()).items() if not re.match(r"e\d|event_heads", k)}
    kept = [line for line in file["tags"].decode().splitlines() if line.split(" ")[0] not in TAGS]
    kept += [f"{name} {' '.join(saved['tags'][name])}" for name in TAGS]
    file["tags"] = "".join(line + "\n" for line in kept).encode()
    found = list(file.items())
    count = 1 + max(int(k.split(".")[1]) for k in w if k.startswith("layers."))
    for i in range(count):
        found += layer(f"e{saved['shared'] + i}", lambda name, part: w[f"layers.{i}.{name}.{part}"])
    found += linear("event_heads", *(np.concatenate([w[f"{n}.{part}"] for n in HEADS]) for part in ("weight", "bias")))
    write(args.out, WITH_EVENTS, found)


if __name__ == "__main__":
    main()
