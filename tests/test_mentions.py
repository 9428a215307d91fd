"""Mentions: which phrases name actors, and which code they get on the day, in the document, after an introduction."""

from __future__ import annotations

from pathlib import Path

import pytest
from small import DAY, compile_small, find_mentions

from eventcoder.lexicon import Lexicon
from eventcoder.records import Mention


@pytest.fixture(scope="module")
def lexicon(tmp_path_factory: pytest.TempPathFactory) -> Lexicon:
    folder: Path = tmp_path_factory.mktemp("dictionaries") / "small"
    return compile_small(folder)


def coded(mentions: list[Mention]) -> list[tuple[str, str]]:
    return [(mention.text, mention.code) for mention in mentions]


TABLE: list[tuple[str, list[tuple[str, str]]]] = [
    # office + nationality
    ("وصل/V الرئيس/N المصري/A", [("الرئيس المصري", "EGYGOV")]),
    ("وصلت/V الرئيسة/N المصرية/A", [("الرئيسة المصرية", "EGYGOV")]),
    ("قال/V وزير/N الداخلية/N السوري/A", [("وزير الداخلية السوري", "SYRGOV")]),
    ("وزيرة/N الخارجية/N الألمانية/A", [("وزيرة الخارجية الألمانية", "DEUGOV")]),
    ("جنود/N سوريون/A", [("جنود سوريون", "SYRMIL")]),
    ("الجنود/N المصريون/A", [("الجنود المصريون", "EGYMIL")]),
    ("جندي/N تركي/A", [("جندي تركي", "TURMIL")]),
    ("المتظاهرون/N السودانيون/A", [("المتظاهرون السودانيون", "SDNOPP")]),
    ("الرئيس/N الكوري/A الجنوبي/A", [("الرئيس الكوري الجنوبي", "KORGOV")]),
    ("جنديان/N كوريان/A جنوبيان/A", [("جنديان كوريان جنوبيان", "KORMIL")]),
    # office of a country
    ("وزير/N داخلية/N مصر/P", [("وزير داخلية مصر", "EGYGOV")]),
    ("رئيس/N ليبيا/P", [("رئيس ليبيا", "LBYGOV")]),
    ("حكومة/N السودان/P", [("حكومة السودان", "SDNGOV")]),
    ("جيش/N تركيا/P", [("جيش تركيا", "TURMIL")]),
    ("شرطة/N القاهرة/P", [("شرطة القاهرة", "EGYCOP")]),
    # bodies
    ("رئيس/N حكومة/N الوفاق/N في/D ليبيا/P", [("رئيس حكومة الوفاق", "LBYGOV"), ("ليبيا", "LBY")]),
    ("وزير/N الداخلية/N بحكومة/N الوفاق/N في/D ليبيا/P", [("وزير الداخلية بحكومة الوفاق", "LBYGOV"), ("ليبيا", "LBY")]),
    ("مسلحون/N من/D جبهة/N الجبل/N", [("مسلحون من جبهة الجبل", "SYRREB")]),
    ("رئيس/N الأمم/N المتحدة/A", [("رئيس الأمم المتحدة", "IGOUNO")]),
    ("ناطق/N باسم/N الشرطة/N المصرية/A", [("ناطق باسم الشرطة المصرية", "EGYCOP")]),
    ("ناطق/N باسم/N جبهة/N الجبل/N", [("ناطق باسم جبهة الجبل", "SYRREB")]),
    # clitics and spelling
    ("وللشرطة/N المصرية/A", [("لشرطة المصرية", "EGYCOP")]),
    ("بمصر/P", [("مصر", "EGY")]),
    ("والقاهرة/P", [("القاهرة", "EGY")]),
    ("الأمـم/N المتّحدة/A", [("الأمـم المتّحدة", "IGOUNO")]),
    ("الشرطه/N المصريه/A", [("الشرطه المصريه", "EGYCOP")]),
    ("المانيا/P", [("المانيا", "DEU")]),
    ("الأتراك/N", [("الأتراك", "TURCVL")]),
    ("الجندي/N الألماني/A", [("الجندي الألماني", "DEUMIL")]),
    ("جندي/N ألماني/A", [("جندي ألماني", "DEUMIL")]),
    # former
    ("وزير/N الداخلية/N المصري/A السابق/A", [("وزير الداخلية المصري السابق", "EGYELI")]),
    ("الرئيس/N السوري/A المخلوع/A", [("الرئيس السوري المخلوع", "SYRELI")]),
    # the other side
    ("الجانب/N المصري/A", [("الجانب المصري", "EGY")]),
    ("الرئيس/N المصري/A ونظيره/N السوري/A", [("الرئيس المصري", "EGYGOV"), ("نظيره السوري", "SYRGOV")]),
    ("قائد/N الجيش/N المصري/A ونظيره/N السوري/A", [("الجيش المصري", "EGYMIL"), ("نظيره السوري", "SYRMIL")]),
    # peoples
    ("خطفوا/V 23 من الكوريين/N الجنوبيين/A", [("الكوريين الجنوبيين", "KORCVL")]),
    ("عشرات/N السوريين/A", [("السوريين", "SYRCVL")]),
    ("قتل/V 90 ألمانيا/P", [("ألمانيا", "DEU")]),
    ("الخبراء/N الألمان/A", [("الألمان", "DEU")]),
    # an institution takes no name
    ("اعتقل/V الجيش/N السوري/A نادر/P الحلبي/P", [("الجيش السوري", "SYRMIL"), ("نادر الحلبي", "EGYGOV")]),
    ("اعتقلت/V الشرطة/N المصرية/A كمال/P يازجي/P", [("الشرطة المصرية", "EGYCOP"), ("كمال يازجي", "---")]),
    ("حكومة/N الرئيس/N المصري/A نادر/P الحلبي/P", [("حكومة الرئيس المصري نادر الحلبي", "EGYGOV")]),
    ("حكومة/N الحلبي/P", [("حكومة الحلبي", "EGYGOV")]),
    ('ناطق/N باسم/N الشرطة/N المصرية/A " القمع/N الوحشي/A "', [("ناطق باسم الشرطة المصرية", "EGYCOP")]),
    # a second nationality of the same noun
    ("الجيش/N المصري/A والسوري/A", [("الجيش المصري", "EGYMIL"), ("السوري", "SYRMIL")]),
    # nobody
    ("وصل/V الوزير/N", []),
    ("وصل/V رئيس/N", []),
    ("من/D جانب/N واحد/A", []),
    ("دعم/N مالي/A كبير/A", []),
    ("كتاب/N عن/D الحديقة/N", []),
]


