"""dateline on Spark, for piles that outgrow one machine.

    from dateline import spark

    claims = spark.read(reports)                      # each report by itself, on whatever executor has it
    claims.write.parquet("claims.parquet")            # `dateline import claims.parquet` makes a store of it
    spark.picture(claims, by="crisis").show()         # who held what, from a day to a day

Reading is nearly all of the work, and it is spread over all executors: `read` looks at each report alone and gives the rows
that `dateline.read` gives. A picture cannot be taken apart by place without becoming another one: which reports are copies, who
stands with whom, and the days of undated reports are found from all reports of the pile at once, and every place depends on
them. So `picture` makes each pile's picture whole, on one executor, from the pile's rows alone, and piles beside each other.
Give it `by` where the reports are several piles (crises, countries); each must fit into the memory of one Python worker.

The executors need the package installed. PySpark asks for pandas 2.2 or later, though nothing here uses it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

import dateline

if TYPE_CHECKING:
    from pyspark.sql import DataFrame
    from pyspark.sql.types import StructType

__all__ = ["picture", "read"]


def read(df: DataFrame, *, keep: Sequence[str] = (), knowledge: str | os.PathLike[str] | None = None) -> DataFrame:
    """Reads reports (columns as for `dateline.read`) and gives the table of readings.

    `keep` names columns of a report that all its rows are to carry, such as the one by which `picture` groups. A report
    without `id` gets the id that it gets everywhere. `knowledge` must lie at the same path on every executor.
    """
    names = [name for name in dateline.FIELDS if name in df.columns]
    if "text" not in names:
        raise ValueError(f"The reports have no column 'text' (columns: {', '.join(df.columns)}). Rename the one that holds it.")

    def pieces(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            # A task has one processor.
            told = dateline.read(batch.select(names), knowledge=knowledge, threads=1)
            yield from _with(_carried(batch, keep, told), told).to_batches()

    kept = [field for field in df.schema.fields if field.name in keep]
    return df.select(*dict.fromkeys([*names, *keep])).mapInArrow(pieces, _schema(dateline.schema(), kept))


def picture(
    df: DataFrame,
    *,
    by: str | Sequence[str] = (),
    known: str | None = None,
    table: str = "holdings",
    knowledge: str | os.PathLike[str] | None = None,
) -> DataFrame:
    """Makes the picture of each pile of readings and gives one of its tables, by default every state of every place.

    `by` names the columns that tell piles apart; without it everything is one pile. `table` is holdings, reports, claims,
    evidence, disputes or figures, with the columns of `dateline.Picture`. The rows are those of the local picture.
    """
    by = [by] if isinstance(by, str) else list(by)

    def one(pile: pa.Table) -> pa.Table:
        made = _plain(getattr(dateline.Picture(pile, knowledge=knowledge), table)(known))
        first = pa.array([0] * made.num_rows, pa.int64())
        return _with({name: pile.column(name).take(first) for name in by}, made)

    shape = _plain(getattr(dateline.Picture(dateline.schema().empty_table()), table)()).schema
    kept = [field for field in df.schema.fields if field.name in by]
    return df.groupBy(*by).applyInArrow(one, _schema(shape, kept))


def _carried(batch: pa.RecordBatch, keep: Iterable[str], told: pa.Table) -> dict[str, pa.Array]:
    """The columns of each row's report: a report's own row comes first, and reports come in the order of the batch."""
    own = pc.cast(pc.equal(told.column("position"), 0), pa.int64())
    number = pc.subtract(pc.cumulative_sum(own), 1)
    return {name: batch.column(name).take(number.combine_chunks()) for name in keep}


def _with(columns: dict[str, pa.Array], table: pa.Table) -> pa.Table:
    """The columns in front of the table."""
    return pa.table({**columns, **{name: table.column(name) for name in table.column_names}})


def _plain(table: pa.Table) -> pa.Table:
    """Dictionaries as plain texts, which is what Spark has."""
    plain = [field.with_type(pa.string()) if pa.types.is_dictionary(field.type) else field for field in table.schema]
    return table.cast(pa.schema(plain))


def _schema(shape: pa.Schema, kept: list) -> StructType:
    from pyspark.sql.pandas.types import from_arrow_schema
    from pyspark.sql.types import StructType

    return StructType(kept + from_arrow_schema(shape).fields)
