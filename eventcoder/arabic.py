"""The one normaliser of Arabic, for dictionary, text and model alike, and the closed classes of its grammar.

Two levels: `fold` (light) is what the model and the first match see; `loosen` goes further and is used only where the
light form finds nothing. `fold_with_offsets` keeps the way back to the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from attrs import frozen

_DROPPED = [
    *range(0x0610, 0x061B),
    *range(0x064B, 0x0660),
    0x0670,
    *range(0x06D6, 0x06DD),
    *range(0x06DF, 0x06E5),
    0x06E7,
    0x06E8,
    *range(0x06EA, 0x06EE),
    0x0640,
    *range(0x200B, 0x2010),
    *range(0x202A, 0x202F),
    *range(0x2060, 0x206A),
    0xFEFF,
    0x00AD,
    0x061C,
]
_LIGHT: dict[int, str | None] = {code: None for code in _DROPPED}
_LIGHT |= {ord(a): b for a, b in zip("أإآٱىیېکڪۀہھ", "اااايييككههه", strict=True)}
_LIGHT |= {0x0660 + digit: str(digit) for digit in range(10)} | {0x06F0 + digit: str(digit) for digit in range(10)}
_LOOSE = {ord("ة"): "ه", ord("ؤ"): "و", ord("ئ"): "ي"}

_WORD = re.compile(
    "\\d+(?:[.,\u066b\u066c]\\d+)+"  # 3.5
    "|(?:[^\\W_]|[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad\u061c])+"
    "|[^\\s]"
)


@frozen
class Folded:
    """Folded text with, for each of its characters, where the original character(s) begin and end."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def fold(text: str) -> str:
    """Return `text` lightly folded: NFKC, no marks, bare alef, ي for ى, ASCII digits. `"أُجرِيَت"` → `"اجريت"`."""
    if unicodedata.is_normalized("NFKC", text):
        return text.translate(_LIGHT)
    return fold_with_offsets(text).text


def fold_with_offsets(text: str) -> Folded:
    """Return the light fold with offsets; characters that vanish belong to the one before them."""
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    place, length = 0, len(text)
    while place < length:
        after = place + 1
        while after < length and unicodedata.combining(text[after]) and after - place < 32:
            after += 1
        piece = unicodedata.normalize("NFKC", text[place:after]).translate(_LIGHT)
        for character in piece:
            out.append(character)
            starts.append(place)
            ends.append(after)
        if not piece and ends:
            ends[-1] = after
        place = after
    return Folded("".join(out), tuple(starts), tuple(ends))


def loosen(form: str) -> str:
    """Return a lightly folded form folded further: ة/ه, ؤ/و, ئ/ي. `"مسئوله"` and `"مسئولة"` become one."""
    return form.translate(_LOOSE)


def split_words(text: str) -> list[tuple[int, int]]:
    """Return the spans of words (with their marks and clitics) and of single punctuation marks, in order."""
    return [match.span() for match in _WORD.finditer(text)]


def fold_words(words: Sequence[str]) -> list[str]:
    """Return the folded forms of words that hold no line break: as `fold` makes them one by one, but in one go."""
    text = "\n".join(words)
    if words and unicodedata.is_normalized("NFKC", text):  # then each of them is
        return text.translate(_LIGHT).split("\n")
    return [fold(word) for word in words]


def phrase(text: str) -> tuple[str, ...]:
    """Return a dictionary phrase as folded words, punctuation left out: the form in which phrases are compared."""
    return tuple([form for form in fold_words(_WORD.findall(text)) if form[:1].isalnum()])


@lru_cache(maxsize=200_000)
def is_word(form: str) -> bool:
    """Whether a folded form is a word or number rather than punctuation."""
    return form[:1].isalnum()


# ---------------------------------------------------------------- clitics

PRONOUNS = ("هما", "كما", "ها", "هم", "هن", "كم", "نا", "ني", "ه", "ك", "ي")
"""Pronoun endings of nouns, verbs and prepositions, the longest first."""

_NOUN_PROCLITICS = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل")


@frozen
class Reading:
    """One way to take clitics off a form: `stem` with `before` (e.g. "وب") and `after` (a pronoun) taken away.

    `skip` is how many characters of the folded form stand before the stem as the text spells it; `keep` is where it ends.
    """

    stem: str
    before: str
    after: str
    skip: int
    keep: int


