#!/usr/bin/env python3
"""Score the JSON output of dateline (the output contract) against one annotated corpus.

usage: score_picture.py --gold CORPUS_DIR --claims claims.jsonl [--holds F] [--disputes F] [--copies F]
                        [--reports F] [--json OUT] [--show misses|extras|wrong-status|dangerous N]
       score_picture.py --gold CORPUS_DIR --queries

CORPUS_DIR holds reports/ and gold/, with the claims in gold/events.jsonl or gold/claims.jsonl. `--queries` prints the
"on known" day pairs that the holds file must answer, so that a shell loop can make it:
    score_picture.py --gold C --queries | while read on known; do dateline holds --on $on --known $known --json; done
Standard library only. Exit status 2, with file and line, when an input line is not a JSON object.

What counts as the same

report    The file name. Folders before it and "#item" after it are ignored; items of a feed are told apart by evidence.
evidence  A passage is found in the report by its letters and digits only, without mark-up, so that another extraction
          of HTML, other line breaks or quotation marks do not matter. `start` decides when report[start:] is the quote;
          otherwise every occurrence of the quote counts. Evidence overlaps when it shares a letter with the gold quote.
          A long passage overlaps easily, hence the line "letters per passage".
event     Equal, or: gold `attack` (not in the contract) = clash, attack_on_civilians, advance or strike; strike =
          attack_on_civilians (shells that hit a school are both); gold takeover = hold by the same side, because gold
          writes "the town is in their hands" now as one, now as the other. A takeover is never accepted for a hold.
place     The canonical name or a variant after folding case, accents and punctuation, also with the kind added
          ("Kunduz" of kind airport is Kunduz airport) and, for provinces and regions, without that word. A name that
          the gazetteer does not have is any gold place of the same kind (town, airport, bridge ...) within
          max(25 km, precision_km), 5 km for sites, so a city is never taken for its own airport. For a part of a place
          (`extent` partial on either side) an unknown name counts as the place that it is `within`. Gold claims whose
          place is not named match on event and evidence only.
actor     Canonical name, mention, or an ally on either side. No actor in gold ("unspecified" included) matches
          anything. No actor in the output matches too, but is not right under "actor".
once      Every gold claim and every output claim is used once. Where several fit, pairs of equal status come first,
          then those with closer evidence and more equal fields; pairs are then moved where that allows more of them.
excused   Unmatched output that is neither right nor wrong, only counted: from a headline, which gold does not annotate,
          and the other side of a surrender (gold has "the city was handed over" as a surrender, a takeover or both).
document  The lenient view: the set of (report, event, place, actor's side, asserted or claimed / anything else).
current   Status asserted or claimed.

Where the contract leaves room, the reading that favours the system is taken: `source` and `speaker` may be text or a
party; `place.within` is a name; gold `when_is: by` (no later than) accepts any earlier start; "photo caption" is the
narrator; in `holds` a place without a line is unknown; of a feed any item may carry the gold day; an `update` of a
running story (gold kind) may or may not be called a copy; dispute quotes may also be given by claim id only.

Precision is a lower bound (">=") where gold lists only the principal ones: events other than control, figures (vague
counts are left out of most corpora) and statements.
"""
import argparse
import bisect
import collections
import datetime
import functools
import html
import json
import math
import os
import re
import sys
import unicodedata

INPUTS = ("claims", "holds", "disputes", "copies", "reports")
CONTROL = {"takeover", "hold", "withdrawal", "surrender"}
CURRENT = {"asserted", "claimed"}
SUBSTITUTES = {"attack": {"clash", "attack_on_civilians", "advance", "strike"},
               "strike": {"attack_on_civilians"}, "attack_on_civilians": {"strike"}, "takeover": {"hold"}}
NARRATOR = {"photo caption", "caption"}
NO_ACTOR = {"unspecified", "unknown", "nobody"}
NO_HOLDER = {"contested", "unknown", "nobody"}
TOWNS = {"city", "town", "village", "suburb", "settlement", "capital", "provincial capital"}
REGIONS = ("province", "region", "state", "governorate", "oblast", "country", "area", "county", "department")
SITES = ("airport", "bridge", "prison", "border crossing", "base", "hospital", "palace", "refinery", "oilfield", "dam",
         "square", "hill", "district", "river", "lake", "facility")
