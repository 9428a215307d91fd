"""What a nightly run tells of itself: counts, shares by publisher, what differs from the runs of the last 30 days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import sqrt
from statistics import median
from typing import Any

from attrs import asdict, define, field, frozen

from eventcoder.corpus.work import Coded, Stamp

DAYS = 30
_MOST_PUBLISHERS = 1000
_OTHERS = "(other publishers)"
_ENOUGH_RUNS = 3
_ENOUGH_DOCUMENTS = 30
_SHOWN_PUBLISHERS = 6
_SHOWN_CHANGES = 5
_WIDTH = 100


@define
class Tally:
    """The counts of a run while it goes on; `publishers` has documents, those without events, and events of each."""

    coded: int = 0
    corrected: int = 0
    unchanged: int = 0
    refused: int = 0
    events: int = 0
    sentences: int = 0
    inputs: int = 0
    inputs_unchanged: int = 0
    publishers: dict[str, list[int]] = field(factory=dict)

    def count(self, publisher: str, coded: Coded, replaced: bool) -> None:
        """Count a coded document."""
        name = publisher if publisher in self.publishers or len(self.publishers) < _MOST_PUBLISHERS else _OTHERS
        row = self.publishers.setdefault(name, [0, 0, 0])
        row[0] += 1
        row[1] += not coded.count
        row[2] += coded.count
        self.coded += 1
        self.corrected += replaced
        self.events += coded.count
        self.sentences += coded.sentences


@frozen
class NightlyReport:
    """What a run did; `documents` are those read, `refused` those it could not code, `changes` what is sudden or to be known.

    `by_publisher` gives documents, share without events, events of what was coded in this run; `total_` counts the vintage.
    """

    store: str
    vintage: str
    started: str
    seconds: float
    documents: int
    coded: int
    corrected: int
    unchanged: int
    refused: int
    events: int
    sentences: int
    sentences_per_second: float
    inputs: int
    inputs_unchanged: int
    days_written: int
    total_documents: int
    total_events: int
    by_publisher: dict[str, dict[str, float]]
    stamp: Stamp
    changes: tuple[str, ...]
    rejects: str
    too_many_refused: bool

    def values(self) -> dict[str, Any]:
        """Give the report as JSON's values."""
        return asdict(self)


def by_publisher(tally: Tally) -> dict[str, dict[str, float]]:
    """Give documents, share without events, and events by publisher, those with most documents first."""
    rows = sorted(tally.publishers.items(), key=lambda item: (-item[1][0], item[0]))
    return {
        name: {"documents": documents, "without_events": round(without / documents, 3), "events": events}
        for name, (documents, without, events) in rows
    }


def sudden_changes(tally: Tally, earlier: Sequence[Mapping[str, Any]]) -> list[str]:
    """Say in what a run differs from the earlier ones that coded something (reports of 30 days); nothing where they are few.

    Numbers of documents are held against the median (less than half, more than twice); shares against the pooled share, where
    the difference is more than 5 points and 3 standard errors.
    """
    earlier = [report for report in earlier if report["coded"]]
    if len(earlier) < _ENOUGH_RUNS:
        return []
    found = _numbers("documents coded", tally.coded, [report["coded"] for report in earlier])
    read = [(report["refused"], report["coded"] + report["refused"]) for report in earlier]
    found += _shares("documents refused", (tally.refused, tally.coded + tally.refused), _pooled(read))
    without = sum(row[1] for row in tally.publishers.values())
    found += _shares("documents without events", (without, tally.coded), _pooled([_without(report) for report in earlier]))
    names = sorted({name for report in earlier for name in report["by_publisher"]} | set(tally.publishers))
    for name in names:
        rows = [report["by_publisher"].get(name) for report in earlier]
        shown = f"publisher {name or '(none)'}"
        usual = [row["documents"] if row else 0 for row in rows]
        found += _numbers(f"{shown}: documents", tally.publishers.get(name, [0])[0], usual)
        past = [(row["without_events"] * row["documents"], row["documents"]) for row in rows if row]
        documents, without, _ = tally.publishers.get(name, [0, 0, 0])
        found += _shares(f"{shown}: documents without events", (without, documents), _pooled(past))
    return found


