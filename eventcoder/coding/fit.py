"""Fit patterns to triggers: which phrase fills which slot, by a score that is written down here and nowhere else.

A candidate's worth for a slot (`SCORES`) comes from where it stands, agreement, the tree's opinion and distance; a
pattern's worth is the sum over its slots, plus `FIXED` for each fixed word found. The best complete pattern wins, ties
go to the one that stands first in its file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import evolve, field, frozen

from eventcoder import arabic
from eventcoder.coding.arguments import NounPhrase, find_fixed
from eventcoder.coding.triggers import Trigger
from eventcoder.lexicon import Pattern, Slot
from eventcoder.records import Word

WINDOW = 34
"""Words to each side of a trigger in which its arguments are sought."""

SCORES = {
    "vso": 3.0,  # the first free phrase after a verb, as its subject
    "svo": 2.4,  # the phrase before a verb in its clause
    "relative": 2.6,  # the antecedent of الذي before a verb
    "shared": 1.5,  # the subject of the verb before, in the sentence
    "story": 0.6,  # the subject of the sentence before
    "object": 2.5,  # the free phrase after the subject
    "pronoun": 1.8,  # an attached pronoun
    "genitive": 2.2,  # the phrase in construct with an event noun
    "adjective": 2.4,  # the nationality beside an event noun
    "light": 2.6,  # handed on by a light verb
    "agentive": 2.4,  # من قبل, على يد
    "preposition": 2.0,  # after the slot's own preposition
    "participle": 1.6,  # the noun before a participle
    "main": 0.9,  # the subject of the sentence's verb, for an event noun without its own
}
TREE, DISAGREES, DEPENDENT, COMMA, DISTANCE = 0.8, -0.7, -0.5, -0.35, -0.03
CASE = -6.0
FIXED, THING, CLAUSE, EVENT, UNKNOWN, PASSIVE, UNNAMED = 1.6, 0.4, 0.4, 1.5, -1.0, -0.6, -0.4
_MAIN_PREPOSITIONS = frozenset("خلال في قبل بعد اثناء عقب لدي اثر اثناء قبيل بعيد علي".split())


@frozen
class Given:
    """What a light verb hands to the event noun in its {event}: phrases as indices into the scene's."""

    source: int = -1
    target: int = -1
    word: int = -1


@frozen
class Scene:
    """One sentence ready for fitting. `barriers`: words at which a clause begins; `verbs`: finite verbs; `subjects`: word of a
    verb already fitted → index of its subject; `given`: event word → what a light verb hands it; `events`: words that are event nouns."""

    words: Sequence[Word]
    phrases: Sequence[NounPhrase]
    barriers: Sequence[bool]
    verbs: frozenset[int]
    nouns: frozenset[int]
    issues: Sequence[tuple[int, int, str]] = ()
    subjects: Mapping[int, int] = field(factory=dict)
    given: Mapping[int, Given] = field(factory=dict)
    story_subject: int = -1


@frozen
class Fit:
    """How a pattern fits a trigger: `slots` name → index of phrase (or of the word, for `event`), `missing` what it lacks ("" complete)."""

    pattern: Pattern
    trigger: Trigger
    score: float
    slots: Mapping[str, int]
    fixed: tuple[int, ...] = ()
    passive: bool = False
    missing: str = ""
    inherited: frozenset[str] = frozenset()


def best_fit(scene: Scene, trigger: Trigger, patterns: Sequence[Pattern]) -> tuple[Fit | None, list[Fit]]:
    """Return the best complete fit of a trigger's patterns and all the incomplete ones, for `explain`."""
    best, near = None, []
    for pattern in patterns:
        for fit in fit_pattern(scene, trigger, pattern):
            if fit.missing:
                near.append(fit)
            elif best is None or fit.score > best.score:
                best = fit
    return best, near


def fit_pattern(scene: Scene, trigger: Trigger, pattern: Pattern) -> list[Fit]:
    """Return the ways in which a pattern fits: active and passive for verbs, one for nouns and participles."""
    right = right_edge(scene, trigger)
    left = left_edge(scene, trigger)
    places, missing = _fixed_words(scene, trigger, pattern, left, right)
    if missing:
        return [Fit(pattern, trigger, 0.0, {}, missing=missing)]
    fixed = tuple(place for place in places if place >= 0)
    fixed_words = frozenset(fixed)
    fits = []
    if trigger.verbal:
        source, target = pattern.slot("source"), pattern.slot("target")
        both_bare = source is not None and target is not None and not source.prepositions and not target.prepositions
        if trigger.feature[0] in "pi":
            fits.append(_active(scene, trigger, pattern, left, right, fixed_words, places))
        if trigger.passive and both_bare:
            fits.append(_passive(scene, trigger, pattern, left, right, fixed_words))
        elif trigger.feature[0] in "PI" and not fits:
            fits.append(_active(scene, trigger, pattern, left, right, fixed_words, places))
    elif trigger.participle:
        fits.append(_participle(scene, trigger, pattern, left, right, fixed_words))
    else:
        fits.append(_nominal(scene, trigger, pattern, left, right, fixed_words))
    return [_rest(scene, fit, right, fixed) for fit in fits]


