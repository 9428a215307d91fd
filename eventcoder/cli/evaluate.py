"""The `evaluate` commands: `events`, which is meant where none is named, and what others add to the group."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from eventcoder.cli.inputs import CACHE, DICTIONARIES, EXTRA, MODEL, cached_model, dictionary_folders, read_all
from eventcoder.cli.table import table

if TYPE_CHECKING:
    from eventcoder.coding.pipeline import Coder
    from eventcoder.records import Document
    from eventcoder.workbench.evaluate import Tally
    from eventcoder.workbench.match import Record

_DEFAULT = "events"


class DefaultGroup(click.Group):
    """A group whose command `events` is meant where the first word names none."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the default command before words that name none."""
        if args and args[0] not in self.commands and args[0] not in ctx.help_option_names:
            args = [_DEFAULT, *args]
        return super().parse_args(ctx, args)


@click.group(cls=DefaultGroup, no_args_is_help=True)
def evaluate() -> None:
    """Measure how well the program codes: `eventcoder evaluate GOLD...` is short for `eventcoder evaluate events GOLD...`."""


@evaluate.command()
@click.argument("gold", nargs=-1, metavar="GOLD...")
@click.option("--events", "run", metavar="FILE", help="Score these records, instead of coding the gold files now.")
@click.option("--against", metavar="FILE", help="Records of another run of the same files, to compare with.")
@click.option("--errors", type=click.IntRange(min=0), default=0, metavar="N", help="Show the first N mistakes, with reasons.")
@click.option("--root", "only", metavar="NN", help="With --errors: only those of one root.")
@click.option("--json", "as_json", is_flag=True, help="The figures as JSON.")
@click.option(
    "--seed", type=int, default=0, show_default=True, help="Of the drawings that the intervals and the sample come from."
)
@click.option(
    "--inputs", metavar="FILE", type=click.Path(path_type=Path), help="Write the documents to code as JSONL, score nothing."
)
@click.option("--sample", type=click.IntRange(min=1), metavar="N", help="Draw a blind coding sheet of N of the --events.")
@click.option(
    "--documents", multiple=True, metavar="INPUT", help="With --sample: the documents that the events are of; repeatable."
)
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help="With --sample: where the sheet goes.")
@click.option(
    "--filled", type=click.Path(path_type=Path), metavar="FILE", help="The precision that a filled sheet tells of --events."
)
@DICTIONARIES
@EXTRA
@MODEL
@CACHE
def events(
    gold: tuple[str, ...],
    run: str | None,
    against: str | None,
    errors: int,
    only: str | None,
    as_json: bool,
    seed: int,
    inputs: Path | None,
    sample: int | None,
    documents: tuple[str, ...],
    out: Path | None,
    filled: Path | None,
    folder: Path | None,
    extra: tuple[Path, ...],
    model_path: Path | None,
    cache: Path | None,
) -> None:
    """Score coded events against GOLD files: .jsonl of hand-coded sentences or documents, .xml of PETRARCH's records.

    Without --events the gold files are coded now. Intervals (95 %) come from sentences drawn anew a thousand times. With
    --sample or --filled there is no GOLD: a sheet is drawn from your own events for a reader to fill in, then read.
    """
    if sample or filled:
        if gold or not run or (sample and filled):
            raise click.UsageError("--sample and --filled (one of them) go with --events FILE and without GOLD")
        if sample:
            _draw(run, sample, documents, out, seed)
        elif filled:
            _judge(run, filled)
        return
    if not gold:
        raise click.UsageError("give a GOLD file, or --sample, or --filled")
    from eventcoder.corpus.read_records import read_records
    from eventcoder.workbench.evaluate import place_records, score_sentences
    from eventcoder.workbench.gold import read_gold
    from eventcoder.workbench.mistakes import show_mistakes

    held = read_gold(gold)
    if inputs:
        _write_inputs(inputs, held.documents)
        return
    coder: Coder | None = None
    if run:
        records: Sequence[Record] = list(read_records(run))
    else:
        coder = _coder(folder, extra, model_path, cache)
        records = _coded(held.documents, coder)
    tallies = score_sentences(held.sentences, place_records(held.sentences, records))
    other = None
    if against:
        other = score_sentences(held.sentences, place_records(held.sentences, list(read_records(against))))
    if as_json:
        click.echo(json.dumps(_figures(tallies, seed), ensure_ascii=False))
    else:
        scored = sum(not event.neutral for sentence in held.sentences for event in sentence.events)
        click.echo(f"{len(held.sentences):,} sentences, {scored:,} scored gold events")
        _show(tallies, seed)
        if other:
            _compare(other, tallies, seed)
    mistakes = [mistake for tally in tallies for mistake in tally.mistakes]
    if only:
        mistakes = [each for each in mistakes if only in ((each.gold.root if each.gold else ""), (each.coded or {}).get("root"))]
    if errors:
        click.echo("")
        for line in show_mistakes(mistakes[:errors], held.documents, coder=coder):
            click.echo(line)


