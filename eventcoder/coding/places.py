"""Say where an act happened: the place of its own clause, else the dateline's where it fits; nothing where neither is sure."""

from __future__ import annotations

from collections.abc import Sequence

from eventcoder.coding.acts import Act
from eventcoder.coding.parts import Phrase
from eventcoder.coding.place_names import PlaceName
from eventcoder.coding.scene import Scene, apart
from eventcoder.frozen import frozen
from eventcoder.gazetteer import Place
from eventcoder.lexicon import Lexicon
from eventcoder.records import Mention

_COST_LIMIT = 14.0
_GOING = ("042", "0841", "085", "087", "15", "19")
"""Acts that happen where they lead to: visits, movements of troops, attacks."""
_LEAVING = ("08", "16", "18", "19")
"""Acts that happen where they come from: withdrawals, abductions."""
_SUFFERED = ("042", "15", "17", "18", "19", "20")
"""Acts whose bare object is their place where it is one: "قصف الفلوجة", "زار دمشق"."""


@frozen
class Where:
    """Where an act happened, and the words that tell it."""

    place: Place
    text: str


@frozen
class Grounds:
    """What a sentence and its document know of places: names with what they mean, the country of each, and the dateline's."""

    named: tuple[tuple[PlaceName, Place], ...] = ()
    dateline: Where | None = None


def kept_names(
    named: Sequence[tuple[PlaceName, Place]], resolved: Sequence[tuple[Phrase, Mention]], lexicon: Lexicon
) -> list[tuple[PlaceName, Place]]:
    """The places whose names are no part of an actor's ("سرايا القدس", "حكومة بغداد"); a capital or region alone is kept."""
    kept = []
    for name, place in named:
        if _of_another_country(name, place, resolved, lexicon):
            continue
        over = [phrase for phrase, _ in resolved if phrase.first < name.last and name.first < phrase.last]
        if all(_alone(phrase, name, place, lexicon) for phrase in over):
            kept.append((name, place))
    return kept


def _of_another_country(name: PlaceName, place: Place, resolved: Sequence[tuple[Phrase, Mention]], lexicon: Lexicon) -> bool:
    """Whether the nationality behind a name says that another place is meant, which no gazetteer has ("مدينة بوتي الجورجية")."""
    behind = [phrase for phrase, _ in resolved if phrase.first == name.last and phrase.nationality and "f" in phrase.flags]
    countries = {lexicon.actors[index].country for phrase in behind for index in phrase.nations}
    return bool(countries and place.country) and place.country not in countries


def _alone(phrase: Phrase, name: PlaceName, place: Place, lexicon: Lexicon) -> bool:
    """Whether an actor's name that is a place's too may be read so: a capital, a region, and a country's where the dictionary has
    the place (غزة) or the words say that a city is meant ("مدينة تونس")."""
    if name.first <= phrase.first and phrase.last <= name.last and name.last - name.first > phrase.last - phrase.first:
        return True  # "المسجد الأقصى" is more than a mosque
    longer = phrase.first < name.first or phrase.last > name.last
    if longer or phrase.agent >= 0 or phrase.taught >= 0 or phrase.nationality:
        return False
    if place.area and place.names and name.relation == "in":
        return True  # "في إقليم كردستان" is where, its government is who
    if not phrase.actors and not phrase.nations and not phrase.bodies:
        return True  # taken for an unknown person's name: "أم درمان"
    kinds = {lexicon.actors[index].kind for index in phrase.actors}
    return phrase.capital or kinds == {"region"} or kinds == {"country"} and (bool(place.names) or name.kind == "city")


def countries_named(
    resolved: Sequence[tuple[Phrase, Mention]], lexicon: Lexicon, taken: Sequence[PlaceName]
) -> list[tuple[PlaceName, Place]]:
    """The countries that a sentence names as places ("في العراق"), as places without coordinates; `taken` are read already."""
    found = []
    words = {index for name in taken for index in range(name.first, name.last)}
    for phrase, mention in resolved:
        if not mention.place or phrase.capital or len(mention.code) != 3 or phrase.first in words:
            continue
        actor = lexicon.by_id.get(mention.actor)
        if actor is None or actor.kind != "country":
            continue
        name = PlaceName(phrase.first, phrase.last, max(phrase.first - 1, 0), mention.start, mention.end, mention.text, (), "in")
        found.append((name, Place(actor.english, actor.country, None, None, "country")))
    return found


def place_of(act: Act, scene: Scene, grounds: Grounds) -> Where | None:
    """Where an act happened, None where the text does not tell surely."""
    best, best_cost = None, _COST_LIMIT
    for name, place in grounds.named:
        cost = _cost(act, scene, name, place)
        if cost < best_cost:
            best, best_cost = Where(place, name.text), cost
    if best is not None:
        return best
    return grounds.dateline if grounds.dateline is not None and _at_home(act, grounds.dateline.place.country) else None


def _cost(act: Act, scene: Scene, name: PlaceName, place: Place) -> float:
    """How far a name is from being the place of an act: distance, verbs between, what stands before it."""
    trigger = act.fit.trigger.word
    own = any(phrase.first <= name.first < phrase.last for phrase in (*act.sources, *act.targets))
    cost = 0.0
    if name.relation == "to":
        if not act.code.startswith(_GOING):
            return _COST_LIMIT
        cost += 1
    elif name.relation == "from":
        if not act.code.startswith(_LEAVING):
            return _COST_LIMIT
        cost += 3
    elif not name.relation:
        suffered = any(phrase.first <= name.first < phrase.last for phrase in act.targets)
        if not (suffered and act.code.startswith(_SUFFERED) or name.kind in ("city", "town", "camp") and name.first > trigger):
            return _COST_LIMIT
        cost += 0.5 if name.kind and act.code.startswith(_SUFFERED) else 2  # "قصف بلدة دوما في الغوطة"
    elif own and name.relation == "in" and not act.targets:
        cost += 1
    if apart(scene, trigger, name.lead):
        if name.first > trigger or _verb_in(scene, name.last, trigger):
            return _COST_LIMIT
        cost += 6
    low, high = sorted((trigger, name.first))
    cost += 7 * sum(1 for verb in scene.verbs if low < verb < high)
    cost += (high - low) / 4 if name.first > trigger else 2 + (high - low) / 3
    return cost + (1.5 if place.kind == "country" else 0.5 if place.area else 0.0)


def _verb_in(scene: Scene, first: int, last: int) -> bool:
    return any(first <= verb < last for verb in scene.verbs)


def _at_home(act: Act, country: str) -> bool:
    """Whether the dateline's country is that of one of the actors."""
    codes = [phrase.mention.code[:3] for phrase in (*act.sources, *act.targets)]
    return bool(country) and country in codes


__all__ = ["Grounds", "Where", "countries_named", "kept_names", "place_of"]
