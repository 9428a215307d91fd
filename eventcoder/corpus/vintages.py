"""The vintages of a store: the first lies at its top, each `--recode` begins the next one beside it; none mixes with another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from attrs import frozen

from eventcoder.corpus.manifest import Manifest, open_manifest
from eventcoder.corpus.store_files import LocalFiles, RemoteFiles
from eventcoder.corpus.work import Stamp
from eventcoder.errors import InputError

_NAME = "manifest.sqlite"
_VINTAGE = re.compile(r"vintage-(\d+)/manifest\.sqlite")


@frozen
class Vintage:
    """An open vintage: its files, its manifest, its format, its name ("": the first), what the report should say of it."""

    files: LocalFiles | RemoteFiles
    manifest: Manifest
    format: str
    name: str
    notes: tuple[str, ...]


@contextmanager
def open_vintage(files: LocalFiles | RemoteFiles, *, stamp: Stamp, recode: bool, format: str | None) -> Iterator[Vintage]:
    """Open the newest vintage, or with `recode` a new one, unless the newest is an unfinished one of the same stamp.

    Raises InputError where the vintage is kept in another format than `format`.
    """
    number = newest_vintage(files)
    documents = None
    if recode and number:
        with _manifest(files.inside(_folder(number)) if number > 1 else files) as manifest:
            done = manifest.about("finished") or manifest.stamps()[-1:] != [stamp]
            documents = manifest.totals()[0]
            format = format or manifest.about("format") or None
        number += 1 if done else 0
    number = number or 1
    inside = files.inside(_folder(number)) if number > 1 else files
    with _manifest(inside) as manifest:
        kept = manifest.about("format")
        if format and kept and format != kept:
            raise InputError(f"{inside.name}: is kept as {kept}; leave out --format, or give another folder or --recode")
        manifest.note("format", format or kept or "csv")
        notes = [] if documents is None else [f"new vintage {_folder(number)}: the one before it holds {documents:,} documents"]
        yield Vintage(inside, manifest, format or kept or "csv", _folder(number) if number > 1 else "", tuple(notes))


def newest_vintage(files: LocalFiles | RemoteFiles) -> int:
    """Give the number of the newest vintage; 0 where there is none yet."""
    if isinstance(files, LocalFiles):
        names = [path.relative_to(files.root).as_posix() for path in files.root.glob(f"vintage-*/{_NAME}")]
    else:
        names = list(files.names(""))
    numbers = [int(match.group(1)) for name in names if (match := _VINTAGE.fullmatch(name))]
    if numbers:
        return max(numbers)
    return 1 if files.fetch(_NAME) else 0


def newest_manifest(files: LocalFiles | RemoteFiles) -> str:
    """Give the name of the newest vintage's manifest; "" where there is none."""
    number = newest_vintage(files)
    return f"{_folder(number)}/{_NAME}" if number > 1 else _NAME if number else ""


@contextmanager
def _manifest(files: LocalFiles | RemoteFiles) -> Iterator[Manifest]:
    """Open a store's manifest in its place; that of an object store is fetched, and put back however the run ends."""
    if isinstance(files, LocalFiles):
        files.root.mkdir(parents=True, exist_ok=True)
        with open_manifest(files.root / _NAME) as manifest:
            yield manifest
        return
    local = files.fetch(_NAME) or Path(files.work / f"fetched-{_NAME}")
    try:
        with open_manifest(local) as manifest:
            yield manifest
    finally:
        if local.exists():
            files.publish(local, _NAME)


def _folder(number: int) -> str:
    return f"vintage-{number}"


__all__ = ["Vintage", "newest_manifest", "newest_vintage", "open_vintage"]
