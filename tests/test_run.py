"""What a run makes of several inputs: order, refusals, rejects file, report."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from attrs import fields

from eventcoder.corpus.run import RunReport, check_paths, run_code, run_size
from eventcoder.corpus.write import OutputError
from eventcoder.errors import EventcoderError, InputError
from eventcoder.records import Document, Event

_EMPTY: dict[object, object] = {"str": "", "int": 0, "bool": False, "float | None": None}
TRIGGER = "التقى"
TEXT = f"{TRIGGER} وزير الخارجية المصري نظيره الأردني في القاهرة."


class FakeCoder:
    """Codes every `التقى` of a document as a meeting, last one first."""

    def code(self, document: Document) -> list[Event]:
        if "عطل" in document.text:
            raise ZeroDivisionError("division by zero")
        if "خطأ" in document.text:
            raise EventcoderError("no such model")
        starts = [start for start in range(len(document.text)) if document.text.startswith(TRIGGER, start)]
        blank = {column.name: _EMPTY[column.type] for column in fields(Event)}
        return [
            Event(
                **blank
                | {
                    "code": "040",
                    "trigger_text": TRIGGER,
                    "doc_id": document.id,
                    "event_date": document.date,  # type: ignore[arg-type]
                    "start": start,
                    "end": start + len(TRIGGER),
                }
            )
            for start in reversed(starts)
        ]


def lines(*documents: dict[str, object] | str) -> str:
    return "".join((item if isinstance(item, str) else json.dumps(item, ensure_ascii=False)) + "\n" for item in documents)


def good(doc_id: str, text: str = TEXT) -> dict[str, object]:
    return {"id": doc_id, "date": "2020-06-25", "text": text}


def run(tmp_path: Path, content: str, *more: str, **options: object) -> RunReport:
    (tmp_path / "in.jsonl").write_text(content, encoding="utf-8")
    out = str(tmp_path / "e.jsonl")
    return run_code([str(tmp_path / "in.jsonl"), *more], coder=FakeCoder(), out=out, format="jsonl", **options)  # type: ignore[arg-type]


def events(tmp_path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (tmp_path / "e.jsonl").read_text(encoding="utf-8").splitlines()]


def rejects(path: Path) -> list[tuple[str, str]]:
    return [(item["doc_id"], item["reason"]) for item in map(json.loads, path.read_text(encoding="utf-8").splitlines())]


def test_events_stand_in_the_order_of_documents_and_text(tmp_path: Path) -> None:
    report = run(tmp_path, lines(good("z", f"{TEXT}\n{TEXT}"), good("a")))
    assert report == RunReport(documents=2, events=3, refusals=(), rejects="", too_many=False)
    assert [(event["doc_id"], event["start"]) for event in events(tmp_path)] == [("z", 0), ("z", len(TEXT) + 1), ("a", 0)]
    assert sorted(file.name for file in tmp_path.iterdir()) == ["e.jsonl", "in.jsonl"]


@pytest.mark.parametrize(
    ("bad", "doc_id", "reason"),
    [
        ("{", "", "not JSON"),
        (good("b", ""), "b", "no text"),
        ({"id": "b", "text": TEXT}, "b", "no date"),
        (good("a"), "a", "its id was read before"),
        (good("b", "عطل"), "b", "internal error: ZeroDivisionError: division by zero"),
        (good("b", "خطأ"), "b", "internal error: EventcoderError: no such model"),
    ],
)
def test_one_refused_the_others_coded(tmp_path: Path, bad: dict[str, object] | str, doc_id: str, reason: str) -> None:
    report = run(tmp_path, lines(good("a"), bad, good("c")))
    assert (report.documents, report.events, len(report.refusals)) == (2, 2, 1)
    assert report.rejects == str(tmp_path / "e.jsonl.rejects.jsonl")
    ((found_id, found_reason),) = rejects(Path(report.rejects))
    assert found_id == doc_id and found_reason.startswith(reason)
    assert report.refusals[0].source == f"{tmp_path}/in.jsonl:2"


def test_internal_error_is_logged(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    run(tmp_path, lines(good("a"), good("b", "عطل")))
    assert "in.jsonl:2 (b)" in caplog.text and "Traceback" in caplog.text


@pytest.mark.parametrize(
    ("refused", "coded", "allowed", "too_many"),
    [
        (0, 3, 0.0, False),
        (1, 3, 0.25, False),
        (1, 3, 0.2, True),
        (1, 19, 0.05, False),
        (1, 18, 0.05, True),
        (1, 1, 1.0, False),
    ],
)
def test_share_of_refused(tmp_path: Path, refused: int, coded: int, allowed: float, too_many: bool) -> None:
    content = lines(*(good(str(number)) for number in range(coded)), *(["{"] * refused))
    assert run(tmp_path, content, max_rejects=allowed).too_many is too_many


@pytest.mark.parametrize(
    ("content", "message", "listed"),
    [
        ("", "in.jsonl: is empty", 0),
        ("{\n", r"in.jsonl:1: not JSON", 0),
        ("{\n[]\n", "nothing could be coded: 2 refused, the first: .*in.jsonl:1: not JSON", 0),
        (lines(good("a", "")), "in.jsonl:1: no text", 1),
        (lines(good("a", ""), "{"), "nothing could be coded: 2 refused.*all are listed in .*rejects.jsonl", 2),
        (lines(good("a", "عطل")), "internal error: ZeroDivisionError", 1),
    ],
)
def test_nothing_coded(tmp_path: Path, content: str, message: str, listed: int) -> None:
    with pytest.raises(InputError, match=message):
        run(tmp_path, content)
    assert not (tmp_path / "e.jsonl").exists()
    file = tmp_path / "e.jsonl.rejects.jsonl"
    assert (len(rejects(file)) if file.exists() else 0) == listed


def test_whole_input_at_fault_beside_a_good_one(tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_bytes("لقاء\n".encode("cp1256"))
    report = run(tmp_path, lines(good("a")), str(tmp_path / "bad.txt"))
    assert (report.documents, len(report.refusals), report.too_many) == (1, 1, True)
    assert rejects(Path(report.rejects))[0][1].startswith("not UTF-8")


def test_old_rejects_go_where_none_are_refused(tmp_path: Path) -> None:
    run(tmp_path, lines(good("a"), "{"))
    assert (tmp_path / "e.jsonl.rejects.jsonl").exists()
    run(tmp_path, lines(good("a")))
    assert not (tmp_path / "e.jsonl.rejects.jsonl").exists()


def test_named_rejects_file(tmp_path: Path) -> None:
    report = run(tmp_path, lines(good("a"), "{"), rejects=str(tmp_path / "r.jsonl"))
    assert report.rejects == str(tmp_path / "r.jsonl") and len(rejects(tmp_path / "r.jsonl")) == 1
    assert not (tmp_path / "e.jsonl.rejects.jsonl").exists()


def test_folder_that_holds_its_own_output(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(lines(good("a"), "{"), encoding="utf-8")
    for _ in range(2):
        report = run_code([str(tmp_path)], coder=FakeCoder(), out=str(tmp_path / "e.jsonl"), format="jsonl")
        assert (report.documents, len(report.refusals)) == (1, 1)


def test_progress_adds_up(tmp_path: Path) -> None:
    steps: list[int] = []
    run(tmp_path, lines(good("a"), "{", good("c")), progress=steps.append)
    assert sum(steps) == run_size([str(tmp_path / "in.jsonl")], out=str(tmp_path / "e.jsonl"))


@pytest.mark.parametrize(
    ("inputs", "out", "rejected", "error", "message"),
    [
        (["none.jsonl"], "e.csv", None, InputError, "none.jsonl: no such file or folder"),
        (["in.jsonl", "none.jsonl"], "e.csv", None, InputError, "none.jsonl: no such file or folder"),
        (["in.pdf"], "e.csv", None, InputError, "not a known kind of file"),
        (["in.jsonl"], "in.jsonl", None, InputError, "is an input and would be overwritten"),
        (["in.jsonl"], "e.csv", "in.jsonl", InputError, "is an input and would be overwritten"),
        (["in.jsonl"], "e.csv", "e.csv", InputError, "two different files"),
        (["in.jsonl"], "none/e.csv", None, OutputError, "there is no folder"),
        (["in.jsonl"], "e.csv", "none/r.jsonl", OutputError, "there is no folder"),
        (["-", "-"], "e.csv", None, InputError, "only once"),
    ],
)
def test_paths_are_checked_first(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    inputs: list[str],
    out: str,
    rejected: str | None,
    error: type[Exception],
    message: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("in.jsonl", "in.pdf"):
        Path(name).write_text(lines(good("a")), encoding="utf-8")
    with pytest.raises(error, match=message):
        check_paths(inputs, out=out, rejects=rejected)
    with pytest.raises(error, match=message):
        run_code(inputs, coder=FakeCoder(), out=out, format="csv", rejects=rejected)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["in.jsonl", "in.pdf"]
