"""The spaCy language of the Arabic model: what the network sees of a folded word.

spaCy's own features suit European words: one first letter, the shape of capitals. Here they are three letters from the
front, three and
two from the end, and a light stem without article and endings.
"""

from __future__ import annotations

import re
from typing import Any

from spacy.attrs import LOWER, NORM, PREFIX, SHAPE, SUFFIX
from spacy.lang.ar import Arabic, ArabicDefaults
from spacy.util import registry

LANGUAGE = "eventcoder_ar"
FEATURES = {"NORM": 5000, "PREFIX": 2000, "SUFFIX": 2500, "SHAPE": 4000, "LOWER": 1000}
"""spaCy's attributes that the network embeds, and the rows of each one's table."""

_FRONT = re.compile("^(?:ال|وال|سي|ست|سا|سن)")
_END = re.compile("(?:يات|ات|ون|ين|ان|تين|تان|ية|يه|ة|ه|وا|ي|ا)$")


def light_stem(form: str) -> str:
    """Return a folded word without article, future and ending, three letters at the least. `"الاسرائيلية"` → `"اسرائيل"`."""
    if len(form) <= 3:
        return form
    front = _FRONT.match(form)
    stem = form[front.end() :] if front and len(form) - front.end() >= 3 else form
    end = _END.search(stem)
    return stem[: end.start()] if end and end.start() >= 3 else stem


def _norm(form: str) -> str:
    return form


def _front(form: str) -> str:
    return form[:3]


def _last_three(form: str) -> str:
    return form[-3:]


def _last_two(form: str) -> str:
    return form[-2:]


class NewspaperArabicDefaults(ArabicDefaults):
    """Arabic with the features of `FEATURES`: PREFIX, SUFFIX and LOWER are letters, SHAPE is the light stem."""

    lex_attr_getters: dict[int, Any] = {  # noqa: RUF012 (spaCy's way)
        **ArabicDefaults.lex_attr_getters,
        NORM: _norm,
        PREFIX: _front,
        SUFFIX: _last_three,
        LOWER: _last_two,
        SHAPE: light_stem,
    }


class NewspaperArabic(Arabic):  # type: ignore[no-untyped-call]
    """The language of a model that `eventcoder model train` made."""

    lang = LANGUAGE
    Defaults = NewspaperArabicDefaults


def register_language() -> None:
    """Tell spaCy of the language, so that `spacy.load` finds it (an installed eventcoder tells it by an entry point)."""
    registry.languages.register(LANGUAGE, func=NewspaperArabic)


__all__ = ["FEATURES", "LANGUAGE", "NewspaperArabic", "light_stem", "register_language"]