# ---------------------------------------------------------------- windows


def right_edge(scene: Scene, trigger: Trigger) -> int:
    """Where the words to the right that may belong to a trigger end: at a stop, a new clause, another verb."""
    index = trigger.word + 1
    limit = min(len(scene.words), index + WINDOW)
    while index < limit:
        word = scene.words[index]
        if scene.barriers[index]:
            break
        if index in scene.verbs and index not in scene.nouns and not _attributive(scene, trigger, index):
            break
        if word.form in arabic.PUNCTUATION_HARD and word.form != ".":
            break
        index += 1
    return index


def _attributive(scene: Scene, trigger: Trigger, verb: int) -> bool:
    """Whether a verb only describes an indefinite event noun: "اجتماعا انعقد بين …", "هجوم شنه …"."""
    return (
        trigger.masdar
        and not trigger.definite
        and not scene.words[verb].form.startswith("و")
        and verb - trigger.word <= 3
        and all(scene.words[index].tag == "ADJ" for index in range(trigger.word + 1, verb))
    )


def left_edge(scene: Scene, trigger: Trigger) -> int:
    """Where the words to the left begin that may hold a subject before the verb."""
    index = trigger.word
    while index > 0 and trigger.word - index < WINDOW:
        if scene.barriers[index]:
            break
        if index - 1 in scene.verbs:
            break
        index -= 1
    return index


def _fixed_words(scene: Scene, trigger: Trigger, pattern: Pattern, left: int, right: int) -> tuple[tuple[int, ...], str]:
    found = []
    for item in pattern.fixed:
        edge = len(scene.words) if item.in_clause else _past_conjoined_verb(scene, right)
        place = find_fixed(scene.words, item, trigger.word + 1, edge)
        if place < 0 and not item.prepositions and (pattern.slot("source") is None or not trigger.verbal):
            place = find_fixed(scene.words, item, left, trigger.word)
        found.append(place)
        if place < 0 and not item.optional:
            return (), f"no '{'|'.join(item.words)}' beside it"
    return tuple(found), ""


def _past_conjoined_verb(scene: Scene, right: int) -> int:
    """The right edge moved past one verb joined by و: "قتل أربعة وأصيب ستة في هجوم"."""
    if right >= len(scene.words) or scene.barriers[right] or not scene.words[right].form.startswith("و"):
        return right
    index = right + 1
    while (
        index < len(scene.words)
        and not scene.barriers[index]
        and index not in scene.verbs
        and scene.words[index].form not in arabic.PUNCTUATION_SOFT
    ):
        index += 1
    return index


# ---------------------------------------------------------------- candidates


def _free(scene: Scene, first: int, last: int, fixed: frozenset[int]) -> list[int]:
    """Indices of phrases without a preposition between two words, those of fixed words left out."""
    return [
        number
        for number, phrase in enumerate(scene.phrases)
        if first <= phrase.first < last
        and (not phrase.preposition or phrase.through == "-")
        and not any(phrase.first <= word < phrase.last for word in fixed)
        and phrase.head not in fixed
    ]


def _commas(scene: Scene, first: int, last: int) -> int:
    return sum(scene.words[index].form in arabic.PUNCTUATION_SOFT for index in range(first, last))


def _worth(scene: Scene, trigger: Trigger, number: int, base: str, slot: Slot, label: str) -> float:
    phrase = scene.phrases[number]
    score = SCORES[base]
    near = (phrase.first - trigger.word - 1) if phrase.first > trigger.word else (trigger.word - phrase.last)
    score += DISTANCE * max(near, 0)
    between = (trigger.word, phrase.first) if phrase.first > trigger.word else (phrase.last, trigger.word)
    score += COMMA * min(_commas(scene, *between), 3)
    if phrase.dependent:
        score += DEPENDENT
    if not phrase.known and not slot.anything:
        score += UNKNOWN
    anchor = scene.words[phrase.head if phrase.head >= 0 else phrase.first]
    if anchor.head == trigger.word:
        if anchor.dep.startswith(label):
            score += TREE
        elif label == "nsubj" and anchor.dep in ("obj", "iobj"):
            score -= TREE / 2
    return score


