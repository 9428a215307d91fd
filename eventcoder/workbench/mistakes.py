"""Show in words what a run missed, and what it said too much, and why where it can be told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from eventcoder import arabic
from eventcoder.coding.pipeline import Coder
from eventcoder.records import Document
from eventcoder.workbench.account import Account
from eventcoder.workbench.evaluate import Mistake
from eventcoder.workbench.explain import accounts_of, told_events, verdict
from eventcoder.workbench.gold import GoldEvent
from eventcoder.workbench.match import Record


def show_mistakes(
    mistakes: Iterable[Mistake], documents: Iterable[Document] = (), *, coder: Coder | None = None
) -> Iterator[str]:
    """Yield the lines of each mistake; with a coder (and the documents it coded) those that say why."""
    by_id = {document.id: document for document in documents}
    known: dict[str, list[Account]] = {}
    for mistake in mistakes:
        sentence = mistake.sentence
        yield f"{mistake.kind}: {sentence.id}  {sentence.date}"
        yield f"  {sentence.text}"
        if mistake.gold:
            yield f"  gold:  {_gold(mistake.gold)}"
        if mistake.coded:
            yield f"  coded: {_coded(mistake.coded)}"
        if mistake.gold and mistake.coded is None and coder and sentence.doc_id in by_id:
            if sentence.doc_id not in known:
                known[sentence.doc_id] = accounts_of(by_id[sentence.doc_id], coder=coder)
            inside = [
                account
                for account in known[sentence.doc_id]
                if sentence.start <= account.traced.analysis.sentence.start < sentence.start + len(sentence.text)
            ]
            yield from (f"  why:   {reason}" for reason in dict.fromkeys(_why(mistake.gold, inside, coder)))
        yield ""


def _gold(event: GoldEvent) -> str:
    day = event.event_date or event.date_text
    sides = f"{event.source or '-'} [{event.source_code}] → {event.target or '-'} [{event.target_code}]"
    return f"{event.code}  {sides}" + (f"  '{event.trigger}'" if event.trigger else "") + (f"  {day}" if day else "")


def _coded(record: Record) -> str:
    sides = " → ".join(f"{record.get(f'{side}_text') or '-'} [{record.get(side, '')}]" for side in ("source", "target"))
    rule = f"  {record['rule']}" if record.get("rule") else ""
    return f"{record['code']}  {sides}  '{record.get('trigger_text', '')}'  {record.get('event_date', '')}{rule}"


def _why(event: GoldEvent, accounts: Sequence[Account], coder: Coder) -> Iterator[str]:
    wanted = set(arabic.phrase(event.trigger))
    if not accounts:
        yield "the sentence is left out by a discard"
    for account in accounts:
        traced = account.traced
        words = traced.analysis.words
        places = {number for number, word in enumerate(words) if word.form in wanted or word.form.removeprefix("و") in wanted}
        for told, act in told_events(traced):
            if act.fit.trigger.word in places:
                why = verdict(told, coder) or f"coded {told.source or '-'} {told.code} {told.target or '-'}"
                yield f"'{told.trigger_text}' {why}" + (f" ({act.reason})" if act.reason else "") + f", {told.rule}"
        for silent in account.silent:
            if silent.word in places:
                yield f"'{words[silent.word].text}' {silent.rule} ({silent.line}): {silent.reason}"
        known = {trigger.word for trigger in traced.triggers}
        for number in sorted(places - known if not places & known else ()):
            if arabic.is_word(words[number].form):
                yield f"'{words[number].text}' is no verb or event noun of the dictionaries"


__all__ = ["show_mistakes"]
