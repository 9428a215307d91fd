"""Put the names of a sentence together into actor phrases: office + nationality, office + body, title + name."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from eventcoder import arabic
from eventcoder.arabic import noun_readings
from eventcoder.coding.joins import has_purpose, join, part_of
from eventcoder.coding.names import Match
from eventcoder.coding.parts import Phrase
from eventcoder.coding.people import holder_between_commas, holds_office, is_adjective, is_person, may_hold_office, with_office
from eventcoder.coding.unknown_people import named_before, unknown_name, with_unknown_people
from eventcoder.frozen import evolve
from eventcoder.lexicon import Lexicon
from eventcoder.records import Word


def find_phrases(
    words: Sequence[Word], matches: Sequence[Match], lexicon: Lexicon, taken: frozenset[int] = frozenset()
) -> list[Phrase]:
    """Put matches together into actor phrases: office + nationality, office + body, title + name.

    "وزير الداخلية بحكومة الوفاق الوطني الليبية فتحي باشاغا" is one phrase. `taken` are words that are triggers (never names
    of unknowns).
    """
    phrases: list[Phrase] = []
    starts = frozenset([match.first for match in matches])
    number = 0
    while number < len(matches):
        match = matches[number]
        after = matches[number + 1] if number + 1 < len(matches) else None
        if _is_other_word(words, match, lexicon) or _of_another(words, match, after, lexicon):
            number += 1
            continue
        phrase, number = _compose(words, matches, number, lexicon, taken, starts)
        if phrases and (shared := _sharing_noun(words, phrases[-1], phrase)):
            phrases.append(shared)
            continue
        kept = phrases[:-1] if phrases and _bare_surname(phrases[-1]) else phrases
        named = named_before(words, phrase, kept[-1].last if kept else 0, taken)
        if len(kept) < len(phrases) and named.first <= phrases[-1].first < phrase.first:
            phrases.pop()  # "هادي فهمي رئيس الشركة" is nobody whose surname is هادي
        elif len(kept) < len(phrases):
            named = named_before(words, phrase, phrases[-1].last, taken)
        phrases.append(named)
    return with_unknown_people(words, phrases, starts, taken)


def _bare_surname(phrase: Phrase) -> bool:
    """Whether a phrase is one word, somebody's surname, without title or nationality."""
    return phrase.surname and phrase.agent < 0 and not phrase.nations and phrase.last - phrase.first == 1


def _sharing_noun(words: Sequence[Word], before: Phrase, phrase: Phrase) -> Phrase | None:
    """A second nationality of the same noun, with that noun's role: "الطائرات الأميركية والبريطانية"."""
    if (
        not phrase.nationality
        or phrase.before != "و"
        or before.agent < 0
        or not _has_adjective(words, before, phrase)
        or before.bodies
        or before.actors
        or before.name != (0, 0)
    ):
        return None
    own, other = words[phrase.first].form.removeprefix("و"), words[phrase.first - 1].form
    if own.startswith("ال") != other.startswith("ال") or own[-1:] != other[-1:] and before.nations:
        return None
    return evolve(phrase, agent=before.agent, flags=before.flags, nationality=False)


def _of_another(words: Sequence[Word], match: Match, after: Match | None, lexicon: Lexicon) -> bool:
    """Whether a word that stands for one country's office, where its `near:` words are, has another's nationality here: "الاحتلال
    العراقي"."""
    if after is None or after.first != match.last or match.last - match.first > 1 or not after.of("N"):
        return False
    if after.reading.before or words[match.first].form.startswith("ال") != words[after.first].form.startswith("ال"):
        return False
    if any(kind != "A" or "n" not in flags or lexicon.actors[index].kind != "office" for kind, index, flags in match.leaves):
        return False
    own = {lexicon.actors[index].country for _, index, _ in match.leaves}
    return own.isdisjoint(lexicon.actors[index].country for _, index, _ in after.of("N"))


def _has_adjective(words: Sequence[Word], before: Phrase, phrase: Phrase) -> bool:
    """Whether a role noun has a nationality right before `phrase`, or another adjective of its own ("مستثمرين عرب وإسبان")."""
    if before.nations:
        return before.last == phrase.first
    return before.last == phrase.first - 1 and words[before.last].tag == "ADJ" and "p" in before.flags and "p" in phrase.flags