def _accepts(slot: Slot, phrase: NounPhrase, words: Sequence[Word]) -> bool:
    if not _of_kind(slot, phrase):
        return False
    if phrase.known or slot.anything:
        return True
    first, second = words[phrase.first], words[phrase.first + 1] if phrase.last > phrase.first + 1 else None
    return (
        slot.name == "source"
        and first.tag in ("PROPN", "X")
        and second is not None
        and second.tag in ("PROPN", "X")
        and not first.form.startswith("ال")
        and not first.form.endswith(("ة", "ات"))
        and not second.form.endswith(("ة", "ات"))
    )


def _of_kind(slot: Slot, phrase: NounPhrase) -> bool:
    return not slot.agent or (slot.agent in phrase.mention.code if slot.agent.isupper() else phrase.mention.agent == slot.agent)


def _agreement(scene: Scene, trigger: Trigger, number: int, *, before: bool) -> float:
    mention = scene.phrases[number].mention
    if mention.kind not in ("agent", "nationality") or not trigger.verbal or mention.first < 0:
        return 0.0
    head = scene.words[mention.first].form
    if not before and head.endswith("ين") and mention.plural and scene.phrases[number].head in (-1, mention.first):
        return CASE  # المتظاهرين is no subject
    feminine = mention.feminine or head.removesuffix("ان").endswith("ة")
    if trigger.plural_person:
        return 0.0 if before and mention.plural else DISAGREES
    if trigger.feminine:
        return 0.0 if feminine or mention.plural else DISAGREES
    return DISAGREES if feminine and not mention.plural else 0.0


def _subjects(
    scene: Scene, trigger: Trigger, slot: Slot, left: int, right: int, fixed: frozenset[int]
) -> list[tuple[float, int, str]]:
    """Candidates for the subject as (score, phrase, kind), the best first."""
    found: list[tuple[float, int, str]] = []
    if trigger.word and scene.words[trigger.word - 1].form in arabic.PRONOMINAL_SUBORDINATORS:
        return [(SCORES["vso"], number, kind) for _, number, kind in _shared(scene, trigger)]
    own = False
    after = _free(scene, trigger.word + 1, right, fixed)
    for rank, number in enumerate(after[:3]):
        phrase = scene.phrases[number]
        if rank and scene.phrases[after[0]].conjoined is False and phrase.conjoined:
            continue
        if (
            rank == 0
            and not _accepts(slot, phrase, scene.words)
            and phrase.first - trigger.word <= 2
            and scene.words[phrase.first].form.startswith("ال")
        ):
            own = True  # an unknown noun right behind the verb (الرسالة, المهندس) is its subject: no other is sought
        if _accepts(slot, phrase, scene.words) and (
            rank == 0 or not scene.phrases[after[0]].known and rank == 1 and _far(scene, trigger, after[0])
        ):
            score = _worth(scene, trigger, number, "vso", slot, "nsubj") + _agreement(scene, trigger, number, before=False)
            found.append((score - (1.5 if trigger.plural_person else 0.0) - rank, number, "vso"))
    relative = trigger.word - 1
    while relative > 0 and scene.words[relative].form in ("قد", "لم", "لا", "لن", "كانوا", "كان", "كانت", "سوف"):
        relative -= 1
    if relative > 0 and scene.words[relative].form in arabic.RELATIVES:
        for number, phrase in enumerate(scene.phrases):
            if relative - 3 <= phrase.last <= relative and _accepts(slot, phrase, scene.words):
                found.append((_worth(scene, trigger, number, "relative", slot, "nsubj"), number, "relative"))
    elif not trigger.before.startswith(("و", "ف")):
        before = next((phrase for phrase in scene.phrases if phrase.last == trigger.word), None)
        if before is not None and not _accepts(slot, before, scene.words) and not before.preposition and left == before.first:
            own = own or scene.words[before.first].form.startswith("ال")
        for number in _free(scene, left, trigger.word, fixed):
            phrase = scene.phrases[number]
            if phrase.last <= trigger.word and _accepts(slot, phrase, scene.words) and not phrase.conjoined:
                score = _worth(scene, trigger, number, "svo", slot, "nsubj") + _agreement(scene, trigger, number, before=True)
                found.append((score, number, "svo"))
    if not own:
        found += _shared(scene, trigger)
    return sorted(found, key=lambda item: -item[0])


