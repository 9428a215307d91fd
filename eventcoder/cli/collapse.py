"""The `collapse` command."""

from __future__ import annotations

import click


@click.command()
@click.argument("events", metavar="EVENTS...", nargs=-1, required=True)
@click.option("--out", required=True, metavar="FILE", help="A .csv or .jsonl file, or - for CSV on standard output.")
@click.option("--documents", multiple=True, metavar="INPUT", help="The documents that were coded, to find reprints; repeatable.")
def collapse(events: tuple[str, ...], out: str, documents: tuple[str, ...]) -> None:
    """Join the records of one happening across documents and days into one row each.

    EVENTS are files that `eventcoder code` wrote, or folders of them. Nothing is thrown away: each row lists the event_ids
    that it was made from. Documents that repeat another one are found by their text (--documents), else by their records.
    """
    from eventcoder.cli.inputs import read_all
    from eventcoder.corpus.collapse import COLUMNS, rows
    from eventcoder.corpus.collapse import collapse as joined
    from eventcoder.corpus.read_events import read_events
    from eventcoder.corpus.reprints import reprints_by_events, reprints_by_text
    from eventcoder.corpus.write import write_rows

    records = list(read_events(events))
    reprints = reprints_by_text(read_all(documents)) if documents else reprints_by_events(records)
    count = write_rows(COLUMNS, rows(joined(records), reprints), out)
    told = {record.doc_id for record in records}
    again = len(told & set(reprints))
    click.echo(f"{len(records):,} records of {len(told):,} documents ({again:,} reprints): {count:,} happenings", err=True)
