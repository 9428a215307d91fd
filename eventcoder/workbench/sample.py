"""A blind coding sheet of events drawn from the user's own records, and the precision that the filled one tells."""

from __future__ import annotations

import csv
import io
import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from attrs import frozen

from eventcoder.errors import InputError
from eventcoder.records import Document
from eventcoder.workbench.match import Record, same_actor

COLUMNS = ("event_id", "date", "text", "root", "source", "target", "comment")
"""The sheet: what was drawn, its text with the trigger between ⟦ ⟧, and the cells to fill: the two-digit root (or `none`), the
words of source and target (`-` none, empty: not judged)."""
_FORMULA = tuple("=+-@\t\r")
_WIDTH = 400


@frozen
class Precision:
    """How many of some judged records were right, with a 95 % interval (Wilson)."""

    name: str
    right: int
    of: int

    @property
    def share(self) -> float:
        """The share that is right."""
        return self.right / self.of if self.of else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """The Wilson interval of the share."""
        if not self.of:
            return 0.0, 1.0
        z, n, p = 1.96, self.of, self.share
        middle, half = p + z * z / (2 * n), z * (p * (1 - p) / n + z * z / (4 * n * n)) ** 0.5
        return max((middle - half) / (1 + z * z / n), 0.0), min((middle + half) / (1 + z * z / n), 1.0)


def draw_sheet(records: Sequence[Record], documents: Iterable[Document], *, count: int, seed: int = 0) -> str:
    """Return the CSV of `count` records drawn at random, without what the program made of them; raise InputError where a document
    is not there."""
    texts = {document.id: document for document in documents}
    chosen = random.Random(seed).sample(list(records), min(count, len(records)))
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for record in chosen:
        document = texts.get(record["doc_id"])
        if document is None:
            raise InputError(f"the events name the document {record['doc_id']!r}, which the inputs do not hold")
        writer.writerow([record["event_id"], document.date, _safe(_shown(document, record)), "", "", "", ""])
    return out.getvalue()


def _shown(document: Document, record: Record) -> str:
    start, end = int(record["start"]), int(record["end"])
    first = max(document.text.rfind("\n", 0, start) + 1, start - _WIDTH)
    last = document.text.find("\n", end)
    last = min(len(document.text) if last < 0 else last, end + _WIDTH)
    return f"{document.text[first:start]}⟦{document.text[start:end]}⟧{document.text[end:last]}".strip()


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


def read_sheet(text: str, path: str) -> list[dict[str, str]]:
    """Return the judged rows of a filled sheet; raise InputError where it is none or nothing is filled in."""
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    missing = [name for name in COLUMNS[:6] if name not in (rows.fieldnames or ())]
    if missing:
        raise InputError(f"{path}: no coding sheet: it has no column '{missing[0]}'")
    judged = []
    for row in rows:
        root = (row["root"] or "").strip().lower()
        if not root:
            continue
        if root != "none" and not (root.isascii() and root.isdigit() and 1 <= int(root[:2] or 0) <= 20 and len(root) <= 4):
            raise InputError(f"{path}:{rows.line_num}: '{root}' is no root: 01 to 20, or 'none' where the words tell no event")
        padded = root if root == "none" else (root if len(root) > 1 else f"0{root}")[:2]
        judged.append({name: (row[name] or "").strip() for name in COLUMNS[:6]} | {"root": padded})
    if not judged:
        raise InputError(f"{path}: nothing is filled in: write the root (or 'none') into the column 'root'")
    return judged


def judge(rows: Sequence[Mapping[str, str]], records: Iterable[Record]) -> list[Precision]:
    """Return the precision of the judged records: of roots and of both actors, then by root, year and publisher; raise InputError
    for rows whose event is not among the records."""
    by_id = {record["event_id"]: record for record in records}
    counts: dict[str, list[bool]] = defaultdict(list)
    for row in rows:
        record = by_id.get(row["event_id"])
        if record is None:
            raise InputError(f"the sheet's event {row['event_id']!r} is not among the event records")
        right = row["root"] == record["root"]
        counts["root right"].append(right)
        sides = [_side(row[side], record[f"{side}_text"]) for side in ("source", "target") if row[side]]
        if sides or not right:
            counts["root and actors right"].append(right and all(sides))
        counts[f"root {record['root']}"].append(right)
        counts[f"year {record['event_date'][:4] or 'unknown'}"].append(right)
        counts[f"publisher {record['publisher'] or 'unknown'}"].append(right)
    first = ("root right", "root and actors right")
    names = [*(name for name in first if name in counts), *sorted(name for name in counts if name not in first)]
    return [Precision(name, sum(counts[name]), len(counts[name])) for name in names]


def _side(judged: str, coded: str) -> bool:
    return not coded if judged == "-" else same_actor(judged, coded)


__all__ = ["COLUMNS", "Precision", "draw_sheet", "judge", "read_sheet"]
