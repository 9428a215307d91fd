"""Fit the patterns of the lexicon to a trigger and choose the best."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from eventcoder import arabic
from eventcoder.coding.antecedents import antecedent_of
from eventcoder.coding.candidates import (
    CLAUSE,
    EVENT,
    FIXED,
    SCORES,
    THING,
    UNNAMED,
    accepts,
    free_phrases,
    of_kind,
    shared_subjects,
    worth,
)
from eventcoder.coding.nominal import fit_nominal, fit_participle, with_sides
from eventcoder.coding.scene import Fit, Scene, left_edge, past_conjoined_verb, right_edge
from eventcoder.coding.surface import find_fixed, numbers_between
from eventcoder.coding.triggers import Trigger
from eventcoder.coding.verbal import fit_active, fit_passive
from eventcoder.frozen import evolve
from eventcoder.lexicon import Entry, Pattern, Slot


def best_fit(scene: Scene, trigger: Trigger, entry: Entry) -> tuple[Fit | None, list[Fit]]:
    """Return the best complete fit of a trigger's patterns and, where near misses are noted, all the incomplete ones."""
    best: Fit | None = None
    near: list[Fit] = []
    patterns = entry.patterns if scene.explained else _with_words(scene.surface.forms, entry)
    if not patterns:
        return None, near
    right = right_edge(scene, trigger)
    memory: dict[Any, Any] = {}
    if not scene.explained:
        patterns = _with_governors(scene, trigger, patterns, right)
        if patterns and trigger.masdar:
            patterns = with_sides(scene, trigger, patterns, right, memory)
        if not patterns:
            return None, near
    left = 0 if trigger.masdar and not any([pattern.fixed for pattern in patterns]) else left_edge(scene, trigger)
    for pattern in patterns:
        for fit in fit_pattern(scene, trigger, pattern, left, right, memory):
            if fit.missing:
                if scene.explained:
                    near.append(fit)
            elif best is None or fit.score > best.score:
                best = fit
    return best, near


def _with_words(forms: frozenset[str], entry: Entry) -> Sequence[Pattern]:
    """The patterns of an entry whose fixed words a sentence has: most lack one."""
    if entry.words.isdisjoint(forms):
        return entry.plain
    return [pattern for pattern in entry.patterns if not any(map(forms.isdisjoint, pattern.needs))]


def _with_governors(scene: Scene, trigger: Trigger, patterns: Sequence[Pattern], right: int) -> Sequence[Pattern]:
    """The patterns whose target's preposition stands between the trigger and its right edge; an event noun may have its target
    from a light verb or an adjective too."""
    if trigger.masdar and (trigger.word in scene.given or scene.surface.nationalities > 1):
        return patterns
    here: set[str] = set()
    for pattern in patterns:
        if pattern.governors:
            here = _governors_between(scene, trigger.word, right)
            break
    else:
        return patterns
    return [pattern for pattern in patterns if not any(map(here.isdisjoint, pattern.governors))]


def _governors_between(scene: Scene, word: int, right: int) -> set[str]:
    """The words between two, and the prepositions over the phrases there."""
    here = set(scene.surface.texts[word + 1 : right])
    for number in numbers_between(scene.surface, word + 1, right):
        phrase = scene.phrases[number]
        here.add(phrase.preposition)
        here.add(phrase.through)
    return here


