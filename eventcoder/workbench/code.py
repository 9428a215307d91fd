"""Code documents in batches and give their records as text, as scoring and comparing read them."""

from __future__ import annotations

from collections.abc import Sequence

from eventcoder.coding.pipeline import Coder
from eventcoder.records import COLUMNS, Document, Event

_AT_ONCE = 64


def code_documents(documents: Sequence[Document], coder: Coder) -> dict[str, list[dict[str, str]]]:
    """Return the records of each document, by its id."""
    coded: dict[str, list[dict[str, str]]] = {}
    for place in range(0, len(documents), _AT_ONCE):
        some = documents[place : place + _AT_ONCE]
        for document, events in zip(some, coder.code_all(some), strict=True):
            coded[document.id] = [as_text(event) for event in events]
    return coded


def as_text(event: Event) -> dict[str, str]:
    """Return a record's columns as text, "" for what is absent."""
    values = ((column, getattr(event, column)) for column in COLUMNS)
    return {column: "" if value is None else str(value) for column, value in values}


__all__ = ["as_text", "code_documents"]
