"""Event records into files, whole or not at all."""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import BinaryIO, Literal

from eventcoder.corpus.field_formats import Labels
from eventcoder.corpus.formats import FORMATS, csv_cell, csv_line, json_line
from eventcoder.corpus.refusal import Refusal
from eventcoder.errors import EventcoderError
from eventcoder.records import Event

STDOUT = "-"


class OutputError(EventcoderError):
    """An output that cannot be written: no such folder, no permission, disk full."""


def write_events(events: Iterable[Event], path: str, format: str, labels: Labels | None = None) -> int:
    """Write records to a file or to stdout (`-`) in a format of `FORMATS` and give their number.

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

    _write(FORMATS[format].write(counted(), labels or Labels()), path)
    return count


def write_rows(columns: Sequence[str], rows: Iterable[Mapping[str, object]], path: str) -> int:
    """Write rows of these columns as CSV, or as JSONL where the name ends so, whole or not at all; give their number."""
    check_output(path)
    count = 0

    def lines() -> Iterator[bytes]:
        nonlocal count
        if not path.endswith(".jsonl"):
            yield csv_line(columns)
        for row in rows:
            count += 1
            yield json_line(row) if path.endswith(".jsonl") else csv_line([csv_cell(name, row[name]) for name in columns])

    _write(lines(), path)
    return count


def write_rejects(refusals: Iterable[Refusal], path: str) -> None:
    """Write the refused documents as JSONL (source, doc_id, reason), or remove an earlier run's file where there are none."""
    lines = [json_line({"source": item.source, "doc_id": item.doc_id, "reason": item.reason}) for item in refusals]
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
        raise OutputError(f"{path}: is a folder; name a file")
    if not folder.is_dir():
        raise OutputError(f"{path}: there is no folder {folder}; make it first")
    if not os.access(folder if not Path(path).exists() or Path(path).is_file() else path, os.W_OK):
        raise OutputError(f"{path}: no permission to write there")


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
