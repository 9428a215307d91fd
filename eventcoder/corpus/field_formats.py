"""Records in the formats of the field: PETRARCH2, Phoenix and ICEWS, tab-separated, as those who use them read them.

They hold less than a record: no offsets, texts, rules. Only ICEWS has a header.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice

from attrs import Factory, frozen

from eventcoder.corpus.formulas import escaped
from eventcoder.records import Event

PHOENIX = (
    "EventID Date Year Month Day SourceActorFull SourceActorEntity SourceActorRole SourceActorAttribute TargetActorFull "
    "TargetActorEntity TargetActorRole TargetActorAttribute EventCode EventRootCode PentaClass GoldsteinScore Issues Lat Lon "
    "LocationName StateName CountryCode SentenceID URLs NewsSources"
).split()
"""The 26 fields of Phoenix in their order."""
ICEWS = (
    "Event ID|Event Date|Source Name|Source Sectors|Source Country|Event Text|CAMEO Code|Intensity|Target Name|Target Sectors|"
    "Target Country|Story ID|Sentence Number|Publisher|City|District|Province|Country|Latitude|Longitude"
).split("|")
"""The 20 columns of ICEWS in their order."""
ROLES = frozenset(
    (
        "GOV MIL REB OPP PTY COP JUD SPY MED EDU BUS CRM CVL ELI LAB LEG AGR DEV ENV HLH HRI MOD RAD REF UAF SEP INS AMN IRC"
    ).split()
)
"""The roles of CAMEO's actor codes; what else stands in front is a country or an international body."""
_BREAKS = re.compile(r"[\t\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_PENTA = {"01": 0, "02": 0, "14": 4, "15": 4, "16": 3} | dict.fromkeys(("03", "04", "05"), 1)
_PENTA |= dict.fromkeys(("06", "07", "08"), 2) | dict.fromkeys(("09", "10", "11", "12", "13"), 3)


@frozen
class Labels:
    """English names for the formats that want them: of CAMEO codes and of countries."""

    codes: Mapping[str, str] = Factory(dict)
    countries: Mapping[str, str] = Factory(dict)


def petrarch_lines(events: Iterable[Event]) -> Iterator[bytes]:
    """Give PETRARCH2's lines: date, source, target, code, issues (`K,V;K,V`), ids, url if any, source of the story."""
    for event in events:
        day = event.event_date.replace("-", "")
        issues = ";".join(f"{name.replace(',', ' ')},1" for name in event.issue.split(";") if name)
        ids = f"{event.doc_id.replace(';', ' ')}_{event.sentence}"
        url = [_text(event.url)] if event.url else []
        publisher = _text(event.publisher) or "NULL"
        yield _line([day, event.source or "---", event.target or "---", event.code, issues, _text(ids), *url, publisher])


def phoenix_lines(events: Iterable[Event]) -> Iterator[bytes]:
    """Give Phoenix' lines of 26 fields."""
    for event in events:
        day = event.event_date
        yield _line(
            [
                event.event_id,
                day.replace("-", ""),
                *day.split("-"),
                *_actor(event.source),
                *_actor(event.target),
                event.code,
                event.root,
                _PENTA.get(event.root, 4),
                _number(event.goldstein),
                _text(event.issue),
                _number(event.latitude),
                _number(event.longitude),
                _text(event.place),
                "",
                event.country,
                _text(f"{event.doc_id}_{event.sentence}"),
                _text(event.url),
                _text(event.publisher),
            ]
        )


def icews_lines(events: Iterable[Event], labels: Labels) -> Iterator[bytes]:
    """Give ICEWS' header and its lines of 20 columns."""
    rows = iter(events)
    head = list(islice(rows, 1))  # an error of the first record comes before the header is written
    yield _line(ICEWS)
    for event in chain(head, rows):
        yield _line(
            [
                event.event_id,
                event.event_date,
                _text(event.source_name or event.source_text),
                *_sectors(event.source, labels),
                _text(labels.codes.get(event.code, "")),
                event.code,
                _number(event.goldstein),
                _text(event.target_name or event.target_text),
                *_sectors(event.target, labels),
                _text(event.doc_id),
                event.sentence,
                _text(event.publisher),
                _text(event.place),
                "",
                "",
                labels.countries.get(event.country, event.country),
                _number(event.latitude),
                _number(event.longitude),
            ]
        )


def actor_parts(code: str) -> tuple[str, str, str]:
    """Split an actor's code: `EGYGOVMIL` → EGY, GOV, MIL; `COP` → "", COP, ""; `IGOUNO` → IGO, "", UNO."""
    parts = [code[start : start + 3] for start in range(0, len(code), 3)] if code.isalpha() else []
    entity = parts.pop(0) if parts and parts[0] not in ROLES else ""
    role = next((part for part in parts if part in ROLES), "")
    if role:
        parts.remove(role)
    return entity, role, ";".join(parts)


def _actor(code: str) -> tuple[str, str, str, str]:
    return code or "---", *actor_parts(code)


def _sectors(code: str, labels: Labels) -> tuple[str, str]:
    entity, role, rest = actor_parts(code)
    return ",".join(filter(None, [role, *rest.split(";")])), labels.countries.get(entity, entity)


def _number(value: float | None) -> str:
    return "" if value is None else str(value)


def _text(value: str) -> str:
    return escaped("", _BREAKS.sub(" ", value))


def _line(cells: Sequence[object]) -> bytes:
    return ("\t".join(map(str, cells)) + "\n").encode("utf-8")


__all__ = ["ICEWS", "PHOENIX", "Labels", "actor_parts", "icews_lines", "petrarch_lines", "phoenix_lines"]
