"""Finds the times that a sentence names and resolves them against the date of its document."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache

from attrs import evolve, frozen
from hijridate import Gregorian, Hijri

from eventcoder import arabic_dates as closed
from eventcoder.arabic import fold, split_words, stem_span
from eventcoder.records import TimeExpression, Word

AHEAD = timedelta(days=31)
"""A day and month without a year, at most so far ahead, is the coming one."""

PRESS_YEARS = (1800, 2200)
"""Documents are of these years; beyond them no day is reckoned."""

DIGITS = re.compile(r"(?P<clitics>[وفبلك]{0,2}(?:ال)?)(?P<number>\d{1,4})(?P<mark>[مه]?)\Z")
JOINED = re.compile(r"[وف]?(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})\Z")
QUOTES = frozenset("\"«»“”„'‘’")
PROCLITICS = ("و", "ف", "ب", "ل", "ك", "وب", "ول", "فب", "فل")


@frozen
class _Hit:
    """Words up to `last` that name `day`; without a day they look like a time and name none that can be resolved."""

    last: int
    day: date | None = None
    precision: str = "day"
    full: bool = False


@frozen
class _Tail:
    """What follows a month: a year, or a word that says which one."""

    last: int
    year: int = 0
    side: str = ""
    hijri: bool = False
    lost: bool = False


@frozen
class _Month:
    last: int
    number: int
    hijri: bool
    sure: bool


@frozen
class _Reader:
    """The folded words of a sentence and the day from which they are seen."""

    forms: tuple[str, ...]
    texts: tuple[str, ...]
    today: date

    def at(self, place: int) -> str:
        """The form at a place, "" beyond the ends."""
        return self.forms[place] if 0 <= place < len(self.forms) else ""

    def skip(self, place: int, *marks: str) -> int:
        """The place after any one of the marks."""
        return place + 1 if self.at(place) in marks and self.at(place) else place


def find_times(words: Sequence[Word], *, document_date: str) -> list[TimeExpression]:
    """The times that the words name, in order, each resolved to a day with its precision."""
    try:
        today = date.fromisoformat(document_date)
    except ValueError:
        return []
    if not PRESS_YEARS[0] <= today.year <= PRESS_YEARS[1]:
        return []
    return [
        TimeExpression(first, hit.last, _text(words[first : hit.last]), hit.day.isoformat(), hit.precision)
        for first, hit in _hits(_Reader(tuple(word.form for word in words), tuple(word.text for word in words), today))
        if hit.day
    ]


def document_date(text: str) -> str:
    """The ISO date that the text's own front tells, a date line or a dateline with a full date; "" where it has none."""
    lines = [line for line in text[:4000].splitlines() if line.strip()][:5]
    for line in lines:
        spans = split_words(line[:200])
        texts = tuple(line[start:end] for start, end in spans)
        reader = _Reader(tuple(map(fold, texts)), texts, date(2000, 1, 1))
        for first, hit in _hits(reader):
            if hit.full and hit.day and (_is_date_line(reader, first, hit.last) or _is_dateline(reader, first, hit.last)):
                return hit.day.isoformat()
    return ""


def _is_date_line(reader: _Reader, first: int, last: int) -> bool:
    others = reader.forms[:first] + reader.forms[last:]
    plain = closed.CLOCK | closed.DATE_LABELS | closed.WEEKDAYS.keys()
    return len(others) <= 14 and all(not form[:1].isalpha() or form in plain for form in others)


def _is_dateline(reader: _Reader, first: int, last: int) -> bool:
    """Whether a few words of a place stand before the date and an agency or a dash after it."""
    place = all(form[:1].isalpha() or form in ("،", ",", "-", "/", "*", "(", ")") for form in reader.forms[:first])
    return place and first <= 6 and reader.at(reader.skip(last, ")")) in ("(", "-", "–", "—", "ـ", ":", "/", "")


def _hits(reader: _Reader) -> Iterator[tuple[int, _Hit]]:
    place = 0
    while place < len(reader.forms):
        if not _may_start(reader.forms[place]):
            place += 1
            continue
        found = [hit for rule in RULES if (hit := rule(reader, place))]
        if not found:
            place += 1
            continue
        best = max(found, key=lambda hit: hit.last)
        yield place, _governed(reader, place, best)
        place = best.last


@lru_cache(maxsize=50_000)
def _may_start(form: str) -> bool:
    """Whether a time may begin with the form, so that the rules need not look at most words."""
    return (
        form.lstrip("وفبلكا")[:1].isdigit()
        or form in ("ال", "و", "وال", "ل", "ب")
        or bool(_bare(form, KNOWN))
        or form == "بالامس"
    )


