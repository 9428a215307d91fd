"""Match coded events with the gold events of their sentence: the best one-to-one matching there is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from attrs import frozen

from eventcoder.workbench.gold import GoldEvent

Record = Mapping[str, str]
"""The columns of an event record that scoring looks at, as text."""

_MARKS = re.compile("[\u064b-\u065f\u0670\u0640\u200c-\u200f\u202a-\u202e\u2066-\u2069]")
_WORD = re.compile(r"[^\W_]+")
_SMALL = frozenset("في من الي عن مع و ان التي الذي هذا هذه احد بعض عدد ال".split())
_TITLES = frozenset(
    (
        "رئيس وزير وزراء وزاره خارجيه داخليه دفاع حكومه مسؤول مسوول مسؤولين مسوولين قوات قوه شرطه جيش جنود جندي عناصر مسلحين "
        "مسلحون متظاهرين متظاهرون ناطق متحدث باسم حركه حزب زعيم قائد نائب مجلس عام امين سفير قياده مصدر مصادر سلطات"
    ).split()
)
_BEFORE = ("وال", "فال", "بال", "كال", "لل", "ولل", "وبال", "ال", "و", "ف", "ب", "ل", "ك")


@frozen
class Pair:
    """A gold event and a coded one that belong together: `rank` 1 type, 2 and one actor, 3 both; `swapped`: the actors stand the
    other way round."""

    rank: int
    gold: int
    coded: int
    swapped: bool


@lru_cache(maxsize=100_000)
def _words(text: str) -> tuple[frozenset[str], ...]:
    """The content words of a span, each with every form it has once clitics are taken off."""
    text = re.sub("[أإآٱ]", "ا", _MARKS.sub("", text)).replace("ى", "ي").replace("ة", "ه").replace("ؤ", "و").replace("ئ", "ي")
    found = []
    for word in _WORD.findall(text):
        forms = {word} | {word[len(c) :] for c in _BEFORE if word.startswith(c) and len(word) - len(c) >= 3}
        if not forms & _SMALL:
            found.append(frozenset(forms))
    return tuple(found)


def _shared(some: Sequence[frozenset[str]], others: Sequence[frozenset[str]]) -> int:
    return sum(any(one & other for other in others) for one in some)


@lru_cache(maxsize=100_000)
def same_actor(gold: str, coded: str) -> bool:
    """Whether two spans name one actor: they share half of the shorter one's words, and one that is no mere title."""
    one, other = _words(gold), _words(coded)
    if not one or not other:
        return not one and not other
    if len(other) > 2 * len(one) + 3:
        return False
    shorter, longer = sorted((one, other), key=len)
    if 2 * _shared(shorter, longer) < len(shorter):
        return False
    names = [word for word in one if not word & _TITLES], [word for word in other if not word & _TITLES]
    return not (names[0] and names[1]) or _shared(*names) > 0


def _meets(gold: GoldEvent, side: str, coded: Record, other: str) -> bool:
    want = gold.source_code if side == "source" else gold.target_code
    have = coded.get(other) or ""
    if gold.by_code:
        return want.strip("-") == have.strip("-")
    if gold.implied in (side, "both"):
        return have[:3] == want[:3] and want[3:6] in have
    return same_actor(gold.source if side == "source" else gold.target, coded.get(f"{other}_text") or "")


def compare(gold: GoldEvent, coded: Record) -> tuple[int, bool]:
    """Return (rank, swapped); rank 0 is no match."""
    if coded["code"][:2] not in (gold.root, *gold.also):
        return 0, False
    straight = _meets(gold, "source", coded, "source") + _meets(gold, "target", coded, "target")
    if gold.symmetric or gold.root == "04":
        turned = _meets(gold, "source", coded, "target") + _meets(gold, "target", coded, "source")
        if turned > straight:
            return 1 + turned, True
    return 1 + straight, False


def _weight(gold: GoldEvent, coded: Record, rank: int) -> int:
    near = bool(frozenset(_words(gold.trigger)) & frozenset(_words(coded.get("trigger_text") or "")))
    return (
        rank * 100
        + 30 * (not gold.neutral)
        + 20 * near
        + 5 * (gold.code[:3] == coded["code"][:3])
        + 2 * (gold.event_date == (coded.get("event_date") or "")[:10])
    )


def match_events(gold: Sequence[GoldEvent], coded: Sequence[Record]) -> list[Pair]:
    """Return the best one-to-one matching of the events of one sentence."""
    edges: dict[tuple[int, int], tuple[int, int, bool]] = {}
    for i, event in enumerate(gold):
        for j, record in enumerate(coded):
            rank, swapped = compare(event, record)
            if rank:
                edges[i, j] = (_weight(event, record, rank), rank, swapped)
    if not edges:
        return []
    chosen = _exact(len(gold), len(coded), edges) if len(gold) <= 12 else _greedy(edges)
    return [Pair(edges[place][1], *place, edges[place][2]) for place in chosen]


def _exact(gold: int, coded: int, edges: Mapping[tuple[int, int], tuple[int, int, bool]]) -> Sequence[tuple[int, int]]:
    best: dict[int, tuple[int, tuple[tuple[int, int], ...]]] = {0: (0, ())}  # gold events taken, as bits
    for j in range(coded):
        for taken, (total, chosen) in list(best.items()):
            for i in range(gold):
                if (i, j) in edges and not taken >> i & 1:
                    mark, value = taken | 1 << i, total + edges[i, j][0]
                    if value > best.get(mark, (-1, ()))[0]:
                        best[mark] = (value, (*chosen, (i, j)))
    return max(best.values())[1]


def _greedy(edges: Mapping[tuple[int, int], tuple[int, int, bool]]) -> Sequence[tuple[int, int]]:
    chosen: list[tuple[int, int]] = []
    for (i, j), _ in sorted(edges.items(), key=lambda item: (-item[1][0], item[0])):
        if all(i != other and j != twin for other, twin in chosen):
            chosen.append((i, j))
    return chosen


__all__ = ["Pair", "Record", "compare", "match_events", "same_actor"]
