"""Give the time expressions of a sentence to the triggers that they date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from eventcoder import arabic
from eventcoder.coding.scene import Fit, Scene, apart
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


def idle_time(scene: Scene, word: int, fits: Mapping[int, Fit], belongs: Mapping[int, TimeExpression]) -> TimeExpression | None:
    """The one time expression of a trigger's clause that dates a verb without an event of its own ("هجوم نفذته امرأة أمس")."""
    idle = [
        time
        for owner, time in belongs.items()
        if owner in scene.verbs
        and not apart(scene, word, time.first)
        and not (owner in fits and fits[owner].pattern.code.isdigit())
    ]
    return idle[0] if len(idle) == 1 else None
