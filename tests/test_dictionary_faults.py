"""Faults of dictionaries: each broken text with the exact place and message, all at once, and no traceback for any bytes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small import ACTORS, AGENTS, CAMEO, REST, VERBS, write_small

from eventcoder.dictionary.compile import compile_folders, load_lexicon
from eventcoder.dictionary.read import COMMON, EXAMPLE_FIELDS, PATTERN_FIELDS, read_text
from eventcoder.dictionary.read import HEADS as HEAD_FIELDS
from eventcoder.errors import DictionaryError
from eventcoder.workbench.check import check_entries

ACTOR = "actor: EGY.x\nenglish: X\nname: مصر\n"
AGENT = "agent: police\nenglish: police\nname: شرطة\n"
VERB = "verb: بحث\nroot: ب ح ث\nclass: I/a~a\n"
PATTERN = "  pattern: بحث {source} مع {target}\n  emit: source 040 target\n  english: {source} consult(s) {target}\n"
NONE = "\n  example: بحث الرئيس\n  expect: none\n"

FOLDER = Path(__file__).parent / "broken"


def faults_of(folder: Path, data: str | bytes, name: str = "a.dict") -> list[str]:
    """The first lines of the faults of a folder with this one file beside the codebook."""
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)
    try:
        compile_folders([CAMEO, folder])
    except DictionaryError as error:
        return [str(fault).split("\n")[0] for fault in error.faults]
    return []


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.dict")), ids=lambda path: path.stem)
def test_broken_dictionary(path: Path, tmp_path: Path) -> None:
    """A file of the folder ends with the messages that it gives, a line each; HERE is the file itself."""
    data = path.read_bytes()
    wanted = re.findall(rb"^# => (.*)$", data, re.MULTILINE)
    assert wanted, "every file says what is wrong with it"
    folder = tmp_path / "d"
    folder.mkdir()
    (folder / "a.dict").write_bytes(data)
    faults = check_entries([CAMEO, folder]).faults
    came = [str(fault).split("\n")[0].removeprefix("d/a.dict:").replace("d/a.dict", "HERE") for fault in faults]
    assert came == [line.decode() for line in wanted]


def test_there_are_many() -> None:
    assert len(list(FOLDER.glob("*.dict"))) >= 60


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


# ---------------------------------------------------------------- any bytes


def never_a_traceback(folder: Path, data: bytes) -> None:
    folder.mkdir(exist_ok=True)
    (folder / "a.dict").write_bytes(data)
    faults = check_entries([folder]).faults
    assert all(fault.message and fault.path == "d/a.dict" and fault.line >= 0 for fault in faults)
    try:
        compile_folders([folder])
    except DictionaryError as error:
        assert error.faults and set(error.faults) <= set(faults)


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
