"""Read one sentence: fit every trigger, and say of each act whether the sentence asserts it, when it was, and who says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import evolve, field, frozen

from eventcoder import arabic
from eventcoder.coding.arguments import NounPhrase
from eventcoder.coding.fit import Fit, Given, Scene, best_fit, right_edge
from eventcoder.coding.triggers import Trigger
from eventcoder.lexicon import Lexicon, Pattern, Slot
from eventcoder.records import TimeExpression, Word

_ANY_VERB = Pattern("", "", (Slot("source", (), False, True),), (), "", "none", "")
_RANK = {"asserted": 0, "planned": 1, "hypothetical": 2, "negated": 3}


@frozen
class Region:
    """Words `first` to `last` (exclusive) that a verb with a {clause} says, demands, denies or plans."""

    first: int
    last: int
    status: str
    trigger: int


@frozen
class Act:
    """A fitted trigger that is an event: its status with the reason, its time and who is quoted for it."""

    fit: Fit
    sources: tuple[NounPhrase, ...]
    targets: tuple[NounPhrase, ...]
    code: str
    status: str
    reason: str
    time: TimeExpression | None
    said_by: NounPhrase | None
    issues: tuple[str, ...]
    inherited: frozenset[str]


@frozen
class NearMiss:
    """A trigger that gave no event, with the reason in words."""

    word: int
    rule: str
    line: str
    reason: str


@frozen
class Reading:
    """What a sentence gives: acts in order, near misses, and the subject that the next sentence may leave out."""

    acts: tuple[Act, ...]
    near: tuple[NearMiss, ...] = ()
    subject: NounPhrase | None = None
    regions: tuple[Region, ...] = ()
    fits: Mapping[int, Fit] = field(factory=dict)


def read_sentence(scene: Scene, triggers: Sequence[Trigger], lexicon: Lexicon, times: Sequence[TimeExpression]) -> Reading:
    """Return the acts of a sentence; `times` are its dates in word order."""
    by_word: dict[int, list[Trigger]] = {}
    for trigger in triggers:
        by_word.setdefault(trigger.word, []).append(trigger)
    fits: dict[int, Fit] = {}
    near: list[NearMiss] = []
    for word in sorted(by_word):  # "غارة شنتها طائرات": the noun stands before the verb that hands it its source
        fit = _fit_word(scene, [trigger for trigger in by_word[word] if trigger.verbal and trigger.after], lexicon)[0]
        if fit is not None and fit.pattern.code == "event":
            scene = _hand_on(scene, fit)
    for word in sorted(set(by_word) | scene.verbs):
        fit, misses = _fit_word(scene, by_word.get(word, []), lexicon)
        near += misses
        if fit is not None:
            fits[word] = fit
            if fit.pattern.code == "event":
                scene = _hand_on(scene, fit)
        if fit is not None and fit.trigger.verbal:
            scene = evolve(scene, verbs=scene.verbs | {word})
        if word in scene.verbs:
            scene = _note_subject(scene, word, fit)
    regions = _regions(scene, fits)
    consumed = {place for fit in fits.values() for place in fit.fixed}
    acts: list[Act] = []
    belongs = _times_of(scene, fits, times)
    for word, fit in sorted(fits.items()):
        if not fit.pattern.code.isdigit():
            continue
        if word in consumed and any(word in other.fixed for other in fits.values() if other.trigger.word != word):
            near.append(NearMiss(word, fit.pattern.rule, fit.pattern.line, "part of another trigger's pattern"))
            continue
        act = _act(scene, fit, fits, regions, belongs, lexicon)
        acts.append(act)
    acts += _crowd_act(scene, acts, lexicon, fits, belongs)
    return Reading(tuple(_without_repeats(acts, near)), tuple(near), _last_subject(scene), tuple(regions), fits)


def _fit_word(scene: Scene, triggers: Sequence[Trigger], lexicon: Lexicon) -> tuple[Fit | None, list[NearMiss]]:
    best: Fit | None = None
    misses: list[NearMiss] = []
    for trigger in triggers:
        fit, near = best_fit(scene, trigger, lexicon.entries[trigger.entry].patterns)
        if fit is not None and (best is None or fit.score > best.score + 1e-9):
            best = fit
        misses += [NearMiss(trigger.word, miss.pattern.rule, miss.pattern.line, miss.missing) for miss in near]
    if best is not None:
        return best, []
    seen: dict[str, NearMiss] = {}
    for miss in misses:
        seen.setdefault(miss.rule, miss)
    return None, list(seen.values())


def _hand_on(scene: Scene, fit: Fit) -> Scene:
    place = fit.slots["event"]
    given = Given(fit.slots.get("source", -1), fit.slots.get("target", -1), fit.trigger.word)
    return evolve(scene, given={**scene.given, place: given})


def _note_subject(scene: Scene, word: int, fit: Fit | None) -> Scene:
    number = -1
    if fit is not None and fit.trigger.verbal:
        number = fit.slots.get("source", fit.slots.get("target", -1))
        if number < 0 and fit.pattern.slot("source") is None and fit.pattern.slot("target") is None:
            fit = None
    if number < 0 and (fit is None or not fit.trigger.verbal):
        form = scene.words[word].form
        bare = form.removeprefix("و") if len(form) > 3 else form
        plain = Trigger(
            word,
            -1,
            "p3fs" if bare.endswith("ت") or bare.startswith("ت") else "p3ms",
            "و" if bare != form else "",
            "",
            False,
            0,
            len(form),
        )
        guess, _ = best_fit(scene, plain, (_ANY_VERB,))
        number = guess.slots.get("source", -1) if guess is not None else -1
    return evolve(scene, subjects={**scene.subjects, word: number})


def _last_subject(scene: Scene) -> NounPhrase | None:
    """The subject of the sentence's first verb that has a known one: what the next sentence leaves out."""
    for word in sorted(scene.subjects):
        number = scene.subjects[word]
        if number >= 0 and scene.phrases[number].known:
            return scene.phrases[number]
    return None


