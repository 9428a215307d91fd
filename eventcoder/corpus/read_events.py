"""Event records as values, out of files and folders that `eventcoder code` wrote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from eventcoder.corpus.formats import FORMATS
from eventcoder.errors import InputError
from eventcoder.records import Event

_READ = {item.suffix: item for item in FORMATS.values() if item.read is not None}


def read_events(paths: Iterable[str]) -> Iterator[Event]:
    """Stream the records of files, and of the .csv, .jsonl and .parquet files of folders in order of their names; raise
    InputError where one is no file of records."""
    for path in paths:
        folder = Path(path)
        files = sorted(each for each in folder.iterdir() if each.suffix in _READ) if folder.is_dir() else [folder]
        if not files:
            raise InputError(f"{path}: no file of event records is in this folder ({', '.join(_READ)})")
        for file in files:
            yield from _read(file)


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
