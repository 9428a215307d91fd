"""The `code` command."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path

import click

_STATUSES = ("asserted", "historical", "planned", "hypothetical", "negated")


def _statuses(ctx: click.Context, parameter: click.Parameter, value: str) -> tuple[str, ...]:
    names = [name.strip() for name in value.split(",")]
    if names == ["all"]:
        return _STATUSES
    if unknown := [name for name in names if name not in _STATUSES]:
        raise click.BadParameter(f"{unknown[0]!r} is no status; give all, or some of {', '.join(_STATUSES)} with commas between")
    return tuple(name for name in _STATUSES if name in names)


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("--out", required=True, metavar="FILE|-", help="Where the events go; - is standard output.")
@click.option("--format", "format_", type=click.Choice(["csv", "jsonl"]), help="By default by the suffix of --out, else csv.")
@click.option("--statements", is_flag=True, help="Write plain statements (root 01) too.")
@click.option(
    "--status",
    callback=_statuses,
    default="asserted",
    show_default=True,
    metavar="LIST",
    help=f"all, or some of {','.join(_STATUSES)}.",
)
@click.option("--dictionaries", type=click.Path(path_type=Path), metavar="DIR", help="Dictionaries to use instead of ours.")
@click.option("--extra", type=click.Path(path_type=Path), multiple=True, metavar="DIR", help="Dictionaries on top; repeatable.")
@click.option("--model", type=click.Path(path_type=Path), metavar="PATH", help="A model to use instead of ours.")
@click.option("--rejects", metavar="FILE", help="Where refused documents are listed; by default FILE.rejects.jsonl.")
@click.option(
    "--max-rejects",
    type=click.FloatRange(0, 1),
    default=0.05,
    show_default=True,
    metavar="SHARE",
    help="Exit with status 3 where more than this share of documents is refused.",
)
def code(
    inputs: tuple[str, ...],
    out: str,
    format_: str | None,
    statements: bool,
    status: tuple[str, ...],
    dictionaries: Path | None,
    extra: tuple[Path, ...],
    model: Path | None,
    rejects: str | None,
    max_rejects: float,
) -> None:
    """Code documents into event records.

    INPUT is any number of .jsonl, .jsonl.gz, .csv, .tsv, .txt and .xml files, folders of them, or - for JSONL on standard input.
    """
    from eventcoder import load
    from eventcoder.corpus.run import check_paths, run_code, run_size

    check_paths(inputs, out=out, rejects=rejects)
    coder = load(dictionaries=dictionaries, extra=extra, model=model, statements=statements, statuses=status)
    size = run_size(inputs, out=out, rejects=rejects) if sys.stderr.isatty() else None
    with ExitStack() as stack:
        bar = None
        if size is not None:
            bar = stack.enter_context(click.progressbar(length=size, label="coding", file=sys.stderr))
        report = run_code(
            inputs,
            coder=coder,
            out=out,
            format=format_ or ("jsonl" if out.lower().endswith(".jsonl") else "csv"),
            rejects=rejects,
            max_rejects=max_rejects,
            progress=bar.update if bar else None,
        )
    for refusal in () if report.rejects else report.refusals:
        click.echo(f"eventcoder: refused {refusal.source}{refusal.doc_id and f' ({refusal.doc_id})'}: {refusal.reason}", err=True)
    where = "standard output" if out == "-" else out
    done = f"{_count(report.documents, 'document')} coded, {_count(report.events, 'event')} written to {where}"
    click.echo(f"eventcoder: {done}", err=True)
    if report.refusals:
        listed = f", listed in {report.rejects}" if report.rejects else ""
        click.echo(f"eventcoder: {_count(len(report.refusals), 'document')} refused{listed}", err=True)
    if report.too_many:
        click.echo(f"eventcoder: more documents were refused than --max-rejects {max_rejects:g} allows", err=True)
        raise click.exceptions.Exit(3)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
