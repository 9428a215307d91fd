"""What became of each part of a sentence: clauses, the words that gave no event with the reason, and what nobody knows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

from eventcoder import arabic
from eventcoder.coding.pipeline import Coder, Traced
from eventcoder.coding.triggers import CLOSED, entries_of
from eventcoder.workbench.reasons import idle_agents, in_full


@frozen
class Silent:
    """A trigger that gave no event: the word's index, the rule with its line ("" none), and why."""

    word: int
    rule: str
    line: str
    reason: str


@frozen
class SilentRules:
    """The rules of one word that gave no event for the same reason: their names and lines in one text each."""

    word: int
    rules: str
    lines: str
    reason: str


@frozen
class Clause:
    """Words `first` to `last` (exclusive) that stand in what the word at `by` says, denies, demands or plans."""

    first: int
    last: int
    status: str
    by: int


@frozen
class Account:
    """A traced sentence with all that gave no event: `silent` triggers, `unknown_verbs` and `unknown_names` that no entry has."""

    traced: Traced
    clauses: tuple[Clause, ...]
    silent: tuple[Silent, ...]
    unknown_verbs: tuple[str, ...]
    unknown_names: tuple[str, ...]


def account_for(traced: Traced, coder: Coder) -> Account:
    """Return the account of one traced sentence."""
    clauses = tuple(Clause(region.first, region.last, region.status, region.trigger) for region in traced.reading.regions)
    return Account(traced, clauses, tuple(_silent(traced, coder)), tuple(_verbs(traced)), tuple(_names(traced)))


def _silent(traced: Traced, coder: Coder) -> Iterator[Silent]:
    words, reading = traced.analysis.words, traced.reading
    told = {act.fit.trigger.word for act in reading.acts}
    explained = {miss.word for miss in reading.near}
    by_rule = coder.patterns
    for word, fit in sorted(reading.fits.items()):
        if not fit.pattern.rule or word in told:
            continue
        if fit.pattern.code == "none":
            yield Silent(word, fit.pattern.rule, fit.pattern.line, "it fits, and this meaning is no event")
        elif fit.pattern.code == "event":
            place = fit.slots.get("event", -1)
            heir = words[place].text if place >= 0 else "an event noun"
            reason = f"it hands its actors to '{heir}'" + ("" if place in told else ", which gives no event")
            yield Silent(word, fit.pattern.rule, fit.pattern.line, reason)
    for miss in reading.near:
        yield Silent(miss.word, miss.rule, miss.line, in_full(miss.reason, miss.word, by_rule.get(miss.rule), traced))
    for word, agent, reason in idle_agents(traced, coder):
        yield Silent(word, f"agents/{agent.id}", agent.line, reason)
    covered = {index: mention for phrase, mention in traced.resolved for index in range(phrase.first, phrase.last)}
    for trigger in traced.triggers:
        if trigger.word not in told | explained and trigger.word not in reading.fits:
            explained.add(trigger.word)
            entry = coder.lexicon.entries[trigger.entry]
            yield Silent(trigger.word, entry.id, entry.line, "none of its patterns fits the word as it stands here")
    for index, mention in sorted(covered.items()):
        if words[index].form not in CLOSED and mention.kind == "actor" and entries_of(words[index].form, coder.lexicon):
            alone = mention.text in words[index].text
            yield Silent(index, "", mention.line, "it is a name here" if alone else f"it is part of the name '{mention.text}'")


_MISSING = re.compile(r"no ('.*') (beside|after) it\Z")


def by_word(silent: Sequence[Silent]) -> list[SilentRules]:
    """Return what gave no event in the order of words, the nearest misses of each first; the patterns of an entry that lack a
    fixed word, or the same thing, are told together."""
    groups: dict[tuple[int, int, str, str], list[Silent]] = {}
    for each in silent:
        missing = _MISSING.match(each.reason)
        entry = each.rule.partition("#")[0]
        rank = 2 if missing else 0 if each.reason.startswith("it ") else 1
        groups.setdefault((each.word, rank, entry, "" if missing else each.reason), []).append(each)
    told = []
    for (word, _, entry, reason), some in sorted(groups.items(), key=lambda item: item[0][:2]):
        numbers = [each.rule.partition("#")[2] for each in some]
        rules = f"{entry}#{', #'.join(numbers)}" if any(numbers) else entry
        lines = [some[0].line, *(each.line.rpartition(":")[2] for each in some[1:])]
        told.append(SilentRules(word, rules, ", ".join(filter(None, lines)), reason or _lacking(some)))
    return told


def _lacking(silent: Sequence[Silent]) -> str:
    """The fixed words that patterns lack, each list once."""
    told: dict[str, dict[str, None]] = {}
    for each in silent:
        if match := _MISSING.match(each.reason):
            told.setdefault(match[2], {})[match[1]] = None
    return "; ".join(f"no {', no '.join(words)} {place} it" for place, words in told.items())


def _verbs(traced: Traced) -> Iterator[str]:
    triggers = {trigger.word for trigger in traced.triggers}
    covered = {index for phrase, _ in traced.resolved for index in range(phrase.first, phrase.last)}
    for index, word in enumerate(traced.analysis.words):
        bare = word.form.removeprefix("و")
        if word.tag == "VERB" and index not in triggers | covered and word.form not in CLOSED and bare not in arabic.AUXILIARIES:
            yield word.text


def _names(traced: Traced) -> Iterator[str]:
    triggers = {trigger.word for trigger in traced.triggers}
    seen = set()
    for phrase in traced.scene.phrases:
        text = phrase.mention.text
        if phrase.known or phrase.first < 0 or phrase.first in triggers or not arabic.is_word(arabic.fold(text)) or text in seen:
            continue
        seen.add(text)
        yield text


def marked(account: Account) -> list[tuple[str, Mapping[str, str]]]:
    """Return the sentence cut into pieces (text, marks): marks are `actor` → its code, `trigger` → "event" or "silent", `clause`
    → the status of a clause that begins here, `cut` → "" where a new clause begins."""
    traced = account.traced
    words, text, offset = traced.analysis.words, traced.analysis.sentence.text, traced.analysis.sentence.start
    told = {act.fit.trigger.word for act in traced.reading.acts}
    triggers = {trigger.word for trigger in traced.triggers} | told
    starts = {clause.first: clause.status for clause in account.clauses}
    mentions = {phrase.first: (phrase.last, mention) for phrase, mention in traced.resolved if phrase.last > phrase.first}
    pieces: list[tuple[str, Mapping[str, str]]] = []
    place = index = 0
    while index < len(words):
        word = words[index]
        last, mention = mentions.get(index, (index + 1, None))
        marks: dict[str, str] = {}
        if mention is not None:
            marks["actor"] = mention.code
        elif index in triggers:
            marks["trigger"] = "event" if index in told else "silent"
        if index in starts:
            marks["clause"] = starts[index]
        elif index and traced.scene.barriers[index]:
            marks["cut"] = ""
        if marks:
            pieces.append((text[place : word.start - offset], {}))
            place = words[last - 1].end - offset
            pieces.append((text[word.start - offset : place], marks))
        index = max(last, index + 1)
    pieces.append((text[place:], {}))
    return [(piece, marks) for piece, marks in pieces if piece]


__all__ = ["Account", "Clause", "Silent", "SilentRules", "account_for", "by_word", "marked"]
