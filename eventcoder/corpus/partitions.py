"""The files of a day: rewritten whole with what has changed, in the order of document ids."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import chain, groupby, islice

from attrs import frozen

from eventcoder.corpus.field_formats import Labels
from eventcoder.corpus.formats import FORMATS, Format
from eventcoder.corpus.store_files import StoreFiles, write_file
from eventcoder.errors import EventcoderError
from eventcoder.records import Event

Changes = Iterator[tuple[str, list[Event]]]
"""Document ids in their order, each with all its events of a day from now on (none: it has none, or is there no more)."""


@frozen
class Partitions:
    """The day files of a store in one format.

    A format that leaves columns out cannot be read back; its files are made from those in CSV, which are kept beside them.
    """

    files: StoreFiles
    format: str
    labels: Labels

    @property
    def kept(self) -> Format:
        """The format of the files that are read back."""
        return FORMATS[self.format] if FORMATS[self.format].read else FORMATS["csv"]

    def path(self, day: str, format: Format | None = None) -> str:
        """Give the name of a day's file in the store."""
        return f"events/{day[:4]}/{day[5:7]}/{day}{(format or self.kept).suffix}"

    def rewrite(self, day: str, changes: Changes) -> None:
        """Replace the files of a day; a day without events has none. Raise OutputError, or EventcoderError for a broken file."""
        self._replace(self.path(day), self.kept, merge(self._read(day), changes))
        view = FORMATS[self.format]
        if view.name != self.kept.name:
            self._replace(self.path(day, view), view, self._read(day))

    def days(self) -> set[str]:
        """Give the days that have a file."""
        suffix = self.kept.suffix
        names = (name.rpartition("/")[2] for name in self.files.names("events"))
        return {name.removesuffix(suffix) for name in names if name.endswith(suffix)}

    def _replace(self, name: str, format: Format, events: Iterator[Event]) -> None:
        first = list(islice(events, 1))
        if first:
            write_file(self.files, name, format.write(chain(first, events), self.labels))
        else:
            self.files.remove(name)

    def _read(self, day: str) -> Iterator[Event]:
        name = self.path(day)
        path = self.files.fetch(name)
        if path is None:
            return
        assert self.kept.read is not None
        before = ""
        with ExitStack() as stack:
            try:
                stream = stack.enter_context(open(path, "rb"))
                for event in self.kept.read(stream):
                    if event.doc_id < before:
                        raise ValueError("documents out of order")
                    before = event.doc_id
                    yield event
            except (OSError, ValueError, KeyError, TypeError, csv.Error, EventcoderError) as error:
                raise EventcoderError(
                    f"{self.files.name}/{name}: not as a run left it ({error}); put it back, or remove it: the next run "
                    "codes its documents again. Files of another version are left alone by --recode"
                ) from error


def merge(events: Iterable[Event], changes: Changes) -> Iterator[Event]:
    """Give the events of a day with those of changed documents in their place; both are in the order of document ids."""
    change = next(changes, None)
    for doc_id, group in groupby(events, key=lambda event: event.doc_id):
        while change is not None and change[0] < doc_id:
            yield from change[1]
            change = next(changes, None)
        if change is not None and change[0] == doc_id:
            yield from change[1]
            change = next(changes, None)
        else:
            yield from group
    while change is not None:
        yield from change[1]
        change = next(changes, None)


__all__ = ["Changes", "Partitions", "merge"]