# ---------------------------------------------------------------- regions and status


def _regions(scene: Scene, fits: Mapping[int, Fit]) -> list[Region]:
    regions = []
    for word, fit in fits.items():
        if not fit.pattern.clause:
            continue
        slots = [slot for slot in fit.pattern.slots if slot.name == "clause"]
        start = _region_start(scene, word, slots[0].prepositions if slots else (), fit)
        if start >= 0:
            regions.append(Region(start, _region_end(scene, start, fit.pattern.clause), fit.pattern.clause, word))
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


def _region_end(scene: Scene, start: int, status: str) -> int:
    """Where what is said ends: at a stop; what is demanded, denied or planned already at the next finite verb in the perfect."""
    for index in range(start, len(scene.words)):
        word = scene.words[index]
        if word.form in ".؟?!؛" and not (
            word.form == "." and index + 1 < len(scene.words) and scene.words[index + 1].start == word.end
        ):
            return index
        if (
            status != "reported"
            and index > start
            and index in scene.verbs
            and word.form[:1] in "وف"
            and word.form[1:2] not in "ي"
            and not _imperfect(word.form)
        ):
            return index
        if (
            status != "reported"
            and word.form.removeprefix("و") in arabic.CLAUSE_OPENERS
            and word.form not in ("كما", "حتي", "كي", "لكي", "اذا", "لو")
        ):
            return index
    return len(scene.words)


def _imperfect(form: str) -> bool:
    bare = form[1:] if form[:1] in "وف" else form
    return bare[:1] in "ي" or bare[:1] == "ت" and not bare.endswith("ت")


def status_of(scene: Scene, trigger: Trigger, regions: Sequence[Region]) -> tuple[str, str]:
    """Return a trigger's status and the reason: negation, condition, future, and the clauses that it stands in."""
    words, index = scene.words, trigger.word
    status, reason = "asserted", ""

    def raise_to(other: str, why: str) -> None:
        nonlocal status, reason
        if _RANK[other] > _RANK[status]:
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
        if "س" in trigger.before or last == "سوف":
            raise_to("planned", "in the future")
        if trigger.before in ("ل", "ول", "فل") and trigger.feature[0] == "i" or last in ("كي", "لكي"):
            raise_to("hypothetical", "a purpose")
        if trigger.feature[0] == "i" and last in ("ان", "بان", "لان") and not _after_fact(words, index):
            raise_to("hypothetical", "wished or planned, after أن")
    else:
        if last in arabic.NEGATING_NOUNS or before[-2:] == ["من", "دون"]:
            raise_to("negated", f"negated by {last}")
        if trigger.before in ("ل", "ول", "فل") and index not in scene.given:
            raise_to("hypothetical", "a purpose")
    clause_start = index
    while clause_start > 0 and not scene.barriers[clause_start] and index - clause_start < 12:
        clause_start -= 1
        if words[clause_start].form.removeprefix("و") in arabic.CONDITIONALS:
            raise_to("hypothetical", f"under {words[clause_start].form}")
    if any(words[place].form in ("؟", "?") for place in range(index, min(index + 40, len(words)))) and any(
        word.form == "هل" for word in words[:index]
    ):
        raise_to("hypothetical", "in a question")
    for region in regions:
        if region.status != "reported" and region.first <= index < region.last and region.trigger != index:
            if (
                trigger.verbal
                and trigger.feature[0] == "p"
                and any(words[place].form in arabic.RELATIVES for place in range(max(region.first, index - 3), index))
            ):
                continue
            raise_to(region.status, f"what '{words[region.trigger].text}' has as its content")
    return status, reason


