"""What the heads for events find in labelled sentences, against the labels.

    python score_events.py held.jsonl work/events.pt --parser ../crates/dateline-lang/weights/en.bin --treebanks TREEBANKS
"""
import argparse
from collections import Counter

import torch

import data
from model import Events, base_folder
from wordpiece import WordPiece


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("labels")
    parser.add_argument("checkpoint")
    parser.add_argument("--parser", required=True)
    parser.add_argument("--treebanks", required=True)
    parser.add_argument("--margin", type=float, default=0.0)
    args = parser.parse_args()
    torch.set_num_threads(1)
    from train_events import published
    net = published(args)
    saved = torch.load(args.checkpoint, map_location="cpu", weights_only=True)
    branch = Events(net.tags, net, saved["shared"])
    branch.load_state_dict(saved["weights"])
    wordpiece = WordPiece(base_folder() / "vocab.txt")
    print(table(predict(net, branch, [data.encode_labels(s, wordpiece) for s in data.load_labels(args.labels)]), args.margin))


@torch.no_grad()
def predict(parser, branch, items):
    """For each sentence: the labels, and for every word its event, margin over "none", status and words of the roles."""
    from train_events import apply, collate
    branch.eval()
    found = []
    for batch in data.batches(items, 2000):
        chosen = [items[i] for i in batch]
        b = collate(chosen)
        with torch.autocast("cpu", torch.bfloat16):
            out = apply(parser, branch, b)
        every = torch.tensor([(row, at) for row, i in enumerate(chosen) for at in range(1, i["n"] + 1)])
        roles = branch.roles(out["words"].float(), every).masked_fill(~b["words"][every[:, 0]][:, None, :], -1e4).argmax(-1)
        of = {tuple(pair): r.tolist() for pair, r in zip(every.tolist(), roles)}
        event, status = out["event"].float(), out["status"].float()
        for row, item in enumerate(chosen):
            words = []
            for at in range(item["n"]):
                scores, best = event[row, at], status[row, at].topk(2).values
                kind = 1 + scores[1:].argmax().item()
                words.append((kind, (scores[kind] - scores[0]).item(), status[row, at].argmax().item(),
                              (best[0] - best[1]).item(), of[row, at + 1]))
            found.append(dict(report=item["report"], triggers=item["triggers"], words=words))
    return found


def table(found, margin=0.0):
    """Trigger and event; then status and roles on the labels' triggers, and on the triggers found rightly."""
    hits, wanted, given = Counter(), Counter(), Counter()
    gold, end, confusion = Counter(), Counter(), Counter()
    for sentence in found:
        proposed = {i for i, w in enumerate(sentence["words"]) if w[1] > margin}
        for i in proposed:
            given[sentence["words"][i][0]] += 1
        for i, kept in sentence["triggers"].items():
            kind, _, status, _, roles = sentence["words"][i]
            wanted[kept["event"]] += 1
            right = {"status": status == kept["status"], "current": (status < 2) == (kept["status"] < 2)}
            right |= {n: r in k for n, r, k in zip(data.ROLES, roles, kept["roles"])}
            hit = i in proposed and kind == kept["event"]
            hits[kept["event"]] += hit
            confusion[kept["status"], status] += 1
            gold.update(k for k, v in right.items() if v)
            end.update(k for k, v in right.items() if v and hit)
    lines = [f"{'':20} {'P':>6} {'R':>6} {'F1':>6}"]
    for kind in sorted(wanted):
        lines.append(f"{data.EVENTS[kind]:20} {figures(hits[kind], given[kind], wanted[kind])}")
    lines.append(f"{'all':20} {figures(hits.total(), given.total(), wanted.total())}")
    for key in ("status", "current", *data.ROLES):
        lines.append(f"{key:20} labels' triggers {gold[key] / max(1, wanted.total()):.3f}, "
                     f"found {end[key] / max(1, hits.total()):.3f}")
    for s, name in enumerate(data.STATUSES):
        lines.append(f"{name:11} read as " + " ".join(f"{confusion[s, t]:5d}" for t in range(len(data.STATUSES))))
    return "\n".join(lines)


def figures(hits, given, wanted):
    p, r = hits / max(1, given), hits / max(1, wanted)
    return f"{p:6.3f} {r:6.3f} {2 * p * r / max(1e-9, p + r):6.3f}  ({hits} of {wanted}, {given} proposed)"


if __name__ == "__main__":
    main()
