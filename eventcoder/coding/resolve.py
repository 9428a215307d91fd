"""Say whom a phrase means: the dictionary entry, the CAMEO code on the day, the short English name.

What the phrase itself does not say comes from the sentence's places, the document so far (`Story`), and last the
publisher's home; what stays unknown is `---`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from attrs import evolve, field, frozen

from eventcoder import arabic
from eventcoder.coding.mentions import Leaf, Match, Phrase
from eventcoder.lexicon import Actor, Lexicon
from eventcoder.records import Mention, Word

_PLACE_PREPOSITIONS = frozenset("في من الي ب داخل خارج قرب شمال جنوب شرق غرب وسط عبر نحو عند حول حتي باتجاه".split())
_ROLES = (
    "GOV",
    "MIL",
    "COP",
    "JUD",
    "LEG",
    "SPY",
    "OPP",
    "PTY",
    "REB",
    "UAF",
    "CVL",
    "EDU",
    "BUS",
    "MED",
    "NGO",
    "REF",
    "LAB",
    "REL",
    "CRM",
    "ELI",
    "IGO",
    "IMG",
)


@frozen
class Setting:
    """What resolution may use of the document: its day, folded text, countries by weight, and the publisher's home."""

    date: str
    text: str
    countries: tuple[tuple[str, int], ...]
    home: str = ""

    def dominant(self) -> str:
        """The country that the document is about: at least two mentions and half again as many as the next; else ""."""
        if not self.countries or self.countries[0][1] < 2:
            return ""
        if len(self.countries) > 1 and self.countries[0][1] < 1.5 * self.countries[1][1]:
            return ""
        return self.countries[0][0]


@frozen
class Story:
    """What the sentences before have told: names taught, offices held, the last subject.

    `trie` maps taught names to indices of `people`; `offices` maps an agent's id to the last mention that it made.
    """

    people: tuple[Mention, ...] = ()
    trie: Mapping[str, Any] = field(factory=dict)
    offices: Mapping[str, Mention] = field(factory=dict)
    introduced: frozenset[str] = frozenset()
    subject: Mention | None = None


def fold_document(text: str) -> str:
    """Return a text's folded words with blanks around each, as `near:` words are sought in it."""
    return f" {' '.join(arabic.phrase(text))} "


def find_setting(matches: Sequence[Sequence[Match]], lexicon: Lexicon, *, date: str, text: str, publisher: str) -> Setting:
    """Weigh the countries that a document names (nationalities, names, capitals; the first sentences count double).

    `text` is the document's as `fold_document` gives it.
    """
    weights: Counter[str] = Counter()
    for number, sentence in enumerate(matches):
        for match in sentence:
            if len({lexicon.actors[index].country for kind, index, _ in match.leaves if kind == "A"}) > 1:
                continue  # a name of several says nothing of a country
            for kind, index, _ in match.leaves:
                if kind in "ANC":
                    country = lexicon.actors[index].country
                    if (
                        len(country) == 3
                        and (lexicon.actors[index].kind != "region" or "." in lexicon.actors[index].id)
                        and country != "IMG"
                    ):
                        weights[country] += 2 if number < 2 else 1
                        break
    ranked = tuple(sorted(weights.items(), key=lambda item: (-item[1], item[0])))
    return Setting(
        date, text, ranked, lexicon.publishers.get(" ".join(arabic.phrase(publisher)), "")
    )


def resolve(
    phrases: Sequence[Phrase], words: Sequence[Word], lexicon: Lexicon, setting: Setting, story: Story
) -> list[tuple[Phrase, Mention]]:
    """Return the phrases that are mentions of actors with what they mean; common words that only look like names are left out."""
    places = _places(phrases, words, lexicon)
    found: list[tuple[Phrase, Mention]] = []
    for phrase in phrases:
        owner = next((other.code for _, other in reversed(found) if len(other.code) >= 3 and other.code[:3].isalpha()), "")
        mention = _resolve_one(phrase, words, lexicon, setting, story, [owner[:3]] if phrase.pronoun and owner else places)
        if mention is not None and phrase.agent >= 0 and not phrase.actors and lexicon.agents[phrase.agent].role == "COUNTERPART":
            mention = evolve(mention, code=_counterpart(mention.code, [other.code for _, other in found]))
        if mention is not None:
            found.append((phrase, mention))
    return found


def _counterpart(code: str, before: Sequence[str]) -> str:
    """The code of "نظيره": its own country with the role of the actor named before it (GOV where none has one)."""
    role = next((other[3:] for other in reversed(before) if len(other) > 3 and not other.startswith("IGO")), "GOV")
    return compose_code(code.replace("---", ""), role)


