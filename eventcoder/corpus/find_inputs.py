"""Which files a run reads: folders opened, globs resolved, object stores listed."""

from __future__ import annotations

import glob
import os
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

from eventcoder.corpus.refusal import shown
from eventcoder.errors import InputError

STDIN = "-"
KINDS = ("jsonl", "csv", "tsv", "txt", "xml", "html", "htm")
PACKED = ("gz", "zst")
LOOKED_FOR = f".{', .'.join(KINDS)}, each also with .{' or .'.join(PACKED)} behind it"


def kind_of(path: str) -> tuple[str, str, str]:
    """Split a file's name into its stem, its kind ("": none of ours) and its packing ("": none): `a.csv.gz` → a, csv, gz."""
    name = path.rsplit("/", 1)[-1]
    stem, _, packing = name.rpartition(".")
    if packing.lower() not in PACKED:
        stem, packing = name, ""
    stem, _, kind = stem.rpartition(".")
    kind = kind.lower()
    return (stem, "html" if kind == "htm" else kind, packing.lower()) if kind in KINDS and stem else (name, "", "")


def is_remote(path: str) -> bool:
    """Whether a path is one of fsspec's (`s3://…`, `memory://…`); `file://` is an ordinary path."""
    return "://" in path and not path.startswith("file://")


def local_path(path: str) -> str:
    """Give a path without the `file://` that it may begin with."""
    return path.removeprefix("file://")


def remote(path: str) -> tuple[Any, str]:
    """Open the file system of an fsspec path: it and the path in it; raise InputError where it cannot be had."""
    try:
        import fsspec

        return fsspec.core.url_to_fs(path)  # type: ignore[no-any-return]
    except ImportError as error:
        raise InputError(f"{shown(path)}: needs a package more: pip install 'eventcoder[objects]' ({error})") from error
    except ValueError as error:
        raise InputError(f"{shown(path)}: {error}") from error


def find_inputs(names: Iterable[str], *, skip: Collection[str] = ()) -> Iterator[str]:
    """Stream the files to read, folders opened and sorted, without those and the folders in `skip`.

    Raises InputError for one missing or of no known kind.
    """
    unwanted = {os.path.realpath(local_path(path)) for path in skip if not is_remote(path)}
    for name in map(local_path, names):
        if name == STDIN:
            yield name
        elif is_remote(name):
            yield from _remote_inputs(name)
        elif Path(name).is_dir():
            yield from _walk(name, unwanted)
        elif Path(name).exists():
            if not kind_of(name)[1]:
                raise InputError(f"{shown(name)}: not a known kind of file; give {LOOKED_FOR}, or pipe JSONL into -")
            yield name
        elif glob.has_magic(name):
            yield from _globbed(name, unwanted)
        else:
            raise InputError(f"{shown(name)}: no such file or folder; check the path")


def input_files(paths: Iterable[str], *, skip: Collection[str] = ()) -> list[str]:
    """List the files to read as `find_inputs` streams them."""
    return list(find_inputs(paths, skip=skip))


def input_size(paths: Iterable[str], *, skip: Collection[str] = ()) -> int | None:
    """Give the bytes of all input files together, or None where it is not known (stdin, object stores)."""
    size = 0
    for path in find_inputs(paths, skip=skip):
        if path == STDIN or is_remote(path):
            return None
        size += os.path.getsize(path)
    return size


def is_folder(name: str) -> bool:
    """Whether an input is a folder or a glob, in which no document at all is a fault."""
    return name != STDIN and not is_remote(name) and Path(local_path(name)).is_dir()


def _walk(folder: str, unwanted: Collection[str]) -> Iterator[str]:
    """The files below a folder, a folder's names at a time, in the order of their paths."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name + ("/" if entry.is_dir() else ""))
    except OSError as error:
        raise InputError(f"{shown(folder)}: cannot be read: {error.strerror}") from error
    for entry in entries:
        if entry.name.startswith(".") or entry.name.endswith(".rejects.jsonl") or os.path.realpath(entry.path) in unwanted:
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(entry.path, unwanted)
        elif kind_of(entry.name)[1] and entry.is_file():
            yield entry.path


def _globbed(pattern: str, unwanted: Collection[str]) -> Iterator[str]:
    empty = True
    for path in sorted(glob.iglob(pattern, recursive=True)):
        if os.path.realpath(path) in unwanted:
            continue
        if Path(path).is_dir():
            if "**" in pattern:
                continue
            inside = _walk(path, unwanted)
        else:
            inside = iter([path] if kind_of(path)[1] else [])
        for file in inside:
            empty = False
            yield file
    if empty:
        raise InputError(f"{shown(pattern)}: no file of a known kind matches; looked for {LOOKED_FOR}")


def _remote_inputs(name: str) -> Iterator[str]:
    files, path = remote(name)
    try:
        if glob.has_magic(path):
            found = sorted(files.glob(path))
        elif files.isdir(path):
            found = sorted(files.find(path))
        elif files.exists(path):
            found = [path]
        else:
            raise InputError(f"{shown(name)}: no such object or folder; check the path")
    except OSError as error:
        raise InputError(f"{shown(name)}: cannot be listed: {error}") from error
    found = [item for item in found if kind_of(item)[1]]
    if not found:
        raise InputError(f"{shown(name)}: no file of a known kind; looked for {LOOKED_FOR}")
    yield from (files.unstrip_protocol(item) for item in found)


__all__ = [
    "KINDS",
    "LOOKED_FOR",
    "STDIN",
    "find_inputs",
    "input_files",
    "input_size",
    "is_folder",
    "is_remote",
    "kind_of",
    "local_path",
    "remote",
]
