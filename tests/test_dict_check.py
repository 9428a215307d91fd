"""`dict check` and `dict test`: faults, warnings and failing examples as text and JSON, and the exit status."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from small import CAMEO, compile_small, hand_model, untag, write_small

from eventcoder.cli.main import main
from eventcoder.coding.pipeline import Coder
from eventcoder.dictionary.actor_codes import nearest, nearest_event_code, unknown_part
from eventcoder.dictionary.entries import Example
from eventcoder.lexicon import Lexicon
from eventcoder.workbench.check import check_entries
from eventcoder.workbench.examples import run_examples
from eventcoder.workbench.names import run_agents, run_names

NOR = "actor: NOR.council\nenglish: Council\nname: المجلس النرويجي\nrole: NORNGO\n"


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("EVENTCODER_CACHE", str(tmp_path / "cache"))
    folder = write_small(tmp_path / "small")
    (folder / "cameo.dict").write_bytes(CAMEO.read_bytes())
    return folder


@pytest.fixture(scope="module")
def lexicon(tmp_path_factory: pytest.TempPathFactory) -> Lexicon:
    return compile_small(tmp_path_factory.mktemp("dictionaries") / "small")


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["dict", *map(str, arguments)])


def test_no_fault(small: Path) -> None:
    result = run("check", "--dictionaries", small, "--no-examples")
    assert result.exit_code == 0, result.output
    assert result.stderr.startswith("eventcoder: no fault in 15 actors, 15 agents, 17 verbs and nouns, 2 issues, 316 codes\n")


def test_a_fault_ends_with_1_and_is_shown_with_its_line(small: Path) -> None:
    (small / "more.dict").write_text(NOR.replace("NORNGO", "NORGVO"), encoding="utf-8")
    result = run("check", "--dictionaries", small)
    assert result.exit_code == 1
    assert "small/more.dict:4:1: 'GVO' in NORGVO is no country or role" in result.stderr
    assert "    role: NORGVO\n" in result.stderr
    assert "1 fault in 16 actors" in result.stderr and "no example was run: mend these first" in result.stderr


@pytest.mark.parametrize(("options", "status"), [((), 0), (("--strict",), 1)])
def test_a_warning_stops_only_where_asked(options: tuple[str, ...], status: int, small: Path) -> None:
    (small / "more.dict").write_text(NOR + "otherwise: NORELI\n", encoding="utf-8")
    result = run("check", "--dictionaries", small, "--no-examples", *options)
    assert result.exit_code == status
    assert "small/more.dict:5:1: warning: 'otherwise:' is never used" in result.stderr
    assert "1 warning in 16 actors" in result.stderr


def test_json_for_editors(small: Path) -> None:
    (small / "more.dict").write_text(NOR + "name: کتاب\n", encoding="utf-8")
    result = run("check", "--dictionaries", small, "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout) == [
        {
            "file": str((small / "more.dict").resolve()),
            "path": "small/more.dict",
            "line": 5,
            "column": 7,
            "severity": "error",
            "message": "'ک' (U+06A9 ARABIC LETTER KEHEH) only looks like an Arabic letter: write ك",
            "shown": "name: کتاب",
        }
    ]


def test_only_the_paths_asked_for(small: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        (small / f"{name}.dict").write_text(NOR.replace("council", name) + "otherwise: NORELI\n", encoding="utf-8")
    result = run("check", small / "one.dict", "--dictionaries", small, "--no-examples")
    assert "one.dict:5" in result.stderr and "two.dict:5" not in result.stderr
    other = tmp_path / "other.dict"
    other.write_text(NOR, encoding="utf-8")
    result = run("check", other, "--dictionaries", small)
    assert result.exit_code == 2 and "is no part of these dictionaries" in result.stderr


def test_failing_examples_say_what_came_and_why(small: Path, tmp_path: Path) -> None:
    extra = tmp_path / "extra"
    extra.mkdir()
    text = "example: كتب عن المجلس النرويجي\nexpect: NORGOV\ntodo: المجلس النرويجي\nexpect: NORNGO\n"
    (extra / "nor.dict").write_text(NOR + text, encoding="utf-8")
    result = run("check", "--dictionaries", small, "--extra", extra)
    assert result.exit_code == 1, result.output
    assert "extra/nor.dict:5: the example fails: expected NORGOV, came NORNGO\n    كتب عن المجلس النرويجي\n" in result.stderr
    assert "    'المجلس النرويجي' is read as NORNGO, extra/nor.dict:1\n" in result.stderr
    assert "extra/nor.dict:7: a known gap is mended: make this todo: an example:\n" in result.stderr
    assert "2 examples run" in result.stderr
    result = run("test", extra, "--dictionaries", small, "--extra", extra)
    assert result.exit_code == 1
    assert "the example fails: expected NORGOV, came NORNGO" in result.stdout
    assert "eventcoder: 2 examples, 1 of them known gaps, and the names of 1 actor and 0 agents: 2 failed\n" in result.stderr


def test_a_fault_of_compiling_stops_the_test(small: Path) -> None:
    (small / "more.dict").write_text("nonsense\n", encoding="utf-8")
    result = run("test", "--dictionaries", small)
    assert result.exit_code == 1 and "small/more.dict:1:1: a line is 'field: value'" in result.stderr


@pytest.mark.parametrize(
    ("entry", "sentence", "reason"),
    [
        ("verbs/بحث", "لم يبحث/V الرئيس/N المصري/A مع نظيره/N السوري/A", "negated: negated by لم"),
        ("verbs/بحث", "بحث/V الرئيس/N المصري/A في مصر/P", "no target: the pattern needs مع"),
        ("verbs/بحث", "كتاب/N عن مصر/P", "no word of it is read as a form of the entry"),
        ("verbs/ندد", "نددت/V مصر/P بتركيا/P", "'نددت' fits verbs/ندد#1 (small/verbs.dict:"),
    ],
)
def test_reasons_of_failing_examples(entry: str, sentence: str, reason: str, lexicon: Lexicon) -> None:
    example = Example("d/a.dict", 1, entry, "event", untag(sentence)[0], "2020-06-25", (("SDN", "190", "EGY"),))
    (outcome,) = run_examples([example], Coder(lexicon, hand_model(sentence), "0"))
    assert not outcome.passed
    assert any(reason in each for each in outcome.reasons), outcome


def test_names_are_tried_at_the_edges_of_their_roles(lexicon: Lexicon) -> None:
    coder = Coder(lexicon, hand_model(), "0")
    assert run_names(lexicon.actors, coder) == []


def test_agents_are_tried_beside_a_nationality(lexicon: Lexicon, tmp_path: Path) -> None:
    assert run_agents(lexicon.agents, Coder(lexicon, hand_model(), "0")) == []
    never = compile_small(tmp_path / "never", "agent: never\nenglish: thing\nname: حيث\nrole: GOV\n")
    told = [str(fault) for fault in run_agents(never.agents, Coder(never, hand_model(), "0"))]
    assert told == ["never/more0.dict:1: 'حيث مصري' on 2020-01-01: expected never (GOV), came EGY"]
    assert run_agents([agent for agent in never.agents if agent.id != "never"], Coder(never, hand_model(), "0")) == []


def test_of_an_extra_folder_only_its_own_warnings_are_shown(small: Path, tmp_path: Path) -> None:
    (small / "more.dict").write_text(NOR + "otherwise: NORELI\n", encoding="utf-8")
    extra = tmp_path / "extra"
    extra.mkdir()
    (extra / "own.dict").write_text(NOR.replace("council", "own").replace("المجلس", "البيت"), encoding="utf-8")
    result = run("check", "--dictionaries", small, "--extra", extra, "--no-examples")
    assert result.exit_code == 0 and "more.dict" not in result.stderr, result.output
    assert "1 warning in other files, which `dict check` without --extra shows" in result.stderr
    (small / "more.dict").write_text(NOR + "rol: NORELI\n", encoding="utf-8")
    result = run("check", "--dictionaries", small, "--extra", extra, "--no-examples")
    assert result.exit_code == 1 and "small/more.dict:5:1: 'rol:' is no field" in result.stderr
    result = run("check", small / "actors.dict", "--dictionaries", small)
    assert result.exit_code == 0 and "1 fault in other files, which `dict check` without PATHs shows" in result.stderr


@pytest.mark.parametrize(
    ("code", "part"),
    [
        ("EGYGOV", ("", "")),
        ("IGOUNO", ("", "")),
        ("PSEREB", ("", "")),
        ("LYBGOV", ("LYB", "LBY")),
        ("EGYMLI", ("", "")),
        ("EGYGVO", ("GVO", "GOV")),
        ("QQQGOV", ("QQQ", "")),
    ],
)
def test_parts_of_actor_codes(code: str, part: tuple[str, str]) -> None:
    assert unknown_part(code) == part


def test_nearest() -> None:
    assert nearest("GVO", {"GOV", "MIL"}) == "GOV"
    assert nearest("XYZ", {"GOV", "MIL"}) == ""
    codes = {"040", "041", "042", "0411", "190", "193"}
    assert [nearest_event_code(code, codes) for code in ("0412", "04", "0499", "999", "043")] == ["041", "040", "", "", "042"]


def test_the_shipped_dictionaries_have_no_fault() -> None:
    import eventcoder

    checked = check_entries([eventcoder.shipped_dictionaries()])
    assert checked.sound, "\n".join(str(fault) for fault in checked.faults if not fault.warning)