def _after_fact(words: Sequence[Word], index: int) -> bool:
    return index > 1 and words[index - 2].form in ("بعد", "منذ")


# ---------------------------------------------------------------- acts


def _act(
    scene: Scene,
    fit: Fit,
    fits: Mapping[int, Fit],
    regions: Sequence[Region],
    belongs: Mapping[int, TimeExpression],
    lexicon: Lexicon,
) -> Act:
    trigger, pattern = fit.trigger, fit.pattern
    others = [region for region in regions if region.trigger != trigger.word]
    status, reason = status_of(scene, trigger, others)
    light = scene.given.get(trigger.word)
    time = belongs.get(trigger.word)
    if light is not None and light.word in fits:
        own, why = status_of(scene, fits[light.word].trigger, others)
        if _RANK[own] > _RANK[status]:
            status, reason = own, why
        time = time or belongs.get(light.word)
    if time is None and trigger.verbal and "source" in fit.inherited:
        earlier = [word for word in scene.subjects if word < trigger.word and not _apart(scene, word, trigger.word)]
        time = belongs.get(max(earlier)) if earlier else None
    time = time or _idle_time(scene, trigger.word, fits, belongs)
    code = pattern.code
    if status == "planned" and pattern.future and _own_plan(trigger, fits, others):
        code, status, reason, time = pattern.future, "asserted", "its announcement is the act", None
    sources, targets = _sides(scene, fit)
    inherited = set(fit.inherited)
    if not sources and pattern.code[:2] >= "14":
        sources = _doer(scene, fit, lexicon)
        inherited |= {"source"} if sources else set()
    if not targets and pattern.emit_target == "target" and "source" in fit.inherited:
        earlier = [word for word in scene.subjects if word < trigger.word and word in fits]
        targets = _sides(scene, fits[max(earlier)])[1] if earlier else ()
        inherited |= {"target"} if targets else set()
    said = [
        region
        for region in regions
        if region.status == "reported" and region.first <= trigger.word < region.last and region.trigger != trigger.word
    ]
    speaker = None
    if said and said[-1].trigger in fits:
        number = fits[said[-1].trigger].slots.get("source", -1)
        speaker = scene.phrases[number] if number >= 0 else None
    edge = right_edge(scene, trigger)
    issues = tuple(dict.fromkeys(name for first, last, name in scene.issues if trigger.word < first and first < edge + 1))
    return Act(fit, sources, targets, code, status, reason, time, speaker, issues, frozenset(inherited))


def _doer(scene: Scene, fit: Fit, lexicon: Lexicon) -> tuple[NounPhrase, ...]:
    """Who did it where the pattern does not say: the owner of the attack noun beside it ("في ضربة جوية أميركية"), or, of a protest,
    the demonstrators whom the sentence names."""
    for place in fit.fixed:
        given = scene.given.get(place, Given()).source
        if given >= 0 and given not in fit.slots.values() and scene.phrases[given].known:
            return (scene.phrases[given],)
        for number, phrase in enumerate(scene.phrases):
            near = (
                phrase.head == place
                or place < phrase.first <= place + 3
                and (phrase.preposition in ("of", "ل") or phrase.mention.kind == "nationality")
            )
            if (
                phrase.first > place
                and near
                and phrase.known
                and number not in fit.slots.values()
                and not phrase.mention.place
                and "UAF" not in phrase.mention.code
            ):
                return (phrase,)
    if fit.pattern.code[:2] == "14":
        doers = {agent.id for agent in lexicon.agents if agent.does[:2] == "14"}
        crowd = [phrase for phrase in scene.phrases if phrase.mention.agent in doers and phrase.first >= 0]
        return tuple(crowd[:1])
    return ()