def _governed(reader: _Reader, first: int, hit: _Hit) -> _Hit:
    """The hit, without its day where a word before it makes it a limit, or quotation marks make it a name."""
    before = reader.at(first - 1)
    if _bare(before, closed.ENDPOINTS, "وف") and (before, reader.at(first)) not in closed.NOON_AND_MIDNIGHT:
        return evolve(hit, day=None)
    if before in QUOTES and hit.last - first == 1 and reader.at(hit.last) in QUOTES:
        return evolve(hit, day=None)
    if _clitics(reader.at(first)).endswith("ل") and _bare(reader.at(first), closed.WEEKDAYS.keys() | {"يوم"} | closed.YEAR_NOUNS):
        return evolve(hit, day=None)
    return hit


def _bare(form: str, vocabulary: Collection[str], allowed: str = "وفبلك") -> str:
    """The form, or what stands behind its clitics, if it is in the vocabulary, else ""."""
    if form in vocabulary:
        return form
    for clitics in PROCLITICS:
        if form.startswith(clitics) and set(clitics) <= set(allowed):
            rest = form[len(clitics) :]
            if rest in vocabulary:
                return rest
            if clitics.endswith("ل") and "ا" + form[len(clitics) - 1 :] in vocabulary:
                return "ا" + form[len(clitics) - 1 :]
            if clitics.endswith("ل") and rest.startswith("ل") and "ا" + rest in vocabulary:
                return "ا" + rest
    return ""


def _clitics(form: str) -> str:
    """The clitics that may be taken off a form that some table knows without them."""
    if form in KNOWN:
        return ""
    return next(
        (
            clitics
            for clitics in PROCLITICS
            if form.startswith(clitics)
            and _bare(form, KNOWN, clitics)
            and (form[len(clitics) :] in KNOWN or clitics.endswith("ل"))
        ),
        "",
    )


# ---------------------------------------------------------------- days told by name


def _relative_day(reader: _Reader, place: int) -> _Hit | None:
    """اليوم, أمس, غدا and their company, with a weekday behind them."""
    start = place
    place, part = _day_part(reader, place)
    form, following = reader.at(place), reader.at(place + 1)
    plain = _bare(form, frozenset({"اليوم", "امس", "غدا", "البارحة", "اول", "الليلة"}), "وف")
    offset: int | None = None
    last = place + 1
    if plain == "اليوم":
        if _is_no_today(reader, start, place):
            return _Hit(last)
        offset = 0
    elif plain == "الليلة":
        return _night(reader, start, place)
    elif plain == "البارحة":
        offset = -1
    elif plain == "امس":
        if following == "الحاجة" or reader.at(start - 1) == "في" and not part:
            return _Hit(last)
        offset = -1
        if following == "الاول" and not _month(reader, reader.skip(place + 2, "من")):
            offset, last = -2, place + 2
    elif form in ("بالامس", "الامس") and (form[0] == "ب" or part):
        if following in ("القريب", "البعيد"):
            return _Hit(place + 2)
        offset = -1
    elif plain == "اول" and following == "امس":
        offset, last = -2, place + 2
    elif plain == "اول" and (following, reader.at(place + 2)) == ("من", "امس"):
        offset, last = -2, place + 3
    elif _bare(form, frozenset({"قبل"}), "وف") and following == "امس":
        offset, last = -2, place + 2
    elif _bare(form, frozenset({"بعد"}), "وف") and following in ("غد", "الغد", "غدا"):
        offset, last = 2, place + 2
    elif form in ("غد", "الغد") and part:
        offset = 1
    elif plain == "غدا":
        if not part and not _is_tomorrow(reader, place):
            return _Hit(last)
        offset = 1
    elif _bare(form, closed.DEMONSTRATIVES, "وف") and following in ("اليوم", "الصباح", "المساء", "الليلة"):
        offset, last = 0, place + 2
    if offset is None:
        return None
    return _with_weekday(reader, last, reader.today + timedelta(days=offset), ahead=offset > 0)


def _with_weekday(reader: _Reader, last: int, day: date, *, ahead: bool) -> _Hit:
    """A relative day with the weekday or date that explains it; where they disagree the weekday is right."""
    inside = reader.skip(last, "(", "،", ",")
    if (name := reader.at(inside)) in closed.WEEKDAYS and (
        reader.at(last) not in ("،", ",") or not reader.at(inside + 1)[:1].isalpha()
    ):
        shift = (
            (closed.WEEKDAYS[name] - reader.today.weekday()) % 7
            if ahead
            else -((reader.today.weekday() - closed.WEEKDAYS[name]) % 7)
        )
        day = day if day.weekday() == closed.WEEKDAYS[name] else reader.today + timedelta(days=shift)
        last = reader.skip(inside + 1, ")") if inside > last and reader.at(last) == "(" else inside + 1
    inside = reader.skip(last, "(", "،", ",")
    if (dated := _dated(reader, inside)) and dated.day and dated.precision == "day":
        return evolve(dated, last=reader.skip(dated.last, ")") if reader.at(last) == "(" else dated.last)
    return _Hit(last, day)


