"""Find where a sentence names actors: dictionary names and agents on the folded surface, put together into phrases.

Nothing here knows the date or the document: a `Phrase` says what stands there (an office, a nationality, a name), and
`resolve.py` says whom it means.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from attrs import evolve, frozen

from eventcoder import arabic
from eventcoder.arabic import Reading, noun_readings
from eventcoder.lexicon import Lexicon
from eventcoder.records import Word

Leaf = tuple[str, int, str]
Openings = dict[str, tuple[tuple[Reading, Mapping[str, Any]], ...]]
"""Folded word → where in a trie its readings lead."""
_REMEMBERED = 200_000


@frozen
class Match:
    """Words `first` to `last` (exclusive) are a name of the lexicon; `leaves` are its entries as (kind, index, flags)."""

    first: int
    last: int
    leaves: tuple[Leaf, ...]
    reading: Reading
    tail: Reading | None = None

    def of(self, kind: str) -> tuple[Leaf, ...]:
        """The leaves of one kind."""
        return tuple(leaf for leaf in self.leaves if leaf[0] == kind)


@frozen
class Phrase:
    """One actor phrase: which words, and what they are made of. Indices point into the lexicon's `actors` and `agents`.

    `actors` name the whole; `agent` is the role noun (-1 none), `nations` the country or body it belongs to, `bodies` an
    organisation that follows a role noun; `former` an office no longer held; `name` the span of an unknown name in apposition.
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


def find_matches(
    words: Sequence[Word],
    trie: Mapping[str, Any],
    *,
    own: Mapping[str, Any] | None = None,
    allows: Callable[[Leaf], bool] = lambda leaf: True,
    memory: Openings | None = None,
) -> list[Match]:
    """Return the longest names of a trie in a sentence, left to right, without overlap.

    `own` is the document's own trie; entries that `allows` says no to (their `near:` is not in the document) are not seen.
    `memory` keeps where in the trie a word leads, from sentence to sentence.
    """
    found: list[Match] = []
    place = 0
    memory = {} if memory is None else memory
    if len(memory) > _REMEMBERED:
        memory.clear()
    while place < len(words):
        best = _longest(words, place, trie, allows, memory)
        if own:
            other = _longest(words, place, own, allows, {})
            if other and (not best or other.last > best.last):
                best = other
        if best:
            found.append(best)
            place = best.last
        else:
            place += 1
    return found


_CLOSED = (
    arabic.SUBORDINATORS | arabic.RELATIVES | arabic.NEGATORS | arabic.CLAUSE_OPENERS | (arabic.PREPOSITIONS - frozenset("و"))
)


def _openings(form: str, trie: Mapping[str, Any]) -> tuple[tuple[Reading, Mapping[str, Any]], ...]:
    """Where in a trie a word leads, by each reading of its clitics; most words lead nowhere."""
    if not arabic.is_word(form):
        return ()
    found = []
    for reading in noun_readings(form):
        if reading.after == "ي":  # دولي is an adjective, not "my states"
            continue
        spellings = (reading.stem,) if reading.after else _spellings(reading.stem, exact=reading.stem in trie)
        found += [(reading, node) for spelling in spellings if (node := trie.get(spelling)) is not None]
    return tuple(found)


def _longest(
    words: Sequence[Word], place: int, trie: Mapping[str, Any], allows: Callable[[Leaf], bool], memory: Openings
) -> Match | None:
    form = words[place].form
    openings = memory.get(form)
    if openings is None:
        openings = memory[form] = _openings(form, trie)
    if not openings:
        return None
    closed = form in _CLOSED
    best: Match | None = None
    for reading, node in openings:
        if reading.after:  # a pronoun ends the phrase: agents of one word only
            agents = _leaves(leaf for leaf in node.get("", ()) if leaf[0] == "G" and "d" not in leaf[2])
            if agents and best is None:
                best = Match(place, place + 1, agents, reading)
        else:
            last, leaves, tail = _walk(words, place + 1, node, allows)
            if leaves and not (closed and last == place + 1) and (best is None or last > best.last):
                best = Match(place, last, _leaves(leaves), reading, tail)
    return best


def _leaves(rows: Iterable[Any]) -> tuple[Leaf, ...]:
    """Leaves of a trie, which JSON keeps as lists, as tuples."""
    return tuple((row[0], row[1], row[2]) for row in rows)


