"""Score coded events against gold ones: precision, recall and F1 by root, accuracies, with bootstrap intervals."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from eventcoder.errors import InputError
from eventcoder.workbench.gold import GoldEvent, GoldSentence
from eventcoder.workbench.match import Pair, Record, match_events

Floats = NDArray[np.float64]
ACCURACIES = ("code3", "country", "role", "date", "undated")
_BARE = frozenset("UAF CVL CRM COP GOV MIL REB OPP MED REL EDU BUS LAB REF JUD LEG PTY ELI NGO SPY".split())


@frozen
class Mistake:
    """A missed, an extra event, or one with wrong actors: `coded` or `gold` is None where there is no such side."""

    kind: str
    sentence: GoldSentence
    gold: GoldEvent | None
    coded: Record | None


@frozen
class Tally:
    """What one sentence gives to the scores: counts by name, `("full", "tp")`, `("root 04", "fn")`, `("country", "of")`."""

    counts: Counter[tuple[str, str]]
    mistakes: tuple[Mistake, ...]


@frozen
class Score:
    """Counts with the rates that they make."""

    counts: Mapping[tuple[str, str], int]

    def rates(self, name: str) -> tuple[float, float, float]:
        """Precision, recall and F1 of `type`, `full` or `root 04`."""
        tp, fp, fn = (self.counts.get((name, key), 0) for key in ("tp", "fp", "fn"))
        precision, recall = tp / (tp + fp) if tp + fp else 0.0, tp / (tp + fn) if tp + fn else 0.0
        return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0

    def accuracy(self, name: str) -> float | None:
        """The share that is right of `code3`, `country`, `role`, `date`, `undated`; None of nothing."""
        of = self.counts.get((name, "of"), 0)
        return self.counts.get((name, "right"), 0) / of if of else None

    @property
    def roots(self) -> list[str]:
        """The roots that gold or coded events have."""
        return sorted({name[5:] for name, _ in self.counts if name.startswith("root ")})


def place_records(sentences: Sequence[GoldSentence], records: Iterable[Record]) -> dict[str, list[Record]]:
    """Return the asserted records of each gold sentence, by its id; raise InputError for records of other documents."""
    by_doc: dict[str, list[GoldSentence]] = defaultdict(list)
    for sentence in sentences:
        by_doc[sentence.doc_id].append(sentence)
    placed: dict[str, list[Record]] = defaultdict(list)
    strange: set[str] = set()
    for record in records:
        lines = by_doc.get(record["doc_id"])
        if lines is None:
            strange.add(record["doc_id"])
        elif record.get("status", "asserted") in ("asserted", ""):
            start = int(record.get("start") or 0)
            line = max((line for line in lines if line.start <= start), key=lambda line: line.start)
            placed[line.id].append(record)
    if strange:
        raise InputError(f"{len(strange)} documents of the events are not in the gold files, {min(strange)!r} for one")
    return placed


def score_sentences(sentences: Sequence[GoldSentence], placed: Mapping[str, Sequence[Record]]) -> list[Tally]:
    """Return the tally of each gold sentence."""
    return [_tally(sentence, placed.get(sentence.id, ())) for sentence in sentences]


def total(tallies: Iterable[Tally]) -> Score:
    """Return the score of some sentences together."""
    counts: Counter[tuple[str, str]] = Counter()
    for tally in tallies:
        counts.update(tally.counts)
    return Score(counts)


def _tally(sentence: GoldSentence, coded: Sequence[Record]) -> Tally:
    counts: Counter[tuple[str, str]] = Counter()
    mistakes = []
    pairs = match_events(sentence.events, coded)
    mate = {pair.coded: pair for pair in pairs}
    full = {pair.gold: pair for pair in pairs if pair.rank == 3}
    found = {pair.gold: pair for pair in pairs}
    for number, record in enumerate(coded):
        pair = mate.get(number)
        root = record["code"][:2]
        if pair is not None and sentence.events[pair.gold].neutral or pair is None and root == "01":
            continue
        right = pair is not None and pair.rank == 3
        counts["type", "tp" if pair else "fp"] += 1
        counts["full", "tp" if right else "fp"] += 1
        counts[f"root {root}", "tp" if right else "fp"] += 1
        if pair is None:
            mistakes.append(Mistake("extra", sentence, None, record))
        elif not right:
            mistakes.append(Mistake("wrong actors", sentence, sentence.events[pair.gold], record))
    for number, event in enumerate(sentence.events):
        if event.neutral:
            continue
        counts["type", "fn"] += number not in found
        if number in full:
            _accuracies(event, coded[full[number].coded], full[number], sentence.date, counts)
            continue
        counts["full", "fn"] += 1
        counts[f"root {event.root}", "fn"] += 1
        if number not in found:
            mistakes.append(Mistake("missed", sentence, event, None))
    return Tally(counts, tuple(mistakes))


def _accuracies(event: GoldEvent, record: Record, pair: Pair, date: str, counts: Counter[tuple[str, str]]) -> None:
    def note(name: str, right: bool) -> None:
        counts[name, "of"] += 1
        counts[name, "right"] += right

    note("code3", event.code[:3] == record["code"][:3])
    for want, side, other in ((event.source_code, "source", "target"), (event.target_code, "target", "source")):
        have = record.get(other if pair.swapped else side) or ""
        if country(want):
            note("country", country(want) == have[:3])
        if role(want):
            note("role", role(want) in have)
    day = (record.get("event_date") or "")[:10]
    if event.event_date:
        note("date", event.event_date == day)
    elif not event.date_text:
        note("undated", day in ("", date))


def country(code: str) -> str:
    """The country of an actor code, "" where it has none."""
    return code[:3] if re.match("[A-Z]{3}", code) and code[:3] not in _BARE else ""


def role(code: str) -> str:
    """The first role of an actor code."""
    return code[3:6] if country(code) else code[:3] if code[:3] in _BARE else ""


def intervals(
    tallies: Sequence[Tally], names: Sequence[str], *, rounds: int = 1000, seed: int = 0
) -> dict[str, tuple[tuple[float, float], ...]]:
    """Return the 95 % intervals of each name's precision, recall and F1 (or of its accuracy) from sentences drawn anew."""
    weights = _weights(len(tallies), rounds if tallies else 0, seed)
    return {name: tuple(map(_interval, _drawn(tallies, name, weights))) for name in names}