def _night(reader: _Reader, start: int, place: int) -> _Hit:
    following, third = reader.at(place + 1), reader.at(place + 2)
    if following in closed.PAST:
        return _Hit(place + 2, reader.today - timedelta(days=1))
    if following == "قبل" and third in closed.PAST:
        return _Hit(place + 3, reader.today - timedelta(days=2))
    before = reader.at(start - 1)
    if following in closed.TODAY_FOLLOWERS or before in closed.THAT or before == "في" or _in_quotes(reader, place):
        return _Hit(place + 1)
    return _Hit(place + 1, reader.today)


def _is_no_today(reader: _Reader, start: int, place: int) -> bool:
    """Whether اليوم is "a day" (per day, the day after, that day) or part of a newspaper's name."""
    before, second, following = reader.at(start - 1), reader.at(start - 2), reader.at(place + 1)
    if following in closed.WEEKDAYS:
        return False
    if following in closed.TODAY_FOLLOWERS or before in closed.THAT or before in QUOTES and reader.at(place + 1) in QUOTES:
        return True
    if start < place:
        return False
    if (
        before == "من"
        and second not in closed.STARTS
        or before in closed.NOT_TODAY
        or before in closed.MEDIA
        or second in closed.MEDIA
    ):
        return True
    return _in_quotes(reader, place)


def _in_quotes(reader: _Reader, place: int) -> bool:
    """Whether quotation marks close behind the word and open a word or two before it."""
    return reader.at(place + 1) in QUOTES and any(reader.at(place - back) in QUOTES for back in (1, 2, 3))


def _is_tomorrow(reader: _Reader, place: int) -> bool:
    """Whether غدا is the adverb and not the verb "became"."""
    before, following = reader.at(place - 1), reader.at(place + 1)
    if "\u064b" in reader.texts[place] or following in closed.WEEKDAYS:
        return True
    if before in closed.BECAME or before.startswith("و") and before[1:] in closed.BECAME:
        return False
    future = re.compile(r"[وف]?س?[يتن]\w{2,}\Z")
    if future.match(before) or re.match(r"[وف]?س[يتنا]\w{2,}\Z", following) or before in ("اليوم", "او", "سوف", "لن"):
        return True
    return not following[:1].isalpha() or following in ("في", "مع", "الي", "علي", "من", "ان", "بعد", "قبل", "عند")


def _weekday(reader: _Reader, place: int) -> _Hit | None:
    """A weekday, two of them, or one with its date."""
    start = place
    place, part = _day_part(reader, place)
    name = _bare(reader.at(place), closed.WEEKDAYS.keys())
    if not name or (place > start and name != reader.at(place)):
        return None
    inner = place + 1
    number = closed.WEEKDAYS[name]
    if reader.at(inner) == "عشر":
        return _Hit(inner + 1)
    inner = _second_weekday(reader, inner, number, joined=part in ("يومي", "ليلتي") or reader.at(start - 1) in ("بين", "من"))
    for opening in ("", "(", "،", ","):
        dated_at = inner + 1 if opening and reader.at(inner) == opening else inner
        dated_at = _corresponding(reader, dated_at)
        if (not opening or reader.at(inner) == opening) and (dated := _dated(reader, dated_at)):
            return evolve(dated, last=reader.skip(dated.last, ")") if opening == "(" else dated.last)
    side, last = _side(reader, inner)
    back = (reader.today.weekday() - number) % 7
    if side == "past":
        weeks = 1 if reader.at(inner) == "قبل" else 0
        return _explained(reader, last, reader.today - timedelta(days=(back or 7) + 7 * weeks))
    if side == "next":
        ahead = (number - reader.today.weekday()) % 7 or 7
        return _explained(reader, last, reader.today + timedelta(days=ahead + (7 if reader.at(inner) == "بعد" else 0)))
    if side == "story":
        return _Hit(last)
    if _is_no_weekday(reader, start, place, name, inner, part):
        return _Hit(inner)
    return _Hit(last if side == "this" else inner, reader.today - timedelta(days=back))


def _explained(reader: _Reader, last: int, day: date) -> _Hit:
    """A day with the date in brackets or behind a comma that tells which one it is."""
    inside = reader.skip(last, "(", "،", ",")
    if inside > last and (dated := _dated(reader, inside)):
        return evolve(dated, last=reader.skip(dated.last, ")") if reader.at(last) == "(" else dated.last)
    return _Hit(last, day)


def _second_weekday(reader: _Reader, place: int, number: int, *, joined: bool) -> int:
    """The place after a second weekday: ليل الأحد الاثنين, من السبت إلى الاثنين, السبت والأحد."""
    after = reader.skip(place, "-", "–", "/", "الي", "حتي", "ـ", "و")
    if reader.at(after) in closed.WEEKDAYS:
        return after + 1
    form = reader.at(place)
    if form[:1] == "و" and form[1:] in closed.WEEKDAYS and (joined or (closed.WEEKDAYS[form[1:]] - number) % 7 == 1):
        return place + 1
    return place


