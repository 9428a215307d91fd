"""Try every name of actors in a plain sentence, on each day on which its role begins or ends."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta

from attrs import evolve, frozen

from eventcoder.coding.analyse import find_words
from eventcoder.coding.pipeline import Coder
from eventcoder.lexicon import Actor, Lexicon
from eventcoder.records import Analysis, Document, Sentence

_FRAME = "كتاب عن {name} ."
_PLAIN_DAY = "2020-01-01"


@frozen
class NameFault:
    """A name that gets another code than its entry says: where the entry stands, what was tried and what came."""

    line: str
    name: str
    day: str
    expected: str
    came: str

    def __str__(self) -> str:
        return f"{self.line}: '{self.name}' on {self.day}: expected {self.expected}, came {self.came}"


def run_names(actors: Sequence[Actor], coder: Coder) -> list[NameFault]:
    """Return the names of these actors that do not get the code of their entry, the first of each at every edge of its roles;
    names of several entries are left out, since the document decides among them."""
    wanted = {actor.id for actor in actors}
    coder = evolve(coder, model=_NoTree())
    faults, dated = [], set[str]()
    for words, index in _names(coder.lexicon):
        actor = coder.lexicon.actors[index]
        if actor.id not in wanted:
            continue
        days = [_PLAIN_DAY] if actor.id in dated else _days(actor)
        dated.add(actor.id)
        for day in days:
            expected = actor.role_on(day).code
            came = _code(" ".join(words), actor, day, coder)
            if came != expected:
                faults.append(NameFault(actor.line, " ".join(words), day, expected, came or "nothing"))
                break
    return faults


class _NoTree:
    """An analyser that parses nothing: names are found without a tree."""

    def analyse(self, sentences: Iterable[Sentence], wanted: Callable[[Analysis], bool]) -> list[Analysis]:
        """Return each sentence's words."""
        return [find_words(sentence) for sentence in sentences]


def _days(actor: Actor) -> list[str]:
    days = {_PLAIN_DAY}
    for role in actor.roles:
        for edge, step in ((role.since, -1), (role.until, 1)):
            if edge:
                days |= {edge, (date.fromisoformat(edge) + timedelta(days=step)).isoformat()}
    return sorted(days)


def _names(lexicon: Lexicon) -> Iterator[tuple[tuple[str, ...], int]]:
    """The names that one actor alone has, with its index."""

    def walk(node: dict[str, object], words: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], int]]:
        for word, below in node.items():
            if word and isinstance(below, dict):
                yield from walk(below, (*words, word))
            elif isinstance(below, list) and len(below) == 1 and below[0][0] == "A":
                yield words, below[0][1]

    return walk(lexicon.names, ())


def _code(name: str, actor: Actor, day: str, coder: Coder) -> str:
    near = f" {actor.near[0]} ." if actor.near else ""
    traced, _ = coder.trace(Document("name", day, _FRAME.format(name=name) + (f"\n{near}" if near else "")))
    codes = [mention.code for _, mention in traced[0].resolved] if traced else []
    return codes[0] if codes else ""


__all__ = ["NameFault", "run_names"]
