"""`dict fmt`, `stats`, `find`, `diff` and `harvest`."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from small import ACTORS, AGENTS, CAMEO, REST, VERBS, compile_small, hand_model, untag, write_small

from eventcoder.cli.main import main
from eventcoder.coding.analyse import find_words
from eventcoder.coding.pipeline import Coder
from eventcoder.dictionary.edits import find_edits
from eventcoder.dictionary.fmt import ORDER, format_text
from eventcoder.dictionary.read import HEADS, PATTERN_FIELDS, read_text
from eventcoder.errors import DictionaryError, EventcoderError, ModelError
from eventcoder.records import Analysis, Document, Sentence
from eventcoder.workbench.code import code_with_each
from eventcoder.workbench.diff import _sentence
from eventcoder.workbench.harvest import as_entry, harvest

FORMS = [
    ("order of fields", "actor: EGY.x\nrole: EGYGOV\nname: س\nenglish: X\n", "actor: EGY.x\nenglish: X\nname: س\nrole: EGYGOV\n"),
    ("kind stays where it is", "actor: A\nenglish: X\nkind: person\nname: س\n", "actor: A\nenglish: X\nkind: person\nname: س\n"),
    (
        "blank lines",
        "\n\nissue: a\nenglish: a\n\nname: س\nissue: b\nenglish: b\nname: ص\n\n\n",
        "issue: a\nenglish: a\nname: س\n\nissue: b\nenglish: b\nname: ص\n",
    ),
    ("blanks and ends of lines", "issue:a\r\n  english:   a  b \r\n\tname: س\r\n", "issue: a\nenglish: a b\nname: س\n"),
    (
        "comments",
        "# file\n\n# of a\nissue: a\n# of name\nname: س\nenglish: a\n# tail\n",
        "# file\n\n# of a\nissue: a\nenglish: a\n# of name\nname: س\n\n# tail\n",
    ),
    ("a title apart", "# --- title ---\n\nissue: a\nenglish: a\nname: س\n", "# --- title ---\n\nissue: a\nenglish: a\nname: س\n"),
    (
        "patterns",
        "noun: س\nplural: ص\npattern: س {source}\nenglish: x\nemit: source 040 -\nexample: س\non: 2020-01-01\nexpect: none\n"
        "  note: n\npattern: س\nemit: none\n",
        "noun: س\nplural: ص\n  pattern: س {source}\n  emit: source 040 -\n  english: x\n  example: س\n"
        "  on: 2020-01-01\n  expect: none\n"
        "  note: n\n  pattern: س\n  emit: none\n",
    ),
    (
        "note stays",
        "actor: A\nenglish: X\nname: س\nnote: why\nrole: EGY\n",
        "actor: A\nenglish: X\nname: س\nnote: why\nrole: EGY\n",
    ),
    ("nothing", "", ""),
]


@pytest.mark.parametrize("row", FORMS, ids=[row[0] for row in FORMS])
def test_canonical_form(row: tuple[str, str, str]) -> None:
    _, text, wanted = row
    assert format_text(text, "a") == wanted
    assert format_text(wanted, "a") == wanted


@given(st.text(alphabet="abcdef:# \n\tisuename", max_size=120))
@settings(max_examples=150, deadline=None)
def test_any_text_is_formatted_or_refused(text: str) -> None:
    try:
        formed = format_text(text, "a")
    except DictionaryError:
        return
    assert format_text(formed, "a") == formed

    def said(told: str) -> list[tuple[str, list[str]]]:
        return [(raw.head.value, sorted(item.value for item in raw.fields)) for raw in read_text(told, "a")[0]]

    assert [(head, [" ".join(value.split()) for value in values]) for head, values in said(text)] == said(formed) or "  " in text


def test_every_field_has_its_place() -> None:
    for kind, fields in HEADS.items():
        assert fields - {"kind"} == set(ORDER[kind]), kind
    assert set(ORDER["pattern"]) == PATTERN_FIELDS


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["dict", *map(str, arguments)])


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("EVENTCODER_CACHE", str(tmp_path / "cache"))
    folder = write_small(tmp_path / "small")
    (folder / "cameo.dict").write_bytes(CAMEO.read_bytes())
    return folder


def test_fmt_command(tmp_path: Path) -> None:
    path = tmp_path / "a.dict"
    path.write_text(FORMS[0][1], encoding="utf-8")
    check = run("fmt", "--check", path)
    assert (check.exit_code, check.stdout) == (1, "a.dict\n") and path.read_text(encoding="utf-8") == FORMS[0][1]
    diff = run("fmt", "--diff", path)
    assert diff.exit_code == 1 and "+english: X\n" in diff.stdout
    assert run("fmt", path).exit_code == 0 and path.read_text(encoding="utf-8") == FORMS[0][2]
    assert run("fmt", "--check", tmp_path).exit_code == 0
    path.write_bytes(b"\xff")
    assert "byte 0 is not UTF-8" in run("fmt", path).stderr
    path.write_text("nonsense\n", encoding="utf-8")
    broken = run("fmt", path)
    assert broken.exit_code == 1 and "a.dict:1:1: a line is 'field: value'" in broken.stderr
    assert path.read_text(encoding="utf-8") == "nonsense\n"


def test_stats(small: Path) -> None:
    result = run("stats", "--dictionaries", small)
    assert result.exit_code == 0, result.output
    for line in ("  actor entries              15", "  verb entries               13", "actors by kind", "patterns by root"):
        assert line in result.stdout


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("يستقبلون", "'يستقبلون' is a form of it (i3mp)"),
        ("حكومة الوفاق", "actor: LBY.gna"),
        ("LBYGOV", "the code stands there"),
        ("0186", ""),
        ("186", "emit: source 186 target"),
        ("LBY.gna", "actor: LBY.gna"),
        ("Jabal", "the name stands there"),
        ("للمصريين", "'للمصريين' is read as it"),
    ],
)
def test_find(query: str, wanted: str, small: Path) -> None:
    result = run("find", query, "--dictionaries", small)
    assert result.exit_code == (0 if wanted else 1), result.output
    assert wanted in result.stdout


# ---------------------------------------------------------------- diff


def test_edits_know_their_entry_and_pattern(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    old.write_text(VERBS, encoding="utf-8")
    new.write_text(VERBS.replace("emit: source 043 target", "emit: source 042 target"), encoding="utf-8")
    edits = find_edits({"v": old}, {"v": new})
    assert [(edit.sign, edit.text, edit.head) for edit in edits] == [
        ("-", "emit: source 043 target", "verb: اِسْتَقْبَلَ"),
        ("+", "emit: source 042 target", "verb: اِسْتَقْبَلَ"),
    ]
    assert VERBS.split("\n")[edits[0].pattern - 1].strip() == "pattern: استقبل {source} {target} {issue?}"
    assert find_edits({"v": old}, {"v": old}) == []
    assert {edit.sign for edit in find_edits({}, {"v": new})} == {"+"}


CORPUS = [
    {"id": "a", "date": "2020-06-25", "text": "استقبل الرئيس المصري وزير الخارجية السوري."},
    {"id": "b", "date": "2020-06-25", "text": "نددت مصر بتركيا."},
    {"id": "c", "date": "2020-06-25", "text": "نددت جبهة الجبل بتركيا."},
]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    path = tmp_path / "corpus.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in CORPUS), encoding="utf-8")
    return path


def test_diff_tells_the_line_that_caused_each_change(small: Path, corpus: Path, tmp_path: Path) -> None:
    base = tmp_path / "base"
    base.mkdir()
    for path in small.iterdir():
        (base / path.name).write_bytes(path.read_bytes())
    (small / "verbs.dict").write_text(VERBS.replace("emit: source 043 target", "emit: source 042 target"), encoding="utf-8")
    actors = ACTORS.replace("role: SYRREB", "role: SYROPP").replace("name: تركيا\n", "name: تركياا\n")
    (small / "actors.dict").write_text(actors, encoding="utf-8")
    result = run("diff", base, "--dictionaries", small, "--corpus", corpus)
    assert result.exit_code == 0, result.output
    assert "verbs.dict" in result.stdout and "  - emit: source 043 target" in result.stdout
    assert "      - EGYGOV 043 SYRGOV  2020-06-25" in result.stdout
    assert "      + EGYGOV 042 SYRGOV  2020-06-25" in result.stdout
    assert "  - name: تركيا" in result.stdout and "  + role: SYROPP" in result.stdout
    assert "of 3 events in 3 of 3 documents" in result.stderr
    same = run("diff", small, "--dictionaries", small, "--corpus", corpus)
    assert same.exit_code == 0 and same.stdout == "" and "0 edited lines" in same.stderr


@pytest.mark.parametrize(
    ("text", "trigger", "sentence"),
    [
        ("نددت مصر بتركيا", "نددت", "نددت مصر بتركيا"),
        ("وقد نددت مصر بتركيا", "نددت", "وقد نددت مصر بتركيا"),
        ("عنوان\nوقد نددت مصر. ثم", "نددت", "وقد نددت مصر"),
        ("أولا. وقد نددت مصر. ثم", "نددت", "وقد نددت مصر"),
        ("ا " * 400 + "نددت", "نددت", "ا " * 150 + "نددت"),
    ],
)
def test_a_change_is_shown_with_its_whole_sentence(text: str, trigger: str, sentence: str) -> None:
    start = text.index(trigger)
    assert _sentence(text, start, start + len(trigger)) == sentence


def test_a_change_of_another_column_is_shown(small: Path, corpus: Path, tmp_path: Path) -> None:
    base = tmp_path / "base"
    base.mkdir()
    for path in small.iterdir():
        (base / path.name).write_bytes(path.read_bytes())
    text = VERBS.replace("{source} condemn(s) {target}", "{source} denounce(s) {target}")
    (small / "verbs.dict").write_text(text, encoding="utf-8")
    result = run("diff", base, "--dictionaries", small, "--corpus", corpus)
    assert "      - EGY 111 TUR  2020-06-25  Egypt condemns Turkey\n" in result.stdout
    assert "      + EGY 111 TUR  2020-06-25  Egypt denounces Turkey\n" in result.stdout
    assert "2 changed of 2 events in 2 of 3 documents" in result.stderr


def test_entries_that_change_places_are_told(small: Path, corpus: Path, tmp_path: Path) -> None:
    entry = "verb: نَدَّدَ\nroot: ن د د\nclass: II\n  pattern: ندد {source} ب {target}\n  emit: source %s target\n"
    rest = "  english: {source} condemn(s) {target}\n  example: نددت مصر بتركيا\n  expect: EGY %s TUR\n"
    rest += "  example: ندد\n  expect: none\n\n"
    one, two = ((entry + rest) % (code, code) for code in ("112", "113"))
    base = tmp_path / "base"
    base.mkdir()
    for path in small.iterdir():
        (base / path.name).write_bytes(path.read_bytes())
    (base / "a.dict").write_text(one + two, encoding="utf-8")
    (small / "a.dict").write_text(two + one, encoding="utf-8")
    result = run("diff", base, "--dictionaries", small, "--corpus", corpus)
    assert result.exit_code == 0, result.output
    assert "EGY 112 TUR" in result.stdout and "EGY 113 TUR" in result.stdout and "(verb: نَدَّدَ)" in result.stdout, result.output


def test_diff_of_a_git_revision(small: Path, corpus: Path) -> None:
    def git(*words: str) -> None:
        identity = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
        subprocess.run(["git", "-C", str(small.parent), *identity, *words], check=True, capture_output=True)

    git("init", "-q")
    git("add", "small")
    git("commit", "-qm", "one")
    (small / "verbs.dict").write_text(VERBS.replace("emit: source 111 target", "emit: source 112 target"), encoding="utf-8")
    result = run("diff", "HEAD", "--dictionaries", small, "--corpus", corpus)
    assert result.exit_code == 0, result.output
    assert "EGY 111 TUR" in result.stdout and "EGY 112 TUR" in result.stdout
    assert "0 gained, 0 lost, 2 changed of 2 events in 2 of 3 documents" in result.stderr
    for name, message in (("nonsense", "'nonsense' is no folder and no git revision"), ("--all", "No such option")):
        wrong = run("diff", name, "--dictionaries", small, "--corpus", corpus)
        assert wrong.exit_code in (1, 2) and message in wrong.stderr, wrong.output


def test_diff_outside_of_git(small: Path, corpus: Path) -> None:
    result = run("diff", "HEAD", "--dictionaries", small, "--corpus", corpus)
    assert result.exit_code == 1 and "is in no git repository" in result.stderr
    assert run("diff", small, "--dictionaries", small).exit_code == 2


# ---------------------------------------------------------------- harvest


def test_harvest_offers_verbs_nouns_and_people(tmp_path: Path) -> None:
    lexicon = compile_small(tmp_path / "small")
    tagged = ("باغت/V الجيش/N السوري/A الجيش/N التركي/A .", "باغت/V الجيش/N السوري/A الشرطة/N المصرية/A .")
    coder = Coder(lexicon, hand_model(*tagged), "0")
    documents = [Document(f"d{number}", "2020-06-25", untag(text)[0]) for number, text in enumerate(tagged)]
    found = harvest(documents, coder)
    verbs = [each for each in found if each.kind == "verb"]
    assert verbs[0].words == "باغت" and verbs[0].count[0] == 2
    entry = "\n".join(as_entry(verbs[0]))
    assert "verb: باغت\nroot: ب غ ت\nclass: III\n" in entry and "# d0: باغت الجيش السوري" in entry


OFFERS = [
    ("a verb", ("باغت/V الجيش/N السوري/A الجيش/N التركي/A .",), [("verb", "باغت", 1)]),
    ("printed again", ("باغت/V الجيش/N السوري/A الجيش/N التركي/A .",) * 2, [("verb", "باغت", 1)]),
    (
        "two forms of one verb",
        ("باغت/V الجيش/N السوري/A الجيش/N التركي/A .", "يباغت/V الجيش/N السوري/A الجيش/N التركي/A ."),
        [("verb", "باغت", 2)],
    ),
    ("no verb of Arabic", ("قذرب/V الجيش/N السوري/A الجيش/N التركي/A .",), []),
    ("far away", ("باغت/V في ذلك/X الوقت/N البعيد/A الجيش/N السوري/A الجيش/N التركي/A .",), []),
    ("one actor twice", ("باغت/V الجيش/N السوري/A الشرطة/N السورية/A .",), []),
    ("a noun", ("مغازلة/N مصر/P مع تركيا/P .",), [("noun", "مغازلة", 1)]),
    ("a noun with the article", ("المغازلة/N مصر/P مع تركيا/P .",), []),
    ("a place", ("كركوك/N مصر/P مع تركيا/P .",), []),
    ("a month", ("نوفمبر/N 2010/U مصر/P مع تركيا/P .",), []),
    ("an adverb", ("خصوصا/N مصر/P مع تركيا/P .",), []),
    ("a word of a topic", ("الملف/N مصر/P مع تركيا/P .",), []),
    ("a thing", ("استقبلت/V مصر/P الطاولة/N .",), []),
    ("a person", ("قتل/V الجيش/N السوري/A جورج/P سالم/P .",), [("actor", "جورج سالم", 1)]),
    ("of somebody", ("استقبلت/V مصر/P أفكارها/N الجديدة/A .",), []),
]


@pytest.mark.parametrize("row", OFFERS, ids=[row[0] for row in OFFERS])
def test_what_harvest_offers(row: tuple[str, tuple[str, ...], list[tuple[str, str, int]]], tmp_path: Path) -> None:
    _, tagged, wanted = row
    coder = Coder(compile_small(tmp_path / "small"), hand_model(*tagged), "0")
    documents = [Document(f"d{number}", "2020-06-25", untag(text)[0]) for number, text in enumerate(tagged)]
    assert [(each.kind, each.words, each.count[0]) for each in harvest(documents, coder)] == wanted


def test_harvest_command(small: Path, corpus: Path) -> None:
    result = run("harvest", corpus, "--dictionaries", small, "--least", "1")
    assert result.exit_code == 0, result.output
    assert "from 3 documents" in result.stderr
    assert run("harvest", corpus.parent / "none.jsonl", "--dictionaries", small).exit_code == 1


def test_the_small_dictionary_keeps_its_meaning() -> None:
    for text in (ACTORS, AGENTS, VERBS, REST):
        heads = [raw.head.value for raw in read_text(text, "a")[0]]
        assert [raw.head.value for raw in read_text(format_text(text, "a"), "a")[0]] == heads


def test_documents_shared_out_to_processes_are_coded_the_same(tmp_path: Path) -> None:
    tagged = "بحث/V الرئيس/N المصري/A مع نظيره/N السوري/A الأزمة/N ."
    coder = Coder(compile_small(tmp_path), hand_model(tagged))
    text = untag(tagged)[0]
    documents = [Document(str(number), "2020-06-25", "\n".join([text] * (number % 3 + 1))) for number in range(9)]
    alone = code_with_each(documents, [coder, coder], processes=1)
    assert any(alone[0].values())
    for count in (2, 4, 9, 20):
        shared = code_with_each(documents, [coder, coder], processes=count)
        assert [list(part.items()) for part in shared] == [list(part.items()) for part in alone]


@pytest.mark.parametrize(("dies", "message"), [(False, "the cache is damaged"), (True, "a process that coded documents was")])
def test_a_fault_in_another_process_is_raised_here(dies: bool, message: str, tmp_path: Path) -> None:
    here = os.getpid()

    class Broken:
        def analyse(self, sentences: Iterable[Sentence], wanted: Callable[[Analysis], bool]) -> list[Analysis]:
            if os.getpid() == here:
                return [find_words(sentence) for sentence in sentences]
            if dies:
                os._exit(1)
            raise ModelError("the cache is damaged")

    coder = Coder(compile_small(tmp_path), Broken())
    documents = [Document(str(number), "2020-06-25", "بحث الرئيس المصري مع نظيره السوري الأزمة") for number in range(2)]
    with pytest.raises(EventcoderError, match=message):
        code_with_each(documents, [coder], processes=2)