def _walk(
    words: Sequence[Word], place: int, node: Mapping[str, Any], allows: Callable[[Leaf], bool]
) -> tuple[int, list[Any], Reading | None]:
    last, leaves, tail = place, [leaf for leaf in node.get("", ()) if allows(leaf)], None
    index = place
    while index < len(words) and index - place < 14:
        form = words[index].form
        if form in arabic.QUOTES or form == "-":
            index += 1
            continue
        step = next(
            (found for spelling in _spellings(form, exact=form in node) if (found := node.get(spelling)) is not None), None
        )
        if step is None:
            for reading in noun_readings(form):
                if reading.after not in ("", "ي") and not reading.before and (end := node.get(reading.stem)) is not None:
                    own = [leaf for leaf in end.get("", ()) if leaf[0] == "G"]
                    if own:
                        return index + 1, own, reading
            break
        node, index = step, index + 1
        if "" in node and (own_leaves := [leaf for leaf in node[""] if allows(leaf)]):
            last, leaves, tail = index, own_leaves, None
    return last, leaves, tail


@lru_cache(maxsize=100_000)
def _spellings(form: str, *, exact: bool) -> tuple[str, ...]:
    """The form itself and, where it is not `exact` in the trie, how it is also spelt: ة/ه at the end, ؤ/ئ inside."""
    if exact:
        return (form,)
    found = [form]
    if form.endswith("ه"):
        found.append(form[:-1] + "ة")
    elif form.endswith("ة"):
        found.append(form[:-1] + "ه")
    for one, other in (("ئ", "ؤ"), ("ؤ", "ئ")):
        if one in form:
            found.append(form.replace(one, other))
    return tuple(found)


def find_phrases(
    words: Sequence[Word], matches: Sequence[Match], lexicon: Lexicon, taken: frozenset[int] = frozenset()
) -> list[Phrase]:
    """Put matches together into actor phrases: office + nationality, office + body, title + name.

    "وزير الداخلية بحكومة الوفاق الوطني الليبية فتحي باشاغا" is one phrase. `taken` are words that are triggers (never names
    of unknowns).
    """
    phrases: list[Phrase] = []
    number = 0
    while number < len(matches):
        match = matches[number]
        if _is_other_word(words, match, lexicon):
            number += 1
            continue
        phrase, number = _compose(words, matches, number, lexicon, taken)
        phrases.append(_named_before(words, phrase, phrases[-1].last if phrases else 0, taken))
    return phrases


def _named_before(words: Sequence[Word], phrase: Phrase, floor: int, taken: frozenset[int]) -> Phrase:
    """An office with an unknown name before it: "الدكتور يوسف فلان وزير التجارة" is one phrase, and the name is learnt."""
    if phrase.agent < 0 or phrase.actors or phrase.before or phrase.name != (0, 0) or "p" in phrase.flags:
        return phrase
    place = phrase.first
    while place > floor and phrase.first - place < 5:
        word = words[place - 1]
        particle = word.form in arabic.NAME_PARTICLES or place > 1 and words[place - 2].form in arabic.NAME_PARTICLES
        if (
            not arabic.is_word(word.form)
            or word.form in arabic.HONORIFICS
            or not (particle or word.tag in ("PROPN", "X"))
            or (place - 1) in taken
        ):
            break
        place -= 1
    titled = place > floor and words[place - 1].form in arabic.HONORIFICS
    if phrase.first - place < (1 if titled else 2) or words[place].form.startswith("ال"):
        return phrase
    return evolve(phrase, first=place - titled, skip=0, name=(place, phrase.first))


def _is_other_word(words: Sequence[Word], match: Match, lexicon: Lexicon) -> bool:
    """Whether a one-word match is no name here: tagged a verb, or a bare nisba used as a plain noun."""
    word = words[match.first]
    if match.last - match.first > 1:
        return False
    if (
        word.tag == "VERB"
        and not match.reading.stem.startswith("ال")
        and not any(kind in "AC" and len(match.reading.stem) > 4 for kind, *_ in match.leaves)
    ):
        return True
    if (
        match.of("G")
        and not match.of("A")
        and not match.reading.before
        and lexicon.agents[match.of("G")[0][1]].adjective
        and match.first
    ) and _describes(words[match.first - 1], word, lexicon):
        return True
    if match.of("G") and not match.of("A") and word.tag == "ADJ" and not match.reading.before and "p" not in match.of("G")[0][2]:
        before = words[match.first - 1] if match.first else None  # "هجوم انتحاري": an adjective agreeing with a plain noun
        if (
            before is not None
            and before.tag in ("NOUN", "PROPN", "X")
            and before.form.startswith("ال") == word.form.startswith("ال")
        ):
            return True
    return bool(match.of("G")) and not match.of("A") and word.tag in ("VERB", "ADP") and match.reading.before != ""


