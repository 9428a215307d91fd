"""What resolution may use of a document as a whole: its day, the countries it names, and which of several entries it means."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from attrs import frozen

from eventcoder import arabic, arabic_places
from eventcoder.coding.names import Leaf, Match
from eventcoder.lexicon import Actor, Lexicon
from eventcoder.records import Word


@frozen
class Setting:
    """What resolution may use of the document: its day, countries by weight, the publisher's home, and countries of which it
    gives two surnames or more (`familiar`); `unlikely` are countries whose nisba stands there but none of their `near:` words
    ("مالي": Malian or financial); `abroad` are countries of which it names only an ambassador, or which
    only have something done with or against them.
    """

    date: str
    countries: tuple[tuple[str, int], ...]
    home: str = ""
    familiar: frozenset[str] = frozenset()
    unlikely: frozenset[str] = frozenset()
    abroad: frozenset[str] = frozenset()

    def shares(self) -> dict[str, float]:
        """Each country's share of the weight of all."""
        total = sum(weight for _, weight in self.countries)
        return {country: weight / max(total, 1) for country, weight in self.countries}

    def dominant(self) -> str:
        """The country that the document is about: at least two mentions and half again as many as the next, not all of them as of
        another country; else ""."""
        if not self.countries or self.countries[0][1] < 2 or self.countries[0][0] in self.abroad:
            return ""
        if len(self.countries) > 1 and self.countries[0][1] < 1.5 * self.countries[1][1]:
            return ""
        return self.countries[0][0]


def fold_document(text: str) -> str:
    """Return a text's folded words with blanks around each, as `near:` words are sought in it."""
    return f" {' '.join(arabic.phrase(text))} "


def find_setting(
    matches: Sequence[Sequence[Match]],
    lexicon: Lexicon,
    *,
    date: str,
    publisher: str,
    allows: Callable[[Leaf], bool],
    places: Mapping[str, int] | None = None,
    words: Sequence[Sequence[Word]] = (),
) -> Setting:
    """Weigh the countries that a document names (nationalities, names, capitals; the first sentences count double).

    `allows` is what `near_by` gives for the document, `places` the weight of the other places that it names, by country, `words`
    those of each sentence.
    """
    nisbas = {leaf for sentence in matches for match in sentence for leaf in match.leaves if leaf[0] == "N"}
    unlikely = {lexicon.actors[leaf[1]].id for leaf in nisbas if lexicon.actors[leaf[1]].near and not allows(leaf)}
    weights: Counter[str] = Counter(places or {})
    surnames: dict[str, set[str]] = {}
    at_home: set[str] = set(weights)
    for number, sentence in enumerate(matches):
        posted = _posted(sentence, lexicon)
        for place, match in enumerate(sentence):
            if match.leaves[0][0] == "S":
                for country in {lexicon.actors[index].country for kind, index, _ in match.leaves if kind == "S"}:
                    surnames.setdefault(country, set()).add(match.reading.stem)
            leaves = match.leaves
            if len(leaves) > 1 and len({lexicon.actors[index].country for kind, index, _ in leaves if kind == "A"}) > 1:
                continue  # a name of several says nothing of a country
            for kind, index, _ in match.leaves:
                if kind in "ANC":
                    country = lexicon.actors[index].country
                    if (
                        len(country) == 3
                        and (lexicon.actors[index].kind != "region" or "." in lexicon.actors[index].id)
                        and country != "IMG"
                    ):
                        before = sentence[place - 1] if place else None
                        foreign = _abroad(match, before, words[number] if words else (), posted, lexicon)
                        weights[country] += (2 if number < 2 else 1) // (2 if foreign else 1)
                        at_home |= set() if foreign else {country}
                        break
    ranked = tuple(sorted(weights.items(), key=lambda item: (-item[1], item[0])))
    familiar = frozenset(country for country, names in surnames.items() if len(names) > 1)
    home = lexicon.publishers.get(fold_publisher(publisher), "")
    return Setting(date, ranked, home, familiar, frozenset(unlikely), frozenset(weights) - at_home)


