"""Tables of paragraphs with where they are to be cut, of datelines, and of discards."""

from __future__ import annotations

import time

import pytest
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from eventcoder.coding.sentences import dateline_end, split
from eventcoder.records import Document, Sentence


@frozen
class Entry:
    """A discard as the dictionary gives it."""

    scope: str
    phrases: tuple[str, ...]


def cut(text: str, *discards: Entry, title: str = "") -> list[Sentence]:
    own = f"{title}\n{text}" if title else text
    sentences = split(Document("d", "2020-01-01", own, len(title)), discards=discards)
    assert all(own[sentence.start : sentence.end] == sentence.text for sentence in sentences)
    return sentences


# `|` stands where a new sentence begins (a line break where ⏎ stands).
PARAGRAPHS = [
    "وصل الوزير إلى بيروت.| وغادر نظيره دمشق.",
    "هل تنجح المفاوضات؟| لا أحد يعلم.",
    "يا له من يوم!| قال السفير ذلك وهو يبتسم.",
    "هل يستقيل الوزير؟!| سؤال يطرحه النواب منذ أشهر.",
    "استقبل د. سامي النجار وفدا من البنك الدولي.| وناقش معه القروض.",
    "التقى أ. د. كمال منصور وزير العدل.",
    "ترأس م. فؤاد الهاشمي اللجنة الفنية.",
    "ذكرت وكالة أ.ف.ب أن المحادثات توقفت.",
    "نقلت وكالة أ.ف.ب. عن مصدر أمني أن الجيش انسحب.",
    "جاء ذلك في تقرير بثته أ.ف.ب.| وأضاف التقرير أن القتلى مدنيون.",
    "بلغت نسبة النمو 3.5 في المئة.| وتوقع الوزير المزيد.",
    "بلغت نسبة التضخم 3,5 في المئة هذا العام.",
    "ارتفع السعر إلى ٣.٥ دولارات.| ثم تراجع.",
    "انسحبت القوات من المدينة.. والسكان يعودون إلى بيوتهم.",
    "تحدث الرئيس عن الماضي... ثم صمت قليلا.",
    "توقفت المحادثات… واستمر القصف على الحدود.",
    "قال الناطق «لن نتراجع. أبدا» أمام الصحافيين.",
    "سأل النائب «متى الانتخابات؟» أمام زملائه.| ولم يجب أحد.",
    "قال الوزير: «لن نقبل بأي شروط جديدة.»| وأضاف أن الوفد سيعود إلى بلاده غدا.",
    'هتف المتظاهرون "ارحل!" في وجه الحاكم.| وأغلقوا الشوارع.',
    '"متى ينتهي الحصار؟"، سأل النائب رئيس الحكومة.',
    "أعلن الحزب أنه سيشارك في الاقتراع (راجع ص. 5 من البيان) وسيقدم مرشحين.",
    "شكك النائب في النتائج (؟) وطالب بإعادة الفرز.",
    "هراري 15 - 7 (اف ب) - أعلنت الحكومة خطة جديدة.| ورفضتها المعارضة.",
    "* القاهرة - «الشرق الأوسط»: أكد الوزير دعم بلاده.| ونفى وجود خلاف.",
    "دمشق - أ.ف.ب. - وصل المبعوث الدولي إلى المطار.| واستقبله وزير الخارجية.",
    "انتهى الاجتماع.وأعلن الطرفان اتفاقا.".replace(".و", ".|و"),
    "افتتحت الشركة موقعها www.example.org أمس.| وقالت إنه مجاني.",
    "1. إعلان وقف إطلاق النار فورا.",
    "وقع الاتفاق عام 2003.| ثم انهار بعد عامين.",
    "بدأت الحرب عام 1975 م.| وانتهت بعد سنوات.",
    "عاد الوفد إلى بلاده بعد أسبوع.⏎| واستؤنفت المحادثات.",
    "العنوان بلا نقطة⏎| ثم جملة تامة.",
    "اتفق الطرفان على ما يلي: • وقف النار| • تبادل الأسرى| • فتح المعابر",
    "أكد البيان ثلاثة أمور؛ أولها الحوار، وثانيها الأمن.",
    "التقى الوزير السفير J. Smith في مكتبه.| وبحثا التعاون.",
    "قال الرئيس إن بلاده «لن تتراجع عن حقوقها مهما طال الزمن وتبدلت الظروف.| وستواصل القتال حتى تستعيد كل شبر من أرضها».",
    "انتهت الجلسة.| (النهاية)",
    "وقع الانفجار قرب السوق . |وقتل فيه ثلاثة.",
    "هذا خبر.⏎***⏎| وهذا خبر آخر.",
    "من سيربح؟| ومن سيخسر؟| لا جواب.",
    "قال: «نحن جاهزون!»، ثم غادر القاعة.",
    'سقط عشرة قتلى.| "إنها مجزرة" قال شاهد.',
    "بلغ العدد 5.| وأصيب عشرون آخرون.",
]


