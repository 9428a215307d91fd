"""What a word's own form and tag tell of it as a noun: prepositions attached to it, whether it is a person's, whether a genitive
may follow."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from eventcoder import arabic
from eventcoder.records import Word


def is_noun(word: Word) -> bool:
    """Whether a word is a noun or adjective, no preposition."""
    return arabic.is_word(word.form) and word.form not in arabic.PREPOSITIONS and word.tag in ("NOUN", "PROPN", "X", "ADJ")


def preposition_on(word: Word) -> str:
    """ب, ل or ك attached to a noun: as the model cuts it, else before the article."""
    form = word.form
    if word.before[-1:] in ("ب", "ل", "ك") and word.tag in ("NOUN", "ADJ", "X", "NUM"):
        return word.before[-1]
    if (
        word.tag in ("NOUN", "PROPN", "ADJ", "X")
        and len(form) > 4
        and (form[0] in "بل" and form[1:3] == "ال" or form.startswith("لل"))
    ):
        return form[0]
    return ""


_BODIES = frozenset("الاطراف الطرفان الطرفين الجانبان الجانبين الفرقاء القوي الدول دول دولا المجتمع الجهات الفصائل".split())


def is_called_upon(form: str) -> bool:
    """Whether a noun is one that is called upon rather than calls, where nothing else tells: المجتمع الدولي, الأطراف المعنية."""
    return form in _BODIES and form not in ("الفصائل", "القوي")


@lru_cache(maxsize=100_000)
def is_people(form: str) -> bool:
    """Whether a noun is by its form one of persons: a sound masculine plural with the article, of a participle or a nisba; or one
    of bodies that act (الأطراف, القوى)."""
    bare = form.removeprefix("و").removeprefix("ب")
    if bare in _BODIES:
        return True
    bare = bare.removeprefix("ال") if bare.startswith("ال") else bare.removeprefix("لل") if bare.startswith("لل") else ""
    broken = len(bare) == 6 and bare[2:3] == "ا"  # ملايين, ميادين
    return (
        bare.endswith(("يون", "يين"))
        and len(bare) > 5
        and not broken
        or (bare.startswith("م") and bare.endswith(("ون", "ين")) and len(bare) > 5 and not broken)
    )


def is_name(words: Sequence[Word]) -> bool:
    """Whether unknown words look like a person's name: foreign or proper to the tagger, a few of them, no article first."""
    return (
        1 < len(words) <= 4
        and all(word.tag in ("PROPN", "X") for word in words[:2])
        and not words[0].form.startswith(("ال", "و"))
        and not words[0].form.endswith(("ها", "هم", "هما", "ة"))
    )


def is_adjectival(words: Sequence[Word], index: int, triggers: frozenset[int]) -> bool:
    """Whether a word stands right behind a noun that it may describe."""
    before = words[index - 1] if index else None
    if before is None or index - 1 in triggers or not is_nominal(before):
        return False
    return before.tag in ("NOUN", "X", "ADJ") or before.tag == "PROPN" and before.form.startswith("ال")


def is_nominal(word: Word) -> bool:
    """Whether a word may belong to a noun phrase: no number, preposition or word that opens a clause."""
    return _nominal(word.form)


@lru_cache(maxsize=100_000)
def _nominal(form: str) -> bool:
    return (
        arabic.is_word(form)
        and not form[0].isdigit()
        and form not in arabic.PREPOSITIONS
        and form not in arabic.SUBORDINATORS
        and form not in arabic.RELATIVES
        and form.removeprefix("و") not in arabic.CLAUSE_OPENERS
        and form not in arabic.NEGATORS
    )


def may_govern(word: Word) -> bool:
    """Whether a word is a noun that can govern a genitive: no article, no accusative alef, no verb."""
    return word.tag in ("NOUN", "X", "PROPN") and _governs(word.form)


@lru_cache(maxsize=100_000)
def _governs(form: str) -> bool:
    return (
        arabic.is_word(form)
        and not form.startswith(("ال", "وال", "بال", "لل", "فال"))
        and not (form.endswith("ا") and len(form) > 3)
        and form not in arabic.PREPOSITIONS
        and form not in arabic.NEGATORS
    )


def clitic_on(word: Word) -> str:
    """ب, ل or ك attached to a noun: what the model cuts off, where the tree's label agrees (a guess kept to long words)."""
    form = word.form.removeprefix("و")
    governed = word.tag in ("NOUN", "PROPN") and word.dep in ("obl", "nmod", "obl:arg", "conj", "iobj", "obj", "advmod")
    if not governed or len(form) <= 4 or form[0] not in "بلك" or word.tag == "NOUN" and not word.before.endswith(form[0]):
        return ""
    return form[0] if form[0] != "ك" or word.before.endswith("ك") else ""
