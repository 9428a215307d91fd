"""Inflections kept on disk are those that are made."""

from __future__ import annotations

from pathlib import Path

import pytest

from eventcoder.dictionary.inflections import Inflections, plainly

VERBS = [("ب ح ث", "I/a~a", False, False), ("ق ب ل", "X", False, False), ("و ل د", "I/a~i", False, True)]


def test_what_is_kept_is_what_is_made(tmp_path: Path) -> None:
    first = Inflections.load(tmp_path / "none" / "yet")
    made = [first.inflect(*verb) for verb in VERBS]
    assert made == [plainly(*verb) for verb in VERBS]
    first.save()
    [path] = (tmp_path / "none" / "yet").iterdir()
    second = Inflections.load(path.parent)
    assert [second.inflect(*verb) for verb in VERBS] == made and not second.made
    second.save()
    assert [each.name for each in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"a": 1}', b"\xff"])
def test_a_damaged_file_is_made_anew(content: bytes, tmp_path: Path) -> None:
    inflections = Inflections.load(tmp_path)
    inflections.path.write_bytes(content)
    again = Inflections.load(tmp_path)
    assert again.inflect(*VERBS[0]) == plainly(*VERBS[0])
    again.save()
    assert Inflections.load(tmp_path).known.keys() == again.made.keys()


def test_files_of_other_versions_go(tmp_path: Path) -> None:
    (tmp_path / "inflections-0000.json").write_text("{}", encoding="utf-8")
    inflections = Inflections.load(tmp_path)
    inflections.inflect(*VERBS[0])
    inflections.save()
    assert [path.name for path in tmp_path.iterdir()] == [inflections.path.name]


def test_what_cannot_be_conjugated_is_not_kept(tmp_path: Path) -> None:
    inflections = Inflections.load(tmp_path)
    with pytest.raises(Exception, match="."):
        inflections.inflect("ب", "I/a~a", False, False)
    assert not inflections.made
