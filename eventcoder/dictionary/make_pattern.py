"""Make the patterns of verbs and event nouns, with their faults."""

from __future__ import annotations

import re

from eventcoder.dictionary import entries, read
from eventcoder.dictionary.pattern import SLOTS, PatternFault, parse_emit, parse_pattern
from eventcoder.lexicon import Pattern

CLAUSES = ("reported", "hypothetical", "negated", "planned")


def make_pattern(
    raw: read.RawEntry,
    item: read.RawPattern,
    faults: entries.Faults,
    *,
    rule: str,
    found: dict[str, set[str]],
    codes: frozenset[str],
) -> Pattern | None:
    """Return a `pattern:` with its fields as a Pattern, or None with its faults added; `found` are the entry's inflections."""
    fields: dict[str, read.Field] = {}
    for value in item.fields:
        if value.name in fields:
            faults.add(value, f"'{value.name}:' stands twice in one pattern")
        fields[value.name] = value
    try:
        trigger, slots, fixed = parse_pattern(item.head.value)
    except PatternFault as error:
        faults.add(item.head, str(error), item.head.shown.index(item.head.value) + error.column)
        return None
    if found and not any(word in found for word in trigger):
        faults.add(item.head, f"the pattern begins with {trigger[0]}, which is no form of {raw.head.value}")
    if "emit" not in fields:
        faults.add(item.head, "the pattern has no 'emit:'")
        return None
    try:
        source, code, target = parse_emit(fields["emit"].value)
    except PatternFault as error:
        faults.add(fields["emit"], str(error))
        return None
    names = {slot.name for slot in slots}
    if code.isdigit() and code not in codes:
        faults.add(fields["emit"], f"CAMEO has no code {entries.no_code(code, codes)}")
    for side in (source, target):
        if side in ("source", "target") and side not in names:
            faults.add(fields["emit"], f"'{side}' is emitted, but the pattern has no {{{side}}}")
    if target == "object" and not fixed:
        faults.add(fields["emit"], "'object' is emitted, but the pattern has no fixed word")
    if code == "event" and "event" not in names:
        faults.add(fields["emit"], "'emit: event' needs an {event} slot in the pattern")
    future = fields["future"].value if "future" in fields else ""
    if future and future not in codes:
        faults.add(fields["future"], f"CAMEO has no code {entries.no_code(future, codes)}")
    clause = fields["clause"].value if "clause" in fields else ""
    if clause and clause not in CLAUSES:
        faults.add(fields["clause"], f"'{clause}' is none of {', '.join(CLAUSES)}")
    by = fields["by"].value if "by" in fields else ""
    if by and not re.fullmatch("[A-Z]{3}", by):
        faults.add(fields["by"], f"'{by}' is no role of three letters (GOV, JUD)")
    if "symmetric" in fields and fields["symmetric"].value not in ("yes", "no"):
        faults.add(fields["symmetric"], "symmetric is 'yes' or 'no'")
    english = fields["english"].value if "english" in fields else ""
    if code.isdigit() and not english:
        faults.add(item.head, "the pattern has no 'english:' for its headline")
    if english:
        _check_english(fields["english"], faults)
    symmetric = "symmetric" in fields and fields["symmetric"].value == "yes"
    line = f"{raw.path}:{item.head.line}"
    return Pattern(rule, line, slots, fixed, source, code, target, symmetric, english, future, clause, by)


def _check_english(field: read.Field, faults: entries.Faults) -> None:
    """A headline's slots and brackets: `{source}`, `[ … {target}]` closed and not nested."""
    for slot in re.findall(r"\{([^{}]*)\}?", field.value):
        if slot not in SLOTS:
            faults.add(field, f"'{{{slot}}}' is no slot of a headline; slots are " + ", ".join(f"{{{name}}}" for name in SLOTS))
    depth = 0
    for character in field.value:
        depth += {"[": 1, "]": -1}.get(character, 0)
        if depth not in (0, 1):
            break
    if depth != 0:
        faults.add(field, "each '[' of a headline is closed by one ']', and brackets do not nest")
