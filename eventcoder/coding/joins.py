"""Whether the name that follows an actor phrase belongs to it: office + nationality, office + body, title + name."""

from __future__ import annotations

from collections.abc import Sequence

from eventcoder.coding.names import Match
from eventcoder.coding.parts import Phrase
from eventcoder.coding.people import is_adjective, person_in_office
from eventcoder.frozen import evolve
from eventcoder.lexicon import Agent, Lexicon
from eventcoder.records import Word

_OFFICES = frozenset(("GOV", "LEG", "MIL", "JUD", "OPP", "PTY", "COUNTRY", "COUNTERPART"))
"""Roles whose holders may belong to a body named after ل or ب ("وزير الداخلية بحكومة …")."""

_WITH_MEMBERS = frozenset(("group", "party", "organisation", "military", "police", "government"))
"""Kinds of actors that people are said to be in ("قيادي في …")."""


def join(words: Sequence[Word], phrase: Phrase, match: Match, lexicon: Lexicon) -> Phrase | None:
    """The phrase with the match that follows it taken in, or None where the match begins another phrase."""
    before = match.reading.before
    actors, nations, capitals, agents = match.of("A") or match.of("S"), match.of("N"), match.of("C"), match.of("G")
    if phrase.nationality:
        if actors and not before and all(lexicon.actors[index].kind == "person" for _, index, _ in actors):
            return evolve(phrase, last=match.last, actors=tuple(index for _, index, _ in actors), nationality=False)
        return None
    if (
        nations
        and (
            not actors or phrase.agent >= 0 and not phrase.actors and "p" in nations[0][2]
        )  # سوريا is no "Syrian", الألبان may be
        and not before
        and not (phrase.actors and ("p" in nations[0][2] or any("." not in lexicon.actors[index].id for index in phrase.actors)))
    ):
        if (
            phrase.agent >= 0
            and not phrase.nations
            and not phrase.actors
            or phrase.actors
            and not phrase.nations
            or phrase.bodies
            and not phrase.nations
        ):
            extra = tuple(index for _, index, _ in nations)
            if phrase.actors and any(lexicon.actors[index].kind == "person" for index in phrase.actors):
                return None
            if phrase.bodies:
                return evolve(phrase, last=match.last)
            return evolve(phrase, last=match.last, nations=extra)
        return None
    if phrase.agent < 0:
        return person_in_office(phrase, match, lexicon)
    if lexicon.agents[phrase.agent].role == "AUTHOR":
        return None  # "اتهم البيان إسرائيل"
    heads = tuple(leaf for leaf in match.of("T") if "h" in leaf[2])
    if heads:
        return _of_known_body(phrase, match, heads[0][1], lexicon)
    if match.of("T") and not before and not phrase.actors and (phrase.title or phrase.owned):
        return evolve(phrase, last=match.last, name=(match.first, match.last) if phrase.title else phrase.name)
    people = tuple(index for _, index, _ in actors if lexicon.actors[index].kind == "person")
    if people and not before and not phrase.actors:
        if is_adjective(words, match):
            return None
        if phrase.owned:
            return evolve(phrase, last=match.last, nations=phrase.nations or people)
        if not phrase.title:
            return _owned_by_person(words, phrase, match, people, lexicon)
        return evolve(phrase, last=match.last, actors=people, surname=not match.of("A"))
    if people and before == "ل" and not phrase.actors and not phrase.nations:
        return None
    if phrase.actors or phrase.bodies:
        return None
    others = tuple(index for _, index, _ in actors if lexicon.actors[index].kind != "person")
    if before == "ل" and any(lexicon.actors[index].kind == "media" for index in others) or phrase.pronoun:
        return None  # "قال دبلوماسيون لنيويورك تايمز", "إحالة قياداتها للقضاء"
    definite = "d" in phrase.flags
    same = lexicon.agents[phrase.agent].role == "SAME"
    if others and (before in ("ل", "ب") or not before and (not definite or same or lexicon.agents[phrase.agent].needs)):
        if before == "" and (phrase.nations or _absolute(words, phrase)):
            return None
        own = all("." not in lexicon.actors[index].id for index in others)
        if own:
            return evolve(phrase, last=match.last, nations=others) if not phrase.nations else None
        return evolve(phrase, last=match.last, bodies=others, body=match.reading.stem if match.last > match.first + 1 else "")
    if capitals and not others and before in ("", "ل") and not phrase.nations and (not definite or before == "ل"):
        return evolve(phrase, last=match.last, nations=tuple(index for _, index, _ in capitals))
    if agents and before == "" and not phrase.nations and not definite and lexicon.agents[agents[0][1]].two == "countries":
        return evolve(phrase, last=match.last, two=agents[0][1], flags="".join(sorted({*phrase.flags, "d"})))  # رئيسا البلدين
    if agents and before in ("", "ل", "ب") and not phrase.nations and (same or not definite or before):
        flags = agents[0][2]
        role = lexicon.agents[agents[0][1]].role
        keep_outer = not same and not (lexicon.agents[phrase.agent].needs and role not in ("SAME", "COUNTRY"))
        if _owns(words, phrase, agents[0], lexicon) and not before:
            return evolve(phrase, last=match.last, owned=True, flags="".join(sorted({*phrase.flags, "d"})))
        if not same and not before and not lexicon.agents[phrase.agent].needs:
            return None
        if not before and words[phrase.last - 1].form.startswith("ال"):
            return None  # a definite noun governs no genitive: "أمهلت الحركة الحكومة"
        holder, body = lexicon.agents[phrase.agent], lexicon.agents[agents[0][1]]
        if before == "ب" and holder.kind == "member" and _has_members(body):
            return _member_of(phrase, match, agents[0])
        if before and not same and ("p" in phrase.flags or lexicon.agents[phrase.agent].role not in _OFFICES):
            return None  # "اغتيال مسلحين لوزير": two actors
        outer = phrase.flags.replace("d", "") if keep_outer else ""
        return evolve(
            phrase,
            last=match.last,
            agent=phrase.agent if keep_outer else agents[0][1],
            flags="".join(sorted(set(outer + ("d" if "d" in flags else "") + ("" if keep_outer else flags)))),
        )
    return None


