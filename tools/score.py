#!/usr/bin/env python3
"""Run dateline on an annotated corpus, score it, and compare with the floors in tools/floors.json.

usage: score.py CORPUS_DIR [--dateline BINARY] [--raise] [--full]
       score.py LABELS_DIR --labels [--dateline DATELINE_DEV] [--raise] [--full]

Exit status 1 when a figure is below its floor, or above its ceiling. Floors only ever rise (and ceilings fall):
`--raise` writes the measured figures into floors.json where they are better, and the floors into the table of the
README. `--full` prints the scorer's whole report instead of its summary. With `--labels` the folder holds labelled
sentences (training/events), which `dateline-dev labels` compares. Standard library only.
"""
import argparse
import json
import math
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
FLOORS = os.path.join(HERE, "floors.json")
SCORER = os.path.join(HERE, "score_picture.py")
BINARY = os.path.join(HERE, "..", "target", "release", "dateline")
DEVELOPER = os.path.join(HERE, "..", "target", "debug", "dateline-dev")

README = os.path.join(HERE, "..", "README.md")
TABLE = "<!-- figures: made by tools/score.py --raise -->\n", "<!-- end of figures -->\n"

# What is watched, and where it stands in the scorer's JSON. All are shares of 1, the higher the better,
# but for dangerous errors: takeovers told as current fact that the report denies, expects or does not tell.
WATCHED = {
    "dangerous errors per 100 takeovers": ("3 dangerous errors", "per 100 current takeovers"),
    "passages found in their report": ("0 evidence", "passages found in their report", "share"),
    "control claims, F1": ("1 claims", "control claims", "f1"),
    "control, by document, F1": ("1 claims", "documents, control", "f1"),
    "all events, recall": ("1 claims", "all events", "recall"),
    "speaker": ("2 matched control claims", "source", "share"),
    "figures, F1": ("5 figures", "figures, precision >=", "f1"),
    "statements, F1": ("6 statements", "statements, precision >=", "f1"),
    "status": ("2 matched control claims", "status, seven ways", "share"),
    "date": ("2 matched control claims", "date exact", "share"),
    "copies, F1": ("7 copies", "pairs of copies", "f1"),
    "as-of questions, holder": ("8 as-of questions", "holder", "share"),
    "truth, holder by place and day": ("9 truth", "holder by place and day", "share"),
    "truth, of those answered": ("9 truth", "of those answered", "share"),
    "as-of questions, disputed": ("8 as-of questions", "disputed flag", "share"),
    "day of change": ("9 truth", "day of change, of places with a dated change in gold", "share"),
    "disputes, recall": ("10 disputes", "recall", "share"),
    "report dates, full date in the file": ("11 report dates", "full date in the file", "share"),
    "report dates, inferred": ("11 report dates", "month only or none", "share"),
}
# How the README says it.
TOLD = {
    "control claims, F1": "claims about control, found and right (F1)",
    "control, by document, F1": "the same, each said once for a report (F1)",
    "all events, recall": "of everything that happens in the reports, of 17 kinds: the share that is found",
    "speaker": "of the claims about control, the right speaker",
    "figures, F1": "figures: killed, displaced, captured, sent, of how many (F1)",
    "statements, F1": "statements: who said what (F1)",
    "status": "of those about control, told, claimed, denied, negated, planned, expected or long past: the right one",
    "date": "of those with a day, the exact day",
    "dangerous errors per 100 takeovers":
        "in 100 takeovers told as current fact: those that the report denies, expects, or gives to the wrong side",
    "truth, holder by place and day": "who held which capital on which day, against the public record",
    "truth, of those answered": "the same, where it gives an answer at all",
    "as-of questions, holder": "who held a place on a day as known on a day",
    "copies, F1": "copies of one text recognised (F1)",
    "report dates, inferred": "reports without a full date that were dated rightly (4 of them)",
    "disputes, recall": "annotated disagreements that it shows",
    "passages found in their report": "passages that stand in their report letter for letter",
}
CEILINGS = {"dangerous errors per 100 takeovers"}


