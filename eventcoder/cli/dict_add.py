"""`dict add`: a new entry by questions, or many actors from a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from eventcoder.cli.inputs import CACHE, DICTIONARIES, EXTRA, MODEL, cached_model, dictionary_folders
from eventcoder.errors import InputError

if TYPE_CHECKING:
    from eventcoder.coding.pipeline import Coder
    from eventcoder.lexicon import Lexicon

Fields = list[tuple[str, str]]


@click.command()
@click.argument("kind", type=click.Choice(["actor", "agent", "verb"]))
@click.option(
    "--into", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="The file to write to; asked for else."
)
@click.option(
    "--from",
    "table",
    type=click.Path(path_type=Path),
    metavar="FILE.tsv",
    help="Actors of a table: a column a field, | parts values.",
)
@click.option("--sound-only", is_flag=True, help="With --from: write the sound rows although others have faults.")
@DICTIONARIES
@EXTRA
@MODEL
@CACHE
def add(
    kind: str,
    into: Path | None,
    table: Path | None,
    sound_only: bool,
    folder: Path | None,
    extra: tuple[Path, ...],
    model_path: Path | None,
    cache: Path | None,
) -> None:
    """Add an actor, an agent or a verb: asks for what is needed, shows the inflections, runs the example, then writes the entry.

    Nothing is written where a fault is found. With --from actors.tsv many actors are added at once, each checked: the first line
    names the fields (id, english, name, role, kind, …).
    """
    folders = dictionary_folders(folder, extra)
    make = _coder_maker(model_path, cache)
    if table is not None:
        if kind != "actor":
            raise click.UsageError("--from adds actors only")
        _add_table(table, into, folders, make, sound_only)
        return
    if sound_only:
        raise click.UsageError("--sound-only goes with --from")
    ask = {"actor": _ask_actor, "agent": _ask_agent, "verb": _ask_verb}[kind]
    head, code, fields = ask(folders)
    _write([(0, head, fields)], kind, code, into, folders, make, sound_only=False, source="")


def _coder_maker(model: Path | None, cache: Path | None) -> Callable[[Lexicon], Coder]:
    def make(lexicon: Lexicon) -> Coder:
        from eventcoder import __version__
        from eventcoder.coding.pipeline import Coder

        return Coder(lexicon, cached_model(model, cache), __version__)

    return make


def _add_table(
    table: Path, into: Path | None, folders: Sequence[Path], make: Callable[[Lexicon], Coder], sound_only: bool
) -> None:
    from eventcoder.workbench.add import read_table

    try:
        text = table.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{table}: cannot be read: {getattr(error, 'strerror', None) or 'not UTF-8'}") from error
    if into is None:
        raise click.UsageError("--from needs --into FILE")
    rows = [(line, head, list(fields)) for line, head, fields in read_table(text, str(table))]
    _write(rows, "actor", "", into, folders, make, sound_only=sound_only, source=str(table))


def _write(
    rows: Sequence[tuple[int, str, Fields]],
    kind: str,
    code: str,
    into: Path | None,
    folders: Sequence[Path],
    make: Callable[[Lexicon], Coder],
    *,
    sound_only: bool,
    source: str,
) -> None:
    from eventcoder.dictionary.compile import survey_folders
    from eventcoder.files import write_whole
    from eventcoder.workbench.add import entry_text, home_of, put_into, try_entries

    texts = [entry_text(kind, head, fields) for _, head, fields in rows]
    if into is None:
        survey = survey_folders(folders)
        home = home_of(kind, rows[0][1], code, survey.raws)
        into = Path(click.prompt("File", default=str(survey.files[home]) if home else None, err=True))
    tried = try_entries(texts, folders, into.stem, make)
    bad = set()
    for number, faults in tried.faults.items():
        for fault in faults:
            place = f"{source}:{rows[number][0]}" if source else f"line {fault.line} of the entry"
            click.echo(f"{place}: {rows[number][1]}: {'warning: ' * fault.warning}{fault.message}", err=True)
            for line in fault.shown.strip().splitlines():
                click.echo(f"    {line.strip()}", err=True)
            if not fault.warning:
                bad.add(number)
    sound = [text for number, text in enumerate(texts) if number not in bad]
    if bad and not sound_only or not sound:
        click.echo(f"eventcoder: {len(bad)} of {len(texts)} with faults: nothing is written", err=True)
        raise click.exceptions.Exit(1)
    if bad:  # the examples of the sound ones are run by themselves
        left = [row for number, row in enumerate(rows) if number not in bad]
        _write(left, kind, code, into, folders, make, sound_only=True, source=source)
        return
    try:
        text = into.read_text(encoding="utf-8") if into.exists() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{into}: cannot be read: {getattr(error, 'strerror', None) or 'not UTF-8'}") from error
    for entry in sound:
        text = put_into(text, entry, into.name)
    write_whole(into, text)
    if not source:
        click.echo(sound[0], nl=False)
    click.echo(f"eventcoder: {len(sound)} {'entry' if len(sound) == 1 else 'entries'} checked and written to {into}", err=True)


def _ask(question: str, default: str | None = None) -> str:
    return str(click.prompt(question, default=default, err=True, show_default=bool(default))).strip()


def _several(question: str) -> list[str]:
    found: list[str] = []
    while value := _ask(f"{question}{' (another, or empty)' if found else ''}", default="" if found else None):
        found.append(value)
    return found


def _ask_actor(folders: Sequence[Path]) -> tuple[str, str, Fields]:
    head = _ask("Id (country.short-name, such as LBY.gna)")
    fields: Fields = [("english", _ask("English name for headlines"))]
    names = _several("Name as newspapers write it")
    fields += [("name", name) for name in names]
    kind = _ask("Kind (person, group, party, office, organisation, …)", "person")
    if kind == "person":
        last = names[0].split()[-1] if len(names[0].split()) > 1 else ""
        fields += [("surname", _ask("Surname that stands for the person later on (empty: none)", last))]
    fields += [("kind", kind)]
    fields += [("role", role) for role in _several("Role: CODE and, if it is dated, FROM..TO (LBYGOV 2016-03..2021-03)")]
    if any(" " in value for name, value in fields if name == "role"):
        fields += [("otherwise", _ask("Code outside these dates (empty: the country alone)", ""))]
    fields += [("near", value) for value in _near()]
    return head, "", [*fields, *_example("expect", "the code it gets", needed=False)]


def _near() -> list[str]:
    if not click.confirm("Is a name ambiguous or a common word too", default=False, err=True):
        return []
    return _several("Word that the document must have (ليبيا)")


def _ask_agent(folders: Sequence[Path]) -> tuple[str, str, Fields]:
    from eventcoder.workbench.add import agent_forms

    head = _ask("Id (ASCII, such as minister-interior)")
    fields: Fields = [("english", _ask("English noun, singular", head.replace("-", " ")))]
    names = _several("Name, singular and indefinite (متظاهر), or a construct (وزير الداخلية)")
    for name in names:
        click.echo(f"  {'، '.join(agent_forms(name)[:14])}", err=True)
        fields.append(("name", name))
    fields += [("plural", value) for value in _optional("Broken plural (جنود), if there is one")]
    fields += [("role", _ask("Role without a country (GOV, MIL, COP, CVL, …)"))]
    if click.confirm("Does it mean nothing without a nationality beside it", default=False, err=True):
        fields.append(("needs", "nationality"))
    return head, "", [*fields, *_example("expect", "the code it gets", needed=False)]


def _optional(question: str) -> list[str]:
    value = _ask(f"{question} (empty: none)", "")
    return [value] if value else []


def _ask_verb(folders: Sequence[Path]) -> tuple[str, str, Fields]:
    from eventcoder import arabic
    from eventcoder.dictionary.find_verb import find_verb
    from eventcoder.workbench.add import verb_forms

    lemma = _ask("Verb, past tense, third person (استقبل; with vowels if two verbs are spelt alike)")
    found = find_verb(lemma)
    for number, (root, verb_class) in enumerate(found, start=1):
        click.echo(f"  {number}: {root}, class {verb_class}: {'، '.join(verb_forms(root, verb_class))}", err=True)
    fields: Fields = []
    if found:
        number = click.prompt("Which", type=click.IntRange(1, len(found)), default=1, err=True) if len(found) > 1 else 1
        fields += [("root", found[number - 1][0]), ("class", found[number - 1][1])]
    else:
        click.echo("  no such verb is attested: give its root and class", err=True)
        fields += [("root", _ask("Root, blanks between the radicals (ق ب ل)")), ("class", _ask("Class (I/a~u, II … X)"))]
    if fields[1][1].startswith("I/"):
        fields += [("masdar", value) for value in _optional("Masdar (زيارة)")]
    bare = arabic.fold(lemma)
    code = _ask("CAMEO code (042)")
    fields += [("pattern", _ask("Pattern", f"{bare} {{source}} {{target}}")), ("emit", _ask("Emit", f"source {code} target"))]
    fields += [("english", _ask("Headline ({source} visit(s) {target})"))]
    fields += _example("expect", "SOURCE CODE TARGET that it gives", needed=True)
    fields += [("example", _ask(f"Counter-example: a sentence in which {bare} tells no event")), ("expect", "none")]
    return lemma, code, fields


def _example(field: str, what: str, *, needed: bool) -> Fields:
    text = _ask("Example sentence" + ("" if needed else " (empty: none)"), None if needed else "")
    if not text:
        return []
    day = _ask("Its day, YYYY-MM-DD (empty: 2020-01-01)", "")
    return [("example", text), ("on", day), (field, _ask(f"Expect: {what}"))]
