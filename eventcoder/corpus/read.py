"""Documents out of files: JSONL, tables, plain text, PETRARCH's XML, whole folders and standard input."""

from __future__ import annotations

import csv
import gzip
import io
import logging
import os
import re
import sys
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import BinaryIO, Protocol, cast

import orjson
from attrs import evolve, frozen

from eventcoder.corpus.read_xml import read_xml
from eventcoder.errors import InputError
from eventcoder.records import Document

STDIN = "-"
MAX_BYTES = 5_000_000
"""The longest own text, in bytes of UTF-8; longer ones are dumps, not news."""
_MAX_LINE = 8 * MAX_BYTES  # every Arabic letter written as \uXXXX, and room for the other fields
_KINDS = {".jsonl": "jsonl", ".jsonl.gz": "jsonl", ".csv": "csv", ".tsv": "tsv", ".txt": "txt", ".xml": "xml"}
_FIELDS = ("id", "date", "text", "title", "publisher", "url")
_BOM = b"\xef\xbb\xbf"
_TOO_LONG = f"more than {MAX_BYTES // 1_000_000} MB of text; split it into documents"
_TYPES = {bool: "true or false", int: "a number", float: "a number (a long one needs quotes)", list: "a list", dict: "an object"}
_NOT_UTF8 = "not UTF-8; save it as UTF-8"
_DATE = re.compile(r"(\d{4})(?:-(\d\d)-(\d\d)|(\d\d)(\d\d))(?:[T ]\d\d.*)?", re.ASCII)
_LOG = logging.getLogger(__name__)


@frozen
class Refusal:
    """A document not coded: where it stands (`path:line`), its id if known, and why; `whole`: the whole input is at fault."""

    source: str
    doc_id: str
    reason: str
    whole: bool = False


class _Rows(Protocol):
    """What csv.reader returns."""

    @property
    def line_num(self) -> int: ...

    def __next__(self) -> list[str]: ...


@frozen
class _Raw:
    """The fields of one document as they stand in the input, not yet checked; `title_end` where `text` begins with the title."""

    source: str
    fields: Mapping[str, object]
    title_end: int = 0


def no_date(text: str) -> str:
    """Read no date from any text: a document without its date field is refused."""
    return ""


def read_documents(
    paths: Iterable[str],
    *,
    find_date: Callable[[str], str] = no_date,
    advance: Callable[[int], None] | None = None,
    skip: Collection[str] = (),
) -> Iterator[Document | Refusal]:
    """Stream the documents of files, folders and `-` (JSONL from stdin), each as a Document or as a Refusal with its reason.

    `find_date` gives the ISO date that a text itself tells, or "". `advance` is called with the number of bytes read since its
    last call; `skip` are files that a folder may hold and that are no input. Own text is as the file holds it, line ends
    included; only a byte order mark at its start is left out and not counted. Raises InputError where a path is missing.
    """
    for _, item in read_located(paths, find_date=find_date, advance=advance, skip=skip):
        yield item


def read_located(
    paths: Iterable[str],
    *,
    find_date: Callable[[str], str] = no_date,
    advance: Callable[[int], None] | None = None,
    skip: Collection[str] = (),
) -> Iterator[tuple[str, Document | Refusal]]:
    """Stream as `read_documents` does, each item with its source (`path:line`)."""
    seen: set[str] = set()
    for name in paths:
        for path in input_files([name], skip=skip):
            for raw in _only_refused(_read_file(path, advance or (lambda count: None))):
                item = raw if isinstance(raw, Refusal) else _document(raw, find_date)
                if isinstance(item, Document):
                    if item.id in seen:
                        item = Refusal(raw.source, item.id, "its id was read before in this run; ids are unique")
                    else:
                        seen.add(item.id)
                yield raw.source, item
        if name != STDIN and Path(name).is_dir() and not input_files([name], skip=skip):
            reason = f"no document in this folder; looked for {', '.join(_KINDS)}"
            yield _shown(name), Refusal(_shown(name), "", reason, whole=True)


