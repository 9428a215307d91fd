"""Code documents in batches and give their records as text, as scoring and comparing read them."""

from __future__ import annotations

import multiprocessing
import os
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate, pairwise
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess

from attrs import field, frozen

from eventcoder.coding.analyse import Analyser, find_words
from eventcoder.coding.pipeline import Coder
from eventcoder.errors import EventcoderError
from eventcoder.records import COLUMNS, Analysis, Document, Event, Sentence

Row = dict[str, str]
_AT_ONCE = 64
_FOR_A_PROCESS = 400
"""So many documents are worth a process of their own."""


def code_documents(documents: Sequence[Document], coder: Coder) -> dict[str, list[Row]]:
    """Return the records of each document, by its id."""
    return code_with_each(documents, [coder])[0]


def code_with_each(
    documents: Sequence[Document], coders: Sequence[Coder], *, processes: int | None = None
) -> list[dict[str, list[Row]]]:
    """Return the records of each document, by its id, as each coder gives them: the same as one coder after the other, but each
    sentence is read once. The coders have the same model.

    Many documents are shared out to `processes` (one a core), where processes can be forked; the result is the same. Raises
    EventcoderError where one of them is lost.
    """
    wanted = processes or min(os.cpu_count() or 1, len(documents) // _FOR_A_PROCESS)
    count = wanted if "fork" in multiprocessing.get_all_start_methods() else 1
    if count < 2:
        return _code(documents, coders)
    parts = _parts(documents, count)
    others = [_begin(part, coders) for part in parts[1:]]
    found = [_code(parts[0], coders), *(_end(*other) for other in others)]
    return [{key: rows for part in found for key, rows in part[number].items()} for number in range(len(coders))]


def _parts(documents: Sequence[Document], count: int) -> list[Sequence[Document]]:
    """Documents in their order, in parts of about as much text each."""
    ends = list(accumulate(len(document.text) for document in documents))
    edges = [0, *(bisect_left(ends, ends[-1] * part // count) + 1 for part in range(1, count)), len(documents)]
    return [documents[first:last] for first, last in pairwise(edges) if first < last]


def _begin(documents: Sequence[Document], coders: Sequence[Coder]) -> tuple[ForkProcess, Connection]:
    """Start a process that codes some documents and sends what it has made, or why it has not."""
    context = multiprocessing.get_context("fork")  # the coders need not be loaded again
    ours, theirs = context.Pipe(duplex=False)

    def work() -> None:
        try:
            theirs.send(_code(documents, coders))
        except Exception as error:  # it is raised again by whoever asked
            theirs.send(error)

    process = context.Process(target=work, daemon=True)
    process.start()
    theirs.close()
    return process, ours


def _end(process: ForkProcess, connection: Connection) -> list[dict[str, list[Row]]]:
    try:
        made: list[dict[str, list[Row]]] | Exception = connection.recv()
    except EOFError:
        lost = "a process that coded documents was lost, perhaps for want of memory: run the command again"
        raise EventcoderError(lost) from None
    finally:
        connection.close()
        process.join()
    if isinstance(made, Exception):
        raise made
    return made


def _code(documents: Sequence[Document], coders: Sequence[Coder]) -> list[dict[str, list[Row]]]:
    coded: list[dict[str, list[Row]]] = [{} for _ in coders]
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


def as_text(event: Event) -> Row:
    """Return a record's columns as text, "" for what is absent."""
    values = ((column, getattr(event, column)) for column in COLUMNS)
    return {column: "" if value is None else str(value) for column, value in values}


__all__ = ["as_text", "code_documents", "code_with_each"]