def _posted(sentence: Sequence[Match], lexicon: Lexicon) -> frozenset[str]:
    """The countries whose ambassadors or embassies a sentence names."""
    return frozenset(
        lexicon.actors[index].country
        for before, match in zip(sentence, sentence[1:], strict=False)
        if before.last == match.first and any(lexicon.agents[index].abroad for _, index, _ in before.of("G"))
        for kind, index, _ in match.leaves
        if kind in "ANC"
    )


def _abroad(match: Match, before: Match | None, words: Sequence[Word], posted: frozenset[str], lexicon: Lexicon) -> bool:
    """Whether a country does not tell where the sentence plays: it is that of an ambassador (`posted`), or one that something is
    done with or against."""
    if before is not None and before.last == match.first and any(lexicon.agents[index].abroad for _, index, _ in before.of("G")):
        return True
    named = [lexicon.actors[index] for kind, index, _ in match.leaves if kind in "AC"]  # صربيا is also "a Serb"
    if not named or any("." in actor.id for actor in named) or not words or not match.first:
        return False
    form = words[match.first - 1].form.removeprefix("و")
    placed = form in arabic_places.IN or match.reading.before.endswith("ب")
    return form in arabic.OPPOSING or not placed and named[0].country in posted


@lru_cache(maxsize=4096)
def fold_publisher(publisher: str) -> str:
    """Return a publisher's name as `Lexicon.publishers` has it."""
    return " ".join(arabic.phrase(publisher))


def near_by(lexicon: Lexicon, text: Callable[[], str]) -> Callable[[Leaf], bool]:
    """Return the test whether an entry that has `near:` words may be meant in a document: one of them stands there.

    `text` gives the document's as `fold_document` does; it is asked only where an entry has such words.
    """
    known: dict[int, bool] = {}

    def allows(leaf: Leaf) -> bool:
        if leaf[1] not in known:
            known[leaf[1]] = any(_stands(word, text()) for word in lexicon.actors[leaf[1]].near)
        return known[leaf[1]]

    return allows


def choose_actor(
    indices: Sequence[int],
    lexicon: Lexicon,
    setting: Setting,
    *,
    nations: Sequence[int] = (),
    introduced: frozenset[str] = frozenset(),
) -> Actor | None | str:
    """The entry meant by a name of several: one that the document has `introduced` by a name of its own; else by nationality,
    document, publisher; None: of none; "---": cannot be told."""
    fitting = [actor for index in indices if (actor := lexicon.actors[index]).id not in setting.unlikely]
    fitting = [actor for actor in fitting if actor.id in introduced] or fitting
    wanted = {lexicon.actors[index].country for index in nations}
    if wanted:
        fitting = [actor for actor in fitting if actor.country in wanted] or fitting
    if not fitting:
        return None
    if len(fitting) == 1 or len({actor.role_on(setting.date).code for actor in fitting}) == 1:
        return fitting[0]
    for country in (*(country for country, _ in setting.countries), *sorted(setting.familiar)):
        here = [actor for actor in fitting if actor.country == country]
        if here:
            return here[0]
    at_home = [actor for actor in fitting if actor.country == setting.home]
    return at_home[0] if at_home else "---"


@lru_cache(maxsize=4096)
def _stand_pattern(phrase: str) -> tuple[str, re.Pattern[str]]:
    """What stands in every text that has a phrase, and how it stands there."""
    stem, ending = phrase, ""
    if " " not in phrase and len(phrase) > 4 and phrase.endswith(("ا", "ي")):  # ليبيا, ليبي: also الليبية, الليبيين
        stem = phrase.removesuffix("ا")
        ending = "(?:ة|ين|ون|ات)?" if stem == phrase else "(?:ا|ة|ين|ون|ات)?"
    bare = stem.removeprefix("ال")
    return bare, re.compile(rf" [وف]?(?:[بك]?(?:ال)?|لل?){re.escape(bare)}{ending} ")


def _stands(phrase: str, text: str) -> bool:
    """Whether a folded phrase stands in a folded text, with or without clitics; a country's name also as its nisba (ليبيا,
    الليبية)."""
    bare, pattern = _stand_pattern(phrase)
    return bare in text and pattern.search(text) is not None
