"""Say in words why each event of a text was coded and why each near miss was not."""

from __future__ import annotations

from collections.abc import Iterator

from eventcoder.coding.acts import Act
from eventcoder.coding.parts import Phrase
from eventcoder.coding.pipeline import Coder, Traced
from eventcoder.records import Document, Event, Mention


def explain_text(text: str, *, date: str, coder: Coder) -> list[str]:
    """Return the lines of an explanation of a sentence (or several) as of a day (ISO); dictionary lines are given as
    `path:line`."""
    traced, _ = coder.trace(Document("sentence", date, text))
    if not traced:
        return ["Nothing to read: the text has no sentence, or a discard of the dictionaries leaves it out."]
    lines: list[str] = []
    for sentence in traced:
        lines += [*_sentence(sentence, coder, date), ""]
    return lines[:-1]


def _sentence(traced: Traced, coder: Coder, date: str) -> Iterator[str]:
    yield traced.analysis.sentence.text
    yield "  actors:"
    for phrase, mention in traced.resolved:
        yield f"    {mention.text}  = {mention.code}{_about(phrase, mention, coder, date)}"
    if not traced.resolved:
        yield "    none of the dictionaries"
    for time in traced.times:
        yield f"  time: {time.text} = {time.date} ({time.precision})"
    yield "  events:"
    told = 0
    for act in traced.reading.acts:
        events = [event for event in traced.events if event.rule == act.fit.pattern.rule and _stands(event, act, traced)]
        for event in events:
            told += coder.wants(event)
            yield from _event(event, act, coder)
    if not traced.events:
        yield "    none"
    silent = [fit for fit in traced.reading.fits.values() if fit.pattern.code == "none" and fit.pattern.rule]
    if traced.reading.near or silent:
        yield "  no event from:"
        for fit in silent:
            word = traced.analysis.words[fit.trigger.word].text
            yield f"    {word}  {fit.pattern.rule} ({fit.pattern.line}): it fits, and this meaning is no event"
        for miss in traced.reading.near:
            yield f"    {traced.analysis.words[miss.word].text}  {miss.rule} ({miss.line}): {miss.reason}"
    if not traced.triggers:
        yield "  no word of this sentence is a verb or event noun of the dictionaries"


def _stands(event: Event, act: Act, traced: Traced) -> bool:
    word = traced.analysis.words[act.fit.trigger.word]
    return word.start <= event.start < word.end


def _event(event: Event, act: Act, coder: Coder) -> Iterator[str]:
    name = coder.lexicon.codebook.get(event.code).name
    verdict = (
        ""
        if coder.wants(event)
        else f"  NOT WRITTEN: {event.status}"
        if event.status not in coder.statuses
        else "  NOT WRITTEN: a plain statement (--statements)"
    )
    yield f"    {event.source or '-'} {event.code} {event.target or '-'}  {event.event_date}  {event.headline}{verdict}"
    rule = f"rule {event.rule} ({act.fit.pattern.line}), score {act.fit.score:.1f}"
    yield f"      '{event.trigger_text}': {name}; {rule}, confidence {event.confidence}"
    for side, text in (("source", event.source_text), ("target", event.target_text)):
        if text:
            yield f"      {side}: {text}{' (implied)' if side in act.inherited else ''}"
    if act.reason:
        yield f"      {event.status}: {act.reason}"
    elif event.status == "historical":
        yield f"      historical: {event.event_date} is more than two weeks before {event.doc_date}"
    if event.issue:
        yield f"      about: {event.issue.replace(';', ', ')}"
    if event.attributed_to:
        yield f"      said by: {event.attributed_to}"


def _about(phrase: Phrase, mention: Mention, coder: Coder, date: str) -> str:
    parts = []
    if mention.actor:
        actor = coder.lexicon.by_id.get(mention.actor)
        if actor is not None:
            role = actor.role_on(date)
            span = f"{role.since or '…'}..{role.until or '…'}" if role.since or role.until else "at all times"
            parts.append(f"{actor.id} {role.code} {span}" + (", outside all its dates" if role not in actor.roles else ""))
    if phrase.agent >= 0:
        agent = coder.lexicon.agents[phrase.agent]
        parts.append(f"agent {agent.id} ({agent.role})")
    if mention.place:
        parts.append("a place here")
    if mention.line:
        parts.append(mention.line)
    return f"  [{'; '.join(parts)}]" if parts else ""
