"""Which documents another lexicon may code otherwise: those that hold a name, form or topic that is not the same in both."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any

import attrs
from attrs import frozen

from eventcoder.arabic import noun_readings, verb_readings
from eventcoder.coding.analyse import find_words
from eventcoder.coding.names import find_matches
from eventcoder.coding.sentences import split
from eventcoder.coding.setting import fold_publisher
from eventcoder.lexicon import Lexicon
from eventcoder.records import Document

_MARK = ["G", 0, ""]
"""The leaf of a role noun: of all kinds the one that may stand with the most clitics."""


def find_touched(documents: Sequence[Document], base: Lexicon, now: Lexicon) -> list[Document]:
    """Return the documents that two lexicons may code otherwise; all others give the same records with both.

    A document's records depend on what its own words find in the lexicon (names, forms, topics), on its publisher's home, and on
    few things that any document may use: codes, places, and countries, by which actors are composed. Where one of these is not
    the same, all documents are returned.
    """
    if base.codebook != now.codebook or base.places != now.places or _heads(base) != _heads(now):
        return list(documents)
    delta = _Delta.between(base, now)
    return [document for document in documents if delta.touches(document)]


def _heads(lexicon: Lexicon) -> dict[str, Hashable]:
    """The entries of countries and bodies, which composed codes lead to."""
    return {actor.id: _content(actor) for actor in lexicon.actors if "." not in actor.id}


@frozen
class _Delta:
    """What is not the same: names and topics as tries of the paths that differ, forms, words that newly begin a name or
    stand for an author."""

    base: Lexicon
    now: Lexicon
    names: Mapping[str, Any]
    topics: Mapping[str, Any]
    forms: frozenset[str]
    openers: frozenset[str]
    known: dict[str, bool] = attrs.field(factory=dict, init=False)

    @classmethod
    def between(cls, base: Lexicon, now: Lexicon) -> _Delta:
        """Compare two lexicons, whatever the lines that their entries stand on."""
        actors, agents = _same(base.actors, now.actors), _same(base.agents, now.agents)
        entries = _same(base.entries, now.entries)

        def leaf(side: int) -> Callable[[Sequence[Any]], Hashable]:
            return lambda row: (row[0], row[2], (agents if row[0] == "G" else actors)[side][row[1]])

        def topic(lexicon: Lexicon) -> Callable[[Sequence[Any]], Hashable]:
            return lambda row: lexicon.issue_names[row[1]]

        def told(lexicon: Lexicon, side: int, form: str) -> list[tuple[Hashable, str]]:
            return [(entries[side][index], feature) for index, feature in lexicon.forms.get(form, ())]

        return cls(
            base,
            now,
            _differing(base.names, now.names, leaf(0), leaf(1)) or {},
            _differing(base.issues, now.issues, topic(base), topic(now)) or {},
            frozenset(form for form in base.forms.keys() | now.forms.keys() if told(base, 0, form) != told(now, 1, form)),
            frozenset(base.names.keys() ^ now.names.keys() | base.issues.keys() ^ now.issues.keys() | base.texts ^ now.texts),
        )

    def touches(self, document: Document) -> bool:
        """Whether the records of a document may differ."""
        publisher = fold_publisher(document.publisher)
        if self.base.publishers.get(publisher) != self.now.publishers.get(publisher):
            return True
        sentences = split(document, discards=self.now.discards)
        if self.base.discards != self.now.discards and split(document, discards=self.base.discards) != sentences:
            return True
        for sentence in sentences:
            words = find_words(sentence).words
            if any(self._may_be(word.form) for word in words):
                return True
            if any(trie and find_matches(words, trie) for trie in (self.names, self.topics)):
                return True
        return False

    def _may_be(self, form: str) -> bool:
        """Whether a word may be a form that differs, or begins a name on one side only (then it is spelt no other way there)."""
        if form not in self.known:
            stems = {reading.stem for reading in (*noun_readings(form), *verb_readings(form))}
            stems |= {stem.removeprefix("ال") for stem in stems}
            self.known[form] = not stems.isdisjoint(self.forms) or not stems.isdisjoint(self.openers)
        return self.known[form]


def _content(item: Any) -> Hashable:
    """All that an entry says, but not where it stands."""
    if isinstance(item, tuple | list):
        return tuple(_content(each) for each in item)
    if isinstance(item, Mapping):
        return tuple((key, _content(value)) for key, value in item.items())
    if not attrs.has(type(item)):
        return item  # type: ignore[no-any-return]
    return tuple(_content(getattr(item, a.name)) for a in attrs.fields(type(item)) if a.init and a.name != "line")


def _same(base: Sequence[Any], now: Sequence[Any]) -> tuple[list[Hashable], list[Hashable]]:
    """Give each entry of both sides a value: the same where it says the same and stands in the same order as the others."""
    before = {_content(item): index for index, item in enumerate(base)}
    after = [before.get(_content(item)) for item in now]
    values: tuple[list[Hashable], list[Hashable]] = [(0, n) for n in range(len(base))], [(1, n) for n in range(len(now))]
    for place in _longest_rise(after):
        index = after[place]
        assert index is not None
        values[0][index] = values[1][place] = index
    return values


def _longest_rise(numbers: Sequence[int | None]) -> list[int]:
    """The places of a longest rising sequence among numbers."""
    ends: list[int] = []
    places: list[int] = []
    links: dict[int, int] = {}
    for place, number in enumerate(numbers):
        if number is None:
            continue
        at = bisect_left(ends, number)
        ends[at : at + 1] = [number]
        places[at : at + 1] = [place]
        links[place] = places[at - 1] if at else -1
    found = []
    place = places[-1] if places else -1
    while place >= 0:
        found.append(place)
        place = links[place]
    return found[::-1]


def _differing(
    base: Mapping[str, Any] | None,
    now: Mapping[str, Any] | None,
    old: Callable[[Sequence[Any]], Hashable],
    new: Callable[[Sequence[Any]], Hashable],
    top: bool = True,
) -> dict[str, Any] | None:
    """The paths at which two tries differ, each with a leaf where they do; None where there are none."""
    found: dict[str, Any] = {}
    for word in {**(base or {}), **(now or {})}:
        if word and (below := _differing((base or {}).get(word), (now or {}).get(word), old, new, False)):
            found[word] = below
    if not top and (
        base is None or now is None or [old(row) for row in base.get("", ())] != [new(row) for row in now.get("", ())]
    ):
        found[""] = [_MARK]
    return found or None


__all__ = ["find_touched"]
