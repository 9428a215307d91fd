"""`dict fmt`, `dict stats` and `dict find`."""

from __future__ import annotations

from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

import click

from eventcoder.cli.inputs import DICTIONARIES, EXTRA, dictionary_folders
from eventcoder.cli.table import table
from eventcoder.errors import DictionaryError

if TYPE_CHECKING:
    from eventcoder.dictionary.compile import Survey


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path, exists=True), metavar="[PATH]...")
@click.option("--check", "only_check", is_flag=True, help="Change nothing: name the files that would change, exit with 1.")
@click.option("--diff", "show_diff", is_flag=True, help="Change nothing: show the lines that would change.")
def fmt(paths: tuple[Path, ...], only_check: bool, show_diff: bool) -> None:
    """Bring dictionary files (PATHs: files or folders; by default ours) into their canonical form.

    The order of fields, one blank line between entries, patterns two blanks in. What an entry says is not changed, and
    comments stay above what they stand above.
    """
    from eventcoder import shipped_dictionaries
    from eventcoder.dictionary.fmt import format_text
    from eventcoder.dictionary.read import find_files
    from eventcoder.files import write_whole

    files, faults = find_files(paths or [shipped_dictionaries()])
    if faults:
        raise DictionaryError(faults)
    changed = 0
    for path, name in files:
        old = _text(path, name)
        new = format_text(old, name)
        if new == old:
            continue
        changed += 1
        if show_diff:
            for line in unified_diff(old.splitlines(), new.splitlines(), name, name, lineterm=""):
                click.echo(line)
        elif only_check:
            click.echo(name)
        else:
            write_whole(path, new)
            click.echo(name)
    verb = "would change" if only_check or show_diff else "changed"
    click.echo(f"eventcoder: {changed:,} of {len(files):,} file{'' if len(files) == 1 else 's'} {verb}", err=True)
    if changed and (only_check or show_diff):
        raise click.exceptions.Exit(1)


def _text(path: Path, name: str) -> str:
    from eventcoder.errors import Fault

    try:
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise DictionaryError([Fault(name, 0, 0, f"cannot be read: {error.strerror}")]) from error
    except UnicodeDecodeError as error:
        raise DictionaryError([Fault(name, 0, 0, f"byte {error.start} is not UTF-8; save the file as UTF-8")]) from error


@click.command()
@DICTIONARIES
@EXTRA
def stats(folder: Path | None, extra: tuple[Path, ...]) -> None:
    """Count what the dictionaries hold: entries, names, patterns by root, actors by country and kind."""
    from eventcoder.workbench.look import count

    survey = _sound(folder, extra)
    for title, rows in count(survey.raws, survey.compiled).items():
        if rows:
            click.echo("" if not title else f"\n{title}")
            width = max(len(name) for name, _ in rows)
            for name, number in rows:
                click.echo(f"  {name:{width}}  {number:>8,}")


@click.command()
@click.argument("query", metavar="WORD|CODE")
@DICTIONARIES
@EXTRA
def find(query: str, folder: Path | None, extra: tuple[Path, ...]) -> None:
    """Show every entry that a word (in any inflection), a name, a CAMEO code, an actor code or an id stands in, with its line."""
    from eventcoder.workbench.look import find as look_up

    survey = _sound(folder, extra)
    found = look_up(query, survey.raws, survey.compiled.lexicon)
    for line in table(("line", "entry", "why"), [(each.line, each.shown, each.why) for each in found]) if found else ():
        click.echo(line)
    click.echo(f"eventcoder: {len(found):,} place{'' if len(found) == 1 else 's'} for {query!r}", err=True)
    if not found:
        raise click.exceptions.Exit(1)


def _sound(folder: Path | None, extra: tuple[Path, ...]) -> Survey:
    from eventcoder.dictionary.compile import survey_folders

    survey = survey_folders(dictionary_folders(folder, extra))
    if survey.faults:
        raise DictionaryError(list(survey.faults))
    return survey
