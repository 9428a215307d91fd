"""Fit a pattern to a finite verb: active and passive."""

from __future__ import annotations

from typing import Any

from eventcoder import arabic
from eventcoder.coding.antecedents import is_own_subject
from eventcoder.coding.candidates import (
    PASSIVE,
    SCORES,
    accepts,
    find_agentive,
    find_genitives,
    find_objects,
    find_subjects,
    free_phrases,
    shared_subjects,
)
from eventcoder.coding.nouns import is_called_upon
from eventcoder.coding.scene import Fit, Scene, left_edge, miss, right_edge
from eventcoder.coding.triggers import Trigger
from eventcoder.lexicon import Pattern, Slot

ADDRESSING = ("02", "10", "13")
"""Roots of urging, demanding and warning: acts upon somebody who is told right behind the verb."""


def fit_active(
    scene: Scene,
    trigger: Trigger,
    pattern: Pattern,
    left: int,
    right: int,
    fixed: frozenset[int],
    places: tuple[int, ...],
    memory: dict[Any, Any],
) -> Fit | None:
    source, target = pattern.source, pattern.target
    if source is None or source.prepositions:
        options: list[tuple[float, int, str]] = [(0.0, -1, "")]
    else:
        key = source.agent, source.anything, fixed, "02" <= pattern.code < "14"
        if key not in memory:
            memory[key] = find_subjects(scene, trigger, source, left, right, fixed, strange=key[-1])[:5]
        options = memory[key].copy()
        if not options and not source.optional:
            return miss(scene, pattern, trigger, "no subject")
        if _has_its_own(scene, trigger, options):
            if target is not None and not target.prepositions and pattern.code[:2] in ADDRESSING:
                left_out = _left_out(scene, trigger, options)
                if left_out:
                    return Fit(pattern, trigger, left_out[0], left_out[1], inherited=frozenset({"source"}))
            options = [option for option in options if option[2] not in ("shared", "story")]
        elif options and options[0][2] == "vso" and is_own_subject(scene, trigger, options[0][1]):
            options = [option for option in options if option[2] != "story"]  # "ودان المتحدث …" begins a sentence of its own
        if source.optional:
            options.append((0.0, -1, ""))
    best: Fit | None = None
    for worth, subject, kind in options:
        slots = {"source": subject} if subject >= 0 else {}
        score = worth
        if target is not None and not target.prepositions:
            if source is None and target.follows >= 0 and fixed and max(fixed) < trigger.word:
                candidates = find_objects(scene, trigger, target, -1, "", right, fixed)  # "الهجوم الذي استهدف سوقا"
            elif source is None or source.prepositions:
                candidates = [
                    (w, number) for w, number, _ in find_subjects(scene, trigger, target, left, right, fixed, alone=True)
                ]
            else:
                known = subject >= 0 and scene.phrases[subject].known and kind in ("vso", "svo")
                strange = known and pattern.code[:2] in ADDRESSING
                edge = _before_content(scene, trigger, pattern, right) if strange or pattern.code[:2] in ADDRESSING else right
                candidates = find_objects(scene, trigger, target, subject, kind, edge, fixed, strange=strange)
            if target.follows >= 0 and places[target.follows] >= 0:
                candidates = sorted(
                    [*candidates, *find_genitives(scene, places[target.follows], target, subject)], key=lambda item: -item[0]
                )
            if not candidates and pattern.code[:2] in ADDRESSING:
                candidates = addressee(scene, trigger, target, subject)
            if candidates:
                score += candidates[0][0]
                slots["target"] = candidates[0][1]
            elif not target.optional:
                continue
        if best is None or score > best.score:
            best = Fit(
                pattern, trigger, score, slots, inherited=frozenset({"source"}) if kind in ("shared", "story") else frozenset()
            )
    return best or miss(scene, pattern, trigger, "no object")


def find_subject(scene: Scene, trigger: Trigger, slot: Slot) -> int:
    """The likeliest subject of a verb that the dictionaries do not tell about; -1."""
    left, right = left_edge(scene, trigger), right_edge(scene, trigger)
    options = find_subjects(scene, trigger, slot, left, right, frozenset())[:5]
    own = _has_its_own(scene, trigger, options)
    return next((number for _, number, kind in options if not own or kind not in ("shared", "story")), -1)


def _has_its_own(scene: Scene, trigger: Trigger, options: list[tuple[float, int, str]]) -> bool:
    """Whether a verb has a subject beside it, so that it shares none with the verb before."""
    return not _may_share(scene, trigger) and any([kind in ("vso", "relative") and worth > 1.5 for worth, _, kind in options])


