"""Nightly runs into a store: what is coded again and what is not, what replaces what, and that order and workers do not count."""

from __future__ import annotations

import csv
import json
import os
import random
import resource
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from fake_coder import DIES_ONCE, FAILS, HANGS, TEXT, FakeCoder, contents, make_documents, run, write_documents

from eventcoder.corpus.engines import Inline
from eventcoder.corpus.lock import hold_lock
from eventcoder.corpus.shards import Shard, run_shard
from eventcoder.corpus.store_files import open_store
from eventcoder.corpus.work import stamp_of
from eventcoder.corpus.write import OutputError
from eventcoder.errors import EventcoderError, InputError
from eventcoder.records import COLUMNS, Document, Event

ONE = {"id": "a", "date": "2020-06-25", "text": TEXT}


def events(out: Path) -> list[tuple[str, str, str]]:
    """Day, document and start of each record, read back."""
    found = []
    for file in sorted(out.glob("events/**/*.csv")):
        with open(file, encoding="utf-8", newline="") as stream:
            rows = csv.DictReader(stream)
            assert tuple(rows.fieldnames or ()) == COLUMNS
            found += [(file.stem, row["doc_id"], row["start"]) for row in rows]
    return found


def test_day_files(tmp_path: Path) -> None:
    file = write_documents(tmp_path / "in.jsonl", [ONE | {"id": "b"}, ONE, ONE | {"id": "c", "date": "2021-01-02"}])
    report = run([file], tmp_path / "out")
    assert sorted(contents(tmp_path / "out")) == [
        "events/2020/06/2020-06-25.csv",
        "events/2021/01/2021-01-02.csv",
        "rejects.jsonl",
    ]
    assert events(tmp_path / "out") == [("2020-06-25", "a", "0"), ("2020-06-25", "b", "0"), ("2021-01-02", "c", "0")]
    assert (report.coded, report.events, report.days_written, report.total_documents) == (3, 3, 2, 3)
    left = {path.name for path in (tmp_path / "out").iterdir()}
    assert left == {"events", "lock", "manifest.sqlite", "rejects.jsonl", "report.json", "report.txt"}


@pytest.mark.parametrize("workers", [1, 2, 4])
def test_workers_and_order_do_not_count(tmp_path: Path, workers: int) -> None:
    documents = make_documents(60)
    run([write_documents(tmp_path / "in.jsonl", documents)], tmp_path / "want")
    random.Random(workers).shuffle(documents)
    run([write_documents(tmp_path / "shuffled.jsonl", documents)], tmp_path / "out", workers=workers)
    assert contents(tmp_path / "out") == contents(tmp_path / "want") and len(contents(tmp_path / "want")) == 8


def test_ten_nights_are_as_one(tmp_path: Path) -> None:
    documents = [*make_documents(50), *({"id": f"r{n}", "date": "2020-06-01", "text": ""} for n in range(10))]
    random.Random(1).shuffle(documents)
    documents[55] = documents[3] | {"text": f"{TEXT}\n{TEXT}\n{TEXT}", "date": "2021-01-01"}  # a late correction
    for night in range(10):
        write_documents(tmp_path / "corpus" / f"{night}.jsonl", documents[night * 6 : night * 6 + 6])
        report = run([tmp_path / "corpus"], tmp_path / "nightly")
        assert (report.inputs, report.inputs_unchanged) == (1, night)
    run([tmp_path / "corpus"], tmp_path / "once")
    assert contents(tmp_path / "nightly") == contents(tmp_path / "once")
    assert len((tmp_path / "once" / "rejects.jsonl").read_text().splitlines()) == 10


def test_only_what_is_new_is_coded(tmp_path: Path) -> None:
    file = write_documents(tmp_path / "in.jsonl", make_documents(5))
    assert run([file], tmp_path / "out").coded == 5
    again = run([file], tmp_path / "out")
    assert (again.coded, again.inputs, again.inputs_unchanged, again.days_written) == (0, 0, 1, 0)
    write_documents(file, make_documents(6))
    more = run([file], tmp_path / "out")
    assert (more.coded, more.unchanged, more.days_written, more.total_documents) == (1, 5, 1, 6)


