"""A worker: a process that loads the coder once and codes the documents that come through its connection."""

from __future__ import annotations

import os
import pickle
import signal
import sys
from collections.abc import Callable, Iterable, Sequence
from multiprocessing.connection import Connection
from typing import Protocol

import orjson
from attrs import frozen

from eventcoder.corpus.formats import event_values, make_event
from eventcoder.corpus.refusal import Refusal, internal_error
from eventcoder.errors import EventcoderError
from eventcoder.records import Document, Event

_GRACE = 30
"""Seconds beyond its time limit after which a worker ends itself, should nobody be left to end it."""
MOST_TOGETHER = 16
"""Documents that go to a worker at a time, which may code them together."""
_NUMERIC = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS", "NUMEXPR_NUM_THREADS")


class DocumentCoder(Protocol):
    """Anything that codes one document, as `eventcoder.coding.pipeline.Coder` does."""

    def code(self, document: Document) -> list[Event]:
        """Give the document's events."""
        ...


Factory = Callable[[], DocumentCoder]
"""Loads a coder; it is pickled by reference, so it is a function of a module that can be imported, or a partial of one."""


@frozen
class Task:
    """A document to code and where it stands (`path:line`)."""

    source: str
    document: Document


@frozen
class Coded:
    """What was made of one document: its events in the order of the text as a JSON list of their columns, as which they pass from
    process to process and wait in a store; how many they are; how many sentences it has."""

    rows: str
    count: int
    sentences: int

    @classmethod
    def of(cls, events: Iterable[Event], sentences: int) -> Coded:
        """Put a document's events in order."""
        rows = [event_values(event) for event in sorted(events, key=lambda event: (event.sentence, event.start))]
        return cls(orjson.dumps(rows).decode("utf-8"), len(rows), sentences)

    @property
    def values(self) -> list[dict[str, object]]:
        """The columns of each event, made anew each time."""
        rows: list[dict[str, object]] = orjson.loads(self.rows)
        return rows

    @property
    def events(self) -> tuple[Event, ...]:
        """The events as records, made anew each time."""
        return tuple(make_event(values) for values in self.values)


@frozen
class Stamp:
    """What a coder makes events of: hashes of dictionaries and model, the program's version, what is written at all."""

    lexicon: str = ""
    model: str = ""
    version: str = ""
    options: str = ""


def pin_threads() -> None:
    """Leave numeric libraries one thread a process; works only before they are imported."""
    for name in _NUMERIC:
        os.environ[name] = "1"


def stamp_of(coder: object) -> Stamp:
    """Give a coder's stamp; a coder that tells nothing of itself has an empty one."""
    statuses = ",".join(getattr(coder, "statuses", ()))
    return Stamp(
        getattr(getattr(coder, "lexicon", None), "hash", ""),
        getattr(getattr(coder, "model", None), "hash", ""),
        getattr(coder, "version", ""),
        f"{statuses}{' with statements' if getattr(coder, 'statements', False) else ''}",
    )


def code_task(task: Task, coder: DocumentCoder) -> Coded | Refusal:
    """Code one document; a fault of the program costs that document only."""
    try:
        return Coded.of(coder.code(task.document), _count_sentences(task.document, coder))
    except Exception as error:  # one document must not stop the others; internal_error logs it and it is counted
        return internal_error(error, task.source, task.document.id)


def code_tasks(tasks: Sequence[Task], coder: DocumentCoder) -> list[Coded | Refusal]:
    """Code documents together where the coder can, which is quicker; where that fails, one by one, to show the one at fault."""
    together = getattr(coder, "code_counted", None)
    if together is None:
        return [code_task(task, coder) for task in tasks]
    try:
        return [Coded.of(events, sentences) for events, sentences in together([task.document for task in tasks])]
    except Exception:  # it comes again below, with the document that it belongs to
        return [code_task(task, coder) for task in tasks]


def _count_sentences(document: Document, coder: DocumentCoder) -> int:
    from eventcoder.coding.sentences import split

    return len(split(document, discards=getattr(getattr(coder, "lexicon", None), "discards", ())))


def serve(connection: Connection) -> None:
    """Load what the first message names, say so, then answer each list of tasks until nobody is at the other end: with the list
    of their outcomes where the coder can code them together, else with one list for each."""
    factory, limit = pickle.loads(connection.recv_bytes())
    try:
        coder = factory()
    except EventcoderError as error:
        connection.send_bytes(pickle.dumps(error))
        return
    connection.send_bytes(pickle.dumps(stamp_of(coder)))
    together = hasattr(coder, "code_counted")
    while True:
        tasks = pickle.loads(connection.recv_bytes())
        for some in [tasks] if together else [[task] for task in tasks]:
            signal.setitimer(signal.ITIMER_REAL, limit + _GRACE)
            outcomes = code_tasks(some, coder)
            signal.setitimer(signal.ITIMER_REAL, 0)
            connection.send_bytes(pickle.dumps(outcomes))


def main() -> None:
    """Serve the connection whose file descriptor the command line names; whoever started this pins threads and gives the path."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when a run ends
    signal.signal(signal.SIGALRM, signal.SIG_DFL)  # ends the process even inside a library's code
    try:
        serve(Connection(int(sys.argv[1])))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return


__all__ = [
    "Coded",
    "MOST_TOGETHER",
    "DocumentCoder",
    "Factory",
    "Stamp",
    "Task",
    "code_task",
    "code_tasks",
    "main",
    "pin_threads",
    "serve",
    "stamp_of",
]
