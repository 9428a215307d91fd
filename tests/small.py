"""A small dictionary and a model by hand, so that tests of reading depend on no shipped entry and on no parser."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import eventcoder
from eventcoder import arabic
from eventcoder.coding.analyse import FoldedSentence, Model, Token, find_words
from eventcoder.coding.introductions import Story, remember
from eventcoder.coding.names import find_matches
from eventcoder.coding.phrases import find_phrases
from eventcoder.coding.pipeline import Coder, Traced
from eventcoder.coding.resolve import resolve
from eventcoder.coding.setting import find_setting, fold_document, near_by
from eventcoder.coding.triggers import entries_of
from eventcoder.dictionary.compile import compile_folders
from eventcoder.lexicon import Lexicon
from eventcoder.records import Document, Event, Mention, Sentence, Word

CAMEO = eventcoder.shipped_dictionaries() / "cameo.dict"
DAY = "2020-06-25"

ACTORS = """
actor: EGY
english: Egypt
demonym: Egyptian
kind: country
name: مصر
nisba: مصري
capital: القاهرة
role: EGY

actor: SYR
english: Syria
demonym: Syrian
kind: country
name: سوريا
nisba: سوري
capital: دمشق
role: SYR

actor: LBY
english: Libya
demonym: Libyan
kind: country
name: ليبيا
nisba: ليبي
role: LBY

actor: SDN
english: Sudan
demonym: Sudanese
kind: country
name: السودان
nisba: سوداني
capital: الخرطوم
role: SDN

actor: DEU
english: Germany
demonym: German
kind: country
name: ألمانيا
nisba: ألماني
nisba-plural: ألمان
capital: برلين
role: DEU

actor: KOR
english: South Korea
demonym: South Korean
kind: country
name: كوريا الجنوبية
nisba: كوري جنوبي
capital: سيول
role: KOR

actor: TUR
english: Turkey
demonym: Turkish
kind: country
name: تركيا
nisba: تركي
nisba-plural: أتراك
capital: أنقرة
role: TUR

actor: MAR
english: Morocco
demonym: Moroccan
kind: country
name: المغرب
nisba: مغربي
nisba-plural: مغاربة
capital: الرباط
role: MAR

actor: MLI
english: Mali
demonym: Malian
kind: country
name: مالي
near: باماكو
capital: باماكو
role: MLI

actor: IGOUNO
english: UN
kind: organisation
name: الأمم المتحدة
role: IGOUNO

actor: LBY.gna
english: GNA
kind: government
name: حكومة الوفاق الوطني
name: حكومة الوفاق
near: ليبيا
near: ليبي
role: LBYGOV 2016-03..2021-03
otherwise: LBYELI

actor: TUR.akp
english: AKP
kind: party
name: حزب العدالة والتنمية
role: TURGOV 2002-11..

actor: MAR.pjd
english: PJD
kind: party
name: حزب العدالة والتنمية
role: MARPTY

actor: EGY.halabi
english: Halabi
kind: person
name: نادر الحلبي
surname: الحلبي
role: EGYGOV 2010..2020
role: EGYGOVMIL 2012-05-10..2013-02
otherwise: EGYELI

actor: SYR.jabal
english: Jabal Front
kind: group
name: جبهة الجبل
role: SYRREB
"""

AGENTS = """
agent: president
english: president
name: رئيس
plural: رؤساء
role: GOV
needs: nationality

agent: minister-interior
english: interior minister
name: وزير الداخلية
plural: وزراء الداخلية
role: GOV

agent: minister-foreign
english: foreign minister
name: وزير الخارجية
plural: وزراء الخارجية
role: GOV

agent: ministry-interior
english: interior ministry
name: وزارة الداخلية
role: GOV
kind: body

agent: ministry
english: ministry
english-plural: ministries
name: وزارة
role: GOV
needs: nationality

agent: government
english: government
name: حكومة
plural: حكومات
role: GOV
kind: body

agent: police
english: police
english-plural: police
name: شرطة
role: COP
kind: body

agent: army
english: army
name: جيش
plural: جيوش
role: MIL
kind: body

agent: soldier
english: soldier
name: جندي
plural: جنود
role: MIL

