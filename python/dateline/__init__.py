"""Reads a pile of news reports and says who holds which place, since when and on whose word.

    import dateline

    claims = dateline.read(frame)               # pandas, Polars, Arrow, or an iterable of texts or dicts
    picture = dateline.Picture(claims)
    picture.holds(on="2021-08-12", known="2021-08-13").to_pandas()
    picture.brief()

`read` looks at each report by itself, so it can run anywhere and in any pieces (`dateline.spark`); `Picture` makes of all
pieces together what can only be told from the whole: which reports are copies, who stands with whom, what day an undated
report is of, who held what. Nothing asks a clock or a network, and the same reports give the same bytes.
"""

from __future__ import annotations

import datetime
import json
import os
from collections.abc import Iterable, Mapping
from html import escape
from typing import Any, Union

import pyarrow as pa

from dateline import _dateline

__version__ = _dateline.VERSION
__all__ = ["Brief", "Drawing", "Picture", "read", "schema"]

#: What a report can have; only `text` is needed.
FIELDS = ("text", "id", "outlet", "published", "title", "url", "author", "language")

Day = Union[str, datetime.date, None]


def read(reports: Any, *, knowledge: str | os.PathLike[str] | None = None, threads: int | None = None) -> pa.Table:
    """Reads reports, each by its own words alone, and gives the table of readings.

    `reports` is a pandas or Polars frame, an Arrow table, anything else with an Arrow stream, or an iterable of dicts or
    texts. The columns are those of `FIELDS`; others are left out. A report without `id` gets one made of its content.
    `published` is a day or a text such as `2021-08-12`; without it the report's own words tell, or the pile does later.

    The table has a row of kind `report` for each report, in the order given, and after it a row for each of its claims;
    `docs/exports.md` describes the columns. What cannot be read is told as a warning and in the column `reason`.
    """
    return _table(_dateline.read(_lines(reports), knowledge, threads))


def schema() -> pa.Schema:
    """The schema of the table that `read` gives."""
    return _table(_dateline.read([], None, 1)).schema


class Picture:
    """Who held what, as known on any day, from the table that `read` gave, or several of them put together.

    All rows of a report are needed, those of kind `report` among them, in any order. `on` is the day asked about,
    `known` the day you stand on: only reports published by then count. Without `known` the newest report's day counts,
    without `on` the known day.
    """

    def __init__(self, claims: Any, *, knowledge: str | os.PathLike[str] | None = None) -> None:
        table = _arrow(claims)
        missing = [name for name in _NEEDED.names if name not in table.column_names]
        if missing:
            raise ValueError(f"The table has no column {missing[0]!r}. Give what dateline.read gave, all columns of it.")
        self._picture = _dateline.Picture(_bytes(table.select(_NEEDED.names).cast(_NEEDED)), knowledge)

    def known(self, known: Day = None) -> str | None:
        """The day that counts as known; None where no report has a day."""
        return self._picture.known(_day(known))

    def holds(self, on: Day = None, known: Day = None) -> pa.Table:
        """Who has each place on a day, with standing, origins, and the claims for and against.

        Of a day after the known one nobody is known to hold anything.
        """
        stands, on = self.known(known), _day(on)
        held = self._named("holdings", on or stands, known)
        if on and stands and datetime.date.fromisoformat(on) > datetime.date.fromisoformat(stands):
            return _untold(self._named("holdings", stands, known), datetime.date.fromisoformat(stands))
        return held

    def holdings(self, known: Day = None) -> pa.Table:
        """Every state of every place from a day to a day."""
        return self._named("holdings", None, known)

    def reports(self, known: Day = None) -> pa.Table:
        """The reports with their days, and which are copies."""
        return self._named("reports", None, known)

    def claims(self, known: Day = None) -> pa.Table:
        """What single passages say, as the picture reads them."""
        return self._named("claims", None, known)

    def evidence(self, known: Day = None) -> pa.Table:
        """Which passage speaks for or against which state, answer or figure."""
        return self._named("evidence", None, known)

    def disputes(self, known: Day = None) -> pa.Table:
        """The questions on which reports disagree, a row for each answer."""
        return self._named("disputes", None, known)

    def figures(self, known: Day = None) -> pa.Table:
        """Every reported number with what became of it."""
        return self._named("figures", None, known)

    def developments(self, known: Day = None) -> list[dict[str, Any]]:
        """What happened, each happening once with everything that reports tell of it, as `dateline developments --json`."""
        return [json.loads(line) for line in self._picture.developments(_day(known)).splitlines()]

    def brief(self, on: Day = None, known: Day = None, *, full: bool = False) -> Brief:
        """What a person reads first, on about two pages; all of it with `full`."""
        on, known = _day(on), _day(known)
        forms = (self._picture.brief(on, known, full, form) for form in ("text", "markdown", "html"))
        return Brief(*forms)

    def map(self, on: Day = None, known: Day = None, *, width: int = 960) -> Drawing:
        """Who has which place on a day, drawn."""
        return Drawing(svg=self._picture.map(_day(on), _day(known), width))

    def timeline(self, known: Day = None) -> Drawing:
        """Who had each place when, all places beside each other, drawn."""
        return Drawing(page=self._picture.timeline(_day(known)))

    def _named(self, name: str, on: str | None, known: Day) -> pa.Table:
        return _table(self._picture.table(name, on, _day(known)))


