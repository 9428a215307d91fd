"""Find the root and class of a verb from its lemma, among the verbs that dictionaries of Arabic attest."""

from __future__ import annotations

from functools import lru_cache

import mazini
from mazini.lexicon import attested_wazns, lexicon_roots
from mazini.wazn import WAZN_BY_NAME

from eventcoder import arabic

_AFFIXES = frozenset("اتنسوطديى")
_WEAK = frozenset("وياىءأؤئآ")


@lru_cache(maxsize=4096)
def find_verb(lemma: str) -> tuple[tuple[str, str], ...]:
    """Return the (root, class) pairs whose past tense is the lemma, vowels heeded where it has any, those of plain stems first.

    `find_verb("استقبل")` → `(("ق ب ل", "X"),)`.
    """
    bare = arabic.fold(lemma)
    found = []
    for root in _roots_like(bare):
        for wazn in attested_wazns(root):
            code = WAZN_BY_NAME[wazn].form_code
            try:
                forms = mazini.conjugate(root, code).slots.get("past_3ms", [])
            except (mazini.MaziniError, ValueError):
                continue
            past = [form.form for form in forms]
            if any(arabic.fold(form) == bare and _marks_agree(lemma, form) for form in past):
                found.append((" ".join(root), code))
    return tuple(dict.fromkeys(found))


def _roots_like(bare: str) -> list[str]:
    """Roots whose strong letters stand in the lemma in order, what is left over being affixes."""
    return [root for root in lexicon_roots() if _could_be(bare, root)]


def _could_be(bare: str, root: str) -> bool:
    strong = [letter for letter in root if letter not in _WEAK]
    rest, place = [], 0
    for letter in bare:
        if place < len(strong) and letter == strong[place]:
            place += 1
        elif place and letter == strong[place - 1] and len(strong) < len(root) + 1 and letter not in _AFFIXES:
            continue  # a doubled radical
        else:
            rest.append(letter)
    doubled = len(strong) == 3 and strong[1] == strong[2] and place == 2
    return (place == len(strong) or doubled) and all(letter in _AFFIXES or letter in _WEAK for letter in rest) and len(rest) <= 4


def _marks_agree(lemma: str, form: str) -> bool:
    """Whether the lemma's vowel marks are those of the form; a lemma without marks agrees with all."""
    marks = [character for character in lemma if "\u064b" <= character <= "\u0652"]
    if not marks:
        return True
    return _skeleton(lemma) == _skeleton(form)


def _skeleton(text: str) -> list[str]:
    """Letters with the marks that tell classes apart: shadda, and the vowels but sukun and the hamza's own."""
    text = text.translate({ord(old): new for old, new in zip("أإآٱ", "اااا", strict=True)})
    return [character for character in text if character not in "\u0652" and character != "\u064e"]


__all__ = ["find_verb"]
