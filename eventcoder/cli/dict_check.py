"""`dict check` and `dict test`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from eventcoder.cli.inputs import CACHE, DICTIONARIES, EXTRA, MODEL, cached_model, dictionary_folders
from eventcoder.errors import DictionaryError, Fault

if TYPE_CHECKING:
    from eventcoder.dictionary.entries import Example
    from eventcoder.workbench.check import Checked

_PATHS = click.argument("paths", nargs=-1, type=click.Path(path_type=Path, exists=True), metavar="[PATH]...")


@click.command()
@_PATHS
@DICTIONARIES
@EXTRA
@MODEL
@CACHE
@click.option("--no-examples", is_flag=True, help="Run no example: a few seconds instead of half a minute.")
@click.option("--strict", is_flag=True, help="Warnings count as faults.")
@click.option("--json", "as_json", is_flag=True, help="A JSON list on standard output, for editors.")
def check(
    paths: tuple[Path, ...],
    folder: Path | None,
    extra: tuple[Path, ...],
    model_path: Path | None,
    cache: Path | None,
    no_examples: bool,
    strict: bool,
    as_json: bool,
) -> None:
    """Show every fault of the dictionaries at its line, and every example that fails.

    With PATHs (files or folders of the dictionaries) only what concerns them is shown. With --extra only the warnings and
    examples of the extra folders are shown and run. Warnings are what has no effect or is likely not meant. Exit status: 0 no
    fault, 1 faults.
    """
    from eventcoder.workbench.check import check_entries

    checked = check_entries(dictionary_folders(folder, extra))
    _in_dictionaries(paths, checked)
    skipped = ""
    if not no_examples and checked.sound:
        checked = _with_examples(checked, _chosen(checked, paths or extra), model_path, cache)
    elif not no_examples:
        skipped = "; no example was run: mend these first"
    own = paths or extra
    faults = [
        fault
        for fault in checked.faults
        if not own or _is_in(fault.path, own, checked) or not fault.warning and (fault.path not in checked.files or not paths)
    ]
    if as_json:
        click.echo(json.dumps([_as_json(fault, checked) for fault in faults], ensure_ascii=False, indent=1))
    else:
        for fault in sorted(faults, key=lambda fault: not fault.warning):  # the faults stand last, where they are seen
            click.echo(str(fault), err=True)
    bad = sum(not fault.warning for fault in faults)
    warnings = len(faults) - bad
    elsewhere = [fault for fault in checked.faults if fault not in faults]
    if elsewhere:
        bare = _told(elsewhere)
        skipped += f"; {bare} in other files, which `dict check` without {'PATHs' if paths else '--extra'} shows"
    click.echo(f"eventcoder: {_told(faults) or 'no fault'} in {_summary(checked)}{skipped}", err=True)
    if bad or strict and warnings:
        raise click.exceptions.Exit(1)


@click.command()
@_PATHS
@DICTIONARIES
@EXTRA
@MODEL
@CACHE
def test(
    paths: tuple[Path, ...], folder: Path | None, extra: tuple[Path, ...], model_path: Path | None, cache: Path | None
) -> None:
    """Run the examples of the entries, those in PATHs only if any are given, and try the names: those of actors at each date of
    their roles, those of agents beside a nationality.

    Each example is coded with all dictionaries; a `todo:` must fail. Exit status: 0 all came out, 1 some did not.
    """
    from eventcoder import __version__
    from eventcoder.coding.pipeline import Coder
    from eventcoder.dictionary.compile import survey_folders
    from eventcoder.workbench.check import Checked
    from eventcoder.workbench.examples import run_examples
    from eventcoder.workbench.names import run_agents, run_names

    survey = survey_folders(dictionary_folders(folder, extra))
    if survey.faults:
        raise DictionaryError(list(survey.faults))
    checked = Checked((), survey.files, survey.compiled)
    _in_dictionaries(paths, checked)
    lexicon = survey.compiled.lexicon
    examples = _chosen(checked, paths)
    names = [actor for actor in lexicon.actors if not paths or _is_in(actor.line.rpartition(":")[0], paths, checked)]
    agents = [agent for agent in lexicon.agents if not paths or _is_in(agent.line.rpartition(":")[0], paths, checked)]
    coder = Coder(lexicon, cached_model(model_path, cache), __version__)
    outcomes = run_examples(examples, coder)
    wrong = [*run_names(names, coder), *run_agents(agents, coder)]
    failed = [*(str(outcome) for outcome in outcomes if not outcome.passed), *map(str, wrong)]
    for line in failed:
        click.echo(line)
    gaps = sum(example.known_gap for example in examples)
    named = f"{_count(len(names), 'actor')} and {_count(len(agents), 'agent')}"
    told = f"{_count(len(examples), 'example')}, {gaps} of them known gaps, and the names of {named}"
    verdict = f"{len(failed)} failed" if failed else "all came out"
    click.echo(f"eventcoder: {told}: {verdict}", err=True)
    if failed:
        raise click.exceptions.Exit(1)


def _with_examples(checked: Checked, examples: Sequence[Example], model: Path | None, cache: Path | None) -> Checked:
    from eventcoder import __version__
    from eventcoder.coding.pipeline import Coder
    from eventcoder.workbench.check import check_examples

    if not examples:
        return checked
    return check_examples(checked, Coder(checked.compiled.lexicon, cached_model(model, cache), __version__), examples)


def _in_dictionaries(paths: Iterable[Path], checked: Checked) -> None:
    for path in paths:
        if not any(_below(file, path) for file in checked.files.values()):
            raise click.UsageError(f"{path} is no part of these dictionaries; give its folder with --extra")


def _below(file: Path, path: Path) -> bool:
    return file.resolve().is_relative_to(path.resolve())


def _is_in(name: str, paths: Iterable[Path], checked: Checked) -> bool:
    return name in checked.files and any(_below(checked.files[name], path) for path in paths)


def _chosen(checked: Checked, paths: Sequence[Path]) -> list[Example]:
    return [each for each in checked.compiled.examples if not paths or _is_in(each.path, paths, checked)]


def _as_json(fault: Fault, checked: Checked) -> dict[str, object]:
    file = checked.files.get(fault.path)
    return {
        "file": str(file.resolve()) if file else fault.path,
        "path": fault.path,
        "line": fault.line,
        "column": fault.column,
        "severity": "warning" if fault.warning else "error",
        "message": fault.message,
        "shown": fault.shown.strip(),
    }


def _summary(checked: Checked) -> str:
    lexicon = checked.compiled.lexicon
    counts = {
        "actors": lexicon.actors,
        "agents": lexicon.agents,
        "verbs and nouns": lexicon.entries,
        "issues": lexicon.issue_names,
        "codes": lexicon.codebook.codes,
    }
    told = ", ".join(f"{len(items):,} {name}" for name, items in counts.items())
    return f"{told}; {_count(checked.ran, 'example')} run" if checked.ran else told


def _told(faults: Sequence[Fault]) -> str:
    """How many faults and warnings there are."""
    bad = sum(not fault.warning for fault in faults)
    return " and ".join(_count(n, noun) for n, noun in ((bad, "fault"), (len(faults) - bad, "warning")) if n)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