class Brief:
    """A brief as text, Markdown and a page; a notebook shows it formatted."""

    def __init__(self, text: str, markdown: str, html: str) -> None:
        self.text, self.markdown, self.html = text, markdown, html

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return self.text

    def _repr_markdown_(self) -> str:
        return self.markdown


class Drawing:
    """A map (`svg`) or a timeline (`page`, HTML); a notebook shows it."""

    def __init__(self, *, svg: str | None = None, page: str | None = None) -> None:
        self.svg, self.page = svg, page

    def save(self, path: str | os.PathLike[str]) -> None:
        """Writes it to a file."""
        with open(path, "w", encoding="utf-8", newline="\n") as file:
            file.write(self.svg or self.page or "")

    def _repr_svg_(self) -> str | None:
        return self.svg

    def _repr_html_(self) -> str | None:
        # A frame of its own: its styles touch nothing of the notebook, and no script of a page can run in it.
        if self.page is None:
            return None
        return f'<iframe sandbox="" style="width:100%;height:40em;border:0" srcdoc="{escape(self.page)}"></iframe>'


_NEEDED = pa.schema([("report", pa.string()), ("reading", pa.int64()), ("position", pa.int64()), ("stored", pa.string())])


#: What a row of `holdings` tells whoever has the place.
_OF_THE_PLACE = {"place_id", "place", "place_kind", "lat", "lon", "within", "country", "known"}


def _untold(held: pa.Table, known: datetime.date) -> pa.Table:
    """The same places from the day after the known one on: nobody can know the future."""
    begins = known + datetime.timedelta(days=1)
    told = {"from": begins, "holder": "unknown", "standing": "claimed", "disputed": False, "origins": 0}

    def column(field: pa.Field) -> Any:
        if field.name in _OF_THE_PLACE:
            return held.column(field.name)
        if field.name == "holding":
            return pa.array([f"{place}@{begins}" for place in held.column("place_id").to_pylist()], field.type)
        return pa.array([told.get(field.name)] * held.num_rows, field.type)

    return pa.table([column(field) for field in held.schema], schema=held.schema)


def _lines(reports: Any) -> list[str]:
    """Each report as a JSON object, its fields always in the same order, so that the same report is the same bytes."""
    rows = reports if _is_rows(reports) else _rows(_arrow(reports))
    return [_line(row) for row in rows]


def _is_rows(reports: Any) -> bool:
    if isinstance(reports, (str, bytes, Mapping)):
        raise TypeError("Give several reports: a frame, a table, or a list of dicts or texts.")
    return isinstance(reports, Iterable) and not (hasattr(reports, "__arrow_c_stream__") or hasattr(reports, "columns"))


def _rows(table: pa.Table) -> list[dict[str, Any]]:
    if "text" not in table.column_names:
        found = ", ".join(table.column_names)
        raise ValueError(f"The reports have no column 'text' (columns: {found}). Rename the one that holds the text.")
    return table.select([name for name in FIELDS if name in table.column_names]).to_pylist()


def _line(row: Any) -> str:
    fields = {"text": row} if isinstance(row, str) else row
    if not isinstance(fields, Mapping):
        raise TypeError(f"A report is a dict or a text, not {type(row).__name__}.")
    given = {name: _plain(fields[name]) for name in FIELDS if fields.get(name) is not None}
    return json.dumps(given, ensure_ascii=False)


def _plain(value: Any) -> str:
    # A day is a civil day; the hour, and where on earth it was that hour, play no part.
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, datetime.date) else str(value)


def _arrow(given: Any) -> pa.Table:
    if isinstance(given, pa.Table):
        return given
    if isinstance(given, pa.RecordBatch):
        return pa.Table.from_batches([given])
    if hasattr(given, "__arrow_c_stream__"):
        return pa.RecordBatchReader.from_stream(given).read_all()
    return pa.Table.from_pandas(given, preserve_index=False)


def _table(data: bytes) -> pa.Table:
    return pa.ipc.open_stream(data).read_all()


def _bytes(table: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return sink.getvalue().to_pybytes()


def _day(day: Day) -> str | None:
    if isinstance(day, datetime.datetime):
        day = day.date()
    return None if day is None else str(day)
