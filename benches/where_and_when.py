#!/usr/bin/env python3
"""Documents per second of `dateline places` and `dateline dates`, each alone, with memory and time to the first answer.

usage: where_and_when.py [DOCUMENTS] [--dateline BINARY]     (needs `cargo build --release`; default 10,000 documents)

The documents are the bundled reports of all wars, written into one file of JSON lines as often as needed. A made-up word
at the end of every sentence, another one in each copy, keeps the copies apart. Both commands work on one thread, and
seconds are those on the processor, which a busy machine changes little. The first answer is timed on the clock, for a
single report and for the whole file: `places` prints when it has read the pile, `--alone` and `dates` document by
document. Figures of different machines do not compare. Standard library only.
"""
import glob
import json
import os
import re
import subprocess
import sys
import tempfile
import time

from throughput import HERE, arguments, finish, word

REPORTS = os.path.join(HERE, "..", "examples", "**", "reports", "*.txt")
COMMANDS = (["places"], ["places", "--alone"], ["dates"])


def write(path, wanted):
    """Writes the varied reports as JSON lines; gives the mean number of letters."""
    texts = []
    for name in sorted(glob.glob(REPORTS, recursive=True)):
        with open(name, encoding="utf-8") as report:
            texts.append(report.read())
    letters = 0
    with open(path, "w", encoding="utf-8") as out:
        for number in range(wanted):
            copy, at = divmod(number, len(texts))
            text = re.sub(r"([a-z])\.(?=\s|$)", r"\1 %s." % word(copy), texts[at])
            letters += len(text)
            out.write(json.dumps({"id": str(number), "published": "2021-08-16", "text": text}) + "\n")
    return letters / wanted


def run(command):
    """Seconds to the first line, seconds on a processor, lines and peak of memory in MiB of a command that must succeed."""
    began = time.monotonic()
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    lines, first = 0, 0.0
    for _ in child.stdout:
        first = first or time.monotonic() - began
        lines += 1
    memory, busy = finish(child)
    return first, busy, lines, memory


def main():
    args = arguments("documents", 10_000)
    with tempfile.TemporaryDirectory() as folder:
        one, pile = os.path.join(folder, "one.jsonl"), os.path.join(folder, "pile.jsonl")
        write(one, 1)
        print("%d documents, %.0f letters each" % (args.documents, write(pile, args.documents)))
        for words in COMMANDS:
            command = [args.dateline, *words, "--json"]
            start = min(run([*command, one])[0] for _ in range(5))
            first, busy, lines, memory = run([*command, pile])
            if lines != args.documents:
                sys.exit("%s printed %d lines" % (" ".join(command), lines))
            print("%s: %.0f documents a second, peak memory %.0f MiB, first answer after %.0f ms for one report, "
                  "%.0f ms for the pile" % (" ".join(words), lines / busy, memory, 1000 * start, 1000 * first))


if __name__ == "__main__":
    main()
