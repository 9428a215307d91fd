"""Cuts a document's text into sentences and leaves out what the discards say is no text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Protocol

from attrs import frozen

from eventcoder.arabic import fold
from eventcoder.coding.datelines import dateline_end, is_date_line
from eventcoder.records import Document, Sentence

LONGEST = 250
"""Words after which a sentence without a stop is cut at its best punctuation."""
SHORT_TAIL = 5
"""Words after a quotation's own stop that still belong to its sentence."""

BLANKS = "\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u061c"
LINES = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
EDGES = re.compile(f"[\\s{BLANKS}]*")
STOPS = re.compile(r"[.؟?!…۔]+")
CLOSERS = re.compile(r"[\"'»”’)\]}]*")
BULLET = re.compile(r"[•●▪◦■◄►]+|[*\-–—]+(?=\s)")
WORD = re.compile(r"\S{1,60}")
"""A word for the length of a sentence; a longer stretch without a blank is no word but counts as several."""
INNER_BULLET = re.compile(r"\s[•●▪◦■◄►]\s")
TOKEN = re.compile(r"\w+")
LETTERS_BEFORE = re.compile(r"[^\W\d_][\w\u064b-\u065f\u0670]*\Z")
OPENERS: Mapping[str, str] = MappingProxyType({"«": "»", "“": "”"})


class Discard(Protocol):
    """What a discard entry tells: phrases, and what is no text where they stand."""

    @property
    def scope(self) -> str:
        """`line`, `rest`, `sentence` or `document`."""
        ...

    @property
    def phrases(self) -> tuple[str, ...]:
        """The lightly folded phrases."""
        ...


@frozen
class _Phrases:
    """Phrases of one scope, as tokens under the forms of their first one, and as the beginnings of lines."""

    by_first: Mapping[str, tuple[tuple[str, ...], ...]]
    openings: tuple[str, ...]

    @classmethod
    def of(cls, discards: Iterable[Discard], scope: str) -> _Phrases:
        phrases = [phrase for discard in discards if discard.scope == scope for phrase in discard.phrases]
        by_first: dict[str, tuple[tuple[str, ...], ...]] = {}
        for tokens in (tuple(TOKEN.findall(phrase)) for phrase in phrases):
            for form in _forms(tokens[0]) if tokens else ():
                by_first[form] = (*by_first.get(form, ()), tokens)
        return cls(by_first, tuple(" ".join(phrase.split()) for phrase in phrases if phrase.strip()))

    def stand_in(self, text: str) -> bool:
        """Whether a phrase stands in the text on word boundaries, clitics and article allowed."""
        if not self.by_first:
            return False
        tokens = _tokens(text)
        if self.by_first.keys().isdisjoint(tokens):
            return False
        places = [place for place, token in enumerate(tokens) if token in self.by_first]
        return any(
            tokens[place + 1 : place + len(phrase)] == phrase[1:] for place in places for phrase in self.by_first[tokens[place]]
        )

    def open(self, front: str) -> bool:
        """Whether a line with this `_front` begins with a phrase."""
        return front.startswith(self.openings) and any(
            front.startswith(opening) and not (opening[-1].isalnum() and front[len(opening) : len(opening) + 1].isalnum())
            for opening in self.openings
        )


@lru_cache(maxsize=4)
def _tokens(text: str) -> tuple[str, ...]:
    """A text's folded tokens; a paragraph of one sentence is asked for twice."""
    return tuple(TOKEN.findall(fold(text)))


def _front(line: str) -> str:
    """The folded beginning of a line, a bullet left out."""
    start = _skip_bullet(line, 0, len(line))
    return " ".join(fold(line[start : start + 400]).split())


@lru_cache(maxsize=8)
def _by_scope(discards: tuple[Discard, ...]) -> tuple[_Phrases, _Phrases, _Phrases, _Phrases]:
    line, rest, sentence, whole = (_Phrases.of(discards, scope) for scope in ("line", "rest", "sentence", "document"))
    return line, rest, sentence, whole


