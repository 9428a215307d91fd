"""Read the verb dictionaries of PETRARCH and its kin: synsets, blocks of verbs with their codes, and patterns."""

from __future__ import annotations

import re

from attrs import field, frozen

from eventcoder.dictionary.petrarch_lines import Line, Notes, phrase, read_lines

_BLOCK = re.compile(r"---\s*(?P<name>[^\[]*?)\s*(?:\[(?P<code>[^\]]*)\])?\s*---+\Z")
_VERB = re.compile(r"(?P<verb>[^\[{\s]+)\s*(?P<forms>\{[^}]*\})?\s*(?:\[(?P<code>[^\]]*)\])?\Z")
_PATTERN = re.compile(r"-\s*(?P<body>[^\[]*)\[(?P<code>[^\]]*)\]\s*\Z")
_TOKEN = re.compile(r"[(){}]|[^\s(){}]+")


@frozen
class VerbRow:
    """A verb: its words (with a particle: more than one), further forms, default code ("" none); `given`: the code is that of
    its block."""

    words: tuple[str, ...]
    forms: tuple[str, ...]
    code: str
    line: int
    given: bool = False


@frozen
class Part:
    """A piece of a pattern: the alternatives of one word, after a preposition ("" none)."""

    words: tuple[str, ...]
    preposition: str = ""


@frozen
class PatternRow:
    """A pattern: what stands before and after the verb, and the code; `mutual`: the same code both ways; `verbs`: those of its
    comment."""

    parts: tuple[Part, ...]
    code: str
    mutual: bool
    verbs: tuple[str, ...]
    line: int


@frozen
class Block:
    """Verbs that share patterns; `code` is that of verbs without one ("" none)."""

    name: str
    line: int
    code: str = ""
    verbs: list[VerbRow] = field(factory=list)
    patterns: list[PatternRow] = field(factory=list)


@frozen
class VerbFile:
    """The blocks of a file, and its synsets."""

    blocks: list[Block]
    synsets: dict[str, list[str]]


def read_verbs(text: str, notes: Notes, codes: frozenset[str], synsets: dict[str, list[str]]) -> VerbFile:
    """Return the blocks of a verb file; `codes` are CAMEO's, `synsets` those of files read before."""
    sets = dict(synsets)
    blocks: list[Block] = []
    current = ""
    lines = list(read_lines(text))
    for line in lines:  # sets may be used before they stand
        if line.text.startswith("&"):
            current = line.text.split()[0].rstrip("_")
            sets.setdefault(current, [])
        elif line.text.startswith("+") and current:
            sets[current].append(phrase(line.text.lstrip("+")))
        elif not line.text.startswith("+"):
            current = ""
    for line in lines:
        if line.text.startswith(("&", "+")):
            continue
        if line.text.startswith("---"):
            _open(line, blocks, notes, codes)
        elif line.text.startswith("~"):
            notes.add(line, "a transformation of two verbs is not known here")
        elif line.text.startswith("-"):
            pattern = _pattern(line, notes, codes, sets)
            if pattern and blocks:
                blocks[-1].patterns.append(pattern)
            elif pattern:
                notes.add(line, "a pattern stands before any block")
        else:
            _verb(line, blocks, notes, codes)
    return VerbFile(blocks, sets)


def _open(line: Line, blocks: list[Block], notes: Notes, codes: frozenset[str]) -> None:
    match = _BLOCK.match(line.text)
    if not match:
        notes.add(line, "no head of a block: --- NAME [CODE] ---")
        return
    code = (match["code"] or "---").strip()
    if code.strip("-") and not _known(code, line, notes, codes):
        code = "---"
    blocks.append(Block(match["name"], line.number, code.strip("-")))


