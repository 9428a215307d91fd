"""The compiled lexicon: saved and loaded alike, its cache, and the dated roles of actors."""

from __future__ import annotations

import os
from pathlib import Path

import orjson
import pytest
from small import CAMEO, write_small

from eventcoder import lexicon as lexicons
from eventcoder.dictionary.compile import compile_folders, content_hash, load_lexicon
from eventcoder.errors import DictionaryError, EventcoderError
from eventcoder.lexicon import Actor, Lexicon, Role


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_small(tmp_path / "small")


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("EVENTCODER_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_saved_and_loaded_alike(folder: Path, tmp_path: Path) -> None:
    one = compile_folders([CAMEO, folder]).lexicon
    lexicons.save(one, tmp_path / "lexicon.json")
    other = lexicons.load(tmp_path / "lexicon.json")
    as_json = orjson.loads((tmp_path / "lexicon.json").read_bytes())
    lexicons.save(other, tmp_path / "again.json")
    assert orjson.loads((tmp_path / "again.json").read_bytes()) == as_json
    for name in (
        "codebook",
        "actors",
        "agents",
        "entries",
        "issue_names",
        "forms",
        "discards",
        "publishers",
        "hash",
        "names",
        "issues",
    ):
        assert getattr(other, name) == getattr(one, name), name
    assert other == one


def test_saving_leaves_nothing_beside_the_file(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.mkdir()
    lexicons.save(compile_folders([CAMEO, folder]).lexicon, target / "lexicon.json")
    assert [path.name for path in target.iterdir()] == ["lexicon.json"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"3",
        b"{}",
        b'{"format": 0}',
        b'{"format": null}',
        b"\xff\xfe",
        b'"text"',
        b"\x00" * 100,
        orjson.dumps({"format": lexicons.FORMAT}),
        orjson.dumps({"format": lexicons.FORMAT, "codebook": {"codes": {}}, "actors": [{"id": 1}]}),
        orjson.dumps({"format": lexicons.FORMAT, "codebook": {"codes": {}}, "actors": 3}),
        orjson.dumps({"format": lexicons.FORMAT, "codebook": []}),
    ],
)
def test_a_file_that_is_no_lexicon(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "lexicon.json"
    path.write_bytes(data)
    with pytest.raises(EventcoderError) as caught:
        lexicons.load(path)
    assert str(caught.value) == f"{path} is no compiled lexicon of this version: delete it and run again"


def cached(cache: Path) -> list[Path]:
    return sorted(cache.glob("lexicon-*"))


def test_the_cache_is_made_once_and_then_read(folder: Path, cache: Path) -> None:
    one = load_lexicon([CAMEO, folder])
    (path,) = cached(cache)
    assert one.hash in path.name
    made = path.stat().st_ino
    assert load_lexicon([CAMEO, folder]) == one
    assert path.stat().st_ino == made


def test_of_old_lexicons_those_used_last_are_kept(folder: Path, cache: Path) -> None:
    load_lexicon([CAMEO, folder])
    (used,) = cached(cache)
    for number in range(12):
        (cache / f"lexicon-old{number:02}.json").write_bytes(b"")
        os.utime(cache / f"lexicon-old{number:02}.json", (2_000 + number, 2_000 + number))
    os.utime(used, (1_000, 1_000))
    load_lexicon([CAMEO, folder])  # used again: now the newest
    rest = folder / "rest.dict"
    rest.write_text(rest.read_text(encoding="utf-8") + "# another\n", encoding="utf-8")
    load_lexicon([CAMEO, folder])
    names = [path.name for path in cached(cache)]
    assert used.name in names and len(names) == 9 and "lexicon-old04.json" not in names and "lexicon-old05.json" in names


@pytest.mark.parametrize("data", [b"", b"{}", b"\xff", b"[1, 2]", None])
def test_a_damaged_cache_is_made_anew(data: bytes | None, folder: Path, cache: Path) -> None:
    one = load_lexicon([CAMEO, folder])
    (path,) = cached(cache)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2] if data is None else data)
    assert load_lexicon([CAMEO, folder]) == one
    assert path.read_bytes() == whole


def test_the_cache_goes_by_content(folder: Path, cache: Path) -> None:
    first = load_lexicon([CAMEO, folder])
    path = folder / "rest.dict"
    old = path.read_text(encoding="utf-8")
    path.write_text(old.replace("english: trade", "english: commerce"), encoding="utf-8")
    changed = load_lexicon([CAMEO, folder])
    assert changed.hash != first.hash
    assert "commerce" in changed.issue_names
    path.write_text(old, encoding="utf-8")
    assert load_lexicon([CAMEO, folder]) == first
    assert len(cached(cache)) == 2


def test_the_hash_tells_names_and_borders_of_files_apart(tmp_path: Path) -> None:
    hashes = set()
    for number, files in enumerate([{"a": "xy", "b": "z"}, {"a": "x", "b": "yz"}, {"b": "xy", "a": "z"}, {"a": "xyz"}]):
        folder = tmp_path / str(number) / "d"
        folder.mkdir(parents=True)
        for name, text in files.items():
            (folder / f"{name}.dict").write_text(text, encoding="utf-8")
        hashes.add(content_hash([folder]))
    assert len(hashes) == 4