def _before_content(scene: Scene, trigger: Trigger, pattern: Pattern, right: int) -> int:
    """Where what is called for begins (إلى, على …): who is called upon stands before it ("دعا النواب إلى … مشاركة البرلمان
    الحكومة")."""
    prepositions = {word for slot in pattern.slots if slot.name == "clause" for word in slot.prepositions if len(word) > 1}
    places = (index for index in range(trigger.word + 1, right) if scene.words[index].form in prepositions)
    return next(places, right)


def addressee(scene: Scene, trigger: Trigger, slot: Slot, subject: int) -> list[tuple[float, int]]:
    """To whom the paper goes in which a verb demands: "مذكرة إلى القيادة السياسية طالبت فيها …"."""
    if trigger.word + 1 >= len(scene.words) or scene.words[trigger.word + 1].form not in ("فيها", "فيه", "فيهما"):
        return _written_to(scene, trigger, slot, subject)
    for number in range(len(scene.phrases) - 1, -1, -1):
        phrase = scene.phrases[number]
        if phrase.preposition in ("الي", "ل") and 0 <= trigger.word - phrase.last <= 3 and number != subject:
            return [(SCORES["preposition"], number)] if accepts(slot, phrase) else []
    return []


def _written_to(scene: Scene, trigger: Trigger, slot: Slot, subject: int) -> list[tuple[float, int]]:
    """To whom the letter goes in which a verb demands: "طالبت … في مذكرة رفعتها إلى الحكومة ب …"."""
    for number, phrase in enumerate(scene.phrases):
        if phrase.first <= trigger.word or phrase.preposition not in ("الي", "ل") or number == subject or phrase.mention.place:
            continue
        sent = phrase.first - 2  # the verb before "إلى"
        if sent - 2 <= trigger.word or scene.words[sent - 2].form not in ("في", "خلال", "عبر"):
            return []
        told = scene.words[sent].form.endswith(("ه", "ها")) and accepts(slot, phrase)
        return [(SCORES["preposition"], number)] if told else []
    return []


def _left_out(scene: Scene, trigger: Trigger, options: list[tuple[float, int, str]]) -> tuple[float, dict[str, int]] | None:
    """The worth and slots of a verb of urging whose subject was told before: the one noun behind it is whom one calls upon
    ("كما حض المجتمع الدولي على …")."""
    worth, called, kind = options[0]
    before = [option for option in options if option[2] in ("shared", "story")] or [
        (worth, number, kind) for worth, number, kind in shared_subjects(scene, trigger)
    ]
    if kind != "vso" or not before or before[0][1] == called or not is_called_upon(scene.words[scene.phrases[called].first].form):
        return None
    return worth + before[0][0], {"source": before[0][1], "target": called}


def _may_share(scene: Scene, trigger: Trigger) -> bool:
    """Whether a verb may have the subject of the verb before it though a noun follows: behind و, and behind أن ("أراد أن
    يستقبل …")."""
    following = scene.words[trigger.word + 1].form if trigger.word + 1 < len(scene.words) else ""
    return (
        trigger.before.startswith("و")
        or following in ("خلالها", "خلاله")  # "قام بزيارة … التقى خلالها نظيره"
        or trigger.word > 0
        and scene.words[trigger.word - 1].form in arabic.SUBORDINATORS
    )


def fit_passive(scene: Scene, trigger: Trigger, pattern: Pattern, left: int, right: int, fixed: frozenset[int]) -> Fit | None:
    target = pattern.target
    assert target is not None
    subjects = find_subjects(scene, trigger, target, left, right, fixed, alone=True)
    if not subjects:
        return miss(scene, pattern, trigger, "no subject of the passive", passive=True)
    worth, number, kind = subjects[0]
    score = worth + PASSIVE
    slots = {"target": number}
    after = [
        other
        for other in free_phrases(scene, trigger.word + 1, right, fixed)
        if other != number
        and not scene.phrases[other].conjoined
        and other not in scene.phrases[number].joined
        and scene.phrases[other].first > scene.phrases[number].last - 1
        and not _in_apposition(scene, number, other)
    ]
    if trigger.feature[0] in "pi" and after and kind == "vso":
        return miss(scene, pattern, trigger, "active: an object follows the subject", passive=True)
    if trigger.feature[0] in "pi" and (kind == "svo" and after or trigger.after):
        return miss(scene, pattern, trigger, "active: an object follows", passive=True)
    agent = find_agentive(scene, trigger.word, right)
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