agent: gunman
english: gunman
english-plural: gunmen
name: مسلح
plural: مسلحون
plural: مسلحين
role: UAF

agent: civilian
english: civilian
name: مدني
plural: مدنيون
plural: مدنيين
role: CVL

agent: demonstrator
english: demonstrator
name: متظاهر
plural: متظاهرون
plural: متظاهرين
role: OPP
does: 141
headline: {source} protest(s)

agent: spokesman-for
english: spokesman
english-plural: spokesmen
name: ناطق باسم
role: SAME

agent: counterpart
english: counterpart
name: نظير
plural: نظراء
role: COUNTERPART
needs: nationality

agent: side
english: side
name: الجانب
role: COUNTRY
needs: nationality
"""

VERBS = """
verb: بَحَثَ
root: ب ح ث
class: I/a~a
masdar: بَحْث
  pattern: بحث {source} مع {target} {issue?}
  emit: source 040 target
  symmetric: yes
  future: 036
  english: {source} consult(s) {target}[ on {issue}]
  example: بحث الرئيس المصري مع نظيره السوري الأزمة
  expect: EGYGOV 040 SYRGOV
  pattern: بحث {source} عن {thing}
  emit: none
  example: بحثت الشرطة المصرية عن ناجين
  expect: none

verb: اِسْتَقْبَلَ
root: ق ب ل
class: X
  pattern: استقبل {source} {target} {issue?}
  emit: source 043 target
  future: 036
  english: {source} receive(s) {target}[ on {issue}]
  example: استقبل الرئيس المصري وزير الخارجية السوري
  expect: EGYGOV 043 SYRGOV
  example: استقبل الملعب الجديد الجمهور
  expect: none

verb: زَارَ
root: ز و ر
class: I/a~u
masdar: زيارة
  pattern: زار {source} {target} {issue?}
  emit: source 042 target
  future: 036
  english: {source} visit(s) {target}
  example: زار الرئيس المصري ليبيا
  expect: EGYGOV 042 LBY
  pattern: زيارة {source} إلى|ل {target}
  emit: source 042 target
  future: 036
  english: {source} visit(s) {target}
  example: بدأت زيارة الرئيس المصري إلى ليبيا
  expect: EGYGOV 042 LBY
  example: زار التلاميذ المتحف
  expect: none

verb: اِتَّهَمَ
root: و ه م
class: VIII
masdar: اتهام
  pattern: اتهم {source} {target} {clause?}
  emit: source 112 target
  clause: reported
  english: {source} accuse(s) {target}
  example: اتهمت مصر تركيا
  expect: EGY 112 TUR
  example: اتهم التلاميذ الحارس
  expect: none

verb: هَدَمَ
root: ه د م
class: I/a~i
  pattern: هدم {source} منزل|منازل
  emit: source 1712 object
  english: {source} demolish(es) houses
  example: هدم الجيش السوري منازل
  expect: SYRMIL 1712 ---
  example: هدم الولد قصره على الرمل
  expect: none

noun: محاكمة
  pattern: محاكمة {target}
  emit: --- 173 target
  by: JUD
  english: {target} on trial
  example: بدأت محاكمة جندي سوري
  expect: SYRJUD 173 SYRMIL
  example: انتهت المحاكمة
  expect: none

verb: اِغْتَالَ
root: غ ي ل
class: VIII
masdar: اغتيال
  pattern: اغتال {source*} {target*}
  emit: source 186 target
  english: {source} assassinate(s) {target}
  example: اغتال مسلحون وزير الداخلية السوري
  expect: UAF 186 SYRGOV
  example: لم يغتل أحد الوزير
  expect: none

verb: قَتَلَ
root: ق ت ل
class: I/a~u
masdar: قَتْل
masdar: مَقْتَل
  pattern: قتل {source*} {target*}
  emit: source 180 target
  english: {source} kill(s) {target}
  example: قتل مسلحون جنديا سوريا
  expect: UAF 180 SYRMIL
  pattern: مقتل {target*}
  emit: --- 180 target
  english: {target} killed
  example: أدى ذلك إلى مقتل جندي سوري
  expect: --- 180 SYRMIL
  example: قتل الوقت
  expect: none

