"""Inputs as streams of bytes in UTF-8: unpacked, within bounds, out of the encoding that is declared."""

from __future__ import annotations

import codecs
import errno
import gzip
import io
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import BinaryIO, cast

from eventcoder.corpus.find_inputs import STDIN, is_remote, kind_of, remote
from eventcoder.errors import InputError

ENCODINGS = ("utf-8", "utf-16", "windows-1256")
MOST_EXPANDED = 200
"""A packed file that grows to more than this many times its size is no news but a bomb (news grows 5 to 20 times)."""
FREE_BYTES = 256_000_000
"""Up to here a file may grow as it likes."""


@contextmanager
def open_input(path: str, *, encoding: str = "utf-8") -> Iterator[tuple[BinaryIO, Callable[[], int]]]:
    """Open an input: its stream, and a function that tells how many bytes of the file itself have been read.

    Text comes as UTF-8, transcoded where a byte order mark or `encoding` says so; XML and HTML, which declare their own, come as
    they are. Raises OSError, also where a packed file is a bomb, and InputError where a package is missing.
    """
    if path == STDIN:
        yield _as_utf8(sys.stdin.buffer, encoding), lambda: 0
        return
    _, kind, packing = kind_of(path)
    with _opened(path) as file:
        stream: BinaryIO = file
        if packing:
            unpacked = cast(BinaryIO, gzip.GzipFile(fileobj=file)) if packing == "gz" else _unpack_zstd(file)
            stream = cast(BinaryIO, io.BufferedReader(_Bounded(unpacked, file.tell), 1 << 16))
        yield stream if kind in ("xml", "html") else _as_utf8(stream, encoding), file.tell


@contextmanager
def _opened(path: str) -> Iterator[BinaryIO]:
    if is_remote(path):
        files, inside = remote(path)
        with files.open(inside, "rb") as opened:
            yield cast(BinaryIO, io.BufferedReader(opened, 1 << 16))
    else:
        with open(path, "rb") as file:
            yield file


def _as_utf8(stream: BinaryIO, encoding: str) -> BinaryIO:
    """The stream in UTF-8, out of the encoding that its byte order mark declares, else out of `encoding`."""
    peekable = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast(io.RawIOBase, stream))
    stream = cast(BinaryIO, peekable)
    if peekable.peek(2)[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        encoding = "utf-16"
    elif encoding == "utf-16":
        encoding = "utf-16-le"  # the codec without an order wants the mark
    return stream if encoding == "utf-8" else cast(BinaryIO, io.BufferedReader(_Recoded(stream, encoding), 1 << 16))


def _unpack_zstd(file: BinaryIO) -> BinaryIO:
    try:
        import zstandard
    except ImportError as error:
        raise InputError("a .zst file needs a package more: pip install 'eventcoder[zstd]'") from error
    reader = zstandard.ZstdDecompressor(max_window_size=1 << 27).stream_reader(file, read_across_frames=True)
    return cast(BinaryIO, _Zstd(reader, zstandard.ZstdError))


class _Raw(io.RawIOBase):
    """A stream made of another one, piece by piece."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True


class _Zstd(_Raw):
    """Turns zstandard's own error into an OSError, as gzip's is."""

    def __init__(self, stream: BinaryIO, error: type[Exception]) -> None:
        super().__init__(stream)
        self._error = error

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            piece = self._stream.read(len(buffer))
        except self._error as error:
            raise OSError(errno.EIO, f"not zstd: {error}") from error
        buffer[: len(piece)] = piece
        return len(piece)


class _Bounded(_Raw):
    """Reads no further where a packed file has grown beyond reason; `packed` tells how much of it was read."""

    def __init__(self, stream: BinaryIO, packed: Callable[[], int]) -> None:
        super().__init__(stream)
        self._packed, self._count = packed, 0

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        piece = self._stream.read(len(buffer))
        self._count += len(piece)
        if self._count > max(FREE_BYTES, MOST_EXPANDED * self._packed()):
            raise OSError(errno.EFBIG, f"a packed file that grows to more than {MOST_EXPANDED} times its size")
        buffer[: len(piece)] = piece
        return len(piece)


class _Recoded(_Raw):
    """Turns text of another encoding into UTF-8."""

    def __init__(self, stream: BinaryIO, encoding: str) -> None:
        super().__init__(stream)
        self._encoding = encoding
        self._decoder = codecs.getincrementaldecoder(encoding)("strict")
        self._rest = b""

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self._rest:
            piece = self._stream.read(1 << 16)
            try:
                self._rest = self._decoder.decode(piece, final=not piece).encode("utf-8")
            except UnicodeError as error:
                raise OSError(
                    errno.EILSEQ, f"not {self._encoding.upper().removesuffix('-LE')}; is that the file's encoding?"
                ) from error
            if not piece:
                break
        count = min(len(buffer), len(self._rest))
        buffer[:count] = self._rest[:count]
        self._rest = self._rest[count:]
        return count


__all__ = ["ENCODINGS", "open_input"]
