"""Coding on a Dask cluster: batches of documents go out, results come back in order, lost workers are made good by Dask."""

from __future__ import annotations

import pickle
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

from attrs import define, field

from eventcoder.corpus.engines import TIME_LIMIT, Outcome, Pool
from eventcoder.corpus.refusal import Refusal
from eventcoder.corpus.work import Factory, Stamp, Task
from eventcoder.errors import EventcoderError

T = TypeVar("T")
_TASKS = 16  # documents a batch
_TEXT = 200_000  # characters a batch
_ITEMS = 1000  # items of a batch, those that need no coding too
_BATCHES = 4  # a thread of the cluster that are out at a time
_PATIENCE = 60  # seconds until the first worker must have come


@define(eq=False)
class _Batch(Generic[T]):
    """Items in their order, and the result of their tasks once they are sent (None: there are none among them)."""

    items: list[Task | T] = field(factory=list)
    text: int = 0
    future: Any = None

    @property
    def tasks(self) -> list[Task]:
        return [item for item in self.items if isinstance(item, Task)]

    @property
    def full(self) -> bool:
        return self.text >= _TEXT or len(self.items) >= _ITEMS or len(self.tasks) >= _TASKS

    def add(self, item: Task | T) -> None:
        self.items.append(item)
        self.text += len(item.document.text) if isinstance(item, Task) else 0


@define(eq=False)
class DaskEngine:
    """Codes on the cluster of a scheduler (`tcp://…`), or, without one, on one of `workers` processes started for the run.

    Each thread of a Dask worker keeps a worker process of our own, which may die or hang as in `Pool`. Programs, dictionaries and
    model must be the same everywhere: what does not bear `stamp` ends the run.
    """

    factory: Factory
    stamp: Stamp
    scheduler: str | None = None
    workers: int | None = None
    limit: float = TIME_LIMIT
    _client: Any = None
    _cluster: Any = None

    def code(self, items: Iterable[Task | T]) -> Iterator[tuple[Task, Outcome] | T]:
        """Stream each task with its outcome, and every other item as it is; raise EventcoderError where the cluster fails."""
        packed = pickle.dumps((self.factory, self.limit, self.stamp))
        most = _BATCHES * max(1, sum(self._client.nthreads().values()))
        window: deque[_Batch[T]] = deque()
        for batch in _batches(items):
            tasks = batch.tasks
            batch.future = self._client.submit(code_batch, packed, tasks, pure=False) if tasks else None
            window.append(batch)
            while len(window) > most:
                yield from self._results(window.popleft(), packed)
        while window:
            yield from self._results(window.popleft(), packed)

    def __enter__(self) -> Self:
        """Connect to the cluster; raise EventcoderError where there is none."""
        distributed = _distributed()
        try:
            if self.scheduler is None:
                self._cluster = distributed.LocalCluster(
                    n_workers=self.workers or 1, threads_per_worker=1, processes=True, dashboard_address=None
                )
            self._client = distributed.Client(self.scheduler or self._cluster)
            self._client.wait_for_workers(1, timeout=_PATIENCE)
        except (OSError, TimeoutError, ValueError) as error:
            self.__exit__(None, None, None)
            raise EventcoderError(f"no Dask cluster with a worker at {self.scheduler or 'this machine'}: {error}") from error
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /) -> None:
        """Leave the cluster; end it where it was started for the run."""
        for part in (self._client, self._cluster):
            if part is not None:
                part.close()
        self._client = self._cluster = None

    def _results(self, batch: _Batch[T], packed: bytes) -> Iterator[tuple[Task, Outcome] | T]:
        outcomes = iter(self._outcomes(batch, packed) if batch.future is not None else [])
        for item in batch.items:
            yield (item, next(outcomes)) if isinstance(item, Task) else item

    def _outcomes(self, batch: _Batch[T], packed: bytes) -> Sequence[Outcome]:
        killed = _distributed().KilledWorker
        try:
            return batch.future.result()  # type: ignore[no-any-return]
        except killed:
            futures = [(task, self._client.submit(code_batch, packed, [task], pure=False)) for task in batch.tasks]
            return [_alone(task, future, killed) for task, future in futures]
        except (OSError, TimeoutError) as error:
            raise EventcoderError(f"the Dask cluster failed: {error}") from error


def code_batch(packed: bytes, tasks: Sequence[Task]) -> list[Outcome]:
    """Code tasks on a Dask worker, in the worker process that its thread keeps."""
    pool = _pool(packed, threading.get_ident())
    try:
        return [result[1] for result in pool.code(tasks)]
    except BaseException:
        pool.__exit__(None, None, None)
        raise


@lru_cache(maxsize=64)
def _pool(packed: bytes, thread: int) -> Pool:
    factory, limit, stamp = pickle.loads(packed)
    return Pool(factory, 1, limit, stamp)


def _alone(task: Task, future: Any, killed: type[Exception]) -> Outcome:
    try:
        return future.result()[0]  # type: ignore[no-any-return]
    except killed:
        return Refusal(task.source, task.document.id, "the Dask workers died that had it", again=True)


def _batches(items: Iterable[Task | T]) -> Iterator[_Batch[T]]:
    batch = _Batch[T]()
    for item in items:
        batch.add(item)
        if batch.full:
            yield batch
            batch = _Batch[T]()
    if batch.items:
        yield batch


def _distributed() -> Any:
    try:
        import distributed
    except ImportError as error:
        raise EventcoderError("--engine dask needs a package more: pip install 'eventcoder[dask]'") from error
    return distributed


__all__ = ["DaskEngine", "code_batch"]