@pytest.mark.parametrize(("sentence", "wanted"), TABLE, ids=range(len(TABLE)))
def test_phrase(sentence: str, wanted: list[tuple[str, str]], lexicon: Lexicon) -> None:
    (found,) = find_mentions(lexicon, sentence)
    assert coded(found) == wanted


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ("قالت/V القاهرة/P", False),
        ("اجتمعوا/V في/D القاهرة/P", True),
        ("أكدت/V دمشق/P ذلك", False),
        ("اجتمعوا/V بدمشق/P", True),
        ("قرب/D دمشق/P", True),
        ("بين/D القاهرة/P ودمشق/P", False),
        ("داخل/D مصر/P", True),
        ("هاجم/V مصر/P", False),
        ("مع/D مصر/P", False),
    ],
)
def test_capital_as_government_or_place(sentence: str, place: bool, lexicon: Lexicon) -> None:
    (found,) = find_mentions(lexicon, sentence)
    assert [mention.place for mention in found] == [place] * len(found)
    assert found


def test_english_names(lexicon: Lexicon) -> None:
    names = [
        found[0].english
        for found in find_mentions(
            lexicon,
            "الرئيس/N المصري/A",
            "جنود/N سوريون/A",
            "وزير/N الداخلية/N المصري/A السابق/A",
            "الشرطة/N الألمانية/A",
            "مسلحون/N من/D جبهة/N الجبل/N",
            "القاهرة/P",
        )
    ]
    assert names == [
        "Egyptian president",
        "Syrian soldiers",
        "former Egyptian interior minister",
        "German police",
        "Jabal Front gunmen",
        "Egypt",
    ]


