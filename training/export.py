"""Writes the weights file that the Rust engine maps: one file, int8 matrices already in the order the kernels read.

    python export.py TREEBANK_FOLDER work/parser.pt ../crates/dateline-lang/weights/en.bin

Layout (little endian): magic, format, number of sections, sha256 of everything behind it, a table of sections (name,
offset, length), then the sections, each on a multiple of 64 bytes. `crates/dateline-lang/src/weights.rs` reads it.
"""
import argparse
import hashlib
import struct
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
import torch

import data
from model import ARC, HIDDEN, LABEL, LAYERS, base_folder
from wordpiece import WordPiece, fold_table

MAGIC, POSITIONS = b"DATELANG", 256
# Format 1 is a parser; the branch for events makes it format 2 (`export_events.py`).
PARSER, WITH_EVENTS = 1, 2
# Seven bits, so that two products of an unsigned activation and a weight fit 16 bits: 2 * 255 * 63 < 2^15. With that,
# AVX2's `maddubs` cannot saturate and every kernel computes the same sums. That kernel also adds two such sums before
# it widens them, so neither the positive nor the negative weights among those four may exceed 128 together; one group
# in 500 has to give way a little.
LARGEST, FOUR_TOGETHER = 63, 128
# The order of the outputs of the one matrix product behind the encoder.
HEADS = ("arc_dep", "arc_head", "label_dep", "label_head", "upos", "xpos", "entity")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("treebanks")
    parser.add_argument("checkpoint")
    parser.add_argument("out")
    args = parser.parse_args()
    saved = torch.load(args.checkpoint, map_location="cpu", weights_only=True)
    weights = {k: v.float().numpy() for k, v in saved["weights"].items()}
    sections = [("meta", f"language en\nsteps {saved['step']}\nepochs {saved['epochs']:.2f}\n".encode())]
    sections += text_sections(args.treebanks, saved["tags"]) + tensor_sections(weights, saved["tags"])
    write(args.out, PARSER, sections)


def text_sections(treebanks, tags):
    ranges, folds = fold_table()
    vocab = WordPiece(base_folder() / "vocab.txt").pieces
    lines = lambda rows: "".join(row + "\n" for row in rows).encode()
    return [("tags", lines(f"{k} {' '.join(tags[k])}" for k in ("upos", "xpos", "rel", "entity"))),
            ("vocab", lines(vocab)),
            ("fold.classes", b"".join(struct.pack("<III", *r) for r in ranges)),
            ("fold.map", lines(f"{cp:x} {text}" for cp, text in folds)),
            ("lemmas", lines(lemmas(treebanks)))]


def lemmas(treebanks):
    """"form UPOS lemma" for the inflected words of the training sentences; the most frequent lemma of each."""
    seen = defaultdict(Counter)
    plural = set()
    for part in data.load(treebanks, "train"):
        for s in part:
            for form, lemma, upos, xpos in zip(s["words"], s["lemma"], s["upos"], s["xpos"]):
                if upos in ("VERB", "AUX", "NOUN", "ADJ", "ADV", "PRON", "DET", "PART") and " " not in form + lemma:
                    seen[form.lower(), upos][lemma if upos == "ADJ" else lemma.lower()] += 1
                    plural.update([form.lower()] if xpos == "NNS" and upos == "NOUN" else [])
    for (form, upos), counts in sorted(seen.items()):
        lemma, count = max(counts.items(), key=lambda kv: (kv[1], kv[0]))
        # A lemma seen once that shares no letter with its form is a slip more often than a word.
        # Plurals that are their own lemma ("clothes") are exceptions too.
        told = lemma != form or upos == "NOUN" and form in plural and form[-1] == "s"
        if told and (count > 1 or lemma[:1].lower() == form[:1]) and lemma != "_":
            yield f"{form} {upos} {lemma}"


def tensor_sections(w, tags):
    out = [*rows_int8("embed.words", w["encoder.words.weight"]),
           floats("embed.positions", w["encoder.positions.weight"][:POSITIONS] + w["encoder.types.weight"][0]),
           floats("embed.shapes", w["encoder.shapes.weight"]),
           floats("embed.norm", np.stack([w["encoder.ln.weight"], w["encoder.ln.bias"]]))]
    for i in range(LAYERS):
        out += layer(str(i), lambda name, part: w[f"encoder.layers.{i}.{name}.{part}"])
    out += linear("heads", *(np.concatenate([w[f"{n}.{part}"] for n in HEADS]) for part in ("weight", "bias")))
    # The last row of the biaffine matrices multiplies a constant one, so it is a bias.
    out += linear("arc", w["arc"][:ARC].T, w["arc"][ARC])
    label = w["label"].transpose(0, 2, 1).reshape(-1, LABEL + 1)
    out += linear("label", label[:, :LABEL], label[:, LABEL])
    return out


