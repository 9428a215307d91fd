"""Reading, end to end with a small dictionary and hand-made tags: who did what to whom, whether it is asserted, and when."""

from __future__ import annotations

import pytest
from attrs import evolve
from small import code, compile_small, hand_document, hand_model, trace, triples, untag

from eventcoder.coding.pipeline import Coder
from eventcoder.coding.story import pass_topics_back
from eventcoder.coding.triggers import Trigger
from eventcoder.lexicon import Lexicon
from eventcoder.records import Event

PRESIDENT = "الرئيس/N المصري/A"
MINISTER = "وزير/N الخارجية/N السوري/A"


@pytest.fixture(scope="module")
def lexicon(tmp_path_factory: pytest.TempPathFactory) -> Lexicon:
    return compile_small(tmp_path_factory.mktemp("dictionaries") / "small")


ASSERTED: dict[str, tuple[str, list[str]]] = {
    "verb subject object": (f"استقبل/V {PRESIDENT} {MINISTER}", ["EGYGOV 043 SYRGOV"]),
    "subject verb object": (f"{PRESIDENT} استقبل/V {MINISTER}", ["EGYGOV 043 SYRGOV"]),
    "feminine verb": ("اتهمت/V الشرطة/N المصرية/A الجيش/N السوري/A", ["EGYCOP 112 SYRMIL"]),
    "imperfect": (f"يستقبل/V {PRESIDENT} {MINISTER}", ["EGYGOV 043 SYRGOV"]),
    "plural subject first": ("الجنود/N المصريون/A قتلوا/V جنديا/N سوريا/A", ["EGYMIL 180 SYRMIL"]),
    "countries": ("اتهمت/V مصر/P تركيا/P", ["EGY 112 TUR"]),
    "capitals as governments": ("اتهمت/V القاهرة/P أنقرة/P", ["EGY 112 TUR"]),
    "verb with its preposition": (f"بحث/V {PRESIDENT} مع {MINISTER} الأزمة/N", ["EGYGOV 040 SYRGOV"]),
    "attached preposition": ("نددت/V مصر/P بالرئيس/N التركي/A", ["EGY 111 TURGOV"]),
    "unknown object": ("قتل/V الجيش/N السوري/A ثلاثة/U أشخاص/N", ["SYRMIL 180 ---"]),
    "passive": ("اغتيل/V وزير/N الداخلية/N السوري/A", ["--- 186 SYRGOV"]),
    "passive with its doer": ("اغتيل/V وزير/N الداخلية/N السوري/A على/D يد/N الجيش/N التركي/A", ["TURMIL 186 SYRGOV"]),
    "passive with من قبل": ("اغتيل/V وزير/N الداخلية/N السوري/A من/D قبل/D الجيش/N التركي/A", ["TURMIL 186 SYRGOV"]),
    "passive by its writing": ("قُتل/V جندي/N سوري/A", ["--- 180 SYRMIL"]),
    "masdar with genitive": ("بدأت/V زيارة/N الرئيس/N المصري/A إلى ليبيا/P", ["EGYGOV 042 LBY"]),
    "masdar with nationality": ("بدأت/V زيارة/N مصرية/A إلى ليبيا/P", ["EGY 042 LBY"]),
    "victims of a noun": ("أدى/V إلى مقتل/N جندي/N سوري/A", ["--- 180 SYRMIL"]),
    "event noun with على": ("وقع/V هجوم/N الجيش/N السوري/A على الجيش/N التركي/A", ["SYRMIL 190 TURMIL"]),
    "light verb": ("أجرى/V الرئيس/N المصري/A محادثات/N مع نظيره/N السوري/A", ["EGYGOV 046 SYRGOV"]),
    "light verb, subject first": ("الرئيس/N المصري/A أجرى/V محادثات/N مع نظيره/N السوري/A", ["EGYGOV 046 SYRGOV"]),
    "between two": ("اندلعت/V اشتباكات/N بين الجيش/N السوري/A والجيش/N التركي/A", ["SYRMIL 190 TURMIL"]),
    "talks between two": ("بدأت/V محادثات/N بين مصر/P وسوريا/P", ["EGY 046 SYR"]),
    "subjects joined": (f"استقبل/V {PRESIDENT} والرئيس/N الليبي/A {MINISTER}", ["EGYGOV 043 SYRGOV", "LBYGOV 043 SYRGOV"]),
    "objects joined": ("اتهمت/V مصر/P تركيا/P وسوريا/P", ["EGY 112 TUR", "EGY 112 SYR"]),
    "pairs": ("بحثت/V مصر/P وسوريا/P مع تركيا/P وليبيا/P الأزمة/N", ["EGY 040 TUR", "EGY 040 LBY", "SYR 040 TUR", "SYR 040 LBY"]),
    "relative clause": ("الجندي/N السوري/A الذي قتل/V مدنيا/N تركيا/A فر/V", ["SYRMIL 180 TURCVL"]),
    "relative clause with a pronoun": ("الجندي/N السوري/A الذي قتله/V الجيش/N التركي/A كان/V شابا/N", ["TURMIL 180 SYRMIL"]),
    "content of an announcement": (
        "أعلن/V الرئيس/N المصري/A أن الجيش/N السوري/A قتل/V جنديا/N تركيا/A",
        ["EGYGOV 010 -", "SYRMIL 180 TURMIL"],
    ),
    "demand": ("طالبت/V مصر/P تركيا/P بالانسحاب/N", ["EGY 100 TUR"]),
    "two verbs of one subject": (f"استقبل/V {PRESIDENT} {MINISTER} وندد/V بتركيا/P", ["EGYGOV 043 SYRGOV", "EGYGOV 111 TUR"]),
    "not … but": (f"لم يستقبل/V {PRESIDENT} إلا {MINISTER}", ["EGYGOV 043 SYRGOV"]),
    "what demonstrators do by being named": ("متظاهرون/N سوريون/A في دمشق/P", ["SYROPP 141 -"]),
    "a noun of persons": ("اتهمت/V مصر/P المعنيين/A", ["EGY 112 ---"]),
    "an unknown noun beside the verb": ("اتهم/V المصدر/N تركيا/P", ["--- 112 TUR"]),
    "an assassination behind a preposition": (
        f"استقبل/V {PRESIDENT} {MINISTER} بعد اغتيال/N وزير/N الداخلية/N التركي/A",
        ["EGYGOV 043 SYRGOV", "--- 186 TURGOV"],
    ),
    "a demand ends at the next tale": (
        "طالبت/V مصر/P تركيا/P بالانسحاب/N في وقت/N قتل/V الجيش/N السوري/A جنديا/N تركيا/A",
        ["EGY 100 TUR", "SYRMIL 180 TURMIL"],
    ),
    "a fact within a demand": (
        "طالبت/V مصر/P تركيا/P بالانسحاب/N بعد اغتيال/N وزير/N الداخلية/N السوري/A",
        ["EGY 100 TUR", "--- 186 SYRGOV"],
    ),
    "an aside": ("اتهمت/V مصر/P (/P 50/U كلم/N )/P تركيا/P", ["EGY 112 TUR"]),
    "the thing is the target": ("هدم/V الجيش/N السوري/A عشرين/U منزلا/N", ["SYRMIL 1712 ---"]),
    "the court of the country": ("بدأت/V محاكمة/N جندي/N سوري/A", ["SYRJUD 173 SYRMIL"]),
    "no court where the country is not known": ("بدأت/V محاكمة/N جندي/N", ["--- 173 MIL"]),
    "the doer of what is judged, in a clause": ("نددت/V مصر/P بالقرار/N الذي اتخذه/V الرئيس/N التركي/A", ["EGY 111 TURGOV"]),
    "the perfect goes on from the main clause": (
        f"أعلن/V {PRESIDENT} أن الجيش/N السوري/A يستعد/V وندد/V بتركيا/P",
        ["EGYGOV 010 -", "EGYGOV 111 TUR"],
    ),
    "a masdar's pronoun is the subject": (
        f"استقبل/V {PRESIDENT} {MINISTER} خلال/D زيارته/N إلى ليبيا/P",
        ["EGYGOV 043 SYRGOV", "EGYGOV 042 LBY"],
    ),
    "a verb in the perfect stands behind no verb": (
        "الجنود/N المصريون/A أعلنوا/V قتل/V جندي/N سوري/A",
        ["EGYMIL 010 -", "EGYMIL 180 SYRMIL"],
    ),
    "announced plan": (f"سيستقبل/V {PRESIDENT} {MINISTER}", ["EGYGOV 036 SYRGOV"]),
    "announced plan with سوف": (f"سوف يستقبل/V {PRESIDENT} {MINISTER}", ["EGYGOV 036 SYRGOV"]),
    "قد before a perfect": (f"وقد استقبل/V {PRESIDENT} {MINISTER}", ["EGYGOV 043 SYRGOV"]),
    "matched, but no event": ("بحثت/V الشرطة/N المصرية/A عن ناجين/N", []),
    "nobody": ("استقبل/V الملعب/N الجديد/A الجمهور/N", []),
    "nobody known on either side": ("ندد/V الملعب/N بالجمهور/N", []),
    "nobody known, but violence": ("أدى/V إلى مقتل/N ثلاثة/U أشخاص/N", ["--- 180 ---"]),
    "an actor with itself": ("اتهمت/V مصر/P مصر/P", []),
    "an actor with itself and another": ("اتهمت/V مصر/P تركيا/P ومصر/P", ["EGY 112 TUR"]),
    "an actor named twice in a group": ("اتهمت/V مصر/P وليبيا/P ومصر/P تركيا/P", ["EGY 112 TUR", "LBY 112 TUR"]),
    "no word of the lexicon": ("وصل/V الرئيس/N المصري/A", []),
}