def _far(scene: Scene, trigger: Trigger, number: int) -> bool:
    return scene.phrases[number].first - trigger.word > 6


def _shared(scene: Scene, trigger: Trigger) -> list[tuple[float, int, str]]:
    """The subject that a verb without its own takes from the verb before it in the sentence, or from the story."""
    earlier = sorted((word for word in scene.subjects if word < trigger.word), reverse=True)
    for word in earlier:
        number = scene.subjects[word]
        if number >= 0 and _could_be(scene, trigger, number):
            return [(SCORES["shared"], number, "shared")]
    if trigger.plural_person:
        plural = [
            number
            for number, phrase in enumerate(scene.phrases)
            if 0 <= phrase.last <= trigger.word and phrase.known and _could_be(scene, trigger, number)
        ]
        if plural:
            return [(SCORES["shared"] - 0.3, plural[-1], "shared")]
    if earlier:
        number = scene.subjects[earlier[0]]
        return [(SCORES["shared"] - 0.5, number, "shared")] if number >= 0 else []
    if scene.story_subject >= 0 and trigger.word <= 3:
        return [(SCORES["story"], scene.story_subject, "story")]
    return []


def _objects(
    scene: Scene, trigger: Trigger, slot: Slot, subject: int, kind: str, right: int, fixed: frozenset[int]
) -> list[tuple[float, int]]:
    found = []
    start = trigger.word + 1
    if kind == "vso":
        start = scene.phrases[subject].last
    joined = scene.phrases[subject].joined if subject >= 0 else ()
    rank = 0
    for number in _free(scene, start, right, fixed) if not trigger.after else ():
        phrase = scene.phrases[number]
        if number == subject or number in joined or phrase.conjoined:
            continue
        if _accepts(slot, phrase, scene.words) and rank < 2:
            nominative = (
                phrase.mention.plural and scene.words[phrase.first].form.endswith("ون") and phrase.head in (-1, phrase.first)
            )
            found.append((_worth(scene, trigger, number, "object", slot, "obj") - rank + (CASE if nominative else 0.0), number))
        rank += 1
    if trigger.after:
        antecedent = antecedent_of(scene, trigger.word, exclude=subject)
        if antecedent >= 0:
            found.append((SCORES["pronoun"] + 0.4, antecedent))
    return sorted(found, key=lambda item: -item[0])


def _genitives(scene: Scene, place: int, slot: Slot, subject: int) -> list[tuple[float, int]]:
    """Phrases in construct with a fixed word: "على جهود الحكومة", "الجهود المصرية"."""
    return [
        (SCORES["genitive"] + 0.5, number)
        for number, phrase in enumerate(scene.phrases)
        if number != subject
        and phrase.first > place
        and (phrase.head == place or phrase.first == place + 1)
        and _accepts(slot, phrase, scene.words)
    ]


def _could_be(scene: Scene, trigger: Trigger, number: int) -> bool:
    """Whether a phrase told before can be the subject that a verb's own form implies: persons and number agree."""
    phrase = scene.phrases[number]
    if trigger.plural_person:
        return phrase.mention.plural or bool(phrase.joined)
    return not (phrase.mention.plural and phrase.mention.kind == "agent")


def antecedent_of(scene: Scene, word: int, *, exclude: int) -> int:
    """The phrase that a pronoun attached to a word most likely means: the nearest known actor before it that is not its own subject."""
    if word and scene.words[word - 1].form in arabic.RELATIVES:
        return next((number for number, phrase in enumerate(scene.phrases) if phrase.last == word - 1 and number != exclude), -1)
    for number in range(len(scene.phrases) - 1, -1, -1):
        phrase = scene.phrases[number]
        if (
            phrase.last <= word
            and phrase.known
            and number != exclude
            and not phrase.mention.place
            and phrase.mention.kind != "nationality"
        ):
            return number
    return scene.story_subject if scene.story_subject != exclude else -1


# ---------------------------------------------------------------- the readings of a trigger


