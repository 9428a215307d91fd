"""Measures nightly runs (`make benchmark-nightly`): speed with 1 and 2 workers, memory on the way, what share parsing takes."""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from attrs import evolve
from kill_run import ENVIRONMENT
from make_corpus import write_corpus

import eventcoder
from eventcoder.coding.analyse import Analyser
from eventcoder.corpus.engines import Pool
from eventcoder.corpus.read import read_documents
from eventcoder.corpus.run_store import run_store
from eventcoder.corpus.work import pin_threads, stamp_of
from eventcoder.records import Analysis, Document, Sentence


def resident(pid: int | str) -> int:
    """Megabytes of a process that are in memory."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmRSS"))


def memory() -> dict[str, int]:
    """Megabytes of this process and of its largest child."""
    children = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    return {"parent": resident("self"), "worker": max(map(resident, children), default=0)}


def measure(corpus: Path, out: Path, workers: int) -> dict[str, object]:
    """Run once and tell seconds, sentences/s and memory at 10 % and at the end of reading."""
    pin_threads()
    size, read, told = corpus.stat().st_size, 0, dict[str, dict[str, int]]()

    def progress(count: int) -> None:
        nonlocal read
        read += count
        for share in (10, 50, 100):
            if read >= size * share // 100 and f"{share} %" not in told:
                told[f"{share} %"] = memory()

    factory = partial(eventcoder.load)
    stamp = stamp_of(factory())
    started = time.perf_counter()
    report = run_store([str(corpus)], out=str(out), engine=Pool(factory, workers, stamp=stamp), stamp=stamp, progress=progress)
    return {
        "workers": workers,
        "documents": report.coded,
        "events": report.events,
        "seconds": round(time.perf_counter() - started, 1),
        "sentences_per_second": report.sentences_per_second,
        "megabytes": told,
        "processor_seconds": {"parent": _spent(resource.RUSAGE_SELF), "workers": _spent(resource.RUSAGE_CHILDREN)},
    }


def _spent(who: int) -> float:
    used = resource.getrusage(who)
    return round(used.ru_utime + used.ru_stime, 1)


class TimedAnalyser:
    """A model that keeps the time that it takes."""

    def __init__(self, model: Analyser) -> None:
        self.model, self.seconds = model, 0.0

    def analyse(self, sentences: Iterable[Sentence], wanted: Callable[[Analysis], bool]) -> list[Analysis]:
        """Analyse as the model does."""
        started = time.perf_counter()
        try:
            return self.model.analyse(sentences, wanted)
        finally:
            self.seconds += time.perf_counter() - started


def parse_share(corpus: Path, count: int) -> float:
    """The share of the time of coding that words and trees take."""
    coder = eventcoder.load()
    timed = TimedAnalyser(coder.model)
    timing = evolve(coder, model=timed)
    documents = [item for item, _ in zip(read_documents([str(corpus)]), range(count), strict=False) if isinstance(item, Document)]
    started = time.perf_counter()
    for document in documents:
        timing.code(document)
    return round(timed.seconds / (time.perf_counter() - started), 2)


def main() -> None:
    """Make the corpus, run once with each number of workers in a process of its own, compare."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--one", nargs=3, metavar=("CORPUS", "OUT", "WORKERS"))
    asked = parser.parse_args()
    if asked.one:
        corpus, out, workers = asked.one
        print(json.dumps(measure(Path(corpus), Path(out), int(workers))))
        return
    with tempfile.TemporaryDirectory() as name:
        corpus = write_corpus(Path(name) / "corpus.jsonl", asked.documents)
        found = []
        for workers in (1, 2):
            command = [sys.executable, __file__, "--one", str(corpus), str(Path(name) / f"out{workers}"), str(workers)]
            done = subprocess.run(command, env=ENVIRONMENT, check=True, stdout=subprocess.PIPE, text=True)
            found.append(json.loads(done.stdout))
            print(json.dumps(found[-1]))
        print(f"2 workers are {found[0]['seconds'] / found[1]['seconds']:.2f} times as fast as 1")
        print(f"parsing takes {parse_share(corpus, min(500, asked.documents)):.0%} of coding")


if __name__ == "__main__":
    main()