def input_files(paths: Iterable[str], *, skip: Collection[str] = ()) -> list[str]:
    """List the files to read in order, folders opened and sorted; raise InputError for one missing or of no known kind."""
    unwanted = {os.path.realpath(path) for path in skip}
    found: list[str] = []
    for name in paths:
        path = Path(name)
        if name == STDIN:
            found.append(name)
        elif path.is_dir():
            inside = sorted(file for file in path.rglob("*") if _kind(file.name) and file.is_file())
            visible = [file for file in inside if not any(part.startswith(".") for part in file.relative_to(path).parts)]
            found += [
                str(file)
                for file in visible
                if not file.name.endswith(".rejects.jsonl") and os.path.realpath(file) not in unwanted
            ]
        elif not path.exists():
            raise InputError(f"{_shown(name)}: no such file or folder; check the path")
        elif not _kind(path.name):
            raise InputError(f"{_shown(name)}: not a known kind of file; give {', '.join(_KINDS)}, or pipe JSONL into -")
        else:
            found.append(name)
    return found


def input_size(paths: Iterable[str], *, skip: Collection[str] = ()) -> int | None:
    """Give the bytes of all input files together, or None where stdin is among them."""
    files = input_files(paths, skip=skip)
    return None if STDIN in files else sum(os.path.getsize(path) for path in files)


def internal_error(error: Exception, source: str, doc_id: str) -> Refusal:
    """Turn a fault of the program on one document into its refusal, and log it with its traceback."""
    _LOG.error("internal error on %s (%s)", source, doc_id, exc_info=error)
    return Refusal(source, doc_id, f"internal error: {type(error).__name__}: {error}")


def iso_date(value: str) -> str:
    """Give YYYY-MM-DD for that form, for YYYYMMDD and for an ISO date and time; "" for anything else."""
    match = _DATE.fullmatch(value.strip())
    if not match:
        return ""
    year, month, day = (part for part in match.groups() if part)
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return ""


def _kind(name: str) -> str:
    return next((kind for suffix, kind in _KINDS.items() if name.lower().endswith(suffix)), "")


def _shown(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _read_file(path: str, advance: Callable[[int], None]) -> Iterator[_Raw | Refusal]:
    name, position, began = "stdin" if path == STDIN else _shown(path), 0, False
    try:
        if path == STDIN:
            yield from _read_jsonl(sys.stdin.buffer, name)
            return
        with open(path, "rb") as file:
            stream = cast(BinaryIO, gzip.GzipFile(fileobj=file)) if path.lower().endswith(".gz") else file
            for raw in _READERS[_kind(Path(path).name)](stream, name):
                began = True
                yield raw
                position, before = file.tell(), position
                advance(position - before)
            advance(os.fstat(file.fileno()).st_size - position)
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or str(error)
        yield Refusal(name, "", f"cannot be read{' any further' if began else ''}: {reason}")


def _only_refused(items: Iterable[_Raw | Refusal]) -> Iterator[_Raw | Refusal]:
    """Mark the refusals of an input that holds nothing else as faults of the whole input."""
    pending: list[Refusal] | None = []
    for item in items:
        if pending is None:
            yield item
        elif isinstance(item, Refusal):
            pending.append(item)
        else:
            yield from pending
            pending = None
            yield item
    yield from (evolve(refusal, whole=True) for refusal in pending or [])


def _read_jsonl(stream: BinaryIO, name: str) -> Iterator[_Raw | Refusal]:
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
        yield _Raw(source, value) if isinstance(value, dict) else Refusal(source, "", "not a JSON object")
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


def _read_table(stream: BinaryIO, name: str, delimiter: str) -> Iterator[_Raw | Refusal]:
    # A bad byte becomes a surrogate, so that it costs its own row only. The limit is the csv module's one global.
    csv.field_size_limit(max(csv.field_size_limit(), _MAX_LINE))
    lines = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="surrogateescape", newline="")
    try:
        yield from _read_rows(csv.reader(lines, delimiter=delimiter, strict=True), name, delimiter)
    finally:
        lines.detach()  # else the wrapper would close the file under its owner