@pytest.mark.parametrize("name", ASSERTED)
def test_asserted(name: str, lexicon: Lexicon) -> None:
    sentence, wanted = ASSERTED[name]
    assert triples(code(lexicon, sentence)) == wanted


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        (f"لم يستقبل/V {PRESIDENT} {MINISTER}", "negated"),
        (f"لن يستقبل/V {PRESIDENT} {MINISTER}", "negated"),
        (f"لا يستقبل/V {PRESIDENT} {MINISTER}", "negated"),
        (f"بسبب عدم/N استقبال/N {PRESIDENT} {MINISTER}", "negated"),
        (f"إذا استقبل/V {PRESIDENT} {MINISTER}", "hypothetical"),
        (f"لو استقبل/V {PRESIDENT} {MINISTER}", "hypothetical"),
        (f"قد يستقبل/V {PRESIDENT} {MINISTER}", "hypothetical"),
        (f"ربما استقبل/V {PRESIDENT} {MINISTER}", "hypothetical"),
        (f"كل من/D يستقبل/V {PRESIDENT} {MINISTER}", "hypothetical"),
        (f"هل استقبل/V {PRESIDENT} {MINISTER} ؟", "hypothetical"),
    ],
)
def test_status(sentence: str, status: str, lexicon: Lexicon) -> None:
    events = code(lexicon, sentence)
    assert triples(events, status) == ["EGYGOV 043 SYRGOV"]
    assert triples(events) == []


