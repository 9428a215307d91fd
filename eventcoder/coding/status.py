"""Say of a trigger whether the sentence asserts it: negation, condition, future, and the clauses that other verbs open over
it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from eventcoder import arabic
from eventcoder.coding.scene import Fit, Scene
from eventcoder.coding.triggers import Trigger, is_imperfect
from eventcoder.frozen import frozen
from eventcoder.records import Word

RANK = {"asserted": 0, "planned": 1, "hypothetical": 2, "negated": 3}

_FACTS = frozenset("بعد منذ اثر عقب غداة".split())
"""Prepositions of time behind which an event noun has happened."""


_INQUIRIES = frozenset("التحقيق تحقيق تحقيقات التحقيقات للتحقيق بالتحقيق تحقيقا".split())


@frozen
class Region:
    """Words `first` to `last` (exclusive) that a verb with a {clause} says, demands, denies or plans."""

    first: int
    last: int
    status: str
    trigger: int


def find_regions(scene: Scene, fits: Mapping[int, Fit]) -> list[Region]:
    regions = []
    for word, fit in fits.items():
        if not fit.pattern.clause:
            continue
        slots = [slot for slot in fit.pattern.slots if slot.name == "clause"]
        start = _region_start(scene, word, slots[0].prepositions if slots else (), fit)
        if start >= 0:
            regions.append(Region(start, _region_end(scene, fits, start, fit.pattern.clause), fit.pattern.clause, word))
    return regions


def _region_start(scene: Scene, word: int, prepositions: Sequence[str], fit: Fit) -> int:
    taken = [
        scene.phrases[number].last
        for name, number in fit.slots.items()
        if name in ("source", "target") and scene.phrases[number].first > word
    ]
    limit = min(len(scene.words), word + 40)
    for index in range(word + 1, limit):
        form = scene.words[index].form
        if form in arabic.SUBORDINATORS or form == ":":
            return index + 1
        if prepositions and index >= max(taken, default=0):
            if form in prepositions:
                return index + 1
            if any(len(letter) == 1 and len(form) > 3 and form.startswith(letter) for letter in prepositions):
                return index
        if form in arabic.PUNCTUATION_HARD and form != ":":
            break
    return max([word + 1, *taken]) if not prepositions or fit.pattern.slot("clause") is None else -1


_STOPS = frozenset(".؟?!؛")


def _region_end(scene: Scene, fits: Mapping[int, Fit], start: int, status: str) -> int:
    """Where what is said ends: at a stop; what is demanded, denied or planned already where the tale goes on: at the next finite
    verb in the perfect, unless it is the verb of what was opened by أن ("نفى أن الجيش قصف …")."""
    content = start > 0 and scene.words[start - 1].form in arabic.SUBORDINATORS
    if status == "reported" and _STOPS.isdisjoint(scene.surface.texts[start:]):
        return len(scene.words)
    for index in range(start, len(scene.words)):
        word = scene.words[index]
        if word.form in _STOPS and not (
            word.form == "." and index + 1 < len(scene.words) and scene.words[index + 1].start == word.end
        ):
            return index
        if status == "reported":
            continue
        goes_on = word.form[:1] in "وف" or not content
        if goes_on and index > start and index in scene.verbs and _perfect(word.form, fits.get(index)):
            return index
        content = content and index not in scene.verbs
        if word.form.removeprefix("و") in arabic.CLAUSE_OPENERS and word.form not in (
            "كما",
            "حتي",
            "كي",
            "لكي",
            "اذا",
            "لو",
        ):
            return index
        if word.form == "فان" and scene.words[index - 1].form in arabic.PUNCTUATION_SOFT:
            return index  # "بعد أن حذرت …، فإن الشرطة"
    return len(scene.words)


def _perfect(form: str, fit: Fit | None) -> bool:
    if fit is not None and fit.trigger.verbal:
        return fit.trigger.feature[0] in "pP"
    bare = next((form[: -len(end)] for end in ("ها", "هم", "ه") if form.endswith(end) and len(form) > 5), form)
    return form[1:2] not in "ي" and not is_imperfect(bare)


_CONDITIONALS = arabic.CONDITIONALS | {f"و{form}" for form in arabic.CONDITIONALS}


def status_of(scene: Scene, trigger: Trigger, regions: Sequence[Region]) -> tuple[str, str]:
    """Return a trigger's status and the reason: negation, condition, future, and the clauses that it stands in."""
    words, index = scene.words, trigger.word
    status, reason = "asserted", ""

    def raise_to(other: str, why: str) -> None:
        nonlocal status, reason
        if RANK[other] > RANK[status]:
            status, reason = other, why

    before = [words[place].form.removeprefix("و").removeprefix("ف") for place in range(max(index - 3, 0), index)]
    last = before[-1] if before else ""
    if trigger.verbal:
        if last in arabic.NEGATORS or last in ("يعد", "تعد") and len(before) > 1 and before[-2] in arabic.NEGATORS:
            exception = any(words[place].form in ("الا", "سوي") for place in range(index + 1, min(index + 12, len(words))))
            if not exception and not (len(before) > 1 and before[-2:] == ["لا", "يزال"]):
                raise_to("negated", f"negated by {last}")
        if last == "ما" and trigger.feature[0] == "p" and (index < 2 or words[index - 2].form in (".", "،")):
            raise_to("negated", "negated by ما")
        if last in ("قد", "ربما", "لعل") and trigger.feature[0] == "i" or "ربما" in before:
            raise_to("hypothetical", f"only possible: {last}")
        if last == "من" and trigger.feature[0] == "i":
            raise_to("hypothetical", "whoever does it, after من")
        if "س" in trigger.before or last == "سوف":
            raise_to("planned", "in the future")
        if trigger.before in ("ل", "ول", "فل") and trigger.feature[0] == "i" or last in ("كي", "لكي"):
            raise_to("hypothetical", "a purpose")
        if (
            trigger.feature[0] == "i"
            and last in ("ان", "بان", "لان")
            and not _after_fact(words, index)
            and not _planned(index, regions)
        ):
            raise_to("hypothetical", "wished or planned, after أن")
    else:
        if last == "لا" and not trigger.definite:
            raise_to("negated", "negated by لا")
        if last in arabic.PURPOSES:
            raise_to("hypothetical", "a purpose")
        if last in arabic.NEGATING_NOUNS or before[-2:] == ["من", "دون"]:
            raise_to("negated", f"negated by {last}")
        if trigger.before in ("ل", "ول", "فل") and index not in scene.given:
            raise_to("hypothetical", "a purpose")
    texts = scene.surface.texts
    clause_start = index if not _CONDITIONALS.isdisjoint(texts[max(index - 12, 0) : index]) else 0
    while clause_start > 0 and not scene.barriers[clause_start] and index - clause_start < 12:
        clause_start -= 1
        if texts[clause_start] in _CONDITIONALS:
            raise_to("hypothetical", f"under {texts[clause_start]}")
    if "هل" in texts and "هل" in texts[:index] and not {"؟", "?"}.isdisjoint(texts[index : index + 40]):
        raise_to("hypothetical", "in a question")
    told = not trigger.verbal and (last in _FACTS or index > 1 and words[index - 1].form == "في" and before[-2] in _INQUIRIES)
    # "بعد مقتل …", "التحقيق في اغتيال …" are facts, whoever demands or denies what
    for region in regions if not told else ():
        if region.status != "reported" and region.first <= index < region.last and region.trigger != index:
            if (
                trigger.verbal
                and trigger.feature[0] == "p"
                and any(words[place].form in arabic.RELATIVES for place in range(max(region.first, index - 3), index))
            ):
                continue
            raise_to(region.status, f"what '{words[region.trigger].text}' has as its content")
    return status, reason


def _planned(index: int, regions: Sequence[Region]) -> bool:
    return any(
        region.status == "planned" and region.first <= index < region.last and region.trigger != index for region in regions
    )


def _after_fact(words: Sequence[Word], index: int) -> bool:
    return index > 1 and words[index - 2].form in ("بعد", "منذ")
