"""How event records become files: the cells, the lines, and that a file is whole or not there."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from attrs import fields

from eventcoder.corpus.read import Refusal
from eventcoder.corpus.write import OutputError, check_output, write_events, write_rejects
from eventcoder.records import COLUMNS, Event

_EMPTY: dict[object, object] = {"str": "", "int": 0, "bool": False, "float | None": None}


def make_event(**changes: object) -> Event:
    return Event(**({column.name: _EMPTY[column.type] for column in fields(Event)} | changes))  # type: ignore[arg-type]


EVENT = make_event(
    event_id="e1",
    code="040",
    root="04",
    source="---",
    target="EGYGOV",
    quad_class=1,
    goldstein=-2.0,
    symmetric=True,
    trigger_text="بحث",
    headline='US consults "GNA", on security',
    doc_id="d1",
    start=10,
    end=13,
    latitude=None,
    confidence=0.8,
)


def cell(tmp_path: Path, **changes: object) -> str:
    write_events([make_event(**changes)], str(tmp_path / "e.csv"), "csv")
    with open(tmp_path / "e.csv", encoding="utf-8", newline="") as file:
        return next(csv.DictReader(file))[next(iter(changes))]


def test_csv(tmp_path: Path) -> None:
    assert write_events([EVENT, EVENT], str(tmp_path / "e.csv"), "csv") == 2
    content = (tmp_path / "e.csv").read_bytes().decode("utf-8")
    assert content.endswith("\r\n") and content.count("\r\n") == 3 and content.count("\n") == 3
    rows = list(csv.reader(io.StringIO(content, newline=""), strict=True))
    assert tuple(rows[0]) == COLUMNS
    row = dict(zip(COLUMNS, rows[1], strict=True))
    assert row["headline"] == 'US consults "GNA", on security'
    assert (row["goldstein"], row["latitude"], row["confidence"], row["symmetric"]) == ("-2.0", "", "0.8", "true")
    assert (row["code"], row["source"], row["sentence"], row["trigger_text"]) == ("040", "---", "0", "بحث")


def test_jsonl(tmp_path: Path) -> None:
    assert write_events([EVENT], str(tmp_path / "e.jsonl"), "jsonl") == 1
    line, rest = (tmp_path / "e.jsonl").read_text(encoding="utf-8").split("\n")
    value = json.loads(line)
    assert rest == "" and tuple(value) == COLUMNS
    assert (value["goldstein"], value["latitude"], value["symmetric"], value["start"]) == (-2.0, None, True, 10)
    assert "بحث" in line


@pytest.mark.parametrize(
    ("column", "value", "want"),
    [
        ("trigger_text", "=1+1", "'=1+1"),
        ("headline", "+1", "'+1"),
        ("source_text", "-1", "'-1"),
        ("target_text", "@x", "'@x"),
        ("issue", "\tx", "'\tx"),
        ("place", "\rx", "'\rx"),
        ("publisher", "＝x", "'＝x"),
        ("url", "＋x", "'＋x"),
        ("attributed_to", "－x", "'－x"),
        ("date_text", "＠x", "'＠x"),
        ("doc_id", "=cmd", "'=cmd"),
        ("place_text", "a=b", "a=b"),
        ("source_name", "", ""),
        ("source", "---", "---"),
        ("target", "-", "-"),
        ("source_id", "-x", "-x"),
        ("code", "040", "040"),
        ("goldstein", -10.0, "-10.0"),
        ("longitude", -5.5, "-5.5"),
        ("symmetric", False, "false"),
        ("headline", "سطر\nسطر", "سطر\nسطر"),
    ],
)
def test_cells(tmp_path: Path, column: str, value: object, want: str) -> None:
    assert cell(tmp_path, **{column: value}) == want


@pytest.mark.parametrize("format", ["csv", "jsonl"])
def test_no_events_is_a_whole_file(tmp_path: Path, format: str) -> None:
    assert write_events([], str(tmp_path / "e"), format) == 0
    assert (tmp_path / "e").read_text() == ("" if format == "jsonl" else ",".join(COLUMNS) + "\n")


def failing(error: BaseException) -> Iterator[Event]:
    yield EVENT
    raise error


@pytest.mark.parametrize("error", [RuntimeError("x"), KeyboardInterrupt()])
@pytest.mark.parametrize("before", [None, "old"])
def test_failure_leaves_what_was_there(tmp_path: Path, error: BaseException, before: str | None) -> None:
    if before:
        (tmp_path / "e.csv").write_text(before)
    with pytest.raises(type(error)):
        write_events(failing(error), str(tmp_path / "e.csv"), "csv")
    assert {file.name: file.read_text() for file in tmp_path.iterdir()} == ({"e.csv": before} if before else {})


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_disk_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    def full(*arguments: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, call, full)
    with pytest.raises(OutputError, match=r"e\.csv: cannot be written: No space left on device"):
        write_events([EVENT], str(tmp_path / "e.csv"), "csv")
    assert list(tmp_path.iterdir()) == []


def test_device_is_written_to_not_replaced() -> None:
    write_events([EVENT], "/dev/null", "csv")
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="the system has no /dev/full")
def test_full_device() -> None:
    with pytest.raises(OutputError, match="No space left"):
        write_events([EVENT], "/dev/full", "csv")


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("none/e.csv", "there is no folder"),
        (".", "is a folder"),
        ("new/", "is a folder"),
        ("file/e.csv", "there is no folder"),
    ],
)
def test_bad_paths(tmp_path: Path, path: str, message: str) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError, match=message):
        check_output(f"{tmp_path}/{path}")
    with pytest.raises(OutputError, match=message):
        write_events(failing(AssertionError("was read")), f"{tmp_path}/{path}", "csv")


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(OutputError, match="no permission"):
        check_output(str(tmp_path / "e.csv"))


def test_link_and_mode_are_kept(tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_text("old")
    (tmp_path / "real.csv").chmod(0o640)
    (tmp_path / "link.csv").symlink_to("real.csv")
    write_events([EVENT], str(tmp_path / "link.csv"), "csv")
    assert (tmp_path / "link.csv").is_symlink() and "040" in (tmp_path / "real.csv").read_text()
    assert stat.S_IMODE((tmp_path / "real.csv").stat().st_mode) == 0o640


def test_stdout(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    write_events([EVENT], "-", "jsonl")
    assert json.loads(capfdbinary.readouterr().out)["code"] == "040"


def test_stdout_stays_empty_where_nothing_comes(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    def nothing() -> Iterator[Event]:
        raise RuntimeError("nothing")
        yield EVENT

    with pytest.raises(RuntimeError):
        write_events(nothing(), "-", "csv")
    assert capfdbinary.readouterr().out == b""


def test_rejects(tmp_path: Path) -> None:
    path = tmp_path / "e.csv.rejects.jsonl"
    write_rejects([Refusal("n.jsonl:3", "د1", "no text")], str(path))
    assert json.loads(path.read_text(encoding="utf-8")) == {"source": "n.jsonl:3", "doc_id": "د1", "reason": "no text"}
    write_rejects([], str(path))
    assert not path.exists()
    write_rejects([], str(path))
