"""The README's commands and examples are those that work."""

from __future__ import annotations

import re
import shlex
import subprocess
from pathlib import Path

import click
import pytest

import eventcoder
from eventcoder.cli.main import main
from eventcoder.records import COLUMNS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
COMMANDS = [line for language, block in BLOCKS if language == "sh" for line in block.splitlines() if line.strip()]


def test_the_two_commands_come_first() -> None:
    assert COMMANDS[:2] == ["make", "make test"]


@pytest.mark.parametrize("target", ["all", *sorted(set(re.findall(r"(?:^|`)make ([a-z-]+)(?:`|$)", README, re.MULTILINE)))])
def test_make_knows_the_target(target: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(rf"^{target}:", makefile, re.MULTILINE)


def test_make_alone_is_all() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    rules = [name for name in re.findall(r"^([^\s:=#]+):(?!=)", makefile, re.MULTILINE) if not name.startswith(".")]
    assert rules[0] == "all"
    subprocess.run(["make", "--dry-run"], cwd=ROOT, check=True, capture_output=True)


@pytest.mark.parametrize("line", [line for line in COMMANDS if line.startswith("eventcoder ")])
def test_command_parses(line: str) -> None:
    """Names, options and arguments are known; nothing is run."""
    command: click.Command = main
    context = click.Context(main, info_name="eventcoder")
    words = shlex.split(line, comments=True)[1:]
    while isinstance(command, click.Group):
        found = command.get_command(context, name := words.pop(0))
        assert found, f"no command {name}"
        command, context = found, click.Context(found, parent=context, info_name=name)
    command.make_context(context.info_name, words, parent=context.parent)
    assert "Usage: " in command.get_help(context)


def test_the_actor_takes_effect(tmp_path: Path) -> None:
    [entry] = [block for _, block in BLOCKS if block.startswith("actor:")]
    assert entry.count("\n") == 5
    (tmp_path / "mine.dict").write_text(entry, encoding="utf-8")
    coder = eventcoder.load(extra=(tmp_path,))
    events = eventcoder.code("أدان المعهد الدنماركي لحقوق الإنسان الحكومة الإسرائيلية.", date="2020-06-25", coder=coder)
    assert [(event.source, event.source_id, event.root, event.target) for event in events] == [
        ("DNKNGO", "DNK.human-rights", "11", "ISRGOV"),
    ]


def test_the_python_example_runs(capsys: pytest.CaptureFixture[str]) -> None:
    [example] = [block for language, block in BLOCKS if language == "python"]
    exec(example, {})
    assert capsys.readouterr().out == "EGYGOV 040 FRAGOV\n"


def test_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#]+)", README):
        assert target.startswith("http") or (ROOT / target).exists(), target


def test_every_column_is_explained() -> None:
    page = (ROOT / "docs" / "records.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1] for line in page.splitlines() if line.startswith("| `")]
    assert [name for row in rows for name in re.findall(r"`(\w+)`", row)] == list(COLUMNS)