def _active(
    scene: Scene, trigger: Trigger, pattern: Pattern, left: int, right: int, fixed: frozenset[int], places: tuple[int, ...]
) -> Fit:
    source, target = pattern.slot("source"), pattern.slot("target")
    if source is None or source.prepositions:
        options: list[tuple[float, int, str]] = [(0.0, -1, "")]
    else:
        options = _subjects(scene, trigger, source, left, right, fixed)[:5]
        if not options and not source.optional:
            return Fit(pattern, trigger, 0.0, {}, missing="no subject")
        if not trigger.before.startswith("و") and any(kind in ("vso", "relative") and worth > 1.5 for worth, _, kind in options):
            options = [option for option in options if option[2] not in ("shared", "story")]
        if source.optional:
            options.append((0.0, -1, ""))
    best = Fit(pattern, trigger, -99.0, {}, missing="no object")
    for worth, subject, kind in options:
        slots = {"source": subject} if subject >= 0 else {}
        score = worth
        if target is not None and not target.prepositions:
            if source is None or source.prepositions:
                candidates = [
                    (w, number)
                    for w, number, how in _subjects(scene, trigger, target, left, right, fixed)
                    if how not in ("shared", "story")
                ]
            else:
                candidates = _objects(scene, trigger, target, subject, kind, right, fixed)
            if target.follows >= 0 and places[target.follows] >= 0:
                candidates = sorted(
                    [*candidates, *_genitives(scene, places[target.follows], target, subject)], key=lambda item: -item[0]
                )
            if candidates:
                score += candidates[0][0]
                slots["target"] = candidates[0][1]
            elif not target.optional:
                continue
        if score > best.score:
            best = Fit(
                pattern, trigger, score, slots, inherited=frozenset({"source"}) if kind in ("shared", "story") else frozenset()
            )
    return best


def _passive(scene: Scene, trigger: Trigger, pattern: Pattern, left: int, right: int, fixed: frozenset[int]) -> Fit:
    target = pattern.slot("target")
    assert target is not None
    subjects = [item for item in _subjects(scene, trigger, target, left, right, fixed) if item[2] not in ("shared", "story")]
    if not subjects:
        return Fit(pattern, trigger, 0.0, {}, passive=True, missing="no subject of the passive")
    worth, number, kind = subjects[0]
    score = worth + PASSIVE
    slots = {"target": number}
    after = [
        other
        for other in _free(scene, trigger.word + 1, right, fixed)
        if other != number
        and not scene.phrases[other].conjoined
        and other not in scene.phrases[number].joined
        and scene.phrases[other].first > scene.phrases[number].last - 1
        and not _in_apposition(scene, number, other)
    ]
    if trigger.feature[0] in "pi" and after and kind == "vso":
        return Fit(pattern, trigger, 0.0, {}, passive=True, missing="active: an object follows the subject")
    if trigger.feature[0] in "pi" and (kind == "svo" and after or trigger.after):
        return Fit(pattern, trigger, 0.0, {}, passive=True, missing="active: an object follows")
    agent = _agentive(scene, trigger.word, right)
    if agent >= 0:
        slots["source"] = agent
        score += SCORES["agentive"]
    return Fit(pattern, trigger, score, slots, passive=True)


def _in_apposition(scene: Scene, one: int, other: int) -> bool:
    between = range(scene.phrases[one].last, scene.phrases[other].first)
    return (
        any(scene.words[index].form in arabic.PUNCTUATION_SOFT for index in between)
        or not scene.phrases[other].known
        and len(between) == 0
        and scene.words[scene.phrases[other].first].form.startswith("ال")
    )


def _agentive(scene: Scene, first: int, right: int) -> int:
    """The phrase after من قبل, على يد and their like; -1 where there is none."""
    for number, phrase in enumerate(scene.phrases):
        if not first < phrase.first <= right + 6:
            continue
        start = phrase.head if phrase.head >= 0 else phrase.first
        for words in arabic.AGENTIVE:
            for place in (start, phrase.first):
                before = tuple(word.form for word in scene.words[max(place - len(words), 0) : place])
                own = tuple(word.form for word in scene.words[place : place + len(words)])
                if before == words or own == words and place < phrase.first:
                    return number
    return -1


