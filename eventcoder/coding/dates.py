"""Finds the times that a sentence names and resolves them against the date of its document."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from itertools import chain, compress
from operator import attrgetter
from unicodedata import is_normalized

from eventcoder import arabic_dates as closed
from eventcoder.arabic import QUOTES, fold_words, split_words, stem_span
from eventcoder.coding.date_calendar import make_day, shift
from eventcoder.coding.date_days import relative_day, weekday
from eventcoder.coding.date_month_days import day_of_month
from eventcoder.coding.date_story import REACH, counted_from_another
from eventcoder.coding.date_units import decade, month_alone, time_ago, unit_by_side, year_alone
from eventcoder.coding.date_words import Hit, Reader, bare, clitics
from eventcoder.coding.memory import Memory
from eventcoder.frozen import evolve
from eventcoder.records import TimeExpression, Word, form_of

NEAR = timedelta(days=3)
"""A dateline so near the document's date is the day on which its words count."""
PRESS_YEARS = range(1800, 2201)
"""Documents are of these years; beyond them no day is reckoned."""

Rule = Callable[[Reader, int], Hit | None]

_IN_A_DAY = frozenset(closed.BESIDE_NOON).union(closed.DAY_NOUNS)
RULES: tuple[tuple[Rule, frozenset[str], bool], ...] = (
    (day_of_month, frozenset(closed.FIRST_OF_THE_MONTH).union(closed.ORDINALS, closed.LONE_PROCLITICS), True),
    (weekday, _IN_A_DAY.union(closed.WEEKDAYS), False),
    (relative_day, _IN_A_DAY.union(closed.RELATIVE_DAYS, ("بالامس", "الاول")), False),
    (month_alone, frozenset(closed.MONTH_NOUN).union(closed.MONTH_WORDS), False),
    (unit_by_side, frozenset(closed.DEMONSTRATIVES).union(closed.THE_UNIT), False),
    (year_alone, frozenset(closed.SEASONS).union(closed.YEAR_NOUNS), True),
    (decade, frozenset(closed.LONG_SPANS).union(closed.DECADES), False),
    (time_ago, frozenset(closed.AGO), False),
)
"""The rules, each with the words that begin its times (clitics may stand on them) and whether a number in digits does.

Of rules that find a time at the same word, the one that reaches farthest is right, the first of equals."""


_TEXT = attrgetter("text")
_SIZES = {"day": 1, "week": 2, "month": 3, "year": 4}
_COUNTING = closed.DAY_AFTER | closed.AFTER_THAT | frozenset(closed.THE_UNIT) | {"اليوم", "بعد", "قبل"}


def may_begin_time(form: str) -> bool:
    """Whether a time may begin with a folded form: with most none does."""
    return bool(_RULES_FOR[form])


def find_times(words: Sequence[Word], *, document_date: str) -> list[TimeExpression]:
    """The times that the words name, in order, each resolved to a day with its precision."""
    try:
        today = date.fromisoformat(document_date)
    except ValueError:
        return []
    if today.year not in PRESS_YEARS:
        return []
    reader = Reader(tuple(map(form_of, words)), tuple(map(_TEXT, words)), today)
    hits = list(_hits(reader))
    if not any([hit.day for _, hit in hits]):
        return []  # nothing from which others could be counted either
    return [
        TimeExpression(first, hit.last, _text(words[first : hit.last]), hit.day.isoformat(), hit.precision)
        for first, hit in _counted(reader, hits)
        if hit.day
    ]


def _counted(reader: Reader, hits: list[tuple[int, Hit]]) -> list[tuple[int, Hit]]:
    """The times with those that count from another one of the sentence ("بعد ذلك بيومين") in their places."""
    counted = [
        (place, found)
        for place in compress(range(len(reader.forms)), map(_MAY_COUNT.__getitem__, reader.forms))
        if (found := counted_from_another(reader, place))
    ]
    if not counted:
        return hits
    taken = {index for first, found in counted for index in range(first, found.last)}
    kept = [(first, hit) for first, hit in hits if first not in taken]
    for first, found in counted:
        if found.ahead:
            told = [hit for place, hit in kept if first < place <= first + REACH and hit.day]
        else:
            told = [hit for place, hit in reversed(kept) if place < first and hit.day]
        anchor = told[0] if told else None
        if anchor is not None and anchor.day is not None and _SIZES[anchor.precision] <= _SIZES[found.unit]:
            kept.append((first, Hit(found.last, shift(anchor.day, found.unit, found.steps), found.unit)))
            kept.sort(key=lambda each: each[0])
    return kept


_MAY_COUNT = Memory(lambda form: bool(bare(form, _COUNTING)))


def reckoning_day(text: str, document_date: str) -> str:
    """The ISO day from which relative words count: the dateline's where one of the first lines has one within three days of the
    document's date, else that date."""
    try:
        today = date.fromisoformat(document_date)
    except ValueError:
        return document_date
    if today.year not in PRESS_YEARS:
        return document_date
    for line in [line for line in text[:2000].splitlines() if line.strip()][:4]:
        if not _may_be_dated(line[:120]):
            continue
        reader = _read_line(line[:120], today)
        for first, last, day in chain(_plain_days(reader), _days(reader)):
            dated = any([form[:1].isdigit() for form in reader.forms[first:last]])
            if not dated or day is None or not abs(day - today) <= NEAR:
                continue
            if _is_date_line(reader, first, last) or _is_dateline(reader, first, last) and reader.at(last):
                return day.isoformat()
    return document_date


