"""Analysis: words with offsets, trees whose heads lie inside, and models that are missing or broken."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventcoder.arabic import fold
from eventcoder.coding.analyse import SHIPPED, Model, find_words, load_model
from eventcoder.coding.blas import BlasOps
from eventcoder.errors import ModelError
from eventcoder.records import Analysis, Sentence

MODELS = Path(__file__).parent.parent.parent / "shared" / "model"
WHOLE = MODELS / "padt-pud.udpipe"
TEXTS = [
    "أعلن الرئيس المصري أمس أنَّ الأزمة انتهت في القاهرة.",
    "وقال الناطق باسم الحكومة: «سنبحث الأزمة وللحكومة رأيها»،",
    "بـــحـــث الجانبانِ 3.5 مليار دولار",
    "ﻻ ﺗﻌﻠﻴﻖ",
    "123 ؟!",
    "Reuters نقلت عن مصدر",
]


def sentence(text: str, start: int = 100) -> Sentence:
    return Sentence(0, start, start + len(text), text)


def check(analysis: Analysis) -> None:
    text, start, words = analysis.sentence.text, analysis.sentence.start, analysis.words
    place = start
    for number, word in enumerate(words):
        assert place <= word.start < word.end <= analysis.sentence.end
        assert word.text == text[word.start - start : word.end - start]
        assert word.form == fold(word.text)
        assert -1 <= word.head < len(words)
        assert word.head != number
        place = word.end


@given(st.text(st.characters(codec=None, exclude_categories=()), max_size=60))
def test_words_of_any_text(text: str) -> None:
    found = find_words(sentence(text))
    check(found)
    assert not found.parsed
    assert {(word.tag, word.head, word.dep) for word in found.words} <= {("", -1, "")}


@pytest.fixture(scope="module")
def shipped() -> Iterator[Model]:
    yield load_model()


def analyse(model: Model, texts: list[str]) -> list[Analysis]:
    return model.analyse([sentence(text, 1000 * number) for number, text in enumerate(texts)], lambda _: True)


def test_the_shipped_model(shipped: Model) -> None:
    analyses = analyse(shipped, TEXTS)
    assert [analysis.sentence.text for analysis in analyses] == TEXTS
    for analysis in analyses:
        check(analysis)
        assert analysis.parsed
    first = analyses[0].words
    assert first[0].tag == "VERB"
    assert {word.tag for word in first if word.text in ("الرئيس", "القاهرة")} <= {"NOUN", "PROPN", "X"}
    assert sum(word.head == -1 for word in first) == 1


def test_only_wanted_sentences_are_parsed(shipped: Model) -> None:
    wanted = shipped.analyse([sentence(text) for text in TEXTS], lambda analysis: "الرئيس" in analysis.sentence.text)
    assert [analysis.parsed for analysis in wanted] == [True, False, False, False, False, False]
    assert all(not word.tag for word in wanted[1].words)


def test_no_sentence_and_sentences_without_words(shipped: Model) -> None:
    assert shipped.analyse([], lambda _: True) == []
    for analysis in analyse(shipped, ["", "  ", "\u200f", "\u064e"]):
        assert analysis.words == ()


def test_a_sentence_that_is_too_long_is_not_parsed(shipped: Model) -> None:
    (analysis,) = analyse(shipped, ["قال " * 401])
    assert not analysis.parsed
    assert len(analysis.words) == 401


def test_sentences_of_odd_characters_keep_their_offsets(shipped: Model) -> None:
    odd = [
        "مصر\u00a0وسوريا",
        "مصر\tوسوريا\u2028ليبيا",
        "a" * 300,
        "٪ %% ((مصر))",
        "\U0001f600 مصر",
        "مصر\u200cوسوريا",
        "\ufdfa مصر",
    ]
    for analysis in analyse(shipped, odd):
        check(analysis)


def test_the_same_words_give_the_same_tree_in_any_company(shipped: Model) -> None:
    alone = [analyse(shipped, [text])[0].words for text in TEXTS[:3]]
    together = [analysis.words for analysis in analyse(shipped, TEXTS[:3])]
    strip = [[(word.form, word.tag, word.head, word.dep) for word in words] for words in alone]
    assert strip == [[(word.form, word.tag, word.head, word.dep) for word in words] for words in together]


@pytest.mark.parametrize(
    ("rows", "width", "columns"), [(1, 8, 5), (127, 96, 288), (128, 64, 3), (129, 96, 288), (700, 31, 7), (0, 4, 4)]
)
def test_a_row_of_a_product_depends_on_no_other(rows: int, width: int, columns: int) -> None:
    chance = numpy.random.default_rng(0)
    left = chance.standard_normal((rows, width), dtype="f")
    right = chance.standard_normal((columns, width), dtype="f")
    whole = BlasOps().gemm(left, right, trans2=True)
    assert whole.shape == (rows, columns)
    assert numpy.allclose(whole, left @ right.T, atol=1e-4)
    for first in range(0, rows, 37):
        some = BlasOps().gemm(left[first : first + 50], right, trans2=True)
        assert numpy.array_equal(some, whole[first : first + 50])
    other = numpy.zeros((width, columns), dtype="f")
    BlasOps().gemm(left, numpy.ones((rows, columns), dtype="f"), out=other, trans1=True)
    assert numpy.allclose(other, left.sum(axis=0)[:, None], atol=1e-3)


def test_diacritics_do_not_change_the_tree(shipped: Model) -> None:
    plain, marked = analyse(shipped, ["استقبل الرئيس الوزير", "اِسْتَقْبَلَ الرَّئِيسُ الوَزِيرَ"])
    assert [(w.form, w.tag, w.head) for w in plain.words] == [(w.form, w.tag, w.head) for w in marked.words]


def test_the_hash_names_the_content(shipped: Model, tmp_path: Path) -> None:
    copy = tmp_path / "models"
    shutil.copytree(SHIPPED, copy)
    assert load_model(copy).hash == shipped.hash
    assert len(shipped.hash) == 16


# ---------------------------------------------------------------- models that are none


def one_line(path: Path) -> str:
    with pytest.raises(ModelError) as caught:
        load_model(path)
    text = str(caught.value)
    assert len(text.splitlines()) == 1, text
    assert str(path) in text
    return text


def test_a_missing_model(tmp_path: Path) -> None:
    assert one_line(tmp_path / "none").startswith("no model at ")


def test_a_folder_that_is_no_model(tmp_path: Path) -> None:
    (tmp_path / "readme.txt").write_text("nothing", encoding="utf-8")
    assert "is no model" in one_line(tmp_path)


@pytest.mark.parametrize(
    "data", [b"", b"nonsense", b"\x00" * 64, b"\x05morpho" + b"\xff" * 100], ids=["empty", "text", "zeros", "like"]
)
def test_a_broken_udpipe_file(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "broken.udpipe"
    path.write_bytes(data)
    assert "is no UDPipe model" in one_line(path)


@pytest.mark.parametrize(
    "meta", ["{}", "", "{", "[]", '{"lang": "ar"}', '{"lang": "ar", "name": "x", "version": "0", "pipeline": ["parser"]}']
)
def test_a_broken_spacy_folder(meta: str, tmp_path: Path) -> None:
    (tmp_path / "meta.json").write_text(meta, encoding="utf-8")
    assert "cannot be loaded" in one_line(tmp_path)


@pytest.mark.parametrize("config", ["", "nonsense", '[nlp]\nlang = "ar"\npipeline = ["parser"]\n'])
def test_a_spacy_folder_with_a_broken_configuration(config: str, tmp_path: Path) -> None:
    (tmp_path / "meta.json").write_text('{"lang": "ar", "name": "x", "version": "0.0.0"}', encoding="utf-8")
    (tmp_path / "config.cfg").write_text(config, encoding="utf-8")
    one_line(tmp_path)


def test_a_spacy_folder_of_a_language_that_spacy_has_not(tmp_path: Path) -> None:
    (tmp_path / "meta.json").write_text('{"lang": "xx-none", "name": "x", "version": "0.0.0"}', encoding="utf-8")
    (tmp_path / "config.cfg").write_text('[nlp]\nlang = "xx-none"\n', encoding="utf-8")
    one_line(tmp_path)


@pytest.mark.parametrize("name", ["parser/model", "vocab/strings.json", "tagger/cfg", "config.cfg", "parser/moves", "tokenizer"])
def test_a_shipped_model_with_a_damaged_part(name: str, tmp_path: Path) -> None:
    copy = tmp_path / "models"
    shutil.copytree(SHIPPED, copy)
    part = copy / "spacy" / name
    if not part.is_file():
        pytest.skip(f"the shipped model has no {name}")
    part.write_bytes(part.read_bytes()[:7])
    with pytest.raises(ModelError) as caught:
        load_model(copy)
    assert len(str(caught.value).splitlines()) == 1


def test_a_shipped_model_with_a_damaged_splitter(tmp_path: Path) -> None:
    copy = tmp_path / "models"
    shutil.copytree(SHIPPED, copy)
    (copy / "clitics.json").write_bytes(b"nothing")
    with pytest.raises(ModelError, match=r"clitics\.json is no clitic splitter"):
        load_model(copy)
    (copy / "clitics.json").unlink()
    (copy / "tokenizer.udpipe").write_bytes(b"nothing")
    with pytest.raises(ModelError, match=r"tokenizer\.udpipe is no UDPipe model\Z"):
        load_model(copy)


# ---------------------------------------------------------------- other kinds of models


@pytest.mark.skipif(not WHOLE.is_file(), reason=f"needs {WHOLE}")
def test_a_whole_udpipe_model() -> None:
    analyses = analyse(load_model(WHOLE), TEXTS)
    for analysis in analyses:
        check(analysis)
        assert analysis.parsed
    assert analyses[0].words[0].tag == "VERB"


@pytest.mark.skipif(not (MODELS / "spacy").is_dir(), reason=f"needs {MODELS / 'spacy'}")
def test_a_spacy_pipeline_alone() -> None:
    analyses = analyse(load_model(MODELS / "spacy"), TEXTS)
    for analysis in analyses:
        check(analysis)
        assert analysis.parsed
    assert any(word.tag == "VERB" for word in analyses[0].words)


@pytest.mark.skipif(not MODELS.is_dir(), reason=f"needs {MODELS}")
def test_a_folder_like_the_shipped_one_elsewhere(shipped: Model) -> None:
    other = analyse(load_model(MODELS), TEXTS[:1])[0]
    check(other)
    assert other.words[0].tag == "VERB"