def test_number_and_gender(lexicon: Lexicon) -> None:
    (found,) = find_mentions(lexicon, "جنود/N سوريون/A ووزيرة/N الخارجية/N الألمانية/A ووزير/N الخارجية/N المصري/A")
    assert [(mention.plural, mention.feminine) for mention in found] == [(True, False), (False, True), (False, False)]


def test_offsets_are_those_of_the_document(lexicon: Lexicon) -> None:
    (found,) = find_mentions(lexicon, "وبالقاهرة/P التقى/V بالرئيسِ/N السوريِّ/A")
    text = "وبالقاهرة التقى بالرئيسِ السوريِّ"
    assert [text[mention.start : mention.end] for mention in found] == ["القاهرة", "الرئيسِ السوريِّ"]
    assert [mention.text for mention in found] == ["القاهرة", "الرئيسِ السوريِّ"]


# ---------------------------------------------------------------- people and days


@pytest.mark.parametrize(
    ("date", "code"),
    [
        ("2009-12-31", "EGYELI"),
        ("2010-01-01", "EGYGOV"),
        ("2012-05-09", "EGYGOV"),
        ("2012-05-10", "EGYGOVMIL"),
        ("2013-02-28", "EGYGOVMIL"),
        ("2013-03-01", "EGYGOV"),
        ("2020-12-31", "EGYGOV"),
        ("2021-01-01", "EGYELI"),
    ],
)
def test_the_code_goes_by_the_day(date: str, code: str, lexicon: Lexicon) -> None:
    (found,) = find_mentions(lexicon, "قال/V نادر/P الحلبي/P", date=date)
    assert [(mention.code, mention.actor) for mention in found] == [(code, "EGY.halabi")]


def test_a_surname_means_somebody_after_the_full_name(lexicon: Lexicon) -> None:
    full, after = find_mentions(lexicon, "وصل/V نادر/P الحلبي/P", "وأضاف/V الحلبي/P")
    assert [mention.actor for mention in (*full, *after)] == ["EGY.halabi", "EGY.halabi"]


@pytest.mark.parametrize(
    ("sentence", "date", "wanted"),
    [
        ("قال/V الحلبي/P", DAY, []),  # nothing of Egypt
        ("قال/V الحلبي/P في/D مصر/P", DAY, ["EGY.halabi"]),
        ("قال/V الحلبي/P في/D مصر/P", "2022-01-01", []),  # no longer in office
        ("الخبز/N الحلبي/A في/D مصر/P", DAY, []),  # an adjective
        ("قال/V سمير/P الحلبي/P في/D مصر/P", DAY, []),  # somebody else's
    ],
)
def test_a_surname_alone_means_who_is_in_office_where_the_document_plays(
    sentence: str, date: str, wanted: list[str], lexicon: Lexicon
) -> None:
    (found,) = find_mentions(lexicon, sentence, date=date)
    assert [mention.actor for mention in found if mention.actor != "EGY"] == wanted


def test_a_title_before_a_known_name_is_one_mention(lexicon: Lexicon) -> None:
    (found,) = find_mentions(lexicon, "قال/V وزير/N الداخلية/N المصري/A نادر/P الحلبي/P", date="2015-01-01")
    assert coded(found) == [("وزير الداخلية المصري نادر الحلبي", "EGYGOV")]
    assert found[0].actor == "EGY.halabi"


def test_a_title_before_a_surname_introduces_too(lexicon: Lexicon) -> None:
    first, after = find_mentions(lexicon, "قال/V وزير/N الداخلية/N المصري/A الحلبي/P", "وأضاف/V الحلبي/P", date="2015-01-01")
    assert [mention.actor for mention in (*first, *after)] == ["EGY.halabi", "EGY.halabi"]


