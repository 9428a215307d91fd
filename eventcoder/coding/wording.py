"""The words and offsets of a phrase without its attached particles."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import islice
from operator import attrgetter

from eventcoder import arabic
from eventcoder.coding.parts import Phrase
from eventcoder.records import Word


def find_span(phrase: Phrase, words: Sequence[Word]) -> tuple[int, int]:
    """Document offsets of a phrase without the clitics before its first and after its last word."""
    first, last = words[phrase.first], words[phrase.last - 1]
    start = first.start + arabic.stem_span(first.text, phrase.skip, len(first.form))[0]
    place, skip = phrase.first, phrase.skip
    while place < phrase.last - 1 and (
        words[place].form[skip:] in arabic.QUANTIFIERS or place > phrase.first and words[place].form == "من"
    ):
        place, skip = place + 1, 0  # "عدد من المسؤولين": the officials are meant
    if place > phrase.first:
        start = words[place].start
    end = last.end
    if phrase.last == phrase.core_last and phrase.pronoun:
        end = last.start + arabic.stem_span(last.text, 0, phrase.keep)[1]
    after = words[phrase.last] if phrase.last < len(words) else None
    if after is not None and after.form in arabic.QUOTES:
        marks = sum([word.form in arabic.QUOTES for word in words[phrase.first : phrase.last]])
        end = after.end if marks % 2 else end
    return start, max(end, start)


_END = attrgetter("end")


def cut(words: Sequence[Word], start: int, end: int) -> str:
    """The text between two offsets, made of the words and a blank where they stand apart."""
    out, before = [], None
    for word in islice(words, bisect_right(words, start, key=_END), None):
        if word.start >= end:
            break
        if before is not None and word.start > before:
            out.append(" ")
        out.append(word.text[max(start - word.start, 0) : len(word.text) - max(word.end - end, 0)])
        before = word.end
    return "".join(out)
