"""Fine-tunes the parser on EWT and the free genres of GUM.

    python train.py TREEBANK_FOLDER --out work/parser

One OpenMP thread on purpose: spinning threads on a shared machine are several times slower.
"""
import argparse
import random
import time

import torch
from torch.nn import functional as F

import data
from model import Parser, base_folder
from wordpiece import WordPiece

SEED = 20210815


def main():
    args = arguments()
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    rng = random.Random(SEED)
    wordpiece = WordPiece(base_folder() / "vocab.txt")
    ewt, gum = data.load(args.treebanks, "train")
    tags = data.Tags(ewt + gum)
    items = [data.encode(s, wordpiece, tags) for s in ewt + gum if len(s["words"]) <= data.MAX_WORDS]
    items = [i for i in items if len(i["ids"]) <= data.MAX_PIECES]
    dev = [[data.encode(s, wordpiece, tags) for s in part[:300]] for part in data.load(args.treebanks, "dev")]
    print(f"sentences {len(items)} (EWT {len(ewt)}, GUM {len(gum)}), pieces {sum(len(i['ids']) for i in items)}",
          {k: len(v) for k, v in vars(tags).items()}, flush=True)
    net = Parser(tags)
    net.encoder.load_base()
    fit(net, tags, items, dev, args, rng)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("treebanks")
    parser.add_argument("--out", default="work/parser")
    parser.add_argument("--steps", type=int, default=2800)
    parser.add_argument("--minutes", type=float, default=1e9,
                        help="end of the learning-rate schedule in wall time if it comes before the last step")
    parser.add_argument("--pieces", type=int, default=900, help="padded pieces per step")
    parser.add_argument("--rate-encoder", type=float, default=1.5e-4)
    parser.add_argument("--rate-heads", type=float, default=1.5e-3)
    parser.add_argument("--save-every", type=int, default=300)
    return parser.parse_args()


def fit(net, tags, items, dev, args, rng):
    encoder = [p for p in net.encoder.parameters() if p.requires_grad]
    inside = {id(p) for p in net.encoder.parameters()}
    heads = [p for p in net.parameters() if id(p) not in inside]
    groups = [dict(params=encoder, peak=args.rate_encoder), dict(params=heads, peak=args.rate_heads)]
    optimiser = torch.optim.AdamW(groups, lr=0.0, weight_decay=0.01, betas=(0.9, 0.98), fused=True)
    step, seen, mean, begun = 0, 0, 0.0, time.time()
    while True:
        for batch in data.batches(items, args.pieces, rng):
            done = max(step / args.steps, (time.time() - begun) / 60 / args.minutes)
            if done >= 1:
                save(net, tags, step, seen / len(items), f"{args.out}.pt")
                print("done", step, "steps", round(seen / len(items), 2), "epochs", report(net, dev), flush=True)
                return
            for group in optimiser.param_groups:
                group["lr"] = group["peak"] * min(1.0, step / (0.05 * args.steps + 1)) * max(0.02, 1 - done)
            loss = losses(net, collate([data.vary(items[i], rng) for i in batch]))
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 2.0)
            optimiser.step()
            step, seen = step + 1, seen + len(batch)
            mean = 0.98 * mean + 0.02 * loss.item() if step > 1 else loss.item()
            if step % 50 == 0:
                wall = time.time() - begun
                print(f"step {step} epochs {seen / len(items):.2f} loss {mean:.3f} wall {wall:.0f} s "
                      f"cpu {time.process_time():.0f} s sentences/s {seen / wall:.1f}", flush=True)
            if step % args.save_every == 0:
                save(net, tags, step, seen / len(items), f"{args.out}.{step}.pt")
                print(report(net, dev), flush=True)


def save(net, tags, step, epochs, path):
    torch.save(dict(weights=net.state_dict(), tags=vars(tags), step=step, epochs=epochs), path)


def collate(items):
    words, pieces = max(i["n"] for i in items), max(len(i["ids"]) for i in items)
    pad = lambda key, size, value: torch.tensor([i[key] + [value] * (size - len(i[key])) for i in items])
    out = {k: pad(k, words, data.IGNORE) for k in ("upos", "xpos", "rel", "entity", "head")}
    out.update(ids=pad("ids", pieces, 0), shapes=pad("shapes", pieces, data.OTHER), first=pad("first", words + 1, 0))
    out["mask"] = torch.arange(pieces)[None] < torch.tensor([[len(i["ids"])] for i in items])
    out["words"] = torch.arange(words + 1)[None] <= torch.tensor([[i["n"]] for i in items])
    return out


def losses(net, b):
    with torch.autocast("cpu", torch.bfloat16):
        out = net(b)
        labels = net.labels(out, b["head"].clamp(min=0))
    arc = out["arc"].float().masked_fill(~b["words"][:, None, :], -1e4)
    total = cross_entropy(arc, b["head"]) + cross_entropy(labels, b["rel"])
    for key in ("upos", "xpos", "entity"):
        total = total + 0.5 * cross_entropy(out[key], b[key])
    return total


def cross_entropy(scores, target):
    if not (target >= 0).any():
        return 0.0
    return F.cross_entropy(scores.float().reshape(-1, scores.shape[-1]), target.reshape(-1), ignore_index=data.IGNORE)


@torch.no_grad()
def report(net, dev):
    """UPOS, UAS and LAS (with subtypes, greedy heads) on the first sentences of EWT dev and GUM dev."""
    net.eval()
    lines = []
    for items in dev:
        right, total = torch.zeros(3), 0
        for batch in data.batches(items, 2000):
            b = collate([items[i] for i in batch])
            out = net(b)
            heads = out["arc"].masked_fill(~b["words"][:, None, :], -1e4).argmax(-1)
            good, known = heads == b["head"], b["head"] >= 0
            label = net.labels(out, heads).argmax(-1) == b["rel"]
            right += torch.stack([((out["upos"].argmax(-1) == b["upos"]) & known).sum(), (good & known).sum(),
                                  (good & label & known).sum()])
            total += known.sum().item()
        lines.append(" ".join(f"{100 * r / total:.2f}" for r in right.tolist()))
    net.train()
    return f"dev UPOS/UAS/LAS: EWT {lines[0]}  GUM {lines[1]}"


if __name__ == "__main__":
    main()
