"""The `explain` command."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click


@click.command()
@click.argument("sentence")
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="The day of publication, YYYY-MM-DD; today by default.")
@click.option("--dictionaries", type=click.Path(path_type=Path), metavar="DIR", help="Dictionaries to use instead of ours.")
@click.option("--extra", type=click.Path(path_type=Path), multiple=True, metavar="DIR", help="Dictionaries on top; repeatable.")
@click.option("--model", type=click.Path(path_type=Path), metavar="PATH", help="A model to use instead of ours.")
def explain(sentence: str, day: datetime | None, dictionaries: Path | None, extra: tuple[Path, ...], model: Path | None) -> None:
    """Show why each event of SENTENCE is coded, and why each near miss is not."""
    from eventcoder import load
    from eventcoder.workbench.explain import explain_text

    coder = load(dictionaries=dictionaries, extra=extra, model=model)
    on = day.date().isoformat() if day else date.today().isoformat()
    for line in explain_text(sentence, date=on, coder=coder):
        click.echo(line)