def _of_known_body(phrase: Phrase, match: Match, index: int, lexicon: Lexicon) -> Phrase | None:
    """ "مدير المركز", "نائب رئيس الجامعة": a role noun and the head noun of a body that the document has named."""
    agent = lexicon.agents[phrase.agent]
    free = not (phrase.actors or phrase.bodies or phrase.nations or phrase.taught >= 0 or "d" in phrase.flags)
    fits = agent.role == "SAME" or bool(agent.needs)
    return evolve(phrase, last=match.last, taught=index) if free and fits and match.reading.before in ("", "ل", "ب") else None


def _owns(words: Sequence[Word], phrase: Phrase, agent: tuple[str, int, str], lexicon: Lexicon) -> bool:
    """Whether an institution belongs to the office after it: "حكومة الرئيس الروسي" is the government."""
    outer, inner = lexicon.agents[phrase.agent], lexicon.agents[agent[1]]
    return (
        outer.kind == "body"
        and outer.role not in ("SAME", "COUNTRY")
        and inner.kind != "body"
        and inner.role not in ("SAME", "COUNTRY")
        and _in_construct(words, phrase)
        and "d" in agent[2]
    )


def _absolute(words: Sequence[Word], phrase: Phrase) -> bool:
    """Whether a role noun cannot govern a genitive by its form: مسلحون, for مسلحو."""
    return "p" in phrase.flags and words[phrase.last - 1].form.endswith(("ون", "ين", "ان"))


