"""Hostile input: refused with its reason or made harmless; the documents beside it are coded, nothing leaves the store."""

from __future__ import annotations

import csv
import gzip
import io
import json
import resource
from pathlib import Path

import pytest
from fake_coder import TEXT, contents, run, write_documents

from eventcoder.cli.table import table
from eventcoder.corpus import open_input, read
from eventcoder.corpus.check import Raw, make_document
from eventcoder.corpus.read import Refusal, no_date, read_documents
from eventcoder.records import Document

GOOD = {"id": "good", "date": "2020-06-25", "text": TEXT}
LINE = json.dumps(GOOD, ensure_ascii=False)
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(9))


def with_bad(bad: dict[str, object] | str | bytes) -> bytes:
    line = bad if isinstance(bad, bytes) else (bad if isinstance(bad, str) else json.dumps(GOOD | {"id": "bad"} | bad)).encode()
    return line + b"\n" + LINE.encode() + b"\n"


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        (
            "in.xml",
            f'<!DOCTYPE x [{LAUGHS}]><Articles><Article id="x"><Text>&l8;</Text></Article></Articles>',
            "not XML that can be",
        ),
        (
            "in.xml",
            '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd"><Articles><Article/></Articles>',
            "not XML that can be read safely",
        ),
        ("in.jsonl", with_bad(b'{"id": "bad", "text": "' + b"x" * 50_000_000 + b'"}'), "a line of more than 40 MB"),
        ("in.jsonl", with_bad({"text": f"{TEXT}\0"}), "a NUL byte in `text`"),
        ("in.jsonl", with_bad(b"\0\0\0"), "not JSON"),
        ("in.jsonl", with_bad('{"id": "bad", "date": "2020-06-25", "text": "\\ud83d"}'), "not JSON"),
        ("in.jsonl", with_bad('{"id": ' + "[" * 100_000 + "]" * 100_000 + "}"), "not JSON"),
        ("in.jsonl", with_bad('{"id": ' + '{"a":' * 100_000 + "1" + "}" * 100_000 + "}"), "not JSON"),
        ("in.jsonl", with_bad({"id": "../../etc/x\nid"}), "a line end or control character in `id`"),
        ("in.jsonl", with_bad({"id": "a\x1b[2Jb"}), "a line end or control character in `id`"),
        ("in.jsonl", with_bad({"date": "2020-06-25/../../.."}), "`date` is not YYYY-MM-DD"),
        ("in.csv", f'id,date,text\nbad,2020-06-25,"{TEXT}\0"\ngood,2020-06-25,{TEXT}\n', "a NUL byte in `text`"),
        (
            "in.csv",
            f"id,date,text\nbad,2020-06-25,x\ud83d\ngood,2020-06-25,{TEXT}\n".encode("utf-8", "surrogatepass"),
            "not UTF-8",
        ),
        ("in.csv", f'id,date,text\ngood,2020-06-25,{TEXT}\nbad,2020-06-25,"{"x" * 41_000_000}', "not a row of the table"),
    ],
    ids="laughs dtd line nul nuls surrogate lists objects path escape day csv-nul csv-surrogate csv-quote".split(),
)
def test_refused(tmp_path: Path, name: str, content: str | bytes, reason: str) -> None:
    file = tmp_path / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    items = list(read_documents([str(file)]))
    [refusal] = [item for item in items if isinstance(item, Refusal)]
    assert refusal.reason.startswith(reason)
    assert [item.id for item in items if isinstance(item, Document)] == ([] if name == "in.xml" else ["good"])
    assert "\n" not in refusal.source


@pytest.mark.parametrize("packing", ["gz", "zst"])
@pytest.mark.parametrize("lines", [False, True])
def test_bomb_is_not_unpacked_to_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, packing: str, lines: bool) -> None:
    monkeypatch.setattr(open_input, "FREE_BYTES", 100_000)
    content = LINE.encode() + b"\n" + (b"1\n" * 200_000 if lines else b"a" * 30_000_000)
    if packing == "gz":
        packed = gzip.compress(content, 6)
    else:
        packed = pytest.importorskip("zstandard", reason="needs the zstd extra").ZstdCompressor().compress(content)
    (tmp_path / f"in.jsonl.{packing}").write_bytes(packed)
    monkeypatch.setattr(read, "MOST_REFUSED", 2_000_000)
    last: Document | Refusal | None = None
    for last in read_documents([str(tmp_path / f"in.jsonl.{packing}")]):  # noqa: B007
        pass
    assert isinstance(last, Refusal)
    assert last.reason == "cannot be read any further: a packed file that grows to more than 200 times its size"


