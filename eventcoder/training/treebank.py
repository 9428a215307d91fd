"""Read treebanks: sentences of CoNLL-U files with their words, tags, trees and places in the text."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from attrs import frozen

from eventcoder.errors import ModelError


@frozen
class TreeWord:
    """A syntactic word: characters `start` to `end` of the sentence's text, UPOS, head's index (its own at the root), label
    (`nmod:poss`)."""

    start: int
    end: int
    form: str
    tag: str
    head: int
    label: str

    @property
    def dep(self) -> str:
        """The label without its subtype."""
        return self.label.split(":")[0]


@frozen
class Tree:
    """A sentence of a treebank and its words."""

    text: str
    words: tuple[TreeWord, ...]


def read_trees(paths: Iterable[Path]) -> list[Tree]:
    """Return the trees of CoNLL-U files in order; raise ModelError with file and line where one is broken.

    Multi-word tokens and empty nodes are passed over. The text is made from the words and `SpaceAfter=No`, as far as a word is
    no plain piece of it (فيما as في + ما is; عما as عن + ما is not).
    """
    trees: list[Tree] = []
    for path in paths:
        try:
            lines = path.read_text(encoding="utf-8").split("\n")
        except (OSError, UnicodeDecodeError) as error:
            raise ModelError(f"the treebank {path} cannot be read: {error}") from error
        rows: list[list[str]] = []
        for number, line in enumerate([*lines, ""], start=1):
            if not line.strip():
                if rows:
                    trees.append(_tree(rows, path, number))
                rows = []
            elif not line.startswith("#"):
                cells = line.split("\t")
                if len(cells) != 10:
                    raise ModelError(
                        f"{path}:{number}: a CoNLL-U line has 10 cells with tabs between them, this one {len(cells)}"
                    )
                if cells[0].isdigit():
                    rows.append(cells)
    if not trees:
        raise ModelError("no sentence in " + (", ".join(str(path) for path in paths) or "no file"))
    return trees


def _tree(rows: list[list[str]], path: Path, line: int) -> Tree:
    text, words = "", []
    for index, cells in enumerate(rows):
        try:
            head = int(cells[6]) - 1
        except ValueError:
            raise ModelError(f"{path}: the sentence that ends at line {line} has a word without a head: {cells[1]}") from None
        if head >= len(rows):
            raise ModelError(
                f"{path}: in the sentence that ends at line {line}, {cells[1]} hangs on word {cells[6]} of {len(rows)}"
            )
        start = len(text)
        text += cells[1]
        words.append(TreeWord(start, len(text), cells[1], cells[3], head if head >= 0 else index, cells[7]))
        if "SpaceAfter=No" not in cells[9]:
            text += " "
    return Tree(text.rstrip(" "), tuple(words))


__all__ = ["Tree", "TreeWord", "read_trees"]
