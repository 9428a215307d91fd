"""A table of sentences with the place of their event, read with the shipped dictionaries, gazetteer and model."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

import eventcoder
from eventcoder import gazetteer
from eventcoder.coding.pipeline import Coder
from eventcoder.dictionary.compile import compile_folders
from eventcoder.errors import DictionaryError
from eventcoder.lexicon import load, save
from eventcoder.records import Document, Event

# The sentence, the place in English ("-" none), its country ("-" none). A line break in the text is written as \n.
TABLE = """
    قتل خمسة جنود في انفجار بولاية تبسة شرق الجزائر | Tebessa | DZA
    اعتقلت الشرطة عشرة متظاهرين بمدينة الحسيمة | Al Hoceima | MAR
    قتل شرطيان في مدينة نيالا بجنوب دارفور | Nyala | SDN
    قتل شرطي في زنجبار عاصمة محافظة أبين | Zinjibar | YEM
    قتل ثلاثة جنود في كيسمايو جنوب الصومال | Kismayo | SOM
    انسحبت القوات الروسية من مدينة بوتي الجورجية | Poti | GEO
    انسحبت القوات الأوكرانية من مدينة باخموت | Bakhmut | UKR
    قصف الجيش السوري بلدة دوما في الغوطة الشرقية بريف دمشق | Duma | SYR
    قصفت إسرائيل بلدة عيتا الشعب الحدودية | Aita al-Shaab | LBN
    اقتحم مستوطنون باحات المسجد الأقصى | Al-Aqsa | PSE
    هاجم مسلحون حقل الشرارة النفطي جنوب غرب ليبيا | Sharara oil field | LBY
    قتل ثلاثة جنود فرنسيين في غاو شمال مالي | Gao | MLI
    قتل شرطيان في مدينة نيس الإيطالية | - | -
    قتل شرطي يمني في عدن أمس | Aden | YEM
    قتل خمسة جنود في بغداد | Baghdad | IRQ
    قتل خمسة جنود في انفجار في الموصل | Mosul | IRQ
    قتل خمسة جنود في انفجار بالفلوجة | Al Fallujah | IRQ
    قتل خمسة جنود في انفجار بمدينة الفلوجة | Al Fallujah | IRQ
    قتل خمسة جنود في انفجار قرب كركوك | Kirkuk | IRQ
    قتل خمسة جنود في انفجار شمال بغداد | Baghdad | IRQ
    قتل خمسة جنود في انفجار شمالي بغداد | Baghdad | IRQ
    قتل خمسة جنود في انفجار وسط بغداد | Baghdad | IRQ
    قتل خمسة جنود في انفجار في وسط بغداد | Baghdad | IRQ
    قتل خمسة جنود في انفجار غرب العاصمة بغداد | Baghdad | IRQ
    قتل خمسة جنود في انفجار في مدينة الصدر شرق بغداد | Sadr City | IRQ
    قتل خمسة جنود في انفجار في حي الأعظمية ببغداد | Adhamiyah | IRQ
    قتل خمسة جنود في انفجار في سامراء شمال بغداد | Samarra | IRQ
    قتل خمسة جنود في محافظة الأنبار | Anbar | IRQ
    قتل خمسة جنود بمحافظة ديالى شمال شرق بغداد | Diyala | IRQ
    قتل خمسة جنود في محافظة صلاح الدين | Saladin | IRQ
    قتل خمسة جنود في محافظتي نينوى والأنبار | Nineveh | IRQ
    قتل خمسة جنود في مدينتي بعقوبة والفلوجة | Baqubah | IRQ
    قتل خمسة جنود في تلعفر | Tal Afar | IRQ
    قتل خمسة جنود في الحويجة غرب كركوك | Al Hawijah | IRQ
    قتل خمسة جنود في إقليم كردستان | Kurdistan Region | IRQ
    قصفت طائرات إسرائيلية شرق مدينة رفح | Rafah | PSE
    قصفت طائرات إسرائيلية قطاع غزة | Gaza Strip | PSE
    قصفت طائرات إسرائيلية أهدافا في غزة | Gaza | PSE
    قصفت طائرات إسرائيلية أهدافا في خان يونس جنوب قطاع غزة | Khan Yunis | PSE
    قتل شرطيان في بيت حانون شمال قطاع غزة | Bayt Hanun | PSE
    قتل شرطيان في نابلس بالضفة الغربية | Nablus | PSE
    قتل شرطيان في جنين | Jenin | PSE
    قتل شرطيان في مدينة الخليل | Hebron | PSE
    قتل شرطيان في رام الله | Ramallah | PSE
    قتل شرطيان في مخيم جباليا | Jabalia camp | PSE
    قتل شرطيان في القدس الشرقية | East Jerusalem | PSE
    قتل شرطيان في القدس | Jerusalem | PSE
    قتل شرطيان في تل أبيب | Tel Aviv | ISR
    قتل شرطيان في حيفا | Haifa | ISR
    قتل شرطيان في سيناء | Sinai | EGY
    قتل شرطيان في العريش بشمال سيناء | Arish | EGY
    قتل شرطيان في محافظة الشرقية | Sharqia | EGY
    قتل شرطيان في أسيوط جنوب القاهرة | Assiut | EGY
    قتل شرطيان في ميدان التحرير وسط القاهرة | Tahrir Square | EGY
    قتل شرطيان في الإسكندرية | Alexandria | EGY
    قتل شرطيان في بورسعيد | Port Said | EGY
    قتل شرطيان في سوهاج | Sohag | EGY
    قتل شرطيان في شرم الشيخ | Sharm el-Sheikh | EGY
    قتل شرطيان في بيروت | Beirut | LBN
    قتل شرطيان في الضاحية الجنوبية لبيروت | Beirut southern suburbs | LBN
    قتل شرطيان في صيدا | Sidon | LBN
    قتل شرطيان في مدينة صور بجنوب لبنان | Tyre | LBN
    قتل شرطيان في مدينة طرابلس شمال لبنان | Tripoli (Lebanon) | LBN
    قتل شرطيان في طرابلس غرب ليبيا | Tripoli | LBY
    قتل شرطيان في مخيم نهر البارد شمال لبنان | Nahr al-Bared | LBN
    قتل شرطيان في بنغازي شرق ليبيا | Benghazi | LBY
    قتل شرطيان في درنة | Darnah | LBY
    قتل شرطيان في مدينة سرت | Sirte | LBY
    قتل شرطيان في مصراتة | Misrata | LBY
    قتل شرطيان في سبها | Sabha | LBY
    قتل شرطيان في دمشق | Damascus | SYR
    قتل شرطيان في حلب | Aleppo | SYR
    قتل شرطيان في محافظة حلب | Aleppo | SYR
    قتل شرطيان في ريف دمشق | Rif Dimashq | SYR
    قتل شرطيان في الغوطة الشرقية | Ghouta | SYR
    قتل شرطيان في دير الزور | Deir ez-Zor | SYR
    قتل شرطيان في مدينة الباب | Al-Bab | SYR
    قتل شرطيان في إدلب | Idlib | SYR
    قتل شرطيان في درعا | Dara | SYR
    قتل شرطيان في الجولان | Golan Heights | SYR
    قتل شرطيان في صنعاء | Sanaa | YEM
    قتل شرطيان في عدن | Aden | YEM
    قتل شرطيان في محافظة شبوة جنوب اليمن | Shabwah | YEM
    قتل شرطيان في محافظة إب | Ibb | YEM
    قتل شرطيان في محافظة حجة | Hajjah | YEM
    قتل شرطيان في محافظة البيضاء | Al Bayda | YEM
    قتل شرطيان في حضرموت | Hadramawt | YEM
    قتل شرطيان في تعز | Taiz | YEM
    قتل شرطيان في خليج عدن | Gulf of Aden | -
    قتل شرطيان في البحر الأحمر | Red Sea | -
    قتل شرطيان في الرياض | Riyadh | SAU
    قتل شرطيان في مكة | Mecca | SAU
    قتل شرطيان في المدينة المنورة | Medina | SAU
    قتل شرطيان في جدة | Jeddah | SAU
    قتل شرطيان في القطيف | Qatif | SAU
    قتل شرطيان في المنامة | Manama | BHR
    قتل شرطيان في دبي | Dubai | ARE
    قتل شرطيان في الدوحة | Doha | QAT
    قتل شرطيان في عمان | Amman | JOR
    قتل شرطيان في العقبة | Aqaba | JOR
    قتل شرطيان في مدينة معان | Maan | JOR
    قتل شرطيان في الخرطوم | Khartoum | SDN
    قتل شرطيان في أم درمان | Omdurman | SDN
    قتل شرطيان في دارفور | Darfur | SDN
    قتل شرطيان في جنوب دارفور | South Darfur | SDN
    قتل شرطيان في الفاشر | El Fasher | SDN
    قتل شرطيان في أبيي | Abyei | SDN
    قتل شرطيان في جوبا | Juba | SSD
    قتل شرطيان في مقديشو | Mogadishu | SOM
    قتل شرطيان في تونس العاصمة | Tunis | TUN
    قتل شرطيان في تونس | Tunisia | TUN
    قتل شرطيان في ولاية القصرين | Kasserine | TUN
    قتل شرطيان في صفاقس | Sfax | TUN
    قتل شرطيان في سيدي بوزيد | Sidi Bouzid | TUN
    قتل شرطيان في الجزائر العاصمة | Algiers | DZA
    قتل شرطيان في الجزائر | Algeria | DZA
    قتل شرطيان في ولاية تيزي وزو | Tizi Ouzou | DZA
    قتل شرطيان في قسنطينة | Constantine | DZA
    قتل شرطيان في ولاية بومرداس شرق العاصمة الجزائرية | Boumerdas | DZA
    قتل شرطيان في الدار البيضاء | Casablanca | MAR
    قتل شرطيان في الرباط | Rabat | MAR
    قتل شرطيان في نواكشوط | Nouakchott | MRT
    قتل شرطيان في إسطنبول | Istanbul | TUR
    قتل شرطيان في ديار بكر جنوب شرق تركيا | Diyarbakir | TUR
    قتل شرطيان في طهران | Tehran | IRN
    قتل شرطيان في الأهواز | Ahvaz | IRN
    قتل شرطيان في قندهار | Kandahar | AFG
    قتل شرطيان في كابول | Kabul | AFG
    قتل شرطيان في وزيرستان الشمالية | North Waziristan | PAK
    قتل شرطيان في كراتشي | Karachi | PAK
    قتل شرطيان في الشيشان | Chechnya | RUS
    قتل شرطيان في باريس | Paris | FRA
    قتل شرطيان في لندن | London | GBR
    قتل شرطيان في العراق | Iraq | IRQ
    قتل شرطيان في اليمن | Yemen | YEM
    تظاهر آلاف المحتجين في كوبنهاغن | Copenhagen | DNK
    تظاهر آلاف المحتجين في شوارع القاهرة | Cairo | EGY
    تظاهر آلاف المحتجين أمام السفارة الأميركية في بغداد | Baghdad | IRQ
    زار الرئيس المصري دمشق | Damascus | SYR
    التقى الرئيس المصري نظيره السوري في شرم الشيخ | Sharm el-Sheikh | EGY
    التقى الرئيس المصري في القاهرة نظيره السوري | Cairo | EGY
    في القاهرة التقى الرئيس المصري نظيره السوري | Cairo | EGY
    انتقدت واشنطن الحكومة السورية | - | -
    اتهمت بغداد دمشق بدعم المسلحين | - | -
    حثت باريس طهران على التعاون | - | -
    اتهمت سرايا القدس الحكومة الإسرائيلية | - | -
    التقى وزير الخارجية المصري نظيره السوري | - | -
    قتل شرطيان في انفجار | - | -
    قتل مسقط رأسه شرطيان | - | -
    قتل شرطيان في كان | - | -
    قتل شرطيان في الباب | - | -
    قتل شرطيان في العين | - | -
    قتل شرطيان في مدينة العين | Al Ain City | ARE
    القاهرة (رويترز) - التقى الرئيس المصري نظيره السوري | Cairo | EGY
    دمشق (رويترز) - التقى الرئيس المصري نظيره السوري | Damascus | SYR
    باريس (رويترز) - التقى الرئيس المصري نظيره السوري | - | -
    القاهرة (رويترز) - التقى الرئيس المصري نظيره السوري في الرياض | Riyadh | SAU
    بغداد (رويترز) - قتل شرطيان عراقيان في هجوم | Baghdad | IRQ
    بغداد (رويترز) - قتل شرطيان في الموصل | Mosul | IRQ
