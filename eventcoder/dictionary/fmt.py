"""The canonical form of a dictionary file: order of fields, indentation, blank lines; comments stay where they belong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from attrs import field, frozen

from eventcoder.dictionary.read import COMMON, HEADS, read_text
from eventcoder.errors import DictionaryError

ORDER = {
    "actor": "english demonym people name surname nisba nisba-plural capital role otherwise near army".split(),
    "agent": "english english-plural english-of name plural feminine adjective role needs abroad two does headline".split(),
    "verb": "root class reduced passive participles forms masdar".split(),
    "noun": "plural forms".split(),
    "issue": "english name".split(),
    "discard": "scope name".split(),
    "publisher": "name home".split(),
    "place": "english name country latitude longitude people common near".split(),
    "code": "name root quad goldstein goldstein-from plover".split(),
    "pattern": "emit symmetric future clause by english".split(),
    "example": "on expect".split(),
}
"""The order of the fields of each kind of entry, pattern and example."""
_STAYS = COMMON | {"kind"}
"""Fields that stay behind the one that they follow."""
_LINE = re.compile(r"\s*([A-Za-z-]+)\s*:(.*)\Z", re.DOTALL)


@frozen
class _Item:
    """A field with the comments above it and what stays behind it."""

    name: str
    lines: list[str]


@frozen
class _Block:
    """A head (entry, pattern or example) with its own fields and the blocks in it."""

    kind: str
    head: _Item
    items: list[_Item] = field(factory=list)
    blocks: list[_Block] = field(factory=list)


def format_text(text: str, path: str) -> str:
    """Return a dictionary text in its canonical form; raise DictionaryError where it cannot be read."""
    _, faults = read_text(text, path)
    if faults:
        raise DictionaryError(faults)
    entries, tail = _parse(text.removeprefix("\ufeff").replace("\r", "").split("\n"))
    parts = ["\n".join(_entry(above, block)) for above, block in entries]
    parts += ["\n".join(chunk) for chunk in tail]
    return "\n\n".join(parts) + "\n" if parts else ""


def _parse(lines: Sequence[str]) -> tuple[list[tuple[list[list[str]], _Block]], list[list[str]]]:
    """Entries, each with the comments above it in paragraphs (the last empty where a blank line parts them from it), and the
    comments after the last."""
    entries: list[tuple[list[list[str]], _Block]] = []
    comments: list[list[str]] = []
    entry: _Block | None = None
    inside: list[_Block] = []
    blank = True
    for line in lines:
        if not line.strip():
            blank = True
            continue
        if line.lstrip().startswith("#"):
            if blank or not comments:
                comments.append([])
            comments[-1].append(line.strip())
            blank = False
            continue
        apart, blank = blank, False
        match = _LINE.match(line)
        assert match  # read_text found no fault
        name, value = match.group(1), " ".join(match.group(2).split())
        if name in HEADS and not (entry and name in HEADS[entry.kind]):
            entry = _Block(name, _Item(name, [f"{name}: {value}"]))
            inside = [entry]
            entries.append(([*comments, []] if comments and apart else comments, entry))
            comments = []
            continue
        own = [comment for chunk in comments for comment in chunk]
        comments = []
        _put(name, [*own, f"{name}: {value}"], inside)
    return entries, comments


def _put(name: str, lines: list[str], inside: list[_Block]) -> None:
    """Put a field where it belongs; `inside` is the entry, then the pattern and example that are open."""
    if name == "pattern":
        del inside[1:]
    elif name in ("example", "todo"):
        while inside[-1].kind == "example":
            inside.pop()
    elif name not in ("on", "expect"):
        while inside[-1].kind == "example":
            if name in COMMON:
                break
            inside.pop()
    if name in ("pattern", "example", "todo"):
        block = _Block("pattern" if name == "pattern" else "example", _Item(name, lines))
        inside[-1].blocks.append(block)
        inside.append(block)
    elif name in _STAYS:
        (inside[-1].items[-1] if inside[-1].items else inside[-1].head).lines.extend(lines)
    else:
        inside[-1].items.append(_Item(name, lines))


def _entry(above: Iterable[Sequence[str]], block: _Block) -> list[str]:
    lines: list[str] = []
    for chunk in above:
        lines += [*([""] if lines else []), *chunk]
    return [*lines, *_shown(block, "")]


def _shown(block: _Block, indent: str) -> list[str]:
    order = ORDER[block.kind]
    items = sorted(block.items, key=lambda item: order.index(item.name))
    inner = "  " if block.kind == "pattern" or indent else ""
    lines = [f"{indent}{line}" for line in block.head.lines]
    lines += [f"{indent}{line}" for item in items for line in item.lines]
    for each in block.blocks:
        lines += _shown(each, "  " if each.kind == "pattern" else inner)
    return lines


__all__ = ["ORDER", "format_text"]
