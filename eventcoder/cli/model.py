"""The `model` commands: what the Arabic model is, fetch another, train and measure one."""

from __future__ import annotations

from pathlib import Path

import click

_TREEBANK = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group(name="model")
def model() -> None:
    """Tell about the Arabic model, fetch another, train one and measure it."""


@model.command()
@click.option("--model", "path", type=click.Path(path_type=Path), metavar="PATH", help="A model instead of ours.")
def info(path: Path | None) -> None:
    """Tell what a model is, where it lies and what it was made from."""
    from eventcoder.training.report import describe_model

    for line in describe_model(path):
        click.echo(line)


@model.command()
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Where it goes; by default into the cache folder.",
)
@click.option("--url", metavar="URL", help="Another address than that of the public model.")
@click.option("--sha256", default="", metavar="HEX", help="The checksum that the file must have.")
def fetch(out: Path | None, url: str | None, sha256: str) -> None:
    """Download the public PADT model of UDPipe, for use with --model."""
    from eventcoder.dictionary.compile import cache_folder
    from eventcoder.training.fetch import NAME, URL, fetch_model

    target = out or cache_folder() / NAME
    digest = fetch_model(target, url=url or URL, sha256=sha256)
    click.echo(f"eventcoder: {target} is there, SHA-256 {digest}; use it with --model {target}", err=True)


@model.command()
@click.argument("treebanks", nargs=-1, required=True, type=_TREEBANK, metavar="CONLLU...")
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), metavar="DIR", help="The model's folder.")
@click.option("--licence", required=True, metavar="TEXT", help="The licence of the treebanks, for the card.")
@click.option("--note", default="", metavar="TEXT", help="A sentence more for the card.")
@click.option("--steps", type=click.IntRange(1), help="Training steps; the more the slower.")
@click.option("--seed", type=int, default=0, show_default=True)
@click.option("--test", "tests", type=_TREEBANK, multiple=True, metavar="CONLLU", help="Files to score it on; repeatable.")
@click.option("--sentences", type=_TREEBANK, metavar="JSONL", help="Documents to measure its speed on.")
@click.option("--plain", type=_TREEBANK, metavar="UDPIPE", help="A whole .udpipe file to compare the speed with.")
def train(
    treebanks: tuple[Path, ...],
    out: Path,
    licence: str,
    note: str,
    steps: int | None,
    seed: int,
    tests: tuple[Path, ...],
    sentences: Path | None,
    plain: Path | None,
) -> None:
    """Train a model from CoNLL-U files and write it with its card."""
    from eventcoder.training.report import train_and_report

    def say(line: str) -> None:
        click.echo(line, err=True)

    card = train_and_report(
        treebanks,
        out,
        licence=licence,
        note=note,
        steps=steps,
        seed=seed,
        tests=tests,
        sentences=sentences,
        plain=plain,
        report=say,
    )
    click.echo(card)


@model.command()
@click.argument("tests", nargs=-1, required=True, type=_TREEBANK, metavar="CONLLU...")
@click.option("--model", "path", type=click.Path(path_type=Path), metavar="DIR", help="A model instead of ours.")
@click.option("--sentences", type=_TREEBANK, metavar="JSONL", help="Documents to measure its speed on.")
@click.option("--plain", type=_TREEBANK, metavar="UDPIPE", help="A whole .udpipe file to compare the speed with.")
@click.option("--write", is_flag=True, help="Write the card (README.md) anew, beside the model.")
def measure(tests: tuple[Path, ...], path: Path | None, sentences: Path | None, plain: Path | None, write: bool) -> None:
    """Score a model on the gold words and the raw text of CoNLL-U files, and print its card."""
    from eventcoder.training.report import measure_and_report

    click.echo(measure_and_report(tests, path, sentences=sentences, plain=plain, write=write))
