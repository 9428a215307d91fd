"""The closed classes with which Arabic names days, months and times, all lightly folded (see `arabic.fold`)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType


def _table(rows: str) -> Mapping[str, int]:
    """A read-only table from lines `number: word word …`."""
    pairs = (line.split(":") for line in rows.strip().splitlines())
    return MappingProxyType({word: int(number) for number, words in pairs for word in words.split()})


def _phrases(rows: str) -> Mapping[tuple[str, ...], int]:
    """A read-only table from lines `number: name | name of two words | …`."""
    pairs = (line.split(":") for line in rows.strip().splitlines())
    return MappingProxyType({tuple(name.split()): int(number) for number, names in pairs for name in names.split("|")})


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


WEEKDAYS: Mapping[str, int] = _table("""
    0: الاثنين
    1: الثلاثاء الثلثاء
    2: الاربعاء
    3: الخميس
    4: الجمعة الجمعه
    5: السبت
    6: الاحد
""")
"""Weekday names with their article, counted from Monday as Python does."""

GREGORIAN_MONTHS: Mapping[tuple[str, ...], int] = _phrases("""
    1: يناير | كانون الثاني | كانون ثاني | جانفي
    2: فبراير | شباط | فيفري
    3: مارس | اذار
    4: ابريل | نيسان | افريل
    5: مايو | ايار | ماي
    6: يونيو | يونيه | يونية | حزيران | جوان
    7: يوليو | يوليه | يولية | تموز | جويلية | يوليوز
    8: اغسطس | اوغسطس | اب | اوت | غشت
    9: سبتمبر | ايلول | شتنبر
    10: اكتوبر | تشرين الاول | تشرين اول
    11: نوفمبر | تشرين الثاني | تشرين ثاني | نونبر
    12: ديسمبر | كانون الاول | كانون اول | دجنبر
""")
"""Month names of Egypt and the Gulf, the Levant, Algeria and Tunisia, and Morocco."""

HIJRI_MONTHS: Mapping[tuple[str, ...], int] = _phrases("""
    1: محرم | المحرم
    2: صفر
    3: ربيع الاول | ربيع اول
    4: ربيع الثاني | ربيع ثاني | ربيع الاخر
    5: جمادي الاولي | جمادي الاول
    6: جمادي الثانية | جمادي الاخرة | جمادي الاخر | جمادي الثاني
    7: رجب
    8: شعبان
    9: رمضان
    10: شوال
    11: ذو القعدة | ذي القعدة
    12: ذو الحجة | ذي الحجة
""")
"""Month names of the Islamic calendar."""

MONTH_WORDS = frozenset(name[0] for name in (*GREGORIAN_MONTHS, *HIJRI_MONTHS))
"""First words of the months' names."""
WORDS_OF_MONTHS = frozenset(word for name in (*GREGORIAN_MONTHS, *HIJRI_MONTHS) for word in name)

AMBIGUOUS_MONTHS = _words("مارس اب ماي نيسان جوان اوت محرم المحرم صفر رجب شعبان رمضان")
"""Month names that are also verbs, common words or names of people and firms."""

ORDINALS: Mapping[str, int] = _table("""
    1: الاول الاولي الحادي الفاتح
    2: الثاني الثانية
    3: الثالث الثالثة
    4: الرابع الرابعة
    5: الخامس الخامسة
    6: السادس السادسة
    7: السابع السابعة
    8: الثامن الثامنة
    9: التاسع التاسعة
    10: العاشر العاشرة
    20: العشرين العشرون
    30: الثلاثين الثلاثون
""")
"""Definite ordinals; eleven to nineteen are a unit and `TEN_OF_TEENS`, higher ones a unit and و with the tens."""

CARDINALS: Mapping[str, int] = _table("""
    1: واحد واحدة احد احدي
    2: اثنان اثنين اثنتان اثنتين اثنا اثني اثنتا اثنتي
    3: ثلاث ثلاثة
    4: اربع اربعة
    5: خمس خمسة
    6: ست ستة
    7: سبع سبعة
    8: ثمان ثماني ثمانية
    9: تسع تسعة
    10: عشر عشرة
    20: عشرين عشرون
    30: ثلاثين ثلاثون
    40: اربعين اربعون
    50: خمسين خمسون
    60: ستين ستون
    70: سبعين سبعون
    80: ثمانين ثمانون
    90: تسعين تسعون
    100: مئة مائة
""")
"""Indefinite cardinals."""

