"""Days told by another day of the sentence: بعد ذلك بيومين, في اليوم التالي, غداة مظاهرات الأحد."""

from __future__ import annotations

from attrs import frozen

from eventcoder import arabic_dates as closed
from eventcoder.coding.date_units import span
from eventcoder.coding.date_words import Reader, bare

REACH = 12
"""Words behind غداة in which the day stands that it follows."""


@frozen
class Counted:
    """Words up to `last` that lie `steps` units from the last date told before them, or (`ahead`) from the next one."""

    last: int
    unit: str
    steps: int
    ahead: bool = False


def counted_from_another(reader: Reader, place: int) -> Counted | None:
    """A time that counts from another one; None where there is none at the place."""
    form, following = reader.at(place), reader.at(place + 1)
    if bare(form, closed.DAY_AFTER, "وف"):
        return Counted(place + 1, "day", 1, ahead=True)
    unit = bare(form, closed.THE_UNIT, "وفبل") or bare(form, {"اليوم"}, "وفبل")
    if unit:
        for steps, words in ((1, closed.NEXT_IN_STORY), (-1, closed.LAST_IN_STORY), (0, closed.SAME_IN_STORY)):
            if following in words:
                return Counted(place + 2, closed.THE_UNIT.get(unit, "day"), steps)
        return None
    return _so_long_after(reader, place)


def _so_long_after(reader: Reader, place: int) -> Counted | None:
    """بعد ذلك بيومين, بعدها بأسبوع, بعد يومين من ذلك."""
    form, following = bare(reader.at(place), {"بعد", "قبل", "بعده", "بعدها", "قبله", "قبلها"}, "وف"), reader.at(place + 1)
    if not form:
        return None
    sign = 1 if form.startswith("بعد") else -1
    joined = form not in ("بعد", "قبل")
    if not joined and following != "ذلك":
        count, unit, last = span(reader, place + 1)
        if unit and (reader.at(last), reader.at(last + 1)) == ("من", "ذلك"):
            return Counted(last + 2, unit, sign * count)
        return None
    start = place + (1 if joined else 2)
    count, unit, last = span(_without_clitic(reader, start), start) if reader.at(start).startswith("ب") else (0, "", start)
    return Counted(last, unit, sign * count) if unit else None


def _without_clitic(reader: Reader, place: int) -> Reader:
    """The reader with the ب taken off the form at a place."""
    forms = (*reader.forms[:place], reader.forms[place][1:], *reader.forms[place + 1 :])
    return Reader(forms, reader.texts, reader.today)
