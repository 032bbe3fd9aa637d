"""`dateline.read`: the same table from whatever holds the reports, and nothing lost without a word."""

import datetime
import threading

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import dateline

ROWS = [
    {
        "id": "a",
        "outlet": "Example Wire",
        "published": "2025-01-28",
        "title": "Goma",
        "text": "M23 rebels seized Goma on Monday, residents said.",
    },
    {"id": "b", "outlet": None, "published": None, "title": None, "text": "The army still holds Bukavu."},
]


def test_a_frame_a_table_and_a_list_give_the_same_table():
    told = dateline.read(ROWS)
    assert told.schema == dateline.schema()
    assert told.schema.metadata == {b"dateline.schema": b"readings/1"}
    for given in [pd.DataFrame(ROWS), pl.DataFrame(ROWS), pa.Table.from_pylist(ROWS), iter(ROWS)]:
        assert dateline.read(given).equals(told), type(given)
    dated = [{**ROWS[0], "published": datetime.datetime(2025, 1, 28, 23, 30)}, ROWS[1]]
    assert dateline.read(dated).equals(told)
    assert dateline.read(ROWS, threads=3).equals(told)


def test_a_claim_is_a_row_with_its_passage():
    told = dateline.read(ROWS).to_pandas()
    assert list(told[told.kind == "report"].report) == ["a", "b"]
    taken = told[told.event == "takeover"].iloc[0]
    assert (taken.report, taken.place, taken.status) == ("a", "Goma", "asserted")
    assert taken.day_from == datetime.date(2025, 1, 27)
    assert ROWS[0]["text"][int(taken.start) : int(taken.end)] == taken.quote


def test_an_id_is_made_of_the_content():
    first, again = (dateline.read([text]).column("report")[0].as_py() for text in ["Rain fell.", "Rain fell."])
    other = dateline.read(["Rain fell again."]).column("report")[0].as_py()
    assert first == again and first != other


def test_what_cannot_be_read_is_told():
    german = "Die Aufständischen haben am Sonntag die Stadt eingenommen, wie Bewohner berichteten. " * 5
    told = dateline.read([{"id": "empty", "text": " "}, {"id": "de", "text": german}])
    assert told.column("kind").to_pylist() == ["report", "report"]
    reasons = dict(zip(told.column("report").to_pylist(), told.column("reason").to_pylist()))
    assert reasons["empty"] == "It has no text." and "only English" in reasons["de"]
    with pytest.warns(UserWarning, match="publication date"):
        dateline.read([{"text": "Rain fell on the hills.", "published": "somewhen"}])
    with pytest.raises(ValueError, match="no column 'text'"):
        dateline.read(pd.DataFrame({"body": ["x"]}))
    with pytest.raises(TypeError, match="several reports"):
        dateline.read("one text")


def test_other_threads_run_while_it_reads(rows):
    ticks, done = [0], threading.Event()

    def tick():
        while not done.wait(0.001):
            ticks[0] += 1

    thread = threading.Thread(target=tick)
    thread.start()
    before = ticks[0]
    dateline.read(rows[:3], threads=1)
    during = ticks[0] - before
    done.set()
    thread.join()
    assert during > 20
