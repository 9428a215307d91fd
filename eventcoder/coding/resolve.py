"""Say whom a phrase means: the dictionary entry, the CAMEO code on the day, the short English name.

What the phrase itself does not say comes from the sentence's places, the document so far (`Story`), and last the
publisher's home; what stays unknown is `---`.
"""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve

from eventcoder import arabic, arabic_places
from eventcoder.coding.introductions import Story, head_word
from eventcoder.coding.names import find_matches
from eventcoder.coding.parts import Phrase
from eventcoder.coding.setting import Setting, choose_actor
from eventcoder.coding.triggers import clause_starts
from eventcoder.lexicon import Actor, Lexicon
from eventcoder.records import Mention, Word

_AT_HOME = frozenset("GOV MIL COP JUD LEG SPY OPP PTY CVL EDU BUS MED NGO REF LAB REL ELI REB".split())
"""Roles that belong to a country."""
_KNOWN_ROLES = _AT_HOME | {"UAF", "CRM"}
_NOWHERE = _AT_HOME | frozenset("UAF CRM IGO IMG ---".split())
_OWN_ROLE = frozenset("REL EDU LAB MED BUS REF".split())
"""Roles that a person keeps in an organisation of another."""
_PLACE_PREPOSITIONS = frozenset("في من الي ب داخل خارج قرب شمال جنوب شرق غرب وسط عبر نحو عند حول حتي باتجاه".split())


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
    countries = _places(phrases, words, lexicon)
    towns = [(first, country) for first, country, placed in located if placed]
    named = sorted({*countries, *towns})
    barriers = clause_starts(words) if len({country for _, country in named}) > 1 else ()
    found: list[tuple[Phrase, Mention]] = []
    for phrase in phrases:
        if phrase.partitive:
            found.append((phrase, _part(phrase, words, found, story)))
            continue
        owner = next((other.code for _, other in reversed(found) if len(other.code) >= 3 and other.code[:3].isalpha()), "")
        behind = _country_behind(phrase, words, lexicon, located)
        alone = phrase.agent >= 0 and (
            lexicon.agents[phrase.agent].needs or lexicon.agents[phrase.agent].role == "MIL" and "d" not in phrase.flags
        )  # a bare "الملك", "طائرة" is of no country that a town stands for
        if phrase.pronoun and owner:
            places = [owner[:3]]
        else:
            places = behind or _countries_by(phrase, countries if alone else named, barriers)
        mention = _resolve_one(phrase, words, lexicon, setting, story, places)
        if mention is not None and phrase.agent >= 0 and not phrase.actors and lexicon.agents[phrase.agent].role == "COUNTERPART":
            mention = evolve(mention, code=_counterpart(mention.code, [other.code for _, other in found]))
        if mention is not None:
            found.append((phrase, mention))
    return [(phrase, _at_home(mention, number, found, setting)) for number, (phrase, mention) in enumerate(found)]


def _part(phrase: Phrase, words: Sequence[Word], found: Sequence[tuple[Phrase, Mention]], story: Story) -> Mention:
    """ "عدد منهم": some of the last people named in the plural, in the sentence or as its story's last subject."""
    start, end = words[phrase.first].start, words[phrase.last - 1].end
    text = _cut(words[phrase.first : phrase.last], start, end)
    known = [other for _, other in reversed(found) if other.code != "---" and not other.place]
    whole = next((other for other in known if other.plural), known[0] if known else story.subject)
    if whole is None:
        return Mention(phrase.first, phrase.last, start, end, text, "---", plural=True, kind="phrase")
    return evolve(
        whole, first=phrase.first, last=phrase.last, start=start, end=end, text=text, plural=True, kind="anaphor", place=False
    )


def _at_home(mention: Mention, number: int, found: Sequence[tuple[Phrase, Mention]], setting: Setting) -> Mention:
    """A role noun without a country ("COP") with that of its surroundings; the unidentified (UAF) and the international have
    none."""
    if mention.kind != "agent" or mention.code not in _AT_HOME:
        return mention
    before, after = ([other for _, other in part] for part in (found[:number], found[number + 1 :]))
    country = _country_around(before, after, setting)
    return evolve(mention, code=compose_code(country, mention.code)) if country else mention


def _country_around(before: Sequence[Mention], after: Sequence[Mention], setting: Setting) -> str:
    """The country of the nearest actor named before in the sentence, else after, else the one that the document names most."""
    near = (other.code[:3] for other in (*reversed(before), *after) if len(other.code) >= 3 and other.code[:3] not in _NOWHERE)
    return next(near, setting.countries[0][0] if setting.countries else "")


