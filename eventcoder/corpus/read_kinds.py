"""The records in one input: lines of JSON, rows of a table, a text file, an HTML page, PETRARCH's XML."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import BinaryIO, Protocol

import orjson

from eventcoder.corpus.check import FIELDS, MAX_BYTES, TOO_LONG, Raw, is_encodable
from eventcoder.corpus.find_inputs import kind_of
from eventcoder.corpus.read_html import read_page
from eventcoder.corpus.read_xml import read_xml
from eventcoder.corpus.refusal import Refusal

_MAX_LINE = 8 * MAX_BYTES  # every Arabic letter written as \uXXXX, and room for the other fields
_MAX_PAGE = 4 * MAX_BYTES
_BOM = b"\xef\xbb\xbf"
_NOT_UTF8 = "not UTF-8; save it as UTF-8"


class _Rows(Protocol):
    """What csv.reader returns."""

    @property
    def line_num(self) -> int: ...

    def __next__(self) -> list[str]: ...


def read_raw(kind: str, stream: BinaryIO, path: str, name: str, encoding: str) -> Iterator[Raw | Refusal]:
    """Stream the records of one input of a kind, unchecked; `name` is its path as shown, `encoding` what HTML falls back on."""
    if kind == "html":
        return _read_html(stream, kind_of(path)[0], name, encoding)
    if kind == "txt":
        return _read_text(stream, kind_of(path)[0], name)
    return _READERS[kind](stream, name)


def _read_jsonl(stream: BinaryIO, name: str) -> Iterator[Raw | Refusal]:
    number, empty = 0, True
    while line := stream.readline(_MAX_LINE):
        number += 1
        source = f"{name}:{number}"
        if len(line) == _MAX_LINE and not line.endswith(b"\n"):
            while line and not line.endswith(b"\n"):
                line = stream.readline(_MAX_LINE)
            empty = False
            yield Refusal(source, "", f"a line of more than {_MAX_LINE // 1_000_000} MB")
            continue
        line = (line.removeprefix(_BOM) if number == 1 else line).strip()
        if not line:
            continue
        empty = False
        try:
            value = orjson.loads(line)
        except orjson.JSONDecodeError as error:
            yield Refusal(source, "", _NOT_UTF8 if not _is_utf8(line) else f"not JSON: {error.msg} at column {error.colno}")
            continue
        yield Raw(source, value) if isinstance(value, dict) else Refusal(source, "", "not a JSON object")
    if empty:
        yield _empty(name)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _empty(name: str) -> Refusal:
    return Refusal(name, "", "is empty; give a file with documents in it")


def _read_table(stream: BinaryIO, name: str, delimiter: str) -> Iterator[Raw | Refusal]:
    # A bad byte becomes a surrogate, so that it costs its own row only. The limit is the csv module's one global.
    csv.field_size_limit(max(csv.field_size_limit(), _MAX_LINE))
    lines = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="surrogateescape", newline="")
    try:
        yield from _read_rows(csv.reader(lines, delimiter=delimiter, strict=True), name, delimiter)
    finally:
        lines.detach()  # else the wrapper would close the file under its owner


def _read_rows(rows: _Rows, name: str, delimiter: str) -> Iterator[Raw | Refusal]:
    header: list[str] = []
    while True:
        source = f"{name}:{rows.line_num + 1}"
        try:
            row = next(rows, None)
        except csv.Error as error:
            yield Refusal(source, "", f"not a row of the table: {error}")
            continue
        if row is None:
            break
        if not any(cell.strip() for cell in row):
            continue
        if not header:
            header = [cell.strip().lower() for cell in row]
            if fault := _header_fault(header, "tab" if delimiter == "\t" else "comma"):
                yield Refusal(source, "", fault)
                return
        elif not all(map(is_encodable, row)):
            yield Refusal(source, "", _NOT_UTF8)
        elif len(row) != len(header):
            yield Refusal(source, "", f"{len(row)} cells under a header of {len(header)}; is a delimiter or a quote not quoted?")
        else:
            yield Raw(source, dict(zip(header, row, strict=True)))
    if not header:
        yield _empty(name)


def _header_fault(header: list[str], delimiter: str) -> str:
    if not all(map(is_encodable, header)):
        return _NOT_UTF8
    if missing := [field for field in ("id", "text") if field not in header]:
        return f"no column {' and no column '.join(missing)} in the header; it names id, date, text with a {delimiter} between"
    twice = sorted({field for field in FIELDS if header.count(field) > 1})
    return f"two columns {twice[0]} in the header" if twice else ""


def _read_text(stream: BinaryIO, stem: str, name: str) -> Iterator[Raw | Refusal]:
    content = stream.read(MAX_BYTES + len(_BOM) + 1).removeprefix(_BOM)
    if not content.strip():
        yield _empty(name)
        return
    if len(content) > MAX_BYTES:
        yield Refusal(name, "", TOO_LONG)
        return
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        yield Refusal(name, "", f"{_NOT_UTF8} (the first bad byte is in line {content.count(10, 0, error.start) + 1})")
        return
    first = re.search(r"\S[^\r\n]*", text)
    end = first.end() if first else 0
    if not text[end:].strip():
        yield Refusal(name, stem, "no text: a text file is a title, a date line, then paragraphs")
        return
    yield Raw(name, {"id": stem, "text": text}, title_end=end)


def _read_xml(stream: BinaryIO, name: str) -> Iterator[Raw | Refusal]:
    empty = True
    for line, found in read_xml(stream):
        empty = False
        source = f"{name}:{line}" if line is not None else name
        yield Refusal(source, "", found) if isinstance(found, str) else Raw(source, found)
    if empty:
        yield _empty(name)


def _read_html(stream: BinaryIO, stem: str, name: str, encoding: str) -> Iterator[Raw | Refusal]:
    content = stream.read(_MAX_PAGE + 1)
    if not content.strip():
        yield _empty(name)
    elif len(content) > _MAX_PAGE:
        yield Refusal(name, stem, f"a page of more than {_MAX_PAGE // 1_000_000} MB")
    else:
        found = read_page(content, stem, encoding)
        yield Refusal(name, stem, found) if isinstance(found, str) else Raw(name, found)


_READERS: Mapping[str, Callable[[BinaryIO, str], Iterator[Raw | Refusal]]] = {
    "jsonl": _read_jsonl,
    "csv": partial(_read_table, delimiter=","),
    "tsv": partial(_read_table, delimiter="\t"),
    "xml": _read_xml,
}

__all__ = ["read_raw"]