def _is_no_weekday(reader: _Reader, start: int, place: int, name: str, last: int, part: str) -> bool:
    """Whether a bare weekday is a name, a habit, or (الاثنين) "the two"."""
    before = reader.at(start - 1)
    if (reader.at(last), reader.at(last + 1)) == ("من", "كل") or before in closed.HABITS or part == "ايام":
        return True
    if part:
        return False
    if before in closed.NAME_PARTICLES or before in closed.MEDIA or before in closed.FRIDAY_NOUNS:
        return True
    if name != "الاثنين" or last > place + 1:
        return False
    if before == "من" and reader.at(start - 2) in closed.STARTS:
        return False
    return (
        before in closed.PAIR_WORDS
        or reader.at(last) in ("معا", "كليهما")
        or reader.at(place) in ("بالاثنين", "للاثنين", "كالاثنين")
    )


def _day_part(reader: _Reader, place: int) -> tuple[int, str]:
    """The place after صباح, مساء يوم, بعد ظهر and the like, and the last of them."""
    part = ""
    if (
        _bare(reader.at(place), frozenset({"بعد", "قبل"}), "وف")
        and (reader.at(place + 1), reader.at(place + 2)) in closed.NOON_AND_MIDNIGHT
    ):
        place += 1
    pair = (_bare(reader.at(place), frozenset({"بعد", "قبل", "منتصف", "عقب", "اثر"}), "وف"), reader.at(place + 1))
    if pair in closed.NOON_AND_MIDNIGHT and pair[0]:
        place, part = place + 2, pair[1]
    nouns = closed.DAY_NOUNS | {"ايام"}
    while len(reader.at(place)) > 1 and (found := _bare(reader.at(place), nouns, "" if part else "وفبل")):
        place, part = place + 1, found
    return place, part


def _side(reader: _Reader, place: int) -> tuple[str, int]:
    """Which side of today the word at a place points to: past, next, this, story or "" for none; and the place after it."""
    form, following = reader.at(place), reader.at(place + 1)
    if form == "قبل" and following in closed.PAST:
        return "past", place + 2
    if form in closed.PAST:
        return "past", place + 1
    if form in closed.NEXT:
        return "next", place + 1
    if form == "بعد" and following in closed.NEXT:
        return "next", place + 2
    if form in closed.THIS:
        return "this", place + 1
    if form in closed.SAME and form not in ("الذي", "الاول", "الاولي"):
        return "story", place + 1
    return "", place


# ---------------------------------------------------------------- days told by number


def _number(reader: _Reader, place: int, low: int, high: int) -> tuple[int, int]:
    """A number in digits with its clitics and article, and the place after it; (0, place) where there is none."""
    last = place
    if reader.at(place) in ("ال", "و", "وال", "ل", "ب") and reader.at(place + 1).isdigit():
        last = place + 1
    found = DIGITS.match(reader.at(last))
    if not found or found["mark"] and not found["number"].isdigit() or not low <= int(found["number"]) <= high:
        return 0, place
    return int(found["number"]), last + 1


def _ordinal(reader: _Reader, place: int) -> tuple[int, int]:
    """A day of the month as an ordinal in words, and the place after it."""
    form = reader.at(place)
    if _bare(form, frozenset({"اول", "غرة"}), "وف") and (reader.at(place + 1) != "من" or _month(reader, place + 2)):
        return 1, place + 1
    unit = closed.ORDINALS.get(_bare(form, closed.ORDINALS.keys(), "وفبل"), 0)
    if not unit:
        return 0, place
    following = reader.at(place + 1)
    tens = closed.ORDINALS.get(following[1:], 0) if following[:1] == "و" else 0
    if unit < 10 and following in closed.TEN_OF_TEENS:
        return unit + 10, place + 2
    if unit < 10 and tens in (20, 30):
        return unit + tens, place + 2
    return unit, place + 1


def _month(reader: _Reader, place: int) -> _Month | None:
    """A month, with a second name of it beside it (كانون الثاني/يناير)."""
    single = _one_month(reader, place)
    if not single or single.hijri:
        return single
    inside = reader.skip(single.last, "/", "(", "-", "–", "ـ")
    second = _one_month(reader, inside)
    if (
        second
        and not second.hijri
        and (inside > single.last and reader.at(single.last) in ("/", "(") or second.number == single.number)
    ):
        closed_at = second.last
        if reader.at(single.last) == "(":
            closed_at = reader.skip(second.last, ")")
        return _Month(closed_at, single.number, False, True)
    return single


def _one_month(reader: _Reader, place: int) -> _Month | None:
    first = reader.at(place)
    plain = _bare(first, MONTH_WORDS, "وفبل") if first not in MONTH_WORDS else first
    if plain != first and plain in closed.AMBIGUOUS_MONTHS:
        return None
    if plain == "اب" and "أ" in reader.texts[place]:
        return None
    for length in (2, 1):
        name = (plain, *reader.forms[place + 1 : place + length])
        for months, hijri in ((closed.GREGORIAN_MONTHS, False), (closed.HIJRI_MONTHS, True)):
            if len(name) == length and name in months:
                return _Month(place + length, months[name], hijri, plain not in closed.AMBIGUOUS_MONTHS)
    return None


