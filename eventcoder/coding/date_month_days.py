"""Days told by their number in a month, in digits or in words."""

from __future__ import annotations

import re
from datetime import timedelta

from eventcoder import arabic_dates as closed
from eventcoder.coding.date_calendar import GREGORIAN_YEARS, HIJRI_YEARS, make_day, month_on, nearest
from eventcoder.coding.date_months import day_of, find_month, find_tail
from eventcoder.coding.date_words import STEPS, Hit, Reader, bare, compound, number, side
from eventcoder.coding.date_years import Tail
from eventcoder.frozen import evolve

A_MONTH = timedelta(days=31)
JOINED = re.compile(r"[وف]?(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})\Z")


def day_of_month(reader: Reader, place: int) -> Hit | None:
    """A day of a month: in digits or words, with or without the year; also the first day of a range."""
    if hit := _in_digits(reader, place):
        return hit
    day, last = number(reader, place, 1, 31)
    in_digits = bool(day)
    if in_digits:
        last = _through(reader, last, day)
    else:
        day, last = _ordinal(reader, place)
        last = _through_ordinals(reader, last, day) if day else last
    if not day:
        return None
    before = reader.at(place - 1)
    after = reader.skip(reader.skip(last, {"من"}), {"شهر"})
    month = find_month(reader, after)
    if not month:
        return _of_a_near_month(reader, day, last, after, expected=in_digits and before in closed.DAY_SETTINGS)
    is_first = reader.at(place).endswith(tuple(closed.FIRST_OF_THE_MONTH)) and not reader.at(place).startswith("ال")
    if not in_digits and (not is_first and after == last or before in closed.PARTS_OF_A_TIME):
        return None
    tail = find_tail(reader, month)
    if tail.last == month.last:
        tail = _other_end(reader, month.last) or tail
    opening = tail.last
    corresponding = after_corresponding(reader, opening)
    if corresponding > opening and (other := day_of_month(reader, corresponding)):
        return other
    if month.hijri and reader.at(opening) == "(" and (other := explaining_day(reader, opening, opening + 1)):
        return other
    is_name = before in closed.BORDERS or bare(before, closed.NAMED_AFTER_DATES, "وفبل") and not tail.year
    if tail.lost or is_name:
        return Hit(tail.last)
    return Hit(tail.last, day_of(reader, month, day, tail), full=bool(tail.year))


def explaining_day(reader: Reader, opening: int, place: int) -> Hit | None:
    """The day of a month at a place, up to the bracket that closes one at `opening`."""
    dated = day_of_month(reader, place)
    return evolve(dated, last=reader.close(opening, dated.last)) if dated else None


def after_corresponding(reader: Reader, place: int) -> int:
    """The place after الموافق and a لـ."""
    return reader.skip(place + 1, {"ل", ":"}) if reader.at(place) in closed.CORRESPONDING else place


def _ordinal(reader: Reader, place: int) -> tuple[int, int]:
    """A day of the month as an ordinal in words, and the place after it."""
    form = reader.at(place)
    if bare(form, closed.FIRST_OF_THE_MONTH, "وف") and (reader.at(place + 1) != "من" or find_month(reader, place + 2)):
        return 1, place + 1
    return compound(reader, place, closed.ORDINALS, bare(form, closed.ORDINALS, "وفبل"))


def _through(reader: Reader, place: int, day: int) -> int:
    """The place after the further days of a range: 12 و13, 12 - 14, 12 إلى 14."""
    while (step := reader.range_end(place, closed.RANGE_OR_SLASH)) is not None:
        other, last = number(reader, step, day + 1, 31)
        if not other or reader.range_end(last, closed.FURTHER) is None and not find_month(reader, reader.skip(last, {"من"})):
            break
        place, day = last, other
    return place


def _through_ordinals(reader: Reader, place: int, day: int) -> int:
    """The place after the further days of a range in words: الأول والثاني, الخامس إلى السابع; a month must follow."""
    while (step := reader.range_end(place)) is not None:
        other, last = compound(reader, step, closed.ORDINALS, bare(reader.at(step), closed.ORDINALS, "و"))
        if other <= day or reader.at(last) != "من" and reader.range_end(last, closed.FURTHER) is None:
            break
        place, day = last, other
    return place


def _other_end(reader: Reader, place: int) -> Tail | None:
    """The year that stands only at the end of a range of days: 28 حزيران إلى 3 تموز 2006."""
    step = reader.range_end(place)
    if step is None:
        return None
    day, last = number(reader, step, 1, 31)
    month = find_month(reader, last) if day else None
    tail = find_tail(reader, month) if month else None
    return tail if tail and tail.year else None


def _of_a_near_month(reader: Reader, day: int, last: int, after: int, *, expected: bool) -> Hit | None:
    """A day of "last month" or, where a day is expected, "12 of the current"."""
    towards, end = side(reader, after + 1) if reader.at(after) == "الشهر" else ("", after)
    if not towards and expected and reader.at(last) in closed.THIS_MONTH:
        towards, end = "this", last + 1
    if not towards:
        return None
    if towards not in STEPS:
        return Hit(end)
    month = month_on(reader.today, STEPS[towards])
    return Hit(end, make_day(month.year, month.month, day))


def _in_digits(reader: Reader, place: int) -> Hit | None:
    """25/6/2020, 2020-06-25, 25.6.2020, and 25/6 where something shows that it is a day."""
    if joined := JOINED.match(reader.at(place)):
        return _of_numbers([int(part) for part in joined.groups()], place + 1, short=False)
    first, last = number(reader, place, 1, 2100)
    mark = reader.at(last)
    if not first or mark not in {"/", "-", "–", "."}:
        return None
    second, last = number(reader, last + 1, 1, 31)
    if not second or not reader.at(last - 1).isdecimal():
        return None
    third = reader.at(last + 1)
    year = third.removesuffix("م")
    if reader.at(last) == mark and year.isdecimal() and len(year) <= 4:
        last = reader.skip(last + 2, closed.YEAR_MARKS)
        return _of_numbers([first, second, int(year)], last, short=mark == "/")
    if mark != "/" or first > 31 or second > 12 or reader.at(last) in {"من", "/", "%"}:
        return None
    return _day_and_month(reader, place, first, second, last)


def _day_and_month(reader: Reader, place: int, day: int, month: int, last: int) -> Hit | None:
    """25/6 where the words beside it show that it is a day."""
    before = reader.at(place - 1)
    towards, after = side(reader, last)
    if towards not in STEPS:
        towards, after = "", last
    if not towards and before not in closed.DAY_SETTINGS:
        return None
    if before in closed.BORDERS or bare(before, closed.NAMED_AFTER_DATES):
        return Hit(last)
    found = nearest(reader.today, month, day, side=towards)
    if towards == "this" and found is not None and abs(found - reader.today) > A_MONTH:
        return Hit(after)  # "يوم 1/12 الحالي" in a document of July: an archive's date, the text's own is another
    return Hit(after, found)


def _of_numbers(parts: list[int], last: int, *, short: bool) -> Hit | None:
    """The day that three numbers name, whichever of them is the year."""
    day, month, year = parts if parts[0] <= 31 else parts[::-1]
    if short and year < 100 and parts[0] <= 31:
        year += 2000 if year <= 40 else 1900
    if month > 12 >= day:  # 6/25/2020
        day, month = month, day
    if year not in HIJRI_YEARS and year not in GREGORIAN_YEARS:
        return None
    found = make_day(year, month, day, hijri=year in HIJRI_YEARS)
    return Hit(last, found, full=True) if found else None