def _in_construct(words: Sequence[Word], phrase: Phrase) -> bool:
    """Whether a role noun can govern a genitive right after it: indefinite, one word, no accusative, no ون."""
    form = words[phrase.last - 1].form
    ended = form.endswith("ا") or "p" in phrase.flags and form.endswith(("ون", "ين", "ان"))
    return "d" not in phrase.flags and not phrase.nations and phrase.last - phrase.first == 1 and not ended


def _owned_by_person(
    words: Sequence[Word], phrase: Phrase, match: Match, people: tuple[int, ...], lexicon: Lexicon
) -> Phrase | None:
    """ "حكومة شارون", "قوات القذافي": a person's institution, in construct; after a definite one ("اعتقل الجيش خالد …") the name
    is another actor's."""
    if not _in_construct(words, phrase):
        return None
    if lexicon.agents[phrase.agent].role == "SAME":  # "مقاتلو حسن تركي"
        return evolve(phrase, last=match.last, actors=people, surname=not match.of("A"))
    return evolve(phrase, last=match.last, nations=people, owned=True)


def _has_members(agent: Agent) -> bool:
    return agent.kind == "body" and agent.role not in ("SAME", "COUNTRY")


def _member_of(phrase: Phrase, match: Match, body: tuple[str, int, str]) -> Phrase:
    """ "رجال من الشرطة", "مسؤول بالشركة": somebody of no role of his own with that of the body."""
    flags = "".join(sorted({*phrase.flags.replace("d", ""), *(flag for flag in body[2] if flag == "d")}))
    return evolve(phrase, last=match.last, agent=body[1], flags=flags)


def part_of(words: Sequence[Word], phrase: Phrase, match: Match, place: int, lexicon: Lexicon) -> Phrase | None:
    """ "مسلحين من جيش المهدي", "مسؤول في حزب الله": role noun, من or في and the organisation that they are of."""
    if match.first != place + 1 or match.reading.before:
        return None
    outer, inner = lexicon.agents[phrase.agent], next((leaf for leaf in match.of("G") if not match.of("A")), None)
    if outer.kind == "member" and inner and not phrase.pronoun and _has_members(lexicon.agents[inner[1]]):
        return _member_of(phrase, match, inner)
    if words[place].form == "في":
        own = tuple(index for _, index, _ in match.of("A") if lexicon.actors[index].kind in _WITH_MEMBERS)
        person = lexicon.agents[phrase.agent].kind != "body" and not phrase.pronoun
        return evolve(phrase, last=match.last, bodies=own) if own and person else None
    if not phrase.pronoun and "d" not in phrase.flags and lexicon.agents[phrase.agent].role in ("CVL", "REB", "UAF", "REF"):
        origin = tuple(
            index
            for kind, index, flags in match.leaves
            if kind == "C" or kind == "A" and "." not in lexicon.actors[index].id or kind == "N" and "p" in flags
        )  # "لاجئون من سوريا", "أشخاص من الأتراك"
        if origin:
            return evolve(phrase, last=match.last, nations=origin)
    groups = tuple(
        index for _, index, _ in match.of("A") if lexicon.actors[index].kind != "person" and "." in lexicon.actors[index].id
    )
    return evolve(phrase, last=match.last, bodies=groups) if groups else None


def has_purpose(words: Sequence[Word], phrase: Phrase, place: int, following: Match) -> bool:
    """Whether one definite noun stands between a body and its nationality, which agrees with the body: "لجنة البحث الإيرانية"."""
    if phrase.agent < 0 or phrase.nations or phrase.last != place or following.first != place + 1 or following.reading.before:
        return False
    word, head, nisba = words[place], words[phrase.first], words[following.first]
    return (
        bool(following.of("N"))
        and "d" not in phrase.flags
        and phrase.last == phrase.first + 1
        and word.tag in ("NOUN", "PROPN", "X")
        and word.form.startswith("ال")
        and nisba.form.startswith("ال")
        and head.form.endswith("ة")
        and nisba.form.endswith("ة")
        and not word.form.endswith("ة")
    )
