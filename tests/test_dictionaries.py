"""The shipped dictionaries: no fault, and every entry's own examples come out as they expect."""

from __future__ import annotations

from pathlib import Path

import pytest

import eventcoder
from eventcoder.coding.pipeline import Coder
from eventcoder.dictionary.compile import Compiled, compile_folders
from eventcoder.errors import DictionaryError
from eventcoder.workbench.examples import run_examples

FOLDER = eventcoder.shipped_dictionaries()
FILES = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.dict"))


@pytest.fixture(scope="module")
def compiled() -> Compiled:
    try:
        return compile_folders([FOLDER])
    except DictionaryError as error:
        pytest.fail(str(error), pytrace=False)


@pytest.fixture(scope="module")
def coder() -> Coder:
    return eventcoder.load()


def test_there_are_examples(compiled: Compiled) -> None:
    assert len(compiled.examples) > 1000


@pytest.mark.parametrize("name", FILES)
def test_examples(name: str, compiled: Compiled, coder: Coder) -> None:
    own = [example for example in compiled.examples if Path(example.path) == Path(FOLDER.name, name)]
    failed = [outcome for outcome in run_examples(own, coder) if not outcome.passed]
    if failed:
        shown = "\n".join(map(str, failed))
        pytest.fail(f"{len(failed)} of {len(own)} examples of {name}:\n{shown}", pytrace=False)
