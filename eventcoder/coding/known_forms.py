"""What the lexicon and the gazetteer know of a word by its form alone: looked up once, for all the stages that ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from eventcoder.coding.dates import may_begin_time
from eventcoder.coding.memory import Memory
from eventcoder.coding.names import Known, look_up
from eventcoder.coding.place_names import Opening, openings_of
from eventcoder.coding.surface import fixed_forms
from eventcoder.coding.triggers import entries_of, opens_clause
from eventcoder.gazetteer import Gazetteer
from eventcoder.lexicon import Lexicon
from eventcoder.records import Word, form_of


class KnownForm(NamedTuple):
    """One folded form: `names` and `topics` where it leads in the tries, `places` the places that may begin at it, `entries`
    those whose trigger it may be, `fixed` the words of patterns that it may stand for, `opens` as `opens_clause` says, `time`
    whether one may begin at it."""

    names: Known
    topics: Known
    places: tuple[Opening, ...]
    entries: frozenset[int]
    fixed: tuple[str, ...]
    opens: int
    time: bool


class KnownWords(NamedTuple):
    """The same of each word of a sentence, in order."""

    names: Sequence[Known] = ()
    topics: Sequence[Known] = ()
    places: Sequence[tuple[Opening, ...]] = ()
    entries: Sequence[frozenset[int]] = ()
    fixed: Sequence[tuple[str, ...]] = ()
    opens: Sequence[int] = ()
    time: Sequence[bool] = ()

    @classmethod
    def of(cls, words: Sequence[Word], forms: Mapping[str, KnownForm]) -> KnownWords:
        """What is known of the words of a sentence."""
        return cls(*zip(*map(forms.__getitem__, map(form_of, words)), strict=True))


def known_forms(lexicon: Lexicon, gazetteer: Gazetteer) -> Memory[KnownForm]:
    """What is known of each form, found out when it is first asked for."""

    def learn(form: str) -> KnownForm:
        return KnownForm(
            look_up(form, lexicon.names),
            look_up(form, lexicon.issues),
            openings_of(form, gazetteer),
            entries_of(form, lexicon),
            tuple(fixed_forms(form) & lexicon.fixed_words),
            opens_clause(form),
            may_begin_time(form),
        )

    return Memory(learn)


__all__ = ["KnownForm", "KnownWords", "known_forms"]
