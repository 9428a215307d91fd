"""Look into the dictionaries: counts, and the entries that a word or code stands in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from attrs import frozen

from eventcoder import arabic
from eventcoder.arabic import noun_readings, verb_readings
from eventcoder.coding.names import find_matches
from eventcoder.dictionary import read
from eventcoder.dictionary.compile import Compiled
from eventcoder.lexicon import Lexicon
from eventcoder.records import Word


@frozen
class Found:
    """A place in the dictionaries: its line as `path:line`, the text there, and why it was found."""

    line: str
    shown: str
    why: str


def find(query: str, raws: Sequence[read.RawEntry], lexicon: Lexicon) -> list[Found]:
    """Return where a word, phrase, inflected form, code, id or English name stands, in the order of files and lines."""
    folded, code = " ".join(arabic.phrase(query)), query.strip().upper()
    found: dict[str, Found] = {}
    for line, why in _readings(folded, lexicon):
        found.setdefault(line, Found(line, _head(line, raws), why))
    for raw in raws:
        heads = [raw.head, *raw.fields]
        for pattern in raw.patterns:
            heads += [pattern.head, *pattern.fields]
        for item in heads:
            if why := _fits(item, query, folded, code):
                line = f"{raw.path}:{item.line}"
                shown = item.shown.strip() if item is raw.head else f"{raw.head.shown.strip()}  …  {item.shown.strip()}"
                found.setdefault(line, Found(line, shown, why))
    return sorted(found.values(), key=lambda each: (each.line.rpartition(":")[0], int(each.line.rpartition(":")[2])))


def _readings(folded: str, lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    words = folded.split()
    if len(words) == 1:
        for reading in (*noun_readings(folded), *verb_readings(folded)):
            for stem in (reading.stem, reading.stem.removeprefix("ال")):
                for index, feature in lexicon.forms.get(stem, ()):
                    yield lexicon.entries[index].line, f"'{folded}' is a form of it ({feature})"
    forms = [Word(place, place + 1, word, word) for place, word in enumerate(words)]
    for match in find_matches(forms, lexicon.names):
        if match.first == 0 and match.last == len(words):
            for kind, index, _ in match.leaves:
                owner = lexicon.agents[index] if kind == "G" else lexicon.actors[index]
                yield owner.line, f"'{folded}' is read as it"


def _fits(item: read.Field, query: str, folded: str, code: str) -> str:
    value = " ".join(arabic.phrase(item.value))
    if folded and not folded.isascii() and item.name not in ("note", "source", "unsure"):
        return "it stands there" if f" {folded} " in f" {value} " else ""
    if item.name in ("role", "otherwise", "emit", "future", "code", "does", "home"):
        return "the code stands there" if code in item.value.replace("..", " ").split() else ""
    if item.name in read.HEADS or item.name in ("english", "demonym"):
        return "the name stands there" if query.casefold() in item.value.casefold() else ""
    return ""


def _head(line: str, raws: Sequence[read.RawEntry]) -> str:
    return next((raw.head.shown.strip() for raw in raws if f"{raw.path}:{raw.head.line}" == line), "")


def count(raws: Sequence[read.RawEntry], compiled: Compiled) -> dict[str, list[tuple[str, int]]]:
    """Return the tables of `dict stats`: entries by kind, actors by country and kind, patterns by root, examples."""
    lexicon = compiled.lexicon
    kinds = Counter(raw.kind for raw in raws)
    names = sum(item.name in ("name", "surname", "plural") for raw in raws for item in raw.fields)
    roots = Counter(pattern.code[:2] for entry in lexicon.entries for pattern in entry.patterns if pattern.code.isdigit())
    codes = {pattern.code for entry in lexicon.entries for pattern in entry.patterns if pattern.code.isdigit()}
    gaps = sum(example.known_gap for example in compiled.examples)
    imported = sum(item.name == "imported" for raw in raws for item in raw.fields)
    whole = [
        *((f"{kind} entries", kinds[kind]) for kind in read.HEADS if kinds[kind]),
        ("names and plurals", names),
        ("inflected forms", len(lexicon.forms)),
        ("patterns", sum(len(entry.patterns) for entry in lexicon.entries)),
        ("CAMEO codes emitted", len(codes)),
        ("examples", len(compiled.examples)),
        ("known gaps (todo)", gaps),
        ("unsure", sum(any(item.name == "unsure" for item in raw.fields) for raw in raws)),
        ("imported, without examples", imported),
    ]
    return {
        "": [row for row in whole if row[1]],
        "actors by kind": Counter(actor.kind for actor in lexicon.actors).most_common(),
        "actors by country or body": Counter(actor.country for actor in lexicon.actors).most_common(25),
        "patterns by root": sorted(roots.items()),
    }


__all__ = ["Found", "count", "find"]
