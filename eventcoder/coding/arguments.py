"""Find the noun phrases of a sentence, what governs each, which are coordinated, and the fixed words of patterns."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress

from attrs import field

from eventcoder import arabic
from eventcoder.coding.memory import Memory
from eventcoder.coding.nouns import (
    clitic_on,
    is_adjectival,
    is_name,
    is_nominal,
    is_noun,
    is_people,
    may_govern,
    preposition_on,
)
from eventcoder.coding.parts import Phrase
from eventcoder.frozen import evolve, frozen
from eventcoder.records import Mention, Word, form_of, tag_of

_NOUN_TAGS = frozenset(("NOUN", "PROPN", "X", "ADJ", "NUM"))
_HEAD_TAGS = _NOUN_TAGS - {"NUM"}
_AMONG = frozenset("منهم منها بينهم بينها منهما بينهما بينهن منهن".split())
"""من and بين with a pronoun: what follows says who was among those told before."""
_INCLUDED = frozenset("فيه فيها فيهم فيهما فيهن".split())
"""What follows بما and بمن where they tell who else is meant ("بمن فيهم أرملة القائد")."""
_DELEGATES = frozenset("ممثل ممثلا ممثلين ممثلون ممثلي مندوب مندوبين مندوبون مندوبا".split())


@frozen
class NounPhrase:
    """A candidate: words `first` to `last`, what governs it, and its mention (kind `phrase` where it is no known actor).

    `preposition` is "" for a free one; `dependent`: the actor is only the genitive of another noun (مقر الشرطة);
    `head` is the index of the word that a preposition or verb really governs; `through`: of "مواقع للجيش", what governs
    the noun that owns it (a preposition, or "-" for none); `joined` are the indices of phrases coordinated with it; `people`: no
    known actor, but by its form a noun of persons (المتعثرين، السياسيون).
    """

    first: int
    last: int
    preposition: str
    mention: Mention
    dependent: bool = False
    head: int = -1
    joined: tuple[int, ...] = ()
    conjoined: bool = False
    through: str = ""
    people: bool = False
    known: bool = field(init=False, eq=False, repr=False)
    """Whether it is an actor of the dictionaries."""

    @known.default
    def _is_known(self) -> bool:
        return self.mention.kind != "phrase"

    def under(self, preposition: str) -> NounPhrase:
        """The phrase governed by a preposition."""
        return evolve(self, preposition=preposition)

    def of_country(self, code: str) -> NounPhrase:
        """A phrase of unknown meaning that lies in a country."""
        return evolve(self, mention=evolve(self.mention, code=code))

    def joined_with(self, others: tuple[int, ...]) -> NounPhrase:
        """The phrase with those coordinated with it."""
        return evolve(self, joined=others)


def find_noun_phrases(
    words: Sequence[Word],
    resolved: Sequence[tuple[Phrase, Mention]],
    triggers: frozenset[int],
    nouns: frozenset[int] = frozenset(),
) -> list[NounPhrase]:
    """Return the noun phrases of a sentence in order: every mention, and the other nouns as phrases of unknown meaning.

    `triggers` are the words that may be events, `nouns` those of them that can be nothing but event nouns: what follows such
    a noun in construct is governed by it (preposition `of`).
    """
    owner = {index: number for number, (phrase, _) in enumerate(resolved) for index in range(phrase.first, phrase.last)}
    found: list[NounPhrase] = []
    end = 0
    heads = compress(range(len(words)), map(_HEAD_TAGS.__contains__, map(tag_of, words)))
    for index in sorted(owner.keys() | heads):
        if index < end:
            continue
        if index in owner:
            phrase, mention = resolved[owner[index]]
            if phrase.nationality and phrase.before == "" and index and is_noun(words[index - 1]) and (index - 1) not in owner:
                found.append(_adjective(words, index, phrase, mention, triggers))
            else:
                found.append(_governed(words, phrase.first, phrase.last, phrase.before, mention, owner, triggers))
            if mention.second is not None:  # الجانبان: the other side, coordinated with the first
                found.append(evolve(found[-1], mention=mention.second, conjoined=True))
            end = phrase.last
            continue
        first = words[index]
        end = _plain_phrase(words, index, owner, triggers)
        if end == index + 1 and end in owner and first.form in arabic.HONORIFICS:
            end = index  # "السيد محمد خاتمي": the name stands for both
        if end > index:
            before = first.before if first.tag != "PROPN" else ""
            before = before or preposition_on(first)
            skip = arabic.stem_span(first.text, len(before), len(first.form))[0]
            text = " ".join([word.text for word in words[index:end]])[skip:]
            mention = Mention(index, end, first.start + skip, words[end - 1].end, text, "---", kind="phrase")
            people = is_people(first.form) or is_name(words[index:end])
            found.append(_governed(words, index, end, before, mention, owner, triggers, people))
    if asides := _asides(words, triggers):
        found = [phrase.under("(") if phrase.first in asides else phrase for phrase in found]
    return _join(words, [_of_event(words, phrase, nouns) for phrase in found] if nouns else found)


def _asides(words: Sequence[Word], triggers: frozenset[int]) -> frozenset[int]:
    """The words between parentheses that hold no event: "في قضاء الحويجة (50 كلم غرب كركوك)"."""
    inside: set[int] = set()
    opened = -1
    if "(" not in map(form_of, words):
        return frozenset()
    for index, word in enumerate(words):
        if word.form == "(":
            opened = index
        elif word.form == ")" and opened >= 0:
            if index - opened <= 12 and triggers.isdisjoint(range(opened + 1, index)):
                inside.update(range(opened + 1, index))
            opened = -1
    return frozenset(inside)


def _of_event(words: Sequence[Word], phrase: NounPhrase, nouns: frozenset[int]) -> NounPhrase:
    """Mark the genitive of an event noun ("باغتصاب امرأة"): it is no free phrase of the sentence's verb."""
    if phrase.preposition or phrase.conjoined:
        return phrase
    before = (phrase.head if phrase.head >= 0 else phrase.first) - 1
    while before >= 0 and words[before].form in arabic.QUOTES:
        before -= 1
    return phrase.under("of") if before in nouns and may_govern(words[before]) else phrase