def test_denied(lexicon: Lexicon) -> None:
    events = code(lexicon, "نفى/V الرئيس/N المصري/A أن يكون/V الجيش/N السوري/A قتل/V جنديا/N تركيا/A")
    assert triples(events) == ["EGYGOV 016 -"]
    assert triples(events, "negated") == ["SYRMIL 180 TURMIL"]


def test_a_future_without_a_code_of_its_own_is_planned(lexicon: Lexicon) -> None:
    events = code(lexicon, "سيقتل/V الجيش/N السوري/A جنديا/N تركيا/A")
    assert triples(events, "planned") == ["SYRMIL 180 TURMIL"]
    assert triples(events) == []


def test_a_negated_verb_does_not_negate_the_next(lexicon: Lexicon) -> None:
    events = code(lexicon, f"لم يستقبل/V {PRESIDENT} {MINISTER} ، وندد/V الرئيس/N الليبي/A بتركيا/P")
    assert triples(events, "negated") == ["EGYGOV 043 SYRGOV"]
    assert triples(events) == ["LBYGOV 111 TUR"]


def test_reported_speech_names_the_speaker(lexicon: Lexicon) -> None:
    events = code(lexicon, "أعلن/V الرئيس/N المصري/A أن الجيش/N السوري/A قتل/V جنديا/N تركيا/A")
    assert [(event.code, event.attributed_to) for event in events] == [("010", ""), ("180", "الرئيس المصري")]