TROOPS = {"forces", "force", "troops", "army", "military", "soldiers", "fighters", "units", "armed"}
FILLERS = {"a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "s", "the", "to", "who", "with", "al"}
MONTHS = {m: n for n, m in enumerate("January February March April May June July August September October November "
                                     "December".split(), 1)}
NOTE_DAY = re.compile(r"(\d{1,2})(?=(?:\s*-\s*\d{1,2})?\s+(%s))" % "|".join(MONTHS))
NOTE_DOUBT = re.compile(r"\b(around|uncertain|not established)\b")
MARKUP = re.compile(r"<!\[CDATA\[|\]\]>|<!--.*?-->|<(script|style)\b.*?</\1\s*>|<[^>]*>|&#?\w+;|.", re.S | re.I)
DAY = datetime.timedelta(days=1)


SUMMARY = (("control F1", "1 claims", "control claims", "f1"), ("all F1", "1 claims", "all events", "f1"),
           ("documents F1", "1 claims", "documents, all", "f1"),
           ("status", "2 matched control claims", "status, seven ways", "share"),
           ("date", "2 matched control claims", "date exact", "share"),
           ("figures", "5 figures", "figures, precision >=", "f1"),
           ("statements", "6 statements", "statements, precision >=", "f1"),
           ("copies", "7 copies", "pairs of copies", "f1"), ("as-of", "8 as-of questions", "holder", "share"),
           ("truth", "9 truth", "holder by place and day", "share"), ("disputes", "10 disputes", "recall", "share"),
           ("dates", "11 report dates", "full date in the file", "share"),
           ("inferred dates", "11 report dates", "month only or none", "share"))


class BadInput(Exception):
    """An input file that cannot be read; the message names file and line."""


# ---------------------------------------------------------------- words and days

@functools.lru_cache(maxsize=None)
def fold(text):
    """Letters and digits only, without case and accents: Sar-e Pul and SAR-E-PUL are the same."""
    return "".join(c for c in unicodedata.normalize("NFKD", str(text)).casefold() if c.isalnum())


@functools.lru_cache(maxsize=None)
def words(text):
    text = re.sub(r"\([^)]*\)", " ", str(text))
    plain = "".join(c for c in unicodedata.normalize("NFKD", text).casefold() if not unicodedata.combining(c))
    return frozenset(w for w in re.findall(r"[a-z0-9]+", plain) if w not in FILLERS)


@functools.lru_cache(maxsize=None)
def same_word(a, b):
    """Equal up to an ending or a spelling: Russia and Russian, defence and defense, but not governor and government."""
    shared = len(os.path.commonprefix([a, b]))
    return a == b or shared >= max(5, max(len(a), len(b)) - 3)


def shared_words(a, b):
    return sum(any(same_word(x, y) for y in b) for x in a)


def name_overlap(a, b):
    """Share of the shorter name that the two have in common."""
    a, b = words(a), words(b)
    return min(shared_words(a, b), shared_words(b, a)) / min(len(a), len(b)) if a and b else 0.0


def day(text):
    try:
        return datetime.date.fromisoformat(str(text)[:10])
    except ValueError:
        return None


def interval(text):
    """First and last day of YYYY, YYYY-MM, YYYY-MM-DD or two of them with a slash; None when there is none."""
    if not text:
        return None
    first, last = (text.split("/") * 2)[:2]
    start = day(first + "-01-01"[len(first) - 4:] if len(first) < 10 else first)
    if len(last) == 10:
        return start, day(last)
    year, month = int(last[:4]), int(last[5:7] or 12)
    return start, datetime.date(year + month // 12, month % 12 + 1, 1) - DAY


def spoken(value):
    """The ways in which the output writes a party, a speaker or a source."""
    if isinstance(value, dict):
        return [str(value[k]) for k in ("name", "text") if value.get(k)]
    return [str(value)] if value else []


# ---------------------------------------------------------------- the corpus

def read_json(path):
    """The content of a JSON file of the gold, an empty dict when the corpus does not have it."""
    if not os.path.exists(path):
        return {}
    with open(path, encoding="utf-8") as handle:
        try:
            return json.load(handle)
        except ValueError as error:
            raise BadInput("%s: %s" % (path, error))


def read_lines(path):
    """The JSON objects of a file, one a line; blank lines are skipped."""
    rows = []
    with open(path, encoding="utf-8") as handle:
        for number, line in enumerate(handle, 1):
            try:
                row = json.loads(line) if line.strip() else None
            except ValueError as error:
                raise BadInput("%s:%d: not JSON: %s" % (path, number, error))
            if isinstance(row, dict):
                rows.append(row)
            elif line.strip():
                raise BadInput("%s:%d: not a JSON object" % (path, number))
    return rows


class Letters:
    """A report as its letters and digits, each with its offset in the file."""

    def __init__(self, raw, marked_up):
        self.raw, self.offsets, letters = raw, [], []
        for offset, piece in ((m.start(), m.group()) for m in MARKUP.finditer(raw)) if marked_up else enumerate(raw):
            if len(piece) > 1:
                piece = html.unescape(piece) if piece[0] == "&" else ""
            for letter in fold(piece):
                letters.append(letter)
                self.offsets.append(offset)
        self.text = "".join(letters)

    def span(self, start, end):
        return bisect.bisect_left(self.offsets, start), bisect.bisect_left(self.offsets, end)

    def find(self, quote, start=None):
        """Spans of letters where the quote stands; one when `start` is an offset into this very file."""
        if not quote or not isinstance(quote, str):
            return []
        if isinstance(start, int) and self.raw[start:start + len(quote)] == quote:
            return [self.span(start, start + len(quote))]
        sought = fold(quote)
        return [(m.start(), m.start() + len(sought)) for m in re.finditer("(?=%s)" % re.escape(sought), self.text)] \
            if sought else []


class Parties:
    """Who is meant by a name, and who stands with whom."""

    def __init__(self, actors):
        self.exact, self.known, self.allies = collections.defaultdict(set), [], collections.defaultdict(set)
        for actor in actors:
            name = actor["canonical"]
            for ally in actor.get("allies", []):
                self.allies[name].add(ally)
                self.allies[ally].add(name)
            for mention in [name] + actor["mentions"]:
                self.exact[words(mention)].add(name)
                if any(w[0].isupper() for w in mention.split()):
                    self.known.append((words(mention), name))
        self.canonical = set().union(*self.exact.values())
        self.cache = {}

    def named(self, value):
        """Canonical parties for a name ("A; B" are two), or the name itself when actors.json does not have it."""
        key = tuple(spoken(value))
        if key not in self.cache:
            texts = [part.strip() for text in key for part in text.split(";") if part.strip().lower() not in NO_ACTOR]
            found = [f for f in map(self._look_up, texts) if f]
            several = isinstance(value, str) and ";" in value
            self.cache[key] = frozenset().union(*found) if several else found[0] if found else frozenset(texts[:1])
        return self.cache[key]

    def _look_up(self, text):
        sought = words(text)
        if not sought:
            return frozenset()
        if sought in self.exact:
            return frozenset(self.exact[sought])
        hits = [(shared_words(own, sought), name) for own, name in self.known if self._inside(own, sought)]
        best = max((n for n, _ in hits), default=0)
        return frozenset(name for n, name in hits if n == best)

    @staticmethod
    def _inside(own, sought):
        """The name is part of the text (Rwandan-backed M23 rebels) or differs in its troops only (Ukraine's army)."""
        if own and shared_words(own, sought) == len(own):
            return True
        own, sought = own - TROOPS, sought - TROOPS
        return bool(own) and len(own) == len(sought) == shared_words(own, sought)

    def agree(self, a, b):
        """Same party or allies; a party without a name agrees with everybody."""
        if not a or not b or a & b:
            return True
        if any(y in self.allies[x] for x in a for y in b):
            return True
        strangers = not (a | b) <= self.canonical
        return strangers and any(name_overlap(x, y) > 0.5 for x in a for y in b)

    def side(self, parties):
        """The parties and all their allies, allies of allies included."""
        side, waiting = set(), list(parties)
        while waiting:
            party = waiting.pop()
            if party not in side:
                side.add(party)
                waiting.extend(self.allies[party])
        return frozenset(side)


class Places:
    """Which gold places an output place can be."""

    def __init__(self, places):
        self.all = {p["canonical"]: p for p in places}
        self.names, self.regions = collections.defaultdict(list), collections.defaultdict(list)
        for p in places:
            for name in [p["canonical"]] + p.get("variants", []):
                self.names[fold(name)].append(p["canonical"])
                if self.sort(p["kind"], name) == "region":
                    self.regions[self.without_region(name)].append(p["canonical"])
        self.cache = {}

    @staticmethod
    def sort(kind, name=""):
        """"town", "region" or the kind of site, from the kind or, without one, from the last words of the name."""
        kind = re.sub(r"^adm\d?$", "province", str(kind or "").replace("_", " ").lower())
        for text in (kind, str(name).lower()) if kind not in TOWNS else ():
            for site in SITES + REGIONS:
                if (" " + text).endswith(" " + site):
                    return "region" if site in REGIONS else site
        return "town"

    @staticmethod
    def without_region(name):
        return fold(" ".join(w for w in str(name).split() if w.lower() not in REGIONS))

    def resolve(self, place):
        """Gold names for an output place, the likeliest first, and whether the name itself decided."""
        if not isinstance(place, dict):
            place = {"name": place} if place else {}
        key = tuple(str(place.get(k)) for k in ("name", "text", "kind", "lat", "lon"))
        if key not in self.cache:
            self.cache[key] = self._by_name(place) or self._by_distance(place)
        return self.cache[key]

    def _by_name(self, place):
        kind = place.get("kind")
        for name in filter(None, (place.get("name"), place.get("text"))):
            sort = self.sort(kind, name)
            if sort == "region" and self.regions.get(self.without_region(name)):
                return self.regions[self.without_region(name)], True
            for form in ("%s %s" % (name, kind), name, re.sub(r"(?i)^the\s+", "", str(name))):
                if fold(form) in self.names:
                    return self.names[fold(form)], True
        return None

    def _by_distance(self, place):
        try:
            lat, lon = float(place.get("lat")), float(place.get("lon"))
        except (TypeError, ValueError):
            return [], False
        sort, near = self.sort(place.get("kind"), place.get("name")), []
        for name, p in self.all.items():
            reach = max(25 if sort == "town" else 5, p.get("precision_km", 0))
            far = self.km(lat, lon, p)
            if sort != "region" and sort == self.sort(p["kind"], name) and far <= reach:
                near.append((far, name))
        return [name for _, name in sorted(near)], False

    @staticmethod
    def km(lat, lon, p):
        a, b, c, d = map(math.radians, (lat, lon, p["lat"], p["lon"]))
        h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
        return 12742 * math.asin(math.sqrt(min(1, h)))


class Item:
    """A gold or output record with its report, the letters it rests on, and its parties and places resolved."""

    def __init__(self, record, report, spans, parties=frozenset(), places=None):
        self.record, self.report, self.spans, self.parties, self.places = record, report, spans, parties, places
        self.key = json.dumps(record, sort_keys=True)

    def __getattr__(self, name):
        return self.record.get(name)

    @property
    def current(self):
        return self.status in CURRENT

    def overlap(self, other):
        """Shared letters as a part of all letters of both passages, 0 when they do not touch."""
        return max((max(0, min(b, d) - max(a, c)) / (max(b, d) - min(a, c))
                    for a, b in self.spans for c, d in other.spans), default=0)


class Corpus:
    """Reports and gold of one folder, and the questions of sameness that need them."""

    def __init__(self, folder):
        gold = functools.partial(os.path.join, folder, "gold")
        self.name = os.path.basename(os.path.abspath(folder))
        self.reports = {r["report"]: r for r in read_lines(gold("reports.jsonl"))}
        self.letters = {}
        for name in self.reports:
            with open(os.path.join(folder, "reports", name), encoding="utf-8", newline="") as handle:
                self.letters[name] = Letters(handle.read(), name.endswith((".html", ".htm", ".xml")))
        self.parties = Parties(read_json(gold("actors.json")).get("actors", []))
        self.places = Places(read_json(gold("places.json")).get("places", []))
        claims = "events.jsonl" if os.path.exists(gold("events.jsonl")) else "claims.jsonl"
        self.claims, self.figures, self.statements, self.zones = (
            [self.gold_item(r) for r in read_lines(gold(name))]
            for name in (claims, "figures.jsonl", "statements.jsonl", "zones.jsonl"))
        self.copies = read_json(gold("duplicates.json")).get("groups", [])
        self.disputes = read_json(gold("disputes.json")).get("disputes", [])
        self.questions = read_json(gold("asof.json")).get("queries", [])
        self.truth = read_json(gold("truth.json"))
        last = max(r["publication_date_pile"] for r in self.reports.values())
        period = self.truth.get("period") or "%s/%s" % (self.truth["cumulative"][0]["date"], last)
        self.first_day, self.last_day = interval(period)
        self.known = max(self.last_day, day(last))

    def report_name(self, given):
        """The gold file name for a report id of the output, None when the corpus has no such report."""
        name = re.split(r"[/\\]", str(given or "").split("#")[0])[-1]
        return name if name in self.reports else None

    def gold_item(self, r):
        nameless = r.get("place") is None or r.get("place_canonical") is None
        return Item(r, r["report"], self.letters[r["report"]].find(r["quote"], r["start"]),
                    self.parties.named(r.get("actor")), None if nameless else [r["place_canonical"]])

    def output_item(self, r):
        report = self.report_name(r.get("report"))
        spans = self.letters[report].find(r.get("quote"), r.get("start")) if report else []
        return Item(r, report, spans, self.parties.named(r.get("actor")), self.places.resolve(r.get("place"))[0])

    def on_topic(self, item):
        return self.reports.get(item.report, {}).get("on_topic", True)

    def in_zone(self, item, zone):
        """More than half of the passage, wherever it may stand, is of this zone."""
        spans = [s for z in self.zones if z.report == item.report and z.zone == zone for s in z.spans]
        inside = [sum(max(0, min(b, d) - max(a, c)) for c, d in set(spans)) / (b - a) for a, b in item.spans if b > a]
        return bool(inside) and min(inside) > 0.5

    def same_place(self, gold, output):
        if gold.places is None or set(gold.places) & set(output.places):
            return True
        partial = "partial" in (gold.extent, output.extent)
        within = output.place.get("within") if isinstance(output.place, dict) else None
        return bool(partial and within and not output.places and gold.place_canonical in self.places.resolve(within)[0])

    def days(self):
        """The days asked for: one day before the period, to see the situation at its start, and the period."""
        return [self.first_day + n * DAY for n in range(-1, (self.last_day - self.first_day).days + 1)]

    def queries(self):
        asked = {(q["about"], q["known_on"]) for q in self.questions}
        return sorted(asked | {(str(d), str(self.known)) for d in self.days()})


# ---------------------------------------------------------------- counting

def prf(hits, found, wanted, hits_wanted=None):
    """Precision, recall and F1 with their counts; `hits_wanted` when several outputs may hit one gold record."""
    hits_wanted = hits if hits_wanted is None else hits_wanted
    p, r = hits / found if found else None, hits_wanted / wanted if wanted else None
    f = None if p is None or r is None else 2 * p * r / (p + r) if p + r else 0.0
    return {"precision": p, "recall": r, "f1": f, "hits": hits, "found": found, "hits_wanted": hits_wanted,
            "wanted": wanted}


def share(rights):
    """How many of a list of verdicts are right."""
    rights = [bool(r) for r in rights]
    return {"right": sum(rights), "of": len(rights), "share": sum(rights) / len(rights) if rights else None}


def tally(values):
    return dict(sorted(collections.Counter(values).items()))


def match(gold, output, score):
    """One-to-one pairs, best score first; then as many more as moving pairs can make room for."""
    pairs, by_report = [], collections.defaultdict(list)
    for item in sorted(output, key=lambda o: o.key):
        by_report[item.report].append(item)
    for report in sorted({g.report for g in gold}):
        wanted = sorted((g for g in gold if g.report == report), key=lambda g: g.key)
        found, edges = by_report.get(report, []), collections.defaultdict(list)
        ranked = sorted((-score(g, o), i, j) for i, g in enumerate(wanted) for j, o in enumerate(found) if g.overlap(o))
        taken, used = {}, set()
        for s, i, j in ranked:
            if s < 0:
                edges[i].append(j)
                if i not in used and j not in taken:
                    taken[j] = i
                    used.add(i)

        def make_room(i, seen):
            for j in edges[i]:
                if j not in seen:
                    seen.add(j)
                    if j not in taken or make_room(taken[j], seen):
                        taken[j] = i
                        return True
            return False

        for i in list(edges):
            if i not in used:
                make_room(i, set())
        pairs += [(wanted[i], found[j]) for j, i in sorted(taken.items())]
    return pairs


def not_excused(corpus, output, pairs):
    """The output without unmatched claims from headlines of on-topic reports and the other sides of surrenders."""
    matched = {id(o) for _, o in pairs}
    return [o for o in output if id(o) in matched or
            not (corpus.in_zone(o, "headline") and corpus.on_topic(o) or other_side(corpus, o))]


def other_side(corpus, output):
    """A takeover by those who take a surrender, or a surrender by those who lose a place, on the same passage."""
    return any({g.event, output.event} == {"takeover", "surrender"} and g.current and output.current and g.target
               and output.parties and g.report == output.report and g.overlap(output)
               and corpus.same_place(g, output) and corpus.parties.agree(corpus.parties.named(g.target), output.parties)
               for g in corpus.claims)


def same_event(gold, output):
    return output.event == gold.event or output.event in SUBSTITUTES.get(gold.event, ())


def claim_score(corpus, gold, output):
    """0 when the two cannot be the same claim; more for equal status, event, extent, date and for closer evidence."""
    if not (same_event(gold, output) and corpus.same_place(gold, output)
            and corpus.parties.agree(gold.parties, output.parties)):
        return 0
    return (gold.overlap(output) + 2 * (gold.current == output.current) + 0.4 * (gold.status == output.status)
            + 0.3 * (gold.event == output.event) + 0.2 * ((gold.extent or "full") == (output.extent or "full"))
            + 0.2 * (date_verdict(gold, output.when) == "exact") + 0.1 * bool(output.parties))


# ---------------------------------------------------------------- 1 claims

def claim_metrics(corpus, output, pairs):
    matched, counted = {id(o) for _, o in pairs}, not_excused(corpus, output, pairs)

    def score(keep):
        hits = sum(keep(g) for g, _ in pairs)
        extras = sum(keep(o) for o in counted if id(o) not in matched)
        return prf(hits, hits + extras, sum(keep(g) for g in corpus.claims))
    control = lambda c: c.event in CONTROL
    return {"control claims": score(control), "all events": score(lambda c: True),
            "other events >=": score(lambda c: not control(c)),
            "documents, control": document_metrics(corpus, [o for o in counted if control(o)], control),
            "documents, all": document_metrics(corpus, counted, lambda c: True),
            "takeovers given as holds": sum(g.event != o.event == "hold" for g, o in pairs),
            "excused": len(output) - len(counted)}


def document_metrics(corpus, output, keep):
    """The sets of what each report says, however often it says it."""
    def row(item):
        place = None if item.places is None else item.places[0] if item.places else "?" + fold(json.dumps(item.place))
        return item.report, item.event, place, corpus.parties.side(item.parties), item.current

    def same(g, o):
        return (g[0] == o[0] and (g[1] == o[1] or o[1] in SUBSTITUTES.get(g[1], ())) and g[2] in (None, o[2])
                and (not g[3] or not o[3] or bool(g[3] & o[3])) and g[4] == o[4])
    wanted, found = {row(g) for g in corpus.claims if keep(g)}, {row(o) for o in output}
    return prf(sum(any(same(g, o) for g in wanted) for o in found), len(found), len(wanted),
               sum(any(same(g, o) for o in found) for g in wanted))


def miss_cause(corpus, gold, unpaired):
    """Why a gold claim has no partner: what else the output says on the same passage."""
    near = [o for o in unpaired if o.report == gold.report and gold.overlap(o)]
    same = [o for o in near if same_event(gold, o)]
    if not near:
        return "nothing on the passage"
    if not same:
        return "another event"
    return "another actor" if any(corpus.same_place(gold, o) for o in same) else "another place"


# ---------------------------------------------------------------- 2 matched claims

def attribute_metrics(corpus, pairs, causes):
    """What else is right about the matched claims; `causes` of misses tell of the wrong actors among them."""
    extent = lambda c: c.extent or "full"
    dates = collections.Counter(date_verdict(g, o.when) for g, o in pairs)
    dated = [verdict for verdict in dates.elements() if "gold has no date" not in verdict]
    given = [bool(o.parties) for g, o in pairs if g.parties]
    wrong = [False for cause in causes if cause == "another actor"]
    places = [(corpus.places.all[g.places[0]], o.place) for g, o in pairs if g.places and isinstance(o.place, dict)]
    return {"status, seven ways": share(g.status == o.status for g, o in pairs),
            "status, current or not": share(g.current == o.current for g, o in pairs),
            "date exact": share(verdict == "exact" for verdict in dated),
            "date exact, containing or within a day": share(verdict not in ("off", "none") for verdict in dated),
            "dates": tally(dates.elements()),
            "extent": share(extent(g) == extent(o) for g, o in pairs),
            "actor": share(given + wrong),
            "actor not given / wrong": "%d / %d" % (given.count(False), len(wrong)),
            "source": share(same_speaker(corpus, g.source, o.source) for g, o in pairs),
            "coordinates within reach": share(
                Places.km(out["lat"], out["lon"], p) <= max(25, p.get("precision_km", 0)) for p, out in places
                if number(out.get("lat")) is not None and number(out.get("lon")) is not None)}


def date_verdict(gold, when):
    """exact, contains (up to a month wider), within a day (both ends), off or none; or that gold has no date."""
    wanted = interval(gold.when)
    when = when if isinstance(when, dict) else {}
    found = (day(when.get("from")), day(when.get("to")))
    found = None if when.get("basis") == "none" or not any(found) else (found[0] or found[1], found[1] or found[0])
    if not wanted:
        return "gold has no date, neither output" if not found else "gold has no date, output has"
    if not found:
        return "none"
    if found == wanted or gold.when_is == "by" and found[1] == wanted[1] and found[0] <= wanted[0]:
        return "exact"
    if found[0] <= wanted[0] and found[1] >= wanted[1] and (found[1] - found[0]) - (wanted[1] - wanted[0]) <= 31 * DAY:
        return "contains"
    return "within a day" if max(abs(f - w) for f, w in zip(found, wanted)) <= DAY else "off"


def same_speaker(corpus, gold, output):
    """Both the narrator, or names of which the shorter is at least half contained in the other, or the same party."""
    gold, said = None if gold in NARRATOR else gold, [text for text in spoken(output) if text not in NARRATOR]
    if not gold or not said:
        return not gold and not said
    return any(name_overlap(part, text) >= 0.5 for part in gold.split(";") for text in said) or \
        bool(corpus.parties.named(gold) & corpus.parties.named(output))


# ---------------------------------------------------------------- 3 dangerous errors

def dangerous_errors(corpus, output, pairs):
    """Current takeovers in the output against what the report says, each with its reason: the status of the gold claim
    that it is paired with or, unpaired, of those on the same passage (also of a withdrawal or surrender of the other
    side); a passage of page furniture or of an off-topic report; or the side that does not gain the place."""
    partner = {id(o): g for g, o in pairs}
    errors = []
    for o in output:
        if o.event != "takeover" or not o.current or not o.report:
            continue
        near = [g for g in corpus.claims if g.report == o.report and g.overlap(o) and corpus.same_place(g, o)]
        taken = [g for g in near if g.event == "takeover"]
        ceded = [g for g in near if g.event in ("withdrawal", "surrender") and g.parties and o.parties]
        theirs = [g for g in ceded if not corpus.parties.agree(g.parties, o.parties)]
        lost = [g for g in ceded if g.current and g.parties & o.parties]
        agreed = [partner[id(o)]] if id(o) in partner else \
            [g for g in taken if corpus.parties.agree(g.parties, o.parties)] or theirs
        foreign = all(not corpus.parties.side(g.parties) & corpus.parties.side(o.parties) for g in taken)
        if not corpus.on_topic(o):
            errors.append(("off-topic report", o))
        elif corpus.in_zone(o, "furniture"):
            errors.append(("page furniture", o))
        elif agreed and not any(g.current for g in agreed):
            errors.append((agreed[0].status, o))
        elif not agreed and o.parties and (lost or taken and foreign):
            errors.append(("wrong side", o))
    return errors


def dangerous_metrics(corpus, output, pairs, errors):
    known = {id(o) for _, o in pairs} | {id(o) for _, o in errors}
    current = [o for o in output if o.event == "takeover" and o.current]
    return {"dangerous errors": len(errors), "current takeovers in the output": len(current),
            "per 100 current takeovers": round(100 * len(errors) / len(current), 2) if current else None,
            "by reason": tally(reason for reason, _ in errors),
            "other current takeovers without gold": sum(id(o) not in known
                                                        for o in not_excused(corpus, current, pairs))}


# ---------------------------------------------------------------- 5 figures, 6 statements

def number(value):
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def figure_metrics(corpus, output):
    told = lambda o: o.figure if isinstance(o.figure, dict) else {}
    alike = lambda g, f: name_overlap(g.subject, f.get("subject") or "")
    same_whole = lambda g, f: number(f.get("of")) == number(g.of)

    def score(g, o):
        f = told(o)
        if number(f.get("value")) != number(g.value) or number(f.get("max")) != number(g.value_max):
            return 0
        return 0.1 + g.overlap(o) + alike(g, f) + same_whole(g, f)
    pairs = match(corpus.figures, output, score)
    facts = [(g, told(o)) for g, o in pairs]
    return {"figures, precision >=": prf(len(pairs), len(not_excused(corpus, output, pairs)), len(corpus.figures)),
            "of": share(same_whole(g, f) for g, f in facts),
            "bound": share((f.get("bound") or None) == (g.bound or None) for g, f in facts),
            "approx": share(bool(f.get("approx")) == bool(g.approx) for g, f in facts),
            "mean subject similarity": round(sum(alike(g, f) for g, f in facts) / len(facts), 4) if facts else None}


def statement_metrics(corpus, output):
    def speaker(o):
        told = o.statement if isinstance(o.statement, dict) else {}
        return told.get("speaker") or o.source
    pairs = match(corpus.statements, output,
                  lambda g, o: 0.1 + g.overlap(o) if same_speaker(corpus, g.speaker, speaker(o)) else 0)
    found = not_excused(corpus, output, pairs)
    return {"statements, precision >=": prf(len(pairs), len(found), len(corpus.statements))}


# ---------------------------------------------------------------- 7 copies

def copy_metrics(corpus, groups):
    def pairs_of(names):
        names = sorted({n for n in names if n})
        return {(a, b) for i, a in enumerate(names) for b in names[i + 1:]}
    wanted, optional, found = set(), set(), set()
    for g in corpus.copies:
        (optional if g.get("kind") == "update" else wanted).update(pairs_of([g["original"]] + g["copies"]))
    for g in groups:
        found |= pairs_of(map(corpus.report_name, [g.get("original")] + list(g.get("copies") or [])))
    found -= optional - wanted
    return {"pairs of copies": prf(len(wanted & found), len(found), len(wanted))}


# ---------------------------------------------------------------- 8 as-of questions

def index_holdings(corpus, holds):
    """{(on, known): {gold place: holding}}; a holding under the very name wins over one that is merely near."""
    index = collections.defaultdict(dict)
    for h in holds:
        names, by_name = corpus.places.resolve(h.get("place"))
        day_pair = index[str(h.get("on"))[:10], str(h.get("known"))[:10]]
        for name in names[:1]:
            if by_name or name not in day_pair:
                day_pair[name] = h
    return index


def holder_of(holding):
    return (spoken(holding.get("holder")) or ["unknown"])[0]


def same_holder(corpus, wanted, found):
    """Equal party or ally; contested, unknown and nobody only by that word."""
    if wanted in NO_HOLDER or found in NO_HOLDER:
        return wanted == found
    return corpus.parties.agree(corpus.parties.named(wanted), corpus.parties.named(found))


def asof_metrics(corpus, index):
    """The holder of the place, whether it is disputed, and who has the sites that the question excepts."""
    def found(q, place):
        return index.get((q["about"], q["known_on"]), {}).get(place, {})
    holders, flags, excepted, wrong = [], [], [], []
    for q in corpus.questions:
        holder, disputed = holder_of(found(q, q["place"])), bool(found(q, q["place"]).get("disputed"))
        holders.append(same_holder(corpus, q["holder"], holder))
        flags.append(disputed == q["disputed"])
        for site, its_holder in (e.rsplit(": ", 1) for e in q.get("exceptions", [])):
            if site in corpus.places.all:
                excepted.append(same_holder(corpus, its_holder, holder_of(found(q, site))))
        if not (holders[-1] and flags[-1]):
            wrong.append("%s %s on %s as known %s: wanted %s, disputed %s; found %s, disputed %s" % (
                q["id"], q["place"], q["about"], q["known_on"], q["holder"], q["disputed"], holder, disputed))
    return {"holder": share(holders), "disputed flag": share(flags), "holder of excepted sites": share(excepted),
            "day pairs without a line": sum(pair not in index for pair in corpus.queries()), "wrong": wrong}


# ---------------------------------------------------------------- 9 truth

Spell = collections.namedtuple("Spell", "early late holders")  # a holder has the place for certain from `late` on


def spell(start, holders, note="", other_days=()):
    """A spell of control; other days in the source, days in the note and words of doubt widen its first day."""
    early, late = interval(start)
    days = [early, late] + [day(d) for d in other_days]
    for number_, month in NOTE_DAY.findall(note or ""):
        for year in (early.year - 1, early.year, early.year + 1):
            told = day("%04d-%02d-%02d" % (year, MONTHS[month], int(number_)))
            if told and abs(told - early) <= 45 * DAY:
                days.append(told)
    if NOTE_DOUBT.search(note or "") and early == late:
        days += [early - 3 * DAY, late + 3 * DAY]
    return Spell(min(days), max(days), frozenset(holders))


def control_history(corpus):
    """{place: spells in order}, from either layout of truth.json."""
    truth = corpus.truth
    if "places" in truth:
        return {p["canonical"]: [spell(c["from"], [c["holder"]], c.get("note")) for c in p["control"]]
                for p in truth["places"]}
    lost = [g for g in corpus.claims if g.event == "takeover" and g.current]
    gainer = collections.Counter(g.actor for g in lost).most_common(1)[0][0]
    loser = collections.Counter(g.target for g in lost if g.actor == gainer).most_common(1)[0][0]
    history = {}
    for p in truth["capitals"] + truth.get("separate_sites", []):
        name = p.get("canonical") or p["place"]
        holding = {g.actor for g in corpus.claims if g.event == "hold" and g.current and g.place_canonical == name}
        before = {loser} if "canonical" in p else {loser} | holding - {gainer}
        history[name] = [spell("0001", before), spell(p["date"], {gainer}, other_days=p.get("also_reported", []))]
    return history


def accepted_holders(spells, when):
    """Everybody who may be named as the holder on a day; empty when there is no truth for it."""
    names = set()
    for i, s in enumerate(spells):
        begins = s.early if i else s.late
        if begins <= when and (i + 1 == len(spells) or when < spells[i + 1].late):
            names |= s.holders
        if i and s.early <= when < s.late:
            names.add("contested")
    return frozenset(names | {"unknown", "contested"} if "nobody" in names else names)


def truth_metrics(corpus, index):
    accept = functools.lru_cache(maxsize=None)(lambda names, found: any(same_holder(corpus, n, found) for n in names))
    scored, answered, evident, changes, told, unmentioned = [], [], [], [], [], []
    for place, spells in sorted(control_history(corpus).items()):
        claims = [g for g in corpus.claims if g.place_canonical == place]
        if not claims and not named_in_reports(corpus, place):
            unmentioned.append(place)
            continue
        heard = [(interval(g.when) or [day(corpus.reports[g.report]["publication_date_pile"])])[0]
                 for g in claims if g.event in CONTROL and g.status != "background"]
        holders = [(d, holder_of(index.get((str(d), str(corpus.known)), {}).get(place, {}))) for d in corpus.days()]
        for d, found in holders[1:]:
            names = accepted_holders(spells, d)
            if names:
                right = accept(names, found)
                scored.append(right)
                if found != "unknown":
                    answered.append(right)
                if heard and d >= min(heard):
                    evident.append(right)
        verdicts = change_verdicts(corpus, spells, holders)
        changes += verdicts
        if reports_date(claims):
            told += [verdict in ("exact", "within a day") for verdict in verdicts]
    return {"holder by place and day": share(scored), "of those answered": share(answered),
            "from the first control claim on": share(evident),
            "day of change, of places with a dated change in gold": share(told),
            "changes of holder": tally(changes), "places never mentioned, left out": unmentioned}


def reports_date(claims):
    """Whether some report tells of a change of holder of the place, with a day."""
    gains = {"takeover", "surrender", "withdrawal"}
    return any(g.event in gains and g.current and (g.extent or "full") == "full" and interval(g.when) for g in claims)


def named_in_reports(corpus, place):
    names = [place] + corpus.places.all.get(place, {}).get("variants", [])
    pattern = re.compile(r"\b(%s)\b" % "|".join(map(re.escape, names)))
    return any(pattern.search(corpus.letters[r].raw) for r, g in corpus.reports.items() if g.get("on_topic", True))


def change_verdicts(corpus, spells, holders):
    """exact, within a day, worse or missing for each true change of the period; spurious for each other one found.
    Where the truth begins inside the period without saying who came before, one change to that holder is free."""
    agree = lambda a, b: any(same_holder(corpus, x, y) for x in a for y in b)
    found, last = [], None
    for d, holder in holders:
        if holder not in NO_HOLDER:
            if last is None and d > holders[0][0]:
                found.append((d, holder, "opening"))
            elif last is not None and not same_holder(corpus, last, holder):
                found.append((d, holder, "change"))
            last = holder
    verdicts = []
    for before, after in zip([None] + spells, spells):
        if after.holders <= NO_HOLDER or after.late < holders[1][0] or after.early > holders[-1][0] or \
                before and agree(before.holders, after.holders):
            continue
        off = lambda f: max((after.early - f[0]).days, (f[0] - after.late).days, 0)
        near = min((f for f in found if agree(after.holders, [f[1]])), key=off, default=None)
        if near:
            found.remove(near)
        if before:
            verdicts.append("missing" if not near else ("exact", "within a day", "worse")[min(off(near), 2)])
    return verdicts + ["spurious" for f in found if f[2] == "change"]


# ---------------------------------------------------------------- 10 disputes

def dispute_metrics(corpus, disputes, claims):
    """Found when one output dispute has, in different answers, evidence for two of the gold answers."""
    by_id = {c.record.get("id"): c.record for c in claims}

    def evidence(rows):
        return [Item({}, name, corpus.letters[name].find(r.get("quote"), r.get("start")))
                for r in rows for name in [corpus.report_name(r.get("report"))] if name]

    def answers(dispute):
        return [evidence(list(a.get("quotes") or []) + [by_id[c] for c in a.get("claims") or [] if c in by_id])
                for a in dispute.get("answers") or []]

    def hit(wanted, told):
        links = {(i, j) for i, w in enumerate(wanted) for j, a in enumerate(told)
                 if any(x.report == y.report and x.overlap(y) for x in w for y in a)}
        return min(len({i for i, _ in links}), len({j for _, j in links})) >= min(2, len(wanted))
    output = [answers(d) for d in disputes]
    hits = [[hit([evidence(a["evidence"]) for a in d["answers"]], told) for told in output] for d in corpus.disputes]
    return {"recall": share(map(any, hits)), "output disputes that hit one": share(map(any, zip(*hits))),
            "output disputes per gold dispute": round(len(output) / len(hits), 2) if hits else None,
            "not found": ["%s: %s" % (d["id"], d["question"]) for d, row in zip(corpus.disputes, hits) if not any(row)]}


# ---------------------------------------------------------------- 11 report dates

def date_metrics(corpus, rows):
    published = collections.defaultdict(set)
    for r in rows:
        told = r.get("published") if isinstance(r.get("published"), dict) else {}
        published[corpus.report_name(r.get("id"))].add("%s/%s" % (told.get("from"), told.get("to")))
    right = {n: "%s/%s" % ((g["publication_date_pile"],) * 2) in published[n] for n, g in corpus.reports.items()}
    dated = lambda n: bool(corpus.reports[n]["publication_date"])
    return {"full date in the file": share(right[n] for n in right if dated(n)),
            "month only or none": share(right[n] for n in right if not dated(n)),
            "wrong": ["%s: wanted %s, found %s" % (n, corpus.reports[n]["publication_date_pile"],
                                                   ", ".join(sorted(published[n])) or "nothing")
                      for n in sorted(right) if not right[n]]}


# ---------------------------------------------------------------- everything together

def score_all(corpus, claims, holds=None, disputes=None, copies=None, reports=None):
    """All metrics as {section: {label: value}}, and the examples for --show."""
    items = [corpus.output_item(r) for r in claims]
    of_kind = lambda kind: [i for i in items if (i.kind or "event") == kind]
    events = of_kind("event")
    pairs = match(corpus.claims, events, functools.partial(claim_score, corpus))
    matched = {id(x) for pair in pairs for x in pair}
    unpaired = [o for o in events if id(o) not in matched]
    missed = [(miss_cause(corpus, g, unpaired), g) for g in corpus.claims if id(g) not in matched]
    errors = dangerous_errors(corpus, events, pairs)
    control = [(g, o) for g, o in pairs if g.event in CONTROL]
    letters = [b - a for i in items for a, b in i.spans[:1]]
    results = {
        "0 evidence": {"passages found in their report": share(i.spans for i in items),
                       "letters per passage": round(sum(letters) / len(letters)) if letters else None,
                       "in reports unknown to the corpus": sum(i.report is None for i in items)},
        "1 claims": dict(claim_metrics(corpus, events, pairs), misses=tally(cause for cause, _ in missed)),
        "2 matched control claims": attribute_metrics(corpus, control, [c for c, g in missed if g.event in CONTROL]),
        "2 matched claims, all events": attribute_metrics(corpus, pairs, [c for c, _ in missed]),
        "3 dangerous errors": dangerous_metrics(corpus, events, pairs, errors),
        "5 figures": figure_metrics(corpus, of_kind("figure")),
        "6 statements": statement_metrics(corpus, of_kind("statement"))}
    if copies is not None:
        results["7 copies"] = copy_metrics(corpus, copies)
    if holds is not None:
        index = index_holdings(corpus, holds)
        results["8 as-of questions"] = asof_metrics(corpus, index)
        results["9 truth"] = truth_metrics(corpus, index)
    if disputes is not None:
        results["10 disputes"] = dispute_metrics(corpus, disputes, items)
    if reports is not None:
        results["11 report dates"] = date_metrics(corpus, reports)
    examples = {"misses": missed, "dangerous": errors,
                "extras": [("not in gold", o) for o in unpaired],
                "wrong-status": [("%s, gold %s" % (o.status, g.status), o) for g, o in pairs if g.status != o.status]}
    return results, examples


def describe(value):
    """A metric in one line; counts in brackets."""
    figure = lambda x: "-" if x is None else "%.3f" % x
    if isinstance(value, dict) and "f1" in value:
        return "P %s (%d/%d)  R %s (%d/%d)  F1 %s" % (
            figure(value["precision"]), value["hits"], value["found"], figure(value["recall"]), value["hits_wanted"],
            value["wanted"], figure(value["f1"]))
    if isinstance(value, dict) and "share" in value:
        return "%s (%d/%d)" % (figure(value["share"]), value["right"], value["of"])
    if isinstance(value, dict):
        return ", ".join("%s %s" % pair for pair in value.items()) or "none"
    if isinstance(value, list):
        return "".join("\n      " + line for line in value) or "none"
    return "-" if value is None else str(value)


def print_results(corpus, results):
    print("== %s: %d reports, %d gold claims" % (corpus.name, len(corpus.reports), len(corpus.claims)))
    for section, metrics in results.items():
        print(section)
        for label, value in metrics.items():
            print("  %-40s %s" % (label, describe(value)))
    print(summary(corpus, results))


def summary(corpus, results):
    bad = results["3 dangerous errors"]
    parts = ["SUMMARY %s: dangerous %d of %d current takeovers" % (
        corpus.name, bad["dangerous errors"], bad["current takeovers in the output"])]
    for short, section, label, key in SUMMARY:
        value = results.get(section, {}).get(label, {}).get(key)
        parts.append("%s %s" % (short, "-" if value is None else "%.3f" % value))
    return " | ".join(parts)


def print_examples(kind, examples, limit):
    print("%s: %d, first %d" % (kind, len(examples), min(limit, len(examples))))
    for reason, item in sorted(examples, key=lambda e: (e[1].event not in CONTROL, str(e[1].report), e[1].key))[:limit]:
        place = item.places[0] if item.places else item.place
        print("  %s | %s | %s %s | %s | %s | \"%s\"" % (reason, item.report, item.event, item.extent or "full", place,
                                                      "; ".join(sorted(item.parties)) or None, item.quote))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--gold", required=True, metavar="CORPUS_DIR")
    for name in INPUTS:
        parser.add_argument("--" + name, metavar="F")
    parser.add_argument("--json", metavar="OUT")
    parser.add_argument("--show", nargs=2, action="append", default=[], metavar=("KIND", "N"))
    parser.add_argument("--queries", action="store_true", help="print the day pairs that --holds must answer")
    args = parser.parse_args()
    if any(kind not in ("misses", "extras", "wrong-status", "dangerous") or not n.isdigit() for kind, n in args.show):
        parser.error("--show takes misses, extras, wrong-status or dangerous, and a number")
    if not args.queries and not args.claims:
        parser.error("--claims or --queries is needed")
    try:
        corpus = Corpus(args.gold)
        if args.queries:
            print("\n".join("%s %s" % pair for pair in corpus.queries()))
            return 0
        rows = {name: read_lines(getattr(args, name)) for name in INPUTS if getattr(args, name)}
    except (BadInput, OSError) as error:
        print("score_picture: %s" % error, file=sys.stderr)
        return 2
    results, examples = score_all(corpus, **rows)
    for kind, n in args.show:
        print_examples(kind, examples[kind], int(n))
    print_results(corpus, results)
    if args.json:
        with open(args.json, "w", encoding="utf-8") as handle:
            json.dump({"corpus": corpus.name, "results": results}, handle, indent=1, ensure_ascii=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
