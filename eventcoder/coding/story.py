"""What the document tells later about events told before: "الاجتماع تمحور حول …" adds its topic to the meeting."""

from __future__ import annotations

from collections.abc import Sequence

from eventcoder.coding.headlines import headline
from eventcoder.coding.triggers import Trigger
from eventcoder.frozen import evolve
from eventcoder.lexicon import Lexicon, Pattern
from eventcoder.records import Event, Mention


def pass_topics_back(
    events: Sequence[Event],
    triggers: Sequence[Trigger],
    issues: Sequence[tuple[int, int, str]],
    lexicon: Lexicon,
    patterns: dict[str, Pattern],
    again: frozenset[int] = frozenset(),
) -> list[Event]:
    """Add a sentence's topics to the event that its definite noun of meeting or agreement ("الاجتماع") refers to, and to the
    records of the same happening.

    `events` are the document's records so far, `triggers` and `issues` the new sentence's; `patterns` gives the pattern of a
    rule; `again` are the sentences that themselves speak of a meeting told before ("حضر الاجتماع …"): theirs is no other.
    """
    out = list(events)
    for trigger in triggers:
        kinds = _taken_up(trigger, lexicon)
        topics = [name for first, _, name in issues if first > trigger.word] if kinds else []
        if not topics:
            continue
        meant = [event for event in out if event.code.startswith(kinds)]
        last = next((event for event in reversed(meant) if event.sentence not in again), meant[-1] if meant else None)
        if last is None:
            continue
        out = [
            _with_topics(event, topics, patterns)
            if event.cluster_id == last.cluster_id and event.code.startswith(kinds)
            else event
            for event in out
        ]
    return out


def speaks_again(events: Sequence[Event], triggers: Sequence[Trigger], lexicon: Lexicon) -> bool:
    """Whether a sentence speaks of a meeting or agreement of which there is a record already."""
    return any(event.code.startswith(kinds) for trigger in triggers if (kinds := _taken_up(trigger, lexicon)) for event in events)


def _taken_up(trigger: Trigger, lexicon: Lexicon) -> tuple[str, ...]:
    """The codes, by their beginnings, of what a definite noun of meeting or agreement refers to; none for another word."""
    if not (trigger.masdar and trigger.definite):
        return ()
    codes = {pattern.code for pattern in lexicon.entries[trigger.entry].patterns}
    return tuple(kind for kind in ("04", "057") if any(code.startswith(kind) for code in codes))


def _with_topics(event: Event, topics: Sequence[str], patterns: dict[str, Pattern]) -> Event:
    own = [name for name in event.issue.split(";") if name]
    joined = own + [name for name in topics if name not in own]
    pattern = patterns.get(event.rule)
    if joined == own or pattern is None:
        return event
    source = _shell(event.source_name, event.source_text) if event.source != "---" or event.source_name else None
    target = _shell(event.target_name, event.target_text) if event.target else None
    planned = event.code != pattern.code
    line = headline(pattern.english, source, target, joined, "", planned=planned, root=event.root, place=event.place)
    line = line if event.headline.split(" on ")[0].split("(")[0].strip() in line else event.headline
    return evolve(event, issue=";".join(joined), headline=line)


def _shell(name: str, text: str) -> Mention:
    return Mention(0, 0, 0, 0, text, "---", english=name)
