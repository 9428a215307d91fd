"""Turn the acts of a sentence into event records: one for each pair of actors, with names, headline and hashes."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, timedelta

from eventcoder import arabic
from eventcoder.coding.acts import Act, pairs
from eventcoder.coding.arguments import NounPhrase
from eventcoder.coding.headlines import headline
from eventcoder.coding.places import Where
from eventcoder.lexicon import Lexicon, Pattern
from eventcoder.records import Document, Event, Sentence, TimeExpression, Word

HISTORY = timedelta(days=14)
"""An event is `historical` where the last day of its time is earlier than this before the document."""


def make_events(
    acts: Sequence[Act],
    *,
    document: Document,
    sentence: Sentence,
    words: Sequence[Word],
    lexicon: Lexicon,
    version: str,
    where: Sequence[Where | None],
) -> list[Event]:
    """Return the records of a sentence's acts, in order of trigger and pair; `where` has the place of each act."""
    events: list[Event] = []
    for act, there in zip(acts, where, strict=True):
        start, end = trigger_span(act, words)
        act_id = _hash(document.id, sentence.index, start, act.code)
        told = [
            _event(act, source, target, document, sentence, lexicon, version, start, end, act_id, there)
            for source, target in pairs(act)
        ]
        events += {event.event_id: event for event in told}.values()  # an actor named twice in one group
    return events


def trigger_span(act: Act, words: Sequence[Word]) -> tuple[int, int]:
    """Document offsets of a trigger without its clitics (the article stays)."""
    word = words[act.fit.trigger.word]
    trigger = act.fit.trigger
    skip = trigger.skip - (2 if trigger.definite and not trigger.before.endswith("ل") else 1 if trigger.definite else 0)
    first, last = arabic.stem_span(word.text, max(skip, 0), trigger.keep)
    return word.start + first, word.start + last


def _hash(*parts: object) -> str:
    return hashlib.sha256("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _event(
    act: Act,
    source: NounPhrase | None,
    target: NounPhrase | None,
    document: Document,
    sentence: Sentence,
    lexicon: Lexicon,
    version: str,
    start: int,
    end: int,
    act_id: str,
    where: Where | None,
) -> Event:
    pattern, code = act.fit.pattern, lexicon.codebook.get(act.code)
    source_code = source.mention.code if source else _by(pattern, target, lexicon)
    target_code = (
        target.mention.code
        if target
        else "---"
        if pattern.emit_target == "---" or code.root in ("18", "19", "20") and pattern.emit_target != "-"
        else ""
    )
    event_date, precision, status = date_of(
        act.time, document.date, act.status, past=act.fit.trigger.verbal and act.fit.trigger.feature[:1] == "p"
    )
    source_text, target_text = _text(source), _text(target)
    countries = [country_of(source_code), country_of(target_code)]
    symmetric = pattern.symmetric
    cluster = _hash(event_date, code.root, *(sorted(countries) if symmetric else countries), where.place.english if where else "")
    ids = (source.mention.actor if source else "", target.mention.actor if target else "")
    return Event(
        event_id=_hash(
            document.id, sentence.index, start, act.code, ids[0], source_code, source_text, ids[1], target_code, target_text
        ),
        act_id=act_id,
        cluster_id=cluster,
        event_date=event_date,
        date_precision=precision,
        source=source_code,
        target=target_code,
        source_id=ids[0],
        target_id=ids[1],
        source_name=_name(source),
        target_name=_name(target),
        code=act.code,
        root=code.root,
        quad_class=code.quad,
        goldstein=code.goldstein,
        plover=code.plover,
        symmetric=symmetric,
        status=status,
        issue=";".join(act.issues),
        headline=headline(
            pattern.english,
            source.mention if source else None,
            target.mention if target else None,
            act.issues,
            code.name,
            planned=act.code != pattern.code,
            root=code.root,
            place=where.place.english if where else "",
        ),
        source_text=source_text,
        target_text=target_text,
        trigger_text=document.text[start:end],
        date_text=act.time.text if act.time else "",
        place_text=where.text if where else "",
        attributed_to=_text(act.said_by),
        place=where.place.english if where else "",
        country=where.place.country if where else "",
        latitude=where.place.latitude if where else None,
        longitude=where.place.longitude if where else None,
        doc_id=document.id,
        sentence=sentence.index,
        start=start,
        end=end,
        publisher=document.publisher,
        url=document.url,
        doc_date=document.date,
        confidence=confidence(act, source, target),
        rule=pattern.rule,
        lexicon=lexicon.hash,
        version=version,
    )


def country_of(code: str) -> str:
    """The country of an actor code, or the body: `LBYGOV` → `LBY`, `IGOUNOIAE` → `IGOUNO`."""
    return code[:6] if code.startswith(("IGO", "NGO", "IMG", "MNC")) else code[:3]


def confidence(act: Act, source: NounPhrase | None, target: NounPhrase | None) -> float:
    """1.0 where each side that the pattern has is a known actor told beside the trigger; 0.2 less for each side that is
    inherited, unnamed or unknown, and 0.2 less where the trigger is a noun or participle without a light verb; 0.4 at least."""
    value = 10
    for side, phrase, emitted in (
        ("source", source, act.fit.pattern.emit_source),
        ("target", target, act.fit.pattern.emit_target),
    ):
        if emitted == side and (side in act.inherited or phrase is None or not phrase.known or phrase.mention.code == "---"):
            value -= 2
    if not act.fit.trigger.verbal:
        value -= 2
    return max(value, 4) / 10


def date_of(time: TimeExpression | None, document_date: str, status: str, *, past: bool = False) -> tuple[str, str, str]:
    """Return (event date, precision, status): the document's date where nothing is told; old dates make an asserted act
    `historical`, coming ones `planned`; what is told in the `past` tense is not dated by a coming time."""
    if time is None:
        return document_date, "document", status
    day, today = date.fromisoformat(time.date), date.fromisoformat(document_date)
    length = {"day": 1, "week": 7, "month": 31, "year": 366}[time.precision]
    if status == "asserted" and day > today:
        if past:
            return document_date, "document", status
        status = "planned"
    if status == "asserted" and day + timedelta(days=length - 1) < today - HISTORY:
        status = "historical"
    return time.date, time.precision, status


def _by(pattern: Pattern, target: NounPhrase | None, lexicon: Lexicon) -> str:
    """Who does it where nobody is named: the body of the target's country that the pattern's `by:` names, else unknown."""
    country = lexicon.by_id.get(target.mention.code[:3]) if pattern.by and target else None
    return country.id + pattern.by if country is not None and country.kind == "country" else "---"


def _text(phrase: NounPhrase | None) -> str:
    return phrase.mention.text if phrase else ""


def _name(phrase: NounPhrase | None) -> str:
    return phrase.mention.english if phrase else ""