def _crowd_act(
    scene: Scene, acts: Sequence[Act], lexicon: Lexicon, fits: Mapping[int, Fit], belongs: Mapping[int, TimeExpression]
) -> list[Act]:
    """The act that an agent does by being named (`does:` of its entry), where the sentence tells no act of its own of it.

    "آلاف المتظاهرين في شوارع المدينة" demonstrate; where demonstrators speak or clash, that act is the event (CODING_GUIDE, settled points).
    """
    for number, phrase in enumerate(scene.phrases):
        if (
            not phrase.mention.agent
            or phrase.first < 0
            or any(phrase in act.sources + act.targets or act.code[:2] >= "17" for act in acts)
        ):
            continue
        agent = next((agent for agent in lexicon.agents if agent.id == phrase.mention.agent and agent.does), None)
        if agent is None or any(act.code[:2] == agent.does[:2] for act in acts):
            continue
        pattern = Pattern(
            f"agents/{agent.id}", agent.line, (Slot("source"),), (), "source", agent.does, "-", english=agent.headline
        )
        trigger = Trigger(phrase.last - 1, -1, "n", "", "", False, 0, len(scene.words[phrase.last - 1].form))
        time = _idle_time(scene, trigger.word, fits, belongs)
        return [
            Act(
                Fit(pattern, trigger, 0.5, {"source": number}),
                (phrase,),
                (),
                agent.does,
                "asserted",
                "",
                time,
                None,
                (),
                frozenset(("source",)),
            )
        ]
    return []


def _own_plan(trigger: Trigger, fits: Mapping[int, Fit], regions: Sequence[Region]) -> bool:
    """Whether a planned act is told as the plan itself (future tense, "يعتزم"), not as the content of an act that is coded (وافق على)."""
    over = [
        fits[region.trigger] for region in regions if region.status == "planned" and region.first <= trigger.word < region.last
    ]
    return all(fit.pattern.code == "none" for fit in over)


def _sides(scene: Scene, fit: Fit) -> tuple[tuple[NounPhrase, ...], tuple[NounPhrase, ...]]:
    """The actors on both sides with those coordinated with them; four pairs at most."""

    def group(name: str) -> list[int]:
        number = fit.slots.get(name, -1)
        if number < 0:
            return []
        return [number, *scene.phrases[number].joined]

    source, target = group("source"), group("target")
    if source and target and target[0] in source:  # بين X و Y: one group, split
        source = source[: source.index(target[0])]
    target = [number for number in target if number not in source]
    if not source and fit.pattern.emit_target == "target" and fit.pattern.symmetric and len(target) > 1:
        source, target = target[:1], target[1:]
    if source and not target and fit.pattern.symmetric and len(source) > 1:
        source, target = source[:1], source[1:]
    while len(source) * max(len(target), 1) > 4:
        if len(target) > 2 or len(source) == 1:
            target.pop()
        else:
            source.pop()
    if fit.pattern.emit_target == "-":
        target = []
    if fit.pattern.emit_source == "---":
        source = []
    return tuple(scene.phrases[number] for number in source), tuple(scene.phrases[number] for number in target)


def _times_of(scene: Scene, fits: Mapping[int, Fit], times: Sequence[TimeExpression]) -> dict[int, TimeExpression]:
    """Give each time expression to the one trigger or verb of its clause that it most likely dates; no other gets it.

    The cost of a bond: distance (a third of it for a verb to the left), commas and other verbs between, a conjoined verb to the right.
    """
    owners: dict[int, TimeExpression] = {}
    anchors = sorted(set(fits) | scene.verbs | scene.nouns)
    for time in times:
        best, best_cost = -1, 99.0
        for word in anchors:
            low, high = min(word, time.first), max(word, time.first)
            if _apart(scene, low, high):
                continue
            verb = word in scene.verbs or word in fits and fits[word].trigger.verbal
            cost = (high - low) / (3 if verb and word < time.first else 1) + (0 if verb else 4)
            cost += 8 * sum(1 for other in scene.verbs if low < other < high)
            if word > time.first:
                cost += 3 + (10 if scene.words[word].form.startswith("و") else 0)
                cost += 5 * sum(scene.words[index].form in arabic.PUNCTUATION_SOFT for index in range(time.last + 1, word))
            if cost < best_cost:
                best, best_cost = word, cost
        if best >= 0 and best not in owners:
            owners[best] = time
    return owners


