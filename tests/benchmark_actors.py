"""Measure what loading the lexicon takes and how fast all actors are matched, on one core: `python tests/benchmark_actors.py`.

The sentences are those of documents (JSONL with `text`; by default the bundled ones), many times over where there are few.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import eventcoder
from eventcoder.coding.analyse import find_words
from eventcoder.coding.names import Openings, find_matches
from eventcoder.coding.sentences import split
from eventcoder.dictionary.compile import load_lexicon
from eventcoder.lexicon import Lexicon
from eventcoder.records import Document, Word

BUNDLED = Path(__file__).parents[1] / "fixtures" / "documents.jsonl"
PASSES = 5
ENOUGH = 3000
"""So many sentences make a pass long enough for the clock."""


def measure_loading() -> tuple[Lexicon, float]:
    """The shipped lexicon, and the seconds that it takes to load once it has been compiled (the best of three)."""
    lexicon = load_lexicon([eventcoder.shipped_dictionaries()])
    best = float("inf")
    for _ in range(3):
        started = time.process_time()
        lexicon = load_lexicon([eventcoder.shipped_dictionaries()])
        best = min(best, time.process_time() - started)
    return lexicon, best


def measure_matching(lexicon: Lexicon, sentences: list[tuple[Word, ...]]) -> tuple[float, float]:
    """Sentences a second in the first pass, when every word is new, and in the best of the later ones."""
    memory: Openings = {}
    rates = []
    for _ in range(PASSES):
        started = time.process_time()
        for words in sentences:
            find_matches(words, lexicon.names, memory=memory)
        rates.append(len(sentences) / (time.process_time() - started))
    return rates[0], max(rates[1:])


def main(path: Path) -> None:
    """Print both measurements."""
    lexicon, seconds = measure_loading()
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    documents = [Document(row.get("id", "d"), row.get("date", "2020-01-01"), row["text"]) for row in rows]
    few = [find_words(each).words for document in documents for each in split(document, discards=lexicon.discards)]
    sentences = few * -(-ENOUGH // len(few))
    first, later = measure_matching(lexicon, sentences)
    words = sum(map(len, few)) / len(few)
    known = f"{len(lexicon.actors):,} actors, {len(lexicon.agents):,} agents"
    print(f"loading the lexicon       {seconds:.2f} s of processor time ({known})")
    print(f"matching, first pass      {first:,.0f} sentences/s ({len(few):,} sentences of {words:.0f} words)")
    print(f"matching, words known     {later:,.0f} sentences/s")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else BUNDLED)