def _places(phrases: Sequence[Phrase], words: Sequence[Word], lexicon: Lexicon) -> list[str]:
    """The countries that the sentence names as places, in order."""
    found = []
    for phrase in phrases:
        if phrase.agent < 0 and not phrase.nationality and is_place(phrase, words, lexicon):
            candidates = phrase.nations or phrase.actors
            country = lexicon.actors[candidates[0]].country
            if country not in found:
                found.append(country)
    return found


def is_place(phrase: Phrase, words: Sequence[Word], lexicon: Lexicon) -> bool:
    """Whether a country's or capital's name stands where a place does: after في, من, إلى and their like."""
    if phrase.agent >= 0 or phrase.nationality or phrase.taught >= 0:
        return False
    indices = phrase.nations if phrase.capital else phrase.actors
    if not indices or any("." in lexicon.actors[index].id and lexicon.actors[index].kind != "region" for index in indices):
        return False
    before = words[phrase.first - 1].form if phrase.first else ""
    return (
        phrase.before in ("ب", "وب", "فب")
        or before.removeprefix("و") in _PLACE_PREPOSITIONS
        and before.removeprefix("و") not in ("من", "الي", "نحو", "حول")
    )


def near_by(lexicon: Lexicon, text: str) -> Callable[[Leaf], bool]:
    """Return the test whether a name's entry may be meant in a document: its `near:` words stand there (or it has none).

    `text` is the document's as `fold_document` gives it.
    """
    known: dict[int, bool] = {}

    def allows(leaf: Leaf) -> bool:
        if leaf[0] not in "AS":
            return True
        if leaf[1] not in known:
            near = lexicon.actors[leaf[1]].near
            known[leaf[1]] = not near or any(_stands(word, text) for word in near)
        return known[leaf[1]]

    return allows


def choose_actor(
    indices: Sequence[int], lexicon: Lexicon, setting: Setting, *, nations: Sequence[int] = ()
) -> Actor | None | str:
    """The entry meant by a name of several: by `near`, nationality, document, publisher; None: no name here; "---": cannot
    be told."""
    fitting = []
    for index in indices:
        actor = lexicon.actors[index]
        if not actor.near or any(_stands(word, setting.text) for word in actor.near):
            fitting.append(actor)
    wanted = {lexicon.actors[index].country for index in nations}
    if wanted:
        same = [lexicon.actors[index] for index in indices if lexicon.actors[index].country in wanted]
        fitting = same or fitting
    if not fitting:
        return None
    if len({actor.role_on(setting.date).code for actor in fitting}) == 1:
        return fitting[0]
    for country, _ in setting.countries:
        here = [actor for actor in fitting if actor.country == country]
        if here:
            return here[0]
    at_home = [actor for actor in fitting if actor.country == setting.home]
    return at_home[0] if at_home else "---"


@lru_cache(maxsize=4096)
def _stand_pattern(phrase: str) -> re.Pattern[str]:
    stem, ending = phrase, ""
    if " " not in phrase and len(phrase) > 4 and phrase.endswith(("ا", "ي")):  # ليبيا, ليبي: also الليبية, الليبيين
        stem = phrase.removesuffix("ا")
        ending = "(?:ة|ين|ون|ات)?" if stem == phrase else "(?:ا|ة|ين|ون|ات)?"
    bare = stem.removeprefix("ال")
    return re.compile(rf" [وف]?(?:[بك]?(?:ال)?|لل?){re.escape(bare)}{ending} ")


def _stands(phrase: str, text: str) -> bool:
    """Whether a folded phrase stands in a folded text, with or without clitics; a country's name also as its nisba (ليبيا,
    الليبية)."""
    return _stand_pattern(phrase).search(text) is not None


def compose_code(country: str, role: str) -> str:
    """Country (or body), then role parts without repetition, three at most. `compose_code("LBYGOV", "MIL")` → `LBYGOVMIL`."""
    parts = [country[i : i + 3] for i in range(0, len(country), 3)]
    for part in (role[i : i + 3] for i in range(0, len(role), 3)):
        if part not in parts:
            parts.append(part)
    return "".join(parts[:3])