@evaluate.command()
@click.argument("gold", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--errors", "show_errors", is_flag=True, help="List every span that is not found or has a wrong country or role.")
@DICTIONARIES
@EXTRA
@MODEL
def actors(
    gold: tuple[Path, ...], show_errors: bool, folder: Path | None, extra: tuple[Path, ...], model_path: Path | None
) -> None:
    """Code the gold files GOLD and say how many of their sources and targets get the right country and role.

    'found' is the share of these that a mention overlaps, 'precision' the share of the mentions in coded lines that overlap one.
    """
    from eventcoder import load
    from eventcoder.workbench.evaluate_actors import errors, judge, pool, read_gold, report

    read = [(path.stem, read_gold(path)) for path in gold]
    coder = load(dictionaries=folder, extra=extra, model=model_path)
    scores = [judge(documents, coder, name=name) for name, documents in read]
    for line in report([*scores, pool(scores)]):
        click.echo(line)
    for score in scores if show_errors else ():
        click.echo(f"\n{score.name}")
        for line in errors(score):
            click.echo(line)


def _coder(folder: Path | None, extra: tuple[Path, ...], model: Path | None, cache: Path | None) -> Coder:
    from eventcoder import __version__
    from eventcoder.coding.pipeline import Coder
    from eventcoder.dictionary.compile import load_lexicon

    return Coder(load_lexicon(dictionary_folders(folder, extra)), cached_model(model, cache), __version__)


def _coded(documents: Sequence[Document], coder: Coder) -> list[Record]:
    from eventcoder.workbench.code import code_documents

    return [record for records in code_documents(documents, coder).values() for record in records]


def _write_inputs(path: Path, documents: Sequence[Document]) -> None:
    from eventcoder.files import write_whole

    rows = []
    for document in documents:
        title, text = document.text[: document.title_end], document.text[document.title_end :].removeprefix("\n")
        row = {"id": document.id, "date": document.date, "publisher": document.publisher, "title": title, "text": text}
        rows.append(json.dumps({key: value for key, value in row.items() if value}, ensure_ascii=False) + "\n")
    write_whole(path, "".join(rows))


def _figures(tallies: Sequence[Tally], seed: int) -> dict[str, object]:
    from eventcoder.workbench.evaluate import ACCURACIES, intervals, total

    score = total(tallies)
    names = ["type", "full", *(f"root {root}" for root in score.roots)]
    spans = intervals(tallies, [*names, *ACCURACIES], seed=seed)
    figures: dict[str, object] = {}
    for name in names:
        counts = {key: score.counts.get((name, key), 0) for key in ("tp", "fp", "fn")}
        rates = dict(zip(("precision", "recall", "f1"), score.rates(name), strict=True))
        figures[name] = {**{key: round(value, 4) for key, value in rates.items()}, **counts, "intervals": spans[name]}
    for name in ACCURACIES:
        share = score.accuracy(name)
        of = score.counts.get((name, "of"), 0)
        figures[name] = {"accuracy": None if share is None else round(share, 4), "of": of, "intervals": spans[name]}
    return figures


def _show(tallies: Sequence[Tally], seed: int) -> None:
    from eventcoder.workbench.evaluate import ACCURACIES, intervals, total

    score = total(tallies)
    names = ["type", "full", *(f"root {root}" for root in score.roots)]
    spans = intervals(tallies, [*names, *ACCURACIES], seed=seed)
    rows = []
    for name in names:
        counts = (str(score.counts.get((name, key), 0)) for key in ("tp", "fp", "fn"))
        rows.append((name, *(_rate(*each) for each in zip(score.rates(name), spans[name], strict=True)), *counts))
    for line in table(("", "precision", "recall", "F1", "found", "extra", "missed"), rows):
        click.echo(line)
    click.echo("")
    shares = []
    for name in ACCURACIES:
        share = score.accuracy(name)
        if share is not None:
            shares.append((name, _rate(share, spans[name][0]), str(score.counts[name, "of"])))
    for line in table(("of full matches", "accuracy", "of"), shares):
        click.echo(line)


def _rate(value: float, span: tuple[float, float]) -> str:
    return f"{value:.3f} ({span[0]:.2f}-{span[1]:.2f})"


def _compare(base: Sequence[Tally], now: Sequence[Tally], seed: int) -> None:
    from eventcoder.workbench.evaluate import ACCURACIES, difference, total

    click.echo("")
    rows = []
    roots = sorted({*total(base).roots, *total(now).roots})
    for name in ("type", "full", *(f"root {root}" for root in roots), *ACCURACIES):
        gained, span = difference(base, now, name, seed=seed)
        verdict = "better" if span[0] > 0 else "worse" if span[1] < 0 else "" if gained == 0 else "not sure"
        rows.append((name, f"{gained:+.3f}", f"{span[0]:+.3f} to {span[1]:+.3f}", verdict))
    for line in table(("against the other run", "F1, accuracy", "95 %", ""), rows):
        click.echo(line)


def _draw(run: str, count: int, documents: tuple[str, ...], out: Path | None, seed: int) -> None:
    from eventcoder.corpus.read_records import read_records
    from eventcoder.files import write_whole
    from eventcoder.workbench.sample import draw_sheet

    if not documents or out is None:
        raise click.UsageError("--sample needs --documents (where the texts are) and --out (where the sheet goes)")
    records = list(read_records(run))
    write_whole(out, draw_sheet(records, read_all(documents), count=count, seed=seed))
    click.echo(
        f"eventcoder: {min(count, len(records)):,} of {len(records):,} events drawn into {out}: fill in root (or none),", err=True
    )
    click.echo(f"eventcoder: source and target, then: eventcoder evaluate --filled {out} --events {run}", err=True)


def _judge(run: str, filled: Path) -> None:
    from eventcoder.corpus.read_records import read_records
    from eventcoder.errors import InputError
    from eventcoder.workbench.sample import judge, read_sheet

    try:
        text = filled.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{filled}: cannot be read: {getattr(error, 'strerror', None) or 'not UTF-8'}") from error
    rows = read_sheet(text, str(filled))
    shown = [(each.name, _rate(each.share, each.interval), str(each.of)) for each in judge(rows, list(read_records(run)))]
    for line in table(("", "precision", "of"), shown):
        click.echo(line)