def _is_other_word(words: Sequence[Word], match: Match, lexicon: Lexicon) -> bool:
    """Whether a one-word match is no name here: tagged a verb, or a bare nisba used as a plain noun."""
    if match.last - match.first > 1:
        return False
    word, before = words[match.first], words[match.first - 1] if match.first else None
    kinds = {kind for kind, *_ in match.leaves}
    named, agents = "A" in kinds, match.of("G")
    if before is not None and before.form == "غير" and not named:
        return True  # "ممارسات غير مسؤولة"
    if word.form in arabic.HONORIFICS and "S" in kinds and not named:
        return True  # "الوزير المهندس سامح …"
    if "T" in kinds and any("h" in flags for _, _, flags in match.of("T")):
        after = words[match.last] if match.last < len(words) else None
        return after is not None and after.tag == "ADJ" and after.form.startswith("ال")  # another body with the same head
    if word.form.startswith("ال") and all(kind == "A" and "n" in flags for kind, _, flags in match.leaves):
        after = words[match.last] if match.last < len(words) else None
        if after is not None and after.tag == "ADJ" and after.form.startswith("ال") and lexicon.names.get(after.form) is None:
            return True  # "القطاع الخاص", "المفوضية العليا"
    if kinds == {"S"} and is_adjective(words, match):
        return True
    if (
        word.tag == "VERB"
        and not match.reading.stem.startswith("ال")
        and not (len(match.reading.stem) > 4 and ("A" in kinds or "C" in kinds))
    ):
        return True
    if not agents or named:
        return False
    clitics = match.reading.before
    if not clitics and before is not None:
        if lexicon.agents[agents[0][1]].adjective and _describes(before, word, lexicon):
            return True
        if (
            word.tag == "ADJ"
            and "p" not in agents[0][2]
            and before.tag in ("NOUN", "PROPN", "X")
            and before.form.startswith("ال") == word.form.startswith("ال")
            and not _takes_victims(before, lexicon)
        ):
            return True  # "هجوم انتحاري": an adjective agreeing with a plain noun
    return word.tag in ("VERB", "ADP") and clitics != ""


def _describes(before: Word, word: Word, lexicon: Lexicon) -> bool:
    """Whether a word that is agent and adjective describes the noun before it: same definiteness, and no noun that takes
    victims (مقتل)."""
    form = before.form.removeprefix("و").removesuffix("ا")
    if before.tag not in ("NOUN", "PROPN", "X", "ADJ") or before.form.startswith("ال") != word.form.startswith("ال"):
        return False
    if form in arabic.PREPOSITIONS or form in arabic.QUANTIFIERS or any(before.form == words[-1] for words in arabic.AGENTIVE):
        return False
    readings = [reading.stem for reading in noun_readings(before.form) if not reading.after]
    features = [(entry, feature) for stem in readings for entry, feature in lexicon.forms.get(stem, ())]
    if features and all(feature[0] in "piPI" for _, feature in features):
        return False  # a verb is described by nothing
    owners = [lexicon.entries[entry] for entry, feature in features if feature[0] in "mMnNp"]
    slots = [slot for entry in owners for pattern in entry.patterns for slot in pattern.slots if slot.name == "target"]
    return not any(not slot.prepositions and slot.follows < 0 and not slot.anything for slot in slots)


def _takes_victims(word: Word, lexicon: Lexicon) -> bool:
    """Whether a word may be a masdar or noun of violence, whose genitive suffers it: "قتل شرطي"; not "دعم عسكري"."""
    entries = {
        entry
        for reading in noun_readings(word.form)
        if not reading.after
        for entry, feature in lexicon.forms.get(reading.stem, ())
        if feature[0] in "mMnN"
    }
    return any(
        pattern.code[:2] in ("17", "18") and slot.name == "target" and not slot.prepositions and slot.follows < 0
        for entry in entries
        for pattern in lexicon.entries[entry].patterns
        for slot in pattern.slots
    )


def _start(words: Sequence[Word], match: Match, lexicon: Lexicon) -> Phrase:
    first, last, tail, reading = match.first, match.last, match.tail, match.reading
    keep = tail.keep if tail else reading.keep if last == first + 1 else len(words[last - 1].form)
    begin = partial(
        Phrase, first, last, reading.before, (tail or reading).after, core_last=last, skip=reading.skip, keep=keep
    )  # with what it is made of
    if taught := match.of("T"):
        return begin(taught=taught[0][1], flags=taught[0][2])
    named, agents = match.of("A"), match.of("G")
    if named or not agents:
        actors = named or match.of("S")
        if actors:
            return begin(actors=tuple([index for _, index, _ in actors]), surname=not named)
    if agents:  # a word for two actors before the plain dual of another
        _, agent, flags = next((leaf for leaf in agents if lexicon.agents[leaf[1]].two), agents[0])
        return begin(agent=agent, flags=flags, title=lexicon.agents[agent].kind != "body" and "p" not in flags)
    nations, capitals = match.of("N"), match.of("C")
    if capitals and not nations:
        return begin(nations=tuple([index for _, index, _ in capitals]), capital=True)
    return begin(nations=tuple([index for _, index, _ in nations]), nationality=True, flags=nations[0][2])


