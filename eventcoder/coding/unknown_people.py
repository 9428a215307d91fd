"""People whom the dictionaries do not know: full names, names before an office, parts of those named before."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress

from eventcoder import arabic, arabic_places
from eventcoder.coding.parts import Phrase
from eventcoder.frozen import evolve
from eventcoder.records import Word, form_of, tag_of

_NAME_TAGS = frozenset(("PROPN", "X"))
_OPENING = arabic.NAME_PARTICLES | arabic.PARTITIVE_NOUNS
_BESIDE = arabic.HONORIFICS | arabic.PARTITIVES
"""Words right behind or before which somebody unknown may be named."""


def with_unknown_people(
    words: Sequence[Word], phrases: Sequence[Phrase], starts: frozenset[int], taken: frozenset[int]
) -> list[Phrase]:
    """The phrases and, between them, the full names of people whom neither dictionary nor title tells."""
    found: list[Phrase] = []
    possible = _possible(words)
    place, number = 0, 0
    for phrase in (*phrases, None):
        stop = phrase.first if phrase else len(words)
        while number < len(possible) and possible[number] < stop:
            first, number = possible[number], number + 1
            if first < place:
                continue
            end = partitive(words, first)
            if end > first:
                found.append(Phrase(first, end, core_last=end, keep=len(words[end - 1].form), flags="p", partitive=True))
                place = end
                continue
            end = full_name(words, first, taken, starts)
            if end <= first:
                continue
            titled = first > 0 and words[first - 1].form in arabic.HONORIFICS
            found.append(Phrase(first - titled, end, name=(first, end), core_last=end, keep=len(words[end - 1].form)))
            place = end
        if phrase:
            found.append(phrase)
            place = max(place, phrase.last)
    return found


def _possible(words: Sequence[Word]) -> list[int]:
    """The words with which something may begin that `partitive` or `full_name` find: they find nothing elsewhere."""
    places, forms = range(len(words)), list(map(form_of, words))
    possible = {
        *compress(places, map(_NAME_TAGS.__contains__, map(tag_of, words))),
        *compress(places, map(_OPENING.__contains__, forms)),
    }
    for place in compress(places, map(_BESIDE.__contains__, forms)):
        possible.update(near for near in (place - 1, place + 1) if 0 <= near < len(words))
    return sorted(possible)


def partitive(words: Sequence[Word], place: int) -> int:
    """Where "عدد منهم", "20 منهم" or "بعضهم" ends; `place` if none begins there."""
    form = words[place].form
    if form in arabic.PARTITIVE_NOUNS:
        return place + 1
    counted = form in arabic.QUANTIFIERS or form.removesuffix("ا") in arabic.QUANTIFIERS or form[:1].isdigit()
    following = words[place + 1].form if place + 1 < len(words) else ""
    return place + 2 if counted and following in arabic.PARTITIVES else place


def full_name(words: Sequence[Word], place: int, taken: frozenset[int], starts: frozenset[int]) -> int:
    """Where a person's full name that nothing announces ends; `place` if none begins: no word in quotes, closed or
    doubled, and no place."""
    before = words[place - 1].form if place else ""
    if before in arabic.QUOTES or before.removeprefix("و") in arabic_places.IN or before in arabic_places.KINDS:
        return place
    word = words[place]
    if word.tag not in ("PROPN", "X") and word.form not in arabic.NAME_PARTICLES and before not in arabic.HONORIFICS:
        return place
    end = unknown_name(words, place, taken, starts)
    forms = [word.form for word in words[place:end]]
    doubled = any(one == other or one == f"و{other}" for one, other in zip(forms, forms[1:], strict=False))
    closed = any(form in arabic.RELATIVES or form in arabic.SUBORDINATORS or form in arabic.NEGATORS for form in forms)
    return place if doubled or closed else end


def named_before(words: Sequence[Word], phrase: Phrase, floor: int, taken: frozenset[int]) -> Phrase:
    """An office with an unknown name before it: "الدكتور يوسف فلان وزير التجارة" is one phrase, and the name is learnt."""
    if phrase.agent < 0 or phrase.actors or phrase.before or phrase.name != (0, 0):
        return phrase
    counted = phrase.first > floor + 1 and words[phrase.first - 1].form in ("احد", "احدي")  # "… إحدى الناشطات"
    if not phrase.title and not (counted and "p" in phrase.flags):
        return phrase
    after = place = phrase.first - counted
    while place > floor and after - place < 5:
        word = words[place - 1]
        particle = word.form in arabic.NAME_PARTICLES or place > 1 and words[place - 2].form in arabic.NAME_PARTICLES
        if (
            not arabic.is_word(word.form)
            or word.form in arabic.HONORIFICS
            or not (particle or _tagged_name(word))
            or (place - 1) in taken
            and not (word.form == "الدين" and place - 1 > floor and _tagged_name(words[place - 2]))  # عز الدين
        ):
            break
        place -= 1
    titled = place > floor and words[place - 1].form in arabic.HONORIFICS
    if after - place < (1 if titled else 2) or _with_article(words[place]):
        return phrase
    flags = phrase.flags.replace("p", "") if counted else phrase.flags
    return evolve(phrase, first=place - titled, skip=0, name=(place, after), flags=flags)


def unknown_name(
    words: Sequence[Word], place: int, taken: frozenset[int], starts: frozenset[int], *, office: bool = False
) -> int:
    """Where an unknown person's name that begins at `place` ends: two to five words tagged as names, or one in quotes;
    `place` if none.

    `taken` are words that may be triggers, `starts` those where a known name begins; `office`: an office stands right before,
    behind which a word tagged as a name is one, though it may be a trigger elsewhere (المحامي ممدوح نخلة).
    """
    quoted = place > 0 and words[place - 1].form in arabic.QUOTES
    titled = place > 0 and words[place - 1].form in arabic.HONORIFICS
    if place in taken and not quoted and not titled and not (office and _tagged_name(words[place])):
        return place
    end = place
    while end < len(words) and end - place < 6:
        word = words[end]
        if quoted and end > place and word.form in arabic.QUOTES:
            return end
        particle = word.form in arabic.NAME_PARTICLES or end > place and words[end - 1].form in arabic.NAME_PARTICLES
        if not arabic.is_word(word.form) or word.form[:1].isdigit() or end in starts or word.form in arabic.PREPOSITIONS:
            break
        named = word.tag in ("PROPN", "X") or titled and end - place < 2 and word.tag in ("NOUN", "ADJ") and end not in taken
        if not quoted and not particle and not named:
            break
        if end == place and (_with_article(word) or not quoted and word.form.endswith("ة")):
            break  # also "القمع الوحشي" in quotes
        end += 1
    return end if not quoted and end - place >= 2 else place


def _tagged_name(word: Word) -> bool:
    return word.tag in ("PROPN", "X")


def _with_article(word: Word) -> bool:
    """Whether a word begins with the article; إليان and ألبرتو do not."""
    return word.form.startswith("ال") and not word.text.startswith(("أ", "إ"))
