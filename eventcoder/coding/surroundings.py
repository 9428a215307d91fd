"""The country of an actor that names none: of a place beside it, of the actors around it; and how a code is composed."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve

from eventcoder import arabic_places
from eventcoder.coding.parts import Phrase
from eventcoder.coding.setting import Setting
from eventcoder.lexicon import Lexicon
from eventcoder.records import Mention, Word

AT_HOME = frozenset("GOV MIL COP JUD LEG SPY OPP PTY CVL EDU BUS MED NGO REF LAB REL ELI REB".split())
"""Roles that belong to a country."""

_NOWHERE = AT_HOME | frozenset("UAF CRM IGO IMG ---".split())

_PLACE_PREPOSITIONS = frozenset("في من الي ب داخل خارج قرب شمال جنوب شرق غرب وسط عبر نحو عند حول حتي باتجاه".split())


def at_home(mention: Mention, number: int, found: Sequence[tuple[Phrase, Mention]], setting: Setting) -> Mention:
    """A role noun without a country ("COP") with that of its surroundings; the unidentified (UAF) have none."""
    if mention.kind != "agent" or mention.code not in AT_HOME:
        return mention
    before, after = ([other for _, other in part] for part in (found[:number], found[number + 1 :]))
    country = country_around(before, after, setting)
    return evolve(mention, code=compose_code(country, mention.code)) if country else mention


def country_around(before: Sequence[Mention], after: Sequence[Mention], setting: Setting) -> str:
    """The country of the nearest actor named before in the sentence, else after, else the one that the document names most."""
    near = (other.code[:3] for other in (*reversed(before), *after) if len(other.code) >= 3 and other.code[:3] not in _NOWHERE)
    return next(near, setting.countries[0][0] if setting.countries else "")


def counterpart(code: str, before: Sequence[str]) -> str:
    """The code of "نظيره": its own country with the role of the actor named before it (GOV where none has one)."""
    role = next((other[3:] for other in reversed(before) if len(other) > 3 and not other.startswith("IGO")), "GOV")
    return compose_code(code.replace("---", ""), role)


def countries_as_places(phrases: Sequence[Phrase], words: Sequence[Word], lexicon: Lexicon) -> list[tuple[int, str]]:
    """The countries that the sentence names as places, each with its first word."""
    found = []
    for phrase in phrases:
        if phrase.agent < 0 and not phrase.nationality and is_place(phrase, words, lexicon):
            candidates = phrase.nations or phrase.actors
            found.append((phrase.first, lexicon.actors[candidates[0]].country))
    return found


def country_behind(
    phrase: Phrase, words: Sequence[Word], lexicon: Lexicon, located: Sequence[tuple[int, str, bool]]
) -> list[str]:
    """The country of the town right behind an office that owns it: "محافظ الأنبار", "شرطة مدينة الموصل"."""
    if phrase.agent < 0 or words[phrase.last - 1].form.startswith("ال"):
        return []
    first = phrase.last + (1 if phrase.last < len(words) and words[phrase.last].form in arabic_places.KINDS else 0)
    return [country for place, country, _ in located if place == first]


def countries_by(phrase: Phrase, named: Sequence[tuple[int, str]], barriers: Sequence[bool]) -> list[str]:
    """The countries of the places that speak for an office without one: of those in its clause, else of all in the sentence."""
    if not barriers:
        return list(dict.fromkeys(country for _, country in named))
    clause = [
        country for first, country in named if not any(barriers[min(first, phrase.first) + 1 : max(first, phrase.first) + 1])
    ]
    return list(dict.fromkeys(clause or [country for _, country in named]))


def is_place(phrase: Phrase, words: Sequence[Word], lexicon: Lexicon) -> bool:
    """Whether a country's or capital's name stands where a place does: after في, من, إلى and their like."""
    if phrase.agent >= 0 or phrase.nationality or phrase.taught >= 0:
        return False
    indices = phrase.nations if phrase.capital else phrase.actors
    if not indices or any("." in lexicon.actors[index].id and lexicon.actors[index].kind != "region" for index in indices):
        return False
    before = words[phrase.first - 1].form if phrase.first else ""
    return (
        phrase.before in ("ب", "وب", "فب")
        or before.removeprefix("و") in _PLACE_PREPOSITIONS
        and before.removeprefix("و") not in ("من", "الي", "نحو", "حول")
    )


def compose_code(country: str, role: str) -> str:
    """Country (or body), then role parts without repetition, three at most. `compose_code("LBYGOV", "MIL")` → `LBYGOVMIL`."""
    parts = [country[i : i + 3] for i in range(0, len(country), 3)]
    for part in (role[i : i + 3] for i in range(0, len(role), 3)):
        if part not in parts:
            parts.append(part)
    return "".join(parts[:3])
