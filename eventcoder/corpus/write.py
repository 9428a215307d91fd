"""Event records into files: CSV and JSONL, whole or not at all."""

from __future__ import annotations

import csv
import io
import os
import secrets
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import BinaryIO, Literal

import orjson

from eventcoder.corpus.read import Refusal
from eventcoder.errors import EventcoderError
from eventcoder.records import COLUMNS, Event

STDOUT = "-"
FORMATS = ("csv", "jsonl")
FORMULA_SIGNS = tuple("=+-@\t\r＝＋－＠")
"""A text cell that begins with one of these is written with an apostrophe before it, so that no spreadsheet runs it."""
_CODES = frozenset(
    {
        "event_id",
        "act_id",
        "cluster_id",
        "event_date",
        "date_precision",
        "source",
        "target",
        "source_id",
        "target_id",
        "code",
        "root",
        "plover",
        "status",
        "country",
        "doc_date",
        "lexicon",
        "version",
    }
)
"""Columns that hold codes, hashes and dates of our own making, which are written as they are."""


class OutputError(EventcoderError):
    """An output that cannot be written: no such folder, no permission, disk full."""


def write_events(events: Iterable[Event], path: str, format: str) -> int:
    """Write records to a file or to stdout (`-`) as `csv` or `jsonl` and give their number.

    The file appears whole or not at all. Stdout gets nothing before the first record or the end of `events`, so that an
    error raised by `events` at once leaves it empty. Raises OutputError.
    """
    check_output(path)
    count = 0

    def counted() -> Iterator[Event]:
        nonlocal count
        for event in events:
            count += 1
            yield event

    lines = _csv_lines(counted()) if format == "csv" else (_json_line(_values(event)) for event in counted())
    _write(lines, path)
    return count


def write_rejects(refusals: Iterable[Refusal], path: str) -> None:
    """Write the refused documents as JSONL (source, doc_id, reason), or remove an earlier run's file where there are none."""
    lines = [_json_line({"source": item.source, "doc_id": item.doc_id, "reason": item.reason}) for item in refusals]
    if lines:
        _write(lines, path)
    elif Path(path).is_file():
        try:
            os.unlink(path)
        except OSError as error:
            raise OutputError(f"{path}: cannot remove the rejects of an earlier run: {error.strerror}") from error


def check_output(path: str) -> None:
    """Raise OutputError where a file at `path` could not be made."""
    if path == STDOUT:
        return
    folder = Path(path).parent
    if path.endswith(os.sep) or Path(path).is_dir():
        raise OutputError(f"{path}: is a folder; name a file (a folder of files, one a day, is not built yet)")
    if not folder.is_dir():
        raise OutputError(f"{path}: there is no folder {folder}; make it first")
    if not os.access(folder if not Path(path).exists() or Path(path).is_file() else path, os.W_OK):
        raise OutputError(f"{path}: no permission to write there")


def _values(event: Event) -> dict[str, object]:
    return {column: getattr(event, column) for column in COLUMNS}


def _json_line(value: dict[str, object]) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_APPEND_NEWLINE)


def _csv_lines(events: Iterator[Event]) -> Iterator[bytes]:
    first = next(events, None)
    yield _csv_line(COLUMNS)
    while first is not None:
        yield _csv_line([_cell(column, value) for column, value in _values(first).items()])
        first = next(events, None)


def _csv_line(cells: Iterable[object]) -> bytes:
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue().encode("utf-8")


def _cell(column: str, value: object) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str) and column not in _CODES and value.startswith(FORMULA_SIGNS):
        return f"'{value}"
    return value


def _write(lines: Iterable[bytes], path: str) -> None:
    if path == STDOUT:
        _write_to(sys.stdout.buffer, lines, "standard output")
        return
    target = os.path.realpath(path)
    if os.path.exists(target) and not os.path.isfile(target):  # a pipe or device cannot be replaced
        with _opened(target, "wb", path) as stream:
            _write_to(stream, lines, path)
        return
    temporary = os.path.join(os.path.dirname(target), f".{os.path.basename(target)[:100]}.{secrets.token_hex(4)}.tmp")
    try:
        with _opened(temporary, "xb", path) as stream:
            _write_to(stream, lines, path)
            _guarded(lambda: os.fsync(stream.fileno()), path)
        if os.path.exists(target):
            os.chmod(temporary, os.stat(target).st_mode)
        _guarded(lambda: os.replace(temporary, target), path)
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(temporary)
        raise


@contextmanager
def _opened(name: str, mode: Literal["wb", "xb"], path: str) -> Iterator[BinaryIO]:
    try:
        stream = open(name, mode)  # noqa: SIM115 - closed below, where a full disk may fail the closing too
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror}") from error
    try:
        yield stream
    except BaseException:
        with suppress(OSError):
            stream.close()
        raise
    _guarded(stream.close, path)


def _write_to(stream: BinaryIO, lines: Iterable[bytes], path: str) -> None:
    for line in lines:
        _guarded(partial(stream.write, line), path)
    _guarded(stream.flush, path)


def _guarded(action: Callable[[], object], path: str) -> None:
    try:
        action()
    except BrokenPipeError:  # the reader of a pipe has seen enough: click ends the program quietly
        raise
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror}") from error