THOUSANDS: Mapping[str, int] = MappingProxyType({"الف": 1000, "الفين": 2000, "الفان": 2000})
HUNDREDS: Mapping[str, int] = _table("""
    800: ثمانمئة ثمانمائة
    900: تسعمئة تسعمائة
""")
"""Of a year in words."""
ROUND_NUMBERS = _words("مئات الف الاف الفا مليون ملايين عشرات")
"""Numbers that the tagger may take for verbs."""

TEN_OF_TEENS = _words("عشر عشرة")

ONE_UNIT: Mapping[str, str] = MappingProxyType(
    {"يوم": "day", "يوما": "day", "اسبوع": "week", "اسبوعا": "week", "شهر": "month", "شهرا": "month"}
    | {"عام": "year", "عاما": "year", "سنة": "year", "ساعة": "hour", "عقد": "decade", "عقدا": "decade", "قرن": "century"}
)
"""Units of time in the singular: one, or more than ten after a number."""
TWO_UNITS: Mapping[str, str] = MappingProxyType(
    {"يومين": "day", "اسبوعين": "week", "شهرين": "month", "عامين": "year", "سنتين": "year", "ساعتين": "hour"}
    | {"عقدين": "decade", "قرنين": "century"}
)
MANY_UNITS: Mapping[str, str] = MappingProxyType(
    {"ايام": "day", "اسابيع": "week", "اشهر": "month", "شهور": "month"}
    | {"اعوام": "year", "سنوات": "year", "سنين": "year"}
    | {"ساعات": "hour", "عقود": "decade", "قرون": "century"}
)
"""Units of time in the plural: dates only after a number."""
THE_UNIT: Mapping[str, str] = MappingProxyType({"الاسبوع": "week", "الشهر": "month", "العام": "year", "السنة": "year"})
THE_YEAR = _words("العام السنة")
HALF = _words("ونصف")
PARTS_OF_A_CENTURY: Mapping[str, int] = MappingProxyType({"نصف": 50, "ربع": 25})
LENGTH_ENDS = _words("من ونصف ونيف واحد واحدة كامل كاملة تقريبا")
"""What after عقد or قرن shows that it is a length of time ("قبل عقد اجتماع" is no such)."""
ONE = _words("واحد واحدة")

PAST = _words(
    "الماضي الماضية الماضيين الماضيتين المنصرم المنصرمة المنصرمين الفائت الفائتة الفائتين المنقضي المنقضية الفارط الفارطة"
)
NEXT = _words("المقبل المقبلة المقبلين المقبلتين القادم القادمة القادمين الاتي الاتية")
THIS = _words("الجاري الجارية الحالي الحالية")
THIS_MONTH = _words("الجاري الحالي")
LATEST = _words("الاخير الاخيرة")
"""What after a day or month is the last one (in the Maghreb), where nothing limits it."""
STORY = _words("نفسه نفسها ذاته ذاتها عينه التالي التالية السابق السابقة الاخير الاخيرة اللاحق اللاحقة")
"""What after a day or year points into the story, not to the calendar."""
DEMONSTRATIVES = _words("هذا هذه")
LIKE = _words("مثل بمثل")
"""What before هذا اليوم makes it an anniversary."""
THAT = _words("ذلك تلك")

RELATIVE_DAYS = _words("اليوم امس غدا البارحة اول الليلة قبل بعد") | DEMONSTRATIVES
"""What begins a day told from today, before clitics are looked for."""
TOMORROW = _words("غد الغد غدا")
OF_TODAY = _words("اليوم الصباح المساء الليلة")
"""What after a demonstrative is today."""
DISTANCES = _words("القريب البعيد")
"""What after الامس makes it "the recent past"."""
TODAY_FOLLOWERS = STORY | _words(
    "الذي الاول الاولي العالمي الدولي الوطني القومي الدراسي الواحد المفتوح الموعود"
    " الثاني الثالث الرابع الخامس السادس السابع الثامن التاسع العاشر"
)
"""What makes اليوم a counted or a named day."""
NOT_TODAY = _words("في حتي الي كل طوال بعد منذ")
"""What before اليوم makes it a whole day or a limit."""
BECAME = _words("الذي التي قد فقد لقد كما حتي ان حيث بعدما")
"""What before غدا makes it the verb "became"."""
BEFORE_TOMORROW = _words("اليوم او سوف لن")
AFTER_TOMORROW = _words("في مع الي علي من ان بعد قبل عند")
"""What beside غدا shows that it is the adverb."""

