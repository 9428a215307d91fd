"""Tells a text's datelines and date lines, the place, day and agency with which an article begins."""

from __future__ import annotations

import re

from eventcoder import arabic_dates as closed
from eventcoder.arabic import fold

SHORT_TEXT = 5
"""Words that are too few to be the text behind a place and a dash."""
DAY_OR_YEAR = re.compile(r"(?:\d{1,2}|\d{4})[مه]?")

_LETTER = r"(?:(?!ـ)[^\W\d_])[\w\u064b-\u065f\u0670'’]*"
_PLACE = rf"{_LETTER}(?:\s+{_LETTER}){{0,3}}(?:\s*[،,/]\s*{_LETTER}(?:\s+{_LETTER}){{0,2}}){{0,2}}"
_DATE = (
    r"[،,]?\s*(?:\d{1,2}\s*[-/ـ]\s*\d{1,2}(?:\s*[-/ـ]\s*\d{2,4})?|"
    rf"\d{{1,2}}\s+{_LETTER}(?:\s+{_LETTER})?(?:\s*[(/]\s*{_LETTER}(?:\s+{_LETTER})?\s*\)?)?(?:\s+\d{{4}})?\s*[مه]?ـ?)"
)
_DASH = r"(?:\s*[-–—]+|\s*ـ+)(?=\s|[«\"“(])"
_BRACKETED = r"(?:\([^()\n]{2,40}\)|/\s?[^/\n]{2,25}\s?/)"
_AGENCY = rf"(?:{_BRACKETED}|«[^»\n]{{2,30}}»|“[^”\n]{{2,30}}”|\"[^\"\n]{{2,30}}\")"
_INITIALS = (
    r"(?:[أا]\s?\.?\s?ف\s?\.?\s?ب\.?|د\s?\.?\s?ب\s?\.?\s?[أا]\.?|رويترز|واس|وام|كونا|بترا|سانا|وكالات|الوكالات"
    rf"|من\s+{_PLACE})"
)
_TOPIC = rf"{_LETTER}(?:\s+(?:-\s+)?{_LETTER}){{0,2}}"
"""A part of the label of an agency's overview: "العراق / الأمم - المتحدة - دعا …"."""
_END = r"(?:[-–—]+|ـ+|:)(?=\s|\Z|[«\"“])"
DATELINES = tuple(
    re.compile(rf"\s*(?:[*•\-]\s*)?{rest}\s*")
    for rest in (
        rf"(?:{_PLACE})?\s*(?:{_DATE})?\s*{_BRACKETED}\s*{_END}",
        rf"{_PLACE}(?:{_DATE})?(?:{_DASH}|\s*:)\s*(?:{_AGENCY}|{_INITIALS})\s*{_END}",
        rf"{_PLACE}\s*{_DATE}\s*{_END}",
        rf"{_TOPIC}(?:\s*/\s*{_TOPIC}){{1,3}}\s+[-–—](?=\s)",
    )
)
CLOSING = re.compile(r"[-–—ـ:](?=[\s«\"“]|\Z)")
"""With what every dateline ends: most sentences have none near their beginning."""
PLACE_AND_DASH = re.compile(rf"\s*(?:[*•]\s*)?{_LETTER}(?:\s+{_LETTER})?\s+(?:[-–—]+|ـ+)\s+")
PAIRED_ADJECTIVES = re.compile(r"\w(?:ي|ية)\s+(?:[-–—]+|ـ+)\s+\w+(?:ي|ية)\b")
ASIDE = re.compile(r"(?:الذي|التي|الذين|وهو|وهي|وهم|كما|بحسب|حسب|وفق|على|في|رغم)\b|.{0,120}?\s(?:[-–—]+|ـ+)(?:\s|[،,.])")


def dateline_end(text: str) -> int:
    """How many characters of the sentence are its dateline with the blanks behind it; 0: it has none."""
    head = text[:200]
    if not CLOSING.search(head):
        return 0
    for pattern in DATELINES:
        if found := pattern.match(head):
            return found.end()
    found = PLACE_AND_DASH.match(head)
    if not found or len(text[found.end() : found.end() + 200].split()) <= SHORT_TEXT or ASIDE.match(text, found.end()):
        return 0
    return 0 if PAIRED_ADJECTIVES.search(text, 0, found.end() + 40) else found.end()


def is_date_line(line: str) -> bool:
    """Whether the line tells a date and nothing else."""
    if len(line) > 120:
        return False
    tokens = re.findall(r"\w+", fold(line))
    numbers = [token for token in tokens if DAY_OR_YEAR.fullmatch(token)]
    words = {token for token in tokens if not DAY_OR_YEAR.fullmatch(token)}
    if not numbers or not words <= closed.DATE_LINE_WORDS | closed.WORDS_OF_MONTHS:
        return False
    in_figures = len(numbers) >= 3 and any(len(token) > 3 for token in numbers)
    return in_figures or not words.isdisjoint(closed.WORDS_OF_MONTHS)


__all__ = ["dateline_end", "is_date_line"]