def fit_pattern(scene: Scene, trigger: Trigger, pattern: Pattern, left: int, right: int, memory: dict[Any, Any]) -> list[Fit]:
    """Return the ways in which a pattern fits: active and passive for verbs, one for nouns and participles.

    `left` and `right` are the edges of the words in which its arguments may stand; `memory` keeps what one pattern of the trigger
    has found for the next.
    """
    places, missing = _fixed_words(scene, trigger, pattern, left, right) if pattern.fixed else ((), "")
    if missing:
        return [Fit(pattern, trigger, 0.0, {}, missing=missing)] if scene.explained else []
    fixed = tuple([place for place in places if place >= 0]) if places else places
    fixed_words = frozenset(fixed)
    fit: Fit | None = None
    passive: Fit | None = None
    if trigger.verbal:
        passivized = trigger.passive and pattern.passivized
        if not passivized or trigger.feature[0] in "pi":
            fit = fit_active(scene, trigger, pattern, left, right, fixed_words, places, memory)
        if passivized:
            passive = fit_passive(scene, trigger, pattern, left, right, fixed_words)
    elif trigger.participle:
        fit = fit_participle(scene, trigger, pattern, left, right, fixed_words)
    else:
        fit = fit_nominal(scene, trigger, pattern, right, fixed_words, places, memory)
    found = [fit] if passive is None else [passive] if fit is None else [fit, passive]
    led = pattern.led or fixed
    return [_rest(scene, fit, right, fixed) if led and not fit.missing else fit for fit in found if fit is not None]


def _fixed_words(scene: Scene, trigger: Trigger, pattern: Pattern, left: int, right: int) -> tuple[tuple[int, ...], str]:
    found = []
    for item in pattern.fixed:
        edge = len(scene.words) if item.in_clause else past_conjoined_verb(scene, right)
        place = find_fixed(scene.surface, item, trigger.word + 1, edge)
        if place < 0 and trigger.after and trigger.verbal and not item.prepositions:  # "الأحكام التي أصدرتها", "صاروخ أطلقته"
            place = find_fixed(scene.surface, item, _resumed_from(scene, trigger), trigger.word)
        elif place < 0 and not item.prepositions and (not trigger.verbal or not _has_subject(pattern)):
            relative = trigger.word > 0 and scene.words[trigger.word - 1].form in arabic.RELATIVES  # "التفجير الذي استهدف"
            place = find_fixed(scene.surface, item, max(trigger.word - 4, 0) if relative else left, trigger.word)
        found.append(place)
        if place < 0 and not item.optional:
            return (), f"no '{'|'.join(item.words)}' beside it" if scene.explained else "a fixed word"
    return tuple(found), ""


def _has_subject(pattern: Pattern) -> bool:
    source = pattern.source
    return source is not None and not source.prepositions


def _resumed_from(scene: Scene, trigger: Trigger) -> int:
    """The first word of those among which the noun stands that a verb's own pronoun takes up."""
    relative = trigger.word - 1
    while relative > 0 and scene.words[relative].form in ("قد", "كان", "كانت", "سبق", "ان"):
        relative -= 1
    return max(relative - 4 if scene.words[relative].form in arabic.RELATIVES else trigger.word - 2, 0)


def _rest(scene: Scene, fit: Fit, right: int, fixed: tuple[int, ...]) -> Fit:
    slots, score = dict(fit.slots), fit.score + FIXED * len(fixed)
    trigger = fit.trigger
    used = {number for name, number in slots.items() if name in ("source", "target")}
    for slot in fit.pattern.led:
        if slot.name in ("source", "target"):
            if slot.name in slots:
                continue
            if (
                "و" in slot.prepositions
                and "source" in slots
                and scene.phrases[slots["source"]].joined
                and of_kind(slot, scene.phrases[scene.phrases[slots["source"]].joined[0]])
            ):
                slots[slot.name] = scene.phrases[slots["source"]].joined[0]
                score += SCORES["preposition"] - (
                    2.5 if trigger.before.startswith("و") and shared_subjects(scene, trigger) else 0.0
                )
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
                    return _lacking(fit, f"no {slot.name}: the pattern needs {'|'.join(slot.prepositions)}")
        elif slot.name == "event":
            place = _event_word(scene, trigger, slot, right, fixed)
            if place < 0:
                return _lacking(fit, "no event noun for it")
            named = [scene.phrases[slots[name]].first for name in ("source", "target") if name in slots]
            if slot.prepositions and place > trigger.word and any(first > place for first in named):
                return _lacking(fit, "its subject stands behind its event noun")  # "تعرضا خلاله للتعذيب الجسدي"
            slots["event"] = place
            score += EVENT
        elif slot.name == "thing":
            if slot.prepositions:
                if _preposition_at(scene, trigger.word + 1, right, slot.prepositions) < 0:
                    if not slot.optional:
                        return _lacking(fit, f"no '{'|'.join(slot.prepositions)}' after it")
                    continue
                score += 1.2
            else:
                score += (
                    THING
                    if any(number not in used for number in free_phrases(scene, trigger.word + 1, right, frozenset(fixed)))
                    else 0.0
                )
        elif slot.name == "clause":
            if slot.prepositions:
                if _preposition_at(scene, trigger.word + 1, right + 1, slot.prepositions) < 0 and not slot.optional:
                    return _lacking(fit, f"no '{'|'.join(slot.prepositions)}' after it")
                score += CLAUSE + 0.4
            elif right < len(scene.words) and scene.words[right].form in arabic.SUBORDINATORS:
                score += CLAUSE
    return Fit(fit.pattern, trigger, score, slots, fixed, fit.passive, "", fit.inherited)


