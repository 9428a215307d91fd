"""Days told by name: today, yesterday and their company, and the days of the week."""

from __future__ import annotations

import re
from datetime import date, timedelta

from eventcoder import arabic_dates as closed
from eventcoder.arabic import QUOTES
from eventcoder.coding.date_calendar import make_day, weekday_from, weekday_since
from eventcoder.coding.date_month_days import after_corresponding, explaining_day
from eventcoder.coding.date_months import find_month
from eventcoder.coding.date_words import STEPS, Hit, Reader, bare, side

DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)
VERB_BEFORE_TOMORROW = re.compile(r"[وف]?س?[يتن]\w{2,}\Z")
VERB_AFTER_TOMORROW = re.compile(r"[وف]?س[يتنا]\w{2,}\Z")


def relative_day(reader: Reader, place: int) -> Hit | None:
    """اليوم, أمس, غدا and their company, with a weekday behind them."""
    start = place
    place, part = _day_part(reader, place)
    form, following = reader.at(place), reader.at(place + 1)
    plain = bare(form, closed.RELATIVE_DAYS, "وف")
    last = place + 1
    if plain == "اليوم":
        if _is_no_today(reader, start, place):
            return Hit(last)
        offset = 0
    elif plain == "الليلة":
        return _night(reader, start, place)
    elif plain == "البارحة":
        offset, last = (-2, place + 2) if following == "الاولي" else (-1, last)
    elif plain == "امس":
        if following == "الحاجة" or reader.at(start - 1) == "في" and not part:
            return Hit(last)
        offset = -1
        if following == "الاول" and not find_month(reader, reader.skip(place + 2, {"من"})):
            offset, last = -2, place + 2
    elif form == "بالامس" or form == "الامس" and part:
        if following in closed.DISTANCES:
            return Hit(place + 2)
        offset = -1
    elif plain in {"اول", "قبل"} and following == "امس":
        offset, last = -2, place + 2
    elif (
        plain == "اول"
        and (following, reader.at(place + 2)) == ("من", "امس")
        or form == "الاول"
        and (following, reader.at(place + 2)) == ("من", "امس")
    ):
        offset, last = -2, place + 3
    elif plain == "بعد" and following in closed.TOMORROW:
        offset, last = 2, place + 2
    elif form in closed.TOMORROW and part:
        offset = 1
    elif plain == "غدا":
        if not part and not _is_tomorrow(reader, place):
            return Hit(last)
        offset = 1
    elif plain in closed.DEMONSTRATIVES and following in closed.OF_TODAY:
        offset, last = 0, place + 2
        if reader.at(start - 1) in closed.LIKE:
            return _anniversary(reader, last)
    else:
        return None
    return _with_weekday(reader, last, offset)


def _anniversary(reader: Reader, place: int) -> Hit:
    """مثل هذا اليوم من العام الماضي: this day of another year; without the year it is none."""
    noun, (towards, last) = reader.at(place + 1), side(reader, place + 2)
    if reader.at(place) not in {"من", "في"} or noun not in closed.THE_YEAR or towards not in STEPS:
        return Hit(place)
    year = reader.today.year + STEPS[towards] * (2 if last > place + 3 else 1)
    return Hit(last, make_day(year, reader.today.month, reader.today.day))


def _with_weekday(reader: Reader, last: int, offset: int) -> Hit:
    """A day so far from today with the weekday or date that explains it; where they disagree the weekday is right."""
    day = reader.today + offset * DAY
    inside = reader.skip(last, closed.OPENINGS)
    weekday = closed.WEEKDAYS.get(reader.at(inside))
    if weekday is not None and (reader.at(last) not in closed.COMMAS or not reader.at(inside + 1)[:1].isalpha()):
        if day.weekday() != weekday:
            day = (weekday_from if offset > 0 else weekday_since)(reader.today, weekday)
        last = reader.close(last, inside + 1)
    dated = explaining_day(reader, last, reader.skip(last, closed.OPENINGS))
    return dated if dated and dated.day else Hit(last, day)


def _night(reader: Reader, start: int, place: int) -> Hit:
    """الليلة, last night or the one before it; without a day where it is a name or belongs to the story."""
    before, following, third = reader.at(start - 1), reader.at(place + 1), reader.at(place + 2)
    if following in closed.PAST:
        return Hit(place + 2, reader.today - DAY)
    if following == "قبل" and third in closed.PAST:
        return Hit(place + 3, reader.today - 2 * DAY)
    if following in closed.TODAY_FOLLOWERS or before in closed.THAT or before == "في" or _in_quotes(reader, place):
        return Hit(place + 1)
    return Hit(place + 1, reader.today)


def _is_no_today(reader: Reader, start: int, place: int) -> bool:
    """Whether اليوم is "a day" (per day, the day after, that day) or part of a newspaper's name."""
    before, second, following = reader.at(start - 1), reader.at(start - 2), reader.at(place + 1)
    if following in closed.WEEKDAYS:
        return False
    if following in closed.TODAY_FOLLOWERS or before in closed.THAT or before in QUOTES and following in QUOTES:
        return True
    if start < place:
        return False
    if before in closed.NOT_TODAY or before == "من" and second not in closed.STARTS:
        return True
    return before in closed.MEDIA or second in closed.MEDIA or _in_quotes(reader, place)