"""


@pytest.fixture(scope="module")
def coder() -> Coder:
    return eventcoder.load(statuses=("asserted", "historical", "planned", "hypothetical", "negated"))


def place_of(coder: Coder, text: str) -> Event:
    events = coder.code(Document("d", "2010-05-05", text))
    assert events, text
    return events[0]


ROWS = [[cell.strip() for cell in line.split("|")] for line in TABLE.strip().splitlines()]


@pytest.fixture(scope="module")
def coded(coder: Coder) -> list[list[Event]]:
    return coder.code_all([Document(str(number), "2010-05-05", row[0]) for number, row in enumerate(ROWS)])


@pytest.mark.parametrize("number", range(len(ROWS)))
def test_place(number: int, coded: list[list[Event]]) -> None:
    (text, place, country), events = ROWS[number], coded[number]
    assert events, text
    assert (events[0].place or "-", events[0].country or "-") == (place, country), text
    assert (events[0].place == "") == (events[0].place_text == "")
    assert events[0].place_text in text


def test_the_table_is_large_enough() -> None:
    assert len(ROWS) >= 120


def test_places_tell_the_country_of_whom_they_stand_beside(coder: Coder) -> None:
    for text, target in (
        ("قتل شرطيان في الموصل", "IRQCOP"),
        ("قتل شرطيان في كوبنهاغن", "DNKCOP"),
        ("قتل شرطيان في انفجار", "COP"),
    ):
        assert place_of(coder, text).target == target


def test_a_place_has_coordinates_and_the_words_of_the_text(coder: Coder) -> None:
    event = place_of(coder, "وقتل شرطيان ببغداد")
    assert event.latitude == pytest.approx(33.34, abs=0.1) and event.longitude == pytest.approx(44.4, abs=0.1)
    assert event.place_text == "بغداد"
    country = place_of(coder, "قتل شرطيان في اليمن")
    assert country.latitude is None and country.longitude is None


def test_a_small_place_counts_only_where_its_country_is_named(coder: Coder) -> None:
    assert place_of(coder, "قتل شرطيان في بلعين").place == ""
    assert place_of(coder, "قتل شرطيان فلسطينيان في بلعين").place != ""


def test_the_table_is_read_fast() -> None:
    took = []
    for _ in range(3):
        gazetteer.shipped.cache_clear()
        begun = time.process_time()
        table = gazetteer.shipped()
        took.append(time.process_time() - begun)
    assert min(took) < 0.25  # 0.05 s on a machine that does nothing else
    assert len(table.rows) > 10_000 and gazetteer.SHIPPED.stat().st_size < 1_000_000


def test_every_row_of_the_table_can_be_read() -> None:
    table = gazetteer.shipped()
    places = [place for name in table.rows for place in table.find(name)]
    assert all(len(place.country) == 3 and place.english and place.latitude is not None for place in places)


def test_a_place_of_a_dictionary_takes_the_place_of_the_tables() -> None:
    own = gazetteer.Place("Here", "IRQ", 1.0, 2.0, "city", names=("بغداد",))
    found = gazetteer.shipped().with_places([own]).find("بغداد")
    assert found == [own]


FAULTS = [
    ("place: IRQ.x\nenglish: X\nname: عكس\nkind: planet\ncountry: IRQ\n", "kind 'planet' is none of"),
    ("place: IRQ.x\nenglish: X\nname: عكس\n", "the place has no 'country:'"),
    ("place: IRQ.x\nenglish: X\nname: عكس\ncountry: Iraq\n", "country 'Iraq' is no ISO 3166 code"),
    ("place: IRQ.x\nenglish: X\ncountry: IRQ\n", "the place has no 'name:'"),
    ("place: IRQ.x\nenglish: X\nname: عكس\ncountry: IRQ\nlatitude: 33.1\n", "both 'latitude:' and 'longitude:'"),
    ("place: IRQ.x\nenglish: X\nname: عكس\ncountry: IRQ\nlatitude: 133\nlongitude: 44\n", "latitude '133' is no decimal degrees"),
    ("place: IRQ.x\nenglish: X\nname: عكس\ncountry: IRQ\ncommon: no\n", "'common:' can only be 'yes'"),
    ("place: IRQ.x\nenglish: X\nname: عكس\ncountry: IRQ\npeople: many\n", "people 'many' is no number"),
    ("place: IRQ.x\nenglish: X\nname: Aks\ncountry: IRQ\n", "'name:' holds no Arabic letter"),
    ("place: عكس\nenglish: X\nname: عكس\ncountry: IRQ\n", "is no id of this kind: ASCII, such as 'IRQ.anbar'"),
]


@pytest.mark.parametrize(("text", "message"), FAULTS)
def test_a_faulty_place_is_told(text: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "places.dict").write_text(text, encoding="utf-8")
    with pytest.raises(DictionaryError) as raised:
        compile_folders([tmp_path])
    assert message in str(raised.value)


def test_a_place_of_ones_own_is_compiled(tmp_path: Path) -> None:
    entry = "place: IRQ.aks\nenglish: Aks\nname: عكس\ncountry: IRQ\nlatitude: 33.5\nlongitude: -44\nkind: village\nnear: بغداد\n"
    (tmp_path / "places.dict").write_text(entry, encoding="utf-8")
    compiled = compile_folders([tmp_path]).lexicon
    assert compiled.places == (gazetteer.Place("Aks", "IRQ", 33.5, -44.0, "village", 0, False, ("بغداد",), ("عكس",)),)
    save(compiled, tmp_path / "lexicon.json")
    assert load(tmp_path / "lexicon.json").places == compiled.places
