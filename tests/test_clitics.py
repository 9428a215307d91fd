"""Clitics: every way to cut a word, what a splitter learns from trees, and its file."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventcoder.coding.analyse import SHIPPED
from eventcoder.coding.clitics import CliticSplitter, find_candidates
from eventcoder.errors import ModelError
from eventcoder.training.clitics import find_cuts, train_splitter
from eventcoder.training.treebank import Tree, TreeWord


def tree(words: str) -> Tree:
    """A tree of words whose pieces are joined by |, all hanging on the first."""
    text, found = "", []
    for word in words.split():
        for piece in word.split("|"):
            found.append(TreeWord(len(text), len(text) + len(piece), piece, "NOUN", 0, "dep"))
            text += piece
        text += " "
    return Tree(text.rstrip(), tuple(found))


TREES = [
    tree("بحث الوزير و|الرئيس الملف"),
    tree("قال الرئيس ان الوزير ب|القاهرة"),
    tree("و|قال الوزير ل|لصحيفة ان|ه باق"),
    tree("وفد الجامعة زار القاهرة و|دمشق"),
    tree("وفد الحكومة و|وفد الجامعة"),
    tree("و|زار الرئيس ب|رفقة|ه وفد"),
]


def pieces(splitter: CliticSplitter, word: str) -> str:
    cuts = splitter.split(word)
    return "|".join(word[first:last] for first, last in zip((0, *cuts), (*cuts, len(word)), strict=True))


@pytest.fixture(scope="module")
def learned() -> CliticSplitter:
    return train_splitter(TREES, known=frozenset({"وشنطن"}))


def test_every_candidate_leaves_a_stem() -> None:
    found = find_candidates("وكتابه")
    assert found[0].cuts == ()
    assert {(each.before, each.after) for each in found} == {("", ""), ("", "ه"), ("و", ""), ("و", "ه"), ("وك", ""), ("وك", "ه")}
    assert find_candidates("و") == find_candidates("و")[:1]


@pytest.mark.parametrize(
    ("word", "expected"),
    [("والوزير", "و|الوزير"), ("وفد", "وفد"), ("بالقاهرة", "ب|القاهرة"), ("للصحيفة", "ل|لصحيفة"), ("القاهرة", "القاهرة")],
)
def test_a_few_trees_teach_the_splitter(learned: CliticSplitter, word: str, expected: str) -> None:
    assert pieces(learned, word) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("وتسريح", "و|تسريح"),
        ("باشاغا", "باشاغا"),
        ("وللرئيس", "و|ل|لرئيس"),
        ("سيلتقي", "س|يلتقي"),
        ("لقائه", "لقائ|ه"),
        ("وزارة", "وزارة"),
        ("كابول", "كابول"),
        ("فلسطين", "فلسطين"),
        ("2020", "2020"),
        ("،", "،"),
    ],
)
def test_the_shipped_splitter(word: str, expected: str) -> None:
    assert pieces(CliticSplitter.load(SHIPPED / "clitics.json"), word) == expected


def test_a_word_twice_in_a_row_is_told_apart(learned: CliticSplitter) -> None:
    assert learned.split_all(["والوزير", "ثم", "والوزير"]) == [(1,), (), (1,)]
    rows = list(find_cuts(tree("و|قال قال وقال وقال")))
    assert [(word, cuts, doubled) for word, cuts, doubled in rows] == [
        ("وقال", (1,), False),
        ("قال", (), False),
        ("وقال", (), True),
        ("وقال", (), True),
    ]


@given(st.text(max_size=50))
def test_cuts_of_any_word_are_inside_it(word: str) -> None:
    splitter = train_splitter(TREES[:2], known=frozenset())
    cuts = splitter.split(word)
    assert list(cuts) == sorted(set(cuts))
    assert all(0 < cut < len(word) for cut in cuts)


def test_the_file_comes_back_and_is_the_same_each_time(learned: CliticSplitter, tmp_path: Path) -> None:
    one, other = tmp_path / "one.json", tmp_path / "other.json"
    learned.save(one)
    train_splitter(TREES, known=frozenset({"وشنطن"})).save(other)
    assert one.read_bytes() == other.read_bytes()
    assert CliticSplitter.load(one) == learned


@pytest.mark.parametrize("content", [b"", b"[]", b'{"weights": {}}', b"\xff"])
def test_a_file_that_is_none_is_refused(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "clitics.json").write_bytes(content)
    with pytest.raises(ModelError, match=r"clitics\.json is no clitic splitter"):
        CliticSplitter.load(tmp_path / "clitics.json")
