"""Event records as values, out of files and folders that `eventcoder code` wrote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from eventcoder.corpus.formats import FORMATS
from eventcoder.errors import InputError
from eventcoder.records import Event

_MANIFEST = "manifest.sqlite"
_READ = {item.suffix: item for item in FORMATS.values() if item.read is not None}


def read_events(paths: Iterable[str]) -> Iterator[Event]:
    """Stream the records of files, and of the .csv, .jsonl and .parquet files in and below folders in order of their names; of
    a store that of its newest vintage. Raise InputError where one is no file of records, or a folder has none."""
    for path in paths:
        for file in _files(Path(path)):
            yield from _read(file)


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    if (path / _MANIFEST).is_file():
        newest = max(path.glob(f"vintage-*/{_MANIFEST}"), key=lambda found: int(found.parent.name[8:]), default=path / _MANIFEST)
        return _below(newest.parent / "events")  # a store of documents without events has none
    found = _below(path)
    if not found:
        raise InputError(f"{path}: no file of event records is in this folder ({', '.join(_READ)})")
    return found


def _below(folder: Path) -> list[Path]:
    """The files of records in and below a folder, without rejects and what is hidden."""
    return sorted(
        each
        for each in folder.rglob("*")
        if each.suffix in _READ
        and each.is_file()
        and not each.name.endswith("rejects.jsonl")
        and not any(part.startswith(".") for part in each.relative_to(folder).parts)
    )


def _read(file: Path) -> Iterator[Event]:
    format = _READ.get(file.suffix.lower())
    if format is None or format.read is None:
        raise InputError(f"{file}: not a file of event records; give a {', '.join(_READ)} file that `eventcoder code` wrote")
    try:
        with file.open("rb") as stream:
            yield from format.read(stream)
    except OSError as error:
        raise InputError(f"{file}: cannot be read: {error.strerror}") from error
    except InputError as error:
        raise InputError(f"{file}: {error}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(f"{file}: not a file of event records that `eventcoder code` wrote: {error!r}") from error


__all__ = ["read_events"]
