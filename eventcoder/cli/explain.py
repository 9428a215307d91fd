"""The `explain` command."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click


@click.command()
@click.argument("sentence", required=False)
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="The day of publication, YYYY-MM-DD; today by default.")
@click.option("--from", "source", metavar="FILE", help="Explain the documents of a file that `code` reads, instead of SENTENCE.")
@click.option("--id", "doc_id", metavar="ID", help="With --from: only the document of this id.")
@click.option(
    "--sentence", "number", type=click.IntRange(min=0), metavar="N", help="With --from: only the sentence of this number."
)
@click.option("--html", type=click.Path(path_type=Path), metavar="FILE", help="Write a page, right to left, instead of text.")
@click.option("--dictionaries", type=click.Path(path_type=Path), metavar="DIR", help="Dictionaries to use instead of ours.")
@click.option("--extra", type=click.Path(path_type=Path), multiple=True, metavar="DIR", help="Dictionaries on top; repeatable.")
@click.option("--model", type=click.Path(path_type=Path), metavar="PATH", help="A model to use instead of ours.")
def explain(
    sentence: str | None,
    day: datetime | None,
    source: str | None,
    doc_id: str | None,
    number: int | None,
    html: Path | None,
    dictionaries: Path | None,
    extra: tuple[Path, ...],
    model: Path | None,
) -> None:
    """Show why each event of SENTENCE is coded, and why each near miss is not.

    In the line "read as", actors stand in [ ], the triggers of events between * *, other triggers between ~ ~, and | opens a
    clause.
    """
    from eventcoder import load
    from eventcoder.cli.inputs import read_all
    from eventcoder.files import write_whole
    from eventcoder.records import Document
    from eventcoder.workbench.explain import explain_document
    from eventcoder.workbench.explain_html import explain_page

    if (sentence is None) == (source is None):
        raise click.UsageError("give a SENTENCE, or a file with --from")
    if source is None and (doc_id is not None or number is not None):
        raise click.UsageError("--id and --sentence go with --from")
    if html and source and doc_id is None:
        raise click.UsageError("a page shows one document: name it with --id")
    on = day.date().isoformat() if day else date.today().isoformat()
    coder = load(dictionaries=dictionaries, extra=extra, model=model)
    documents = [Document("sentence", on, sentence or "")] if source is None else read_all([source], doc_id=doc_id)
    for document in documents:
        if html:
            write_whole(html, explain_page(document, coder=coder))
            click.echo(f"eventcoder: written to {html}", err=True)
            continue
        for line in explain_document(document, coder=coder, sentences=None if number is None else [number]):
            click.echo(line)
