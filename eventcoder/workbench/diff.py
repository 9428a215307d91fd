"""What an edit of the dictionaries does to a corpus: events gained, lost and changed, with the edited line that caused each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

from eventcoder import arabic
from eventcoder.dictionary.edits import Edit
from eventcoder.lexicon import Lexicon
from eventcoder.records import COLUMNS, Document

Record = Mapping[str, str]
_OWN = ("event_id", "act_id", "cluster_id", "rule", "lexicon", "version")
"""Columns that may differ where the event is the same."""
_COMPARED = tuple(column for column in COLUMNS if column not in _OWN)
_FOLLOWING = ("root", "quad_class", "goldstein", "plover", "source_id", "source_name", "target_id", "target_name")
"""Columns that follow from the codes and actors."""
_SHOWN = ("source", "code", "target", "event_date", "headline")


@frozen
class Change:
    """One event that is not the same: `old` is None where it is gained, `new` where it is lost; `causes` are the edited lines,
    none where no single one is to be told; `sentence` is the text that it stands in."""

    old: Record | None
    new: Record | None
    sentence: str
    causes: tuple[Edit, ...]

    @property
    def kind(self) -> str:
        """`gained`, `lost` or `changed`."""
        return "gained" if self.old is None else "lost" if self.new is None else "changed"


@frozen
class Side:
    """One set of dictionaries with what it made of the corpus."""

    lexicon: Lexicon
    records: Mapping[str, Sequence[Record]]


def compare_runs(base: Side, now: Side, documents: Sequence[Document], edits: Sequence[Edit]) -> list[Change]:
    """Return the changes in the order of documents and offsets, each with its causes."""
    finder = _Causes(base.lexicon, now.lexicon, edits)
    changes = []
    for document in documents:
        pairs = _pairs(base.records.get(document.id, ()), now.records.get(document.id, ()))
        for old, new in pairs:
            record = new or old
            assert record is not None
            sentence = _sentence(document.text, int(record["start"]), int(record["end"]))
            changes.append(Change(old, new, sentence, finder.find(old, new, sentence)))
    return changes


def _pairs(old: Sequence[Record], new: Sequence[Record]) -> Iterator[tuple[Record | None, Record | None]]:
    """Records that differ, by the trigger that they stand at; those of one trigger are paired by their actors, then in order."""
    by_place: dict[tuple[int, int], tuple[list[Record], list[Record]]] = defaultdict(lambda: ([], []))
    for side, records in enumerate((old, new)):
        for record in records:
            by_place[int(record["start"]), int(record["end"])][side].append(record)
    for _, (before, after) in sorted(by_place.items(), key=lambda item: item[0]):
        same = [record for record in before if any(_alike(record, other) for other in after)]
        left = [record for record in before if record not in same]
        right = [record for record in after if not any(_alike(record, other) for other in same)]
        for number in range(max(len(left), len(right))):
            yield left[number] if number < len(left) else None, right[number] if number < len(right) else None


def _alike(one: Record, other: Record) -> bool:
    return all(one[name] == other[name] for name in _COMPARED)


def _sentence(text: str, start: int, end: int) -> str:
    """The sentence or paragraph around a place in a text, at most 300 characters on either side."""
    line, stop = text.rfind("\n", 0, start) + 1, text.rfind(". ", 0, start)
    first = max(line, stop + 2 if stop >= 0 else 0, start - 300)
    stops = [place for place in (text.find("\n", end), text.find(". ", end)) if place >= 0]
    return text[first : min([*stops, end + 300, len(text)])].strip()


class _Causes:
    """Which edited lines may have caused a change: those of the pattern, the entry, the actors, else of the sentence's words."""

    def __init__(self, base: Lexicon, now: Lexicon, edits: Sequence[Edit]) -> None:
        self.edits = edits
        self.patterns = [_pattern_lines(base), _pattern_lines(now)]
        self.actors = [{actor.id: _inside(actor.line) for actor in lexicon.actors} for lexicon in (base, now)]
        self.words = [(arabic.phrase(edit.text.partition(":")[2]), edit) for edit in edits if _is_name(edit)]

    def find(self, old: Record | None, new: Record | None, sentence: str) -> tuple[Edit, ...]:
        sides = [(self.patterns[side], self.actors[side], record, "-+"[side]) for side, record in enumerate((old, new)) if record]
        rules = [(*patterns[record["rule"]], sign) for patterns, _, record, sign in sides if record["rule"] in patterns]
        own = [edit for edit in self.edits if any((edit.place_of("pattern"), edit.sign) == (at, sign) for at, _, sign in rules)]
        own = own or [edit for edit in self.edits if edit.place_of("entry") in {entry for _, entry, _ in rules}]
        lines = {
            actors[record[name]]
            for _, actors, record, _ in sides
            for name in ("source_id", "target_id")
            if record[name] in actors
        }
        own = own or [edit for edit in self.edits if edit.place_of("entry") in lines]
        return tuple(own or self._by_words(sentence))

    def _by_words(self, sentence: str) -> list[Edit]:
        forms = {
            reading.stem
            for word in arabic.phrase(sentence)
            for reading in (*arabic.noun_readings(word), *arabic.verb_readings(word))
        }
        forms |= {form.removeprefix("ال") for form in forms}
        return [edit for words, edit in self.words if words and all(_in(word, forms) for word in words)]


