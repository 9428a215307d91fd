"""Where a store keeps its files: a folder, or a prefix of an object store; every file is replaced whole."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Protocol

from attrs import evolve, frozen

from eventcoder.corpus.find_inputs import is_remote, local_path, remote
from eventcoder.corpus.write import OutputError

_WORK = ".work"


class StoreFiles(Protocol):
    """The files of a store, by their names in it (`events/2020/06/2020-06-25.csv`)."""

    @property
    def name(self) -> str:
        """The store's path as it is shown."""
        ...

    @property
    def work(self) -> Path:
        """A local folder for temporary files, empty when a run begins and gone when it ends."""
        ...

    def fetch(self, name: str) -> Path | None:
        """Give a local path of a file to read, or None where there is no such file."""
        ...

    def publish(self, made: Path, name: str) -> None:
        """Put a finished file of `work` in its place, whole, for good."""
        ...

    def remove(self, name: str) -> None:
        """Remove a file, if it is there."""
        ...

    def names(self, folder: str) -> Iterator[str]:
        """Stream the names of all files below a folder of the store."""
        ...

    def inside(self, folder: str) -> StoreFiles:
        """Give the files of a folder of the store as a store of its own."""
        ...


@frozen
class LocalFiles:
    """The files of a store in a folder of this machine or of a shared file system."""

    root: Path
    work: Path

    @property
    def name(self) -> str:
        """The folder's path."""
        return str(self.root)

    def fetch(self, name: str) -> Path | None:
        """Give the file's own path."""
        return self.root / name if (self.root / name).is_file() else None

    def publish(self, made: Path, name: str) -> None:
        """Flush the file to disk, rename it into its place, flush the folder."""
        target = self.root / name
        with _as_output_error(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            _flush(made)
            os.replace(made, target)
            _flush(target.parent)

    def remove(self, name: str) -> None:
        """Remove a file, if it is there."""
        with _as_output_error(self.root / name), suppress(FileNotFoundError):
            os.unlink(self.root / name)

    def names(self, folder: str) -> Iterator[str]:
        """Stream the names of all files below a folder of the store."""
        for place, _, files in os.walk(self.root / folder):
            yield from (os.path.relpath(os.path.join(place, file), self.root) for file in files)

    def inside(self, folder: str) -> LocalFiles:
        """Give the files of a folder of the store as a store of its own."""
        return evolve(self, root=self.root / folder)


@frozen
class RemoteFiles:
    """The files of a store below a prefix of an object store, through fsspec; an object appears whole or not at all."""

    name: str
    system: Any
    root: str
    work: Path

    def fetch(self, name: str) -> Path | None:
        """Copy an object into `work`."""
        if not self.system.exists(f"{self.root}/{name}"):
            return None
        local = self.work / f"fetched-{name.replace('/', '-')}"
        with _as_output_error(f"{self.name}/{name}"):
            self.system.get_file(f"{self.root}/{name}", str(local))
        return local

    def publish(self, made: Path, name: str) -> None:
        """Upload the file."""
        with _as_output_error(f"{self.name}/{name}"):
            self.system.makedirs(f"{self.root}/{name}".rpartition("/")[0], exist_ok=True)
            self.system.put_file(str(made), f"{self.root}/{name}")
        made.unlink()

    def remove(self, name: str) -> None:
        """Remove an object, if it is there."""
        with _as_output_error(f"{self.name}/{name}"), suppress(FileNotFoundError):
            self.system.rm_file(f"{self.root}/{name}")

    def names(self, folder: str) -> Iterator[str]:
        """Stream the names of all objects below a folder of the store."""
        with suppress(FileNotFoundError):
            for path in self.system.find(f"{self.root}/{folder}"):
                yield path.lstrip("/").removeprefix(self.root.lstrip("/")).lstrip("/")

    def inside(self, folder: str) -> RemoteFiles:
        """Give the objects of a folder of the store as a store of its own."""
        return evolve(self, name=f"{self.name}/{folder}", root=f"{self.root}/{folder}")


@contextmanager
def open_store(path: str) -> Iterator[LocalFiles | RemoteFiles]:
    """Open the files of the store at a path, made if it is not there; raise OutputError where that cannot be."""
    if is_remote(path):
        system, root = remote(path.rstrip("/"))
        with tempfile.TemporaryDirectory(prefix="eventcoder-") as work:
            yield RemoteFiles(path.rstrip("/"), system, root.rstrip("/"), Path(work))
        return
    folder = Path(local_path(path))
    with _as_output_error(folder):
        folder.mkdir(parents=True, exist_ok=True)
    yield LocalFiles(folder, folder / _WORK)


def clear_work(files: LocalFiles | RemoteFiles) -> None:
    """Throw away what an earlier run left half made and make the folder for temporary files; only for who holds the lock."""
    if isinstance(files, LocalFiles):
        with _as_output_error(files.root):
            shutil.rmtree(files.work, ignore_errors=True)
            files.work.mkdir()


def write_file(files: StoreFiles, name: str, pieces: Iterable[bytes]) -> None:
    """Make a file of pieces of bytes and publish it; raise OutputError, with nothing changed, where that fails."""
    made = files.work / f"{name.replace('/', '-')}.tmp"
    try:
        with _as_output_error(f"{files.name}/{name}"), open(made, "wb") as file:
            for piece in pieces:
                file.write(piece)
        files.publish(made, name)
    except BaseException:
        with suppress(OSError):
            made.unlink()
        raise


def drop_work(files: LocalFiles | RemoteFiles) -> None:
    """Remove the folder for temporary files at the end of a run."""
    if isinstance(files, LocalFiles):
        shutil.rmtree(files.work, ignore_errors=True)


@contextmanager
def _as_output_error(path: object) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror or error}") from error


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


__all__ = ["LocalFiles", "RemoteFiles", "StoreFiles", "clear_work", "drop_work", "open_store", "write_file"]