def _verb(line: Line, blocks: list[Block], notes: Notes, codes: frozenset[str]) -> None:
    match = _VERB.match(line.text)
    if not match:
        notes.add(line, "neither a verb nor a pattern")
        return
    if not blocks:
        notes.add(line, "a verb stands before any block")
        return
    code = (match["code"] or "").strip().strip("-")
    code = code.split(":")[0]
    if code and not _known(code, line, notes, codes):
        code = ""
    given = not code and bool(blocks[-1].code)
    code = code or blocks[-1].code
    words = tuple(phrase(match["verb"]).split())
    if not words:
        notes.add(line, "the verb has no letters")
        return
    forms = tuple((match["forms"] or "{}").strip("{}").replace("_", " ").split())
    blocks[-1].verbs.append(VerbRow(words, forms, code, line.number, given))


def _known(code: str, line: Line, notes: Notes, codes: frozenset[str]) -> bool:
    if code in codes:
        return True
    notes.add(line, f"CAMEO has no code {code}")
    return False


def _pattern(line: Line, notes: Notes, codes: frozenset[str], sets: dict[str, list[str]]) -> PatternRow | None:
    match = _PATTERN.match(line.text)
    if not match or match["body"].count("*") != 1:
        notes.add(line, "no pattern: - words * words [CODE], with one '*' for the verb")
        return None
    there, _, back = match["code"].strip().partition(":")
    code = there.strip().strip("-") or "---"
    if code != "---" and not _known(code, line, notes, codes):
        return None
    if back and back.strip() != there.strip():
        notes.add(line, f"the code of the way back, {back.strip()}, is left out")
    before, _, after = match["body"].partition("*")
    parts = _parts(before, line, notes, sets)
    rest = _parts(after, line, notes, sets)
    if parts is None or rest is None:
        return None
    verbs = (
        tuple(phrase(each) for each in re.split(r"[,،]", line.note) if phrase(each))
        if line.note.isupper() or not line.note.isascii()
        else ()
    )
    return PatternRow((*parts, *rest), code, back.strip() == there.strip() != "", verbs, line.number)


def _parts(text: str, line: Line, notes: Notes, sets: dict[str, list[str]]) -> tuple[Part, ...] | None:
    """The pieces of one side of a pattern, None (with its fault) where it cannot be read."""
    parts: list[Part] = []
    group = ""
    held: list[tuple[str, ...]] = []
    for token in _TOKEN.findall(text):
        if group == "(" and token in "{}":
            continue  # (AS {HUMAN SHIELD})
        if token in "({":
            if group:
                notes.add(line, "a bracket stands inside another")
                return None
            group, held = token, []
        elif token in ")}":
            if not group or (group == "(") != (token == ")"):
                notes.add(line, "the brackets do not pair")
                return None
            parts += _grouped(held, group)
            group = ""
        elif token[0] in "$+%^":
            continue  # source, target and compound: the slots of a pattern here stand without them
        else:
            words = _alternatives(token, line, notes, sets)
            if words is None:
                return None
            held.append(words)
            if not group:
                parts.append(Part(words))
                held = []
    if group:
        notes.add(line, "a bracket is not closed")
        return None
    return tuple(parts)


def _alternatives(token: str, line: Line, notes: Notes, sets: dict[str, list[str]]) -> tuple[str, ...] | None:
    if not token.startswith("&"):
        return tuple(phrase(token).split()[:1]) or ("",)
    name = token.rstrip("_")
    if name not in sets:
        notes.add(line, f"the set {name} is not defined")
        return None
    single = tuple(dict.fromkeys(member for member in sets[name] if member and " " not in member))
    if len(single) < len(set(sets[name])):
        notes.add(line, f"{len(set(sets[name])) - len(single)} members of {name} of more than one word are left out")
    return single or None


def _grouped(held: list[tuple[str, ...]], group: str) -> list[Part]:
    if group == "(" and len(held) > 1 and len(held[0]) == 1:
        return [Part(held[1], held[0][0]), *(Part(words) for words in held[2:])]
    return [Part(words) for words in held]


__all__ = ["Block", "Part", "PatternRow", "VerbFile", "VerbRow", "read_verbs"]
