"""Records of one happening are joined, others are not; a corpus three times over gives the same happenings, told three times."""

from __future__ import annotations

import csv
import json
import random
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from click.testing import CliRunner

import eventcoder
from eventcoder.cli.main import main
from eventcoder.coding.events import country_of
from eventcoder.corpus.collapse import collapse, rows
from eventcoder.corpus.formats import make_event
from eventcoder.corpus.read_events import read_events
from eventcoder.corpus.reprints import reprints_by_events, reprints_by_text
from eventcoder.corpus.same_happening import same_happening
from eventcoder.records import COLUMNS, Document, Event

EMPTY: dict[str, object] = {column: "" for column in COLUMNS} | {"sentence": 0, "start": 0, "end": 1, "quad_class": 1}
PLAIN = make_event(
    EMPTY
    | {
        "event_id": "e",
        "event_date": "2020-06-24",
        "date_precision": "day",
        "source": "EGYGOV",
        "target": "SYRGOV",
        "code": "040",
    }
    | {"root": "04", "symmetric": True, "status": "asserted", "doc_id": "d", "doc_date": "2020-06-25", "trigger_text": "التقى"}
)
ATTACK = evolve(PLAIN, source="UAF", target="IRQMIL", code="190", root="19", symmetric=False, country="IRQ", place="Mosul")

SAME = [
    ("itself", PLAIN, {}),
    ("the order of a meeting's actors is arbitrary", PLAIN, {"source": "SYRGOV", "target": "EGYGOV"}),
    ("a meeting is told with another code", PLAIN, {"code": "043"}),
    ("a country stands for its government", PLAIN, {"source": "EGY"}),
    ("one side is not known", PLAIN, {"source": "---"}),
    ("no date is told in the paper two days later", PLAIN, {"event_date": "2020-06-26", "date_precision": "document"}),
    ("the month is told", PLAIN, {"event_date": "2020-06-01", "date_precision": "month"}),
    ("the place is told once", PLAIN, {"place": "Cairo", "country": "EGY"}),
    ("it is history by now", PLAIN, {"status": "historical"}),
    ("an attack is told as a killing", ATTACK, {"code": "180", "root": "18"}),
    ("the country is told as the place", ATTACK, {"place": "Iraq"}),
    ("unknown actors at one place", evolve(ATTACK, source="---", target="---"), {"trigger_text": "هجوم"}),
    ("unknown actors in the same words", evolve(ATTACK, source="---", target="---", place="", country=""), {}),
]
APART = [
    ("another day", PLAIN, {"event_date": "2020-06-22"}),
    ("the paper is a week later", PLAIN, {"event_date": "2020-07-02", "date_precision": "document"}),
    ("another year", PLAIN, {"event_date": "2019-01-01", "date_precision": "year"}),
    ("another root", PLAIN, {"code": "050", "root": "05"}),
    ("another actor", PLAIN, {"target": "LBYGOV"}),
    ("another office", PLAIN, {"target": "SYRMIL"}),
    ("another person of the office", evolve(PLAIN, source_id="EGY.one"), {"source_id": "EGY.other"}),
    ("a planned meeting", PLAIN, {"status": "planned"}),
    ("the other direction of an attack", ATTACK, {"source": "IRQMIL", "target": "UAF"}),
    ("another town", evolve(ATTACK, latitude=36.3, longitude=43.1), {"place": "Basra", "latitude": 30.5, "longitude": 47.8}),
    ("another country", ATTACK, {"place": "Homs", "country": "SYR"}),
    ("another act of the root", evolve(PLAIN, code="112", root="11"), {"code": "114"}),
    ("nobody known, other words", evolve(ATTACK, source="---", target="---", place="", country=""), {"trigger_text": "هجوم"}),
]


@pytest.mark.parametrize(("_", "event", "changed"), SAME, ids=[row[0] for row in SAME])
def test_the_same_happening(_: str, event: Event, changed: dict[str, Any]) -> None:
    other = evolve(event, event_id="f", doc_id="other", **changed)
    assert same_happening(event, other) and same_happening(other, event)
    assert len(collapse([event, other])) == 1


