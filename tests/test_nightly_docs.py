"""The commands and examples of docs/nightly.md are those that work."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from eventcoder.cli.code import code

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "nightly.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
LINES = [line for _, block in BLOCKS for line in block.splitlines()]
COMMANDS = re.findall(r"eventcoder code (.*?)(?: +#.*| > .*|)$", "\n".join(LINES), re.MULTILINE)


@pytest.mark.parametrize("command", COMMANDS)
def test_commands_parse(command: str) -> None:
    words = shlex.split(command.replace("$SLURM_ARRAY_TASK_ID", "1"))
    context = code.make_context("code", words)
    assert context.params["inputs"] and context.params["out"]


def test_there_are_commands() -> None:
    assert len(COMMANDS) >= 6


@pytest.mark.parametrize("block", [block for language, block in BLOCKS if language == "python"])
def test_python_compiles(block: str) -> None:
    compile(block, "docs/nightly.md", "exec")


@pytest.mark.parametrize("target", sorted(set(re.findall(r"make ([a-z-]+-[a-z]+|nightly)", PAGE))))
def test_make_knows_the_target(target: str) -> None:
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


def test_every_option_is_in_the_page_or_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    names = [name for option in code.params if isinstance(option, click.Option) for name in option.opts]
    told = [name for name in names if name not in PAGE and name not in readme]
    assert set(told) <= {"--dictionaries", "--rejects"}, told