def _describes(before: Word, word: Word, lexicon: Lexicon) -> bool:
    """Whether a word that is agent and adjective describes the noun before it: same definiteness, and no noun that takes
    victims (مقتل)."""
    form = before.form.removeprefix("و").removesuffix("ا")
    if before.tag not in ("NOUN", "PROPN", "X", "ADJ") or before.form.startswith("ال") != word.form.startswith("ال"):
        return False
    if form in arabic.PREPOSITIONS or form in arabic.QUANTIFIERS or any(before.form == words[-1] for words in arabic.AGENTIVE):
        return False
    readings = [reading.stem for reading in noun_readings(before.form) if not reading.after]
    features = [(entry, feature) for stem in readings for entry, feature in lexicon.forms.get(stem, ())]
    if features and all(feature[0] in "piPI" for _, feature in features):
        return False  # a verb is described by nothing
    owners = [lexicon.entries[entry] for entry, feature in features if feature[0] in "mMnNp"]
    slots = [slot for entry in owners for pattern in entry.patterns for slot in pattern.slots if slot.name == "target"]
    return not any(not slot.prepositions and slot.follows < 0 and not slot.anything for slot in slots)


def _start(words: Sequence[Word], match: Match) -> Phrase:
    actors = match.of("A") or match.of("S")
    nations, capitals, agents = match.of("N"), match.of("C"), match.of("G")
    keep = (
        match.tail.keep
        if match.tail
        else match.reading.keep
        if match.last == match.first + 1
        else len(words[match.last - 1].form)
    )
    base = Phrase(
        match.first,
        match.last,
        match.reading.before,
        (match.tail or match.reading).after,
        core_last=match.last,
        skip=match.reading.skip,
        keep=keep,
    )
    if match.of("T"):
        return evolve(base, taught=match.of("T")[0][1])
    if actors and not (agents and not match.of("A")):
        return evolve(base, actors=tuple(index for _, index, _ in actors), surname=not match.of("A"))
    if agents:
        return evolve(base, agent=agents[0][1], flags=agents[0][2])
    if capitals and not nations:
        return evolve(base, nations=tuple(index for _, index, _ in capitals), capital=True)
    return evolve(base, nations=tuple(index for _, index, _ in nations), nationality=True, flags=nations[0][2])


def _compose(
    words: Sequence[Word], matches: Sequence[Match], number: int, lexicon: Lexicon, taken: frozenset[int]
) -> tuple[Phrase, int]:
    phrase = _start(words, matches[number])
    starts = frozenset(match.first for match in matches[number + 1 : number + 40])  # more than a phrase ever has
    number += 1
    while True:
        place = phrase.last
        while place < len(words) and words[place].form in arabic.QUOTES:
            place += 1
        if place >= len(words):
            break
        form = words[place].form
        if form in ("بن", "ابن") and phrase.actors and place + 1 < len(words) and arabic.is_word(words[place + 1].form):
            phrase = evolve(phrase, last=place + 2)  # "سلطان بن سلمان": the name goes on
            continue
        if (phrase.agent >= 0 or phrase.actors) and form in arabic.FORMER:
            phrase = evolve(phrase, last=place + 1, former=True)
            continue
        if (
            form == "من"
            and phrase.agent >= 0
            and not phrase.nations
            and not phrase.bodies
            and not phrase.actors
            and number < len(matches)
        ):
            partitive = _part_of(phrase, matches[number], place, lexicon)
            if partitive is not None:
                phrase, number = partitive, number + 1
                continue
        if form in ("،", ",") and number < len(matches) and matches[number].first == place + 1:
            named = _holder_between_commas(words, phrase, matches[number], lexicon)
            if named is not None:
                phrase, number = named, number + 1
                continue
        following = matches[number] if number < len(matches) and matches[number].first == place else None
        if following is None and number < len(matches) and matches[number].first < place:  # a match inside a name already taken
            number += 1
            continue
        if following is not None:
            joined = _join(words, phrase, following, lexicon)
            if joined is not None:
                phrase, number = joined, number + 1
                continue
            break
        if (
            phrase.agent >= 0
            and phrase.name == (0, 0)
            and not phrase.actors
            and (end := _unknown_name(words, place, taken, starts)) > place
        ):
            phrase = evolve(phrase, last=end, name=(place, end))
            continue
        if (
            phrase.agent >= 0
            and words[place].tag == "ADJ"
            and form.startswith("ال")
            and place not in taken
            and "d" in phrase.flags + ("d" if phrase.nations else "")
        ):
            after = next((m for m in matches[number : number + 1] if m.first == place + 1), None)
            has_name = place + 1 < len(words) and _unknown_name(words, place + 1, taken, starts) > place + 1
            if after is not None and (after.of("N") or after.of("A")) or after is None and has_name and phrase.name == (0, 0):
                phrase = evolve(phrase, last=place + 1)
                continue
        if form in arabic.HONORIFICS and (phrase.agent >= 0 or phrase.actors) and place + 1 < len(words):
            person = number < len(matches) and matches[number].first == place + 1 and _is_person(matches[number], lexicon)
            if person or _unknown_name(words, place + 1, taken, starts) > place + 1:
                phrase = evolve(phrase, last=place + 1)  # "الأمين العام للجامعة العربية السيد عمرو موسى"
                continue
        if (
            (
                phrase.agent >= 0
                and "d" not in phrase.flags
                and not phrase.nations
                and words[place].tag == "ADJ"
                and not form.startswith("ال")
                and place + 1 < len(words)
            )
            and words[place + 1].form == "من"
            and number < len(matches)
            and matches[number].first == place + 2
        ):
            phrase = evolve(phrase, last=place + 1)
            continue
        break
    return phrase, number