@pytest.mark.parametrize("marked", PARAGRAPHS)
def test_paragraph_is_cut_where_the_bars_stand(marked: str) -> None:
    wanted = [" ".join(part.replace("⏎", " ").replace("***", "").split()) for part in marked.split("|")]
    found = [sentence.text for sentence in cut(marked.replace("|", "").replace("⏎", "\n"))]
    assert [part.lstrip("• ") for part in " • ".join(found).split(" • ")] == [
        part for whole in wanted for part in whole.lstrip("• ").split(" • ")
    ]


DATELINES = [
    ("هراري 15 - 7 (اف ب) - ", "أعلنت الحكومة خطة جديدة لإصلاح الأراضي"),
    ("* القاهرة - «الشرق الأوسط»: ", "أكد الوزير دعم بلاده للاتفاق"),
    ("لندن - رويترز - ", "ارتفعت أسعار النفط في الأسواق الآسيوية"),
    ("بيروت (وكالات) - ", "استقال رئيس الحكومة اللبنانية"),
    ("الرياض ـ واس: ", "استقبل الملك وفدا من رجال الأعمال"),
    ("بغداد / واع / - ", "أعلنت الوزارة فتح الطرق المغلقة"),
    ("القدس المحتلة - «القدس العربي»: ", "اقتحم مستوطنون باحات المسجد"),
    ("غزة، 3 آب / أغسطس 2014 (شينخوا) -- ", "قصفت الطائرات حي الشجاعية"),
    ("طرابلس - ", "وصل المبعوث الدولي إلى العاصمة الليبية صباحا"),
    ("", "قال الرئيس الذي وصل أمس إنه سيجتمع مع نظيره"),
    ("", "العلاقات المصرية - السودانية تمر بمرحلة صعبة منذ أشهر طويلة"),
    ("", "الرئيس - الذي زار القاهرة أمس - بحث الأزمة مع نظيره"),
    ("", "فازت إيران على مصر 3 - 2 في المباراة النهائية"),
    ("", "محمد منصور - خالد سعيد"),
    ("", ""),
]


@pytest.mark.parametrize(("dateline", "rest"), DATELINES)
def test_dateline_end(dateline: str, rest: str) -> None:
    assert dateline_end(dateline + rest) == len(dateline)


def test_title_is_sentence_zero_and_lines_are_paragraphs() -> None:
    found = cut("جملة أولى. جملة ثانية.\n\nجملة ثالثة.", title="عنوان. من جزأين")
    assert [(s.index, s.is_title, s.paragraph, s.text) for s in found] == [
        (0, True, 0, "عنوان. من جزأين"),
        (1, False, 1, "جملة أولى."),
        (2, False, 1, "جملة ثانية."),
        (3, False, 2, "جملة ثالثة."),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "السبت 4 أبريل 2015 09:30 م",
        "25/6/2020",
        "الأحد، 3 تموز/يوليو 2011",
        "آخر تحديث: 12 مايو 2019 الساعة 10:15 بتوقيت غرينتش",
        "نشر في: 15 رمضان 1441 هـ",
        "٢٥ يونيو ٢٠٢٠",
        "2020-06-25",
    ],
)
def test_date_line_is_no_sentence(line: str) -> None:
    assert [(s.index, s.text) for s in cut(f"{line}\n\nوصل الوزير.", title="عنوان")] == [(0, "عنوان"), (1, "وصل الوزير.")]


@pytest.mark.parametrize("line", ["قتل 25 شخصا في حزيران 2020", "12 قتيلا", "الخميس", "وصل الوزير يوم 25/6/2020"])
def test_a_line_with_more_than_a_date_is_a_sentence(line: str) -> None:
    assert [s.text for s in cut(line)] == [line]


