"""Gold files as values: sentences or documents with the events that a reader found in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import orjson
from attrs import frozen
from defusedxml import ElementTree

from eventcoder.errors import InputError
from eventcoder.records import Document

_FLAGS = ("optional", "background", "symmetric")


@frozen
class GoldEvent:
    """An event as CODING_GUIDE has it; `also` are further roots allowed, `implied` is source, target, both or "". `by_code`: its
    actors are compared by code, since the gold file has no words of them."""

    root: str
    code: str
    source: str
    target: str
    source_code: str
    target_code: str
    trigger: str = ""
    event_date: str = ""
    date_text: str = ""
    optional: bool = False
    background: bool = False
    symmetric: bool = False
    also: tuple[str, ...] = ()
    implied: str = ""
    by_code: bool = False

    @property
    def neutral(self) -> bool:
        """Whether finding it is no error and missing it none."""
        return self.optional or self.background


@frozen
class GoldSentence:
    """A sentence or line with its gold events; `doc_id` is the document that was coded, `start` where the line begins in it."""

    id: str
    doc_id: str
    date: str
    text: str
    start: int
    events: tuple[GoldEvent, ...]


@frozen
class Gold:
    """A gold file: its sentences and the documents to code."""

    sentences: tuple[GoldSentence, ...]
    documents: tuple[Document, ...]


def read_gold(paths: Iterable[str]) -> Gold:
    """Return the gold files together: .jsonl as CODING_GUIDE has it, .xml of PETRARCH's records; raise InputError."""
    sentences: list[GoldSentence] = []
    documents: list[Document] = []
    for path in paths:
        gold = _read_xml(path) if path.lower().endswith(".xml") else _read_jsonl(path)
        sentences += gold.sentences
        documents += gold.documents
    twins = {document.id for document in documents}
    if len(twins) < len(documents):
        seen: set[str] = set()
        twin = next(document.id for document in documents if document.id in seen or seen.add(document.id))  # type: ignore[func-returns-value]
        raise InputError(f"the id {twin!r} stands twice in {', '.join(paths)}")
    return Gold(tuple(sentences), tuple(documents))


def _bytes(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error


def _read_jsonl(path: str) -> Gold:
    sentences: list[GoldSentence] = []
    documents: list[Document] = []
    for number, line in enumerate(_bytes(path).splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = orjson.loads(line)
            if "lines" in row:
                document, own = _document(row)
                documents.append(document)
                sentences += own
            else:
                name, text = str(row["sentence_id"]), str(row["text"])
                documents.append(Document(name, row["date"], text))
                sentences.append(GoldSentence(name, name, row["date"], text, 0, _events(row["events"])))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            what = f"no field {error}" if isinstance(error, KeyError) else f"not as CODING_GUIDE has it: {error}"
            raise InputError(f"{path}:{number}: {what}") from error
    if not sentences:
        raise InputError(f"{path}: no gold sentence in it")
    return Gold(tuple(sentences), tuple(documents))


def _document(row: Mapping[str, Any]) -> tuple[Document, list[GoldSentence]]:
    texts = [str(line["text"]) for line in row["lines"]]
    title, own = texts[0], "\n".join(texts)
    document = Document(row["doc_id"], row["date"], own, len(title), row.get("publisher", ""))
    sentences, place = [], 0
    for number, line in enumerate(row["lines"]):
        name = f"{row['doc_id']}#{number}"
        sentences.append(GoldSentence(name, row["doc_id"], row["date"], line["text"], place, _events(line["events"])))
        place += len(line["text"]) + 1
    return document, sentences


def _events(rows: Iterable[Mapping[str, Any]]) -> tuple[GoldEvent, ...]:
    return tuple(
        GoldEvent(
            root=str(row.get("root") or row["code"])[:2],
            code=str(row["code"]),
            source=row["source"],
            target=row["target"],
            source_code=row["source_code"],
            target_code=row["target_code"],
            trigger=row.get("trigger") or "",
            event_date=row.get("event_date") or "",
            date_text=row.get("date_text") or "",
            also=tuple(row.get("also", ())),
            implied=row.get("implied", ""),
            **{name: bool(row.get(name)) for name in _FLAGS},
        )
        for row in rows
    )


def _read_xml(path: str) -> Gold:
    try:
        root = ElementTree.fromstring(_bytes(path))
    except (ElementTree.ParseError, ValueError) as error:
        raise InputError(f"{path}: not XML that can be read safely: {error}") from error
    sentences: list[GoldSentence] = []
    documents: list[Document] = []
    for number, item in enumerate(root.iter("Sentence"), start=1):
        if (item.get("evaluate") or item.get("valid") or "true").lower() != "true":
            continue
        name, text = item.get("id") or f"{Path(path).stem}-{number}", " ".join((item.findtext("Text") or "").split())
        day = _day(item.get("date") or "")
        if not text or not day:
            raise InputError(f"{path}: record {name} has no {'<Text>' if not text else 'date (YYYYMMDD)'}")
        codings = [each for each in item.iter("EventCoding") if each.get("eventcode")]
        if not codings and not any((each.get("noevents") or "").lower() == "true" for each in item.iter("EventCoding")):
            raise InputError(f"{path}: record {name} has neither an <EventCoding> with an eventcode nor one with noevents")
        documents.append(Document(name, day, text))
        sentences.append(GoldSentence(name, name, day, text, 0, tuple(_petrarch_event(each.attrib) for each in codings)))
    if not sentences:
        raise InputError(f"{path}: no <Sentence> to evaluate in it")
    return Gold(tuple(sentences), tuple(documents))


def _day(text: str) -> str:
    digits = text.replace("-", "")
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}" if len(digits) == 8 and digits.isdigit() else ""


def _petrarch_event(attributes: Mapping[str, str]) -> GoldEvent:
    code = attributes["eventcode"]
    source, target = (attributes.get(name, "") for name in ("sourcecode", "targetcode"))
    return GoldEvent(code[:2], code, source, target, source, target, by_code=True)


__all__ = ["Gold", "GoldEvent", "GoldSentence", "read_gold"]
