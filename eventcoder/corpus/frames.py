"""Coding tables of documents, for Spark's `mapInPandas` and anything else that hands out pandas frames."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from eventcoder.coding.dates import document_date
from eventcoder.corpus.check import Raw, make_document
from eventcoder.corpus.engines import TIME_LIMIT, Outcome, Pool
from eventcoder.corpus.formats import COLUMN_TYPES
from eventcoder.corpus.refusal import Refusal
from eventcoder.corpus.work import Factory, Task
from eventcoder.records import COLUMNS

if TYPE_CHECKING:
    import pandas

_SPARK = {"str": "string", "int": "bigint", "bool": "boolean"}
SPARK_SCHEMA = ", ".join(f"`{name}` {_SPARK.get(type_, 'double')}" for name, type_ in COLUMN_TYPES.items()) + ", `refused` string"
"""The columns of `code_frames` as Spark wants them told."""


def code_frames(frames: Iterable[pandas.DataFrame], factory: Factory, *, limit: float = TIME_LIMIT) -> Iterator[pandas.DataFrame]:
    """Code frames of documents (columns id, date, text and, if they are there, title, publisher, url), each into one of records.

    A refused document has one row of its own: its `doc_id` and in the column `refused` why; of all others `refused` is "".
    Documents are coded in a worker process, so that one that kills or hangs it costs itself only.
    """
    import pandas

    with Pool(factory, 1, limit) as pool:
        for frame in frames:
            rows = frame.astype(object).where(frame.notna(), None).to_dict("records")
            items = (_task(row, number) for number, row in enumerate(rows))
            results: Iterator[tuple[Task, Outcome] | Refusal] = pool.code(items)
            records = [values for result in results for values in _records(result)]
            yield pandas.DataFrame(records, columns=[*COLUMNS, "refused"])


def _task(row: dict[Any, object], number: int) -> Task | Refusal:
    source = f"row {number}"
    fields = {key: str(value) if key == "date" and value is not None else value for key, value in row.items()}
    document = make_document(Raw(source, fields), document_date)
    return document if isinstance(document, Refusal) else Task(source, document)


def _records(result: tuple[Task, Outcome] | Refusal) -> Iterator[dict[str, object]]:
    outcome = result if isinstance(result, Refusal) else result[1]
    if isinstance(outcome, Refusal):
        empty: dict[str, object] = {"str": "", "int": 0, "bool": False}
        blank = {name: empty.get(type_) for name, type_ in COLUMN_TYPES.items()}
        yield blank | {"doc_id": outcome.doc_id, "refused": outcome.reason}
    else:
        yield from (values | {"refused": ""} for values in outcome.values)


__all__ = ["SPARK_SCHEMA", "code_frames"]
