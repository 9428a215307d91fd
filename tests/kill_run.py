"""Kills runs into a store at random moments, lets one end, and compares with a run that nobody disturbed.

As a program (`make kill-test`): the real coder, real sentences where they are at hand, many kills.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from fake_coder import contents
from make_corpus import write_corpus

ENVIRONMENT = os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}


def run_until(command: Sequence[str], seconds: float | None, log: Path) -> bool:
    """Run a command and kill it, with all that it started or without, after some seconds; whether it had ended by itself."""
    with open(log, "ab") as stream:
        process = subprocess.Popen(command, env=ENVIRONMENT, stdout=stream, stderr=stream, start_new_session=True)
        try:
            status = process.wait(seconds)
        except subprocess.TimeoutExpired:
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
            return False
    if status:
        raise AssertionError(f"the run ended with status {status}:\n{log.read_text(encoding='utf-8')[-3000:]}")
    return True


def compare_after_kills(command: Sequence[str], out: Path, want: Path, *, kills: int, seed: int) -> list[str]:
    """Give what differs between `out`, which `command` makes while it is killed `kills` times and then let be, and `want`.

    `want` is made by the same command with its last argument in place of `out`. Moments are spread over the time that an
    undisturbed run takes; a run that ends before its moment is begun again from nothing.
    """
    chance, log = random.Random(seed), want.parent / "log.txt"
    started = time.monotonic()
    run_until([*command, str(want)], None, log)
    whole = time.monotonic() - started
    done = 0
    while done < kills:
        if run_until([*command, str(out)], chance.uniform(0.1, 1.0) * whole, log):
            shutil.rmtree(out)
        else:
            done += 1
    run_until([*command, str(out)], None, log)
    have, wanted = contents(out), contents(want)
    faults = [f"differs: {name}" for name in sorted(have.keys() | wanted.keys()) if have.get(name) != wanted.get(name)]
    names = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    faults += [f"left behind: {name}" for name in sorted(names - {path.relative_to(want).as_posix() for path in want.rglob("*")})]
    return faults if wanted else ["nothing was written at all"]


def main() -> None:
    """Kill the real program."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=40)
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        corpus = write_corpus(folder / "corpus.jsonl", asked.documents)
        program = [sys.executable, "-c", "from eventcoder.cli.main import main; main()"]
        command = [*program, "code", str(corpus), "--workers", "2", "--max-rejects", "1", "--out"]
        faults = compare_after_kills(command, folder / "killed", folder / "whole", kills=asked.kills, seed=asked.seed)
    print("\n".join(faults) or f"{asked.kills} kills over {asked.documents} documents: the output is that of an undisturbed run")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