def _read_rows(rows: _Rows, name: str, delimiter: str) -> Iterator[_Raw | Refusal]:
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
        elif not all(map(_encodable, row)):
            yield Refusal(source, "", _NOT_UTF8)
        elif len(row) != len(header):
            yield Refusal(source, "", f"{len(row)} cells under a header of {len(header)}; is a delimiter or a quote not quoted?")
        else:
            yield _Raw(source, dict(zip(header, row, strict=True)))
    if not header:
        yield _empty(name)


def _header_fault(header: list[str], delimiter: str) -> str:
    if not all(map(_encodable, header)):
        return _NOT_UTF8
    if missing := [field for field in ("id", "text") if field not in header]:
        return f"no column {' and no column '.join(missing)} in the header; it names id, date, text with a {delimiter} between"
    twice = sorted({field for field in _FIELDS if header.count(field) > 1})
    return f"two columns {twice[0]} in the header" if twice else ""


def _read_text(stream: BinaryIO, name: str) -> Iterator[_Raw | Refusal]:
    content = stream.read(MAX_BYTES + len(_BOM) + 1).removeprefix(_BOM)
    if not content.strip():
        yield _empty(name)
        return
    if len(content) > MAX_BYTES:
        yield Refusal(name, "", _TOO_LONG)
        return
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        yield Refusal(name, "", f"{_NOT_UTF8} (the first bad byte is in line {content.count(10, 0, error.start) + 1})")
        return
    first = re.search(r"\S[^\r\n]*", text)
    end = first.end() if first else 0
    if not text[end:].strip():
        yield Refusal(name, Path(name).stem, "no text: a text file is a title, a date line, then paragraphs")
        return
    yield _Raw(name, {"id": Path(name).stem, "text": text}, title_end=end)


def _read_xml(stream: BinaryIO, name: str) -> Iterator[_Raw | Refusal]:
    empty = True
    for line, found in read_xml(stream):
        empty = False
        source = f"{name}:{line}" if line is not None else name
        yield Refusal(source, "", found) if isinstance(found, str) else _Raw(source, found)
    if empty:
        yield _empty(name)


def _document(raw: _Raw, find_date: Callable[[str], str]) -> Document | Refusal:
    """Check the fields of one document and put its own text together."""
    fields = {key: "" if raw.fields.get(key) is None else raw.fields[key] for key in _FIELDS}
    for key in ("id", "date"):
        if isinstance(fields[key], int) and not isinstance(fields[key], bool):
            fields[key] = str(fields[key])
    texts = {key: value for key, value in fields.items() if isinstance(value, str)}
    doc_id = _shown(texts.get("id", ""))
    if fault := _field_fault(fields, texts):
        return Refusal(raw.source, doc_id, fault)
    title = texts["title"] if texts["title"].strip() else ""
    own = f"{title}\n{texts['text']}" if title else texts["text"]
    if len(own.encode("utf-8")) > MAX_BYTES:
        return Refusal(raw.source, doc_id, _TOO_LONG)
    try:
        day = iso_date(texts["date"]) or find_date(own)
    except Exception as error:
        return internal_error(error, raw.source, doc_id)
    if not day:
        return Refusal(raw.source, doc_id, "no date: there is no `date` field, and the text tells none")
    return Document(doc_id, day, own, raw.title_end or len(title), texts["publisher"], texts["url"])


def _field_fault(fields: Mapping[str, object], texts: Mapping[str, str]) -> str:
    for key, value in fields.items():
        if not isinstance(value, str):
            return f"`{key}` is not text but {_TYPES.get(type(value), 'something else')}"
        if "\0" in value:
            return f"a NUL byte in `{key}`"
        if not _encodable(value):
            return f"a lone surrogate in `{key}`"
    if not texts["id"].strip():
        return "no id"
    if not texts["text"].strip():
        return "no text"
    if texts["date"].strip() and not iso_date(texts["date"]):
        return f"`date` is not YYYY-MM-DD: {texts['date'][:40]!r}"
    return ""


def _encodable(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


_READERS: Mapping[str, Callable[[BinaryIO, str], Iterator[_Raw | Refusal]]] = {
    "jsonl": _read_jsonl,
    "csv": lambda stream, name: _read_table(stream, name, ","),
    "tsv": lambda stream, name: _read_table(stream, name, "\t"),
    "txt": _read_text,
    "xml": _read_xml,
}
