"""Candidates for subject and object of a trigger, each with its worth. **The score is written down here and nowhere else.**

A candidate's worth for a slot (`SCORES`) comes from where it stands, agreement, the tree's opinion and distance; a
pattern's worth is the sum over its slots, plus `FIXED` for each fixed word found. The best complete pattern wins, ties go
to the one that stands first in its file.
"""

from __future__ import annotations

from bisect import bisect_left

from eventcoder import arabic
from eventcoder.coding.antecedents import antecedent_of, could_be, going_on_from, is_plural
from eventcoder.coding.arguments import NounPhrase
from eventcoder.coding.scene import Scene
from eventcoder.coding.triggers import Trigger
from eventcoder.lexicon import Slot

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


_OF_THEM = frozenset("منهم منهن منهما".split())
_RESUMED = frozenset("فيه فيها فيهم فيهما خلاله خلالها".split())
"""في and خلال with a pronoun: "التي قتل فيها …" has another subject than what it describes."""
TREE, DISAGREES, DEPENDENT, COMMA, DISTANCE = 0.8, -0.7, -0.5, -0.35, -0.03


CASE = -6.0


FIXED, THING, CLAUSE, EVENT, UNKNOWN, PASSIVE, UNNAMED = 1.6, 0.4, 0.4, 1.5, -1.0, -0.6, -0.4


def free_phrases(scene: Scene, first: int, last: int, fixed: frozenset[int]) -> list[int]:
    """Indices of phrases without a preposition between two words, those of fixed words left out."""
    found = scene.surface.free.get((first, last, fixed))
    if found is None:
        starts, numbers = scene.surface.unled
        found = numbers[bisect_left(starts, first) : bisect_left(starts, last)]
        if fixed:
            phrases = [(number, scene.phrases[number]) for number in found]
            found = [
                number
                for number, phrase in phrases
                if phrase.head not in fixed and not any([phrase.first <= word < phrase.last for word in fixed])
            ]
        scene.surface.free[first, last, fixed] = found
    return found


def worth(scene: Scene, trigger: Trigger, number: int, base: str, slot: Slot, label: str) -> float:
    phrase = scene.phrases[number]
    score = SCORES[base]
    commas, word = scene.surface.commas, trigger.word
    if phrase.first > word:
        near, between = phrase.first - word - 1, commas[phrase.first] - commas[word]
    else:
        near = word - phrase.last
        between = commas[word] - commas[max(phrase.last, 0)] if near > 0 else 0
    if near > 0:
        score += DISTANCE * near
    score += COMMA * min(between, 3)
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


def accepts(slot: Slot, phrase: NounPhrase) -> bool:
    """Whether a phrase may fill a slot at all: a known actor of the slot's kind, a noun of persons, or anything where the slot
    has a star."""
    return of_kind(slot, phrase) and (phrase.known or slot.anything or phrase.people)


def of_kind(slot: Slot, phrase: NounPhrase) -> bool:
    return not slot.agent or (slot.agent in phrase.mention.code if slot.agent.isupper() else phrase.mention.agent == slot.agent)


def _agreement(scene: Scene, trigger: Trigger, number: int, *, before: bool) -> float:
    mention = scene.phrases[number].mention
    several = is_plural(scene.phrases[number]) or bool(scene.phrases[number].joined)
    if mention.kind == "actor" and trigger.plural_person and not several:
        return 3 * DISAGREES  # "موسكو … قتلوا"
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


