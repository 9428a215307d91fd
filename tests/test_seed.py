"""The article that the project was asked for with: coded by the command and checked by its own tool."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SHARED = Path(__file__).parent.parent.parent / "shared"
ARTICLE = SHARED / "seed" / "article.txt"
CHECK = SHARED / "tools" / "check_seed.py"

pytestmark = pytest.mark.skipif(not (ARTICLE.is_file() and CHECK.is_file()), reason=f"needs {ARTICLE} and {CHECK}")

COMMAND = [sys.executable, "-c", "from eventcoder.cli.main import main; main(prog_name='eventcoder')"]


def test_seed_article(tmp_path: Path) -> None:
    out = tmp_path / "article.jsonl"
    run = subprocess.run([*COMMAND, "code", str(ARTICLE), "--out", str(out)], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    check = subprocess.run([sys.executable, str(CHECK), str(out)], capture_output=True, text=True)
    assert check.returncode == 0, check.stdout + check.stderr
