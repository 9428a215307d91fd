"""Inflections: of verbs through mazini, of event nouns, of adjectives of nationality, of agents."""

from __future__ import annotations

import mazini
import pytest

from eventcoder.arabic import fold
from eventcoder.dictionary.conjugate import article, conjugate_verb, inflect_agent, inflect_nisba, inflect_noun


@pytest.mark.parametrize(
    ("root", "verb_class", "form", "feature"),
    [
        ("ب ح ث", "I/a~a", "بحثت", "p3fs"),
        ("ب ح ث", "I/a~a", "يبحثان", "i3md"),
        ("ب ح ث", "I/a~a", "بحثوا", "p3mp"),
        ("ب ح ث", "I/a~a", "بُحث", "P3ms"),
        ("ق و ل", "I/a~u", "قالت", "p3fs"),
        ("ق و ل", "I/a~u", "يقولون", "i3mp"),
        ("ق و ل", "I/a~u", "قيل", "P3ms"),
        ("ق و ل", "I/a~u", "يقل", "i3ms"),  # لم يقل
        ("د ع و", "I/a~u", "دعا", "p3ms"),
        ("د ع و", "I/a~u", "دعت", "p3fs"),
        ("د ع و", "I/a~u", "يدعو", "i3ms"),
        ("د ع و", "I/a~u", "يدع", "i3ms"),
        ("ش ن ن", "I/a~u", "شنّت", "p3fs"),
        ("و ص ل", "I/a~i", "يصل", "i3ms"),
        ("ن د د", "II", "تنديد", "m"),
        ("ن د د", "II", "منددا", "a"),
        ("ط ل ب", "III", "مطالبة", "m"),
        ("ط ل ب", "III", "طالبوا", "p3mp"),
        ("ل ق ي", "IV", "ألقى", "p3ms"),
        ("ل ق ي", "IV", "ألقت", "p3fs"),
        ("ل ق ي", "IV", "إلقاء", "m"),
        ("ع ق ل", "VIII", "اعتقلت", "p3fs"),
        ("ع ق ل", "VIII", "معتقلين", "Q"),
        ("و ه م", "VIII", "اتهم", "p3ms"),
        ("ق ب ل", "X", "استقبال", "m"),
        ("ق ب ل", "X", "يستقبل", "i3ms"),
        ("ز ل ز ل", "Iq", "زلزلت", "p3fs"),
    ],
)
def test_verb_forms(root: str, verb_class: str, form: str, feature: str) -> None:
    assert feature in conjugate_verb(root, verb_class)[fold(form)]


@pytest.mark.parametrize(("root", "verb_class"), [("ب ح ث", "I/a~a"), ("د ع و", "I/a~u"), ("ل ق ي", "IV"), ("ق ب ل", "X")])
def test_forms_are_folded_and_of_the_third_person_or_we(root: str, verb_class: str) -> None:
    for form, features in conjugate_verb(root, verb_class).items():
        assert form == fold(form) != ""
        for feature in features:
            assert feature[0] in "piPIaAqQmM"
            assert feature[0] not in "piPI" or feature[1:] in ("3ms", "3fs", "3md", "3fd", "3mp", "3fp", "1p")


def test_a_form_i_masdar_is_not_guessed() -> None:
    assert not any(feature in "mM" for features in conjugate_verb("ب ح ث", "I/a~a").values() for feature in features)


@pytest.mark.parametrize(
    ("root", "verb_class"),
    [("ب ح", "I/a~a"), ("x y z", "I/a~a"), ("", "I/a~a"), ("ب ح ث", "Z"), ("ب ح ث", ""), ("ب ح ث ر", "X"), ("ب ح ث", "Iq")],
)
def test_bad_roots_and_classes_raise(root: str, verb_class: str) -> None:
    with pytest.raises((mazini.MaziniError, ValueError)):
        conjugate_verb(root, verb_class)


@pytest.mark.parametrize(
    ("root", "verb_class", "form"),
    [
        ("د ع و", "I/a~u", "داعيا"),
        ("د ع و", "I/a~u", "داعية"),
        ("د ع و", "I/a~u", "الداعي"),
        ("ل ق ي", "IV", "ملقيا"),
        ("ل ق ي", "IV", "ملقية"),
    ],
)
def test_participles_of_weak_verbs(root: str, verb_class: str, form: str) -> None:
    forms = conjugate_verb(root, verb_class)
    features = forms.get(fold(form).removeprefix("ال"), set())
    assert features & {"a", "A"}


@pytest.mark.parametrize(
    ("noun", "singular", "plural"),
    [
        ("هجوم", {"هجوم", "هجوما"}, {"هجومان", "هجومين", "هجومات"}),
        ("زيارة", {"زيارة"}, {"زيارتان", "زيارتين", "زيارات"}),
        ("لقاء", {"لقاء"}, {"لقاءان", "لقاءين", "لقاءات"}),
        ("سعي", {"سعي", "سعيا"}, {"سعيان", "سعيين", "سعيات"}),
    ],
)
def test_nouns(noun: str, singular: set[str], plural: set[str]) -> None:
    rows = inflect_noun(noun)
    assert {form for form, many in rows if not many} == singular
    assert {form for form, many in rows if many} == plural


def test_no_noun_no_forms() -> None:
    assert inflect_noun("") == inflect_noun("?") == []


def test_participles_have_sound_plurals_and_a_feminine() -> None:
    rows = dict(inflect_noun("مطالب", participle=True))
    assert rows["مطالبون"] and rows["مطالبين"]
    assert not rows["مطالبة"]


@pytest.mark.parametrize(("noun", "form"), [("سعي", "سعيا"), ("نفي", "نفيا"), ("تخلي", "تخليا")])
def test_accusative_of_nouns_in_ya(noun: str, form: str) -> None:
    assert form in dict(inflect_noun(noun))


