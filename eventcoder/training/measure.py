"""Measure an Arabic model: words, tags and trees against treebanks; speed and memory on documents."""

from __future__ import annotations

import resource
import statistics
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import spacy_udpipe
from attrs import frozen

from eventcoder import arabic
from eventcoder.coding.analyse import FoldedSentence, Model, load_model
from eventcoder.coding.clitics import stands_twice
from eventcoder.coding.pipeline import Coder
from eventcoder.errors import ModelError
from eventcoder.lexicon import Lexicon
from eventcoder.records import Document
from eventcoder.training.treebank import Tree

_TOGETHER = 64


@frozen
class LabelScore:
    """How well one label is found: words that have it, and precision and recall of head and label together, in per cent."""

    label: str
    words: int
    precision: float
    recall: float


@frozen
class TreebankScore:
    """Scores on one treebank, in per cent.

    `tags`, `heads`, `labelled` (UAS, LAS) are on gold words, punctuation counted, labels without subtypes; `split` is the F1 of
    words found in raw text, `split_plain` the same without words that stand twice in a row (PADT so writes words that it
    could not cut).
    """

    name: str
    words: int
    tags: float
    heads: float
    labelled: float
    split: float
    split_plain: float
    labels: tuple[LabelScore, ...]


@frozen
class SpeedScore:
    """Speed on documents: sentences a second of CPU from raw text to events, of the plain pipeline parsing the same, milliseconds
    that coding alone takes a sentence, seconds to load the model, resident memory in MB."""

    documents: int
    sentences: int
    coded: float
    plain: float
    coding: float
    loading: float
    memory: float


def score_treebank(model: Model, trees: Sequence[Tree], name: str) -> TreebankScore:
    """Return a model's scores on the trees of one test file; raise ModelError where the model takes no gold words."""
    if model.parse_words is None:
        raise ModelError(
            f"{model.path}: only a model with clitics.json or tokenizer.udpipe beside spacy/ can be scored on gold words"
        )
    parsed = model.parse_words([[arabic.fold(word.form) or word.form for word in tree.words] for tree in trees])
    total = tags = heads = labelled = 0
    gold, found, both = Counter[str](), Counter[str](), Counter[str]()
    for tree, tokens in zip(trees, parsed, strict=True):
        for place, (word, token) in enumerate(zip(tree.words, tokens, strict=True)):
            own = "root" if word.head == place else word.dep
            guess = "root" if token.head == place else token.dep.split(":")[0]
            total += 1
            tags += token.tag == word.tag
            heads += token.head == word.head
            right = token.head == word.head and guess == own
            labelled += right
            gold[own] += 1
            found[guess] += 1
            both[own] += right
    labels = tuple(
        LabelScore(label, count, _share(both[label], found[label]), _share(both[label], count))
        for label, count in gold.most_common()
    )
    whole, plain = _split_scores(model, trees)
    return TreebankScore(name, total, _share(tags, total), _share(heads, total), _share(labelled, total), whole, plain, labels)


def _share(part: float, whole: float) -> float:
    return 100 * part / whole if whole else 0.0


def _split_scores(model: Model, trees: Sequence[Tree]) -> tuple[float, float]:
    """F1 of words from raw text: with all words, and without those that stand twice in a row."""
    counts = {True: [0, 0, 0], False: [0, 0, 0]}
    folded = [arabic.fold_with_offsets(tree.text) for tree in trees]
    spans = [arabic.split_words(each.text) for each in folded]
    sentences = [
        FoldedSentence(each.text, tuple(a for a, _ in some), tuple(each.text[a:b] for a, b in some))
        for each, some in zip(folded, spans, strict=True)
    ]
    for tree, fold, some, sentence, tokens in zip(trees, folded, spans, sentences, model.parse(sentences), strict=True):
        gold = {(word.start, word.end) for word in tree.words}
        guess = {(fold.starts[token.start], fold.ends[token.end - 1]) for token in tokens}
        forms = sentence.forms
        doubled = [(fold.starts[a], fold.ends[b - 1]) for index, (a, b) in enumerate(some) if stands_twice(forms, index)]
        for every in (True, False):
            mine, own = (
                (guess, gold)
                if every
                else ({s for s in guess if not _inside(s, doubled)}, {s for s in gold if not _inside(s, doubled)})
            )
            for place, size in enumerate((len(mine & own), len(mine), len(own))):
                counts[every][place] += size
    whole, plain = (_share(2 * both, mine + own) for both, mine, own in (counts[True], counts[False]))
    return whole, plain


def _inside(span: tuple[int, int], others: Sequence[tuple[int, int]]) -> bool:
    return any(first <= span[0] < last for first, last in others)


def measure_speed(path: Path, documents: Sequence[Document], *, lexicon: Lexicon, plain: Path | None) -> SpeedScore:
    """Return the speed of a model on documents, all in this process; `plain` is a whole `.udpipe` file to compare with."""
    started = time.process_time()
    model = load_model(path)
    loading = time.process_time() - started
    coder = Coder(lexicon, model)
    coder.code_all(documents[:_TOGETHER])
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    batches = [documents[place : place + _TOGETHER] for place in range(0, len(documents), _TOGETHER)]
    coded = _timed(lambda: [coder.code_all(batch) for batch in batches])
    analyses = [coder.analyse(batch) for batch in batches]
    count = sum(len(some) for batch in analyses for some in batch)
    coding = statistics.median(
        _timed(
            lambda: [
                coder.code_analysed(*pair) for batch in zip(batches, analyses, strict=True) for pair in zip(*batch, strict=True)
            ]
        )
        for _ in range(3)
    )
    other = 0.0
    if plain is not None:
        pipeline: Any = spacy_udpipe.load_from_path("ar", str(plain))
        other = count / _timed(lambda: [pipeline(document.text) for document in documents])
    return SpeedScore(len(documents), count, count / coded, other, 1000 * coding / count, loading, memory)


def _timed(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


__all__ = ["LabelScore", "SpeedScore", "TreebankScore", "measure_speed", "score_treebank"]
