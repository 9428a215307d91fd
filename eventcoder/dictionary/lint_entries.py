"""Faults of single entries that compile but cannot be meant: values without effect, names that repeat, dates that stand for
"unknown"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from eventcoder import arabic
from eventcoder.dictionary import read
from eventcoder.dictionary.actor_codes import unknown_part
from eventcoder.dictionary.entries import CODE, Faults
from eventcoder.errors import Fault

_ARABIC_LISTS = ("name", "surname", "plural", "nisba", "nisba-plural", "capital", "near", "masdar")
_SENTINEL = re.compile(r"(?<![\d-])(\d{4})(?:-\d{2})*")
_FIRST_YEAR, _LAST_YEAR = 1850, 2100


def lint_entries(raws: Sequence[read.RawEntry], heads: Iterable[str]) -> Iterator[Fault]:
    """Yield the faults of entries one by one; `heads` are the countries and bodies that have entries of their own."""
    known = frozenset(heads)
    for raw in raws:
        faults = Faults(raw.path)
        _repeats(raw, faults)
        if raw.kind == "actor":
            _actor_codes(raw, faults, known)
            _roles(raw, faults)
            _actor_names(raw, faults)
            _dated_examples(raw, faults)
        elif raw.kind == "publisher":
            for item in _of(raw, "home"):
                if re.fullmatch("[A-Z]{3}", item.value):
                    _part(item, item.value, faults, known)
        _examples(raw, faults)
        yield from faults.items


def _of(raw: read.RawEntry, *names: str) -> list[read.Field]:
    return [item for item in raw.fields if item.name in names]


def _repeats(raw: read.RawEntry, faults: Faults) -> None:
    seen: dict[tuple[str, str], read.Field] = {}
    for item in _of(raw, *_ARABIC_LISTS):
        words = arabic.phrase(item.value) if item.name != "masdar" else tuple(arabic.fold(item.value).split())
        if not words:
            continue
        key = item.name, " ".join(f"{word[:-1]}ة" if word.endswith("ه") else word for word in words)
        if key in seen:
            twin = seen[key]
            same = "stands" if twin.value == item.value else "is, folded, the same as the one"
            faults.warn(item, f"'{item.value}' {same} on line {twin.line}: one of them is enough")
        seen.setdefault(key, item)
    names = {key[1] for key in seen if key[0] == "name"}
    others = any(key[0] in ("nisba", "nisba-plural", "surname", "capital") for key in seen)  # of these too `near:` decides
    for (name, phrase), item in seen.items():
        if name == "surname" and phrase in names:
            faults.warn(item, "the surname is a name already: it needs no 'surname:'")
        if name == "near" and names and not others and all(f" {phrase} " in f" {other} " for other in names):
            faults.warn(item, "'near:' is part of every name of the entry, so it is always near and decides nothing")


def _part(item: read.Field, code: str, faults: Faults, heads: frozenset[str]) -> None:
    part, near = unknown_part(code, heads)
    if part:
        hint = f"; did you mean {near}?" if near else ""
        faults.add(item, f"'{part}' in {code} is no country or role that CAMEO or an entry knows{hint}")


def _actor_codes(raw: read.RawEntry, faults: Faults, heads: frozenset[str]) -> None:
    for item in _of(raw, "role", "otherwise"):
        code = item.value.split()[0]
        if CODE.match(code):
            _part(item, code, faults, heads)
    country = raw.head.value.split(".")[0]
    if "." in raw.head.value and re.fullmatch("[A-Z]{3}|[A-Z]{6}", country):
        _part(raw.head, country, faults, heads)


def _roles(raw: read.RawEntry, faults: Faults) -> None:
    roles = _of(raw, "role")
    always = [item for item in roles if len(item.value.split()) == 1]
    for item in _of(raw, "otherwise"):
        if always:
            faults.warn(item, f"'otherwise:' is never used: the role on line {always[0].line} holds at all times")
    seen: dict[str, read.Field] = {}
    for item in roles:
        if " ".join(item.value.split()) in seen:
            faults.warn(item, f"the same role stands on line {seen[' '.join(item.value.split())].line}")
        seen.setdefault(" ".join(item.value.split()), item)
        for year in _SENTINEL.findall(item.value.partition(" ")[2]):
            if not _FIRST_YEAR <= int(year) <= _LAST_YEAR:
                faults.add(item, f"the year {year} stands for an unknown date: leave that end of the range open")


def _actor_names(raw: read.RawEntry, faults: Faults) -> None:
    kinds = [item.value for item in _of(raw, "kind")]
    for item in _of(raw, "surname"):
        if kinds and kinds[0] != "person":
            faults.warn(item, f"'surname:' is for people, and this is a {kinds[0]}")


def _dated_examples(raw: read.RawEntry, faults: Faults) -> None:
    dated = any(len(item.value.split()) > 1 for item in _of(raw, "role"))
    for example in raw.examples:
        expects = [item.value for item in example.fields if item.name == "expect"]
        if dated and expects != ["none"] and not any(item.name == "on" for item in example.fields):
            faults.add(example.head, "the roles of this entry depend on the date: the example needs 'on:'")


def _examples(raw: read.RawEntry, faults: Faults) -> None:
    seen: dict[tuple[str, str], read.Field] = {}
    for example in [*raw.examples, *(example for pattern in raw.patterns for example in pattern.examples)]:
        day = next((item.value for item in example.fields if item.name == "on"), "")
        key = " ".join(arabic.fold(example.head.value).split()), day
        if key in seen:
            faults.warn(example.head, f"the same example stands on line {seen[key].line}")
        seen.setdefault(key, example.head)