def _tail(reader: _Reader, place: int, *, hijri: bool, day_known: bool = True) -> _Tail:
    """What follows a month and says its year."""
    side, last = _side(reader, place)
    if side == "story":
        return _Tail(last, lost=True)
    if side:
        if (year := _year(reader, last)) and year.last > last and day_known:
            return year
        return _Tail(last, side=side)
    start = reader.skip(place, "من")
    noun = _bare(reader.at(start), closed.YEAR_NOUNS, "ل")
    if year := _year(reader, start + 1 if noun else (reader.skip(start, "،", ",") if start == place else start)):
        if year.hijri == hijri or year.hijri:
            return year
        return year if not hijri else _Tail(place)
    demonstrated = reader.at(start) in closed.DEMONSTRATIVES and reader.at(start + 1) in ("العام", "السنة")
    if demonstrated:
        return _Tail(start + 2, year=reader.today.year)
    if reader.at(start) in closed.THAT and reader.at(start + 1) in ("العام", "السنة"):
        return _Tail(start + 2, lost=True)
    if noun in ("العام", "السنة"):
        side, last = _side(reader, start + 1)
        shift = {"past": -1, "this": 0, "next": 1}.get(side)
        if side == "past" and reader.at(start + 1) == "قبل":
            shift = -2
        if shift is not None:
            return _Tail(last, year=reader.today.year + shift)
        if side == "story":
            return _Tail(last, lost=True)
    return _Tail(place)


def _year(reader: _Reader, place: int) -> _Tail | None:
    """A year of four digits with its mark م or هـ."""
    found = DIGITS.match(reader.at(place))
    if not found or found["clitics"] or len(found["number"]) != 4:
        return None
    year, last = int(found["number"]), place + 1
    mark = found["mark"]
    if not mark and reader.at(last) in closed.GREGORIAN_MARKS | closed.HIJRI_MARKS:
        mark, last = reader.at(last), last + 1
    islamic = mark in closed.HIJRI_MARKS or not mark and 1343 <= year <= 1500
    if islamic and not 1343 <= year <= 1500 or not islamic and not 1800 <= year <= 2100:
        return None
    return _Tail(last, year=year, hijri=islamic)


def _dated(reader: _Reader, place: int) -> _Hit | None:
    """A day of a month: in digits or words, with or without the year; also the first day of a range."""
    if hit := _numeric(reader, place):
        return hit
    day, last = _number(reader, place, 1, 31)
    in_digits = bool(day)
    if not day:
        day, last = _ordinal(reader, place)
    if not day:
        return None
    if in_digits:
        last = _through(reader, last, day)
    is_first = reader.at(place).endswith(("اول", "غرة")) and not reader.at(place).startswith("ال")
    after = reader.skip(last, "من")
    after = after + 1 if reader.at(after) == "شهر" else after
    month = _month(reader, after)
    if not month and reader.at(after) == "الشهر" and (side := _side(reader, after + 1))[0]:
        return _of_the_month(reader, day, *side)
    if (
        not month
        and in_digits
        and reader.at(last) in ("الجاري", "الحالي")
        and (reader.at(place - 1) in closed.DAY_SETTINGS or reader.at(place - 1) in closed.WEEKDAYS)
    ):
        return _of_the_month(reader, day, "this", last + 1)
    if not month or not (in_digits or is_first or after > last):
        return None
    if not in_digits and reader.at(place - 1) in closed.PARTS_OF_A_TIME:
        return None
    named = _bare(reader.at(place - 1), closed.NAMED_AFTER_DATES, "وفبل")
    border = reader.at(place - 1) in closed.BORDERS
    tail = _tail(reader, month.last, hijri=month.hijri)
    if tail.last == month.last and (other := _other_end(reader, month.last)):
        tail = other
    corresponding = _corresponding(reader, tail.last)
    if corresponding > tail.last and (gregorian := _dated(reader, corresponding)):
        return gregorian
    inside = reader.skip(tail.last, "(")
    if inside > tail.last and month.hijri and (gregorian := _dated(reader, inside)):
        return evolve(gregorian, last=reader.skip(gregorian.last, ")"))
    if tail.lost or border or named and not tail.year:
        return _Hit(tail.last)
    resolved = _resolve(reader.today, month.number, day, tail, month.hijri)
    return _Hit(tail.last, resolved, full=bool(tail.year))


def _through(reader: _Reader, place: int, day: int) -> int:
    """The place after the further days of a range: 12 و13, 12 - 14, 12 إلى 14."""
    while True:
        step = reader.skip(place, "-", "–", "الي", "حتي", "و", "ـ", "/")
        other, last = _number(reader, step, day + 1, 31)
        if not other or step == place and not reader.at(place).startswith("و"):
            return place
        after = reader.skip(last, "من")
        if not _month(reader, after) and reader.at(last) not in ("-", "–", "الي", "و") and reader.at(last)[:1] != "و":
            return place
        place, day = last, other


