"""The bundled documents of `fixtures/`: what is coded from them, against the events written by hand."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen

import eventcoder
from eventcoder.corpus.read import read_documents
from eventcoder.records import Document, Event

FIXTURES = Path(__file__).parent.parent / "fixtures"


@frozen
class Row:
    """One event as the fixtures compare it: the line of the document (0: the title) and what was coded there."""

    line: int
    source: str
    code: str
    target: str
    event_date: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.source or '-'} {self.code} {self.target or '-'} {self.event_date}"


def read_lines(name: str) -> list[dict[str, Any]]:
    text = (FIXTURES / name).read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def row(line: int, event: dict[str, Any]) -> Row:
    return Row(line, event["source"], event["code"], event["target"], event["event_date"])


DOCUMENTS: dict[str, Document] = {
    item.id: item for item in read_documents([str(FIXTURES / "documents.jsonl")]) if isinstance(item, Document)
}
EXPECTED: dict[str, list[dict[str, Any]]] = {entry["doc_id"]: entry["lines"] for entry in read_lines("expected.jsonl")}
GAPS = read_lines("known_gaps.jsonl")


def expected_rows(doc_id: str) -> Counter[Row]:
    return Counter(row(number, event) for number, line in enumerate(EXPECTED[doc_id]) for event in line["events"])


def gap_rows(doc_id: str, kind: str) -> Counter[Row]:
    events = [gap["event"] for gap in GAPS if gap["doc_id"] == doc_id and gap["kind"] == kind]
    return Counter(row(event["line"], event) for event in events)


@pytest.fixture(scope="session")
def coded() -> dict[str, list[Event]]:
    coder = eventcoder.load()
    return {doc_id: list(coder.code(document)) for doc_id, document in DOCUMENTS.items()}


def compare(doc_id: str, events: list[Event]) -> dict[str, Counter[Row]]:
    """The events `missing` and `extra`, as many of each as there are too few or too many."""
    text = DOCUMENTS[doc_id].text
    found = Counter(
        Row(text.count("\n", 0, event.start), event.source, event.code, event.target, event.event_date) for event in events
    )
    expected = expected_rows(doc_id)
    return {"missing": expected - found, "extra": found - expected}


def test_expected_lines_are_the_documents_lines() -> None:
    assert list(EXPECTED) == list(DOCUMENTS)
    for doc_id, lines in EXPECTED.items():
        assert DOCUMENTS[doc_id].text.split("\n") == [line["text"] for line in lines]
        for line in lines:
            assert not [event for event in line["events"] if event["trigger"] not in line["text"]]


def test_every_root_is_there() -> None:
    codes = [event["code"] for lines in EXPECTED.values() for line in lines for event in line["events"]]
    assert {code[:2] for code in codes} == {f"{root:02}" for root in range(2, 21)}


def test_known_gaps_are_of_known_documents() -> None:
    assert not [gap for gap in GAPS if gap["doc_id"] not in EXPECTED or gap["kind"] not in ("missing", "extra")]


@pytest.mark.parametrize("doc_id", EXPECTED)
def test_document(doc_id: str, coded: dict[str, list[Event]]) -> None:
    """What differs from the expected events is exactly what `known_gaps.jsonl` lists."""
    faults = []
    for kind, differing in compare(doc_id, coded[doc_id]).items():
        known = gap_rows(doc_id, kind)
        faults += [f"{kind}: {event}" for event in (differing - known).elements()]
        faults += [f"no longer {kind}, take it out of known_gaps.jsonl: {event}" for event in (known - differing).elements()]
    assert not faults, "\n".join([f"{doc_id}: {len(faults)} faults", *faults])


@pytest.mark.parametrize("doc_id", EXPECTED)
def test_offsets(doc_id: str, coded: dict[str, list[Event]]) -> None:
    text = DOCUMENTS[doc_id].text
    for event in coded[doc_id]:
        assert event.doc_id == doc_id
        assert event.trigger_text
        assert text[event.start : event.end] == event.trigger_text
