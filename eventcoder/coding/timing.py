"""Give the time expressions of a sentence to the triggers that they date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from eventcoder import arabic, arabic_dates
from eventcoder.coding.date_words import bare
from eventcoder.coding.scene import Fit, Scene, apart
from eventcoder.coding.status import Region
from eventcoder.coding.triggers import Trigger
from eventcoder.records import TimeExpression

HEADING = -1
"""In place of a word: the time that heads a sentence and dates all that it tells."""
_BREAKS = frozenset('.:«"“')


def bind_times(
    scene: Scene, fits: Mapping[int, Fit], times: Sequence[TimeExpression], regions: Sequence[Region] = ()
) -> dict[int, TimeExpression]:
    """Give each time expression to the one trigger or verb of its clause that it most likely dates; no other gets it.

    The cost of a bond: distance (a third of it for a verb to the left), commas and other verbs between, a conjoined verb to
    the right. A time right before أن is that of the verb whose words follow.
    """
    if not times:
        return {}
    sayers = {region.first - 1: region.trigger for region in regions}
    owners: dict[int, TimeExpression] = {}
    anchors = sorted(set(fits) | scene.verbs | scene.nouns)
    first = min(scene.verbs, default=-1)
    for time in times:
        if time.first <= 2 and time.last < len(scene.words) and scene.words[time.last].form == ":":
            owners[HEADING] = time  # "12 ديسمبر 2005: اغتيال …", of a chronicle
            continue
        best, best_cost = -1, 99.0
        if bare(scene.words[time.first].form, arabic_dates.DAY_AFTER, "وف"):
            if 0 <= first < time.first:  # what follows غداة is the other happening
                owners.setdefault(first, time)
            continue
        if time.last in sayers and sayers[time.last] < time.first:
            owners.setdefault(sayers[time.last], time)
            continue
        for word in anchors:
            low, high = min(word, time.first), max(word, time.first)
            if apart(scene, low, high):
                continue
            verb = word in scene.verbs or word in fits and fits[word].trigger.verbal
            cost = (high - low) / (3 if verb and word < time.first else 1) + (0 if verb else 1 if word == time.first - 1 else 4)
            cost += 8 * sum(1 for other in scene.verbs if low < other < high)
            if word in fits and fits[word].trigger.feature[0] == "i" and _said_later(times, time, word):
                cost += 12  # "قالت أمس إنها تحقق في هجوم وقع في اليوم السابق"
            if word > time.first:
                cost += 3 + (10 if scene.words[word].form.startswith("و") else 0)
                cost += 4 * (scene.words[time.last].form in arabic.PREPOSITIONS)  # "مقتل اثنين أمس بعد هجوم"
                cost += 12 * sum(scene.words[index].form in arabic.PUNCTUATION_SOFT for index in range(time.last, word))
            if cost < best_cost:
                best, best_cost = word, cost
        if best >= 0 and best not in owners:
            owners[best] = time
    return owners


def _said_later(times: Sequence[TimeExpression], time: TimeExpression, word: int) -> bool:
    """Whether a later day stands before a verb in the imperfect: what goes on then is not of the earlier day."""
    return any(other.first < word and other.date > time.date for other in times)


def idle_time(
    scene: Scene, trigger: Trigger, fits: Mapping[int, Fit], belongs: Mapping[int, TimeExpression], *, crowd: bool = False
) -> TimeExpression | None:
    """The one time of a noun's clause that dates the verb beside it, where that verb is no event of its own ("هجوم نفذته امرأة
    أمس", "شنت الطائرات أمس غارات").

    No other verb stands between, but before an adverbial noun ("خرج أمس مئات … احتجاجا"); of a `crowd`, nouns may own the time
    too ("المتظاهرين في احتجاج السبت"). What lasts since a time ("منذ أمس") is not dated by it.
    """
    word = trigger.word
    adverbial = trigger.masdar and not trigger.definite and not trigger.before and scene.words[word].form.endswith("ا")
    owners = scene.verbs | scene.nouns if crowd else scene.verbs
    idle = [
        (owner < word, abs(owner - word), time)
        for owner, time in belongs.items()
        if owner in owners
        and not apart(scene, word, time.first)
        and (crowd or not (owner in fits and fits[owner].pattern.code.isdigit()))
        and (
            adverbial
            and owner < word
            or not _verb_between(scene, owner, word)
            or crowd
            and not _verb_between(scene, time.first, word)
        )
        and not (time.first and scene.words[time.first - 1].form.removeprefix("و") == "منذ")
    ]
    if crowd and idle:
        return min(idle, key=lambda each: each[:2])[2]
    return idle[0][2] if len(idle) == 1 else None


def _verb_between(scene: Scene, one: int, other: int) -> bool:
    return any(
        min(one, other) < verb < max(one, other) and scene.words[verb].form not in arabic_dates.ROUND_NUMBERS
        for verb in scene.verbs
    )


def resumed(scene: Scene, word: int) -> bool:
    """Whether a verb goes on about the noun before it ("أصدر أمس بيانا طالب فيه"): that noun's verb dates it."""
    return any(item.form in arabic.RESUMPTIVES for item in scene.words[word + 1 : word + 4])


def shared_time(
    scene: Scene, trigger: Trigger, fits: Mapping[int, Fit], belongs: Mapping[int, TimeExpression]
) -> TimeExpression | None:
    """The time of the sentence's first verb, or of the clause that a comma closed, for a verb joined to it
    ("تظاهر المئات أمس، كما أعلن الجيش …"); that of the next verb joined to it ("قتل اثنان وأصيب ثالث أمس")."""
    word = trigger.word
    following = min((verb for verb in scene.verbs if verb > word), default=-1)
    close = not any(scene.words[index].form in arabic.PUNCTUATION_SOFT for index in range(word, following))
    if following in scene.conjoined and following in belongs and close and not apart(scene, word, following):
        return belongs[following]
    before = scene.words[word - 1].form if word else ""
    joined = trigger.feature[0] == "p" and (trigger.before[:1] == "و" or before.removeprefix("و") in arabic.JOINING)
    earlier = [(time.first, owner, time) for owner, time in belongs.items() if time.first < word]
    if not joined or not earlier or any(scene.words[index].form in _BREAKS for index in range(word)):
        return None
    open_ = [each for each in earlier if scene.words[each[2].first - 1].form != "("] or earlier  # "منتصف الليل (أمس)" is an aside
    _, owner, time = max(open_, key=lambda each: each[0])
    lasting = owner in fits and fits[owner].trigger.feature[0] == "i"  # "الحركة التي تقاتل …": the day is the main verb's too
    if owner and scene.words[owner - 1].form in arabic.RELATIVES and not lasting:
        return None  # "… الذي فجر نفسه في 11 مارس، وأشاد …"
    closed = time.last < word and scene.words[time.last].form in ("،", ",")
    return time if owner == min(scene.verbs, default=-1) or closed and owner < time.first else None


def told_time(scene: Scene, trigger: Trigger, times: Sequence[TimeExpression]) -> TimeExpression | None:
    """The time of the saying over a crowd that is told of without a verb: it was there then ("قال أمس إن هناك ألف متظاهر")."""
    before = [time for time in times if time.last < trigger.word and scene.words[time.last].form in arabic.SUBORDINATORS]
    if not before or apart(scene, before[-1].last + 1, trigger.word) or _verb_between(scene, before[-1].last, trigger.word):
        return None
    return before[-1]
