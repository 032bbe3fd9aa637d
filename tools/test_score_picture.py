#!/usr/bin/env python3
"""Tests for score_picture.py: gold turned into output must score 1.0, and every damage must show where it should.

usage: test_score_picture.py [CORPUS_DIR ...]        (default: every corpus in ../examples)
"""
import collections
import copy
import glob
import json
import os
import random
import subprocess
import sys
import tempfile
import unittest

import score_picture as sp

HERE = os.path.dirname(os.path.abspath(__file__))
CORPORA = sys.argv[1:] or sorted(d for d in glob.glob(os.path.join(HERE, "..", "examples", "*"))
                                 if os.path.isdir(os.path.join(d, "gold")))


def as_output(corpus):
    """The gold of a corpus in the form of the output contract: the arguments of score_all."""
    claims = []

    def claim(gold, kind, **fields):
        r = gold.record
        claims.append(dict(id="c%d" % len(claims), report=r["report"], start=r["start"],
                           end=r["start"] + len(r["quote"]), quote=r["quote"], kind=kind, **fields))

    def place(name, text=None):
        p = corpus.places.all[name]
        return {"name": name, "text": text or name, "kind": p["kind"], "lat": p["lat"], "lon": p["lon"]}

    for g in corpus.claims:
        when, actor = sp.interval(g.when), g.actor and g.actor.split(";")[0]
        claim(g, "event", event="clash" if g.event == "attack" else g.event, status=g.status, source=g.source,
              actor={"name": actor, "text": actor} if actor and actor != "unspecified" else None,
              place=place(g.place_canonical, g.place) if g.places else None, extent=g.extent or "full",
              when={"from": str(when[0]), "to": str(when[1]), "basis": "explicit"} if when else None)
    for g in corpus.figures:
        claim(g, "figure", figure={"subject": g.subject, "value": g.value, "max": g.value_max, "of": g.of, "unit": "",
                                   "approx": g.approx, "bound": g.bound})
    for g in corpus.statements:
        claim(g, "statement", statement={"speaker": g.speaker, "verb": g.verb})
    holds = []
    for name, spells in sp.control_history(corpus).items():
        for d in corpus.days():
            begun = [s for s in spells if s.late <= d]
            if begun:
                holds.append({"place": place(name), "on": str(d), "known": str(corpus.known), "disputed": False,
                              "holder": sorted(begun[-1].holders)[0]})
    for q in corpus.questions:
        holds.append({"place": place(q["place"]), "on": q["about"], "known": q["known_on"], "holder": q["holder"],
                      "disputed": q["disputed"]})
        for name, holder in (e.rsplit(": ", 1) for e in q["exceptions"]):
            if name in corpus.places.all:
                holds.append({"place": place(name), "on": q["about"], "known": q["known_on"], "holder": holder})
    disputes = [{"id": d["id"], "answers": [{"value": a["value"], "claims": [], "quotes": a["evidence"]}
                                            for a in d["answers"]]} for d in corpus.disputes]
    reports = [{"id": name, "published": {"from": r["publication_date_pile"], "to": r["publication_date_pile"]}}
               for name, r in corpus.reports.items()]
    return {"claims": claims, "holds": holds, "disputes": disputes, "reports": reports,
            "copies": [{"original": g["original"], "copies": g["copies"]} for g in corpus.copies]}


def metrics(results, *fields):
    """(section and label, number) of every metric that has one of the fields and is defined."""
    for section, labels in results.items():
        for label, value in labels.items():
            for field in fields:
                if isinstance(value, dict) and value.get(field) is not None:
                    yield "%s / %s / %s" % (section, label, field), value[field]


def per_corpus(test):
    """Run a test on every corpus, each time with a fresh copy of the perfect output."""
    def run(self):
        for corpus, output in zip(self.corpora, self.perfect):
            with self.subTest(corpus.name):
                test(self, corpus, copy.deepcopy(output))
    return run