def report_lines(report: NightlyReport) -> list[str]:
    """Give a report as one screen of text."""
    lines = [
        f"{report.store}{report.vintage and f' ({report.vintage})'}: run of {report.started}, {report.seconds:,.0f} seconds",
        f"  inputs      {report.inputs:,} read, {report.inputs_unchanged:,} unchanged since an earlier run",
        f"  documents   {report.documents:,} read: {report.coded:,} coded ({report.corrected:,} of them corrections), "
        f"{report.unchanged:,} unchanged, {report.refused:,} refused",
        f"  events      {report.events:,} from {report.sentences:,} sentences, {report.sentences_per_second:,.1f} sentences/s",
        f"  written     {report.days_written:,} days; in all {report.total_documents:,} documents, "
        f"{report.total_events:,} events",
        f"  made with   dictionaries {report.stamp.lexicon or '-'}, model {report.stamp.model or '-'}, "
        f"version {report.stamp.version or '-'}",
    ]
    if report.by_publisher:
        lines.append("  publisher                        documents  without events    events")
        for name, row in list(report.by_publisher.items())[:_SHOWN_PUBLISHERS]:
            shown = _plain(name or "(none)", 32)
            lines.append(f"    {shown:<30} {row['documents']:>9,.0f} {row['without_events']:>14.0%} {row['events']:>10,.0f}")
        if len(report.by_publisher) > _SHOWN_PUBLISHERS:
            lines.append(f"    and {len(report.by_publisher) - _SHOWN_PUBLISHERS:,} more, see report.json")
    if report.changes:
        lines.append("  to be looked at:")
        lines += [f"    {_plain(change, _WIDTH)}" for change in report.changes[:_SHOWN_CHANGES]]
        if len(report.changes) > _SHOWN_CHANGES:
            lines.append(f"    and {len(report.changes) - _SHOWN_CHANGES:,} more, see report.json")
    if report.rejects:
        lines.append(f"  all refused documents are listed in {report.rejects}")
    return lines


def _plain(text: str, width: int) -> str:
    shown = "".join(character if character.isprintable() else " " for character in text)
    return shown if len(shown) <= width else f"{shown[: width - 1]}…"


def _numbers(what: str, now: int, before: Sequence[int]) -> list[str]:
    usual = median(before)
    if max(now, usual) < _ENOUGH_DOCUMENTS or usual / 2 <= now <= usual * 2:
        return []
    return [f"{what}: {now:,}, usually {usual:,.0f} a run"]


def _shares(what: str, now: tuple[float, float], before: tuple[float, float]) -> list[str]:
    if min(now[1], before[1]) < _ENOUGH_DOCUMENTS:
        return []
    share, usual = now[0] / now[1], before[0] / before[1]
    pooled = (now[0] + before[0]) / (now[1] + before[1])
    error = sqrt(pooled * (1 - pooled) * (1 / now[1] + 1 / before[1]))
    return [f"{what}: {share:.0%}, usually {usual:.0%}"] if abs(share - usual) > max(0.05, 3 * error) else []


def _pooled(pairs: Sequence[tuple[float, float]]) -> tuple[float, float]:
    return sum(pair[0] for pair in pairs), sum(pair[1] for pair in pairs)


def _without(report: Mapping[str, Any]) -> tuple[float, float]:
    rows = report["by_publisher"].values()
    return sum(row["without_events"] * row["documents"] for row in rows), sum(row["documents"] for row in rows)


__all__ = ["DAYS", "NightlyReport", "Tally", "by_publisher", "report_lines", "sudden_changes"]
