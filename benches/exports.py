#!/usr/bin/env python3
"""Seconds on the processor, bytes and peak of memory of every export, for the bundled reports and for a made-up pile of many.

usage: exports.py [REPORTS] [--dateline BINARY]     (needs `cargo build --release`; default 10,000 reports)

Reading so many reports takes hours, and an export does not read: the bundled reports are read once, and their readings
stand in the store again and again, as if a hundred such crises went on for as long as it takes: each time in reports of
other names with other fingerprints (so that none is a copy of another), at places of other ids, between parties of other
ids, a fortnight later after every hundred. It writes the tables of version 1 of the store itself, which only a
measurement may. Standard library only.
"""
import datetime
import json
import os
import sqlite3
import subprocess
import tempfile

from throughput import REPORTS, arguments, finish

FORMATS = ("csv", "acled", "ged", "plover", "geojson", "kml", "timelinejs", "timemap", "ftm", "parquet")
# How many crises there are, and how many days later each of them goes on.
CRISES, LATER = 100, 14
DAYS = ("published_from", "published_to", "event_from", "event_to", "known", "from", "to")
WORD = 1 << 64


def named(row, **new):
    """A row with some of its columns changed."""
    return {**row, **new}


def later(row, copy):
    """A row with its days in another fortnight."""
    by = datetime.timedelta(LATER * (copy // CRISES))
    day = lambda text: text and (datetime.date.fromisoformat(text) + by).isoformat()
    return {name: day(value) if name in DAYS else value for name, value in row.items()}


def moved(body, copy):
    """A claim's body in another report, of another crisis and fortnight."""
    claim = json.loads(body)
    claim["report"] = "%d/%s" % (copy, claim["report"])
    claim["id"] = "%s%x" % (claim["id"], copy)
    for one in (claim.get(name) for name in ("place", "actor", "target")):
        if one:
            one["id"] += "~%d" % (copy % CRISES)
    if claim.get("figure"):
        claim["figure"]["subject"] += " %d" % (copy % CRISES)
    if claim.get("when"):
        claim["when"] = later(claim["when"], copy)
    return claim


def digest(text, copy):
    """Other fingerprints of the same lengths."""
    lines = json.loads(text)
    return json.dumps([[(line[0] + copy) % WORD, (line[1] + copy) % WORD] + line[2:] for line in lines])


def rows(store, table):
    """The rows of a table by name."""
    return [dict(row) for row in store.execute("SELECT * FROM %s ORDER BY seq" % table)]


def put(store, table, row):
    """Adds a row; gives its number."""
    row = {key: value for key, value in row.items() if key != "seq"}
    marks = ", ".join("?" * len(row))
    return store.execute("INSERT INTO %s (%s) VALUES (%s)" % (table, ", ".join(row), marks), list(row.values())).lastrowid


def repeat(path, wanted):
    """Fills the store up to so many reports; gives how many reports and claims there are."""
    store = sqlite3.connect(path)
    store.row_factory = sqlite3.Row
    reports = rows(store, "newest_reports")
    readings = {row["report"]: row for row in rows(store, "newest_readings")}
    claims = {}
    for claim in rows(store, "claims"):
        claims.setdefault(claim["reading"], []).append(claim)
    for number in range(len(reports), wanted):
        copy, at = divmod(number, len(reports))
        report = reports[at]
        reading = readings[report["seq"]]
        seq = put(store, "reports", named(later(report, copy), id="%d/%s" % (copy, report["id"])))
        made = put(store, "readings", named(later(reading, copy), report=seq, digest=digest(reading["digest"], copy)))
        for claim in claims.get(reading["seq"], []):
            body = moved(claim["body"], copy)
            place = body["place"] and body["place"]["id"]
            new = named(later(claim, copy), reading=made, id=body["id"], report=body["report"], place=place)
            put(store, "claims", named(new, body=json.dumps(body, ensure_ascii=False, separators=(",", ":"))))
    store.commit()
    counts = [store.execute("SELECT count(*) FROM " + table).fetchone()[0] for table in ("reports", "claims")]
    store.close()
    return counts


def size(path):
    """Bytes of a file, or of all files of a folder."""
    if os.path.isfile(path):
        return os.path.getsize(path)
    return sum(os.path.getsize(os.path.join(path, name)) for name in os.listdir(path))


def measure(dateline, store, folder):
    """Prints a line for each format."""
    print("| format | seconds | MB | peak memory, MiB |\n|---|---|---|---|")
    for form in FORMATS:
        out = os.path.join(folder, form)
        command = (dateline, "--store", store, "export", form, "-o", out)
        memory, seconds = finish(subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
        print("| %s | %.1f | %.1f | %.0f |" % (form, seconds, size(out) / 1e6, memory), flush=True)


def main():
    args = arguments("reports", 10_000)
    with tempfile.TemporaryDirectory() as folder:
        store = os.path.join(folder, "store.db")
        subprocess.run([args.dateline, "--store", store, "add", REPORTS], stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL, check=False)
        for wanted in (0, args.reports):
            print("\n%d reports, %d claims, " % tuple(repeat(store, wanted)), end="")
            print("a store of %.1f MB" % (os.path.getsize(store) / 1e6))
            measure(args.dateline, store, tempfile.mkdtemp(dir=folder))


if __name__ == "__main__":
    main()
