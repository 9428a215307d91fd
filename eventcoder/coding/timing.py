"""Give the time expressions of a sentence to the triggers that they date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from eventcoder import arabic, arabic_dates
from eventcoder.coding.scene import Fit, Scene, apart
from eventcoder.coding.triggers import Trigger
from eventcoder.records import TimeExpression


def bind_times(scene: Scene, fits: Mapping[int, Fit], times: Sequence[TimeExpression]) -> dict[int, TimeExpression]:
    """Give each time expression to the one trigger or verb of its clause that it most likely dates; no other gets it.

    The cost of a bond: distance (a third of it for a verb to the left), commas and other verbs between, a conjoined verb to
    the right.
    """
    owners: dict[int, TimeExpression] = {}
    anchors = sorted(set(fits) | scene.verbs | scene.nouns)
    for time in times:
        best, best_cost = -1, 99.0
        for word in anchors:
            low, high = min(word, time.first), max(word, time.first)
            if apart(scene, low, high):
                continue
            verb = word in scene.verbs or word in fits and fits[word].trigger.verbal
            cost = (high - low) / (3 if verb and word < time.first else 1) + (0 if verb else 1 if word == time.first - 1 else 4)
            cost += 8 * sum(1 for other in scene.verbs if low < other < high)
            if word > time.first:
                cost += 3 + (10 if scene.words[word].form.startswith("و") else 0)
                cost += 12 * sum(scene.words[index].form in arabic.PUNCTUATION_SOFT for index in range(time.last, word))
            if cost < best_cost:
                best, best_cost = word, cost
        if best >= 0 and best not in owners:
            owners[best] = time
    return owners


def idle_time(
    scene: Scene, trigger: Trigger, fits: Mapping[int, Fit], belongs: Mapping[int, TimeExpression], *, crowd: bool = False
) -> TimeExpression | None:
    """The one time of a noun's clause that dates the verb beside it, where that verb is no event of its own ("هجوم نفذته امرأة
    أمس", "شنت الطائرات أمس غارات").

    No other verb stands between, but before an adverbial noun ("خرج أمس مئات … احتجاجا"); of a `crowd`, nouns may own the time too
    ("المتظاهرين في احتجاج السبت"). What lasts since a time ("منذ أمس") is not dated by it.
    """
    word = trigger.word
    adverbial = trigger.masdar and not trigger.definite and not trigger.before and scene.words[word].form.endswith("ا")
    owners = scene.verbs | scene.nouns if crowd else scene.verbs
    idle = [
        time
        for owner, time in belongs.items()
        if owner in owners
        and not apart(scene, word, time.first)
        and (crowd and owner in scene.nouns or not (owner in fits and fits[owner].pattern.code.isdigit()))
        and (adverbial and owner < word or not _verb_between(scene, owner, word))
        and not (time.first and scene.words[time.first - 1].form.removeprefix("و") == "منذ")
    ]
    return idle[0] if len(idle) == 1 else None


def _verb_between(scene: Scene, one: int, other: int) -> bool:
    return any(
        min(one, other) < verb < max(one, other) and scene.words[verb].form not in arabic_dates.ROUND_NUMBERS
        for verb in scene.verbs
    )
