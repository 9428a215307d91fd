"""Find documents that repeat another one: agency copy reprinted, the same article twice."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from eventcoder import arabic
from eventcoder.records import Document, Event

SKETCH = 96
"""Hashes that stand for a document: the smallest of all its word groups."""
GROUP = 4
"""Words in a group."""
ALIKE = 0.5
"""Share of common hashes from which on a document repeats another: one word in ten changed still does."""
_COMMON = 400
"""A hash of more documents than these tells nothing of any."""


def find_reprints(sketches: Iterable[tuple[str, str, Sequence[int]]]) -> dict[str, str]:
    """Map the id of each document that repeats an earlier one to that one's id.

    `sketches` are (date, id, smallest hashes of what it tells); the earliest of documents that are alike, by date and id, is the
    original.
    """
    by_hash: dict[int, list[str]] = defaultdict(list)
    originals: dict[str, frozenset[int]] = {}
    found: dict[str, str] = {}
    for _, doc_id, hashes in sorted(sketches, key=lambda each: each[:2]):
        own = frozenset(hashes)
        shared = Counter(other for item in own for other in by_hash[item][:_COMMON])
        best = max(shared, key=lambda other: (_alike(own, originals[other]), other), default="")
        if best and _alike(own, originals[best]) >= ALIKE:
            found[doc_id] = best
            continue
        originals[doc_id] = own
        for item in own:
            by_hash[item].append(doc_id)
    return found


def _alike(one: frozenset[int], other: frozenset[int]) -> float:
    smallest = frozenset(sorted(one | other)[:SKETCH])
    return len(one & other & smallest) / max(len(smallest), 1)


def reprints_by_text(documents: Iterable[Document]) -> dict[str, str]:
    """The documents that repeat another one's words, each with the one that it repeats."""
    return find_reprints((item.date, item.id, _smallest(arabic.phrase(item.text), GROUP)) for item in documents)


def reprints_by_events(events: Iterable[Event]) -> dict[str, str]:
    """The documents that tell the same events in the same words, where the documents are not at hand; three events at least."""
    by_document: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        by_document[event.doc_id].append(event)
    told = ((some[0].doc_date, doc_id, [_told(event) for event in some]) for doc_id, some in by_document.items())
    return find_reprints((day, doc_id, _smallest(words, 1)) for day, doc_id, words in told if len(words) > 2)


def _told(event: Event) -> str:
    return "\x1f".join((event.code, event.trigger_text, event.source_text, event.target_text, event.place_text, event.date_text))


def _smallest(words: Sequence[str], group: int) -> tuple[int, ...]:
    groups = {"\x1f".join(words[index : index + group]) for index in range(max(len(words) - group + 1, 1))}
    hashes = (int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()) for text in groups)
    return tuple(sorted(hashes)[:SKETCH])


__all__ = ["find_reprints", "reprints_by_events", "reprints_by_text"]
