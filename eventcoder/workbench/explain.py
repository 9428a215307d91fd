"""Say in words why each event of a text was coded and why each near miss was not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from eventcoder.coding.acts import Act
from eventcoder.coding.parts import Phrase
from eventcoder.coding.pipeline import Coder, Traced
from eventcoder.records import Document, Event, Mention
from eventcoder.workbench.account import Account, account_for, by_word, marked

NOTHING = "Nothing to read: the text has no sentence, or a discard of the dictionaries leaves it out."


def explain_text(text: str, *, date: str, coder: Coder) -> list[str]:
    """Return the lines of an explanation of a sentence (or several) as of a day (ISO); dictionary lines are given as
    `path:line`."""
    return explain_document(Document("sentence", date, text), coder=coder)


def explain_document(document: Document, *, coder: Coder, sentences: Sequence[int] | None = None) -> list[str]:
    """Return the lines of an explanation of a document, or of those of its sentences whose numbers are given."""
    accounts = accounts_of(document, coder=coder)
    chosen = [each for each in accounts if sentences is None or each.traced.analysis.sentence.index in sentences]
    if not chosen:
        return [NOTHING]
    lines: list[str] = []
    for account in chosen:
        lines += [*_sentence(account, coder, document.date), ""]
    return lines[:-1]


def accounts_of(document: Document, *, coder: Coder) -> list[Account]:
    """Return the account of each sentence of a document."""
    traced, _ = coder.trace(document)
    return [account_for(sentence, coder) for sentence in traced]


def _sentence(account: Account, coder: Coder, date: str) -> Iterator[str]:
    traced = account.traced
    words = traced.analysis.words
    yield traced.analysis.sentence.text
    yield f"  read as: {_marked(account)}"
    yield "  actors:"
    for phrase, mention in traced.resolved:
        yield f"    {mention.text}  = {mention.code}{about(phrase, mention, coder, date)}"
    if not traced.resolved:
        yield "    none of the dictionaries"
    for time in traced.times:
        yield f"  time: {time.text} = {time.date} ({time.precision})"
    for clause in account.clauses:
        told = " ".join(word.text for word in words[clause.first : clause.last])
        yield f"  clause: {clause.status} by '{words[clause.by].text}': {told}"
    yield "  events:"
    for event, act in told_events(traced):
        yield from _event(event, act, traced, coder)
    if not traced.events:
        yield "    none"
    if account.silent:
        yield "  no event from:"
        for silent in by_word(account.silent):
            rule = f"{silent.rules} ({silent.lines})" if silent.rules else f"({silent.lines})" if silent.lines else ""
            yield f"    {words[silent.word].text}  {rule}: {silent.reason}"
    if not traced.triggers:
        yield "  no word of this sentence is a verb or event noun of the dictionaries"
    if account.unknown_verbs:
        yield f"  verbs that no entry has: {'، '.join(account.unknown_verbs)}"
    if account.unknown_names:
        yield f"  phrases that name no actor of the dictionaries: {'، '.join(account.unknown_names)}"


def _marked(account: Account) -> str:
    """The sentence with its marks: [actor], *trigger of an event*, ~other trigger~, | where a clause begins."""
    out = []
    for piece, marks in marked(account):
        shown = f"[{piece}]" if "actor" in marks else piece
        if "trigger" in marks:
            shown = f"*{piece}*" if marks["trigger"] == "event" else f"~{piece}~"
        out.append(("| " if "clause" in marks or "cut" in marks else "") + shown)
    return "".join(out)


def told_events(traced: Traced) -> list[tuple[Event, Act]]:
    """Return the events of a sentence, each with the act that it tells."""
    return [
        (event, act)
        for act in traced.reading.acts
        for event in traced.events
        if event.rule == act.fit.pattern.rule and _stands(event, act, traced)
    ]


def _stands(event: Event, act: Act, traced: Traced) -> bool:
    word = traced.analysis.words[act.fit.trigger.word]
    return word.start <= event.start < word.end


def verdict(event: Event, coder: Coder) -> str:
    """Why an event is not among the records by default, "" where it is."""
    if coder.wants(event):
        return ""
    if event.status not in coder.statuses:
        return f"NOT WRITTEN: {event.status}"
    return "NOT WRITTEN: a plain statement (--statements)"


def details(event: Event, act: Act, traced: Traced, coder: Coder) -> Iterator[str]:
    """Say of an event which rule gave it, its actors' words, its date, status and speaker, a line each."""
    name = coder.lexicon.codebook.get(event.code).name
    rule = f"rule {event.rule} ({act.fit.pattern.line}), score {act.fit.score:.1f}"
    yield f"'{event.trigger_text}': {name}; {rule}, confidence {event.confidence}"
    for side, text in (("source", event.source_text), ("target", event.target_text)):
        if text:
            yield f"{side}: {text}{' (implied)' if side in act.inherited else ''}"
    if event.date_precision == "document" and traced.times:
        yield "dated by the document: no time of the sentence belongs to it"
    elif event.date_text:
        yield f"dated by: {event.date_text}"
    if act.reason:
        yield f"{event.status}: {act.reason}"
    elif event.status == "historical":
        yield f"historical: {event.event_date} is more than two weeks before {event.doc_date}"
    if event.issue:
        yield f"about: {event.issue.replace(';', ', ')}"
    if event.attributed_to:
        yield f"said by: {event.attributed_to}"


def headline(event: Event) -> str:
    """The codes, date and headline of an event in one line."""
    return f"{event.source or '-'} {event.code} {event.target or '-'}  {event.event_date}  {event.headline}"


def _event(event: Event, act: Act, traced: Traced, coder: Coder) -> Iterator[str]:
    why = verdict(event, coder)
    yield f"    {headline(event)}" + (f"  {why}" if why else "")
    for line in details(event, act, traced, coder):
        yield f"      {line}"


def about(phrase: Phrase, mention: Mention, coder: Coder, date: str) -> str:
    """Say what a mention is: its entry, the role used with its dates, its agent, and the line of the dictionary."""
    parts = []
    if mention.actor:
        actor = coder.lexicon.by_id.get(mention.actor)
        if actor is not None:
            role = actor.role_on(date)
            span = f"{role.since or '…'}..{role.until or '…'}" if role.since or role.until else "at all times"
            ended = [each for each in actor.roles if each.until and each.until < date]
            outside = ""
            if role not in actor.roles:
                last = max(ended, key=lambda each: each.until, default=None)
                outside = ", outside all its dates" + (f": role {last.code} ended {last.until}" if last else "")
            parts.append(f"{actor.id} {role.code}{outside or f' {span}'}")
    if phrase.agent >= 0:
        agent = coder.lexicon.agents[phrase.agent]
        parts.append(f"agent {agent.id} ({agent.role})")
    if mention.code == "---" and not mention.actor:
        names = [coder.lexicon.actors[index].id for index in phrase.actors]
        parts.append(f"ambiguous: {' or '.join(names)}" if len(names) > 1 else "its country is not known")
    if mention.place:
        parts.append("a place here")
    if mention.line:
        parts.append(mention.line)
    return f"  [{'; '.join(parts)}]" if parts else ""
