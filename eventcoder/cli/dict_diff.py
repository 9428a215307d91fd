"""`dict diff` and `dict harvest`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from eventcoder.cli.inputs import CACHE, DICTIONARIES, EXTRA, MODEL, cached_model, dictionary_folders, read_all


@click.command()
@click.argument("base", metavar="BASE")
@click.option("--corpus", multiple=True, metavar="INPUT", help="Documents to code with both, as for `code`; repeatable.")
@click.option(
    "--limit", type=click.IntRange(min=0), default=5, show_default=True, metavar="N", help="Sentences shown of each line."
)
@click.option("--statements", is_flag=True, help="Plain statements (root 01) too.")
@DICTIONARIES
@EXTRA
@MODEL
@CACHE
def diff(
    base: str,
    corpus: tuple[str, ...],
    limit: int,
    statements: bool,
    folder: Path | None,
    extra: tuple[Path, ...],
    model_path: Path | None,
    cache: Path | None,
) -> None:
    """Show which events the dictionaries of now give that those of BASE did not, and the other way round.

    BASE is a git revision (HEAD, a branch, a commit) or a folder of dictionaries. The corpus, by default fixtures/documents.jsonl
    of the checkout, is coded with both; the changes are grouped by the edited line that caused them. Extra folders are on top of
    both.
    """
    from eventcoder import __version__
    from eventcoder.cli.revisions import revision_folder
    from eventcoder.coding.pipeline import Coder
    from eventcoder.dictionary.compile import load_lexicon
    from eventcoder.dictionary.edits import find_edits
    from eventcoder.workbench.code import code_with_each
    from eventcoder.workbench.diff import Side, compare_runs, show_changes
    from eventcoder.workbench.touched import find_touched

    now = dictionary_folders(folder, extra)
    bundled = now[0].resolve().parent / "fixtures" / "documents.jsonl"
    if not corpus and not bundled.is_file():
        raise click.UsageError("give the documents to code with --corpus")
    documents = read_all(corpus or [str(bundled)])
    with TemporaryDirectory() as temporary:
        old = Path(base) if Path(base).is_dir() else revision_folder(base, now[0], Path(temporary))
        edits = find_edits(dict(_files(old)), dict(_files(now[0])))
        click.echo(f"eventcoder: {_count(len(edits), 'edited line')}", err=True)
        if not edits:
            return
        model = cached_model(model_path, cache)
        lexicons = [load_lexicon([old, *extra]), load_lexicon(now)]
        chosen = find_touched(documents, *lexicons)
        coders = [Coder(lexicon, model, __version__, statements) for lexicon in lexicons]
        sides = [Side(coder.lexicon, records) for coder, records in zip(coders, code_with_each(chosen, coders), strict=True)]
        changes = compare_runs(sides[0], sides[1], chosen, edits)
    for line in show_changes(changes, limit=limit):
        click.echo(line)
    kinds = ("gained", "lost", "changed")
    told = ", ".join(f"{sum(change.kind == kind for change in changes):,} {kind}" for kind in kinds)
    total = sum(len(records) for records in sides[1].records.values())
    where = f"{len(chosen):,} of {_count(len(documents), 'document')} that the edits may touch"
    click.echo(f"eventcoder: {told} of {_count(total, 'event')} in {where}", err=True)


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    from eventcoder.dictionary.read import find_files
    from eventcoder.errors import DictionaryError

    files, faults = find_files([folder])
    if faults:
        raise DictionaryError(faults)
    for path, _ in files:
        yield path.relative_to(folder).as_posix(), path


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("--limit", type=click.IntRange(min=1), default=40, show_default=True, metavar="N", help="Candidates shown.")
@click.option("--least", type=click.IntRange(min=1), default=2, show_default=True, metavar="N", help="Only what stands so often.")
@click.option("--kind", type=click.Choice(["person", "actor", "verb", "noun"]), multiple=True, help="Only these; repeatable.")
@DICTIONARIES
@EXTRA
@MODEL
@CACHE
def harvest(
    inputs: tuple[str, ...],
    limit: int,
    least: int,
    kind: tuple[str, ...],
    folder: Path | None,
    extra: tuple[Path, ...],
    model_path: Path | None,
    cache: Path | None,
) -> None:
    """Offer what the dictionaries lack, from documents (INPUT as for `code`), as entries to paste.

    People with a title whom no entry has, phrases that stand where actors stand, verbs and event nouns between known actors: the
    most frequent first, each with three sentences. What a reader must fill in is marked `?`; `dict check` finds what is left.
    """
    from eventcoder import __version__
    from eventcoder.coding.pipeline import Coder
    from eventcoder.dictionary.compile import load_lexicon
    from eventcoder.workbench.harvest import as_entry
    from eventcoder.workbench.harvest import harvest as gather

    documents = read_all(inputs)
    coder = Coder(load_lexicon(dictionary_folders(folder, extra)), cached_model(model_path, cache), __version__)
    found = [each for each in gather(documents, coder, least=least) if not kind or each.kind in kind]
    for candidate in found[:limit]:
        for line in as_entry(candidate):
            click.echo(line)
    shown = f"{min(limit, len(found)):,} of {_count(len(found), 'candidate')}"
    click.echo(f"eventcoder: {shown} from {_count(len(documents), 'document')}", err=True)