def _lacking(fit: Fit, missing: str) -> Fit:
    return evolve(fit, missing=missing)


def _governed(scene: Scene, trigger: Trigger, slot: Slot, right: int, used: set[int]) -> tuple[int, float]:
    best, best_score = -1, -9.0
    prepositions, word = slot.prepositions, trigger.word
    for number in numbers_between(scene.surface, word + 1, right):
        phrase = scene.phrases[number]
        if (
            phrase.preposition not in prepositions
            and phrase.through not in prepositions
            or number in used
            or phrase.conjoined
            or not accepts(slot, phrase)
        ):
            continue
        score = worth(scene, trigger, number, "preposition", slot, "obl")
        if score > best_score:
            best, best_score = number, score
    if best < 0 and trigger.word > 0:  # an argument fronted before the verb is rare; a pronoun on the preposition is not
        resumed = arabic.with_pronouns(prepositions)
        for index in range(trigger.word + 1, right):
            if scene.words[index].form in resumed:
                antecedent = antecedent_of(scene, trigger.word, exclude=max(used, default=-1))
                if antecedent >= 0 and antecedent not in used and of_kind(slot, scene.phrases[antecedent]):
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
                and scene.words[index].tag in ("NOUN", "PROPN", "X", "ADJ", "NUM")
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


def _event_word(scene: Scene, trigger: Trigger, slot: Slot, right: int, fixed: tuple[int, ...]) -> int:
    """The event noun that a light verb governs: the first one to its right after the slot's preposition, or without any."""
    beside = [word.form for word in scene.words[trigger.word + 1 : trigger.word + 3]]
    if not arabic.with_pronouns(slot.prepositions).isdisjoint(beside):  # "زيارة قام بها"
        return next((index for index in sorted(scene.nouns, reverse=True) if 0 < trigger.word - index <= 4), -1)
    if trigger.after:  # "غارة شنتها طائرات", "الغارات التي نفذتها": the pronoun is the event noun before the verb
        return next((index for index in sorted(scene.nouns, reverse=True) if 0 < trigger.word - index <= 6), -1)
    start = max(trigger.word, *fixed) if fixed else trigger.word
    for index in sorted(scene.nouns):
        if not trigger.word < index < right + 1 or index - start > 14:
            continue
        before = scene.words[index - 1].form.removeprefix("و")
        attached = {reading.before for reading in arabic.noun_readings(scene.words[index].form)}
        if slot.prepositions:
            owner = scene.words[index - 2].form if scene.words[index - 1].tag == "NOUN" else ""  # "عن حادث إطلاق النار"
            counted = before[:1] if before[1:] in arabic.QUANTIFIERS else ""  # "لأي هجوم"
            if {before, owner, counted, *attached} & set(slot.prepositions):
                return index
        elif before not in arabic.PREPOSITIONS:
            return index
    return -1