@pytest.mark.parametrize(("_", "event", "changed"), APART, ids=[row[0] for row in APART])
def test_two_happenings(_: str, event: Event, changed: dict[str, Any]) -> None:
    other = evolve(event, event_id="f", doc_id="other", **changed)
    assert not same_happening(event, other) and not same_happening(other, event)
    assert len(collapse([event, other])) == 2


def test_a_row_has_all_that_it_was_made_from() -> None:
    later = evolve(
        PLAIN, event_id="f", doc_id="later", doc_date="2020-06-26", issue="trade", publisher="B", place="Cairo", country="EGY"
    )
    (row,) = rows(collapse([later, evolve(PLAIN, issue="security;trade", publisher="A")]), {"later": "d"})
    assert row["event_ids"] == "e;f" and row["doc_ids"] == "d;later" and row["issue"] == "security;trade"
    assert (row["mentions"], row["documents"], row["originals"], row["publishers"]) == (2, 2, 1, 2)
    assert (row["first_mention"], row["last_mention"], row["reprints"]) == ("2020-06-25", "2020-06-26", "later")
    assert row["place"] == "Cairo" and row["story_id"] == "e"


FIXTURES = Path(__file__).parent.parent / "fixtures" / "documents.jsonl"


def three_times(documents: list[Document]) -> list[Document]:
    """Each document under three ids and publishers: the second with a line more, the third with other blanks."""
    out = []
    for item in documents:
        out.append(item)
        out.append(evolve(item, id=f"again-{item.id}", publisher="Another", text=item.text + "\nالمزيد لاحقا", url=""))
        edited = item.text[: item.title_end] + item.text[item.title_end :].replace("،", " ،", 3)
        out.append(evolve(item, id=f"third-{item.id}", publisher="Third", text=edited))
    return out


def test_a_corpus_three_times_over_gives_the_same_happenings() -> None:
    from eventcoder.corpus.read import read_documents

    documents = [item for item in read_documents([str(FIXTURES)]) if isinstance(item, Document)]
    coder = eventcoder.load()
    once = [event for events in coder.code_all(documents) for event in events]
    many = three_times(documents)
    thrice = [event for events in coder.code_all(many) for event in events]
    random.Random(1).shuffle(thrice)
    reprints = reprints_by_text(many)
    assert len(reprints) == 2 * len(documents)
    first = [_told(row) for row in rows(collapse(once), {})]
    second = [_told(row) for row in rows(collapse(thrice), reprints)]
    assert [row[:-2] for row in first] == [row[:-2] for row in second]
    assert [3 * row[-2] for row in first] == [row[-2] for row in second]
    assert [row[-1] for row in first] == [row[-1] for row in second]
    assert sum(row[-2] for row in second) == len(thrice)


def _told(row: dict[str, object]) -> tuple[Any, ...]:
    names = ("event_date", "source", "target", "code", "place", "headline", "issue", "mentions", "originals")
    return tuple(row[name] for name in names)


def test_the_outcome_does_not_depend_on_the_order() -> None:
    changed: list[dict[str, Any]] = [
        {},
        {"source": "---"},
        {"target": "SYR"},
        {"event_date": "2020-06-22"},
        {"code": "112", "root": "11"},
    ]
    events = [evolve(PLAIN, event_id=f"e{number}", doc_id=f"d{number}", **each) for number, each in enumerate(changed * 3)]
    wanted = [[event.event_id for event in happening.events] for happening in collapse(events)]
    for seed in range(5):
        random.Random(seed).shuffle(events)
        assert [[event.event_id for event in happening.events] for happening in collapse(events)] == wanted


