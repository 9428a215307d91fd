"""Parse many documents together before they are traced one by one."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve

from eventcoder.coding.analyse import FoldedSentence, Model, Token
from eventcoder.coding.pipeline import Coder
from eventcoder.records import Document


def read_ahead(coder: Coder, documents: Sequence[Document]) -> Coder:
    """Return the coder with the parses of these documents in memory: it gives the same, several times as fast."""
    model = coder.model
    if not isinstance(model, Model):
        return coder
    known: dict[tuple[str, tuple[str, ...]], list[Token]] = {}

    def parse(sentences: Sequence[FoldedSentence]) -> list[list[Token]]:
        new = {_key(each): each for each in sentences if _key(each) not in known}
        if new:
            known.update(zip(new, model.parse(list(new.values())), strict=True))
        return [known[_key(each)] for each in sentences]

    ahead = evolve(coder, model=evolve(model, parse=parse))
    ahead.analyse(documents)
    return ahead


def _key(sentence: FoldedSentence) -> tuple[str, tuple[str, ...]]:
    return sentence.text, sentence.forms