def test_article() -> None:
    assert article("جندي") == "الجندي"
    assert article("الجندي") == "الجندي"
    assert article("الم") == "الالم"


@pytest.mark.parametrize(
    ("form", "flags"),
    [
        ("مصري", ""),
        ("مصرية", "f"),
        ("مصريون", "p"),
        ("مصريين", "p"),
        ("مصريان", "p"),
        ("مصريات", "fp"),
        ("مصريتين", "fp"),
        ("مصريا", ""),
        ("المصري", "d"),
        ("المصرية", "df"),
        ("المصريون", "dp"),
        ("المصريين", "dp"),
        ("المصريتان", "dfp"),
    ],
)
def test_nisba(form: str, flags: str) -> None:
    found = {row: "".join(sorted(marks)) for row, marks in inflect_nisba("مِصريّ")}
    assert found[form] == flags


@pytest.mark.parametrize(
    ("form", "flags"),
    [
        ("كوري جنوبي", ""),
        ("كورية جنوبية", "f"),
        ("كوريون جنوبيون", "p"),
        ("كوريين جنوبيين", "p"),
        ("الكوري الجنوبي", "d"),
        ("الكورية الجنوبية", "df"),
        ("الكوريين الجنوبيين", "dp"),
    ],
)
def test_nisba_of_two_words(form: str, flags: str) -> None:
    found = {row: "".join(sorted(marks)) for row, marks in inflect_nisba("كوري جنوبي")}
    assert found[form] == flags


def test_both_words_of_a_nisba_agree() -> None:
    for form, flags in inflect_nisba("جنوب أفريقي"):
        assert form.split()[-1].removeprefix("ال").startswith("افريقي"), (form, flags)
    for form, _ in inflect_nisba("كوري جنوبي"):
        first, last = form.split()
        assert first.startswith("ال") == last.startswith("ال")
        assert first.removeprefix("ال").removeprefix("كوري") == last.removeprefix("ال").removeprefix("جنوبي")


def test_a_nisba_that_itself_begins_with_the_letters_of_the_article() -> None:
    found = dict(inflect_nisba("ألماني"))
    assert found["الماني"] == ""
    assert found["الالماني"] == "d"
    assert set(found["الالمانية"]) == {"f", "d"}
    assert set(found["المانية"]) == {"f"}


def test_broken_plurals_of_a_nisba() -> None:
    found = dict(inflect_nisba("تركي", ("أتراك",)))
    assert found["اتراك"] == "p"
    assert set(found["الاتراك"]) == {"p", "d"}


def test_accusative_of_broken_plurals_of_a_nisba() -> None:
    assert dict(inflect_nisba("تركي", ("أتراك",)))["اتراكا"] == "p"


def agent(name: str, *, plural: bool = False) -> dict[str, str]:
    return {" ".join(words): "".join(sorted(flags)) for words, flags in inflect_agent(tuple(name.split()), plural=plural).items()}


@pytest.mark.parametrize(
    ("form", "flags"),
    [
        ("متظاهر", ""),
        ("المتظاهر", "d"),
        ("متظاهرا", ""),
        ("متظاهران", "p"),
        ("متظاهرين", "p"),
        ("متظاهرون", "p"),
        ("المتظاهرون", "dp"),
        ("متظاهرة", "f"),
        ("متظاهرات", "fp"),
        ("المتظاهرات", "dfp"),
    ],
)
def test_agent_of_one_word(form: str, flags: str) -> None:
    assert agent("متظاهر")[form] == flags


@pytest.mark.parametrize(
    ("form", "flags"),
    [
        ("وزير الداخلية", "d"),
        ("وزير داخلية", ""),
        ("وزيرة الداخلية", "df"),
        ("وزيرة داخلية", "f"),
        ("وزيري الداخلية", "cdp"),
        ("وزيرا داخلية", ""),
    ],
)
def test_agent_of_a_construct(form: str, flags: str) -> None:
    assert agent("وزير الداخلية")[form] == flags


def test_a_construct_takes_no_article_on_its_head() -> None:
    assert "الوزير الداخلية" not in agent("وزير الداخلية")


@pytest.mark.parametrize("form", ["قوات خاصة", "القوات الخاصة"])
def test_agent_with_its_adjective(form: str) -> None:
    assert form in agent("قوات خاصة")


def test_a_broken_plural_is_plural_with_and_without_article() -> None:
    forms = agent("جنود", plural=True)
    assert (forms["جنود"], forms["الجنود"]) == ("p", "dp")


@pytest.mark.parametrize(
    ("form", "flags"), [("مسلحون", "p"), ("مسلحين", "p"), ("المسلحين", "dp"), ("مسلحو", "cp"), ("مسلحي", "cp")]
)
def test_a_sound_plural_has_its_cases(form: str, flags: str) -> None:
    assert agent("مسلحون", plural=True)[form] == flags


def test_options_leave_forms_out() -> None:
    assert "جنديون" not in {" ".join(words) for words in inflect_agent(("جندي",), plural=False, sound=False)}
    assert "جنرالة" not in {" ".join(words) for words in inflect_agent(("جنرال",), plural=False, feminine=False)}


@pytest.mark.parametrize(
    ("name", "plural", "form"),
    [("مسلحون مجهولون", True, "مسلحين مجهولين"), ("مسلح مجهول", False, "مسلحا مجهولا"), ("مسلح مجهول", False, "مسلحين مجهولين")],
)
def test_the_adjective_agrees_with_its_noun(name: str, plural: bool, form: str) -> None:
    assert form in agent(name, plural=plural)


def test_article_before_a_prepositional_phrase() -> None:
    assert "الناطق باسم" in agent("ناطق باسم")
