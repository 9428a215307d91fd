"""The compiled dictionaries: one frozen value that coding is handed, saved and loaded fast, with a content hash."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import attrs
import orjson
from attrs import field, frozen

from eventcoder import arabic
from eventcoder.cameo import Codebook
from eventcoder.collector import collector_paused
from eventcoder.errors import EventcoderError
from eventcoder.files import write_whole
from eventcoder.gazetteer import Place

FORMAT = 9
"""Raised when the saved form changes, so that old caches are made anew."""


@frozen
class Role:
    """A code that holds from `since` to `until` (ISO days, inclusive; "" open)."""

    code: str
    since: str = ""
    until: str = ""


@frozen
class Actor:
    """A named actor with its dated roles; `near` are folded phrases of which the document must hold one; `people`: "Turks";
    `army`: the country whose army is meant where one is told of there without a nationality (Israel's in Palestine)."""

    id: str
    english: str
    kind: str
    roles: tuple[Role, ...]
    otherwise: str
    near: tuple[str, ...]
    line: str
    demonym: str = ""
    people: str = ""
    army: str = ""
    country: str = field(init=False, repr=False, eq=False)
    """The country or body that the id begins with."""

    @country.default
    def _country(self) -> str:
        return self.id.partition(".")[0]

    def role_on(self, date: str) -> Role:
        """Return the narrowest role that holds on an ISO day, else `otherwise`, else the country alone."""
        fitting = [
            role for role in self.roles if (not role.since or role.since <= date) and (not role.until or date <= role.until)
        ]
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            return max(fitting, key=lambda role: (role.since or "0000", _reverse(role.until or "9999-12-31")))
        return Role(self.otherwise or self.country)


def _reverse(date: str) -> tuple[int, ...]:
    return tuple(-ord(character) for character in date)


@frozen
class Agent:
    """A role without a country; `role` is a CAMEO role, `COUNTRY`, `SAME`, `COUNTERPART` or `AUTHOR`.

    `adjective`: its word is one too; `does`: the code of what it does by being named (demonstrators demonstrate), with its
    `headline`; `kind`: `body` is an institution or force, which no person's name follows in apposition, `member` somebody with
    the role of the body he is in; `abroad`: who works in another country than his own (ambassadors); `two`: a dual that takes
    up two `countries`, `people` or `sides`; `english_of`: what it is called in some countries (USA: "secretary of state").
    """

    id: str
    english: str
    english_plural: str
    role: str
    needs: str
    line: str
    adjective: bool = False
    does: str = ""
    headline: str = ""
    kind: str = ""
    english_of: Mapping[str, str] = field(factory=dict, hash=False)
    abroad: bool = False
    two: str = ""


@frozen
class Slot:
    """A slot of a pattern: bare, or after one of `prepositions`; `anything` takes any noun phrase;
    `follows`: a bare slot right behind this fixed word of the pattern may be its genitive (-1: behind none);
    `agent` is the one role noun that it takes ("" any)."""

    name: str
    prepositions: tuple[str, ...] = ()
    optional: bool = False
    anything: bool = False
    follows: int = -1
    agent: str = ""


@frozen
class Fixed:
    """A word that the text must hold beside the trigger: one of `words`, after one of `prepositions` if there are any;
    `in_clause`: it stands after {clause} and may be anywhere in what is said."""

    words: tuple[str, ...]
    prepositions: tuple[str, ...] = ()
    optional: bool = False
    in_clause: bool = False
    forms: frozenset[str] = field(init=False, repr=False, eq=False)

    @forms.default
    def _forms(self) -> frozenset[str]:
        """The words with and without the article, as `Surface.places` has them."""
        return frozenset(form for word in self.words for form in (word, word.removeprefix("ال")))


@frozen
class Pattern:
    """One reading of a trigger: what it needs and what it emits."""

    rule: str
    line: str
    slots: tuple[Slot, ...]
    fixed: tuple[Fixed, ...]
    emit_source: str
    code: str
    emit_target: str
    symmetric: bool = False
    english: str = ""
    future: str = ""
    clause: str = ""
    by: str = ""

    needs: tuple[frozenset[str], ...] = field(init=False, repr=False, eq=False)
    """For each fixed word that must be there, the forms of which a sentence needs one."""
    governors: tuple[frozenset[str], ...] = field(init=False, repr=False, eq=False)
    """For a target that must be there behind a preposition, those prepositions, alone and with a pronoun."""
    led: tuple[Slot, ...] = field(init=False, repr=False, eq=False)
    """The slots that a preposition leads, and those that are no actors: they are filled behind the bare ones."""
    source: Slot | None = field(init=False, repr=False, eq=False)
    target: Slot | None = field(init=False, repr=False, eq=False)
    unnamed: bool = field(init=False, repr=False, eq=False)
    """Whether an event noun without a doer still tells an act: violence and coercion with a victim, and what a light verb takes
    up."""
    doer: bool = field(init=False, repr=False, eq=False)
    """Whether an event noun gives nothing without a doer beside it."""
    passivized: bool = field(init=False, repr=False, eq=False)
    """Whether a passive tells it too, with the target as its subject; "أكد … رفض {target}" has none."""
    victim: bool = field(init=False, repr=False, eq=False)
    """Whether an event noun gives nothing without one beside it to whom it is done."""
    _by_name: Mapping[str, Slot] = field(init=False, repr=False, eq=False)

    @source.default
    def _source(self) -> Slot | None:
        return next((slot for slot in self.slots if slot.name == "source"), None)

    @target.default
    def _target(self) -> Slot | None:
        return next((slot for slot in self.slots if slot.name == "target"), None)

    @unnamed.default
    def _may_be_unnamed(self) -> bool:
        if self.source is not None and self.source.agent:
            return False
        return self.code == "event" or self.code[:2] >= "14" and self.target is not None

    @doer.default
    def _needs_doer(self) -> bool:
        source = self.source
        return source is not None and not source.prepositions and not source.optional and not self.unnamed and not self.fixed

    @victim.default
    def _needs_victim(self) -> bool:
        target = self.target
        return target is not None and not target.prepositions and not target.optional and not self.fixed

    @passivized.default
    def _has_passive(self) -> bool:
        source, target = self.source, self.target
        if source is None or target is None or source.prepositions or target.prepositions:
            return False
        return target.follows < 0 and not source.agent

    @governors.default
    def _governors(self) -> tuple[frozenset[str], ...]:
        return tuple(
            arabic.with_pronouns(slot.prepositions).union(slot.prepositions)
            for slot in self.slots
            if slot.name == "target" and slot.prepositions and not slot.optional and "و" not in slot.prepositions
        )

    @led.default
    def _led_slots(self) -> tuple[Slot, ...]:
        return tuple(slot for slot in self.slots if slot.prepositions or slot.name not in ("source", "target"))

    @needs.default
    def _needed_words(self) -> tuple[frozenset[str], ...]:
        return tuple(item.forms for item in self.fixed if not item.optional)

    @_by_name.default
    def _slots_by_name(self) -> dict[str, Slot]:
        return {slot.name: slot for slot in reversed(self.slots)}

    def slot(self, name: str) -> Slot | None:
        """The slot of that name, if the pattern has it."""
        return self._by_name.get(name)


@frozen
class Entry:
    """A verb or event noun with its patterns in file order."""

    id: str
    kind: str
    lemma: str
    line: str
    patterns: tuple[Pattern, ...]
    plain: tuple[Pattern, ...] = field(init=False, repr=False, eq=False)
    """The patterns that need no fixed word."""
    words: frozenset[str] = field(init=False, repr=False, eq=False)
    """Forms of which a sentence has one where any other pattern fits."""

    @plain.default
    def _plain_patterns(self) -> tuple[Pattern, ...]:
        return tuple(pattern for pattern in self.patterns if not pattern.needs)

    @words.default
    def _needed_forms(self) -> frozenset[str]:
        return frozenset().union(*(pattern.needs[0] for pattern in self.patterns if pattern.needs))


@frozen(cache_hash=True)
class Discard:
    """Phrases that make a sentence, line, tail or document no news."""

    id: str
    scope: str
    phrases: tuple[str, ...]


@frozen
class Lexicon:
    """All compiled dictionaries.

    `names`, `issues` are tries of folded words; a leaf "" holds `[kind, index, flags]` lists: kind `A` actor, `S` surname,
    `G` agent, `N` nisba, `C` capital; index into `actors`, `agents`; flags are letters: p plural, f feminine, d definite,
    n has `near:` words.
    `forms` maps a folded inflection to `[entry index, feature]`: p perfect, i imperfect, P and I the same in the passive only,
    with person, gender, number (`p3fs`); m masdar, M plural of it, a/A active participle, q/Q passive participle, n/N noun.
    """

    codebook: Codebook
    actors: tuple[Actor, ...]
    agents: tuple[Agent, ...]
    entries: tuple[Entry, ...]
    names: dict[str, Any] = field(repr=False)
    issues: dict[str, Any] = field(repr=False)
    issue_names: tuple[str, ...]
    forms: dict[str, list[tuple[int, str]]] = field(repr=False)
    discards: tuple[Discard, ...]
    publishers: dict[str, str]
    hash: str
    places: tuple[Place, ...] = ()
    by_id: dict[str, Actor] = field(init=False, repr=False, eq=False)
    doers: dict[str, Agent] = field(init=False, repr=False, eq=False)
    """The agents that do something by being named, by id."""

    texts: frozenset[str] = field(init=False, repr=False, eq=False)
    """Nouns without their article of texts that stand for whoever issued them (role AUTHOR: بيان)."""

    @texts.default
    def _texts(self) -> frozenset[str]:
        return frozenset(
            form[2:]
            for form, node in self.names.items()
            if form.startswith("ال")
            for kind, agent, _ in node.get("", ())
            if kind == "G" and self.agents[agent].role == "AUTHOR"
        )

    @doers.default
    def _doers(self) -> dict[str, Agent]:
        return {agent.id: agent for agent in self.agents if agent.does}

    fixed_words: frozenset[str] = field(init=False, repr=False, eq=False)
    """All forms of the fixed words of all patterns."""

    @fixed_words.default
    def _fixed_words(self) -> frozenset[str]:
        return frozenset().union(*(item.forms for entry in self.entries for pattern in entry.patterns for item in pattern.fixed))

    @by_id.default
    def _by_id(self) -> dict[str, Actor]:
        return {actor.id: actor for actor in self.actors}


def save(lexicon: Lexicon, path: Path) -> None:
    """Write the lexicon to `path` as a whole; raise EventcoderError where it cannot be written."""
    data = orjson.dumps({"format": FORMAT, **attrs.asdict(lexicon, recurse=True, filter=lambda attribute, _: attribute.init)})
    write_whole(path, data.decode())


def load(path: Path) -> Lexicon:
    """Read a lexicon that `save` wrote; raise EventcoderError where the file is not one of this format."""
    try:
        with collector_paused():
            return _read(path)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise EventcoderError(f"{path} is no compiled lexicon of this version: delete it and run again") from error


def _read(path: Path) -> Lexicon:
    data = orjson.loads(path.read_bytes())
    if data.pop("format") != FORMAT:
        raise KeyError("format")
    return Lexicon(
        codebook=Codebook.from_rows(data["codebook"]["codes"].values()),
        actors=tuple(
            Actor(**{**row, "roles": tuple(Role(**role) for role in row["roles"]), "near": tuple(row["near"])})
            for row in data["actors"]
        ),
        agents=tuple(Agent(**row) for row in data["agents"]),
        entries=tuple(Entry(**{**row, "patterns": tuple(map(_pattern, row["patterns"]))}) for row in data["entries"]),
        names=data["names"],
        issues=data["issues"],
        issue_names=tuple(data["issue_names"]),
        forms={form: [(index, feature) for index, feature in rows] for form, rows in data["forms"].items()},
        discards=tuple(Discard(row["id"], row["scope"], tuple(row["phrases"])) for row in data["discards"]),
        publishers=data["publishers"],
        hash=data["hash"],
        places=tuple(Place(**{**row, "near": tuple(row["near"]), "names": tuple(row["names"])}) for row in data["places"]),
    )


def _pattern(row: dict[str, Any]) -> Pattern:
    slots = tuple(Slot(**{**slot, "prepositions": tuple(slot["prepositions"])}) for slot in row["slots"])
    fixed = tuple(
        Fixed(**{**item, "words": tuple(item["words"]), "prepositions": tuple(item["prepositions"])}) for item in row["fixed"]
    )
    return Pattern(**{**row, "slots": slots, "fixed": fixed})
