"""`dict import` and `dict export`: PETRARCH's dictionaries to entries and back, every fault by its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from small import CAMEO, write_small

from eventcoder.cameo import Codebook
from eventcoder.cli.main import main
from eventcoder.dictionary.compile import compile_folders
from eventcoder.dictionary.petrarch import Imported, import_file
from eventcoder.dictionary.petrarch_lines import KINDS, kind_of
from eventcoder.dictionary.read import read_text
from eventcoder.errors import DictionaryError

SHARED = Path("/work/shared/peer")


@pytest.fixture(scope="module")
def book() -> Codebook:
    return compile_folders([CAMEO]).lexicon.codebook


def imported(text: str, kind: str, book: Codebook) -> Imported:
    return import_file(text, "d.txt", kind, book=book)[0]


ACTORS = [
    ("code on the line", "HAMAS_ [PSEREB]", ["actor: PSE.d.1", "name: HAMAS", "role: PSEREB"], []),
    (
        "synonyms and dates",
        "حماس_\n+حركة_حماس_\n\t[PSEREB 19870101-20060101]\n\t[PSEGOV >20060101]",
        ["name: حماس", "name: حركة حماس", "role: PSEREB 1987-01-01..2005-12-31", "role: PSEGOV 2006-01-01.."],
        [],
    ),
    ("two figures of the year", "X_ [EGYGOV 970101-061231]", ["role: EGYGOV 1997-01-01..2006-12-31"], []),
    (
        "before and after",
        "X_\n\t[EGYGOV <19990101][EGYELI >20000101]",
        ["role: EGYGOV ..1999-01-01", "role: EGYELI 2000-01-01.."],
        [],
    ),
    ("comments", "<!-- a\nb --> X_ [EGYGOV] # c ; d", ["actor: EGY.d.2"], []),
    (
        "sentinel",
        "X_ [EGYGOV 20000101-22000101]",
        ["role: EGYGOV 2000-01-01.."],
        ["1: the date 22000101 stands for an unknown one: that end is left open"],
    ),
    (
        "reversed",
        "X_ [EGY]\n\t[EGYGOV 20000101-19990101]",
        ["role: EGY"],
        ["2: the range is reversed: it ends (1999-01-01) before it begins (2000-01-01)"],
    ),
    (
        "contradiction",
        "X_\n\t[EGYGOV 20000101-20050101]\n\t[EGYELI 20030101-20060101]",
        ["role: EGYGOV 2000-01-01..2005-01-01", "role: EGYELI 2005-01-02..2006-01-01"],
        ["3: contradicts line 2: EGYGOV holds on some of these days; kept is 2005-01-02..2006-01-01"],
    ),
    (
        "contradiction before",
        "X_\n\t[EGYGOV 20030101-20050101]\n\t[EGYELI 20000101-20040101]",
        ["role: EGYELI 2000-01-01..2002-12-31"],
        ["3: contradicts line 2: EGYGOV holds on some of these days; kept is 2000-01-01..2002-12-31"],
    ),
    (
        "the same days",
        "X_\n\t[EGYGOV 20030101-20050101]\n\t[EGYELI 20030101-20050101]",
        ["role: EGYGOV 2003-01-01..2005-01-01"],
        ["3: contradicts line 2: EGYGOV holds on some of these days; left out"],
    ),
    (
        "two contradictions",
        "X_\n\t[EGYGOV 20000101-20010101]\n\t[EGYMIL 20030101-20040101]\n\t[EGYELI 20000601-20030601]",
        ["role: EGYELI 2001-01-02..2002-12-31"],
        [
            "4: contradicts line 2: EGYGOV holds on some of these days; kept is 2001-01-02..2003-06-01",
            "4: contradicts line 3: EGYMIL holds on some of these days; kept is 2001-01-02..2002-12-31",
        ],
    ),
    ("no country", "جيش_ [MIL]", ["agent: d-1", "role: MIL"], ["1: MIL has no country, so 'جيش' is taken for an agent"]),
    ("lower case", "X_ [egy]", [], ["1: 'egy' is no actor code: parts of three capitals", "1: 'X' has no sound code; left out"]),
    (
        "unknown country",
        "X_ [EGPGOV]",
        [],
        ["1: 'EGP' in EGPGOV is no country or role of CAMEO; EGY is like it", "1: 'X' has no sound code; left out"],
    ),
    (
        "four parts",
        "X_ [EGYGOVMILCOP]",
        [],
        ["1: 'EGYGOVMILCOP' has more than three parts", "1: 'X' has no sound code; left out"],
    ),
    ("no such day", "X_ [EGYGOV >20000231]", [], ["1: there is no day 20000231", "1: 'X' has no sound code; left out"]),
    (
        "short date",
        "X_ [EGYGOV >2004017]",
        [],
        ["1: '2004017' is no date: YYYYMMDD or YYMMDD", "1: 'X' has no sound code; left out"],
    ),
    ("brackets", "X_ [EGYGOV", [], ["1: the brackets do not pair", "1: 'X' has no sound code; left out"]),
    ("code first", "\t[EGY]", [], ["1: a code stands before any actor"]),
    ("twice", "X_ [EGY]\nX_ [SYR]", ["actor: EGY.d.1"], ["2: 'X' stands on line 1 already with EGY, here SYR; left out"]),
    ("twice the same", "X_ [EGY]\nX_ [EGY]", ["actor: EGY.d.1"], ["2: 'X' stands on line 1 already; left out"]),
    (
        "a synonym twice",
        "X_\n+Y_\n+X_\n[EGYGOV]",
        ["name: X", "name: Y"],
        ["3: 'X' stands on line 1 already; left out"],
    ),
]

AGENTS = [
    ("plain", "شرطي_ {شرطة} [~COP]", ["agent: d-1-0", "name: شرطي", "plural: شرطة", "role: COP"], []),
    ("before", "EX_ [ELI~]", ["role: ELI"], []),
    ("macro", "!P! = MAN, WOMAN\nFISHER!P! [~AGR]", ["name: FISHERMAN", "name: FISHERWOMAN"], []),
    ("unknown macro", "!PQ! = MAN\nFISHER!PX! [~AGR]", [], ["2: the set !PX! is not defined; !PQ! is"]),
    ("broken", "شرطي [~ENV}", [], ["1: broken brackets or no '~': '[~ENV}'"]),
    ("no code", "شرطي", [], ["1: no agent: PHRASE {PLURAL} [~CODE]"]),
    ("twice", "A [~COP]\nA [~MIL]", ["agent: d-1-0"], ["2: 'A' stands on line 1 already with COP; left out"]),
    ("unknown", "A [~CPO]", [], ["1: 'CPO' in CPO is no role of CAMEO; COP is like it"]),
]

VERBS = [
    (
        "default code",
        "--- V [---] ---\nاستقبل [043]",
        ["verb: استقبل", "root: ق ب ل", "class: X", "  pattern: استقبل {source} {target?}", "  emit: source 043 target"],
        [],
    ),
    (
        "code of the block",
        "--- V [043] ---\nاستقبل",
        ["  emit: source 043 target"],
        ["1: the code of the block, 043, is given to its verbs without one: 1 of 1"],
    ),
    ("a code of its own", "--- V [043] ---\nاستقبل [042]", ["  emit: source 042 target"], []),
    ("a pattern alone", "--- V ---\nاستقبل\n- * (في قصر) [042]", ["  pattern: استقبل {source} في قصر {target?}"], []),
    ("nothing", "--- V ---\nاستقبل", [], ["2: the verb 'استقبل' has neither a code nor a pattern; left out"]),
    (
        "a pattern twice",
        "--- V ---\nبحث [040]\n- * سلام [046]\n- *سلام [045]\n- * سلام  [046]",
        ["  emit: source 046 target"],
        [
            "4: the pattern stands on line 3 already with 046, here 045, of 'بحث'; left out",
            "5: the pattern stands on line 3 already, of 'بحث'; left out",
        ],
    ),
    ("a particle", "--- V ---\nسيطر+على [192]", ["  pattern: سيطر {source} على {target?}"], []),
    ("forms", "--- V ---\nMEET {MET MEETS} [040]", ["forms: MEET MET MEETS"], []),
    ("pattern", "--- V ---\nبحث [040]\n- * {يوم حداد} [017] # بحث", ["  pattern: بحث {source} يوم حداد {target?}"], []),
    (
        "set",
        "&S\n+هجوم_\n+غارة_\n--- V ---\nشن [190]\n- * &S (على بلد) [195]",
        ["  pattern: شن {source} هجوم|غارة على بلد {target?}", "  emit: source 195 target"],
        [],
    ),
    ("mutual", "--- V ---\nبحث [040]\n- * سلام [046:046]", ["  symmetric: yes"], []),
    (
        "one way",
        "--- V ---\nبحث [040]\n- * سلام [046:043]",
        ["  emit: source 046 target"],
        ["3: the code of the way back, 043, is left out"],
    ),
    ("none", "--- V ---\nبحث [040]\n- * سلام [---]", ["  emit: none"], []),
    ("unknown set", "--- V ---\nبحث [040]\n- * &S [046]", [], ["3: the set &S is not defined"]),
    (
        "unknown code",
        "--- V ---\nبحث [999]",
        [],
        ["2: CAMEO has no code 999", "2: the verb 'بحث' has neither a code nor a pattern; left out"],
    ),
    ("no star", "--- V ---\nبحث [040]\n- سلام [046]", [], ["3: no pattern: - words * words [CODE], with one '*' for the verb"]),
    ("brackets", "--- V ---\nبحث [040]\n- * (مع [046]", [], ["3: a bracket is not closed"]),
    ("transform", "--- V ---\nبحث [040]\n~ a (a b Q) SAY = a b Q", [], ["3: a transformation of two verbs is not known here"]),
    ("twice", "--- V ---\nبحث [040]\nبحث [041]", [], ["3: the verb 'بحث' stands on line 2 already with 040, here 041"]),
    (
        "comment only",
        "--- V ---\nبحث [040]\n- * سلام [046] # ناقش",
        ["  emit: source 046 target"],
        ["3: the verbs of this pattern stand in its comment only; given to the whole block"],
    ),
    ("before a block", "بحث [040]", [], ["1: a verb stands before any block"]),
]

OTHERS = [
    (
        "issues",
        '<ISSUE CATEGORY="X">\nn:حقوق+الإنسان [HUMAN_RIGHTS]\n~لا',
        ["issue: human-rights", "english: human rights", "name: حقوق الإنسان"],
        ["3: a phrase that takes an issue back is not known here"],
    ),
    (
        "discards",
        "كأس_العالم\n+دوري_الأبطال # x\nكأس العالم",
        ["scope: sentence", "name: كأس العالم", "scope: document"],
        ["3: 'كأس العالم' stands on line 1 already"],
    ),
]

ROWS = [
    *(("actors", *row) for row in ACTORS),
    *(("agents", *row) for row in AGENTS),
    *(("verbs", *row) for row in VERBS),
    *((row[0], *row) for row in OTHERS),
]


@pytest.mark.parametrize("row", ROWS, ids=[f"{row[0]}: {row[1]}" for row in ROWS])
def test_import(row: tuple[str, str, str, list[str], list[str]], book: Codebook) -> None:
    kind, _, text, lines, faults = row
    came = imported(text, kind, book)
    told = came.text.split("\n")
    assert [line for line in lines if line not in told] == []
    assert [str(fault).split("\n")[0].removeprefix("d.txt:") for fault in came.faults] == faults


@pytest.mark.parametrize("row", ROWS, ids=[f"{row[0]}: {row[1]}" for row in ROWS])
def test_what_is_imported_compiles(row: tuple[str, str, str, list[str], list[str]], book: Codebook, tmp_path: Path) -> None:
    folder = tmp_path / "import-x"
    folder.mkdir()
    (folder / "d.dict").write_text(imported(row[2], row[0], book).text, encoding="utf-8")
    compile_folders([CAMEO, folder])


def test_imported_entries_belong_in_an_import_folder(book: Codebook, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "d.dict").write_text(imported("--- V ---\nاستقبل [043]", "verbs", book).text, encoding="utf-8")
    with pytest.raises(DictionaryError, match="frees an entry from examples only in a folder whose name begins with 'import'"):
        compile_folders([CAMEO, folder])


@given(text=st.text(alphabet="-+*&[](){}~#!=_ \nABCEGYبحث0419<>:", max_size=80), kind=st.sampled_from(KINDS))
@settings(max_examples=200, deadline=None)
def test_any_text_is_imported_without_a_traceback(text: str, kind: str, book: Codebook) -> None:
    came = imported(text, kind, book)
    assert not read_text(came.text, "d")[1]


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("a.txt", "X_ [EGY]", "actors"),
        ("a.txt", "X_ [~COP]", "agents"),
        ("a.txt", "--- X [---] ---\nY [040]", "verbs"),
        ("a.txt", "&X\n+y", "verbs"),
        ("a.txt", '<ISSUE CATEGORY="X">', "issues"),
        ("a.discards.txt", "1914", "discards"),
    ],
)
def test_kinds_are_told_apart(name: str, text: str, kind: str) -> None:
    assert kind_of(text, name) == kind


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["dict", *map(str, arguments)])


def test_commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EVENTCODER_CACHE", str(tmp_path / "cache"))
    source, out = tmp_path / "a.txt", tmp_path / "import-a"
    source.write_text("حماس_ [PSEREB]\nX_ [egy]\n", encoding="utf-8")
    result = run("import", "--format", "petrarch", "--out", out, source)
    assert result.exit_code == 0, result.output
    assert "2 faults are listed by line" in result.stderr and "a.txt  actors  1        2" in result.stdout
    assert (out / "faults.txt").read_text(encoding="utf-8").startswith(f"{source}:2: 'egy' is no actor code")
    assert run("import", "--format", "petrarch", "--out", out, source).exit_code == 1
    assert run("import", "--format", "petrarch", "--out", tmp_path / "x", source).exit_code == 2
    bad = run("import", "--format", "petrarch", "--out", tmp_path / "import-b", tmp_path / "none.txt")
    assert bad.exit_code == 1 and "cannot be read" in bad.stderr
    small = write_small(tmp_path / "small")
    (small / "cameo.dict").write_bytes(CAMEO.read_bytes())
    result = run("export", "--format", "petrarch", "--out", tmp_path / "exported", "--dictionaries", small)
    assert result.exit_code == 0, result.output
    actors = (tmp_path / "exported" / "actors.txt").read_text(encoding="utf-8")
    assert "حكومة_الوفاق_الوطني_  # LBY.gna\n+حكومة_الوفاق_\n\t[LBYGOV 20160301-20210331]\n\t[LBYELI]\n" in actors
    agents = (tmp_path / "exported" / "agents.txt").read_text(encoding="utf-8")
    assert "جندي_ {جنود_} [~MIL]\n" in agents and "ناطق" not in agents


def test_what_is_exported_comes_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, book: Codebook) -> None:
    from eventcoder.dictionary.petrarch_write import write_actors

    raws = read_text("actor: EGY.x\nenglish: X\nname: س ص\nname: ع\nrole: EGYGOV 2010..2012\notherwise: EGYELI\n", "a")[0]
    came = imported(write_actors(raws), "actors", book)
    assert came.faults == ()
    for line in ("name: س ص", "name: ع", "role: EGYGOV 2010-01-01..2012-12-31", "role: EGYELI"):
        assert line in came.text.split("\n")


@pytest.mark.skipif(not SHARED.is_dir(), reason=f"needs {SHARED}")
@pytest.mark.parametrize("path", sorted(SHARED.glob("*/*.txt")), ids=lambda path: path.stem)
def test_the_dictionaries_of_the_older_coders(path: Path, book: Codebook) -> None:
    text = path.read_text(encoding="utf-8")
    kind = kind_of(text, path.name)
    if kind == "verbs" and "ar" in path.name:
        text = "\n".join(text.split("\n")[:900])  # its verbs are looked up one by one
    came = imported(text, kind, book)
    assert not read_text(came.text, "d")[1]
    assert came.entries > 5 or "synsets" in path.name
