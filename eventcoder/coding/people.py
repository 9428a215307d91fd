"""Names of people beside offices: whose an office is, and what only looks like a name."""

from __future__ import annotations

from collections.abc import Sequence

from eventcoder import arabic
from eventcoder.coding.names import Match
from eventcoder.coding.parts import Phrase
from eventcoder.frozen import evolve
from eventcoder.lexicon import Lexicon
from eventcoder.records import Word


def is_person(match: Match, lexicon: Lexicon) -> bool:
    return any(lexicon.actors[index].kind == "person" for kind, index, _ in match.leaves if kind in "AS")


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

    It is where nobody knows the person yet, where both are of one body ("أبو عبيدة الناطق باسم القسام"), after a preposition,
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


def with_office(person: Phrase, office: Phrase) -> Phrase:
    """One phrase of a person and the office in apposition; somebody unknown is known by it from here on."""
    if person.taught < 0:
        return evolve(person, last=office.last)
    return evolve(office, first=person.first, before=person.before, skip=person.skip, name=(person.first, person.last))
