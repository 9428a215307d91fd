"""Join the records of one happening across documents and days into one row, with all that it was made from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from attrs import field, frozen

from eventcoder.corpus.same_happening import DELAY, family, same_happening, span
from eventcoder.records import Event

_COPIED = (
    "event_date date_precision source target source_id target_id source_name target_name code root quad_class goldstein plover "
    "symmetric status headline place country latitude longitude"
).split()
COLUMNS = (
    "story_id", *_COPIED, "issue", "mentions", "documents", "originals", "publishers", "first_mention", "last_mention",
    "event_ids", "doc_ids", "reprints",
)  # fmt: skip
"""The columns of a collapsed row; lists are joined by ";"."""


@frozen
class Happening:
    """The records of one happening; `best` is the one that tells most."""

    events: tuple[Event, ...]
    best: Event
    profiles: tuple[Event, ...] = field(repr=False)


def collapse(events: Iterable[Event]) -> list[Happening]:
    """Join records into happenings, in order of their first day; a record joins the first happening all of whose records tell the
    same as it does. The outcome does not depend on the order of the records."""
    ordered = sorted(events, key=_order)
    open_by: dict[str, list[list[Event]]] = {}
    profiles: dict[int, list[Event]] = {}
    groups: list[list[Event]] = []
    for event in ordered:
        first, _ = span(event)
        waiting = open_by.setdefault(family(event), [])
        waiting[:] = [group for group in waiting if _last(profiles[id(group)]) >= first - timedelta(days=DELAY)]
        for group in waiting:
            if all(same_happening(event, other) for other in profiles[id(group)]):
                break
        else:
            group = []
            groups.append(group)
            waiting.append(group)
            profiles[id(group)] = []
        group.append(event)
        if not any(_order(event)[:-1] == _order(other)[:-1] for other in profiles[id(group)]):
            profiles[id(group)].append(event)
    return [Happening(tuple(group), max(group, key=_telling), tuple(profiles[id(group)])) for group in groups]


def _last(profiles: Sequence[Event]) -> date:
    return max(span(event)[1] for event in profiles)


def _order(event: Event) -> tuple[str, ...]:
    """Records that tell the same stand together, whatever their ids; those that begin first stand first."""
    first, last = span(event)
    return (
        first.isoformat(), last.isoformat(), event.root, event.code, event.source, event.target, event.source_id, event.target_id,
        event.place, event.country, event.status, str(event.symmetric), event.trigger_text,
        event.source_text, event.target_text, event.event_id,
    )  # fmt: skip


def _telling(event: Event) -> tuple[object, ...]:
    """How much a record tells: its date and place, the length of its codes, its confidence; then its order."""
    precision = ("document", "year", "month", "week", "day").index(event.date_precision)
    known = [code for code in (event.source, event.target) if code not in ("", "---")]
    general = event.code.endswith("0")
    return (
        event.status == "asserted", len(known), precision, event.place != "", sum(map(len, known)), not general,
        event.confidence or 0.0, event.headline, event.event_id,
    )  # fmt: skip


def rows(happenings: Iterable[Happening], reprints: Mapping[str, str]) -> Iterator[dict[str, object]]:
    """The rows of collapsed happenings, columns as in `COLUMNS`; `reprints` maps a document's id to the one that it repeats."""
    for happening in happenings:
        events = sorted(happening.events, key=lambda event: (event.doc_date, event.doc_id, event.sentence, event.start))
        documents = list(dict.fromkeys(event.doc_id for event in events))
        originals = {reprints.get(doc_id, doc_id) for doc_id in documents}
        issues = dict.fromkeys(name for event in events for name in event.issue.split(";") if name)
        row: dict[str, object] = {"story_id": events[0].event_id}
        row |= {column: getattr(happening.best, column) for column in _COPIED}
        row |= {
            "issue": ";".join(issues),
            "mentions": len(events),
            "documents": len(documents),
            "originals": len(originals),
            "publishers": len({event.publisher for event in events if event.publisher}),
            "first_mention": events[0].doc_date,
            "last_mention": events[-1].doc_date,
            "event_ids": ";".join(event.event_id for event in events),
            "doc_ids": ";".join(documents),
            "reprints": ";".join(doc_id for doc_id in documents if doc_id in reprints),
        }
        yield row


__all__ = ["COLUMNS", "Happening", "collapse", "rows"]