LINE, REST = Entry("line", ("اقرا ايضا", "تصوير")), Entry("rest", ("المصدر |", "كلمات مفتاحية"))
SENTENCE, WHOLE = Entry("sentence", ("كاس العالم", "مباراة")), Entry("document", ("الدوري", "بورصة"))
DISCARDED = [
    (LINE, "خبر أول.\nاقرأ أيضا: خبر قديم. وآخر.\nخبر ثان.", [0, 3]),
    (LINE, "خبر أول.\nخبر قال: اقرأ أيضا.", [0, 1]),
    (LINE, "تصويره كان رائعا.", [0]),
    (REST, "خبر أول. خبر ثان.\nالمصدر | وكالة\nخبر آخر.", [0, 1]),
    (REST, "خبر أول عن المصدر | وهو معروف.\nخبر آخر.", [0, 1]),
    (REST, "خبر.\n  كلمات مفتاحية\nليبيا", [0]),
    (REST, "خبر.\n  • كَلِمات مفتاحية\nليبيا", [0]),
    (SENTENCE, "خبر أول. فاز الفريق بكأس العالم أمس. خبر ثالث.", [0, 2]),
    (SENTENCE, "جرت المباراة أمس. خبر.", [1]),
    (SENTENCE, "استعد الفريق للمباراة. خبر.", [1]),
    (SENTENCE, "وكأس العالم غدا. خبر.", [1]),
    (SENTENCE, "عالم الكأس. مباراتان.", [0, 1]),
    (WHOLE, "انطلق الدوري أمس.\nخبر.", []),
    (WHOLE, "خبر.\nانطلق الدوري أمس.", [0, 1]),
    (WHOLE, "هبطت البورصة أمس.", []),
]


@pytest.mark.parametrize(("entry", "text", "kept"), DISCARDED)
def test_discards_leave_out_but_do_not_renumber(entry: Entry, text: str, kept: list[int]) -> None:
    assert [sentence.index for sentence in cut(text, entry)] == kept


def test_document_discard_reads_title_and_first_paragraph_only() -> None:
    assert cut("خبر.", WHOLE, title="نتائج الدوري") == []
    assert cut("بدأ الدوري.\nخبر.", WHOLE, title="عنوان") == []
    assert len(cut("خبر.\nبدأ الدوري.", WHOLE, title="عنوان")) == 3


def test_a_very_long_sentence_is_cut_at_its_best_punctuation() -> None:
    clause = "وقال النائب إن الحكومة لا تريد الحوار مع أحد من خصومها"
    found = cut("، ".join([clause] * 100) + ".")
    assert all(len(sentence.text.split()) <= 250 for sentence in found)
    assert all(sentence.text.startswith("وقال") and sentence.text[-1] in "،." for sentence in found)
    assert all(len(sentence.text.split()) <= 250 for sentence in cut("كلمة " * 2000))


@pytest.mark.parametrize(
    "unit", ["ا", ".", "ا.", "ا؟", '"ا. ', "(ا. ", "«ا؟ ", " ", "- ", " •", "خبر ", "خبر. ", "\n", "\u200f", "1."]
)
def test_a_large_text_takes_linear_time(unit: str) -> None:
    begun = time.process_time()
    cut(unit * (300_000 // len(unit)))
    assert time.process_time() - begun < 10


@given(st.text(max_size=300), st.integers(0, 300))
def test_any_text_is_cut_in_order_and_without_loss_of_letters(text: str, title: int) -> None:
    found = split(Document("d", "2020-01-01", text, title), discards=(LINE, REST, SENTENCE))
    assert all(text[s.start : s.end] == s.text and s.text for s in found)
    assert all(a.end <= b.start and a.index < b.index for a, b in zip(found, found[1:], strict=False))
    dateline_end(text)


@given(st.text(alphabet='سقل .،؟!…"«»()ـ-–/:\n35•*', max_size=200))
def test_awkward_punctuation_never_raises(text: str) -> None:
    found = split(Document("d", "2020-01-01", text))
    kept = "".join(character for s in found for character in s.text if character.isalpha() and character != "ـ")
    assert kept == "".join(character for character in text if character.isalpha() and character != "ـ")
