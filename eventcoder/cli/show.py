"""The `show` command."""

from __future__ import annotations

import sys

import click

from eventcoder.cli.table import table

_COLUMNS = ("headline", "date", "source", "code", "target", "sentence")


@click.command()
@click.argument("events", metavar="EVENTS")
@click.option("--limit", type=click.IntRange(min=0), metavar="N", help="Show the first N records only.")
def show(events: str, limit: int | None) -> None:
    """Print a table of event records.

    EVENTS is a .csv or .jsonl file that `eventcoder code` wrote. The sentence is named by its document and its number in it.
    """
    from eventcoder.corpus.read_records import read_records

    rows: list[tuple[str, ...]] = []
    count = 0
    for record in read_records(events):
        count += 1
        if limit is None or count <= limit:
            rows.append(
                (
                    record["headline"],
                    record["event_date"],
                    record["source"],
                    record["code"],
                    record["target"],
                    f"{record['doc_id']}:{record['sentence']}",
                )
            )
    encoding = sys.stdout.encoding or "utf-8"
    for line in table(_COLUMNS, rows):
        click.echo(line.encode(encoding, "replace").decode(encoding))
    if count > len(rows):
        click.echo(f"{len(rows)} of {count:,} records", err=True)
