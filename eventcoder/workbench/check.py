"""Every fault of the dictionaries at once: what does not compile, what cannot be meant, what can never match, and the examples
that fail."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

from eventcoder import arabic
from eventcoder.coding.names import find_matches
from eventcoder.coding.pipeline import Coder
from eventcoder.coding.triggers import CLOSED
from eventcoder.dictionary.compile import Compiled, Survey, survey_folders
from eventcoder.dictionary.entries import Example
from eventcoder.dictionary.lint_entries import lint_entries
from eventcoder.dictionary.lint_names import lint_names
from eventcoder.dictionary.lint_patterns import lint_patterns
from eventcoder.dictionary.lint_text import lint_text
from eventcoder.dictionary.read import Field
from eventcoder.errors import Fault
from eventcoder.lexicon import Lexicon
from eventcoder.records import Word
from eventcoder.workbench.examples import run_examples


@frozen
class Checked:
    """The faults of dictionaries in the order of files and lines, the files by their shown names, and what compiled; `ran` is the
    number of examples that were run."""

    faults: tuple[Fault, ...]
    files: dict[str, Path]
    compiled: Compiled
    ran: int = 0

    @property
    def sound(self) -> bool:
        """Whether nothing but warnings was found."""
        return all(fault.warning for fault in self.faults)


def check_entries(folders: Sequence[Path]) -> Checked:
    """Return all faults of the dictionaries that can be told without running an example."""
    survey = survey_folders(folders)
    lexicon = survey.compiled.lexicon
    faults = [*_text_faults(survey)]
    faults += lint_entries(survey.raws, {actor.country for actor in lexicon.actors if "." not in actor.id})
    faults += lint_names(survey.raws)
    faults += lint_patterns(survey.raws, lexicon)
    faults += _never_found(survey)
    imported = {raw.path for raw in survey.raws if raw.imported}
    faults = [evolve(fault, warning=True) if fault.path in imported else fault for fault in faults]
    return Checked(_sorted([*survey.faults, *faults]), survey.files, survey.compiled)


def check_examples(checked: Checked, coder: Coder, examples: Sequence[Example]) -> Checked:
    """Return the same with the examples that fail among the faults."""
    failed = [outcome for outcome in run_examples(examples, coder) if not outcome.passed]
    faults = [
        Fault(each.example.path, each.example.line, 0, each.message, "\n    ".join([each.example.text, *each.reasons]))
        for each in failed
    ]
    return Checked(_sorted([*checked.faults, *faults]), checked.files, checked.compiled, checked.ran + len(examples))


def _sorted(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    unique = dict.fromkeys(faults)
    return tuple(sorted(unique, key=lambda fault: (fault.path, fault.line, fault.column)))


def _text_faults(survey: Survey) -> Iterator[Fault]:
    for name, path in survey.files.items():
        try:
            text = path.read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError):
            continue  # told already, as a fault of reading
        yield from lint_text(text, name)


def _never_found(survey: Survey) -> Iterator[Fault]:
    """Names that the program cannot find even where they stand alone, and triggers that a name covers."""
    lexicon = survey.compiled.lexicon
    actors = {actor.line: index for index, actor in enumerate(lexicon.actors)}
    agents = {agent.line: index for index, agent in enumerate(lexicon.agents)}
    kinds = {"name": "A", "surname": "S", "capital": "C"}
    for raw in survey.raws:
        line = f"{raw.path}:{raw.head.line}"
        if raw.kind == "actor" and line in actors:
            for item in raw.fields:
                if item.name in kinds:
                    yield from _find(raw.path, item, lexicon, kinds[item.name], actors[line])
        elif raw.kind == "agent" and line in agents:
            for item in raw.fields:
                if item.name in ("name", "plural"):
                    yield from _find(raw.path, item, lexicon, "G", agents[line])
        elif raw.kind in ("verb", "noun"):
            yield from _covered(raw.path, raw.head, lexicon, raw.kind)


def _find(path: str, item: Field, lexicon: Lexicon, kind: str, index: int) -> Iterator[Fault]:
    forms = arabic.phrase(item.value)
    if not forms:
        return  # told already
    words = [Word(place, place + 1, form, form) for place, form in enumerate(forms)]
    matches = find_matches(words, lexicon.names)
    if len(matches) == 1 and matches[0].last == len(words) and any(leaf[:2] == (kind, index) for leaf in matches[0].leaves):
        return
    if len(forms) == 1 and (forms[0] in CLOSED or len(forms[0]) < 2):
        why = "it is a particle" if forms[0] in CLOSED else "it is a single letter"
    elif matches and matches[0].last == len(words):
        others = [_line(lexicon, leaf) for leaf in matches[0].leaves]
        why = f"the same words are read as {' and '.join(dict.fromkeys(others))}"
    elif matches:
        part = " ".join(forms[matches[0].first : matches[0].last])
        why = f"its words '{part}' are read as {_line(lexicon, matches[0].leaves[0])}"
    else:
        why = "its words are not read together"
    yield Fault(path, item.line, item.column, f"'{item.value}' is never found: {why}", item.shown, warning=bool(matches))


def _line(lexicon: Lexicon, leaf: Sequence[Any]) -> str:
    owner = lexicon.agents[leaf[1]] if leaf[0] == "G" else lexicon.actors[leaf[1]]
    return f"'{owner.id}' ({owner.line})"


def _covered(path: str, head: Field, lexicon: Lexicon, kind: str) -> Iterator[Fault]:
    form = arabic.fold(head.value)
    node = lexicon.names.get(form, {})
    for leaf in node.get("", ()):
        if leaf[0] == "A" and not lexicon.actors[leaf[1]].near:
            where = _line(lexicon, leaf)
            yield Fault(
                path, head.line, head.column, f"'{form}' is a name of {where}, which takes the word", head.shown, warning=True
            )
            return
    if kind == "noun" and form in CLOSED:
        yield Fault(path, head.line, head.column, f"'{form}' is a particle and tells no act", head.shown, warning=True)


__all__ = ["Checked", "check_entries", "check_examples"]
