"""The lines in which two sets of dictionaries differ, each with the entry and pattern that it belongs to."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from pathlib import Path

from attrs import frozen

from eventcoder.dictionary import read


@frozen
class Edit:
    """One line added (`+`) or taken away (`-`): `line` counts in the side that has it, `entry` and `pattern` are the lines of the
    heads above it (0 none), `head` the entry's own."""

    path: str
    line: int
    sign: str
    text: str
    entry: int
    pattern: int
    head: str

    @property
    def place(self) -> str:
        """`path:line`."""
        return f"{self.path}:{self.line}"

    def place_of(self, head: str) -> str:
        """`path:line` of the `entry` or `pattern` that the line belongs to."""
        return f"{self.path}:{self.entry if head == 'entry' else self.pattern}"


def find_edits(base: Mapping[str, Path], now: Mapping[str, Path]) -> list[Edit]:
    """Return the edited lines of dictionary files given by their names (equal on both sides), comments and blanks left out."""
    edits: list[Edit] = []
    for name in sorted({*base, *now}):
        old, new = _lines(base.get(name)), _lines(now.get(name))
        if old == new:
            continue
        taken, added = _Heads(base.get(name), name), _Heads(now.get(name), name)
        for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            if tag != "equal":
                edits += [taken.edit(number, "-", old[number]) for number in range(a, b) if _counts(old[number])]
                edits += [added.edit(number, "+", new[number]) for number in range(c, d) if _counts(new[number])]
    return edits


def _lines(path: Path | None) -> list[str]:
    """The lines as `read_file` counts them; what is no UTF-8 is a fault that compiling tells."""
    return path.read_bytes().decode("utf-8", "replace").split("\n") if path else []


def _counts(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


class _Heads:
    """Where entries and patterns begin in a file."""

    def __init__(self, path: Path | None, name: str) -> None:
        self.name = name
        raws: Sequence[read.RawEntry] = read.read_file(path, name=name)[0] if path else ()
        self.entries = [(raw.head.line, f"{raw.kind}: {raw.head.value}") for raw in raws]
        self.patterns = [pattern.head.line for raw in raws for pattern in raw.patterns]

    def edit(self, number: int, sign: str, text: str) -> Edit:
        line = number + 1
        place = bisect_right(self.entries, (line, "\U0010ffff"))
        entry, head = self.entries[place - 1] if place else (0, "")
        at = bisect_right(self.patterns, line)
        pattern = self.patterns[at - 1] if at and self.patterns[at - 1] > entry else 0
        return Edit(self.name, line, sign, text.strip(), entry, pattern, head)


__all__ = ["Edit", "find_edits"]