def difference(
    one: Sequence[Tally], other: Sequence[Tally], name: str, *, rounds: int = 1000, seed: int = 0
) -> tuple[float, tuple[float, float]]:
    """Return by how much the second run's F1 (or accuracy) is higher, with its 95 % interval: both drawn alike."""
    weights = _weights(len(one), rounds, seed)
    once = np.ones((1, len(one)))
    gained = float(np.nan_to_num(_drawn(other, name, once)[-1])[0] - np.nan_to_num(_drawn(one, name, once)[-1])[0])
    return gained, _interval(np.nan_to_num(_drawn(other, name, weights)[-1]) - np.nan_to_num(_drawn(one, name, weights)[-1]))


def _weights(count: int, rounds: int, seed: int) -> Floats:
    if not rounds:
        return np.zeros((0, count))
    return np.random.default_rng(seed).multinomial(count, np.full(count, 1 / count), size=rounds).astype(float)


def _drawn(tallies: Sequence[Tally], name: str, weights: Floats) -> tuple[Floats, ...]:
    """Precision, recall and F1 (or the accuracy) of each drawing."""

    def sums(key: str) -> Floats:
        column: Floats = np.array([tally.counts.get((name, key), 0) for tally in tallies], dtype=float)
        return weights @ column

    if name in ACCURACIES:
        return (_share(sums("right"), sums("of")),)
    tp, fp, fn = sums("tp"), sums("fp"), sums("fn")
    return _share(tp, tp + fp), _share(tp, tp + fn), _share(2 * tp, 2 * tp + fp + fn)


def _share(part: Floats, whole: Floats) -> Floats:
    return np.divide(part, whole, out=np.full_like(whole, np.nan), where=whole > 0)


def _interval(values: Floats) -> tuple[float, float]:
    values = values[~np.isnan(values)]  # drawings with nothing to judge
    low, high = np.quantile(values, (0.025, 0.975)) if len(values) else (0.0, 0.0)
    return float(low), float(high)


__all__ = [
    "ACCURACIES",
    "Mistake",
    "Score",
    "Tally",
    "country",
    "difference",
    "intervals",
    "place_records",
    "role",
    "score_sentences",
    "total",
]
