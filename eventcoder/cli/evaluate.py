"""The `evaluate` commands."""

from __future__ import annotations

from pathlib import Path

import click


@click.group()
def evaluate() -> None:
    """Measure the coder against gold files."""


@evaluate.command()
@click.argument("gold", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--errors", "show_errors", is_flag=True, help="List every span that is not found or has a wrong country or role.")
@click.option("--dictionaries", type=click.Path(path_type=Path), metavar="DIR", help="Dictionaries to use instead of ours.")
@click.option("--extra", type=click.Path(path_type=Path), multiple=True, metavar="DIR", help="Dictionaries on top; repeatable.")
@click.option("--model", type=click.Path(path_type=Path), metavar="PATH", help="A model to use instead of ours.")
def actors(
    gold: tuple[Path, ...], show_errors: bool, dictionaries: Path | None, extra: tuple[Path, ...], model: Path | None
) -> None:
    """Code the gold files GOLD and say how many of their sources and targets get the right country and role.

    'found' is the share of these that a mention overlaps, 'precision' the share of the mentions in coded lines that overlap one.
    """
    from eventcoder import load
    from eventcoder.workbench.evaluate_actors import errors, judge, pool, read_gold, report

    read = [(path.stem, read_gold(path)) for path in gold]
    coder = load(dictionaries=dictionaries, extra=extra, model=model)
    scores = [judge(documents, coder, name=name) for name, documents in read]
    for line in report([*scores, pool(scores)]):
        click.echo(line)
    for score in scores if show_errors else ():
        click.echo(f"\n{score.name}")
        for line in errors(score):
            click.echo(line)
