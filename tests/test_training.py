"""Training, measuring and fetching models: on a treebank of a few sentences, and from a server on this machine."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import orjson
import pytest
from click.testing import CliRunner

from eventcoder.cli.main import main
from eventcoder.coding.analyse import load_model
from eventcoder.errors import ModelError
from eventcoder.training.card import make_card, read_facts
from eventcoder.training.fetch import fetch_model
from eventcoder.training.measure import score_treebank
from eventcoder.training.train import train_model
from eventcoder.training.treebank import read_trees

CONLLU = """# sent_id = 1
1\tاستقبل\t_\tVERB\t_\t_\t0\troot\t_\t_
2\tالرئيس\t_\tNOUN\t_\t_\t1\tnsubj\t_\t_
3\tالوزير\t_\tNOUN\t_\t_\t1\tobj\t_\tSpaceAfter=No
4\t.\t_\tPUNCT\t_\t_\t1\tpunct\t_\t_

# sent_id = 2
1-2\tوقال\t_\t_\t_\t_\t_\t_\t_\t_
1\tو\t_\tCCONJ\t_\t_\t2\tcc\t_\tSpaceAfter=No
2\tقال\t_\tVERB\t_\t_\t0\troot\t_\t_
3\tالوزير\t_\tNOUN\t_\t_\t2\tnsubj:pass\t_\t_

