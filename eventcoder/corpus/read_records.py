"""Event records back out of files that `write.py` wrote."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path

import orjson

from eventcoder.corpus.formulas import unescaped
from eventcoder.errors import InputError
from eventcoder.records import COLUMNS


def read_records(path: str) -> Iterator[dict[str, str]]:
    """Stream the records of a .csv or .jsonl file, every value as text ("" is absent); raise InputError where it is none."""
    suffix = Path(path).suffix.lower()
    if suffix not in (".csv", ".jsonl"):
        raise InputError(f"{path}: not a file of event records; give a .csv or .jsonl file that `eventcoder code` wrote")
    try:
        with open(path, encoding="utf-8-sig", newline="") as stream:
            yield from _read_csv(stream, path) if suffix == ".csv" else _read_jsonl(stream, path)
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8, so not a file that `eventcoder code` wrote") from error


def _read_csv(stream: Iterator[str], path: str) -> Iterator[dict[str, str]]:
    rows = csv.reader(stream, strict=True)
    try:
        header = next(rows, [])
        _check(header, f"{path}:1")
        for row in rows:
            if len(row) != len(header):
                raise InputError(f"{path}:{rows.line_num}: {len(row)} cells under {len(header)} columns")
            yield {column: unescaped(column, cell) for column, cell in zip(header, row, strict=True)}
    except csv.Error as error:
        raise InputError(f"{path}:{rows.line_num}: not CSV: {error}") from error


def _read_jsonl(stream: Iterator[str], path: str) -> Iterator[dict[str, str]]:
    for number, line in enumerate(stream, start=1):
        try:
            record = orjson.loads(line)
        except orjson.JSONDecodeError as error:
            raise InputError(f"{path}:{number}: not JSON: {error}") from error
        _check(record if isinstance(record, Mapping) else (), f"{path}:{number}")
        yield {key: "" if value is None else str(value) for key, value in record.items()}


def _check(names: Mapping[str, object] | list[str] | tuple[()], place: str) -> None:
    if missing := [column for column in COLUMNS if column not in names]:
        raise InputError(f"{place}: not event records: no column {missing[0]}")
