"""Leave out acts that a sentence tells twice, and make the victims of an attack its target."""

from __future__ import annotations

from collections.abc import Sequence

from eventcoder.coding.acts import Act, NearMiss
from eventcoder.coding.arguments import NounPhrase
from eventcoder.frozen import evolve


def without_repeats(acts: Sequence[Act], near: list[NearMiss]) -> list[Act]:
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
                near.append(NearMiss.of(back.fit, "the same act is told again, more fully"))
            kept.append(act)
        else:
            near.append(NearMiss.of(act.fit, "the same act is told already"))
    return kept


def _with_results(acts: Sequence[Act], near: list[NearMiss]) -> list[Act]:
    """A bare killing told beside its attack ("هجوم … أسفر عن مقتل …") is that attack's result: its victims, no act of its own."""
    attacks = [act for act in acts if act.code[:2] in ("18", "19", "20") and act.code != "180" and act.status == "asserted"]
    out: list[Act] = []
    taken: set[int] = set()
    for act in acts:
        words = frozenset(act.fit.fixed)
        if words and act.code[:2] in ("18", "19") and words <= taken:
            near.append(NearMiss.of(act.fit, "the same attack's further victims"))
            for number, other in enumerate(out):
                if words & frozenset(other.fit.fixed) and other.time is None:
                    out[number] = evolve(other, time=act.time)
            continue
        taken |= words if act.code[:2] in ("18", "19") else set()
        if act.code == "180" and not act.sources and attacks and act.status == "asserted":
            near.append(NearMiss.of(act.fit, "the result of the attack told in the same sentence"))
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

    def names(phrases: Sequence[NounPhrase]) -> set[str]:
        return {f"{phrase.mention.actor or phrase.mention.text}|{phrase.mention.code}" for phrase in phrases}

    straight = names(other.sources) <= names(one.sources) and names(other.targets) <= names(one.targets)
    if straight:
        return True
    return one.fit.pattern.symmetric and names(other.sources) | names(other.targets) <= names(one.sources) | names(one.targets)