def test_the_hash_does_not_depend_on_where_the_folder_lies(tmp_path: Path) -> None:
    one, other = write_small(tmp_path / "x" / "small"), write_small(tmp_path / "y" / "small")
    assert content_hash([one]) == content_hash([other])


def test_a_folder_that_cannot_be_written_needs_no_cache(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("EVENTCODER_CACHE", str(tmp_path / "file" / "cache"))
    assert load_lexicon([CAMEO, folder]) == compile_folders([CAMEO, folder]).lexicon


def test_a_faulty_dictionary_leaves_no_cache(folder: Path, cache: Path) -> None:
    (folder / "bad.dict").write_text("nonsense", encoding="utf-8")
    with pytest.raises(DictionaryError):
        load_lexicon([CAMEO, folder])
    assert cached(cache) == []


def test_later_folders_come_on_top(folder: Path, tmp_path: Path) -> None:
    extra = tmp_path / "extra"
    extra.mkdir()
    (extra / "more.dict").write_text("actor: FRA\nenglish: France\nname: فرنسا\nrole: FRA\n", encoding="utf-8")
    both = compile_folders([CAMEO, folder, extra]).lexicon
    assert both.actors[-1].id == "FRA"
    assert len(both.actors) == len(compile_folders([CAMEO, folder]).lexicon.actors) + 1


# ---------------------------------------------------------------- dated roles


def actor(*roles: Role, otherwise: str = "", id: str = "EGY.x") -> Actor:
    return Actor(id, "X", "person", roles, otherwise, (), "a.dict:1")


NESTED = actor(
    Role("EGYGOV", "2010-01-01", "2020-12-31"),
    Role("EGYMIL", "2012-05-10", "2013-02-28"),
    Role("EGYJUD", "2012-06-01", "2012-06-30"),
    otherwise="EGYELI",
)


@pytest.mark.parametrize(
    ("date", "code"),
    [
        ("2009-12-31", "EGYELI"),
        ("2010-01-01", "EGYGOV"),
        ("2012-05-09", "EGYGOV"),
        ("2012-05-10", "EGYMIL"),
        ("2012-06-15", "EGYJUD"),
        ("2012-07-01", "EGYMIL"),
        ("2013-02-28", "EGYMIL"),
        ("2013-03-01", "EGYGOV"),
        ("2020-12-31", "EGYGOV"),
        ("2021-01-01", "EGYELI"),
    ],
)
def test_the_narrowest_role_wins(date: str, code: str) -> None:
    assert NESTED.role_on(date).code == code


@pytest.mark.parametrize(
    "roles",
    [
        (Role("EGYGOV", "2010-01-01", "2015-12-31"), Role("EGYMIL", "2010-01-01", "2012-12-31")),
        (Role("EGYMIL", "2010-01-01", "2012-12-31"), Role("EGYGOV", "2010-01-01", "2015-12-31")),
        (Role("EGYGOV", "2008-01-01", "2012-12-31"), Role("EGYMIL", "2010-01-01", "2012-12-31")),
        (Role("EGYGOV"), Role("EGYMIL", "", "2012-12-31")),
        (Role("EGYGOV"), Role("EGYMIL", "2010-01-01", "")),
        (Role("EGYGOV", "", "2015-12-31"), Role("EGYMIL", "", "2012-12-31")),
        (Role("EGYGOV", "2005-01-01", ""), Role("EGYMIL", "2010-01-01", "")),
    ],
)
def test_of_nested_ranges_with_a_common_edge_the_narrower_wins(roles: tuple[Role, ...]) -> None:
    assert actor(*roles).role_on("2011-06-01").code == "EGYMIL"


def test_outside_all_ranges_without_otherwise_the_country_alone() -> None:
    assert actor(Role("EGYGOV", "2010-01-01", "2011-12-31")).role_on("2015-01-01").code == "EGY"
    assert actor(Role("IGOUNOX", "2010-01-01", ""), id="IGOUNO.x").role_on("2000-01-01").code == "IGOUNO"


def test_a_role_without_dates_always_holds() -> None:
    assert actor(Role("EGY")).role_on("0001-01-01") == Role("EGY")


@pytest.mark.parametrize(
    ("written", "since", "until"),
    [
        ("2016-03..2021-03", "2016-03-01", "2021-03-31"),
        ("2016..2016", "2016-01-01", "2016-12-31"),
        ("2016-02..2016-02", "2016-02-01", "2016-02-29"),
        ("..2015", "", "2015-12-31"),
        ("2014-05-03..", "2014-05-03", ""),
        ("2014-05-03..2014-05-03", "2014-05-03", "2014-05-03"),
    ],
)
def test_years_and_months_are_whole(written: str, since: str, until: str, tmp_path: Path) -> None:
    folder = tmp_path / "d"
    folder.mkdir()
    (folder / "a.dict").write_text(f"actor: EGY.x\nenglish: X\nname: مصر\nrole: EGYGOV {written}\n", encoding="utf-8")
    (one,) = compile_folders([folder]).lexicon.actors
    assert one.roles == (Role("EGYGOV", since, until),)


def test_a_lexicon_is_frozen(folder: Path) -> None:
    lexicon: Lexicon = compile_folders([CAMEO, folder]).lexicon
    with pytest.raises(AttributeError):
        lexicon.hash = "x"  # type: ignore[misc]