def find_subjects(
    scene: Scene,
    trigger: Trigger,
    slot: Slot,
    left: int,
    right: int,
    fixed: frozenset[int],
    *,
    strange: bool = False,
    alone: bool = False,
) -> list[tuple[float, int, str]]:
    """Candidates for the subject as (score, phrase, kind), the best first; `strange`: a definite noun beside the verb may be it
    though it is no known actor (المصدر, but not the storm that strikes); `alone`: none is taken from another verb."""
    found: list[tuple[float, int, str]] = []
    if trigger.word and scene.words[trigger.word - 1].form in arabic.PRONOMINAL_SUBORDINATORS:
        return [] if alone else [(SCORES["vso"], number, kind) for _, number, kind in shared_subjects(scene, trigger)]
    own = False
    after = free_phrases(scene, trigger.word + 1, right, fixed)
    beyond = len(after) > 1 and not scene.phrases[after[0]].known and _far(scene, trigger, after[0])
    for rank, number in enumerate(after[: 2 if beyond else 1]):
        phrase = scene.phrases[number]
        if phrase.conjoined and (rank or phrase.first > trigger.word + 1):
            continue
        takes = accepts(slot, phrase)
        if not takes and not rank:
            # an unknown noun right behind the verb (الرسالة, المهندس) is its subject: no other is sought
            own = phrase.first - trigger.word <= 2 and scene.words[phrase.first].form.startswith("ال")
            if of_kind(slot, phrase):
                if own and strange:
                    found.append((worth(scene, trigger, number, "vso", slot, "nsubj"), number, "vso"))
                # "هاجمتهم قوة من …": its object is the pronoun
                takes = bool(trigger.after) and phrase.first == trigger.word + 1 or _named(scene, trigger, after)
        if takes and not _accusative(scene, phrase):
            score = worth(scene, trigger, number, "vso", slot, "nsubj") + _agreement(scene, trigger, number, before=False)
            found.append((score - (1.5 if trigger.plural_person else 0.0) - rank, number, "vso"))
    relative = trigger.word - 1
    while relative > 0 and scene.words[relative].form in ("قد", "لم", "لا", "لن", "كانوا", "كان", "كانت", "سوف"):
        relative -= 1
    if relative > 0 and scene.words[relative].form in arabic.RELATIVES:
        following = scene.words[trigger.word + 1].form if trigger.word + 1 < len(scene.words) else ""
        for number, phrase in enumerate(scene.phrases) if not trigger.after and following not in _RESUMED else ():
            if relative - 3 <= phrase.last <= relative and accepts(slot, phrase):
                found.append((worth(scene, trigger, number, "relative", slot, "nsubj"), number, "relative"))
    elif not trigger.before.startswith(("و", "ف")):
        number = scene.surface.ending.get(trigger.word, -1)
        before = scene.phrases[number] if number >= 0 else None
        beside = before is not None and not before.preposition and left in (before.first, before.first - 1)
        if before is not None and beside and not accepts(slot, before):
            own = own or scene.words[before.first].form.startswith("ال")
            if own and strange and of_kind(slot, before):
                found.append((worth(scene, trigger, number, "svo", slot, "nsubj"), number, "svo"))
        behind_verb = left - 1 in scene.verbs
        for number in free_phrases(scene, left, trigger.word, fixed):
            phrase = scene.phrases[number]
            if behind_verb and trigger.word - phrase.last > 1:
                continue  # it belongs to the verb before
            if phrase.last <= trigger.word and accepts(slot, phrase) and not phrase.conjoined:
                score = worth(scene, trigger, number, "svo", slot, "nsubj") + _agreement(scene, trigger, number, before=True)
                found.append((score, number, "svo"))
    if not own and not alone:
        found += [item for item in shared_subjects(scene, trigger) if of_kind(slot, scene.phrases[item[1]])]
    return sorted(found, key=lambda item: -item[0]) if len(found) > 1 else found


def _named(scene: Scene, trigger: Trigger, after: list[int]) -> bool:
    """Whether an unknown proper name right behind the verb is its subject, a known actor without a preposition its object
    ("اتهم جمجوم الحكومة")."""
    if len(after) < 2:
        return False
    one, other = scene.phrases[after[0]], scene.phrases[after[1]]
    return (
        one.first == trigger.word + 1
        and other.first == one.last == one.first + 1
        and other.known
        and scene.words[one.first].tag in ("PROPN", "X")
        and not one.known
    )


def _accusative(scene: Scene, phrase: NounPhrase) -> bool:
    """Whether an unknown noun stands in the accusative ("جميعا", "شهورا"): it is no subject behind its verb."""
    word = scene.words[phrase.first]
    return not phrase.known and word.tag in ("NOUN", "ADJ") and len(word.form) > 3 and word.form.endswith("ا")


def _far(scene: Scene, trigger: Trigger, number: int) -> bool:
    return scene.phrases[number].first - trigger.word > 6


