"""Years in four digits, in two, and in words: 2003م, عام 67, عام ألفين وثلاثة."""

from __future__ import annotations

from eventcoder import arabic_dates as closed
from eventcoder.arabic import PREPOSITIONS
from eventcoder.coding.date_calendar import GREGORIAN_YEARS, HIJRI_YEARS
from eventcoder.coding.date_words import DIGITS, Reader, compound
from eventcoder.frozen import frozen


@frozen
class Tail:
    """What follows a month: a year, or a word that says which one, `double` the one before it; `lost` where that word points
    into the story."""

    last: int
    year: int = 0
    side: str = ""
    hijri: bool = False
    lost: bool = False
    double: bool = False


def find_year(reader: Reader, place: int, *, named: bool = False) -> Tail | None:
    """A year of four digits with its mark م or هـ; `named` behind عام or سنة also in words or two digits."""
    found = DIGITS.match(reader.at(place))
    if not found or found["clitics"] or len(found["number"]) != 4:
        return (_in_words(reader, place) or short_year(reader, place)) if named else None
    year, mark, last = int(found["number"]), found["mark"], place + 1
    if not mark and reader.at(last) in closed.YEAR_MARKS:
        mark, last = reader.at(last), last + 1
    hijri = mark in closed.HIJRI_MARKS or not mark and year in HIJRI_YEARS
    return Tail(last, year=year, hijri=hijri) if year in (HIJRI_YEARS if hijri else GREGORIAN_YEARS) else None


def short_year(reader: Reader, place: int) -> Tail | None:
    """A year of the twentieth century by its last digits, in digits or words, where it counts nothing that follows."""
    form = reader.at(place)
    year, last = (int(form), place + 1) if form.isdecimal() and len(form) == 2 else _under_hundred(reader, place, form)
    after = reader.at(last)
    counts = after[:1].isalpha() and after not in PREPOSITIONS and after not in closed.AFTER_YEARS or after == "%"
    return Tail(last, year=1900 + year) if 30 <= year <= 99 and reader.today.year >= 1900 + year and not counts else None


def _in_words(reader: Reader, place: int) -> Tail | None:
    """ألفين وثلاثة, ألف وتسعمئة وثمان وأربعين."""
    form, last = reader.at(place), place + 1
    year = closed.THOUSANDS.get(form, 0)
    if not year:
        return None
    hundreds = closed.HUNDREDS.get(reader.at(last).removeprefix("و"), 0)
    if hundreds:
        year, last = year + hundreds, last + 1
    if reader.at(last).startswith("و"):
        rest, end = _under_hundred(reader, last, reader.at(last)[1:])
        year, last = (year + rest, end) if rest else (year, last)
    return Tail(last, year=year) if year in GREGORIAN_YEARS else None


def _under_hundred(reader: Reader, place: int, first: str) -> tuple[int, int]:
    count, last = compound(reader, place, closed.CARDINALS, first)
    return (count, last) if count < 100 else (0, place)