def test_statements_and_statuses_are_filtered_by_the_coder(lexicon: Lexicon) -> None:
    sentences = ("أعلن/V الرئيس/N المصري/A أن الجيش/N السوري/A قتل/V جنديا/N تركيا/A", "لم تتهم/V مصر/P تركيا/P")
    document, model = hand_document(*sentences), hand_model(*sentences)
    assert [event.code for event in Coder(lexicon, model).code(document)] == ["180"]
    assert [event.code for event in Coder(lexicon, model, "", True).code(document)] == ["010", "180"]
    assert [event.code for event in Coder(lexicon, model, "", False, ("negated",)).code(document)] == ["112"]


def test_symmetric_events_are_told_once(lexicon: Lexicon) -> None:
    (event,) = code(lexicon, "بدأت/V محادثات/N بين مصر/P وسوريا/P")
    assert event.symmetric
    (other,) = code(lexicon, "اتهمت/V مصر/P تركيا/P")
    assert not other.symmetric


def test_four_pairs_at_most(lexicon: Lexicon) -> None:
    events = code(lexicon, "اتهمت/V مصر/P وسوريا/P وليبيا/P تركيا/P وألمانيا/P والسودان/P")
    assert 1 <= len(events) <= 4
    assert len({event.act_id for event in events}) == 1


def test_topics(lexicon: Lexicon) -> None:
    (event,) = code(lexicon, "بحث/V الرئيس/N المصري/A مع نظيره/N السوري/A الملف/N الأمني/A والتبادل/N التجاري/A")
    assert event.issue == "security;trade"
    assert event.headline == "Egyptian president consults Syrian counterpart on security and trade"


def test_topics_told_later_go_back_to_the_meeting(lexicon: Lexicon) -> None:
    events = code(
        lexicon, "أجرى/V الرئيس/N المصري/A محادثات/N مع نظيره/N السوري/A .", "وتناولت/V المحادثات/N التبادل/N التجاري/A ."
    )
    assert [event.issue for event in events] == ["trade"]


def test_topics_of_an_agreement_go_to_no_praise(lexicon: Lexicon) -> None:
    (praise,) = code(lexicon, "اتهمت/V مصر/P تركيا/P .")
    entry = next(number for number, entry in enumerate(lexicon.entries) if entry.lemma == "محادثات")
    agreement = evolve(lexicon.entries[entry], patterns=(evolve(lexicon.entries[entry].patterns[0], code="057"),))
    told = evolve(lexicon, entries=(*lexicon.entries[:entry], agreement, *lexicon.entries[entry + 1 :]))
    trigger = Trigger.of(1, entry, "m", "", "", True, 2, 8)
    patterns = {pattern.rule: pattern for item in told.entries for pattern in item.patterns}
    for code_told, issue in (("051", ""), ("057", "trade")):
        event = evolve(praise, code=code_told, root="05")
        assert [event.issue for event in pass_topics_back([event], [trigger], [(2, 4, "trade")], told, patterns)] == [issue]