def _resolve_one(
    phrase: Phrase, words: Sequence[Word], lexicon: Lexicon, setting: Setting, story: Story, places: list[str]
) -> Mention | None:
    start, end = _span(phrase, words)
    base = Mention(phrase.first, phrase.last, start, end, "", "---", plural="p" in phrase.flags, feminine="f" in phrase.flags)
    base = evolve(base, text=_cut(words[phrase.first : phrase.last + 1], start, end), place=is_place(phrase, words, lexicon))
    if phrase.taught >= 0:
        known = story.people[phrase.taught]
        return evolve(base, code=known.code, actor=known.actor, english=known.english, line=known.line)
    if phrase.actors:
        return _named(phrase, base, words, lexicon, setting, story)
    if phrase.agent >= 0:
        return _agent(phrase, base, words, lexicon, setting, story, places)
    nation = choose_actor(phrase.nations, lexicon, setting)
    if nation is None:
        return None
    if isinstance(nation, str):
        return base
    kind = "nationality" if phrase.nationality else "actor"
    if phrase.nationality and base.plural and nation.demonym:  # الإسرائيليون: not "Israel hold"
        people = f"{nation.demonym}s" if nation.demonym.endswith(("an", "i")) else f"{nation.demonym} people"
        return evolve(base, code=nation.role_on(setting.date).code, actor=nation.id, english=people, kind=kind, line=nation.line)
    return evolve(
        base, code=nation.role_on(setting.date).code, actor=nation.id, english=nation.english, kind=kind, line=nation.line
    )


def _named(
    phrase: Phrase, base: Mention, words: Sequence[Word], lexicon: Lexicon, setting: Setting, story: Story
) -> Mention | None:
    indices = phrase.actors
    if phrase.surname and phrase.agent < 0:
        indices = tuple(index for index in indices if lexicon.actors[index].id in story.introduced)
        if not indices:
            return None
    actor = choose_actor(indices, lexicon, setting, nations=phrase.nations)
    if actor is None:
        if phrase.agent >= 0:
            return _agent(evolve(phrase, actors=()), base, words, lexicon, setting, story, [])
        return None
    if isinstance(actor, str):
        return base
    code = actor.role_on(setting.date).code
    if phrase.former and actor.kind != "person" or phrase.former and code[3:] not in ("OPP", "REB"):
        code = compose_code(actor.country, "ELI")
    elif phrase.agent >= 0 and len(code) == 3 and actor.kind == "person":  # role unknown on that day: the title says it
        role = lexicon.agents[phrase.agent].role
        code = compose_code(code, "" if role in ("SAME", "COUNTRY") else role)
    return evolve(base, code=code, actor=actor.id, english=actor.english, line=actor.line)


def _agent(
    phrase: Phrase, base: Mention, words: Sequence[Word], lexicon: Lexicon, setting: Setting, story: Story, places: list[str]
) -> Mention | None:
    agent = lexicon.agents[phrase.agent]
    plural = "p" in phrase.flags
    noun = agent.english_plural if plural else agent.english
    base = evolve(base, kind="agent", line=agent.line, plural=plural, agent=agent.id)
    if phrase.bodies:
        body = choose_actor(phrase.bodies, lexicon, setting, nations=phrase.nations)
        if isinstance(body, Actor):
            code = body.role_on(setting.date).code
            if phrase.former:
                code = compose_code(body.country, "ELI")
            elif len(code) == 3 and agent.role not in ("SAME", "COUNTRY", "COUNTERPART"):
                code = compose_code(code, agent.role)
            return evolve(base, code=code, english=f"{body.english} {noun}")
    country, demonym, sure = "", "", True
    nation = choose_actor(phrase.nations, lexicon, setting) if phrase.nations else None
    if isinstance(nation, Actor):
        country, demonym = nation.role_on(setting.date).code, nation.demonym or nation.english
    else:
        remembered = (
            story.offices.get("head:" + _head(phrase, words))
            or story.offices.get(agent.id)
            or (story.offices.get("word:" + words[phrase.last - 1].form.removeprefix("و")) if agent.needs else None)
        )
        definite = "d" in phrase.flags
        if remembered is not None and (definite or phrase.pronoun) and not phrase.pronoun:
            return evolve(
                base, code=remembered.code, actor=remembered.actor, english=remembered.english, plural=remembered.plural
            )
        sure = False
        country = places[0] if len(places) == 1 else setting.dominant()
        if not country and definite and agent.role in ("GOV", "COP", "MIL", "JUD", "LEG"):
            country = setting.home
        known = lexicon.by_id.get(country)
        demonym = (known.demonym or known.english) if known else ""
    if agent.needs and not country or agent.needs and not sure and not ("d" in phrase.flags or phrase.pronoun):
        return None
    role = "ELI" if phrase.former else agent.role
    if role in ("SAME", "COUNTRY", "COUNTERPART"):
        role = ""
    if agent.needs and not sure and role == "":
        return evolve(base, kind="phrase")
    code = country if country.startswith(("IGO", "NGO")) else compose_code(country, role) if role or country else "---"
    if agent.role == "COUNTRY" and isinstance(nation, Actor):
        return evolve(base, code=code or "---", actor=nation.id, english=nation.english)
    former = "former " if phrase.former else ""
    return evolve(base, code=code or "---", english=f"{former}{demonym} {noun}".strip())