def _compose(
    words: Sequence[Word],
    matches: Sequence[Match],
    number: int,
    lexicon: Lexicon,
    taken: frozenset[int],
    starts: frozenset[int],
) -> tuple[Phrase, int]:
    """The phrase that begins with the match of a number, and the number of the next one; `starts` are the first words of all."""
    phrase = _start(words, matches[number], lexicon)
    number += 1
    while True:
        place = phrase.last
        while place < len(words) and words[place].form in arabic.QUOTES:
            place += 1
        if place >= len(words):
            break
        form = words[place].form
        if form in ("بن", "ابن") and phrase.actors and place + 1 < len(words) and arabic.is_word(words[place + 1].form):
            phrase = evolve(phrase, last=place + 2)  # "سلطان بن سلمان": the name goes on
            continue
        if (phrase.agent >= 0 or phrase.actors) and form in arabic.FORMER:
            phrase = evolve(phrase, last=place + 1, former=True)
            continue
        if (
            form in ("من", "في")
            and phrase.agent >= 0
            and not phrase.nations
            and not phrase.bodies
            and not phrase.actors
            and number < len(matches)
        ):
            partitive = part_of(words, phrase, matches[number], place, lexicon)
            if partitive is not None:
                phrase, number = partitive, number + 1
                continue
        if form in ("،", ",") and number < len(matches) and matches[number].first == place + 1:
            named = holder_between_commas(words, phrase, matches[number], lexicon)
            if named is not None:
                phrase, number = named, number + 1
                continue
        following = matches[number] if number < len(matches) and matches[number].first == place else None
        if (
            following is None
            and number < len(matches)
            and has_purpose(words, phrase, place, matches[number])
            and place not in taken
        ):
            phrase = evolve(phrase, last=place + 1)
            continue
        if following is None and number < len(matches) and matches[number].first < place:  # a match inside a name already taken
            number += 1
            continue
        if may_hold_office(phrase, following, lexicon):
            office, after = _compose(words, matches, number, lexicon, taken, starts)
            right_after = after < len(matches) and matches[after].first == office.last and not matches[after].reading.before
            if holds_office(words, phrase, office, right_after, lexicon):
                return with_office(phrase, office), after
        if following is not None:
            joined = join(words, phrase, following, lexicon)
            if joined is not None:
                phrase, number = joined, number + 1
                continue
            break
        if (
            phrase.title
            and phrase.name == (0, 0)
            and not phrase.actors
            and (end := unknown_name(words, place, taken, starts, office=True)) > place
        ):
            phrase = evolve(phrase, last=end, name=(place, end))
            continue
        if (
            phrase.agent >= 0
            and words[place].tag == "ADJ"
            and form.startswith("ال")
            and place not in taken
            and "d" in phrase.flags + ("d" if phrase.nations else "")
        ):
            beyond = next((m for m in matches[number : number + 1] if m.first == place + 1), None)
            has_name = place + 1 < len(words) and unknown_name(words, place + 1, taken, starts) > place + 1
            titled = phrase.title and phrase.name == (0, 0) and has_name
            if beyond is not None and (beyond.of("N") or beyond.of("A")) or beyond is None and titled:
                phrase = evolve(phrase, last=place + 1)
                continue
        if form in arabic.HONORIFICS and (phrase.title or phrase.owned or phrase.actors) and place + 1 < len(words):
            person = number < len(matches) and matches[number].first == place + 1 and is_person(matches[number], lexicon)
            if person or unknown_name(words, place + 1, taken, starts) > place + 1:
                phrase = evolve(phrase, last=place + 1)  # "الأمين العام للجامعة العربية السيد عمرو موسى"
                continue
        if (
            (
                phrase.agent >= 0
                and "d" not in phrase.flags
                and not phrase.nations
                and words[place].tag == "ADJ"
                and not form.startswith("ال")
                and place + 1 < len(words)
            )
            and words[place + 1].form == "من"
            and number < len(matches)
            and matches[number].first == place + 2
        ):
            phrase = evolve(phrase, last=place + 1)
            continue
        break
    return phrase, number
