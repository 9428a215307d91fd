"""Split words into clitics and stem: و + ل + لرئيس, لقاء + ه, by a small model learned from a treebank.

Each way to cut a word is scored by weighted features (its clitics, the letters of its stem, whether stem and word are known);
the highest wins. `training/clitics.py` learns the weights. A word is looked at once and its cuts are kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import repeat
from operator import eq
from pathlib import Path

import orjson
from attrs import field, frozen

from eventcoder import arabic
from eventcoder.errors import ModelError

PROCLITICS = ("", "و", "ف", "ب", "ل", "ك", "س", "وب", "ول", "وك", "وس", "فب", "فل", "فك", "فس")
ENCLITICS = ("", "ه", "ها", "هم", "هما", "هن", "ك", "كم", "كما", "كن", "نا", "ني", "ي", "ما")
_FIRST_LETTERS = frozenset(proclitics[0] for proclitics in PROCLITICS if proclitics)
_KEPT = 200_000
"""So many words' cuts are kept; then the memory is emptied."""

Cuts = tuple[int, ...]


@frozen
class Candidate:
    """One way to cut a word: at which characters, and the clitics that come off."""

    cuts: Cuts
    before: str
    after: str


def find_candidates(word: str) -> list[Candidate]:
    """Return every way to cut a folded word that leaves a stem; the whole word is the first."""
    length = len(word)
    endings = [after for after in ENCLITICS if word.endswith(after)]
    return [
        Candidate((*range(1, len(before) + 1), length - len(after)) if after else tuple(range(1, len(before) + 1)), before, after)
        for before in PROCLITICS
        if word.startswith(before)
        for after in endings
        if len(before) + len(after) < length
    ]


def find_features(
    word: str,
    candidate: Candidate,
    *,
    counts: Mapping[str, int],
    known: frozenset[str],
    own: Mapping[str, int] | None = None,
    doubled: bool = False,
) -> list[str]:
    """Return the features of one way to cut a word.

    `counts` say how often a piece stood alone in the treebank, `known` are words of the dictionaries; `own` are counts to take
    off (the word's own, in training). `doubled`: the word stands twice in a row, as PADT writes what it could not split.
    """
    before, after = candidate.before, candidate.after
    stem = word[len(before) : len(word) - len(after)]

    def seen(piece: str) -> int:
        count = counts.get(piece, 0) - (own.get(piece, 0) if own else 0)
        return 0 if count <= 0 else 1 if count == 1 else 2 if count < 4 else 3

    alone, whole, length = seen(stem), seen(word), min(len(stem), 5)
    features = [
        f"p {before}",
        f"s {after}",
        f"ps {before} {after}",
        f"pl {before} {length}",
        f"sl {after} {length}",
        f"p1 {before} {stem[:1]}",
        f"p2 {before} {stem[:2]}",
        f"p3 {before} {stem[:3]}",
        f"s1 {after} {stem[-1:]}",
        f"s2 {after} {stem[-2:]}",
        f"s3 {after} {stem[-3:]}",
        f"n {alone}",
        f"pn {before} {alone}",
        f"sn {after} {alone}",
        f"w {before} {after} {whole}",
        f"nw {before} {after} {alone} {whole}",
        f"t {stem} {bool(before)} {bool(after)}",
        f"d {bool(before)} {seen('ال' + stem)} {alone}",
        f"k {stem in known} {before} {after}",
        f"kw {word in known} {stem in known} {before} {after}",
        f"x {word} {before} {after}",
    ]
    if after:
        features.append(f"f {after} {seen(stem[:-1] + 'ه') if stem.endswith('ت') else alone}")
    if before:
        features += [f"pd {before} {stem.startswith('ال')} {alone}", f"pe {before} {stem[-2:]}"]
    if before.endswith("ل") and stem.startswith("ل"):
        features.append(f"ll {seen('ا' + stem)}")
    if doubled:
        features.append(f"2 {bool(candidate.cuts)}")
    return features


def stands_twice(words: Sequence[str], index: int) -> bool:
    """Whether a word of a sentence is the same as the one before or after it."""
    return words[index] in (words[index - 1] if index else "", *words[index + 1 : index + 2])


@frozen
class CliticSplitter:
    """A learned splitter: weights of features, how often pieces were seen, words of the dictionaries."""

    weights: dict[str, float] = field(repr=False)
    counts: dict[str, int] = field(repr=False)
    known: frozenset[str] = field(repr=False)
    _memory: dict[tuple[str, bool], Cuts] = field(factory=dict, repr=False, eq=False)

    def split(self, word: str, *, doubled: bool = False) -> Cuts:
        """Return where a folded word is cut, none where it is whole. `"وللرئيس"` → `(1, 2)`: و ل لرئيس."""
        key = (word, doubled)
        cuts = self._memory.get(key)
        if cuts is None:
            if len(self._memory) >= _KEPT:
                self._memory.clear()
            cuts = self._memory[key] = self._choose(word, doubled)
        return cuts

    def split_all(self, words: Sequence[str]) -> list[Cuts]:
        """Return the cuts of each word of a sentence."""
        if any(map(eq, words, words[1:])):
            return [self.split(word, doubled=stands_twice(words, index)) for index, word in enumerate(words)]
        known = [self._memory.get((word, False)) for word in words]
        return [self.split(word) if cuts is None else cuts for word, cuts in zip(words, known, strict=True)]

    def _choose(self, word: str, doubled: bool) -> Cuts:
        if len(word) < 2 or len(word) > 40 or not arabic.is_word(word):
            return ()
        if word[0] not in _FIRST_LETTERS and not word.endswith(ENCLITICS[1:]):
            return ()  # it can only be whole
        get = self.weights.get

        def score(candidate: Candidate) -> float:
            features = find_features(word, candidate, counts=self.counts, known=self.known, doubled=doubled)
            return sum(map(get, features, repeat(0.0)))

        return max(find_candidates(word), key=score).cuts

    def save(self, path: Path) -> None:
        """Write the splitter as JSON, keys in order: the same training gives the same bytes."""
        data = {"weights": self.weights, "counts": self.counts, "known": sorted(self.known)}
        path.write_bytes(orjson.dumps(data, option=orjson.OPT_SORT_KEYS))

    @staticmethod
    def load(path: Path) -> CliticSplitter:
        """Read a splitter; raise ModelError naming the file where it is none."""
        try:
            data = orjson.loads(path.read_bytes())
            return CliticSplitter(data["weights"], data["counts"], frozenset(data["known"]))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ModelError(f"{path} is no clitic splitter: {error}") from error


__all__ = ["Candidate", "CliticSplitter", "Cuts", "find_candidates", "find_features", "stands_twice"]
