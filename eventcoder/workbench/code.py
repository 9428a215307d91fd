"""Code documents in batches and give their records as text, as scoring and comparing read them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from attrs import field, frozen

from eventcoder.coding.analyse import Analyser, find_words
from eventcoder.coding.pipeline import Coder
from eventcoder.records import COLUMNS, Analysis, Document, Event, Sentence

_AT_ONCE = 64


def code_documents(documents: Sequence[Document], coder: Coder) -> dict[str, list[dict[str, str]]]:
    """Return the records of each document, by its id."""
    return code_with_each(documents, [coder])[0]


def code_with_each(documents: Sequence[Document], coders: Sequence[Coder]) -> list[dict[str, list[dict[str, str]]]]:
    """Return the records of each document, by its id, as each coder gives them: the same as one coder after the other, but each
    sentence is read once. The coders have the same model."""
    coded: list[dict[str, list[dict[str, str]]]] = [{} for _ in coders]
    for place in range(0, len(documents), _AT_ONCE):
        some = documents[place : place + _AT_ONCE]
        once = _Once(coders[0].model)
        for coder, records in zip(coders, coded, strict=True):
            for document, analyses in zip(some, coder.analyse(some, model=once), strict=True):
                records[document.id] = [as_text(event) for event in coder.code_analysed(document, analyses)]
    return coded


@frozen
class _Once:
    """A model that reads the same sentence once."""

    model: Analyser
    plain: dict[Sentence, Analysis] = field(factory=dict)
    trees: dict[Sentence, Analysis] = field(factory=dict)

    def analyse(self, sentences: Iterable[Sentence], wanted: Callable[[Analysis], bool]) -> list[Analysis]:
        """Return each sentence's analysis; only those that `wanted` says yes to need a tree."""
        sentences = list(sentences)
        for sentence in sentences:
            if sentence not in self.plain:
                self.plain[sentence] = find_words(sentence)
        chosen = [wanted(self.plain[sentence]) for sentence in sentences]
        new = list(dict.fromkeys(s for s, tree in zip(sentences, chosen, strict=True) if tree and s not in self.trees))
        self.trees.update(zip(new, self.model.analyse(new, lambda analysis: True), strict=True))
        return [(self.trees if tree else self.plain)[s] for s, tree in zip(sentences, chosen, strict=True)]


def as_text(event: Event) -> dict[str, str]:
    """Return a record's columns as text, "" for what is absent."""
    values = ((column, getattr(event, column)) for column in COLUMNS)
    return {column: "" if value is None else str(value) for column, value in values}


__all__ = ["as_text", "code_documents", "code_with_each"]