def test_an_unknown_name_is_taught_by_its_title(lexicon: Lexicon) -> None:
    first, full, short = find_mentions(
        lexicon, "قال/V وزير/N الداخلية/N السوري/A كمال/P يازجي/P", "وصل/V كمال/P يازجي/P", "وأضاف/V يازجي/P"
    )
    assert coded(first) == [("وزير الداخلية السوري كمال يازجي", "SYRGOV")]
    assert coded(full) == [("كمال يازجي", "SYRGOV")]
    assert coded(short) == [("يازجي", "SYRGOV")]
    assert short[0].english == "Syrian interior minister"


def test_an_unknown_name_before_its_title_is_taught_too(lexicon: Lexicon) -> None:
    first, after = find_mentions(lexicon, "قال/V كمال/P يازجي/P وزير/N الداخلية/N السوري/A", "وأضاف/V يازجي/P")
    assert coded(first) == [("كمال يازجي وزير الداخلية السوري", "SYRGOV")]
    assert coded(after) == [("يازجي", "SYRGOV")]


def test_a_full_name_that_nobody_introduced_is_an_unknown_person(lexicon: Lexicon) -> None:
    first, after = find_mentions(lexicon, "قال/V كمال/P يازجي/P", "وأضاف/V يازجي/P")
    assert coded(first) == [("كمال يازجي", "---")]
    assert coded(after) == [("يازجي", "---")]
    assert {mention.kind for mention in (*first, *after)} == {"phrase"}


def test_an_unknown_person_is_known_from_the_office_told_later(lexicon: Lexicon) -> None:
    office = "كمال/P يازجي/P وزير/N الداخلية/N السوري/A"
    *_, told, after = find_mentions(lexicon, "قال/V كمال/P يازجي/P", office, "وأضاف/V يازجي/P")
    assert coded(told) == [("كمال يازجي وزير الداخلية السوري", "SYRGOV")]
    assert coded(after) == [("يازجي", "SYRGOV")]


@pytest.mark.parametrize(
    "sentence",
    [
        'قال/V " كمال/P يازجي/P "',  # quoted
        "قال/V كمال/P كمال/P",  # doubled
        "قال/V الذي/P يازجي/P",  # a closed word
        "قال/V يازجي/P",  # one word
    ],
)
def test_what_is_no_full_name(sentence: str, lexicon: Lexicon) -> None:
    assert find_mentions(lexicon, sentence) == [[]]


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        # another name follows that can be the object
        ("استقبل/V نادر/P الحلبي/P وزير/N الداخلية/N المصري/A تركيا/P", ["نادر الحلبي وزير الداخلية المصري", "تركيا"]),
        ("مع/D نادر/P الحلبي/P وزير/N الداخلية/N المصري/A", ["نادر الحلبي وزير الداخلية المصري"]),
        ("استقبل/V نادر/P الحلبي/P وزير/N الداخلية/N المصري/A", ["نادر الحلبي", "وزير الداخلية المصري"]),
        ("مع/D نادر/P الحلبي/P وزير/N الداخلية/N السوري/A", ["نادر الحلبي", "وزير الداخلية السوري"]),
        ("مع/D نادر/P الحلبي/P ووزير/N الداخلية/N المصري/A", ["نادر الحلبي", "وزير الداخلية المصري"]),
    ],
)
def test_a_person_and_the_office_after_the_name(sentence: str, wanted: list[str], lexicon: Lexicon) -> None:
    (found,) = find_mentions(lexicon, sentence, date="2015-01-01")
    assert [mention.text for mention in found] == wanted


def test_an_office_is_taken_up_by_its_bare_noun(lexicon: Lexicon) -> None:
    _, after = find_mentions(lexicon, "قالت/V وزارة/N الداخلية/N السورية/A", "وأضافت/V الوزارة/N")
    assert coded(after) == [("الوزارة", "SYRGOV")]


# ---------------------------------------------------------------- what the document decides


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("زار/V مالي/P", []),
        ("زار/V مالي/P ثم باماكو/P", [("مالي", "MLI"), ("باماكو", "MLI")]),
        ("دعم/N مالي/A من باماكو/P", [("مالي", "MLI"), ("باماكو", "MLI")]),
    ],
)
def test_near(sentence: str, wanted: list[tuple[str, str]], lexicon: Lexicon) -> None:
    (found,) = find_mentions(lexicon, sentence)
    assert coded(found) == wanted


