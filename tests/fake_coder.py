"""A coder for tests of runs: quick, importable by workers, with words that make it die or hang."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from types import SimpleNamespace

from attrs import fields, frozen

from eventcoder.coding.sentences import split
from eventcoder.corpus.engines import Engine, Inline, Pool
from eventcoder.corpus.report import NightlyReport
from eventcoder.corpus.run_store import StoreOptions, run_store
from eventcoder.corpus.work import stamp_of
from eventcoder.records import Document, Event

TRIGGER = "التقى"
DIES = "يموت"
DIES_ONCE = "يموت مرة"
HANGS = "يعلق"
FAILS = "عطل"
TEXT = f"{TRIGGER} وزير الخارجية المصري نظيره الأردني في القاهرة."
_EMPTY: dict[object, object] = {"str": "", "int": 0, "bool": False, "float | None": None}


def make_event(**changes: object) -> Event:
    """A record of which only some columns are told."""
    return Event(**({column.name: _EMPTY[column.type] for column in fields(Event)} | changes))  # type: ignore[arg-type]


@frozen
class FakeCoder:
    """Codes every `التقى` of a document as a meeting, last one first, each in `delay` seconds."""

    version: str = "1"
    delay: float = 0.0
    dictionaries: str = "d1"

    @property
    def lexicon(self) -> SimpleNamespace:
        """What there is of dictionaries: their hash."""
        return SimpleNamespace(hash=self.dictionaries, discards=())

    def code(self, document: Document) -> list[Event]:
        """Give the events, or do what the text says."""
        time.sleep(self.delay)
        if DIES_ONCE in document.text:
            mark = Path(document.url)
            if not mark.exists():
                mark.touch()
                os.kill(os.getpid(), signal.SIGKILL)
        elif DIES in document.text:
            os.kill(os.getpid(), signal.SIGKILL)
        if HANGS in document.text:
            time.sleep(1000)
        if FAILS in document.text:
            raise ZeroDivisionError("division by zero")
        starts = [start for start in range(len(document.text)) if document.text.startswith(TRIGGER, start)]
        return [
            make_event(
                event_id=f"{document.id}-{start}",
                code="040",
                root="04",
                source="EGY",
                goldstein=1.0,
                trigger_text=TRIGGER,
                doc_id=document.id,
                event_date=document.date,
                doc_date=document.date,
                publisher=document.publisher,
                url=document.url,
                start=start,
                end=start + len(TRIGGER),
                lexicon=self.dictionaries,
                version=self.version,
            )
            for start in reversed(starts)
        ]


class TogetherCoder(FakeCoder):
    """Codes several documents together, as the real one does."""

    def code_counted(self, documents: Sequence[Document]) -> list[tuple[list[Event], int]]:
        """Give the events of each and how many sentences it has."""
        return [(self.code(document), len(split(document))) for document in documents]


def make_together() -> FakeCoder:
    """Load the coder that codes together."""
    return TogetherCoder()


def make_coder(version: str = "1", delay: float = 0.0, dictionaries: str = "d1") -> FakeCoder:
    """Load the coder, as a worker does."""
    return FakeCoder(version, delay, dictionaries)


def run(
    inputs: Sequence[Path | str],
    out: Path | str,
    *,
    workers: int | None = None,
    limit: float = 20.0,
    version: str = "1",
    delay: float = 0.0,
    dictionaries: str = "d1",
    engine: Engine | None = None,
    **options: object,
) -> NightlyReport:
    """Run the fake coder into a store: in this process, or with workers."""
    factory = partial(make_coder, version, delay, dictionaries)
    stamp = stamp_of(factory())
    return run_store(
        [str(path) for path in inputs],
        out=str(out),
        engine=engine or (Pool(factory, workers, limit, stamp) if workers else Inline(factory())),
        stamp=stamp,
        options=StoreOptions(**options),  # type: ignore[arg-type]
    )


def make_documents(count: int, days: int = 7) -> list[dict[str, str]]:
    """Documents of a few days and publishers, with no, one or two events."""
    return [
        {
            "id": f"d{number:05}",
            "date": f"2020-06-{1 + number % days:02}",
            "text": [TEXT, f"{TEXT}\n{TEXT}", "لا شيء في الخبر."][number % 3] + f" {number}",
            "title": f"خبر {number}",
            "publisher": f"P{number % 2}",
            "url": f"http://x/{number}",
        }
        for number in range(count)
    ]


def write_documents(path: Path, documents: Sequence[dict[str, str]]) -> Path:
    """Write documents as JSONL."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(document, ensure_ascii=False) + "\n" for document in documents), encoding="utf-8")
    return path


def contents(out: Path) -> dict[str, bytes]:
    """The day files and the list of refusals of a store, by name."""
    files = [*out.glob("events/**/*.*"), out / "rejects.jsonl"]
    return {file.relative_to(out).as_posix(): file.read_bytes() for file in files}