def _apart(scene: Scene, one: int, other: int) -> bool:
    """Whether a clause begins between two words."""
    return any(scene.barriers[index] for index in range(min(one, other) + 1, max(one, other) + 1))


def _idle_time(scene: Scene, word: int, fits: Mapping[int, Fit], belongs: Mapping[int, TimeExpression]) -> TimeExpression | None:
    """The one time expression of a trigger's clause that dates a verb without an event of its own ("هجوم نفذته امرأة أمس")."""
    idle = [
        time
        for owner, time in belongs.items()
        if owner in scene.verbs
        and not _apart(scene, word, time.first)
        and not (owner in fits and fits[owner].pattern.code.isdigit())
    ]
    return idle[0] if len(idle) == 1 else None


def _without_repeats(acts: Sequence[Act], near: list[NearMiss]) -> list[Act]:
    """Leave out an act told twice in one sentence: the same kind of act between the same actors."""
    kept: list[Act] = []
    for act in _with_results(acts, near):
        twin = next(
            (other for other in kept if _alike(other.code, act.code) and other.status == act.status and _covers(other, act)), None
        )
        if twin is None:
            back = next(
                (other for other in kept if _alike(act.code, other.code) and other.status == act.status and _covers(act, other)),
                None,
            )
            if back is not None:
                kept.remove(back)
                near.append(
                    NearMiss(
                        back.fit.trigger.word,
                        back.fit.pattern.rule,
                        back.fit.pattern.line,
                        "the same act is told again, more fully",
                    )
                )
            kept.append(act)
        else:
            near.append(
                NearMiss(act.fit.trigger.word, act.fit.pattern.rule, act.fit.pattern.line, "the same act is told already")
            )
    return kept


def _with_results(acts: Sequence[Act], near: list[NearMiss]) -> list[Act]:
    """A bare killing told beside its attack ("هجوم … أسفر عن مقتل …") is that attack's result: its victims, no act of its own."""
    attacks = [act for act in acts if act.code[:2] in ("18", "19", "20") and act.code != "180" and act.status == "asserted"]
    out: list[Act] = []
    taken: set[int] = set()
    for act in acts:
        words = frozenset(act.fit.fixed)
        if words and act.code[:2] in ("18", "19") and words <= taken:
            near.append(
                NearMiss(act.fit.trigger.word, act.fit.pattern.rule, act.fit.pattern.line, "the same attack's further victims")
            )
            for number, other in enumerate(out):
                if words & frozenset(other.fit.fixed) and other.time is None:
                    out[number] = evolve(other, time=act.time)
            continue
        taken |= words if act.code[:2] in ("18", "19") else set()
        if act.code == "180" and not act.sources and attacks and act.status == "asserted":
            near.append(
                NearMiss(
                    act.fit.trigger.word,
                    act.fit.pattern.rule,
                    act.fit.pattern.line,
                    "the result of the attack told in the same sentence",
                )
            )
            continue
        out.append(act)
    victims = next((act.targets for act in acts if act.code == "180" and not act.sources and act.targets), ())
    bare = [number for number, act in enumerate(out) if act in attacks and not act.targets]
    if victims and len(bare) == 1 and out[bare[0]].fit.pattern.emit_target == "target":
        out[bare[0]] = evolve(out[bare[0]], targets=victims)
    return out


def _alike(one: str, other: str) -> bool:
    """Whether two codes can be the same happening: meetings, protests and attacks by their root, all else to three digits."""
    return (
        one[:3] == other[:3]
        or one[:2] == other[:2]
        and (one[:2] in ("04", "14", "18", "19", "20") or "0" in (one[2:3], other[2:3]))
    )


def _covers(one: Act, other: Act) -> bool:
    """Whether `one` has all the actors of `other` (in either order where symmetric)."""

    def names(phrases: Sequence[NounPhrase]) -> set[tuple[int, int]]:
        return {(phrase.first, phrase.last) for phrase in phrases}

    straight = names(other.sources) <= names(one.sources) and names(other.targets) <= names(one.targets)
    if straight:
        return True
    return one.fit.pattern.symmetric and names(other.sources) | names(other.targets) <= names(one.sources) | names(one.targets)
