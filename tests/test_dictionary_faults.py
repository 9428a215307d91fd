"""Faults of dictionaries: each broken text with the exact place and message, all at once, and no traceback for any bytes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small import ACTORS, AGENTS, CAMEO, REST, VERBS, write_small

from eventcoder.dictionary.compile import compile_folders, load_lexicon
from eventcoder.dictionary.read import COMMON, EXAMPLE_FIELDS, PATTERN_FIELDS, read_text
from eventcoder.dictionary.read import HEADS as HEAD_FIELDS
from eventcoder.errors import DictionaryError

HEADS = "'actor:', 'agent:', 'verb:', 'noun:', 'issue:', 'discard:', 'publisher:', 'place:', 'code:'"
ACTOR = "actor: EGY.x\nenglish: X\nname: مصر\n"
AGENT = "agent: police\nenglish: police\nname: شرطة\n"
VERB = "verb: بحث\nroot: ب ح ث\nclass: I/a~a\n"
PATTERN = "  pattern: بحث {source} مع {target}\n  emit: source 040 target\n  english: {source} consult(s) {target}\n"
NONE = "\n  example: بحث الرئيس\n  expect: none\n"

BROKEN: dict[str, tuple[str, list[str]]] = {
    "no field": (
        "just words\n",
        ["1:1: a line is 'field: value', a comment line begins with '#'"],
    ),
    "arabic field name": (
        "اسم: مصر\n",
        ["1:1: a line is 'field: value', a comment line begins with '#'"],
    ),
    "no value": (
        "actor:\n",
        ["1:1: 'actor:' has no value"],
    ),
    "blank value": (
        "actor: EGY\nenglish:   \nname: مصر\nrole: EGY\n",
        ["1:1: the actor has no 'english:'", "2:1: 'english:' has no value"],
    ),
    "before entry": (
        "english: Egypt\n",
        ["1:1: 'english:' stands before any entry; an entry begins with one of " + HEADS],
    ),
    "pattern before entry": (
        "pattern: بحث\n",
        ["1:1: 'pattern:' stands before any entry; an entry begins with one of " + HEADS],
    ),
    "on without example": (
        "actor: EGY\nenglish: E\nname: مصر\nrole: EGY\non: 2020-01-01\n",
        ["5:1: 'on:' belongs below an 'example:' or 'todo:'"],
    ),
    "pattern in actor": (
        ACTOR + "role: EGY\n  pattern: بحث {source}\n",
        ["5:3: a pattern belongs to a verb or noun, not to the actor above"],
    ),
    "misspelt": (
        "actor: EGY\nenglish: E\nnmae: مصر\nname: مصر\nrole: EGY\n",
        ["3:1: 'nmae:' is no field of an actor entry; did you mean 'name:'?"],
    ),
    "unknown field": (
        "agent: police\nenglish: police\nname: شرطة\nrole: COP\ncolour: blue\n",
        ["5:1: 'colour:' is no field of an agent entry"],
    ),
    "field below pattern": (
        VERB + PATTERN + "  masdar: بحث" + NONE,
        ["7:3: 'masdar:' belongs to the verb itself: put it above its first 'pattern:'"],
    ),
    "bad actor id": (
        "actor: Egypt\nenglish: E\nname: مصر\nrole: EGY\n",
        ["1:1: 'Egypt' is no id of this kind: ASCII, such as 'LBY' or 'LBY.gna'"],
    ),
    "bad agent id": (
        "agent: Police Officer\nenglish: E\nname: شرطة\nrole: COP\n",
        ["1:1: 'Police Officer' is no id of this kind: ASCII, such as 'security-sector-reform'"],
    ),
    "twin": (
        ACTOR + "role: EGY\nactor: EGY.x\nenglish: X\nname: سوريا\nrole: EGY\n",
        ["5:1: the actor 'EGY.x' stands already at d/a.dict:1"],
    ),
    "no english": (
        "actor: EGY.x\nname: مصر\nrole: EGY\n",
        ["1:1: the actor has no 'english:'"],
    ),
    "no name": (
        "actor: EGY.x\nenglish: X\nrole: EGY\n",
        ["1:1: the actor has no 'name:'"],
    ),
    "no role": (
        ACTOR,
        ["1:1: the actor has no 'role:'"],
    ),
    "english twice": (
        ACTOR + "english: Y\nrole: EGY\n",
        ["4:1: 'english:' stands twice in one entry (first on line 2)"],
    ),
    "name latin": (
        ACTOR + "name: Egypt\nrole: EGY\n",
        ["4:1: 'name:' holds no Arabic letter", "4:1: 'name:' holds Arabic only, and one value a line"],
    ),
    "name with braces": (
        ACTOR + "name: {مصر}\nrole: EGY\n",
        ["4:1: 'name:' holds Arabic only, and one value a line"],
    ),
    "name two values": (
        ACTOR + "name: مصر|سوريا\nrole: EGY\n",
        ["4:1: 'name:' holds Arabic only, and one value a line"],
    ),
    "arabic in english": (
        "actor: EGY.x\nenglish: مصر\nname: مصر\nrole: EGY\n",
        ["2:1: 'english:' holds codes or English, no Arabic"],
    ),
    "role overlap": (
        ACTOR + "role: EGYGOV 2010..2015\nrole: EGYOPP 2013..2018\n",
        [
            "5:1: this range overlaps in part with line 4: from 2013-01-01 to 2015-12-31 both EGYGOV and EGYOPP hold; "
            "write instead 'role: EGYGOV 2010-01-01..2012-12-31'"
        ],
    ),
    "role same range": (
        ACTOR + "role: EGYGOV 2010..2015\nrole: EGYOPP 2010..2015\n",
        ["5:1: the same range has EGYGOV on line 4"],
    ),
    "nisba of a part": (
        ACTOR + "role: EGY\nnisba: مصري\n",
        ["5:1: a nisba belongs to a country's own entry 'EGY', not to 'EGY.x'"],
    ),
    "agent role": (
        "agent: police\nenglish: police\nname: شرطة\nrole: Cop\n",
        ["1:1: role 'Cop' is no CAMEO role (GOV, MIL, …), COUNTRY, SAME or COUNTERPART"],
    ),
    "agent needs": (
        "agent: police\nenglish: police\nname: شرطة\nrole: COP\nneeds: country\n",
        ["1:1: needs 'country' is not known; only 'nationality'"],
    ),
    "agent does": (
        "agent: police\nenglish: police\nname: شرطة\nrole: COP\ndoes: 999\nheadline: x\n",
        ["1:1: CAMEO has no code 999"],
    ),
    "agent does no headline": (
        "agent: police\nenglish: police\nname: شرطة\nrole: COP\ndoes: 141\n",
        ["1:1: the agent has no 'headline:'"],
    ),
    "agent feminine": (
        "agent: police\nenglish: police\nname: شرطة\nrole: COP\nfeminine: maybe\n",
        ["1:1: 'feminine:' can only be 'no'"],
    ),
    "verb no pattern": (
        VERB,
        ["1:1: the verb has no 'pattern:'"],
    ),
    "verb no forms": (
        "verb: بحث\n" + PATTERN + NONE,
        ["1:1: the verb needs 'root:' and 'class:', or 'forms:'"],
    ),
    "verb bad root": (
        "verb: بحث\nroot: ب ح\nclass: I/a~a\n" + PATTERN + NONE,
        ["2:1: cannot be conjugated as I/a~a: A root needs three or four radicals, saw 2 in 'بح'"],
    ),
    "verb bad class": (
        "verb: بحث\nroot: ب ح ث\nclass: XXX\n" + PATTERN + NONE,
        ["2:1: cannot be conjugated as XXX: Unknown morphological pattern (وزن صرفي): XXX"],
    ),
    "verb wrong lemma": (
        "verb: استقبل\nroot: ب ح ث\nclass: I/a~a\n" + PATTERN + NONE,
        ["1:1: root ب ح ث and class I/a~a give بحث, not استقبل"],
    ),
    "no counter-example": (
        VERB + PATTERN + "  example: بحثت مصر\n  expect: EGY 040 SYR\n",
        ["1:1: the verb has no counter-example: an 'example:' with 'expect: none'"],
    ),
    "pattern no example": (
        VERB + PATTERN + "  pattern: بحث {source} عن {thing}\n  emit: none\n" + NONE,
        ["4:3: the pattern has no 'example:'"],
    ),
    "pattern foreign trigger": (
        VERB + "  pattern: قتل {source} {target}\n  emit: none\n" + NONE,
        ["4:3: the pattern begins with قتل, which is no form of بحث"],
    ),
    "pattern slot first": (
        VERB + "  pattern: {source} بحث {target}\n  emit: none\n" + NONE,
        ["4:12: a pattern begins with its trigger word, the lemma without vowels"],
    ),
    "pattern no slot": (
        VERB + "  pattern: بحث {actor} مع {target}\n  emit: none\n" + NONE,
        ["4:16: '{actor}' is no slot; slots are {source}, {target}, {issue}, {thing}, {clause}, {event}"],
    ),
    "pattern broken slot": (
        VERB + "  pattern: بحث {source مع {target}\n  emit: none\n" + NONE,
        ["4:16: '{source' is no slot: a slot is like {source}, {target*} or {issue?}"],
    ),
    "pattern slot twice": (
        VERB + "  pattern: بحث {source} مع {source}\n  emit: none\n" + NONE,
        ["4:28: {source} stands twice in one pattern"],
    ),
    "pattern star": (
        VERB + "  pattern: بحث {source} {issue*}\n  emit: none\n" + NONE,
        ["4:25: '*' belongs to {source*} or {target*}, not to {issue}"],
    ),
    "pattern empty alternative": (
        VERB + "  pattern: بحث {source} مع| {target}\n  emit: none\n" + NONE,
        ["4:25: 'مع|' has an empty alternative"],
    ),
    "no emit": (
        VERB + "  pattern: بحث {source} مع {target}\n" + NONE,
        ["4:3: the pattern has no 'emit:'"],
    ),
    "emit grammar": (
        VERB + "  pattern: بحث {source} مع {target}\n  emit: target 040 source\n" + NONE,
        ["5:3: emit is 'source CODE target', 'source CODE -', '--- CODE target', 'none' or 'event'"],
    ),
    "emit code": (
        VERB + "  pattern: بحث {source} مع {target}\n  emit: source 999 target\n  english: x\n" + NONE,
        ["5:3: CAMEO has no code 999"],
    ),
    "emit missing slot": (
        VERB + "  pattern: بحث {source}\n  emit: source 040 target\n  english: x\n" + NONE,
        ["5:3: 'target' is emitted, but the pattern has no {target}"],
    ),
    "emit event": (
        VERB + "  pattern: بحث {source}\n  emit: event\n" + NONE,
        ["5:3: 'emit: event' needs an {event} slot in the pattern"],
    ),
    "future": (
        VERB + PATTERN + "  future: 999\n" + NONE,
        ["7:3: CAMEO has no code 999"],
    ),
    "clause": (
        VERB + PATTERN + "  clause: doubted\n" + NONE,
        ["7:3: 'doubted' is none of reported, hypothetical, negated, planned"],
    ),
    "symmetric": (
        VERB + PATTERN + "  symmetric: maybe\n" + NONE,
        ["7:3: symmetric is 'yes' or 'no'"],
    ),
    "no headline": (
        VERB + "  pattern: بحث {source} مع {target}\n  emit: source 040 target\n" + NONE,
        ["4:3: the pattern has no 'english:' for its headline"],
    ),
    "emit twice": (
        VERB + PATTERN + "  emit: none\n" + NONE,
        ["7:3: 'emit:' stands twice in one pattern"],
    ),
    "no expect": (
        VERB + PATTERN + NONE + "  example: بحثت مصر\n",
        ["10:3: the example has no 'expect:'"],
    ),
    "expect grammar": (
        VERB + PATTERN + NONE + "  example: بحثت مصر\n  expect: EGY 040\n",
        ["11:3: expect is 'SOURCE CODE TARGET', such as 'EGYGOV 040 SYRGOV', with --- or - for unknown and absent, or 'none'"],
    ),
    "expect code": (
        VERB + PATTERN + NONE + "  example: بحثت مصر\n  expect: EGY 999 SYR\n",
        ["11:3: CAMEO has no code 999"],
    ),
    "on no day": (
        VERB + PATTERN + NONE + "  example: بحثت مصر\n  on: 2020-02-30\n  expect: EGY 040 SYR\n",
        ["11:3: '2020-02-30' is no day: write YYYY-MM-DD"],
    ),
    "actor expect": (
        ACTOR + "role: EGY\nexample: مصر\nexpect: Egypt\n",
        ["6:1: expect is an actor code such as LBYGOV, ---, or 'none', not 'Egypt'"],
    ),
    "issue no english": (
        "issue: trade\nname: التجارة\n",
        ["1:1: the issue has no 'english:'"],
    ),
    "discard scope": (
        "discard: sport\nscope: world\nname: كأس العالم\n",
        ["1:1: scope 'world' is none of sentence, document, line, rest"],
    ),
    "code shape": (
        "code: 4x\nname: X\nroot: 4x\nquad: 1\ngoldstein: 0\n",
        ["1:1: '4x' is no CAMEO code: two to four digits"],
    ),
    "code root": (
        "code: 0499\nname: X\nroot: 05\nquad: 1\ngoldstein: 0\n",
        ["1:1: the root of 0499 is 04, not 05"],
    ),
    "code number": (
        "code: 0499\nname: X\nroot: 04\nquad: one\ngoldstein: 0\n",
        ["1:1: quad is 1, 2, 3 or 4, not 'one'"],
    ),
    "code twice": (
        "code: 0499\nname: X\nroot: 04\nquad: 1\ngoldstein: 1\ncode: 0499\nname: Y\nroot: 04\nquad: 1\ngoldstein: 2\n",
        ["6:1: the code '0499' stands already at d/a.dict:1"],
    ),
    "near latin": (
        ACTOR + "role: EGY\nnear: Egypt\n",
        ["5:1: 'near:' holds no Arabic letter", "5:1: 'near:' holds Arabic only, and one value a line"],
    ),
    "kind arabic": (
        ACTOR + "role: EGY\nkind: بلد\n",
        ["5:1: 'kind:' holds codes or English, no Arabic"],
    ),
    "name only marks": (
        ACTOR + "role: EGY\nname: َُ\n",
        ["5:1: 'name:' holds no Arabic letter"],
    ),
    "verb latin": (
        "verb: bahatha\nforms: يبحث\n  pattern: بحث {source}\n  emit: none\n" + NONE,
        ["3:3: the pattern begins with بحث, which is no form of bahatha"],
    ),
    "plural marks": (
        "agent: police\nenglish: police\nname: َ\nplural: َ\nrole: COP\n",
        ["3:1: 'name:' holds no Arabic letter", "4:1: 'plural:' holds no Arabic letter"],
    ),
    "nisba": (
        "actor: EGY\nenglish: E\nrole: EGY\nnisba: َ\n",
        ["4:1: 'nisba:' holds no Arabic letter"],
    ),
    "bom": (
        "\ufeffrole: EG\n",
        ["1:1: 'role:' stands before any entry; an entry begins with one of " + HEADS],
    ),
}


def faults_of(folder: Path, data: str | bytes, name: str = "a.dict") -> list[str]:
    """The first lines of the faults of a folder with this one file beside the codebook."""
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)
    try:
        compile_folders([CAMEO, folder])
    except DictionaryError as error:
        return [str(fault).split("\n")[0] for fault in error.faults]
    return []


@pytest.mark.parametrize("name", BROKEN)
def test_broken_text(name: str, tmp_path: Path) -> None:
    text, wanted = BROKEN[name]
    assert faults_of(tmp_path / "d", text) == [f"d/a.dict:{fault}" for fault in wanted]


ROLES = {
    "Egypt": "'Egypt' is no actor code: one to three parts of three capitals, such as LBYGOV",
    "EGYGOVMILCOP": "'EGYGOVMILCOP' is no actor code: one to three parts of three capitals, such as LBYGOV",
    "EG": "'EG' is no actor code: one to three parts of three capitals, such as LBYGOV",
    **{
        f"EGYGOV {span}": f"'{span}' is no range of dates: write FROM..TO with years, months or days, "
        "such as 2016-03..2021-03 or 2012.."
        for span in (
            "2016",
            "2016-02-30..",
            "..",
            "2016-13..2017",
            "0000..2012",
            "16..17",
            "2016/2017",
            "2016-3..2017",
            "2016--1..",
        )
    },
    "EGYGOV 2018..2016": "the range ends (2016-12-31) before it begins (2018-01-01)",
    "EGYGOV 2018-05-02..2018-05-01": "the range ends (2018-05-01) before it begins (2018-05-02)",
}


@pytest.mark.parametrize("value", ROLES)
def test_broken_role(value: str, tmp_path: Path) -> None:
    assert f"d/a.dict:4:1: {ROLES[value]}" in faults_of(tmp_path / "d", f"{ACTOR}role: {value}\n")


def test_a_broken_role_is_one_fault(tmp_path: Path) -> None:
    assert len(faults_of(tmp_path / "d", f"{ACTOR}role: Egypt\n")) == 1


def test_a_missing_role_of_an_agent_is_one_fault(tmp_path: Path) -> None:
    assert len(faults_of(tmp_path / "d", AGENT)) == 1


def test_overlap_prints_the_split_to_paste(tmp_path: Path) -> None:
    (fault,) = faults_of(tmp_path / "d", f"{ACTOR}role: EGYGOV 2010..2015\nrole: EGYOPP 2013..2018\n")
    assert "2010-01-01..2012-12-31" in fault


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("2010..2012", "2013..2015"),
        ("2010..2015", "2012..2013"),
        ("..2012", "2013.."),
        ("..", ""),
        ("2010..", "2012..2013"),
        ("2010..2015", "2010..2012"),
        ("2010..2015", "2012..2015"),
    ],
)
def test_ranges_apart_or_nested_are_no_fault(one: str, two: str, tmp_path: Path) -> None:
    first = "role: EGYGOV" if one == ".." else f"role: EGYGOV {one}"
    assert faults_of(tmp_path / "d", f"{ACTOR}{first}\nrole: EGYOPP {two or '2012..2013'}\n") == []


@pytest.mark.parametrize(
    ("one", "two"),
    [("2010..2015", "2013.."), ("..2015", "2013.."), ("2010..2013", "2013..2016"), ("2010-01..2013-06", "2013-06-30..2014")],
)
def test_ranges_that_overlap_in_part_are_a_fault(one: str, two: str, tmp_path: Path) -> None:
    (fault,) = faults_of(tmp_path / "d", f"{ACTOR}role: EGYGOV {one}\nrole: EGYOPP {two}\n")
    assert fault.startswith("d/a.dict:5:1: this range overlaps in part with line 4: ")


def test_a_control_character(tmp_path: Path) -> None:
    faults = faults_of(tmp_path / "d", "actor: EGY\nenglish: E\x07gypt\nname: مصر\nrole: EGY\n")
    assert "d/a.dict:2: a control character stands in this line" in faults


@pytest.mark.parametrize(("newline", "indent"), [("\n", ""), ("\r\n", ""), ("\n", "    "), ("\n", "\t"), ("\r\n", "\t")])
def test_line_ends_and_indentation_are_for_the_eye(newline: str, indent: str, tmp_path: Path) -> None:
    text = f"{ACTOR}role: EGY\nnear: Cairo\n".replace("\n", f"{newline}{indent}")
    assert faults_of(tmp_path / "d", f"{indent}{text}")[0] == f"d/a.dict:5:{len(indent) + 1}: 'near:' holds no Arabic letter"


def test_a_byte_order_mark_comments_and_blank_lines_are_left_out(tmp_path: Path) -> None:
    assert faults_of(tmp_path / "d", f"\ufeff# a note\n\n  # another: note\n{ACTOR}role: EGY\n") == []


def test_common_fields_take_any_language(tmp_path: Path) -> None:
    assert faults_of(tmp_path / "d", f"{ACTOR}role: EGY\nsource: كتاب A\nunsure: ربما\nnote: both نعم yes\n") == []


def test_bytes_that_are_not_utf8(tmp_path: Path) -> None:
    faults = faults_of(tmp_path / "d", ACTOR.encode() + b"role: EGY\nnote: caf\xe9\n")
    place = len(ACTOR.encode()) + len(b"role: EGY\nnote: caf")
    assert faults == [f"d/a.dict:5: byte {place} is not UTF-8; save the file as UTF-8"]


def test_a_missing_folder_and_an_empty_one(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for folder in (tmp_path / "none", tmp_path / "empty"):
        with pytest.raises(DictionaryError) as caught:
            compile_folders([CAMEO, folder])
        assert str(caught.value) == (
            f"{folder}:0: no dictionary is here: a folder with '.dict' files is needed\n1 fault in the dictionaries"
        )


def test_all_faults_at_once_in_the_order_of_files_and_lines(tmp_path: Path) -> None:
    folder = tmp_path / "d"
    (folder / "sub").mkdir(parents=True)
    (folder / "b.dict").write_text(f"{ACTOR}role: EGY\nnear: Cairo\nhome: EGY\n", encoding="utf-8")
    (folder / "a.dict").write_text("x\nagent: Police Officer\nenglish: y\nname: شرطة\nrole: COP\n", encoding="utf-8")
    (folder / "sub" / "c.dict").write_bytes(b"\xff")
    (folder / "ignored.txt").write_text("no dictionary", encoding="utf-8")
    with pytest.raises(DictionaryError) as caught:
        compile_folders([CAMEO, folder])
    assert [(fault.path, fault.line) for fault in caught.value.faults] == [
        ("d/a.dict", 1),
        ("d/a.dict", 2),
        ("d/b.dict", 5),
        ("d/b.dict", 5),
        ("d/b.dict", 6),
        ("d/sub/c.dict", 1),
    ]
    lines = str(caught.value).split("\n")
    assert lines[:2] == ["d/a.dict:1:1: a line is 'field: value', a comment line begins with '#'", "    x"]
    assert lines[-1] == "6 faults in the dictionaries"


def test_each_fault_shows_its_line(tmp_path: Path) -> None:
    folder = tmp_path / "d"
    folder.mkdir()
    (folder / "a.dict").write_text(f"{ACTOR}role: EGY\n   nmae: سوريا\n", encoding="utf-8")
    with pytest.raises(
        DictionaryError, match=r"d/a\.dict:5:4: .*did you mean 'name:'\?\n    nmae: سوريا\n1 fault in the dictionaries\Z"
    ):
        load_lexicon([CAMEO, folder])


def test_column_behind_several_blanks(tmp_path: Path) -> None:
    (fault,) = faults_of(tmp_path / "d", VERB + "  pattern:     بحث {source} {actor}\n  emit: none" + NONE)
    assert fault.startswith("d/a.dict:4:29: ")


OUT_OF_RANGE = {
    "quad 7": "code: 0499\nname: X\nroot: 04\nquad: 7\ngoldstein: 0\n",
    "goldstein nan": "code: 0499\nname: X\nroot: 04\nquad: 1\ngoldstein: nan\n",
    "goldstein 99": "code: 0499\nname: X\nroot: 04\nquad: 1\ngoldstein: 99\n",
    "plover category that is none": "code: 0499\nname: X\nroot: 04\nquad: 1\ngoldstein: 1\nplover: NOTHING\n",
    "code in Arabic digits": "code: ٠٤\nname: X\nroot: ٠٤\nquad: 1\ngoldstein: 0\n",
    "otherwise that is no code": f"{ACTOR}role: EGYGOV 2010..2012\notherwise: egypt\n",
    "home that is no country": "publisher: AFP\nname: أ ف ب\nhome: France\n",
    "agent role of other capitals": f"{AGENT}role: ÀÈÌ\n",
    "headline slot that is none": f"{VERB}{PATTERN}".replace("english: {source}", "english: {sorce}") + NONE,
    "headline bracket left open": f"{VERB}{PATTERN}".replace("consult(s) {target}", "consult(s) {target}[ on {issue}") + NONE,
    "reduced that is neither yes nor no": f"{VERB}reduced: perhaps\n{PATTERN}{NONE}",
    "masdar in Latin letters": f"{VERB}masdar: bahth\n{PATTERN}{NONE}",
    "none and an event expected": f"{VERB}{PATTERN}{NONE}  expect: EGY 040 SYR\n",
}


@pytest.mark.parametrize("name", OUT_OF_RANGE)
def test_values_out_of_their_range(name: str, tmp_path: Path) -> None:
    assert faults_of(tmp_path / "d", OUT_OF_RANGE[name])


# ---------------------------------------------------------------- any bytes


def never_a_traceback(folder: Path, data: bytes) -> None:
    folder.mkdir(exist_ok=True)
    (folder / "a.dict").write_bytes(data)
    try:
        compile_folders([folder])
    except DictionaryError as error:
        assert error.faults
        assert all(fault.message and fault.path == "d/a.dict" and fault.line >= 0 for fault in error.faults)


FUZZ = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
WHOLE = "\n".join((ACTORS[:900], AGENTS[:500], VERBS[:700], REST)).encode()
NAMES = sorted(
    {
        *HEAD_FIELDS,
        *COMMON,
        *EXAMPLE_FIELDS,
        *PATTERN_FIELDS,
        "pattern",
        "example",
        "todo",
        *(name for fields in HEAD_FIELDS.values() for name in fields),
    }
)
VALUES = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        [
            "\u064e",
            "بحث",
            "ب ح ث",
            "I/a~a",
            "X",
            "source 040 target",
            "event",
            "none",
            "{source}",
            "بحث {source} {target}",
            "040",
            "EGY",
            "EGY.x",
            "EGYGOV 2010..",
            "EGY ..2010-02-29",
            "ـ",
            "ال",
            "ي",
            "yes",
            "-1",
            "1e999",
            "nan",
            "{",
            "|",
            "؟",
            "\ufdfa",
        ]
    ),
)


@given(data=st.binary(max_size=200))
@FUZZ
def test_any_bytes(data: bytes, tmp_path: Path) -> None:
    never_a_traceback(tmp_path / "d", data)


@given(place=st.integers(0, len(WHOLE) - 1), length=st.integers(0, 40), put=st.binary(max_size=12))
@FUZZ
def test_any_bytes_in_a_good_dictionary(place: int, length: int, put: bytes, tmp_path: Path) -> None:
    never_a_traceback(tmp_path / "d", WHOLE[:place] + put + WHOLE[place + length :])


@given(lines=st.lists(st.tuples(st.sampled_from(NAMES), VALUES), max_size=14))
@FUZZ
def test_any_fields_with_any_values(lines: list[tuple[str, str]], tmp_path: Path) -> None:
    text = "".join(f"{name}: {value}\n" for name, value in lines)
    never_a_traceback(tmp_path / "d", text.encode("utf-8", "surrogatepass"))


@given(st.text())
def test_reading_any_text_tells_each_line_once(text: str) -> None:
    entries, faults = read_text(text, "a")
    places = [fault.line for fault in faults]
    assert places == sorted(set(places))
    assert all(1 <= line <= text.count("\n") + 1 for line in places)
    assert all(entry.head.value for entry in entries)


def test_the_small_dictionary_has_no_fault(tmp_path: Path) -> None:
    compile_folders([CAMEO, write_small(tmp_path / "small")])
