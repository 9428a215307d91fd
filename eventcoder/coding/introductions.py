"""What the sentences of a document have told about its people and offices, for the sentences that follow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import field

from eventcoder import arabic
from eventcoder.coding.parts import Phrase
from eventcoder.frozen import evolve, frozen
from eventcoder.lexicon import Lexicon
from eventcoder.records import Mention, TimeExpression, Word


@frozen
class Story:
    """What the sentences before have told: names taught, offices held, the last subject.

    `time` is that of the verb whose subject `subject` is, `pair` are the two sides of the last meeting or agreement told,
    `last` the actors of the last sentence that named any.
    `trie` maps taught names to indices of `people`; `offices` maps an agent's id to the last mention that it made.
    """

    people: tuple[Mention, ...] = ()
    trie: Mapping[str, Any] = field(factory=dict)
    offices: Mapping[str, Mention] = field(factory=dict)
    introduced: frozenset[str] = frozenset()
    subject: Mention | None = None
    time: TimeExpression | None = None
    pair: tuple[Mention, ...] = ()
    last: tuple[Mention, ...] = ()


_BODIES = frozenset(("organisation", "group", "party", "military", "police", "government", "region"))
"""Kinds of actors that their head noun with the article stands for once they are named ("الجامعة", "القطاع")."""


_BEHIND = 3
"""Within so many words behind a text stands who issued it."""


def head_word(phrase: Phrase, words: Sequence[Word]) -> str:
    """The phrase's first word without clitics and article: what a later "الوزارة" takes up."""
    form = words[phrase.first].form
    if form[phrase.skip - 1 : phrase.skip + 1] == "لل" and phrase.skip:
        return form[phrase.skip + 1 :]  # للجامعة
    return (form if form.startswith("ال") else form[phrase.skip :]).removeprefix("ال")


def remember(story: Story, resolved: Sequence[tuple[Phrase, Mention]], words: Sequence[Word], lexicon: Lexicon) -> Story:
    """The story with what a sentence taught: people named in full, unknown names with their title, offices."""
    people, trie = list(story.people), story.trie
    offices, introduced = dict(story.offices), set(story.introduced)
    for phrase, mention in resolved:
        if mention.second is not None or mention.code == "---" and not (phrase.name != (0, 0) and phrase.agent < 0):
            continue
        if phrase.actors and mention.actor:
            introduced.add(mention.actor)
        body, head = _named_body(phrase, mention, words, lexicon)
        if body is not None:
            offices["head:" + head] = body
            if lexicon.by_id[body.actor].kind in _BODIES and len(head) > 2:
                people.append(body)
                trie = _taught(trie, ("ال" + head,), len(people) - 1, "h")
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
                offices["head:" + head_word(phrase, words)] = mention
                if inner:
                    offices["word:" + inner] = mention
        if phrase.agent >= 0 and not phrase.bodies and not phrase.nations and len(mention.code) > 3 and "p" not in phrase.flags:
            offices.setdefault("head:" + head_word(phrase, words), mention)  # "مصدر رسمي" … "المصدر"
        if phrase.name != (0, 0):
            names = tuple(words[index].form for index in range(*phrase.name) if words[index].form not in arabic.QUOTES)
            people.append(evolve(mention, english=mention.english))
            flags = "u" if mention.code == "---" else ""
            trie = _taught(trie, names, len(people) - 1, flags)
            if len(names) > 1 and len(names[-1]) > 3:
                double = names[-2] in ("ال", "بن", "ابن", "ابو", "عبد") or names[-1] in ("الدين", "الله")
                surname = names[-2:] if double else names[-1:]
                trie = _taught(trie, surname, len(people) - 1, flags)
    if issued := _issuer(resolved, words, lexicon):
        offices["head:" + issued[0]] = issued[1]
    named = tuple(
        each
        for _, mention in resolved
        for each in (mention if mention.second is None else evolve(mention, second=None), mention.second)
        if each is not None and each.code != "---"
    )
    return evolve(
        story, people=tuple(people), trie=trie, offices=offices, introduced=frozenset(introduced), last=named or story.last
    )


def _issuer(resolved: Sequence[tuple[Phrase, Mention]], words: Sequence[Word], lexicon: Lexicon) -> tuple[str, Mention] | None:
    """The last text (بيان) that a sentence speaks of without its article, and whose it is: of the actor right behind it
    ("بيان صادر عن الوزارة"), else of the sentence's first."""
    known = [mention for _, mention in resolved if mention.code != "---" and not mention.place and mention.kind != "nationality"]
    for index in range(len(words) - 1, -1, -1) if known else ():
        form = words[index].form
        for text in (form, form[1:] if form[:1] in "بل" else form, form.removesuffix("ا")):
            if text in lexicon.texts:
                behind = next((mention for mention in known if 0 < mention.first - index <= _BEHIND), None)
                before = next((mention for mention in known if mention.first < index), None)
                return (text, behind or before) if behind or before else None  # type: ignore[return-value]
    return None


def _named_body(phrase: Phrase, mention: Mention, words: Sequence[Word], lexicon: Lexicon) -> tuple[Mention | None, str]:
    """The organisation that a phrase names by two words or more, alone or as that of a role noun, and its head noun."""
    if phrase.agent >= 0:
        if not phrase.bodies or not phrase.body or phrase.former or lexicon.agents[phrase.agent].role != "SAME":
            return None, ""
        actor = lexicon.actors[phrase.bodies[0]]
        body = evolve(mention, english=actor.english, actor=actor.id, line=actor.line, agent="", plural=False)
        return (None if actor.kind == "person" else body), phrase.body.removeprefix("ال")
    international = lexicon.by_id.get(mention.code[:6]) if phrase.actors and mention.code.startswith("IGO") else None
    if international is not None and lexicon.by_id[mention.actor].kind in ("office", "person"):  # الأمين العام للجامعة العربية
        head = next(
            (words[place].form[2:] for place in range(phrase.first, phrase.last) if words[place].form.startswith("لل")), ""
        )
        body = evolve(
            mention, english=international.english, actor=international.id, line=international.line, code=international.id
        )
        return (body if head else None), head
    if not phrase.actors or mention.kind != "actor" or not mention.actor or phrase.core_last - phrase.first < 2:
        return None, ""
    return (None if lexicon.by_id[mention.actor].kind == "person" else mention), head_word(phrase, words)


def _taught(trie: Mapping[str, Any], names: tuple[str, ...], index: int, flags: str = "") -> dict[str, Any]:
    """A copy of the trie with one more name; the last who bears a name has it. Flags: h the head noun of a body's name, u
    nobody known yet."""
    if not names:
        return {**trie, "": [["T", index, flags]]}
    return {**trie, names[0]: _taught(trie.get(names[0], {}), names[1:], index, flags)}
