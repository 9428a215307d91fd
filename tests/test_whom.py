"""Whom bare offices, duals, members and texts mean, and how the parts of a code are put together, on a small dictionary."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small import code, compile_small, find_mentions

import eventcoder
from eventcoder.coding.surroundings import compose_code
from eventcoder.dictionary.compile import load_lexicon
from eventcoder.lexicon import Lexicon
from eventcoder.records import Document

MORE = """
actor: ISR
english: Israel
demonym: Israeli
kind: country
name: إسرائيل
nisba: إسرائيلي
role: ISR

actor: PSE
english: Palestine
demonym: Palestinian
kind: country
name: فلسطين
nisba: فلسطيني
army: ISR
role: PSE

actor: PSE.coast
english: Coast Movement
kind: group
name: حركة الساحل
role: PSEREB

actor: PSE.hill
english: Hill Movement
kind: party
name: حركة التل
name: التل
role: PSEPTY

actor: ISR.occupation
english: Israeli army
kind: office
name: الاحتلال
near: فلسطين
near: فلسطيني
role: ISRMIL

actor: EGY.gazette
english: Gazette
kind: media
name: الجريدة
role: EGYMED

actor: LBY.sahli
english: Sahli
kind: person
name: عمر ساهلي
surname: ساهلي
role: LBYGOV 2015..2022
example: وصل عمر ساهلي
on: 2020-01-01
expect: LBYGOV
"""
AGENTS = """
agent: both-sides
english: side
name: الجانبان
plural: الجانبين
plural: الطرفان
role: GOV
needs: nationality
two: sides
kind: body

agent: both-countries
english: country
name: البلدان
plural: البلدين
role: COUNTRY
needs: nationality
two: countries
kind: body

agent: both-governments
english: government
name: الحكومتان
role: GOV
two: countries
kind: body

agent: both-ministers
english: minister
name: الوزيران
role: GOV
two: people

agent: leader-of
english: leader
name: قيادي
plural: قادة
role: SAME
needs: nationality

agent: official
english: official
name: مسؤول
plural: مسؤولون
role: GOV
kind: member

agent: ambassador
english: ambassador
name: سفير
role: GOV
abroad: yes

agent: statement
english: statement
name: البيان
role: AUTHOR
needs: nationality
kind: body

