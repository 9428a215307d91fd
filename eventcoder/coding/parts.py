"""What an actor phrase is made of, and whether the name that follows it belongs to it: office + body, title + name.

Nothing here knows the date or the document: a `Phrase` says what stands there (an office, a nationality, a name), and
`resolve.py` says whom it means.
"""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve, frozen

from eventcoder import arabic
from eventcoder.coding.names import Match
from eventcoder.lexicon import Agent, Lexicon
from eventcoder.records import Word


@frozen
class Phrase:
    """One actor phrase: which words, and what they are made of. Indices point into the lexicon's `actors` and `agents`.

    `actors` name the whole; `agent` is the role noun (-1 none), `nations` the country or body it belongs to, `bodies` an
    organisation that follows a role noun; `former` an office no longer held; `name` the span of an unknown name in apposition;
    `body` the first word of the organisation's name if it has several;
    `partitive`: a part of those named before ("عدد منهم"); `title`: a person's name may follow; `owned`: an institution of the
    office that follows it ("حكومة الرئيس الروسي").
    """

    first: int
    last: int
    before: str = ""
    pronoun: str = ""
    actors: tuple[int, ...] = ()
    surname: bool = False
    agent: int = -1
    nations: tuple[int, ...] = ()
    bodies: tuple[int, ...] = ()
    capital: bool = False
    nationality: bool = False
    former: bool = False
    name: tuple[int, int] = (0, 0)
    flags: str = ""
    core_last: int = 0
    skip: int = 0
    keep: int = 0
    taught: int = -1
    body: str = ""
    title: bool = False
    owned: bool = False
    partitive: bool = False


_OFFICES = frozenset(("GOV", "LEG", "MIL", "JUD", "OPP", "PTY", "COUNTRY", "COUNTERPART"))
"""Roles whose holders may belong to a body named after ل or ب ("وزير الداخلية بحكومة …")."""


def is_person(match: Match, lexicon: Lexicon) -> bool:
    return any(lexicon.actors[index].kind == "person" for kind, index, _ in match.leaves if kind in "AS")


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
    definite = "d" in phrase.flags
    same = lexicon.agents[phrase.agent].role == "SAME"
    if others and (before in ("ل", "ب") or not before and (not definite or same or lexicon.agents[phrase.agent].needs)):
        if phrase.nations and before == "":
            return None
        own = all("." not in lexicon.actors[index].id for index in others)
        if own:
            return evolve(phrase, last=match.last, nations=others) if not phrase.nations else None
        return evolve(phrase, last=match.last, bodies=others, body=match.reading.stem if match.last > match.first + 1 else "")
    if capitals and not others and before in ("", "ل") and not phrase.nations and (not definite or before == "ل"):
        return evolve(phrase, last=match.last, nations=tuple(index for _, index, _ in capitals))
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


def _in_construct(words: Sequence[Word], phrase: Phrase) -> bool:
    """Whether a role noun can govern a genitive right after it: indefinite, one word, no accusative, no ون."""
    form = words[phrase.last - 1].form
    ended = form.endswith("ا") or "p" in phrase.flags and form.endswith(("ون", "ين", "ان"))
    return "d" not in phrase.flags and not phrase.nations and phrase.last - phrase.first == 1 and not ended


def _owned_by_person(
    words: Sequence[Word], phrase: Phrase, match: Match, people: tuple[int, ...], lexicon: Lexicon
) -> Phrase | None:
    """ "حكومة شارون", "قوات القذافي": the institution of a person, in construct; after a definite one ("اعتقل الجيش خالد …")
    the name
    is another actor's."""
    if not _in_construct(words, phrase):
        return None
    if lexicon.agents[phrase.agent].role == "SAME":  # "مقاتلو حسن تركي"
        return evolve(phrase, last=match.last, actors=people, surname=not match.of("A"))
    return evolve(phrase, last=match.last, nations=people, owned=True)


def is_adjective(words: Sequence[Word], match: Match) -> bool:
    """Whether a person's name of one word is an adjective here ("مقر رئيسي", "هجوم بري"), by its tag and the noun before it."""
    word = words[match.first]
    before = words[match.first - 1] if match.first else None
    return (
        match.last == match.first + 1
        and not match.reading.before
        and word.tag == "ADJ"
        and before is not None
        and before.tag in ("NOUN", "X")
        and word.form.startswith("ال") == before.form.startswith("ال")
    )


def person_in_office(phrase: Phrase, match: Match, lexicon: Lexicon) -> Phrase | None:
    """ "الأمين العام للأمم المتحدة كوفي أنان": an office that is an entry of its own, and the name of its holder."""
    offices = {lexicon.actors[index].country for index in phrase.actors if lexicon.actors[index].kind == "office"}
    people = tuple(index for kind, index, _ in match.leaves if kind == "A" and lexicon.actors[index].kind == "person")
    holders = tuple(
        index for index in people if lexicon.actors[index].country in offices or offices & set(_codes(lexicon, index))
    )
    return evolve(phrase, last=match.last, actors=holders) if holders and not match.reading.before else None


