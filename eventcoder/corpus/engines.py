"""Ways to code a stream of documents: in this process, or by worker processes that may die or hang.

Every engine gives its results in the order of the documents, so that how the work was shared out shows nowhere.
"""

from __future__ import annotations

import os
import pickle
import socket
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator
from multiprocessing.connection import Connection, wait
from types import TracebackType
from typing import Generic, Protocol, Self, TypeVar

from attrs import define, field

from eventcoder.corpus.refusal import Refusal
from eventcoder.corpus.work import MOST_TOGETHER, Coded, DocumentCoder, Factory, Stamp, Task, code_tasks
from eventcoder.errors import EventcoderError

T = TypeVar("T")
Outcome = Coded | Refusal
TIME_LIMIT = 120.0
"""Seconds for one document; the longest that is taken, of 5 MB, needs about as much."""
_TOGETHER_TEXT = 100_000  # characters that one process codes together
_AHEAD = 64  # documents a worker that are read before the first of them is done
_AHEAD_TEXT = 20_000_000  # characters of them together
_QUEUED_BYTES = 100_000  # so that both ends of a connection can never wait for one another's reading
_START_LIMIT = 600.0  # seconds to load a model
_TRIES = 2  # a document is given up when this many workers have died on it


class Engine(Protocol):
    """Codes tasks in their order and hands all else through in its place; a context manager that lets go of its workers."""

    def code(self, items: Iterable[Task | T]) -> Iterator[tuple[Task, Outcome] | T]:
        """Stream each task with its outcome, and every other item as it is."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /) -> None: ...


@define
class Inline:
    """Codes in this process: nothing to start, but a document that kills or hangs the process ends the run."""

    coder: DocumentCoder

    def code(self, items: Iterable[Task | T]) -> Iterator[tuple[Task, Outcome] | T]:
        """Stream each task with its outcome, and every other item as it is; some documents that follow one another are coded
        together."""
        waiting: list[Task] = []
        text = 0
        for item in items:
            if isinstance(item, Task):
                waiting.append(item)
                text += len(item.document.text)
                if len(waiting) < MOST_TOGETHER and text < _TOGETHER_TEXT:
                    continue
            yield from zip(waiting, code_tasks(waiting, self.coder), strict=True)
            waiting, text = [], 0
            if not isinstance(item, Task):
                yield item
        yield from zip(waiting, code_tasks(waiting, self.coder), strict=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /) -> None:
        """Nothing to let go of."""


@define(eq=False)
class _Slot(Generic[T]):
    """A place in the order: an item, its outcome once it has one, how many workers died on it; `alone`: it may be what a worker
    was lost on, so that it goes to the next one alone; `size`: the bytes that it takes to send, at most."""

    item: Task | T
    outcome: Outcome | None = None
    deaths: int = 0
    alone: bool = False
    size: int = 0


@define(eq=False)
class _Worker(Generic[T]):
    """A process, its connection, what it has before it (one list being coded, one waiting), and when it is too late."""

    process: subprocess.Popen[bytes]
    connection: Connection
    late: float
    ready: bool = False
    queue: deque[_Slot[T]] = field(factory=deque)

    def take_from(self, waiting: deque[_Slot[T]], most: int) -> list[_Slot[T]]:
        """The next documents for it, no more than `most`, taken from those waiting; none while it has enough."""
        taken: list[_Slot[T]] = []
        if not self.ready or len(self.queue) > MOST_TOGETHER or self.queue and self.queue[0].alone:
            return taken
        size = sum(slot.size for slot in self.queue)
        while waiting and len(taken) < most:
            slot = waiting[0]
            if (self.queue or taken) and (slot.alone or size + slot.size > _QUEUED_BYTES):
                break
            taken.append(waiting.popleft())
            size += slot.size
            if slot.alone:
                break
        return taken

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()
        self.connection.close()


@define(eq=False)
class Pool:
    """Worker processes, each with a model and a connection of its own.

    A document that a worker dies on is tried once more and then refused; one that takes more than `limit` seconds is refused at
    once; another worker takes the place of the lost one. `stamp` is what every worker must have loaded (None: anything).
    """

    factory: Factory
    workers: int
    limit: float = TIME_LIMIT
    stamp: Stamp | None = None
    _running: list[_Worker[object]] = field(factory=list)

    def code(self, items: Iterable[Task | T]) -> Iterator[tuple[Task, Outcome] | T]:
        """Stream each task with its outcome, and every other item as it is; raise EventcoderError where no worker can start."""
        source = iter(items)
        window: deque[_Slot[T]] = deque()
        waiting: deque[_Slot[T]] = deque()
        running: list[_Worker[T]] = self._running  # type: ignore[assignment]
        text, more = 0, True
        while more or window:
            while more and len(window) < _AHEAD * self.workers and text < _AHEAD_TEXT:
                item = next(source, None)
                if item is None:
                    more = False
                    break
                slot = _Slot[T](item)
                window.append(slot)
                if isinstance(item, Task):
                    slot.size = _bytes_at_most(item)
                    waiting.append(slot)
                    text += len(item.document.text)
            while waiting and len(running) < min(self.workers, len(waiting) + sum(bool(worker.queue) for worker in running)):
                running.append(self._start())
            self._share_out(waiting, running)
            if window and isinstance(window[0].item, Task) and window[0].outcome is None:
                self._listen(waiting, running)
            while window and (window[0].outcome or not isinstance(window[0].item, Task)):
                slot = window.popleft()
                if isinstance(slot.item, Task):
                    text -= len(slot.item.document.text)
                    assert slot.outcome is not None
                    yield slot.item, slot.outcome
                else:
                    yield slot.item

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /) -> None:
        """End the workers."""
        while self._running:
            self._running.pop().stop()

    def _start(self) -> _Worker[T]:
        ours, theirs = socket.socketpair()
        for end in (ours, theirs):
            end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 2 * _QUEUED_BYTES)
        command = [sys.executable, "-c", "from eventcoder.corpus.work import main, pin_threads; pin_threads(); main()"]
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
        with theirs:
            process = subprocess.Popen(
                [*command, str(theirs.fileno())], pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, env=environment
            )
        connection = Connection(ours.detach())
        try:
            connection.send_bytes(pickle.dumps((self.factory, self.limit)))
        except OSError as error:
            process.kill()
            raise EventcoderError(f"a worker cannot be started: {error}") from error
        return _Worker[T](process, connection, time.monotonic() + _START_LIMIT)

    def _share_out(self, waiting: deque[_Slot[T]], running: list[_Worker[T]]) -> None:
        """Send documents to the workers, those with the fewest first; near the end each gets its part of what is left."""
        given = True
        while waiting and given:
            given = False
            for worker in sorted(running, key=lambda worker: len(worker.queue)):
                taken = worker.take_from(waiting, min(MOST_TOGETHER, -(-len(waiting) // len(running))))
                if not taken:
                    continue
                given = True
                if not worker.queue:
                    worker.late = time.monotonic() + self.limit
                worker.queue.extend(taken)
                try:
                    worker.connection.send_bytes(pickle.dumps([slot.item for slot in taken]))
                except OSError:
                    self._lose(worker, waiting, running)
                    return

    def _listen(self, waiting: deque[_Slot[T]], running: list[_Worker[T]]) -> None:
        busy = {worker.connection: worker for worker in running if worker.queue or not worker.ready}
        if not busy:  # the last one was lost in the sending
            return
        soonest = min(worker.late for worker in busy.values())
        heard = wait(list(busy), timeout=max(0.0, soonest - time.monotonic()))
        for connection in heard:
            worker = busy[connection]  # type: ignore[index]
            try:
                self._take(worker, pickle.loads(worker.connection.recv_bytes()))
            except (EOFError, OSError):
                self._lose(worker, waiting, running)
        for worker in busy.values():
            if worker in running and worker.late <= time.monotonic() and worker.connection not in heard:
                self._lose(worker, waiting, running, hangs=True)

    def _take(self, worker: _Worker[T], message: object) -> None:
        if isinstance(message, EventcoderError):
            raise message
        if isinstance(message, Stamp):
            if self.stamp is not None and message != self.stamp:
                raise EventcoderError("the dictionaries or the model changed while the run began; start it again")
            worker.ready = True
        elif isinstance(message, list):
            for outcome in message:
                worker.queue.popleft().outcome = outcome
        worker.late = time.monotonic() + self.limit

    def _lose(self, worker: _Worker[T], waiting: deque[_Slot[T]], running: list[_Worker[T]], *, hangs: bool = False) -> None:
        """End a worker that died or hangs and put its documents back in their order, each to be tried alone; judge what was."""
        running.remove(worker)
        worker.stop()
        if not worker.ready:
            status = worker.process.returncode
            raise EventcoderError(f"a worker ended before it was ready (status {status}); is there memory enough?")
        if len(worker.queue) == 1:
            slot = worker.queue[0]
            assert isinstance(slot.item, Task)
            slot.deaths += 1
            reason = ""
            if hangs:
                reason = f"took more than {self.limit:g} seconds; its worker was ended"
            elif slot.deaths >= _TRIES:
                reason = f"{slot.deaths} workers died on it (the last with status {worker.process.returncode})"
            if reason:
                slot.outcome = Refusal(slot.item.source, slot.item.document.id, reason, again=True)
                worker.queue.popleft()
        for slot in worker.queue:
            slot.alone = True
        waiting.extendleft(reversed(worker.queue))


def _bytes_at_most(task: Task) -> int:
    """The bytes that it takes at most to send a task: four for a character, and what holds them together."""
    document = task.document
    texts = (task.source, document.id, document.date, document.text, document.publisher, document.url)
    return 4 * sum(map(len, texts)) + 500


__all__ = ["TIME_LIMIT", "Engine", "Inline", "Outcome", "Pool"]
