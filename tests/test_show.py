"""The command `eventcoder show`, the reader of records and the table."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from attrs import asdict, evolve
from click.testing import CliRunner, Result

from eventcoder.cli.main import main
from eventcoder.cli.table import table
from eventcoder.corpus.read_records import read_records
from eventcoder.corpus.write import write_events
from eventcoder.errors import InputError
from eventcoder.records import COLUMNS, Event

EVENT = Event(
    event_id="e1",
    act_id="a1",
    cluster_id="c1",
    event_date="2020-06-25",
    date_precision="day",
    source="USA",
    target="LBYGOV",
    source_id="USA",
    target_id="LBY.gna",
    source_name="US",
    target_name="GNA",
    code="040",
    root="04",
    quad_class=1,
    goldstein=1.0,
    plover="CONSULT",
    symmetric=True,
    status="asserted",
    issue="",
    headline="US consults GNA",
    source_text="الجانب الأمريكي",
    target_text="باشاغا",
    trigger_text="بحث",
    date_text="الخميس",
    place_text="",
    attributed_to="",
    place="",
    country="",
    latitude=None,
    longitude=None,
    doc_id="d1",
    sentence=2,
    start=10,
    end=13,
    publisher="",
    url="",
    doc_date="2020-06-26",
    confidence=1.0,
    rule="04-consult/بحث#1",
    lexicon="0",
    version="0",
)


def show(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["show", *arguments])


@pytest.mark.parametrize("name", ["e.csv", "e.jsonl", "e.CSV"])
def test_table_of_records(tmp_path: Path, name: str) -> None:
    path = str(tmp_path / name)
    write_events([EVENT, evolve(EVENT, headline="Protesters rally", target="", code="141")], path, Path(name).suffix[1:].lower())
    result = show(path)
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines() == [
        "headline          date        source  code  target  sentence",
        "----------------  ----------  ------  ----  ------  --------",
        "US consults GNA   2020-06-25  USA     040   LBYGOV  d1:2",
        "Protesters rally  2020-06-25  USA     141           d1:2",
    ]
    assert result.stderr == ""


@pytest.mark.parametrize(("limit", "lines"), [("0", 2), ("1", 3), ("2", 4), ("9", 5)])
def test_limit(tmp_path: Path, limit: str, lines: int) -> None:
    path = str(tmp_path / "e.jsonl")
    write_events([EVENT] * 3, path, "jsonl")
    result = show(path, "--limit", limit)
    assert len(result.stdout.splitlines()) == lines
    assert result.stderr == ("" if lines == 5 else f"{limit} of 3 records\n")


def test_formats_hold_the_same(tmp_path: Path) -> None:
    events = [evolve(EVENT, headline='-1, "=SUM(A1)"\n', source_text="'a'", issue="=x"), EVENT]
    found = []
    for suffix in ("csv", "jsonl"):
        path = str(tmp_path / f"e.{suffix}")
        write_events(events, path, suffix)
        found.append([{**record, "symmetric": record["symmetric"].lower()} for record in read_records(path)])
    assert found[0] == found[1]
    assert found[0][0] == {
        key: "" if value is None else "true" if value is True else str(value) for key, value in asdict(events[0]).items()
    }


@pytest.mark.parametrize(
    ("value", "want"),
    [
        ("a\x1b[31mb", "a\ufffd[31mb"),
        ("a\nb\tc", "a b c"),
        ("a\u202eb\u2066", "a\ufffdb\ufffd"),
        ("a\x9bb\x00", "a\ufffdb\ufffd"),
        ("x" * 72, "x" * 72),
        ("x" * 100_000, "x" * 71 + "…"),
        ("ليبيا", "ليبيا\u200e"),
    ],
)
def test_cells_are_safe(value: str, want: str) -> None:
    assert table(["h"], [[value]])[2] == want


def test_alignment_counts_columns_not_characters() -> None:
    lines = table(["a", "b"], [["漢", "1"], ["x\u0301y", "2"], ["ليبيا", "3"]])
    assert lines[2:] == ["漢     1", "x\u0301y     2", "ليبيا\u200e  3"]


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("e.csv", b"", "e.csv:1: not event records: no column event_id"),
        ("e.csv", b"a,b\r\n1,2\r\n", "e.csv:1: not event records: no column event_id"),
        ("e.csv", ",".join(COLUMNS).encode() + b"\r\n1,2\r\n", f"e.csv:2: 2 cells under {len(COLUMNS)} columns"),
        ("e.csv", ",".join(COLUMNS).encode() + b'\r\n"1', "e.csv:2: not CSV: unexpected end of data"),
        ("e.csv", b"\xff\xfe", "e.csv: not UTF-8, so not a file that `eventcoder code` wrote"),
        ("e.jsonl", b"[1]\n", "e.jsonl:1: not event records: no column event_id"),
        ("e.jsonl", b"{}\n", "e.jsonl:1: not event records: no column event_id"),
        ("e.jsonl", b"{\n", "e.jsonl:1: not JSON: "),
        ("e.txt", b"", "e.txt: not a file of event records; give a .csv or .jsonl file that `eventcoder code` wrote"),
    ],
)
def test_faults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, content: bytes, fault: str) -> None:
    monkeypatch.chdir(tmp_path)
    Path(name).write_bytes(content)
    result = show(name)
    assert result.exit_code == 1 and result.stdout == ""
    assert result.stderr.startswith(f"eventcoder: {fault}") and result.stderr.count("\n") == 1


def test_missing_file(tmp_path: Path) -> None:
    path = str(tmp_path / "no.csv")
    result = show(path)
    assert result.exit_code == 1 and result.stderr == f"eventcoder: {path}: cannot be read: No such file or directory\n"


def test_more_keys_than_columns_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "e.jsonl"
    path.write_text(json.dumps({**asdict(EVENT), "note": "n"}), encoding="utf-8")
    assert [record["note"] for record in read_records(str(path))] == ["n"]


def test_records_are_streamed(tmp_path: Path) -> None:
    path = tmp_path / "e.csv"
    write_events([EVENT], str(path), "csv")
    with path.open("a", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerow(["too", "few"])
    records = read_records(str(path))
    assert next(records)["event_id"] == "e1"
    with pytest.raises(InputError, match=":3: 2 cells"):
        next(records)
