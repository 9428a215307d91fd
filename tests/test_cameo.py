"""The codebook: 316 codes with root, quad class, Goldstein value and PLOVER category."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import attrs
import pytest
from small import CAMEO

from eventcoder.cameo import Code, Codebook
from eventcoder.dictionary.compile import compile_folders

OFFICIAL = Path(__file__).parent.parent.parent / "shared" / "codebook" / "goldstein.tsv"


@pytest.fixture(scope="module")
def book() -> Codebook:
    return compile_folders([CAMEO]).lexicon.codebook


def test_count_by_level(book: Codebook) -> None:
    assert Counter(len(code) for code in book.codes) == {2: 20, 3: 149, 4: 147}
    assert len(book.codes) == 316


def test_codes_are_strings_with_their_roots(book: Codebook) -> None:
    for code, row in book.codes.items():
        assert code == row.code
        assert code.isascii() and code.isdigit()
        assert row.root == code[:2]
        assert row.root in book.codes
        assert len(code) < 4 or code[:3] in book.codes
    assert "010" in book.codes and "10" in book.codes


@pytest.mark.parametrize(("roots", "quad"), [(range(1, 6), 1), (range(6, 9), 2), (range(9, 14), 3), (range(14, 21), 4)])
def test_quad_classes(book: Codebook, roots: range, quad: int) -> None:
    here = [row for row in book.codes.values() if int(row.root) in roots]
    assert here
    assert {row.quad for row in here} == {quad}


def test_names(book: Codebook) -> None:
    assert book.get("040").name.startswith("Consult")
    names = [row.name for row in book.codes.values()]
    assert all(name and name[0].isupper() and name == name.strip() for name in names)
    assert not any(name.isupper() for name in names)


def test_goldstein_values(book: Codebook) -> None:
    assert all(row.goldstein is not None and -10 <= row.goldstein <= 10 for row in book.codes.values())
    assert (book.get("010").goldstein, book.get("040").goldstein, book.get("190").goldstein, book.get("20").goldstein) == (
        0,
        1,
        -10,
        -10,
    )


def test_five_values_are_inherited_from_the_parent(book: Codebook) -> None:
    inherited = {row.code: row.goldstein_from for row in book.codes.values() if row.goldstein_from}
    assert inherited == {"155": "15", "176": "17", "1834": "183", "1951": "195", "1952": "195"}
    for code, parent in inherited.items():
        assert book.get(code).goldstein == book.get(parent).goldstein


@pytest.mark.skipif(not OFFICIAL.is_file(), reason=f"needs {OFFICIAL}")
def test_the_other_values_are_those_of_the_official_table(book: Codebook) -> None:
    with OFFICIAL.open(encoding="utf-8") as file:
        table = {row["CAMEOEVENTCODE"]: float(row["GOLDSTEINSCALE"]) for row in csv.DictReader(file, delimiter="\t")}
    assert {row.code: row.goldstein for row in book.codes.values() if not row.goldstein_from} == table


def test_plover_has_all_its_sixteen_categories(book: Codebook) -> None:
    """Roots 02 and 10, 09 and 11, 18 to 20 share one each, 08 has two (CONCEDE, RETREAT), 01 (plain statements) none."""
    categories = {row.plover for row in book.codes.values() if row.plover}
    assert categories == set(
        "AGREE CONSULT SUPPORT COOPERATE AID CONCEDE RETREAT REQUEST ACCUSE REJECT".split()
        + "THREATEN PROTEST MOBILIZE SANCTION COERCE ASSAULT".split()
    )
    assert {row.root for row in book.codes.values() if row.plover in ("CONCEDE", "RETREAT")} == {"08"}


def test_plain_statements_alone_have_no_plover_category(book: Codebook) -> None:
    without = [row.code for row in book.codes.values() if not row.plover]
    assert without == ["01", *(f"01{digit}" for digit in range(10))]


def test_rows_and_codes_make_the_same_book(book: Codebook) -> None:
    rows = [attrs.asdict(row) for row in book.codes.values()]
    assert Codebook.from_rows(rows) == Codebook.from_rows(book.codes.values()) == book


@pytest.mark.parametrize("code", ["", "4", "999", "0401", "21", "none"])
def test_a_code_that_is_none(book: Codebook, code: str) -> None:
    with pytest.raises(KeyError, match="CAMEO has no code"):
        book.get(code)


def test_a_code_is_frozen() -> None:
    code = Code("040", "Consult", "04", 1, 1.0, "", "CONSULT")
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        code.quad = 2  # type: ignore[misc]
