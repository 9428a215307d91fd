"""116 real documents: coded to the end, every record where its trigger stands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import eventcoder
from eventcoder.corpus.read import read_documents
from eventcoder.records import Document

NEWS = Path(__file__).parent.parent.parent / "shared" / "corpus" / "news.jsonl"


@pytest.mark.skipif(not NEWS.is_file(), reason=f"needs {NEWS}")
def test_real_documents() -> None:
    items = list(read_documents([str(NEWS)]))
    raw = [json.loads(line) for line in NEWS.read_text(encoding="utf-8").splitlines()]
    own_texts = {item["id"]: f"{item['title']}\n{item['text']}" if item.get("title") else item["text"] for item in raw}
    documents = [item for item in items if isinstance(item, Document)]
    assert len(documents) == len(items) == len(raw), [item for item in items if not isinstance(item, Document)]
    coder = eventcoder.load()
    count = 0
    faults = []
    for document in documents:
        for event in coder.code(document):
            count += 1
            if event.doc_id != document.id or own_texts[document.id][event.start : event.end] != event.trigger_text:
                faults.append(f"{document.id} {event.start}-{event.end}: {event.trigger_text!r}")
    assert not faults, "\n".join(faults)
    assert count, "nothing was coded from any of them"