def test_a_dropped_subject_is_that_of_the_sentence_before(lexicon: Lexicon) -> None:
    events = code(lexicon, f"استقبل/V {PRESIDENT} {MINISTER} .", "وندد/V بتركيا/P .")
    assert triples(events) == ["EGYGOV 043 SYRGOV", "EGYGOV 111 TUR"]
    assert events[1].sentence == 1
    assert events[1].confidence is not None and events[0].confidence is not None
    assert events[1].confidence < events[0].confidence


def test_the_same_act_told_twice_in_a_sentence_is_one(lexicon: Lexicon) -> None:
    events = code(lexicon, "بحث/V الرئيس/N المصري/A مع نظيره/N السوري/A الأزمة/N خلال محادثات/N مع نظيره/N السوري/A")
    assert len([event for event in events if event.root == "04"]) == 1


# ---------------------------------------------------------------- dates


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        (f"استقبل/V {PRESIDENT} {MINISTER}", ("2020-06-25", "document", "")),
        (f"استقبل/V {PRESIDENT} أمس/N {MINISTER}", ("2020-06-24", "day", "أمس")),
        (f"استقبل/V {PRESIDENT} {MINISTER} أمس/N", ("2020-06-24", "day", "أمس")),
        (f"أمس/N استقبل/V {PRESIDENT} {MINISTER}", ("2020-06-24", "day", "أمس")),
        (f"استقبل/V {PRESIDENT} {MINISTER} الثلاثاء/N", ("2020-06-23", "day", "الثلاثاء")),
        (f"استقبل/V {PRESIDENT} {MINISTER} في 20/U يونيو/N", ("2020-06-20", "day", "20 يونيو")),
    ],
)
def test_date(sentence: str, wanted: tuple[str, str, str], lexicon: Lexicon) -> None:
    (event,) = code(lexicon, sentence)
    assert (event.event_date, event.date_precision, event.date_text) == wanted
    assert event.status == "asserted"


def test_old_dates_are_historical(lexicon: Lexicon) -> None:
    events = code(lexicon, f"استقبل/V {PRESIDENT} {MINISTER} في مايو/N 2018/U")
    assert triples(events, "historical") == ["EGYGOV 043 SYRGOV"]
    assert (events[0].event_date, events[0].date_precision) == ("2018-05-01", "month")


def test_a_date_belongs_to_one_verb(lexicon: Lexicon) -> None:
    events = code(lexicon, f"استقبل/V {PRESIDENT} {MINISTER} أمس/N ، بينما اتهمت/V مصر/P تركيا/P الثلاثاء/N")
    assert [(event.code, event.event_date) for event in events] == [("043", "2020-06-24"), ("112", "2020-06-23")]


def test_the_date_of_saying_is_not_the_date_of_what_is_said(lexicon: Lexicon) -> None:
    events = code(lexicon, "أعلن/V الرئيس/N المصري/A أمس/N أن الجيش/N السوري/A قتل/V جنديا/N تركيا/A")
    assert [(event.code, event.event_date, event.date_precision) for event in events] == [
        ("010", "2020-06-24", "day"),
        ("180", "2020-06-25", "document"),
    ]


def test_a_light_verb_hands_on_its_date(lexicon: Lexicon) -> None:
    (event,) = code(lexicon, "أجرى/V الرئيس/N المصري/A أمس/N محادثات/N مع نظيره/N السوري/A")
    assert (event.code, event.event_date) == ("046", "2020-06-24")


def test_the_plan_is_dated_by_its_announcement(lexicon: Lexicon) -> None:
    (event,) = code(lexicon, f"سيستقبل/V {PRESIDENT} {MINISTER} غدا/N")
    assert (event.code, event.event_date, event.date_precision) == ("036", "2020-06-25", "document")