verb: أَعْلَنَ
root: ع ل ن
class: IV
  pattern: أعلن {source} {clause}
  emit: source 010 -
  clause: reported
  english: {source} make(s) an announcement
  example: أعلنت مصر أن الوضع تحسن
  expect: EGY 010 -
  example: أعلن المصنع نتائجه
  expect: none

verb: نَفَى
root: ن ف ي
class: I/a~i
masdar: نَفْي
  pattern: نفى {source} {clause}
  emit: source 016 -
  clause: negated
  english: {source} den(ies|y) a report
  example: نفت مصر أن تكون هناك أزمة
  expect: EGY 016 -
  example: نفى اللاعب الخبر
  expect: none

verb: أَرَادَ
root: ر و د
class: IV
  pattern: أراد {source} {clause}
  emit: none
  clause: planned
  example: أرادت مصر أن ينتهي الأمر
  expect: none

verb: طَالَبَ
root: ط ل ب
class: III
  pattern: طالب {source} {target} ب {clause?}
  emit: source 100 target
  clause: planned
  english: {source} demand(s) action from {target}
  example: طالبت مصر تركيا بالانسحاب
  expect: EGY 100 TUR
  example: طالب التلاميذ المعلم بكتاب
  expect: none

verb: نَدَّدَ
root: ن د د
class: II
  pattern: ندد {source} ب {target?}
  emit: source 111 target
  english: {source} condemn(s) {target}
  example: نددت مصر بتركيا
  expect: EGY 111 TUR
  example: ندد الجمهور بالحكم
  expect: none

verb: أَجْرَى
root: ج ر ي
class: IV
  pattern: أجرى {source} {event}
  emit: event
  example: أجرى الرئيس المصري محادثات مع نظيره السوري
  expect: EGYGOV 046 SYRGOV
  example: أجرى الطبيب جراحة
  expect: none

noun: محادثات
  pattern: محادثات {source?} مع {target} {issue?}
  emit: source 046 target
  symmetric: yes
  future: 036
  english: {source} hold(s) talks with {target}[ on {issue}]
  example: بدأت محادثات الرئيس المصري مع نظيره السوري
  expect: EGYGOV 046 SYRGOV
  pattern: محادثات بين {source} و {target} {issue?}
  emit: source 046 target
  symmetric: yes
  future: 036
  english: {source} and {target} hold talks[ on {issue}]
  example: بدأت محادثات بين مصر وسوريا
  expect: EGY 046 SYR
  example: المحادثات صعبة
  expect: none

noun: اشتباك
plural: اشتباكات
  pattern: اشتباك بين {source} و {target}
  emit: source 190 target
  symmetric: yes
  english: {source} and {target} clash
  example: اندلعت اشتباكات بين الجيش السوري ومسلحين
  expect: SYRMIL 190 UAF
  example: الاشتباك بالأيدي
  expect: none

noun: هجوم
plural: هجمات
  pattern: هجوم {source} على {target}
  emit: source 190 target
  english: {source} attack(s) {target}
  example: هجوم الجيش السوري على الجيش التركي
  expect: SYRMIL 190 TURMIL
  example: هجوم الفريق قوي
  expect: none
"""

REST = """
issue: security
english: security
name: الملف الأمني

issue: trade
english: trade
name: التبادل التجاري

publisher: Nile
name: وكالة النيل
home: EGY
"""

_TAGS = {
    "V": "VERB",
    "N": "NOUN",
    "A": "ADJ",
    "P": "PROPN",
    "D": "ADP",
    "C": "CCONJ",
    "S": "SCONJ",
    "T": "PART",
    "U": "NUM",
    "X": "X",
}
_BEFORE_NO_BLANK = frozenset("،.؟:!")


def write_small(folder: Path, *more: str) -> Path:
    """Write the small dictionary (and `more` texts) into a new folder and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in (("actors", ACTORS), ("agents", AGENTS), ("verbs", VERBS), ("rest", REST)):
        (folder / f"{name}.dict").write_text(text, encoding="utf-8")
    for number, text in enumerate(more):
        (folder / f"more{number}.dict").write_text(text, encoding="utf-8")
    return folder


