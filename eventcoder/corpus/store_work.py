"""The work of one run in an open store: what is to be done, and what becomes of each result."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from hashlib import file_digest

from attrs import define, field, frozen

from eventcoder.coding.dates import document_date
from eventcoder.corpus.engines import Outcome
from eventcoder.corpus.find_inputs import STDIN, find_inputs, is_folder, is_remote, remote
from eventcoder.corpus.manifest import Manifest
from eventcoder.corpus.partitions import Partitions
from eventcoder.corpus.read import no_document, read_input
from eventcoder.corpus.refusal import Refusal
from eventcoder.corpus.report import Tally
from eventcoder.corpus.work import Coded, Task
from eventcoder.records import Document

_COMMIT_DOCUMENTS = 500
_COMMIT_SECONDS = 5.0
_PUBLISH_DOCUMENTS = 50_000
"""Coded documents after which the days are written, so that a backlog of millions shows results on its way."""
_COMMIT_DAYS = 20


@frozen
class StoreOptions:
    """How a store is kept: `format` None is that which it has, else csv; `recode` begins a new vintage; `encoding` of inputs that
    declare none; `max_rejects` the share of refused documents that is not too many."""

    format: str | None = None
    recode: bool = False
    encoding: str = "utf-8"
    max_rejects: float = 0.05


@frozen
class InputEdge:
    """The beginning or the end of an input in the stream of its documents; `content` is the hash of its bytes."""

    path: str
    content: str
    ends: bool


@frozen
class Shared:
    """A document that a shard has coded."""

    document: Document
    coded: Coded


@define
class StoreWork:
    """One run into an open vintage: the parts that it writes to, its counts, and when it last committed."""

    manifest: Manifest
    partitions: Partitions
    options: StoreOptions
    alive: Callable[[], None]
    progress: Callable[[int], None] | None
    stamp: int
    tally: Tally = field(factory=Tally)
    days: set[str] = field(factory=set)
    first: Refusal | None = None
    committed: float = field(factory=time.monotonic)
    kept: int = 0
    noted: int = 0
    open: InputEdge | None = None
    again: bool = False

    def items(self, inputs: Sequence[str], skip: str) -> Iterator[Task | Refusal | InputEdge | Shared]:
        """Stream what is to be done: new documents, refused ones, and where inputs begin and end."""
        for name in inputs:
            empty = True
            for path in find_inputs([name], skip=[skip]):
                empty = False
                known = _known_as(path)
                content = "" if path == STDIN else _content(path)
                if content and self.manifest.knows_input(known, content):
                    self.tally.inputs_unchanged += 1
                    continue
                self.tally.inputs += 1
                yield InputEdge(known, content, ends=False)
                for source, item in read_input(
                    path, find_date=document_date, advance=self.progress, encoding=self.options.encoding
                ):
                    if isinstance(item, Refusal):
                        yield item
                    elif self.manifest.needs(item, known):
                        made = self.manifest.shared(item)
                        yield Task(source, item) if made is None else Shared(item, made)
                    else:
                        self.tally.unchanged += 1
                yield InputEdge(known, content, ends=True)
            if empty and is_folder(name):
                yield no_document(name)

    def take(self, item: tuple[Task, Outcome] | Refusal | InputEdge | Shared) -> None:
        """Note one result in the manifest."""
        if isinstance(item, InputEdge):
            self._take_input(item)
        elif isinstance(item, Refusal):
            self._refuse(item)
        elif isinstance(item, Shared):
            self._keep(item.document, item.coded)
        else:
            task, outcome = item
            if isinstance(outcome, Refusal):
                self._refuse(outcome)
            else:
                self._keep(task.document, outcome)
        self.noted += 1
        self.commit(now_and_then=True)

    def _take_input(self, item: InputEdge) -> None:
        if not item.ends:
            self.manifest.begin_input(item.path)
            self.open, self.again = item, False
        else:
            if item.content and not self.again:
                self.manifest.end_input(item.path, item.content)
            self.open = None

    def _keep(self, document: Document, coded: Coded) -> None:
        assert self.open is not None
        replaced = self.manifest.keep(document, coded, self.open.path, self.stamp)
        self.tally.count(document.publisher, coded, replaced)
        self.kept += 1
        if self.kept >= _PUBLISH_DOCUMENTS:
            self.publish()

    def _refuse(self, refusal: Refusal) -> None:
        self.manifest.refuse(refusal, self.open.path if self.open else refusal.source)
        self.tally.refused += 1
        self.again = self.again or refusal.again
        self.first = self.first or refusal

    def commit(self, *, now_and_then: bool = False) -> None:
        """Write to disk what was noted; `now_and_then`: only where enough has come together."""
        late = time.monotonic() - self.committed > _COMMIT_SECONDS
        if not now_and_then or late or self.noted >= _COMMIT_DOCUMENTS:
            self.manifest.commit()
            self.alive()
            self.committed, self.noted = time.monotonic(), 0

    def publish(self) -> None:
        """Write the files of all days that changed."""
        self.commit()
        for number, day in enumerate(self.manifest.pending_days(), start=1):
            self.partitions.rewrite(day, self.manifest.pending(day))
            self.manifest.published(day)
            self.days.add(day)
            if number % _COMMIT_DAYS == 0:
                self.commit()
        self.commit()
        self.kept = 0


def _known_as(path: str) -> str:
    if path == STDIN or is_remote(path):
        return path
    return os.path.realpath(path).encode("utf-8", "backslashreplace").decode("utf-8")


def _content(path: str) -> str:
    """The hash of a file's bytes; of an object what its store says instead. "" where it cannot be read: reading tells why."""
    try:
        if is_remote(path):
            system, inside = remote(path)
            return str(system.checksum(inside))
        with open(path, "rb") as file:
            return file_digest(file, "blake2b").hexdigest()[:32]
    except OSError:
        return ""


__all__ = ["InputEdge", "Shared", "StoreOptions", "StoreWork"]
