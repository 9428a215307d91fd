"""`evaluate`: the same figures as the reference scorer, intervals, comparison, mistakes, PETRARCH's records, the blind sheet."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from small import CAMEO, write_small

import eventcoder
from eventcoder.cli.main import main
from eventcoder.errors import InputError
from eventcoder.records import COLUMNS
from eventcoder.workbench.evaluate import difference, intervals, place_records, score_sentences, total
from eventcoder.workbench.gold import Gold, GoldEvent, GoldSentence, read_gold
from eventcoder.workbench.match import match_events, same_actor
from eventcoder.workbench.sample import Precision

SHARED = Path(__file__).parent.parent.parent / "shared"
SHARED = SHARED if SHARED.is_dir() else Path("/work/shared")
SCORER = SHARED / "tools" / "score_events.py"
GOLD = [SHARED / "gold" / "cameo_dev.jsonl", SHARED / "gold" / "docs_dev.jsonl"]


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["evaluate", *map(str, arguments)])


def record(**values: str) -> dict[str, str]:
    return {**dict.fromkeys(COLUMNS, ""), "status": "asserted", "start": "0", "end": "1", **values}


def gold(root: str, source: str, target: str, **more: object) -> GoldEvent:
    return GoldEvent(root, f"{root}0", source, target, "EGYGOV", "SYRGOV", **more)  # type: ignore[arg-type]


@pytest.mark.skipif(not SCORER.is_file(), reason=f"needs {SCORER}")
@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_the_figures_are_those_of_the_reference_scorer(path: Path, tmp_path: Path) -> None:
    coder = eventcoder.load()
    lines = []
    for document in read_gold([str(path)]).documents[:60]:
        for event in coder.code(document):
            lines.append(json.dumps({column: getattr(event, column) for column in COLUMNS}, ensure_ascii=False))
    (tmp_path / "events.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    command = [sys.executable, str(SCORER), str(path), str(tmp_path / "events.jsonl"), "--json"]
    wanted = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    result = run(path, "--events", tmp_path / "events.jsonl", "--json")
    assert result.exit_code == 0, result.output
    came = json.loads(result.stdout)
    for name in ("type", "full"):
        assert {key: came[name][key] for key in wanted[name]} == wanted[name]
    for name in ("code3", "country", "role", "date", "undated"):
        assert (came[name]["accuracy"], came[name]["of"]) == (wanted[name]["accuracy"], wanted[name]["of"])
    assert {root: {key: came[f"root {root}"][key] for key in figures} for root, figures in wanted["roots"].items()} == wanted[
        "roots"
    ]


ROWS = [
    ("both actors", gold("04", "الرئيس المصري", "الرئيس السوري"), ("040", "الرئيس المصري", "الرئيس السوري"), 3),
    ("the other way round", gold("04", "مصر", "سوريا"), ("040", "سوريا", "مصر"), 3),
    ("not symmetric", gold("11", "مصر", "سوريا"), ("112", "سوريا", "مصر"), 1),
    ("symmetric", gold("19", "مصر", "سوريا", symmetric=True), ("190", "سوريا", "مصر"), 3),
    ("another root", gold("11", "مصر", "سوريا"), ("040", "مصر", "سوريا"), 0),
    ("an allowed root", gold("11", "مصر", "سوريا", also=("17",)), ("173", "مصر", "سوريا"), 3),
    ("one actor", gold("11", "مصر", "سوريا"), ("112", "مصر", "ليبيا"), 2),
    ("implied, by code", gold("11", "", "سوريا", implied="source"), ("112", "", "سوريا"), 3),
    ("PETRARCH, by code", gold("11", "EGYGOV", "SYRGOV", by_code=True), ("112", "س", "ص"), 3),
]


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_matching(row: tuple[str, GoldEvent, tuple[str, str, str], int]) -> None:
    _, event, (code, source, target), rank = row
    coded = record(code=code, source_text=source, target_text=target, source="EGYGOV", target="SYRGOV")
    assert [pair.rank for pair in match_events([event], [coded])] == ([rank] if rank else [])


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("الرئيس المصري", "للرئيس المصري", True),
        ("وزير الخارجية المصري", "وزير الخارجية السوري", False),
        ("وزير الدفاع", "وزير الخارجية", True),
        ("", "", True),
        ("مصر", "", False),
        ("مصر", "مصر في كل ما قالت عنها الصحف اليوم", False),
        ("القوات الإسرائيلية", "الاسرائيلية", True),
    ],
)
def test_same_actor(one: str, other: str, same: bool) -> None:
    assert same_actor(one, other) is same


def test_the_best_matching_is_one_to_one() -> None:
    events = [gold("04", "مصر", "سوريا"), gold("04", "مصر", "ليبيا")]
    coded = [
        record(code="040", source_text="مصر", target_text="ليبيا"),
        record(code="040", source_text="مصر", target_text="سوريا"),
    ]
    assert {(pair.gold, pair.coded, pair.rank) for pair in match_events(events, coded)} == {(0, 1, 3), (1, 0, 3)}
    many = [gold("04", "مصر", "سوريا") for _ in range(14)]
    assert len(match_events(many, coded)) == 2


def small_gold(count: int = 8) -> Gold:
    events = (gold("04", "مصر", "سوريا"),)
    sentences = tuple(GoldSentence(f"s{n}", f"s{n}", "2020-06-25", "نص", 0, events) for n in range(count))
    return Gold(sentences, ())


def test_intervals_hold_the_value_and_are_the_same_each_time() -> None:
    held = small_gold()
    right = [record(doc_id=f"s{n}", code="040", source_text="مصر", target_text="سوريا") for n in range(4)]
    tallies = score_sentences(held.sentences, place_records(held.sentences, right))
    spans = intervals(tallies, ["type", "code3"], rounds=200)
    precision, recall, f1 = total(tallies).rates("type")
    assert (precision, recall) == (1.0, 0.5)
    assert spans["type"][0] == (1.0, 1.0)
    assert spans["type"][1][0] < recall < spans["type"][1][1] and spans["type"][2][0] < f1 < spans["type"][2][1]
    assert spans == intervals(tallies, ["type", "code3"], rounds=200)
    gained, span = difference(score_sentences(held.sentences, {}), tallies, "full", rounds=200)
    assert gained == pytest.approx(f1) and span[0] > 0
    assert intervals([], ["type"])["type"] == ((0.0, 0.0),) * 3


def test_neutral_events_and_statements_count_nothing() -> None:
    sentence = GoldSentence("s", "s", "2020-06-25", "نص", 0, (gold("04", "مصر", "سوريا", optional=True),))
    coded = [record(doc_id="s", code="040", source_text="مصر", target_text="سوريا"), record(doc_id="s", code="010")]
    assert total(score_sentences([sentence], {"s": coded})).counts == {}
    assert total(score_sentences([sentence], {})).counts == {}


def test_records_of_other_documents_are_refused() -> None:
    with pytest.raises(InputError, match="1 documents of the events are not in the gold files, 'x' for one"):
        place_records(small_gold().sentences, [record(doc_id="x", code="040")])


XML = """<Sentences>
<Sentence date="20200625" id="DEMO-01" category="DEMO" evaluate="true">
<EventCoding sourcecode="EGYGOV" targetcode="SYRGOV" eventcode="040"/>
<Text>بحث الرئيس المصري
مع نظيره السوري الأزمة</Text>
</Sentence>
<Sentence date="20200625" id="DEMO-02" category="DEMO" evaluate="true">
<EventCoding noevents="True"/>
<Text>كتاب عن الحديقة</Text>
</Sentence>
<Sentence date="20200625" id="DEMO-03" category="DEMO" evaluate="false"><Text>x</Text></Sentence>
</Sentences>"""


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("EVENTCODER_CACHE", str(tmp_path / "cache"))
    folder = write_small(tmp_path / "small")
    (folder / "cameo.dict").write_bytes(CAMEO.read_bytes())
    return folder


def test_petrarch_records_are_coded_and_scored(small: Path, tmp_path: Path) -> None:
    path = tmp_path / "records.xml"
    path.write_text(XML, encoding="utf-8")
    result = run(path, "--dictionaries", small, "--errors", "3")
    assert result.exit_code == 0, result.output
    assert "2 sentences, 1 scored gold events" in result.stdout
    assert "full     1.000 (1.00-1.00)" in result.stdout


GOLD_LINE = {
    "sentence_id": "s1",
    "date": "2020-06-25",
    "text": "نددت مصر بليبيا ولم تستقبل القاهرة وفدا",
    "events": [
        {
            "root": "04",
            "code": "043",
            "source": "القاهرة",
            "target": "وفدا",
            "source_code": "EGY",
            "target_code": "---",
            "trigger": "تستقبل",
        },
    ],
}


def test_mistakes_say_why_and_runs_are_compared(small: Path, tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(GOLD_LINE, ensure_ascii=False) + "\n", encoding="utf-8")
    (tmp_path / "none.jsonl").write_text("", encoding="utf-8")
    result = run(path, "--dictionaries", small, "--errors", "9", "--against", tmp_path / "none.jsonl")
    assert result.exit_code == 0, result.output
    assert "extra: s1" in result.stdout and "coded: 111  مصر [EGY] → ليبيا [LBY]  'نددت'" in result.stdout
    assert "missed: s1" in result.stdout and "gold:  043  القاهرة [EGY] → وفدا [---]  'تستقبل'" in result.stdout
    assert "why:   'تستقبل' " in result.stdout
    assert "against the other run" in result.stdout and "root 11" in result.stdout
    only = run(path, "--dictionaries", small, "--errors", "9", "--root", "04")
    assert "missed: s1" in only.stdout and "extra: s1" not in only.stdout


def test_the_inputs_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    document = {
        "doc_id": "d",
        "date": "2020-06-25",
        "publisher": "Nile",
        "lines": [{"text": "عنوان", "events": []}, {"text": "نص", "events": []}],
    }
    path.write_text(json.dumps(document) + "\n" + json.dumps(GOLD_LINE) + "\n", encoding="utf-8")
    assert run(path, "--inputs", tmp_path / "in.jsonl").exit_code == 0
    rows = [json.loads(line) for line in (tmp_path / "in.jsonl").read_text(encoding="utf-8").splitlines()]
    assert rows == [
        {"id": "d", "date": "2020-06-25", "publisher": "Nile", "title": "عنوان", "text": "نص"},
        {"id": "s1", "date": "2020-06-25", "text": GOLD_LINE["text"]},
    ]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.jsonl", "{", "a.jsonl:1: not as CODING_GUIDE has it"),
        ("a.jsonl", '{"sentence_id": "x"}', "a.jsonl:1: no field 'text'"),
        ("a.jsonl", "[]", "a.jsonl:1: "),
        ("a.jsonl", "\n", "no gold sentence in it"),
        ("a.jsonl", '{"sentence_id":"x","date":"2020-01-01","text":"t","events":[]}\n' * 2, "the id 'x' stands twice"),
        ("a.xml", "<a>", "not XML that can be read safely"),
        ("a.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "not XML that can be read safely"),
        ("a.xml", "<a/>", "no <Sentence> to evaluate in it"),
        ("a.xml", '<a><Sentence id="x" date="1"><Text>t</Text></Sentence></a>', "record x has no date (YYYYMMDD)"),
        ("a.xml", '<a><Sentence id="x" date="20200101"/></a>', "record x has no <Text>"),
        ("a.xml", '<a><Sentence id="x" date="20200101"><Text>t</Text></Sentence></a>', "record x has neither an <EventCoding>"),
    ],
)
def test_gold_files_at_fault(name: str, content: str, message: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    result = run(tmp_path / name)
    assert result.exit_code == 1 and message in result.stderr, result.output
    assert "Traceback" not in result.output


def write_events(path: Path, count: int) -> list[dict[str, str]]:
    rows = [
        record(
            event_id=f"e{n}",
            doc_id="d",
            code="040",
            root="04" if n % 2 else "19",
            event_date="2020-06-25",
            publisher="Nile",
            source_text="مصر",
            target_text="سوريا",
            start="5",
            end="8",
        )
        for n in range(count)
    ]
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return rows


def test_a_blind_sheet_is_drawn_and_read(tmp_path: Path) -> None:
    write_events(tmp_path / "events.jsonl", 30)
    (tmp_path / "docs.jsonl").write_text('{"id": "d", "date": "2020-06-25", "text": "=كان بحث مع سوريا"}\n', encoding="utf-8")
    sheet = tmp_path / "sheet.csv"
    options = ("--documents", tmp_path / "docs.jsonl", "--events", tmp_path / "events.jsonl", "--out", sheet)
    result = run("--sample", "10", *options)
    assert result.exit_code == 0, result.output
    rows = list(csv.DictReader(io.StringIO(sheet.read_text(encoding="utf-8"))))
    assert len(rows) == 10 and rows[0]["text"] == "'=كان ⟦بحث⟧ مع سوريا"
    assert all(not row[name] for row in rows for name in ("root", "source", "target"))
    assert not {"040", "19", "مصر"} & {cell for row in rows for cell in row.values()}
    for row in rows:
        row |= {"root": "4", "source": "مصر", "target": "-" if row["event_id"] == "e1" else ""}
    rows[0]["root"] = "none"
    with open(sheet, "w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    result = run("--filled", sheet, "--events", tmp_path / "events.jsonl")
    assert result.exit_code == 0, result.output
    right = sum(row["root"] == "4" and int(row["event_id"][1:]) % 2 for row in rows)
    assert f"root right             {right / 10:.3f}" in result.stdout
    for name in ("root and actors right", "root 04", "root 19", "year 2020", "publisher Nile"):
        assert f"\n{name} " in result.stdout


@pytest.mark.parametrize(
    ("sheet", "message"),
    [
        ("a,b\n", "no coding sheet: it has no column 'event_id'"),
        ("event_id,date,text,root,source,target\ne0,,,,,\n", "nothing is filled in"),
        ("event_id,date,text,root,source,target\ne0,,,99,,\n", ":2: '99' is no root"),
        ("event_id,date,text,root,source,target\nzz,,,04,,\n", "the sheet's event 'zz' is not among the event records"),
    ],
)
def test_sheets_at_fault(sheet: str, message: str, tmp_path: Path) -> None:
    write_events(tmp_path / "events.jsonl", 2)
    (tmp_path / "sheet.csv").write_text(sheet, encoding="utf-8")
    result = run("--filled", tmp_path / "sheet.csv", "--events", tmp_path / "events.jsonl")
    assert result.exit_code == 1 and message in result.stderr, result.output


@pytest.mark.parametrize(
    "arguments", [("events",), ("--sample", "3"), ("--filled", "x"), ("--sample", "3", "--events", "x"), ("--errors", "-1", "x")]
)
def test_wrong_usage(arguments: tuple[str, ...]) -> None:
    assert run(*arguments).exit_code == 2


def test_wilson_intervals() -> None:
    low, high = Precision("x", 8, 10).interval
    assert (round(low, 2), round(high, 2)) == (0.49, 0.94)
    assert Precision("x", 0, 0).interval == (0.0, 1.0)
