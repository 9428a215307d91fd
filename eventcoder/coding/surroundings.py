"""The country of an actor that names none: of a place beside it, of the actors around it; and how a code is composed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from eventcoder import arabic, arabic_places
from eventcoder.coding.parts import Phrase
from eventcoder.coding.setting import Setting
from eventcoder.frozen import evolve
from eventcoder.lexicon import Lexicon
from eventcoder.records import Mention, Word

AT_HOME = frozenset("GOV MIL COP JUD LEG SPY OPP PTY CVL EDU BUS MED NGO REF LAB REL ELI REB".split())
"""Roles that belong to a country."""

_ORDER = {
    role: place
    for place, role in enumerate("GOV MIL COP SPY JUD LEG OPP PTY REB UAF CVL EDU BUS MED NGO REF LAB REL CRM ELI".split())
}
"""Roles in the order in which a code has them."""

_NOWHERE = AT_HOME | frozenset("UAF CRM IGO IMG ---".split())

_PLACE_PREPOSITIONS = frozenset("في من الي ب داخل خارج قرب شمال جنوب شرق غرب وسط عبر نحو عند حول حتي باتجاه".split())


_ADJECTIVES = 2
"""So many adjectives may stand between people and those whose side they take, or against whom they are."""


def at_home(
    number: int,
    found: Sequence[tuple[Phrase, Mention]],
    words: Sequence[Word],
    lexicon: Lexicon,
    setting: Setting,
    others: Mapping[int, Phrase],
) -> Mention:
    """The mention `number`: a role noun without a country ("COP") with that of its surroundings; the unidentified (UAF) have
    none, embassies not that of a place, ambassadors with a name none.

    `others` are the countries and groups whose side somebody takes, by his first word.
    """
    phrase, mention = found[number]
    if mention.kind != "agent" or mention.code not in AT_HOME:
        return mention
    abroad = phrase.agent >= 0 and lexicon.agents[phrase.agent].abroad
    if abroad and phrase.name != (0, 0):
        return mention
    foreign = {other.first for other in others.values()}
    setting = without_country(setting, others.get(phrase.first), lexicon)
    before, after = (
        [
            other
            for there, other in part
            if there.first not in foreign and (not other.place if abroad else tells_home(there, other, words, lexicon, setting))
        ]
        for part in (found[:number], found[number + 1 :])
    )
    country = army_of(country_around(before, after, setting), phrase, lexicon)
    return evolve(mention, code=compose_code(country, mention.code)) if country else mention


def ruled_by(phrase: Phrase, found: Sequence[tuple[Phrase, Mention]], lexicon: Lexicon) -> str:
    """The country of the government, police or court right before civilians: "منحت الحكومة الصينية المتظاهرين مهلة"."""
    if phrase.agent < 0 or lexicon.agents[phrase.agent].role not in ("CVL", "OPP"):
        return ""
    if not found or found[-1][0].last != phrase.first:
        return ""
    before, body = found[-1]
    rules = before.agent >= 0 and lexicon.agents[before.agent].kind == "body" and body.code[3:6] in ("GOV", "COP", "JUD")
    return body.code[:3] if rules and not body.code.startswith("IGO") else ""


def tells_home(phrase: Phrase, mention: Mention, words: Sequence[Word], lexicon: Lexicon, setting: Setting) -> bool:
    """Whether an actor says where the others of its sentence are at home: no ambassador, no country that something is done
    with or against."""
    if phrase.agent >= 0:
        return not lexicon.agents[phrase.agent].abroad
    bare = len(mention.code) == 3 and not phrase.nationality
    opposed = phrase.first and words[phrase.first - 1].form.removeprefix("و") in arabic.OPPOSING
    return not (bare and (opposed or mention.code in setting.abroad and not mention.place))


def army_of(country: str, phrase: Phrase, lexicon: Lexicon) -> str:
    """The country whose army is meant where one of `country` is told of without a nationality."""
    agent, known = lexicon.agents[phrase.agent], lexicon.by_id.get(country)
    force = agent.role == "MIL" and (agent.kind == "body" or "d" in phrase.flags)
    return known.army or country if known and force else country


def sided_with(phrases: Sequence[Phrase], words: Sequence[Word], lexicon: Lexicon) -> tuple[dict[int, str], dict[int, Phrase]]:
    """Of role nouns with an adjective and ل or من behind them, by their first word: the country of the person meant ("المعارضين
    لمشرف"); and the country or group meant, of which they are not ("المقربين من طالبان")."""
    own: dict[int, str] = {}
    foreign: dict[int, Phrase] = {}
    for phrase, other in zip(phrases, phrases[1:], strict=False):
        if phrase.agent < 0 or other.agent >= 0 or phrase.nations or phrase.bodies or phrase.actors:
            continue
        if lexicon.agents[phrase.agent].abroad and other.first == phrase.last + 1 and words[phrase.last].form in ("في", "لدي"):
            foreign[phrase.first] = other  # "السفير في بيروت" is not Lebanon's
            continue
        gap = list(words[phrase.last : other.first])
        behind = other.before == "ل"
        if gap and gap[-1].form == "من":
            behind, gap = True, gap[:-1]
        if not behind or not 0 < len(gap) <= _ADJECTIVES or any(word.tag not in ("ADJ", "NOUN", "X") for word in gap):
            continue
        one, two = words[phrase.last - 1].form, gap[0].form
        agrees = gap[0].tag != "NOUN" or one[-2:] == two[-2:] in ("ين", "ون", "ات")
        if one.startswith("ال") != two.startswith("ال") or not agrees:
            continue
        indices = other.actors or other.nations
        if indices and all(lexicon.actors[index].kind == "person" for index in indices):
            own[phrase.first] = lexicon.actors[indices[0]].country
        elif indices:
            foreign[phrase.first] = other
    return own, foreign


def without_country(setting: Setting, other: Phrase | None, lexicon: Lexicon) -> Setting:
    """The setting without the country of an actor, for those who only take its side or are against it."""
    if other is None:
        return setting
    country = lexicon.actors[(other.actors or other.nations)[0]].country
    left = tuple((name, weight) for name, weight in setting.countries if name != country)
    return evolve(setting, countries=left)


def country_around(before: Sequence[Mention], after: Sequence[Mention], setting: Setting) -> str:
    """The country of the nearest actor named before in the sentence, else after, else the one that the document names most."""
    near = (other.code[:3] for other in (*reversed(before), *after) if len(other.code) >= 3 and other.code[:3] not in _NOWHERE)
    return next(near, next((country for country, _ in setting.countries if country not in setting.abroad), ""))


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


@lru_cache(maxsize=10_000)
def compose_code(country: str, role: str) -> str:
    """Country (or body with its group), then roles in CAMEO's order without repetition, three parts at most.
    `compose_code("LBYMIL", "GOV")` → `LBYGOVMIL`."""
    parts = list(dict.fromkeys(code[place : place + 3] for code in (country, role) for place in range(0, len(code), 3)))
    head, rest = (parts[:1], parts[1:]) if country else ([], parts)
    known = sorted((part for part in rest if part in _ORDER), key=lambda part: _ORDER[part])
    return "".join([*head, *(part for part in rest if part not in _ORDER), *known][:3])