def resolve_span(
    start: int, end: int, words: Sequence[Word], resolved: Sequence[Mention], lexicon: Lexicon, setting: Setting
) -> str:
    """The code of the characters `start` to `end` of a document, given that they name an actor.

    It is that of the first mention in them which has one. Where there is none, since it is said to be an actor: of the first
    name in
    them without its `near:` words, of the first role noun without a nationality, at last of civilians; the country is that of
    their
    surroundings or of the publisher. `words` and `resolved` are the words and mentions of their sentence.
    """
    inside = [mention for mention in resolved if mention.start < end and start < mention.end]
    own = [mention for mention in inside if mention.start >= start] or inside
    code = next((mention.code for mention in own if mention.code != "---"), "---")
    named = [word for word in words if word.start < end and start < word.end]
    if code == "---":
        code = _named_in(named, lexicon, setting)
    elif (
        own[0].start >= named[0].end and code[3:] in ("", "CVL") and (head := _head_role(named, lexicon))
    ):  # "رابطة ضحايا الإرهاب", "هيئة المعارض الأوكرانية"
        code = compose_code("" if code[:3] in _KNOWN_ROLES else code[:3], head)
    if code not in _AT_HOME:
        return code
    others = [mention for mention in resolved if mention not in inside]
    before, after = ([other for other in others if (other.end <= start) is early] for early in (True, False))
    return compose_code(setting.dominant() or _country_around(before, after, setting) or setting.home, code)


def _head_role(words: Sequence[Word], lexicon: Lexicon) -> str:
    """The role of the institution that some words begin with; "" where they do not."""
    first = next((match for match in find_matches(words, lexicon.names) if match.first == 0), None)
    agents = [lexicon.agents[index] for _, index, _ in first.of("G")] if first else []
    return next((agent.role for agent in agents if agent.kind == "body" and agent.role in _AT_HOME), "")


def _named_in(words: Sequence[Word], lexicon: Lexicon, setting: Setting) -> str:
    """The code of the first name in some words, or the bare role of the first role noun; CVL where neither stands there."""
    role = "CVL"
    for match in reversed(find_matches(words, lexicon.names)):
        actor = choose_actor([index for kind, index, _ in match.leaves if kind in "ASN"], lexicon, setting)
        if isinstance(actor, Actor):
            return actor.role_on(setting.date).code
        role = next((role for _, index, _ in match.of("G") if (role := lexicon.agents[index].role) in _KNOWN_ROLES), role)
    return role


def _counterpart(code: str, before: Sequence[str]) -> str:
    """The code of "نظيره": its own country with the role of the actor named before it (GOV where none has one)."""
    role = next((other[3:] for other in reversed(before) if len(other) > 3 and not other.startswith("IGO")), "GOV")
    return compose_code(code.replace("---", ""), role)


def _places(phrases: Sequence[Phrase], words: Sequence[Word], lexicon: Lexicon) -> list[tuple[int, str]]:
    """The countries that the sentence names as places, each with its first word."""
    found = []
    for phrase in phrases:
        if phrase.agent < 0 and not phrase.nationality and is_place(phrase, words, lexicon):
            candidates = phrase.nations or phrase.actors
            found.append((phrase.first, lexicon.actors[candidates[0]].country))
    return found


def _country_behind(
    phrase: Phrase, words: Sequence[Word], lexicon: Lexicon, located: Sequence[tuple[int, str, bool]]
) -> list[str]:
    """The country of the town right behind an office that owns it: "محافظ الأنبار", "شرطة مدينة الموصل"."""
    if phrase.agent < 0 or words[phrase.last - 1].form.startswith("ال"):
        return []
    first = phrase.last + (1 if phrase.last < len(words) and words[phrase.last].form in arabic_places.KINDS else 0)
    return [country for place, country, _ in located if place == first]


