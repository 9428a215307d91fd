"""Make entries of dictionaries of PETRARCH, PETRARCH2 and UniversalPetrarch: what is sound becomes text, the rest faults."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from attrs import frozen

from eventcoder import arabic
from eventcoder.cameo import Codebook
from eventcoder.dictionary.find_verb import find_verb
from eventcoder.dictionary.petrarch_lines import (
    ActorRow,
    Notes,
    is_agent_code,
    read_actors,
    read_agents,
    read_discards,
    read_issues,
    settle_ranges,
)
from eventcoder.dictionary.petrarch_verbs import Block, PatternRow, VerbFile, VerbRow, read_verbs
from eventcoder.errors import Fault

_HEAD = "# Imported from {name}; entries have no examples of their own.\n"
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@frozen
class Imported:
    """What an import gave: the text of a dictionary file, the number of entries, and the faults in the order of lines."""

    kind: str
    text: str
    entries: int
    faults: tuple[Fault, ...]


def import_file(
    text: str, path: str, kind: str, *, book: Codebook, synsets: Mapping[str, list[str]] | None = None
) -> tuple[Imported, dict[str, list[str]]]:
    """Return the entries of one file and, of a verb file, its synsets with those given."""
    notes = Notes(path)
    stem = re.sub(r"[^a-z0-9]+", "-", Path(path).stem.lower()).strip("-") or "file"
    sets = dict(synsets or {})
    entries: list[str] = []
    for number, shown in enumerate(text.split("\n"), start=1):
        if found := _CONTROL.search(shown):
            notes.items.append(Fault(path, number, 0, f"a control character (U+{ord(found[0]):04X}) is left out"))
    if kind == "actors":
        entries = _actors(read_actors(text, notes), stem, notes)
    elif kind == "agents":
        entries = [
            _entry(
                "agent",
                f"{stem}-{row.line}-{n}",
                f"{stem}:{row.line}",
                english=_english(row.name, row.code),
                name=row.name,
                plural=row.plurals,
                role=row.code,
            )
            for n, row in enumerate(read_agents(text, notes))
        ]
    elif kind == "verbs":
        file = read_verbs(text, notes, frozenset(book.codes), sets)
        sets = file.synsets
        entries = _verbs(file, stem, notes, book)
    elif kind == "issues":
        for code, phrases in read_issues(text, notes).items():
            names = tuple(dict.fromkeys(name for name, _ in phrases if arabic.phrase(name)))
            slug = re.sub(r"[^a-z0-9]+", "-", code.lower()).strip("-")
            if names and slug:
                entries.append(_entry("issue", slug, f"{stem}:{phrases[0][1]}", english=slug.replace("-", " "), name=names))
    else:
        for scope, words, line in read_discards(text, notes):
            if arabic.phrase(words):
                entries.append(_entry("discard", f"{stem}-{line}", f"{stem}:{line}", scope=scope, name=words))
    faults = tuple(sorted(notes.items, key=lambda fault: fault.line))
    return Imported(
        kind, _HEAD.format(name=Path(path).name) + "".join(f"\n{each}" for each in entries), len(entries), faults
    ), sets


def _entry(kind: str, head: str, place: str, **fields: str | Sequence[str]) -> str:
    lines = [f"{kind}: {head}"]
    for name, value in fields.items():
        lines += [f"{name}: {each}" for each in ((value,) if isinstance(value, str) else value) if each]
    return "\n".join([*lines, f"imported: {place}"]) + "\n"


def _english(name: str, code: str) -> str:
    """The name where it is English; else the code stands for it."""
    return name if name.isascii() else code


def _actors(rows: Sequence[ActorRow], stem: str, notes: Notes) -> list[str]:
    entries: list[str] = []
    seen: dict[str, tuple[ActorRow, int]] = {}
    for row in rows:
        place = f"{stem}:{row.line}"
        names = []
        for name, line in zip(row.names, row.lines, strict=True):
            key = " ".join(arabic.phrase(name)).casefold()
            if not key:
                continue
            if key in seen:
                first, where = seen[key]
                told = "" if _codes(first) == _codes(row) else f" with {_codes(first)}, here {_codes(row)}"
                message = f"'{name}' stands on line {where} already{told}; left out"
                notes.items.append(Fault(notes.path, line, 0, message))
                continue
            seen[key] = row, line
            names.append(name)
        if not row.codes:
            notes.items.append(Fault(notes.path, row.line, 0, f"'{row.names[0]}' has no sound code; left out"))
            continue
        if not names:
            continue
        codes = settle_ranges(row.codes, notes)
        bare = [each for each in codes if is_agent_code(each.code)]
        dated = [each for each in codes if each not in bare]
        if bare and not dated:
            code = bare[0].code
            message = f"{code} has no country, so '{names[0]}' is taken for an agent"
            notes.items.append(Fault(notes.path, row.line, 0, message))
            if len(code) <= 6:
                entries.append(
                    _entry("agent", f"{stem}-{row.line}", place, english=_english(names[0], code), name=names, role=code)
                )
            continue
        for each in bare:
            notes.items.append(
                Fault(notes.path, each.line, 0, f"{each.code} has no country: this role of '{names[0]}' is left out")
            )
        country = dated[0].code[:6] if dated[0].code[:3] in ("IGO", "NGO") and len(dated[0].code) >= 6 else dated[0].code[:3]
        roles = [
            each.code + (f" {each.since}..{each.until}" if each.since or each.until else "")
            for each in dated
            if each.since or each.until or each is next(d for d in dated if not (d.since or d.until))
        ]
        head = f"{country}.{stem}.{row.line}"
        entries.append(_entry("actor", head, place, english=_english(names[0], dated[0].code), name=names, role=roles))
    return entries


def _codes(row: ActorRow) -> str:
    """An actor's codes, as a message shows them."""
    dated = [each.code + (f" {each.since}..{each.until}" if each.since or each.until else "") for each in row.codes]
    return ", ".join(dict.fromkeys(dated)) or "no code"


