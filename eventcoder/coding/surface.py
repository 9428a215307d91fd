"""What a sentence's surface holds for the patterns, looked up once: where fixed words may stand, names, and doers told by
من قبل and its like."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, compress

from attrs import field

from eventcoder import arabic
from eventcoder.coding.arguments import NounPhrase
from eventcoder.frozen import frozen
from eventcoder.lexicon import Fixed
from eventcoder.records import Word, form_of

_AGENTIVE = frozenset(words[-1] for words in arabic.AGENTIVE)


@frozen
class Surface:
    """`places`: word → where it may stand, in order; `forms`: those words; `texts`: the words' forms; `nationalities`: how many
    phrases are nationalities; `names`: words of names of several words (برنامج
    الأغذية العالمي is no
    food); `agentive`: phrases after من قبل, على يد and their like."""

    words: Sequence[Word] = field(repr=False)
    places: Mapping[str, Sequence[int]] = field(repr=False)
    forms: frozenset[str] = field(repr=False)
    texts: Sequence[str] = field(repr=False)
    nationalities: int
    names: frozenset[int]
    agentive: tuple[int, ...]
    commas: tuple[int, ...] = field(repr=False)
    """How many commas stand before each word."""
    ending: Mapping[int, int] = field(repr=False)
    """The first phrase that ends at each word."""
    starts: Sequence[int] = field(repr=False)
    """The first word of each phrase that stands in the sentence, in order."""
    unled: tuple[list[int], list[int]] = field(repr=False)
    """The phrases without a preposition: the first words of all, the numbers of all."""
    edges: list[int] = field(factory=list, repr=False, eq=False)
    """For each word where the nearest clause begins or stop stands, at it or behind it, once that was asked for."""
    reach: dict[tuple[int, bool, frozenset[int]], int] = field(factory=dict, repr=False, eq=False)
    """How far a word's arguments reach to the right, by the verbs known, as far as that was asked for."""
    free: dict[tuple[int, int, frozenset[int]], list[int]] = field(factory=dict, repr=False, eq=False)
    """The phrases without a preposition between two words but for fixed ones, as far as they were asked for."""


def find_surface(
    words: Sequence[Word], phrases: Sequence[NounPhrase], stand_ins: Sequence[Collection[str]] | None = None
) -> Surface:
    """Return what stands where in a sentence; `stand_ins` has for each word those of the patterns that it may be (without it, all
    that any pattern could have: `fixed_forms`)."""
    places: dict[str, list[int]] = {}
    forms = list(map(form_of, words))
    stand_ins = [fixed_forms(form) for form in forms] if stand_ins is None else stand_ins
    for index in compress(range(len(forms)), stand_ins):
        for key in stand_ins[index]:
            places.setdefault(key, []).append(index)
    names: set[int] = set()
    for phrase in phrases:
        if phrase.last - phrase.first > 1 and phrase.mention.kind == "actor":
            names.update(range(phrase.first, phrase.last))
    doers: tuple[int, ...] = ()
    if not _AGENTIVE.isdisjoint(forms):
        ends = frozenset([end + 1 for end, form in enumerate(forms) if form in _AGENTIVE and _is_agentive(forms, end + 1)])
        doers = tuple([number for number, phrase in enumerate(phrases) if ends and _follows_agentive(ends, phrase)])
    commas = tuple(accumulate(map(arabic.PUNCTUATION_SOFT.__contains__, forms), initial=0))
    nationalities = sum([phrase.mention.kind == "nationality" for phrase in phrases])
    ending = {phrases[number].last: number for number in range(len(phrases) - 1, -1, -1)}
    starts = [phrase.first for phrase in phrases]
    if starts and starts[-1] < 0:
        starts.pop()  # who is implied stands nowhere
    unled = [number for number, each in enumerate(phrases) if not each.preposition or each.through == "-"]
    return Surface(
        words,
        places,
        frozenset(places),
        forms,
        nationalities,
        frozenset(names),
        doers,
        commas,
        ending,
        starts,
        ([starts[number] for number in unled], unled),
    )


def numbers_between(surface: Surface, first: int, last: int) -> range:
    """The numbers of the phrases that begin at `first` or behind it and before `last`."""
    return range(bisect_left(surface.starts, first), bisect_left(surface.starts, last))


def _is_agentive(forms: list[str], end: int) -> bool:
    """Whether the words before a place are من قبل or one of its like."""
    return any([tuple(forms[max(end - len(words), 0) : end]) == words for words in arabic.AGENTIVE])


def _follows_agentive(ends: frozenset[int], phrase: NounPhrase) -> bool:
    """Whether a phrase, or the word that is governed in its stead, stands right behind such words, or these before its own."""
    if phrase.first < 0:
        return False
    start = phrase.head if phrase.head >= 0 else phrase.first
    return (
        not ends.isdisjoint((start, phrase.first))
        or start < phrase.first
        and any([start + len(words) in ends for words in arabic.AGENTIVE])
    )


@lru_cache(maxsize=100_000)
def fixed_forms(form: str) -> frozenset[str]:
    """The ways in which a fixed word of a pattern may stand behind a form of the text: article, number, accusative, clitics
    off."""
    keys = {form}
    for reading in arabic.noun_readings(form):
        stem = reading.stem
        stems = {stem, stem[2:] if stem.startswith("ال") and len(stem) > 4 else stem}
        for one in stems:
            keys.add(one)
            if one.endswith("ا") and len(one) > 3:
                keys.add(one[:-1])
            if one.endswith(("ان", "ين", "ون", "ات")) and len(one) > 4:
                keys |= {one[:-2], one[:-2] + "ة"}
            if one.endswith(("تان", "تين")) and len(one) > 5:
                keys.add(one[:-3] + "ة")
    return frozenset(keys)


def find_fixed(surface: Surface, item: Fixed, first: int, last: int) -> int:
    """The index of a fixed word between `first` and `last`, with its preposition right before it (or attached), rather outside
    names; -1 where it is not."""
    places = surface.places
    found = [index for option in item.forms if option in places for index in places[option] if first <= index < last]
    if not found:
        return -1
    for index in sorted(set(found), key=lambda index: (index in surface.names, index)):
        if not item.prepositions or _governed(surface.words, index, item, first):
            return index
    return -1


def _governed(words: Sequence[Word], index: int, item: Fixed, first: int) -> bool:
    back = index - 1
    while (
        back >= first - 1
        and back >= 0
        and (words[back].form in arabic.QUANTIFIERS or words[back].tag == "NUM" or words[back].form in arabic.QUOTES)
    ):
        back -= 1
    governor = words[back].form if back >= 0 else ""
    if governor in item.prepositions or governor.removeprefix("و") in item.prepositions:
        return True
    if words[index].before == "و" and any(  # "طالب بتأجيل الانتخابات واستقالة …"
        words[place].form in item.prepositions or words[place].before in item.prepositions for place in range(first, index)
    ):
        return True
    return any(
        reading.before.removeprefix("و").removeprefix("ف") in item.prepositions
        for reading in arabic.noun_readings(words[index].form)
        if reading.before
    )


__all__ = ["Surface", "find_fixed", "find_surface", "fixed_forms", "numbers_between"]