def compile_small(folder: Path, *more: str) -> Lexicon:
    """Compile the small dictionary with the shipped codebook."""
    return compile_folders([CAMEO, write_small(folder, *more)]).lexicon


def untag(tagged: str) -> tuple[str, list[tuple[str, str]]]:
    """Return the plain text of `"بحث/V الرئيس/N …"` and each word's tag and label; a word without one is a particle."""
    text, tags = "", []
    for item in tagged.split():
        form, _, tag = item.partition("/")
        text += ("" if not text or form in _BEFORE_NO_BLANK else " ") + form
        letter, _, dep = tag.partition(":")
        here = _TAGS[letter] if letter else "ADP" if arabic.is_word(arabic.fold(form)) else "PUNCT"
        tags += [(here, dep)] * len(arabic.split_words(form))
    return text, tags


def hand_model(*tagged: str) -> Model:
    """A model that knows the tags of these sentences and no tree."""
    known: dict[str, list[tuple[str, str]]] = {}
    for sentence in tagged:
        text, tags = untag(sentence)
        known[arabic.fold(text)] = tags

    def parse(sentences: Sequence[FoldedSentence]) -> list[list[Token]]:
        return [
            [
                Token(start, end, tag, number, dep)
                for number, ((start, end), (tag, dep)) in enumerate(
                    zip(arabic.split_words(each.text), known[each.text], strict=True)
                )
            ]
            for each in sentences
        ]

    return Model("by hand", "0", parse)


def hand_document(*tagged: str, date: str = DAY, publisher: str = "") -> Document:
    """A document of tagged sentences, a line each."""
    return Document("d", date, "\n".join(untag(sentence)[0] for sentence in tagged), publisher=publisher)


def trace(lexicon: Lexicon, *tagged: str, date: str = DAY, publisher: str = "") -> list[Traced]:
    """What the real pipeline makes of tagged sentences, with all statuses and statements."""
    coder = Coder(lexicon, hand_model(*tagged), "0", True, ("asserted", "historical", "planned", "hypothetical", "negated"))
    return coder.trace(hand_document(*tagged, date=date, publisher=publisher))[0]


def code(lexicon: Lexicon, *tagged: str, date: str = DAY, publisher: str = "") -> list[Event]:
    """All records of tagged sentences, whatever their status."""
    return [event for sentence in trace(lexicon, *tagged, date=date, publisher=publisher) for event in sentence.events]


def triples(events: Sequence[Event], status: str = "asserted") -> list[str]:
    """The records of one status as `SOURCE CODE TARGET`, in order."""
    return [f"{event.source or '-'} {event.code} {event.target or '-'}" for event in events if event.status == status]


def make_words(tagged: str) -> tuple[Word, ...]:
    """The words of one tagged sentence."""
    text, tags = untag(tagged)
    plain = find_words(Sentence(0, 0, len(text), text)).words
    return tuple(
        Word(word.start, word.end, word.text, word.form, tag, -1, dep) for word, (tag, dep) in zip(plain, tags, strict=True)
    )


def find_mentions(lexicon: Lexicon, *tagged: str, date: str = DAY, publisher: str = "") -> list[list[Mention]]:
    """The mentions of each tagged sentence, the story handed on, through the stages as the pipeline calls them."""
    text = fold_document(hand_document(*tagged).text)
    sentences = [make_words(sentence) for sentence in tagged]
    allows = near_by(lexicon, lambda: text)
    matches = [find_matches(words, lexicon.names, allows=allows) for words in sentences]
    setting = find_setting(matches, lexicon, date=date, publisher=publisher, allows=allows, words=sentences)
    story, out = Story(), []
    for words, found in zip(sentences, matches, strict=True):
        if story.trie:
            found = find_matches(words, lexicon.names, own=story.trie, allows=allows)
        taken = frozenset(number for number, word in enumerate(words) if entries_of(word.form, lexicon))
        resolved = resolve(find_phrases(words, found, lexicon, taken), words, lexicon, setting, story)
        story = remember(story, resolved, words, lexicon)
        out.append([mention for _, mention in resolved])
    return out