def test_near_may_stand_anywhere_in_the_document(lexicon: Lexicon) -> None:
    first, _ = find_mentions(lexicon, "بحثت/V حكومة/N الوفاق/N الأزمة/N", "وصل/V الوفد/N إلى/D ليبيا/P")
    assert coded(first) == [("حكومة الوفاق", "LBYGOV")]


def test_near_sees_the_nationality_beside_the_name(lexicon: Lexicon) -> None:
    (found,) = find_mentions(lexicon, "بحثت/V حكومة/N الوفاق/N الليبية/A الأزمة/N مع/D الأمم/N المتحدة/A")
    assert (found[0].code, found[0].actor) == ("LBYGOV", "LBY.gna")


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("قال/V حزب/N العدالة/N والتنمية/N المغربي/A", "MARPTY"),
        ("قال/V حزب/N العدالة/N والتنمية/N التركي/A", "TURGOV"),
        ("في/D تركيا/P قال/V حزب/N العدالة/N والتنمية/N", "TURGOV"),
    ],
)
def test_a_name_of_several_goes_by_nationality_and_document(sentence: str, code: str, lexicon: Lexicon) -> None:
    (found,) = find_mentions(lexicon, sentence)
    assert code in [mention.code for mention in found]


SELF = "the ambiguous name counts as a mention of its first entry's country and so decides about itself"


def test_a_name_of_several_without_a_hint_is_unknown(lexicon: Lexicon) -> None:
    (found,) = find_mentions(lexicon, "قال/V حزب/N العدالة/N والتنمية/N")
    assert coded(found) == [("حزب العدالة والتنمية", "---")]


def test_a_name_of_several_goes_by_the_document(lexicon: Lexicon) -> None:
    *_, last = find_mentions(lexicon, "قال/V حزب/N العدالة/N والتنمية/N", "وصل/V الوفد/N", "في/D الرباط/P")
    first = find_mentions(lexicon, "قال/V حزب/N العدالة/N والتنمية/N", "وصل/V الوفد/N", "في/D الرباط/P")[0]
    assert last
    assert coded(first) == [("حزب العدالة والتنمية", "MARPTY")]


def test_a_bare_office_goes_by_the_publisher(lexicon: Lexicon) -> None:
    (found,) = find_mentions(lexicon, "قالت/V الشرطة/N", publisher="وكالة النيل")
    assert coded(found) == [("الشرطة", "EGYCOP")]
    (unknown,) = find_mentions(lexicon, "قالت/V الشرطة/N")
    assert coded(unknown) == [("الشرطة", "COP")]


def test_a_bare_office_goes_by_the_documents_country(lexicon: Lexicon) -> None:
    first, _ = find_mentions(lexicon, "قالت/V الشرطة/N", "شرطة/N سوريا/P في/D سوريا/P", publisher="وكالة النيل")
    assert coded(first) == [("الشرطة", "SYRCOP")]


# ---------------------------------------------------------------- faults


def test_still_is_no_name(lexicon: Lexicon) -> None:
    (found,) = find_mentions(lexicon, "لا/T يزال/V الجيش/N السوري/A هناك")
    assert coded(found) == [("الجيش السوري", "SYRMIL")]


def test_accusative_of_a_broken_plural(lexicon: Lexicon) -> None:
    (found,) = find_mentions(lexicon, "قتل/V جنودا/N أتراكا/A في/D سوريا/P")
    assert found[0].code == "TURMIL"


def test_the_spokesman_with_his_article(lexicon: Lexicon) -> None:
    (found,) = find_mentions(lexicon, "الناطق/N باسم/N الشرطة/N المصرية/A")
    assert coded(found) == [("الناطق باسم الشرطة المصرية", "EGYCOP")]


def test_an_office_with_a_pronoun_is_cut_as_a_word(lexicon: Lexicon) -> None:
    (found,) = find_mentions(lexicon, "مع/D شرطتها/N")
    assert found[0].text == "شرطتها"
