#!/usr/bin/env python3
"""Opens what `dateline export` writes with the programs that people open it with, and compares.

    python3 tools/roundtrip.py STORE [--dateline target/debug/dateline]

Needs pandas, pyarrow, duckdb, libhxl and followthemoney (pip) and ogrinfo (gdal-bin); what is not there is said and left out.
Not part of the tests that must run anywhere. Ends with 1 when a reader disagrees.
"""

import argparse
import hashlib
import importlib.util
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

failures = []


def check(what, got, wanted):
    ok = got == wanted
    print(f"{'ok  ' if ok else 'FAIL'} {what}: {got}" + ("" if ok else f", wanted {wanted}"))
    if not ok:
        failures.append(what)


def have(module):
    found = importlib.util.find_spec(module) is not None
    if not found:
        print(f"left {module} is not installed")
    return found


def package(folder):
    """The descriptor tells rows and hashes of every table."""
    described = json.loads((folder / "datapackage.json").read_text())
    rows = {r["name"]: r for r in described["resources"]}
    for name, resource in rows.items():
        digest = hashlib.sha256((folder / resource["path"]).read_bytes()).hexdigest()
        check(f"hash of {name}", f"sha256:{digest}" == resource["hash"], True)
    return rows


def pandas_and_duckdb(folder, rows):
    if have("pandas"):
        import pandas

        for name, resource in rows.items():
            table = pandas.read_csv(folder / f"{name}.csv", encoding="utf-8-sig", keep_default_na=False, na_values=[""])
            check(f"pandas reads {name}.csv, rows", len(table), resource["rows"])
            numeric = [f["name"] for f in resource["schema"]["fields"] if f["type"] in ("number", "integer")]
            wrong = [c for c in numeric if table[c].dtype == object]
            check(f"pandas takes the numbers of {name}.csv for numbers, but for", wrong, [])
        parquet = folder / "claims.parquet"
        if have("pyarrow") and parquet.exists():
            import pyarrow.parquet

            for name, resource in rows.items():
                table = pyarrow.parquet.read_table(folder / f"{name}.parquet")
                check(f"Arrow reads {name}.parquet, rows", table.num_rows, resource["rows"])
                version = (table.schema.metadata or {}).get(b"dateline.schema", b"").decode()
                check(f"version of {name}.parquet", version, f"{name}/1")
            frame = pandas.read_parquet(parquet)
            check("days of claims.parquet are days", str(pyarrow.parquet.read_schema(parquet).field("day_from").type), "date32[day]")
            csv = pandas.read_csv(folder / "claims.csv", encoding="utf-8-sig", dtype=str, keep_default_na=False)
            check("CSV and Parquet have the same claims", list(csv["claim"]) == list(frame["claim"]), True)
    if have("duckdb"):
        import duckdb

        for name, resource in rows.items():
            for end in ("csv", "parquet"):
                if (folder / f"{name}.{end}").exists():
                    (count,) = duckdb.sql(f"select count(*) from '{folder}/{name}.{end}'").fetchall()[0]
                    check(f"DuckDB reads {name}.{end}, rows", count, resource["rows"])
        joined = "select count(*) from '{0}/evidence.csv' e join '{0}/claims.csv' c on e.claim = c.claim where e.quote = c.quote"
        (count,) = duckdb.sql(joined.format(folder)).fetchall()[0]
        check("DuckDB joins evidence to claims with the same quote, rows", count, rows["evidence"]["rows"])


def maps(folder):
    if not shutil.which("ogrinfo"):
        print("left ogrinfo is not installed")
        return
    features = json.loads((folder / "map.geojson").read_text())["features"]
    placed = sum(1 for f in features if f["geometry"])
    for name, wanted in (("map.geojson", len(features)), ("map.kml", placed)):
        told = subprocess.run(["ogrinfo", "-so", "-al", str(folder / name)], capture_output=True, text=True, check=True)
        counts = re.findall(r"Feature Count: (\d+)", told.stdout)
        check(f"ogrinfo reads {name}, features", int(counts[0]), wanted)
        check(f"ogrinfo says of {name}", told.stderr.strip(), "")
        print("     " + "; ".join(re.findall(r"(?:Geometry|Extent|start_date|end_date|begin|end): .*", told.stdout)))


def hxl_tags(folder):
    if not have("hxl"):
        return
    import hxl

    for name in ("holdings", "reports", "claims"):
        path = str(folder / "hxl" / f"{name}.csv")
        source = hxl.data(path, hxl.InputOptions(allow_local=True))
        report = hxl.validate(source)
        told = report.get("stats", {})
        check(f"libhxl finds in {name}.csv, errors", told.get("error", 0), 0)
        print("     " + json.dumps(told))


def statements(folder):
    if not have("followthemoney"):
        return
    from followthemoney import model
    from followthemoney.statement import CSV, read_path_statements

    read = list(read_path_statements(folder / "statements.csv", format=CSV))
    wrong = set()
    for one in read:
        schema = model.get(one.schema)
        prop = schema and schema.get(one.prop)
        if prop is None or prop.type.clean(one.value) is None:
            wrong.add((one.schema, one.prop, one.value[:40]))
    check("followthemoney reads statements, rejected", sorted(wrong), [])
    print(f"     {len(read)} statements of {len({s.entity_id for s in read})} entities")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("store")
    parser.add_argument("--dateline", default="target/debug/dateline")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)

        def export(*words):
            subprocess.run([args.dateline, "--store", args.store, "export", *words], check=True, capture_output=True)

        export("csv", "-o", str(folder))
        export("csv", "--hxl", "-o", str(folder / "hxl"))
        export("parquet", "-o", str(folder))
        export("geojson", "-o", str(folder / "map.geojson"))
        export("kml", "-o", str(folder / "map.kml"))
        export("ftm", "-o", str(folder / "statements.csv"))
        pandas_and_duckdb(folder, package(folder))
        maps(folder)
        hxl_tags(folder)
        statements(folder)
    print(f"{len(failures)} of the readers' answers are not as wanted." if failures else "All readers agree.")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
