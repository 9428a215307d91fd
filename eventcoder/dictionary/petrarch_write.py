"""Write actors and agents as dictionaries of PETRARCH, PETRARCH2 and UniversalPetrarch."""

from __future__ import annotations

from collections.abc import Sequence

from eventcoder.dictionary import read
from eventcoder.dictionary.entries import Faults, parse_roles, values


def write_actors(raws: Sequence[read.RawEntry]) -> str:
    """Return an actors file: each with its names, its dated roles, and `otherwise` undated, the fallback of those coders."""
    lines = ["# Actors of eventcoder; ranges are inclusive, the undated code is the fallback."]
    for raw in raws:
        if raw.kind != "actor":
            continue
        names = [item.value for item in values(raw, "name")] or [item.value for item in values(raw, "nisba")]
        if not names:
            continue
        lines.append(f"{_joined(names[0])}  # {raw.head.value}")
        lines += [f"+{_joined(name)}" for name in names[1:]]
        for role in parse_roles(raw, Faults(raw.path)):
            lines.append(f"\t[{role.code}{_range(role.since, role.until)}]")
        lines += [f"\t[{item.value}]" for item in values(raw, "otherwise")]
    return "\n".join(lines) + "\n"


def write_agents(raws: Sequence[read.RawEntry]) -> tuple[str, int]:
    """Return an agents file and how many agents it leaves out: those whose role depends on what stands beside them (SAME, …)."""
    lines = ["# Agents of eventcoder."]
    left_out = 0
    for raw in raws:
        if raw.kind != "agent":
            continue
        role = next((item.value for item in values(raw, "role")), "")
        if role in ("SAME", "COUNTRY", "COUNTERPART", ""):
            left_out += 1
            continue
        plurals = [_joined(item.value) for item in values(raw, "plural")]
        for number, item in enumerate(values(raw, "name")):
            shown = f" {{{', '.join(plurals)}}}" if plurals and not number else ""
            lines.append(f"{_joined(item.value)}{shown} [~{role}]")
    return "\n".join(lines) + "\n", left_out


def _joined(name: str) -> str:
    return "_".join(name.split()) + "_"


def _range(since: str, until: str) -> str:
    since, until = since.replace("-", ""), until.replace("-", "")
    if since and until:
        return f" {since}-{until}"
    return f" >{since}" if since else f" <{until}" if until else ""


__all__ = ["write_actors", "write_agents"]