_OFFICES = frozenset(("GOV", "LEG", "MIL", "JUD", "OPP", "PTY", "COUNTRY", "COUNTERPART"))
"""Roles whose holders may belong to a body named after ل or ب ("وزير الداخلية بحكومة …")."""


def _is_person(match: Match, lexicon: Lexicon) -> bool:
    return any(lexicon.actors[index].kind == "person" for kind, index, _ in match.leaves if kind in "AS")


def _join(words: Sequence[Word], phrase: Phrase, match: Match, lexicon: Lexicon) -> Phrase | None:
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
        return _person_in_office(phrase, match, lexicon)
    if match.of("T") and not before and not phrase.actors:
        return evolve(phrase, last=match.last)
    people = tuple(index for _, index, _ in actors if lexicon.actors[index].kind == "person")
    if people and before in ("", "ل") and not phrase.actors and (not before or phrase.nations == ()):
        if before:
            return None
        return evolve(phrase, last=match.last, actors=people, surname=not match.of("A"))
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
        return evolve(phrase, last=match.last, bodies=others)
    if capitals and not others and before in ("", "ل") and not phrase.nations and (not definite or before == "ل"):
        return evolve(phrase, last=match.last, nations=tuple(index for _, index, _ in capitals))
    if agents and before in ("", "ل", "ب") and not phrase.nations and (same or not definite or before):
        flags = agents[0][2]
        role = lexicon.agents[agents[0][1]].role
        keep_outer = not same and not (lexicon.agents[phrase.agent].needs and role not in ("SAME", "COUNTRY"))
        if not same and not before and not lexicon.agents[phrase.agent].needs:
            return None
        if not before and words[phrase.last - 1].form.startswith("ال"):
            return None  # a definite noun governs no genitive: "أمهلت الحركة الحكومة"
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


def _person_in_office(phrase: Phrase, match: Match, lexicon: Lexicon) -> Phrase | None:
    """ "الأمين العام للأمم المتحدة كوفي أنان": an office that is an entry of its own, and the name of its holder."""
    offices = {lexicon.actors[index].country for index in phrase.actors if lexicon.actors[index].kind == "office"}
    people = tuple(index for kind, index, _ in match.leaves if kind == "A" and lexicon.actors[index].kind == "person")
    holders = tuple(
        index for index in people if lexicon.actors[index].country in offices or offices & set(_codes(lexicon, index))
    )
    return evolve(phrase, last=match.last, actors=holders) if holders and not match.reading.before else None


def _holder_between_commas(words: Sequence[Word], phrase: Phrase, match: Match, lexicon: Lexicon) -> Phrase | None:
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


def _part_of(phrase: Phrase, match: Match, place: int, lexicon: Lexicon) -> Phrase | None:
    """ "مسلحين من جيش المهدي": role noun, من and the organisation that they are of."""
    if match.first != place + 1 or match.reading.before:
        return None
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


def _unknown_name(words: Sequence[Word], place: int, taken: frozenset[int], starts: frozenset[int]) -> int:
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
        if not quoted and not particle and word.tag not in ("PROPN", "X"):
            break
        if not quoted and end == place and (word.form.startswith("ال") or word.form.endswith("ة")):
            break
        end += 1
    return end if not quoted and end - place >= 2 else place
