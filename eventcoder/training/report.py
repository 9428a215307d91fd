"""Put training, measuring and the card together for the command line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from eventcoder import load_lexicon
from eventcoder.coding.analyse import SHIPPED, load_model
from eventcoder.corpus.read import Refusal, read_located
from eventcoder.errors import InputError
from eventcoder.files import write_whole
from eventcoder.records import Document
from eventcoder.training.card import make_card, read_facts
from eventcoder.training.measure import measure_speed, score_treebank
from eventcoder.training.train import STEPS, train_model
from eventcoder.training.treebank import read_trees

CARD = "README.md"


def describe_model(path: Path | None) -> Iterator[str]:
    """Yield a few lines about a model; raise ModelError where it is none."""
    model = load_model(path)
    yield f"path: {model.path}"
    yield f"hash: {model.hash}"
    folder = Path(model.path)
    if (folder / "model.json").is_file():
        facts = read_facts(folder)
        yield f"trained: {facts['date']}, {facts['steps']} steps, seed {facts['seed']}"
        yield (
            "data: "
            + ", ".join(each["file"] for each in facts["data"])
            + f" ({facts['sentences']:,} sentences, {facts['words']:,} words)"
        )
        yield f"licence: {facts['licence']}"
        yield f"card: {folder / CARD}"
    else:
        yield "trained: not by eventcoder (no model.json)"


def train_and_report(
    treebanks: Sequence[Path],
    out: Path,
    *,
    licence: str,
    note: str,
    steps: int | None,
    seed: int,
    tests: Sequence[Path],
    sentences: Path | None,
    plain: Path | None,
    report: Callable[[str], None],
) -> str:
    """Train a model into `out`, score it, write its card there and return the card."""
    lexicon = load_lexicon()
    known = frozenset(_words(lexicon.names)) | frozenset(lexicon.forms)
    train_model(treebanks, out, known=known, licence=licence, note=note, steps=steps or STEPS, seed=seed, report=report)
    return measure_and_report(tests, out, sentences=sentences, plain=plain, write=True)


def _words(trie: Mapping[str, Any]) -> Iterator[str]:
    for word, node in trie.items():
        if word:
            yield word
            yield from _words(node)


def measure_and_report(
    tests: Sequence[Path], path: Path | None, *, sentences: Path | None, plain: Path | None, write: bool
) -> str:
    """Score a model on test files and documents and return its card; `write` puts it beside the model."""
    folder = path or SHIPPED
    facts = read_facts(folder)
    model = load_model(path)
    scores = [score_treebank(model, read_trees([test]), test.stem) for test in tests]
    speed = measure_speed(folder, _documents(sentences), lexicon=load_lexicon(), plain=plain) if sentences else None
    options = "".join(f" --{name} {file}" for name, file in (("sentences", sentences), ("plain", plain)) if file)
    command = f"eventcoder model measure {' '.join(str(test) for test in tests)}{options}"
    card = make_card(facts, scores, speed, command=command)
    if write:
        write_whole(folder / CARD, card)
    return card


def _documents(path: Path) -> list[Document]:
    items = [item for _, item in read_located([str(path)], find_date=lambda text: "")]
    if refused := [item for item in items if isinstance(item, Refusal)]:
        raise InputError(f"{path}: {refused[0].reason}")
    return [item for item in items if isinstance(item, Document)]


__all__ = ["describe_model", "measure_and_report", "train_and_report"]
