"""dateline on Spark, with executors of their own processes: row for row what the local run gives."""

import os
import sys
import time

import pytest

import dateline

pytestmark = pytest.mark.spark


@pytest.fixture(scope="module")
def session():
    sql = pytest.importorskip("pyspark.sql")
    os.environ["PYSPARK_PYTHON"] = sys.executable
    # Two executors with a processor and a gigabyte each.
    session = sql.SparkSession.builder.master("local-cluster[2,1,1024]").config("spark.ui.enabled", "false").getOrCreate()
    yield session
    session.stop()


def ordered(table, *keys):
    return table.sort_by([(key, "ascending") for key in keys]).combine_chunks().to_pylist()


def test_the_cluster_gives_the_rows_of_the_local_run(session, rows):
    from dateline import spark

    begun = time.monotonic()
    claims = dateline.read(rows, threads=2)
    local = time.monotonic() - begun

    piled = [{**row, "crisis": "x"} for row in rows]
    reports = session.createDataFrame(piled, "id string, text string, crisis string").repartition(4)
    begun = time.monotonic()
    told = spark.read(reports, keep=["crisis"]).toArrow()
    cluster = time.monotonic() - begun
    # The driver is one of them.
    executors = session.sparkContext._jsc.sc().getExecutorMemoryStatus().size() - 1
    print(f"{len(rows)} reports, {told.num_rows} rows: local {local:.1f} s, {executors} executors {cluster:.1f} s")
    assert executors == 2
    assert set(told.column("crisis").to_pylist()) == {"x"}
    keys = ("report", "reading", "position")
    assert ordered(told.drop_columns(["crisis"]), *keys) == ordered(claims, *keys)

    again = session.createDataFrame(told)
    held = spark.picture(again, by="crisis").toArrow()
    local_held = dateline.Picture(claims).holdings()
    assert held.num_rows == local_held.num_rows > 0
    assert ordered(held.drop_columns(["crisis"]), "holding") == ordered(spark._plain(local_held), "holding")
    early = spark.picture(again, known="2021-08-12", table="disputes").toArrow()
    local_early = dateline.Picture(claims).disputes("2021-08-12")
    assert ordered(early, "dispute", "answer") == ordered(spark._plain(local_early), "dispute", "answer") != []


def test_reports_without_text_are_told_before_anything_runs(session):
    from dateline import spark

    with pytest.raises(ValueError, match="no column 'text'"):
        spark.read(session.createDataFrame([("x",)], "body string"))
