"""Mentions that the words before them explain: nobody known, parts and members of those named, owners of pronouns, duals."""

from __future__ import annotations

from collections.abc import Sequence

from eventcoder import arabic
from eventcoder.coding.duals import spoken_of, two_meant
from eventcoder.coding.introductions import Story
from eventcoder.coding.parts import Phrase
from eventcoder.coding.setting import Setting
from eventcoder.coding.wording import cut, find_span
from eventcoder.frozen import evolve
from eventcoder.lexicon import Lexicon
from eventcoder.records import Mention, Word


def unknown(phrase: Phrase, words: Sequence[Word]) -> Mention:
    """A person whom neither dictionary nor title tells."""
    start, end = find_span(phrase, words)
    return Mention(
        phrase.first, phrase.last, start, end, cut(words[phrase.first : phrase.last], start, end), "---", kind="phrase"
    )


def owner_of(found: Sequence[tuple[Phrase, Mention]], words: Sequence[Word]) -> str:
    """The code of whom a pronoun on a role noun means: the last actor before it without a preposition, else the last."""
    known = [(phrase, other.code) for phrase, other in found if len(other.code) >= 3 and other.code[:3].isalpha()]
    free = [code for phrase, code in known if not _behind_preposition(phrase, words)]
    return (free or [code for _, code in known] or [""])[-1]


def _behind_preposition(phrase: Phrase, words: Sequence[Word]) -> bool:
    before = words[phrase.first - 1].form.removeprefix("و") if phrase.first else ""
    return phrase.before[-1:] in ("ب", "ل", "ك") or before in arabic.PREPOSITIONS


def members_of(phrase: Phrase, words: Sequence[Word], found: Sequence[tuple[Phrase, Mention]]) -> list[tuple[Phrase, Mention]]:
    """ "قادتها", "أعضاؤه": those of the last actor with a role that the sentence has named before; `---` where it names none."""
    named = [other for _, other in found if other.kind == "actor" and len(other.code) > 3 and not other.place]
    whole = named[-1] if named else None
    here = unknown(phrase, words)
    if whole is None:
        return [(phrase, here)]
    plural = "p" in phrase.flags
    return [(phrase, evolve(here, code=whole.code, actor=whole.actor, english=whole.english, plural=plural, kind="anaphor"))]


def two_of(
    phrase: Phrase,
    words: Sequence[Word],
    found: Sequence[tuple[Phrase, Mention]],
    lexicon: Lexicon,
    setting: Setting,
    story: Story,
) -> list[tuple[Phrase, Mention]]:
    """A dual that takes up two actors; `---` where it cannot be told which, nothing for a bare "الطرفان"."""
    pair = two_meant(phrase, words, found, lexicon, setting, story)
    if pair is not None:
        return [(phrase, spoken_of(*pair, unknown(phrase, words)))]
    return [] if lexicon.agents[phrase.agent].needs and phrase.two < 0 else [(phrase, unknown(phrase, words))]


def part_of_those(phrase: Phrase, words: Sequence[Word], found: Sequence[tuple[Phrase, Mention]], story: Story) -> Mention:
    """ "عدد منهم": some of the last people named in the plural, in the sentence or as its story's last subject."""
    start, end = words[phrase.first].start, words[phrase.last - 1].end
    text = cut(words[phrase.first : phrase.last], start, end)
    known = [other for _, other in reversed(found) if other.code != "---" and not other.place]
    whole = next((other for other in known if other.plural), known[0] if known else story.subject)
    if whole is None:
        return Mention(phrase.first, phrase.last, start, end, text, "---", plural=True, kind="phrase")
    return evolve(
        whole, first=phrase.first, last=phrase.last, start=start, end=end, text=text, plural=True, kind="anaphor", place=False
    )