# ---------------------------------------------------------------- near misses and order


def test_near_misses_tell_the_reason(lexicon: Lexicon) -> None:
    (sentence,) = trace(lexicon, "ندد/V بتركيا/P")
    (miss,) = sentence.reading.near
    assert (miss.rule, miss.reason) == ("verbs/ندد#1", "no subject")
    assert miss.line.startswith("small/verbs.dict:")


def test_records_stand_in_the_order_of_sentence_and_trigger(lexicon: Lexicon) -> None:
    events = code(lexicon, "اتهمت/V مصر/P تركيا/P ونددت/V مصر/P بسوريا/P", f"استقبل/V {PRESIDENT} {MINISTER}")
    assert [(event.sentence, event.start) for event in events] == sorted((event.sentence, event.start) for event in events)
    assert [event.code for event in events] == ["112", "111", "043"]


def test_coding_twice_gives_the_same(lexicon: Lexicon) -> None:
    sentences = [sentence for sentence, _ in ASSERTED.values()]
    assert code(lexicon, *sentences) == code(lexicon, *sentences)


def test_every_record_stands_in_its_text(lexicon: Lexicon) -> None:
    sentences = [sentence for sentence, _ in ASSERTED.values()]
    text = "\n".join(untag(sentence)[0] for sentence in sentences)

    def inside(event: Event) -> bool:
        return text[event.start : event.end] == event.trigger_text != ""

    assert all(inside(event) for event in code(lexicon, *sentences))


# ---------------------------------------------------------------- faults


def test_who_wants_to_do_it_does_it(lexicon: Lexicon) -> None:
    (event,) = code(lexicon, f"أراد/V {PRESIDENT} أن يستقبل/V {MINISTER}")
    assert (event.source, event.code, event.target) == ("EGYGOV", "036", "SYRGOV")


def test_what_stands_in_a_planned_clause_is_its_announcement(lexicon: Lexicon) -> None:
    (event,) = code(lexicon, f"أراد/V الرئيس/N الليبي/A أن يستقبل/V {PRESIDENT} {MINISTER}")
    assert (event.source, event.code, event.status) == ("EGYGOV", "036", "asserted")


def test_the_accuser_did_not_do_it(lexicon: Lexicon) -> None:
    events = code(lexicon, "اتهمت/V مصر/P تركيا/P بقتل/N جندي/N ليبي/A")
    assert "EGY 180 LBYMIL" not in triples(events)


def test_a_participle_belongs_to_the_subject_of_the_verb(lexicon: Lexicon) -> None:
    events = code(lexicon, "وصل/V الرئيس/N المصري/A إلى دمشق/P ، منددا/A بتركيا/P")
    assert "SYR 111 TUR" not in triples(events)


def test_a_dropped_subject_is_that_of_a_sentence_without_an_event(lexicon: Lexicon) -> None:
    assert triples(code(lexicon, "وصل/V الرئيس/N المصري/A إلى دمشق/P .", "وندد/V بتركيا/P .")) == ["EGYGOV 111 TUR"]


@pytest.mark.parametrize(
    ("sentences", "wanted"),
    [
        # who is called upon stands alone behind the verb; who calls was told before
        (("وصل/V الرئيس/N المصري/A إلى دمشق/P .", "كما/C طالب/V الدول/N ب/P وقف/N الحرب/N ."), ["EGYGOV 100 ---"]),
        # the addressee of a letter in which something is demanded
        (("وجه/V الرئيس/N المصري/A رسالة/N إلى تركيا/P طالب/V فيها/P ب/P وقف/N الحرب/N .",), ["EGYGOV 100 TUR"]),
    ],
)
def test_verbs_of_urging(sentences: tuple[str, ...], wanted: list[str], lexicon: Lexicon) -> None:
    assert triples(code(lexicon, *sentences)) == wanted