@pytest.mark.parametrize(
    ("versions", "want"),
    [
        ([("a.jsonl", {}), ("b.jsonl", {"text": f"{TEXT}\n{TEXT}"})], [("2020-06-25", "a", "0"), ("2020-06-25", "a", "53")]),
        ([("b.jsonl", {}), ("a.jsonl", {"text": f"{TEXT}\n{TEXT}"})], [("2020-06-25", "a", "0"), ("2020-06-25", "a", "53")]),
        ([("a.jsonl", {}), ("a.jsonl", {"date": "2020-07-01"})], [("2020-07-01", "a", "0")]),
        ([("a.jsonl", {}), ("a.jsonl", {"text": "لا شيء"})], []),
        ([("a.jsonl", {}), ("a.jsonl", {"date": "2020-07-01"}), ("a.jsonl", {})], [("2020-06-25", "a", "0")]),
        ([("a.jsonl", {}), ("b.jsonl", {"date": "2020-07-01"}), ("c.jsonl", {})], [("2020-07-01", "a", "0")]),
        ([("a.jsonl", {}), ("b.jsonl", {"text": ""})], [("2020-06-25", "a", "0")]),
    ],
    ids=["correction", "by the run not the name", "other day", "no events any more", "put back", "old copy", "broken correction"],
)
def test_corrections_replace(
    tmp_path: Path, versions: list[tuple[str, dict[str, str]]], want: list[tuple[str, str, str]]
) -> None:
    for name, change in versions:
        run([write_documents(tmp_path / name, [ONE | change, ONE | {"id": "z", "date": "2022-01-01"}])], tmp_path / "out")
    assert [row for row in events(tmp_path / "out") if row[1] == "a"] == want


def test_later_line_counts_in_one_run(tmp_path: Path) -> None:
    file = write_documents(tmp_path / "in.jsonl", [ONE, ONE | {"date": "2020-07-01"}, ONE | {"date": "2020-07-01"}])
    run([file], tmp_path / "out", workers=2)
    assert events(tmp_path / "out") == [("2020-07-01", "a", "0")]


def test_changed_dictionaries_are_reported_and_recode_makes_a_vintage(tmp_path: Path) -> None:
    file = write_documents(tmp_path / "in.jsonl", make_documents(6))
    out = tmp_path / "out"
    run([file], out)
    old = contents(out)
    report = run([file], out, dictionaries="d2")
    assert report.coded == 0 and "dictionaries changed: d1 before, d2 now" in report.changes[0]
    assert contents(out) == old
    report = run([file], out, dictionaries="d2", recode=True)
    assert (report.coded, report.vintage) == (6, "vintage-2") and "holds 6 documents" in report.changes[0]
    assert contents(out) == old and contents(out / "vintage-2").keys() == old.keys()
    assert all(b"d1" in data and b"d2" not in data for name, data in old.items() if name != "rejects.jsonl")
    new = contents(out / "vintage-2")
    assert all(b"d2" in data and b"d1" not in data for name, data in new.items() if name != "rejects.jsonl")
    write_documents(file, make_documents(7))
    report = run([file], out, dictionaries="d2")
    assert (report.coded, report.vintage, report.changes) == (1, "vintage-2", ())
    assert run([file], out, dictionaries="d2", recode=True).vintage == "vintage-3"


def test_unfinished_vintage_is_gone_on_with(tmp_path: Path) -> None:
    file = write_documents(tmp_path / "in.jsonl", make_documents(6))
    run([file], tmp_path / "out")

    class Broken(FakeCoder):
        def code(self, document: Document) -> list[Event]:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run([file], tmp_path / "out", recode=True, engine=Inline(Broken()))
    assert run([file], tmp_path / "out", recode=True).vintage == "vintage-2"
    assert contents(tmp_path / "out" / "vintage-2").keys() == contents(tmp_path / "out").keys()


