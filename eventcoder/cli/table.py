"""Aligned tables for a terminal, safe against what a file may hold."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

_WIDEST = 72
_MARK = "\u200e"
"""Left-to-right mark: keeps the cells after an Arabic one where they belong."""


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Give the lines of a table: heads, a rule, rows; cells are cut at 72 columns, the last is not padded."""
    cells = [[_cell(value) for value in row] for row in [heads, *rows]]
    widths = [max(map(_width, column)) for column in zip(*cells, strict=True)]
    lines = [_line(row, widths) for row in cells]
    return [lines[0], "  ".join("-" * width for width in widths), *lines[1:]]


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)).rstrip()


def _cell(value: str) -> str:
    shown = _cut("".join(map(_visible, value)))
    return shown + _MARK if any(unicodedata.bidirectional(character) in ("R", "AL") for character in shown) else shown


def _cut(text: str) -> str:
    room = _WIDEST
    for index, character in enumerate(text):
        room -= _columns(character)
        if room < 0:
            kept = text[:index]
            while _width(kept) >= _WIDEST:
                kept = kept[:-1]
            return f"{kept}…"
    return text


def _visible(character: str) -> str:
    if character in "\t\n\r\u2028\u2029":
        return " "
    return "\ufffd" if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn") else character


def _width(text: str) -> int:
    return sum(map(_columns, text))


def _columns(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1