def test_refusals_do_not_go_on_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "MOST_REFUSED", 50)
    (tmp_path / "in.jsonl").write_text("1\n" * 40 + LINE + "\n" + "1\n" * 1000, encoding="utf-8")
    items = list(read_documents([str(tmp_path / "in.jsonl")]))
    assert len(items) == 40 + 1 + 50 + 1
    assert isinstance(items[-1], Refusal) and items[-1].reason.startswith("not read any further: 50 refused in a row")


def ids_of(file: Path) -> list[str]:
    with open(file, encoding="utf-8", newline="") as stream:
        return [row["doc_id"] for row in csv.DictReader(stream)]


def test_ids_lead_nowhere(tmp_path: Path) -> None:
    ids = ["../../../../tmp/x", "/etc/passwd", "..", "a/b", "C:\\x", "%2e%2e", "=1+1"]
    write_documents(tmp_path / "in.jsonl", [{**GOOD, "id": name} for name in ids])
    run([tmp_path / "in.jsonl"], tmp_path / "out")
    assert sorted(contents(tmp_path / "out")) == ["events/2020/06/2020-06-25.csv", "rejects.jsonl"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.jsonl", "out"]
    cells = ids_of(tmp_path / "out/events/2020/06/2020-06-25.csv")
    assert sorted(cells) == sorted([*ids[:-1], "'=1+1"])
    write_documents(tmp_path / "more.jsonl", [GOOD])
    run([tmp_path / "more.jsonl"], tmp_path / "out")
    again = ids_of(tmp_path / "out/events/2020/06/2020-06-25.csv")
    assert sorted(again) == sorted([*cells, "good"])


@pytest.mark.parametrize(
    ("field", "value", "column", "want"),
    [
        ("publisher", '=HYPERLINK("http://x";"y")', "publisher", '\'=HYPERLINK("http://x";"y")'),
        ("publisher", "'=1", "publisher", "''=1"),
        ("url", "+cmd|' /C calc'!A0", "url", "'+cmd|' /C calc'!A0"),
        ("publisher", "a\r\nb\x1b[31mc\x00"[:-1], "publisher", "a  b [31mc"),
        ("url", "javascript:x\x07\u2028y", "url", "javascript:x  y"),
    ],
)
def test_cells_are_harmless(tmp_path: Path, field: str, value: str, column: str, want: str) -> None:
    for night in range(2):  # the second run reads the first one's file back
        write_documents(tmp_path / f"{night}.jsonl", [{**GOOD, "id": f"d{night}", field: value}])
        run([tmp_path / f"{night}.jsonl"], tmp_path / "out")
    with open(tmp_path / "out/events/2020/06/2020-06-25.csv", encoding="utf-8", newline="") as stream:
        assert [row[column] for row in csv.DictReader(stream)] == [want, want]


@pytest.mark.parametrize(
    ("title", "want"),
    [
        ("<b>لقاء</b>", "   لقاء    "),
        ("<script>alert(1)</script>لقاء", "        alert(1)         لقاء"),
        ("<img src=x onerror=alert(1)>لقاء", " " * 28 + "لقاء"),
        ("لقاء\x1b[2J\x07\x9b31m", "لقاء [2J  31m"),
        ("لقاء 3 < 4 > 2", "لقاء 3 < 4 > 2"),
    ],
)
def test_titles_keep_their_offsets(title: str, want: str) -> None:
    document = make_document(Raw("in:1", {**GOOD, "title": title}), no_date)
    assert isinstance(document, Document)
    assert document.text == f"{want}\n{TEXT}" and document.title_end == len(title)


def test_names_are_shown_on_one_line(tmp_path: Path) -> None:
    (tmp_path / "a\nb\x1b.jsonl").write_text("{\n")
    [refusal] = read_documents([str(tmp_path)])
    assert isinstance(refusal, Refusal) and refusal.source.endswith("a\\nb\\x1b.jsonl:1")
    assert "\x1b" not in "".join(table(("x",), [("a\x1b[2J",)]))


def test_huge_line_needs_little_memory(tmp_path: Path) -> None:
    with open(tmp_path / "in.jsonl", "wb") as stream:
        for _ in range(20):
            stream.write(b"x" * 10_000_000)
        stream.write(b"\n" + LINE.encode())
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert [type(item) for item in read_documents([str(tmp_path / "in.jsonl")])] == [Refusal, Document]
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 150_000


def test_gzip_of_nothing_but_headers(tmp_path: Path) -> None:
    made = io.BytesIO()
    with gzip.GzipFile(fileobj=made, mode="wb") as stream:
        stream.write(b"")
    (tmp_path / "in.jsonl.gz").write_bytes(made.getvalue() * 1000)
    [refusal] = read_documents([str(tmp_path / "in.jsonl.gz")])
    assert isinstance(refusal, Refusal) and refusal.reason.startswith("is empty")