def _plain_phrase(words: Sequence[Word], index: int, owner: dict[int, int], triggers: frozenset[int]) -> int:
    """Where a phrase of nouns that are no mention ends; `index` itself where none begins."""
    word = words[index]
    if index in triggers or not is_nominal(word) or word.form in arabic.QUANTIFIERS:
        return index
    if word.tag == "ADJ" and (not is_people(word.form) or is_adjectival(words, index, triggers)):
        return index
    end = index + 1
    while end < len(words) and end - index < 5 and end not in owner and end not in triggers:
        word = words[end]
        if (
            not is_nominal(word)
            or word.tag not in _NOUN_TAGS
            or word.form.startswith("و")
            and word.tag != "PROPN"
            and word.dep in ("conj", "parataxis")
        ):
            break
        if preposition_on(word):
            break
        end += 1
    return end


def _adjective(words: Sequence[Word], index: int, phrase: Phrase, mention: Mention, triggers: frozenset[int]) -> NounPhrase:
    """A nationality as the adjective of the noun before it: it stands for that noun's owner ("القصف الإسرائيلي", "الموقف
    المصري")."""
    head = index - 1
    while head > 0 and words[head].tag == "ADJ" and head not in triggers and is_noun(words[head - 1]):
        head -= 1
    preposition, governed = _preposition(words, head, preposition_on(words[head]), {}, triggers)
    return NounPhrase(phrase.first, phrase.last, preposition, mention, True, governed)


def _governed(
    words: Sequence[Word],
    first: int,
    last: int,
    before: str,
    mention: Mention,
    owner: dict[int, int],
    triggers: frozenset[int],
    people: bool = False,
) -> NounPhrase:
    if first and last < len(words) and words[first - 1].form == "(" and words[last].form == ")":
        return NounPhrase(first, last, "(", mention, head=first, people=people)  # "مانشستر (بريطانيا)": an aside
    letter = before.removeprefix("و").removeprefix("ف")
    if letter in ("ب", "ل", "ك"):
        thing = first - 1
        while thing > 0 and words[thing].tag == "ADJ" and thing not in owner and not words[thing].form.startswith("ال"):
            if not may_govern(words[thing - 1]):
                break
            thing -= 1  # "دورية مشتركة للقوات"
        if letter == "ل" and first and thing not in owner and thing not in triggers and _owned(words, thing):
            through, head = _preposition(words, thing, clitic_on(words[thing]), owner, triggers)
            return NounPhrase(first, last, letter, mention, True, head, through=through or "-", people=people)
        joined = before[:1] in ("و", "ف") and len(before) > 1
        return NounPhrase(first, last, letter, mention, head=first, conjoined=joined, people=people)
    conjoined = before in ("و", "ف")
    if conjoined:
        return NounPhrase(first, last, "", mention, head=first, conjoined=True, people=people)
    preposition, head = _preposition(words, first, "", owner, triggers)
    dependent = head != first and head >= 0 and not _is_count(words, head, first)
    return NounPhrase(first, last, preposition, mention, dependent, head, people=people)


def _owned(words: Sequence[Word], index: int) -> bool:
    """Whether a noun may belong to what follows with ل ("مواقع للجيش"); behind a preposition a seeming adjective is a noun."""
    word = words[index]
    noun = word.tag == "ADJ" and index > 0 and (words[index - 1].form in arabic.PREPOSITIONS or words[index - 1].tag == "VERB")
    return may_govern(evolve(word, tag="NOUN") if noun else word)


def _is_count(words: Sequence[Word], head: int, first: int) -> bool:
    """Whether only numbers, quantifiers and a partitive من stand between `head` and the phrase ("عدد من المسؤولين")."""
    return all(
        words[index].form in arabic.QUANTIFIERS
        or words[index].tag == "NUM"
        or words[index].form[:1].isdigit()
        or words[index].form in ("من", "في", "عن")
        or words[index].form in _DELEGATES
        for index in range(head, first)
    )