def split(document: Document, *, discards: Sequence[Discard] = ()) -> list[Sentence]:
    """The document's sentences in order, the title first, without those that the discards leave out."""
    line, rest, sentence, whole = _by_scope(tuple(discards))
    kept: list[Sentence] = []
    index = 0
    ended = False
    for paragraph, (start, end, is_title) in enumerate(_paragraphs(document)):
        text = document.text[start:end]
        leading = is_title or paragraph == (1 if document.title_end else 0)
        if leading and whole.stand_in(text):
            return []
        front = _front(text) if rest.openings or line.openings else ""
        ended = ended or rest.open(front)
        dropped = ended or line.open(front)
        pieces = [(start, end)] if is_title else _pieces(document.text, start, end)
        for first, last in pieces:
            words = document.text[first:last]
            if not dropped and not sentence.stand_in(words):
                kept.append(Sentence(index, first, last, words, is_title, paragraph))
            index += 1
    return kept


def _paragraphs(document: Document) -> Iterator[tuple[int, int, bool]]:
    """Start, end and whether it is the title, of each line that has words and is no mere date line."""
    text = document.text
    body = min(max(document.title_end, 0), len(text))
    start, end = _trim(text, 0, body)
    if start < end:
        yield start, end, True
    for line in LINES.finditer(text, body):
        start, end = _trim(text, line.start(), line.end())
        if TOKEN.search(text, start, end) and not is_date_line(text[start:end]):
            yield start, end, False


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of one paragraph, trimmed, those without a letter or digit left out."""
    for first, last in _cut_at_stops(text, start, end):
        for begin, finish in _cut_to_length(text, first, last):
            begin, finish = _trim(text, _skip_bullet(text, begin, finish), finish)
            if TOKEN.search(text, begin, finish):
                yield begin, finish


def _cut_at_stops(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for first, last in _cut_at_bullets(text, start, end):
        protected = first + dateline_end(text[first : min(last, first + 400)])
        depth, marks, read = 0, 0, first
        openers = _openers(text[first:last])
        begin = first
        for stop in STOPS.finditer(text, first, last):
            between = text[read : stop.start()]
            depth = max(0, depth + sum(map(between.count, openers)) - sum(map(between.count, openers.values())))
            marks += between.count('"')
            read = stop.start()
            if stop.start() < protected:
                continue
            cut = _sentence_end(text, stop, last, begin, quoted=depth > 0 or marks % 2 == 1, straight=marks % 2 == 1)
            if cut:
                yield begin, cut
                begin = cut
        yield begin, last


def _openers(text: str) -> Mapping[str, str]:
    """The pairs of quotation marks; some papers' archives have » … « the wrong way round."""
    found = re.search("[«»]", text)
    return {"»": "«", "“": "”"} if found and found.group() == "»" else OPENERS