def _head(phrase: Phrase, words: Sequence[Word]) -> str:
    """The phrase's first word without clitics and article: what a later "الوزارة" takes up."""
    form = words[phrase.first].form
    return (form if form.startswith("ال") else form[phrase.skip :]).removeprefix("ال")


def _span(phrase: Phrase, words: Sequence[Word]) -> tuple[int, int]:
    """Document offsets of a phrase without the clitics before its first and after its last word."""
    first, last = words[phrase.first], words[phrase.last - 1]
    start = first.start + arabic.stem_span(first.text, phrase.skip, len(first.form))[0]
    place, skip = phrase.first, phrase.skip
    while place < phrase.last - 1 and (
        words[place].form[skip:] in arabic.QUANTIFIERS or place > phrase.first and words[place].form == "من"
    ):
        place, skip = place + 1, 0  # "عدد من المسؤولين": the officials are meant
    if place > phrase.first:
        start = words[place].start
    end = last.end
    if phrase.last == phrase.core_last and phrase.pronoun:
        end = last.start + arabic.stem_span(last.text, 0, phrase.keep)[1]
    after = words[phrase.last] if phrase.last < len(words) else None
    marks = sum(words[index].form in arabic.QUOTES for index in range(phrase.first, phrase.last))
    if after is not None and marks % 2 and after.form in arabic.QUOTES:
        end = after.end
    return start, max(end, start)


def _cut(words: Sequence[Word], start: int, end: int) -> str:
    """The text between two offsets, made of the words and a blank where they stand apart."""
    out, before = [], None
    for word in words:
        if word.end <= start or word.start >= end:
            continue
        if before is not None and word.start > before:
            out.append(" ")
        out.append(word.text[max(start - word.start, 0) : len(word.text) - max(word.end - end, 0)])
        before = word.end
    return "".join(out)


def remember(story: Story, resolved: Sequence[tuple[Phrase, Mention]], words: Sequence[Word], lexicon: Lexicon) -> Story:
    """The story with what a sentence taught: people named in full, unknown names with their title, offices."""
    people, trie = list(story.people), story.trie
    offices, introduced = dict(story.offices), set(story.introduced)
    for phrase, mention in resolved:
        if mention.code == "---":
            continue
        for index in phrase.actors:
            introduced.add(lexicon.actors[index].id)
        if (
            phrase.actors
            and phrase.agent < 0
            and mention.kind == "actor"
            and phrase.core_last - phrase.first > 1
            and lexicon.actors[phrase.actors[0]].kind != "person"
        ):
            offices["head:" + _head(phrase, words)] = mention
        if phrase.agent >= 0:
            agent = lexicon.agents[phrase.agent]
            if (phrase.nations or phrase.bodies or phrase.actors) and agent.role not in ("SAME", "COUNTRY"):
                offices[agent.id] = mention
                inner = next(
                    (
                        words[index].form
                        for index in range(phrase.first + 1, phrase.core_last)
                        if words[index].form.startswith("ال")
                    ),
                    "",
                )
                offices["head:" + _head(phrase, words)] = mention
                if inner:
                    offices["word:" + inner] = mention
        if phrase.name != (0, 0):
            names = tuple(words[index].form for index in range(*phrase.name) if words[index].form not in arabic.QUOTES)
            people.append(evolve(mention, english=mention.english))
            trie = _taught(trie, names, len(people) - 1)
            if len(names) > 1 and len(names[-1]) > 3:
                surname = names[-2:] if names[-2] in ("ال", "بن", "ابن", "ابو", "عبد", "ال") else names[-1:]
                trie = _taught(trie, surname, len(people) - 1)
    return evolve(story, people=tuple(people), trie=trie, offices=offices, introduced=frozenset(introduced))


def _taught(trie: Mapping[str, Any], names: tuple[str, ...], index: int) -> dict[str, Any]:
    """A copy of the trie with one more name; the last who bears a name has it."""
    if not names:
        return {**trie, "": [["T", index, ""]]}
    return {**trie, names[0]: _taught(trie.get(names[0], {}), names[1:], index)}
