"""Shares of a corpus coded apart, by jobs that know nothing of one another, each into one file; a plain run takes them over."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from hashlib import blake2b
from pathlib import Path

import orjson
from attrs import evolve, frozen

from eventcoder.coding.dates import document_date
from eventcoder.corpus.engines import Engine, Outcome
from eventcoder.corpus.find_inputs import STDIN, find_inputs
from eventcoder.corpus.formats import json_line
from eventcoder.corpus.manifest import Manifest, document_hash
from eventcoder.corpus.read import read_input
from eventcoder.corpus.refusal import Refusal
from eventcoder.corpus.store_files import LocalFiles, RemoteFiles, open_store, write_file
from eventcoder.corpus.vintages import newest_manifest
from eventcoder.corpus.work import Stamp, Task
from eventcoder.errors import InputError

_FOLDER = "shards"
_DAY = 86_400


@frozen
class Shard:
    """The share number `number` of `count` (from 1)."""

    number: int
    count: int

    def holds(self, doc_id: str) -> bool:
        """Whether a document is in this share."""
        return int.from_bytes(blake2b(doc_id.encode("utf-8"), digest_size=8).digest(), "big") % self.count == self.number - 1


def run_shard(inputs: Sequence[str], *, out: str, engine: Engine, stamp: Stamp, shard: Shard, encoding: str = "utf-8") -> int:
    """Code a shard of what the store has not yet into a file of its own in it and give the number of documents.

    The file appears whole or not at all. What an object store has is not looked into: there all is coded. Refused documents are
    left to the run that takes the shards over. Raises InputError or OutputError.
    """
    if STDIN in inputs:
        raise InputError("- (standard input) cannot be read by every shard; give files")
    count = 0

    def tasks() -> Iterator[Task]:
        for path in find_inputs(sorted(set(inputs)), skip=[out]):
            for source, item in read_input(path, find_date=document_date, encoding=encoding):
                if isinstance(item, Refusal) or not shard.holds(item.id):
                    continue
                if known is None or known.needs(item, path):
                    yield Task(source, item)

    def lines(running: Engine) -> Iterator[bytes]:
        nonlocal count
        results: Iterator[tuple[Task, Outcome]] = running.code(tasks())
        for task, outcome in results:
            if not isinstance(outcome, Refusal):
                count += 1
                key = document_hash(task.document).hex()
                yield json_line({"id": task.document.id, "hash": key, "sentences": outcome.sentences, "events": outcome.values})

    with open_store(out) as files:
        if isinstance(files, LocalFiles):
            files = evolve(files, work=files.root / _FOLDER)
            files.work.mkdir(exist_ok=True)
        with _known(files) as known, engine as running:
            write_file(files, f"{_FOLDER}/{shard.number:05}-of-{shard.count:05}-{_short(stamp)}.jsonl", lines(running))
    return count


def take_over(files: LocalFiles | RemoteFiles, manifest: Manifest, stamp: Stamp) -> list[str]:
    """Move the results of finished shards into the manifest; give notes on those that other dictionaries or models made."""
    notes = []
    for name in sorted(files.names(_FOLDER)):
        if name.endswith(f"-{_short(stamp)}.jsonl"):
            path = files.fetch(name)
            if path is not None:
                _take(path, manifest)
                manifest.commit()
            files.remove(name)
        elif name.endswith(".jsonl"):
            notes.append(f"{name} was made with other dictionaries, model, version or options: it is left alone")
        elif isinstance(files, LocalFiles) and time.time() - (files.root / name).stat().st_mtime > _DAY:
            files.remove(name)  # what a killed job left
    if isinstance(files, LocalFiles):
        with suppress(OSError):  # it is not empty, or not there
            (files.root / _FOLDER).rmdir()
    return notes


@contextmanager
def _known(files: LocalFiles | RemoteFiles) -> Iterator[Manifest | None]:
    """The manifest of the newest vintage to read from, if it can be had without a copy."""
    name = newest_manifest(files)
    path = files.root / name if isinstance(files, LocalFiles) and name else None
    if path is None:
        yield None
    else:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=60)) as database:
            yield Manifest(database)


def _take(path: Path, manifest: Manifest) -> None:
    with open(path, "rb") as stream:
        for line in stream:
            row = orjson.loads(line)
            manifest.share(row["id"], bytes.fromhex(row["hash"]), row["sentences"], orjson.dumps(row["events"]).decode("utf-8"))


def _short(stamp: Stamp) -> str:
    parts = "\0".join((stamp.lexicon, stamp.model, stamp.version, stamp.options))
    return blake2b(parts.encode("utf-8"), digest_size=6).hexdigest()


__all__ = ["Shard", "run_shard", "take_over"]