_BEHIND_DATE = frozenset("(-–—:/")
"""Marks of which one stands behind the date of a dateline, perhaps after a bracket."""
_MARKS = _BEHIND_DATE | {")"}


def _may_be_dated(line: str) -> bool:
    """Whether a line with digits may have a dateline, for its marks, or be nothing but a date and its labels, for its first
    word."""
    if not any(map(str.isdigit, line)):
        return False
    if not _MARKS.isdisjoint(line) or not is_normalized("NFKC", line):
        return True
    form = _read_line(line[:40], date.min).at(0)
    return not form[:1].isalpha() or form in closed.DATE_LINE_WORDS or may_begin_time(form)


def _plain_days(reader: Reader) -> Iterator[tuple[int, int, date | None]]:
    """Days of a dateline in two numbers: "هراري 15 - 7 (اف ب)", "رام الله 3-8 (رويترز)"."""
    for place in range(min(len(reader.forms), 8)):
        day, mark, month = (reader.at(place + step) for step in (0, 1, 2))
        if day.isdecimal() and mark in {"-", "/", "–"} and month.isdecimal() and len(day) <= 2 and len(month) <= 2:
            if reader.at(place + 3) in {"(", "-", "–", "—", ":"} and 1 <= int(month) <= 12:
                yield place, place + 3, make_day(reader.today.year, int(month), int(day))
            return


def _read_line(line: str, today: date) -> Reader:
    texts = [line[start:end] for start, end in split_words(line)]
    return Reader(tuple(fold_words(texts)), tuple(texts), today)


def _days(reader: Reader) -> Iterator[tuple[int, int, date]]:
    """The times that are resolved, each with its words."""
    for first, hit in _hits(reader):
        if hit.day:
            yield first, hit.last, hit.day


def document_date(text: str) -> str:
    """The ISO date that the text's own front tells, a date line or a dateline with a full date; "" where it has none."""
    lines = [line for line in text[:4000].splitlines() if line.strip()][:5]
    for line in lines:
        reader = _read_line(line[:200], date(2000, 1, 1))
        for first, hit in _hits(reader):
            if hit.full and hit.day and (_is_date_line(reader, first, hit.last) or _is_dateline(reader, first, hit.last)):
                return hit.day.isoformat()
    return ""


def _is_date_line(reader: Reader, first: int, last: int) -> bool:
    """Whether hardly anything but a weekday, a time and labels stands beside the date."""
    others = reader.forms[:first] + reader.forms[last:]
    return len(others) <= 14 and all(not form[:1].isalpha() or form in closed.DATE_LINE_WORDS for form in others)


def _is_dateline(reader: Reader, first: int, last: int) -> bool:
    """Whether a few words of a place stand before the date and an agency or a dash after it."""
    place = all(form[:1].isalpha() or form in {"،", ",", "-", "/", "*", "(", ")"} for form in reader.forms[:first])
    return place and first <= 6 and reader.at(reader.skip(last, {")"})) in _BEHIND_DATE | {""}


def _hits(reader: Reader) -> Iterator[tuple[int, Hit]]:
    """The times in order, each with its first place, also those that cannot be resolved."""
    end = 0
    rules = list(map(_RULES_FOR.__getitem__, reader.forms))
    for place in compress(range(len(rules)), rules):
        if place < end:
            continue
        found = [hit for rule in rules[place] if (hit := rule(reader, place))]
        if found:
            best = found[0] if len(found) == 1 else max(found, key=lambda hit: hit.last)
            yield place, evolve(best, day=None) if _is_limit_or_name(reader, place, best.last) else best
            end = best.last


def _rules_for(form: str) -> tuple[Rule, ...]:
    """The rules that may find a time which begins with the form, so that none looks at most words."""
    in_digits = form.lstrip("وفبلكا")[:1].isdigit()
    if not (in_digits or form in closed.LONE_PROCLITICS or bare(form, closed.TIME_WORDS)):
        return ()
    return tuple([rule for rule, openings, digits in RULES if digits and in_digits or bare(form, openings)])


_RULES_FOR = Memory(_rules_for)


def _is_limit_or_name(reader: Reader, first: int, last: int) -> bool:
    """Whether a word or ل before a time makes it a limit, or quotation marks make it a name."""
    form, before = reader.at(first), reader.at(first - 1)
    if bare(before, closed.ENDPOINTS, "وف") and (before, form) not in closed.NOON_AND_MIDNIGHT:
        return True
    if before == "(" and (reader.at(first - 3), reader.at(first - 2)) == closed.MIDNIGHT:
        return bool(bare(reader.at(first - 4), closed.ENDPOINTS, "وف"))  # "قبل منتصف الليل (امس)"
    if before in QUOTES and last == first + 1 and reader.at(last) in QUOTES:
        return True
    return clitics(form).endswith("ل") and bool(bare(form, closed.LIMITED_BY_LAM))


def _text(words: Sequence[Word]) -> str:
    """The words as they stand, without the clitics of the first."""
    first = words[0]
    before = clitics(first.form) or ("و" if re.match(r"[وف]\d", first.form) else "")
    if before.endswith("ل") and first.form[len(before) :].startswith("ل"):
        before = before[:-1]
    shown = first.text[stem_span(first.text, len(before), len(first.form))[0] :] if before else first.text
    gaps = (" " if word.end < after.start else "" for word, after in zip(words, words[1:], strict=False))
    return shown + "".join(gap + word.text for gap, word in zip(gaps, words[1:], strict=True))


__all__ = ["document_date", "find_times", "may_begin_time", "reckoning_day"]
