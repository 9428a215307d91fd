"""Read one sentence: fit every trigger in order, then make its acts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import field

from eventcoder import arabic
from eventcoder.coding.acts import Act, NearMiss, crowd_act, make_act, why_none
from eventcoder.coding.arguments import NounPhrase
from eventcoder.coding.fit import best_fit
from eventcoder.coding.repeats import without_repeats
from eventcoder.coding.scene import Fit, Given, Scene
from eventcoder.coding.status import Region, find_regions
from eventcoder.coding.timing import bind_times
from eventcoder.coding.triggers import Trigger
from eventcoder.coding.verbal import find_subject
from eventcoder.frozen import evolve, frozen
from eventcoder.lexicon import Lexicon, Slot
from eventcoder.records import TimeExpression

_ANYBODY = Slot("source", anything=True)


@frozen
class Reading:
    """What a sentence gives: acts in order, near misses, and the subject that the next sentence may leave out."""

    acts: tuple[Act, ...]
    near: tuple[NearMiss, ...] = ()
    subject: NounPhrase | None = None
    time: TimeExpression | None = None
    regions: tuple[Region, ...] = ()
    fits: Mapping[int, Fit] = field(factory=dict)


def read_sentence(scene: Scene, triggers: Sequence[Trigger], lexicon: Lexicon, times: Sequence[TimeExpression]) -> Reading:
    """Return the acts of a sentence; `times` are its dates in word order."""
    by_word: dict[int, list[Trigger]] = {}
    for trigger in triggers:
        by_word.setdefault(trigger.word, []).append(trigger)
    fits: dict[int, Fit] = {}
    near: list[NearMiss] = []
    resumed = not _RESUMED.isdisjoint(scene.surface.texts)
    taking_up = resumed or any([trigger.after for trigger in triggers])
    for word, found in sorted(by_word.items()) if taking_up else ():
        # "غارة شنتها طائرات": the noun stands before the verb that hands it its source
        if some := [trigger for trigger in found if trigger.verbal and (trigger.after or resumed and _resumes(scene, word))]:
            fit = _fit_word(scene, some, lexicon)[0]
            if fit is not None and fit.pattern.code == "event":
                scene = _hand_on(scene, fit)
    for word in sorted(scene.verbs.union(by_word)):
        fit, misses = _fit_word(scene, by_word[word], lexicon) if word in by_word else (None, [])
        near += misses
        if fit is not None:
            fits[word] = fit
            if fit.pattern.code == "event":
                scene = _hand_on(scene, fit)
            elif fit.pattern.clause == "planned":
                scene = _plan(scene, fit)
        if fit is not None and fit.trigger.verbal:
            scene = scene.with_verb(word)
        if word in scene.verbs:
            scene = _note_subject(scene, word, fit)
    regions = find_regions(scene, fits)
    consumed = {place for fit in fits.values() for place in fit.fixed}
    acts: list[Act] = []
    belongs = bind_times(scene, fits, times, regions)
    for word, fit in sorted(fits.items()):
        if not fit.pattern.code.isdigit():
            continue
        if word in consumed and _consumed(fits, word):
            near.append(NearMiss.of(fit, "part of another trigger's pattern"))
            continue
        act = make_act(scene, fit, fits, regions, belongs, lexicon)
        if reason := why_none(act):
            near.append(NearMiss.of(fit, reason))
            continue
        acts.append(act)
    acts += crowd_act(scene, acts, lexicon, fits, belongs, times)
    word, subject = _last_subject(scene)
    return Reading(tuple(without_repeats(acts, near)), tuple(near), subject, belongs.get(word), tuple(regions), fits)


def _consumed(fits: Mapping[int, Fit], word: int) -> bool:
    """Whether a trigger is only a word of another's pattern; a deed told with both its sides that is praised, blamed or
    inquired into is not."""
    own = {"source", "target"} <= set(fits[word].slots) and "source" not in fits[word].inherited
    return any(
        word in other.fixed and not (own and other.pattern.code[:2] in ("05", "09", "11"))
        for other in fits.values()
        if other.trigger.word != word
    )


_RESUMED = arabic.with_pronouns(tuple(arabic.CLITIC_PREPOSITIONS))


def _resumes(scene: Scene, word: int) -> bool:
    """Whether a preposition with a pronoun stands right behind a verb ("زيارة قام بها"): it takes up the noun before."""
    return not _RESUMED.isdisjoint([item.form for item in scene.words[word + 1 : word + 3]])


def _fit_word(scene: Scene, triggers: Sequence[Trigger], lexicon: Lexicon) -> tuple[Fit | None, list[NearMiss]]:
    best: Fit | None = None
    misses: list[Fit] = []
    for trigger in triggers:
        fit, near = best_fit(scene, trigger, lexicon.entries[trigger.entry])
        if fit is not None and (best is None or fit.score > best.score + 1e-9):
            best = fit
        misses += near
    if best is not None:
        return best, []
    seen: dict[str, NearMiss] = {}
    for miss in misses:
        if miss.pattern.rule not in seen:
            seen[miss.pattern.rule] = NearMiss.of(miss, miss.missing)
    return None, list(seen.values())


def _hand_on(scene: Scene, fit: Fit) -> Scene:
    place = fit.slots["event"]
    given = Given(fit.slots.get("source", -1), fit.slots.get("target", -1), fit.trigger.word)
    also = {other: evolve(given, target=-1) for other in _coordinate(scene, place)}
    while place + 1 in scene.nouns and place + 1 not in scene.given:  # "مسؤوليتها عن حادث إطلاق النار"
        also[place] = given
        place += 1
    return evolve(scene, given={**scene.given, **also, place: given})


def _plan(scene: Scene, fit: Fit) -> Scene:
    """Who plans does what is planned: "تعتزم الولايات المتحدة فرض حصار على …", "نية الحكومة إرسال وفد"."""
    source = fit.slots.get("source", -1)
    if source < 0:
        return scene
    start = max(fit.trigger.word + 1, scene.phrases[source].last, *(place + 1 for place in fit.fixed))
    for index in range(start, min(start + 3, len(scene.words))):
        if scene.barriers[index] or index in scene.verbs and index not in scene.nouns:
            break
        if index in scene.nouns:
            if index in scene.given:
                break
            return evolve(scene, given={**scene.given, index: Given(source, -1, fit.trigger.word)})
    return scene


def _coordinate(scene: Scene, place: int) -> list[int]:
    """The event nouns coordinated with one ("قيامها بفرض حصار … واعتقال …"): they have its doer."""
    found = []
    for index in range(place + 1, len(scene.words)):
        if scene.barriers[index] or index in scene.verbs and index not in scene.nouns:
            break
        if scene.words[index].form in arabic.PUNCTUATION_SOFT or scene.words[index].form in arabic.PUNCTUATION_HARD:
            break
        if index in scene.nouns and scene.words[index].before == "و" and index not in scene.given:
            found.append(index)
    return found


def _note_subject(scene: Scene, word: int, fit: Fit | None) -> Scene:
    number = -1
    if fit is not None and fit.trigger.verbal:
        number = fit.slots.get("source", fit.slots.get("target", -1))
        if fit.passive or fit.pattern.emit_source == "---":
            return scene.with_subject(word, -1)
        if number < 0 and fit.pattern.source is None and fit.pattern.target is None:
            fit = None
    if number < 0 and (fit is None or not fit.trigger.verbal):
        form = scene.words[word].form
        bare = form.removeprefix("و") if len(form) > 3 else form
        plain = Trigger.of(
            word,
            -1,
            "p3fs" if bare.endswith("ت") or bare.startswith("ت") else "p3ms",
            "و" if bare != form else "",
            "",
            False,
            0,
            len(form),
        )
        number = find_subject(scene, plain, _ANYBODY)
    return scene.with_subject(word, number)


def _last_subject(scene: Scene) -> tuple[int, NounPhrase | None]:
    """The sentence's first verb that has a known subject, and this: what the next sentence leaves out."""
    for word in sorted(scene.subjects):
        number = scene.subjects[word]
        if number >= 0 and scene.phrases[number].known:
            return word, scene.phrases[number]
    return -1, None
