"""Find the names of places in a sentence and say which place each means; whether an event happened there says `places.py`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import compress
from math import cos, hypot, log10, radians

from eventcoder import arabic, arabic_places
from eventcoder.arabic import Reading, noun_readings
from eventcoder.frozen import frozen
from eventcoder.gazetteer import Gazetteer, Place
from eventcoder.records import Word, form_of

Opening = tuple[Reading, int, tuple[Place, ...]]
"""A reading with which a name may begin, the words of the longest such name, the places that the word alone names."""
KNOWN_TO_ALL = 100_000
"""A place with fewer people is meant only in a document that names its country, or behind a word such as مدينة."""
NEIGHBOURS = 250.0
"""Kilometres within which a place named beside another speaks for it."""


@frozen
class PlaceName:
    """Words `first` to `last` (exclusive) name a place; `lead` is the first word of the phrase with its preposition.

    `relation`: `in`, `to`, `from`, or "" where no preposition of place stands before; `kind`: what the word before the name says
    (`city`, `town`, `region`, …); `start`, `end`: document offsets without clitics.
    """

    first: int
    last: int
    lead: int
    start: int
    end: int
    text: str
    options: tuple[Place, ...]
    relation: str = ""
    kind: str = ""


def find_place_names(words: Sequence[Word], gazetteer: Gazetteer, known: Sequence[tuple[Opening, ...]]) -> list[PlaceName]:
    """The longest names of a gazetteer in a sentence, left to right; `known` is what `openings_of` gives for each word."""
    forms: list[str] = []
    found: list[PlaceName] = []
    end = 0
    for place in compress(range(len(known)), known):
        if place < end:
            continue
        openings = known[place]
        forms = forms or list(map(form_of, words))
        longest: tuple[int, Reading, tuple[Place, ...]] | None = None
        for reading, words_at_most, alone in openings:
            if words_at_most > 1:
                last, options = _walk(forms, place, reading.stem, words_at_most, alone, gazetteer)
            else:
                last, options = place + 1, alone
            if options and (longest is None or last > longest[0]):
                longest = last, reading, options
        if longest is not None:
            end = longest[0]
            found.append(_name(words, place, *longest, found[-1] if found else None))
    return found


def openings_of(form: str, gazetteer: Gazetteer) -> tuple[Opening, ...]:
    """The readings of a word with which a place's name may begin; none for most."""
    if not arabic.is_word(form):
        return ()
    found = []
    for reading in noun_readings(form):
        longest = 0 if reading.after else max([gazetteer.longest.get(stem, 0) for stem in _spelt(reading.stem)])
        alone = _named(reading.stem, gazetteer) if longest else ()
        if longest > 1 or alone:
            found.append((reading, longest, alone))
    return tuple(found)


def _named(name: str, gazetteer: Gazetteer) -> tuple[Place, ...]:
    """The places of a name, else of its other spelling."""
    for spelling in _spelt(name):
        if spelling in gazetteer.rows or spelling in gazetteer.added:
            return tuple(gazetteer.find(spelling))
    return ()


def _spelt(name: str) -> tuple[str, ...]:
    if name.endswith("ه"):
        return name, name[:-1] + "ة"
    return (name, name[:-1] + "ه") if name.endswith("ة") else (name,)


def _walk(
    forms: Sequence[str], place: int, stem: str, most: int, alone: tuple[Place, ...], gazetteer: Gazetteer
) -> tuple[int, tuple[Place, ...]]:
    """Where the longest name of at most so many words ends that begins with a stem, and the places that it names."""
    for last in range(min(place + most, len(forms)), place + 1, -1):
        if options := _named(" ".join((stem, *forms[place + 1 : last])), gazetteer):
            return last, options
    return place + 1, alone


def _name(
    words: Sequence[Word], first: int, last: int, reading: Reading, options: tuple[Place, ...], before: PlaceName | None
) -> PlaceName:
    word = words[first]
    start = word.start + arabic.stem_span(word.text, reading.skip, len(word.form))[0]
    text = words[first].text[start - word.start :] + "".join(
        (" " if words[index - 1].end < words[index].start else "") + words[index].text for index in range(first + 1, last)
    )
    relation, kind, lead = _relation(words, first, reading.before)
    if not relation and reading.before[:1] == "و" and before is not None and first - before.last <= 1:
        relation, kind = before.relation, kind or before.kind  # "في بغداد والموصل"
    return PlaceName(first, last, lead, start, words[last - 1].end, text, options, relation, kind)