class Scorer(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.corpora = [sp.Corpus(d) for d in CORPORA]
        cls.perfect = [as_output(c) for c in cls.corpora]

    @per_corpus
    def test_gold_scores_one_everywhere(self, corpus, output):
        results, examples = sp.score_all(corpus, **output)
        print(sp.summary(corpus, results))
        self.assertEqual([], [m for m in metrics(results, "precision", "recall", "f1", "share") if m[1] != 1])
        self.assertEqual(0, results["3 dangerous errors"]["dangerous errors"])
        self.assertEqual(1, results["5 figures"]["mean subject similarity"])
        self.assertLessEqual(set(results["9 truth"]["changes of holder"]), {"exact"})
        self.assertFalse(any(examples.values()))

    @per_corpus
    def test_dropped_claims_lower_recall_only(self, corpus, output):
        random.Random(1).shuffle(output["claims"])
        output["claims"] = output["claims"][:len(output["claims"]) * 7 // 10]
        kept = collections.Counter(c["kind"] for c in output["claims"])
        results, _ = sp.score_all(corpus, **output)
        self.assertEqual([], [m for m in metrics(results, "precision", "share") if m[1] != 1])
        self.assertEqual([kept["event"] / len(corpus.claims), kept["figure"] / len(corpus.figures),
                          kept["statement"] / len(corpus.statements)],
                         [results["1 claims"]["all events"]["recall"],
                          results["5 figures"]["figures, precision >="]["recall"],
                          results["6 statements"]["statements, precision >="]["recall"]])

    @per_corpus
    def test_all_asserted_makes_every_other_takeover_dangerous(self, corpus, output):
        for c in output["claims"]:
            if c["kind"] == "event":
                c["status"] = "asserted"
        results, _ = sp.score_all(corpus, **output)
        expected = collections.Counter(g.status for g in corpus.claims if g.event == "takeover" and not g.current)
        self.assertEqual(dict(expected), results["3 dangerous errors"]["by reason"])
        self.assertEqual(1, results["1 claims"]["all events"]["f1"])
        right = sum(g.status == "asserted" for g in corpus.claims)
        self.assertEqual(right, results["2 matched claims, all events"]["status, seven ways"]["right"])

    @per_corpus
    def test_order_does_not_matter(self, corpus, output):
        random.Random(2).shuffle(output["claims"])
        damaged = output["claims"][::3] + [dict(c, status="planned", id="x" + c["id"]) for c in output["claims"][::2]]
        before, shown = sp.score_all(corpus, **dict(output, claims=damaged))
        for rows in output.values():
            random.Random(3).shuffle(rows)
        random.Random(4).shuffle(damaged)
        after, shown_after = sp.score_all(corpus, **dict(output, claims=damaged))
        self.assertEqual(before, after)
        self.assertEqual({k: sorted((r, i.key) for r, i in v) for k, v in shown.items()},
                         {k: sorted((r, i.key) for r, i in v) for k, v in shown_after.items()})

    @per_corpus
    def test_report_ids_and_offsets_of_another_extraction(self, corpus, output):
        for c in output["claims"]:
            c.update(report="pile/" + c["report"] + "#item-1", start=None, quote=" \n".join(c["quote"].split()))
        results, _ = sp.score_all(corpus, **output)
        self.assertEqual(1, results["0 evidence"]["passages found in their report"]["share"])
        self.assertEqual(1, results["1 claims"]["all events"]["f1"])

    @per_corpus
    def test_the_losing_side_as_winner_is_dangerous(self, corpus, output):
        def enemies(g):
            return not corpus.parties.side(corpus.parties.named(g.target)) & corpus.parties.side(g.parties)
        wins = [g for g in corpus.claims if g.event == "takeover" and g.current and g.parties and g.target and g.places]
        win = next(g for g in wins if enemies(g) and
                   not any(g.overlap(h) for h in corpus.claims if h is not g and h.report == g.report))
        claim = next(c for c in output["claims"] if c["kind"] == "event" and c["report"] == win.report
                     and c["quote"] == win.quote)
        claim["actor"] = {"name": win.target}
        results, _ = sp.score_all(corpus, **output)
        self.assertEqual({"wrong side": 1}, results["3 dangerous errors"]["by reason"])
        claim["actor"] = None
        results, _ = sp.score_all(corpus, **output)
        self.assertEqual(0, results["3 dangerous errors"]["dangerous errors"])
        self.assertEqual(1, results["1 claims"]["all events"]["f1"])
        self.assertLess(results["2 matched control claims"]["actor"]["share"], 1)

    @per_corpus
    def test_takeover_given_as_hold_is_accepted_but_not_the_reverse(self, corpus, output):
        first = {event: next(c for c in output["claims"] if c.get("event") == event and c["actor"] and c["place"])
                 for event in ("takeover", "hold")}
        first["takeover"]["event"] = "hold"
        results, _ = sp.score_all(corpus, **output)
        self.assertEqual(1, results["1 claims"]["control claims"]["f1"])
        self.assertEqual(1, results["1 claims"]["takeovers given as holds"])
        first["takeover"]["event"], first["hold"]["event"] = "takeover", "takeover"
        results, _ = sp.score_all(corpus, **output)
        self.assertLess(results["1 claims"]["control claims"]["f1"], 1)

    @per_corpus
    def test_other_side_of_a_surrender(self, corpus, output):
        ceded = [g for g in corpus.claims if g.event in ("surrender", "withdrawal") and g.target and g.places and
                 not any(g.overlap(h) for h in corpus.claims if h.event == "takeover" and h.report == g.report)]
        for g, reason in ((next((g for g in ceded if g.event == "surrender" and g.current), None), None),
                          (next((g for g in ceded if not g.current), None), "its status")):
            if g:
                source = next(c for c in output["claims"] if c["quote"] == g.quote and c.get("event") == g.event)
                gain = dict(source, id="gain", event="takeover", status="asserted", actor={"name": g.target})
                results, _ = sp.score_all(corpus, **dict(output, claims=output["claims"] + [gain]))
                self.assertEqual({g.status: 1} if reason else {}, results["3 dangerous errors"]["by reason"])
                self.assertEqual(0 if reason else 1, results["1 claims"]["excused"])

    @per_corpus
    def test_furniture_headlines_and_off_topic_reports(self, corpus, output):
        some = next(c for c in output["claims"] if c.get("event") == "takeover" and c["status"] == "asserted")
        off_topic = next(name for name, r in corpus.reports.items() if not r["on_topic"])
        furniture = next(z for z in corpus.zones if z.zone == "furniture")
        headline = next(z for z in corpus.zones if z.zone == "headline" and len(z.spans) == 1)
        for report, start, quote in [(off_topic, 40, corpus.letters[off_topic].raw[40:120]),
                                     (furniture.report, furniture.start, furniture.quote),
                                     (headline.report, headline.start, headline.quote)]:
            output["claims"].append(dict(some, id=report, report=report, start=start, quote=quote))
        results, _ = sp.score_all(corpus, **output)
        self.assertEqual({"off-topic report": 1, "page furniture": 1}, results["3 dangerous errors"]["by reason"])
        self.assertEqual(1, results["1 claims"]["excused"])
        control = results["1 claims"]["control claims"]
        self.assertEqual(control["wanted"] + 2, control["found"])

    @per_corpus
    def test_wrong_holders_lower_truth_and_questions(self, corpus, output):
        for h in output["holds"]:
            h.update(holder="unknown", disputed=not h.get("disputed"))
        results, _ = sp.score_all(corpus, **output)
        self.assertEqual(0, results["8 as-of questions"]["disputed flag"]["right"])
        self.assertEqual(sum(q["holder"] == "unknown" for q in corpus.questions),
                         results["8 as-of questions"]["holder"]["right"])
        self.assertLess(results["9 truth"]["holder by place and day"]["share"], 0.05)
        self.assertLessEqual(set(results["9 truth"]["changes of holder"]), {"missing"})
        self.assertEqual(0, results["9 truth"]["day of change, of places with a dated change in gold"]["right"])

    @per_corpus
    def test_holders_that_never_change_lower_the_day_of_change(self, corpus, output):
        label = "day of change, of places with a dated change in gold"
        right = sp.score_all(corpus, **output)[0]["9 truth"][label]
        self.assertGreater(right["of"], 0)
        first = min(h["on"] for h in output["holds"])
        begun = {json.dumps(h["place"], sort_keys=True): h["holder"] for h in output["holds"] if h["on"] == first}
        for h in output["holds"]:
            h["holder"] = begun.get(json.dumps(h["place"], sort_keys=True), h["holder"])
        late = sp.score_all(corpus, **output)[0]["9 truth"][label]
        self.assertLess(late["right"], right["right"])


class Parts(unittest.TestCase):
    def test_places(self):
        town = {"canonical": "Kunduz", "kind": "city", "lat": 36.729, "lon": 68.857, "variants": ["Kundoz"]}
        airport = {"canonical": "Kunduz airport", "kind": "airport", "lat": 36.665, "lon": 68.911, "variants": []}
        province = {"canonical": "Kunduz province", "kind": "province", "lat": 36.8, "lon": 68.8, "variants": []}
        places = sp.Places([town, airport, province])
        for given, expected in [
                ({"name": "KUNDÓZ"}, "Kunduz"), ({"name": "Kunduz", "kind": "airport"}, "Kunduz airport"),
                ({"name": "Kunduz", "kind": "province"}, "Kunduz province"),
                ({"name": "Kunduz", "kind": "city"}, "Kunduz"),
                ({"name": "Qonduz", "kind": "city", "lat": 36.66, "lon": 68.9}, "Kunduz"),
                ({"name": "Kunduz Military Airport", "kind": "airport", "lat": 36.66, "lon": 68.91}, "Kunduz airport"),
                ({"name": "Baghlan", "kind": "city", "lat": 36.13, "lon": 68.7}, None), (None, None)]:
            self.assertEqual(expected, (places.resolve(given)[0] + [None])[0], given)

    def test_parties(self):
        parties = sp.Parties([
            {"canonical": "M23", "mentions": ["March 23 Movement", "the rebels"], "allies": ["Rwandan forces"]},
            {"canonical": "FARDC", "mentions": ["Congolese army"], "allies": ["Wazalendo"]},
            {"canonical": "Rwandan forces", "mentions": []}, {"canonical": "Wazalendo", "mentions": []}])
        for a, b, expected in [("M23", {"name": "Rwandan-backed M23 rebels"}, True), ("M23", {"name": "Rwanda"}, True),
                               ("M23", {"name": "x", "text": "the rebels"}, True), ("M23", "FARDC", False),
                               ("FARDC", {"name": "Congolese soldiers"}, True), ("elders", "tribal elders", True),
                               ("unspecified", "FARDC", True), ("FARDC; M23", "March 23 Movement", True)]:
            self.assertEqual(expected, parties.agree(parties.named(a), parties.named(b)), (a, b))

    def test_dates(self):
        gold = lambda when, when_is="on": sp.Item({"when": when, "when_is": when_is}, "r", [])
        for item, first, last, expected in [
                (gold("2021-08-06"), "2021-08-06", "2021-08-06", "exact"),
                (gold("2021-08"), "2021-08-01", "2021-08-31", "exact"),
                (gold("2021-08-06"), "2021-08-01", "2021-08-31", "contains"),
                (gold("2021-08-06"), "2020-01-01", "2021-12-31", "off"),
                (gold("2021-08-06"), "2021-08-07", "2021-08-07", "within a day"),
                (gold("2021-08-06"), None, None, "none"),
                (gold("2021-08-06", "by"), "2021-08-01", "2021-08-06", "exact"),
                (gold(None), "2021-08-06", None, "gold has no date, output has")]:
            self.assertEqual(expected, sp.date_verdict(item, {"from": first, "to": last}))
        self.assertEqual("2024-10-13/2024-10-15", "%s/%s" % sp.spell("2024-10-13", ["A"], "13-15 October 2024")[:2])
        self.assertEqual("2023-10-28/2023-11-01", "%s/%s" % sp.spell("2023-10-28", ["A"], "28 October-1 November")[:2])
        self.assertEqual("2024-02-01/2024-02-29", "%s/%s" % sp.spell("2024-02", ["A"])[:2])

    def test_command_line(self):
        scorer = [sys.executable, os.path.join(HERE, "score_picture.py"), "--gold", CORPORA[0]]
        corpus = sp.Corpus(CORPORA[0])
        with tempfile.TemporaryDirectory() as folder:
            paths = {name: os.path.join(folder, name) for name in ("claims", "holds", "disputes", "copies", "reports")}
            for name, rows in as_output(corpus).items():
                with open(paths[name], "w", encoding="utf-8") as handle:
                    handle.writelines(json.dumps(row) + "\n" for row in rows)
            files = [part for name, path in paths.items() for part in ("--" + name, path)]
            done = subprocess.run(scorer + files + ["--json", os.path.join(folder, "out"), "--show", "misses", "3"],
                                  capture_output=True, text=True)
            self.assertEqual((0, ""), (done.returncode, done.stderr))
            self.assertTrue(done.stdout.splitlines()[-1].startswith("SUMMARY " + corpus.name))
            with open(os.path.join(folder, "out"), encoding="utf-8") as handle:
                self.assertEqual(1, json.load(handle)["results"]["1 claims"]["control claims"]["f1"])
            with open(paths["claims"], "a", encoding="utf-8") as handle:
                handle.write("{broken\n")
            done = subprocess.run(scorer + files, capture_output=True, text=True)
            self.assertEqual(2, done.returncode)
            self.assertIn("claims:%d:" % (len(as_output(corpus)["claims"]) + 1), done.stderr)
        done = subprocess.run(scorer + ["--queries"], capture_output=True, text=True)
        self.assertEqual([" ".join(pair) for pair in corpus.queries()], done.stdout.splitlines())


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
