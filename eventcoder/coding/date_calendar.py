"""Days of the Gregorian and the Islamic calendar, reckoned from a day that counts as today."""

from __future__ import annotations

from datetime import date, timedelta

from hijridate import Gregorian, Hijri

AHEAD = timedelta(days=31)
"""A day and month without a year, at most so far ahead, is the coming one."""
GREGORIAN_YEARS = range(1800, 2101)
HIJRI_YEARS = range(1343, 1501)
"""Numbers of four digits that may be years of the one calendar or the other."""
HIJRI_REACH = (date(1925, 1, 1), date(2077, 1, 1))
"""The days from which the Islamic year is reckoned."""


def make_day(year: int, month: int, day: int, *, hijri: bool = False) -> date | None:
    """The day of that number; None where the calendar has none."""
    try:
        if not hijri:
            return date(year, month, day)
        found = Hijri(year, month, day).to_gregorian()
        return date(found.year, found.month, found.day)
    except (ValueError, OverflowError):
        return None


def shift(today: date, unit: str, steps: int) -> date | None:
    """The day, or the first day of the week, month or year, so many steps from today."""
    if unit == "day":
        return today + timedelta(days=steps)
    if unit == "week":
        return today + timedelta(days=-today.weekday(), weeks=steps)
    if unit == "month":
        return month_on(today, steps)
    return make_day(today.year + steps, 1, 1)


def month_on(today: date, steps: int) -> date:
    """The first day of the month so many months from today's."""
    months = today.year * 12 + today.month - 1 + steps
    return date(months // 12, months % 12 + 1, 1)


def weekday_since(today: date, weekday: int) -> date:
    """The last such weekday, today included."""
    return today - timedelta(days=(today.weekday() - weekday) % 7)


def weekday_from(today: date, weekday: int) -> date:
    """The coming such weekday, today included."""
    return today + timedelta(days=(weekday - today.weekday()) % 7)


def nearest(today: date, month: int, day: int, *, hijri: bool = False, side: str = "") -> date | None:
    """The day of a month (day 0: its first) in the year that the side of today tells or that lies nearest to today."""
    if hijri and not HIJRI_REACH[0] <= today <= HIJRI_REACH[1]:
        return None
    this = Gregorian(today.year, today.month, today.day).to_hijri().year if hijri else today.year
    if side == "this" and not hijri:
        return make_day(this, month, day or 1)
    days = [found for year in range(this - 8, this + 9) if (found := make_day(year, month, day or 1, hijri=hijri))]
    if side == "next":
        return next((found for found in days if found > today), None)
    if side == "past":
        floor = today if day else today.replace(day=1)
        return next((found for found in reversed(days) if found < floor), None)
    return next((found for found in reversed(days) if found <= today + AHEAD), None)