def _verbs(file: VerbFile, stem: str, notes: Notes, book: Codebook) -> list[str]:
    entries: list[str] = []
    codes: dict[str, tuple[str, int]] = {}
    for block in file.blocks:
        if given := [verb for verb in block.verbs if verb.given]:
            told = f"the code of the block, {block.code}, is given to its verbs without one: {len(given)} of {len(block.verbs)}"
            notes.items.append(Fault(notes.path, block.line, 0, told))
        used = {" ".join(verb.words) for verb in block.verbs}
        for pattern in block.patterns:
            if pattern.verbs and not used & set(pattern.verbs):
                notes.items.append(
                    Fault(
                        notes.path,
                        pattern.line,
                        0,
                        "the verbs of this pattern stand in its comment only; given to the whole block",
                    )
                )
        for verb in block.verbs:
            name = " ".join(verb.words)
            if name in codes:
                code, line = codes[name]
                told = f" with {code or 'no code'}, here {verb.code or 'none'}" if code != verb.code else ""
                notes.items.append(Fault(notes.path, verb.line, 0, f"the verb '{name}' stands on line {line} already{told}"))
            codes.setdefault(name, (verb.code, verb.line))
            text = _verb(verb, block, stem, notes, book)
            if text:
                entries.append(text)
    return entries


def _verb(verb: VerbRow, block: Block, stem: str, notes: Notes, book: Codebook) -> str:
    lemma, rest = verb.words[0], verb.words[1:]
    name = " ".join(verb.words)
    patterns: dict[str, str] = {}
    lines_of: dict[str, PatternRow] = {}
    for row in block.patterns:
        if row.verbs and name not in row.verbs and set(row.verbs) & {" ".join(each.words) for each in block.verbs}:
            continue
        text = _pattern_text(lemma, rest, row)
        if text in patterns:
            first = lines_of[text]
            told = f" with {first.code}, here {row.code}" if first.code != row.code else ""
            message = f"the pattern stands on line {first.line} already{told}, of '{name}'; left out"
            notes.items.append(Fault(notes.path, row.line, 0, message))
            continue
        lines_of[text] = row
        patterns[text] = _emit(row.code, row.mutual, book)
    if verb.code:
        patterns.setdefault(" ".join([lemma, "{source}", *rest, "{target?}"]), _emit(verb.code, False, book))
    if not patterns:
        notes.items.append(Fault(notes.path, verb.line, 0, f"the verb '{name}' has neither a code nor a pattern; left out"))
        return ""
    lines = [f"verb: {lemma}", *_forms(lemma, verb.forms), f"imported: {stem}:{verb.line}"]
    return "\n".join([*lines, *(f"  pattern: {text}\n{emit}" for text, emit in patterns.items())]) + "\n"


def _forms(lemma: str, forms: Sequence[str]) -> list[str]:
    found = (
        []
        if lemma.isascii()
        else sorted(find_verb(lemma), key=lambda pair: ("ء" in pair[0], pair[1] == "III" and pair[0][2:3] == pair[0][4:5]))
    )
    by_hand = [form for form in (lemma, *forms) if form] if not found else list(forms)
    lines = [f"root: {found[0][0]}", f"class: {found[0][1]}"] if found else []
    return [*lines, *([f"forms: {' '.join(dict.fromkeys(by_hand))}"] if by_hand else [])]


def _pattern_text(lemma: str, rest: Sequence[str], row: PatternRow) -> str:
    words = [lemma, "{source}", *rest]
    for part in row.parts:
        if part.preposition and arabic.fold(part.preposition) in arabic.PREPOSITIONS or part.preposition:
            words.append(part.preposition)
        words.append("|".join(_clean(word) for word in part.words if _clean(word)))
    return " ".join([*(word for word in words if word), "{target?}"])


def _clean(word: str) -> str:
    return re.sub(r"[{}|?*\s]", "", word)


def _emit(code: str, mutual: bool, book: Codebook) -> str:
    if code == "---":
        return "  emit: none"
    name = re.sub(r"[\[\]{}]", "", book.get(code).name.lower())
    lines = [f"  emit: source {code} target", *(["  symmetric: yes"] if mutual else [])]
    return "\n".join([*lines, f"  english: {{source}}: {name}[: {{target}}]"])


__all__ = ["Imported", "import_file"]
