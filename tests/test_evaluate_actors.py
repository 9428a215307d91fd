"""`eventcoder evaluate actors`: country and role of gold spans, whether they are found, and faults of gold files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from small import DAY, compile_small, hand_model

from eventcoder.cli.main import main
from eventcoder.coding.pipeline import Coder
from eventcoder.errors import EventcoderError
from eventcoder.lexicon import Lexicon
from eventcoder.workbench.evaluate_actors import ActorScore, country, errors, judge, pool, read_gold, report, role


@pytest.fixture(scope="module")
def lexicon(tmp_path_factory: pytest.TempPathFactory) -> Lexicon:
    return compile_small(tmp_path_factory.mktemp("dictionaries") / "small")


@pytest.mark.parametrize(
    ("code", "wanted"),
    [
        ("LBYGOV", ("LBY", "GOV")),
        ("LBY", ("LBY", "")),
        ("LBYGOVMIL", ("LBY", "GOV")),
        ("UAF", ("", "UAF")),
        ("IGOUNO", ("IGO", "UNO")),
        ("---", ("", "")),
        ("", ("", "")),
    ],
)
def test_parts_of_a_code(code: str, wanted: tuple[str, str]) -> None:
    assert (country(code), role(code)) == wanted


def gold_event(source: str, code: str, target: str = "", target_code: str = "", trigger: str = "") -> dict[str, Any]:
    return {"source": source, "source_code": code, "target": target, "target_code": target_code, "trigger": trigger}


def scored(lexicon: Lexicon, path: Path, rows: list[dict[str, Any]], *tagged: str) -> ActorScore:
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return judge(read_gold(path), Coder(lexicon, hand_model(*tagged)), name="g")


TABLE: list[tuple[str, str, str, str, tuple[bool | None, bool | None, bool]]] = [
    # sentence, gold span, gold code, the code given, (country, role, found)
    ("بحث/V الرئيس/N المصري/A الأزمة/N", "الرئيس المصري", "EGYGOV", "EGYGOV", (True, True, True)),
    ("بحث/V الرئيس/N المصري/A الأزمة/N", "الرئيس المصري", "SYRGOV", "EGYGOV", (False, True, True)),
    ("بحث/V الرئيس/N المصري/A الأزمة/N", "الرئيس المصري", "GOV", "EGYGOV", (None, True, True)),
    ("قتل/V مسلحون/N جنديا/N", "مسلحون", "UAF", "UAF", (None, True, True)),
    ("دخل/V الجيش/N المصري/A بلدة/N صغيرة/A", "بلدة صغيرة", "EGYCVL", "EGYCVL", (True, True, False)),  # told that it is one
    ("قالت/V وزارة/N جديدة/A في/D مصر/P", "وزارة جديدة", "EGYGOV", "EGYGOV", (True, True, False)),  # a role noun left out unaided
    ("زار/V مالي/P", "مالي", "MLI", "MLI", (True, None, False)),  # its near: words are not asked for
    ("خرج/V الجمهور/N", "الجمهور", "EGYCVL", "CVL", (False, True, False)),  # no country anywhere
]


@pytest.mark.parametrize(("sentence", "span", "code", "given", "verdict"), TABLE, ids=range(len(TABLE)))
def test_judged(
    sentence: str,
    span: str,
    code: str,
    given: str,
    verdict: tuple[bool | None, bool | None, bool],
    lexicon: Lexicon,
    tmp_path: Path,
) -> None:
    text = " ".join(word.split("/")[0] for word in sentence.split())
    row = {"sentence_id": "s", "date": DAY, "text": text, "events": [gold_event(span, code)]}
    (judged,) = scored(lexicon, tmp_path / "g.jsonl", [row], sentence).judged
    assert judged.code == given
    assert (judged.country_right, judged.role_right, judged.found) == verdict


def test_a_document_is_coded_whole(lexicon: Lexicon, tmp_path: Path) -> None:
    lines = [{"text": "وصل نادر الحلبي", "events": []}, {"text": "وأضاف الحلبي", "events": [gold_event("الحلبي", "EGYGOV")]}]
    row = {"doc_id": "d", "date": DAY, "publisher": "", "lines": lines}
    score = scored(lexicon, tmp_path / "g.jsonl", [row], "وصل/V نادر/P الحلبي/P", "وأضاف/V الحلبي/P")
    assert [(judged.code, judged.found) for judged in score.judged] == [("EGYGOV", True)]
    assert (score.mentions, score.mentions_right) == (1, 1)  # of the lines that have events


def test_each_span_counts_once(lexicon: Lexicon, tmp_path: Path) -> None:
    event = gold_event("مصر", "EGY", "سوريا", "SYR")
    row = {"sentence_id": "s", "date": DAY, "text": "اتهمت مصر سوريا", "events": [event, event]}
    score = scored(lexicon, tmp_path / "g.jsonl", [row], "اتهمت/V مصر/P سوريا/P")
    assert len(score.judged) == 2


def test_of_several_places_the_nearest_to_the_trigger(tmp_path: Path) -> None:
    row = {"sentence_id": "s", "date": DAY, "text": "مصرف في مصر ثم زار مصر", "events": [gold_event("مصر", "EGY", trigger="زار")]}
    path = tmp_path / "g.jsonl"
    path.write_text(json.dumps(row), encoding="utf-8")
    assert [span.start for span in read_gold(path)[0].spans] == [19]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "holds no gold"),
        ("{", ":1: no line of a gold file"),
        ('{"sentence_id": "s", "date": "2020-01-01"}', "'text'"),
        ('{"sentence_id": "s", "date": "2020-01-01", "text": "a", "events": [{"source": "b", "source_code": "EGY"}]}', "'b'"),
    ],
)
def test_faults_of_gold_files(text: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "g.jsonl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(EventcoderError, match=message):
        read_gold(path)


def test_the_report_has_a_row_a_file_and_one_of_all(lexicon: Lexicon, tmp_path: Path) -> None:
    row = {"sentence_id": "s", "date": DAY, "text": "اتهمت مصر سوريا", "events": [gold_event("مصر", "EGY", "سوريا", "TUR")]}
    score = scored(lexicon, tmp_path / "g.jsonl", [row], "اتهمت/V مصر/P سوريا/P")
    lines = report([score, pool([score, score])])
    assert [line.split() for line in lines] == [
        ["country", "role", "found", "precision"],
        ["g", "0.500", "(1/2)", "-", "1.000", "(2/2)", "1.000", "(2/2)"],
        ["pooled", "0.500", "(2/4)", "-", "1.000", "(4/4)", "1.000", "(4/4)"],
    ]
    assert errors(score) == ["s: country: سوريا (TUR expected, SYR)", "    اتهمت مصر سوريا"]


def test_the_command(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    row = {"sentence_id": "s", "date": DAY, "text": "اتهمت مصر سوريا", "events": [gold_event("مصر", "EGY", "سوريا", "TUR")]}
    path.write_text(json.dumps(row), encoding="utf-8")
    run = CliRunner().invoke(main, ["evaluate", "actors", str(path), "--errors"])
    assert run.exit_code == 0, run.output
    assert "pooled" in run.output
    assert "TUR expected, SYR" in run.output
    missing = CliRunner().invoke(main, ["evaluate", "actors", str(tmp_path / "none.jsonl")])
    assert missing.exit_code == 1
    assert "cannot be read" in missing.output
