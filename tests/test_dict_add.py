"""`dict add`, by questions and from a table."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from small import CAMEO, write_small

from eventcoder.cli.main import main
from eventcoder.dictionary.find_verb import find_verb
from eventcoder.dictionary.read import read_file
from eventcoder.errors import InputError
from eventcoder.workbench.add import agent_forms, home_of, put_into, read_table, verb_forms


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("EVENTCODER_CACHE", str(tmp_path / "cache"))
    folder = write_small(tmp_path / "small")
    (folder / "cameo.dict").write_bytes(CAMEO.read_bytes())
    return folder


def run(*arguments: str | Path, answers: str = "") -> Result:
    return CliRunner().invoke(main, ["dict", "add", *map(str, arguments)], input=answers)


@pytest.mark.parametrize(
    ("lemma", "pair"),
    [
        ("استقبل", ("ق ب ل", "X")),
        ("بحث", ("ب ح ث", "I/a~a")),
        ("هاجم", ("ه ج م", "III")),
        ("هدد", ("ه د د", "II")),
        ("دعا", ("د ع و", "I/a~u")),
        ("سيطر", ("س ي ط ر", "Iq")),
        ("عَلِمَ", ("ع ل م", "I/i~a")),
        ("زار", ("ز و ر", "I/a~u")),
    ],
)
def test_root_and_class_are_found(lemma: str, pair: tuple[str, str]) -> None:
    assert pair in find_verb(lemma)


def test_no_verb() -> None:
    assert find_verb("زززز") == () and find_verb("x") == ()


def test_inflections_are_offered() -> None:
    assert {"استقبل", "استقبلت", "يستقبل", "استقبال"} <= set(verb_forms("ق ب ل", "X"))
    assert {"متظاهر", "المتظاهرين"} <= set(agent_forms("متظاهر"))


def test_an_agent_by_questions(small: Path) -> None:
    answers = "guard\n\nحارس\n\nحراس\nCOP\nn\nهاجم حراس مصريون تركيا\n\nEGYCOP\n\n"
    result = run("agent", "--dictionaries", small, answers=answers)
    assert result.exit_code == 0, result.output
    assert result.stdout == (
        "agent: guard\nenglish: guard\nname: حارس\nplural: حراس\nrole: COP\nexample: هاجم حراس مصريون تركيا\nexpect: EGYCOP\n"
    )
    assert "agents.dict" in result.stderr and "1 entry checked and written" in result.stderr
    entries, faults = read_file(small / "agents.dict")
    assert entries[-1].head.value == "guard" and not faults


def test_an_actor_goes_behind_those_of_its_country(small: Path) -> None:
    answers = "EGY.nady\nNady\nنادي القضاة\n\ngroup\nEGYJUD 2010..2012\n\n\nn\n\n\n"
    result = run("actor", "--dictionaries", small, answers=answers)
    assert result.exit_code == 0, result.output
    heads = [entry.head.value for entry in read_file(small / "actors.dict")[0]]
    assert heads[heads.index("EGY.halabi") + 1] == "EGY.nady" and heads[-1] == "SYR.jabal"


def test_a_verb_by_questions_with_a_wrong_code(small: Path) -> None:
    before = (small / "verbs.dict").read_bytes()
    rest = "{source} attack(s) {target}\nهاجم الجيش السوري الجيش التركي\n\nSYRMIL 190 TURMIL\nهاجم اللاعب خصمه\n"
    bad = run("verb", "--into", small / "verbs.dict", "--dictionaries", small, answers=f"هاجم\n1999\n\n\n{rest}")
    assert bad.exit_code == 1 and "CAMEO has no code 1999" in bad.stderr and "nothing is written" in bad.stderr
    assert (small / "verbs.dict").read_bytes() == before
    wrong = run("verb", "--into", small / "verbs.dict", "--dictionaries", small, answers=f"هاجم\n193\n\n\n{rest}")
    assert wrong.exit_code == 1 and "the example fails: expected SYRMIL 190 TURMIL, came SYRMIL 193 TURMIL" in wrong.stderr
    good = run("verb", "--into", small / "verbs.dict", "--dictionaries", small, answers=f"هاجم\n190\n\n\n{rest}")
    assert good.exit_code == 0, good.output
    assert "  1: ه ج م, class III: هاجم" in good.stderr
    assert "verb: هاجم\nroot: ه ج م\nclass: III\n  pattern: هاجم {source} {target}\n  emit: source 190 target\n" in good.stdout


TABLE = (
    "id\tenglish\tname\tkind\trole\n"
    "NOR.a\tA\tالمجلس النرويجي|مجلس النرويج\tgroup\tNORNGO\n"
    "NOR.b\tB\tرابطة النرويج\tgroup\tNORGVO\n"
)


def test_many_from_a_table(small: Path, tmp_path: Path) -> None:
    table, into = tmp_path / "actors.tsv", small / "norway.dict"
    table.write_text(TABLE, encoding="utf-8")
    bad = run("actor", "--from", table, "--into", into, "--dictionaries", small)
    assert bad.exit_code == 1 and not into.exists()
    assert f"{table}:3: NOR.b: 'GVO' in NORGVO is no country or role" in bad.stderr
    some = run("actor", "--from", table, "--into", into, "--dictionaries", small, "--sound-only")
    assert some.exit_code == 0 and "1 entry checked and written" in some.stderr
    assert "name: المجلس النرويجي\nname: مجلس النرويج\n" in into.read_text(encoding="utf-8")
    again = run("actor", "--from", table, "--into", into, "--dictionaries", small)
    assert again.exit_code == 1 and "the actor 'NOR.a' stands already at small/norway.dict:1" in again.stderr


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "a.tsv:1: it has no column 'id'"),
        ("id\tnmae\n", "a.tsv:1: no column 'nmae' is known"),
        ("id\tname\n", "a.tsv: no actor in it"),
        ("id\tname\nA\tb\tc\n", "a.tsv:2: 3 cells under 2 columns"),
        ("id\tname\n\tb\n", "a.tsv:2: the row has no id"),
    ],
)
def test_tables_at_fault(text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read_table(text, "a.tsv")


@pytest.mark.parametrize(
    "arguments", [("agent", "--from", "x"), ("actor", "--from", "x"), ("actor", "--sound-only"), ("verbs",), ()]
)
def test_wrong_usage(arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x").write_text(TABLE, encoding="utf-8")
    assert run(*arguments).exit_code == 2


def test_places() -> None:
    assert put_into("", "issue: a\n", "a") == "issue: a\n"
    assert put_into("issue: a\nname: س\n", "issue: b\n", "a") == "issue: a\nname: س\n\nissue: b\n"
    text = "actor: EGY\nrole: EGY\n\n# of Syria\nactor: SYR\nrole: SYR\n"
    assert put_into(text, "actor: EGY.x\n", "a") == "actor: EGY\nrole: EGY\n\nactor: EGY.x\n\n# of Syria\nactor: SYR\nrole: SYR\n"
    assert home_of("issue", "x", "", []) == ""