def _other_end(reader: _Reader, place: int) -> _Tail | None:
    """The year that stands only at the end of a range of days: 28 حزيران إلى 3 تموز 2006."""
    step = reader.skip(place, "-", "–", "الي", "حتي", "و")
    other, last = _number(reader, step, 1, 31)
    if not other or step == place and not reader.at(place).startswith("و"):
        return None
    month = _month(reader, last)
    tail = _tail(reader, month.last, hijri=month.hijri) if month else None
    return tail if tail and tail.year else None


def _corresponding(reader: _Reader, place: int) -> int:
    """The place after الموافق and a لـ."""
    if reader.at(place) not in closed.CORRESPONDING:
        return place
    return reader.skip(place + 1, "ل", "لـ", ":")


def _of_the_month(reader: _Reader, day: int, side: str, last: int) -> _Hit:
    shift = {"past": -1, "this": 0, "next": 1}.get(side)
    if shift is None:
        return _Hit(last)
    month = _month_on(reader.today, shift)
    return _Hit(last, _make(month.year, month.month, day, False))


def _numeric(reader: _Reader, place: int) -> _Hit | None:
    """25/6/2020, 2020-06-25, 25.6.2020, and 25/6 where something shows that it is a day."""
    if joined := JOINED.match(reader.at(place)):
        return _of_numbers([int(part) for part in joined.groups()], place + 1, marked=False, short=False)
    first, last = _number(reader, place, 1, 2100)
    mark = reader.at(last)
    if not first or mark not in ("/", "-", "–", "."):
        return None
    second, last = _number(reader, last + 1, 1, 31)
    if not second or reader.at(last - 1) != str(second) and not reader.at(last - 1).lstrip("0").isdigit():
        return None
    if reader.at(last) == mark and reader.at(last + 1).isdigit() and len(reader.at(last + 1)) <= 4:
        third = int(reader.at(last + 1))
        return _of_numbers([first, second, third], last + 2, marked=reader.at(last + 2) in closed.HIJRI_MARKS, short=mark == "/")
    side, after = _side(reader, last)
    expected = reader.at(place - 1) in closed.DAY_SETTINGS or reader.at(place - 1) in closed.WEEKDAYS
    if (
        mark != "/"
        or first > 31
        or second > 12
        or reader.at(last) in ("من", "/", "%")
        or not (side in ("past", "this", "next") or expected)
    ):
        return None
    tail = _Tail(after if side != "story" else last, side=side if side != "story" else "")
    if reader.at(place - 1) in closed.BORDERS or _bare(reader.at(place - 1), closed.NAMED_AFTER_DATES):
        return _Hit(last)
    return _Hit(tail.last, _resolve(reader.today, second, first, tail, False))


def _of_numbers(parts: list[int], last: int, *, marked: bool, short: bool) -> _Hit | None:
    day, month, year = parts if parts[0] <= 31 else parts[::-1]
    if short and year < 100 and parts[0] <= 31:
        year += 2000 if year <= 40 else 1900
    if month > 12 >= day:  # 6/25/2020
        day, month = month, day
    islamic = 1343 <= year <= 1500
    if not islamic and not 1800 <= year <= 2100:
        return None
    found = _make(year, month, day, islamic)
    return _Hit(last + marked, found, full=True) if found else None


# ---------------------------------------------------------------- weeks, months, years


def _month_alone(reader: _Reader, place: int) -> _Hit | None:
    """A month without a day, where the words around it show that it is one."""
    before = reader.at(place - 1)
    noun = _bare(reader.at(place), frozenset({"شهر"}), "وفبل")
    if noun:
        place += 1
    month = _month(reader, place)
    if not month:
        return None
    paired = month.last > place + 2 or month.last == place + 2 and reader.at(place + 1) in ("/", "(")
    if _bare(before, closed.NAMED_AFTER_DATES) or before in closed.BORDERS:
        tail = _tail(reader, month.last, hijri=month.hijri, day_known=False)
        return _Hit(tail.last)
    tail = _tail(reader, month.last, hijri=month.hijri, day_known=False)
    end = _month_range(reader, month.last) if tail.last == month.last else None
    tail = end or tail
    framed = bool(noun) or before in closed.MONTH_SETTINGS or month.sure and (before in closed.MONTH_FRAMES or paired)
    clitic = reader.at(place) not in MONTH_WORDS
    told = tail.last > month.last and (month.sure or paired or tail.side != "" or reader.at(month.last)[:1].isdigit())
    if not (framed or told or clitic and month.sure or paired) or reader.at(place - 1) == "تيريزا":
        return None
    if tail.lost:
        return _Hit(tail.last)
    return _Hit(tail.last, _resolve(reader.today, month.number, 0, tail, month.hijri), "month")


