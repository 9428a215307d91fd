"""Keep analyses on disk, by model and sentence, so that a corpus is parsed once and coded many times."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path

import orjson

from eventcoder.coding.analyse import FoldedSentence, Model, Token
from eventcoder.errors import ModelError
from eventcoder.frozen import evolve

_WAIT = 60.0
"""Seconds that a process waits for another that writes."""
_AT_ONCE = 500


def with_cache(model: Model, path: Path) -> Model:
    """Return the model with its parses kept in the file `path`; its answers are the same.

    Several processes may share the file. Raises ModelError where the file cannot be made or is something else.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with closing(_open(path)) as store, store:
            store.execute("CREATE TABLE IF NOT EXISTS analyses (key BLOB PRIMARY KEY, tokens BLOB NOT NULL) WITHOUT ROWID")
    except (OSError, sqlite3.Error) as error:
        raise ModelError(f"{path} cannot serve as a cache of analyses: {error}; delete it or name another") from error

    def parse(sentences: Sequence[FoldedSentence]) -> list[list[Token]]:
        keys = [_key(model.hash, each) for each in sentences]
        try:
            with closing(_open(path)) as store:
                known = _read(store, keys)
                new = {key: each for key, each in zip(keys, sentences, strict=True) if key not in known}
                if new:
                    parsed = dict(zip(new, model.parse(list(new.values())), strict=True))
                    with store:
                        store.executemany("INSERT OR IGNORE INTO analyses VALUES (?, ?)", _rows(parsed))
                    known |= parsed
        except sqlite3.Error as error:
            raise ModelError(f"the cache of analyses {path} cannot be used: {error}; delete it or name another") from error
        return [known[key] for key in keys]

    return evolve(model, parse=parse)


def _open(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=_WAIT)


def _key(model: str, sentence: FoldedSentence) -> bytes:
    words = "\0".join(sentence.forms)
    return hashlib.blake2b(f"{model}\0{sentence.text}\0{words}".encode(), digest_size=16).digest()


def _read(store: sqlite3.Connection, keys: Sequence[bytes]) -> dict[bytes, list[Token]]:
    found: dict[bytes, list[Token]] = {}
    for place in range(0, len(keys), _AT_ONCE):
        some = keys[place : place + _AT_ONCE]
        marks = ",".join("?" * len(some))
        for key, tokens in store.execute(f"SELECT key, tokens FROM analyses WHERE key IN ({marks})", some):
            found[key] = [Token(*row) for row in orjson.loads(tokens)]
    return found


def _rows(parsed: dict[bytes, list[Token]]) -> Iterable[tuple[bytes, bytes]]:
    for key, tokens in parsed.items():
        yield key, orjson.dumps([[token.start, token.end, token.tag, token.head, token.dep] for token in tokens])


__all__ = ["with_cache"]
