#!/usr/bin/env python3
"""Check an annotated news corpus (reports/ + gold/) and print counts.

usage: check_gold.py CORPUS_DIR...

For the layout of examples/afghanistan-2021, which its README describes.
Standard library only. Exit status 0 when everything holds, 1 otherwise.
"""
import collections
import difflib
import json
import os
import re
import sys

EVENTS = {"takeover", "withdrawal", "surrender", "clash", "siege", "advance", "strike", "attack",
          "attack_on_civilians", "detention", "release", "deployment", "evacuation", "closure",
          "talks", "protest", "aid", "hold"}
STATUS = {"asserted", "claimed", "denied", "planned", "forecast", "negated", "background"}
BASIS = {"explicit", "weekday", "relative", "publication", "context", "pile", "none"}
EXTENT = {"full", "partial"}
ZONES = {"headline", "caption", "furniture", "correction"}
CONFIDENCE = {"high", "medium", "low"}
WHEN = re.compile(r"^(\d{4})(-(\d\d)(-(\d\d))?)?$")
DAY = re.compile(r"^\d{4}-\d\d-\d\d$")


class Checker:
    def __init__(self, root):
        self.root = root
        self.errors = []
        self.text = {}
        for name in sorted(os.listdir(os.path.join(root, "reports"))):
            with open(os.path.join(root, "reports", name), encoding="utf-8", newline="") as fh:
                self.text[name] = fh.read()

    def err(self, *what):
        self.errors.append(" ".join(str(w) for w in what))

    def jsonl(self, name):
        rows = []
        with open(os.path.join(self.root, "gold", name), encoding="utf-8") as fh:
            for n, line in enumerate(fh, 1):
                try:
                    rows.append(json.loads(line))
                except ValueError as e:
                    self.err(name, "line", n, e)
        return rows

    def load(self, name):
        with open(os.path.join(self.root, "gold", name), encoding="utf-8") as fh:
            return json.load(fh)

    def quote(self, where, row):
        text = self.text.get(row.get("report"))
        if text is None:
            self.err(where, "unknown report", row.get("report"))
            return
        q = row.get("quote")
        if not q or q not in text:
            self.err(where, "quote is not a substring:", row.get("report"), repr(q))
            return
        if "\n" in q or "<" in q:
            self.err(where, "quote crosses a line or a tag:", repr(q))
        if "start" in row and text[row["start"]:row["start"] + len(q)] != q:
            self.err(where, "start offset is wrong:", row["report"], row["start"], repr(q[:40]))

    def when(self, where, w):
        if w is None:
            return
        ends = w.split("/")
        ok = 1 <= len(ends) <= 2
        for e in ends:
            m = WHEN.match(e)
            if not m or (m.group(3) and not 1 <= int(m.group(3)) <= 12) or (m.group(5) and not 1 <= int(m.group(5)) <= 31):
                ok = False
        if len(ends) == 2 and ends[0] > ends[1]:
            ok = False
        if not ok:
            self.err(where, "bad date", w)

    def need(self, where, row, keys):
        for k in keys:
            if k not in row:
                self.err(where, "missing field", k)

    def run(self):
        places = {p["canonical"]: p for p in self.load("places.json")["places"]}
        actors = {a["canonical"] for a in self.load("actors.json")["actors"]}
        index = {r["report"]: r for r in self.jsonl("reports.jsonl")}
        if set(index) != set(self.text):
            self.err("reports.jsonl does not match reports/:", set(index) ^ set(self.text))
        for name, p in places.items():
            if not (-90 <= p["lat"] <= 90 and -180 <= p["lon"] <= 180):
                self.err("places.json", name, "coordinates out of range")
            if p["kind"] == "provincial_capital" and not (29.3 <= p["lat"] <= 38.6 and 60.4 <= p["lon"] <= 75.0):
                self.err("places.json", name, "outside Afghanistan")

        events = self.jsonl("events.jsonl")
        unknown_actor = collections.Counter()
        for n, r in enumerate(events, 1):
            w = "events.jsonl:%d" % n
            self.need(w, r, ["report", "quote", "event", "actor", "target", "place", "place_canonical", "lat", "lon",
                             "when", "when_is", "status", "source", "date_basis", "extent"])
            self.quote(w, r)
            if r["event"] not in EVENTS:
                self.err(w, "event", r["event"])
            if r["status"] not in STATUS:
                self.err(w, "status", r["status"])
            if r["date_basis"] not in BASIS:
                self.err(w, "date_basis", r["date_basis"])
            if r["extent"] not in EXTENT:
                self.err(w, "extent", r["extent"])
            self.when(w, r["when"])
            if r["when_is"] not in ((None,) if r["when"] is None else ("on", "by")):
                self.err(w, "when_is", r["when_is"])
            if r["place"] is not None and r["place"] not in self.text.get(r["report"], ""):
                self.err(w, "place is not in the report:", r["place"])
            c = r["place_canonical"]
            if c is None:
                if r["lat"] is not None or r["lon"] is not None:
                    self.err(w, "coordinates without a place")
            elif c not in places:
                self.err(w, "unknown place", c)
            elif (r["lat"], r["lon"]) != (places[c]["lat"], places[c]["lon"]):
                self.err(w, "coordinates differ from places.json", c)
            full = index.get(r["report"], {}).get("publication_date")
            if not full and r["when"] and r["when"].startswith("2021-08") and r["date_basis"] not in ("explicit", "pile"):
                self.err(w, "undated report, but date_basis is", r["date_basis"])
            if not index.get(r["report"], {}).get("on_topic", True):
                self.err(w, "event in an off-topic report")
            if r["actor"] and r["actor"] not in actors:
                unknown_actor[r["actor"]] += 1

        figures = self.jsonl("figures.jsonl")
        for n, r in enumerate(figures, 1):
            w = "figures.jsonl:%d" % n
            self.need(w, r, ["report", "quote", "subject", "value", "of", "approx", "when", "source"])
            self.quote(w, r)
            self.when(w, r["when"])
            if not isinstance(r["value"], (int, float)) or isinstance(r["value"], bool):
                self.err(w, "value is not a number")
            if not isinstance(r["approx"], bool):
                self.err(w, "approx is not a boolean")
            if r.get("bound") not in (None, "min", "max"):
                self.err(w, "bound", r.get("bound"))
            if "value_max" in r and r["value_max"] <= r["value"]:
                self.err(w, "empty range")

        statements = self.jsonl("statements.jsonl")
        for n, r in enumerate(statements, 1):
            w = "statements.jsonl:%d" % n
            self.need(w, r, ["report", "quote", "speaker", "verb"])
            self.quote(w, r)
            if r["verb"] not in self.text.get(r["report"], ""):
                self.err(w, "verb is not in the report:", r["verb"])

        zones = self.jsonl("zones.jsonl")
        for n, r in enumerate(zones, 1):
            self.quote("zones.jsonl:%d" % n, r)
            if r["zone"] not in ZONES:
                self.err("zones.jsonl:%d" % n, "zone", r["zone"])

        groups = self.load("duplicates.json")["groups"]
        plain = lambda t: re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", t))
        ratios = []
        for g in groups:
            for c in g["copies"]:
                if g["original"] not in self.text or c not in self.text:
                    self.err("duplicates.json", g["id"], "unknown report")
                    continue
                a, b = plain(self.text[g["original"]]).split(), plain(self.text[c]).split()
                ratio = difflib.SequenceMatcher(None, a, b, autojunk=False).ratio()
                ratios.append((g["id"], c, ratio))
                if ratio < 0.5:
                    self.err("duplicates.json", g["id"], "copies are not similar: %.2f" % ratio)

        disputes = self.load("disputes.json")["disputes"]
        for d in disputes:
            if len({e["report"] for a in d["answers"] for e in a["evidence"]}) < 1 or not d["answers"]:
                self.err("disputes.json", d["id"], "no evidence")
            if d["place"] is not None and d["place"] not in places:
                self.err("disputes.json", d["id"], "unknown place", d["place"])
            for a in d["answers"]:
                for e in a["evidence"]:
                    self.quote("disputes.json " + d["id"], e)

        queries = self.load("asof.json")["queries"]
        for q in queries:
            w = "asof.json " + q["id"]
            if q["place"] not in places:
                self.err(w, "unknown place", q["place"])
            for e in q["evidence"]:
                self.quote(w, e)
                if index.get(e["report"], {}).get("publication_date_pile", "9") > q["known_on"]:
                    self.err(w, "evidence is later than known_on:", e["report"])

        truth = self.load("truth.json")
        caps = truth["capitals"]
        if len(caps) != 34 or len({c["canonical"] for c in caps}) != 34 or len({c["province"] for c in caps}) != 34:
            self.err("truth.json does not list 34 capitals of 34 provinces")
        for c in caps:
            if not DAY.match(c["date"]) or any(not DAY.match(x) for x in c["also_reported"]):
                self.err("truth.json", c["canonical"], "bad date")
            if c["confidence"] not in CONFIDENCE:
                self.err("truth.json", c["canonical"], "confidence")
            if c["canonical"] not in places:
                self.err("truth.json", c["canonical"], "not in places.json")
        if truth["cumulative"][-1]["cumulative"] != 34:
            self.err("truth.json: cumulative count does not reach 34")

        self.report(index, events, figures, statements, zones, ratios, disputes, queries, caps, unknown_actor)

    def report(self, index, events, figures, statements, zones, ratios, disputes, queries, caps, unknown_actor):
        print("==", self.root)
        words = [r["words"] for r in index.values()]
        print("reports %d (on topic %d), words %d (min %d, mean %.0f, max %d)"
              % (len(index), sum(r["on_topic"] for r in index.values()), sum(words), min(words),
                 sum(words) / len(words), max(words)))
        print("  formats", dict(collections.Counter(r["format"] for r in index.values())),
              "dated", sum(1 for r in index.values() if r["publication_date"]),
              "month only", sum(1 for r in index.values() if r["date_line"] and len(r["date_line"]) == 7),
              "undated", sum(1 for r in index.values() if not r["date_line"] and not r["publication_date"]))
        for name, rows in (("event claims", events), ("figures", figures), ("statements", statements), ("zones", zones)):
            print("%s %d" % (name, len(rows)))
        for key in ("event", "status", "date_basis", "extent"):
            print("  by", key, dict(collections.Counter(r[key] for r in events).most_common()))
        print("  place is not a proper name of the place:",
              sum(1 for r in events if r["place"] and r["place_canonical"] and r["place"] != r["place_canonical"]
                  and not self.is_variant(r, caps)))
        print("figures: approximate %d, with a bound %d, ranges %d, count of lost capitals %d"
              % (sum(r["approx"] for r in figures), sum(1 for r in figures if r.get("bound")),
                 sum(1 for r in figures if "value_max" in r),
                 sum(1 for r in figures if r["subject"] == "provincial capitals held by Taliban")))
        print("disputes %d, as-of queries %d" % (len(disputes), len(queries)))
        for gid, copy, ratio in ratios:
            print("duplicate %-24s %-44s word similarity %.2f" % (gid, copy, ratio))
        if unknown_actor:
            print("  actors outside actors.json (single mentions):", dict(unknown_actor))
        print("takeover claims per provincial capital (actor Taliban)")
        print("  %-15s %-11s %5s %5s | %s" % ("city", "truth", "full", "part", "claims by status"))
        for c in sorted(caps, key=lambda c: (c["date"], c["canonical"])):
            rows = [r for r in events if r["event"] == "takeover" and r["actor"] == "Taliban" and r["place_canonical"] == c["canonical"]]
            live = [r for r in rows if r["status"] in ("asserted", "claimed")]
            st = collections.Counter(r["status"] for r in rows)
            print("  %-15s %-11s %5d %5d | %s" % (c["canonical"], c["date"], sum(r["extent"] == "full" for r in live),
                                                sum(r["extent"] == "partial" for r in live), dict(st.most_common())))
            n = c["gold_takeover_claims"]
            if (n["full"], n["partial"]) != (sum(r["extent"] == "full" for r in live), sum(r["extent"] == "partial" for r in live)):
                self.err("truth.json", c["canonical"], "gold_takeover_claims is out of date")
        agree = wrong = none = 0
        by = {c["canonical"]: c for c in caps}
        for r in events:
            if r["event"] != "takeover" or r["actor"] != "Taliban" or r["status"] not in ("asserted", "claimed") \
                    or r["extent"] != "full" or r["place_canonical"] not in by:
                continue
            c = by[r["place_canonical"]]
            if r["when"] is None:
                none += 1
                continue
            a, b = (r["when"].split("/") + [r["when"].split("/")[0]])[:2]
            if r["when_is"] == "by":  # a reported state: the hand-over is on or before that day
                a = "2021-08-01"
            if any(a <= d <= b for d in [c["date"]] + c["also_reported"]):
                agree += 1
            else:
                wrong += 1
                print("  claim against the record: %s %s said %s, record %s (%s)" % (r["report"], c["canonical"], r["when"], c["date"], r["quote"][:60]))
        print("full takeover claims: %d agree with the record, %d do not, %d carry no date" % (agree, wrong, none))
        print("errors %d" % len(self.errors))
        for e in self.errors:
            print("  ERROR", e)
        print()

    def is_variant(self, r, caps):
        for c in caps:
            if c["canonical"] == r["place_canonical"]:
                return r["place"] in c["variants"]
        return False


def main():
    dirs = sys.argv[1:]
    if not dirs:
        sys.exit(__doc__)
    bad = 0
    for d in dirs:
        c = Checker(os.path.normpath(d))
        c.run()
        bad += len(c.errors)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
