"""Faults of characters: what an editor does not show, and letters that only look right."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from eventcoder.errors import Fault

_BIDI = frozenset(map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C]))
_INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\u2061\u2062\u2063\u2064\ufeff\u00ad\u180e")
_LOOKALIKES = {
    "ی": "ي (or ى)",
    "ې": "ي",
    "ے": "ي",
    "ک": "ك",
    "ڪ": "ك",
    "ہ": "ه",
    "ھ": "ه",
    "ە": "ه",
    "ۀ": "ه",
    "ۃ": "ة",
    "ٱ": "ا",
}
_FORMS = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")
_STRANGE_LETTER = re.compile("[\u0370-\u03ff\u0400-\u04ff\uff21-\uff5a]")
_LINE = re.compile(r"[ \t]*([A-Za-z-]+)[ \t]*:")
_FREE = frozenset(("source", "unsure", "note"))


def lint_text(text: str, path: str) -> Iterator[Fault]:
    """Yield the faults of characters of one file, with line and column."""
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), start=1):
        if line.isascii():
            continue
        match = _LINE.match(line)
        name = "" if match is None or line.lstrip().startswith("#") else match.group(1)
        for character in dict.fromkeys(line.rstrip("\r")):
            column = line.index(character) + 1
            if message := _fault_of(character, name, line[column : column + 1]):
                yield Fault(path, number, column, message, _shown(line))


def _fault_of(character: str, name: str, after: str) -> str:
    if character.isascii():
        return ""
    if character in _BIDI:
        return f"a bidi control character ({_named(character)}) makes this line look other than it is: delete it"
    if character in _INVISIBLE:
        return f"an invisible character ({_named(character)}) stands here: delete it"
    if not name or name in _FREE:
        return ""
    if character == "\u0640" and (after.isalpha() or not after):
        return "a tatweel (U+0640) stands here: delete it, the program folds it away"
    if character in _LOOKALIKES:
        return f"'{character}' ({_named(character)}) only looks like an Arabic letter: write {_LOOKALIKES[character]}"
    if _FORMS.match(character):
        plain = unicodedata.normalize("NFKC", character).strip()
        return f"'{character}' ({_named(character)}) is a presentation form: write {plain}"
    if _STRANGE_LETTER.match(character):
        return f"'{character}' ({_named(character)}) is no Latin letter, though it may look like one"
    return ""


def _named(character: str) -> str:
    return f"U+{ord(character):04X} {unicodedata.name(character, 'unnamed')}"


def _shown(line: str) -> str:
    return "".join(f"<U+{ord(each):04X}>" if each in _BIDI or each in _INVISIBLE else each for each in line)
