"""Make acts of fitted triggers: actors on both sides, status with its reason, time, speaker and topics."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from eventcoder import arabic
from eventcoder.coding.arguments import NounPhrase
from eventcoder.coding.deeds import claimed_by, doer_judged, protested_against, thing_struck
from eventcoder.coding.scene import Fit, Given, Scene, apart, right_edge
from eventcoder.coding.status import RANK, Region, status_of
from eventcoder.coding.surface import fixed_forms
from eventcoder.coding.timing import HEADING, idle_time, resumed, shared_time, told_time
from eventcoder.coding.triggers import Trigger
from eventcoder.frozen import frozen
from eventcoder.lexicon import Fixed, Lexicon, Pattern, Slot
from eventcoder.records import Mention, TimeExpression

_OF_ACTORS = frozenset(("01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12", "13", "16"))
"""Roots that need an actor: of protests, posture, coercion and violence the mere happening is news."""

_JUDGING = ("05", "09", "11", "12")
"""Roots of praise, inquiry, blame and refusal: where their target is a deed, its doer is meant."""

_PROPERTY = ("1711", "1712")
"""Codes whose target is the thing taken or destroyed where its owner is not told."""


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

    @classmethod
    def of(cls, fit: Fit, reason: str) -> NearMiss:
        """The near miss of a fitted (or almost fitting) pattern."""
        return cls(fit.trigger.word, fit.pattern.rule, fit.pattern.line, reason)


def make_act(
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
        if own == "asserted" and fits[light.word].pattern.clause == "planned":
            own, why = "planned", f"what '{scene.words[light.word].text}' plans"
        if RANK[own] > RANK[status]:
            status, reason = own, why
        time = time or belongs.get(light.word)
    if time is None and trigger.verbal and "source" in fit.inherited:
        doer = fit.slots.get("source", -1)
        earlier = [word for word, number in scene.subjects.items() if word < trigger.word and number == doer]
        time = belongs.get(max(earlier)) if earlier and not apart(scene, max(earlier), trigger.word) else None
    time = time or next((belongs[place] for place in fit.fixed if place in belongs), None)
    if time is None and (not trigger.verbal or resumed(scene, trigger.word)):
        time = idle_time(scene, trigger, fits, belongs)
    if time is None and trigger.verbal:
        time = shared_time(scene, trigger, fits, belongs)
    goes_on = trigger.word == 0 and trigger.before == "و" and trigger.feature[0] == "p" and "source" in fit.inherited
    if time is None and goes_on and fit.slots.get("source") == scene.story_subject:
        time = scene.story_time  # "أرسلت الجمعيات أمس مذكرة. وشددت على …"
    time = time or belongs.get(HEADING)
    code = pattern.code
    if status == "planned" and pattern.future and _own_plan(trigger, fits, others):
        code, status, reason, time = pattern.future, "asserted", "its announcement is the act", None
    sources, targets = _sides(scene, fit)
    inherited = set(fit.inherited)
    if not sources and light is not None and light.source >= 0:  # "هجوم انتحاري نفذته امرأة"
        sources = (scene.phrases[light.source],)
    if not sources and pattern.code[:2] >= "14":
        sources = _doer(scene, fit, lexicon)
        inherited |= {"source"} if sources else set()
    if not targets and pattern.code[:2] in _JUDGING:
        targets = doer_judged(scene, fit, fits, lexicon)
    if not targets and pattern.emit_target == "target" and "source" in fit.inherited:
        doer = fit.slots.get("source", -1)
        earlier = [word for word, number in scene.subjects.items() if word < trigger.word and word in fits and number == doer]
        targets = _sides(scene, fits[max(earlier)])[1] if earlier else ()
        inherited |= {"target"} if targets else set()
    if not targets and code[:2] == "14":
        targets = protested_against(scene, trigger, fits, lexicon)
    if not targets and code[:2] in ("18", "19") and pattern.emit_target == "target":
        targets = thing_struck(scene, fit)
    said = [
        region
        for region in regions
        if region.status == "reported" and region.first <= trigger.word < region.last and region.trigger != trigger.word
    ]
    speaker = None
    if said and said[-1].trigger in fits:
        number = fits[said[-1].trigger].slots.get("source", -1)
        speaker = scene.phrases[number] if number >= 0 else None
    if speaker and not sources and code[:3] in ("173", "084") and speaker.mention.code[3:6] in ("COP", "MIL", "JUD"):
        sources = (speaker,)  # "قالت الشرطة إن ثلاثة أشخاص احتجزوا": its own deed
        inherited |= {"source"}
    if not sources and trigger.masdar and code[:2] in ("17", "18", "19"):
        sources = claimed_by(scene, trigger, fits)
        inherited |= {"source"} if sources else set()
    edge = right_edge(scene, trigger) if scene.issues else 0
    issues = tuple(dict.fromkeys(name for first, last, name in scene.issues if trigger.word < first and first < edge + 1))
    return Act(fit, sources, targets, code, status, reason, time, speaker, issues, frozenset(inherited))


def pairs(act: Act) -> list[tuple[NounPhrase | None, NounPhrase | None]]:
    """The pairs of source and target of an act; nobody does anything to himself."""
    return [
        (source, target)
        for source in act.sources or (None,)
        for target in act.targets or (None,)
        if source is None or target is None or not _same(source.mention, target.mention)
    ]


def _same(one: Mention, other: Mention) -> bool:
    """Whether two mentions are one actor: by words, entry or surname; a country told by two names."""
    if one.code != other.code:
        return False
    named = not one.agent and not other.agent
    shorter, longer = sorted((one.text, other.text), key=len)
    by_surname = named and bool(shorter) and longer.endswith(f" {shorter}")
    country = named and len(one.code) == 3 and one.code != "---"
    return one.text == other.text or one.actor == other.actor != "" or by_surname or country


def why_none(act: Act) -> str:
    """Why an act is no event after all, "" if it is one: an actor with itself, or a deed of the roots 02-13 and 16 between
    nobody known."""
    left = pairs(act)
    if not left:
        return "both sides are the same actor"
    known = any(phrase is not None and phrase.mention.code != "---" for pair in left for phrase in pair)
    strange = act.code[:2] not in ("18", "19") and any(source and source.mention.kind == "phrase" for source, _ in left)
    return "no known actor on either side" if (act.code[:2] in _OF_ACTORS or strange) and not known else ""


def _doer(scene: Scene, fit: Fit, lexicon: Lexicon) -> tuple[NounPhrase, ...]:
    """Who did it where the pattern does not say: the owner of the attack noun beside it ("في ضربة جوية أميركية"), or, of a
    protest,
    the demonstrators whom the sentence names."""
    for place in fit.fixed:
        given = scene.given.get(place, Given()).source
        if given >= 0 and given not in fit.slots.values():
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
        doers = lexicon.doers
        crowd = [
            phrase
            for phrase in scene.phrases
            if phrase.mention.agent in doers and doers[phrase.mention.agent].does[:2] == "14" and phrase.first >= 0
        ]
        return tuple(crowd[:1])
    return ()


def crowd_act(
    scene: Scene,
    acts: Sequence[Act],
    lexicon: Lexicon,
    fits: Mapping[int, Fit],
    belongs: Mapping[int, TimeExpression],
    times: Sequence[TimeExpression],
) -> list[Act]:
    """The act that an agent does by being named (`does:` of its entry), where the sentence tells no act of its own of it.

    "آلاف المتظاهرين في شوارع المدينة" demonstrate; where demonstrators speak or clash, that act is the event (CODING_GUIDE,
    settled points).
    """
    for number, phrase in enumerate(scene.phrases):
        if (
            not phrase.mention.agent
            or phrase.first < 0
            or any(phrase in act.sources + act.targets or act.code[:2] >= "17" for act in acts)
        ):
            continue
        agent = lexicon.doers.get(phrase.mention.agent)
        if agent is None or any(act.code[:2] == agent.does[:2] for act in acts):
            continue
        pattern = Pattern(
            f"agents/{agent.id}", agent.line, (Slot("source"),), (), "source", agent.does, "-", english=agent.headline
        )
        trigger = Trigger.of(phrase.last - 1, -1, "n", "", "", False, 0, len(scene.words[phrase.last - 1].form))
        time = idle_time(scene, trigger, fits, belongs, crowd=True) or told_time(scene, trigger, times)
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
    """Whether a planned act is told as the plan itself (future tense, "يعتزم"), not as the content of an act that is coded
    (وافق على)."""
    over = [
        fits[region.trigger] for region in regions if region.status == "planned" and region.first <= trigger.word < region.last
    ]
    return all(fit.pattern.code == "none" for fit in over)


def _thing(pattern: Pattern) -> Fixed | None:
    return next((item for item in pattern.fixed if not item.prepositions), None)


def _object(scene: Scene, fit: Fit) -> tuple[NounPhrase, ...]:
    """The thing that a pattern's own object names ("هدم … عشرين منزلا"), its owner's name where one follows."""
    item = _thing(fit.pattern) or fit.pattern.fixed[0]  # "سيطر … على مدينة"
    place = next((place for place in fit.fixed if fixed_forms(scene.words[place].form) & set(item.words)), -1)
    for phrase in scene.phrases:
        if phrase.head == place or phrase.first <= place < phrase.last:
            return (phrase,)
    if place < 0:
        return ()
    word = scene.words[place]
    start, end = arabic.stem_span(word.text, len(word.before), len(word.form))
    thing = Mention(
        place, place + 1, word.start + start, word.start + end, word.text[start:end], "---", kind="phrase", line=fit.pattern.line
    )
    return (NounPhrase(place, place + 1, "", thing, head=place),)


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
    if fit.pattern.emit_target == "object" or not target and fit.pattern.code in _PROPERTY and _thing(fit.pattern) is not None:
        return tuple(scene.phrases[number] for number in source), _object(scene, fit)
    if fit.pattern.emit_source == "---":
        source = []
    return tuple(scene.phrases[number] for number in source), tuple(scene.phrases[number] for number in target)
