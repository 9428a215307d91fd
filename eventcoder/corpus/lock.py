"""One run at a time in a store."""

from __future__ import annotations

import errno
import fcntl
import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import orjson

from eventcoder.corpus.store_files import LocalFiles, RemoteFiles
from eventcoder.corpus.write import OutputError

_NAME = "lock"
STALE = 900.0
"""Seconds without a sign of life after which the lock of an object store is taken over."""
_SIGN = 60.0


@contextmanager
def hold_lock(files: LocalFiles | RemoteFiles) -> Iterator[tuple[str, Callable[[], None]]]:
    """Hold the store's lock; give a note on a dead run whose lock was taken over ("": none), and a function to call now and then.

    In a folder the system keeps the lock and lets go of it when the process ends, however it ends. Object stores know no locks:
    there a sign of life is written every minute, and a lock without one for 15 minutes is taken over. Raises OutputError where
    another run holds it.
    """
    if isinstance(files, LocalFiles):
        with _hold_file(files.root / _NAME) as note:
            yield note, lambda: None
    else:
        with _hold_object(files) as held:
            yield held


@contextmanager
def _hold_file(path: Path) -> Iterator[str]:
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror}") from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in (errno.EAGAIN, errno.EACCES):
                raise OutputError(_in_use(str(path.parent), os.read(handle, 1000))) from error
            raise OutputError(f"{path}: this file system gives no locks ({error.strerror}); mount it with them") from error
        before = os.read(handle, 1000)
        try:
            os.ftruncate(handle, 0)
            os.pwrite(handle, _owner(), 0)
        except OSError as error:
            raise OutputError(f"{path}: cannot be written: {error.strerror}") from error
        yield f"the run of {_told(before)} ended before it was done; this one goes on from there" if before else ""
        os.ftruncate(handle, 0)
    finally:
        os.close(handle)


@contextmanager
def _hold_object(files: RemoteFiles) -> Iterator[tuple[str, Callable[[], None]]]:
    path = f"{files.root}/{_NAME}"
    before = files.system.cat_file(path) if files.system.exists(path) else b""
    if before and time.time() - _sign(before) < STALE:
        raise OutputError(_in_use(files.name, before))
    mine, last = _owner(), 0.0

    def sign() -> None:
        nonlocal last
        if time.time() - last < _SIGN:
            return
        if last and _without_sign(files.system.cat_file(path)) != _without_sign(mine):
            raise OutputError(f"{files.name}: another run has taken the lock; this one ends")
        last = time.time()
        files.system.pipe_file(path, _owner_at(mine, last))

    files.system.makedirs(files.root, exist_ok=True)
    sign()
    try:
        yield f"the run of {_told(before)} gave no sign of life; its lock was taken over" if before else "", sign
    finally:
        files.system.rm_file(path)


def _in_use(name: str, owner: bytes) -> str:
    return f"{name}: in use by the run of {_told(owner)}; wait until it is done, or end it"


def _owner() -> bytes:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return orjson.dumps({"process": os.getpid(), "host": socket.gethostname(), "since": now})


def _owner_at(owner: bytes, sign: float) -> bytes:
    return orjson.dumps(orjson.loads(owner) | {"sign": sign})


def _without_sign(owner: bytes) -> dict[str, object]:
    return {key: value for key, value in _read(owner).items() if key != "sign"}


def _sign(owner: bytes) -> float:
    sign = _read(owner).get("sign")
    return sign if isinstance(sign, float) else 0.0


def _read(owner: bytes) -> dict[str, object]:
    try:
        value = orjson.loads(owner)
    except orjson.JSONDecodeError:
        return {}
    return value if isinstance(value, dict) else {}


def _told(owner: bytes) -> str:
    value = _read(owner)
    return f"process {value.get('process', '?')} on {value.get('host', '?')} (since {value.get('since', '?')})"


__all__ = ["STALE", "hold_lock"]
