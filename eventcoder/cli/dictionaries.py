"""The `dict` commands, for those who edit dictionaries."""

from __future__ import annotations

from pathlib import Path

import click


@click.group()
def dictionaries() -> None:
    """Check the dictionaries."""


@dictionaries.command()
@click.option(
    "--dictionaries", "folder", type=click.Path(path_type=Path), metavar="DIR", help="Dictionaries to use instead of ours."
)
@click.option("--extra", type=click.Path(path_type=Path), multiple=True, metavar="DIR", help="Dictionaries on top; repeatable.")
def check(folder: Path | None, extra: tuple[Path, ...]) -> None:
    """Compile the dictionaries and show every fault at its line."""
    from eventcoder import shipped_dictionaries
    from eventcoder.dictionary.compile import load_lexicon

    lexicon = load_lexicon([folder or shipped_dictionaries(), *extra])
    counts = {
        "actors": lexicon.actors,
        "agents": lexicon.agents,
        "verbs and nouns": lexicon.entries,
        "issues": lexicon.issue_names,
        "codes": lexicon.codebook.codes,
    }
    click.echo(f"eventcoder: no fault in {', '.join(f'{len(items):,} {name}' for name, items in counts.items())}", err=True)
