"""Months by their names, and what behind them says their year."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from eventcoder import arabic_dates as closed
from eventcoder.coding.date_calendar import make_day, nearest
from eventcoder.coding.date_words import STEPS, Reader, bare, side
from eventcoder.coding.date_years import Tail, find_year, short_year
from eventcoder.frozen import frozen

MONTHS: Mapping[tuple[str, ...], tuple[int, bool]] = MappingProxyType(
    {name: (number, False) for name, number in closed.GREGORIAN_MONTHS.items()}
    | {name: (number, True) for name, number in closed.HIJRI_MONTHS.items()}
)
"""Names of months with their number and whether they are Islamic."""


@frozen
class Month:
    """A month that the words up to `last` name; `sure` where they can mean nothing else."""

    last: int
    number: int
    hijri: bool
    sure: bool


def find_month(reader: Reader, place: int) -> Month | None:
    """A month, with a second name of it beside it (كانون الثاني/يناير)."""
    first = _one_month(reader, place)
    if not first or first.hijri:
        return first
    second = _one_month(reader, reader.skip(first.last, {"/", "(", "-", "–"}))
    if second and not second.hijri and (reader.at(first.last) in {"/", "("} or second.number == first.number):
        return Month(reader.close(first.last, second.last), first.number, False, True)
    return first


def _one_month(reader: Reader, place: int) -> Month | None:
    form = reader.at(place)
    plain = bare(form, closed.MONTH_WORDS, "وفبل")
    ambiguous = plain in closed.AMBIGUOUS_MONTHS
    if ambiguous and plain != form or plain == "اب" and "أ" in reader.texts[place]:
        return None
    for length in (2, 1):
        name = (plain, *reader.forms[place + 1 : place + length])
        if name in MONTHS:
            number, hijri = MONTHS[name]
            return Month(place + len(name), number, hijri, not ambiguous)
    return None


def find_tail(reader: Reader, month: Month, *, day_known: bool = True) -> Tail:
    """What follows a month and says its year; a tail that ends with the month where nothing does."""
    place = month.last
    towards, last = side(reader, place)
    if reader.at(place) in closed.LATEST and reader.at(last) not in closed.LIMITED:
        towards = "past"
    if towards == "story":
        return Tail(last, lost=True)
    if towards:
        year = find_year(reader, last) if day_known else None
        return year or Tail(last, side=towards, double=last > place + 1)
    start = reader.skip(place, {"من"})
    noun = bare(reader.at(start), closed.YEAR_NOUNS, "ل")
    told_at = start + 1 if noun else start if start > place else reader.skip(start, closed.COMMAS)
    if year := find_year(reader, told_at, named=bool(noun)) or (short_year(reader, place) if not month.hijri else None):
        return Tail(place) if month.hijri and not year.hijri else year
    following = reader.at(start + 1)
    if following in closed.THE_YEAR and reader.at(start) in closed.DEMONSTRATIVES:
        return Tail(start + 2, year=reader.today.year)
    if following in closed.THE_YEAR and reader.at(start) in closed.THAT:
        return Tail(start + 2, lost=True)
    if noun in closed.THE_YEAR:
        towards, last = side(reader, start + 1)
        if towards == "story":
            return Tail(last, lost=True)
        if towards:
            steps = -2 if following == "قبل" else STEPS[towards]
            return Tail(last, year=reader.today.year + steps)
    return Tail(place)


def day_of(reader: Reader, month: Month, day: int, tail: Tail) -> date | None:
    """The day of a month (day 0: its first) in the year that its tail tells."""
    if tail.year and tail.hijri == month.hijri:
        return make_day(tail.year, month.number, day or 1, hijri=month.hijri)
    found = nearest(reader.today, month.number, day, hijri=month.hijri, side=tail.side)
    if tail.double and found and not month.hijri:
        return make_day(found.year + STEPS[tail.side], month.number, day or 1)
    return found
