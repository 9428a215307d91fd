"""A run that is killed at any moment costs nothing but time."""

from __future__ import annotations

import sys
from pathlib import Path

import fake_coder
from fake_coder import make_documents, write_documents
from kill_run import compare_after_kills


def test_killed_five_times(tmp_path: Path) -> None:
    documents = [*make_documents(400, days=60), *({"id": f"r{n}", "date": "2020-06-01", "text": ""} for n in range(5))]
    corpus = write_documents(tmp_path / "in.jsonl", documents)
    program = "import sys, fake_coder; fake_coder.run([sys.argv[1]], sys.argv[2], workers=2, delay=0.003)"
    command = [sys.executable, "-c", program, str(corpus)]
    assert compare_after_kills(command, tmp_path / "killed", tmp_path / "whole", kills=5, seed=8) == []
    assert fake_coder.contents(tmp_path / "whole")
