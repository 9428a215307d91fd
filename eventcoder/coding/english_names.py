"""English names of actors that are put together: "Turkish journalists", "US secretary of state", "leading Hamas member"."""

from __future__ import annotations

import re
from functools import lru_cache

from eventcoder.lexicon import Actor, Agent

_BEFORE = re.compile(r"(former|leading|retired|senior|striking|young) ")
"""Adjectives that stand before the nationality: "young Lebanese men"."""
_WITHIN = re.compile(r"foreign(?:ers?| forces| troops| fighters?)\Z|peacekeep(?:ers|ing forces)\Z|occupation (?:forces|troops)\Z")
"""Who is in a country, not of it."""


def name_people(nation: Actor, *, plural: bool = True) -> str:
    """The people of a country, several or one: "Israelis", "Turks", "Lebanese people", "Lebanese citizen"."""
    demonym = nation.demonym or nation.english
    people = nation.people or (f"{demonym}s" if demonym.endswith(("an", "i")) else "")
    if plural:
        return people or f"{demonym} people"
    return people.removesuffix("s") if people.endswith("s") else f"{demonym} citizen"


def name_role(agent: Agent, nation: Actor | None, *, plural: bool, former: bool = False, sure: bool = True) -> str:
    """A role noun with its nationality; `sure` unless the country was guessed: "Egyptian soldiers", "foreigners in Egypt"."""
    noun = agent.english_plural if plural else agent.english
    if nation is None:
        return f"former {noun}" if former else noun
    if agent.english in ("person", "individuals") and not former:
        return name_people(nation, plural=plural or agent.english == agent.english_plural)
    if _WITHIN.match(noun) and not (sure and noun.startswith("occupation")):
        return f"{noun} in {nation.english}"
    if not plural:
        noun = agent.english_of.get(nation.country, noun)
    return _joined(nation.demonym or nation.english, noun, former=former)


def name_member(agent: Agent, body: Actor, *, plural: bool, former: bool = False) -> str:
    """A role noun with the body it belongs to: "leading Hamas member", "Mossad head"."""
    noun = agent.english_plural if plural else agent.english
    if body.kind == "country":
        return name_role(agent, body, plural=plural, former=former)
    if noun == "president" and not body.country.startswith("IGO"):
        noun = "head"
    last = body.english.rsplit(" ", 1)[-1].lower()
    if last in (agent.english, agent.english_plural):  # "Islamic Courts militia militias"
        return body.english
    return _joined(body.english, noun, former=former)


@lru_cache(maxsize=10_000)
def _joined(owner: str, noun: str, *, former: bool) -> str:
    before = _BEFORE.match(noun)
    first = before[1] if before else ""
    kept = noun[before.end() :] if before else noun
    words = ("former" if former and first != "former" else "", first, owner, kept)
    return " ".join(word for word in words if word)
