"""Say whom words mean that are known to name an actor, as those of a gold file."""

from __future__ import annotations

from collections.abc import Sequence

from eventcoder.coding.names import find_matches
from eventcoder.coding.setting import Setting, choose_actor
from eventcoder.coding.surroundings import AT_HOME, compose_code, country_around
from eventcoder.lexicon import Actor, Lexicon
from eventcoder.records import Mention, Word

_KNOWN_ROLES = AT_HOME | {"UAF", "CRM"}


def resolve_span(
    start: int, end: int, words: Sequence[Word], resolved: Sequence[Mention], lexicon: Lexicon, setting: Setting
) -> str:
    """The code of the characters `start` to `end` of a document, given that they name an actor.

    It is that of the first mention in them which has one. Where there is none, since it is said to be an actor: of the first
    name in them without its `near:` words, of the first role noun without a nationality, at last of civilians; the country is
    that of their surroundings or of the publisher. `words` and `resolved` are the words and mentions of their sentence.
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
    if code not in AT_HOME:
        return code
    others = [mention for mention in resolved if mention not in inside]
    before, after = ([other for other in others if (other.end <= start) is early] for early in (True, False))
    return compose_code(setting.dominant() or country_around(before, after, setting) or setting.home, code)


def _head_role(words: Sequence[Word], lexicon: Lexicon) -> str:
    """The role of the institution that some words begin with; "" where they do not."""
    first = next((match for match in find_matches(words, lexicon.names) if match.first == 0), None)
    agents = [lexicon.agents[index] for _, index, _ in first.of("G")] if first else []
    return next((agent.role for agent in agents if agent.kind == "body" and agent.role in AT_HOME), "")


def _named_in(words: Sequence[Word], lexicon: Lexicon, setting: Setting) -> str:
    """The code of the first name in some words, or the bare role of the first role noun; CVL where neither stands there."""
    role = "CVL"
    for match in reversed(find_matches(words, lexicon.names)):
        actor = choose_actor([index for kind, index, _ in match.leaves if kind in "ASN"], lexicon, setting)
        if isinstance(actor, Actor):
            return actor.role_on(setting.date).code
        role = next((role for _, index, _ in match.of("G") if (role := lexicon.agents[index].role) in _KNOWN_ROLES), role)
    return role