def layer(name, get):
    """The sections of a transformer layer; `get` gives the arrays of its parts."""
    qkv = [np.concatenate([get(n, part) for n in "qkv"]) for part in ("weight", "bias")]
    # The scale of the attention scores goes into the queries.
    for part in qkv:
        part[:HIDDEN] *= np.float32(32 ** -0.5)
    out = [*linear(f"{name}.qkv", *qkv)]
    for ours, theirs in (("out", "o"), ("up", "f1"), ("down", "f2")):
        out += linear(f"{name}.{ours}", get(theirs, "weight"), get(theirs, "bias"))
    for norm in ("ln1", "ln2"):
        out.append(floats(f"{name}.{norm}", np.stack([get(norm, "weight"), get(norm, "bias")])))
    return out


def floats(name, array):
    return name, np.ascontiguousarray(array, "<f4").tobytes()


def rows_int8(name, rows):
    scale = np.maximum(np.abs(rows).max(1), 1e-9) / 127
    q = np.rint(rows / scale[:, None]).astype(np.int8)
    return (f"{name}.q", q.tobytes()), floats(f"{name}.s", scale)


def linear(name, weight, bias):
    """`weight` has one row per output. Outputs are padded to 64 and stored as [n/16][k/4][16][4]."""
    n, k = weight.shape
    padded = -n % 64
    weight = np.concatenate([weight, np.zeros((padded, k), np.float32)])
    bias = np.concatenate([bias, np.zeros(padded, np.float32)])
    q, scale = quantise(weight)
    q = -make_room(-make_room(q))
    packed = q.reshape(len(q) // 16, 16, k // 4, 4).transpose(0, 2, 1, 3)
    sums = q.astype(np.int32).sum(1).astype("<i4").tobytes()
    return (f"{name}.q", np.ascontiguousarray(packed).tobytes()), (f"{name}.p", floats("", scale)[1] + floats("", bias)[1] + sums)


def quantise(weight):
    """Per output the step with the smallest squared error; clipping a few large weights often pays."""
    largest = np.maximum(np.abs(weight).max(1), 1e-9)
    best, scale = np.full(len(weight), np.inf), largest / LARGEST
    for share in np.linspace(0.6, 1.0, 21):
        step = largest * share / LARGEST
        q = np.clip(np.rint(weight / step[:, None]), -LARGEST, LARGEST)
        error = ((q * step[:, None] - weight) ** 2).sum(1)
        scale = np.where(error < best, step, scale)
        best = np.minimum(best, error)
    scale = scale.astype(np.float32)
    return np.clip(np.rint(weight / scale[:, None]), -LARGEST, LARGEST).astype(np.int8), scale


def make_room(q):
    """Lowers the largest positive weights of the groups that AVX2 adds in 16 bits, where their sum is too large."""
    groups = q.reshape(len(q), -1, 2, 2, 2).transpose(0, 1, 3, 2, 4).reshape(-1, 4).copy()
    for group in np.nonzero(np.maximum(groups, 0).astype(np.int32).sum(1) > FOUR_TOGETHER)[0]:
        while np.maximum(groups[group], 0).astype(np.int32).sum() > FOUR_TOGETHER:
            groups[group, groups[group].argmax()] -= 1
    return groups.reshape(len(q), -1, 2, 2, 2).transpose(0, 1, 3, 2, 4).reshape(q.shape)


def write(path, format_, sections):
    at = 48 + 32 * len(sections)
    table, body = b"", b""
    for name, content in sections:
        pad = -(at + len(body)) % 64
        body += b"\0" * pad
        table += struct.pack("<16sQQ", name.encode(), at + len(body), len(content))
        body += content
    digest = hashlib.sha256(table + body).digest()
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_bytes(MAGIC + struct.pack("<II", format_, len(sections)) + digest + table + body)
    whole = Path(path).read_bytes()
    print(f"{path}: {len(whole)} bytes, version {digest.hex()[:12]}, sha256 {hashlib.sha256(whole).hexdigest()}")


if __name__ == "__main__":
    main()
