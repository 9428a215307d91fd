"""One run over many documents: read, code, write, and a report of what was done."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence

from attrs import frozen

from eventcoder.coding.dates import document_date
from eventcoder.corpus.engines import Engine, Inline
from eventcoder.corpus.field_formats import Labels
from eventcoder.corpus.read import STDIN, Refusal, input_files, input_size, read_located
from eventcoder.corpus.work import DocumentCoder, Task
from eventcoder.corpus.write import STDOUT, check_output, write_events, write_rejects
from eventcoder.errors import InputError
from eventcoder.records import Event


@frozen
class RunReport:
    """What a run did: documents coded, events written, refusals in their order, the rejects file ("": none was written).

    `too_many` tells that the share of refused documents is above what was allowed.
    """

    documents: int
    events: int
    refusals: tuple[Refusal, ...]
    rejects: str
    too_many: bool


def run_code(
    inputs: Sequence[str],
    *,
    out: str,
    format: str,
    coder: DocumentCoder | None = None,
    engine: Engine | None = None,
    labels: Labels | None = None,
    encoding: str = "utf-8",
    rejects: str | None = None,
    max_rejects: float = 0.05,
    progress: Callable[[int], None] | None = None,
) -> RunReport:
    """Code every document of `inputs` into `out`; those that cannot be coded go into the rejects file (`out`.rejects.jsonl).

    Events stand in the order of documents, then sentence, then start. It is coded by `coder` in this process, or by `engine`,
    with the same result. `encoding` holds for inputs that declare none; `labels` are for formats that want names.
    `progress` is called with the number of input bytes read
    since its last call. Raises InputError, and writes no events, where nothing could be coded, OutputError where a file
    cannot be made.
    """
    rejects = _rejects_path(out, rejects)
    check_paths(inputs, out=out, rejects=rejects)
    if engine is None:
        if coder is None:
            raise TypeError("run_code needs a coder or an engine")
        engine = Inline(coder)
    refusals: list[Refusal] = []
    coded = 0

    def items() -> Iterator[Task | Refusal]:
        skip = _files(out, rejects)
        for source, item in read_located(inputs, find_date=document_date, advance=progress, skip=skip, encoding=encoding):
            yield item if isinstance(item, Refusal) else Task(source, item)

    def events(running: Engine) -> Iterator[Event]:
        nonlocal coded
        for result in running.code(items()):
            outcome = result if isinstance(result, Refusal) else result[1]
            if isinstance(outcome, Refusal):
                refusals.append(outcome)
            else:
                coded += 1
                yield from outcome.events
        if not coded:
            raise InputError(_nothing(refusals, inputs, rejects))

    try:
        with engine as running:
            count = write_events(events(running), out, format, labels)
    except InputError:
        if rejects and not all(refusal.whole for refusal in refusals):
            write_rejects(refusals, rejects)
        raise
    if rejects:
        write_rejects(refusals, rejects)
    return RunReport(
        documents=coded,
        events=count,
        refusals=tuple(refusals),
        rejects=rejects if refusals else "",
        too_many=len(refusals) > max_rejects * (coded + len(refusals)),
    )


def check_paths(inputs: Sequence[str], *, out: str, rejects: str | None = None) -> None:
    """Raise InputError or OutputError for paths that cannot work, before any work is done."""
    rejects = _rejects_path(out, rejects)
    if list(inputs).count(STDIN) > 1:
        raise InputError("- (standard input) can be read only once")
    written = [path for path in (out, rejects) if path]
    for path in written:
        check_output(path)
    if len(written) > len({os.path.realpath(path) for path in written}):
        raise InputError(f"{out}: events and rejects need two different files")
    named = {os.path.realpath(path) for path in input_files(inputs, skip=_files(out, rejects)) if path != STDIN}
    for path in _files(out, rejects):
        if os.path.realpath(path) in named:
            raise InputError(f"{path}: is an input and would be overwritten; name another output")


def run_size(inputs: Sequence[str], *, out: str, rejects: str | None = None) -> int | None:
    """Give the number of bytes that a run will read, for its progress, or None where stdin is among the inputs."""
    return input_size(inputs, skip=_files(out, _rejects_path(out, rejects)))


def _rejects_path(out: str, rejects: str | None) -> str:
    return rejects if rejects is not None else "" if out == STDOUT else f"{out}.rejects.jsonl"


def _files(*paths: str) -> list[str]:
    return [path for path in paths if path and path != STDOUT]


def _nothing(refusals: Sequence[Refusal], inputs: Iterable[str], rejects: str) -> str:
    if not refusals:
        return f"nothing could be coded: no documents in {', '.join(inputs)}"
    first = f"{refusals[0].source}: {refusals[0].reason}"
    if len(refusals) == 1:
        return first
    listed = f"; all are listed in {rejects}" if rejects and not all(refusal.whole for refusal in refusals) else ""
    return f"nothing could be coded: {len(refusals)} refused, the first: {first}{listed}"
