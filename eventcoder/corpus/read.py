"""Documents out of files: found, opened, read by their kind and checked, one after the other."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import closing
from hashlib import blake2b
from pathlib import Path

from attrs import evolve

from eventcoder.corpus.check import MAX_BYTES, Raw, iso_date, make_document
from eventcoder.corpus.find_inputs import LOOKED_FOR, STDIN, find_inputs, input_files, input_size, is_folder, is_remote, kind_of
from eventcoder.corpus.open_input import open_input
from eventcoder.corpus.read_kinds import read_raw
from eventcoder.corpus.refusal import Refusal, internal_error, shown
from eventcoder.records import Document

MOST_REFUSED = 100_000
"""Refusals in a row after which a file is taken for no file of documents, so that it cannot fill the list of refusals."""


def no_date(text: str) -> str:
    """Read no date from any text: a document without its date field is refused."""
    return ""


def read_documents(
    paths: Iterable[str],
    *,
    find_date: Callable[[str], str] = no_date,
    advance: Callable[[int], None] | None = None,
    skip: Collection[str] = (),
    encoding: str = "utf-8",
) -> Iterator[Document | Refusal]:
    """Stream the documents of files, folders, globs and `-` (JSONL from stdin), each as a Document or a Refusal with its reason.

    `find_date` gives the ISO date that a text itself tells, or "". `advance` is called with the number of bytes read since its
    last call; `skip` are files that a folder may hold and that are no input; `encoding` is what holds where a file declares
    none. Own text is as the file holds it, line ends included, but HTML tags and control characters are blanks; a byte order
    mark at its start is left out and not counted. Raises InputError where a path is missing.
    """
    for _, item in read_located(paths, find_date=find_date, advance=advance, skip=skip, encoding=encoding):
        yield item


def read_located(
    paths: Iterable[str],
    *,
    find_date: Callable[[str], str] = no_date,
    advance: Callable[[int], None] | None = None,
    skip: Collection[str] = (),
    encoding: str = "utf-8",
) -> Iterator[tuple[str, Document | Refusal]]:
    """Stream as `read_documents` does, each item with its source (`path:line`)."""
    with closing(sqlite3.connect("")) as seen:  # a database without a name lives on disk, so that memory stays flat
        seen.execute("CREATE TABLE ids (id BLOB PRIMARY KEY) WITHOUT ROWID")
        for name in paths:
            empty = True
            for path in find_inputs([name], skip=skip):
                empty = False
                for source, item in read_input(path, find_date=find_date, advance=advance, encoding=encoding):
                    if isinstance(item, Document) and not _is_new(item.id, seen):
                        item = Refusal(source, item.id, "its id was read before in this run; ids are unique")
                    yield source, item
            if empty and is_folder(name):
                yield shown(name), no_document(name)


def read_input(
    path: str, *, find_date: Callable[[str], str] = no_date, advance: Callable[[int], None] | None = None, encoding: str = "utf-8"
) -> Iterator[tuple[str, Document | Refusal]]:
    """Stream the documents of one file or of stdin, each with its source; ids may come twice."""
    for raw in _only_refused(_read_file(path, advance or (lambda count: None), encoding)):
        yield raw.source, raw if isinstance(raw, Refusal) else make_document(raw, find_date)


def no_document(folder: str) -> Refusal:
    """Give the refusal of a folder that holds no input."""
    return Refusal(shown(folder), "", f"no document in this folder; looked for {LOOKED_FOR}", whole=True)


def _is_new(doc_id: str, seen: sqlite3.Connection) -> bool:
    key = blake2b(doc_id.encode("utf-8"), digest_size=16).digest()
    return seen.execute("INSERT OR IGNORE INTO ids VALUES (?)", (key,)).rowcount == 1


def _read_file(path: str, advance: Callable[[int], None], encoding: str) -> Iterator[Raw | Refusal]:
    name, position, began = "stdin" if path == STDIN else shown(path), 0, False
    kind = "jsonl" if path == STDIN else kind_of(path)[1]
    try:
        with open_input(path, encoding=encoding) as (stream, told):
            in_a_row = 0
            for raw in read_raw(kind, stream, path, name, encoding):
                began = True
                yield raw
                in_a_row = in_a_row + 1 if isinstance(raw, Refusal) else 0
                if in_a_row >= MOST_REFUSED:
                    yield Refusal(name, "", f"not read any further: {in_a_row:,} refused in a row; this is no file of documents")
                    return
                position, before = told(), position
                advance(position - before)
        if path != STDIN and not is_remote(path):
            advance(Path(path).stat().st_size - position)
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or str(error)
        yield Refusal(name, "", f"cannot be read{' any further' if began else ''}: {reason}")


def _only_refused(items: Iterable[Raw | Refusal]) -> Iterator[Raw | Refusal]:
    """Mark the refusals of an input that holds nothing else as faults of the whole input."""
    pending: list[Refusal] | None = []
    for item in items:
        if pending is None:
            yield item
        elif isinstance(item, Refusal):
            pending.append(item)
            if len(pending) > 1000:
                yield from pending
                pending = None
        else:
            yield from pending
            pending = None
            yield item
    yield from (evolve(refusal, whole=True) for refusal in pending or [])


__all__ = [
    "MAX_BYTES",
    "STDIN",
    "Refusal",
    "input_files",
    "input_size",
    "internal_error",
    "iso_date",
    "no_date",
    "no_document",
    "read_documents",
    "read_input",
    "read_located",
]
