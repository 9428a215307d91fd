"""The `dict` commands, for those who edit dictionaries: each in a module of its own, imported when it is used."""

from __future__ import annotations

from pkgutil import resolve_name

import click

_COMMANDS = {
    "check": "eventcoder.cli.dict_check:check",
    "test": "eventcoder.cli.dict_check:test",
    "fmt": "eventcoder.cli.dict_look:fmt",
    "stats": "eventcoder.cli.dict_look:stats",
    "find": "eventcoder.cli.dict_look:find",
    "add": "eventcoder.cli.dict_add:add",
    "diff": "eventcoder.cli.dict_diff:diff",
    "harvest": "eventcoder.cli.dict_diff:harvest",
    "import": "eventcoder.cli.dict_move:import_",
    "export": "eventcoder.cli.dict_move:export",
}


class DictCommands(click.Group):
    """Subcommands imported on demand, listed in the order in which one works."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the subcommands."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a subcommand from its module."""
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = resolve_name(_COMMANDS[cmd_name])
        return command


@click.group(cls=DictCommands)
def dictionaries() -> None:
    """Check, test, search, extend and compare the dictionaries."""