def _cut_at_bullets(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for bullet in INNER_BULLET.finditer(text, start, end):
        yield start, bullet.start()
        start = bullet.start()
    yield start, end


def _sentence_end(text: str, stop: re.Match[str], last: int, begin: int, *, quoted: bool, straight: bool) -> int:
    """Where the sentence ends that may end with this run of stops; 0: it does not end here."""
    mark = stop.group()
    closing = CLOSERS.match(text, stop.end(), min(last, stop.end() + 8))
    after = closing.end() if closing else stop.end()
    if after > stop.end() and text[stop.end()] == '"' and not straight:
        after = stop.end()
    if after >= last:
        return last
    tail = text[after : after + 80]
    follower = tail.lstrip()[:1]
    if follower in ("،", ",", "؛", ":", ";") or not follower:
        return 0 if follower else last
    firm = "؟" in mark or "?" in mark or "!" in mark
    if not firm and (len(mark) > 1 or "…" in mark):
        return 0
    before = text[max(begin, stop.start() - 40) : stop.start()]
    if firm and before.endswith("(") and text[stop.end() : stop.end() + 1] == ")":
        return 0
    if not firm and _is_inside_a_token(before, tail, after > stop.end()):
        return 0
    if _inside_parentheses(text, stop, begin):
        return 0
    closed_quote = any(mark in text[stop.end() : after] for mark in '"»”')
    if quoted and not closed_quote and _quotation_ends_soon(tail):
        return 0
    if closed_quote and _is_small(tail[:80], at_end=after + 80 >= last):
        return 0
    return after


def _is_inside_a_token(before: str, tail: str, closed_after: bool) -> bool:
    """Whether a full stop belongs to an initial, an abbreviation, a number or an address."""
    glued = not tail[0].isspace() and not closed_after
    if before[-1:].isdigit():
        numbering = len(before) < 4 and before.strip().isdigit()
        return numbering or glued and (tail[0].isdigit() or tail[0].isascii())
    found = LETTERS_BEFORE.search(before)
    word = fold(found.group()) if found else ""
    if glued and (tail[0].isdigit() or tail[0].isascii() and tail[0].isalnum() or len(word) < 3 and word):
        return True
    if glued and re.match(r"\w\.", tail):
        return True
    if len(word) != 1 or not word.isalpha():
        return False
    lead = before[: -1 if found is None else found.start() - len(before)]
    if word.isascii():
        return word.isupper()
    if lead.rstrip()[-1:].isdigit():
        return False
    initials = lead.endswith(".") or re.search(r"(?:^|\W)\w\s+\Z", lead) is not None
    return not (initials and re.match(r"\s+[وف]\w\w", tail))


def _inside_parentheses(text: str, stop: re.Match[str], begin: int) -> bool:
    opened = text.rfind("(", max(begin, stop.start() - 100), stop.start())
    if opened < 0 or text.find(")", opened, stop.start()) >= 0:
        return False
    return text.find(")", stop.end(), stop.end() + 60) >= 0 and text[stop.end()] != ")"


def _quotation_ends_soon(tail: str) -> bool:
    """Whether an open quotation closes after a few more words."""
    found = re.search(r"[\"»”]", tail)
    return found is not None and len(tail[: found.start()].split()) <= SHORT_TAIL and not STOPS.search(tail, 0, found.start())


def _is_small(tail: str, *, at_end: bool) -> bool:
    """Whether a few words and a stop are all that follows, so that a closed quotation goes on to them."""
    found = STOPS.search(tail)
    if found is None and not at_end:
        return False
    words = tail[: found.start() if found else len(tail)].split()
    return 0 < len(words) <= SHORT_TAIL and not re.match(r"[وف]\w\w\w", fold(words[0]))


def _cut_to_length(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretch itself, or parts of at most `LONGEST` words cut at their best punctuation."""
    if end - start < 2 * LONGEST:  # too few characters for so many words
        found = WORD.search(text, start, end)
        yield found.start() if found else start, end
        return
    words = [found.start() for found in WORD.finditer(text[start:end])]
    first = 0
    while len(words) - first > LONGEST:
        ranked = ((_rank(text, start + words[place]), place) for place in range(first + LONGEST // 2, first + LONGEST + 1))
        _, cut = max(ranked)
        yield start + words[first], start + words[cut]
        first = cut
    yield start + (words[first] if words else 0), end


def _rank(text: str, word: int) -> int:
    """How well a cut before the word at this offset would do."""
    before = text[max(0, word - 4) : word].rstrip()
    for rank, marks in ((4, ("..", "…", "؛", ";")), (3, ("،", ",")), (2, (":", "-", "–", ")"))):
        if before.endswith(marks):
            return rank
    return 1 if text[word] == "و" else 0


def _skip_bullet(text: str, start: int, end: int) -> int:
    """The offset behind a leading bullet, which a dateline keeps."""
    start = _trim(text, start, end)[0]
    found = BULLET.match(text, start, end)
    return found.end() if found and not dateline_end(text[start : min(end, start + 400)]) else start


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    found = EDGES.match(text, start, end)
    start = found.end() if found else start
    while end > start and EDGES.fullmatch(text, end - 1, end):
        end -= 1
    return start, end


def _forms(token: str) -> list[str]:
    """The token with the conjunctions, prepositions and article that may stand on it."""
    bare = token.removeprefix("ال")
    forms = [preposition + article + token for preposition in ("", "ب", "ل", "ك") for article in ("", "ال")]
    forms += ["لل" + rest for rest in dict.fromkeys((token, bare))]
    return [conjunction + form for conjunction in ("", "و", "ف") for form in forms]


__all__ = ["Discard", "dateline_end", "split"]
