"""A run into a store: what is new or corrected is coded, and the files of the days that changed are written anew."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta

import orjson
from attrs import evolve

from eventcoder.corpus.engines import Engine, Outcome
from eventcoder.corpus.field_formats import Labels
from eventcoder.corpus.find_inputs import STDIN, find_inputs
from eventcoder.corpus.formats import json_line
from eventcoder.corpus.lock import hold_lock
from eventcoder.corpus.manifest import Manifest
from eventcoder.corpus.partitions import Partitions
from eventcoder.corpus.refusal import Refusal
from eventcoder.corpus.report import DAYS, NightlyReport, by_publisher, report_lines, sudden_changes
from eventcoder.corpus.shards import take_over
from eventcoder.corpus.store_files import LocalFiles, RemoteFiles, clear_work, drop_work, open_store, write_file
from eventcoder.corpus.store_work import InputEdge, Shared, StoreOptions, StoreWork
from eventcoder.corpus.vintages import open_vintage
from eventcoder.corpus.work import Stamp, Task
from eventcoder.errors import InputError


def run_store(
    inputs: Sequence[str],
    *,
    out: str,
    engine: Engine,
    stamp: Stamp,
    labels: Labels | None = None,
    options: StoreOptions | None = None,
    progress: Callable[[int], None] | None = None,
) -> NightlyReport:
    """Code what is new or corrected in `inputs` into the store at `out` and report on it.

    Of two contents of one id the later one counts: that of a later run, in one run that of the later input (in the order of
    paths), then of the later line. Raises InputError where nothing could be coded, OutputError where something cannot be
    written or another run is at work; whatever happens, the next run goes on from there.
    """
    options = options or StoreOptions()
    inputs = _checked(inputs, out)
    began, started = time.monotonic(), datetime.now(UTC)
    with ExitStack() as stack:
        files = stack.enter_context(open_store(out))
        note, alive = stack.enter_context(hold_lock(files))
        clear_work(files)
        stack.callback(drop_work, files)
        vintage = stack.enter_context(open_vintage(files, stamp=stamp, recode=options.recode, format=options.format))
        partitions = Partitions(vintage.files, vintage.format, labels or Labels())
        notes = [note] if note else []
        notes += _what_changed(vintage.manifest.stamps(), stamp)
        notes += [
            f"the file of {day} was gone: its documents are coded again where the inputs still have them"
            for day in vintage.manifest.forget_lost_days(partitions.days())
        ]
        notes += take_over(files, vintage.manifest, stamp)
        run = StoreWork(vintage.manifest, partitions, options, alive, progress, vintage.manifest.stamp(stamp))
        run.commit()
        with engine:
            results: Iterator[tuple[Task, Outcome] | Refusal | InputEdge | Shared] = engine.code(run.items(inputs, out))
            for item in results:
                run.take(item)
        run.manifest.forget_shared()
        run.publish()
        _write_rejects(vintage.files, vintage.manifest)
        report = _report(run, vintage.files, vintage.name, stamp, started, time.monotonic() - began)
        since = (started - timedelta(days=DAYS)).isoformat()
        changes = [*notes, *vintage.notes, *sudden_changes(run.tally, vintage.manifest.runs(since))]
        report = evolve(report, changes=tuple(changes))
        vintage.manifest.end_run(datetime.now(UTC).isoformat(), report.values())
        if not (run.tally.coded or run.tally.unchanged or run.tally.inputs_unchanged):
            run.commit()
            raise InputError(_nothing(run, inputs, report.rejects))
        vintage.manifest.note("finished", "yes")
        run.commit()
        write_file(vintage.files, "report.json", [orjson.dumps(report.values(), option=orjson.OPT_INDENT_2)])
        write_file(vintage.files, "report.txt", [f"{line}\n".encode() for line in report_lines(report)])
        return report


def _checked(inputs: Sequence[str], out: str) -> list[str]:
    if list(inputs).count(STDIN) > 1:
        raise InputError("- (standard input) can be read only once")
    for name in inputs:
        next(find_inputs([name], skip=[out]), None)
    return sorted(set(inputs), key=lambda name: (name == STDIN, name))


def _what_changed(stamps: Sequence[Stamp], stamp: Stamp) -> list[str]:
    if not stamps or stamps[-1] == stamp:
        return []
    names = {"lexicon": "dictionaries", "model": "model", "version": "program version", "options": "options"}
    pairs = ((name, getattr(stamps[-1], field), getattr(stamp, field)) for field, name in names.items())
    return [
        f"{name} changed: {old or '-'} before, {new or '-'} now; older records stay as they are, --recode makes all anew"
        for name, old, new in pairs
        if old != new
    ]


def _write_rejects(files: LocalFiles | RemoteFiles, manifest: Manifest) -> None:
    write_file(files, "rejects.jsonl", map(json_line, manifest.refusals()))


def _report(
    run: StoreWork, files: LocalFiles | RemoteFiles, vintage: str, stamp: Stamp, started: datetime, seconds: float
) -> NightlyReport:
    tally = run.tally
    documents, events = run.manifest.totals()
    read = tally.coded + tally.unchanged + tally.refused
    return NightlyReport(
        store=files.name,
        vintage=vintage,
        started=started.isoformat(timespec="seconds"),
        seconds=round(seconds, 3),
        documents=read,
        coded=tally.coded,
        corrected=tally.corrected,
        unchanged=tally.unchanged,
        refused=tally.refused,
        events=tally.events,
        sentences=tally.sentences,
        sentences_per_second=round(tally.sentences / seconds, 1) if seconds else 0.0,
        inputs=tally.inputs,
        inputs_unchanged=tally.inputs_unchanged,
        days_written=len(run.days),
        total_documents=documents,
        total_events=events,
        by_publisher=by_publisher(tally),
        stamp=stamp,
        changes=(),
        rejects=f"{files.name}/rejects.jsonl" if next(run.manifest.refusals(), None) else "",
        too_many_refused=tally.refused > run.options.max_rejects * read,
    )


def _nothing(run: StoreWork, inputs: Sequence[str], rejects: str) -> str:
    if run.first is None:
        return f"nothing could be coded: no documents in {', '.join(inputs)}"
    if run.tally.refused == 1:
        return f"{run.first.source}: {run.first.reason}"
    return (
        f"nothing could be coded: {run.tally.refused} refused, the first: {run.first.source}: {run.first.reason}; "
        f"all are listed in {rejects}"
    )


__all__ = ["StoreOptions", "run_store"]
