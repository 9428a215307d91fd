"""Say whom a phrase means: the dictionary entry, the CAMEO code on the day, the short English name.

What the phrase itself does not say comes from the sentence's places, the document so far (`Story`), and last the
publisher's home; what stays unknown is `---`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from eventcoder import arabic, arabic_dates
from eventcoder.coding.anaphors import members_of, owner_of, part_of_those, two_of, unknown
from eventcoder.coding.english_names import name_member, name_people, name_role
from eventcoder.coding.introductions import Story, head_word
from eventcoder.coding.parts import Phrase
from eventcoder.coding.setting import Setting, choose_actor
from eventcoder.coding.surroundings import (
    army_of,
    at_home,
    compose_code,
    counterpart,
    countries_as_places,
    countries_by,
    country_behind,
    is_place,
    ruled_by,
    sided_with,
    without_country,
)
from eventcoder.coding.triggers import clause_starts
from eventcoder.coding.wording import cut, find_span
from eventcoder.frozen import evolve
from eventcoder.lexicon import Actor, Lexicon
from eventcoder.records import Mention, Word

Mean = Callable[..., Mention]
"""Makes the mention of a phrase from what it means."""
_OWN_ROLE = frozenset("REL EDU LAB MED BUS REF".split())
"""Roles that a person keeps in an organisation of another."""

_LEADERS = ("GOV", "OPP")
"""Roles in which somebody is known by surname without an introduction."""


def resolve(
    phrases: Sequence[Phrase],
    words: Sequence[Word],
    lexicon: Lexicon,
    setting: Setting,
    story: Story,
    located: Sequence[tuple[int, str, bool]] = (),
) -> list[tuple[Phrase, Mention]]:
    """Return the phrases that are mentions of actors with what they mean; common words that only look like names are left out.

    `located` are the towns and regions that the sentence names: first word, country, whether the words before
    say that it is a place.
    """
    countries = countries_as_places(phrases, words, lexicon)
    towns = [(first, country) for first, country, placed in located if placed]
    named = sorted({*countries, *towns})
    barriers = clause_starts(words) if len({country for _, country in named}) > 1 else ()
    sided, others = sided_with(phrases, words, lexicon)
    found: list[tuple[Phrase, Mention]] = []
    for phrase in phrases:
        if phrase.name != (0, 0) and phrase.agent < 0 and not phrase.actors:
            if not any(phrase.first <= first < phrase.last for first, *_ in located):  # خان يونس is a town
                found.append((phrase, unknown(phrase, words)))
            continue
        if phrase.partitive:
            found.append((phrase, part_of_those(phrase, words, found, story)))
            continue
        if phrase.agent >= 0 and (phrase.two >= 0 or lexicon.agents[phrase.agent].two and not (phrase.nations or phrase.bodies)):
            found += two_of(phrase, words, found, lexicon, setting, story)
            continue
        if phrase.pronoun and phrase.agent >= 0 and lexicon.agents[phrase.agent].role == "SAME":
            found += members_of(phrase, words, found)
            continue
        owner = owner_of(found, words) if phrase.pronoun else ""
        alone = phrase.agent >= 0 and (
            lexicon.agents[phrase.agent].needs or lexicon.agents[phrase.agent].role == "MIL" and "d" not in phrase.flags
        )  # a bare "الملك", "طائرة" is of no country that a town stands for
        if phrase.first in sided:
            places = [sided[phrase.first]]
        elif phrase.pronoun and owner:
            places = [owner[:3]]
        elif ruled := ruled_by(phrase, found, lexicon):
            places = [ruled]
        else:
            behind = country_behind(phrase, words, lexicon, located)
            places = behind or countries_by(phrase, countries if alone else named, barriers)
        mention = _resolve_one(phrase, words, lexicon, without_country(setting, others.get(phrase.first), lexicon), story, places)
        if mention is not None and phrase.agent >= 0 and not phrase.actors and lexicon.agents[phrase.agent].role == "COUNTERPART":
            mention = evolve(mention, code=counterpart(mention.code, [other.code for _, other in found]))
        if mention is not None:
            found.append((phrase, mention))
    return [(phrase, at_home(number, found, words, lexicon, setting, others)) for number, (phrase, _) in enumerate(found)]


def _resolve_one(
    phrase: Phrase, words: Sequence[Word], lexicon: Lexicon, setting: Setting, story: Story, places: list[str]
) -> Mention | None:
    start, end = find_span(phrase, words)
    text = cut(words[phrase.first : phrase.last + 1], start, end)
    plural, place = "p" in phrase.flags, is_place(phrase, words, lexicon)
    mean = partial(  # what the phrase means is still to be said: its code and more
        Mention, phrase.first, phrase.last, start, end, text, plural=plural, feminine="f" in phrase.flags, place=place
    )
    if phrase.taught >= 0:
        known = story.people[phrase.taught]
        kind = "phrase" if known.kind == "phrase" else "actor"
        return mean(known.code, actor=known.actor, english=known.english, line=known.line, kind=kind)
    if phrase.actors:
        return _named(phrase, mean, words, lexicon, setting, story)
    if phrase.agent >= 0:
        return _agent(phrase, mean, words, lexicon, setting, story, places)
    nation = choose_actor(phrase.nations, lexicon, setting)
    if nation is None:
        return None
    if isinstance(nation, str):
        return mean("---")
    kind = "nationality" if phrase.nationality else "actor"
    code = nation.role_on(setting.date).code
    people = phrase.nationality and _are_people(phrase, words, nation)
    if people:
        code = compose_code(code, "CVL")
    counted = people and _counted(phrase, words)  # "14 مصريا"
    if phrase.nationality and (plural or counted) and nation.demonym:  # الإسرائيليون: not "Israel hold"
        return mean(code, actor=nation.id, english=name_people(nation), kind=kind, line=nation.line)
    return mean(code, actor=nation.id, english=nation.english, kind=kind, line=nation.line)


def _are_people(phrase: Phrase, words: Sequence[Word], nation: Actor) -> bool:
    """Whether a nationality stands for people: its plural ("الإسرائيليين"), or one counted ("أحد الفرنسيين"); not as
    the adjective of a noun."""
    if nation.kind not in ("country", "region", "people") or not nation.demonym:
        return False
    form, before = words[phrase.first].form, words[phrase.first - 1] if phrase.first else None
    counted = before is not None and (before.form in arabic.QUANTIFIERS or before.form[:1].isdigit() or before.tag == "NUM")
    if "p" not in phrase.flags and not (counted and not form.startswith("ال")):
        return False
    return (
        counted
        or before is None
        or bool(phrase.before)
        or before.tag not in ("NOUN", "PROPN", "X", "ADJ")
        or before.form in arabic.PREPOSITIONS
        or before.form.startswith("ال") != form.startswith("ال")
    )


def _named(phrase: Phrase, mean: Mean, words: Sequence[Word], lexicon: Lexicon, setting: Setting, story: Story) -> Mention | None:
    indices = phrase.actors
    if phrase.surname and phrase.agent < 0:
        indices = tuple(index for index in indices if lexicon.actors[index].id in story.introduced) or _known_by_surname(
            phrase, words, lexicon, setting
        )
        if not indices:
            return None
    if phrase.nations and (other := _of_other_country(phrase, lexicon, setting)):
        return mean(other)
    actor = choose_actor(indices, lexicon, setting, nations=phrase.nations, introduced=story.introduced)
    if actor is None:
        if phrase.agent >= 0:
            return _agent(evolve(phrase, actors=()), mean, words, lexicon, setting, story, [])
        return None
    if isinstance(actor, str):
        return mean("---")
    code = actor.role_on(setting.date).code
    former = phrase.former or phrase.agent >= 0 and lexicon.agents[phrase.agent].role == "ELI"
    if former and actor.kind != "person" or former and code[3:] not in ("OPP", "REB"):
        code = compose_code(actor.country, "ELI")
    elif _minister_by_title(phrase, code, actor, lexicon):
        code = compose_code(actor.country, "GOV")
    elif phrase.agent >= 0 and len(code) == 3 and actor.kind == "person":  # role unknown on that day: the title says it
        role = lexicon.agents[phrase.agent].role
        code = compose_code(code, "" if role in ("SAME", "COUNTRY") else role)
    return mean(code, actor=actor.id, english=actor.english, line=actor.line)


def _of_other_country(phrase: Phrase, lexicon: Lexicon, setting: Setting) -> str:
    """The code of an office or force whose name stands with a nationality that none of its entries has ("الاحتلال الأميركي")."""
    named = [lexicon.actors[index] for index in phrase.actors]
    nation = choose_actor(phrase.nations, lexicon, setting)
    if not isinstance(nation, Actor) or any(actor.country == nation.country or actor.kind != "office" for actor in named):
        return ""
    return compose_code(nation.role_on(setting.date).code, named[0].role_on(setting.date).code[3:])


def _minister_by_title(phrase: Phrase, code: str, actor: Actor, lexicon: Lexicon) -> bool:
    """Whether the text calls somebody a minister whom the entry has in another office that day: the text is believed."""
    if phrase.agent < 0 or actor.kind != "person" or code[3:] not in ("ELI", "LEG"):
        return False
    agent = lexicon.agents[phrase.agent]
    same = not phrase.nations or any(lexicon.actors[index].country == actor.country for index in phrase.nations)
    return agent.role == "GOV" and not agent.needs and agent.kind != "member" and same and not phrase.bodies


def _counts_people(phrase: Phrase, words: Sequence[Word]) -> bool:
    """Whether a phrase is a number of a people: "عشرات الجزائريين", "عدد من الشيشانيين"."""
    last = words[phrase.last - 1].form
    return head_word(phrase, words) in arabic.QUANTIFIERS and last.startswith("ال") and last.endswith(("ين", "ون", "ات"))


def _counted(phrase: Phrase, words: Sequence[Word]) -> bool:
    """Whether a singular noun stands behind a number over ten: "12 مواطنا", "عشرين جنديا", "مئة شخص"."""
    if phrase.first == 0 or "d" in phrase.flags or words[phrase.first].form.startswith("ال"):
        return False
    form = words[phrase.first - 1].form.removeprefix("و")
    return (form.isdigit() and int(form) > 10) or arabic_dates.CARDINALS.get(form, 0) >= 10 or form in arabic_dates.ROUND_NUMBERS


def _known_by_surname(phrase: Phrase, words: Sequence[Word], lexicon: Lexicon, setting: Setting) -> tuple[int, ...]:
    """Who may be meant by a surname that no full name introduced: people in office that day, or of one role always, of whose
    country the document speaks (by name, or by two surnames); the word is no adjective or verb, and no part of a longer name."""
    around = [words[place] for place in (phrase.first - 1, phrase.last) if 0 <= place < len(words)]
    if words[phrase.first].tag in ("ADJ", "VERB", "ADP") or any(
        word.tag in ("PROPN", "X") and arabic.is_word(word.form) for word in around
    ):
        return ()
    named = {country for country, _ in setting.countries} | setting.familiar
    people = tuple(
        index
        for index in phrase.actors
        if (actor := lexicon.actors[index]).country in named and actor.role_on(setting.date) in actor.roles
    )
    known = tuple(index for index in people if "ELI" not in lexicon.actors[index].role_on(setting.date).code) or people
    form = words[phrase.first].form
    if known or words[phrase.first].tag not in ("PROPN", "X") or form.startswith("ال") and form.endswith("ي"):  # الفاسي
        return known
    construct = phrase.last < len(words) and words[phrase.last].form.startswith("ال") and words[phrase.last].tag == "NOUN"
    if construct or len({lexicon.actors[index].country for index in phrase.actors}) > 1:  # "منتظري العلاج"
        return ()
    return tuple(  # the surname is of one country, and its bearer governs that day, or leads the opposition
        index
        for index in phrase.actors
        if (role := lexicon.actors[index].role_on(setting.date)).since and role.code[3:] in _LEADERS
    )


def _agent(
    phrase: Phrase, mean: Mean, words: Sequence[Word], lexicon: Lexicon, setting: Setting, story: Story, places: list[str]
) -> Mention | None:
    agent = lexicon.agents[phrase.agent]
    plural = "p" in phrase.flags or _counted(phrase, words)
    mean = partial(mean, line=agent.line, agent=agent.id, plural=plural)
    if phrase.bodies:
        body = choose_actor(phrase.bodies, lexicon, setting, nations=phrase.nations)
        if isinstance(body, Actor):
            code = body.role_on(setting.date).code
            if agent.role in _OWN_ROLE and len(code) > 3 and not code.startswith("IGO"):
                code = compose_code(body.country, agent.role)  # "رجال الدين بجامعة الأزهر"
            if phrase.former:
                code = compose_code(body.country, "ELI")
            elif len(code) == 3 and agent.role not in ("SAME", "COUNTRY", "COUNTERPART"):
                code = compose_code(code, agent.role)
            return mean(code, kind="agent", english=name_member(agent, body, plural=plural, former=phrase.former))
    country, known, sure = "", None, True
    nation = choose_actor(phrase.nations, lexicon, setting) if phrase.nations else None
    if isinstance(nation, Actor):
        country = nation.role_on(setting.date).code
        country = country[: 6 if country.startswith("IGO") else 3] if nation.kind == "person" else country
        known = lexicon.by_id.get(country, nation) if nation.kind == "person" else nation
    else:
        remembered = (
            story.offices.get("head:" + head_word(phrase, words))
            or story.offices.get(agent.id)
            or (story.offices.get("word:" + words[phrase.last - 1].form.removeprefix("و")) if agent.needs else None)
        )
        definite = "d" in phrase.flags or agent.role == "AUTHOR"
        if remembered is not None and (definite or phrase.pronoun) and not phrase.pronoun:
            english = remembered.english
            if not remembered.actor and english.endswith(agent.english) and plural:  # "النواب" after "نائب مصري"
                english = english.removesuffix(agent.english) + agent.english_plural
            plural = plural or remembered.plural
            return mean(remembered.code, kind="agent", actor=remembered.actor, english=english, plural=plural)
        sure = False
        country = places[0] if len(places) == 1 and not agent.abroad else setting.dominant()
        country = army_of(country, phrase, lexicon)
        if not country and definite and agent.role in ("GOV", "COP", "MIL", "JUD", "LEG"):
            country = setting.home
        known = lexicon.by_id.get(country)
    if agent.needs and not country or agent.needs and not sure and not ("d" in phrase.flags or phrase.pronoun):
        return None
    role = "ELI" if phrase.former else agent.role
    if role in ("SAME", "COUNTRY", "COUNTERPART", "AUTHOR"):
        role = "CVL" if _counts_people(phrase, words) and isinstance(nation, Actor) else ""
    if agent.needs and not sure and role == "":
        return mean("---", kind="phrase")
    if role == "IGO":  # international, whatever country the sentence plays in
        code = country if country.startswith("IGO") else role
    else:
        code = country if country.startswith(("IGO", "NGO")) else compose_code(country, role) if role or country else "---"
    if agent.role == "COUNTRY" and isinstance(nation, Actor):
        return mean(code or "---", kind="agent", actor=nation.id, english=nation.english)
    english = name_role(agent, known, plural=plural, former=phrase.former, sure=sure)
    return mean(code or "---", kind="agent", english=english)