def _month_range(reader: _Reader, place: int) -> _Tail | None:
    step = reader.skip(place, "-", "–", "الي", "حتي", "و")
    month = _month(reader, step)
    if not month or step == place and not reader.at(place).startswith("و"):
        return None
    tail = _tail(reader, month.last, hijri=month.hijri)
    return tail if tail.year or tail.side else _Tail(month.last)


def _unit(reader: _Reader, place: int) -> _Hit | None:
    """الأسبوع الماضي, هذا الشهر, العام المقبل."""
    pointed = bool(_bare(reader.at(place), closed.DEMONSTRATIVES, "وفبل"))
    noun = _bare(reader.at(place + pointed), closed.THE_UNIT.keys(), "" if pointed else "وفبل")
    if not noun:
        return None
    unit = closed.THE_UNIT[noun]
    side, last = _side(reader, place + pointed + 1)
    steps = {"past": -1, "this": 0, "next": 1}.get(side)
    if pointed and steps is None:
        return None if side else _shifted(reader.today, unit, 0, place + 2)
    if steps is None or noun == "العام" and (reader.at(place - 1) in closed.GENERAL_OFFICES):
        return None
    double = reader.at(place + pointed + 1) in ("قبل", "بعد") or reader.at(last) == "بعد" and reader.at(last + 1) in closed.NEXT
    hit = _shifted(reader.today, unit, steps * (2 if double else 1), last)
    following = _year(reader, last) if unit == "year" else None
    return _Hit(following.last, date(following.year, 1, 1), "year") if following and not following.hijri else hit


def _year_alone(reader: _Reader, place: int) -> _Hit | None:
    """عام 2003, صيف عام 2006, في 2003, عامي 2003 و2007."""
    start = place
    season = _bare(reader.at(place), closed.SEASONS, "وفبل")
    place += bool(season)
    noun = _bare(reader.at(place), closed.YEAR_NOUNS, "" if season else "وفبل")
    if season and noun in ("العام", "السنة") and (inner := _unit(reader, place)):
        return inner
    place += bool(noun)
    before = reader.at(place - 1)
    year = _year(reader, place)
    if not year or not (season or noun or _bare(before, closed.YEAR_SETTINGS)):
        return None
    if _clitics(reader.at(start)).endswith(("ل", "ب")) and noun or reader.at(start - 1) in closed.BORDERS:
        return _Hit(year.last)
    if not noun and not season and not _stands_as_year(reader, year):
        return _Hit(year.last)
    last = year.last
    step = reader.skip(last, "-", "–", "/", "و", "الي", "حتي")
    found = DIGITS.match(reader.at(step))
    if found and (step > last or found["clitics"] == "و") and year.year < int(found["number"]) <= 2100:
        last = step + 1
    first = _make(year.year, 1, 1, year.hijri)
    return _Hit(last, first, "year") if first else _Hit(last)


def _stands_as_year(reader: _Reader, year: _Tail) -> bool:
    """Whether a bare number after في is a year and does not count what follows it."""
    following = reader.at(year.last)
    bare_hijri = year.hijri and reader.at(year.last - 1).isdigit()
    counted = following in closed.COUNTED or bare_hijri
    return not counted and (year.year != 2000 or not following[:1].isalpha() or following in ("في", "الي", "حتي", "من", "ان"))


def _ago(reader: _Reader, place: int) -> _Hit | None:
    """قبل يومين, منذ ثلاثة أيام, قبل نحو 15 عاما; none where a happening follows from which it is counted."""
    word = _bare(reader.at(place), frozenset({"قبل", "منذ"}), "وف")
    if not word:
        return None
    inside = place + 1 + (reader.at(place + 1) in closed.APPROXIMATE)
    count, unit, last = _span(reader, inside)
    if not unit:
        return None
    following = reader.at(last)
    counted = last + (following in ("فقط", "تقريبا"))
    if (
        word == "قبل"
        and reader.at(counted) in ("من", "علي")
        and reader.at(counted + 1) not in ("الان", "اليوم")
        or word == "قبل"
        and "لن" in reader.forms[max(0, place - 6) : place]
    ):
        return _Hit(last)
    half = reader.at(last) in closed.HALF
    if half:
        last += 2 if reader.at(last + 1) in closed.THE_UNIT or reader.at(last + 1) in closed.ONE_UNIT else 1
        if unit == "month":
            return _Hit(last, (reader.today - timedelta(days=30 * count + 15)).replace(day=1), "month")
        if unit == "year":
            return _Hit(last, _month_on(reader.today, -12 * count - 6).replace(month=1), "year")
    return _shifted(reader.today, unit, -count, last)