def _nominal(scene: Scene, trigger: Trigger, pattern: Pattern, left: int, right: int, fixed: frozenset[int]) -> Fit:
    source, target = pattern.slot("source"), pattern.slot("target")
    given = scene.given.get(trigger.word, Given())
    slots: dict[str, int] = {}
    inherited: set[str] = set()
    score, missing = 0.0, ""
    genitive, adjective, second = _construct(scene, trigger, right, fixed)
    bare_source = source is not None and not source.prepositions
    bare_target = target is not None and not target.prepositions
    agent = _agentive(scene, trigger.word, right)
    if given.source >= 0 and bare_source:
        slots["source"] = given.source
        score += SCORES["light"]
    elif agent >= 0 and bare_source:
        slots["source"] = agent
        score += SCORES["agentive"]
    elif adjective >= 0 and bare_source:
        slots["source"] = adjective
        score += SCORES["adjective"]
    other = _adjective_after(scene, adjective)
    if other >= 0 and target is not None and slots.get("source") == adjective:
        slots["target"] = other
        score += SCORES["adjective"]
    if given.target >= 0 and target is not None:
        slots["target"] = given.target
        score += SCORES["light"]
    if genitive >= 0:
        to = _after(scene, "ل", scene.phrases[genitive].last, right) if bare_target and bare_source else -1
        if bare_source and "source" not in slots and (not bare_target or second >= 0 or to >= 0 or "target" in slots):
            if source is not None and _accepts(source, scene.phrases[genitive], scene.words):
                slots["source"] = genitive
                score += SCORES["genitive"]
                if bare_target and "target" not in slots and target is not None:
                    other = second if second >= 0 else to
                    if other >= 0 and _accepts(target, scene.phrases[other], scene.words):
                        slots["target"] = other
                        score += SCORES["object"]
        elif (
            bare_target
            and "target" not in slots
            and target is not None
            and _accepts(target, scene.phrases[genitive], scene.words)
        ):
            slots["target"] = genitive
            score += SCORES["genitive"]
    elif trigger.after and not trigger.definite:
        antecedent = antecedent_of(scene, trigger.word, exclude=-1)
        side = (
            "source"
            if bare_source and "source" not in slots and (not bare_target or "target" in slots)
            else "target"
            if bare_target and "target" not in slots
            else ""
        )
        to = _after(scene, "ل", trigger.word + 1, right) if bare_target and bare_source else -1
        if to >= 0 and target is not None and "target" not in slots and _accepts(target, scene.phrases[to], scene.words):
            slots["target"] = to
            score += SCORES["preposition"]
            side = "source" if "source" not in slots else ""
        if side and antecedent >= 0:
            slots[side] = antecedent
            score += SCORES["pronoun"]
    if bare_target and "target" not in slots and target is not None and (bare_source or adjective >= 0):
        to = _after(scene, "ل", trigger.word + 1, right)
        if to >= 0 and to != slots.get("source") and _accepts(target, scene.phrases[to], scene.words):
            slots["target"] = to
            score += SCORES["preposition"]
        elif adjective >= 0 and source is None:
            slots["target"] = adjective
            score += SCORES["adjective"]
    if bare_source and "source" not in slots:
        main = _main_subject(scene, trigger)
        if main >= 0 and main != slots.get("target"):
            slots["source"] = main
            score += SCORES["main"]
            inherited.add("source")
        elif source is not None and source.optional or "14" <= pattern.code[:2] and target is not None or pattern.code == "event":
            score += UNNAMED
        else:
            missing = "nobody who does it"
    if bare_target and "target" not in slots and target is not None and not target.optional:
        missing = missing or "nobody to whom it is done"
    return Fit(pattern, trigger, score, slots, missing=missing, inherited=frozenset(inherited))


def _construct(scene: Scene, trigger: Trigger, right: int, fixed: frozenset[int]) -> tuple[int, int, int]:
    """The phrases in construct with an event noun: its genitive, its adjective of nationality, the free phrase after the genitive."""
    genitive = adjective = second = -1
    place = trigger.word + 1
    for number, phrase in enumerate(scene.phrases):
        if phrase.first <= trigger.word or phrase.first >= right:
            continue
        if phrase.mention.kind == "nationality" and (
            phrase.head == trigger.word
            or phrase.first == trigger.word + 1
            or _only_adjectives(scene, trigger.word + 1, phrase.first)
        ):
            if adjective < 0 and genitive < 0:
                adjective = number
                place = phrase.last
            continue
        if phrase.mention.plural and scene.words[phrase.first].form.endswith("ون"):
            break  # a nominative is no genitive: "خطف مسلحون" is a verb
        if phrase.preposition not in ("", "of") or phrase.conjoined or any(phrase.first <= word < phrase.last for word in fixed):
            continue
        gap = range(place, phrase.head if phrase.dependent and phrase.head >= place else phrase.first)
        if genitive < 0:
            if trigger.definite or trigger.after or any(not _light_word(scene.words[index]) for index in gap):
                break
            genitive = number
            place = phrase.last
        else:
            if (
                second < 0
                and phrase.known
                and number not in scene.phrases[genitive].joined
                and all(_light_word(scene.words[index]) for index in gap)
            ):
                second = number
            break
    return genitive, adjective, second


