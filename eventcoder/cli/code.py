"""The `code` command."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from eventcoder.corpus.report import NightlyReport
    from eventcoder.corpus.run import RunReport

_FORMATS = ("csv", "jsonl", "parquet", "petrarch", "phoenix", "icews")
_STATUSES = ("asserted", "historical", "planned", "hypothetical", "negated")


def _statuses(ctx: click.Context, parameter: click.Parameter, value: str) -> tuple[str, ...]:
    names = [name.strip() for name in value.split(",")]
    if names == ["all"]:
        return _STATUSES
    if unknown := [name for name in names if name not in _STATUSES]:
        raise click.BadParameter(f"{unknown[0]!r} is no status; give all, or some of {', '.join(_STATUSES)} with commas between")
    return tuple(name for name in _STATUSES if name in names)


def _shard(ctx: click.Context, parameter: click.Parameter, value: str | None) -> tuple[int, int] | None:
    if value is None:
        return None
    number, _, count = value.partition("/")
    if not (number.isdecimal() and count.isdecimal() and 1 <= int(number) <= int(count)):
        raise click.BadParameter(f"{value!r} is no share; give I/N, such as 3/40, I from 1 to N")
    return int(number), int(count)


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option(
    "--out",
    required=True,
    metavar="FILE|DIR|-",
    help="Where the events go; - is standard output. DIR (it exists, ends with / or has no suffix) is a store: only what is new "
    "is coded, into a file a day.",
)
@click.option("--format", "format_", type=click.Choice(_FORMATS), help="By default by the suffix of --out, else csv.")
@click.option("--workers", type=click.IntRange(min=1), metavar="N", help="Processes that code; the result is the same.")
@click.option("--engine", "engine_", type=click.Choice(["local", "dask"]), default="local", show_default=True, help="Who codes.")
@click.option("--scheduler", metavar="ADDRESS", help="Scheduler of the Dask cluster: tcp://HOST:PORT.")
@click.option(
    "--shard", callback=_shard, metavar="I/N", help="Code the I-th of N shares only, into a file that a plain run takes over."
)
@click.option("--recode", is_flag=True, help="Code all anew, into a new vintage in DIR beside the old.")
@click.option(
    "--time-limit",
    type=click.FloatRange(min=0.1),
    default=120,
    show_default=True,
    metavar="SECONDS",
    help="A document that takes a worker longer is refused.",
)
@click.option(
    "--encoding",
    type=click.Choice(["utf-8", "utf-16", "windows-1256"]),
    default="utf-8",
    show_default=True,
    help="Of inputs that declare none.",
)
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
@click.option(
    "--analyses",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Keep the model's analyses in this file: text that was coded before is coded again without parsing.",
)
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
    workers: int | None,
    engine_: str,
    scheduler: str | None,
    shard: tuple[int, int] | None,
    recode: bool,
    time_limit: float,
    encoding: str,
    statements: bool,
    status: tuple[str, ...],
    dictionaries: Path | None,
    extra: tuple[Path, ...],
    model: Path | None,
    analyses: Path | None,
    rejects: str | None,
    max_rejects: float,
) -> None:
    """Code documents into event records.

    INPUT is any number of .jsonl, .csv, .tsv, .txt, .xml and .html files (each also .gz or .zst), folders and globs of them,
    addresses of an object store, or - for JSONL on standard input.
    """
    from eventcoder import load
    from eventcoder.corpus.choose import choose_engine, is_store, labels_of
    from eventcoder.corpus.formats import format_of
    from eventcoder.corpus.run import check_paths, run_code, run_size
    from eventcoder.corpus.run_store import StoreOptions, run_store
    from eventcoder.corpus.shards import Shard, run_shard
    from eventcoder.corpus.work import pin_threads, stamp_of

    store = is_store(out, recode=recode)
    if scheduler and engine_ != "dask":
        raise click.UsageError("--scheduler needs --engine dask")
    if store and rejects:
        raise click.UsageError("--rejects is for a FILE; in DIR refused documents are listed in rejects.jsonl")
    if shard and (not store or recode):
        raise click.UsageError("--shard needs a DIR and goes without --recode; to code all anew in shards, name a new DIR")
    if not store:
        check_paths(inputs, out=out, rejects=rejects)
    pin_threads()
    factory = partial(
        load, dictionaries=dictionaries, extra=extra, model=model, analyses=analyses, statements=statements, statuses=status
    )
    coder = factory()
    engine = choose_engine(
        engine_, coder=coder, factory=factory, workers=workers or (1 if store else None), scheduler=scheduler, limit=time_limit
    )
    if shard:
        share = Shard(*shard)
        count = run_shard(inputs, out=out, engine=engine, stamp=stamp_of(coder), shard=share, encoding=encoding)
        click.echo(f"eventcoder: {_count(count, 'document')} coded as shard {share.number} of {share.count} of {out}", err=True)
        return
    if store:
        with _progress(None) as advance:
            done = run_store(
                inputs,
                out=out,
                engine=engine,
                stamp=stamp_of(coder),
                labels=labels_of(coder),
                options=StoreOptions(format_, recode, encoding, max_rejects),
                progress=advance,
            )
        _tell_store(done, max_rejects)
        return
    with _progress(run_size(inputs, out=out, rejects=rejects) if sys.stderr.isatty() else None) as advance:
        report = run_code(
            inputs,
            engine=engine,
            out=out,
            format=format_ or format_of(out),
            labels=labels_of(coder),
            encoding=encoding,
            rejects=rejects,
            max_rejects=max_rejects,
            progress=advance,
        )
    _tell_file(report, out, max_rejects)


@contextmanager
def _progress(size: int | None) -> Iterator[Callable[[int], None] | None]:
    if size is None:
        yield None
    else:
        with click.progressbar(length=size, label="coding", file=sys.stderr) as bar:
            yield bar.update


def _tell_store(report: NightlyReport, max_rejects: float) -> None:
    from eventcoder.corpus.report import report_lines

    for line in report_lines(report):
        click.echo(line, err=True)
    _exit(report.too_many_refused, max_rejects)


def _tell_file(report: RunReport, out: str, max_rejects: float) -> None:
    from eventcoder.corpus.refusal import shown

    for refusal in () if report.rejects else report.refusals:
        named = f" ({shown(refusal.doc_id)})" if refusal.doc_id else ""
        click.echo(f"eventcoder: refused {refusal.source}{named}: {refusal.reason}", err=True)
    where = "standard output" if out == "-" else out
    done = f"{_count(report.documents, 'document')} coded, {_count(report.events, 'event')} written to {where}"
    click.echo(f"eventcoder: {done}", err=True)
    if report.refusals:
        listed = f", listed in {report.rejects}" if report.rejects else ""
        click.echo(f"eventcoder: {_count(len(report.refusals), 'document')} refused{listed}", err=True)
    _exit(report.too_many, max_rejects)


def _exit(too_many: bool, max_rejects: float) -> None:
    if too_many:
        click.echo(f"eventcoder: more documents were refused than --max-rejects {max_rejects:g} allows", err=True)
        raise click.exceptions.Exit(3)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