def _relation(words: Sequence[Word], first: int, clitics: str) -> tuple[str, str, int]:
    """How the words before a name take it to be a place: relation, kind, and the word with which they begin."""
    relation = _of_clitics(clitics)
    if relation:
        return relation, "", first
    kind, lead, index, part, skipped = "", first, first - 1, False, False
    while index >= 0 and first - index <= 5:
        form = words[index].form
        bare = form[1:] if form[:1] in "وف" and len(form) > 2 and form not in arabic_places.IN else form
        if bare in arabic_places.TO:
            return "to", kind, index
        if bare in arabic_places.FROM:
            return "from", kind, index
        stem = next((s for s in (bare, bare[1:], "ال" + bare[2:]) if s in arabic_places.KINDS or s in arabic_places.PARTS), "")
        if stem and (stem == bare or bare[:1] in "بل"):
            if stem in arabic_places.KINDS and not part and not skipped:
                kind = kind or arabic_places.KINDS[stem]
            part = part or stem in arabic_places.PARTS
            lead = index
            if stem != bare:
                return ("in" if bare[0] == "ب" else "to"), kind, index
        elif bare in arabic_places.IN:
            return "in", kind, index
        elif not skipped and words[index].tag in ("NOUN", "X", "PROPN") and not bare.startswith("ال") and arabic.is_word(bare):
            skipped = True  # "في فندق ببغداد", "في سجن أبو غريب"
            if bare[:1] == "ب" and index + 1 < first:
                break
        else:
            break
        index -= 1
    return ("in" if part else ""), kind, lead if part or kind else first


def _of_clitics(clitics: str) -> str:
    return "in" if clitics.endswith("ب") else "to" if clitics.endswith("ل") else ""


def weigh_countries(names: Sequence[Sequence[PlaceName]]) -> Counter[str]:
    """How often a document's sentences name well-known places of each country; the first two count double."""
    weights: Counter[str] = Counter()
    for number, sentence in enumerate(names):
        for name in sentence:
            known = {option.country for option in name.options if _sure(option) or name.kind and not option.common}
            if len(known) == 1 and known != {""}:
                weights[known.pop()] += 2 if number < 2 else 1
    return weights


def _sure(option: Place) -> bool:
    known = option.people >= KNOWN_TO_ALL or bool(option.names) and option.kind != "none"
    return known and not option.common and not option.near


def choose_places(
    names: Sequence[PlaceName], countries: Mapping[str, float], *, text: Callable[[], str]
) -> list[tuple[PlaceName, Place]]:
    """Which place each name of a sentence means: by the word before it, its neighbours, the document's countries (ISO → share of
    the weight), and people; names that may be common words, or places nobody knows, are left out.

    `text` gives the document's folded text, in which `near:` words are sought; it is asked only where a place has some.
    """
    kept = [(name, _possible(name, countries, text)) for name in names]
    kept = [(name, options) for name, options in kept if options]
    chosen = []
    for number, (name, options) in enumerate(kept):
        beside = [
            option
            for other, others in kept[max(number - 1, 0) : number + 2]
            if other is not name and _beside(name, other)
            for option in others
        ]
        chosen.append((name, max(options, key=lambda option: _score(option, name, beside, countries))))
    return chosen


def _beside(one: PlaceName, other: PlaceName) -> bool:
    first, second = sorted((one, other), key=lambda name: name.first)
    return second.first - first.last <= 6


def _possible(name: PlaceName, countries: Mapping[str, float], text: Callable[[], str]) -> list[Place]:
    if any(option.kind == "none" for option in name.options):
        return []
    single = name.last - name.first == 1
    found = []
    for option in name.options:
        if option.near and not any(f" {word} " in text() for word in option.near):
            continue
        if option.common and single and name.kind not in arabic_places.NAMING_KINDS:
            continue
        if not option.names and option.people < KNOWN_TO_ALL and not name.kind and option.country not in countries:
            continue
        found.append(option)
    return found


def _score(option: Place, name: PlaceName, beside: Sequence[Place], countries: Mapping[str, float]) -> float:
    value = 2 * countries.get(option.country, 0.0) + (0.5 if option.country in countries else 0.0)
    value += log10(option.people + 100) / 3.5
    if any(other.country == option.country for other in beside):
        value += 1.5
    if any(_distance(option, other) < NEIGHBOURS for other in beside):
        value += 1.0
    if name.kind == "region":
        value += 3.0 if option.area else 0.0
    elif name.kind in ("city", "town", "camp", "district"):
        value -= 3.0 if option.area else 0.0
    else:
        value -= 1.0 if option.area else 0.0
    return value + (0.5 if option.kind == "capital" else 0.0)


def _distance(one: Place, other: Place) -> float:
    """Kilometres between two places, well enough for neighbours; infinite where a place has no coordinates."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return float("inf")
    north = (one.latitude - other.latitude) * 111.2
    east = (one.longitude - other.longitude) * 111.2 * cos(radians(one.latitude))
    return hypot(north, east)


def without(names: Sequence[PlaceName], taken: frozenset[int]) -> list[PlaceName]:
    """The names none of whose words is taken by something else, such as a time."""
    return [name for name in names if not taken & set(range(name.first, name.last))]


__all__ = ["Opening", "PlaceName", "choose_places", "find_place_names", "openings_of", "weigh_countries", "without"]
