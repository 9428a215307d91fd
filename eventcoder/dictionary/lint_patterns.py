"""Faults of patterns: slots and fields without effect, patterns that can never win, counter-examples that test nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from attrs import frozen

from eventcoder import arabic
from eventcoder.dictionary import read
from eventcoder.dictionary.entries import Faults
from eventcoder.dictionary.pattern import PatternFault, parse_emit, parse_pattern
from eventcoder.errors import Fault
from eventcoder.lexicon import Lexicon, Slot

_ACTOR_SLOTS = ("source", "target")


@frozen
class _Shape:
    """What a pattern asks for: two patterns of one shape and trigger never differ in what they fit."""

    trigger: frozenset[str]
    slots: tuple[Slot, ...]
    fixed: tuple[object, ...]


def lint_patterns(raws: Sequence[read.RawEntry], lexicon: Lexicon) -> Iterator[Fault]:
    """Yield the faults of the patterns of all verbs and nouns."""
    agents = {agent.id for agent in lexicon.agents}
    forms_of: dict[str, set[str]] = {}
    for form, rows in lexicon.forms.items():
        for index, _ in rows:
            forms_of.setdefault(lexicon.entries[index].line, set()).add(form)
    shared: dict[tuple[str, tuple[Slot, ...], tuple[object, ...]], tuple[read.RawPattern, read.RawEntry, str]] = {}
    for raw in raws:
        if raw.kind not in ("verb", "noun"):
            continue
        faults = Faults(raw.path)
        own: list[tuple[_Shape, read.RawPattern, str]] = []
        for item in raw.patterns:
            parsed = _parse(item)
            if parsed is None:
                continue
            shape, emit = parsed
            _uses(item, shape, emit, faults, agents)
            _shadowed(item, shape, emit, own, faults)
            own.append((shape, item, " ".join(emit)))
            key = arabic.fold(raw.head.value), shape.slots, shape.fixed
            if key in shared and shared[key][1] is not raw:
                twin, entry, other = shared[key]
                if other != " ".join(emit):
                    faults.add(
                        item.head,
                        f"the pattern at {entry.path}:{twin.head.line} is the same for the same letters and comes first with "
                        f"'emit: {_value(twin, 'emit')}': this one never wins",
                    )
            shared.setdefault(key, (item, raw, " ".join(emit)))
        _idle_examples(raw, faults, forms_of.get(f"{raw.path}:{raw.head.line}", set()))
        yield from faults.items


def _parse(item: read.RawPattern) -> tuple[_Shape, tuple[str, str, str]] | None:
    try:
        trigger, slots, fixed = parse_pattern(item.head.value)
        return _Shape(frozenset(trigger), slots, fixed), parse_emit(_value(item, "emit"))
    except PatternFault:
        return None  # told by the compiler


def _value(item: read.RawPattern, name: str) -> str:
    return next((field.value for field in item.fields if field.name == name), "")


def _uses(item: read.RawPattern, shape: _Shape, emit: tuple[str, str, str], faults: Faults, agents: set[str]) -> None:
    source, code, target = emit
    english = _value(item, "english")
    by_name = {field.name: field for field in item.fields}
    for slot in shape.slots:
        idle = slot.name in _ACTOR_SLOTS and slot.optional and slot.name not in (source, target)
        if idle and code.isdigit() and f"{{{slot.name}}}" not in english:
            faults.warn(item.head, f"{{{slot.name}?}} has no use: it may be missing, and neither 'emit:' nor 'english:' has it")
        if slot.agent and slot.agent.islower() and slot.agent not in agents:
            faults.add(item.head, f"'{{{slot.name}:{slot.agent}}}': no agent has the id '{slot.agent}'")
    names = {slot.name for slot in shape.slots}
    for slot_name in dict.fromkeys(re.findall(r"\{(source|target)\}", english)):
        if slot_name not in names and slot_name not in (source, target):
            faults.add(by_name["english"], f"'english:' has {{{slot_name}}}, but the pattern has not")
    if not code.isdigit():
        for name in ("english", "symmetric", "future"):
            if name in by_name:
                faults.warn(by_name[name], f"'{name}:' has no use where nothing is emitted")
        return
    if _value(item, "symmetric") == "yes" and target == "-":
        faults.warn(by_name["symmetric"], "'symmetric:' has no use: the pattern has no target")


def _shadowed(
    item: read.RawPattern,
    shape: _Shape,
    emit: tuple[str, str, str],
    own: list[tuple[_Shape, read.RawPattern, str]],
    faults: Faults,
) -> None:
    for other, twin, told in own:
        if other.slots == shape.slots and other.fixed == shape.fixed and other.trigger & shape.trigger:
            if told == " ".join(emit):
                faults.warn(item.head, f"the pattern is the same as the one on line {twin.head.line}")
            else:
                faults.add(
                    item.head,
                    f"the pattern fits where the one on line {twin.head.line} does, which comes first: this one never wins",
                )
            return


def _idle_examples(raw: read.RawEntry, faults: Faults, forms: set[str]) -> None:
    if not forms:
        return
    for example in [*raw.examples, *(example for pattern in raw.patterns for example in pattern.examples)]:
        if not any(
            reading.stem in forms or reading.stem.startswith("ال") and reading.stem[2:] in forms
            for word in arabic.phrase(example.head.value)
            for reading in (*arabic.noun_readings(word), *arabic.verb_readings(word))
        ):
            faults.warn(example.head, f"the example holds no form of {raw.head.value}: it tests nothing")