def outputs(binary, corpus, folder):
    """The files that the scorer reads, made by the binary in a folder."""
    store = os.path.join(folder, "s.db")

    def dateline(*args):
        return subprocess.run([binary, "--store", store, *args], check=True, stdout=subprocess.PIPE, text=True).stdout

    dateline("add", os.path.join(corpus, "reports"))
    files = {name: dateline(name, "--json") for name in ("claims", "disputes", "copies", "reports")}
    queries = subprocess.run([sys.executable, SCORER, "--gold", corpus, "--queries"],
                             check=True, stdout=subprocess.PIPE, text=True).stdout
    pairs = [line.split() for line in queries.splitlines()]
    files["holds"] = "".join(dateline("holds", "--on", on, "--known", known, "--json") for on, known in pairs)
    for name, text in files.items():
        with open(os.path.join(folder, name), "w", encoding="utf-8") as out:
            out.write(text)
    return files


def score(binary, corpus, full):
    """The scorer's results as JSON; prints its report or its last line."""
    with tempfile.TemporaryDirectory() as folder:
        files = outputs(binary, corpus, folder)
        result = os.path.join(folder, "score.json")
        asked = [arg for name in files for arg in ("--" + name, os.path.join(folder, name))]
        report = subprocess.run([sys.executable, SCORER, "--gold", corpus, *asked, "--json", result],
                                check=True, stdout=subprocess.PIPE, text=True).stdout
        print(report if full else report.strip().splitlines()[-1])
        with open(result, encoding="utf-8") as text:
            return json.load(text)["results"]


# What `dateline-dev labels` prints, and which number of the line counts.
LABELLED = {
    "labels, all events, F1": (r"^all +P \S+ R \S+ F1 (\S+)", None),
    "labels, status": (r"^status +(\S+)", None),
    "labels, speaker": (r"^source +(\S+)", None),
    "labels, actor": (r"^actor +(\S+)", None),
    "labels, place": (r"^place +(\S+)", None),
    "dangerous errors per 100 takeovers": (r"^dangerous +(\d+) of (\d+)", 100),
}


def score_labels(binary, folder, full):
    """The watched figures of labelled sentences."""
    report = subprocess.run([binary, "labels", folder], check=True, stdout=subprocess.PIPE, text=True).stdout
    print(report if full else report.strip().splitlines()[-6])
    now = {}
    for name, (pattern, per) in LABELLED.items():
        found = re.search(pattern, report, re.M)
        value = per * int(found[1]) / max(1, int(found[2])) if per else float(found[1])
        rounding = math.ceil if name in CEILINGS else math.floor
        now[name] = rounding(round(value * 100, 6)) / 100
    return now


def measured(results):
    """The watched figures, rounded to two decimals against ourselves."""
    def figure(name, path):
        value = results
        for step in path:
            value = value[step]
        rounding = math.ceil if name in CEILINGS else math.floor
        return rounding(round(value * 100, 6)) / 100

    return {name: figure(name, path) for name, path in WATCHED.items()}


def table(floors):
    """The README's table of figures."""
    rows = ["| %s | %.2f |" % (words, floors[name]) for name, words in TOLD.items() if name in floors]
    return "\n".join(["| what | figure |", "|---|---|", *rows, ""])


def write_readme(floors):
    with open(README, encoding="utf-8") as old:
        text = old.read()
    begin, end = text.index(TABLE[0]) + len(TABLE[0]), text.index(TABLE[1])
    with open(README, "w", encoding="utf-8") as new:
        new.write(text[:begin] + table(floors) + text[end:])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("corpus")
    parser.add_argument("--dateline", metavar="BINARY")
    parser.add_argument("--labels", action="store_true")
    parser.add_argument("--raise", action="store_true", dest="lift")
    parser.add_argument("--full", action="store_true")
    args = parser.parse_args()
    corpus = args.corpus.rstrip("/")
    if args.labels:
        now = score_labels(args.dateline or DEVELOPER, corpus, args.full)
    else:
        now = measured(score(args.dateline or BINARY, corpus, args.full))
    with open(FLOORS, encoding="utf-8") as text:
        all_floors = json.load(text)
    floors = all_floors.setdefault(os.path.basename(corpus), {})
    failed = 0
    for name, value in now.items():
        floor = floors.get(name)
        better = floor is None or (value < floor if name in CEILINGS else value > floor)
        worse = floor is not None and value != floor and not better
        failed += worse
        side = "at most" if name in CEILINGS else "at least"
        known = "no floor yet" if floor is None else "%s %.2f" % (side, floor)
        print("%-5s %-38s %6.2f  (%s)" % ("WORSE" if worse else "ok", name, value, known))
        if args.lift and better:
            floors[name] = value
    if args.lift:
        with open(FLOORS, "w", encoding="utf-8") as out:
            json.dump(all_floors, out, indent=2)
            out.write("\n")
        if not args.labels:
            write_readme(floors)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
