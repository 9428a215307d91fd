"""Faults between entries: names that another entry always takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from eventcoder import arabic
from eventcoder.dictionary import read
from eventcoder.errors import Fault


def lint_names(raws: Sequence[read.RawEntry]) -> Iterator[Fault]:
    """Yield the names of agents, issues, discards and publishers that an earlier entry of the kind has, and those of actors that
    nothing tells from another's."""
    first: dict[tuple[str, str], tuple[read.RawEntry, read.Field]] = {}
    for raw in raws:
        for item in raw.fields:
            if item.name != "name" or raw.kind not in ("actor", "agent", "issue", "discard", "publisher"):
                continue
            words = arabic.phrase(item.value)
            if not words:
                yield Fault(raw.path, item.line, item.column, "the name folds to nothing: it can never be found", item.shown)
                continue
            if raw.kind == "publisher":
                words = tuple(word.casefold() for word in words)
            key = raw.kind, " ".join(words)
            other, there = first.setdefault(key, (raw, item))
            if other is raw:
                continue
            place = f"{other.path}:{there.line}"
            if raw.kind != "actor":
                yield Fault(
                    raw.path,
                    item.line,
                    item.column,
                    f"the {other.kind} '{other.head.value}' has this name already ({place}): this one is never found",
                    item.shown,
                    warning=raw.kind == "discard",
                )
            elif _country(raw) == _country(other) and not _near(raw) and not _near(other):
                yield Fault(
                    raw.path,
                    item.line,
                    item.column,
                    f"'{other.head.value}' of the same country has this name too ({place}), and neither has a 'near:': nothing "
                    "tells them apart",
                    item.shown,
                    warning=True,
                )


def _country(raw: read.RawEntry) -> str:
    return raw.head.value.split(".")[0]


def _near(raw: read.RawEntry) -> bool:
    return any(item.name == "near" for item in raw.fields)
