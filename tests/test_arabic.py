"""The one normaliser of Arabic and the clitics: what is folded, what offsets lead back to, which readings a form has."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventcoder.arabic import (
    fold,
    fold_with_offsets,
    is_word,
    loosen,
    noun_readings,
    phrase,
    split_words,
    stem_span,
    verb_readings,
)

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
ARABIC = st.text(st.sampled_from(LETTERS + "أإآٱءؤئىةپچکی" + "ـًٌٍَُِّْٰ" + "٠١٢٣٩۰۵۹" + " \u200c\u200d\u200f\ufeff،.«»-abcXYZ059"))
ANY = st.text(st.characters(codec=None, exclude_categories=()))  # lone surrogates too


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("أُجرِيَت", "اجريت"),
        ("إِسرائيل", "اسرائيل"),
        ("آبـــاء", "اباء"),
        ("ٱلله", "الله"),
        ("مُسْتَشْفًى", "مستشفي"),
        ("ایران", "ايران"),
        ("کویت", "كويت"),
        ("٢٠٢٠ و ۱۹۹۹", "2020 و 1999"),
        ("ﻻﺟﺊ", "لاجئ"),
        ("مسؤول ورئيس وحكومة", "مسؤول ورئيس وحكومة"),
        ("\u200fالرئيس\u200c\ufeff", "الرئيس"),
        ("ا\u0654مر", "امر"),
        ("", ""),
    ],
)
def test_fold(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(ANY)
def test_fold_is_the_text_of_the_offsets(text: str) -> None:
    assert fold(text) == fold_with_offsets(text).text


@given(ANY)
def test_offsets_cover_the_text_in_order(text: str) -> None:
    folded = fold_with_offsets(text)
    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    assert all(0 <= start < end <= len(text) for start, end in zip(folded.starts, folded.ends, strict=True))
    assert list(folded.starts) == sorted(folded.starts)
    assert list(folded.ends) == sorted(folded.ends)
    if folded.text:
        assert folded.ends[-1] == len(text)


@given(ARABIC)
def test_each_character_folds_back_to_itself(text: str) -> None:
    folded = fold_with_offsets(text)
    for character, start, end in zip(folded.text, folded.starts, folded.ends, strict=True):
        assert character in fold(text[start:end])


@given(ARABIC)
def test_folding_arabic_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert loosen(loosen(fold(text))) == loosen(fold(text))


@given(ARABIC)
def test_presentation_forms_and_decomposition_fold_alike(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


def test_lone_surrogates_stay() -> None:
    assert fold("ا\ud800ب\udfff") == "ا\ud800ب\udfff"
    assert split_words("\ud800 \udfff") == [(0, 1), (2, 3)]


@pytest.mark.parametrize("unit", ["a", "ا\u064e", "\u064e", "\u0301", "\ud800", "و\u0640", "ﷲ"])
def test_time_is_linear_in_the_length(unit: str) -> None:
    def seconds(length: int) -> float:
        text = unit * (length // len(unit))
        best = 9.0
        for _ in range(2):
            start = time.process_time()
            fold_with_offsets(text)
            split_words(text)
            best = min(best, time.process_time() - start)
        return best

    small, large = seconds(30_000), seconds(240_000)
    assert large < max(small, 0.01) * 24, f"eight times the text took {large / small:.0f} times as long"


@pytest.mark.parametrize("unit", ["م\u064e", "أ"])
def test_a_megabyte_in_two_seconds(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    start = time.process_time()
    fold_with_offsets(text)
    assert time.process_time() - start < 2.5


@pytest.mark.parametrize(
    ("form", "loose"), [("مسئوله", "مسيوله"), ("مسؤولة", "مسوولة".replace("ة", "ه")), ("قرية", "قريه"), ("رئيس", "رييس")]
)
def test_loosen(form: str, loose: str) -> None:
    assert loosen(form) == loose


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("قال: «نعم»، ثم 3.5 مليون.", ["قال", ":", "«", "نعم", "»", "،", "ثم", "3.5", "مليون", "."]),
        ("١٫٥", ["١٫٥"]),
        ("10,000", ["10,000"]),
        ("الأردنّ-العراق", ["الأردنّ", "-", "العراق"]),
        ("بـــحث", ["بـــحث"]),
        ("أ.ف.ب", ["أ", ".", "ف", ".", "ب"]),
        (" \n\t", []),
    ],
)
def test_split_words(text: str, words: list[str]) -> None:
    assert [text[start:end] for start, end in split_words(text)] == words


@given(ANY)
def test_words_are_apart_in_order_and_hold_all_but_blanks(text: str) -> None:
    place = 0
    for start, end in split_words(text):
        assert place <= start < end
        assert not text[place:start].strip()
        place = end
    assert not text[place:].strip()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("وزير  «الداخلية»، أحمد\u200f", ("وزير", "الداخلية", "احمد")),
        ("الأمم المتّحدة", ("الامم", "المتحدة")),
        ("أ. ف. ب.", ("ا", "ف", "ب")),
        ("«»،", ()),
        ("\u064e", ()),
    ],
)
def test_phrase(text: str, words: tuple[str, ...]) -> None:
    assert phrase(text) == words


@given(ANY)
def test_a_phrase_is_of_folded_words(text: str) -> None:
    for word in phrase(text):
        assert is_word(word)
        assert word


def nouns(form: str) -> set[tuple[str, str, str]]:
    return {(reading.stem, reading.before, reading.after) for reading in noun_readings(fold(form))}


@pytest.mark.parametrize(
    ("form", "stem", "before", "after"),
    [
        ("الحكومة", "الحكومة", "", ""),
        ("والحكومة", "الحكومة", "و", ""),
        ("للحكومة", "الحكومة", "ل", ""),
        ("وللحكومة", "الحكومة", "ول", ""),
        ("بالحكومة", "الحكومة", "ب", ""),
        ("وبالحكومة", "الحكومة", "وب", ""),
        ("كالحكومة", "الحكومة", "ك", ""),
        ("فالحكومة", "الحكومة", "ف", ""),
        ("للّيبيين", "الليبيين", "ل", ""),
        ("لمصر", "مصر", "ل", ""),
        ("حكومته", "حكومة", "", "ه"),
        ("ولحكومتهم", "حكومة", "ول", "هم"),
        ("نظيرها", "نظير", "", "ها"),
        ("أصدقاؤه", "اصدقاء", "", "ه"),
        ("زملائه", "زملاء", "", "ه"),
        ("جيشنا", "جيش", "", "نا"),
        ("وزيرهما", "وزير", "", "هما"),
    ],
)
def test_noun_readings(form: str, stem: str, before: str, after: str) -> None:
    assert (stem, before, after) in nouns(form)


def test_the_form_itself_is_the_first_reading() -> None:
    for form in ("وزير", "بيروت", "لبنان", "كوريا", "فرنسا", "باه"):
        first = noun_readings(form)[0]
        assert (first.stem, first.before, first.after, first.skip, first.keep) == (form, "", "", 0, len(form))


def test_an_article_and_a_pronoun_exclude_each_other() -> None:
    assert not any(after for stem, _, after in nouns("الوزيره") if stem.startswith("ال"))


def verbs(form: str) -> set[tuple[str, str, str]]:
    return {(reading.stem, reading.before, reading.after) for reading in verb_readings(fold(form))}


@pytest.mark.parametrize(
    ("form", "stem", "before", "after"),
    [
        ("استقبل", "استقبل", "", ""),
        ("واستقبل", "استقبل", "و", ""),
        ("وستستقبله", "تستقبل", "وس", "ه"),
        ("سيزور", "يزور", "س", ""),
        ("ليبحث", "يبحث", "ل", ""),
        ("قتلوه", "قتلوا", "", "ه"),
        ("استدعاه", "استدعي", "", "ه"),
        ("فيقتلهم", "يقتل", "ف", "هم"),
        ("اتهمهما", "اتهم", "", "هما"),
    ],
)
def test_verb_readings(form: str, stem: str, before: str, after: str) -> None:
    assert (stem, before, after) in verbs(form)


@pytest.mark.parametrize("form", ["سعى", "سلّم", "سجن", "لعب", "لقي"])
def test_a_radical_is_no_future_particle_or_purpose(form: str) -> None:
    assert all(before == "" for _, before, _ in verbs(form))


@given(st.text(st.sampled_from(LETTERS + "ةى"), min_size=1, max_size=12))
def test_readings_never_fail_and_stay_inside_the_form(form: str) -> None:
    form = fold(form)
    for reading in noun_readings(form) + verb_readings(form):
        assert 0 <= reading.skip <= reading.keep <= len(form)
        assert reading.stem
        assert form.startswith(reading.before)
        assert form.endswith(reading.after)
        assert reading.skip == len(reading.before)
        whole = reading.after and reading.stem.endswith("ة")  # حكومته: حكومت is no word, so the text keeps the pronoun
        assert reading.keep in {len(form) - len(reading.after), len(form) if whole else -1}


@pytest.mark.parametrize(
    ("text", "skip", "keep", "cut"),
    [
        ("وَللحكومة", 2, 8, "لحكومة"),
        ("وَالرَّئيسُ", 1, 7, "الرَّئيسُ"),
        ("ببـيـروت", 1, 6, "بـيـروت"),
        ("حكومتُهُ", 0, 5, "حكومتُ"),
        ("مصر", 0, 3, "مصر"),
    ],
)
def test_stem_span(text: str, skip: int, keep: int, cut: str) -> None:
    start, end = stem_span(text, skip, keep)
    assert text[start:end] == cut


@given(ANY, st.integers(0, 40), st.integers(1, 40))
@settings(max_examples=150)
def test_a_stem_span_stays_inside_the_text(text: str, skip: int, keep: int) -> None:
    start, end = stem_span(text, skip, keep)
    assert 0 <= start <= end <= len(text)
