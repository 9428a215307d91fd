"""The `eventcoder` command: its subcommands, each imported when it is used."""

from __future__ import annotations

from importlib.metadata import version
from pkgutil import resolve_name

import click

from eventcoder.errors import DictionaryError, EventcoderError

_COMMANDS = {
    "code": "eventcoder.cli.code:code",
    "collapse": "eventcoder.cli.collapse:collapse",
    "dict": "eventcoder.cli.dictionaries:dictionaries",
    "evaluate": "eventcoder.cli.evaluate:evaluate",
    "explain": "eventcoder.cli.explain:explain",
    "model": "eventcoder.cli.model:model",
    "show": "eventcoder.cli.show:show",
}


class Commands(click.Group):
    """Subcommands imported on demand; every fault that a user can mend is shown without a traceback, with exit status 1."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the subcommands."""
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a subcommand from its module."""
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = resolve_name(_COMMANDS[cmd_name])
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run a subcommand; print its EventcoderError as one line, dictionary faults as they are, a line each."""
        try:
            return super().invoke(ctx)
        except DictionaryError as error:
            click.echo(str(error), err=True)
        except EventcoderError as error:
            click.echo(f"eventcoder: {' '.join(str(error).split())}", err=True)
        ctx.exit(1)


def _show_version(ctx: click.Context, parameter: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        click.echo(f"eventcoder {version('eventcoder')}")
        ctx.exit()


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_show_version, help="Show the version.")
def main() -> None:
    """Code Arabic political news into CAMEO events: who did what to whom, when."""
