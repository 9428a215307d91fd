"""Run the examples of dictionary entries under the whole lexicon and say which fail, what came out instead, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve, frozen

from eventcoder.coding.arguments import NounPhrase
from eventcoder.coding.events import trigger_span
from eventcoder.coding.pipeline import Coder, Traced, sentence_document
from eventcoder.dictionary.entries import Example
from eventcoder.records import Event
from eventcoder.workbench.account import account_for
from eventcoder.workbench.ahead import read_ahead

_AT_ONCE = 256


@frozen
class Outcome:
    """How one example came out: `passed`, and for a failing one what came, and the reasons that can be told."""

    example: Example
    passed: bool
    came: tuple[tuple[str, str, str], ...]
    reasons: tuple[str, ...] = ()

    @property
    def message(self) -> str:
        """What is wrong, in one line."""
        if self.example.known_gap:
            return "a known gap is mended: make this todo: an example:"
        return f"the example fails: expected {_shown(self.example.expects)}, came {_shown(self.came)}"

    def __str__(self) -> str:
        example = self.example
        why = "".join(f"\n    {reason}" for reason in self.reasons)
        return f"{example.path}:{example.line}: {self.message}\n    {example.text}{why}"


def _shown(expects: Sequence[tuple[str, str, str]]) -> str:
    return "; ".join(" ".join(part for part in expect if part) for expect in expects) or "none"


def run_examples(examples: Iterable[Example], coder: Coder) -> list[Outcome]:
    """Run examples with a coder; a `todo:` passes as long as it fails."""
    examples = list(examples)
    coder = evolve(coder, statements=True, statuses=("asserted", "historical"))
    outcomes = []
    for place in range(0, len(examples), _AT_ONCE):
        some = examples[place : place + _AT_ONCE]
        documents = [sentence_document(example.text, example.on) for example in some]
        ahead = read_ahead(coder, documents)
        for example, document in zip(some, documents, strict=True):
            traced, _ = ahead.trace(document)
            came = _events(example, traced, coder) if example.kind == "event" else _mentions(example, traced, coder)
            right = tuple(sorted(came)) == example.expects if example.kind == "event" else _mention_right(example, came)
            passed = right != example.known_gap
            reasons = () if passed or example.known_gap else tuple(dict.fromkeys(_reasons(example, traced, coder)))
            outcomes.append(Outcome(example, passed, tuple(sorted(came)), reasons))
    return outcomes


def _events(example: Example, traced: Sequence[Traced], coder: Coder) -> list[tuple[str, str, str]]:
    came = []
    for sentence in traced:
        own = _own_words(example, sentence, coder)
        own |= {fit.slots["event"] for word, fit in sentence.reading.fits.items() if word in own and "event" in fit.slots}
        places = {_place(sentence, word) for word in own}
        came += [_triple(event) for event in sentence.events if coder.wants(event) and event.start in places]
    return sorted(set(came))


def _own_words(example: Example, sentence: Traced, coder: Coder) -> set[int]:
    return {trigger.word for trigger in sentence.triggers if coder.lexicon.entries[trigger.entry].id == example.entry}


def _place(sentence: Traced, word: int) -> int:
    act = next((act for act in sentence.reading.acts if act.fit.trigger.word == word), None)
    return trigger_span(act, sentence.analysis.words)[0] if act else -1


def _triple(event: Event) -> tuple[str, str, str]:
    return event.source or "-", event.code, event.target or "-"


def _mentions(example: Example, traced: Sequence[Traced], coder: Coder) -> list[tuple[str, str, str]]:
    lexicon = coder.lexicon
    came = []
    for sentence in traced:
        for phrase, mention in sentence.resolved:
            names = {lexicon.actors[index].id for index in (*phrase.actors, *phrase.bodies, *phrase.nations)}
            if phrase.agent >= 0:
                names.add(lexicon.agents[phrase.agent].id)
            if example.entry in names:
                came.append((mention.code, "", ""))
    return came


def _mention_right(example: Example, came: Sequence[tuple[str, str, str]]) -> bool:
    return not came if not example.expects else any(expect in came for expect in example.expects)


def _reasons(example: Example, traced: Sequence[Traced], coder: Coder) -> Iterator[str]:
    """Why an example came out as it did: what its own words gave, or why they were not read."""
    if not traced:
        yield "the sentence is left out by a discard"
    found = False
    for sentence in traced:
        words = sentence.analysis.words
        own = _own_words(example, sentence, coder)
        if example.kind != "event":
            for _, mention in sentence.resolved:
                yield f"'{mention.text}' is read as {mention.code}" + (f", {mention.line}" if mention.line else "")
            continue
        found = found or bool(own)
        for act in sentence.reading.acts:
            rule = f"{act.fit.pattern.rule} ({act.fit.pattern.line})"
            if act.fit.trigger.word in own:
                status = f", {act.status}: {act.reason}" if act.reason else ""
                sides = f"{_names(act.sources)} → {_names(act.targets)}"
                yield f"'{words[act.fit.trigger.word].text}' fits {rule}: {sides}{status}"
        for silent in account_for(sentence, coder).silent:
            if silent.rule.startswith(f"{example.entry}#") or silent.word in own and "fits" in silent.reason or not own:
                yield f"'{words[silent.word].text}' {silent.rule} ({silent.line}): {silent.reason}"
    if example.kind == "event" and traced and not found:
        yield "no word of it is read as a form of the entry"


def _names(phrases: Sequence[NounPhrase]) -> str:
    return "، ".join(phrase.mention.text for phrase in phrases) or "nobody"


__all__ = ["Outcome", "run_examples"]