def may_hold_office(phrase: Phrase, match: Match | None, lexicon: Lexicon) -> bool:
    """Whether a phrase is a person's name alone, known or (flag u) only met before, and the match after it may be an office."""
    if match is None or match.reading.before or not (match.of("G") or match.of("A")):
        return False
    if phrase.agent >= 0 or phrase.pronoun or phrase.nations:
        return False
    return "u" in phrase.flags or bool(phrase.actors) and all(lexicon.actors[index].kind == "person" for index in phrase.actors)


def holds_office(words: Sequence[Word], person: Phrase, office: Phrase, right_after: bool, lexicon: Lexicon) -> bool:
    """Whether an office that follows a person's name without a comma is that person's, and not the verb's object.

    It is where nobody knows the person yet, where both are of the same body ("أبو عبيدة الناطق باسم كتائب القسام"), after a
    preposition,
    and where another name follows (`right_after`) that can be the object; never where the countries differ.
    """
    named = office.agent < 0 and any(lexicon.actors[index].kind == "office" for index in office.actors)
    if not named and not (office.title and office.name == (0, 0) and not office.actors):
        return False
    owners = office.nations + office.bodies + (office.actors if named else ())
    if not owners and "d" not in office.flags:
        return False
    if person.taught >= 0:
        return True
    codes = {code for index in person.actors for code in _codes(lexicon, index) if len(code) > 3 or code == "IGO"}
    if codes & {code for index in (office.actors if named else office.bodies) for code in _codes(lexicon, index)}:
        return True
    countries = {country for index in person.actors for country in (lexicon.actors[index].country, *_places_of(lexicon, index))}
    if owners and not countries & {lexicon.actors[index].country for index in owners}:
        return False
    before = words[person.first - 1].form if person.first else ""
    return right_after or person.before[-1:] in ("ب", "ل", "ك") or before.removeprefix("و") in arabic.PREPOSITIONS


def _places_of(lexicon: Lexicon, index: int) -> list[str]:
    """The countries and bodies that a person's roles belong to."""
    return [code[:6] if code.startswith("IGO") else code[:3] for code in _codes(lexicon, index)]


def _has_members(agent: Agent) -> bool:
    return agent.kind == "body" and agent.role not in ("SAME", "COUNTRY")


def _member_of(phrase: Phrase, match: Match, body: tuple[str, int, str]) -> Phrase:
    """ "رجال من الشرطة", "مسؤول بالشركة": somebody of no role of his own with that of the body."""
    flags = "".join(sorted({*phrase.flags.replace("d", ""), *(flag for flag in body[2] if flag == "d")}))
    return evolve(phrase, last=match.last, agent=body[1], flags=flags)


def holder_between_commas(words: Sequence[Word], phrase: Phrase, match: Match, lexicon: Lexicon) -> Phrase | None:
    """ "وزير الخارجية الإسرائيلي، سلفان شالوم، …": the name between commas is the office's holder."""
    if (
        phrase.agent < 0
        or phrase.actors
        or match.reading.before
        or match.last >= len(words)
        or words[match.last].form not in ("،", ",")
    ):
        return None
    nations = {lexicon.actors[index].country for index in phrase.nations}
    people = tuple(index for kind, index, _ in match.leaves if kind == "A" and lexicon.actors[index].kind == "person")
    holders = tuple(index for index in people if not nations or lexicon.actors[index].country in nations)
    return evolve(phrase, last=match.last, actors=holders) if holders else None


def _codes(lexicon: Lexicon, index: int) -> list[str]:
    return [role.code for role in lexicon.actors[index].roles]


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
            index for kind, index, _ in match.leaves if kind == "C" or kind == "A" and "." not in lexicon.actors[index].id
        )
        if origin:
            return evolve(phrase, last=match.last, nations=origin)
    groups = tuple(
        index for _, index, _ in match.of("A") if lexicon.actors[index].kind != "person" and "." in lexicon.actors[index].id
    )
    return evolve(phrase, last=match.last, bodies=groups) if groups else None


_WITH_MEMBERS = frozenset(("group", "party", "organisation", "military", "police", "government"))
"""Kinds of actors that people are said to be in ("قيادي في …")."""


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


def unknown_name(words: Sequence[Word], place: int, taken: frozenset[int], starts: frozenset[int]) -> int:
    """Where an unknown person's name that begins at `place` ends: two to five words tagged as names, or one in quotes;
    `place` if none.

    `taken` are words that may be triggers, `starts` those where a known name begins.
    """
    quoted = place > 0 and words[place - 1].form in arabic.QUOTES
    titled = place > 0 and words[place - 1].form in arabic.HONORIFICS
    if place in taken and not quoted and not titled:
        return place
    end = place
    while end < len(words) and end - place < 6:
        word = words[end]
        if quoted and end > place and word.form in arabic.QUOTES:
            return end
        particle = word.form in arabic.NAME_PARTICLES or end > place and words[end - 1].form in arabic.NAME_PARTICLES
        if not arabic.is_word(word.form) or word.form[:1].isdigit() or end in starts or word.form in arabic.PREPOSITIONS:
            break
        named = word.tag in ("PROPN", "X") or titled and end - place < 2 and word.tag in ("NOUN", "ADJ") and end not in taken
        if not quoted and not particle and not named:
            break
        if not quoted and end == place and (word.form.startswith("ال") or word.form.endswith("ة")):
            break
        end += 1
    return end if not quoted and end - place >= 2 else place
