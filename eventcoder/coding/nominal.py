"""Fit a pattern to an event noun, masdar or participle."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from eventcoder import arabic
from eventcoder.coding.antecedents import agrees, antecedent_of
from eventcoder.coding.arguments import NounPhrase
from eventcoder.coding.candidates import (
    DISTANCE,
    SCORES,
    UNNAMED,
    accepts,
    find_agentive,
    find_genitives,
    free_phrases,
    of_kind,
)
from eventcoder.coding.scene import Fit, Given, Scene, miss
from eventcoder.coding.surface import numbers_between
from eventcoder.coding.triggers import Trigger
from eventcoder.lexicon import Pattern
from eventcoder.records import Mention, Word

_MAIN_PREPOSITIONS = frozenset("خلال في قبل بعد اثناء عقب لدي اثر اثناء قبيل بعيد علي".split())


def fit_nominal(
    scene: Scene,
    trigger: Trigger,
    pattern: Pattern,
    right: int,
    fixed: frozenset[int],
    places: tuple[int, ...],
    memory: dict[Any, Any],
) -> Fit | None:
    source, target = pattern.source, pattern.target
    given = scene.given.get(trigger.word, Given())
    slots: dict[str, int] = {}
    inherited: set[str] = set()
    score, missing = 0.0, ""
    if fixed not in memory:
        memory[fixed] = _construct(scene, trigger, right, fixed)
    genitive, adjective, second = memory[fixed]
    bare_source = source is not None and not source.prepositions
    bare_target = target is not None and not target.prepositions
    agent = _agent_of(scene, trigger, right)
    if given.source >= 0 and bare_source and source is not None and of_kind(source, scene.phrases[given.source]):
        slots["source"] = given.source
        score += SCORES["light"]
    elif agent >= 0 and bare_source and source is not None and of_kind(source, scene.phrases[agent]):
        slots["source"] = agent
        score += SCORES["agentive"]
    elif adjective >= 0 and bare_source and source is not None and of_kind(source, scene.phrases[adjective]):
        slots["source"] = adjective
        score += SCORES["adjective"]
    other = _adjective_after(scene, adjective)
    if other >= 0 and target is not None and slots.get("source") == adjective:
        slots["target"] = other
        score += SCORES["adjective"]
    if given.target >= 0 and target is not None and of_kind(target, scene.phrases[given.target]):
        slots["target"] = given.target
        score += SCORES["light"]
    if genitive >= 0:
        if second >= 0 and not _two_parties(scene.phrases[genitive], scene.phrases[second]):
            second = -1
        edge = min(right, scene.phrases[genitive].last + 2)  # "اعتقال الشرطة لمتظاهرين", not "قتل 12 شخصا مواليا للروس"
        described = scene.words[min(scene.phrases[genitive].last, len(scene.words) - 1)].form.endswith("ا")
        to = _after(scene, "ل", scene.phrases[genitive].last, edge) if bare_target and bare_source and not described else -1
        if bare_source and "source" not in slots and (not bare_target or second >= 0 or to >= 0 or "target" in slots):
            if source is not None and accepts(source, scene.phrases[genitive]):
                slots["source"] = genitive
                score += SCORES["genitive"]
                if bare_target and "target" not in slots and target is not None:
                    other = second if second >= 0 else to
                    if other >= 0 and accepts(target, scene.phrases[other]):
                        slots["target"] = other
                        score += SCORES["object"]
        elif bare_target and "target" not in slots and target is not None and accepts(target, scene.phrases[genitive]):
            slots["target"] = genitive
            score += SCORES["genitive"]
    elif trigger.after and not trigger.definite and given.source < 0:  # else the pronoun is the light verb's subject again
        antecedent = antecedent_of(scene, trigger.word, exclude=-1, pronoun=trigger.after)
        his_own = pattern.code < "14" and pattern.code[:2] != "09"  # زيارته, not استجوابه or اغتياله
        side = (
            "source"
            if bare_source and "source" not in slots and (not bare_target or "target" in slots or his_own)
            else "target"
            if bare_target and "target" not in slots
            else ""
        )
        to = _after(scene, "ل", trigger.word + 1, right) if bare_target and bare_source else -1
        if to >= 0 and target is not None and "target" not in slots and accepts(target, scene.phrases[to]):
            slots["target"] = to
            score += SCORES["preposition"]
            side = "source" if "source" not in slots else ""
        if side == "source":
            main = _subject_before(scene, trigger)
            antecedent = main if main >= 0 else antecedent
        wanted = source if side == "source" else target
        if side and antecedent >= 0 and wanted is not None and of_kind(wanted, scene.phrases[antecedent]):
            slots[side] = antecedent
            score += SCORES["pronoun"]
    if bare_target and "target" not in slots and target is not None and target.follows >= 0 and places[target.follows] >= 0:
        owned = [item for item in find_genitives(scene, places[target.follows], target, slots.get("source", -1))]
        if owned:
            slots["target"] = owned[0][1]
            score += owned[0][0]
    if bare_target and "target" not in slots and target is not None and (bare_source or source is None or adjective >= 0):
        to = _after(scene, "ل", trigger.word + 1, right)
        if to >= 0 and to != slots.get("source") and accepts(target, scene.phrases[to]):
            slots["target"] = to
            score += SCORES["preposition"]
        elif adjective >= 0 and source is None:
            slots["target"] = adjective
            score += SCORES["adjective"]
    if (
        bare_source
        and "source" not in slots
        and source is not None
        and scene.words[trigger.word].tag == "ADJ"
        and pattern.code < "14"
    ):
        subject = _predicated(scene, trigger)
        if subject >= 0 and accepts(source, scene.phrases[subject]):
            slots["source"] = subject
            score += SCORES["svo"]
    if bare_source and "source" not in slots:
        main = _main_subject(scene, trigger) if pattern.code[:2] < "18" else -1  # "بعد اغتيال …" is another's deed
        if main >= 0 and main != slots.get("target"):
            slots["source"] = main
            score += SCORES["main"]
            inherited.add("source")
        elif source is not None and source.optional or pattern.unnamed:
            score += UNNAMED
        else:
            missing = "nobody who does it"
    if bare_target and "target" not in slots and target is not None and not target.optional:
        missing = missing or "nobody to whom it is done"
    if missing and not scene.explained:
        return None
    return Fit(pattern, trigger, score, slots, missing=missing, inherited=frozenset(inherited))


def _two_parties(one: NounPhrase, other: NounPhrase) -> bool:
    """Whether two phrases behind a masdar are doer and victim ("قصف إسرائيل غزة"), not a name with its title or an unknown's
    apposition."""
    return one.known and not (other.mention.kind == "agent" and one.mention.kind == "actor" and len(one.mention.code) > 3)


def with_sides(
    scene: Scene, trigger: Trigger, patterns: Sequence[Pattern], right: int, memory: dict[Any, Any]
) -> Sequence[Pattern]:
    """The patterns without those that could only lack a doer or a victim: nothing beside the event noun may be either."""
    if trigger.after or trigger.word in scene.given or scene.words[trigger.word].tag == "ADJ":
        return patterns
    memory[_NONE] = _construct(scene, trigger, right, _NONE)
    genitive, adjective, _ = memory[_NONE]
    if genitive >= 0 or adjective >= 0 or _agent_of(scene, trigger, right) >= 0 or _main_subject(scene, trigger) >= 0:
        return patterns
    owned = _after(scene, "ل", trigger.word + 1, right) >= 0
    return [pattern for pattern in patterns if not pattern.doer and (owned or not pattern.victim)]


_NONE: frozenset[int] = frozenset()


def _agent_of(scene: Scene, trigger: Trigger, right: int) -> int:
    """Who does it by what stands around the event noun: من قبل behind it, "المقاتلون وراء الهجوم"; -1."""
    agent = find_agentive(scene, trigger.word, right)
    if agent < 0 and trigger.word and scene.words[trigger.word - 1].form == "وراء":
        return _behind(scene, trigger.word - 1)
    return agent


def _construct(scene: Scene, trigger: Trigger, right: int, fixed: frozenset[int]) -> tuple[int, int, int]:
    """The phrases in construct with an event noun: its genitive, its adjective of nationality, the free phrase after the
    genitive."""
    genitive = adjective = second = -1
    place = trigger.word + 1
    for number in numbers_between(scene.surface, place, right):
        phrase = scene.phrases[number]
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
        if phrase.preposition not in ("", "of") or phrase.conjoined:
            continue
        if fixed and any(phrase.first <= word < phrase.last for word in fixed):
            continue
        gap = range(place, phrase.head if phrase.dependent and phrase.head >= place else phrase.first)
        if genitive < 0:
            if trigger.definite or trigger.after or any(not _light_word(scene.words[index]) for index in gap):
                break
            genitive = _titled(scene, number)
            place = scene.phrases[genitive].last
        elif number != genitive:
            if (
                second < 0
                and phrase.known
                and number not in scene.phrases[genitive].joined
                and all(_light_word(scene.words[index]) for index in gap)
            ):
                second = number
            break
    return genitive, adjective, second


def _titled(scene: Scene, number: int) -> int:
    """The office told right behind an unknown name ("إقالة الدكتور محمود أبو العيون محافظ البنك"), else the name itself."""
    if scene.phrases[number].known or number + 1 >= len(scene.phrases):
        return number
    other = scene.phrases[number + 1]
    beside = other.first == scene.phrases[number].last and other.known and not other.mention.plural
    return number + 1 if beside and other.mention.kind == "agent" and not other.preposition and not other.dependent else number


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
    """Whether a word between a noun and its genitive counts for nothing: a number, a quantifier, a quotation mark, من after
    one."""
    return word.tag in ("NUM", "DET") or word.form[:1].isdigit() or word.form in _PASSED_OVER


_LIGHT = frozenset(
    "عدد كل بعض احد احدي مئات الاف عشرات جميع معظم من نحو حوالي ثلاثة اربعة خمسة ستة سبعة ثمانية تسعة عشرة مجموعة اكثر ما لا "
    "يقل عن ("
    " ثلاث اربع خمس ست سبع تسع عشر مليون الف مئة".split()
)


_PASSED_OVER = _LIGHT | arabic.QUOTES | arabic.HONORIFICS


def _after(scene: Scene, letter: str, first: int, right: int) -> int:
    """The first known phrase after an attached preposition; -1 where there is none."""
    for number in numbers_between(scene.surface, first, right):
        phrase = scene.phrases[number]
        if phrase.preposition == letter and phrase.known:
            return number
    return -1


def _behind(scene: Scene, word: int) -> int:
    """Who is behind a deed: "المقاتلون الأكراد وراء الهجوم"; -1."""
    return next((number for number, phrase in enumerate(scene.phrases) if phrase.last == word and phrase.known), -1)


def _predicated(scene: Scene, trigger: Trigger) -> int:
    """What an adjective without the article is said of: "الوزير مستعد ل …", "قالت إيران إنها مستعدة ل …"; -1."""
    if trigger.definite or not trigger.word:
        return -1
    if scene.words[trigger.word - 1].form in arabic.PRONOMINAL_SUBORDINATORS:
        earlier = [word for word in scene.subjects if word < trigger.word]
        return scene.subjects[max(earlier)] if earlier else -1
    return next(
        (
            number
            for number, phrase in enumerate(scene.phrases)
            if phrase.last == trigger.word and not phrase.preposition and not phrase.dependent and phrase.first >= 0
        ),
        -1,
    )


def _main_subject(scene: Scene, trigger: Trigger) -> int:
    """For "خلال زيارة إلى …" without an owner: the subject of the sentence's verb before it."""
    before = scene.words[trigger.word - 1].form if trigger.word else ""
    adverbial = trigger.feature == "m" and not trigger.after and scene.words[trigger.word].form.endswith("ا")  # احتجاجا على
    if before.removeprefix("و") not in _MAIN_PREPOSITIONS and not adverbial or trigger.definite:
        return -1
    earlier = [word for word in scene.subjects if word < trigger.word]
    return scene.subjects[max(earlier)] if earlier else -1


