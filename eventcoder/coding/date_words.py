"""The words of a sentence as the finders of times read them: clitics, numbers, and sides of today."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from attrs import frozen

from eventcoder import arabic_dates as closed

DIGITS = re.compile(r"(?P<clitics>[وفبلك]{0,2}(?:ال)?)(?P<number>\d{1,4})(?P<mark>[مه]?)\Z")
PROCLITICS = ("و", "ف", "ب", "ل", "ك", "وب", "ول", "فب", "فل")
STEPS: Mapping[str, int] = MappingProxyType({"past": -1, "this": 0, "next": 1})
"""How far from today the sides lie that `side` tells."""


@frozen
class Hit:
    """Words up to `last` that name `day`; without a day they look like a time and name none that can be resolved.

    `full` tells that the words name the year too.
    """

    last: int
    day: date | None = None
    precision: str = "day"
    full: bool = False


@frozen
class Reader:
    """The folded words of a sentence and the day from which they are seen."""

    forms: tuple[str, ...]
    texts: tuple[str, ...]
    today: date

    def at(self, place: int) -> str:
        """The form at a place, "" beyond the ends."""
        return self.forms[place] if 0 <= place < len(self.forms) else ""

    def skip(self, place: int, marks: Collection[str]) -> int:
        """The place after any one of the marks."""
        return place + 1 if self.at(place) in marks else place

    def close(self, opening: int, last: int) -> int:
        """The place after the bracket that closes one at `opening`; `last` where none opens there."""
        return self.skip(last, {")"}) if self.at(opening) == "(" else last

    def range_end(self, place: int, marks: Collection[str] = closed.RANGE) -> int | None:
        """Where the other end of a range may stand: behind a mark, or here with its own و."""
        after = self.skip(place, marks)
        return after if after > place or self.at(place).startswith("و") else None


def bare(form: str, vocabulary: Collection[str], allowed: str = "وفبلك") -> str:
    """The form, or what stands behind its clitics, if it is in the vocabulary, else ""."""
    if form in vocabulary:
        return form
    if form[:1] not in allowed:
        return ""
    for proclitics in _allowed_proclitics(allowed):
        if form.startswith(proclitics) and (word := _behind(form, proclitics, vocabulary)):
            return word
    return ""


@lru_cache(maxsize=32)
def _allowed_proclitics(allowed: str) -> tuple[str, ...]:
    return tuple([proclitics for proclitics in PROCLITICS if set(proclitics) <= set(allowed)])


def clitics(form: str) -> str:
    """The clitics that may be taken off a form that begins a time without them."""
    if form in closed.TIME_WORDS:
        return ""
    fitting = (proclitics for proclitics in PROCLITICS if form.startswith(proclitics))
    return next((proclitics for proclitics in fitting if _behind(form, proclitics, closed.TIME_WORDS)), "")


def _behind(form: str, proclitics: str, vocabulary: Collection[str]) -> str:
    """The word of the vocabulary behind the form's first letters, its article whole again behind a ل."""
    rest = form[len(proclitics) :]
    if rest in vocabulary:
        return rest
    if proclitics.endswith("ل"):
        if "ال" + rest in vocabulary:
            return "ال" + rest
        if rest.startswith("ل") and "ا" + rest in vocabulary:
            return "ا" + rest
    return ""


def number(reader: Reader, place: int, low: int, high: int) -> tuple[int, int]:
    """A number in digits with its clitics and article, and the place after it; (0, place) where there is none."""
    last = place
    if reader.at(place) in closed.LONE_PROCLITICS and reader.at(place + 1).isdigit():
        last = place + 1
    found = DIGITS.match(reader.at(last))
    if not found or not low <= int(found["number"]) <= high:
        return 0, place
    return int(found["number"]), last + 1


def compound(reader: Reader, place: int, table: Mapping[str, int], first: str) -> tuple[int, int]:
    """A number in words of the table, read from its first word on, and the place after it; (0, place) where there is none."""
    units, following = table.get(first, 0), reader.at(place + 1)
    if not units:
        return 0, place
    if units < 10 and following in closed.TEN_OF_TEENS:
        return units + 10, place + 2
    tens = table.get(following[1:], 0) if following[:1] == "و" else 0
    return (units + tens, place + 2) if units < 10 and 20 <= tens < 100 else (units, place + 1)


def side(reader: Reader, place: int) -> tuple[str, int]:
    """Which side of today the word at a place points to: past, next, this, story or "" for none; and the place after it."""
    form, following = reader.at(place), reader.at(place + 1)
    for name, adverb, adjectives in (("past", "قبل", closed.PAST), ("next", "بعد", closed.NEXT)):
        if form in adjectives:
            return name, place + 1
        if form == adverb and following in adjectives:
            return name, place + 2
    if form in closed.THIS:
        return "this", place + 1
    return ("story", place + 1) if form in closed.STORY else ("", place)