def shared_subjects(scene: Scene, trigger: Trigger) -> list[tuple[float, int, str]]:
    """The subject that a verb without its own takes from the verb before it in the sentence, or from the story."""
    earlier = [word for word in scene.subjects if word < trigger.word]
    earlier.sort(reverse=True)
    if trigger.word and scene.words[trigger.word - 1].form in arabic.PUNCTUATION_SOFT:  # "… الذي فجر نفسه، وأشاد …"
        earlier = [word for word in earlier if not word or scene.words[word - 1].form not in arabic.RELATIVES] or earlier
    earlier = going_on_from(scene, trigger, earlier) or earlier
    for word in earlier:
        number = scene.subjects[word]
        if number >= 0 and could_be(scene, trigger, number):
            return [(SCORES["shared"], number, "shared")]
    if trigger.plural_person:
        plural = [
            number
            for number, phrase in enumerate(scene.phrases)
            if 0 <= phrase.last <= trigger.word and phrase.known and could_be(scene, trigger, number)
        ]
        free = [number for number in plural if not scene.phrases[number].preposition and not scene.phrases[number].dependent]
        if plural:
            return [(SCORES["shared"] - 0.3, (free or plural)[-1], "shared")]
    if earlier:
        number = scene.subjects[earlier[0]]
        return [(SCORES["shared"] - 0.5, number, "shared")] if number >= 0 else []
    if scene.story_subject >= 0 and trigger.word <= 3:
        return [(SCORES["story"], scene.story_subject, "story")]
    return []


def find_objects(
    scene: Scene,
    trigger: Trigger,
    slot: Slot,
    subject: int,
    kind: str,
    right: int,
    fixed: frozenset[int],
    *,
    strange: bool = False,
) -> list[tuple[float, int]]:
    """Candidates for the object as (score, phrase), the best first; `strange`: the noun beside the verb or its subject may be it
    though it is no known actor ("ناشد الرئيس الخاطفين")."""
    found = []
    start = trigger.word + 1
    if kind == "vso":
        start = scene.phrases[subject].last
    joined = scene.phrases[subject].joined if subject >= 0 else ()
    rank = 0
    for number in free_phrases(scene, start, right, fixed) if not trigger.after else ():
        phrase = scene.phrases[number]
        if number == subject or number in joined or phrase.conjoined:
            continue
        urged = strange and not rank and phrase.first <= max(start, trigger.word + 1) and not _accusative(scene, phrase)
        if (accepts(slot, phrase) or urged and of_kind(slot, phrase)) and rank < 2:
            nominative = (
                phrase.mention.plural and scene.words[phrase.first].form.endswith("ون") and phrase.head in (-1, phrase.first)
            )
            found.append((worth(scene, trigger, number, "object", slot, "obj") - rank + (CASE if nominative else 0.0), number))
        if not phrase.known and rank < 2 and phrase.last < len(scene.words) and scene.words[phrase.last].form in _OF_THEM:
            whole = antecedent_of(scene, trigger.word, exclude=subject, pronoun="هم")  # "اعتقلت أعدادا منهم"
            if whole >= 0 and of_kind(slot, scene.phrases[whole]):
                found.append((SCORES["object"], whole))
        rank += 1
    if trigger.after:
        antecedent = antecedent_of(scene, trigger.word, exclude=subject, pronoun=trigger.after)
        if antecedent >= 0 and of_kind(slot, scene.phrases[antecedent]):
            found.append((SCORES["pronoun"] + 0.4, antecedent))
    return sorted(found, key=lambda item: -item[0])


def find_genitives(scene: Scene, place: int, slot: Slot, subject: int) -> list[tuple[float, int]]:
    """Phrases in construct with a fixed word: "على جهود الحكومة", "الجهود المصرية"."""
    return [
        (SCORES["genitive"] + 0.5, number)
        for number, phrase in enumerate(scene.phrases)
        if number != subject
        and phrase.first > place
        and (
            phrase.head == place
            or phrase.first == place + 1
            and phrase.preposition in ("", "of", scene.words[place].form)
            or phrase.head == place + 1
            and phrase.preposition == "of"
        )
        and accepts(slot, phrase)
    ]


def find_agentive(scene: Scene, first: int, right: int) -> int:
    """The phrase after من قبل, على يد and their like; -1 where there is none."""
    if not scene.surface.agentive:
        return -1
    return next((number for number in scene.surface.agentive if first < scene.phrases[number].first <= right + 6), -1)
