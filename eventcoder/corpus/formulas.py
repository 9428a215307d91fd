"""Cells that a spreadsheet would run: made harmless when written, and back when read."""

from __future__ import annotations

FORMULA_SIGNS = tuple("=+-@\t\r＝＋－＠")
"""A text cell that begins with one of these is written with an apostrophe before it, so that no spreadsheet runs it."""
CODES = frozenset(
    {
        "event_id",
        "act_id",
        "cluster_id",
        "event_date",
        "date_precision",
        "source",
        "target",
        "source_id",
        "target_id",
        "code",
        "root",
        "plover",
        "status",
        "country",
        "doc_date",
        "lexicon",
        "version",
    }
)
"""Columns that hold codes, hashes and dates of our own making, which are written as they are."""


def escaped(column: str, text: str) -> str:
    """Give the cell of a text column; one that already has apostrophes before its sign gets another, so that it can be undone."""
    return f"'{text}" if column not in CODES and text.lstrip("'").startswith(FORMULA_SIGNS) else text


def unescaped(column: str, cell: str) -> str:
    """Give the text that `escaped` made a cell of."""
    return cell[1:] if column not in CODES and cell.startswith("'") and cell.lstrip("'").startswith(FORMULA_SIGNS) else cell


__all__ = ["CODES", "FORMULA_SIGNS", "escaped", "unescaped"]
