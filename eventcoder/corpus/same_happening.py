"""Whether two records tell the same happening: the rules of docs/collapse.md, one function each."""

from __future__ import annotations

from datetime import date, timedelta
from math import cos, hypot, radians

from eventcoder.records import Event

DELAY = 3
"""Days that a paper may be late: a record without a told date joins one that happened so long before the paper."""
NEAR = 50.0
"""Kilometres within which two places are the same."""
VIOLENCE = frozenset(("18", "19", "20"))
"""Roots that tell the same attack in different words."""
MEETINGS = "04"
STATUSES = {"asserted": "real", "historical": "real"}
_LENGTH = {"day": 1, "week": 7, "month": 31, "year": 366}


def same_happening(one: Event, other: Event) -> bool:
    """Whether two records tell the same happening, by status, code, actors, date and place."""
    return (
        STATUSES.get(one.status, one.status) == STATUSES.get(other.status, other.status)
        and same_code(one, other)
        and same_actors(one, other)
        and same_time(one, other)
        and same_place(one, other)
    )


def family(event: Event) -> str:
    """The root, one for all attacks."""
    return "18" if event.root in VIOLENCE else event.root


def same_code(one: Event, other: Event) -> bool:
    """Whether two codes may stand for one act: the same root, and one of both codes general or both of one three-digit code;
    any two of meetings, any two of attacks."""
    if family(one) != family(other):
        return False
    if one.root == MEETINGS or one.root in VIOLENCE:
        return True
    first, second = one.code[:3], other.code[:3]
    return first == second or first.endswith("0") or second.endswith("0")


def same_actors(one: Event, other: Event) -> bool:
    """Whether the sides are the same, in either order where the order is arbitrary; where no side is known on both,
    at one named place or in the same words."""
    straight = _match(one, other, turned=False)
    turned = (one.symmetric or other.symmetric or one.root == other.root == MEETINGS) and _match(one, other, turned=True)
    return straight or turned


def _match(one: Event, other: Event, *, turned: bool) -> bool:
    others = [(other.source, other.source_id), (other.target, other.target_id)]
    sides = list(zip([(one.source, one.source_id), (one.target, one.target_id)], others[::-1] if turned else others, strict=True))
    grades = [_same_actor(*mine, *theirs) for mine, theirs in sides]
    if any(grade is None for grade in grades):
        return False
    return any(grades) or bool(one.place) and one.place == other.place or not turned and _words(one) == _words(other)


def _words(event: Event) -> tuple[str, str, str]:
    return event.trigger_text, event.source_text, event.target_text


def _same_actor(code: str, identity: str, other_code: str, other_identity: str) -> bool | None:
    """True: the same actor; False: one of them is not known; None: two actors."""
    if code in ("", "---") or other_code in ("", "---"):
        return False
    if identity and other_identity and identity != other_identity and "." in identity and "." in other_identity:
        return None
    if code == other_code:
        return True
    short, long = sorted((code, other_code), key=len)
    return True if long.startswith(short) or long.endswith(short) and len(short) == 3 else None


def span(event: Event) -> tuple[date, date]:
    """First and last day on which a record may have happened; where no date is told, the days of `DELAY` before the paper."""
    day = date.fromisoformat(event.event_date)
    if event.date_precision == "document":
        return day - timedelta(days=DELAY), day
    return day, day + timedelta(days=_LENGTH[event.date_precision] - 1)


def same_time(one: Event, other: Event) -> bool:
    """Whether the times overlap; two records without a told date, whether their papers are not further apart than `DELAY`."""
    (first, last), (other_first, other_last) = span(one), span(other)
    return first <= other_last and other_first <= last


def same_place(one: Event, other: Event) -> bool:
    """Whether the places are one: the same or near by, one of both a country that holds the other, or one not told."""
    if not one.place or not other.place or one.place == other.place:
        return not one.country or not other.country or one.country == other.country
    if one.country != other.country:
        return False
    if one.latitude is None or other.latitude is None or one.longitude is None or other.longitude is None:
        return True  # a country
    north = (one.latitude - other.latitude) * 111.2
    east = (one.longitude - other.longitude) * 111.2 * cos(radians(one.latitude))
    return hypot(north, east) <= NEAR


__all__ = ["DELAY", "family", "same_happening", "span"]