"""


@pytest.fixture(scope="module")
def treebank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("treebank") / "small.conllu"
    path.write_text(CONLLU, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def trained(treebank: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("model") / "made"
    train_model([treebank], out, known=frozenset({"فلسطين"}), licence="CC0", note="Small.", steps=8)
    return out


def test_trees_are_read_with_their_text(treebank: Path) -> None:
    first, second = read_trees([treebank])
    assert (first.text, second.text) == ("استقبل الرئيس الوزير.", "وقال الوزير")
    told = [(word.form, word.head, word.dep) for word in second.words]
    assert told == [("و", 1, "cc"), ("قال", 1, "root"), ("الوزير", 1, "nsubj")]
    assert [first.text[word.start : word.end] for word in first.words] == [word.form for word in first.words]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", r"no sentence in .*bad\.conllu"),
        ("1\tكلمة\n\n", r"bad\.conllu:1: a CoNLL-U line has 10 cells"),
        ("1\tكلمة\t_\tNOUN\t_\t_\t_\troot\t_\t_\n\n", r"a word without a head: كلمة"),
        ("1\tكلمة\t_\tNOUN\t_\t_\t7\troot\t_\t_\n\n", r"كلمة hangs on word 7 of 1"),
    ],
)
def test_a_broken_treebank_is_refused(content: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "bad.conllu").write_text(content, encoding="utf-8")
    with pytest.raises(ModelError, match=message):
        read_trees([tmp_path / "bad.conllu"])
    with pytest.raises(ModelError, match="cannot be read"):
        read_trees([tmp_path / "none.conllu"])


def test_a_trained_model_is_whole_and_can_be_scored(trained: Path, treebank: Path) -> None:
    assert {path.name for path in trained.iterdir()} == {"clitics.json", "spacy", "model.json"}
    facts = read_facts(trained)
    assert (facts["sentences"], facts["words"], facts["steps"], facts["licence"]) == (2, 7, 8, "CC0")
    score = score_treebank(load_model(trained), read_trees([treebank]), "small")
    assert score.words == 7
    assert 0 <= score.labelled <= score.heads <= 100
    assert score.split == score.split_plain == 100
    assert sum(label.words for label in score.labels) == 7
    card = make_card(facts, [score], None, command="eventcoder model measure small.conllu")
    for part in ("CC0", "Small.", "small.conllu", f"| small | 7 | {score.tags:.1f} |", "By label", "| nsubj | 2 |"):
        assert part in card


def test_the_same_treebank_gives_the_same_model(trained: Path, treebank: Path, tmp_path: Path) -> None:
    train_model([treebank], tmp_path / "again", known=frozenset({"فلسطين"}), licence="CC0", note="Small.", steps=8)
    assert (tmp_path / "again" / "clitics.json").read_bytes() == (trained / "clitics.json").read_bytes()
    for name in ("tok2vec", "tagger", "parser"):
        assert (tmp_path / "again" / "spacy" / name / "model").read_bytes() == (trained / "spacy" / name / "model").read_bytes()


def test_a_failed_training_leaves_the_old_model(trained: Path, tmp_path: Path) -> None:
    before = (trained / "clitics.json").read_bytes()
    (tmp_path / "bad.conllu").write_text("1\tكلمة\n", encoding="utf-8")
    with pytest.raises(ModelError):
        train_model([tmp_path / "bad.conllu"], trained, known=frozenset(), licence="x", steps=1)
    assert (trained / "clitics.json").read_bytes() == before
    assert [path.name for path in trained.parent.iterdir()] == [trained.name]


def test_the_command_trains_measures_and_tells(treebank: Path, tmp_path: Path) -> None:
    run = CliRunner()
    sentences = tmp_path / "documents.jsonl"
    sentences.write_bytes(orjson.dumps({"id": "1", "date": "2020-01-01", "text": "استقبل الرئيس المصري الوزير السوري."}) + b"\n")
    out = tmp_path / "model"
    made = run.invoke(
        main,
        ["model", "train", str(treebank), "--out", str(out), "--licence", "CC0", "--steps", "2", "--test", str(treebank)],
    )
    assert made.exit_code == 0, made.output
    assert (out / "README.md").read_text(encoding="utf-8").startswith("# The Arabic model")
    told = run.invoke(main, ["model", "info", "--model", str(out)])
    assert "licence: CC0" in told.stdout
    options = ["--model", str(out), "--sentences", str(sentences), "--write"]
    measured = run.invoke(main, ["model", "measure", str(treebank), *options])
    assert measured.exit_code == 0, measured.output
    assert "raw text to events" in (out / "README.md").read_text(encoding="utf-8")
    refused = run.invoke(main, ["model", "info", "--model", str(tmp_path)])
    assert refused.exit_code == 1
    assert "is no model" in refused.output


# ---------------------------------------------------------------- fetching

BODY = b"a model of UDPipe" * 1000


class Files(BaseHTTPRequestHandler):
    """Serves one file, one that breaks off, and nothing else."""

    def do_GET(self) -> None:
        """Answer by path."""
        if self.path == "/missing":
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Length", str(len(BODY)))
        self.end_headers()
        self.wfile.write(BODY[:100] if self.path == "/broken" else BODY)

    def log_message(self, *arguments: object) -> None:
        """Keep quiet."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Files) as http:
        thread = threading.Thread(target=http.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{http.server_port}"
        http.shutdown()
        thread.join()


def test_a_model_is_fetched_whole(server: str, tmp_path: Path) -> None:
    digest = fetch_model(tmp_path / "new" / "a.udpipe", url=f"{server}/model")
    assert (tmp_path / "new" / "a.udpipe").read_bytes() == BODY
    assert digest == hashlib.sha256(BODY).hexdigest()
    assert (tmp_path / "new" / "a.udpipe.sha256").read_text(encoding="ascii").startswith(digest)
    assert fetch_model(tmp_path / "new" / "a.udpipe", url=f"{server}/model", sha256=digest.upper()) == digest


@pytest.mark.parametrize(
    ("path", "sha256", "message"),
    [
        ("/missing", "", "cannot be fetched"),
        ("/broken", "", "broke off after 100 of 17,000 bytes|cannot be fetched"),
        ("/model", "0" * 64, "the file's SHA-256 is"),
    ],
)
def test_what_cannot_be_fetched_leaves_the_old_file(server: str, path: str, sha256: str, message: str, tmp_path: Path) -> None:
    out = tmp_path / "a.udpipe"
    out.write_bytes(b"old")
    with pytest.raises(ModelError, match=message):
        fetch_model(out, url=server + path, sha256=sha256)
    assert out.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["a.udpipe"]


def test_a_changed_file_is_not_taken_for_the_old_one(server: str, tmp_path: Path) -> None:
    out = tmp_path / "a.udpipe"
    fetch_model(out, url=f"{server}/model")
    (tmp_path / "a.udpipe.sha256").write_text("1" * 64 + "  a.udpipe\n", encoding="ascii")
    with pytest.raises(ModelError, match="give --sha256"):
        fetch_model(out, url=f"{server}/model")


def test_only_http_is_fetched_and_dead_servers_are_told(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="is no http"):
        fetch_model(tmp_path / "a", url="file:///etc/passwd")
    with pytest.raises(ModelError, match="cannot be fetched"):
        fetch_model(tmp_path / "a", url="http://127.0.0.1:9/none", timeout=2)


def test_the_command_fetches(server: str, tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["model", "fetch", "--url", f"{server}/model", "--out", str(tmp_path / "a.udpipe")])
    assert done.exit_code == 0, done.output
    assert (tmp_path / "a.udpipe").read_bytes() == BODY
