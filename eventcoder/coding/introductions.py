"""What the sentences of a document have told about its people and offices, for the sentences that follow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import evolve, field, frozen

from eventcoder import arabic
from eventcoder.coding.parts import Phrase
from eventcoder.lexicon import Lexicon
from eventcoder.records import Mention, Word


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


def head_word(phrase: Phrase, words: Sequence[Word]) -> str:
    """The phrase's first word without clitics and article: what a later "الوزارة" takes up."""
    form = words[phrase.first].form
    return (form if form.startswith("ال") else form[phrase.skip :]).removeprefix("ال")


def remember(story: Story, resolved: Sequence[tuple[Phrase, Mention]], words: Sequence[Word], lexicon: Lexicon) -> Story:
    """The story with what a sentence taught: people named in full, unknown names with their title, offices."""
    people, trie = list(story.people), story.trie
    offices, introduced = dict(story.offices), set(story.introduced)
    for phrase, mention in resolved:
        if mention.code == "---":
            continue
        if phrase.actors and mention.actor:
            introduced.add(mention.actor)
        if (
            phrase.actors
            and phrase.agent < 0
            and mention.kind == "actor"
            and phrase.core_last - phrase.first > 1
            and lexicon.actors[phrase.actors[0]].kind != "person"
        ):
            offices["head:" + head_word(phrase, words)] = mention
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