@lru_cache(maxsize=200_000)
def noun_readings(form: str) -> tuple[Reading, ...]:
    """Return the ways to read a form as a noun or name: itself first, then with clitics off, the fewest first.

    `"وللحكومة"` → stem `"الحكومة"`, before `"ول"`; `"حكومته"` → stem `"حكومة"`, after `"ه"`.
    """
    found: list[Reading] = []
    length = len(form)
    for before in _NOUN_PROCLITICS:
        if not form.startswith(before) or length - len(before) < 2:
            continue
        rest = form[len(before) :]
        if before.endswith("ل") and rest.startswith("ل") and len(rest) > 2:  # لل + noun: the article lost its alef
            found.append(Reading("ا" + rest, before, "", len(before), length))
            found.append(Reading("ال" + rest, before, "", len(before), length))  # لليبيين → ل + الليبيين
        if before and len(rest) < 2:
            continue
        found.append(Reading(rest, before, "", len(before), length))
    with_pronouns = []
    for reading in found:
        stem = reading.stem
        if stem.startswith("ال"):
            continue
        for pronoun in PRONOUNS:
            if stem.endswith(pronoun) and len(stem) - len(pronoun) >= 2:
                bare = stem[: -len(pronoun)]
                keep = length - len(pronoun)
                with_pronouns.append(Reading(bare, reading.before, pronoun, reading.skip, keep))
                if bare.endswith("ت"):
                    with_pronouns.append(Reading(bare[:-1] + "ة", reading.before, pronoun, reading.skip, length))
                if bare.endswith(("ؤ", "ئ")):
                    with_pronouns.append(Reading(bare[:-1] + "ء", reading.before, pronoun, reading.skip, keep))
    return tuple(found + with_pronouns)


@lru_cache(maxsize=200_000)
def verb_readings(form: str) -> tuple[Reading, ...]:
    """Return the ways to read a form as a verb: و/ف before it, then س or ل, object pronouns after it. `"وستستقبله"` →
    `"تستقبل"`."""
    found: list[Reading] = []
    length = len(form)
    for before in ("", "و", "ف", "س", "وس", "فس", "ل", "ول", "فل"):
        if not form.startswith(before) or length - len(before) < 2:
            continue
        if before in ("س", "وس", "فس") and form[len(before)] not in "يتنا":
            continue
        if before in ("ل", "ول", "فل") and form[len(before)] not in "يتن":
            continue
        rest = form[len(before) :]
        found.append(Reading(rest, before, "", len(before), length))
    with_pronouns = []
    for reading in found:
        for pronoun in ("هما", "ها", "هم", "هن", "ه"):
            if reading.stem.endswith(pronoun) and len(reading.stem) - len(pronoun) >= 2:
                bare = reading.stem[: -len(pronoun)]
                keep = length - len(pronoun)
                with_pronouns.append(Reading(bare, reading.before, pronoun, reading.skip, keep))
                if bare.endswith("و"):  # قتلوه: the alef of the plural falls before a pronoun
                    with_pronouns.append(Reading(bare + "ا", reading.before, pronoun, reading.skip, keep))
                if bare.endswith("ا"):  # استدعاه, يتولاه: final ى is written ا before a pronoun
                    with_pronouns.append(Reading(bare[:-1] + "ي", reading.before, pronoun, reading.skip, keep))
    return tuple(found + with_pronouns)


@lru_cache(maxsize=100_000)
@lru_cache(maxsize=100_000)
def stem_span(text: str, skip: int, keep: int) -> tuple[int, int]:
    """Return the span in a word's own `text` of characters `skip` to `keep` of its folded form.

    `stem_span("وَللحكومة", 2, 8)` is where "لحكومة" stands.
    """
    folded = fold_with_offsets(text)
    if not folded.text:
        return 0, len(text)
    start = folded.starts[min(skip, len(folded.starts) - 1)]
    end = folded.ends[min(keep, len(folded.ends)) - 1]
    return start, max(end, start)


# ---------------------------------------------------------------- closed classes (lightly folded)

PREPOSITIONS = frozenset(
    "في من الي عن علي مع بين ضد لدي نحو تجاه حول خلال بشان عبر حتي منذ عند بعد قبل تحت فوق امام وراء خلف داخل خارج قرب دون "
    "بدون ازاء"
    " حيال لصالح بحق رغم وسط اثر عقب بسبب بعيد قبيل اثناء ضمن فضد باتجاه بواسطة غداة ب ل ك و قبالة شمال جنوب شرق غرب شمالي "
    "جنوبي شرقي غربي جراء نتيجة صوب عدا سوي "
    "باستثناء مثل لدن طوال طيلة".split()
)
"""Prepositions and the adverbs that govern a noun like one; the attached ones as single letters."""

CLITIC_PREPOSITIONS = frozenset("بلك")

RESUMED = ("ه", "ها", "هم", "هما")
"""Pronouns on a preposition that take up somebody told before: "زيارة قام بها"."""


@lru_cache
def with_pronouns(prepositions: tuple[str, ...]) -> frozenset[str]:
    """Return prepositions with each pronoun of `RESUMED`."""
    return frozenset(preposition + pronoun for preposition in prepositions for pronoun in RESUMED)


AGENTIVE = (
    ("من", "قبل"),
    ("من", "جانب"),
    ("من", "طرف"),
    ("علي", "يد"),
    ("علي", "ايدي"),
    ("بيد",),
    ("بايدي",),
    ("بنيران",),
    ("برصاص",),
)
"""What names the doer of a passive or of an event noun."""