def _span(reader: _Reader, place: int) -> tuple[int, str, int]:
    """A length of time as count, unit and the place after it; the unit is "" where none stands here."""
    form = reader.at(place)
    if form in closed.TWO_UNITS:
        return 2, closed.TWO_UNITS[form], place + 1
    if form in closed.ONE_UNIT:
        following = reader.at(place + 1)
        if following in ("واحد", "واحدة"):
            return 1, closed.ONE_UNIT[form], place + 2
        named = following in KNOWN or following[:1].isdigit() or _month(reader, place + 1)
        return (0, "", place) if named or form == "يوم" and following[:1].isalpha() else (1, closed.ONE_UNIT[form], place + 1)
    count, last = _number(reader, place, 1, 999)
    if not count:
        count, last = _cardinal(reader, place)
    unit = closed.MANY_UNITS.get(reader.at(last)) or closed.ONE_UNIT.get(reader.at(last), "")
    return (count, unit, last + 1) if count and unit else (0, "", place)


def _cardinal(reader: _Reader, place: int) -> tuple[int, int]:
    count, last = closed.CARDINALS.get(reader.at(place), 0), place + 1
    if not count:
        return 0, place
    following = reader.at(last)
    if count < 10 and following in closed.TEN_OF_TEENS:
        return count + 10, last + 1
    tens = closed.CARDINALS.get(following[1:], 0) if following[:1] == "و" else 0
    return (count + tens, last + 1) if count < 10 and 20 <= tens < 100 else (count, last)


# ---------------------------------------------------------------- the calendar


def _shifted(today: date, unit: str, steps: int, last: int) -> _Hit:
    """The day, or the first day of the week, month or year, so many steps from today."""
    if unit == "day":
        return _Hit(last, today + timedelta(days=steps))
    if unit == "week":
        return _Hit(last, today - timedelta(days=today.weekday()) + timedelta(weeks=steps), "week")
    if unit == "month":
        return _Hit(last, _month_on(today, steps), "month")
    return _Hit(last, _make(today.year + steps, 1, 1, False), "year")


def _month_on(today: date, steps: int) -> date:
    months = today.year * 12 + today.month - 1 + steps
    return date(months // 12, months % 12 + 1, 1)


def _make(year: int, month: int, day: int, hijri: bool) -> date | None:
    try:
        if not hijri:
            return date(year, month, day)
        found = Hijri(year, month, day).to_gregorian()
        return date(found.year, found.month, found.day)
    except (ValueError, OverflowError):
        return None


def _resolve(today: date, month: int, day: int, tail: _Tail, hijri: bool) -> date | None:
    """The day of a month (day 0: its first) in the year that the tail tells or that lies nearest to today."""
    wanted = day or 1
    if tail.year and tail.hijri == hijri:
        return _make(tail.year, month, wanted, hijri)
    if hijri and not date(1925, 1, 1) <= today <= date(2077, 1, 1):
        return None
    this = Gregorian(today.year, today.month, today.day).to_hijri().year if hijri else today.year
    if tail.side == "this" and not hijri:
        return _make(this, month, wanted, hijri)
    days = [found for year in range(this - 8, this + 9) if (found := _make(year, month, wanted, hijri))]
    floor = today if day else today.replace(day=1)
    if tail.side == "next":
        return next((found for found in days if found > today), None)
    if tail.side == "past":
        return next((found for found in reversed(days) if found < floor), None)
    limit = today + AHEAD
    return next((found for found in reversed(days) if found <= limit), None)


def _text(words: Sequence[Word]) -> str:
    """The words as they stand, without the clitics of the first."""
    first = words[0]
    clitics = _clitics(first.form)
    clitics = clitics or ("و" if re.match(r"[وف]\d", first.form) else "")
    if clitics.endswith("ل") and first.form[len(clitics) :][:1] == "ل":
        clitics = clitics[:-1]
    shown = first.text[stem_span(first.text, len(clitics), len(first.form))[0] :] if clitics else first.text
    gaps = (" " if before.end < after.start else "" for before, after in zip(words, words[1:], strict=False))
    return shown + "".join(gap + word.text for gap, word in zip(gaps, words[1:], strict=True))


MONTH_WORDS = frozenset(name[0] for name in (*closed.GREGORIAN_MONTHS, *closed.HIJRI_MONTHS))
KNOWN = (
    closed.WEEKDAYS.keys()
    | MONTH_WORDS
    | closed.DAY_NOUNS
    | closed.YEAR_NOUNS
    | closed.SEASONS
    | closed.THE_UNIT.keys()
    | closed.ORDINALS.keys()
    | closed.DEMONSTRATIVES
    | {
        "اليوم",
        "امس",
        "الامس",
        "غدا",
        "غد",
        "الغد",
        "البارحة",
        "الليلة",
        "اول",
        "قبل",
        "بعد",
        "منذ",
        "شهر",
        "منتصف",
        "غرة",
        "ايام",
        "عقب",
        "اثر",
    }
)
"""Words that begin a time, so that letters before them are clitics."""

RULES: tuple[Callable[[_Reader, int], _Hit | None], ...] = (
    _dated,
    _weekday,
    _relative_day,
    _month_alone,
    _unit,
    _year_alone,
    _ago,
)

__all__ = ["document_date", "find_times"]
