"""`dict import` and `dict export`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from eventcoder.cli.inputs import DICTIONARIES, EXTRA, dictionary_folders
from eventcoder.cli.table import table
from eventcoder.errors import DictionaryError, EventcoderError, InputError

if TYPE_CHECKING:
    from eventcoder.errors import Fault

_FORMAT = click.option(
    "--format", "format_", type=click.Choice(["petrarch"]), required=True, help="The format of the other side."
)


@click.command("import")
@click.argument("inputs", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@_FORMAT
@click.option(
    "--out", required=True, type=click.Path(path_type=Path), metavar="DIR", help="A new folder whose name begins with import."
)
@click.option(
    "--kind",
    type=click.Choice(["actors", "agents", "verbs", "issues", "discards"]),
    help="What the files hold; by default told by their content and names.",
)
def import_(inputs: tuple[Path, ...], format_: str, out: Path, kind: str | None) -> None:
    """Turn dictionaries of PETRARCH, PETRARCH2 or UniversalPetrarch (FILEs or folders) into a folder of entries.

    What is sound is imported, every fault is listed by line in faults.txt there, and counted. Imported entries have no examples;
    they are marked `imported:` and allowed in a folder whose name begins with `import`. Add it with --extra, or move entries with
    examples into your own files.
    """
    from eventcoder import load_lexicon
    from eventcoder.dictionary.petrarch import import_file
    from eventcoder.dictionary.petrarch_lines import kind_of
    from eventcoder.files import write_whole

    if not out.resolve().name.startswith("import"):
        raise click.UsageError(f"--out {out}: the name of the folder begins with 'import', so that its entries need no examples")
    if out.exists() and any(out.iterdir()):
        raise EventcoderError(f"{out} is not empty: name a new folder")
    book = load_lexicon().codebook
    texts = [(path, _text(path)) for path in _files(inputs)]
    kinds = {path: kind or kind_of(text, path.name) for path, text in texts}
    texts.sort(key=lambda item: "synset" not in item[0].name.lower())
    synsets: dict[str, list[str]] = {}
    rows, faults = [], list[str]()
    out.mkdir(parents=True, exist_ok=True)
    for path, text in texts:
        imported, synsets = import_file(text, str(path), kinds[path], book=book, synsets=synsets)
        name = re.sub(r"[^A-Za-z0-9]+", "-", path.stem).strip("-").lower() or "file"
        if imported.entries:
            write_whole(out / f"{name}.dict", imported.text)
        rows.append((path.name, kinds[path], f"{imported.entries:,}", f"{len(imported.faults):,}"))
        faults += [str(fault) for fault in imported.faults]
        for message, number in _kinds_of(imported.faults).most_common(12):
            rows.append(("", "", "", f"{number:,}  {message}"))
    write_whole(out / "faults.txt", "".join(f"{fault}\n" for fault in faults))
    for line in table(("file", "kind", "entries", "faults"), rows):
        click.echo(line)
    click.echo(f"eventcoder: {len(faults):,} faults are listed by line in {out / 'faults.txt'}", err=True)


def _kinds_of(faults: Sequence[Fault]) -> Counter[str]:
    plain = (re.sub(r"'[^']*'|\b[A-Z]{3,}\b|&\w+|\d[\d-]*", "…", fault.message) for fault in faults)
    return Counter(re.sub(r"(… ?)+", "… ", message).strip() for message in plain)


def _files(paths: Sequence[Path]) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(each for each in path.iterdir() if each.suffix in (".txt", ".actors", ".agents", ".verbs"))
        else:
            found.append(path)
    if not found:
        raise InputError(f"no dictionary (.txt) in {', '.join(map(str, paths))}")
    return found


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: byte {error.start} is not UTF-8; save it as UTF-8") from error


@click.command()
@_FORMAT
@click.option("--out", required=True, type=click.Path(path_type=Path), metavar="DIR", help="Where actors.txt and agents.txt go.")
@DICTIONARIES
@EXTRA
def export(format_: str, out: Path, folder: Path | None, extra: tuple[Path, ...]) -> None:
    """Write actors and agents as dictionaries of PETRARCH, PETRARCH2 and UniversalPetrarch."""
    from eventcoder.dictionary.compile import survey_folders
    from eventcoder.dictionary.petrarch_write import write_actors, write_agents
    from eventcoder.files import write_whole

    survey = survey_folders(dictionary_folders(folder, extra))
    if survey.faults:
        raise DictionaryError(list(survey.faults))
    agents, left_out = write_agents(survey.raws)
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EventcoderError(f"{out}: cannot be made: {error.strerror}") from error
    write_whole(out / "actors.txt", write_actors(survey.raws))
    write_whole(out / "agents.txt", agents)
    click.echo(
        f"eventcoder: actors.txt and agents.txt written to {out}; {left_out} agents without a role of their own left out",
        err=True,
    )
