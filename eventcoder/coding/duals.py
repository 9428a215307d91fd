"""Say whom a dual means that takes up two actors: "الجانبان", "البلدان", "رئيسا البلدين", "الوزيران"."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from eventcoder.coding.introductions import Story
from eventcoder.coding.parts import Phrase
from eventcoder.coding.setting import Setting
from eventcoder.coding.surroundings import compose_code
from eventcoder.frozen import evolve
from eventcoder.lexicon import Agent, Lexicon
from eventcoder.records import Mention, Word


def two_meant(
    phrase: Phrase,
    words: Sequence[Word],
    found: Sequence[tuple[Phrase, Mention]],
    lexicon: Lexicon,
    setting: Setting,
    story: Story,
) -> tuple[Mention, Mention] | None:
    """The two that a dual stands for, None where the document does not make them clear.

    Where the sentence before the dual names two that fit and no third, these; else the two sides of the last meeting or
    agreement told; else the two of the sentence before; of البلدان at last the only two countries of the document.
    """
    agent = lexicon.agents[phrase.two if phrase.two >= 0 else phrase.agent]
    role = lexicon.agents[phrase.agent].role if phrase.two >= 0 else agent.role
    after = words[phrase.last] if phrase.last < len(words) else None
    if after is not None and after.form.startswith("ال") and after.form.endswith("ة") and after.tag == "ADJ":
        return None  # البلدان العربية are many
    key = _by_country if agent.two != "people" else _by_code
    told = [mention for _, mention in found]
    for some in (told, story.pair, story.last):
        pair = _only_two((mention for mention in some if _fits(mention, agent, lexicon)), key)
        if pair is None and agent.two == "sides":
            pair = _only_two((mention for mention in some if _fits(mention, agent, lexicon)), _by_actor)
        if pair is not None:
            return tuple(_as_told(mention, agent.two, role, lexicon) for mention in pair)  # type: ignore[return-value]
    named = [country for country, _ in setting.countries if country in lexicon.by_id and country not in setting.abroad]
    if agent.two != "countries" or len(named) != 2:
        return None
    first, second = (_country(country, agent.two, role, lexicon) for country in sorted(named))
    return first, second


def _fits(mention: Mention, agent: Agent, lexicon: Lexicon) -> bool:
    if mention.code == "---" or mention.second is not None or mention.code[3:6] == "MED":
        return False
    if agent.two == "people":
        body = mention.agent and any(each.kind == "body" for each in lexicon.agents if each.id == mention.agent)
        person = mention.actor in lexicon.by_id and lexicon.by_id[mention.actor].kind in ("person", "office")
        return mention.code[3:6] == agent.role and not mention.plural and (person or bool(mention.agent) and not body)
    if agent.two == "countries":
        return mention.code[:3] in lexicon.by_id and lexicon.by_id[mention.code[:3]].kind == "country"
    return not mention.place


def _by_country(mention: Mention) -> str:
    return mention.code[: 6 if mention.code.startswith("IGO") else 3]


def _by_code(mention: Mention) -> str:
    return mention.code


def _by_actor(mention: Mention) -> str:
    return mention.actor or mention.code


def _only_two(mentions: Iterable[Mention], key: Callable[[Mention], str]) -> tuple[Mention, Mention] | None:
    """The first mention of each of the two that some mentions name; None where they name more or fewer."""
    first: dict[str, Mention] = {}
    for mention in mentions:
        first.setdefault(key(mention), mention)
    if len(first) != 2:
        return None
    one, other = first.values()
    return one, other


def _as_told(mention: Mention, two: str, role: str, lexicon: Lexicon) -> Mention:
    return _country(mention.code[:3], two, role, lexicon) if two == "countries" else mention


def _country(country: str, two: str, role: str, lexicon: Lexicon) -> Mention:
    """A country as one of "البلدان", or its body as one of "الحكومتان"."""
    known = lexicon.by_id[country]
    whole = role == "COUNTRY" or two == "sides"
    return Mention(
        0,
        0,
        0,
        0,
        "",
        country if whole else compose_code(country, role),
        actor=known.id if whole else "",
        english=known.english,
        line=known.line,
    )


def spoken_of(first: Mention, second: Mention, base: Mention) -> Mention:
    """One mention of the words of `base` that means two actors."""

    def here(mention: Mention) -> Mention:
        return evolve(
            mention,
            first=base.first,
            last=base.last,
            start=base.start,
            end=base.end,
            text=base.text,
            plural=True,
            feminine=base.feminine,
            kind="anaphor",
            place=False,
        )

    return evolve(here(first), second=here(second))
