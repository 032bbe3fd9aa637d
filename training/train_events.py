"""Trains the heads for events, and the parser along with them, from published weights.

    python train_events.py TREEBANKS dev.jsonl --start ../crates/dateline-lang/weights/en.bin --out work/events
    python train_events.py TREEBANKS dev.jsonl --start … --folds 5 --replay 0 --out work/folds   # cross-validation

The labels come from `cargo dev export-labels training/events/dev`. Sentences of the treebanks are replayed so that the
parser does not forget; a sentence without labels is trained too, since most words tell no event.
"""
import argparse
import random
import time
import zlib

import torch
from torch.nn import functional as F

import data
import dequantise
import score_events
from model import Parser, base_folder
from train import SEED, collate, cross_entropy, report, save
from wordpiece import WordPiece


def main():
    args = arguments()
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    wordpiece = WordPiece(base_folder() / "vocab.txt")
    trees, tags, dev = treebanks(args, wordpiece)
    labelled = [data.encode_labels(s, wordpiece) for s in data.load_labels(args.labels)]
    labelled = [i for i in labelled if len(i["ids"]) <= data.MAX_PIECES]
    print(f"labelled sentences {len(labelled)}, triggers {sum(len(i['triggers']) for i in labelled)}, "
          f"treebank sentences {len(trees)}", flush=True)
    if args.folds:
        cross_validate(args, tags, trees, labelled)
    else:
        net = start(tags, args)
        fit(net, trees, labelled, dev, args, args.out)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("treebanks")
    parser.add_argument("labels")
    parser.add_argument("--start", required=True, help="weights file to go on from, or a checkpoint of this script")
    parser.add_argument("--out", default="work/events")
    parser.add_argument("--epochs", type=float, default=4, help="times every labelled sentence is seen")
    parser.add_argument("--minutes", type=float, default=1e9, help="as in train.py")
    parser.add_argument("--replay", type=float, default=1.0, help="treebank sentences for each labelled one")
    parser.add_argument("--folds", type=int, default=0, help="cross-validate by report instead")
    parser.add_argument("--fold", type=int, help="only this one of the folds")
    parser.add_argument("--pieces", type=int, default=400, help="padded pieces per step")
    parser.add_argument("--rate-encoder", type=float, default=3e-4)
    parser.add_argument("--rate-parser", type=float, default=3e-4)
    parser.add_argument("--rate-heads", type=float, default=5e-3)
    return parser.parse_args()


def treebanks(args, wordpiece):
    ewt, gum = data.load(args.treebanks, "train")
    tags = data.Tags(ewt + gum)
    items = [data.encode(s, wordpiece, tags) for s in ewt + gum if len(s["words"]) <= data.MAX_WORDS]
    dev = [[data.encode(s, wordpiece, tags) for s in part[:300]] for part in data.load(args.treebanks, "dev")]
    return [i for i in items if len(i["ids"]) <= data.MAX_PIECES], tags, dev


def start(tags, args):
    net = Parser(tags)
    if args.start.endswith(".pt"):
        net.load_state_dict(torch.load(args.start, map_location="cpu", weights_only=True)["weights"])
        return net
    net.encoder.load_base()
    dequantise.load_into(net, args.start)
    with torch.no_grad():
        net.event.bias[0] = 3.0  # most words tell no event; learning that first would be a waste of steps
    return net


def cross_validate(args, tags, trees, labelled):
    """Trains without each fifth of the reports in turn and predicts it; one table over all predictions."""
    fold = lambda item: zlib.crc32(item["report"].encode()) % args.folds
    found = []
    for k in range(args.folds) if args.fold is None else [args.fold]:
        torch.manual_seed(SEED)
        net = start(tags, args)
        fit(net, trees, [i for i in labelled if fold(i) != k], None, args, None)
        found += score_events.predict(net, [i for i in labelled if fold(i) == k])
        print(f"fold {k}", score_events.table(found), flush=True)
        torch.save(found, f"{args.out}.predictions.pt")


