"""Reads the treebanks and says which texts may train a model that anyone may use."""
import json
import lzma
import random
import re
from pathlib import Path

# GUM's licence text names the terms of these genres: Wikimedia texts (news, interviews, biographies, Wikivoyage),
# OpenStax textbooks and YouTube vlogs are CC BY, political speeches are public domain, and the Santa Barbara
# conversations carry an attribution licence. `whow` and `fiction` are non-commercial; academic, court, essay, letter
# and podcast are not named there, so they are left out as well.
FREE_GUM_GENRES = ("bio", "conversation", "interview", "news", "speech", "textbook", "vlog", "voyage")

ENTITY_TYPES = ("abstract", "animal", "event", "object", "organization", "person", "place", "plant", "substance", "time")

MAX_WORDS, MAX_PIECES = 120, 200
IGNORE = -100
LOWER, TITLE, CAPS, MIXED, ONE_CAPITAL, DIGITS, ALNUM, OTHER = range(8)


def shape(word):
    """The spelling that an uncased vocabulary loses; the same eight classes as in `wordpiece.rs`."""
    if word.isdigit():
        return DIGITS
    if any(c.isdigit() for c in word):
        return ALNUM
    if not any(c.isalpha() for c in word):
        return OTHER
    if word.islower():
        return LOWER
    if word.isupper():
        return ONE_CAPITAL if len(word) == 1 else CAPS
    if word[:1].isupper() and word[1:].islower():
        return TITLE
    return MIXED


def read_conllu(path):
    """Sentences of a .conllu or .conllu.xz file: dict(doc, text, rows), rows of syntactic words only."""
    opener = lzma.open if str(path).endswith(".xz") else open
    sentences, rows, doc, text = [], [], "", ""
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line.startswith("# newdoc id"):
                doc = line.split("=", 1)[1].strip()
            elif line.startswith("# text ="):
                text = line.split("=", 1)[1].strip()
            elif not line:
                if rows:
                    sentences.append(dict(doc=doc, text=text, rows=rows))
                rows = []
            elif line[0] != "#":
                row = line.split("\t")
                if row[0].isdigit():  # neither multi-word tokens ("don't") nor empty nodes
                    rows.append(row)
    return sentences


def genre(doc):
    """`GUM_news_homeopathic` gives `news`."""
    return doc.split("_")[1] if doc.startswith("GUM_") else ""


def load(folder, split, free_only=True):
    """Both treebanks of a split; GUM only with the free genres unless told otherwise."""
    folder = Path(folder)
    ewt = [annotate(s, False) for s in read_conllu(folder / f"en_ewt-ud-{split}.conllu.xz")]
    gum = [annotate(s, True) for s in read_conllu(folder / f"en_gum-ud-{split}.conllu.xz")
           if not free_only or genre(s["doc"]) in FREE_GUM_GENRES]
    return ewt, gum


def annotate(sentence, with_entities):
    """Columns of a sentence; `entity` is None where the treebank has none."""
    rows = sentence["rows"]
    out = dict(doc=sentence["doc"], words=[r[1] for r in rows], lemma=[r[2] for r in rows], upos=[r[3] for r in rows],
               xpos=[r[4] for r in rows], head=[int(r[6]) for r in rows], rel=[r[7] for r in rows], entity=None)
    if with_entities:
        out["entity"] = entity_heads(rows, out["head"])
    return out


def entity_heads(rows, head):
    """The entity type on the head word of each mention, "O" elsewhere."""
    kinds = ["O"] * len(rows)
    for first, last, kind in mentions([r[9] for r in rows]):
        tops = [i for i in range(first, last + 1) if not first <= head[i] - 1 <= last]
        if kind in ENTITY_TYPES and tops and kinds[tops[0]] == "O":
            kinds[tops[0]] = kind
    return kinds


BRACKET = re.compile(r"\(([^()]+)|([^()]*)\)")


def mentions(misc):
    """GUM's bracket notation "(1-person-new-..." ... "1)" as (first, last, type)."""
    open_, found = [], []
    for i, column in enumerate(misc):
        value = next((kv[7:] for kv in column.split("|") if kv.startswith("Entity=")), "")
        for begun, ended in BRACKET.findall(value):
            if begun:
                fields = begun.split("-")
                open_.append((fields[0], i, fields[1] if len(fields) > 1 else ""))
                continue
            name = ended.split("[")[0]
            at = next((k for k in range(len(open_) - 1, -1, -1) if not name or open_[k][0].split("[")[0] == name), None)
            if at is not None:
                _, first, kind = open_.pop(at)
                found.append((first, i, kind))
    return found


EVENTS = ("none takeover withdrawal surrender clash siege advance hold strike attack_on_civilians detention release "
          "deployment evacuation closure talks protest aid").split()
STATUSES = "asserted claimed denied negated planned forecast background".split()
ROLES = "actor place source".split()


def load_labels(path):
    """Labelled sentences as `cargo dev export-labels` writes them: dict(report, words, labels)."""
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


