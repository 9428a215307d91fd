"""Engines give the same results in the same order; workers and clusters may lose processes."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from fake_coder import DIES, FAILS, HANGS, TEXT, contents, make_coder, make_documents, make_together, run, write_documents

from eventcoder.corpus.dask_engine import DaskEngine
from eventcoder.corpus.engines import Engine, Inline, Outcome, Pool
from eventcoder.corpus.refusal import Refusal
from eventcoder.corpus.run import run_code
from eventcoder.corpus.work import Coded, Factory, Stamp, Task, stamp_of
from eventcoder.errors import EventcoderError, ModelError
from eventcoder.records import Document


def tasks(*texts: str) -> list[Task]:
    return [Task(f"in:{number}", Document(f"d{number}", "2020-06-25", text)) for number, text in enumerate(texts)]


def results(engine: Engine, *texts: str) -> list[str]:
    """Events or reason of each document."""
    with engine as running:
        found = [item[1] for item in running.code(tasks(*texts))]
    return [outcome.reason.split(" (")[0] if isinstance(outcome, Refusal) else str(len(outcome.events)) for outcome in found]


def no_model() -> object:
    raise ModelError("no model at x")


def dies_at_start() -> object:
    os._exit(3)


@pytest.mark.parametrize(("workers", "factory"), [(1, make_coder), (3, make_coder), (2, make_together)])
def test_deaths_and_hangs_cost_one_document_each(workers: int, factory: Factory) -> None:
    texts = [TEXT, DIES, TEXT, HANGS, FAILS, *[f"{TEXT}\n{TEXT}"] * 20]
    want = ["1", "2 workers died on it", "1", "took more than 1 seconds; its worker was ended", *["2"] * 20]
    want.insert(4, "internal error: ZeroDivisionError: division by zero")
    assert results(Pool(factory, workers, 1.0), *texts) == want


def test_everything_else_goes_through_in_its_place() -> None:
    first, second = tasks(TEXT, TEXT)
    with Pool(make_coder, 1) as pool:
        items: list[Task | str] = ["a", first, "b", "c", second, "d"]
        found: list[tuple[Task, Outcome] | str] = list(pool.code(items))
    assert [item if isinstance(item, str) else item[0].document.id for item in found] == ["a", "d0", "b", "c", "d1", "d"]


def test_documents_larger_than_a_pipe() -> None:
    texts = [f"{TEXT}\n" * 2500] * 5
    assert results(Pool(make_coder, 2), *texts) == ["2500"] * 5


def test_reading_is_not_far_ahead() -> None:
    taken = 0

    def source() -> Iterator[Task]:
        nonlocal taken
        for taken, task in enumerate(tasks(*[TEXT] * 1000)):  # noqa: B007
            yield task

    with Pool(make_coder, 1) as pool:
        next(iter(pool.code(source())))
        assert taken < 100


@pytest.mark.parametrize(
    ("factory", "stamp", "message"),
    [
        (no_model, None, "no model at x"),
        (dies_at_start, None, r"ended before it was ready \(status 3\)"),
        (make_coder, Stamp("other"), "changed while the run began"),
    ],
)
def test_workers_that_cannot_start_end_the_run(factory: object, stamp: Stamp | None, message: str) -> None:
    with pytest.raises(EventcoderError, match=message):
        results(Pool(factory, 2, 5.0, stamp), TEXT)  # type: ignore[arg-type]


def test_workers_end_with_the_run() -> None:
    pool = Pool(make_coder, 2)
    with pool as running:
        next(iter(running.code(tasks(TEXT, TEXT))))
        processes = [worker.process for worker in pool._running]
    assert len(processes) == 2 and all(process.poll() is not None for process in processes)


def test_numeric_libraries_have_one_thread() -> None:
    from test_engines import tell_threads

    with Pool(tell_threads, 1) as pool:  # type: ignore[arg-type]
        [(_, outcome)] = list(pool.code(tasks(TEXT)))
    assert isinstance(outcome, Refusal) and outcome.reason == "internal error: RuntimeError: 1 1"


class Telling:
    """A coder that fails with what it has found."""

    def code(self, document: Document) -> list[object]:
        raise RuntimeError(f"{os.environ['OMP_NUM_THREADS']} {os.environ['OPENBLAS_NUM_THREADS']}")


def tell_threads() -> Telling:
    return Telling()


def test_one_file_is_the_same_with_workers(tmp_path: Path) -> None:
    documents = make_documents(40)
    documents[7]["text"] = FAILS
    documents[9]["id"] = "d00001"
    file = write_documents(tmp_path / "in.jsonl", documents)
    engines: dict[str, Engine] = {
        "one": Inline(make_coder()),
        "together": Inline(make_together()),
        "two": Pool(make_coder, 2),
    }
    for name, engine in engines.items():
        report = run_code([str(file)], engine=engine, out=str(tmp_path / f"{name}.csv"), format="csv")
        assert (report.documents, len(report.refusals)) == (38, 2)
    for end in (".csv", ".csv.rejects.jsonl"):
        assert len({(tmp_path / f"{name}{end}").read_bytes() for name in engines}) == 1


def test_dask_cluster_of_two_processes_one_killed(tmp_path: Path) -> None:
    """The output is that of a local run though a worker process is killed in mid-run; poison costs itself only."""
    distributed = pytest.importorskip("distributed", reason="needs the dask extra")
    import dask

    documents = make_documents(300)
    documents[50]["text"] = DIES
    file = write_documents(tmp_path / "in.jsonl", documents)
    run([file], tmp_path / "local", workers=2)
    factory = partial(make_coder, delay=0.01)
    settings = {"distributed.comm.timeouts.connect": "20s", "distributed.admin.log-format": "%(message)s"}
    with (
        dask.config.set(settings),
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
        ) as cluster,
    ):
        killed = []

        def kill() -> None:
            time.sleep(1.0)
            nanny = next(iter(cluster.workers.values()))
            killed.append(nanny.pid)
            os.kill(nanny.pid, signal.SIGKILL)

        thread = threading.Thread(target=kill)
        thread.start()
        engine = DaskEngine(factory, stamp_of(factory()), scheduler=cluster.scheduler_address, limit=20.0)
        report = run([file], tmp_path / "dask", engine=engine)
        thread.join()
    assert killed and (report.coded, report.refused) == (299, 1)
    assert contents(tmp_path / "dask") == contents(tmp_path / "local")


def test_no_cluster(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed", reason="needs the dask extra")
    import dask

    with dask.config.set({"distributed.comm.timeouts.connect": "200ms"}), pytest.raises(EventcoderError, match="no Dask cluster"):
        results(DaskEngine(make_coder, Stamp(), scheduler="tcp://127.0.0.1:9"), TEXT)


def test_coded_counts_sentences() -> None:
    [(_, outcome)] = list(Inline(make_coder()).code(tasks(f"{TEXT}\n{TEXT}")))
    assert isinstance(outcome, Coded) and outcome.sentences == 2
