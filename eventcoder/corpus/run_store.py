"""A run into a store: what is new or corrected is coded, and the files of the days that changed are written anew."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from hashlib import file_digest

import orjson
from attrs import define, evolve, field, frozen

from eventcoder.coding.dates import document_date
from eventcoder.corpus.engines import Engine, Outcome
from eventcoder.corpus.field_formats import Labels
from eventcoder.corpus.find_inputs import STDIN, find_inputs, is_folder, is_remote, remote
from eventcoder.corpus.formats import json_line
from eventcoder.corpus.lock import hold_lock
from eventcoder.corpus.manifest import Manifest
from eventcoder.corpus.partitions import Partitions
from eventcoder.corpus.read import no_document, read_input
from eventcoder.corpus.refusal import Refusal
from eventcoder.corpus.report import DAYS, NightlyReport, Tally, by_publisher, report_lines, sudden_changes
from eventcoder.corpus.store_files import LocalFiles, RemoteFiles, clear_work, drop_work, open_store, write_file
from eventcoder.corpus.vintages import open_vintage
from eventcoder.corpus.work import Coded, Stamp, Task
from eventcoder.errors import InputError
from eventcoder.records import Document

_COMMIT_DOCUMENTS = 200
_COMMIT_SECONDS = 5.0
_PUBLISH_DOCUMENTS = 50_000
"""Coded documents after which the days are written, so that a backlog of millions shows results on its way."""
_COMMIT_DAYS = 20


@frozen
class StoreOptions:
    """How a store is kept: `format` None is that which it has, else csv; `recode` begins a new vintage; `encoding` of inputs that
    declare none; `max_rejects` the share of refused documents that is not too many."""

    format: str | None = None
    recode: bool = False
    encoding: str = "utf-8"
    max_rejects: float = 0.05


@frozen
class _Input:
    """The beginning or the end of an input in the stream of its documents; `content` is the hash of its bytes."""

    path: str
    content: str
    ends: bool


@define
class _Run:
    """One run into an open vintage: the parts that it writes to, its counts, and when it last committed."""

    manifest: Manifest
    partitions: Partitions
    options: StoreOptions
    alive: Callable[[], None]
    progress: Callable[[int], None] | None
    stamp: int
    tally: Tally = field(factory=Tally)
    days: set[str] = field(factory=set)
    first: Refusal | None = None
    committed: float = field(factory=time.monotonic)
    kept: int = 0
    noted: int = 0
    open: _Input | None = None
    again: bool = False

    def items(self, inputs: Sequence[str], skip: str) -> Iterator[Task | Refusal | _Input]:
        """Stream what is to be done: new documents, refused ones, and where inputs begin and end."""
        for name in inputs:
            empty = True
            for path in find_inputs([name], skip=[skip]):
                empty = False
                known = _known_as(path)
                content = "" if path == STDIN else _content(path)
                if content and self.manifest.knows_input(known, content):
                    self.tally.inputs_unchanged += 1
                    continue
                self.tally.inputs += 1
                yield _Input(known, content, ends=False)
                for source, item in read_input(
                    path, find_date=document_date, advance=self.progress, encoding=self.options.encoding
                ):
                    if isinstance(item, Refusal):
                        yield item
                    elif self.manifest.needs(item, known):
                        yield Task(source, item)
                    else:
                        self.tally.unchanged += 1
                yield _Input(known, content, ends=True)
            if empty and is_folder(name):
                yield no_document(name)

    def take(self, item: tuple[Task, Outcome] | Refusal | _Input) -> None:
        """Note one result in the manifest."""
        if isinstance(item, _Input):
            self._take_input(item)
        elif isinstance(item, Refusal):
            self._refuse(item)
        else:
            task, outcome = item
            if isinstance(outcome, Refusal):
                self._refuse(outcome)
            else:
                self._keep(task.document, outcome)
        self.noted += 1
        self.commit(now_and_then=True)

    def _take_input(self, item: _Input) -> None:
        if not item.ends:
            self.manifest.begin_input(item.path)
            self.open, self.again = item, False
        else:
            if item.content and not self.again:
                self.manifest.end_input(item.path, item.content)
            self.open = None

    def _keep(self, document: Document, coded: Coded) -> None:
        assert self.open is not None
        replaced = self.manifest.keep(document, coded, self.open.path, self.stamp)
        self.tally.count(document.publisher, coded, replaced)
        self.kept += 1
        if self.kept >= _PUBLISH_DOCUMENTS:
            self.publish()

    def _refuse(self, refusal: Refusal) -> None:
        self.manifest.refuse(refusal, self.open.path if self.open else refusal.source)
        self.tally.refused += 1
        self.again = self.again or refusal.again
        self.first = self.first or refusal

    def commit(self, *, now_and_then: bool = False) -> None:
        """Write to disk what was noted; `now_and_then`: only where enough has come together."""
        late = time.monotonic() - self.committed > _COMMIT_SECONDS
        if not now_and_then or late or self.noted >= _COMMIT_DOCUMENTS:
            self.manifest.commit()
            self.alive()
            self.committed, self.noted = time.monotonic(), 0

    def publish(self) -> None:
        """Write the files of all days that changed."""
        self.commit()
        for number, day in enumerate(self.manifest.pending_days(), start=1):
            self.partitions.rewrite(day, self.manifest.pending(day))
            self.manifest.published(day)
            self.days.add(day)
            if number % _COMMIT_DAYS == 0:
                self.commit()
        self.commit()
        self.kept = 0


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
        run = _Run(vintage.manifest, partitions, options, alive, progress, vintage.manifest.stamp(stamp))
        run.commit()
        with engine:
            results: Iterator[tuple[Task, Outcome] | Refusal | _Input] = engine.code(run.items(inputs, out))
            for item in results:
                run.take(item)
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


def _known_as(path: str) -> str:
    if path == STDIN or is_remote(path):
        return path
    return os.path.realpath(path).encode("utf-8", "backslashreplace").decode("utf-8")


def _content(path: str) -> str:
    """The hash of a file's bytes; of an object what its store says instead. "" where it cannot be read: reading tells why."""
    try:
        if is_remote(path):
            system, inside = remote(path)
            return str(system.checksum(inside))
        with open(path, "rb") as file:
            return file_digest(file, "blake2b").hexdigest()[:32]
    except OSError:
        return ""


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
    run: _Run, files: LocalFiles | RemoteFiles, vintage: str, stamp: Stamp, started: datetime, seconds: float
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


def _nothing(run: _Run, inputs: Sequence[str], rejects: str) -> str:
    if run.first is None:
        return f"nothing could be coded: no documents in {', '.join(inputs)}"
    if run.tally.refused == 1:
        return f"{run.first.source}: {run.first.reason}"
    return (
        f"nothing could be coded: {run.tally.refused} refused, the first: {run.first.source}: {run.first.reason}; "
        f"all are listed in {rejects}"
    )


__all__ = ["StoreOptions", "run_store"]