def _adjective_after(scene: Scene, number: int) -> int:
    """The second of two nationalities beside an event noun: "اجتماع أردني عراقي", "المفاوضات الفلسطينية الإسرائيلية"; -1."""
    if number < 0 or number + 1 >= len(scene.phrases):
        return -1
    one, other = scene.phrases[number], scene.phrases[number + 1]
    together = (
        other.mention.kind == "nationality" and one.last <= other.first <= one.last + 1 and other.mention.code != one.mention.code
    )
    return number + 1 if together and all(word.form == "-" for word in scene.words[one.last : other.first]) else -1


def _only_adjectives(scene: Scene, first: int, last: int) -> bool:
    return last - first <= 2 and all(
        scene.words[index].tag == "ADJ" and scene.words[index].form not in arabic.PREPOSITIONS for index in range(first, last)
    )


def _light_word(word: Word) -> bool:
    """Whether a word between a noun and its genitive counts for nothing: a number, a quantifier, a quotation mark, من after one."""
    return word.tag in ("NUM", "DET") or word.form[:1].isdigit() or word.form in arabic.QUOTES or word.form in _LIGHT


_LIGHT = frozenset(
    "عدد كل بعض احد احدي مئات الاف عشرات جميع معظم من نحو حوالي ثلاثة اربعة خمسة ستة سبعة ثمانية تسعة عشرة مجموعة اكثر ما لا يقل عن ("
    " ثلاث اربع خمس ست سبع تسع عشر مليون الف مئة".split()
)


def _after(scene: Scene, letter: str, first: int, right: int) -> int:
    """The first known phrase after an attached preposition; -1 where there is none."""
    return next(
        (
            number
            for number, phrase in enumerate(scene.phrases)
            if first <= phrase.first < right and phrase.preposition == letter and phrase.known
        ),
        -1,
    )


def _main_subject(scene: Scene, trigger: Trigger) -> int:
    """For "خلال زيارة إلى …" without an owner: the subject of the sentence's verb before it."""
    before = scene.words[trigger.word - 1].form if trigger.word else ""
    adverbial = trigger.feature == "m" and not trigger.after and scene.words[trigger.word].form.endswith("ا")  # احتجاجا على
    if (
        before.removeprefix("و") not in _MAIN_PREPOSITIONS
        and trigger.before not in ("ب", "ل")
        and not adverbial
        or trigger.definite
    ):
        return -1
    earlier = [word for word in scene.subjects if word < trigger.word]
    return scene.subjects[max(earlier)] if earlier else -1


def _participle(scene: Scene, trigger: Trigger, pattern: Pattern, left: int, right: int, fixed: frozenset[int]) -> Fit:
    if trigger.feature[0] in "qQ":
        return Fit(pattern, trigger, 0.0, {}, missing="a passive participle describes")
    source = pattern.slot("source")
    if source is None or source.prepositions:
        return Fit(pattern, trigger, 0.0, {}, missing="a participle has no subject here")
    candidates = [
        number for number, phrase in enumerate(scene.phrases) if trigger.word - 8 <= phrase.last <= trigger.word and phrase.known
    ]
    if not candidates:
        return Fit(pattern, trigger, 0.0, {}, missing="no noun before the participle")
    number = candidates[-1]
    slots = {"source": number}
    score = SCORES["participle"] + DISTANCE * (trigger.word - scene.phrases[number].last)
    target = pattern.slot("target")
    missing = ""
    if target is not None and not target.prepositions:
        after = [
            other for other in _free(scene, trigger.word + 1, right, fixed) if _accepts(target, scene.phrases[other], scene.words)
        ]
        if after:
            slots["target"] = after[0]
            score += SCORES["object"]
        elif not target.optional:
            missing = "no object"
    return Fit(pattern, trigger, score, slots, missing=missing)


# ---------------------------------------------------------------- slots after prepositions, things, clauses, events


