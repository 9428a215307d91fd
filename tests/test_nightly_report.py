"""What a report calls sudden, and that it stays one screen."""

from __future__ import annotations

from typing import Any

import pytest

from eventcoder.corpus.report import NightlyReport, Tally, by_publisher, report_lines, sudden_changes
from eventcoder.corpus.work import Coded, Stamp

USUAL: dict[str, Any] = {
    "coded": 100,
    "refused": 2,
    "by_publisher": {
        "A": {"documents": 60, "without_events": 0.5, "events": 50},
        "B": {"documents": 40, "without_events": 0.5, "events": 30},
    },
}


def tally(refused: int = 2, **publishers: tuple[int, int]) -> Tally:
    """Counts of a run: documents and those without events by publisher."""
    rows = {name: [documents, without, documents] for name, (documents, without) in publishers.items()}
    return Tally(coded=sum(row[0] for row in rows.values()), refused=refused, publishers=rows)


@pytest.mark.parametrize(
    ("now", "runs", "want"),
    [
        (tally(A=(60, 30), B=(40, 20)), 10, []),
        (tally(A=(70, 30), B=(30, 18)), 10, []),
        (tally(A=(6, 3), B=(4, 2)), 2, []),
        (
            tally(A=(20, 10), B=(10, 5)),
            10,
            [
                "documents coded: 30, usually 100 a run",
                "publisher A: documents: 20, usually 60 a run",
                "publisher B: documents: 10, usually 40 a run",
            ],
        ),
        (tally(A=(60, 30)), 10, ["publisher B: documents: 0, usually 40 a run"]),
        (tally(A=(60, 30), B=(40, 20), C=(50, 25)), 10, ["publisher C: documents: 50, usually 0 a run"]),
        (
            tally(A=(60, 30), B=(40, 40)),
            10,
            ["documents without events: 70%, usually 50%", "publisher B: documents without events: 100%, usually 50%"],
        ),
        (tally(refused=30, A=(60, 30), B=(40, 20)), 10, ["documents refused: 23%, usually 2%"]),
        (
            tally(),
            10,
            [
                "documents coded: 0, usually 100 a run",
                "publisher A: documents: 0, usually 60 a run",
                "publisher B: documents: 0, usually 40 a run",
            ],
        ),
    ],
    ids="usual within few-runs less gone new barren refused nothing".split(),
)
def test_sudden_changes(now: Tally, runs: int, want: list[str]) -> None:
    assert sudden_changes(now, [USUAL] * runs) == want


def test_runs_that_coded_nothing_do_not_count() -> None:
    idle = USUAL | {"coded": 0, "by_publisher": {}}
    assert sudden_changes(tally(A=(6, 3), B=(4, 2)), [USUAL, USUAL, *[idle] * 10]) == []


def test_publishers_are_bounded() -> None:
    found = Tally()
    for number in range(1500):
        found.count(f"p{number}", Coded("[]", 0, 1), False)
    assert len(found.publishers) == 1001 and found.publishers["(other publishers)"][0] == 500


def test_one_screen() -> None:
    found = Tally()
    for number in range(50):
        found.count(f"\x1b[31mpublisher\n{number}" + "x" * 200, Coded("[]", 0, 1), False)
    report = NightlyReport(
        *("out", "vintage-2", "2020-01-01T00:00:00+00:00", 12.0, 50, 50, 0, 0, 0, 0, 50, 4.2, 1, 0, 1, 50, 0),
        by_publisher=by_publisher(found),
        stamp=Stamp("l", "m", "v"),
        changes=tuple(f"change {number}" + "y" * 300 for number in range(40)),
        rejects="out/rejects.jsonl",
        too_many_refused=False,
    )
    lines = report_lines(report)
    assert len(lines) <= 24 and max(map(len, lines)) <= 110
    assert all(line.isprintable() for line in lines)