DAY_NOUNS = _words("يوم يومي ليلتي ايام صباح مساء ليل ليلة فجر ظهر عصر ضحي نهار ظهيرة عشاء غروب امسية سحر زوال عشية صبيحة")
"""A day, days and the parts of one, before the day's name."""
TWO_DAYS = _words("يومي ليلتي")
NOON_AND_MIDNIGHT = frozenset(
    {(before, part) for before in ("قبيل", "بعيد") for part in ("ظهر", "عصر", "فجر", "مغرب", "غروب", "منتصف", "صلاة")}
    | {("بعد", "ظهر"), ("بعد", "عصر"), ("بعد", "مغرب"), ("قبل", "ظهر"), ("منتصف", "ليل"), ("منتصف", "ليلة")}
    | {("بعد", "صلاة"), ("عقب", "صلاة"), ("اثر", "صلاة")}
)
"""Pairs of words that name a part of the day that follows them."""
BESIDE_NOON = frozenset(first for first, _ in NOON_AND_MIDNIGHT)
DATE_LINE_WORDS = frozenset(WEEKDAYS) | _words(
    "ص م صباحا مساء ظهرا ليلا فجرا عصرا الساعة بتوقيت غرينتش جرينتش غرينيتش مكة المكرمة القدس محلي المحلي التوقيت"
    " نشر النشر تاريخ بتاريخ التاريخ اخر تحديث التحديث تم كتب في يوم الموافق ميلادية هجرية ه هجري ميلادي من شهر عام سنة"
)
"""What may stand on a date line besides the date's numbers and months: the weekday, the clock, labels."""

GREGORIAN_MARKS = _words("م ميلادية ميلادي للميلاد")
HIJRI_MARKS = _words("ه هجرية هجري للهجرة")
YEAR_MARKS = GREGORIAN_MARKS | HIJRI_MARKS
MONTH_NOUN = _words("شهر")
YEAR_NOUNS = _words("عام العام سنة السنة عامي العامين سنتي")
LIMITED_BY_LAM = frozenset(WEEKDAYS) | YEAR_NOUNS | {"يوم"}
"""What ل makes a limit or an aim (ليوم الأحد)."""
SEASONS = _words("صيف ربيع خريف شتاء")
DECADES: Mapping[str, int] = _table("""
    20: العشرينات العشرينيات عشرينات عشرينيات
    30: الثلاثينات الثلاثينيات ثلاثينات ثلاثينيات
    40: الاربعينات الاربعينيات اربعينات اربعينيات
    50: الخمسينات الخمسينيات خمسينات خمسينيات
    60: الستينات الستينيات ستينات ستينيات
    70: السبعينات السبعينيات سبعينات سبعينيات
    80: الثمانينات الثمانينيات ثمانينات ثمانينيات
    90: التسعينات التسعينيات تسعينات تسعينيات
""")
"""Decades of the twentieth century."""
LONG_SPANS: Mapping[str, int] = MappingProxyType({"العقد": 10, "القرن": 100})
TWENTIETH = _words("العشرين")
AGES = _words("عمره عمرها العمر عمرهم سنه سنها")
"""What beside a decade tells of somebody's age (في الستينات من عمره)."""

NEXT_IN_STORY = _words("التالي التالية اللاحق اللاحقة")
LAST_IN_STORY = _words("السابق السابقة")
SAME_IN_STORY = _words("نفسه نفسها ذاته ذاتها عينه")
"""What after a unit of time counts from a date told before."""
AFTER_THAT = _words("ذلك بعده بعدها قبله قبلها")
DAY_AFTER = _words("غداة")
MIDNIGHT = ("منتصف", "الليل")
CORRESPONDING = _words("الموافق الموافقة المصادف المصادفة")

