"""The formats of records: CSV, JSONL and Parquet hold all, those of the field hold what their readers want, exactly."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from types import SimpleNamespace

import pytest
from attrs import evolve
from fake_coder import make_event

import eventcoder
from eventcoder.corpus.choose import labels_of
from eventcoder.corpus.field_formats import ICEWS, PHOENIX, Labels, actor_parts
from eventcoder.corpus.formats import FORMATS, format_of
from eventcoder.corpus.write import write_events
from eventcoder.dictionary.compile import load_lexicon
from eventcoder.records import Event

EVENT = make_event(
    event_id="e1",
    act_id="a1",
    event_date="2020-06-05",
    date_precision="day",
    source="EGYGOVMIL",
    target="COP",
    source_name="Egyptian army",
    target_name="police",
    code="046",
    root="04",
    quad_class=1,
    goldstein=7.0,
    plover="CONSULT",
    symmetric=True,
    status="asserted",
    issue="security;trade",
    headline='Egyptian army says "yes", twice',
    source_text="الجيش",
    place="Cairo",
    country="EGY",
    latitude=30.06263,
    longitude=None,
    doc_id="doc\u20281;x",
    sentence=2,
    start=10,
    end=14,
    publisher="P\tQ",
    url="http://x/1?a=b",
    doc_date="2020-06-06",
    confidence=0.8,
    lexicon="l",
    version="v",
)
BARE = make_event(event_date="2020-12-31", source="---", code="1823", root="18", doc_id="d2", goldstein=-10.0)
ODD = evolve(EVENT, headline="'=1\r\nx", publisher="=1", place="''", url="", issue="a,b", latitude=-0.1)
LABELS = Labels({"046": "Engage in negotiation", "1823": "Kill by physical assault"}, {"EGY": "Egypt"})


def written(name: str, *events: Event) -> bytes:
    return b"".join(FORMATS[name].write(list(events), LABELS))


def rows(name: str, *events: Event) -> list[list[str]]:
    """The cells as a plain reader of tab-separated values sees them."""
    text = written(name, *events).decode("utf-8")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter="\t", quoting=csv.QUOTE_NONE, lineterminator="\n"))


@pytest.mark.parametrize("name", ["csv", "jsonl", "parquet"])
def test_whole_records_come_back(name: str) -> None:
    if name == "parquet":
        pytest.importorskip("pyarrow", reason="needs the parquet extra")
    read = FORMATS[name].read
    assert read is not None
    assert list(read(io.BytesIO(written(name, EVENT, BARE, ODD)))) == [EVENT, BARE, ODD]


def test_parquet_keeps_codes_as_text_and_is_the_same_every_time() -> None:
    pyarrow = pytest.importorskip("pyarrow.parquet", reason="needs the parquet extra")
    events = [evolve(EVENT, doc_id=f"{number}") for number in range(12_000)]
    assert written("parquet", *events) == written("parquet", *events)
    table = pyarrow.read_table(io.BytesIO(written("parquet", *events)))
    assert table.num_rows == 12_000 and table.column("code")[0].as_py() == "046"
    assert str(table.schema.field("goldstein").type) == "double" and str(table.schema.field("symmetric").type) == "bool"
    assert table.column("longitude")[0].as_py() is None


def test_petrarch() -> None:
    first, second = rows("petrarch", EVENT, BARE)
    assert first == ["20200605", "EGYGOVMIL", "COP", "046", "security,1;trade,1", "doc 1 x_2", "http://x/1?a=b", "P Q"]
    assert second == ["20201231", "---", "---", "1823", "", "d2_0", "NULL"]


def test_phoenix() -> None:
    first, second = rows("phoenix", EVENT, BARE)
    assert len(PHOENIX) == len(first) == len(second) == 26
    cells = dict(zip(PHOENIX, first, strict=True))
    assert [cells[name] for name in ("EventID", "Date", "Year", "Month", "Day")] == ["e1", "20200605", "2020", "06", "05"]
    assert first[5:13] == ["EGYGOVMIL", "EGY", "GOV", "MIL", "COP", "", "COP", ""]
    assert first[13:17] == ["046", "04", "1", "7.0"]
    assert first[17:] == ["security;trade", "30.06263", "", "Cairo", "", "EGY", "doc 1;x_2", "http://x/1?a=b", "P Q"]
    assert second[5:17] == ["---", "", "", "", "---", "", "", "", "1823", "18", "4", "-10.0"]


@pytest.mark.parametrize(
    ("root", "penta"),
    [*zip("01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 20".split(), map(int, "00111222333334434444"), strict=True)],
)
def test_penta_class(root: str, penta: int) -> None:
    assert rows("phoenix", evolve(EVENT, root=root))[0][PHOENIX.index("PentaClass")] == str(penta)


def test_icews() -> None:
    head, first, second = rows("icews", EVENT, BARE)
    assert head == ICEWS and len(head) == len(first) == len(second) == 20
    assert head[0] == "Event ID" and head[5:8] == ["Event Text", "CAMEO Code", "Intensity"] and head[-1] == "Longitude"
    assert first[:8] == ["e1", "2020-06-05", "Egyptian army", "GOV,MIL", "Egypt", "Engage in negotiation", "046", "7.0"]
    assert first[8:14] == ["police", "COP", "", "doc 1;x", "2", "P Q"]
    assert first[14:] == ["Cairo", "", "", "Egypt", "30.06263", ""]
    assert second[2:8] == ["", "", "", "Kill by physical assault", "1823", "-10.0"]


def test_cells_of_the_field_formats_are_harmless() -> None:
    assert rows("phoenix", ODD)[0][-1] == "'=1" and rows("icews", ODD)[1][13] == "'=1"


@pytest.mark.parametrize(
    ("code", "parts"),
    [
        ("EGY", ("EGY", "", "")),
        ("EGYGOVMIL", ("EGY", "GOV", "MIL")),
        ("IGOUNO", ("IGO", "", "UNO")),
        ("PALHMSGOV", ("PAL", "GOV", "HMS")),
        ("COP", ("", "COP", "")),
        ("---", ("", "", "")),
        ("", ("", "", "")),
    ],
)
def test_actor_parts(code: str, parts: tuple[str, str, str]) -> None:
    assert actor_parts(code) == parts


def test_labels_of_the_shipped_dictionaries() -> None:
    labels = labels_of(SimpleNamespace(lexicon=load_lexicon([eventcoder.shipped_dictionaries()])))
    assert labels.codes["046"] == "Engage in negotiation" and labels.countries["EGY"] == "Egypt"


def test_stdout_stays_empty_where_nothing_comes(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    def nothing() -> Event:
        raise RuntimeError("nothing")

    for name in FORMATS:
        if name != "parquet":
            with pytest.raises(RuntimeError):
                write_events((nothing() for _ in range(1)), "-", name)
    assert capfdbinary.readouterr().out == b""


@pytest.mark.parametrize(
    ("path", "format"), [("a.csv", "csv"), ("a.JSONL", "jsonl"), ("s3://b/a.parquet", "parquet"), ("a", "csv"), ("a.txt", "csv")]
)
def test_format_of(path: str, format: str) -> None:
    assert format_of(path) == format


def test_file(tmp_path: Path) -> None:
    assert write_events([EVENT, BARE], str(tmp_path / "e.tab"), "icews", LABELS) == 2
    assert (tmp_path / "e.tab").read_bytes().count(b"\n") == 3
