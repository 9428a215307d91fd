"""Write a text file whole or not at all."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from eventcoder.errors import EventcoderError


def write_whole(path: Path, text: str) -> None:
    """Write UTF-8 text beside `path`, then rename it there, so that a reader sees the old file or the new one; a file that was
    there keeps its permissions. Raises EventcoderError where it cannot be written."""
    path = path.resolve()
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        mode = path.stat().st_mode & 0o777 if path.exists() else None
        with open(part, "x", encoding="utf-8", newline="") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        if mode is not None:
            part.chmod(mode)
        part.replace(path)
    except (OSError, UnicodeEncodeError) as error:
        with suppress(OSError):
            part.unlink()
        reason = error.strerror if isinstance(error, OSError) else "it holds characters that are no text"
        raise EventcoderError(f"{path} cannot be written: {reason}") from error
