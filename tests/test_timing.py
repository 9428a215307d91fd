"""Which time dates which event: sentences with the trigger and its date, read with the shipped dictionaries and model."""

from __future__ import annotations

import pytest

import eventcoder
from eventcoder.records import Document, Event

# The sentence, the trigger, the date of its event ("-": the document's), its status; seen from Thursday 25 June 2020.
TABLE = """
    قتل جنديان عراقيان أمس في بغداد | قتل | 2020-06-24 | asserted
    قتل جنديان عراقيان وأصيب ثالث مساء الأحد في هجوم | قتل | 2020-06-21 | asserted
    قالت الشرطة العراقية أمس إن مسلحين قتلوا جنديين | قتلوا | - | asserted
    قالت الشرطة العراقية اليوم إن مسلحين خطفوا صحافيا أمس | خطفوا | 2020-06-24 | asserted
    سيلتقي الرئيس المصري نظيره السوري غدا | يلتقي | - | asserted
    التقى الرئيس المصري نظيره السوري عام 2003 | التقى | 2003-01-01 | historical
    استقال وزير الداخلية المصري غداة مظاهرات الأحد | استقال | 2020-06-22 | asserted
    تظاهر مئات المصريين أمس، كما اعتقلت الشرطة المصرية عشرة متظاهرين | اعتقلت | 2020-06-24 | asserted
    قالت الشرطة العراقية أمس إنها تحقق في هجوم مسلحين على جنود عراقيين في اليوم السابق | هجوم | 2020-06-23 | asserted
    قالت الحكومة المصرية أمس إن الوضع خطير ولذلك دعت الأمم المتحدة إلى التدخل | دعت | 2020-06-24 | asserted
    نقلت الحركة التي تقاتل الحكومة السودانية معاركها إلى الخرطوم أمس، فيما اعتقل الجيش متظاهرين | اعتقل | 2020-06-24 | asserted
    بغداد 24 - 6 (رويترز) - قتل جنديان عراقيان أمس | قتل | 2020-06-23 | asserted
    اتهمت مصر إسرائيل بعرقلة المفاوضات المقررة غدا | اتهمت | - | asserted
    تظاهر العمال التونسيون (نصف مليون متظاهر بحسب النقابة) في 14 يونيو في تونس | تظاهر | 2020-06-14 | asserted
    قالت السلطات التونسية اليوم إنها تحقق في هجوم مسلحين على سياح يوم السبت | هجوم | 2020-06-20 | asserted
    انتقدت إيران أمس العقوبات الأميركية. ودعت الاتحاد الأوروبي إلى رفع الحظر | دعت | 2020-06-24 | asserted
    طلب السفير المصري أمس مهلة، ولذلك ناشدت مصر الأمم المتحدة التدخل | ناشدت | 2020-06-24 | asserted
"""
ROWS = [[cell.strip() for cell in line.split("|")] for line in TABLE.strip().splitlines()]


@pytest.fixture(scope="module")
def coded() -> list[list[Event]]:
    coder = eventcoder.load(statuses=("asserted", "historical", "planned", "hypothetical", "negated"))
    return coder.code_all([Document(str(number), "2020-06-25", row[0]) for number, row in enumerate(ROWS)])


@pytest.mark.parametrize("number", range(len(ROWS)))
def test_time(number: int, coded: list[list[Event]]) -> None:
    text, trigger, day, status = ROWS[number]
    told = [(event.event_date, event.date_precision, event.status) for event in coded[number] if event.trigger_text == trigger]
    assert told, [event.trigger_text for event in coded[number]]
    assert told[0][0] == ("2020-06-25" if day == "-" else day), text
    assert (told[0][1] == "document") == (day == "-") and told[0][2] == status
