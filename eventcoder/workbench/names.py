"""Try every name of actors and agents in a plain sentence: actors on each day on which a role begins or ends."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta

from attrs import evolve, frozen

from eventcoder.coding.analyse import find_words
from eventcoder.coding.pipeline import Coder
from eventcoder.lexicon import Actor, Agent, Lexicon
from eventcoder.records import Analysis, Document, Sentence

_FRAME = "كتاب عن {name} ."
_PLAIN_DAY = "2020-01-01"
_RELATIVE = ("COUNTRY", "SAME", "COUNTERPART")
"""Roles that take the code of what stands beside them."""


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
    for words, (_, index, _) in _names(coder.lexicon, "A"):
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


def run_agents(agents: Sequence[Agent], coder: Coder) -> list[NameFault]:
    """Return the names of these agents, singular and plural, that are not read as their entry beside a nationality, or get a code
    without their role; names of several entries are left out."""
    wanted = {agent.id for agent in agents}
    coder = evolve(coder, model=_NoTree())
    nisbas = _nisbas(coder.lexicon)
    faults = []
    for words, (_, index, flags) in _names(coder.lexicon, "G"):
        agent = coder.lexicon.agents[index]
        if agent.id not in wanted or flags not in ("", "p") or not nisbas:
            continue
        name = " ".join(words)
        nisba = nisbas["p" if flags else "f" if words[0].endswith("ة") else ""]
        traced, _ = coder.trace(Document("name", _PLAIN_DAY, _FRAME.format(name=f"{name} {nisba}")))
        found = [(phrase.agent, mention.code) for phrase, mention in traced[0].resolved] if traced else []
        own = [code for number, code in found if number == index]
        role = agent.role if agent.role not in _RELATIVE else ""
        if not any(role in code for code in own):
            came = ", ".join(own or [code for _, code in found]) or "nothing"
            faults.append(NameFault(agent.line, f"{name} {nisba}", _PLAIN_DAY, f"{agent.id} ({agent.role})", came))
    return faults


def _nisbas(lexicon: Lexicon) -> dict[str, str]:
    """The adjectives of one country, by their flags: "" the singular, f the feminine, p a plural; those of the first country that
    has them all for itself."""
    found: dict[int, dict[str, str]] = {}
    for words, (_, index, flags) in _names(lexicon, "N"):
        if len(words) == 1 and flags in ("", "f", "p"):
            found.setdefault(index, {}).setdefault(flags, words[0])
    return next((forms for index, forms in sorted(found.items()) if len(forms) == 3), {})


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


def _names(lexicon: Lexicon, kind: str) -> Iterator[tuple[tuple[str, ...], tuple[str, int, str]]]:
    """The names that one entry alone has, with its leaf, of one kind of leaves."""

    def walk(node: dict[str, object], words: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], tuple[str, int, str]]]:
        for word, below in node.items():
            if word and isinstance(below, dict):
                yield from walk(below, (*words, word))
            elif isinstance(below, list) and len(below) == 1 and below[0][0] == kind:
                yield words, (kind, below[0][1], below[0][2])

    return walk(lexicon.names, ())


def _code(name: str, actor: Actor, day: str, coder: Coder) -> str:
    near = f" {actor.near[0]} ." if actor.near else ""
    traced, _ = coder.trace(Document("name", day, _FRAME.format(name=name) + (f"\n{near}" if near else "")))
    codes = [mention.code for _, mention in traced[0].resolved] if traced else []
    return codes[0] if codes else ""


__all__ = ["NameFault", "run_agents", "run_names"]