agent: diplomat
english: diplomat
plural: دبلوماسيون
name: دبلوماسي غربي
role: GOV
abroad: yes
"""


@pytest.fixture(scope="module")
def lexicon(tmp_path_factory: pytest.TempPathFactory) -> Lexicon:
    return compile_small(tmp_path_factory.mktemp("dictionaries") / "small", MORE, AGENTS)


def codes(lexicon: Lexicon, *tagged: str, publisher: str = "") -> list[list[str]]:
    """The codes of each sentence's mentions, a dual's as "one+other"."""
    return [
        ["+".join(each.code for each in (mention, mention.second) if each) for mention in found]
        for found in find_mentions(lexicon, *tagged, publisher=publisher)
    ]


# ---------------------------------------------------------------- one sentence

TABLE: list[tuple[str, str]] = [
    # ministers, counterparts, former offices
    ("قال/V وزير/N خارجية/N مصر/P", "EGYGOV"),
    ("قال/V وزير/N الخارجية/N المصري/A", "EGYGOV"),
    ("التقى/V وزير/N الخارجية/N المصري/A نظيره/N السوري/A", "EGYGOV SYRGOV"),
    ("التقى/V قائد/N الجيش/N المصري/A نظيره/N التركي/A", "EGYMIL TURMIL"),
    ("قال/V الرئيس/N المصري/A السابق/A", "EGYELI"),
    ("قال/V الرئيس/N السابق/A في/D مصر/P", "EGYELI EGY"),
    # members and parts of a body
    ("قال/V مسؤول/N في/D الشرطة/N المصرية/A", "EGYCOP"),
    ("قال/V مسؤول/N بالشرطة/N المصرية/A", "EGYCOP"),
    ("أصيب/V أربعة/N من/D الشرطة/N المصرية/A", "EGYCOP"),
    ("قتل/V مدنيون/N من/D السوريين/N", "SYRCVL"),
    ("قال/V قيادي/N في/D حركة/N الساحل/N", "PSEREB"),
    ("اغتالت/V إسرائيل/P حركة/N الساحل/N وقادتها/N", "ISR PSEREB PSEREB"),
    ("اغتالت/V إسرائيل/P قادتها/N", "ISR ---"),  # nobody's
    ("هاجم/V مسلحون/N جبهة/N الجبل/N", "SYRUAF SYRREB"),  # no construct
    # those with and against whom one is
    ("تظاهر/V المتظاهرون/N ضد/D تركيا/P في/D مصر/P", "EGYOPP TUR EGY"),
    ("وسلم/V المتظاهرون/N السفير/N التركي/A رسالة/N", "OPP TURGOV"),
    ("المتظاهرون/N المقربون/A من/D حركة/N الساحل/N", "OPP PSEREB"),
    ("المتظاهرون/N المعارضون/A لنادر/P الحلبي/P", "EGYOPP EGYGOV"),
    ("قال/V السفير/N في/D تركيا/P", "GOV TUR"),  # the host's he is not
    ("أمهلت/V الحكومة/N المصرية/A المتظاهرين/N في/D تركيا/P", "EGYGOV EGYOPP TUR"),  # a government rules its own
    ("أمهلت/V الحكومة/N المصرية/A أمس/N المتظاهرين/N في/D تركيا/P", "EGYGOV TUROPP TUR"),
    # armies
    ("أطلق/V الجنود/N النار/N في/D فلسطين/P", "ISRMIL PSE"),
    ("أطلقت/V الشرطة/N النار/N في/D فلسطين/P", "PSECOP PSE"),
    ("أطلق/V جندي/N فلسطيني/A النار/N", "PSEMIL"),
    ("اعتقل/V الاحتلال/N فلسطينيين/N", "ISRMIL PSECVL"),
    ("انتهى/V الاحتلال/N التركي/A في/D فلسطين/P", "TUR PSE"),
    # speaking to a newspaper
    ("قال/V دبلوماسيون/N للجريدة/N", "EGYGOV EGYMED"),
    # surnames that nobody else bears
    ("وهتفوا/V ساهلي/P", "LBYGOV"),
    ("وهتفوا/V الحلبي/P", ""),  # might be somebody from Aleppo
    # two of one kind of body
    ("وقعت/V حركتا/N الساحل/N والتل/N اتفاقا/N", "PSEREB PSEPTY"),
    # duals
    ("بين/D مصر/P وسوريا/P والبلدان/N يتفاوضان/V", "EGY SYR EGY+SYR"),
    ("التقى/V الرئيس/N المصري/A نظيره/N السوري/A وبحث/V الجانبان/N الأزمة/N", "EGYGOV SYRGOV EGYGOV+SYRGOV"),
    ("التقى/V الرئيس/N المصري/A نظيره/N السوري/A وقالت/V الحكومتان/N", "EGYGOV SYRGOV EGYGOV+SYRGOV"),
    ("قال/V وزير/N الخارجية/N المصري/A ووزير/N الخارجية/N السوري/A ثم/D سافر/V الوزيران/N", "EGYGOV SYRGOV EGYGOV+SYRGOV"),
    ("مصر/P وسوريا/P وتركيا/P والبلدان/N", "EGY SYR TUR"),  # which two?
    ("مصر/P وسوريا/P والبلدان/N العربية/A", "EGY SYR"),  # many countries
    ("اتفق/V الطرفان/N", ""),
    ("الوزيران/N المصري/A والسوري/A", "EGYGOV SYRGOV"),
    ("وقعت/V حركة/N الساحل/N وحركة/N التل/N اتفاقا/N وأكد/V الجانبان/N", "PSEREB PSEPTY PSEREB+PSEPTY"),
]


@pytest.mark.parametrize(("sentence", "wanted"), TABLE, ids=range(len(TABLE)))
def test_whom(sentence: str, wanted: str, lexicon: Lexicon) -> None:
    assert codes(lexicon, sentence) == [wanted.split()]


# ---------------------------------------------------------------- what was told before

STORIES: list[tuple[list[str], str]] = [
    (["قالت/V الشرطة/N المصرية/A في/D بيان/N", "واتهم/V البيان/N إسرائيل/P"], "EGYCOP ISR"),
    (["قالت/V تركيا/P إن/C بيان/N الشرطة/N المصرية/A كاذب/A", "واتهم/V البيان/N إسرائيل/P"], "EGYCOP ISR"),
    (["قالت/V الشرطة/N المصرية/A ذلك", "واتهم/V البيان/N إسرائيل/P"], "ISR"),  # no statement told of
    (["قالت/V وزارة/N الداخلية/N السورية/A", "وأكدت/V الوزارة/N ذلك"], "SYRGOV"),
    (["قال/V ناطق/N باسم/N الشرطة/N المصرية/A", "وأضاف/V الناطق/N"], ""),  # a bare spokesman needs the dictionary's word
    (["التقى/V الرئيس/N المصري/A نظيره/N السوري/A", "وأكد/V الجانبان/N ذلك"], "EGYGOV+SYRGOV"),
    (["التقى/V الرئيس/N المصري/A نظيره/N السوري/A", "وبحث/V البلدان/N الأزمة/N", "وسيبحث/V الجانبان/N السلام/N"], "EGY+SYR"),
]


@pytest.mark.parametrize(("sentences", "wanted"), STORIES, ids=range(len(STORIES)))
def test_whom_the_sentence_before_makes_clear(sentences: list[str], wanted: str, lexicon: Lexicon) -> None:
    assert codes(lexicon, *sentences)[-1] == wanted.split()


def test_a_bare_office_goes_by_the_publisher_and_an_ambassador_by_no_place(lexicon: Lexicon) -> None:
    assert codes(lexicon, "قال/V وزير/N الداخلية/N ذلك", publisher="وكالة النيل") == [["EGYGOV"]]
    assert codes(lexicon, "قال/V السفير/N في/D تركيا/P", publisher="وكالة النيل") == [["EGYGOV", "TUR"]]


def test_the_two_sides_of_the_last_meeting_are_meant(lexicon: Lexicon) -> None:
    events = code(
        lexicon,
        "بحث/V الرئيس/N المصري/A مع/D نظيره/N السوري/A الأزمة/N",
        "ورحبت/V تركيا/P بذلك",
        "وبحث/V الجانبان/N السلام/N",
    )
    assert [(event.source, event.target, event.sentence) for event in events][0] == ("EGYGOV", "SYRGOV", 0)
    assert all("TUR" not in (event.source, event.target) for event in events)


def test_what_is_struck_has_the_country_of_its_town(lexicon: Lexicon) -> None:
    coder = eventcoder.load()
    told = coder.code(Document("d", "2008-02-18", "هاجم مسلحون سوقا في بعقوبة. وهاجم مسلحون عدة قرى قرب نابلس"))
    assert [(event.target, event.target_text) for event in told] == [("IRQ", "سوقا"), ("PSE", "قرى")]


def test_nobody_does_anything_to_himself(lexicon: Lexicon) -> None:
    events = code(lexicon, "قال/V الرئيس/N المصري/A ذلك", "واتهم/V الرئيس/N المصري/A", "اتهمت/V مصر/P القاهرة/P")
    assert [(event.source, event.target) for event in events if event.source == event.target] == []


def test_a_sentence_with_a_subject_of_its_own_takes_none_from_the_one_before(lexicon: Lexicon) -> None:
    first = "التقى/V الرئيس/N السوري/A وزير/N الداخلية/N التركي/A"
    events = code(lexicon, first, "واتهم/V الرئيس/N المصري/A تركيا/P")
    assert [(event.source, event.target) for event in events if event.sentence == 1] == [("EGYGOV", "TUR")]


# ---------------------------------------------------------------- the parts of a code


@pytest.mark.parametrize(
    ("country", "role", "wanted"),
    [
        ("EGY", "GOV", "EGYGOV"),
        ("EGY", "", "EGY"),
        ("", "COP", "COP"),
        ("EGYGOV", "GOV", "EGYGOV"),
        ("EGYMIL", "GOV", "EGYGOVMIL"),
        ("EGY", "MILGOV", "EGYGOVMIL"),
        ("EGYGOVMIL", "COP", "EGYGOVMIL"),
        ("IGOUNO", "MIL", "IGOUNOMIL"),
        ("IGOUNO", "UNO", "IGOUNO"),
        ("PSEREB", "ELI", "PSEREBELI"),
    ],
)
def test_composition(country: str, role: str, wanted: str) -> None:
    assert compose_code(country, role) == wanted


ROLES = st.lists(st.sampled_from("GOV MIL COP SPY JUD LEG OPP PTY REB CVL EDU MED ELI".split()), max_size=4)


@given(country=st.sampled_from(["EGY", "SYR", "IGOUNO", "IGOEEC", "IMG"]), own=ROLES, added=ROLES)
def test_a_code_is_canonical(country: str, own: list[str], added: list[str]) -> None:
    code = compose_code(country + "".join(own), "".join(added))
    parts = [code[place : place + 3] for place in range(0, len(code), 3)]
    assert code.startswith(country)
    assert 1 <= len(parts) <= 3
    assert len(set(parts)) == len(parts)
    assert set(parts) <= {country[:3], country[3:], *own, *added}
    assert compose_code(code, "".join(added)) == code, "composing again changes nothing"
    assert compose_code(country, "".join(reversed(own + added))) == compose_code(country, "".join(own + added))


def test_every_code_of_the_dictionaries_is_canonical() -> None:
    lexicon = load_lexicon([eventcoder.shipped_dictionaries()])
    codes = {code for actor in lexicon.actors for code in (*(role.code for role in actor.roles), actor.otherwise) if code}
    assert len(codes) > 500
    assert [code for code in sorted(codes) if compose_code(code[:3], code[3:]) != code] == []