def _rest(scene: Scene, fit: Fit, right: int, fixed: tuple[int, ...]) -> Fit:
    if fit.missing:
        return fit
    slots, score = dict(fit.slots), fit.score + FIXED * len(fixed)
    trigger = fit.trigger
    used = {number for name, number in slots.items() if name in ("source", "target")}
    for slot in fit.pattern.slots:
        if slot.name in ("source", "target") and slot.prepositions and slot.name not in slots:
            if (
                "و" in slot.prepositions
                and "source" in slots
                and scene.phrases[slots["source"]].joined
                and _of_kind(slot, scene.phrases[scene.phrases[slots["source"]].joined[0]])
            ):
                slots[slot.name] = scene.phrases[slots["source"]].joined[0]
                score += SCORES["preposition"] - (2.5 if trigger.before.startswith("و") and _shared(scene, trigger) else 0.0)
                continue
            number, worth = _governed(scene, trigger, slot, right, used)
            if number >= 0:
                slots[slot.name] = number
                used.add(number)
                score += worth
            elif not slot.optional:
                if slot.name == "source" and fit.pattern.emit_source == "source" and fit.trigger.masdar and "target" in slots:
                    score += UNNAMED
                else:
                    return evolve(fit, missing=f"no {slot.name}: the pattern needs {'|'.join(slot.prepositions)}")
        elif slot.name == "event":
            place = _event_word(scene, trigger, slot, right)
            if place < 0:
                return evolve(fit, missing="no event noun for it")
            slots["event"] = place
            score += EVENT
        elif slot.name == "thing":
            if slot.prepositions:
                if _preposition_at(scene, trigger.word + 1, right, slot.prepositions) < 0:
                    if not slot.optional:
                        return evolve(fit, missing=f"no '{'|'.join(slot.prepositions)}' after it")
                    continue
                score += 1.2
            else:
                score += (
                    THING
                    if any(number not in used for number in _free(scene, trigger.word + 1, right, frozenset(fixed)))
                    else 0.0
                )
        elif slot.name == "clause":
            if slot.prepositions:
                if _preposition_at(scene, trigger.word + 1, right + 1, slot.prepositions) < 0 and not slot.optional:
                    return evolve(fit, missing=f"no '{'|'.join(slot.prepositions)}' after it")
                score += CLAUSE + 0.4
            elif right < len(scene.words) and scene.words[right].form in arabic.SUBORDINATORS:
                score += CLAUSE
    return evolve(fit, slots=slots, score=score, fixed=fixed)


def _governed(scene: Scene, trigger: Trigger, slot: Slot, right: int, used: set[int]) -> tuple[int, float]:
    best, best_score = -1, -9.0
    for number, phrase in enumerate(scene.phrases):
        if (
            not trigger.word < phrase.first < right
            or number in used
            or not {phrase.preposition, phrase.through} & set(slot.prepositions)
            or not _accepts(slot, phrase, scene.words)
        ):
            continue
        if phrase.conjoined:
            continue
        score = _worth(scene, trigger, number, "preposition", slot, "obl")
        if score > best_score:
            best, best_score = number, score
    if best < 0 and trigger.word > 0:  # an argument fronted before the verb is rare; a pronoun on the preposition is not
        for index in range(trigger.word + 1, right):
            form = scene.words[index].form
            if any(form in (preposition + pronoun for pronoun in ("ه", "ها", "هم", "هما")) for preposition in slot.prepositions):
                antecedent = antecedent_of(scene, trigger.word, exclude=max(used, default=-1))
                if antecedent >= 0 and antecedent not in used:
                    return antecedent, SCORES["pronoun"] - 0.4
    return best, best_score


def _preposition_at(scene: Scene, first: int, right: int, prepositions: Sequence[str]) -> int:
    for index in range(first, min(right, len(scene.words))):
        form = scene.words[index].form
        if (
            form in prepositions
            or form.removeprefix("و") in prepositions
            or "ب" in prepositions
            and form in ("بان", "بانه", "بانها", "بانهم")
        ):
            return index
        for letter in prepositions:
            if (
                len(letter) == 1
                and len(form) > 3
                and form.startswith(letter)
                and scene.words[index].tag in ("NOUN", "PROPN", "X", "ADJ")
            ):
                return index
            if letter in ("الي", "علي", "من", "عن", "في") and form in (
                letter[:-1] + "يه",
                letter + "ه",
                letter + "ها",
                letter + "هم",
            ):
                return index
    return -1


def _event_word(scene: Scene, trigger: Trigger, slot: Slot, right: int) -> int:
    """The event noun that a light verb governs: the first one to its right after the slot's preposition, or without any."""
    if trigger.after:  # "غارة شنتها طائرات", "الغارات التي نفذتها": the pronoun is the event noun before the verb
        return next((index for index in sorted(scene.nouns, reverse=True) if 0 < trigger.word - index <= 6), -1)
    for index in sorted(scene.nouns):
        if not trigger.word < index < right + 1 or index - trigger.word > 14:
            continue
        before = scene.words[index - 1].form.removeprefix("و")
        attached = {reading.before for reading in arabic.noun_readings(scene.words[index].form)}
        if slot.prepositions:
            if before in slot.prepositions or attached & set(slot.prepositions):
                return index
        elif before not in arabic.PREPOSITIONS:
            return index
    return -1
