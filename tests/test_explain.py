"""`explain`: why each event was coded and why each near miss was not, as text and as a command."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from small import ACTORS, AGENTS, CAMEO, VERBS, compile_small, hand_model, untag, write_small

from eventcoder.cli.main import main
from eventcoder.coding.pipeline import Coder
from eventcoder.lexicon import Lexicon
from eventcoder.records import Document
from eventcoder.workbench.account import Silent, by_word
from eventcoder.workbench.explain import explain_text
from eventcoder.workbench.explain_html import explain_page


@pytest.fixture(scope="module")
def lexicon(tmp_path_factory: pytest.TempPathFactory) -> Lexicon:
    return compile_small(tmp_path_factory.mktemp("dictionaries") / "small")


def explain(lexicon: Lexicon, tagged: str, date: str = "2020-06-25") -> str:
    coder = Coder(lexicon, hand_model(tagged), "0")
    return "\n".join(explain_text(untag(tagged)[0], date=date, coder=coder))


def line_of(name: str, text: str) -> int:
    """The number of the line of the small dictionary that begins with `text`."""
    lines = {"actors": ACTORS, "agents": AGENTS, "verbs": VERBS}[name].split("\n")
    return next(number for number, line in enumerate(lines, start=1) if line.strip() == text)


def test_an_event_names_its_rule_and_line(lexicon: Lexicon) -> None:
    told = explain(lexicon, "استقبل/V الرئيس/N المصري/A وزير/N الخارجية/N السوري/A أمس/N")
    assert "EGYGOV 043 SYRGOV  2020-06-24  Egyptian president receives Syrian foreign minister" in told
    assert f"verbs/استقبل#1 (small/verbs.dict:{line_of('verbs', 'pattern: استقبل {source} {target} {issue?}')})" in told
    assert "time: أمس = 2020-06-24 (day)" in told
    assert "source: الرئيس المصري" in told and "target: وزير الخارجية السوري" in told
    assert "NOT WRITTEN" not in told


def test_actors_are_told_with_their_entry_and_line(lexicon: Lexicon) -> None:
    told = explain(lexicon, "استقبل/V الرئيس/N المصري/A نادر/P الحلبي/P", date="2012-06-01")
    assert "EGY.halabi EGYGOVMIL 2012-05-10..2013-02-28" in told
    assert f"small/actors.dict:{line_of('actors', 'actor: EGY.halabi')}" in told
    later = explain(lexicon, "استقبل/V الرئيس/N السوري/A نادر/P الحلبي/P", date="2022-06-01")
    assert "outside all its dates" in later


def test_agents_are_told_with_their_role(lexicon: Lexicon) -> None:
    told = explain(lexicon, "اتهمت/V الشرطة/N المصرية/A تركيا/P")
    assert f"الشرطة المصرية  = EGYCOP  [agent police (COP); small/agents.dict:{line_of('agents', 'agent: police')}]" in told


def test_a_place_is_told(lexicon: Lexicon) -> None:
    assert "a place here" in explain(lexicon, "استقبل/V الرئيس/N المصري/A في القاهرة/P وزير/N الخارجية/N السوري/A")


def test_a_near_miss_names_its_rule_line_and_reason(lexicon: Lexicon) -> None:
    told = explain(lexicon, "ندد/V بتركيا/P")
    line = line_of("verbs", "pattern: ندد {source} ب {target?}")
    assert "  events:\n    none\n  no event from:\n" in told
    assert f"    ندد  verbs/ندد#1 (small/verbs.dict:{line}): no subject" in told


@pytest.mark.parametrize(
    ("sentence", "verdict", "reason"),
    [
        ("لم يستقبل/V الرئيس/N المصري/A وزير/N الخارجية/N السوري/A", "NOT WRITTEN: negated", "negated: negated by لم"),
        ("إذا استقبل/V الرئيس/N المصري/A وزير/N الخارجية/N السوري/A", "NOT WRITTEN: hypothetical", "hypothetical: under "),
        ("سيقتل/V الجيش/N السوري/A جنديا/N تركيا/A", "NOT WRITTEN: planned", "planned: in the future"),
        (
            "استقبل/V الرئيس/N المصري/A وزير/N الخارجية/N السوري/A في مايو/N 2018/U",
            "NOT WRITTEN: historical",
            "more than two weeks before",
        ),
        ("أعلن/V الرئيس/N المصري/A أن الوضع/N تحسن/V", "NOT WRITTEN: a plain statement (--statements)", "verbs/اعلن#1"),
    ],
)
def test_an_event_that_is_not_written_tells_why(sentence: str, verdict: str, reason: str, lexicon: Lexicon) -> None:
    told = explain(lexicon, sentence)
    assert verdict in told
    assert reason in told


def test_the_speaker_and_the_topic_are_told(lexicon: Lexicon) -> None:
    told = explain(lexicon, "أعلن/V الرئيس/N المصري/A أن الجيش/N السوري/A قتل/V جنديا/N تركيا/A")
    assert "said by: الرئيس المصري" in told
    topics = explain(lexicon, "بحث/V الرئيس/N المصري/A مع نظيره/N السوري/A الملف/N الأمني/A والتبادل/N التجاري/A")
    assert "about: security, trade" in topics


def test_a_sentence_of_nothing(lexicon: Lexicon) -> None:
    told = explain(lexicon, "كتاب/N عن الحديقة/N")
    assert "none of the dictionaries" in told
    assert "no word of this sentence is a verb or event noun of the dictionaries" in told
    assert explain_text("", date="2020-06-25", coder=Coder(lexicon, hand_model())) == [
        "Nothing to read: the text has no sentence, or a discard of the dictionaries leaves it out."
    ]


def test_each_sentence_is_explained(lexicon: Lexicon) -> None:
    tagged = ("اتهمت/V مصر/P تركيا/P .", "نددت/V مصر/P بسوريا/P .")
    text = " ".join(untag(sentence)[0] for sentence in tagged)
    told = "\n".join(explain_text(text, date="2020-06-25", coder=Coder(lexicon, hand_model(*tagged))))
    assert told.count("  events:") == 2
    assert "EGY 112 TUR" in told and "EGY 111 SYR" in told


# ---------------------------------------------------------------- the command


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("EVENTCODER_CACHE", str(tmp_path / "cache"))
    folder = write_small(tmp_path / "small")
    (folder / "cameo.dict").write_bytes(CAMEO.read_bytes())
    return folder


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["explain", *map(str, arguments)])


def test_the_command(small: Path) -> None:
    result = run("نددت مصر بتركيا أمس", "--date", "2020-06-25", "--dictionaries", small)
    assert result.exit_code == 0, result.output
    assert "EGY 111 TUR  2020-06-24  Egypt condemns Turkey" in result.stdout
    assert re.search(r"rule verbs/ندد#1 \(small/verbs\.dict:\d+\)", result.stdout)


def test_an_extra_folder_comes_on_top(small: Path, tmp_path: Path) -> None:
    extra = tmp_path / "extra"
    extra.mkdir()
    (extra / "france.dict").write_text("actor: FRA\nenglish: France\nname: فرنسا\nrole: FRA\n", encoding="utf-8")
    result = run("نددت مصر بفرنسا", "--date", "2020-06-25", "--dictionaries", small, "--extra", extra)
    assert "EGY 111 FRA" in result.stdout
    assert "extra/france.dict:1" in result.stdout


def test_faults_of_the_dictionary_are_shown_and_end_with_1(small: Path) -> None:
    (small / "bad.dict").write_text("nonsense\n", encoding="utf-8")
    result = run("نددت مصر بتركيا", "--dictionaries", small)
    assert result.exit_code == 1
    assert "small/bad.dict:1:1: a line is 'field: value'" in result.stderr
    assert "Traceback" not in result.output


def test_a_model_that_is_none_ends_with_1(small: Path, tmp_path: Path) -> None:
    result = run("نددت مصر بتركيا", "--dictionaries", small, "--model", tmp_path / "none")
    assert result.exit_code == 1
    assert f"no model at {tmp_path / 'none'}" in result.stderr
    assert "Traceback" not in result.output


@pytest.mark.parametrize("arguments", [(), ("نص", "--date", "2020-02-30"), ("نص", "--nonsense"), ("نص", "نص")])
def test_wrong_usage_ends_with_2(arguments: tuple[str, ...]) -> None:
    assert run(*arguments).exit_code == 2


# ---------------------------------------------------------------- clauses, reasons, the page


def test_the_marked_sentence_shows_actors_triggers_and_clauses(lexicon: Lexicon) -> None:
    told = explain(lexicon, "أعلن/V الرئيس/N المصري/A أن الجيش/N السوري/A قتل/V جنديا/N تركيا/A")
    assert "  read as: *أعلن* [الرئيس المصري] | أن | [الجيش السوري] *قتل* [جنديا تركيا]" in told
    assert "  clause: reported by 'أعلن': الجيش السوري قتل جنديا تركيا" in told
    silent = explain(lexicon, "ندد/V بتركيا/P")
    assert "  read as: ~ندد~ " in silent


@pytest.mark.parametrize(
    ("tagged", "reason"),
    [
        ("بحث/V الرئيس/N المصري/A الأزمة/N", "no target: the pattern needs مع"),
        ("بحث/V الرئيس/N المصري/A عن ناجين/N", "it fits, and this meaning is no event"),
        ("أجرى/V الرئيس/N المصري/A محادثات/N مع نظيره/N السوري/A", "it hands its actors to 'محادثات'"),
        ("فاز/V الرئيس/N المصري/A على نظيره/N السوري/A وقتل/V", "verbs that no entry has: فاز"),
        ("ندد/V الرئيس/N المصري/A بالحكم/N", "phrases that name no actor of the dictionaries: الحكم"),
        (
            "بحث/V الرئيس/N المصري/A مع الفريق/N",
            "no target: the pattern needs مع; 'الفريق' after مع names no actor of the dictionaries",
        ),
        (
            "استقبل/V الرئيس/N المصري/A الرئيس/N المصري/A",
            "both sides are the same actor: 'الرئيس المصري' (EGYGOV)",
        ),
        (
            "اتهم/V المتظاهرون/N تركيا/P",
            "being named would give 141, but what they do or suffer is told by 'اتهم' (112)",
        ),
        (
            "قتل/V الجيش/N السوري/A جنديا/N في تركيا/P أمام/N متظاهرين/N",
            "a deed of force stands in the sentence, told by 'قتل' (180)",
        ),
        ("استقبل/V الرئيس/N المصري/A وزير/N الخارجية/N السوري/A أمس/N", "dated by: أمس"),
    ],
)
def test_what_gave_no_event_says_why(tagged: str, reason: str, lexicon: Lexicon) -> None:
    assert reason in explain(lexicon, tagged)


def test_a_role_that_ended_is_told_with_its_day(lexicon: Lexicon) -> None:
    told = explain(lexicon, "استقبل/V الرئيس/N السوري/A نادر/P الحلبي/P", date="2022-06-01")
    assert "EGY.halabi EGYELI, outside all its dates: role EGYGOV ended 2020-12-31" in told


def test_the_page_is_right_to_left_and_loads_nothing(lexicon: Lexicon) -> None:
    tagged = "نددت/V مصر/P بتركيا/P <script>"
    coder = Coder(lexicon, hand_model(tagged), "0")
    page = explain_page(Document("sentence", "2020-06-25", untag(tagged)[0]), coder=coder)
    assert page.startswith('<!DOCTYPE html>\n<html lang="ar" dir="rtl">')
    assert '<span class="event">نددت</span>' in page and '<bdi dir="ltr">TUR</bdi>' in page
    assert "EGY 111 TUR" in page and "<script" not in page and "&lt;" in page and "http://" not in page
    assert "default-src 'none'" in page
    empty = explain_page(Document("sentence", "2020-06-25", ""), coder=coder)
    assert "Nothing to read" in empty


def test_the_page_as_a_command(small: Path, tmp_path: Path) -> None:
    page = tmp_path / "why.html"
    result = run("نددت مصر بتركيا", "--date", "2020-06-25", "--dictionaries", small, "--html", page)
    assert result.exit_code == 0 and "EGY 111 TUR" in page.read_text(encoding="utf-8")
    nowhere = run("نددت مصر بتركيا", "--dictionaries", small, "--html", tmp_path / "none" / "why.html")
    assert nowhere.exit_code == 1 and "cannot be written" in nowhere.stderr


def test_a_sentence_of_a_document(small: Path, tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    path.write_text('{"id": "a", "date": "2020-06-25", "text": "نددت مصر بتركيا. نددت مصر بسوريا."}\n', encoding="utf-8")
    result = run("--from", path, "--id", "a", "--sentence", "1", "--dictionaries", small)
    assert result.exit_code == 0 and "EGY 111 SYR" in result.stdout and "EGY 111 TUR" not in result.stdout
    assert run("--from", path, "--id", "b", "--dictionaries", small).exit_code == 1
    for words in (("نص", "--from", path), ("نص", "--id", "a"), ("--from", path, "--html", "x")):
        assert run(*words).exit_code == 2


def test_patterns_that_miss_for_the_same_reason_are_told_together() -> None:
    silent = [
        Silent(4, "v/رفع#2", "v.dict:9", "no 'ب|ج' beside it"),
        Silent(1, "v/قال#1", "v.dict:1", "no subject"),
        Silent(4, "v/رفع#1", "v.dict:7", "no 'ا' beside it"),
        Silent(4, "v/رفع#3", "v.dict:11", "no 'ا' beside it"),
        Silent(4, "v/رفع#4", "v.dict:13", "no 'الي' after it"),
        Silent(4, "v/رفع#5", "v.dict:15", "no subject"),
        Silent(4, "", "a.dict:2", "it is a name here"),
    ]
    assert [(each.word, each.rules, each.lines, each.reason) for each in by_word(silent)] == [
        (1, "v/قال#1", "v.dict:1", "no subject"),
        (4, "", "a.dict:2", "it is a name here"),
        (4, "v/رفع#5", "v.dict:15", "no subject"),
        (4, "v/رفع#2, #1, #3, #4", "v.dict:9, 7, 11, 13", "no 'ب|ج', no 'ا' beside it; no 'الي' after it"),
    ]