@pytest.mark.parametrize(
    ("text", "reason", "tried_again"),
    [
        (FAILS, "internal error: ZeroDivisionError: division by zero", False),
        (HANGS, "took more than 1 seconds; its worker was ended", True),
        ("يموت", "2 workers died on it (the last with status -9)", True),
        ("", "no text", False),
    ],
)
def test_refused_document_costs_itself_only(tmp_path: Path, text: str, reason: str, tried_again: bool) -> None:
    file = write_documents(tmp_path / "in.jsonl", [ONE, ONE | {"id": "bad", "text": text}, ONE | {"id": "c"}])
    report = run([file], tmp_path / "out", workers=2, limit=1.0)
    assert (report.coded, report.refused, report.too_many_refused) == (2, 1, True)
    [line] = (tmp_path / "out" / "rejects.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line) == {"source": f"{file}:2", "doc_id": "bad", "reason": reason}
    assert [row[1] for row in events(tmp_path / "out")] == ["a", "c"]
    assert run([file], tmp_path / "out", workers=1, limit=1.0).refused == (1 if tried_again else 0)
    assert len((tmp_path / "out" / "rejects.jsonl").read_text(encoding="utf-8").splitlines()) == 1


def test_worker_killed_from_outside_costs_nothing(tmp_path: Path) -> None:
    bad = ONE | {"id": "b", "text": f"{TEXT} {DIES_ONCE}", "url": str(tmp_path / "mark")}
    report = run([write_documents(tmp_path / "in.jsonl", [ONE, bad])], tmp_path / "out", workers=1)
    assert (report.coded, report.refused) == (2, 0)


def test_nothing_coded(tmp_path: Path) -> None:
    file = write_documents(tmp_path / "in.jsonl", [ONE | {"text": ""}, ONE | {"id": "b", "text": ""}])
    with pytest.raises(
        InputError, match="nothing could be coded: 2 refused, the first: .*in.jsonl:1: no text; all are listed in"
    ):
        run([file], tmp_path / "out")
    assert len((tmp_path / "out" / "rejects.jsonl").read_text().splitlines()) == 2
    with pytest.raises(InputError, match="no such file"):
        run([tmp_path / "none.jsonl"], tmp_path / "out")
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="no document in this folder"):
        run([tmp_path / "empty"], tmp_path / "out")


def test_lost_day_is_coded_again(tmp_path: Path) -> None:
    file = write_documents(tmp_path / "in.jsonl", make_documents(10, days=2))
    run([file], tmp_path / "out")
    want = contents(tmp_path / "out")
    (tmp_path / "out/events/2020/06/2020-06-02.csv").unlink()
    report = run([file], tmp_path / "out")
    assert report.coded == 5 and "the file of 2020-06-02 was gone" in report.changes[0]
    assert contents(tmp_path / "out") == want


def test_spoiled_day_is_named(tmp_path: Path) -> None:
    file = write_documents(tmp_path / "in.jsonl", [ONE])
    run([file], tmp_path / "out")
    day = tmp_path / "out/events/2020/06/2020-06-25.csv"
    day.write_text("x,y\n")
    write_documents(file, [ONE | {"id": "b"}])
    with pytest.raises(EventcoderError, match=r"2020-06-25\.csv: not as a run left it .*remove it"):
        run([file], tmp_path / "out")
    assert day.read_text() == "x,y\n"
    day.unlink()
    run([file], tmp_path / "out")
    assert [row[1] for row in events(tmp_path / "out")] == ["b"]


def test_format_is_kept(tmp_path: Path) -> None:
    file = write_documents(tmp_path / "in.jsonl", [ONE])
    run([file], tmp_path / "out", format="jsonl")
    write_documents(file, [ONE, ONE | {"id": "b"}])
    run([file], tmp_path / "out")
    lines = (tmp_path / "out/events/2020/06/2020-06-25.jsonl").read_text().splitlines()
    assert [json.loads(line)["doc_id"] for line in lines] == ["a", "b"]
    with pytest.raises(InputError, match="is kept as jsonl"):
        run([file], tmp_path / "out", format="csv")


