"""Weeks, months and years that stand without a day, and lengths of time counted back from today."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType

from eventcoder import arabic_dates as closed
from eventcoder.coding.date_calendar import make_day, month_on, shift
from eventcoder.coding.date_months import day_of, find_month, find_tail
from eventcoder.coding.date_words import DIGITS, STEPS, Hit, Reader, bare, clitics, compound, number, side
from eventcoder.coding.date_years import Tail, find_year


def month_alone(reader: Reader, place: int) -> Hit | None:
    """A month without a day, where the words around it show that it is one."""
    before = reader.at(place - 1)
    noun = bool(bare(reader.at(place), closed.MONTH_NOUN, "وفبل"))
    place += noun
    month = find_month(reader, place)
    if not month:
        return None
    tail = find_tail(reader, month, day_known=False)
    if bare(before, closed.NAMED_AFTER_DATES) or before in closed.BORDERS:
        return Hit(tail.last)
    if tail.last == month.last:
        tail = _other_end(reader, month.last) or tail
    if reader.at(place - 1) == "تيريزا":
        return None
    paired = month.last > place + 2 or month.last == place + 2 and reader.at(place + 1) in {"/", "("}
    clitic = reader.at(place) not in closed.MONTH_WORDS
    framed = noun or before in closed.MONTH_SETTINGS or month.sure and (clitic or before in closed.MONTH_FRAMES)
    told = tail.last > month.last and (month.sure or tail.side != "" or reader.at(month.last)[:1].isdigit())
    if not (framed or told or paired):
        return None
    return Hit(tail.last) if tail.lost else Hit(tail.last, day_of(reader, month, 0, tail), "month")


def _other_end(reader: Reader, place: int) -> Tail | None:
    """What follows the second month of a range; a tail that ends with that month where it tells no year."""
    step = reader.range_end(place)
    month = find_month(reader, step) if step is not None else None
    if not month:
        return None
    tail = find_tail(reader, month)
    return tail if tail.year or tail.side else Tail(month.last)


def unit_by_side(reader: Reader, place: int) -> Hit | None:
    """الأسبوع الماضي, هذا الشهر, العام المقبل."""
    pointed = bool(bare(reader.at(place), closed.DEMONSTRATIVES, "وفبل"))
    noun = bare(reader.at(place + pointed), closed.THE_UNIT, "" if pointed else "وفبل")
    if not noun:
        return None
    unit = closed.THE_UNIT[noun]
    inner = place + pointed + 1
    towards, last = side(reader, inner)
    if pointed and not towards:
        return Hit(last, shift(reader.today, unit, 0), unit)
    if towards not in STEPS or noun == "العام" and reader.at(place - 1) in closed.GENERAL_OFFICES:
        return None
    year = find_year(reader, last) if unit == "year" else None
    if year and not year.hijri:
        return Hit(year.last, date(year.year, 1, 1), "year")
    double = reader.at(inner) in {"قبل", "بعد"} or reader.at(last) == "بعد" and reader.at(last + 1) in closed.NEXT
    return Hit(last, shift(reader.today, unit, STEPS[towards] * (2 if double else 1)), unit)


def year_alone(reader: Reader, place: int) -> Hit | None:
    """عام 2003, صيف عام 2006, في 2003, عامي 2003 و2007."""
    start = place
    season = bool(bare(reader.at(place), closed.SEASONS, "وفبل"))
    place += season
    noun = bare(reader.at(place), closed.YEAR_NOUNS, "" if season else "وفبل")
    if season and noun in closed.THE_YEAR and (inner := unit_by_side(reader, place)):
        return inner
    place += bool(noun)
    year = find_year(reader, place, named=bool(noun))
    ranged = year is not None and reader.at(place - 1) == "من" and _after_second_year(reader, year) > year.last
    if not year or not (season or noun or ranged or bare(reader.at(place - 1), closed.YEAR_SETTINGS)):
        return None
    if noun and clitics(reader.at(start)).endswith(("ل", "ب")) or reader.at(start - 1) in closed.BORDERS:
        return Hit(year.last)
    if not noun and not season and not _stands_as_year(reader, year):
        return Hit(year.last)
    day = make_day(year.year, 1, 1, hijri=year.hijri)
    return Hit(_after_second_year(reader, year), day, "year")


def decade(reader: Reader, place: int) -> Hit | None:
    """في التسعينيات, ثمانينات القرن الماضي, العقد الماضي; a decade is told as its first year."""
    form = bare(reader.at(place), closed.LONG_SPANS, "وفبل")
    if form:
        towards, last = side(reader, place + 1)
        if towards not in STEPS or reader.today.year < 1900:
            return None
        length = closed.LONG_SPANS[form]
        begun = reader.today.year // length * length + STEPS[towards] * length
        return Hit(last, make_day(begun, 1, 1), "year")
    name = bare(reader.at(place), closed.DECADES, "وفبل")
    if not name:
        return None
    last, inner = place + 1, reader.skip(place + 1, {"من"})
    if reader.at(inner) in closed.AGES:
        return Hit(inner + 1)
    if reader.at(inner) == "القرن":
        if reader.at(inner + 1) not in closed.PAST | closed.TWENTIETH:
            return Hit(inner + 2)
        last = inner + 2
    elif not name.startswith("ال"):
        return Hit(last)
    return Hit(last, date(1900 + closed.DECADES[name], 1, 1), "year")


def _after_second_year(reader: Reader, year: Tail) -> int:
    """The place after a later year that a range ends with, else after the year itself."""
    step = reader.skip(year.last, closed.RANGE_OR_SLASH)
    found = DIGITS.match(reader.at(step))
    if found and (step > year.last or found["clitics"] == "و") and year.year < int(found["number"]) <= 2100:
        return step + 1
    return year.last


def _stands_as_year(reader: Reader, year: Tail) -> bool:
    """Whether a bare number after في is a year and does not count what follows it."""
    following = reader.at(year.last)
    if following in closed.COUNTED or year.hijri and reader.at(year.last - 1).isdigit():
        return False
    return year.year != 2000 or not following[:1].isalpha() or following in closed.AFTER_YEARS


def time_ago(reader: Reader, place: int) -> Hit | None:
    """قبل يومين, منذ ثلاثة أيام, قبل نحو 15 عاما; none where a happening follows from which it is counted."""
    word = bare(reader.at(place), closed.AGO, "وف")
    if not word:
        return None
    start = reader.skip(place + 1, closed.APPROXIMATE)
    if reader.at(start) in closed.MORE_OR_LESS and reader.at(start + 1) == "من":
        start += 2
    count, unit, last = span(reader, start)
    if not unit:
        return None
    after = reader.skip(last, closed.ONLY)
    limited = reader.at(after) in closed.LIMITED and reader.at(after + 1) not in closed.NOW
    if word == "قبل" and (limited or "لن" in reader.forms[max(0, place - 6) : place]):
        return Hit(last)
    half = reader.at(last) in closed.HALF
    if half:
        named = reader.at(last + 1) in closed.THE_UNIT or reader.at(last + 1) in closed.ONE_UNIT
        last += 2 if named else 1
    if half and unit == "month":
        return Hit(last, (reader.today - timedelta(days=30 * count + 15)).replace(day=1), "month")
    if half and unit == "year":
        return Hit(last, month_on(reader.today, -12 * count - 6).replace(month=1), "year")
    return _back(reader.today, unit, count, last)


def _back(today: date, unit: str, count: int, last: int) -> Hit:
    """So many days, weeks, … back from today; hours are counted in whole days, decades and centuries in years."""
    if unit == "hour":
        return Hit(last, today - timedelta(days=count // 24))
    if unit in _YEARS:
        return Hit(last, shift(today, "year", -count * _YEARS[unit]), "year")
    return Hit(last, shift(today, unit, -count), unit)


_YEARS: Mapping[str, int] = MappingProxyType({"decade": 10, "century": 100, "year": 1})


def span(reader: Reader, place: int) -> tuple[int, str, int]:
    """A length of time as count, unit and the place after it; the unit is "" where none stands here."""
    form, following = reader.at(place), reader.at(place + 1)
    if form in closed.TWO_UNITS:
        return 2, closed.TWO_UNITS[form], place + 1
    if form in closed.PARTS_OF_A_CENTURY and following == "قرن":
        return closed.PARTS_OF_A_CENTURY[form], "year", place + 2
    if form in closed.ONE_UNIT:
        if closed.ONE_UNIT[form] in ("decade", "century") and following[:1].isalpha() and following not in closed.LENGTH_ENDS:
            return 0, "", place
        if following in closed.ONE:
            return 1, closed.ONE_UNIT[form], place + 2
        named = following in closed.TIME_WORDS or following[:1].isdigit() or find_month(reader, place + 1)
        if named or form == "يوم" and following[:1].isalpha():
            return 0, "", place
        return 1, closed.ONE_UNIT[form], place + 1
    count, last = number(reader, place, 1, 999)
    if not count:
        count, last = compound(reader, place, closed.CARDINALS, form)
    unit = closed.MANY_UNITS.get(reader.at(last)) or closed.ONE_UNIT.get(reader.at(last), "")
    return (count, unit, last + 1) if count and unit else (0, "", place)
