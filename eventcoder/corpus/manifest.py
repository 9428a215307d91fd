"""What a store knows: its inputs, its documents with what coded them, results not yet in their day, refusals, earlier runs.

An SQLite database, so that memory stays flat and a run that is killed at any moment loses the last few documents at most.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from hashlib import blake2b
from pathlib import Path

import orjson

from eventcoder.corpus.formats import make_event
from eventcoder.corpus.refusal import Refusal
from eventcoder.corpus.work import Coded, Stamp
from eventcoder.corpus.write import OutputError
from eventcoder.errors import EventcoderError
from eventcoder.records import Document, Event

_SCHEMA = 1
_TABLES = """
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE stamps (id INTEGER PRIMARY KEY, lexicon TEXT, model TEXT, version TEXT, options TEXT,
    UNIQUE (lexicon, model, version, options));
CREATE TABLE inputs (path TEXT PRIMARY KEY, hash TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE documents (id TEXT PRIMARY KEY, hash BLOB NOT NULL, day TEXT NOT NULL, publisher TEXT NOT NULL, input TEXT NOT NULL,
    sentences INTEGER NOT NULL, events INTEGER NOT NULL, stamp INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX days ON documents (day);
CREATE TABLE superseded (id TEXT, hash BLOB, PRIMARY KEY (id, hash)) WITHOUT ROWID;
CREATE TABLE pending (day TEXT, id TEXT, events TEXT NOT NULL, PRIMARY KEY (day, id)) WITHOUT ROWID;
CREATE TABLE shared (id TEXT, hash BLOB, sentences INTEGER NOT NULL, events TEXT NOT NULL, PRIMARY KEY (id, hash)) WITHOUT ROWID;
CREATE TABLE refused (number INTEGER PRIMARY KEY, input TEXT NOT NULL, source TEXT NOT NULL, id TEXT NOT NULL,
    reason TEXT NOT NULL);
CREATE INDEX refused_inputs ON refused (input, number);
CREATE TABLE runs (number INTEGER PRIMARY KEY, ended TEXT NOT NULL, report TEXT NOT NULL);
"""


def document_hash(document: Document) -> bytes:
    """Hash all of a document that its records depend on."""
    parts = (document.date, str(document.title_end), document.publisher, document.url, document.text)
    digest = blake2b(digest_size=16)
    for part in parts:
        data = part.encode("utf-8")
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.digest()


class Manifest:
    """The manifest of one vintage; made by `open_manifest`. Nothing is for good before `commit`."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._db = database

    def commit(self) -> None:
        """Write to disk what was noted since the last time."""
        self._db.commit()

    def about(self, key: str) -> str:
        """Give what was noted under a key ("": nothing)."""
        row = self._db.execute("SELECT value FROM about WHERE key = ?", (key,)).fetchone()
        return row[0] if row else ""

    def note(self, key: str, value: str) -> None:
        """Note a value under a key."""
        self._db.execute("INSERT OR REPLACE INTO about VALUES (?, ?)", (key, value))

    def stamps(self) -> list[Stamp]:
        """List the stamps under which documents were coded, the last one last."""
        return [Stamp(*row) for row in self._db.execute("SELECT lexicon, model, version, options FROM stamps ORDER BY id")]

    def stamp(self, stamp: Stamp) -> int:
        """Give the number of a stamp, the last one from now on."""
        values = (stamp.lexicon, stamp.model, stamp.version, stamp.options)
        same = "lexicon = ? AND model = ? AND version = ? AND options = ?"
        row = self._db.execute(f"SELECT id FROM stamps WHERE {same}", values).fetchone()
        top = self._db.execute("SELECT coalesce(max(id), 0) FROM stamps").fetchone()[0]
        if row is None:
            self._db.execute("INSERT INTO stamps VALUES (?, ?, ?, ?, ?)", (top + 1, *values))
        elif row[0] != top:
            self._db.execute("UPDATE stamps SET id = ? WHERE id = ?", (top + 1, row[0]))
            self._db.execute("UPDATE documents SET stamp = ? WHERE stamp = ?", (top + 1, row[0]))
        else:
            return top  # type: ignore[no-any-return]
        return top + 1  # type: ignore[no-any-return]

    def knows_input(self, path: str, content: str) -> bool:
        """Whether every document of this very content of an input has been dealt with."""
        return self._db.execute("SELECT 1 FROM inputs WHERE path = ? AND hash = ?", (path, content)).fetchone() is not None

    def begin_input(self, path: str) -> None:
        """Forget the refusals of an earlier reading."""
        self._db.execute("DELETE FROM inputs WHERE path = ?", (path,))
        self._db.execute("DELETE FROM refused WHERE input = ?", (path,))

    def end_input(self, path: str, content: str) -> None:
        """Note that the input need not be read again."""
        self._db.execute("INSERT OR REPLACE INTO inputs VALUES (?, ?)", (path, content))

    def needs(self, document: Document, path: str) -> bool:
        """Whether a document is new or has new content.

        Content that was replaced once comes back only where the input that holds the present one was itself put back.
        """
        key = document_hash(document)
        row = self._db.execute("SELECT hash, input FROM documents WHERE id = ?", (document.id,)).fetchone()
        if row is None:
            return True
        if row[0] == key:
            return False
        old = self._db.execute("SELECT 1 FROM superseded WHERE id = ? AND hash = ?", (document.id, key)).fetchone()
        return old is None or row[1] == path

    def keep(self, document: Document, coded: Coded, path: str, stamp: int) -> bool:
        """Note a coded document; its events wait for their day. Whether it takes the place of one with other content."""
        key = document_hash(document)
        row = self._db.execute("SELECT hash, day FROM documents WHERE id = ?", (document.id,)).fetchone()
        replaced = row is not None and row[0] != key
        if replaced:
            self._db.execute("INSERT OR IGNORE INTO superseded VALUES (?, ?)", (document.id, row[0]))
            if row[1] != document.date:
                self._db.execute("INSERT OR REPLACE INTO pending VALUES (?, ?, '[]')", (row[1], document.id))
        values = (document.id, key, document.date, document.publisher, path, coded.sentences, coded.count, stamp)
        self._db.execute("INSERT OR REPLACE INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?)", values)
        self._db.execute("INSERT OR REPLACE INTO pending VALUES (?, ?, ?)", (document.date, document.id, coded.rows))
        return replaced

    def share(self, doc_id: str, key: bytes, sentences: int, events: str) -> None:
        """Note what a shard made of a document: its events as a JSON list."""
        self._db.execute("INSERT OR REPLACE INTO shared VALUES (?, ?, ?, ?)", (doc_id, key, sentences, events))

    def shared(self, document: Document) -> Coded | None:
        """Give what a shard made of this very document, if one had it."""
        same = "id = ? AND hash = ?"
        found = self._db.execute(f"SELECT sentences, events FROM shared WHERE {same}", (document.id, document_hash(document)))
        row = found.fetchone()
        return Coded(row[1], len(orjson.loads(row[1])), row[0]) if row else None

    def forget_shared(self) -> None:
        """Forget what shards made."""
        self._db.execute("DELETE FROM shared")

    def refuse(self, refusal: Refusal, path: str) -> None:
        """Note a refused document."""
        values = (path, refusal.source, refusal.doc_id, refusal.reason)
        self._db.execute("INSERT INTO refused (input, source, id, reason) VALUES (?, ?, ?, ?)", values)

    def refusals(self) -> Iterator[dict[str, str]]:
        """Stream all refused documents in the order of inputs."""
        for row in self._db.execute("SELECT source, id, reason FROM refused ORDER BY input, number"):
            yield dict(zip(("source", "doc_id", "reason"), row, strict=True))

    def pending_days(self) -> list[str]:
        """List the days whose files are to be rewritten."""
        return [row[0] for row in self._db.execute("SELECT DISTINCT day FROM pending ORDER BY day")]

    def pending(self, day: str) -> Iterator[tuple[str, list[Event]]]:
        """Stream the documents of a day that changed, in the order of their ids, each with all its events."""
        for doc_id, events in self._db.execute("SELECT id, events FROM pending WHERE day = ? ORDER BY id", (day,)):
            yield doc_id, [make_event(values) for values in orjson.loads(events)]

    def published(self, day: str) -> None:
        """Note that a day's file holds what was pending."""
        self._db.execute("DELETE FROM pending WHERE day = ?", (day,))

    def forget_lost_days(self, present: set[str]) -> list[str]:
        """Forget the documents of days that should have a file and have none, and give these days."""
        rows = self._db.execute("SELECT day FROM documents GROUP BY day HAVING sum(events) > 0").fetchall()
        waiting = set(self.pending_days())
        lost = [day for (day,) in rows if day not in present and day not in waiting]
        for day in lost:
            self._db.execute("DELETE FROM inputs WHERE path IN (SELECT input FROM documents WHERE day = ?)", (day,))
            self._db.execute("DELETE FROM documents WHERE day = ?", (day,))
        return lost

    def totals(self) -> tuple[int, int]:
        """Give the numbers of documents and of events."""
        documents, events = self._db.execute("SELECT count(*), coalesce(sum(events), 0) FROM documents").fetchone()
        return documents, events

    def end_run(self, ended: str, report: Mapping[str, object]) -> None:
        """Keep the report of a run; `ended` is ISO time in UTC."""
        self._db.execute("INSERT INTO runs (ended, report) VALUES (?, ?)", (ended, orjson.dumps(report).decode("utf-8")))

    def runs(self, since: str) -> list[dict[str, object]]:
        """List the reports of the runs that ended since an ISO time."""
        rows = self._db.execute("SELECT report FROM runs WHERE ended >= ? ORDER BY number", (since,))
        return [orjson.loads(row[0]) for row in rows]


@contextmanager
def open_manifest(path: Path) -> Iterator[Manifest]:
    """Open a manifest, made if it is not there; raise OutputError or EventcoderError where it cannot be used."""
    try:
        with closing(sqlite3.connect(path)) as database:
            database.execute("PRAGMA synchronous = FULL")
            version = database.execute("PRAGMA user_version").fetchone()[0]
            if version == 0:
                database.execute("PRAGMA auto_vacuum = FULL")
                database.executescript(f"BEGIN; {_TABLES} PRAGMA user_version = {_SCHEMA}; COMMIT;")
            elif version != _SCHEMA:
                raise EventcoderError(f"{path}: made by another version of the program (form {version}); use a new folder")
            yield Manifest(database)
            database.commit()
    except sqlite3.DatabaseError as error:
        raise OutputError(f"{path}: cannot be used or written: {error}") from error


__all__ = ["Manifest", "document_hash", "open_manifest"]