def _in(word: str, forms: set[str]) -> bool:
    return word in forms or word.removeprefix("ال") in forms


def _is_name(edit: Edit) -> bool:
    field = edit.text.partition(":")[0].strip()
    return field in ("name", "surname", "plural", "nisba", "capital", "near", "forms", "noun", "verb", "pattern")


def _pattern_lines(lexicon: Lexicon) -> dict[str, tuple[str, str]]:
    return {
        pattern.rule: (_inside(pattern.line), _inside(entry.line)) for entry in lexicon.entries for pattern in entry.patterns
    } | {f"agents/{agent.id}": (_inside(agent.line), _inside(agent.line)) for agent in lexicon.agents}


def _inside(line: str) -> str:
    """A line without the name of the folder, which need not be the same on both sides."""
    return line.partition("/")[2]


def show_changes(changes: Sequence[Change], *, limit: int = 5) -> Iterator[str]:
    """Yield the lines that tell the changes, grouped by the edited lines that caused them, `limit` sentences each."""
    groups: dict[tuple[Edit, ...], list[Change]] = defaultdict(list)
    for change in changes:
        groups[change.causes].append(change)
    for causes, some in sorted(groups.items(), key=lambda item: -len(item[1])):
        for edit in causes[:6]:
            yield f"{edit.place}  ({edit.head})\n  {edit.sign} {edit.text}"
        if len(causes) > 6:
            yield f"  and {len(causes) - 6} more lines of these entries"
        if not causes:
            yield "no single edited line can be told"
        yield "  " + ", ".join(
            f"{n} {kind}" for kind in ("gained", "lost", "changed") if (n := sum(c.kind == kind for c in some))
        )
        for change in some[:limit]:
            yield from _shown(change)
        if len(some) > limit:
            yield f"    and {len(some) - limit} more"
        yield ""


def _shown(change: Change) -> Iterator[str]:
    record = change.new or change.old or {}
    yield f"    {change.kind}: {record['doc_id']}:{record['sentence']}  {change.sentence}"
    for sign, side in (("-", change.old), ("+", change.new)):
        if side is not None:
            codes = f"{side['source'] or '-'} {side['code']} {side['target'] or '-'}"
            yield f"      {sign} {codes}  {side['event_date']}  {side['headline']}{_others(change, side)}"


def _others(change: Change, side: Record) -> str:
    """The columns that differ besides those shown, with their values."""
    if change.old is None or change.new is None:
        return ""
    differing = [name for name in _COMPARED if name not in _SHOWN and change.old[name] != change.new[name]]
    if any(change.old[name] != change.new[name] for name in ("code", "source", "target")):
        differing = [name for name in differing if name not in _FOLLOWING]
    return "".join(f"  {name}: {side[name] or 'none'}" for name in differing)


__all__ = ["Change", "Side", "compare_runs", "show_changes"]
