"""Tables of documents coded as Spark's `mapInPandas` does it."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest
from fake_coder import DIES, TEXT, make_coder

from eventcoder.corpus.frames import SPARK_SCHEMA, code_frames
from eventcoder.records import COLUMNS

ROWS = [
    {"id": "a", "date": "2020-06-25", "text": TEXT, "title": None},
    {"id": "b", "date": "2020-06-25", "text": "", "title": "x"},
    {"id": "c", "date": "2020-06-25", "text": DIES, "title": "x"},
    {"id": "d", "date": "2020-06-25", "text": f"{TEXT}\n{TEXT}", "title": "x"},
]
WANT = [("a", "040", ""), ("b", "", "no text"), ("c", "", "2 workers died on it"), ("d", "040", ""), ("d", "040", "")]


def test_frames() -> None:
    pandas = pytest.importorskip("pandas", reason="needs the spark extra")
    found = list(code_frames([pandas.DataFrame(ROWS[:2]), pandas.DataFrame(ROWS[2:])], make_coder))
    assert [list(frame.columns) for frame in found] == [[*COLUMNS, "refused"]] * 2
    rows = [row for frame in found for row in frame.to_dict("records")]
    assert [(row["doc_id"], row["code"], row["refused"].split(" (")[0]) for row in rows] == WANT


@pytest.mark.filterwarnings("default")  # those of Spark and of what it brings
@pytest.mark.skipif(shutil.which("java") is None, reason="needs Java")
def test_spark(monkeypatch: pytest.MonkeyPatch) -> None:
    """The example of docs/nightly.md on a local Spark."""
    pytest.importorskip("pyspark", reason="needs pyspark (the spark extra)")
    from pyspark.sql import SparkSession

    here = str(Path(__file__).parent)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([here, *filter(None, sys.path)]))
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)

    def code(frames: Any) -> Any:
        from fake_coder import make_coder

        from eventcoder.corpus.frames import code_frames

        return code_frames(frames, make_coder)

    spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
    try:
        documents = spark.createDataFrame(ROWS, "id string, date string, text string, title string")
        rows = documents.repartition(2).mapInPandas(code, SPARK_SCHEMA).collect()
    finally:
        spark.stop()
    assert sorted((row["doc_id"], row["code"], row["refused"].split(" (")[0]) for row in rows) == WANT