def _in_quotes(reader: Reader, place: int) -> bool:
    """Whether quotation marks close behind the word and open a word or two before it."""
    return reader.at(place + 1) in QUOTES and any(reader.at(place - back) in QUOTES for back in (1, 2, 3))


def _is_tomorrow(reader: Reader, place: int) -> bool:
    """Whether غدا is the adverb and not the verb "became"."""
    before, following = reader.at(place - 1), reader.at(place + 1)
    if "\u064b" in reader.texts[place] or following in closed.WEEKDAYS:
        return True
    if before.removeprefix("و") in closed.BECAME:
        return False
    if VERB_BEFORE_TOMORROW.match(before) or VERB_AFTER_TOMORROW.match(following):
        return True
    return before in closed.BEFORE_TOMORROW or following in closed.AFTER_TOMORROW or not following[:1].isalpha()


def weekday(reader: Reader, place: int) -> Hit | None:
    """A weekday, two of them, or one with its date."""
    start = place
    place, part = _day_part(reader, place)
    form = reader.at(place)
    name = bare(form, closed.WEEKDAYS)
    if not name or (place > start and name != form):
        return None
    if reader.at(place + 1) == "عشر":
        return Hit(place + 2)
    number = closed.WEEKDAYS[name]
    joined = part in closed.TWO_DAYS or reader.at(start - 1) in {"بين", "من"}
    inner = _second_weekday(reader, place + 1, number, joined=joined)
    dated_at = after_corresponding(reader, reader.skip(inner, closed.OPENINGS))
    if dated := explaining_day(reader, inner, dated_at):
        return dated
    towards, last = side(reader, inner)
    if towards == "past":
        day = weekday_since(reader.today - DAY, number)
        return _explained(reader, last, day - WEEK if reader.at(inner) == "قبل" else day)
    if towards == "next":
        day = weekday_from(reader.today + DAY, number)
        return _explained(reader, last, day + WEEK if reader.at(inner) == "بعد" else day)
    if reader.at(inner) in closed.LATEST and reader.at(last) not in closed.LIMITED:
        return Hit(last, weekday_since(reader.today - DAY, number))
    if towards == "story":
        return Hit(last)
    if _is_habit(reader, start, inner, part) or not part and _is_name(reader, start, place, inner):
        return Hit(inner)
    day = weekday_since(reader.today, number)
    over_night = part in {"ليل", "ليلة"} and inner > place + 1 and day == reader.today
    return Hit(last, day - WEEK if over_night else day)


def _explained(reader: Reader, last: int, day: date) -> Hit:
    """A day with the date in brackets or behind a comma that tells which one it is."""
    dated = explaining_day(reader, last, last + 1) if reader.at(last) in closed.OPENINGS else None
    return dated or Hit(last, day)


def _second_weekday(reader: Reader, place: int, number: int, *, joined: bool) -> int:
    """The place after a second weekday: ليل الأحد الاثنين, من السبت إلى الاثنين, السبت والأحد."""
    after = reader.skip(place, closed.RANGE_OR_SLASH)
    if reader.at(after) in closed.WEEKDAYS:
        return after + 1
    form = reader.at(place)
    second = closed.WEEKDAYS.get(form[1:]) if form[:1] == "و" else None
    return place + 1 if second is not None and (joined or (second - number) % 7 == 1) else place


def _is_habit(reader: Reader, start: int, last: int, part: str) -> bool:
    """Whether a weekday stands for every one of its kind."""
    return part == "ايام" or reader.at(start - 1) in closed.HABITS or (reader.at(last), reader.at(last + 1)) == ("من", "كل")


def _is_name(reader: Reader, start: int, place: int, last: int) -> bool:
    """Whether a bare weekday is part of a name, or (الاثنين) "the two"."""
    before, form = reader.at(start - 1), reader.at(place)
    if before in closed.NAME_PARTICLES or before in closed.MEDIA or before in closed.FRIDAY_NOUNS:
        return True
    if bare(form, closed.WEEKDAYS) != "الاثنين" or last > place + 1 or before == "من" and reader.at(start - 2) in closed.STARTS:
        return False
    return before in closed.PAIR_WORDS or reader.at(last) in closed.BOTH or form in closed.THE_TWO


def _day_part(reader: Reader, place: int) -> tuple[int, str]:
    """The place after صباح, مساء يوم, بعد ظهر and the like, and the last of them."""
    part = ""
    first = bare(reader.at(place), closed.BESIDE_NOON, "وف")
    if first in {"بعد", "قبل", "قبيل", "بعيد"} and (reader.at(place + 1), reader.at(place + 2)) in closed.NOON_AND_MIDNIGHT:
        place += 1
    pair = (bare(reader.at(place), closed.BESIDE_NOON, "وف"), reader.at(place + 1))
    if pair in closed.NOON_AND_MIDNIGHT:
        place, part = place + 2, pair[1]
    while found := bare(reader.at(place), closed.DAY_NOUNS, "" if part else "وفبل"):
        place, part = place + 1, found
    return place, part
