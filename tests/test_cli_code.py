"""The command `eventcoder code`: what it prints, what it writes, how it exits."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from attrs import fields
from click.testing import CliRunner, Result

import eventcoder
from eventcoder.cli.main import main
from eventcoder.errors import DictionaryError, Fault, ModelError
from eventcoder.records import COLUMNS, Document, Event

_EMPTY: dict[object, object] = {"str": "", "int": 0, "bool": False, "float | None": None}
TEXT = "التقى وزير الخارجية المصري نظيره الأردني في القاهرة."
GOOD: dict[str, object] = {"id": "a", "date": "2020-06-25", "text": TEXT}


class FakeCoder:
    """Codes the first word of every document as a meeting."""

    def code(self, document: Document) -> list[Event]:
        blank = {column.name: _EMPTY[column.type] for column in fields(Event)}
        word = document.text.split()[0]
        return [Event(**blank | {"code": "040", "doc_id": document.id, "trigger_text": word, "end": len(word)})]  # type: ignore[arg-type]


class Loader:
    """Stands for eventcoder.load and keeps what it was called with."""

    def __init__(self) -> None:
        self.options: dict[str, Any] = {}
        self.error: Exception | None = None

    def __call__(self, **options: Any) -> FakeCoder:
        self.options = options
        if self.error:
            raise self.error
        return FakeCoder()


@pytest.fixture
def loader(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Loader:
    found = Loader()
    monkeypatch.setattr(eventcoder, "load", found, raising=False)
    monkeypatch.chdir(tmp_path)
    return found


def write(name: str, *documents: dict[str, object] | str) -> None:
    texts = [item if isinstance(item, str) else json.dumps(item, ensure_ascii=False) for item in documents]
    Path(name).write_text("".join(f"{text}\n" for text in texts), encoding="utf-8")


def call(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main, ["code", *arguments], input=stdin)


@pytest.mark.parametrize(
    ("out", "options", "first"),
    [
        ("e.csv", [], "event_id,"),
        ("e.jsonl", [], "{"),
        ("e.JSONL", [], "{"),
        ("e.dat", [], "event_id,"),
        ("e.csv", ["--format", "jsonl"], "{"),
        ("e.jsonl", ["--format", "csv"], "event_id,"),
    ],
)
def test_format(loader: Loader, out: str, options: list[str], first: str) -> None:
    write("in.jsonl", GOOD)
    result = call("in.jsonl", "--out", out, *options)
    assert result.exit_code == 0, result.output
    assert Path(out).read_text(encoding="utf-8").startswith(first)
    assert result.stdout == ""
    assert f"eventcoder: 1 document coded, 1 event written to {out}\n" in result.stderr


def test_default_options_reach_the_coder(loader: Loader) -> None:
    write("in.jsonl", GOOD)
    call("in.jsonl", "--out", "e.csv")
    assert loader.options == {
        "dictionaries": None,
        "extra": (),
        "model": None,
        "analyses": None,
        "statements": False,
        "statuses": ("asserted",),
    }


def test_options_reach_the_coder(loader: Loader) -> None:
    write("in.jsonl", GOOD)
    call(
        "in.jsonl",
        "--out",
        "e.csv",
        "--statements",
        "--status",
        "negated,asserted",
        "--dictionaries",
        "d",
        "--extra",
        "x",
        "--extra",
        "y",
        "--model",
        "m.udpipe",
        "--analyses",
        "a.sqlite",
    )
    assert loader.options == {
        "dictionaries": Path("d"),
        "extra": (Path("x"), Path("y")),
        "model": Path("m.udpipe"),
        "analyses": Path("a.sqlite"),
        "statements": True,
        "statuses": ("asserted", "negated"),
    }


@pytest.mark.parametrize(
    ("status", "want"),
    [
        ("all", ("asserted", "historical", "planned", "hypothetical", "negated")),
        ("planned", ("planned",)),
        ("planned, asserted,planned", ("asserted", "planned")),
    ],
)
def test_status(loader: Loader, status: str, want: tuple[str, ...]) -> None:
    write("in.jsonl", GOOD)
    assert call("in.jsonl", "--out", "e.csv", "--status", status).exit_code == 0
    assert loader.options["statuses"] == want


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["in.jsonl"],
        ["--out", "e.csv"],
        ["in.jsonl", "--out", "e.csv", "--format", "xml"],
        ["in.jsonl", "--out", "e.csv", "--status", "future"],
        ["in.jsonl", "--out", "e.csv", "--status", ""],
        ["in.jsonl", "--out", "e.csv", "--max-rejects", "2"],
        ["in.jsonl", "--out", "e.csv", "--none"],
    ],
)
def test_wrong_usage(loader: Loader, arguments: list[str]) -> None:
    write("in.jsonl", GOOD)
    result = call(*arguments)
    assert result.exit_code == 2 and result.stderr.startswith("Usage:")
    assert not Path("e.csv").exists()


@pytest.mark.parametrize(
    ("bad", "good", "options", "status"),
    [
        (0, 2, [], 0),
        (1, 30, [], 0),
        (1, 2, [], 3),
        (1, 2, ["--max-rejects", "0.5"], 0),
        (1, 30, ["--max-rejects", "0"], 3),
    ],
)
def test_refused_documents(loader: Loader, bad: int, good: int, options: list[str], status: int) -> None:
    write("in.jsonl", *(GOOD | {"id": str(number)} for number in range(good)), *(["{"] * bad))
    result = call("in.jsonl", "--out", "e.jsonl", *options)
    assert result.exit_code == status
    assert len(Path("e.jsonl").read_text(encoding="utf-8").splitlines()) == good
    assert Path("e.jsonl.rejects.jsonl").exists() is bool(bad)
    assert ("eventcoder: 1 document refused, listed in e.jsonl.rejects.jsonl" in result.stderr) is bool(bad)
    assert ("--max-rejects" in result.stderr) is (status == 3)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("in.jsonl", None, "in.jsonl: no such file or folder; check the path"),
        ("in.jsonl", b"", "in.jsonl: is empty; give a file with documents in it"),
        ("in.txt", b"", "in.txt: is empty; give a file with documents in it"),
        ("in.txt", "لقاء\nالخميس\nنص".encode("cp1256"), "in.txt: not UTF-8; save it as UTF-8 (the first bad byte is in line 1)"),
        ("in.jsonl", '{"id": "ق"}'.encode("cp1256"), "in.jsonl:1: not UTF-8; save it as UTF-8"),
        ("in.jsonl", b"x\n", "in.jsonl:1: not JSON: unexpected character, expected a JSON value at column 1"),
        (
            "in.pdf",
            b"x",
            "in.pdf: not a known kind of file; give .jsonl, .csv, .tsv, .txt, .xml, .html, .htm, each also with .gz or .zst "
            "behind it, or pipe JSONL into -",
        ),
    ],
)
def test_whole_input_at_fault(loader: Loader, name: str, content: bytes | None, message: str) -> None:
    if content is not None:
        Path(name).write_bytes(content)
    result = call(name, "--out", "e.csv")
    assert result.exit_code == 1
    assert (result.stderr, result.stdout) == (f"eventcoder: {message}\n", "")
    assert os.listdir() == ([name] if content is not None else [])


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (ModelError("m: no such model"), "eventcoder: m: no such model\n"),
        (ModelError("m: two\nlines"), "eventcoder: m: two lines\n"),
        (
            DictionaryError([Fault("a.dict", 3, 5, "no such field", "nmae: x")]),
            "a.dict:3:5: no such field\n    nmae: x\n1 fault in the dictionaries\n",
        ),
    ],
)
def test_model_or_dictionary_at_fault(loader: Loader, error: Exception, message: str) -> None:
    write("in.jsonl", GOOD)
    loader.error = error
    result = call("in.jsonl", "--out", "e.csv")
    assert (result.exit_code, result.stderr, result.stdout) == (1, message, "")
    assert not Path("e.csv").exists()


def test_folder_is_a_store(loader: Loader) -> None:
    """A new name without a suffix is a store, and so is a folder that is there; its format is kept."""
    write("in.jsonl", GOOD | {"text": TEXT})
    result = call("in.jsonl", "--out", "store", "--format", "jsonl", "--workers", "2")
    assert result.exit_code == 0, result.stderr
    assert result.stdout == "" and result.stderr.startswith("store: run of ")
    assert "1 read: 1 coded" in result.stderr
    assert len(Path("store/events/2020/06/2020-06-25.jsonl").read_text(encoding="utf-8").splitlines()) == 1
    write("in.jsonl", GOOD, {"id": "b"}, GOOD | {"id": "c"})
    result = call("in.jsonl", "--out", "store")
    assert result.exit_code == 3 and "more documents were refused than --max-rejects 0.05 allows" in result.stderr
    assert "all refused documents are listed in store/rejects.jsonl" in result.stderr
    assert call("in.jsonl", "--out", "store", "--recode").exit_code == 3
    assert Path("store/vintage-2/events/2020/06/2020-06-25.csv").is_file() is False
    result = call("in.jsonl", "--out", "store", "--format", "csv")
    assert result.exit_code == 1 and "is kept as jsonl" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--out", "store/", "--rejects", "r.jsonl"], "--rejects is for a FILE"),
        (["--out", "store/", "--scheduler", "tcp://x:1"], "--scheduler needs --engine dask"),
        (["--out", "e.csv", "--shard", "1/2"], "--shard needs a DIR"),
        (["--out", "store/", "--shard", "3/2"], "'3/2' is no share"),
        (["--out", "e.csv", "--workers", "0"], "0 is not in the range"),
        (["--out", "e.csv", "--encoding", "koi8-r"], "'koi8-r' is not one of"),
    ],
)
def test_wrong_usage_of_stores(loader: Loader, arguments: list[str], message: str) -> None:
    write("in.jsonl", GOOD)
    result = call("in.jsonl", *arguments)
    assert result.exit_code == 2 and message in result.stderr
    assert loader.options == {}


def test_shard(loader: Loader) -> None:
    write("in.jsonl", *(GOOD | {"id": str(number)} for number in range(9)))
    for number in (1, 2):
        result = call("in.jsonl", "--out", "store/", "--shard", f"{number}/2")
        assert result.exit_code == 0 and f"coded as shard {number} of 2 of store/" in result.stderr
    assert call("in.jsonl", "--out", "store/").exit_code == 0
    assert "9 coded" in Path("store/report.txt").read_text()
    assert not Path("store/shards").exists()


def test_file_with_workers_is_the_same(loader: Loader) -> None:
    write("in.jsonl", *(GOOD | {"id": str(number)} for number in range(9)), "{")
    assert call("in.jsonl", "--out", "one.csv", "--max-rejects", "1").exit_code == 0
    assert call("in.jsonl", "--out", "two.csv", "--max-rejects", "1", "--workers", "2").exit_code == 0
    assert Path("one.csv").read_bytes() == Path("two.csv").read_bytes()


def test_dask_without_the_package(loader: Loader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    write("in.jsonl", GOOD)
    result = call("in.jsonl", "--out", "e.csv", "--engine", "dask")
    assert result.exit_code == 1
    assert result.stderr == "eventcoder: --engine dask needs a package more: pip install 'eventcoder[dask]'\n"


def test_pipe_through(loader: Loader) -> None:
    result = call("-", "--out", "-", "--format", "jsonl", "--max-rejects", "1", stdin=json.dumps(GOOD) + "\n{\n")
    assert result.exit_code == 0
    assert tuple(json.loads(result.stdout)) == COLUMNS
    assert "eventcoder: refused stdin:2: not JSON" in result.stderr
    assert "1 event written to standard output" in result.stderr
    assert os.listdir() == []


def test_named_rejects(loader: Loader) -> None:
    write("in.jsonl", GOOD, "{")
    result = call("in.jsonl", "--out", "-", "--rejects", "r.jsonl")
    assert result.exit_code == 3 and "listed in r.jsonl" in result.stderr
    assert json.loads(Path("r.jsonl").read_text())["source"] == "in.jsonl:2"


def test_help_names_the_commands_and_loads_no_model() -> None:
    script = (
        "import sys; from eventcoder.cli.main import main; main(['code', '--help'], standalone_mode=False);"
        "print('spacy' in sys.modules)"
    )
    shown = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert "--max-rejects" in shown and shown.endswith("False\n")
    result = CliRunner().invoke(main, ["--help"])
    assert result.exit_code == 0 and "code " in result.stdout and "explain " in result.stdout


def test_unknown_command() -> None:
    assert CliRunner().invoke(main, ["decode"]).exit_code == 2


def test_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("eventcoder.cli.main.version", lambda name: f"1.2 of {name}")
    result = CliRunner().invoke(main, ["--version"])
    assert (result.exit_code, result.stdout) == (0, "eventcoder 1.2 of eventcoder\n")


def test_progress_bar_on_a_terminal(loader: Loader, monkeypatch: pytest.MonkeyPatch) -> None:
    write("in.jsonl", GOOD, GOOD | {"id": "b"})
    assert "coding" not in call("in.jsonl", "--out", "e.csv").stderr

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    main(["code", "in.jsonl", "--out", "e.csv"], standalone_mode=False)
    assert "coding" in terminal.getvalue() and "100%" in terminal.getvalue()
