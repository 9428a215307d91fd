"""The dictionaries of a git revision, as a folder."""

from __future__ import annotations

import io
import subprocess
import tarfile
from pathlib import Path

from eventcoder.errors import InputError


def revision_folder(revision: str, folder: Path, into: Path) -> Path:
    """Write the files that `folder` had in a git revision below `into` and return their folder; raise InputError
    where there is no git, no repository or no such revision."""
    if revision.startswith("-"):
        raise InputError(f"{revision!r} is no revision and no folder")
    prefix = _git(folder, "rev-parse", "--show-prefix").decode().strip().rstrip("/")
    commit = _git(folder, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}", what=revision).decode().strip()
    data = _git(folder, "archive", "--format=tar", f"{commit}:{prefix}" if prefix else commit, what=revision, top=True)
    target = into / folder.resolve().name
    target.mkdir()
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        archive.extractall(target, filter="data")
    return target


def _git(folder: Path, *words: str, what: str = "", top: bool = False) -> bytes:
    where = folder
    if top:
        where = Path(_git(folder, "rev-parse", "--show-toplevel").decode().strip())
    try:
        done = subprocess.run(["git", "-C", str(where), *words], capture_output=True, check=False)
    except OSError as error:
        raise InputError("git is not installed: give a folder of dictionaries as BASE") from error
    if done.returncode:
        reason = done.stderr.decode("utf-8", "replace").strip().splitlines()
        told = f"{what!r} is no folder and no git revision of {folder}" if what else f"{folder} is in no git repository"
        raise InputError(told + (f": {reason[-1]}" if reason else ""))
    return done.stdout


__all__ = ["revision_folder"]
