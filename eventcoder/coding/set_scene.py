"""Set the scene of a sentence for pattern fitting: its noun phrases, finite verbs, event nouns and the borders of its clauses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from itertools import compress

from eventcoder import arabic, arabic_places
from eventcoder.coding.arguments import NounPhrase, find_noun_phrases
from eventcoder.coding.introductions import Story
from eventcoder.coding.known_forms import KnownWords
from eventcoder.coding.parts import Phrase
from eventcoder.coding.scene import Scene
from eventcoder.coding.surface import find_surface
from eventcoder.coding.triggers import Trigger, clause_starts, is_count, looks_verbal
from eventcoder.frozen import evolve
from eventcoder.records import Mention, Word, tag_of

_BESIDE = arabic_places.IN | arabic_places.PARTS | arabic_places.FROM | frozenset(arabic_places.KINDS)
"""Words that may stand between a thing and the town in which it is."""


def set_scene(
    words: Sequence[Word],
    known: KnownWords,
    resolved: Sequence[tuple[Phrase, Mention]],
    triggers: Sequence[Trigger],
    *,
    taken: Set[int],
    timed: Set[int],
    towns: Mapping[int, str],
    front: int,
    issues: Sequence[tuple[int, int, str]],
    story: Story,
    explained: bool,
) -> Scene:
    """Return the scene of a sentence. `taken`: words of names and times, `timed` those of times; `towns`: first word of a place's
    name → its country; `front`: the offset behind the dateline."""
    triggering = frozenset([trigger.word for trigger in triggers])
    nouns = frozenset([trigger.word for trigger in triggers if trigger.masdar])
    verbal = [(trigger.word, trigger.before[:1]) for trigger in triggers if trigger.verbal]
    finite = frozenset([word for word, _ in verbal])
    verbs = (finite - nouns) | _verbs_by_tag(words, finite, taken | nouns)
    governed = {index for index in nouns & finite if index and words[index - 1].form.removeprefix("و") in arabic.PREPOSITIONS}
    joined = [word for word, clitic in verbal if clitic in ("و", "ف")]
    joined += [index for index in verbs - triggering if words[index].form[:1] == "و"]
    phrases = find_noun_phrases(words, resolved, triggering | timed, nouns - finite | governed)
    if towns or any([phrase.mention.place for phrase in phrases]):
        phrases = [
            phrase if phrase.known else _placed(phrase, phrases[number + 1 :], words, towns)
            for number, phrase in enumerate(phrases)
        ]
    if words and front > words[0].start:
        phrases = [phrase.under("dateline") if words[phrase.last - 1].end <= front else phrase for phrase in phrases]
    subject = -1
    if story.subject is not None:
        subject = len(phrases)
        phrases = [*phrases, NounPhrase(-1, -1, "implied", evolve(story.subject, first=-1, last=-1))]
    barriers = clause_starts(words, known.opens)
    for phrase in phrases:
        if phrase.known:  # "وفدا مهما من …"
            for index in range(phrase.first + 1, phrase.last):
                barriers[index] = False
    return Scene(
        words,
        phrases,
        barriers,
        verbs,
        nouns,
        frozenset(joined),
        issues,
        story_subject=subject,
        story_time=story.time,
        explained=explained,
        surface=find_surface(words, phrases, known.fixed),
    )


def _verbs_by_tag(words: Sequence[Word], finite: frozenset[int], others: Set[int]) -> frozenset[int]:
    """The words tagged as verbs that are `finite` triggers or look like a verb and are none of the `others`."""
    return frozenset(
        [
            index
            for index in compress(range(len(words)), map("VERB".__eq__, map(tag_of, words)))
            if (
                index in finite
                or index not in others
                and looks_verbal(words, index)
                and not (index and words[index - 1].form in arabic.HONORIFICS)
                and words[index].form.removeprefix("و") not in arabic.AUXILIARIES
                and not is_count(words, index)
            )
        ]
    )


def _placed(candidate: NounPhrase, others: Sequence[NounPhrase], words: Sequence[Word], towns: Mapping[int, str]) -> NounPhrase:
    """A thing or place without an actor of its own ("محيط بلدة … في جنوب لبنان") with the country that follows it as its
    place, or of the town in its name or right behind it; `others` are the phrases behind it, `towns` go by first word."""
    if towns and not candidate.people:
        for index in range(candidate.first, min(candidate.last + 3, len(words))):
            if index in towns:
                return candidate.of_country(towns[index])
            if index >= candidate.last and words[index].form not in _BESIDE:
                break
    for other in others:
        if other.first - candidate.last > 6:
            break
        if other.mention.place and len(other.mention.code) == 3:
            return candidate.of_country(other.mention.code)
    return candidate


__all__ = ["set_scene"]