class Tags:
    """Tag inventories, in a fixed order."""

    def __init__(self, sentences):
        seen = lambda key: sorted({t for s in sentences for t in s[key]})
        self.upos = seen("upos")
        self.xpos = sorted(t if t in PENN else "_" for t in set(seen("xpos")) & PENN | {"_"})
        self.rel = seen("rel")
        self.entity = ["O", *ENTITY_TYPES]
        self.event, self.status, self.role = EVENTS, STATUSES, ROLES


# The Penn tags that `dateline-tree` knows; slips in the treebanks ("VERB", "..") count as "_".
PENN = set("ADD AFX CC CD DT EX FW GW HYPH IN JJ JJR JJS LS MD NFP NN NNP NNPS NNS PDT POS PRP PRP$ RB RBR RBS RP SYM TO "
           "UH VB VBD VBG VBN VBP VBZ WDT WP WP$ WRB XX , . : `` '' -LRB- -RRB- $ _".split())


def pieces_of(words, wordpiece):
    """Pieces, their shapes, and the first piece of each word (0 is the root)."""
    ids, shapes, first = [wordpiece.cls], [OTHER], [0]
    for word in words:
        first.append(len(ids))
        pieces = wordpiece.word(word)
        ids += pieces
        shapes += [shape(word)] * len(pieces)
    ids.append(wordpiece.sep)
    shapes.append(OTHER)
    return dict(ids=ids, shapes=shapes, first=first)


def encode_labels(sentence, wordpiece):
    """A labelled sentence as numbers. A word tells one event: the first of its labels decides, and of several places
    (or parties) with one trigger each is right."""
    n = len(sentence["words"])
    unknown = [IGNORE] * n
    triggers = {}
    for label in sentence["labels"]:
        kept = triggers.setdefault(label["trigger"], dict(event=label["event"], status=STATUSES.index(label["status"]),
                                                          roles=[set(), set(), set()]))
        if kept["event"] == label["event"]:
            for found, role in zip(kept["roles"], ROLES):
                found.add(label[role] + 1)
    for kept in triggers.values():
        kept["event"] = EVENTS.index(kept["event"])
        kept["roles"] = [sorted(r - {0}) or [0] for r in kept["roles"]]
    event = [triggers[i]["event"] if i in triggers else 0 for i in range(n)]
    drop_last = sentence["words"][-1] == "." and n > 3
    return dict(pieces_of(sentence["words"], wordpiece), n=n, report=sentence["report"], triggers=triggers, event=event,
                head=unknown, upos=unknown, xpos=unknown, rel=unknown, entity=unknown, drop_last=drop_last)


def encode(sentence, wordpiece, tags):
    """A sentence of a treebank as numbers: pieces and targets."""
    number = lambda key, names, default: [names.index(t) if t in names else default for t in sentence[key]]
    n = len(sentence["words"])
    return dict(pieces_of(sentence["words"], wordpiece), head=sentence["head"], n=n, event=[IGNORE] * n, triggers={},
                upos=number("upos", tags.upos, IGNORE), xpos=number("xpos", tags.xpos, tags.xpos.index("_")),
                rel=number("rel", tags.rel, IGNORE),
                entity=number("entity", tags.entity, 0) if sentence["entity"] else [IGNORE] * n,
                drop_last=sentence["words"][-1] == "." and n > 3 and n not in sentence["head"])


def vary(item, rng):
    """Headlines and captions: some sentences lose their full stop, some are set in capitals or in title case."""
    draw = rng.random()
    if draw < 0.15 and item["drop_last"]:
        item = without_last_word(item)
    draw = rng.random()
    if draw < 0.03:
        item = dict(item, shapes=[recase(s, CAPS) for s in item["shapes"]])
    elif draw < 0.08:
        item = dict(item, shapes=[recase(s, TITLE) for s in item["shapes"]])
    elif draw < 0.10:
        item = dict(item, shapes=[LOWER if s in (TITLE, CAPS, MIXED, ONE_CAPITAL) else s for s in item["shapes"]])
    return item


def recase(shape_, to):
    if shape_ == LOWER or (to == CAPS and shape_ in (TITLE, MIXED)):
        return to
    return shape_


def without_last_word(item):
    cut = item["first"][-1]
    out = {k: item[k][:-1] for k in ("first", "head", "upos", "xpos", "rel", "entity", "event")}
    return dict(item, ids=item["ids"][:cut] + item["ids"][-1:], shapes=item["shapes"][:cut] + item["shapes"][-1:],
                n=item["n"] - 1, **out)


def batches(items, pieces, rng=None):
    """Index lists of similar length, at most `pieces` padded pieces each."""
    order = list(range(len(items)))
    if rng:
        rng.shuffle(order)
    order.sort(key=lambda i: len(items[i]["ids"]) + (rng.random() * 4 if rng else 0))
    out, current = [], []
    for i in order:
        if current and len(items[i]["ids"]) * (len(current) + 1) > pieces:
            out.append(current)
            current = []
        current.append(i)
    out.append(current)
    if rng:
        rng.shuffle(out)
    return out