@pytest.mark.parametrize("format", ["parquet", "petrarch", "phoenix", "icews"])
def test_other_formats_are_rewritten_too(tmp_path: Path, format: str) -> None:
    if format == "parquet":
        pytest.importorskip("pyarrow")
    documents = make_documents(12, days=1)
    file = write_documents(tmp_path / "in.jsonl", documents[:6])
    run([file], tmp_path / "nightly", format=format)
    run([write_documents(tmp_path / "more.jsonl", documents[6:])], tmp_path / "nightly")
    run([write_documents(tmp_path / "all.jsonl", documents)], tmp_path / "once", format=format)
    assert contents(tmp_path / "nightly") == contents(tmp_path / "once")
    assert any(name.split(".", 1)[1].startswith(format) or f".{format}." in name for name in contents(tmp_path / "once"))


def test_lock_keeps_two_runs_apart(tmp_path: Path) -> None:
    file = write_documents(tmp_path / "in.jsonl", [ONE])
    with open_store(str(tmp_path / "out")) as files, hold_lock(files), pytest.raises(OutputError) as told:
        run([file], tmp_path / "out")
    assert f"in use by the run of process {os.getpid()}" in str(told.value) and "wait until it is done" in str(told.value)
    assert not (tmp_path / "out" / "events").exists()
    assert run([file], tmp_path / "out").changes == ()


def test_stale_lock_is_taken_over(tmp_path: Path) -> None:
    file = write_documents(tmp_path / "in.jsonl", [ONE])
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "lock").write_text('{"process": 4, "host": "h", "since": "2020"}')
    report = run([file], tmp_path / "out")
    assert report.changes == ("the run of process 4 on h (since 2020) ended before it was done; this one goes on from there",)


def limited_run(file: Path, out: Path, before: Callable[[], None]) -> subprocess.CompletedProcess[str]:
    """A run as a program of its own, under limits."""
    script = f"import fake_coder; fake_coder.run([{str(file)!r}], {str(out)!r})"
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", script]
    return subprocess.run(command, preexec_fn=before, env=environment, capture_output=True, text=True)


@pytest.mark.parametrize("size", [20_000, 250_000])
def test_full_disk_leaves_the_old_output(tmp_path: Path, size: int) -> None:
    """The first limit stops the manifest, the second the file of a day."""
    file = write_documents(tmp_path / "in.jsonl", make_documents(100, days=1))
    run([file], tmp_path / "out")
    old = contents(tmp_path / "out")
    more = make_documents(700, days=1)
    write_documents(file, more)

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    done = limited_run(file, tmp_path / "out", limit)
    assert done.returncode == 1
    last = done.stderr.strip().splitlines()[-1]
    assert "OutputError" in last and "cannot be" in last, last
    assert contents(tmp_path / "out") == old
    assert run([file], tmp_path / "out").total_documents == 700
    run([file], tmp_path / "once")
    assert contents(tmp_path / "out") == contents(tmp_path / "once")
    assert not (tmp_path / "out" / ".work").exists()


def test_read_only_store_is_left_alone(tmp_path: Path) -> None:
    file = write_documents(tmp_path / "in.jsonl", [ONE])
    run([file], tmp_path / "out")
    old = contents(tmp_path / "out")
    write_documents(file, [ONE | {"id": "b"}])
    paths = [tmp_path / "out", *(tmp_path / "out").rglob("*")]
    for path in paths:
        path.chmod(0o555 if path.is_dir() else 0o444)
    (tmp_path.parent).chmod(0o755)
    try:
        if os.getuid() == 0:  # root may write everywhere: drop what makes it root
            done = limited_run(file, tmp_path / "out", _drop_root)
        else:
            done = limited_run(file, tmp_path / "out", lambda: None)
    finally:
        for path in paths:
            path.chmod(0o755 if path.is_dir() else 0o644)
    assert done.returncode == 1 and "OutputError" in done.stderr and "cannot be written: Permission denied" in done.stderr, (
        done.stderr
    )
    assert contents(tmp_path / "out") == old


