"""`Picture`: the same from any order and any pieces, and what the command line says of the same readings."""

import json
import subprocess

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

import dateline


@pytest.fixture(scope="module")
def picture(claims):
    return dateline.Picture(claims)


def test_who_held_what_as_known_on_a_day(picture):
    told = picture.holds(on="2021-08-09", known="2021-08-16").to_pandas().set_index("place")
    assert told.holder["Zaranj"] == "Taliban"
    early = picture.holds(known="2021-08-07").to_pandas()
    assert "Kabul" not in list(early[early.holder == "Taliban"].place)
    assert picture.known("2021-08-07") == "2021-08-07"


def test_of_a_day_after_the_known_one_nothing_is_known(claims, picture, binary, tmp_path):
    pq.write_table(claims, tmp_path / "claims.parquet")
    store = [binary, "--store", tmp_path / "s.db"]
    subprocess.run([*store, "import", tmp_path / "claims.parquet"], check=True, capture_output=True)
    days = {"on": "2021-08-13", "known": "2021-08-12"}
    asked = [*store, "holds", "--json", "--on", days["on"], "--known", days["known"]]
    told = [json.loads(line) for line in subprocess.run(asked, check=True, capture_output=True, text=True).stdout.splitlines()]
    ours = picture.holds(**days)
    assert ours.schema.equals(picture.holds().schema, check_metadata=True)
    assert {(one["place_id"], one["holder"]) for one in ours.to_pylist()} == {(one["place"]["id"], one["holder"]) for one in told}
    assert set(ours.column("holder").to_pylist()) == {"unknown"} and ours.num_rows == len(told) > 10
    first = ours.to_pylist()[0]
    assert first["holding"] == f"{first['place_id']}@2021-08-13" and first["known"].isoformat() == "2021-08-12"
    assert first["standing"] == told[0]["standing"] and not first["claims_for"]


def test_order_and_pieces_do_not_matter(claims, picture):
    by_length = claims.take(pc.sort_indices(pc.utf8_length(claims.column("stored"))))
    half = claims.num_rows // 2
    pieces = pa.concat_tables([claims.slice(half), claims.slice(0, half)])
    for other in [by_length, pieces, claims.to_pandas(), claims.select(["stored", "position", "reading", "report"])]:
        again = dateline.Picture(other)
        assert again.holdings().equals(picture.holdings()), type(other)
        assert again.brief().text == picture.brief().text


def test_an_export_of_the_command_line_is_the_same_picture(claims, picture, binary, tmp_path):
    def run(*args):
        return subprocess.run([binary, "--store", tmp_path / "s.db", *args], check=True, capture_output=True, text=True)

    pq.write_table(claims, tmp_path / "claims.parquet")
    run("import", tmp_path / "claims.parquet")
    for days in [[], ["--known", "2021-08-12"]]:
        known = days[-1] if days else None
        told = [json.loads(line) for line in run("holds", "--json", *days).stdout.splitlines()]
        held = {one["place"]["id"]: one["holder"] for one in told if one["holder"] != "unknown"}
        ours = picture.holds(known=known).to_pylist()
        assert {one["place_id"]: one["holder"] for one in ours if one["holder"] != "unknown"} == held and held
        assert run("brief", *days).stdout == picture.brief(known=known).text
    run("export", "parquet", "-o", tmp_path / "tables")
    exported = pq.read_table(tmp_path / "tables" / "readings.parquet")
    assert exported.schema == claims.schema
    assert dateline.Picture(exported).holdings().equals(picture.holdings())


def test_a_notebook_shows_map_timeline_and_brief(picture):
    drawn = picture.map(on="2021-08-12", known="2021-08-13", width=600)
    assert drawn._repr_svg_().startswith("<svg") and drawn._repr_html_() is None
    lanes = picture.timeline()._repr_html_()
    assert lanes.startswith('<iframe sandbox=""') and "Kunduz" in lanes and lanes.count("<") == 2
    assert picture.timeline().page.startswith("<!DOCTYPE html>") and "<script" not in picture.timeline().page
    brief = picture.brief(known="2021-08-13")
    assert brief._repr_markdown_().startswith("#") and str(brief) == brief.text
    assert len(picture.brief(known="2021-08-13", full=True).text) > len(brief.text)


def test_all_tables_are_there(picture):
    for name in ["reports", "claims", "evidence", "disputes", "figures", "holdings"]:
        assert getattr(picture, name)("2021-08-13").num_rows > 0, name
    assert picture.developments("2021-08-13")[0]["place"]


def test_what_cannot_be_used_is_told(claims):
    with pytest.raises(ValueError, match="no column 'stored'"):
        dateline.Picture(claims.drop_columns(["stored"]))
    only_events = claims.filter(pc.equal(claims.column("kind"), "event"))
    with pytest.warns(UserWarning, match="without the row of the report itself"):
        dateline.Picture(only_events)
    twice = dateline.read([{"id": "x", "text": "Rain fell in the hills."}, {"id": "x", "text": "Snow fell in the hills."}])
    with pytest.warns(UserWarning, match="two reports have this id"):
        dateline.Picture(twice)
    for wrong in [{"known": "Friday"}, {"on": "Friday"}]:
        with pytest.raises(ValueError, match="no day"):
            dateline.Picture(claims).holds(**wrong)


def test_nothing_was_read():
    picture = dateline.Picture(dateline.read([]))
    assert picture.known() is None and picture.holdings().num_rows == 0
    assert picture.timeline().page and picture.brief().text
