"""Make a new entry from what is known of it, try it under all dictionaries, and put it in its place in a file."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from attrs import frozen

from eventcoder import arabic
from eventcoder.coding.pipeline import Coder
from eventcoder.dictionary import read
from eventcoder.dictionary.conjugate import conjugate_verb, inflect_agent, inflect_nisba
from eventcoder.dictionary.fmt import format_text
from eventcoder.dictionary.read import HEADS
from eventcoder.errors import DictionaryError, Fault, InputError
from eventcoder.lexicon import Lexicon
from eventcoder.workbench.check import check_entries, check_examples

Fields = Sequence[tuple[str, str]]
_MODELS = ("p3ms", "p3fs", "p3mp", "i3ms", "i3fs", "i3mp", "P3ms", "I3ms", "m", "a", "q")
_TSV = ("id", *sorted(HEADS["actor"]), "source", "note", "unsure", "example", "on", "expect")


def entry_text(kind: str, head: str, fields: Fields) -> str:
    """Return an entry in its canonical form; raise DictionaryError where a field is none of its kind."""
    lines = [f"{kind}: {head}", *(f"{name}: {value}" for name, value in fields if value)]
    return format_text("\n".join(lines) + "\n", "new entry")


def verb_forms(root: str, verb_class: str) -> list[str]:
    """Return the inflections that show whether root and class are right: perfect, imperfect, passives, masdar, participles."""
    forms = conjugate_verb(root, verb_class)
    return [form for wanted in _MODELS for form, features in forms.items() if wanted in features][:14]


def agent_forms(name: str) -> list[str]:
    """Return the inflections that the program makes of an agent's name."""
    words = arabic.phrase(name)
    return [" ".join(form) for form in inflect_agent(words, plural=False)] if words else []


def nisba_forms(nisba: str) -> list[str]:
    """Return the inflections that the program makes of an adjective of nationality."""
    return list(dict.fromkeys(form for form, _ in inflect_nisba(nisba)))


@frozen
class Tried:
    """What trying new entries gave: faults by the number of the entry (from 0), in lines of the entry."""

    faults: dict[int, list[Fault]]


def try_entries(texts: Sequence[str], folders: Sequence[Path], stem: str, coder_of: Callable[[Lexicon], Coder] | None) -> Tried:
    """Check entries as if they stood in a file `stem`, all together, and run their examples with the coder that
    `coder_of` makes of a lexicon (none: no example is run)."""
    with TemporaryDirectory() as temporary:
        folder = Path(temporary) / "new"
        folder.mkdir()
        (folder / f"{stem}.dict").write_text("\n".join(texts), encoding="utf-8")
        checked = check_entries([*folders, folder])
        mine = f"new/{stem}.dict"
        elsewhere = [fault for fault in checked.faults if fault.path != mine and not fault.warning]
        if elsewhere:
            raise DictionaryError(elsewhere)
        if coder_of and not any(fault.path == mine and not fault.warning for fault in checked.faults):
            examples = [example for example in checked.compiled.examples if example.path == mine]
            if examples:
                checked = check_examples(checked, coder_of(checked.compiled.lexicon), examples)
    starts, line = [], 1
    for text in texts:
        starts.append(line)
        line += text.count("\n") + 1
    faults: dict[int, list[Fault]] = {}
    for fault in checked.faults:
        if fault.path == mine:
            number = max(place for place, start in enumerate(starts) if start <= max(fault.line, 1))
            own = Fault("", fault.line - starts[number] + 1, fault.column, fault.message, fault.shown, fault.warning)
            faults.setdefault(number, []).append(own)
    return Tried(faults)


def home_of(kind: str, head: str, code: str, raws: Sequence[read.RawEntry]) -> str:
    """Return the shown name of the file in which an entry is at home: where actors of its country, agents, or verbs of its root
    stand; "" where nothing is like it."""
    if kind == "actor":
        country = head.split(".")[0]
        files = Counter(raw.path for raw in raws if raw.kind == "actor" and raw.head.value.startswith(f"{country}."))
        files = files or Counter(raw.path for raw in raws if raw.kind == "actor" and raw.head.value == country)
    elif kind == "verb":
        files = Counter(raw.path for raw in raws if re.search(rf"(^|/){code[:2]}-[^/]*$", raw.path) and raw.kind == "verb")
    else:
        files = Counter(raw.path for raw in raws if raw.kind == kind)
    return files.most_common(1)[0][0] if files else ""


def put_into(text: str, entry: str, path: str) -> str:
    """Return a file's text with the entry in its place: behind the last one of its country or kind, else at the end."""
    head = entry.split("\n", 1)[0]
    kind, _, name = head.partition(": ")
    raws, faults = read.read_text(text, path)
    if faults:
        raise DictionaryError(faults)
    country = name.split(".")[0]
    alike = [
        place
        for place, raw in enumerate(raws)
        if raw.kind == kind and (kind != "actor" or raw.head.value.split(".")[0] == country)
    ]
    lines = text.split("\n")
    if alike and alike[-1] + 1 < len(raws):
        place = raws[alike[-1] + 1].head.line - 1
        while place and (lines[place - 1].lstrip().startswith("#") or not lines[place - 1].strip()):
            place -= 1  # the comments above the next entry are its own
        return "\n".join([*lines[:place], "", *entry.rstrip("\n").split("\n"), *lines[place:]])
    return (text.rstrip("\n") + "\n\n" if text.strip() else "") + entry


def read_table(text: str, path: str) -> list[tuple[int, str, Fields]]:
    """Return the actors of a TSV as (line, id, fields): a header of field names, `id` among them, several values parted by `|`;
    raise InputError."""
    rows = csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter="\t", quoting=csv.QUOTE_NONE)
    header = [name.strip() for name in next(rows, [])]
    unknown = [name for name in header if name not in _TSV]
    if unknown or "id" not in header:
        what = f"no column '{unknown[0]}' is known" if unknown else "it has no column 'id'"
        raise InputError(f"{path}:1: {what}; the first line names the fields: {', '.join(_TSV)}")
    found: list[tuple[int, str, Fields]] = []
    for row in rows:
        if not any(cell.strip() for cell in row):
            continue
        if len(row) > len(header):
            raise InputError(f"{path}:{rows.line_num}: {len(row)} cells under {len(header)} columns")
        cells = dict(zip(header, (cell.strip() for cell in row), strict=False))
        if not cells.get("id"):
            raise InputError(f"{path}:{rows.line_num}: the row has no id")
        fields = [(name, value.strip()) for name in header if name != "id" for value in _values(name, cells.get(name, ""))]
        found.append((rows.line_num, cells["id"], fields))
    if not found:
        raise InputError(f"{path}: no actor in it")
    return found


def _values(name: str, cell: str) -> list[str]:
    return [cell] if name in ("example", "note", "source", "unsure") else cell.split("|")


__all__ = ["Tried", "agent_forms", "entry_text", "home_of", "nisba_forms", "put_into", "read_table", "try_entries", "verb_forms"]