def _countries_by(phrase: Phrase, named: Sequence[tuple[int, str]], barriers: Sequence[bool]) -> list[str]:
    """The countries of the places that speak for an office without one: of those in its clause, else of all in the sentence."""
    if not barriers:
        return list(dict.fromkeys(country for _, country in named))
    clause = [
        country for first, country in named if not any(barriers[min(first, phrase.first) + 1 : max(first, phrase.first) + 1])
    ]
    return list(dict.fromkeys(clause or [country for _, country in named]))


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
        return evolve(
            base,
            code=known.code,
            actor=known.actor,
            english=known.english,
            line=known.line,
            kind="phrase" if known.kind == "phrase" else "actor",
        )
    if phrase.name != (0, 0) and phrase.agent < 0 and not phrase.actors:
        return evolve(base, kind="phrase")
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
    if phrase.nationality and _are_people(phrase, words, nation):
        base = evolve(base, code=compose_code(nation.role_on(setting.date).code, "CVL"))
    else:
        base = evolve(base, code=nation.role_on(setting.date).code)
    if phrase.nationality and base.plural and nation.demonym:  # الإسرائيليون: not "Israel hold"
        people = f"{nation.demonym}s" if nation.demonym.endswith(("an", "i")) else f"{nation.demonym} people"
        return evolve(base, actor=nation.id, english=people, kind=kind, line=nation.line)
    return evolve(base, actor=nation.id, english=nation.english, kind=kind, line=nation.line)


def _are_people(phrase: Phrase, words: Sequence[Word], nation: Actor) -> bool:
    """Whether a nationality stands for people: its plural ("الإسرائيليين"), or one counted ("أحد الفرنسيين", "90 استراليا");
    not as
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


def _named(
    phrase: Phrase, base: Mention, words: Sequence[Word], lexicon: Lexicon, setting: Setting, story: Story
) -> Mention | None:
    indices = phrase.actors
    if phrase.surname and phrase.agent < 0:
        indices = tuple(index for index in indices if lexicon.actors[index].id in story.introduced) or _known_by_surname(
            phrase, words, lexicon, setting
        )
        if not indices:
            return None
    actor = choose_actor(indices, lexicon, setting, nations=phrase.nations, introduced=story.introduced)
    if actor is None:
        if phrase.agent >= 0:
            return _agent(evolve(phrase, actors=()), base, words, lexicon, setting, story, [])
        return None
    if isinstance(actor, str):
        return base
    code = actor.role_on(setting.date).code
    former = phrase.former or phrase.agent >= 0 and lexicon.agents[phrase.agent].role == "ELI"
    if former and actor.kind != "person" or former and code[3:] not in ("OPP", "REB"):
        code = compose_code(actor.country, "ELI")
    elif _minister_by_title(phrase, code, actor, lexicon):
        code = compose_code(actor.country, "GOV")
    elif phrase.agent >= 0 and len(code) == 3 and actor.kind == "person":  # role unknown on that day: the title says it
        role = lexicon.agents[phrase.agent].role
        code = compose_code(code, "" if role in ("SAME", "COUNTRY") else role)
    return evolve(base, code=code, actor=actor.id, english=actor.english, line=actor.line)


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


def _known_by_surname(phrase: Phrase, words: Sequence[Word], lexicon: Lexicon, setting: Setting) -> tuple[int, ...]:
    """Who may be meant by a surname that no full name introduced: people in office that day, or of one role at all times, of
    whose
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
    return tuple(index for index in people if "ELI" not in lexicon.actors[index].role_on(setting.date).code) or people


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
            if agent.role in _OWN_ROLE and len(code) > 3 and not code.startswith("IGO"):
                code = compose_code(body.country, agent.role)  # "رجال الدين بجامعة الأزهر"
            if phrase.former:
                code = compose_code(body.country, "ELI")
            elif len(code) == 3 and agent.role not in ("SAME", "COUNTRY", "COUNTERPART"):
                code = compose_code(code, agent.role)
            return evolve(base, code=code, english=f"{body.english} {noun}")
    country, demonym, sure = "", "", True
    nation = choose_actor(phrase.nations, lexicon, setting) if phrase.nations else None
    if isinstance(nation, Actor):
        country = nation.country if nation.kind == "person" else nation.role_on(setting.date).code
        demonym = (
            lexicon.by_id[country].demonym if nation.kind == "person" and country in lexicon.by_id else nation.demonym
        ) or (nation.english)
    else:
        remembered = (
            story.offices.get("head:" + head_word(phrase, words))
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
        role = "CVL" if _counts_people(phrase, words) and isinstance(nation, Actor) else ""
    if agent.needs and not sure and role == "":
        return evolve(base, kind="phrase")
    if role == "IGO":  # international, whatever country the sentence plays in
        code = country if country.startswith("IGO") else role
    else:
        code = country if country.startswith(("IGO", "NGO")) else compose_code(country, role) if role or country else "---"
    if agent.role == "COUNTRY" and isinstance(nation, Actor):
        return evolve(base, code=code or "---", actor=nation.id, english=nation.english)
    former = "former " if phrase.former else ""
    return evolve(base, code=code or "---", english=f"{former}{demonym} {noun}".strip())


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
