"""Run the examples of dictionary entries under the whole lexicon and say which fail, and what came out instead."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import evolve, frozen

from eventcoder.coding.events import trigger_span
from eventcoder.coding.pipeline import Coder, Traced, sentence_document
from eventcoder.dictionary.entries import Example
from eventcoder.records import Event


@frozen
class Outcome:
    """How one example came out: `passed`, and for a failing one what was expected and what came."""

    example: Example
    passed: bool
    came: tuple[tuple[str, str, str], ...]

    def __str__(self) -> str:
        example = self.example
        verdict = "a known gap is mended: make this todo: an example:" if example.known_gap else "the example fails"
        came = f"expected {_shown(example.expects)}, came {_shown(self.came)}"
        return f"{example.path}:{example.line}: {verdict}\n    {example.text}\n    {came}"


def _shown(expects: Sequence[tuple[str, str, str]]) -> str:
    return "; ".join(" ".join(part for part in expect if part) for expect in expects) or "none"


def run_examples(examples: Iterable[Example], coder: Coder) -> list[Outcome]:
    """Run examples with a coder; a `todo:` passes as long as it fails."""
    coder = evolve(coder, statements=True, statuses=("asserted", "historical"))
    outcomes = []
    for example in examples:
        traced, _ = coder.trace(sentence_document(example.text, example.on))
        came = _events(example, traced, coder) if example.kind == "event" else _mentions(example, traced, coder)
        right = tuple(sorted(came)) == example.expects if example.kind == "event" else _mention_right(example, came)
        outcomes.append(Outcome(example, right != example.known_gap, tuple(sorted(came))))
    return outcomes


def _events(example: Example, traced: Sequence[Traced], coder: Coder) -> list[tuple[str, str, str]]:
    came = []
    for sentence in traced:
        own = {trigger.word for trigger in sentence.triggers if coder.lexicon.entries[trigger.entry].id == example.entry}
        own |= {fit.slots["event"] for word, fit in sentence.reading.fits.items() if word in own and "event" in fit.slots}
        places = {_place(sentence, word) for word in own}
        came += [_triple(event) for event in sentence.events if coder.wants(event) and event.start in places]
    return sorted(set(came))


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


__all__ = ["Outcome", "run_examples"]