def _subject_before(scene: Scene, trigger: Trigger) -> int:
    """The subject of the verb before an event noun behind a preposition, whom its pronoun means ("التقى … خلال زيارته"); -1."""
    before = scene.words[trigger.word - 1].form if trigger.word else ""
    if before.removeprefix("و") not in arabic.PREPOSITIONS and trigger.before not in ("ب", "ل"):
        return -1
    earlier = [word for word in scene.subjects if word < trigger.word]
    number = scene.subjects[max(earlier)] if earlier else -1
    phrase = scene.phrases[number] if number >= 0 else None
    return number if phrase and phrase.known and agrees(phrase.mention, trigger.after) else -1


def _is_country(mention: Mention) -> bool:
    return mention.kind == "actor" and len(mention.code) == 3


def fit_participle(scene: Scene, trigger: Trigger, pattern: Pattern, left: int, right: int, fixed: frozenset[int]) -> Fit | None:
    if trigger.feature[0] in "qQ":
        return miss(scene, pattern, trigger, "a passive participle describes")
    source = pattern.source
    if source is None or source.prepositions:
        return miss(scene, pattern, trigger, "a participle has no subject here")
    candidates = [
        number
        for number, phrase in enumerate(scene.phrases)
        if trigger.word - 8 <= phrase.last <= trigger.word and phrase.known and of_kind(source, phrase)
    ]
    if not candidates:
        return miss(scene, pattern, trigger, "no noun before the participle")
    free = [number for number in candidates if not scene.phrases[number].mention.place and not scene.phrases[number].preposition]
    number = (free or candidates)[-1]
    if scene.phrases[number].mention.place:
        return miss(scene, pattern, trigger, "only a place stands before the participle")
    form = scene.words[trigger.word].form
    if form.endswith(("ون", "ين", "ات")) and form.startswith("ال") and _is_country(scene.phrases[number].mention):
        return miss(scene, pattern, trigger, "a country is no group of persons")  # "في أوروبا … المشاركات"
    slots = {"source": number}
    score = SCORES["participle"] + DISTANCE * (trigger.word - scene.phrases[number].last)
    target = pattern.target
    missing = ""
    if target is not None and not target.prepositions:
        after = [other for other in free_phrases(scene, trigger.word + 1, right, fixed) if accepts(target, scene.phrases[other])]
        if after:
            slots["target"] = after[0]
            score += SCORES["object"]
        elif not target.optional:
            missing = "no object"
    return miss(scene, pattern, trigger, missing) if missing else Fit(pattern, trigger, score, slots)