SUBORDINATORS = frozenset(
    "ان بان لان كان انه انها انهم بانه بانها بانهم انهما بانهما لانه لانها لانهم وان وانه وانها وانهم فان ما".split()
) - {"كان", "ما"}
"""أن and إن with their clitics: what follows is a clause of its own."""

PRONOMINAL_SUBORDINATORS = frozenset(
    f"{clitic}{word}" for clitic in ("", "ب", "ل", "و", "ف") for word in ("انه", "انها", "انهم", "انهما")
)
"""أن with the pronoun that is the subject of what follows."""

RELATIVES = frozenset("الذي التي الذين اللذان اللذين اللتان اللتين اللاتي اللواتي اللائي والذي والتي والذين".split())

CLAUSE_OPENERS = frozenset(
    "حيث بينما فيما مما حين حينما عندما بعدما قبلما لكن لكنه لكنها لكنهم ولكن ولكنه ولكنها كما بل اذ اذا لو الامر وذلك"
    " كي لكي حتي ريثما كلما طالما مهما لولا".split()
)
"""Words that open a clause."""

NEGATORS = frozenset("لم لن لا ليس ليست ليسوا لسنا لست لما".split())
NEGATING_NOUNS = frozenset("عدم دون بدون انعدام غياب".split())
JOINING = frozenset("كما فيما بينما حين لذلك لذا".split())
"""What joins a clause to the main clause before it, told of the same time."""
RESUMPTIVES = frozenset("فيه فيها خلاله خلالها بموجبه بموجبها".split())
"""Prepositions with a pronoun that takes up the noun before a verb."""
PURPOSES = frozenset("اجل بهدف بغية بغرض قصد بقصد لاجل بنية بدعوي امكانية احتمال امكان ضرورة".split())
"""Words before a masdar that make it a purpose or a possibility."""

CONDITIONALS = frozenset("اذا لو ان لولا ربما لعل ليت هل".split()) - {"ان"}
FORMER = frozenset(
    "السابق السابقة الاسبق الاسبقة سابق سابقة اسبق السابقين السابقون سابقين سابقون المخلوع المعزول السابقان".split()
)
"""Adjectives that make of an office a former one (role ELI)."""

OPPOSING = frozenset("ضد مع تجاه حيال ازاء".split())
"""Prepositions of the other side: whoever stands behind one is not at home where the sentence plays."""

QUANTIFIERS = frozenset(
    (
        "عشرون عشرين ثلاثون ثلاثين اربعون اربعين خمسون خمسين ستون ستين سبعون سبعين ثمانون ثمانين تسعون تسعين مئتا مئتان الفان "
        "احد عشر اعداد "
        "اثنان اثنين احد احدهم احدي اربع اربعة اقل اكثر الاف الالاف العديد العشرات الف الفي المئات اي بضع بضعة بعض تسع "
        "تسعة ثلاث ثلاثة ثلث ثماني ثمانية جزء جموع جميع حشد حشود حوالي خمس خمسة ربع زهاء سائر سبع سبعة ست ستة عدة عدد "
        "عددا عشر عشرات عشرة غالبية كبار كبير كل كلا كلتا مئات مئة مئتي مجموعة معظم ملايين مليون نحو نصف "
        "ثاني ثالث رابع خامس سادس "
    ).split()
)
"""Words of number and quantity that stand between a preposition or verb and the noun that is meant."""

GOVERNING = frozenset("اكبر اصغر اقل اكثر اعلي ادني افضل اسوا اي كل بعض غير جميع معظم كافة".split())
"""Elatives and quantifiers that a noun must follow, never a verb."""

PARTITIVES = frozenset("منهم منها منهما منهن".split())
"""من with the pronoun of those of whom a part is meant."""

PARTITIVE_NOUNS = frozenset(
    "احدهم احداهم احدهما احدها بعضهم بعضها معظمهم معظمها غالبيتهم اغلبهم كلهم جميعهم كلاهما كليهما".split()
)
"""Quantifiers with that pronoun."""

NAME_PARTICLES = frozenset("بن ابن بنت ابو ابي ام عبد ال ولد دي دو فان فون ديل دا".split())
"""Small words inside names of persons."""

HONORIFICS = frozenset(
    "الدكتور الدكتورة السيد السيدة المهندس المهندسة الاستاذ الشيخ الحاج اللواء العميد العقيد الفريق المشير الانبا القس "
    "المستشار الاب سمو".split()
)
"""Titles before a name that say nothing of an office."""

AUXILIARIES = frozenset(
    "كان كانت كانوا كانا يكون تكون يكونوا ليكون ستكون سيكون زال زالت يزال تزال يزالون مازال مازالت ظل ظلت بات باتت".split()
)
"""Verbs that only carry tense or aspect for another verb."""

PUNCTUATION_HARD = frozenset(".!?؟؛:…")
PUNCTUATION_SOFT = frozenset("،,-–—()[]")
QUOTES = frozenset("\"«»“”„'‘’")
