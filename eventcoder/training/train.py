"""Train a whole Arabic model from CoNLL-U files and write it with its card."""

from __future__ import annotations

import datetime
import hashlib
import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import orjson

from eventcoder.errors import ModelError
from eventcoder.training.clitics import train_splitter
from eventcoder.training.parser import train_parser
from eventcoder.training.treebank import read_trees

STEPS = 2400
_PARTS = ("clitics.json", "spacy", "model.json")


def train_model(
    train: Sequence[Path],
    out: Path,
    *,
    known: frozenset[str],
    licence: str,
    note: str = "",
    steps: int = STEPS,
    seed: int = 0,
    today: datetime.date | None = None,
    report: Callable[[str], None] = lambda line: None,
) -> None:
    """Train on CoNLL-U files and put `clitics.json`, `spacy/` and `model.json` into the folder `out`, whole or not at all.

    `known` are words of the dictionaries, for the splitter; `licence` is that of the data; it and `note` go into the card.
    The same files,
    seed and versions give the same model. Raises ModelError for a treebank that cannot be read.
    """
    trees = read_trees(train)
    report(f"{len(trees)} sentences, {sum(len(tree.words) for tree in trees)} words")
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=".model-") as name:
        made = Path(name)
        splitter = train_splitter(trees, known=known, seed=seed)
        splitter.save(made / "clitics.json")
        report(f"clitics: {len(splitter.weights)} features")
        train_parser(trees, made / "spacy", steps=steps, seed=seed, report=report)
        facts = {
            "data": [{"file": path.name, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()} for path in train],
            "sentences": len(trees),
            "words": sum(len(tree.words) for tree in trees),
            "licence": licence,
            "note": note,
            "steps": steps,
            "seed": seed,
            "date": (today or datetime.date.today()).isoformat(),
        }
        (made / "model.json").write_bytes(orjson.dumps(facts, option=orjson.OPT_INDENT_2) + b"\n")
        try:
            out.mkdir(exist_ok=True)
            for part in _PARTS:
                _replace(made / part, out / part)
        except OSError as error:
            raise ModelError(f"the model cannot be written to {out}: {error}") from error


def _replace(new: Path, old: Path) -> None:
    if old.is_dir():
        shutil.rmtree(old)
    new.replace(old)


__all__ = ["STEPS", "train_model"]
