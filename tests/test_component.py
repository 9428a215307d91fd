"""eventcoder as a spaCy component, and the cache of analyses."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

import pytest
import spacy
from attrs import evolve
from spacy.language import Language
from spacy.tokens import Doc

import eventcoder
import eventcoder.component  # an installed eventcoder is found by its entry point
from eventcoder.coding.analyse import FoldedSentence, Model, Token, load_model
from eventcoder.coding.analysis_cache import with_cache
from eventcoder.errors import InputError, ModelError
from eventcoder.records import Sentence

TEXT = "القاهرة: استقبل الرئيس المصري أمس نظيره السوري. وقال إنه مرتاح."
HEADS = {"استقبل": ("استقبل", "ROOT"), "الرئيس": ("استقبل", "nsubj"), "المصري": ("الرئيس", "amod"), "نظيره": ("استقبل", "obj")}


@Language.component("test_ud_heads")
def ud_heads(doc: Doc) -> Doc:
    """A parser that knows one sentence; every other word hangs on itself."""
    words = [token.text for token in doc]
    for token in doc:
        head, dep = HEADS.get(token.text, (token.text, "dep"))
        token.head, token.dep_ = doc[words.index(head)], dep
    return doc


def pipeline(**config: object) -> Language:
    nlp = spacy.blank("ar")
    nlp.add_pipe("test_ud_heads")
    nlp.add_pipe("eventcoder", config=config)
    return nlp


def test_events_stand_on_the_doc() -> None:
    doc = pipeline(date="2020-06-25")(TEXT)
    [event] = doc._.events
    assert (event.source, event.root, event.target, event.event_date) == ("EGYGOV", "04", "SYRGOV", "2020-06-24")
    assert doc.text[event.start : event.end] == event.trigger_text == "استقبل"


def test_the_doc_may_tell_its_date_and_more() -> None:
    nlp = pipeline()
    doc = nlp.make_doc(TEXT)
    doc._.eventcoder = {"date": "2011-03-02", "id": "seven", "publisher": "AFP"}
    [event] = nlp(doc)._.events
    assert (event.doc_date, event.doc_id, event.publisher) == ("2011-03-02", "seven", "AFP")
    [dated] = nlp("القاهرة 25 يونيو 2020 (أ ف ب) - " + TEXT.removeprefix("القاهرة: "))._.events
    assert dated.doc_date == "2020-06-25"
    assert pipeline(date="2020-06-25")("")._.events == []


def test_options_are_those_of_load(tmp_path: Path) -> None:
    (tmp_path / "own.dict").write_text("actor: XYZ.own\nenglish: Own\nname: جماعة الغيث الجديد\nrole: IMG\n", encoding="utf-8")
    nlp = pipeline(date="2020-06-25", extra=[str(tmp_path)], statements=True, statuses=["asserted", "negated"])
    events = nlp("استقبل الرئيس المصري جماعة الغيث الجديد.")._.events
    assert [event.target_id for event in events] == ["XYZ.own"]


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ({}, "no date: give the component one"),
        ({"date": "25.6.2020"}, "'25.6.2020' is no date"),
        ({"day": "2020-06-25"}, "'day' is none of date, id, publisher, url"),
    ],
)
def test_what_is_missing_is_told(facts: dict[str, str], message: str) -> None:
    nlp = pipeline()
    doc = nlp.make_doc(TEXT)
    doc._.eventcoder = facts
    with pytest.raises(InputError, match=message):
        nlp(doc)


def test_a_doc_without_a_tree_is_refused() -> None:
    nlp = spacy.blank("ar")
    nlp.add_pipe("eventcoder", config={"date": "2020-06-25"})
    with pytest.raises(InputError, match="finds no tree"):
        nlp(TEXT)


# ---------------------------------------------------------------- the cache


def sentence(text: str) -> Sentence:
    return Sentence(0, 5, 5 + len(text), text)


def test_cached_analyses_are_the_same_and_are_not_made_twice(tmp_path: Path) -> None:
    model = load_model()
    asked: list[str] = []

    def parse(sentences: Sequence[FoldedSentence]) -> list[list[Token]]:
        asked.extend(each.text for each in sentences)
        return model.parse(sentences)

    cached = with_cache(evolve(model, parse=parse), tmp_path / "deep" / "analyses.sqlite")
    texts = [sentence("استقبل الرئيس الوزير"), sentence("قال الوزير"), sentence("استقبل الرئيس الوزير")]
    plain = model.analyse(texts, lambda _: True)
    assert cached.analyse(texts, lambda _: True) == plain
    assert cached.analyse(texts, lambda _: True) == plain
    assert asked == ["استقبل الرئيس الوزير", "قال الوزير"]
    another = with_cache(evolve(cached, hash="another"), tmp_path / "deep" / "analyses.sqlite")
    assert another.analyse(texts, lambda _: True) == plain


def test_coding_with_a_cache_gives_the_same_events(tmp_path: Path) -> None:
    coder = eventcoder.load()
    assert isinstance(coder.model, Model)
    cached = evolve(coder, model=with_cache(coder.model, tmp_path / "analyses.sqlite"))
    for _ in range(2):
        assert eventcoder.code(TEXT, date="2020-06-25", coder=cached) == eventcoder.code(TEXT, date="2020-06-25", coder=coder)


def test_a_file_that_is_no_cache_is_told(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("this is no database, " * 100, encoding="utf-8")
    with pytest.raises(ModelError, match="cannot serve as a cache of analyses"):
        with_cache(load_model(), tmp_path / "text")
    with pytest.raises(ModelError, match="cannot serve as a cache of analyses"):
        with_cache(load_model(), tmp_path)
    cached = with_cache(load_model(), tmp_path / "lost.sqlite")
    with sqlite3.connect(tmp_path / "lost.sqlite") as store:
        store.execute("DROP TABLE analyses")
    with pytest.raises(ModelError, match="cannot be used"):
        cached.analyse([sentence("قال الوزير")], lambda _: True)
