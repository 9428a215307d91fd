"""The formats of event records by name: CSV, JSONL, Parquet, and those of PETRARCH, Phoenix and ICEWS."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import BinaryIO

import attrs
import orjson
from attrs import frozen

from eventcoder.corpus.field_formats import Labels, icews_lines, petrarch_lines, phoenix_lines
from eventcoder.corpus.format_parquet import parquet_pieces, read_parquet
from eventcoder.corpus.formulas import escaped, unescaped
from eventcoder.errors import InputError
from eventcoder.records import COLUMNS, Event

COLUMN_TYPES = {attribute.name: str(attribute.type) for attribute in attrs.fields(Event)}
"""The type of each column: `str`, `int`, `bool`, `float | None`."""


@frozen
class Format:
    """A format: its name, the suffix of its files, how records become bytes, and how they are read back whole (None: they are
    not, since the format leaves columns out)."""

    name: str
    suffix: str
    write: Callable[[Iterable[Event], Labels], Iterator[bytes]]
    read: Callable[[BinaryIO], Iterator[Event]] | None = None


def format_of(path: str) -> str:
    """Give the format that a file's suffix names; csv where it names none."""
    suffix = path.lower().rpartition(".")[2]
    return suffix if suffix in ("csv", "jsonl", "parquet") else "csv"


def json_line(value: Mapping[str, object]) -> bytes:
    """Give a line of JSONL."""
    return orjson.dumps(value, option=orjson.OPT_APPEND_NEWLINE)


def event_values(event: Event) -> dict[str, object]:
    """Give a record's columns in their order."""
    return {column: getattr(event, column) for column in COLUMNS}


def make_event(values: Mapping[str, object]) -> Event:
    """Make a record of its columns, numbers and truth values given as such or as text; raise ValueError or KeyError."""
    return Event(**{column: _typed(values[column], COLUMN_TYPES[column]) for column in COLUMNS})  # type: ignore[arg-type]


def _typed(value: object, type_: str) -> object:
    if type_ == "str":
        return value
    if type_ == "bool":
        return value is True or value == "true"
    if type_ == "int":
        return int(str(value))
    return None if value in ("", None) else float(str(value))


def _csv_lines(events: Iterable[Event], labels: Labels) -> Iterator[bytes]:
    rows = iter(events)
    first = next(rows, None)
    yield csv_line(COLUMNS)
    while first is not None:
        yield csv_line([csv_cell(column, value) for column, value in event_values(first).items()])
        first = next(rows, None)


def csv_line(cells: Iterable[object]) -> bytes:
    """Give a line of CSV."""
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue().encode("utf-8")


def csv_cell(column: str, value: object) -> object:
    """Give a value as a cell: truth values as words, formulas of spreadsheets defused."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return escaped(column, value) if isinstance(value, str) else value


def _read_csv(stream: BinaryIO) -> Iterator[Event]:
    lines = io.TextIOWrapper(stream, encoding="utf-8", newline="")
    rows = csv.reader(lines, strict=True)
    if tuple(next(rows, [])) != COLUMNS:
        raise InputError("its header is not that of this version's records")
    for row in rows:
        yield make_event({column: unescaped(column, cell) for column, cell in zip(COLUMNS, row, strict=True)})
    lines.detach()


def _read_jsonl(stream: BinaryIO) -> Iterator[Event]:
    for line in stream:
        yield make_event(orjson.loads(line))


FORMATS: Mapping[str, Format] = {
    item.name: item
    for item in (
        Format("csv", ".csv", _csv_lines, _read_csv),
        Format("jsonl", ".jsonl", lambda events, labels: (json_line(event_values(event)) for event in events), _read_jsonl),
        Format(
            "parquet",
            ".parquet",
            lambda events, labels: parquet_pieces(map(event_values, events), COLUMN_TYPES),
            lambda stream: map(make_event, read_parquet(stream)),
        ),
        Format("petrarch", ".petrarch.txt", lambda events, labels: petrarch_lines(events)),
        Format("phoenix", ".phoenix.txt", lambda events, labels: phoenix_lines(events)),
        Format("icews", ".icews.tab", icews_lines),
    )
}

__all__ = ["COLUMN_TYPES", "FORMATS", "Format", "csv_cell", "csv_line", "event_values", "format_of", "json_line", "make_event"]
