"""Measure, apart from events, who the actors of a gold file are taken to be: country, role, and whether they are found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import orjson
from attrs import field, frozen

from eventcoder.coding.pipeline import Coder, Traced
from eventcoder.coding.resolve_span import resolve_span
from eventcoder.errors import EventcoderError
from eventcoder.lexicon import Lexicon
from eventcoder.records import Document, Mention

_AT_ONCE = 32
_LONE_ROLES = frozenset("UAF CVL CRM COP GOV MIL REB OPP MED REL EDU BUS LAB REF JUD LEG PTY ELI NGO SPY".split())
"""Codes of three letters that are a role without a country."""


def country(code: str) -> str:
    """Return the country or kind of body of an actor code. `"LBYGOV"` → `"LBY"`, `"IGOUNO"` → `"IGO"`, `"UAF"` → `""`."""
    return code[:3] if re.match("[A-Z]{3}", code) and code[:3] not in _LONE_ROLES else ""


def role(code: str) -> str:
    """Return the first role of an actor code. `"LBYGOVMIL"` → `"GOV"`, `"UAF"` → `"UAF"`, `"LBY"` → `""`."""
    if country(code):
        return code[3:6]
    return code[:3] if code[:3] in _LONE_ROLES else ""


@frozen
class Span:
    """A gold actor: characters `start` to `end` of the own text of document `doc`, its words, its line, its code."""

    doc: str
    start: int
    end: int
    text: str
    line: str
    code: str


@frozen
class GoldDocument:
    """A document with the spans of its gold actors, each once, and the spans of its lines that have gold events."""

    document: Document
    spans: tuple[Span, ...]
    lines: tuple[tuple[int, int], ...]


@frozen
class Judged:
    """A gold span with the code that it got ("" none); `found`: a mention overlaps it."""

    span: Span
    code: str
    found: bool

    @property
    def country_right(self) -> bool | None:
        """Whether the country is right; None where the gold code has none."""
        return country(self.code) == country(self.span.code) if country(self.span.code) else None

    @property
    def role_right(self) -> bool | None:
        """Whether the gold role is among those of the code; None where the gold code has none."""
        return role(self.span.code) in self.code if role(self.span.code) else None


@frozen
class ActorScore:
    """What was judged of one gold file, or of several: the spans, and how many mentions of their lines name one."""

    name: str
    judged: tuple[Judged, ...] = field(repr=False)
    mentions: int
    mentions_right: int

    def shares(self) -> dict[str, tuple[int, int]]:
        """Return (right, of) for `country`, `role`, `found` (gold spans) and `precision` (mentions)."""
        countries = [each.country_right for each in self.judged if each.country_right is not None]
        roles = [each.role_right for each in self.judged if each.role_right is not None]
        return {
            "country": (sum(countries), len(countries)),
            "role": (sum(roles), len(roles)),
            "found": (sum(each.found for each in self.judged), len(self.judged)),
            "precision": (self.mentions_right, self.mentions),
        }


def read_gold(path: Path) -> list[GoldDocument]:
    """Read a gold file of single sentences or of whole documents; raise EventcoderError, naming the line, where it is neither."""
    found = []
    try:
        rows = path.read_bytes().splitlines()
    except OSError as error:
        raise EventcoderError(f"{path} cannot be read: {error.strerror}") from error
    for number, row in enumerate(rows, start=1):
        if not row.strip():
            continue
        try:
            found.append(_gold_document(orjson.loads(row)))
        except (KeyError, TypeError, ValueError) as error:
            raise EventcoderError(
                f"{path}:{number}: no line of a gold file ({type(error).__name__}: {error}); it needs sentence_id, date, text "
                "and events, or doc_id, date and lines"
            ) from error
    if not found:
        raise EventcoderError(f"{path} holds no gold sentence or document")
    return found


def _gold_document(row: dict[str, Any]) -> GoldDocument:
    if "lines" in row:
        name, lines = row["doc_id"], row["lines"]
        title = len(lines[0]["text"]) if len(lines) > 1 else 0
    else:
        name, lines, title = row["sentence_id"], [row], 0
    text = "\n".join(line["text"] for line in lines)
    document = Document(name, row["date"], text, title, row.get("publisher", ""))
    spans: dict[tuple[int, int, str], Span] = {}
    ranges, place = [], 0
    for line in lines:
        if line["events"]:
            ranges.append((place, place + len(line["text"])))
        for event in line["events"]:
            for side in ("source", "target"):
                if words := event[side]:
                    start = place + _nearest(line["text"], words, event.get("trigger", ""))
                    code = event[f"{side}_code"]
                    spans.setdefault(
                        (start, start + len(words), code), Span(name, start, start + len(words), words, line["text"], code)
                    )
        place += len(line["text"]) + 1
    return GoldDocument(document, tuple(spans.values()), tuple(ranges))


def _nearest(line: str, words: str, trigger: str) -> int:
    """Where `words` stand in a line: as a word of their own before within one, and of several nearest to the trigger."""
    places = [match.start() for match in re.finditer(re.escape(words), line)]
    if not places:
        raise ValueError(f"{words!r} does not stand in its line")
    middle = max(line.find(trigger), 0)
    return min(places, key=lambda place: (_inside(line, place, place + len(words)), abs(place - middle)))


def _inside(line: str, start: int, end: int) -> bool:
    """Whether a span begins within a word, but for attached particles, or ends within one."""
    before = re.search(r"\w*$", line[:start])
    clitics = before is None or before.group() in ("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "ال", "لل", "وال", "بال")
    return not clitics or line[end : end + 1].isalpha()


def judge(gold: Sequence[GoldDocument], coder: Coder, *, name: str) -> ActorScore:
    """Code gold documents whole and say of each gold span who it is taken to be."""
    judged: list[Judged] = []
    mentions = right = 0
    for first in range(0, len(gold), _AT_ONCE):
        some = gold[first : first + _AT_ONCE]
        for each, analyses in zip(some, coder.analyse(item.document for item in some), strict=True):
            traced = coder.trace_analysed(each.document, analyses)
            judged += [_judge(span, traced, coder.lexicon) for span in each.spans]
            for sentence in traced:
                for _, mention in sentence.resolved:
                    if any(start <= mention.start < end for start, end in each.lines):
                        mentions += 1
                        right += any(_overlap(mention, span) for span in each.spans)
    return ActorScore(name, tuple(judged), mentions, right)


def pool(scores: Iterable[ActorScore]) -> ActorScore:
    """Return several scores as one."""
    some = list(scores)
    return ActorScore(
        "pooled",
        tuple(each for score in some for each in score.judged),
        sum(score.mentions for score in some),
        sum(score.mentions_right for score in some),
    )


def _overlap(mention: Mention, span: Span) -> bool:
    return mention.start < span.end and span.start < mention.end


def _judge(span: Span, traced: Sequence[Traced], lexicon: Lexicon) -> Judged:
    """The code of a span, given that it names an actor, and whether a mention was found there without being told."""
    for sentence in traced:
        if sentence.analysis.sentence.start < span.end and span.start < sentence.analysis.sentence.end:
            mentions = [mention for _, mention in sentence.resolved]
            found = any(_overlap(mention, span) for mention in mentions)
            words = sentence.analysis.words
            code = resolve_span(span.start, span.end, words, mentions, lexicon, sentence.setting)
            return Judged(span, code, found)
    return Judged(span, "", False)  # a sentence that a discard leaves out


def report(scores: Sequence[ActorScore]) -> list[str]:
    """Return the lines of a table: a score a row, shares with their counts."""
    columns = ("country", "role", "found", "precision")
    lines = [f"{'':12}" + "".join(f"{column:>20}" for column in columns)]
    for score in scores:
        shares = score.shares()
        cells = (f"{right / of:.3f} ({right}/{of})" if of else "-" for right, of in (shares[column] for column in columns))
        lines.append(f"{score.name:12}" + "".join(f"{cell:>20}" for cell in cells))
    return lines


def errors(score: ActorScore) -> list[str]:
    """Return two lines for each span that was not found or got a wrong country or role: what is wrong, then its line."""
    lines = []
    for each in score.judged:
        wrong = [
            word
            for word, bad in (
                ("not found", not each.found),
                ("country", each.country_right is False),
                ("role", each.role_right is False),
            )
            if bad
        ]
        if wrong:
            verdict = f"{each.span.code} expected, {each.code or 'no code'}"
            lines.append(f"{each.span.doc}: {', '.join(wrong)}: {each.span.text} ({verdict})")
            lines.append(f"    {' '.join(each.span.line.split())}")
    return lines


__all__ = ["ActorScore", "GoldDocument", "Judged", "Span", "country", "errors", "judge", "pool", "read_gold", "report", "role"]