def fit(net, trees, labelled, dev, args, out):
    rng = random.Random(SEED)
    optimiser = optimiser_of(net, args)
    mixed = mixtures(trees, labelled, args.replay, rng)
    first = next(mixed)
    steps = max(1, int(args.epochs * len(data.batches(first, args.pieces, rng))))
    step, mean, begun, items, epoch = 0, 0.0, time.time(), first, 0
    net.train()
    while True:
        for batch in data.batches(items, args.pieces, rng):
            done = max(step / steps, (time.time() - begun) / 60 / args.minutes)
            if done >= 1:
                if out:
                    save(net, net.tags, step, epoch, f"{out}.pt")
                    print("done", report(net, dev), flush=True)
                return
            for group in optimiser.param_groups:
                group["lr"] = group["peak"] * min(1.0, step / (0.05 * steps + 1)) * max(0.02, 1 - done)
            loss = losses(net, collate_events([data.vary(items[i], rng) for i in batch]))
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 2.0)
            optimiser.step()
            step += 1
            mean = 0.98 * mean + 0.02 * loss.item() if step > 1 else loss.item()
            if step % 25 == 0:
                print(f"step {step}/{steps} loss {mean:.3f} wall {time.time() - begun:.0f} s "
                      f"cpu {time.process_time():.0f} s", flush=True)
        epoch += 1
        items = next(mixed)
        if out:
            save(net, net.tags, step, epoch, f"{out}.{epoch}.pt")


def optimiser_of(net, args):
    parts = {"encoder": [], "parser": [], "events": []}
    for name, parameter in net.named_parameters():
        head = name.split(".")[0]
        part = head if head == "encoder" else "events" if head in ("event", "status", "role_from", "role_to") else "parser"
        parts[part] += [parameter] if parameter.requires_grad else []
    rates = dict(encoder=args.rate_encoder, parser=args.rate_parser, events=args.rate_heads)
    groups = [dict(params=p, peak=rates[k]) for k, p in parts.items()]
    return torch.optim.AdamW(groups, lr=0.0, weight_decay=0.01, betas=(0.9, 0.98), fused=True)


def mixtures(trees, labelled, replay, rng):
    """All labelled sentences and the next part of the treebanks, for ever."""
    order, at = [], 0
    count = int(replay * len(labelled))
    while True:
        while len(order) - at < count:
            order = order[at:] + rng.sample(range(len(trees)), len(trees))
            at = 0
        yield labelled + [trees[i] for i in order[at:at + count]]
        at += count


def collate_events(items):
    """As for the parser, with the triggers of all sentences: [row, word], event, status and right words of each role."""
    out = collate(items)
    words = out["words"].shape[1]
    event = [i["event"] + [data.IGNORE] * (words - 1 - i["n"]) for i in items]
    triggers = [(row, at + 1, kept) for row, i in enumerate(items) for at, kept in i["triggers"].items()]
    right = torch.zeros(len(triggers), len(data.ROLES), words, dtype=torch.bool)
    for n, (_, _, kept) in enumerate(triggers):
        for role, found in enumerate(kept["roles"]):
            right[n, role, found] = True
    where = torch.tensor([t[:2] for t in triggers], dtype=torch.long).view(-1, 2)
    out.update(event=torch.tensor(event), right=right, triggers=where,
               status=torch.tensor([t[2]["status"] for t in triggers], dtype=torch.long))
    return out


def losses(net, b):
    with torch.autocast("cpu", torch.bfloat16):
        out = net(b)
        parsed = (b["head"] >= 0).any(1)
        trees = {k: out[k][parsed] for k in ("label_dep", "label_head")}
        labels = net.labels(trees, b["head"][parsed].clamp(min=0)) if parsed.any() else None
        roles = net.roles(out["words"], b["triggers"])
    total = 5.0 * cross_entropy(out["event"], b["event"])
    if labels is not None:
        arc = out["arc"].float().masked_fill(~b["words"][:, None, :], -1e4)
        total = total + cross_entropy(arc, b["head"]) + cross_entropy(labels, b["rel"][parsed])
        for key in ("upos", "xpos", "entity"):
            total = total + 0.5 * cross_entropy(out[key], b[key])
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
