"""Fetch the public PADT model of UDPipe, for those with a network."""

from __future__ import annotations

import hashlib
import os
import tempfile
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import IO

from spacy_udpipe.utils import BASE_URL, LANGUAGES

from eventcoder.errors import ModelError

NAME: str = LANGUAGES["ar"]
"""The file that spacy-udpipe knows as ar: trained on UD Arabic-PADT 2.5, licence CC BY-NC-SA."""
URL = f"{BASE_URL}/{NAME}"
LONGEST = 200_000_000
_CHUNK = 1 << 20


def fetch_model(
    out: Path,
    *,
    url: str = URL,
    sha256: str = "",
    timeout: float = 60.0,
    progress: Callable[[int], None] = lambda count: None,
) -> str:
    """Download a `.udpipe` model to the file `out`, whole or not at all, and return its SHA-256.

    `sha256`, or else what the file `out`.sha256 holds from the last time, must be that of the download: the public
    repository tells no
    checksum, so the first one is kept. `progress` gets the bytes so far. Raises ModelError for what cannot be fetched,
    differs or is too
    long.
    """
    kept = out.with_name(out.name + ".sha256")
    wanted = (sha256 or (kept.read_text(encoding="ascii").split()[0] if kept.is_file() else "")).lower()
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=out.parent, prefix=".fetch-", delete=False) as part:
            try:
                digest = _copy(url, part.file, timeout, progress)
                if wanted and digest != wanted:
                    raise ModelError(
                        f"{url}: the file's SHA-256 is {digest}, not {wanted}; it was not kept. Where the change is meant, "
                        f"give --sha256"
                    )
                part.file.flush()
                os.fsync(part.file.fileno())
                os.replace(part.name, out)
            finally:
                Path(part.name).unlink(missing_ok=True)
        kept.write_text(f"{digest}  {out.name}\n", encoding="ascii")
    except (urllib.error.URLError, TimeoutError) as error:
        raise ModelError(f"{url} cannot be fetched: {getattr(error, 'reason', error)}") from error
    except OSError as error:
        raise ModelError(f"{out} cannot be written: {error}") from error
    return digest


def _copy(url: str, part: IO[bytes], timeout: float, progress: Callable[[int], None]) -> str:
    if not url.startswith(("https://", "http://")):
        raise ModelError(f"{url} is no http(s) address")
    digest, count = hashlib.sha256(), 0
    with urllib.request.urlopen(url, timeout=timeout) as answer:  # noqa: S310 (http or https only, see above)
        length = answer.headers.get("Content-Length")
        while piece := answer.read(_CHUNK):
            count += len(piece)
            if count > LONGEST:
                raise ModelError(f"{url} is longer than {LONGEST:,} bytes: no model of UDPipe")
            digest.update(piece)
            part.write(piece)
            progress(count)
    if length is not None and length.isdigit() and count != int(length):
        raise ModelError(f"{url} broke off after {count:,} of {int(length):,} bytes; try again")
    return digest.hexdigest()


__all__ = ["NAME", "URL", "fetch_model"]
