"""Learn the clitic splitter from trees: an averaged perceptron over the ways to cut each word."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from eventcoder import arabic
from eventcoder.coding.clitics import CliticSplitter, Cuts, find_candidates, find_features, stands_twice
from eventcoder.training.treebank import Tree

EPOCHS = 6


def find_cuts(tree: Tree) -> Iterator[tuple[str, Cuts, bool]]:
    """Yield each folded word of a tree's text as the coder splits it, where the treebank cuts it, and whether it stands twice
    in a row."""
    folded = arabic.fold_with_offsets(tree.text)
    starts = {word.start for word in tree.words}
    spans = arabic.split_words(folded.text)
    words = [folded.text[first:last] for first, last in spans]
    for index, (first, last) in enumerate(spans):
        cuts = tuple(place - first for place in range(first + 1, last) if folded.starts[place] in starts)
        yield words[index], cuts, stands_twice(words, index)


def train_splitter(trees: Iterable[Tree], *, known: frozenset[str], seed: int = 0) -> CliticSplitter:
    """Return a splitter learned from trees; `known` are the words of the dictionaries."""
    rows = [row for tree in trees for row in find_cuts(tree)]
    counts: Counter[str] = Counter(piece for word, cuts, _ in rows for piece in _pieces(word, cuts))
    examples: list[tuple[list[list[str]], int]] = []
    for word, cuts, doubled in rows:
        candidates = find_candidates(word)
        right = next((number for number, candidate in enumerate(candidates) if candidate.cuts == cuts), None)
        if right is None or len(candidates) < 2 or not arabic.is_word(word):
            continue
        own = Counter(_pieces(word, cuts))
        examples.append(
            (
                [find_features(word, each, counts=counts, known=known, own=own, doubled=doubled) for each in candidates],
                right,
            )
        )
    weights = _learn(examples, seed)
    return CliticSplitter({name: round(value, 3) for name, value in weights.items() if abs(value) >= 0.001}, dict(counts), known)


def _pieces(word: str, cuts: Cuts) -> list[str]:
    return [word[first:last] for first, last in zip((0, *cuts), (*cuts, len(word)), strict=True)]


def _learn(examples: Sequence[tuple[list[list[str]], int]], seed: int) -> dict[str, float]:
    weights: dict[str, float] = defaultdict(float)
    stamped: dict[str, float] = defaultdict(float)
    order, chance, step = list(examples), random.Random(seed), 0
    for _ in range(EPOCHS):
        chance.shuffle(order)
        for candidates, right in order:
            step += 1
            best = max(range(len(candidates)), key=lambda number: sum(weights[name] for name in candidates[number]))
            if best != right:
                for number, change in ((right, 1.0), (best, -1.0)):
                    for name in candidates[number]:
                        weights[name] += change
                        stamped[name] += change * step
    return {name: value - stamped[name] / step for name, value in weights.items() if value or stamped[name]}


__all__ = ["find_cuts", "train_splitter"]
