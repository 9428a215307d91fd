"""Say in full why a trigger gave no event: which words stand where the pattern wants an actor, which other act tells it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from eventcoder.coding.acts import Act
from eventcoder.coding.arguments import NounPhrase
from eventcoder.coding.parts import Phrase
from eventcoder.coding.pipeline import Coder, Traced
from eventcoder.lexicon import Agent, Pattern, Slot
from eventcoder.records import Mention

_NEAR = 8
"""So many words away a phrase may be the one that a reader takes for the actor."""
_LACKS = ("no subject", "no object", "no target", "no source", "nobody who", "nobody to whom")


def in_full(reason: str, word: int, pattern: Pattern | None, traced: Traced) -> str:
    """Return a reason with the words of the sentence that it is about."""
    if pattern is None:
        return reason
    if reason == "both sides are the same actor" or reason.startswith("no known actor"):
        return f"{reason}: {_sides(word, traced)}"
    if reason == "the same act is told already":
        others = [act for act in traced.reading.acts if act.code[:2] == pattern.code[:2]]
        return f"{reason}{_by(others, traced)}"
    if reason == "part of another trigger's pattern":
        owners = [fit for fit in traced.reading.fits.values() if word in fit.fixed and fit.trigger.word != word]
        told = [f"it is part of {fit.pattern.rule}, of '{_word(fit.trigger.word, traced)}'" for fit in owners]
        return told[0] if told else reason
    if not reason.startswith(_LACKS):
        return reason
    needs = _needs(pattern) if reason.startswith("no ") and "needs" not in reason else ""
    there = _there(reason, word, pattern, traced)
    return reason + (f": the pattern needs {needs}" if needs else "") + there


def _sides(word: int, traced: Traced) -> str:
    fit = traced.reading.fits.get(word)
    phrases = [traced.scene.phrases[fit.slots[name]] for name in ("source", "target") if fit and name in fit.slots]
    told = [f"'{phrase.mention.text}' ({phrase.mention.code or 'nobody'})" for phrase in phrases if phrase.mention.text]
    return " and ".join(dict.fromkeys(told)) or "nobody is named"


def _by(acts: Sequence[Act], traced: Traced) -> str:
    return f" by '{_word(acts[0].fit.trigger.word, traced)}'" if acts else ""


def _word(index: int, traced: Traced) -> str:
    return traced.analysis.words[index].text


def _needs(pattern: Pattern) -> str:
    return " and ".join(
        f"{{{slot.name}}}" + (f" after {'|'.join(filter(None, slot.prepositions))}" if slot.prepositions else "")
        for slot in pattern.slots
        if slot.name in ("source", "target") and not slot.optional
    )


def _there(reason: str, word: int, pattern: Pattern, traced: Traced) -> str:
    """What stands where the missing actor should, "" where nothing does."""
    name = "source" if "subject" in reason or "source" in reason or "who does" in reason else "target"
    slot = pattern.slot(name)
    if slot is None:
        return ""
    phrase = _nearest(word, slot, traced)
    if phrase is None:
        beside = word + 1
        is_trigger = not slot.prepositions and any(trigger.word == beside for trigger in traced.triggers)
        return f"; '{_word(beside, traced)}' is read as a verb or event noun" if is_trigger else ""
    after = f" after {phrase.preposition}" if slot.prepositions else ""
    return f"; '{phrase.mention.text}'{after} names no actor of the dictionaries"


def _nearest(word: int, slot: Slot, traced: Traced) -> NounPhrase | None:
    fitting = [
        phrase
        for phrase in traced.scene.phrases
        if phrase.first >= 0
        and not phrase.known
        and (phrase.preposition in slot.prepositions if slot.prepositions else phrase.preposition in ("", "of"))
        and -_NEAR <= phrase.first - word <= _NEAR
        and (phrase.first > word or slot.name == "source" and not slot.prepositions)
    ]
    return min(fitting, key=lambda phrase: (phrase.first < word, abs(phrase.first - word)), default=None)


def idle_agents(traced: Traced, coder: Coder) -> Iterator[tuple[int, Agent, str]]:
    """Yield the agents that would do something by being named (`does:` of their entries) and give no event of it: the word, the
    agent and why."""
    acts = traced.reading.acts
    for phrase, mention in traced.resolved:
        agent = coder.lexicon.doers.get(mention.agent)
        if agent is None or any(act.fit.pattern.rule == f"agents/{agent.id}" for act in acts):
            continue
        if reason := _idle(phrase, mention, agent, traced):
            yield phrase.first, agent, reason


def _idle(phrase: Phrase, mention: Mention, agent: Agent, traced: Traced) -> str:
    acts = traced.reading.acts
    own = [act for act in acts if any(each.mention == mention for each in (*act.sources, *act.targets))]
    force = [act for act in acts if act.code[:2] >= "17"]
    same = [act for act in acts if act.code[:2] == agent.does[:2]]
    for some, why in (
        (own, "what they do or suffer is told"),
        (force, "a deed of force stands in the sentence, told"),
        (same, "it is told"),
    ):
        if some:
            return f"being named would give {agent.does}, but {why}{_by(some, traced)} ({some[0].code})"
    return ""


__all__ = ["idle_agents", "in_full"]
