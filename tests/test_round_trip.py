"""Offsets lead back to the text: every token of real documents and of generated text gives its own text, in linear time."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventcoder import arabic
from eventcoder.coding.analyse import Model, find_words, load_model
from eventcoder.coding.sentences import split
from eventcoder.records import Document

SHARED = Path(__file__).parent.parent.parent / "shared"
FILES = [SHARED / "corpus" / "news.jsonl", SHARED / "gold" / "gsr_dev" / "sentences.jsonl"]


@pytest.fixture(scope="module")
def model() -> Model:
    return load_model()


def check(document: Document) -> int:
    """Check every token of a document against its text; return how many there are."""
    count = 0
    for sentence in split(document):
        assert document.text[sentence.start : sentence.end] == sentence.text
        place = sentence.start
        for word in find_words(sentence).words:
            assert place <= word.start < word.end <= sentence.end
            assert document.text[word.start : word.end] == word.text
            assert arabic.fold(word.text) == word.form
            place = word.end
            count += 1
    return count


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_real_documents(path: Path) -> None:
    if not path.is_file():
        pytest.skip(f"needs {path}")
    tokens = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        title = item.get("title") or ""
        tokens += check(Document(item["id"], item["date"], f"{title}\n{item['text']}" if title else item["text"], len(title)))
    assert tokens > 30_000


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_real_documents_parsed(path: Path, model: Model) -> None:
    if not path.is_file():
        pytest.skip(f"needs {path}")
    lines = path.read_text(encoding="utf-8").splitlines()
    for line in lines[:: max(len(lines) // 40, 1)]:
        item = json.loads(line)
        document = Document(item["id"], item["date"], item["text"])
        for analysis in model.analyse(split(document), lambda _: True):
            for word in analysis.words:
                assert document.text[word.start : word.end] == word.text


@settings(max_examples=120, deadline=None)
@given(st.text(st.characters(codec=None, exclude_categories=()), max_size=300), st.integers(0, 40))
def test_any_text(text: str, title: int) -> None:
    check(Document("any", "2020-01-01", text, min(title, len(text))))


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(min_codepoint=0x600, max_codepoint=0x6FF), max_size=60), st.integers(1, 30))
def test_any_arabic_block(text: str, times: int) -> None:
    check(Document("any", "2020-01-01", (text + " Reuters ") * times))


LONG = {
    "1 MB without a blank": lambda size: "ا" * size,
    "letters and marks without a blank": lambda size: "بَ" * (size // 2),
    "words in one sentence": lambda size: "كلمة " * (size // 5),
    "quotation marks": lambda size: "«" * size,
    "presentation forms": lambda size: "ﻻ" * size,
}


@pytest.mark.parametrize("name", LONG)
def test_time_grows_linearly(name: str, model: Model) -> None:
    def seconds(size: int) -> float:
        document = Document("long", "2020-01-01", LONG[name](size))
        started = time.process_time()
        check(document)
        model.analyse(split(document), lambda analysis: len(analysis.words) < 20)
        return time.process_time() - started

    seconds(10_000)
    small = min(seconds(100_000) for _ in range(2))
    large = seconds(1_000_000)
    assert large < 25 * max(small, 0.05), f"{name}: {small:.2f} s for 100,000 characters, {large:.2f} s for 1,000,000"


def test_a_sentence_of_five_thousand_words(model: Model) -> None:
    document = Document("long", "2020-01-01", "استقبل الرئيس المصري نظيره " * 1250)
    assert check(document) == 5000
    assert sum(len(analysis.words) for analysis in model.analyse(split(document), lambda _: True)) == 5000