def _preposition(
    words: Sequence[Word], first: int, before: str, owner: dict[int, int], triggers: frozenset[int]
) -> tuple[str, int]:
    """The preposition over a phrase and the word that it governs, through numbers, quantifiers and nouns in construct."""
    head = first
    if before:
        return before, head
    for _ in range(6):
        index = head - 1
        while index >= 0 and words[index].form in arabic.QUOTES:
            index -= 1
        if index < 0:
            return "", head
        word = words[index]
        form = word.form
        if not _LEADING[form]:
            if word.tag != "NUM" and (index in owner or index in triggers or not may_govern(word)):
                return "", head
            head = index
            if word.tag != "NUM" and (clitic := clitic_on(word)):
                return clitic, head
            continue
        bare = form.removeprefix("و") if len(form) > 3 and word.tag != "VERB" else form
        if bare in ("بين", "وبين"):
            return "بين", head
        if bare in _AMONG or bare in _INCLUDED and index > 0 and words[index - 1].form.removeprefix("و") in ("بما", "بمن"):
            return "منهم", head
        if form == "من" and index > 0 and words[index - 1].form in arabic.QUANTIFIERS:
            head = index - 1
            if clitic := clitic_on(words[head]):
                return clitic, head
            continue
        if form == "عن" and index > 0 and words[index - 1].form in _DELEGATES:
            head = index - 1  # "ممثلين عن حركة حماس" are its people
            continue
        if form == "علي" and word.tag in ("X", "PROPN"):
            return "", head  # the name
        if form in arabic.PREPOSITIONS or bare in arabic.PREPOSITIONS:
            return (form if form in arabic.PREPOSITIONS else bare), head
        if form in arabic.QUANTIFIERS or word.tag == "NUM" or form[0].isdigit():
            head = index
            continue
        stripped = next((form[1:] for letter in "بلك" if form.startswith(letter) and form[1:] in arabic.QUANTIFIERS), "")
        if stripped:
            return form[0], index
        if index in owner or index in triggers or not may_govern(word):
            return "", head
        head = index
        clitic = clitic_on(word)
        if clitic:
            return clitic, head
    return "", head


def _leads(form: str) -> bool:
    """Whether a word before a phrase may be more to it than a noun in construct: a preposition, a number, a quantifier."""
    bare = form.removeprefix("و")
    return (
        form[0].isdigit()
        or not {form, bare}.isdisjoint(("بين", "وبين", "من", "عن", "علي"))
        or bool({form, bare} & (_AMONG | _INCLUDED | arabic.PREPOSITIONS))
        or form in arabic.QUANTIFIERS
        or form[0] in "بلك"
        and form[1:] in arabic.QUANTIFIERS
    )


_LEADING = Memory(_leads)


def _absorbed(found: Sequence[NounPhrase], number: int) -> bool:
    """Whether a plain noun only heads the actor after it (مقر الشرطة): the actor stands for both."""
    after = found[number + 1] if number + 1 < len(found) else None
    return after is not None and after.known and after.dependent and found[number].first <= after.head < found[number].last


def _describes(words: Sequence[Word], before: NounPhrase, phrase: NounPhrase) -> bool:
    """Whether a plain phrase right behind an actor is only its adjective ("الشيشانيين الموالين", "المتظاهرين المؤيدين")."""
    one, other = words[before.last - 1].form, words[phrase.first].form
    if not before.known or before.last != phrase.first:
        return False
    if one.endswith("ا") and other.endswith("ا") and words[phrase.first].tag in ("ADJ", "NOUN"):
        return True  # "شيشانيا مواليا للروس"
    return other.startswith("ال") and (one[-2:] == other[-2:] in ("ين", "ون", "ات") or words[phrase.first].dep == "amod")


def _join(words: Sequence[Word], found: list[NounPhrase]) -> list[NounPhrase]:
    """Note which phrases are coordinated: "السودان ومصر والجزائر", "مع قائد القوات، والسفير"."""
    out = [
        phrase
        for number, phrase in enumerate(found)
        if phrase.known or not (_absorbed(found, number) or number and _describes(words, found[number - 1], phrase))
    ]
    for number, phrase in enumerate(out):
        if not phrase.known:
            continue
        members: list[int] = []
        last, other = phrase.last, number + 1
        while other < len(out) and out[other].known:
            between = [words[index].form for index in range(last, out[other].first)]
            following = out[other]
            linked = following.conjoined or "و" in between
            if not linked or any(
                form not in arabic.QUOTES
                and form not in ("،", ",", "و", "-", "كذلك", "(", ")", "ايضا", "وبين")
                and form not in arabic.QUANTIFIERS
                for form in between
            ):
                break
            if following.preposition not in ("", phrase.preposition, "و"):
                break
            members.append(other)
            last, other = following.last, other + 1
        if members:
            out[number] = phrase.joined_with(tuple(members))
    return out
