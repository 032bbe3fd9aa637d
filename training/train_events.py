"""Trains the branch for events on the labelled sentences, over the published parser, which stays as it is.

    python train_events.py dev.jsonl --parser ../crates/dateline-lang/weights/en.bin --treebanks TREEBANKS --out work/events
    python train_events.py dev.jsonl … --folds 5 --out work/folds   # cross-validation by report

The labels come from `cargo dev export-labels training/events/dev`. A sentence without labels is trained too, since most
words tell no event. The weights of the last steps are averaged.
"""
import argparse
import copy
import random
import time
import zlib

import torch
from torch.nn import functional as F

import data
import dequantise
import score_events
from model import Events, Parser, base_folder
from train import SEED
from wordpiece import WordPiece


# Weight of a word that tells no event. Nine of ten words tell none; with their full weight the rest is learnt late.
NONE = 0.3


def main():
    args = arguments()
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    wordpiece = WordPiece(base_folder() / "vocab.txt")
    parser = published(args)
    labelled = [data.encode_labels(s, wordpiece) for s in data.load_labels(args.labels)]
    labelled = [i for i in labelled if len(i["ids"]) <= data.MAX_PIECES]
    print(f"labelled sentences {len(labelled)}, triggers {sum(len(i['triggers']) for i in labelled)}", flush=True)
    if args.folds:
        cross_validate(args, parser, labelled)
    else:
        save(fit(parser, labelled, args), parser.tags, f"{args.out}.pt")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("labels")
    parser.add_argument("--parser", required=True, help="the published weights file")
    parser.add_argument("--treebanks", required=True, help="for the inventories of tags only")
    parser.add_argument("--out", default="work/events")
    parser.add_argument("--shared", type=int, default=3, help="layers that the branch shares with the parser")
    parser.add_argument("--epochs", type=float, default=5)
    parser.add_argument("--folds", type=int, default=0, help="cross-validate by report instead")
    parser.add_argument("--fold", type=int, help="only this one of the folds")
    parser.add_argument("--pieces", type=int, default=600, help="padded pieces per step")
    parser.add_argument("--rate-layers", type=float, default=2e-4)
    parser.add_argument("--rate-heads", type=float, default=2e-3)
    return parser.parse_args()


def published(args):
    """The parser of a weights file, for use only."""
    ewt, gum = data.load(args.treebanks, "train")
    net = Parser(data.Tags(ewt + gum))
    net.encoder.load_base()
    dequantise.load_into(net, args.parser)
    return net.eval().requires_grad_(False)


def fold_of(item, folds):
    return zlib.crc32(item["report"].encode()) % folds


def cross_validate(args, parser, labelled):
    """Trains without each fifth of the reports in turn and predicts it; one table over all predictions."""
    found = []
    for k in range(args.folds) if args.fold is None else [args.fold]:
        torch.manual_seed(SEED)
        branch = fit(parser, [i for i in labelled if fold_of(i, args.folds) != k], args)
        save(branch, parser.tags, f"{args.out}.{k}.pt")
        found += score_events.predict(parser, branch, [i for i in labelled if fold_of(i, args.folds) == k])
        print(f"fold {k}", score_events.table(found), flush=True)
        torch.save(found, f"{args.out}.predictions.pt")


def fit(parser, labelled, args):
    """A branch, trained; its weights are a moving average over the last steps."""
    rng = random.Random(SEED)
    branch = Events(parser.tags, parser, args.shared)
    branch.load_base()
    mean = copy.deepcopy(branch).requires_grad_(False)
    layers, heads = list(branch.layers.parameters()), [p for n, p in branch.named_parameters() if "layers." not in n]
    groups = [dict(params=layers, peak=args.rate_layers), dict(params=heads, peak=args.rate_heads)]
    optimiser = torch.optim.AdamW(groups, lr=0.0, weight_decay=0.01, betas=(0.9, 0.98), fused=True)
    steps = max(1, int(args.epochs * len(data.batches(labelled, args.pieces, rng))))
    step, begun = 0, time.time()
    branch.train()
    while step < steps:
        for batch in data.batches(labelled, args.pieces, rng):
            for group in optimiser.param_groups:
                group["lr"] = group["peak"] * min(1.0, step / (0.05 * steps + 1)) * max(0.02, 1 - step / steps)
            loss = losses(parser, branch, collate([data.vary(labelled[i], rng) for i in batch]))
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(branch.parameters(), 2.0)
            optimiser.step()
            step += 1
            average(mean, branch, 0.0 if step < steps // 2 else 0.995)
            if step % 50 == 0:
                print(f"step {step}/{steps} loss {loss.item():.3f} wall {time.time() - begun:.0f} s", flush=True)
            if step == steps:
                break
    return mean.eval()


@torch.no_grad()
def average(mean, branch, keep):
    for ours, new in zip(mean.parameters(), branch.parameters()):
        ours.lerp_(new, 1 - keep)


def save(branch, tags, path):
    torch.save(dict(weights=branch.state_dict(), tags=vars(tags), shared=branch.shared), path)


def collate(items):
    """Padded pieces and words, and the triggers of all sentences: [row, word], event, status, right words of each role."""
    words, pieces = max(i["n"] for i in items), max(len(i["ids"]) for i in items)
    pad = lambda key, size, value: torch.tensor([i[key] + [value] * (size - len(i[key])) for i in items])
    out = dict(ids=pad("ids", pieces, 0), shapes=pad("shapes", pieces, data.OTHER), first=pad("first", words + 1, 0),
               event=pad("event", words, data.IGNORE))
    out["mask"] = torch.arange(pieces)[None] < torch.tensor([[len(i["ids"])] for i in items])
    out["words"] = torch.arange(words + 1)[None] <= torch.tensor([[i["n"]] for i in items])
    triggers = [(row, at + 1, kept) for row, i in enumerate(items) for at, kept in i["triggers"].items() if at < i["n"]]
    right = torch.zeros(len(triggers), len(data.ROLES), words + 1, dtype=torch.bool)
    for n, (_, _, kept) in enumerate(triggers):
        for role, found in enumerate(kept["roles"]):
            right[n, role, found] = True
    where = torch.tensor([t[:2] for t in triggers], dtype=torch.long).view(-1, 2)
    out.update(right=right, triggers=where, status=torch.tensor([t[2]["status"] for t in triggers], dtype=torch.long))
    return out


def apply(parser, branch, b):
    """The branch's outputs for a batch."""
    with torch.no_grad():
        states = parser.encoder(b["ids"], b["shapes"], b["mask"], branch.shared)
    return branch(b, states)


def losses(parser, branch, b):
    with torch.autocast("cpu", torch.bfloat16):
        out = apply(parser, branch, b)
        roles = branch.roles(out["words"], b["triggers"])
    event = out["event"].float()
    weight = torch.ones(event.shape[-1])
    weight[0] = NONE
    total = 5.0 * F.cross_entropy(event.reshape(-1, event.shape[-1]), b["event"].reshape(-1), weight,
                                  ignore_index=data.IGNORE)
    if len(b["triggers"]):
        row, at = b["triggers"].unbind(1)
        total = total + 0.7 * F.cross_entropy(out["status"].float()[row, at - 1], b["status"])
        total = total + 0.7 * any_of(roles.float().masked_fill(~b["words"][row][:, None, :], -1e4), b["right"]).sum()
    return total


def any_of(scores, right):
    """Mean over the triggers, for each role: the probability of any right word, as a loss."""
    every = scores.logsumexp(-1)
    return (every - scores.masked_fill(~right, -1e4).logsumexp(-1)).mean(0)


if __name__ == "__main__":
    main()
