"""Parse `pattern:` and `emit:` lines.

    pattern  = trigger element*
    element  = slot | word
    slot     = "{" name [":" agent id or role] ["*"] ["?"] "}"        name: source target issue thing clause event
    word     = alternative ("|" alternative)* ["?"]

A preposition directly before a slot governs the slot; any other word is a fixed word of the text, a preposition before
a fixed word governs that word. A bare source is the subject, a bare target the object.
"""

from __future__ import annotations

import re

from eventcoder.arabic import PREPOSITIONS, fold
from eventcoder.lexicon import Fixed, Slot

SLOTS = ("source", "target", "issue", "thing", "clause", "event")
_SLOT = re.compile(r"\{([a-z]*)(?::([a-z0-9-]+|[A-Z]{3}))?(\*?)(\??)\}\Z")
_EMIT = re.compile(r"(source|---) ([0-9]{2,4}) (target|object|-|---)\Z")


class PatternFault(ValueError):
    """A fault in a pattern, with the column (from 1) within the pattern's value."""

    def __init__(self, message: str, column: int) -> None:
        super().__init__(message)
        self.column = column


def parse_pattern(value: str) -> tuple[tuple[str, ...], tuple[Slot, ...], tuple[Fixed, ...]]:
    """Return the trigger's alternatives, the slots and the fixed words of a pattern; raise PatternFault.

    `"بحث {source} مع|و {target} {issue?}"` → `("بحث",)`, source bare, target after مع or و, issue optional.
    """
    tokens = [(match.group(), match.start() + 1) for match in re.finditer(r"\S+", value)]
    if not tokens or "{" in tokens[0][0]:
        raise PatternFault("a pattern begins with its trigger word, the lemma without vowels", 1)
    trigger = tuple(fold(word) for word in tokens[0][0].split("|"))
    if not all(trigger):
        raise PatternFault(f"'{tokens[0][0]}' has an empty alternative", 1)
    slots: list[Slot] = []
    fixed: list[Fixed] = []
    behind_fixed = False
    waiting: tuple[tuple[str, ...], bool, int] | None = None
    for word, column in tokens[1:]:
        if "{" in word or "}" in word:
            match = _SLOT.match(word)
            if not match:
                raise PatternFault(f"'{word}' is no slot: a slot is like {{source}}, {{target*}} or {{issue?}}", column)
            name, agent, star, optional = match.groups()
            if name not in SLOTS:
                raise PatternFault(f"'{{{name}}}' is no slot; slots are " + ", ".join(f"{{{slot}}}" for slot in SLOTS), column)
            if name not in ("thing", "clause") and any(slot.name == name for slot in slots):
                raise PatternFault(f"{{{name}}} stands twice in one pattern", column)
            if star and name not in ("source", "target"):
                raise PatternFault(f"'*' belongs to {{source*}} or {{target*}}, not to {{{name}}}", column)
            follows = len(fixed) - 1 if behind_fixed and waiting is None else -1
            slots.append(
                Slot(
                    name,
                    (*waiting[0], "") if waiting and waiting[1] else waiting[0] if waiting else (),
                    bool(optional) or name == "issue",
                    bool(star),
                    follows,
                    agent or "",
                )
            )
            waiting, behind_fixed = None, False
            continue
        behind_fixed = False
        optional = word.endswith("?")
        words = tuple(fold(part) for part in word.removesuffix("?").split("|"))
        if not all(words):
            raise PatternFault(f"'{word}' has an empty alternative", column)
        if (
            waiting is not None
            and all(part in PREPOSITIONS for part in words)
            and all(part in PREPOSITIONS for part in waiting[0])
        ):
            fixed.append(Fixed(waiting[0], (), waiting[1]))  # two prepositions in a row: the first is a fixed word
            waiting = None
        if all(part in PREPOSITIONS for part in words):
            waiting = (words, bool(optional), column)
        else:
            fixed.append(
                Fixed(
                    words,
                    waiting[0] if waiting and not waiting[1] else (),
                    bool(optional),
                    any(slot.name == "clause" for slot in slots),
                )
            )
            waiting, behind_fixed = None, True
    if waiting is not None:
        fixed.append(Fixed(waiting[0], (), waiting[1]))
    return trigger, tuple(slots), tuple(fixed)


def parse_emit(value: str) -> tuple[str, str, str]:
    """Return (source, code, target) of an `emit:` line: `"source 040 target"`, or ("", "none"|"event", ""); raise
    PatternFault."""
    if value in ("none", "event"):
        return "", value, ""
    match = _EMIT.match(" ".join(value.split()))
    if not match:
        known = "'source CODE target', 'source CODE object', 'source CODE -', '--- CODE target', 'none' or 'event'"
        raise PatternFault(f"emit is {known}", 1)
    return match.group(1), match.group(2), match.group(3)
