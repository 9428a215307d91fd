"""Write the card of a model: what it was made from, its licence, and its scores in one table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import orjson

from eventcoder.errors import ModelError
from eventcoder.training.measure import SpeedScore, TreebankScore

_LABELS = 12


def read_facts(folder: Path) -> Mapping[str, Any]:
    """Return what `model.json` of a model's folder tells; raise ModelError where there is none."""
    path = folder / "model.json"
    try:
        facts: Mapping[str, Any] = orjson.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise ModelError(f"{path}: no facts about the model, which `eventcoder model train` writes: {error}") from error
    return facts


def make_card(facts: Mapping[str, Any], scores: Sequence[TreebankScore], speed: SpeedScore | None, *, command: str) -> str:
    """Return the card in Markdown; `command` is the command that prints its tables again."""
    lines = [
        "# The Arabic model",
        "",
        f"Trained on {facts['date']} by `make model` from {facts['sentences']:,} sentences ({facts['words']:,} words) of "
        + ", ".join(str(each["file"]) for each in facts["data"])
        + f"; {facts['steps']:,} steps, seed {facts['seed']}.",
        "",
        "| file | what |",
        "|---|---|",
        "| `clitics.json` | splits words into clitics and stem: weights of an averaged perceptron, words of the treebank and "
        "of the "
        "dictionaries |",
        "| `spacy/` | spaCy pipeline (tok2vec, tagger with UPOS, parser); takes the folded words that the splitter gives |",
        "| `model.json` | what it was made from, with checksums |",
        "",
        f"**Licence of the data, which holds for the model: {facts['licence']}.** It stands apart from the licence of the "
        f"code; see "
        "`LICENSE` beside this file.",
        "",
        *([str(facts["note"]), ""] if facts.get("note") else []),
        "## Scores",
        "",
        f"`{command}` prints these tables.",
        "",
        "Tags and trees on gold words, folded, punctuation counted, labels without subtypes; words from raw text. The test "
        "files are not "
        "among the training data. PADT's files write words that could not be cut twice in a row (والتدمير والتدمير); the last "
        "column "
        "leaves those out.",
        "",
        "| test file | words | tags (UPOS) | heads (UAS) | heads and labels (LAS) | words F1 | words F1, none twice |",
        "|---|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {each.name} | {each.words:,} | {each.tags:.1f} | {each.heads:.1f} | {each.labelled:.1f} | {each.split:.1f} | "
        f"{each.split_plain:.1f} |"
        for each in scores
    ]
    lines += ["", "By label (precision and recall of head and label together):", ""]
    lines += ["| label | " + " | ".join(f"{each.name}: words | precision | recall" for each in scores) + " |"]
    lines += ["|---|" + "---|---|---|" * len(scores)]
    tables = [{label.label: label for label in each.labels} for each in scores]
    for label in [each.label for each in scores[0].labels[:_LABELS]] if scores else []:
        cells = []
        for table in tables:
            row = table.get(label)
            cells.append(f"{row.words} | {row.precision:.0f} | {row.recall:.0f}" if row else "0 | | ")
        lines.append(f"| {label} | " + " | ".join(cells) + " |")
    if speed is not None:
        lines += ["", "## Speed", ""] + _speed_lines(speed)
    return "\n".join(lines) + "\n"


def _speed_lines(speed: SpeedScore) -> list[str]:
    rows = [
        ("raw text to events, sentences a second of CPU", f"{speed.coded:.0f}"),
        ("coding alone, given the analyses, milliseconds a sentence", f"{speed.coding:.2f}"),
        ("loading the model, seconds", f"{speed.loading:.2f}"),
        ("resident memory, MB", f"{speed.memory:.0f}"),
    ]
    if speed.plain:
        rows[1:1] = [
            ("plain spacy-udpipe pipeline parsing the same text, sentences a second of CPU", f"{speed.plain:.0f}"),
            ("times as fast, from raw text to events", f"{speed.coded / speed.plain:.1f}"),
        ]
    return [
        f"{speed.sentences:,} sentences of {speed.documents:,} documents, one thread, one run; figures of one machine, to be "
        f"compared with "
        "each other.",
        "",
        "| what | |",
        "|---|---|",
        *(f"| {what} | {value} |" for what, value in rows),
    ]


__all__ = ["make_card", "read_facts"]