def _drop_root() -> None:
    """Give up the right to write against permissions (CAP_DAC_OVERRIDE), which root has, in the bounding and effective sets."""
    import ctypes

    libc = ctypes.CDLL(None, use_errno=True)
    for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
        libc.prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP: exec gives them to nobody any more


def test_manifest_knows_inputs_and_stamp(tmp_path: Path) -> None:
    file = write_documents(tmp_path / "in.jsonl", [ONE])
    run([file], tmp_path / "out")
    database = sqlite3.connect(tmp_path / "out" / "manifest.sqlite")
    assert database.execute("SELECT lexicon, version FROM stamps").fetchall() == [("d1", "1")]
    [(path, content)] = database.execute("SELECT path, hash FROM inputs").fetchall()
    assert path == str(file.resolve()) and len(content) == 32
    assert database.execute("SELECT id, day, events FROM documents").fetchall() == [("a", "2020-06-25", 1)]
    assert database.execute("SELECT count(*) FROM pending").fetchone() == (0,)
    database.close()


def test_report(tmp_path: Path) -> None:
    file = write_documents(tmp_path / "in.jsonl", make_documents(30))
    report = run([file], tmp_path / "out")
    told = json.loads((tmp_path / "out" / "report.json").read_text())
    assert (told["documents"], told["coded"], told["refused"], told["events"]) == (30, 30, 0, 30)
    assert told["by_publisher"]["P0"] == {"documents": 15, "without_events": 0.333, "events": 15}
    assert told["sentences"] > 60 and told["sentences_per_second"] > 0 and told["stamp"]["lexicon"] == "d1"
    screen = (tmp_path / "out" / "report.txt").read_text().splitlines()
    assert len(screen) <= 24 and max(map(len, screen[1:])) <= 110
    assert report.total_events == 30


def test_own_store_is_no_input(tmp_path: Path) -> None:
    write_documents(tmp_path / "in.jsonl", [ONE])
    for coded in (1, 0):
        report = run([tmp_path], tmp_path / "out", format="jsonl")
        assert (report.coded, report.refused) == (coded, 0)


def test_shards_are_taken_over(tmp_path: Path) -> None:
    """Three jobs, one of which is lost and one of another version: the result is that of one run, and only the rest is coded."""
    documents = make_documents(60)
    documents[5]["text"] = FAILS
    file = write_documents(tmp_path / "in.jsonl", documents)
    run([file], tmp_path / "once")
    out = tmp_path / "out"
    counts = []
    for number, version in ((1, "1"), (2, "0")):
        coder = FakeCoder(version)
        shard = Shard(number, 3)
        counts.append(run_shard([str(file)], out=str(out), engine=Inline(coder), stamp=stamp_of(coder), shard=shard))
    assert 10 < counts[0] < 30 and len(list((out / "shards").iterdir())) == 2

    coded = []

    class Counting(FakeCoder):
        def code(self, document: Document) -> list[Event]:
            coded.append(document.id)
            return super().code(document)

    report = run([file], out, engine=Inline(Counting()))
    assert len(coded) == 60 - counts[0] and report.coded == 59
    assert contents(out) == contents(tmp_path / "once")
    assert [path.name[:14] for path in (out / "shards").iterdir()] == ["00002-of-00003"]
    assert "00002-of-00003" in report.changes[0] and "left alone" in report.changes[0]


def test_shards_code_only_what_is_new(tmp_path: Path) -> None:
    file = write_documents(tmp_path / "in.jsonl", make_documents(10))
    run([file], tmp_path / "out")
    write_documents(file, make_documents(12))
    coder, shard = FakeCoder(), Shard(1, 1)
    assert run_shard([str(file)], out=str(tmp_path / "out"), engine=Inline(coder), stamp=stamp_of(coder), shard=shard) == 2
    report = run([file], tmp_path / "out")
    assert (report.coded, report.unchanged) == (2, 10)


def test_shards_share_all() -> None:
    ids = [f"d{number}" for number in range(200)]
    assert all(sum(Shard(number, 7).holds(name) for number in range(1, 8)) == 1 for name in ids)
