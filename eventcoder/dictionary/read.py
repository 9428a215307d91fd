"""Read `.dict` files into raw entries: heads, fields and where they stand; every fault is kept, none stops the reading."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path

from attrs import field, frozen

from eventcoder.errors import Fault

HEADS: dict[str, frozenset[str]] = {
    "actor": frozenset("english demonym people name surname role otherwise near nisba nisba-plural capital kind army".split()),
    "agent": frozenset(
        "english english-plural english-of name plural role needs kind feminine adjective does headline abroad two".split()
    ),
    "verb": frozenset("root class masdar reduced passive participles forms".split()),
    "noun": frozenset("plural forms".split()),
    "issue": frozenset("english name".split()),
    "discard": frozenset("name scope".split()),
    "publisher": frozenset("name home".split()),
    "place": frozenset("english name country latitude longitude kind people common near".split()),
    "code": frozenset("name root quad goldstein goldstein-from plover".split()),
}
"""The head fields, each with the fields that its entry may have besides the common ones."""

COMMON = frozenset("source unsure note imported".split())
PATTERN_FIELDS = frozenset("emit symmetric english future clause by".split())
EXAMPLE_FIELDS = frozenset("on expect".split())
_LINE = re.compile(r"[ \t]*([A-Za-z][A-Za-z-]*)[ \t]*:(.*)\Z", re.DOTALL)


@frozen
class Field:
    """One `field: value` with its place."""

    name: str
    value: str
    line: int
    column: int
    shown: str


@frozen
class RawExample:
    """An `example:` or `todo:` with its `on:` and `expect:` lines."""

    head: Field
    fields: list[Field] = field(factory=list)


@frozen
class RawPattern:
    """A `pattern:` with its fields and examples."""

    head: Field
    fields: list[Field] = field(factory=list)
    examples: list[RawExample] = field(factory=list)


@frozen
class RawEntry:
    """An entry from its head field to the next head."""

    kind: str
    path: str
    head: Field
    fields: list[Field] = field(factory=list)
    patterns: list[RawPattern] = field(factory=list)
    examples: list[RawExample] = field(factory=list)

    @property
    def imported(self) -> bool:
        """Whether it comes from elsewhere: it needs no examples, and its names may be in other letters."""
        return any(item.name == "imported" for item in self.fields)


def _hint(word: str, known: Iterable[str]) -> str:
    near = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"; did you mean '{near[0]}:'?" if near else ""


def read_file(path: Path, *, name: str | None = None) -> tuple[list[RawEntry], list[Fault]]:
    """Return the entries of one file and its faults; `name` is the path as faults show it."""
    shown_path = name or str(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        return [], [Fault(shown_path, 0, 0, f"cannot be read: {error.strerror or error}")]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return [], [Fault(shown_path, line, 0, f"byte {error.start} is not UTF-8; save the file as UTF-8")]
    return read_text(text, shown_path)


def read_text(text: str, path: str) -> tuple[list[RawEntry], list[Fault]]:
    """Return the entries of a dictionary text and its faults, in order."""
    entries: list[RawEntry] = []
    faults: list[Fault] = []
    entry: RawEntry | None = None
    pattern: RawPattern | None = None
    example: RawExample | None = None
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), start=1):
        line = line.rstrip("\r")
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        match = _LINE.match(line)
        if not match:
            faults.append(Fault(path, number, 1, "a line is 'field: value', a comment line begins with '#'", line))
            continue
        name, value = match.group(1), match.group(2).strip()
        item = Field(name, value, number, match.start(1) + 1, line)
        if not value:
            faults.append(Fault(path, number, item.column, f"'{name}:' has no value", line))
            continue
        if any(ord(character) < 32 and character != "\t" for character in line) or "\x7f" in line:
            faults.append(Fault(path, number, 0, "a control character stands in this line", repr(line)))
            continue
        if name in HEADS and not (entry and name in HEADS[entry.kind]):
            entry, pattern, example = RawEntry(name, path, item), None, None
            entries.append(entry)
        elif entry is None:
            faults.append(
                Fault(
                    path,
                    number,
                    item.column,
                    f"'{name}:' stands before any entry; an entry begins with one of "
                    + ", ".join(f"'{head}:'" for head in HEADS),
                    line,
                )
            )
        elif name in EXAMPLE_FIELDS:
            if example is None:
                faults.append(Fault(path, number, item.column, f"'{name}:' belongs below an 'example:' or 'todo:'", line))
            else:
                example.fields.append(item)
        elif name in ("example", "todo"):
            example = RawExample(item)
            (pattern.examples if pattern else entry.examples).append(example)
        elif name == "pattern":
            if entry.kind not in ("verb", "noun"):
                faults.append(
                    Fault(path, number, item.column, f"a pattern belongs to a verb or noun, not to the {entry.kind} above", line)
                )
            else:
                pattern, example = RawPattern(item), None
                entry.patterns.append(pattern)
        elif name in COMMON:
            entry.fields.append(item)
        elif pattern is not None and name in PATTERN_FIELDS:
            pattern.fields.append(item)
            example = None
        elif name in HEADS[entry.kind]:
            if pattern is not None:
                faults.append(
                    Fault(
                        path,
                        number,
                        item.column,
                        f"'{name}:' belongs to the {entry.kind} itself: put it above its first 'pattern:'",
                        line,
                    )
                )
            else:
                entry.fields.append(item)
                example = None
        else:
            known = HEADS[entry.kind] | COMMON | {"example", "todo", "on", "expect"}
            if entry.kind in ("verb", "noun"):
                known |= PATTERN_FIELDS | {"pattern"}
            faults.append(
                Fault(
                    path,
                    number,
                    item.column,
                    f"'{name}:' is no field of {'an' if entry.kind[0] in 'aeiou' else 'a'} "
                    f"{entry.kind} entry" + _hint(name, known),
                    line,
                )
            )
    return entries, faults


def find_files(folders: Iterable[Path]) -> tuple[list[tuple[Path, str]], list[Fault]]:
    """Return the `.dict` files below `folders` with the names to show, sorted inside each folder, and faults for missing
    folders."""
    found: list[tuple[Path, str]] = []
    faults: list[Fault] = []
    for folder in folders:
        if folder.is_file():
            found.append((folder, folder.name))
            continue
        files = sorted(folder.rglob("*.dict"), key=lambda path: path.relative_to(folder).parts) if folder.is_dir() else []
        if not files:
            faults.append(Fault(str(folder), 0, 0, "no dictionary is here: a folder with '.dict' files is needed"))
        found += [(path, f"{folder.name}/{path.relative_to(folder).as_posix()}") for path in files]
    return found, faults
