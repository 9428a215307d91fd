"""Makes documents of three sentences for measurements: real sentences of ../shared/corpus, or those of fixtures/."""

from __future__ import annotations

import json
import random
import re
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared" / "corpus" / "news.jsonl"
FIXTURES = ROOT / "fixtures" / "documents.jsonl"


def read_sentences() -> list[str]:
    """List the sentences of the news at hand."""
    lines = (SHARED if SHARED.is_file() else FIXTURES).read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)["text"] for line in lines]
    pieces = [piece.strip() for text in texts for line in text.splitlines() for piece in re.split(r"(?<=[.؟!])\s+", line)]
    return [piece for piece in pieces if 30 <= len(piece) <= 600]


def write_corpus(path: Path, count: int, *, days: int = 365, seed: int = 0) -> Path:
    """Write documents as JSONL, spread over days and five publishers."""
    chance, sentences, first = random.Random(seed), read_sentences(), date(2020, 1, 1)
    with open(path, "w", encoding="utf-8") as stream:
        for number in range(count):
            document = {
                "id": f"made-{number:07}",
                "date": (first + timedelta(days=chance.randrange(days))).isoformat(),
                "publisher": f"Publisher {number % 5}",
                "text": "\n".join(chance.sample(sentences, 3)),
            }
            stream.write(json.dumps(document, ensure_ascii=False) + "\n")
    return path


__all__ = ["read_sentences", "write_corpus"]
