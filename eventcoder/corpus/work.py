"""A worker: a process that loads the coder once and codes the documents that come through its connection."""

from __future__ import annotations

import os
import pickle
import signal
import sys
from collections.abc import Callable, Iterable, Sequence
from multiprocessing.connection import Connection
from typing import Protocol

from attrs import frozen

from eventcoder.corpus.refusal import Refusal, internal_error
from eventcoder.errors import EventcoderError
from eventcoder.records import Document, Event

_GRACE = 30
"""Seconds beyond its time limit after which a worker ends itself, should nobody be left to end it."""
MOST_TOGETHER = 16
"""Documents that a worker has before it, and may code together."""
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
    """The events of one document in the order of its text, and how many sentences it has."""

    events: tuple[Event, ...]
    sentences: int


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
        return _coded(coder.code(task.document), _count_sentences(task.document, coder))
    except Exception as error:  # one document must not stop the others; internal_error logs it and it is counted
        return internal_error(error, task.source, task.document.id)


def code_tasks(tasks: Sequence[Task], coder: DocumentCoder) -> list[Coded | Refusal]:
    """Code documents together where the coder can, which is quicker; where that fails, one by one, to show the one at fault."""
    together = getattr(coder, "code_counted", None)
    if together is None:
        return [code_task(task, coder) for task in tasks]
    try:
        found = together([task.document for task in tasks])
    except Exception:  # it comes again below, with the document that it belongs to
        return [code_task(task, coder) for task in tasks]
    return [_coded(events, sentences) for events, sentences in found]


def _coded(events: Iterable[Event], sentences: int) -> Coded:
    return Coded(tuple(sorted(events, key=lambda event: (event.sentence, event.start))), sentences)


def _count_sentences(document: Document, coder: DocumentCoder) -> int:
    from eventcoder.coding.sentences import split

    return len(split(document, discards=getattr(getattr(coder, "lexicon", None), "discards", ())))


def serve(connection: Connection) -> None:
    """Load what the first message names, say so, then answer each task in turn until nobody is at the other end.

    Tasks that have come meanwhile are coded together.
    """
    factory, limit = pickle.loads(connection.recv_bytes())
    try:
        coder = factory()
    except EventcoderError as error:
        connection.send_bytes(pickle.dumps(error))
        return
    connection.send_bytes(pickle.dumps(stamp_of(coder)))
    while True:
        tasks = [pickle.loads(connection.recv_bytes())]
        while hasattr(coder, "code_counted") and len(tasks) < MOST_TOGETHER and connection.poll():
            tasks.append(pickle.loads(connection.recv_bytes()))
        signal.setitimer(signal.ITIMER_REAL, limit + _GRACE)
        outcomes = code_tasks(tasks, coder)
        signal.setitimer(signal.ITIMER_REAL, 0)
        for outcome in outcomes:
            connection.send_bytes(pickle.dumps(outcome))


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