APPROXIMATE = _words("نحو حوالي قرابة زهاء")
MORE_OR_LESS = _words("اكثر اقل ازيد")
"""What before من and a length of time makes it a rough one."""
ENDPOINTS = _words("قبل بعد حتي الي عشية بحلول قبيل بعيد لغاية عقب")
"""What before a date makes it a limit, not the time of a happening."""
MONTH_SETTINGS = _words("في وفي ففي خلال منذ ومنذ شهر مطلع نهاية بداية اواخر اوائل منتصف اخر")
"""What before a bare month shows that it is one, whatever else the word may mean."""
MONTH_FRAMES = MONTH_SETTINGS | _words("من بين وبين ومن لشهر بشهر وشهر")
YEAR_SETTINGS = _words("في منذ خلال بين")
"""What before a number of four digits shows that it may be a year."""
AFTER_YEARS = _words("في الي حتي من ان")
"""What after 2000 shows that it counts nothing."""
DAY_SETTINGS = frozenset(WEEKDAYS) | _words("في وفي ففي يوم ويوم بتاريخ منذ من")
"""What before a bare number or 25/6 shows that it may be a day."""
PARTS_OF_A_TIME = _words("النصف الثلث الربع الاسبوع العقد الشطر")
"""What a following ordinal counts, so that it is no day of the month."""

NAMED_AFTER_DATES = _words(
    "مستشفي كوبري مطار قناة كلية مدرسة"
    " ثورة انتفاضة حرب مدينة جسر ميدان شارع حركة قوي فريق تحالف تيار احداث هجمات اعتداءات تفجيرات انقلاب شباب ائتلاف كتلة"
    " جامعة ملعب استاد عدوان مجزرة ذكري الثورة"
)
"""Nouns that are named after a day or month that has no year."""
BORDERS = _words("حدود خطوط خط لحدود بحدود الحدود")
NAME_PARTICLES = _words("عبد ابو ابي ابا ام ابن بن ال سوق بسوق سيدي بني اولاد دار")
"""What before a weekday's name makes it part of the name of a person or place."""
HABITS = _words("كل ايام لكل وكل")
MEDIA = _words("صحيفة جريدة مجلة قناة موقع وكالة شبكة يومية اخبار دار مؤسسة صحيفتا لصحيفة وصحيفة")
"""What before اليوم makes it the name of a newspaper or channel."""
GENERAL_OFFICES = _words("الامين المدير النائب المدعي القائد القطاع المفتش المراقب الراي السكرتير المرشد الوكيل المفوض المنسق")
"""Nouns whose العام means "general"."""
PAIR_WORDS = _words("كلا كلي كلتا بين وبين ان وان بان اي هذين عمر مع عن علي من هذان هؤلاء")
"""What before الاثنين makes it "the two"."""
FRIDAY_NOUNS = _words("سورة صلاة خطبة خطيب لصلاة جمعة امام")
"""What before الجمعة makes it the Friday of a prayer or sermon."""
BOTH = _words("معا كليهما")
THE_TWO = _words("بالاثنين للاثنين كالاثنين")
"""What after or instead of الاثنين makes it "the two"."""
STARTS = _words("بدءا اعتبارا ابتداء بدا بداية انطلاقا")
"""What before من keeps a weekday a weekday."""
COUNTED = _words("دولار دولارا متر مترا كيلومتر شخص قتيل طن برميل ليرة دينار ريال جنيه درهم كلم جندي عنصر % مليون الف")
"""What after a bare number of four digits makes it an amount."""

AGO = _words("قبل منذ")
ONLY = _words("فقط تقريبا")
LIMITED = _words("من علي")
"""What after قبل and a length of time tells from which happening it is counted (قبل يومين من الانتخابات)."""
NOW = _words("الان اليوم الزمن الزمان")
FIRST_OF_THE_MONTH = _words("اول غرة")
LONE_PROCLITICS = _words("ال و وال ل ب")
"""Clitics and article that stand alone before a number in digits."""

RANGE = _words("- – الي حتي و")
RANGE_OR_SLASH = RANGE | {"/"}
"""What stands between the ends of a range."""
FURTHER = RANGE - {"حتي"}
"""What behind a day of a range shows that a further one follows."""
OPENINGS = _words("( ، ,")
"""What opens the explanation of a day (أمس (الأربعاء))."""
COMMAS = _words("، ,")

TIME_WORDS = _words("الامس منذ شهر منتصف غرة عقب اثر قبيل بعيد").union(
    WEEKDAYS,
    MONTH_WORDS,
    DAY_NOUNS,
    YEAR_NOUNS,
    SEASONS,
    THE_UNIT,
    ORDINALS,
    RELATIVE_DAYS,
    TOMORROW,
    DECADES,
    LONG_SPANS,
    AFTER_THAT,
    DAY_AFTER,
)
"""Words that begin a time, so that letters before them are clitics."""