@pytest.mark.parametrize("name", ["rows.csv", "rows.jsonl"])
def test_the_command(name: str, tmp_path: Path) -> None:
    events = tmp_path / "events"
    events.mkdir()
    lines = [json.dumps({column: getattr(event, column) for column in COLUMNS}) for event in (PLAIN, evolve(PLAIN, event_id="f"))]
    (events / "2020-06-25.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    out = tmp_path / name
    run = CliRunner().invoke(main, ["collapse", str(events), "--out", str(out)])
    assert run.exit_code == 0, run.output
    assert "2 records of 1 documents (0 reprints): 1 happenings" in run.stderr
    if name.endswith("csv"):
        found = list(csv.DictReader(out.read_text(encoding="utf-8").splitlines()))
    else:
        found = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [row["event_ids"] for row in found] == ["e;f"]


@pytest.mark.parametrize(("name", "text"), [("a.txt", "x"), ("a.jsonl", "{}"), ("a.csv", "x,y\n1,2\n"), ("a.jsonl", "no json")])
def test_what_is_no_file_of_records_is_refused(name: str, text: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    run = CliRunner().invoke(main, ["collapse", str(tmp_path / name), "--out", str(tmp_path / "out.csv")])
    assert run.exit_code == 1 and name in run.stderr and not (tmp_path / "out.csv").exists()


def test_reprints_are_alike_and_others_are_not() -> None:
    words = [f"كلمة{number}" for number in range(300)]
    text = " ".join(words)
    edited = " ".join("غيرها" if number % 40 == 7 else word for number, word in enumerate(words))
    other = " ".join(f"أخرى{number}" for number in range(300))
    documents = [Document("a", "2020-01-02", text), Document("b", "2020-01-01", edited), Document("c", "2020-01-03", other)]
    assert reprints_by_text(documents) == {"a": "b"}


def test_reprints_are_found_by_their_records_too() -> None:
    told = [evolve(PLAIN, event_id=str(number), trigger_text=f"كلمة{number}") for number in range(4)]
    again = [evolve(event, doc_id="again", doc_date="2020-06-26") for event in told]
    assert reprints_by_events([*again, *told]) == {"again": "d"}
    assert reprints_by_events([*again[:2], *told[:2]]) == {}


@pytest.mark.parametrize(("code", "country"), [("LBYGOV", "LBY"), ("IGOUNOIAE", "IGOUNO"), ("---", "---"), ("", "")])
def test_bodies_count_as_countries_of_their_own(code: str, country: str) -> None:
    assert country_of(code) == country


def lay_records(folder: Path, *ids: str) -> None:
    """Write a file of records with these ids, as a store lays it."""
    file = folder / "events" / "2020" / "06" / "2020-06-25.jsonl"
    file.parent.mkdir(parents=True)
    records = [evolve(PLAIN, event_id=event_id) for event_id in ids]
    lines = [json.dumps({name: getattr(one, name) for name in COLUMNS}) + "\n" for one in records]
    file.write_text("".join(lines), encoding="utf-8")


@pytest.mark.parametrize(
    ("vintages", "manifests", "wanted"),
    [
        ([], [], ["a"]),  # a folder of files below folders
        ([], [""], ["a"]),  # a store
        (["vintage-2"], ["", "vintage-2"], ["b"]),
        (["vintage-2", "vintage-10"], ["", "vintage-2", "vintage-10"], ["c"]),
        (["vintage-2"], [""], ["a"]),  # a recoding that was never begun
    ],
)
def test_a_store_is_read_as_its_newest_vintage(
    vintages: list[str], manifests: list[str], wanted: list[str], tmp_path: Path
) -> None:
    lay_records(tmp_path, "a")
    for name, event_id in zip(vintages, "bc", strict=False):
        lay_records(tmp_path / name, event_id)
    for name in manifests:
        (tmp_path / name / "manifest.sqlite").touch()
    (tmp_path / "rejects.jsonl").write_text('{"id": "x"}\n', encoding="utf-8")
    assert [event.event_id for event in read_events([str(tmp_path)])] == wanted


def test_a_store_without_events_gives_no_row(tmp_path: Path) -> None:
    (tmp_path / "manifest.sqlite").touch()
    out = tmp_path / "rows.csv"
    run = CliRunner().invoke(main, ["collapse", str(tmp_path), "--out", str(out)])
    assert run.exit_code == 0 and "0 happenings" in run.stderr and len(out.read_text(encoding="utf-8").splitlines()) == 1


def test_a_folder_without_records_is_refused(tmp_path: Path) -> None:
    run = CliRunner().invoke(main, ["collapse", str(tmp_path), "--out", str(tmp_path / "rows.csv")])
    assert run.exit_code == 1 and "no file of event records" in run.stderr and not (tmp_path / "rows.csv").exists()
